"""
Who is spared what a procedure costs, or a part of it (miễn, giảm).

Source: Luật Phí và lệ phí 97/2015/QH13, article 10, from 2017; what each procedure says is data.
"""

from dataclasses import dataclass
from datetime import date

from motcua.ground.kernel.money import Dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark


class NoSuchExemption(Refusal):
    """The procedure knows no such exemption, or it does not hold on the day."""

    code = "procedures.no-such-exemption"
    says = mark("Thủ tục {procedure} không có diện miễn, giảm này, hoặc đã hết áp dụng.")
    to_do = mark("Chọn lại diện miễn, giảm trong danh sách.")
    status = 422


@dataclass(frozen=True, slots=True)
class Exemption:
    """
    Who need not pay what a procedure costs, or pays less (miễn, giảm).

    :param name: whose case it is, in full text.
    :param percent: how much of each sum he is spared; 100 for all of it.
    :param kind: of the sums that it is about, phí or lệ phí; empty for both.
    :param proof: the paper that shows it.
    :param source: where that is said.
    :param valid_to: the first day on which it holds no more, None while no end is known.
    """

    key: str
    name: str
    percent: int
    kind: str
    proof: str
    source: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether somebody can be spared by it on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def spares(self, kind: str, amount: int) -> Dong:
        """Return how much of a sum is not to be paid; a broken đồng is."""
        is_meant = self.kind in {"", kind}
        return Dong(amount * self.percent // 100 if is_meant else 0)
