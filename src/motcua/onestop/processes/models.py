"""Published versions of processes, which nobody changes any more."""

from django.db import models
from django.db.models import Q


class ProcessVersion(models.Model):
    """
    A process as it was published under a number; a dossier keeps its version for life.

    :ivar definition: what ``rules.to_dict`` gives, and ``rules.parse`` reads back.
    :ivar digest: of the definition, so that the same one is not published twice in a row.
    """

    code = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    definition = models.JSONField()
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number"], name="process_versions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(number__gte=1), name="process_versions_begin_with_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.number}"
