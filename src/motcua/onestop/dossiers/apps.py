from django.apps import AppConfig

from motcua.onestop.dossiers import letters


class DossiersConfig(AppConfig):
    name = "motcua.onestop.dossiers"
    label = "dossiers"
    # Imported with the app, so that the worker knows the words of every message it sends.
    letters = letters
