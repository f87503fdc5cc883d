"""What a watcher is warned of: a worker that is silent, jobs that wait, disks that fill up."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from motcua.ground.documents import scanner

# A worker writes a heartbeat every ten seconds; without three of them it is dead.
SILENT_SECONDS = 30
# Longer than any job of ours takes while others wait behind it.
WAITING_SECONDS = 5 * 60
MEGABYTE = 1024 * 1024

QUEUE = """
    SELECT
        extract(epoch FROM now() - (SELECT max(last_heartbeat) FROM procrastinate_workers)),
        extract(epoch FROM now() - (
            SELECT min(coalesce(job.scheduled_at, deferred.at))
            FROM procrastinate_jobs job
            JOIN procrastinate_events deferred ON deferred.job_id = job.id
            WHERE job.status = 'todo' AND deferred.type = 'deferred'
            AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
        ))
"""


def warnings() -> Iterator[str]:
    """Yield what is wrong though pages are served, each as one line; one statement."""
    yield from _of_the_worker(*_queue())
    for place in places():
        yield from _of_the_disk(place)
    if not scanner.answers():
        yield f"clamav: no answer at {settings.CLAMAV_SOCKET}; no file is taken in"


def places() -> list[Path]:
    """Return the directories that fill up, those on the same disk once."""
    kept = [_existing(path) for path in (settings.FILES_ROOT, settings.TRAIL_ROOTS.parent)]
    return list({path.stat().st_dev: path for path in kept}.values())


def _queue() -> tuple[float | None, float | None]:
    """Return how long no worker has shown a sign of life, and how long a job has waited."""
    with connection.cursor() as cursor:
        cursor.execute(QUEUE)
        silent, waiting = cursor.fetchone()
    return silent, waiting


def _of_the_worker(silent: float | None, waiting: float | None) -> Iterator[str]:
    if silent is None:
        yield "worker: none is running"
    elif silent > SILENT_SECONDS:
        yield f"worker: silent for {silent:.0f} s"
    if waiting is not None and waiting > WAITING_SECONDS:
        yield f"queue: the oldest job has waited for {waiting:.0f} s"


def _of_the_disk(place: Path) -> Iterator[str]:
    free = shutil.disk_usage(place).free // MEGABYTE
    if free < settings.DISK_FREE_MEGABYTES:
        yield f"disk: {free} MB free at {place}"


def _existing(path: Path) -> Path:
    """Return the directory, or the nearest one above it that is there already."""
    return next(one for one in (path, *path.resolve().parents) if one.is_dir())
