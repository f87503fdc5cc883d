"""How people are told: words as data, filled with as little as the reader needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from string import Formatter

from motcua.ground.kernel.dates import day, local, promise, time_of_day
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import mask_tail
from motcua.ground.kernel.words import Words, mark

TRIES = 5
"""How often one message is tried, the first time included."""
APART = timedelta(hours=1)
"""Who was told of a subject is told of it again so much later at the earliest, of all at once."""
SENDING_TAKES = timedelta(minutes=5)
"""What has been leaving for longer has lost its sender; what servers are waited for is shorter."""
WAITING_TAKES = timedelta(hours=3)
"""What has waited for longer, the hour apart and all tries included, is sent by nobody."""


class Channel(StrEnum):
    """By what way a message goes."""

    EMAIL = "email"
    SMS = "sms"


CHANNEL_WORDS = {Channel.EMAIL: mark("thư điện tử"), Channel.SMS: mark("tin nhắn")}


class Status(StrEnum):
    """How far a message got. Sent is not delivered."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    JOINED = "joined"
    FAILED = "failed"
    GIVEN_UP = "given_up"


STATUS_WORDS = {
    Status.QUEUED: mark("chờ gửi"),
    Status.SENDING: mark("đang gửi"),
    Status.SENT: mark("đã gửi"),
    Status.JOINED: mark("gửi chung với tin khác"),
    Status.FAILED: mark("không gửi được"),
    Status.GIVEN_UP: mark("thôi gửi"),
}


class Failure(StrEnum):
    """Why a message did not leave, or is not known to have left."""

    UNREACHABLE = "unreachable"
    BUSY = "busy"
    REFUSED = "refused"
    NO_SUCH_ADDRESS = "no_such_address"
    NOT_SET_UP = "not_set_up"
    LOST_TRACK = "lost_track"

    @property
    def passes(self) -> bool:
        """Whether the next try may go better."""
        return self in {Failure.UNREACHABLE, Failure.BUSY}

    @property
    def leaves_doubt(self) -> bool:
        """Whether the message may have gone all the same."""
        return self is Failure.LOST_TRACK


FAILURE_WORDS = {
    Failure.UNREACHABLE: mark("Không nối được máy chủ gửi tin."),
    Failure.BUSY: mark("Máy chủ gửi tin đang bận, chưa nhận."),
    Failure.REFUSED: mark("Máy chủ gửi tin từ chối tin này."),
    Failure.NO_SUCH_ADDRESS: mark("Địa chỉ người nhận không nhận được tin."),
    Failure.NOT_SET_UP: mark("Chưa cài đặt nơi gửi tin nhắn."),
    Failure.LOST_TRACK: mark("Mất kết nối khi đang giao tin: không rõ tin đã đi hay chưa."),
}

LEFT_IN_DOUBT = mark("Máy dừng giữa lúc gửi: không rõ tin đã đi hay chưa.")
SENT_BY_NOBODY = mark("Chờ quá lâu: chương trình gửi tin không chạy.")


class NotADemo(RuntimeError):
    """Where people are real nothing is said to be sent that no server took."""


class NotStuck(Refusal):
    """The message has left meanwhile, or somebody has judged it."""

    code = "notifications.not-stuck"
    says = mark("Tin này không còn chờ xử lý.")
    to_do = mark("Tải lại danh sách để xem.")


def reason(status: Status, failure: str) -> Words:
    """Return why a message stands where it stands, as far as anybody knows."""
    if failure:
        known = failure in set(Failure)
        return Words(FAILURE_WORDS[Failure(failure)]) if known else Words("{f}", {"f": failure})
    return Words(SENT_BY_NOBODY if status is Status.QUEUED else LEFT_IN_DOUBT)


OF_A_DOSSIER = frozenset({"code", "due_at", "agency", "place", "phone", "link", "papers"})
"""All that a message about a dossier may know: neither names nor reasons. Every fact is text,
an instant in ISO 8601; what is not known is left out."""
WORDED = {"due": "due_at", "day": "due_at", "time": "due_at", "desk": "agency"}
"""Places of the words whose fact is spelt out only when the letter is written."""
LONGEST_DESK = 30
BRIEF = (("Ủy ban nhân dân", "UBND"), ("Bộ phận Một cửa", "BP Một cửa"))


@dataclass(frozen=True, slots=True)
class Wording:
    """
    The words of one kind of message.

    :param subject: the line that stands in the reader's list of letters; its facts are
        needed.
    :param lines: a line is left out when a fact of it is not known; "" parts paragraphs.
    :param sms: the sentences of the text message, left out likewise; none if there is none.
    """

    subject: str
    lines: tuple[str, ...]
    sms: tuple[str, ...] = ()

    @property
    def needs(self) -> frozenset[str]:
        """The facts without which there is no such message."""
        return _facts_of(self.subject)


@dataclass(frozen=True, slots=True)
class Template:
    """
    One kind of message.

    :param title: what it tells, in the lists of officers.
    :param tells: the facts that it may know.
    """

    title: str
    wording: Wording
    tells: frozenset[str] = field(default=OF_A_DOSSIER)


