"""Money that is owed, money that came in or was given back, and the sheet of a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from motcua.ground.kernel import dates
from motcua.ground.kernel.money import Dong, format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line, sort_key
from motcua.ground.kernel.words import mark

CHARGE = "charge"
"""Lệ phí, by the word of the catalogue; whatever else is owed is phí."""


class EntryKind(StrEnum):
    """Which way money went."""

    COLLECTION = "collection"
    REFUND = "refund"

    @property
    def sign(self) -> int:
        """How a sum of it counts: what came in adds, what was given back takes away."""
        return -1 if self is EntryKind.REFUND else 1


class Way(StrEnum):
    """How money changes hands; only cash is counted at the end of the day."""

    CASH = "cash"
    TRANSFER = "transfer"


class NothingCollected(Refusal):
    """An amount of nothing, or less, is no payment."""

    code = "payments.nothing-collected"
    says = mark("Số tiền phải lớn hơn 0.")
    to_do = mark("Nhập lại số tiền.")
    status = 400


class MoreThanOwed(Refusal):
    """No more is taken from a citizen than the citizen owes."""

    code = "payments.more-than-owed"
    says = mark("Còn {left} đồng chưa thu, đã nhập {amount} đồng.")
    to_do = mark("Nhập lại số tiền.")
    status = 422


class ReceiptUsed(Refusal):
    """One receipt is one payment."""

    code = "payments.receipt-used"
    says = mark("Biên lai {number} đã ghi cho hồ sơ này.")
    to_do = mark("Nhập số của biên lai mới.")
    status = 409


class ReceiptOfAnother(Refusal):
    """
    One receipt of a desk is for one dossier in one year: decision 24, a rule of ours.

    Numbers begin anew with each symbol (ký hiệu), so that two books may bear the same one: whoever
    writes the symbol too, is not refused.
    """

    code = "payments.receipt-of-another"
    says = mark("Biên lai {number} đã ghi cho hồ sơ {other} trong năm nay.")
    to_do = mark(
        "So lại số trên biên lai. Quyển khác trùng số thì ghi cả ký hiệu, ví dụ AB-26P {number}; "
        "hồ sơ kia ghi nhầm số thì ở đó hoàn với lý do thu sai, rồi thu lại đúng số."
    )
    status = 409


class NothingPaid(Refusal):
    """Nothing is given back where nothing came in, or all was given back."""

    code = "payments.nothing-paid"
    says = mark("Hồ sơ này không còn khoản nào đã thu để hoàn.")
    to_do = mark("Mở lại hồ sơ để xem các lần thu và hoàn.")


class MoreThanPaid(Refusal):
    """No more is given back than came in."""

    code = "payments.more-than-paid"
    says = mark("Đã thu {paid} đồng, không hoàn {amount} đồng được.")
    to_do = mark("Nhập lại số tiền.")
    status = 422


class NoSuchSheet(Refusal):
    """There is no such sheet, or it is not the viewer's to read."""

    code = "payments.no-such-sheet"
    says = mark("Không có bảng kê thu này.")
    to_do = mark("Chọn một bảng kê trong danh sách.")
    status = 404


class SheetClosed(Refusal):
    """A sheet is closed once."""

    code = "payments.sheet-closed"
    says = mark("Bảng kê ngày {day} đã khóa.")
    to_do = mark("Khoản thu sau khi khóa nằm ở bảng kê ngày sau.")


class EarlierSheetOpen(Refusal):
    """Sheets are closed in the order of their days."""

    code = "payments.earlier-sheet-open"
    says = mark("Bảng kê ngày {day} chưa khóa.")
    to_do = mark("Khóa bảng kê ấy trước.")


class SheetToCome(Refusal):
    """A day is closed when it has come."""

    code = "payments.sheet-to-come"
    says = mark("Chưa đến ngày {day} nên chưa khóa bảng kê được.")
    to_do = mark("Khóa vào cuối ngày ấy.")
    status = 422


class ShortUnexplained(Refusal):
    """Cash that is missing is explained."""

    code = "payments.short-unexplained"
    says = mark("Tiền đếm được ít hơn sổ {difference} đồng.")
    to_do = mark("Đếm lại, hoặc ghi vì sao thiếu.")
    status = 422


class OverUnexplained(Refusal):
    """Cash that is too much is explained."""

    code = "payments.over-unexplained"
    says = mark("Tiền đếm được nhiều hơn sổ {difference} đồng.")
    to_do = mark("Đếm lại, hoặc ghi vì sao thừa.")
    status = 422


def check_collected(amount: int, left: int) -> None:
    """
    Accept how much is taken in.

    :param amount: đồng; ``left`` are still to be collected.
    :raises NothingCollected: unless it is more than nothing.
    :raises MoreThanOwed: if it is more than is left.
    """
    if amount <= 0:
        raise NothingCollected
    if amount > left:
        raise MoreThanOwed(left=format_dong(Dong(left)), amount=format_dong(Dong(amount)))


def check_given_back(amount: int, paid: int) -> None:
    """
    Accept how much is given back.

    :param amount: đồng; ``paid`` came in and stayed until now.
    :raises NothingPaid: when there is nothing to give back.
    :raises NothingCollected: unless it is more than nothing.
    :raises MoreThanPaid: if it is more than came in.
    """
    if paid <= 0:
        raise NothingPaid
    if amount <= 0:
        raise NothingCollected
    if amount > paid:
        raise MoreThanPaid(paid=format_dong(Dong(paid)), amount=format_dong(Dong(amount)))


