"""Labels for folders (nhãn hồ sơ): whoever scans one opens the dossier in the office."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.ground.documents.slips.slip import OURS
from motcua.ground.documents.slips.spelling import qr_code
from motcua.ground.kernel.dates import day, local, time_of_day

ON_A_SHEET = 14
"""Two by seven labels of 99 by 38 mm, as they are sold on A4."""


@dataclass(frozen=True, slots=True)
class Label:
    """
    What the label of one dossier says.

    :param address: of its page for officers; whoever scans it signs in first.
    """

    code: str
    address: str
    applicant: str
    procedure: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class LabelsFacts:
    """
    A sheet of labels, or several.

    :param place: the first one goes here, so that a sheet begun is used up; from 1.
    """

    labels: tuple[Label, ...]
    printed_at: datetime
    place: int = 1

    @property
    def form(self) -> str:
        """The template."""
        return "labels"

    @property
    def edition(self) -> str:
        """No law's, but ours."""
        return OURS

    @property
    def file_name(self) -> str:
        """The name under which a browser saves it."""
        return f"nhan-ho-so-{local(self.printed_at):%Y%m%d}.pdf"

    def words(self) -> dict[str, Any]:
        """Return what is printed, each fact already spelt as papers spell it."""
        here = local(self.printed_at)
        return {
            "skipped": self.place - 1,
            "dated": [here.year, here.month, here.day],
            "labels": [_spelt(label) for label in self.labels],
        }


def _spelt(label: Label) -> dict[str, str]:
    due_on = local(label.due_at).date()
    return {
        "code": label.code,
        "qr": qr_code(label.address),
        "applicant": label.applicant,
        "procedure": label.procedure,
        "due": f"{time_of_day(label.due_at)} ngày {day(due_on)}",
    }
