"""A period of days to look at, and at which desk."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField
from motcua.ground.kernel.dates import beginning_of, day, end_of
from motcua.onestop.dossiers.forms.days import DaysForm


class DeskField(forms.TypedChoiceField):
    """
    One of the desks whose books the viewer opens; a single one is not asked for.

    :param desks: their names by id.
    """

    def __init__(self, desks: dict[int, str]) -> None:
        super().__init__(
            label=_("Bộ phận Một cửa"),
            coerce=int,
            choices=list(desks.items()),
            widget=forms.Select if len(desks) > 1 else forms.HiddenInput,
        )
        self.names = desks


class PeriodForm(DaysForm):
    """
    From the first day to the last, both counted; this month unless told otherwise.

    :param desks: the desks to choose among, by id.
    """

    tu = DateField(label=_("Từ ngày"), what=_("ngày đầu"))
    den = DateField(label=_("Đến ngày"), what=_("ngày cuối"))
    quay = DeskField({})

    def __init__(self, asked: Mapping[str, Any], *, desks: dict[int, str], today: date) -> None:
        usual = {
            "tu": day(today.replace(day=1)),
            "den": day(_end_of_month(today)),
            "quay": next(iter(desks)),
        }
        super().__init__({name: asked.get(name, value) for name, value in usual.items()})
        self.fields["quay"] = DeskField(desks)

    @property
    def desk(self) -> str:
        """The name of the desk; empty where none of his was asked for."""
        desks: DeskField = self.fields["quay"]  # type: ignore[assignment]
        return desks.names.get(self.cleaned_data.get("quay", 0), "")

    @property
    def since(self) -> datetime:
        """The moment at which the period begins; only of a valid form."""
        return beginning_of(self.cleaned_data["tu"])

    @property
    def until(self) -> datetime:
        """The last moment of the period; only of a valid form."""
        return end_of(self.cleaned_data["den"])


def _end_of_month(today: date) -> date:
    following = today.replace(day=28) + timedelta(days=4)
    return following.replace(day=1) - timedelta(days=1)
