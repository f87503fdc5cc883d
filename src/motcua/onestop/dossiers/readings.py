"""The reading log: who opened, looked, took lists out; for inspectors and for the owner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Count, Max, Model, Q, QuerySet

from motcua.ground.agencies import queries as agencies
from motcua.ground.agencies.rules import READING_POSTS, post_words
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import Words
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import Dossier, Export, Reading, Search

Row = TypeVar("Row", bound=Model)

EXPORTED = "export"
WAITING = "waiting"
"""What a head reads of a dossier that he may take in: its place and matter, never the dossier."""


@dataclass(frozen=True, slots=True)
class LogQuestion:
    """
    What an inspector asks of the log; all of it must hold.

    :param code: of a dossier, whole; empty for any.
    :param officer: words of a name, accents or not, each maybe only begun; empty for anybody.
    :param on: the day on which whoever bears the name sits where the viewer inspects.
    """

    on: date
    code: str = ""
    officer: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """How often a dossier was opened from one kind of post of one agency, and when last."""

    kind: Words
    agency: str
    times: int
    last_at: datetime


def of(dossier: Dossier) -> QuerySet[Reading]:
    """Return who opened the dossier, newest first."""
    return _newest(dossier.readings.all())


def inspects(viewer: Actor, dossier: Dossier) -> bool:
    """Say whether the viewer inspects a dossier, and so reads who opened it."""
    inspector = viewer.only(PostKind.INSPECTOR)
    return queries.visible_to(inspector).filter(pk=dossier.pk).exists()


def openings(viewer: Actor, asked: LogQuestion) -> QuerySet[Reading]:
    """Return who opened which dossiers of those that the viewer inspects, newest first."""
    inspector = viewer.only(PostKind.INSPECTOR)
    rows = Reading.objects.filter(dossier__in=queries.visible_to(inspector))
    if asked.code:
        rows = rows.filter(dossier__code=asked.code)
    return _newest(_within(rows, inspector, asked)).select_related("dossier")


def searches(viewer: Actor, asked: LogQuestion) -> QuerySet[Search]:
    """Return who looked for whom from the agencies that the viewer inspects, newest first."""
    inspector = viewer.only(PostKind.INSPECTOR)
    rows = Search.objects.filter(post__agency__in=_reach(inspector))
    return _newest(_within(rows, inspector, asked))


def exports(viewer: Actor, asked: LogQuestion) -> QuerySet[Export]:
    """Return who took lists out of the agencies that the viewer inspects, newest first."""
    inspector = viewer.only(PostKind.INSPECTOR)
    rows = Export.objects.filter(post__agency__in=_reach(inspector))
    return _newest(_within(rows, inspector, asked))


def after(rows: QuerySet[Row], key: tuple[datetime, int] | None) -> QuerySet[Row]:
    """Return the part of a log that comes after a key, for paging without counting."""
    if key is None:
        return rows
    at, row_id = key
    return rows.filter(Q(at__lt=at) | Q(at=at, id__lt=row_id), at__lte=at)


def told_to_owner(code: str) -> list[ReadFrom]:
    """
    Return from where a dossier was opened, the latest first: agencies and kinds of post alone.

    For the page that its receipt opens.
    """
    opened = Reading.objects.filter(dossier__code=code).exclude(what=WAITING)
    rows = opened.filter(post__isnull=False).order_by()
    seats = rows.values_list("post__kind", "post__agency__name")
    counted = seats.annotate(times=Count("pk"), last_at=Max("at")).order_by("-last_at")
    return [
        ReadFrom(post_words(PostKind(kind)), agency, times, last_at)
        for kind, agency, times, last_at in counted
    ]


def _within(rows: QuerySet[Row], inspector: Actor, asked: LogQuestion) -> QuerySet[Row]:
    """Return the rows of the officers and the days asked for."""
    if asked.officer:
        rows = rows.filter(user__in=_officers(inspector, asked))
    if asked.since is not None:
        rows = rows.filter(at__gte=asked.since)
    if asked.until is not None:
        rows = rows.filter(at__lte=asked.until)
    return rows


def _officers(inspector: Actor, asked: LogQuestion) -> list[int]:
    """Return the accounts of who is called so, of all that sit within the inspector's reach."""
    begun = [f" {word}" for word in search_key(asked.officer).split()]
    seats = agencies.seats(agency_ids=_reach(inspector), kinds=READING_POSTS, on=asked.on)
    keys = {seat.user_id: f" {search_key(seat.holder)}" for seat in seats if seat.user_id}
    return [user_id for user_id, key in keys.items() if all(word in key for word in begun)]


def _reach(inspector: Actor) -> Iterable[int]:
    return sorted({agency_id for grant in inspector.grants for agency_id in grant.scope})


def _newest(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("post__agency").order_by("-at", "-id")
