from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "motcua.ground.trail"
    label = "trail"
