from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "motcua.onestop.dossiers"
    label = "dossiers"
