"""How a dossier came that nobody handed in across the counter."""

from django.db import models

from motcua.onestop.dossiers.models.dossier import Dossier


class PostalItem(models.Model):
    """The item of the public post that the dossier came in; the event carries its digest."""

    append_only = True

    dossier = models.OneToOneField(Dossier, on_delete=models.CASCADE, related_name="postal")
    number = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.number
