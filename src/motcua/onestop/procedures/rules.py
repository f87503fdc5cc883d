"""
What a procedure promises and asks: papers by case, time and money by case and channel.

A version's facts never change once it is published, so they may be held in memory and a
dossier may keep them for life. A line of limits or fees without a case holds for every
case, without a channel for every channel; where several hold, the closest one does.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Protocol, TypeVar

from motcua.ground.calendars.clock import Limit
from motcua.ground.kernel.money import NOTHING, Dong, format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.procedures.exemptions import Exemption, NoSuchExemption


class Channel(StrEnum):
    """How a dossier is handed in (cách nộp)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"

    @property
    def national(self) -> int:
        """
        The number under which dossiers of this channel are counted.

        Source: the national code list KenhThucHien.
        """
        return list(Channel).index(self) + 1


class FeeKind(StrEnum):
    """Money for a service of the agency (phí) or for a paper of the state (lệ phí)."""

    FEE = "fee"
    CHARGE = "charge"


class Per(StrEnum):
    """What the amount of a fee is multiplied with."""

    DOSSIER = "dossier"
    PAGE = "page"


class NoSuchProcedure(Refusal):
    """No procedure of this code is in force on the day, or is offered at the desk."""

    code = "procedures.no-such-procedure"
    says = mark("Không có thủ tục {procedure} đang áp dụng.")
    to_do = mark("Chọn lại thủ tục trong danh sách.")
    status = 404


class NoSuchCase(Refusal):
    """The procedure does not know this case."""

    code = "procedures.no-such-case"
    says = mark("Thủ tục {procedure} không có trường hợp này.")
    to_do = mark("Chọn lại trường hợp.")
    status = 422


class ChannelNotOffered(Refusal):
    """The procedure promises no time for what is handed in this way."""

    code = "procedures.channel-not-offered"
    says = mark("Thủ tục {procedure} chưa nhận theo cách nộp này.")
    to_do = mark("Nộp hồ sơ tại quầy.")
    status = 422


