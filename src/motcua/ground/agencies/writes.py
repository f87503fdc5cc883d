"""
Whole houses written at once: many agencies, competences and seats in a few statements.

What is there already, by its key, is left as it is, so loading twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F

from motcua.ground.agencies.models import (
    Agency,
    Competence,
    Level,
    Person,
    Post,
    Succession,
    Tenure,
)
from motcua.ground.agencies.rules import AgencyKind, LevelCode, SuccessionKind
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.text import search_key, sort_key
from motcua.ground.trail.writes import require_transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFacts:
    """What is known of an agency before it has a row; its parent by code."""

    code: str
    name: str
    short_name: str
    kind: AgencyKind
    unit_type: str
    level: LevelCode
    parent_code: str = ""
    territory: str = ""
    gso_code: str = ""
    qcvn_code: str = ""
    code_2020: str = ""
    address: str = ""
    phone: str = ""
    codes_are_illustrative: bool = False
    source: str = ""
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceFacts:
    """That an office decides an agency's matters of a field, agencies by code."""

    field_code: str
    field_name: str
    agency_code: str
    office_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SuccessionFacts:
    """
    That one agency took over from another, agencies by code.

    A code is not unique in time: the predecessor is whoever bore it until the day, the
    successor whoever has borne it from that day on.
    """

    predecessor_code: str
    successor_code: str
    kind: SuccessionKind
    took_effect_on: date
    act: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatFacts:
    """A seat and who sits on it from a day on."""

    agency_code: str
    kind: PostKind
    number: int
    title: str
    holder: str
    user_id: int | None
    valid_from: date


def add_levels(names: Mapping[LevelCode, str]) -> None:
    """Add the levels of government, the highest first."""
    require_transaction()
    levels = [
        Level(code=code, name=name, rank=rank) for rank, (code, name) in enumerate(names.items())
    ]
    Level.objects.bulk_create(levels, ignore_conflicts=True)


def end_level(code: LevelCode, on: date) -> None:
    """
    Record that a level of government ends.

    :param on: the first day on which it no longer holds.
    """
    require_transaction()
    Level.objects.filter(code=code).update(valid_to=on)


def add_agencies(facts: Iterable[AgencyFacts]) -> int:
    """
    Add these agencies, parents before children, and return how many were new.

    An agency is known by its code and its first day; a parent that was renamed is the later
    of those that bore its code. One loader at a time: the levels are held until the
    transaction ends.
    """
    require_transaction()
    list(Level.objects.select_for_update().order_by("rank"))
    ids = _ids()
    known = set(Agency.objects.values_list("code", "valid_from"))
    waiting = [fact for fact in facts if (fact.code, fact.valid_from) not in known]
    added = 0
    while waiting:
        ready = [fact for fact in waiting if not fact.parent_code or fact.parent_code in ids]
        if not ready:
            raise ValueError({fact.parent_code for fact in waiting})
        rows = Agency.objects.bulk_create(_agency(fact, ids) for fact in ready)
        ids |= {row.code: row.pk for row in rows}
        waiting = [fact for fact in waiting if fact not in ready]
        added += len(rows)
    return added


def add_successions(facts: Iterable[SuccessionFacts]) -> int:
    """Record who took over from whom, and say how many of it was new."""
    require_transaction()
    rows = list(Agency.objects.values_list("code", "valid_from", "valid_to", "pk"))
    ended = {(code, valid_to): pk for code, _, valid_to, pk in rows}
    begun = {(code, valid_from): pk for code, valid_from, _, pk in rows}
    known = set(Succession.objects.values_list("predecessor", "successor"))
    found = [
        Succession(
            predecessor_id=ended[fact.predecessor_code, fact.took_effect_on],
            successor_id=begun[fact.successor_code, fact.took_effect_on],
            kind=fact.kind,
            took_effect_on=fact.took_effect_on,
            act=fact.act,
        )
        for fact in facts
    ]
    return len(
        Succession.objects.bulk_create(
            row for row in found if (row.predecessor_id, row.successor_id) not in known
        )
    )


def add_competences(facts: Iterable[CompetenceFacts]) -> int:
    """Record who is competent, from always and until further notice; say how many were new."""
    require_transaction()
    ids = _ids()
    known = set(Competence.objects.values_list("field_code", "agency_id"))
    rows = [
        Competence(
            field_code=fact.field_code,
            field_name=fact.field_name,
            agency_id=ids[fact.agency_code],
            office_id=ids[fact.office_code],
        )
        for fact in facts
        if (fact.field_code, ids[fact.agency_code]) not in known
    ]
    return len(Competence.objects.bulk_create(rows))


def add_seats(facts: Iterable[SeatFacts]) -> int:
    """Add these seats, a person for each, who sits on it; say how many seats were new."""
    require_transaction()
    ids = _ids()
    known = set(Post.objects.values_list("agency_id", "kind", "seat"))
    new = [fact for fact in facts if (ids[fact.agency_code], fact.kind, fact.number) not in known]
    posts = Post.objects.bulk_create(
        Post(agency_id=ids[fact.agency_code], kind=fact.kind, seat=fact.number, title=fact.title)
        for fact in new
    )
    people = _people(new)
    Tenure.objects.bulk_create(
        Tenure(post=post, person=person, valid_from=fact.valid_from)
        for fact, post, person in zip(new, posts, people, strict=True)
    )
    return len(posts)


def _ids() -> dict[str, int]:
    """Return the agencies' ids by code; of two that bore the same code, the later."""
    earliest_first = F("valid_from").asc(nulls_first=True)
    return dict(Agency.objects.order_by(earliest_first).values_list("code", "pk"))


def _agency(fact: AgencyFacts, ids: Mapping[str, int]) -> Agency:
    return Agency(
        code=fact.code,
        name=fact.name,
        short_name=fact.short_name,
        territory=fact.territory,
        kind=fact.kind,
        unit_type=fact.unit_type,
        level_id=fact.level,
        parent_id=ids[fact.parent_code] if fact.parent_code else None,
        gso_code=fact.gso_code,
        qcvn_code=fact.qcvn_code,
        code_2020=fact.code_2020,
        address=fact.address,
        phone=fact.phone,
        codes_are_illustrative=fact.codes_are_illustrative,
        source=fact.source,
        search_key=search_key(f"{fact.name} {fact.short_name}"),
        sort_key=sort_key(_proper_name(fact)),
        valid_from=fact.valid_from,
        valid_to=fact.valid_to,
    )


def _proper_name(fact: AgencyFacts) -> str:
    """Return what a list is sorted by: a committee's place without its type."""
    if not fact.territory:
        return fact.short_name
    return fact.territory[len(fact.unit_type) :].strip()


def _people(facts: Sequence[SeatFacts]) -> list[Person]:
    """Return who sits on each seat: one person for one account, on however many seats."""
    people = _with_accounts([fact for fact in facts if fact.user_id])
    others = [Person(name=fact.holder) for fact in facts if not fact.user_id]
    without = iter(Person.objects.bulk_create(others))
    return [people[fact.user_id] if fact.user_id else next(without) for fact in facts]


def _with_accounts(facts: Sequence[SeatFacts]) -> dict[int | None, Person]:
    """Return the people of these accounts, those new who sat nowhere before."""
    ids = [fact.user_id for fact in facts if fact.user_id]
    people = {person.user_id: person for person in Person.objects.filter(user_id__in=ids)}
    new = {
        fact.user_id: Person(name=fact.holder, user_id=fact.user_id)
        for fact in facts
        if fact.user_id not in people
    }
    Person.objects.bulk_create(new.values())
    return people | new
