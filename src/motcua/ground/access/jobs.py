"""Tidying up, every hour: whoever guesses from many addresses leaves many rows within a day."""

from django.utils import timezone
from procrastinate.contrib.django import app

from motcua.ground.access import actions


@app.periodic(cron="40 * * * *")
@app.task(name="access.clear_out")
def clear_out(timestamp: int) -> None:  # noqa: ARG001 - which hour it is for
    """Remove what nobody can come back to."""
    actions.clear_out(now=timezone.now())  # noqa: TID251 - a job reads the clock
