"""Tidying up after what died in the middle."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.ground.documents import actions

UNTOUCHED = timedelta(hours=1)


@app.periodic(cron="40 * * * *")
@app.task(name="documents.drop_unfinished")
def drop_unfinished(timestamp: int) -> None:  # noqa: ARG001 - which hour it is for
    """Remove what nobody has written to for an hour, as of killed processes: it is personal."""
    now = timezone.now()  # noqa: TID251 - a job reads the clock
    actions.drop_unfinished(before=now - UNTOUCHED)
