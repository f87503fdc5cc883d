"""What a receiver is typing, kept on the server: his own, outside the trail."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers.models import Draft

KEPT_FOR = timedelta(hours=24)


@transaction.atomic(durable=True)
def keep_draft(*, actor: Actor, form_key: str, content: Mapping[str, str], now: datetime) -> None:
    """Keep what this officer has typed into a form so far; other forms' drafts stay."""
    Draft.objects.update_or_create(
        user_id=actor.user_id or 0,
        form_key=form_key,
        defaults={"content": dict(content), "saved_at": now},
    )


@transaction.atomic(durable=True)
def drop_draft(*, actor: Actor, form_key: str) -> None:
    """Throw away what this officer was typing into a form."""
    Draft.objects.filter(user=actor.user_id, form_key=form_key).delete()


@transaction.atomic(durable=True)
def drop_old_drafts(*, now: datetime) -> int:
    """Erase drafts that nobody came back to, and return how many."""
    erased, _ = Draft.objects.filter(saved_at__lte=now - KEPT_FOR).delete()
    return erased
