"""One line of JSON as the facts of a life, or a no that says which field is wrong."""

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from motcua.ground.calendars.limits import AS_WRITTEN, SETTLING, Limit, Readings, Unit
from motcua.ground.calendars.lives import PAUSED, Event, Kind, Life, Policies, Policy, Wait
from motcua.ground.calendars.notation import fields, offices
from motcua.ground.calendars.notation.fields import FieldMissing, Fields, FieldUnreadable
from motcua.ground.calendars.working_time import WorkingCalendar
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

UNITS = {
    "same_day": Unit.SAME_DAY,
    "working_hour": Unit.WORKING_HOUR,
    "working_day": Unit.WORKING_DAY,
    "calendar_day": Unit.DAY,
    "month": Unit.MONTH,
}
KINDS = {str(kind): kind for kind in Kind if kind is not Kind.FINISHED}
POLICIES = {str(policy): policy for policy in Policy}
WAITS = {str(wait): wait for wait in Wait}
READINGS = {name: name for name in Readings.__dataclass_fields__}

SECONDS = 3600
MOST = 1_000_000
PLAIN_DAYS = {Unit.MONTH: 31, Unit.DAY: 1}
FIRST_YEAR, LAST_YEAR = 1976, 2099
"""The years of which the offset of Vietnam and its lunar holidays are known."""

WHOLE = mark("cần một số nguyên không âm")
NUMBER = mark("cần một số không âm")
NAME = mark("cần một chuỗi ký tự hoặc số nguyên")
TRUE = mark("cần true hoặc false")
YEARS = mark("chỉ tính được các năm từ 1976 đến 2099")


class LineUnreadable(Refusal):
    """A line that is no JSON, or no object."""

    code = "notation.line-unreadable"
    says = mark("Dòng này không phải một đối tượng JSON.")


@dataclass(frozen=True, slots=True)
class Question:
    """What a line asks."""

    life: Life
    calendar: WorkingCalendar
    policies: Policies
    readings: Readings
    now: datetime


def parsed(line: str | bytes) -> dict[str, Any]:
    """
    Return the fields of a line.

    :raises LineUnreadable: for what is no object of JSON.
    """
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineUnreadable from error
    if not isinstance(told, dict):
        raise LineUnreadable
    return told


def question(told: Fields, now: datetime | None) -> Question:
    """
    Return what the fields of a line ask.

    :param now: where the line does not say it; without either it is missed.
    :raises Refusal: naming the first field that cannot be read.
    """
    if not isinstance(fields.required(told, "id"), str | int):
        raise FieldUnreadable.naming("id", told["id"], NAME)
    now = fields.optional(told, "now", fields.instant) or now
    if now is None:
        raise FieldMissing(field="now")
    life = _life(told)
    first, last = _span(life, told, now)
    return Question(
        life,
        offices.calendar(told, first, last),
        fields.optional(told, "policy", _policies) or PAUSED,
        fields.optional(told, "readings", _readings) or AS_WRITTEN,
        now,
    )


def _life(told: Fields) -> Life:
    received_at = fields.instant(fields.required(told, "received_at"), "received_at")
    events = [
        _event(fields.named(each, f"events[{number}]"), f"events[{number}]")
        for number, each in enumerate(fields.optional(told, "events", fields.listed) or [])
    ]
    if finished_at := fields.optional(told, "finished_at", fields.instant):
        events.append(Event(Kind.FINISHED, finished_at))
    return Life(
        received_at,
        _limit(fields.named(fields.required(told, "limit"), "limit"), told),
        tuple(events),
        fields.optional(told, "accepted_at", fields.instant),
    )


def _event(told: Fields, place: str) -> Event:
    if told.get("kind") is None or told.get("at") is None:
        raise FieldMissing(field=f"{place}.{'at' if told.get('kind') else 'kind'}")
    kind = fields.one_of(KINDS, told["kind"], f"{place}.kind")
    # The event is named: its number alone says little to whoever wrote the line.
    at = fields.instant(told["at"], f"{place} {kind}.at")
    to = told.get("to") if kind is Kind.EXTENDED else None
    return Event(kind, at, to and fields.instant_or_day(to, f"{place} {kind}.to"))


def _limit(limit: Fields, told: Fields) -> Limit:
    unit = fields.one_of(UNITS, fields.required(limit, "unit"), "limit.unit")
    if unit is Unit.SAME_DAY:
        return Limit(0, unit, fields.optional(told, "cutoff", fields.clock))
    value = _number(fields.required(limit, "value"), unit)
    if unit is Unit.WORKING_HOUR:
        # Machines write a third of an hour with an end.
        return Limit(Fraction(round(value * SECONDS), SECONDS), unit)
    return Limit(int(value), unit)


def _number(told: Any, unit: Unit) -> Decimal:
    """Read how many of a unit: a fraction of hours, all else whole."""
    in_hours = unit is Unit.WORKING_HOUR
    is_number = isinstance(told, int | float) and not isinstance(told, bool)
    value = Decimal(str(told)) if is_number else Decimal("nan")
    is_counted = value.is_finite() and value >= 0 and (in_hours or value == int(value))
    if not is_counted:
        raise FieldUnreadable.naming("limit.value", told, NUMBER if in_hours else WHOLE)
    if value > MOST:
        raise FieldUnreadable.naming("limit.value", told, YEARS)
    return value


def _policies(value: Any, field: str) -> Policies:
    """Read one policy for every wait, or one for each kind."""
    if not isinstance(value, dict):
        return dict.fromkeys(Wait, fields.one_of(POLICIES, value, field))
    return PAUSED | {
        fields.one_of(WAITS, wait, field): fields.one_of(POLICIES, policy, f"{field}.{wait}")
        for wait, policy in value.items()
    }


def _readings(value: Any, field: str) -> Readings:
    told = fields.named(value, field)
    for name, is_read in told.items():
        fields.one_of(READINGS, name, field)
        if not isinstance(is_read, bool):
            raise FieldUnreadable.naming(f"{field}.{name}", is_read, TRUE)
    return Readings(**told)


def _span(life: Life, told: Fields, now: datetime) -> tuple[date, date]:
    """Return the days of which a calendar is needed, both included."""
    moments = [life.received_at, life.begins_at, now, *(each.at for each in life.events)]
    granted = [_day_of(each.to) for each in life.events if each.to]
    days = [each.date() for each in moments] + granted
    first = min(days)
    # An office opens once a week at the least, and closes by its own word on the days it tells;
    # a wait moves an extension by no more than it lay ahead.
    plain_days = int(life.limit.amount) * PLAIN_DAYS.get(life.limit.unit, 7)
    plain_days += max(((day - first).days for day in granted), default=0)
    own_days = fields.optional(told, "days", fields.named) or {}
    try:
        last = max(days) + timedelta(days=plain_days + len(own_days) + SETTLING)
    except OverflowError:
        last = date.max
    if first.year < FIRST_YEAR or last.year > LAST_YEAR:
        field = "received_at" if first.year < FIRST_YEAR else "limit"
        raise FieldUnreadable.naming(field, told[field], YEARS)
    return first, last


def _day_of(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment
