"""What a dossier was issued."""

from django.db import models
from django.db.models import Q

from motcua.onestop.dossiers.models.dossier import Dossier


class Result(models.Model):
    """
    What was numbered, signed and issued: the result, or the slip of a refusal (NĐ 30/2020).

    A dossier has one that stands; one that was recalled keeps its number for ever.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="results")
    name = models.CharField(max_length=250)
    number = models.PositiveIntegerField()
    symbol = models.CharField(max_length=60)
    issuer = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    signer = models.CharField(max_length=250)
    signed_as = models.CharField(max_length=250, blank=True)
    recalled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "symbol", "year", "number"], name="one_result_per_number"
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                name="one_standing_result_per_dossier",
                condition=Q(recalled_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number:02d}/{self.symbol}"
