"""Which labels to print, and where on a sheet begun the first one goes."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.documents.slips.labels import ON_A_SHEET
from motcua.onestop.dossiers.forms.period import DeskField


class LabelsForm(forms.Form):
    """The desk, and the first free label of the sheet; the first of all unless told otherwise."""

    quay = DeskField({})
    o = forms.IntegerField(
        label=_("Bắt đầu từ ô thứ"),
        help_text=_("Từ trái sang phải, từ trên xuống; tờ mới là ô 1."),
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-3"}),
        min_value=1,
        max_value=ON_A_SHEET,
        error_messages=dict.fromkeys(("invalid", "required"), _("Nhập số ô, từ 1 đến 14.")),
    )

    def __init__(self, asked: Mapping[str, Any], *, desks: dict[int, str]) -> None:
        usual = {"quay": next(iter(desks)), "o": 1}
        super().__init__({name: asked.get(name, value) for name, value in usual.items()})
        self.fields["quay"] = DeskField(desks)
