"""The search of dossiers: what is found, and how much, starts from what the viewer may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Reverse
from django.db.models.lookups import StartsWith
from django.utils.translation import gettext

from motcua.ground.agencies import queries as agencies
from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.dates import day
from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import SEASON, Dossier, Party, season
from motcua.onestop.dossiers.presentation.filters import Due, span
from motcua.onestop.dossiers.presentation.worklist import Edges
from motcua.onestop.dossiers.sought import Sought
from motcua.onestop.dossiers.states import ENDED, LOCAL_STATES
from motcua.onestop.procedures import queries as procedures

Place = tuple[datetime, int]
"""Where a dossier stands among the newest: its moment of receipt, and its id."""

Places = QuerySet[Dossier, Place]

LATELY = (2, 8)
"""In how many of the last seasons a name is looked for, before it is in all."""

BEGINS = "(^| )"
r"""What stands before a word, in an index's own words: of the sign \m it knows nothing."""

FORGIVEN = range(4, 21)
"""Of so many letters is a word in which one may be wrong; longer ones cost their length squared."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What a search asks for; all of it must hold.

    :param procedure: a few letters of its name or its code; empty for any.
    :param since: the first moment of receipt; until is the last.
    :param agency_id: which one received, holds or held it; None for all that the viewer sees.
    :param state: the key of a local state.
    :param edges: when it is asked, by which what is due soon is told from what is late.
    """

    sought: Sought
    procedure: str = ""
    since: datetime | None = None
    until: datetime | None = None
    agency_id: int | None = None
    state: str | None = None
    due: Due | None = None
    edges: Edges | None = None


def places(viewer: Actor, *, on: date) -> dict[int, str]:
    """Return the agencies whose dossiers the viewer may ask for alone, in the order of names."""
    scope = {agency_id for grant in viewer.grants for agency_id in grant.scope}
    if len(scope) < 2:  # noqa: PLR2004 - with one there is nothing to choose
        return {}
    known = sorted(agencies.agencies(scope).values(), key=lambda each: each.short_name)
    return {each.pk: _named(each.short_name, each.valid_to, on) for each in known}


def _named(name: str, valid_to: date | None, on: date) -> str:
    """Return an agency's name, of an ended one with until when: its successor may share it."""
    if valid_to is None or valid_to > on:
        return name
    return gettext("{name} (trước {day})").format(name=name, day=day(valid_to))


