"""Addresses of this room, below /co-quan/."""

from django.urls import path

from motcua.ground.agencies import views

app_name = "agencies"
urlpatterns = [
    path("", views.tree, name="tree"),
    path("<str:code>/", views.agency, name="agency"),
]
