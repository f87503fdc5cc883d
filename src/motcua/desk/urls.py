"""The address of the officer's home; the roof hands the panels in with it."""

from django.urls import path

from motcua.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]