def found(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return the dossiers that are what was asked for, the newest first."""
    return _among(viewer, wanted).filter(_is(wanted.sought))


def alike(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return dossiers of people whose names are nearly what was typed, the newest first."""
    condition = Q()
    for word in wanted.sought.words:
        condition &= Q(search_key__regex=f"{BEGINS}{nearly(word)}")
    return _among(viewer, wanted).filter(condition)


def rows(viewer: Actor, keys: Iterable[int]) -> QuerySet[Dossier]:
    """Return what the viewer may see of the dossiers with these ids, the newest first."""
    return _rows(queries.visible_to(viewer)).filter(pk__in=keys)


def newest_found(
    viewer: Actor, wanted: Wanted, place: Place | None = None, *, now: datetime
) -> list[int]:
    """Return the ids of the first that are found after a place; one more than are ever counted."""
    sought = wanted.sought
    if sought.words:
        return _newest(_of_late(found(viewer, wanted), wanted, place, now))
    if not sought.numbers:
        return _newest(_first(found(viewer, wanted), place))
    seen = _among(viewer, wanted)
    by_number = (_first_bearing(seen, *each, place) for each in sought.numbers.items())
    return _newest(_first(seen.filter(_ends(sought.digits)), place).union(*by_number, all=True))


def newest_alike(
    viewer: Actor, wanted: Wanted, place: Place | None = None, *, now: datetime
) -> list[int]:
    """Return the same of those whose names are nearly what was typed."""
    return _newest(_of_late(alike(viewer, wanted), wanted, place, now))


def after(dossiers: QuerySet[Dossier], place: Place | None) -> QuerySet[Dossier]:
    """Return the part of what was found that comes after a place, for paging without counting."""
    return dossiers.filter(_beyond(place))


def names_of(viewer: Actor, codes: Iterable[str]) -> dict[str, str]:
    """Return the applicants of those of these dossiers that the viewer may see, by code."""
    seen = queries.visible_to(viewer).filter(code__in=list(codes))
    return dict(seen.values_list("code", "applicant_name"))


def _among(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return what the viewer may see of the procedure and the days asked for."""
    within = viewer.within(wanted.agency_id) if wanted.agency_id else viewer
    seen = _rows(queries.visible_to(within)).filter(_stands(wanted))
    if wanted.procedure:
        seen = seen.filter(procedure__in=procedures.named(wanted.procedure))
    if wanted.since is not None:
        seen = seen.filter(received_at__gte=wanted.since)
    if wanted.until is not None:
        seen = seen.filter(received_at__lte=wanted.until)
    return seen


def _stands(wanted: Wanted) -> Q:
    """Match dossiers in a state, or by when they are or were due; what is open by its own index."""
    condition = Q()
    if wanted.state:
        status, _words = LOCAL_STATES[wanted.state]
        condition &= Q(local_state=wanted.state, ended_at__isnull=status not in ENDED)
    if wanted.due is Due.ENDED_LATE:
        condition &= Q(ended_at__gt=F("due_at"))
    elif wanted.due and wanted.edges:
        begins, ends = span(wanted.due, wanted.edges)
        condition &= Q(ended_at__isnull=True, due_at__lt=ends)
        condition &= Q(due_at__gte=begins) if begins else Q()
    return condition


def _rows(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return dossiers with what a row of a list shows, the newest first."""
    beside = dossiers.select_related("procedure", "local_state", "lead_agency")
    return beside.order_by("-received_at", "-id")


def nearly(word: str) -> str:
    """
    Return the pattern of a word in which one letter may be wrong, lacking, too many or exchanged.

    The first letter stays, but for an exchange, and short words stay as they are: without a letter
    to hold on to an index finds nothing, however few dossiers bear the name. No name has a word
    of more letters than :data:`FORGIVEN` knows; those stay as they are too.
    """
    if len(word) not in FORGIVEN:
        return word
    within = range(1, len(word))
    wrong_or_too_many = [f"{word[:at]}.?{word[at + 1 :]}" for at in within]
    lacking = [f"{word[:at]}.{word[at:]}" for at in within]
    exchanged = [f"{word[: at - 1]}{word[at]}{word[at - 1]}{word[at + 1 :]}" for at in within]
    return f"(?:{'|'.join(wrong_or_too_many + lacking + exchanged)})"


def _is(sought: Sought) -> Q:
    """Match a name by the beginnings of its words, a code by its end, a number as it is."""
    condition = Q()
    for begun in sought.words:
        condition &= Q(search_key__regex=f"{BEGINS}{begun}")
    if sought.numbers:
        ends = Dossier.objects.filter(_ends(sought.digits)).values("pk")
        return Q(pk__in=_bearing(sought.numbers).union(ends, all=True))
    if sought.digits:
        condition &= _ends(sought.digits)
    return condition


def _ends(digits: str) -> Q:
    """Match a code by how it ends: read backwards, one index finds it by its beginning."""
    return Q(StartsWith(Reverse("search_key"), digits[::-1]))


def _bearing(numbers: Mapping[str, str]) -> "QuerySet[Party, Any]":
    """Return the dossiers on whose present receipt somebody bears one of these numbers."""
    is_one = Q(**numbers, _connector=Q.OR)
    parties = Party.objects.filter(is_one, issue=F("dossier__receipt_issue"))
    return parties.values("dossier")


def _beyond(place: Place | None, moment: str = "received_at") -> Q:
    """Match what comes after a place in the order of moments of receipt, wherever they are kept."""
    if place is None:
        return Q()
    at, dossier_id = place
    earlier = Q(**{f"{moment}__lt": at}) | Q(**{moment: at}, id__lt=dossier_id)
    return earlier & Q(**{f"{moment}__lte": at})


def _first(dossiers: QuerySet[Dossier], place: Place | None) -> Places:
    """Return the places of the first after a place."""
    return after(dossiers, place).values_list("received_at", "pk")[: COUNTED + 1]


def _first_bearing(
    dossiers: QuerySet[Dossier], kind: str, number: str, place: Place | None
) -> Places:
    """
    Return the places of the first on whose present receipt somebody bears a number.

    Parties keep the moment, so an index reads them in order and no further than it must.
    """
    bearer = Q(**{f"parties__{kind}": number}, parties__issue=F("receipt_issue"))
    moment = "parties__received_at"
    found = dossiers.filter(bearer & _beyond(place, moment)).order_by(f"-{moment}", "-pk")
    return found.values_list(moment, "pk").distinct()[: COUNTED + 1]


def _of_late(
    dossiers: QuerySet[Dossier], wanted: Wanted, place: Place | None, now: datetime
) -> Iterable[Place]:
    """
    Return the places of the first after a place, of many that an index finds in no order.

    Those of the last seasons are looked for before those of ever: a common name is found there.
    The season to come counts among them, for a clock may have been set back.
    """
    moments = (now, wanted.until, place and place[0])
    last = season(min(moment for moment in moments if moment is not None))
    by_season = dossiers.alias(season=SEASON)
    looks = (
        by_season.filter(season__overlap=list(range(last - seasons + 1, last + 2)))
        for seasons in LATELY
    )
    return _in_turn([_first(look, place) for look in (*looks, dossiers)])


def _in_turn(looks: Sequence[Places]) -> list[Place]:
    """
    Return what these looks find, each wider than those before it.

    In one statement, which begins no look once one before it has found more than is counted, and
    none but the widest where nothing was found.
    """
    steps: list[str] = []
    facts: list[Any] = []
    too_few = "true"
    try:
        for turn, look in enumerate(looks):
            asked, told = look.query.sql_with_params()
            is_between = 0 < turn < len(looks) - 1
            found_any = f" AND EXISTS (TABLE look{turn - 1})" if is_between else ""
            step = f"SELECT * FROM ({asked}) AS look WHERE {too_few}{found_any}"  # noqa: S608 - ours
            steps.append(f"look{turn} AS MATERIALIZED ({step})")
            facts += told
            too_few += f" AND NOT EXISTS (TABLE look{turn} OFFSET {COUNTED})"
    except EmptyResultSet:  # the viewer has no right to any
        return []
    all_found = " UNION ".join(f"TABLE look{turn}" for turn in range(len(steps)))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(steps)} {all_found}", facts)
        found: list[Place] = cursor.fetchall()
    return found


def _newest(places: Iterable[Place]) -> list[int]:
    """Return the ids of the first of these places, each once."""
    newest = sorted(set(places), reverse=True)[: COUNTED + 1]
    return [dossier_id for _moment, dossier_id in newest]
