"""What is done with procedures: a version is published."""

from datetime import datetime

from django.db import transaction

from motcua.ground.access import writes as access
from motcua.ground.kernel.actor import Actor
from motcua.onestop.procedures import checker, writes
from motcua.onestop.procedures.checker import Definition


@transaction.atomic(durable=True)
def publish(
    *,
    actor: Actor,
    form_key: str,
    definition: Definition,
    process_version_id: int,
    now: datetime,
) -> int:
    """
    Publish what a procedure says from a day on, and return the version's id.

    The version that held until then ends on that day. The same content as the last
    one's gives the last one's id: nothing new was said.

    :raises BrokenProcedure: where a desk could not receive it.
    :raises BeginsTooEarly: unless it begins after the last version did.
    """
    earlier = access.once(actor=actor, form_key=form_key, outcome="", now=now)
    if earlier is not None:
        return int(earlier)
    procedure = writes.take_procedure(definition)
    version = procedure.versions.order_by("-number").first()
    digest = checker.digest(definition, process_version_id)
    if version is None or version.digest != digest:
        checker.check(definition)
        version = writes.add_version(procedure, version, definition, process_version_id)
        writes.seal(version, digest=digest, at=now)
    access.settle(actor=actor, form_key=form_key, outcome=str(version.pk))
    return version.pk
