from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "motcua.ground.calendars"
    label = "calendars"
