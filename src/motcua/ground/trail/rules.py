"""What an event is: its typed body, the text that is stored of it, and how text is read back."""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum, StrEnum
from types import NoneType, UnionType
from typing import Any, ClassVar, TypeVar, Union, get_args, get_origin, get_type_hints

from motcua.ground.kernel.actor import ActorKind
from motcua.ground.kernel.words import Words, mark

SALT_BYTES = 16
READERS: dict[Any, Any] = {datetime: datetime.fromisoformat, date: date.fromisoformat}


@dataclass(frozen=True, slots=True)
class Subject:
    """
    What a chain of events is about.

    :param kind: the one word of the room that owns it, such as "dossier".
    :param id: never reused and never changed.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class EventBody:
    """
    What an event of one kind says; subclasses are frozen dataclasses marked `@event_kind`.

    A body holds no word that a person typed: those stand in rows of their room, and the
    body carries the row's id and a :func:`seal`. What was once recorded is read for ever:
    to change a body, add a class of the same name and the next version and keep the old.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1


@dataclass(frozen=True, slots=True)
class Recorded:
    """
    An event as it stands in the trail.

    :param previous_at: when the one before it happened; told of what was recorded just now.
    """

    sequence: int
    name: str
    body: EventBody
    occurred_at: datetime
    recorded_at: datetime
    actor_kind: ActorKind
    actor_name: str
    user_id: int | None
    post_id: int | None
    acting_for: int | None
    late_declared: bool
    simulated: bool
    event_id: int
    previous_at: datetime | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """How far a consumer has read; the next page begins behind it."""

    epoch: int
    transaction_id: int
    event_id: int


BEGINNING = Position(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Read:
    """An event as handed to a consumer, who keeps the position with what he made of it."""

    position: Position
    subject: Subject
    event: Recorded


class Fault(StrEnum):
    """What may be wrong with a link of a chain."""

    CHANGED = "changed"
    REMOVED = "removed"
    DOUBLED = "doubled"
    CUT = "cut"
    BEYOND_HEAD = "beyond_head"
    REWRITTEN = "rewritten"
    BACKDATED = "backdated"
    SIMULATED = "simulated"
    VANISHED = "vanished"
    ROOT_MISSING = "root_missing"
    ROOT_CHANGED = "root_changed"
    ROOT_NOT_FILED = "root_not_filed"
    FILE_CHANGED = "file_changed"


FAULT_WORDS = {
    Fault.CHANGED: mark("Nội dung không khớp với mã niêm phong: đã bị sửa hoặc chèn vào trước đó"),
    Fault.REMOVED: mark("Thiếu sự kiện ngay trước"),
    Fault.DOUBLED: mark("Hai sự kiện cùng số thứ tự: một sự kiện bị chèn vào"),
    Fault.CUT: mark("Thiếu các sự kiện cuối"),
    Fault.BEYOND_HEAD: mark("Sự kiện nằm ngoài điểm cuối đã ghi"),
    Fault.REWRITTEN: mark("Mã niêm phong cuối khác điểm cuối đã ghi: chuỗi đã bị viết lại"),
    Fault.BACKDATED: mark("Giờ xảy ra lệch giờ ghi quá 5 phút mà không khai báo"),
    Fault.SIMULATED: mark("Sự kiện mô phỏng trong cơ sở dữ liệu thật"),
    Fault.VANISHED: mark("Cả chuỗi đã biến mất khỏi cơ sở dữ liệu"),
    Fault.ROOT_MISSING: mark("Mã gốc có trong tệp ngoài nhưng không còn trong cơ sở dữ liệu"),
    Fault.ROOT_CHANGED: mark("Mã gốc trong cơ sở dữ liệu khác tệp ngoài"),
    Fault.ROOT_NOT_FILED: mark("Mã gốc chưa có trong tệp ngoài, hoặc tệp đã mất"),
    Fault.FILE_CHANGED: mark("Tệp mã gốc đã bị sửa hoặc mất dòng"),
}


@dataclass(frozen=True, slots=True)
class BrokenLink:
    """
    The first link of a chain that does not hold.

    :param sequence: the place in the chain; for a cut tail the first place that is missing.
    """

    subject: Subject
    sequence: int
    fault: Fault

    @property
    def words(self) -> Words:
        """Say what is wrong."""
        return Words(FAULT_WORDS[self.fault])


Kind = TypeVar("Kind", bound=type[EventBody])
_kinds: dict[tuple[str, int], type[EventBody]] = {}


def event_kind(body: Kind) -> Kind:
    """Make a body known, so that stored text of its name and version can be read back."""
    if _kinds.setdefault((body.name, body.version), body) is not body:
        raise TypeError(f"{body.name} version {body.version} is taken.")
    return body


def kinds() -> dict[tuple[str, int], type[EventBody]]:
    """Return every kind of event that is known, by name and version."""
    return dict(_kinds)


def canonical(body: EventBody) -> str:
    """Return the one text of a body: JSON, keys sorted, no spaces, instants in UTC."""
    return json.dumps(_plain(body), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def parse(name: str, version: int, text: str) -> EventBody:
    """
    Return the body that a stored text holds.

    :raises KeyError: when no room knows this name and version.
    """
    body: EventBody = _typed(_kinds[name, version], json.loads(text))
    return body


def seal(text: str, salt: str) -> str:
    """Return a digest of personal words that says nothing once row and salt are erased."""
    return hmac.new(bytes.fromhex(salt), text.encode(), hashlib.sha256).hexdigest()


def new_salt() -> str:
    """Return a fresh salt, to be kept in the row of the words that it seals."""
    return secrets.token_hex(SALT_BYTES)


def _plain(value: Any) -> Any:
    """Return the value as JSON knows it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {part.name: _plain(getattr(value, part.name)) for part in fields(value)}
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset):
        listed = [_plain(item) for item in value]
        return sorted(listed) if isinstance(value, frozenset) else listed
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"An event does not hold a {type(value).__name__}.")


def _instant(value: datetime) -> str:
    if value.tzinfo is None:
        raise TypeError("An event's instants know their time zone.")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _typed(hint: Any, value: Any) -> Any:
    """Return the JSON value as what the annotation says."""
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        return None if value is None else _typed(_not_none(hint), value)
    if origin in {tuple, frozenset}:
        return origin(_typed(get_args(hint)[0], item) for item in value)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{key: _typed(hints[key], item) for key, item in value.items()})
    return READERS.get(hint, hint)(value)


def _not_none(hint: Any) -> Any:
    (only,) = (part for part in get_args(hint) if part is not NoneType)
    return only
