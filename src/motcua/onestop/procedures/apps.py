from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "motcua.onestop.procedures"
    label = "procedures"
