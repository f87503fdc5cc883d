"""Tidying up after what died in the middle."""

from datetime import timedelta

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.ground.documents import actions

LONGEST_UPLOAD = timedelta(days=1)


@app.periodic(cron="40 * * * *")
@app.task(name="documents.drop_unfinished")
def drop_unfinished(timestamp: int) -> None:  # noqa: ARG001 - which hour it is for
    """Remove uploads that were never finished a day ago: they hold personal data."""
    now = timezone.now()  # noqa: TID251 - a job reads the clock
    actions.drop_unfinished(before=now - LONGEST_UPLOAD)
