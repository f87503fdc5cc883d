"""Do background jobs."""

from procrastinate.contrib.django import app

GRACEFUL_SECONDS = 20


def work(*, concurrency: int) -> None:
    """
    Do jobs until asked to stop, or until the database goes away.

    The queue is read over connections of its own; jobs themselves use Django's, so that
    what a job defers is deferred in the transaction of its act. Jobs that went well are
    removed, failed ones stay to be looked at.
    """
    waiting = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    waiting.run_worker(
        name="motcua",
        concurrency=concurrency,
        delete_jobs="successful",
        shutdown_graceful_timeout=GRACEFUL_SECONDS,
    )
