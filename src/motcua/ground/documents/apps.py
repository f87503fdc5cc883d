from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "motcua.ground.documents"
    label = "documents"