@dataclass(frozen=True, slots=True)
class Requirement:
    """
    One paper to hand in, and in how many pieces.

    :param is_required: whether every dossier of the case has it; else only where it applies.
    :param electronic: whether an electronic copy serves as well.
    :param form: the name or number of the form to fill in, empty where there is none.
    """

    name: str
    originals: int
    copies: int
    electronic: bool
    is_required: bool
    form: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """One of the situations that a procedure tells apart, with the papers that it asks for."""

    key: str
    name: str
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The time that the law gives for a case and a channel, and where that is said."""

    case_key: str
    channel: str
    limit: Limit
    source: str


@dataclass(frozen=True, slots=True)
class FeeStep:
    """From this page on, a page costs this much."""

    from_page: int
    amount: int


@dataclass(frozen=True, slots=True)
class Fee:
    """
    One sum to pay for a case and a channel.

    :param amount: of a dossier or of its first page; None where no record gives it.
    :param steps: other prices from a later page on, by rising page.
    :param cap: the most that one copy may cost.
    """

    case_key: str
    channel: str
    kind: FeeKind
    name: str
    amount: int | None
    per: Per
    source: str
    steps: tuple[FeeStep, ...] = ()
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """A legal text that the procedure rests on; its name is empty where no record gives it."""

    number: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class ResultKind:
    """
    What the citizen gets, under the code of the national catalogue of results.

    :param symbol: of the book that numbers it (12/GPXD); empty for what is not numbered.
    """

    name: str
    code: str = ""
    symbol: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """
    All that a version of a procedure says.

    :param level_code: of the desk that receives it.
    :param decision: number of the decision that published it (quyết định công bố).
    :param decided_on: its day, None where no record gives it.
    :param note: what a reader must know about where these facts come from.
    :param co_applicant_basis: the law that lets two people apply as one, as a couple does who
        marry; empty where one applies.
    :param silence_basis: the law by which an agency that is asked for its opinion, and does not
        answer in time, agrees; empty where its silence means nothing.
    """

    procedure_code: str
    name: str
    short_name: str
    field_code: str
    field_name: str
    level_code: str
    valid_from: date
    decision: str
    decided_on: date | None
    note: str
    template_edition: str
    who_may_apply: tuple[str, ...]
    cases: tuple[Case, ...]
    limits: tuple[TimeLimit, ...]
    fees: tuple[Fee, ...]
    legal_bases: tuple[LegalBasis, ...]
    results: tuple[ResultKind, ...]
    sources: tuple[str, ...]
    exemptions: tuple[Exemption, ...] = ()
    co_applicant_basis: str = ""
    silence_basis: str = ""

    @property
    def asks_two(self) -> bool:
        """Whether two people ask for it as one."""
        return bool(self.co_applicant_basis)

    def exemptions_on(self, day: date) -> tuple[Exemption, ...]:
        """Return the exemptions that hold on a day."""
        return tuple(each for each in self.exemptions if each.holds_on(day))

    def exemption(self, key: str, day: date) -> Exemption:
        """
        Return the exemption of this key, if it holds on the day.

        :raises NoSuchExemption: where the version knows none such, or not on that day.
        """
        for each in self.exemptions_on(day):
            if each.key == key:
                return each
        raise NoSuchExemption(procedure=self.short_name)

    def case(self, key: str) -> Case:
        """
        Return the case of this key.

        :raises NoSuchCase: where the version knows no such case.
        """
        for case in self.cases:
            if case.key == key:
                return case
        raise NoSuchCase(procedure=self.short_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionFacts(Content):
    """
    A published version, for ever the same.

    The day on which it ends is not among its facts: it is not known when it begins.
    """

    id: int
    procedure_id: int
    number: int
    process_version_id: int


@dataclass(frozen=True, slots=True)
class FeeLine:
    """
    What one fee comes to for one dossier.

    :param amount: None where no record gives the price.
    :param words: how the amount came about.
    :param spared: how much of it an exemption takes off.
    """

    kind: FeeKind
    name: str
    amount: Dong | None
    words: Words
    source: str
    spared: Dong = NOTHING

    @property
    def to_pay(self) -> Dong:
        """Đồng to pay; what has no known price costs nothing yet."""
        return Dong((self.amount or 0) - self.spared)


UNKNOWN = mark("chưa có dữ liệu")
FREE = mark("không thu phí")


class _Scoped(Protocol):
    @property
    def case_key(self) -> str: ...

    @property
    def channel(self) -> str: ...


Line = TypeVar("Line", bound=_Scoped)


def limit_for(facts: Content, case_key: str, channel: str) -> Limit:
    """
    Return the lawful time for a case handed in by a channel.

    :raises NoSuchCase: where the version knows no such case.
    :raises ChannelNotOffered: where no time is promised for the channel.
    """
    facts.case(case_key)
    closest = _closest(facts.limits, case_key, channel)
    if closest is None:
        raise ChannelNotOffered(procedure=facts.short_name)
    return closest.limit


def fee_for(
    facts: Content, case_key: str, channel: str, *, pages: int = 1, copies: int = 1
) -> tuple[FeeLine, ...]:
    """
    Return what is to be paid, one line for each kind of sum; nothing where it is free.

    :param pages: of the paper, where the price is by the page.
    :param copies: how many of it; each copy is priced, and capped, by itself.
    :raises NoSuchCase: where the version knows no such case.
    """
    facts.case(case_key)
    titles = dict.fromkeys((fee.kind, fee.name) for fee in facts.fees)
    of_title = ([fee for fee in facts.fees if (fee.kind, fee.name) == title] for title in titles)
    closest = (_closest(fees, case_key, channel) for fees in of_title)
    return tuple(_fee_line(fee, pages, copies) for fee in closest if fee is not None)


def exempted(lines: Iterable[FeeLine], exemption: Exemption | None) -> tuple[FeeLine, ...]:
    """Return what is to be paid with an exemption, if there is one."""
    if exemption is None:
        return tuple(lines)
    return tuple(
        replace(line, spared=exemption.spares(line.kind, line.amount or 0)) for line in lines
    )


def amount_due(lines: Iterable[FeeLine]) -> Dong | None:
    """Return the sum of all lines, None where one of them is not known."""
    amounts = [None if line.amount is None else line.to_pay for line in lines]
    known = [amount for amount in amounts if amount is not None]
    return Dong(sum(known)) if len(known) == len(amounts) else None


def is_by_page(facts: Content) -> bool:
    """Say whether the counter must ask for the number of pages."""
    return any(fee.per is Per.PAGE for fee in facts.fees)


def _closest(lines: Iterable[Line], case_key: str, channel: str) -> Line | None:
    """Return the line that names the case, else the channel, else neither."""
    holding = [
        line for line in lines if line.case_key in {"", case_key} and line.channel in {"", channel}
    ]
    return max(holding, key=lambda line: (bool(line.case_key), bool(line.channel)), default=None)


def _fee_line(fee: Fee, pages: int, copies: int) -> FeeLine:
    if fee.amount is None:
        return FeeLine(fee.kind, fee.name, None, Words(UNKNOWN), fee.source)
    if fee.per is Per.PAGE:
        one = price_of_copy(fee, pages)
        amount = one * copies
        facts = {"pages": pages, "amount": format_dong(one), "copies": copies}
        words = Words(mark("{pages} trang, {amount} đồng mỗi bản, {copies} bản"), facts)
    else:
        amount = fee.amount
        words = Words(mark("{amount} đồng mỗi hồ sơ"), {"amount": format_dong(amount)})
    return FeeLine(fee.kind, fee.name, Dong(amount), words if amount else Words(FREE), fee.source)


def price_of_copy(fee: Fee, pages: int) -> Dong:
    """Return the price of one copy of so many pages, by bands of pages, up to the cap."""
    bands = [FeeStep(1, fee.amount or 0), *fee.steps, FeeStep(pages + 1, 0)]
    whole = sum(
        band.amount * max(0, min(pages + 1, following.from_page) - band.from_page)
        for band, following in pairwise(bands)
    )
    return Dong(whole if fee.cap is None else min(whole, fee.cap))


def search_text(code: str, short_name: str, name: str) -> str:
    """
    Return what the counter's few letters are looked up in, each word after a blank.

    Short name first, so that a hit there ranks first; then its initials, from each word
    on ("hkd" finds a hộ kinh doanh); then the code and the full name.
    """
    short = search_key(short_name)
    initials = "".join(word[0] for word in short.split())
    tails = [initials[start:] for start in range(len(initials) - 1)]
    return " " + " ".join([short, *tails, search_key(code), search_key(name)])
