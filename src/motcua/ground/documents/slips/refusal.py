"""
Form 03, "Phiếu từ chối tiếp nhận, giải quyết hồ sơ": facts in, the printed words out.

Forms printed by law keep their own words, in Vietnamese only.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.ground.documents.slips.slip import TT01_2018
from motcua.ground.documents.slips.spelling import asked, qr_code, signed, two_digits
from motcua.ground.kernel.dates import local
from motcua.ground.kernel.identity import group_phone


@dataclass(frozen=True, slots=True)
class RefusalFacts:
    """
    What the slip says of a dossier that the desk did not accept.

    :param agency: the body above the desk, spelt as in a sentence; printed in capitals.
    :param desk: the one-stop desk that refused, likewise.
    :param place: where the slip is dated.
    :param number: of the slip in its book; ``symbol`` is the book's.
    :param co_applicant: who asked for it together with the applicant, if two did.
    :param filer: who stood at the counter, if that was somebody else.
    :param reason: why; ``basis`` is the law that lets the desk.
    :param receiver: who refused.
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
    reason: str
    basis: str
    refused_at: datetime
    receiver: str
    co_applicant: str = ""
    filer: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    subject: str = ""
    remark: str = ""

    @property
    def form(self) -> str:
        """The template."""
        return "form-03"

    @property
    def edition(self) -> str:
        """The law that gives the form."""
        return TT01_2018

    @property
    def file_name(self) -> str:
        """The name under which the printed slip is kept."""
        return f"phieu-tu-choi-{self.code}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what the form prints, each fact already spelt as papers spell it."""
        here = local(self.refused_at)
        return {
            "agency": self.agency.upper(),
            "desk": self.desk.upper(),
            "desk_in_sentence": self.desk,
            "refused_by": f"{self.desk}, {self.agency}",
            "number": f"{two_digits(self.number)}/{self.symbol}",
            **signed(self.place, here.date()),
            "code": self.code,
            "applicant": self.applicant,
            "co_applicant": self.co_applicant,
            "filer": self.filer or self.applicant,
            "address": self.address,
            "phone": group_phone(self.phone),
            "email": self.email,
            "asked": asked(self.procedure, self.procedure_code, self.subject),
            "reason": self.reason,
            "basis": self.basis,
            "receiver": self.receiver,
            "qr_of_code": qr_code(self.code),
            "remark": self.remark,
        }
