"""The checklist of an intake: which papers lie on the counter, and which lack."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.matter import MOST_COPIES
from motcua.onestop.dossiers.intake import PaperFacts
from motcua.onestop.dossiers.rules import PapersLack, lacking
from motcua.onestop.procedures.rules import Case, Requirement

SPARE_PAPERS = 1
COPY_KINDS = [
    ("original", _("Bản chính")),
    ("copy", _("Bản sao")),
    ("certified_copy", _("Bản sao chứng thực")),
    ("electronic", _("Bản điện tử")),
]
OF_QUANTITY = {
    "required": _("{paper}: nhập số bản."),
    "invalid": _("{paper}: nhập số bản bằng chữ số."),
    "min_value": _("{paper}: số bản ít nhất là 1."),
    "max_value": _("{paper}: số bản nhiều nhất là {most}."),
}
"""Each names its paper: in the summary of mistakes there is no row to see it by."""

FILLED_AGAIN = frozenset({"min_value", "max_value"})
"""Django fills these in once more, by ``%``: the sign in a paper's name is doubled for it."""


class PapersForm(forms.Form):
    """The checklist: one line for each paper that the case asks for, and some to spare."""

    accepts_lack = forms.BooleanField(
        label=_("Vẫn tiếp nhận khi còn thiếu các giấy tờ trên"),
        required=False,
        widget=forms.CheckboxInput(attrs={"autofocus": True}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.requirements = case.requirements
        self._asked: Sequence[str] = ()
        for index, paper in enumerate(case.requirements):
            self._add_line(index, paper)
        for index in range(len(case.requirements), len(case.requirements) + SPARE_PAPERS):
            self._add_line(index, None)

    def _add_line(self, index: int, paper: Requirement | None) -> None:
        name = paper.name if paper else _("Giấy tờ khác")
        if paper is None:
            self.fields[f"paper_{index}_name"] = fields.LineField(
                label=_("Giấy tờ khác"), max_length=500, required=False
            )
        else:
            needed = {"data-mc-needed": True} if paper.is_required else {}
            self.fields[f"paper_{index}_has"] = forms.BooleanField(
                label=name, required=False, widget=forms.CheckboxInput(attrs=needed)
            )
        self.fields[f"paper_{index}_kind"] = forms.ChoiceField(
            label=_("Loại bản"), choices=COPY_KINDS, initial=_usual_kind(paper)
        )
        self.fields[f"paper_{index}_quantity"] = forms.IntegerField(
            label=_("Số bản"),
            min_value=1,
            max_value=MOST_COPIES,
            initial=_usual_quantity(paper),
            error_messages={
                error: format_lazy(words, paper=_named(name, error), most=MOST_COPIES)
                for error, words in OF_QUANTITY.items()
            },
        )

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield each line with its fields as the page draws them."""
        count = len(self.requirements) + SPARE_PAPERS
        for index in range(count):
            spare = index >= len(self.requirements)
            yield {
                "requirement": None if spare else self.requirements[index],
                "tick": self[f"paper_{index}_name" if spare else f"paper_{index}_has"],
                "kind": self[f"paper_{index}_kind"],
                "quantity": self[f"paper_{index}_quantity"],
                "is_spare": spare,
            }

    def take_blame(self, refusal: Refusal) -> bool:
        """Ask about the papers that an act missed, and say whether it is about papers."""
        if isinstance(refusal, PapersLack):
            self._asked = refusal.facts["names"]
        return bool(self._asked)

    @property
    def lacking(self) -> Sequence[str]:
        """The required papers that the page asks about, once it was sent."""
        if self._asked or not self.is_bound:
            return self._asked
        given = [
            paper.name
            for index, paper in enumerate(self.requirements)
            if self[f"paper_{index}_has"].value()
        ]
        return lacking(self.requirements, given)

    @property
    def is_lack_accepted(self) -> bool:
        """Whether the receiver knows that papers lack; only of a valid form."""
        return bool(self.cleaned_data["accepts_lack"])

    @property
    def papers(self) -> tuple[PaperFacts, ...]:
        """The papers that lie on the counter; only of a valid form."""
        return tuple(self._papers())

    def _papers(self) -> Iterator[PaperFacts]:
        facts = self.cleaned_data
        for index in range(len(self.requirements) + SPARE_PAPERS):
            name = self._name_of(index)
            if name:
                kind, quantity = f"paper_{index}_kind", f"paper_{index}_quantity"
                yield PaperFacts(name, facts[kind], facts[quantity])

    def _name_of(self, index: int) -> str:
        if index < len(self.requirements):
            ticked = self.cleaned_data[f"paper_{index}_has"]
            return self.requirements[index].name if ticked else ""
        return str(self.cleaned_data[f"paper_{index}_name"])


def _usual_kind(paper: Requirement | None) -> str:
    if paper is None or paper.originals:
        return "original"
    return "copy" if paper.copies else "electronic"


def _usual_quantity(paper: Requirement | None) -> int:
    return max(1, paper.originals or paper.copies) if paper else 1


def _named(paper: Any, error: str) -> str:
    """Return the paper's name as the words of an error take it."""
    return str(paper).replace("%", "%%") if error in FILLED_AGAIN else str(paper)
