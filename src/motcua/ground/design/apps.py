from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "motcua.ground.design"
    label = "design"
