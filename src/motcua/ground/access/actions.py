"""What the house does with accounts by itself."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction

from motcua.ground.access.models import FormKey, Throttle

# Far longer than any page stays open before its form is sent a second time.
KEYS_KEPT = timedelta(days=30)


@transaction.atomic(durable=True)
def clear_out(*, now: datetime) -> None:
    """Remove form keys, throttles and sessions that nobody can come back to."""
    FormKey.objects.filter(used_at__lt=now - KEYS_KEPT).delete()
    Throttle.objects.filter(resets_at__lt=now).delete()
    Session.objects.filter(expire_date__lt=now).delete()
