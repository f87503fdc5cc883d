"""The reading log (nhật ký xem hồ sơ): who opened, who looked for whom, who took lists out."""

from django.db import models

from motcua.onestop.dossiers.models.dossier import Dossier

LONGEST_SOUGHT = 250


class Reading(models.Model):
    """
    That somebody opened a dossier, or something of it.

    :cvar post: the seat whose right to see it he used; None in old rows whose reader's
        seat nobody can tell any more.
    """

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="readings")
    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, null=True, related_name="+")
    what = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["dossier", "-at", "-id"], name="reading_by_dossier"),
            models.Index(fields=["-at", "-id"], name="reading_newest_first"),
            models.Index(fields=["user", "-at", "-id"], name="reading_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Search(models.Model):
    """
    That somebody looked for a person or a firm.

    :cvar post: the seat whose right to look he used.
    :cvar sought: what he typed, as much of it as a public page would show and there is room for.
    :cvar found: how many dossiers he was shown at most; 101 stands for more than 100.
    """

    append_only = True

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+")
    sought = models.CharField(max_length=LONGEST_SOUGHT)
    found = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="search_newest_first"),
            models.Index(fields=["user", "-at", "-id"], name="search_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.at}"


class Export(models.Model):
    """
    That somebody took a list out of the house as a table.

    :cvar post: the seat by which he has the list.
    :cvar what: the list, as addresses name it.
    :cvar asked: what it was narrowed down to; of a person, what a public page would show.
    :cvar kind: of the file.
    :cvar reason: why, as he wrote it.
    """

    append_only = True

    user = models.ForeignKey("access.User", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    post = models.ForeignKey("agencies.Post", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)
    asked = models.TextField(blank=True)
    rows = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=250)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["-at", "-id"], name="export_newest_first"),
            models.Index(fields=["user", "-at", "-id"], name="export_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.what} {self.at}"
