"""The root of each day."""

from procrastinate.contrib.django import app

from motcua.ground.trail import actions


# 17:10 of UTC is ten minutes past midnight in Viet Nam: the day is over.
@app.periodic(cron="10 17 * * *")
@app.task(name="trail.make_root", queueing_lock="trail.make_root", retry=5)
def make_root(timestamp: int) -> None:  # noqa: ARG001 - which day it is for
    """Root the day that is over and write it to the file outside the database."""
    actions.make_root()
