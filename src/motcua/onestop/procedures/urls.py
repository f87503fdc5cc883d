"""Addresses of this room, below /thu-tuc/."""

from django.urls import path

from motcua.onestop.procedures import views

app_name = "procedures"
urlpatterns = [path("thoi-han-ngan/", views.too_short, name="too_short")]
