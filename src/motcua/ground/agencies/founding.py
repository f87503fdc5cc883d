"""
A house of agencies as the tables of an office have it, held against what stands already.

Taking tables in twice changes nothing; what stands otherwise than a table says is never
changed by a table, but told.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.ground.access.writes import AccountFacts
from motcua.ground.agencies.models import Agency, Competence, Person, Tenure
from motcua.ground.agencies.writes import AgencyFacts, CompetenceFacts
from motcua.ground.kernel.actor import PostKind

Key = tuple[str, ...]
AGENCY = (
    *("name", "short_name", "kind", "unit_type", "level", "parent_code", "territory"),
    *("gso_code", "qcvn_code", "code_2020", "address", "phone", "source", "valid_from"),
)
SEAT = ("title", "holder", "username", "valid_from")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chair:
    """A seat, who sits on it from a day on, and by which name he signs in, if he does."""

    agency_code: str
    kind: PostKind
    number: int
    title: str
    holder: str
    username: str
    valid_from: date

    @property
    def key(self) -> Key:
        """What no two seats share."""
        return (self.agency_code, self.kind, str(self.number))


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """
    All that the tables of an office say.

    :param accounts: those that are to be opened; who has one already is not among them.
    :param tables: name and digest of each table, for the trail.
    """

    agencies: tuple[AgencyFacts, ...]
    competences: tuple[CompetenceFacts, ...]
    chairs: tuple[Chair, ...]
    accounts: tuple[AccountFacts, ...]
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """That a row stands otherwise than a table says: in what, and as what."""

    key: Key
    what: str
    stands: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What the house holds already, by key."""

    agencies: dict[Key, dict[str, Any]]
    competences: dict[Key, dict[str, Any]]
    chairs: dict[Key, dict[str, Any]]
    people: dict[str, str]


def standing() -> Standing:
    """Read the whole house as it stands; four statements."""
    return Standing(
        {(row["code"],): row for row in _agencies()},
        {(row["field_code"], row["agency__code"]): row for row in _competences()},
        {(row["agency_code"], row["kind"], str(row["number"])): row for row in _chairs()},
        dict(Person.objects.exclude(user=None).values_list("user__username", "name")),
    )


def _agencies() -> Iterator[dict[str, Any]]:
    """Yield what stands of agencies; of two that bore the same code, the later last."""
    own = [name for name in AGENCY if name not in {"level", "parent_code"}]
    for row in Agency.objects.order_by("valid_from").values(
        "code", "level_id", "parent__code", *own
    ):
        yield row | {"level": row["level_id"], "parent_code": row["parent__code"]}


def _competences() -> Iterator[dict[str, Any]]:
    for row in Competence.objects.values(
        "field_code", "field_name", "agency__code", "office__code"
    ):
        yield row | {"office_code": row["office__code"]}


def _chairs() -> Iterator[dict[str, Any]]:
    """Yield what stands of seats, with whoever sits there now."""
    for tenure in Tenure.objects.filter(valid_to=None).select_related(
        "post__agency", "person__user"
    ):
        post, user = tenure.post, tenure.person.user
        yield {
            "agency_code": post.agency.code,
            "kind": post.kind,
            "number": post.seat,
            "title": post.title,
            "holder": tenure.person.name,
            "username": user.get_username() if user else "",
            "valid_from": tenure.valid_from,
        }


def differences(house: House, found: Standing) -> Iterator[Difference]:
    """Yield whatever stands otherwise than the tables say; what does not stand yet differs not."""
    for agency in house.agencies:
        yield from _compared((agency.code,), agency, found.agencies, AGENCY)
    for competence in house.competences:
        key = (competence.field_code, competence.agency_code)
        yield from _compared(key, competence, found.competences, ("office_code", "field_name"))
    for chair in house.chairs:
        yield from _compared(chair.key, chair, found.chairs, SEAT)


def _compared(
    key: Key, facts: object, found: dict[Key, dict[str, Any]], names: Iterable[str]
) -> Iterator[Difference]:
    row = found.get(key)
    for name in names if row else ():
        stands = "" if row is None or row[name] is None else row[name]
        if stands != (getattr(facts, name) or ""):
            yield Difference(key, name, _said(stands))


def _said(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
