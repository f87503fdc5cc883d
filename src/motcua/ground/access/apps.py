from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "motcua.ground.access"
    label = "access"
