"""The counter's form: what is typed becomes an Intake, or stays on the page with its faults."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.forms import BoundField
from django.utils.timezone import localdate

from motcua.onestop.dossiers.forms.intake.arrival import ArrivalForm, told_of
from motcua.onestop.dossiers.forms.intake.papers import COPY_KINDS, PapersForm
from motcua.onestop.dossiers.forms.intake.people import FILER_FIELDS, PartiesForm
from motcua.onestop.dossiers.forms.matter import MatterForm
from motcua.onestop.dossiers.intake import Intake
from motcua.onestop.dossiers.rules import Delivery
from motcua.onestop.procedures.exemptions import Exemption
from motcua.onestop.procedures.rules import Case

__all__ = ["COPY_KINDS", "IntakeForm", "PapersForm", "PartiesForm", "told_of"]


class IntakeForm:
    """The whole counter page: forms that are sent, kept and refused together."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        case: Case,
        is_by_page: bool,
        now: datetime,
        asks_two: bool = False,
        exemptions: Sequence[Exemption] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        initial = dict(initial or {})
        self.parties = PartiesForm(data, today=localdate(now), asks_two=asks_two, initial=initial)
        self.papers = PapersForm(data, case=case, initial=initial)
        self.matter = MatterForm(
            data, is_by_page=is_by_page, exemptions=exemptions, initial=initial
        )
        self.arrival = ArrivalForm(data, now=now, initial=initial)

    @property
    def all(self) -> tuple[PartiesForm, PapersForm, MatterForm, ArrivalForm]:
        """The forms in the order of the page."""
        return (self.parties, self.papers, self.matter, self.arrival)

    def on_page(self) -> Iterator[BoundField]:
        """Yield the fields in the order in which the page asks for them."""
        parties = {bound.name: bound for bound in self.parties}
        matter = {bound.name: bound for bound in self.matter}
        filing = [parties.pop(name) for name in ("filed_by", *FILER_FIELDS)]
        yield from (matter.pop("subject"), matter.pop("copies"))
        yield from parties.values()
        yield from self.papers
        yield from (*matter.values(), *self.arrival, *filing)

    def is_valid(self) -> bool:
        """Check all, so that every fault is told at once."""
        faults = [form.errors for form in self.all]
        return self.parties.is_bound and not any(faults)

    def intake(self, *, desk_id: int, procedure_code: str, case_key: str) -> Intake:
        """Return the facts for the action; only of a valid form."""
        matter = self.matter.cleaned_data
        pays_now = matter["pay"] == "now"
        return Intake(
            desk_id=desk_id,
            procedure_code=procedure_code,
            case_key=case_key,
            parties=self.parties.parties,
            papers=self.papers.papers,
            delivery=Delivery(matter["delivery"]),
            subject=matter["subject"],
            copies=matter["copies"],
            pages=matter["pages"],
            money_receipt=matter["receipt_number"] if pays_now else "",
            exemption=matter.get("exemption", ""),
            exemption_paper=matter.get("exemption_paper", ""),
            **self.arrival.facts,
        )
