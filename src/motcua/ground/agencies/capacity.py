"""
In what capacity somebody acts for another: the law of standing in, without a database.

A seat's own work is taken over by the like of it while its holder is away. A head's name is
another matter: only those whom the law names may sign for him, and nobody passes it on.

Source: Decree 30/2020/NĐ-CP, article 13.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.ground.agencies.rules import WORKING_POSTS, AgencyKind
from motcua.ground.kernel.actor import Actor, Grant, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark

MOST_DAYS = 366

COVERED_POSTS = WORKING_POSTS | {PostKind.CASHIER}
"""The posts whose work goes on while their holders are away."""


class StandInKind(StrEnum):
    """Why somebody does what is another's: he is away, or has delegated his signature."""

    LEAVE = "leave"
    SIGNING = "signing"


class Capacity(StrEnum):
    """In what capacity an act was done for the holder of a seat, as papers write it."""

    SUBSTITUTE = "thay"
    DEPUTY = "KT."
    MANDATE = "TUQ."


@dataclass(frozen=True, slots=True)
class Chair:
    """
    A seat as the law of standing in knows it.

    :param parent_id: of its agency, None where none stands above.
    """

    post_id: int
    kind: PostKind
    title: str
    holder: str
    agency_id: int
    agency_kind: AgencyKind
    parent_id: int | None

    def is_beside(self, other: "Chair") -> bool:
        """Say whether both stand in one agency."""
        return self.agency_id == other.agency_id

    def heads_office_of(self, other: "Chair") -> bool:
        """Say whether the holder heads an office of the other's agency."""
        is_head = self.kind is PostKind.HEAD and self.agency_kind is AgencyKind.OFFICE
        return is_head and self.parent_id == other.agency_id


@dataclass(frozen=True, slots=True)
class Arrangement:
    """
    That a seat's holder is to be away, or to delegate his signature.

    :param by_post_id: the seat of whoever acts for him; None leaves his work in his head's sight.
    :param last: the last day, counted.
    :param ground: number, day and words of the writing on which it rests.
    """

    kind: StandInKind
    post_id: int
    by_post_id: int | None
    first: date
    last: date
    ground: str = ""


def may_substitute(chair: Chair, by: Chair) -> bool:
    """
    Say whether one may do another's work while he is away.

    The like of him in his agency; for a head his deputy, for no one below signs by himself.
    """
    if chair.kind is PostKind.HEAD:
        return by.kind is PostKind.DEPUTY and chair.is_beside(by)
    return chair.kind in COVERED_POSTS and by.kind is chair.kind and chair.is_beside(by)


def may_sign_for(chair: Chair, by: Chair) -> bool:
    """
    Say whether one may sign for a head by delegation.

    His deputy does (KT.), or the head of an office of his agency (TUQ.).
    """
    if chair.kind is not PostKind.HEAD:
        return False
    is_deputy = by.kind is PostKind.DEPUTY and chair.is_beside(by)
    return is_deputy or by.heads_office_of(chair)


def capacity_of(kind: PostKind, by: PostKind) -> Capacity:
    """Return in what capacity a seat of one kind acts for one of another; never chosen."""
    if kind is not PostKind.HEAD:
        return Capacity.SUBSTITUTE
    return Capacity.DEPUTY if by is PostKind.DEPUTY else Capacity.MANDATE


def acting_words(capacity: Capacity, *, title: str, holder: str) -> Words:
    """Return for whom somebody acts: of a head by title, of others by name."""
    if capacity is Capacity.SUBSTITUTE:
        return Words(mark("thay {holder}"), {"holder": holder or title})
    return Words("{capacity} {title}", {"capacity": capacity.value, "title": title})


def signature_lines(title: str, *, capacity: Capacity | None = None, own_title: str = "") -> str:
    """
    Return what stands above a name under a paper, line by line.

    :param title: of the head who signs, or who is signed for.
    :param own_title: of whoever signs for him.
    """
    if capacity is None:
        return title.upper()
    return f"{capacity} {title}\n{own_title}".upper()


def check_days(first: date, last: date, *, today: date) -> None:
    """
    Accept the days of a leave or a delegation, both counted.

    :raises DaysGone: before today.
    :raises DaysBackwards: when the last comes before the first.
    :raises TooFarAhead: when the first comes later than in a year, which is a typing error.
    :raises TooManyDays: beyond a year, likewise.
    """
    if first < today:
        raise DaysGone
    if first - today >= timedelta(days=MOST_DAYS):
        raise TooFarAhead(most=MOST_DAYS)
    if last < first:
        raise DaysBackwards
    if last - first >= timedelta(days=MOST_DAYS):
        raise TooManyDays(most=MOST_DAYS)


