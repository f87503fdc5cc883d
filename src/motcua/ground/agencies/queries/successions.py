"""Who took over from whom: an agency's successors and predecessors of a day."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import Q, QuerySet

from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.queries.posts import SeatHistory
from motcua.ground.agencies.rules import AgencyKind

WAYS = """(
    SELECT predecessor_id, successor_id, took_effect_on, false AS is_orphan
    FROM agencies_succession
    UNION ALL
    SELECT ended.id, above.id, ended.valid_to,
        ended.kind <> 'office' OR coalesce(above.valid_to, 'infinity') > %(on)s
    FROM agencies_agency ended JOIN agencies_agency above ON above.id = ended.parent_id
        OR (above.parent_id IS NULL AND ended.parent_id IS NULL AND above.id <> ended.id)
    WHERE NOT EXISTS (
        SELECT FROM agencies_succession
        WHERE predecessor_id = ended.id AND took_effect_on <= %(on)s
    )
) way"""
"""
From what ended to whoever took over; where nobody is recorded to whoever stood above, and from
the top of the tree to whatever else stands there. An office goes with its committee, and is
nobody's while that stands: a committee need not have hands for what its office did.
"""


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

    The seat's own does, once it ended its :func:`guardians`: a statement for each that ended.
    """
    ends = {seat.agency_id: seat.ends for seat in seats.values()}
    answer = {
        agency_id: frozenset(one.pk for one in guardians(agency_id, on=on))
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


def guardians(agency_id: int, *, on: date) -> list[Agency]:
    """
    Return who sees to what an ended agency left: its successors, and where none is recorded
    whoever stood above it, or has the duties of whoever did.
    """
    step = "predecessor_id = line.id AND took_effect_on <= %(on)s"
    return _along("SELECT id", step, "successor_id", agency_id, on, ways=WAYS)


def _along(
    first: str,
    step: str,
    to: str,
    agency_id: int,
    on: date,
    *,
    ways: str = "agencies_succession",
) -> list[Agency]:
    """Return the agencies of a day to which a way along successions leads."""
    return list(
        Agency.objects.raw(
            f"""
            WITH RECURSIVE line (id) AS (
                {first} FROM agencies_agency WHERE id = %(agency)s
                UNION
                SELECT {to} FROM {ways} JOIN line ON {step}
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


@dataclass(frozen=True, slots=True)
class Left:
    """
    What ended and is some agencies' to see to: the ended by whoever sees to them.

    :param inherited: those whose duties they have, whole or in part, with their offices.
    :param orphaned: those beneath them, their own offices too, or beneath one whose duties they
        have, after which nobody is recorded.
    """

    inherited: dict[int, list[int]]
    orphaned: dict[int, list[int]]

    @property
    def heirs(self) -> set[int]:
        """The ids of whoever sees to something."""
        return {*self.inherited, *self.orphaned}

    def of(self, agency_ids: Iterable[int]) -> frozenset[int]:
        """Return all that these see to."""
        return frozenset().union(
            *(found.get(one, []) for one in agency_ids for found in (self.inherited, self.orphaned))
        )


def left_to(agency_ids: Iterable[int], *, on: date) -> Left:
    """Return what ended by a day and is these agencies' to see to, in one statement."""
    found = Left(defaultdict(list), defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(LEFT, {"heirs": list(agency_ids), "on": on})
        for heir, ended, is_orphan in cursor.fetchall():
            (found.orphaned if is_orphan else found.inherited)[heir].append(ended)
    return found


def inherited(agency_ids: Iterable[int], *, on: date) -> dict[int, list[int]]:
    """
    Return what these agencies have duties of, whole or in part: the ended, with their offices.

    Each comes with its ended predecessors by a day, in one statement.
    """
    return left_to(agency_ids, on=on).inherited


LEFT = f"""
    WITH RECURSIVE line (heir, id, is_orphan) AS (
        SELECT id, id, false FROM agencies_agency WHERE id = ANY(%(heirs)s)
        UNION
        SELECT heir, predecessor_id, line.is_orphan OR way.is_orphan FROM {WAYS}
        JOIN line ON successor_id = line.id AND took_effect_on <= %(on)s
    )
    SELECT line.heir, agency.id, bool_and(is_orphan) FROM line JOIN agencies_agency agency
        ON agency.id = line.id
        OR (agency.parent_id = line.id AND agency.kind = 'office' AND line.id <> line.heir)
    WHERE agency.valid_to <= %(on)s
    GROUP BY line.heir, agency.id
"""  # noqa: S608 - the pieces are this module's own


def house(agency_id: int) -> list[int]:
    """Return the ids of an agency and of its offices, closed ones too."""
    offices = Q(parent=agency_id, kind=AgencyKind.OFFICE)
    return list(Agency.objects.filter(Q(pk=agency_id) | offices).values_list("pk", flat=True))


def ending_act(agency_id: int) -> str:
    """Return the decision by which an agency's duties first went to another, if recorded."""
    acts = Succession.objects.filter(predecessor=agency_id).order_by("took_effect_on", "id")
    return acts.values_list("act", flat=True).first() or ""
