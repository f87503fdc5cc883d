"""Processes as values; a version never changes, so it is read once and kept in memory."""

from functools import lru_cache

from motcua.onestop.processes import rules
from motcua.onestop.processes.models import ProcessVersion


@lru_cache(maxsize=1000)
def process(version_id: int) -> rules.Process:
    """Return the process of this published version; an unknown one is a bug."""
    version = ProcessVersion.objects.only("definition").get(pk=version_id)
    return rules.parse(version.definition)


def take_latest(code: str) -> ProcessVersion | None:
    """Return the version of this process that was published last, locked for change."""
    versions = ProcessVersion.objects.select_for_update().filter(code=code)
    return versions.order_by("-number").first()
