"""Work that went out of the hands of whoever held it, without his doing."""

from django.db import models

from motcua.onestop.dossiers.models.dossier import Dossier


class TakenWork(models.Model):
    """A work item that a colleague took, or a head gave to another: so that its holder is told."""

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="+")
    # The seat that it lay with; whose it is now the item says.
    post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=250)
    # A head gave it to another; otherwise a colleague took it himself.
    is_given = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["post", "-at"], name="taken_work_by_post")]

    def __str__(self) -> str:
        return f"{self.dossier_id} {self.by}"
