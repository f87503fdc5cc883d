"""Who took over from whom: an agency's successors and predecessors of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q, QuerySet

from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.queries.posts import SeatHistory
from motcua.ground.agencies.rules import AgencyKind


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


def answerable(seats: Mapping[int, SeatHistory], *, on: date) -> dict[int, frozenset[int]]:
    """
    Return which agencies answer on a day for what was done at each of these seats.

    The seat's own does, once it ended all that have its duties: a statement for each that ended.
    """
    ends = {seat.agency_id: seat.ends for seat in seats.values()}
    answer = {
        agency_id: frozenset(heir.pk for heir in successors(agency_id, on=on))
        if end is not None and end <= on
        else frozenset({agency_id})
        for agency_id, end in ends.items()
    }
    return {post_id: answer[seat.agency_id] for post_id, seat in seats.items()}


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


def inherited(agency_ids: Iterable[int], *, on: date) -> dict[int, list[int]]:
    """
    Return what these agencies have duties of, whole or in part: the ended, with their offices.

    Each comes with its ended predecessors by a day, in one statement.
    """
    rows = Agency.objects.raw(
        """
        WITH RECURSIVE line (heir, id) AS (
            SELECT id, id FROM agencies_agency WHERE id = ANY(%(heirs)s)
            UNION
            SELECT heir, predecessor_id FROM agencies_succession
            JOIN line ON successor_id = line.id AND took_effect_on <= %(on)s
        )
        SELECT line.heir, agency.id FROM line JOIN agencies_agency agency
            ON agency.id = line.id OR (agency.parent_id = line.id AND agency.kind = 'office')
        WHERE agency.valid_to <= %(on)s
        """,
        {"heirs": list(agency_ids), "on": on},
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        found[row.heir].append(row.pk)  # type: ignore[attr-defined]
    return found


def house(agency_id: int) -> list[int]:
    """Return the ids of an agency and of its offices, closed ones too."""
    offices = Q(parent=agency_id, kind=AgencyKind.OFFICE)
    return list(Agency.objects.filter(Q(pk=agency_id) | offices).values_list("pk", flat=True))


def ending_act(agency_id: int) -> str:
    """Return the decision by which an agency's duties first went to another, if recorded."""
    acts = Succession.objects.filter(predecessor=agency_id).order_by("took_effect_on", "id")
    return acts.values_list("act", flat=True).first() or ""
