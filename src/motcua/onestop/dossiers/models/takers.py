"""Who stood at the desk: to fetch something, or to ask a dossier back."""

from django.db import models

from motcua.onestop.dossiers.models.dossier import Dossier


class WithdrawalRequest(models.Model):
    """Who asked a dossier back, by which identity paper or whose authority."""

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="withdrawals")
    asker_name = models.CharField(max_length=250)
    asker_paper = models.CharField(max_length=60)
    asker_number = models.CharField(max_length=20, blank=True)
    authority = models.CharField(max_length=250, blank=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.asker_name


class HandOver(models.Model):
    """
    Who fetched the result, by which identity paper or whose authority.

    Of a dossier that ended without a result: who fetched its papers. The last row stands: one
    before it was put right, and is kept.
    """

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="takers")
    taker_name = models.CharField(max_length=250)
    taker_paper = models.CharField(max_length=60)
    taker_number = models.CharField(max_length=20, blank=True)
    authority = models.CharField(max_length=250, blank=True)
    salt = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.taker_name
