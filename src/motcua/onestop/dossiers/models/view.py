"""Lists of work as officers keep them for themselves."""

from django.db import models
from django.db.models import Q


class SavedView(models.Model):
    """
    A list of work as somebody keeps it: which one, narrowed down how, in which order and columns.

    :cvar post: the seat at which he keeps it; who leaves the seat leaves it too.
    :cvar question: what its address asks.
    :cvar is_first: whether his work opens with it.
    """

    passes_away = True

    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    post = models.ForeignKey("agencies.Post", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    question = models.CharField(max_length=1000)
    is_first = models.BooleanField(default=False)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "post", "name"], name="one_saved_view_per_name"
            ),
            models.UniqueConstraint(
                fields=["user", "post"],
                name="one_first_saved_view",
                condition=Q(is_first=True),
            ),
        ]

    def __str__(self) -> str:
        return self.name
