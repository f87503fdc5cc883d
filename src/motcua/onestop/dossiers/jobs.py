"""Tidying up, hour by hour, and the letter of the morning."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.onestop.dossiers.actions import drafts, mornings


@app.periodic(cron="50 * * * *")
@app.task(name="dossiers.drop_old_drafts")
def drop_old_drafts(timestamp: int) -> None:  # noqa: ARG001 - which hour it is for
    """Erase what receivers were typing a day ago and never came back to."""
    drafts.drop_old_drafts(now=timezone.now())  # noqa: TID251 - a job reads the clock


@app.periodic(cron="5 * * * *")
@app.task(name="dossiers.tell_officers", queueing_lock="dossiers.tell_officers")
def tell_officers(timestamp: int) -> None:  # noqa: ARG001 - which hour it is for
    """Write to officers what presses, on the mornings on which they work."""
    mornings.tell_officers(now=timezone.now())  # noqa: TID251 - a job reads the clock
