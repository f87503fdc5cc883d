"""What is done with processes: they are published."""

from datetime import datetime

from django.db import transaction

from motcua.ground.access import writes as access
from motcua.ground.kernel.actor import Actor
from motcua.onestop.processes import queries, rules
from motcua.onestop.processes.models import ProcessVersion


@transaction.atomic(durable=True)
def publish(*, actor: Actor, form_key: str, process: rules.Process, now: datetime) -> int:
    """
    Publish a process under the next number and return the version's id.

    The same definition as the last one gives the last one's id: nothing new was said.

    :raises BrokenProcess: where it cannot be played to its end.
    """
    earlier = access.once(actor=actor, form_key=form_key, outcome="", now=now)
    if earlier is not None:
        return int(earlier)
    version = queries.take_latest(process.key)
    if version is None or version.digest != rules.digest(process):
        rules.check(process)
        number = 1 if version is None else version.number + 1
        version = _write(process, number=number, at=now)
    access.settle(actor=actor, form_key=form_key, outcome=str(version.pk))
    return version.pk


def _write(process: rules.Process, *, number: int, at: datetime) -> ProcessVersion:
    return ProcessVersion.objects.create(
        code=process.key,
        number=number,
        name=process.name,
        definition=rules.to_dict(process),
        digest=rules.digest(process),
        published_at=at,
    )
