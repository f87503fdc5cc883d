"""The only addresses of accounts that exist; the library's own are not mounted."""

from django.urls import path

from motcua.ground.access import views

app_name = "access"
urlpatterns = [
    path("dang-nhap/", views.sign_in, name="sign_in"),
    path("dang-xuat/", views.sign_out, name="sign_out"),
    path("khoa/", views.lock, name="lock"),
    path("mo-khoa/", views.unlock, name="unlock"),
]
