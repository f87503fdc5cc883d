"""
Form 05, "Phiếu kiểm soát quá trình giải quyết hồ sơ": who gave a dossier to whom, and when.

The facts come from the trail alone; nothing on it opens the dossier to the public.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.ground.documents.slips.slip import TT01_2018
from motcua.ground.documents.slips.spelling import asked, signed
from motcua.ground.kernel.dates import local, moment_on_paper

NONE = "không có"
NOT_YET = "chưa nhận"
NO_PROMISE = "không hẹn trả"


@dataclass(frozen=True, slots=True)
class Passing:
    """
    One time that the dossier went from hand to hand.

    :param giver: the part of an agency that gave it.
    :param giver_name: the person.
    :param receiver: the part of an agency that it was given to.
    :param receiver_name: the person, empty while nobody has taken it.
    :param received_at: None while nobody has.
    :param standing: how the giver kept his share of the time; empty where he had none.
    :param note: what was done, and what was written with it.
    """

    giver: str
    giver_name: str
    receiver: str
    receiver_name: str
    given_at: datetime
    received_at: datetime | None
    standing: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ControlFacts:
    """
    What the control slip says of one dossier.

    :param agency: the body above the desk, spelt as in a sentence; printed in capitals.
    :param desk: the one-stop desk that received, likewise.
    :param place: where the slip is dated.
    :param lead: the agency that decides.
    :param joined: others that worked on it.
    :param due_at: None where nothing is promised.
    :param standing: how the promise to the citizen was kept; empty while it is open.
    :param told_at: the moment of the last event that it tells of.
    :param subject: what was typed of it at the counter, if anything was.
    """

    agency: str
    desk: str
    place: str
    code: str
    applicant: str
    procedure: str
    procedure_code: str
    lead: str
    joined: tuple[str, ...]
    received_at: datetime
    due_at: datetime | None
    passings: tuple[Passing, ...]
    standing: str
    told_at: datetime
    subject: str = ""
    remark: str = ""

    @property
    def form(self) -> str:
        """The template."""
        return "form-05"

    @property
    def edition(self) -> str:
        """The law that gives the form."""
        return TT01_2018

    @property
    def file_name(self) -> str:
        """The name under which the printed slip is kept."""
        return f"phieu-kiem-soat-{self.code}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what the form prints, each fact already spelt as papers spell it."""
        here = local(self.told_at)
        return {
            "agency": self.agency.upper(),
            "desk": self.desk.upper(),
            "desk_in_sentence": self.desk,
            **signed(self.place, here.date()),
            "code": self.code,
            "applicant": self.applicant,
            "asked": asked(self.procedure, self.procedure_code, self.subject),
            "lead": self.lead,
            "joined": "; ".join(self.joined) or NONE,
            "received_at": moment_on_paper(self.received_at),
            "due_at": moment_on_paper(self.due_at) if self.due_at else NO_PROMISE,
            "passings": [_spelt(each) for each in self.passings],
            "standing": self.standing,
            "told_at": moment_on_paper(self.told_at),
            "remark": self.remark,
        }


def _spelt(passing: Passing) -> dict[str, str]:
    """Return one row as it is printed; one time alone where giving and taking are one."""
    given = moment_on_paper(passing.given_at)
    taken = moment_on_paper(passing.received_at) if passing.received_at else NOT_YET
    return {
        "giver": passing.giver,
        "giver_name": passing.giver_name,
        "receiver": passing.receiver,
        "receiver_name": passing.receiver_name or NOT_YET,
        "given_at": given,
        "received_at": "" if taken == given else taken,
        "standing": passing.standing,
        "note": passing.note,
    }
