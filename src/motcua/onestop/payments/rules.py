"""Money that is owed and money that came in."""

from dataclasses import dataclass

from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark


class NothingCollected(Refusal):
    """An amount of nothing, or less, is no payment."""

    code = "payments.nothing-collected"
    says = mark("Số tiền thu phải lớn hơn 0.")
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


@dataclass(frozen=True, slots=True)
class Balance:
    """What is owed in all for a subject, and how much of it came in."""

    due: int
    paid: int

    @property
    def left(self) -> int:
        """What is still to be collected."""
        return self.due - self.paid

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to collect; so too where nothing was ever owed."""
        return self.left == 0
