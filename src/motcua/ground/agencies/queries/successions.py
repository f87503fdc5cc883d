"""Who took over from whom: an agency's successors and predecessors of a day."""

from datetime import date

from django.db.models import Q, QuerySet

from motcua.ground.agencies.models import Agency, Succession


def successors(agency_id: int, *, on: date) -> list[Agency]:
    """
    Return who has an agency's duties on a day: itself while it lasts, else whoever took over.

    The way is followed through all successions up to that day, in one statement. Several
    are returned where it was split; none where nobody is recorded. An office that ended goes
    the way of its committee.
    """
    return _along(
        "SELECT CASE WHEN kind = 'office' AND valid_to <= %(on)s THEN parent_id ELSE id END",
        "predecessor_id = line.id AND took_effect_on <= %(on)s",
        "successor_id",
        agency_id,
        on,
    )


def predecessors(agency_id: int, *, on: date) -> list[Agency]:
    """Return what an agency was on a day: itself, or all those that it came from since."""
    return _along(
        "SELECT id",
        "successor_id = line.id AND took_effect_on > %(on)s",
        "predecessor_id",
        agency_id,
        on,
    )


def _along(first: str, step: str, to: str, agency_id: int, on: date) -> list[Agency]:
    """Return the agencies of a day to which a way along successions leads."""
    return list(
        Agency.objects.raw(
            f"""
            WITH RECURSIVE line (id) AS (
                {first} FROM agencies_agency WHERE id = %(agency)s
                UNION
                SELECT {to} FROM agencies_succession JOIN line ON {step}
            )
            SELECT agency.* FROM agencies_agency agency JOIN line USING (id)
            WHERE coalesce(valid_from, '-infinity') <= %(on)s
                AND coalesce(valid_to, 'infinity') > %(on)s
            ORDER BY sort_key
            """,  # noqa: S608 - the pieces are this module's own
            {"agency": agency_id, "on": on},
        )
    )


def successions_of(agency_id: int) -> QuerySet[Succession]:
    """Return what an agency came from and what became of it, the oldest first."""
    return (
        Succession.objects.filter(Q(predecessor=agency_id) | Q(successor=agency_id))
        .select_related("predecessor", "successor")
        .order_by("took_effect_on")
    )
