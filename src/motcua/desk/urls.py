"""The address of the home, to which the roof hands the panels, and those of the guides."""

from django.urls import path

from motcua.desk import views

app_name = "desk"
urlpatterns = [path("", views.home, name="home")]

guides = (
    [path("", views.guides, name="all"), path("<str:name>/", views.guide, name="one")],
    "guides",
)
