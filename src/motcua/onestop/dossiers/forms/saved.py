"""What an officer does with the lists that he keeps for himself."""

from enum import StrEnum
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import LineField
from motcua.onestop.dossiers.presentation.filters import NAMES

LONGEST_NAME, LONGEST_QUESTION = 60, 1000
# What of an address makes a list what it is; on which page one stood does not.
KEPT = ("danh-sach", *NAMES, "xep", "cot")


class Doing(StrEnum):
    """What is done with a view, as its buttons name it."""

    KEEP = "giu"
    RENAME = "doi-ten"
    DROP = "bo"
    FIRST = "mo-dau"
    NO_FIRST = "thoi-mo-dau"


class ViewForm(forms.Form):
    """Which view, what is done with it, and what it is called where it gets a name."""

    lam = forms.TypedChoiceField(
        label=_("Việc"), coerce=Doing, choices=[(doing.value, doing.value) for doing in Doing]
    )
    cach = forms.IntegerField(label=_("Cách xem"), required=False, min_value=1, max_value=2**63 - 1)
    ten = LineField(
        label=_("Tên cách xem"),
        required=False,
        max_length=LONGEST_NAME,
        help_text=_("Ví dụ: Trễ của phòng, Chờ ký hôm nay."),
    )
    hoi = forms.CharField(required=False, max_length=LONGEST_QUESTION, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Ask for a name where one is given, and for a view where one is meant."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        doing = typed.get("lam")
        if (
            doing in {Doing.KEEP, Doing.RENAME}
            and not typed.get("ten")
            and "ten" not in self.errors
        ):
            self.add_error("ten", _("Đặt tên cho cách xem."))
        if doing is Doing.KEEP and not typed.get("hoi") and "hoi" not in self.errors:
            self.add_error("ten", _("Mở một danh sách trong Việc của tôi rồi giữ cách xem từ đó."))
        if doing in {Doing.RENAME, Doing.DROP, Doing.FIRST} and not typed.get("cach"):
            self.add_error("cach", _("Chọn một cách xem trong danh sách."))
        return typed

    def clean_hoi(self) -> str:
        """Return what the address of the list asks, and nothing else."""
        question = kept_question(QueryDict(self.cleaned_data["hoi"]))
        if len(question) > LONGEST_QUESTION:
            raise forms.ValidationError(_("Danh sách lọc theo chữ quá dài. Bỏ bớt rồi giữ lại."))
        return question


def kept_question(asked: QueryDict) -> str:
    """Return what of an address is kept with a view, always written alike, and no NUL."""
    kept = {name: ".".join(asked.getlist(name)) for name in KEPT if asked.get(name)}
    return urlencode({name: value.replace("\0", "") for name, value in kept.items()})
