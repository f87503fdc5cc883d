"""Addresses of this room, below /lich-lam-viec/."""

from django.urls import path

from motcua.ground.calendars import views

app_name = "calendars"
urlpatterns = [
    path("", views.year, name="year"),
    path("cho-quyet-dinh/", views.undecided, name="undecided"),
]
