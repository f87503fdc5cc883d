"""The only addresses of accounts that exist; the library's own are not mounted."""

from django.urls import path

from motcua.ground.access.views import doorway, own, passwords

app_name = "access"
urlpatterns = [
    path("dang-nhap/", doorway.sign_in, name="sign_in"),
    path("dang-nhap/ma/", doorway.code, name="code"),
    path("dang-xuat/", doorway.sign_out, name="sign_out"),
    path("ngon-ngu/", doorway.language, name="language"),
    path("khoa/", doorway.lock, name="lock"),
    path("mo-khoa/", doorway.unlock, name="unlock"),
    path("quen-mat-khau/", passwords.forgotten, name="forgotten"),
    path("quen-mat-khau/da-nhan/", passwords.letter_asked, name="letter_asked"),
    path("dat-mat-khau/<str:holder>/<str:token>/", passwords.set_password, name="set_password"),
    path("tai-khoan/", own.account, name="account"),
    path("tai-khoan/mat-khau/", passwords.change_password, name="change_password"),
    path("tai-khoan/phien/", own.end_session, name="end_session"),
    path("tai-khoan/hai-lop/", own.second_factor, name="second_factor"),
    path("tai-khoan/hai-lop/tat/", own.remove_second_factor, name="remove_second_factor"),
    path("tai-khoan/hai-lop/ma-du-phong/", own.recovery_codes, name="recovery_codes"),
]
