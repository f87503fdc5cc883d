"""Days that narrow a list down: from the first to the last, both counted, either left open."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField
from motcua.ground.kernel.dates import beginning_of, day, end_of


class DaysForm(forms.Form):
    """Asks for days; whoever leaves them empty asks for all."""

    tu = DateField(label=_("Từ ngày"), what=_("ngày đầu"), required=False)
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
    def since(self) -> datetime | None:
        """The moment at which the days begin; only of a valid form."""
        first = self.cleaned_data["tu"]
        return beginning_of(first) if first else None

    @property
    def until(self) -> datetime | None:
        """Their last moment; only of a valid form."""
        last = self.cleaned_data["den"]
        return end_of(last) if last else None

    @property
    def is_filled(self) -> bool:
        """Whether anything was asked for; only of a valid form."""
        return any(self.cleaned_data.values())

    @property
    def asked(self) -> dict[str, str]:
        """What was typed, as the address of the next page says it again."""
        return {name: self.data[name] for name in self.fields if self.data.get(name)}
