"""What a search of dossiers asks for."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField, LineField
from motcua.ground.kernel.dates import LOCAL, day
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.sought import read

LONGEST = 250


class SearchForm(forms.Form):
    """One box for whatever somebody has of a dossier, and what narrows it down."""

    q = LineField(
        label=_("Mã hồ sơ, tên, số định danh, điện thoại hoặc mã số thuế"),
        help_text=_("Vài số cuối của mã cũng được; tên gõ không dấu, thiếu chữ cũng được."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    thutuc = LineField(label=_("Thủ tục"), required=False, max_length=LONGEST)
    tu = DateField(label=_("Nhận từ ngày"), what=_("ngày đầu"), required=False)
    den = DateField(label=_("Đến ngày"), what=_("ngày cuối"), required=False)

    def clean(self) -> dict[str, Any]:
        """Refuse days that end before they begin."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("tu"), cleaned.get("den")
        if first and last and last < first:
            words = gettext("Ngày cuối phải từ {day} trở đi.").format(day=day(first))
            self.add_error("den", ValidationError(words, code="ends-before-it-begins"))
        return cleaned

    @property
    def wanted(self) -> Wanted:
        """What is asked for; only of a valid form."""
        typed = self.cleaned_data
        return Wanted(
            sought=read(typed["q"]),
            procedure=typed["thutuc"],
            since=typed["tu"] and datetime.combine(typed["tu"], time.min, LOCAL),
            until=typed["den"] and datetime.combine(typed["den"], time.max, LOCAL),
        )

    @property
    def is_filled(self) -> bool:
        """Whether anything was asked for; only of a valid form."""
        return any(self.cleaned_data.values())
