"""Jobs that look after jobs."""

import logging

from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from motcua.project.watch import SILENT_SECONDS

MOST_RUNS = 10

log = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="project.rescue", queueing_lock="project.rescue", pass_context=True)
async def rescue(context: JobContext, timestamp: int) -> None:  # noqa: ARG001
    """
    Give back to the queue what a killed worker was doing.

    A job that kills its worker every time is given up and stays there as failed.

    :param timestamp: of the minute, handed in by the queue.
    """
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_SECONDS):
        if job.attempts < MOST_RUNS:
            await manager.retry_job(job)
        else:
            log.error("Job %s (%s) killed its worker %s times.", job.id, job.task_name, MOST_RUNS)
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
