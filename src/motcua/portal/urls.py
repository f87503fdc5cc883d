"""Addresses of the citizen's site."""

from django.urls import path

from motcua.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("tra-cuu/", views.follow, name="follow"),
    path("tra-cuu/q/<str:code>/<str:link>/", views.followed, name="followed"),
    path(
        "tra-cuu/q/<str:code>/<str:link>/ngung-bao-tin/",
        views.stop_messages,
        name="stop_messages",
    ),
]
