"""
Whole houses written at once: many agencies, competences and seats in a few statements.

What is there already, by its key, is left as it is, so loading twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motcua.ground.agencies.models import Agency, Competence, Level, Person, Post, Tenure
from motcua.ground.agencies.rules import AgencyKind, LevelCode
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
    codes_are_illustrative: bool = False
    source: str = ""
    valid_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompetenceFacts:
    """That an office decides an agency's matters of a field, agencies by code."""

    field_code: str
    field_name: str
    agency_code: str
    office_code: str


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


def add_agencies(facts: Iterable[AgencyFacts]) -> int:
    """
    Add these agencies, parents before children, and return how many were new.

    One loader at a time: the levels are held until the transaction ends.
    """
    require_transaction()
    list(Level.objects.select_for_update().order_by("rank"))
    ids = _ids()
    waiting = [fact for fact in facts if fact.code not in ids]
    added = 0
    while waiting:
        ready = [fact for fact in waiting if not fact.parent_code or fact.parent_code in ids]
        if not ready:
            raise ValueError({fact.parent_code for fact in waiting})
        rows = Agency.objects.bulk_create(_agency(fact, ids) for fact in ready)
        ids |= {row.code: row.pk for row in rows}
        waiting = [fact for fact in waiting if fact.code not in ids]
        added += len(rows)
    return added


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
    return dict(Agency.objects.order_by("valid_from").values_list("code", "pk"))


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
        codes_are_illustrative=fact.codes_are_illustrative,
        source=fact.source,
        search_key=search_key(f"{fact.name} {fact.short_name}"),
        sort_key=sort_key(_proper_name(fact)),
        valid_from=fact.valid_from,
    )


def _proper_name(fact: AgencyFacts) -> str:
    """Return what a list is sorted by: a committee's place without its type."""
    if not fact.territory:
        return fact.short_name
    return fact.territory[len(fact.unit_type) :].strip()


def _people(facts: Sequence[SeatFacts]) -> list[Person]:
    return Person.objects.bulk_create(
        Person(name=fact.holder, user_id=fact.user_id) for fact in facts
    )
