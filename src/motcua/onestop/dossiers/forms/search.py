"""What a search of dossiers asks for."""

from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField, LineField
from motcua.onestop.dossiers.forms.narrowing import NarrowField, NarrowForm, called
from motcua.onestop.dossiers.presentation.filters import DUES_OF_DOSSIERS, STATES, Due
from motcua.onestop.dossiers.presentation.worklist import Edges
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.sought import read

LONGEST = 250


class SearchForm(NarrowForm):
    """
    One box for whatever somebody has of a dossier, and what narrows it down.

    :param places: the agencies whose dossiers may be asked for alone, by id; one is no choice.
    """

    narrows = frozenset({"coquan", "tinhtrang", "han"})

    q = LineField(
        label=_("Mã hồ sơ, tên, số định danh, điện thoại hoặc mã số thuế"),
        help_text=_("Vài số cuối của mã cũng được; tên gõ không dấu, thiếu chữ cũng được."),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    thutuc = LineField(label=_("Thủ tục"), required=False, max_length=LONGEST)
    tu = DateField(label=_("Nhận từ ngày"), what=_("ngày đầu"), required=False)
    coquan = NarrowField(_("Hồ sơ qua cơ quan"), int)
    tinhtrang = NarrowField(_("Tình trạng"), choices=called(STATES))
    han = NarrowField(_("Thời hạn"), Due, called(DUES_OF_DOSSIERS))
    field_order = ("q", "thutuc", "tu", "den", "coquan", "tinhtrang", "han")

    def __init__(self, asked: QueryDict, *, places: Mapping[int, str]) -> None:
        super().__init__(asked)
        if len(places) > 1:
            self._field("coquan").offer(places.items())
        else:
            del self.fields["coquan"]

    def clean_q(self) -> str:
        """Refuse what holds neither a letter nor a digit: it would find everything."""
        typed: str = self.cleaned_data["q"]
        if typed and not read(typed).is_anything:
            raise ValidationError(_("Gõ chữ hoặc số của hồ sơ cần tìm."), code="nothing-to-find")
        return typed

    def wanted(self, now: datetime) -> Wanted:
        """Return what is asked for at a moment; only of a valid form."""
        typed = self.cleaned_data
        return Wanted(
            sought=read(typed["q"]),
            procedure=typed["thutuc"],
            since=self.since,
            until=self.until,
            agency_id=typed.get("coquan"),
            state=typed["tinhtrang"],
            due=typed["han"],
            edges=Edges.at(now),
        )