def check(wanted: Arrangement, chair: Chair, by: Chair | None) -> None:
    """
    Accept somebody to act for another, or nobody while he is away.

    :raises StandsInForHimself: when it is the same seat.
    :raises WrongStandIn: when the law does not let him.
    :raises GroundNeeded: when a signature is delegated without a writing.
    """
    is_signing = wanted.kind is StandInKind.SIGNING
    if is_signing and not wanted.ground:
        raise GroundNeeded
    if by is None:
        if is_signing:
            raise NobodySits
        return
    if chair.post_id == by.post_id:
        raise StandsInForHimself
    may = may_sign_for if is_signing else may_substitute
    if not may(chair, by):
        raise WrongStandIn(name=by.holder)


def setter_of(kind: StandInKind, actor: Actor, chair: Chair) -> Grant:
    """
    Return the grant by which somebody records an arrangement for a seat.

    A leave is recorded by the holder himself or by whoever heads his agency, or the committee
    that it is an office of; a signature is delegated by the head himself alone, so that whoever
    signs for him cannot pass it on.

    :raises NotYourSeat: to anybody else.
    """
    for grant in actor.grants:
        if grant.post_id == chair.post_id and grant.acts_from is None:
            return grant
    for grant in actor.holding(PostKind.HEAD):
        if kind is StandInKind.LEAVE and chair.agency_id in grant.scope:
            return grant
    raise NotYourSeat


class DaysGone(Refusal):
    """A leave or a delegation does not begin in the past."""

    code = "agencies.days-gone"
    status = 422
    says = mark("Ngày đầu đã qua.")
    to_do = mark("Ghi từ hôm nay trở đi; việc đã làm hôm trước giữ tên người đã làm.")


class DaysBackwards(Refusal):
    """The last day comes before the first."""

    code = "agencies.days-backwards"
    status = 422
    says = mark("Ngày cuối đứng trước ngày đầu.")
    to_do = mark("Nhập lại ngày cuối.")


class TooFarAhead(Refusal):
    """Nobody says so early that he will be away, or who signs for him."""

    code = "agencies.too-far-ahead"
    status = 422
    says = mark("Ngày đầu còn quá {most} ngày nữa mới đến.")
    to_do = mark("Xem lại năm của ngày đầu.")


class TooManyDays(Refusal):
    """Nobody is away or delegates for so long."""

    code = "agencies.too-many-days"
    status = 422
    says = mark("Khoảng ngày dài quá {most} ngày.")
    to_do = mark("Xem lại năm của ngày cuối.")


class StandsInForHimself(Refusal):
    """Nobody stands in for himself."""

    code = "agencies.stands-in-for-himself"
    status = 422
    says = mark("Không giao việc cho chính vị trí ấy được.")
    to_do = mark("Chọn người khác.")


class WrongStandIn(Refusal):
    """The law does not let this seat act for that one."""

    code = "agencies.wrong-stand-in"
    status = 422
    says = mark("{name} không thay được vị trí này.")
    to_do = mark(
        "Chọn người cùng loại vị trí trong cùng cơ quan; thay lãnh đạo là cấp phó, "
        "ký thừa ủy quyền là trưởng phòng thuộc cơ quan."
    )


class AlreadyAway(Refusal):
    """A leave or a delegation of the same days is recorded."""

    code = "agencies.already-away"
    says = mark("Đã ghi cho {name} từ {first} đến {last}, trùng những ngày này.")
    to_do = mark("Kết thúc dòng đã ghi rồi ghi lại, hoặc chọn ngày khác.")


class StandInAway(Refusal):
    """Whoever is to stand in is away himself; what he has taken on is not passed on."""

    code = "agencies.stand-in-away"
    says = mark("{name} cũng vắng mặt trong những ngày này.")
    to_do = mark("Chọn người khác: người làm thay không giao tiếp cho ai được.")


class NobodySits(Refusal):
    """Nobody sits on the seat on the first of the days."""

    code = "agencies.nobody-sits"
    status = 422
    says = mark("Vị trí được chọn không có người giữ vào ngày đầu.")
    to_do = mark("Chọn vị trí khác trong danh sách.")


class NotYourSeat(Refusal):
    """It is for the holder to do, or for the head of his agency."""

    code = "agencies.not-your-seat"
    status = 403
    says = mark("Việc này do người giữ vị trí hoặc lãnh đạo cơ quan ấy ghi.")
    to_do = mark("Nhờ người ấy, hoặc chọn vị trí của mình.")


class GroundNeeded(Refusal):
    """A signature is delegated in writing."""

    code = "agencies.ground-needed"
    status = 422
    says = mark("Chưa ghi văn bản ủy quyền.")
    to_do = mark("Ghi số, ngày và nội dung của văn bản.")


class NoSuchStandIn(Refusal):
    """There is none, or it is not this officer's to end; one that has ended stays ended."""

    code = "agencies.no-such-stand-in"
    status = 404
    says = mark("Không có dòng vắng mặt hay ủy quyền nào như vậy đang còn hiệu lực.")
    to_do = mark("Mở lại trang Vắng mặt và ủy quyền.")
