"""The session engine: Django's own in the database, whose rows know whose they are."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends import db

from motcua.ground.access.models import Session

BEGAN, SEEN, ADDRESS, BROWSER = "began_at", "seen_at", "address", "browser"
"""What a session keeps of the sign-in that it began with."""


class SessionStore(db.SessionStore):
    """Keeps beside each session whose it is, and ends it for good at its hour."""

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return the table."""
        return Session

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row of a session, with what its owner's list of sessions shows."""
        row = cast("Session", super().create_model_instance(data))
        row.user_id = int(data["_auth_user_id"]) if "_auth_user_id" in data else None
        row.began_at, row.seen_at = _moment(data.get(BEGAN)), _moment(data.get(SEEN))
        row.address, row.browser = data.get(ADDRESS, ""), data.get(BROWSER, "")
        return row

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        """Return when it ends: so long after the sign-in, however busy it is."""
        began = _moment(self.get(BEGAN))
        if began is None:
            return super().get_expiry_date(**kwargs)
        return (began + timedelta(seconds=settings.SESSION_COOKIE_AGE)).astimezone(UTC)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
