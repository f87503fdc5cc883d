"""The letters of a demo."""

from django.urls import path

from motcua.ground.notifications import views

app_name = "notifications"
urlpatterns = [
    path("trinh-dien/thu/", views.letters, name="letters"),
    path("trinh-dien/thu/<int:message_id>/", views.letter, name="letter"),
]