@dataclass(frozen=True, slots=True)
class Owed:
    """One sum that is owed, phí or lệ phí."""

    kind: str
    amount: int


def charges_in(owed: Iterable[Owed], begin: int, end: int) -> Dong:
    """
    Return how much lệ phí lies in a payment that fills what is owed from one sum to another.

    What is owed is paid in the order in which it was charged, so that the first đồng pays
    the first sum; what is given back is the last that came in.

    :param begin: đồng that had been paid before.
    :param end: đồng that are paid with it.
    """
    place = charges = 0
    for each in owed:
        if each.kind == CHARGE:
            charges += max(0, min(end, place + each.amount) - max(begin, place))
        place += each.amount
    return Dong(charges)


def charges_back(owed: Iterable[Owed], *, paid: int, charges: int, amount: int) -> Dong:
    """
    Return how much lệ phí lies in what is given back: what was taken, less what stays.

    What was owed may have been spared since it was paid, so that it no longer tells what came in.

    :param paid: đồng that came in and stayed until now; ``charges`` is the lệ phí in them.
    :param amount: đồng that are given back.
    """
    back = charges - charges_in(owed, 0, paid - amount)
    return Dong(min(max(0, back), amount))


def kept_receipts(entries: Iterable[tuple[EntryKind, str, int]]) -> frozenset[str]:
    """
    Return the numbers of the receipts of which money stayed: what goes back came in last.

    :param entries: of one subject, oldest first: which way, against which receipt, how many đồng.
    """
    stayed: list[tuple[str, int]] = []
    for kind, number, amount in entries:
        if kind is EntryKind.COLLECTION:
            stayed.append((number, amount))
            continue
        back = amount
        while back and stayed:
            last, came = stayed.pop()
            if came > back:
                stayed.append((last, came - back))
            back -= min(came, back)
    return frozenset(number for number, _amount in stayed)


def sheet_day(today: date, closed_through: date | None) -> date:
    """
    Return on which day's sheet money stands that changes hands today.

    What comes after a day was closed stands on the sheet of the next.
    """
    if closed_through is None:
        return today
    return max(today, closed_through + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Passed:
    """Money that passed through somebody's hands, as the sheet of his day adds it up."""

    kind: EntryKind
    way: Way
    amount: int
    charges: int
    number: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One line of the sums: what came in or went out of one kind, by way of paying."""

    cash: int
    transfer: int

    @property
    def whole(self) -> int:
        """Both ways together."""
        return self.cash + self.transfer


@dataclass(frozen=True, slots=True)
class SheetSums:
    """What a day adds up to."""

    passed: tuple[Passed, ...]

    def row(self, kind: EntryKind, *, charges: bool) -> SheetRow:
        """Return what went one way as phí, or as lệ phí."""
        ways = {Way.CASH: 0, Way.TRANSFER: 0}
        for each in self.passed:
            if each.kind is kind:
                ways[each.way] += each.charges if charges else each.amount - each.charges
        return SheetRow(ways[Way.CASH], ways[Way.TRANSFER])

    @property
    def left(self) -> SheetRow:
        """What stays: all that came in, less all that was given back."""
        ways = {Way.CASH: 0, Way.TRANSFER: 0}
        for each in self.passed:
            ways[each.way] += each.kind.sign * each.amount
        return SheetRow(ways[Way.CASH], ways[Way.TRANSFER])

    def numbers(self, kind: EntryKind) -> tuple[str, str] | None:
        """Return the lowest and the highest number that was written, None where there is none."""
        written = (each.number for each in self.passed if each.kind is kind and each.number)
        found = sorted(written, key=sort_key)
        return (found[0], found[-1]) if found else None


def check_closing(
    day: date, *, today: date, closed_through: date | None, earlier_open: date | None
) -> None:
    """
    Accept to close the sheet of a day.

    :param earlier_open: an earlier day that has money on it and is not closed.
    :raises SheetToCome: before that day.
    :raises SheetClosed: if it is closed already.
    :raises EarlierSheetOpen: while an earlier one is open.
    """
    if day > today:
        raise SheetToCome(day=dates.day(day))
    if closed_through is not None and day <= closed_through:
        raise SheetClosed(day=dates.day(day))
    if earlier_open is not None:
        raise EarlierSheetOpen(day=dates.day(earlier_open))


def check_counted(counted: int, *, expected: int, explanation: str) -> None:
    """
    Accept the cash that was counted.

    :raises ShortUnexplained, OverUnexplained: if it is not what the sheet says, unexplained.
    """
    if counted == expected or clean_line(explanation):
        return
    refusal = ShortUnexplained if counted < expected else OverUnexplained
    raise refusal(difference=format_dong(Dong(abs(counted - expected))))


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed in all for a subject, and how much of it came in and stayed."""

    due: int
    paid: int

    @property
    def left(self) -> int:
        """What is still to be collected; nothing where more was paid than is owed now."""
        return max(0, self.due - self.paid)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to collect; so too where nothing was ever owed."""
        return self.left == 0
