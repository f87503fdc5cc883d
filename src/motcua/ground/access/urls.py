"""The only addresses of accounts that exist; the library's own are not mounted."""

from django.urls import path

from motcua.ground.access.views import doorway

app_name = "access"
urlpatterns = [
    path("dang-nhap/", doorway.sign_in, name="sign_in"),
    path("dang-xuat/", doorway.sign_out, name="sign_out"),
    path("khoa/", doorway.lock, name="lock"),
    path("mo-khoa/", doorway.unlock, name="unlock"),
]
