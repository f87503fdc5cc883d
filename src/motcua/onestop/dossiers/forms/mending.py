"""The receipt as it was filled in at the counter, to be put right: people and papers, no more."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from motcua.ground.kernel import dates
from motcua.ground.notifications.rules import Channel
from motcua.onestop.dossiers.forms.intake import PapersForm, PartiesForm
from motcua.onestop.dossiers.forms.intake.people import CO, CO_FIELDS
from motcua.onestop.dossiers.models import Paper, Party
from motcua.onestop.dossiers.rules import PartyRole, filer_of
from motcua.onestop.procedures.rules import Case

OF_APPLICANT = (
    "kind",
    "name",
    "identity_number",
    "tax_code",
    "sex",
    "phone",
    "email",
    "address",
)


class IssueForm(forms.Form):
    """The issue of the receipt that was before whoever mends it."""

    issue = forms.IntegerField(widget=forms.HiddenInput)


class MendForm:
    """The people and the papers of a receipt: forms that are sent and refused together."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        case: Case,
        today: date,
        asks_two: bool = False,
        initial: dict[str, Any] | None = None,
    ) -> None:
        self.issue = IssueForm(data, initial=initial)
        self.parties = PartiesForm(data, today=today, asks_two=asks_two, initial=initial)
        self.papers = PapersForm(data, case=case, initial=initial)

    @property
    def all(self) -> tuple[IssueForm, PartiesForm, PapersForm]:
        """The forms in the order of the page."""
        return (self.issue, self.parties, self.papers)

    def is_valid(self) -> bool:
        """Check all, so that every fault is told at once."""
        faults = [form.errors for form in self.all]
        return not any(faults)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes; only of a valid form."""
        return {
            "issue": self.issue.cleaned_data["issue"],
            "parties": self.parties.parties,
            "papers": self.papers.papers,
            "is_lack_accepted": self.papers.is_lack_accepted,
        }


def as_typed(
    issue: int, parties: Mapping[str, Party], papers: Sequence[Paper], case: Case
) -> dict[str, Any]:
    """Return a receipt in the fields in which it was typed."""
    return {"issue": issue, **_people(parties), **_papers(papers, case)}


def _people(parties: Mapping[str, Party]) -> dict[str, Any]:
    applicant = parties[PartyRole.APPLICANT]
    filer = filer_of(parties)
    typed = {name: getattr(applicant, name) for name in OF_APPLICANT}
    typed |= _second(parties.get(PartyRole.CO_APPLICANT))
    typed["tells_by_email"] = Channel.EMAIL in applicant.told_by
    typed["tells_by_sms"] = Channel.SMS in applicant.told_by
    typed["born_on"] = dates.day(applicant.born_on) if applicant.born_on else ""
    if filer is applicant:
        return {**typed, "filed_by": "applicant"}
    return {
        **typed,
        "filed_by": filer.role,
        "filer_name": filer.name,
        "filer_identity_number": filer.identity_number,
        "filer_phone": filer.phone,
        "authority": filer.authority,
    }


def _second(second: Party | None) -> dict[str, Any]:
    if second is None:
        return {}
    typed = {CO + name: getattr(second, name) for name in CO_FIELDS}
    return {**typed, "co_born_on": dates.day(second.born_on) if second.born_on else ""}


def _papers(papers: Sequence[Paper], case: Case) -> dict[str, Any]:
    """Return the papers in the lines of the case's list, all others in the spare lines."""
    asked = {paper.name: index for index, paper in enumerate(case.requirements)}
    spare = len(case.requirements)
    typed: dict[str, Any] = {}
    for paper in papers:
        index = asked.get(paper.name, spare)
        if index == spare:
            typed[f"paper_{index}_name"] = paper.name
            spare += 1
        else:
            typed[f"paper_{index}_has"] = True
        typed[f"paper_{index}_kind"] = paper.copy_kind
        typed[f"paper_{index}_quantity"] = paper.quantity
    return typed
