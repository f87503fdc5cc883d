"""The fields of a line of JSON, each read or refused by its name."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, TypeVar

from motcua.ground.kernel.dates import LOCAL
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark

T = TypeVar("T")
Fields = Mapping[str, Any]


class FieldMissing(Refusal):
    """A line of JSON without what must stand in it."""

    code = "notation.field-missing"
    says = mark("Thiếu “{field}”.")


class FieldUnreadable(Refusal):
    """A field of a line of JSON that says nothing the clock could count with."""

    code = "notation.field-unreadable"
    says = mark("“{field}” ghi {value}: {wanted}.")

    @classmethod
    def naming(cls, field: str, value: object, wanted: str) -> "FieldUnreadable":
        """Return the no to one field, with what it should have said."""
        return cls(field=field, value=value, wanted=Words(wanted))


INSTANT = mark("cần ngày, giờ và múi giờ, ví dụ 2015-04-16T09:00:00+07:00")
DAY = mark("cần một ngày có thật, ví dụ 2015-04-16")
CLOCK = mark("cần giờ và phút, ví dụ 15:00")
TEXT = mark("cần một chuỗi ký tự")
LIST = mark("cần một danh sách trong ngoặc vuông")
OBJECT = mark("cần các tên và giá trị trong ngoặc nhọn")


def required(fields: Fields, name: str) -> Any:
    """Return a field that must be there."""
    if fields.get(name) is None:
        raise FieldMissing(field=name)
    return fields[name]


def optional(fields: Fields, name: str, read: Callable[[Any, str], T]) -> T | None:
    """Return a field as it is read, None where it is not told."""
    value = fields.get(name)
    return None if value is None else read(value, name)


def instant(value: Any, field: str) -> datetime:
    """Read an instant as the clocks of Vietnam show it; without an offset it is none."""
    try:
        moment = datetime.fromisoformat(text(value, field))
        if moment.tzinfo is None:
            raise FieldUnreadable.naming(field, value, INSTANT)
        return moment.astimezone(LOCAL)
    except (ValueError, OverflowError) as error:
        raise FieldUnreadable.naming(field, value, INSTANT) from error


def day(value: Any, field: str) -> date:
    """Read a day."""
    try:
        return date.fromisoformat(text(value, field))
    except ValueError as error:
        raise FieldUnreadable.naming(field, value, DAY) from error


def instant_or_day(value: Any, field: str) -> datetime | date:
    """Read the moment of an extension, or its bare day."""
    try:
        return date.fromisoformat(text(value, field))
    except ValueError:
        return instant(value, field)


def clock(value: Any, field: str) -> time:
    """Read a time of day."""
    try:
        at = time.fromisoformat(text(value, field))
    except ValueError as error:
        raise FieldUnreadable.naming(field, value, CLOCK) from error
    if at.tzinfo:
        raise FieldUnreadable.naming(field, value, CLOCK)
    return at


def text(value: Any, field: str) -> str:
    """Read a text."""
    if not isinstance(value, str):
        raise FieldUnreadable.naming(field, value, TEXT)
    return value


def listed(value: Any, field: str) -> list[Any]:
    """Read a list."""
    if not isinstance(value, list):
        raise FieldUnreadable.naming(field, value, LIST)
    return value


def named(value: Any, field: str) -> dict[str, Any]:
    """Read names with their values."""
    if not isinstance(value, dict):
        raise FieldUnreadable.naming(field, value, OBJECT)
    return value


def one_of(choices: Mapping[str, T], value: Any, field: str) -> T:
    """Read one of some names."""
    if not isinstance(value, str) or value not in choices:
        wanted = Words(mark("cần một trong: {choices}"), {"choices": ", ".join(choices)})
        raise FieldUnreadable(field=field, value=value, wanted=wanted)
    return choices[value]
