"""What a list of work is narrowed down by, all of it in the address."""

import re
from collections.abc import Mapping
from datetime import datetime

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import DateField
from motcua.onestop.dossiers.forms.narrowing import NarrowField, NarrowForm, called
from motcua.onestop.dossiers.lists import Offered
from motcua.onestop.dossiers.presentation.columns import HAS_COLUMNS, chosen
from motcua.onestop.dossiers.presentation.filters import (
    ACTS,
    ASKED_OF,
    CHANNELS,
    DUES,
    NAMES,
    Due,
    Filters,
)
from motcua.onestop.dossiers.presentation.worklist import ORDERS, Order, Tab
from motcua.onestop.procedures.rules import Channel
from motcua.onestop.processes.rules import StepAct

# A code that a colleague's address names is asked for, though none of his rows is in this list.
CODE = re.compile(r"[\w.\-]{1,40}")


class FilterForm(NarrowForm):
    """
    Asks of a list what its reader wants to see of it.

    :param tab: which list; it decides what makes sense to ask.
    :param offered: what stands in it.
    :param holders: the seats that have its rows, by id; empty where all are one's own.
    """

    narrows = frozenset(NAMES)

    thutuc = NarrowField(_("Thủ tục"))
    noigui = NarrowField(_("Cơ quan chuyển đến"))
    buoc = NarrowField(_("Việc cần làm"), StepAct, called(ACTS))
    han = NarrowField(_("Thời hạn"), Due, called(DUES))
    nguoi = NarrowField(_("Người đang giữ"), int)
    kenh = NarrowField(_("Cách nộp"), Channel, called(CHANNELS))
    tu = DateField(label=_("Nhận từ ngày"), what=_("ngày đầu"), required=False)
    xep = forms.TypedChoiceField(
        label=_("Thứ tự"),
        coerce=Order,
        empty_value=Order.DUE,
        required=False,
        choices=called(ORDERS),
    )
    field_order = ("thutuc", "noigui", "buoc", "han", "nguoi", "kenh", "tu", "den", "xep")

    def __init__(
        self, asked: QueryDict, *, tab: Tab, offered: Offered, holders: Mapping[int, str]
    ) -> None:
        super().__init__(asked)
        # As a page of selects sends them, or as an address writes them: one behind another.
        names = [name for several in asked.getlist("cot") for name in several.split(".")]
        self.columns = chosen(names) if tab in HAS_COLUMNS else ()
        for name in NAMES.keys() - ASKED_OF[tab]:
            del self.fields[name]
        if tab is Tab.FINISHED:
            del self.fields["xep"]
        for name, known in (("thutuc", offered.procedures), ("noigui", offered.senders)):
            typed = str(asked.get(name, ""))
            stranger = {typed: typed} if CODE.fullmatch(typed) and typed not in known else {}
            self._field(name).offer({**known, **stranger}.items())
        if "nguoi" in self.fields:
            self._field("nguoi").offer(holders.items())

    @property
    def asked(self) -> dict[str, str]:
        """What was typed and which columns were chosen, as addresses say it again."""
        columns = {"cot": ".".join(self.columns)} if self.columns else {}
        return {**super().asked, **columns}

    @property
    def filters(self) -> Filters:
        """What is asked for; only of a valid form."""
        typed = {NAMES[name]: value for name, value in self.cleaned_data.items() if name in NAMES}
        days: dict[str, datetime | None] = {"since": self.since, "until": self.until}
        return Filters(**{name: value for name, value in {**typed, **days}.items() if value})

    @property
    def order(self) -> Order:
        """In which order the rows are to stand; only of a valid form."""
        return self.cleaned_data.get("xep") or Order.DUE
