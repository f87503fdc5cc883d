from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "motcua.ground.notifications"
    label = "notifications"
