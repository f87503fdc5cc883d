"""
Form 05 of 2025, "Thông báo dừng giải quyết hồ sơ": facts in, the printed words out.

Forms printed by law keep their own words, in Vietnamese only. The text of the circular has not
been read: request, stage, decision and money stand here as practice describes the form.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.ground.documents.slips.slip import TT03_2025
from motcua.ground.documents.slips.spelling import asked, qr_code, signed, two_digits
from motcua.ground.kernel.dates import local
from motcua.ground.kernel.identity import group_phone


@dataclass(frozen=True, slots=True)
class StopFacts:
    """
    What the notice says of a dossier that its head stopped.

    :param agency: the agency whose head stopped it, spelt as in a sentence.
    :param desk: the one-stop desk where the papers wait, likewise.
    :param place: where the notice is dated.
    :param number: of the notice in its book; ``symbol`` is the book's.
    :param reason: why; ``basis`` is the law that lets the head.
    :param money: what becomes of what was paid, empty where nothing was.
    :param signer: who stopped it.
    :param subject: what was typed of it at the counter, if anything was.
    """

    agency: str
    desk: str
    place: str
    code: str
    number: int
    symbol: str
    applicant: str
    procedure: str
    procedure_code: str
    received_at: datetime
    reason: str
    basis: str
    money: str
    stopped_at: datetime
    signer: str
    address: str = ""
    phone: str = ""
    email: str = ""
    subject: str = ""
    remark: str = ""

    @property
    def form(self) -> str:
        """The template."""
        return "form-05"

    @property
    def edition(self) -> str:
        """The law that gives the form."""
        return TT03_2025

    @property
    def file_name(self) -> str:
        """The name under which the printed notice is kept."""
        return f"thong-bao-dung-{self.code}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what the form prints, each fact already spelt as papers spell it."""
        here, came = local(self.stopped_at), local(self.received_at)
        return {
            "agency": self.agency.upper(),
            "issuer": self.agency,
            "number": f"{two_digits(self.number)}/{self.symbol}",
            **signed(self.place, here.date()),
            "code": self.code,
            "applicant": self.applicant,
            "address": self.address,
            "phone": group_phone(self.phone),
            "email": self.email,
            "asked": asked(self.procedure, self.procedure_code, self.subject),
            "received": f"{came:%d/%m/%Y}",
            "reason": self.reason,
            "basis": self.basis,
            "money": self.money or "Chưa thu khoản nào.",
            "desk": self.desk,
            "signer": self.signer,
            "qr_of_code": qr_code(self.code),
            "remark": self.remark,
        }
