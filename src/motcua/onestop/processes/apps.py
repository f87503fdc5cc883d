from django.apps import AppConfig


class ProcessesConfig(AppConfig):
    name = "motcua.onestop.processes"
    label = "processes"
