"""What a search of dossiers asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField, LineField
from motcua.onestop.dossiers.forms.days import DaysForm
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.sought import read

LONGEST = 250


class SearchForm(DaysForm):
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
    field_order = ("q", "thutuc", "tu", "den")

    @property
    def wanted(self) -> Wanted:
        """What is asked for; only of a valid form."""
        return Wanted(
            sought=read(self.cleaned_data["q"]),
            procedure=self.cleaned_data["thutuc"],
            since=self.since,
            until=self.until,
        )
