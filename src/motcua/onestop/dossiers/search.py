"""The search of dossiers: what is found, and how much, starts from what the viewer may see."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Reverse
from django.db.models.lookups import StartsWith

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.words import COUNTED
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import Dossier, Party
from motcua.onestop.dossiers.sought import Sought
from motcua.onestop.procedures import queries as procedures

Place = tuple[datetime, int]
"""Where a dossier stands among the newest: its moment of receipt, and its id."""

Places = QuerySet[Dossier, Place]

FORGIVEN_FROM = 4
"""Of so many letters is a word in which one may be wrong."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What a search asks for; all of it must hold.

    :param procedure: a few letters of its name or its code; empty for any.
    :param since: the first moment of receipt; until is the last.
    """

    sought: Sought
    procedure: str = ""
    since: datetime | None = None
    until: datetime | None = None


def found(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return the dossiers that are what was asked for, the newest first."""
    return _among(viewer, wanted).filter(_is(wanted.sought))


def alike(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return dossiers of people whose names are nearly what was typed, the newest first."""
    condition = Q()
    for word in wanted.sought.words:
        condition &= Q(search_key__regex=rf"\m{nearly(word)}")
    return _among(viewer, wanted).filter(condition)


def rows(viewer: Actor, keys: Iterable[int]) -> QuerySet[Dossier]:
    """Return what the viewer may see of the dossiers with these ids, the newest first."""
    return _rows(queries.visible_to(viewer)).filter(pk__in=keys)


def newest_found(viewer: Actor, wanted: Wanted, place: Place | None = None) -> list[int]:
    """Return the ids of the first that are found after a place; one more than are ever counted."""
    if not wanted.sought.numbers:
        return _newest([_first(found(viewer, wanted), place)])
    seen = _among(viewer, wanted)
    by_number = (_first_bearing(seen, *each, place) for each in wanted.sought.numbers.items())
    return _newest([*by_number, _first(seen.filter(_ends(wanted.sought.digits)), place)])


def newest_alike(viewer: Actor, wanted: Wanted, place: Place | None = None) -> list[int]:
    """Return the same of those whose names are nearly what was typed."""
    return _newest([_first(alike(viewer, wanted), place)])


def after(dossiers: QuerySet[Dossier], place: Place | None) -> QuerySet[Dossier]:
    """Return the part of what was found that comes after a place, for paging without counting."""
    return dossiers.filter(_beyond(place))


def names_of(viewer: Actor, codes: Iterable[str]) -> dict[str, str]:
    """Return the applicants of those of these dossiers that the viewer may see, by code."""
    seen = queries.visible_to(viewer).filter(code__in=list(codes))
    return dict(seen.values_list("code", "applicant_name"))


def _among(viewer: Actor, wanted: Wanted) -> QuerySet[Dossier]:
    """Return what the viewer may see of the procedure and the days asked for."""
    seen = _rows(queries.visible_to(viewer))
    if wanted.procedure:
        seen = seen.filter(procedure__in=procedures.named(wanted.procedure))
    if wanted.since is not None:
        seen = seen.filter(received_at__gte=wanted.since)
    if wanted.until is not None:
        seen = seen.filter(received_at__lte=wanted.until)
    return seen


def _rows(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Return dossiers with what a row of a list shows, the newest first."""
    beside = dossiers.select_related("procedure", "local_state", "lead_agency")
    return beside.order_by("-received_at", "-id")


def nearly(word: str) -> str:
    """
    Return the pattern of a word in which one letter may be wrong, lacking, too many or exchanged.

    The first letter stays, but for an exchange, and short words stay as they are: without a letter
    to hold on to an index finds nothing, however few dossiers bear the name.
    """
    if len(word) < FORGIVEN_FROM:
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
        condition &= Q(search_key__regex=rf"\m{begun}")
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


def _newest(ways: list[Places]) -> list[int]:
    """Return the ids of the first of what is found in several ways, in one statement."""
    first, *others = ways
    places = sorted(set(first.union(*others, all=True) if others else first), reverse=True)
    return [dossier_id for _moment, dossier_id in places[: COUNTED + 1]]
