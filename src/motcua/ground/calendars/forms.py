"""What the pages of this room ask for."""

from collections.abc import Iterable

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.ground.calendars.presentation import FIRST_YEAR, LAST_YEAR

BOUNDS = format_lazy(
    _("Nhập năm bằng bốn chữ số, từ {first} đến {last}."), first=FIRST_YEAR, last=LAST_YEAR
)


class YearForm(forms.Form):
    """Which year of whose calendar."""

    nam = forms.IntegerField(
        label=_("Năm"),
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
        error_messages={"invalid": BOUNDS, "min_value": BOUNDS, "max_value": BOUNDS},
    )

    def __init__(self, asked: dict[str, str], *, offices: Iterable[tuple[str, str]]) -> None:
        super().__init__(asked)
        self.offices = list(offices)
        # A name with a hyphen, as addresses write it.
        self.fields["co-quan"] = forms.ChoiceField(
            label=_("Cơ quan"),
            choices=self.offices,
            error_messages={
                "invalid_choice": _(
                    "Không có cơ quan ấy trong những cơ quan anh/chị xem được lịch. "
                    "Chọn một cơ quan trong danh sách."
                )
            },
        )

    @property
    def office(self) -> forms.BoundField | None:
        """The field of the agency, where there is something to choose or to mend."""
        is_shown = len(self.offices) > 1 or "co-quan" in self.errors
        return self["co-quan"] if is_shown else None