@dataclass(frozen=True, slots=True)
class Letter:
    """A filled wording, its words still to be translated."""

    subject: Words
    lines: tuple[Words, ...]
    sms: tuple[Words, ...] = ()


GREETING = mark("Kính gửi ông/bà,")
FOLLOW = mark("Theo dõi hồ sơ tại {link}: nhập mã hồ sơ và mã tra cứu in trên giấy tiếp nhận.")
ASK = mark("Hỏi: {phone}")
FOOT = mark("Thư này do hệ thống gửi tự động, không trả lời thư này.")

TEMPLATES: dict[str, Template] = {}
"""Every kind of message, by name; each room adds those that it tells."""


def add_template(name: str, template: Template) -> str:
    """
    Make known a kind of message and return the name that it is queued by.

    :raises ValueError: if the name is taken; a bug of whoever adds it.
    """
    if name in TEMPLATES:
        raise ValueError(f"there is a message {name} already")
    TEMPLATES[name] = template
    return name


def check_facts(template: str, facts: Mapping[str, str]) -> None:
    """
    See that a message has what it needs and tells no more than messages may.

    :raises ValueError: if it has not or does; a bug of whoever queues it.
    """
    known = TEMPLATES[template]
    missing = known.wording.needs - {name for name, fact in facts.items() if fact}
    if missing:
        raise ValueError(f"{template} needs {', '.join(sorted(missing))}")
    secret = set(facts) - known.tells
    if secret:
        raise ValueError(f"no message tells {', '.join(sorted(secret))}")


def channels_of(template: str) -> frozenset[Channel]:
    """Return by what ways a kind of message has words to go."""
    has_sms = bool(TEMPLATES[template].wording.sms)
    return frozenset(Channel) if has_sms else frozenset({Channel.EMAIL})


def compose(wording: Wording, facts: Mapping[str, str]) -> Letter:
    """Fill the words, leaving out the lines and sentences of which a fact is not known."""
    known = _known(facts)
    lines: list[Words] = []
    for words in _filled(wording.lines, known):
        if words.text or (lines and lines[-1].text):
            lines.append(words)
    sentences = tuple(_filled(wording.sms, known))
    return Letter(Words(wording.subject, known), tuple(lines), sentences)


def _filled(texts: Iterable[str], known: Mapping[str, str | Words]) -> Iterable[Words]:
    return (Words(text, dict(known)) for text in texts if known.keys() >= places(text))


def join(letters: Sequence[Letter]) -> Letter:
    """
    Make one letter of several, oldest first: the newest's subject, and what each has to say.

    What they begin and end with alike, greeting and foot, is said once.
    """
    if len(letters) == 1:
        return letters[0]
    return Letter(
        letters[-1].subject,
        _joined([letter.lines for letter in letters]),
        _joined([letter.sms for letter in letters]),
    )


def _joined(texts: Sequence[tuple[Words, ...]]) -> tuple[Words, ...]:
    shortest, newest = min(map(len, texts)), texts[-1]
    begin = _alike(texts, range(shortest))
    end = _alike(texts, range(-1, begin - shortest - 1, -1))
    middle = (words for text in texts for words in text[begin : len(text) - end])
    return (*newest[:begin], *middle, *newest[len(newest) - end :])


def _alike(texts: Sequence[tuple[Words, ...]], at: range) -> int:
    """Return at how many of these places, one after the other, all texts say the same."""
    for count, place in enumerate(at):
        if len({str(text[place]) for text in texts}) > 1:
            return count
    return len(at)


def _known(facts: Mapping[str, str]) -> dict[str, str | Words]:
    """Return the facts that are known, spelt as people read them."""
    known: dict[str, str | Words] = {name: fact for name, fact in facts.items() if fact}
    if facts.get("due_at"):
        due_at = datetime.fromisoformat(facts["due_at"])
        known |= {"due": promise(due_at), "day": day(local(due_at).date())}
        known["time"] = time_of_day(due_at)
    if facts.get("agency"):
        known["desk"] = brief(facts["agency"])
    return known


def brief(agency: str) -> str:
    """Return an agency's name as short as a text message wants it, cut between words."""
    for long, short in BRIEF:
        agency = agency.replace(long, short)
    while len(agency) > LONGEST_DESK and " " in agency:
        agency = agency.rpartition(" ")[0]
    return agency[:LONGEST_DESK]


def is_last_try(tries: int) -> bool:
    """Say whether a message that failed so often is given up."""
    return tries >= TRIES


def places(text: str) -> set[str]:
    """Return the places of a text that facts fill."""
    return {place for _, place, _, _ in Formatter().parse(text) if place}


def _facts_of(text: str) -> frozenset[str]:
    return frozenset(WORDED.get(place, place) for place in places(text))


def masked(channel: Channel, address: str) -> str:
    """Return an address as whoever looks after the sending may see it."""
    if channel is Channel.SMS:
        return mask_tail(address)
    name, at, host = address.rpartition("@")
    return f"{name[:1]}•••{at}{host}"
