from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum

import pytest

from motcua.ground.trail import rules
from motcua.ground.trail.rules import EventBody, canonical, event_kind, parse

HANOI = timezone(timedelta(hours=7))


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True, slots=True)
class Shade:
    colour: Colour
    parts: tuple[int, ...] = ()


@event_kind
@dataclass(frozen=True, slots=True)
class Painted(EventBody):
    name = "wall.painted"
    version = 2
    shade: Shade
    at: datetime
    dries_on: date | None
    layers: tuple[Shade, ...] = ()
    by_machine: bool = False


PAINTED = Painted(
    shade=Shade(Colour.RED, (1, 2)),
    at=datetime(2015, 4, 20, 17, 0, tzinfo=HANOI),
    dries_on=date(2015, 4, 21),
    layers=(Shade(Colour.RED),),
)
# What was once stored is read for ever: this text is never changed.
GOLDEN = (
    '{"at":"2015-04-20T10:00:00.000000+00:00","by_machine":false,"dries_on":"2015-04-21",'
    '"layers":[{"colour":"red","parts":[]}],"shade":{"colour":"red","parts":[1,2]}}'
)


def test_a_body_has_one_text() -> None:
    assert canonical(PAINTED) == GOLDEN


def test_a_stored_text_is_read_back() -> None:
    assert parse("wall.painted", 2, GOLDEN) == PAINTED


def test_what_is_unknown_crashes() -> None:
    with pytest.raises(KeyError):
        parse("wall.painted", 1, "{}")


def test_a_text_with_too_much_in_it_crashes() -> None:
    with pytest.raises((TypeError, KeyError)):
        parse("wall.painted", 2, GOLDEN.replace("by_machine", "by_hand"))


def test_a_name_and_version_are_taken_once() -> None:
    with pytest.raises(TypeError, match=r"wall\.painted version 2 is taken"):

        @event_kind
        @dataclass(frozen=True, slots=True)
        class Again(EventBody):
            name = "wall.painted"
            version = 2


@dataclass(frozen=True, slots=True)
class Odd(EventBody):
    name = "odd.one"
    value: object = None


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(0.5, id="fractions have no one text"),
        pytest.param(datetime(2015, 4, 20), id="an instant without zone"),  # noqa: DTZ001
        pytest.param(object(), id="anything else"),
    ],
)
def test_a_body_holds_only_what_has_one_text(value: object) -> None:
    with pytest.raises(TypeError):
        canonical(Odd(value))


def test_sets_are_stored_in_order() -> None:
    assert canonical(Odd(frozenset({"b", "a"}))) == '{"value":["a","b"]}'


def test_instants_are_compared_in_one_zone() -> None:
    here = datetime(2015, 4, 20, 17, 0, tzinfo=HANOI)
    assert canonical(Odd(here)) == canonical(Odd(here.astimezone(UTC)))


def test_a_seal_depends_on_text_and_salt() -> None:
    salt, other = rules.new_salt(), rules.new_salt()
    assert salt != other
    assert rules.seal("Nguyễn", salt) == rules.seal("Nguyễn", salt)
    assert rules.seal("Nguyễn", salt) != rules.seal("Nguyễn", other)
    assert rules.seal("Nguyễn", salt) != rules.seal("Nguyen", salt)


def test_every_fault_has_words() -> None:
    assert set(rules.FAULT_WORDS) == set(rules.Fault)
