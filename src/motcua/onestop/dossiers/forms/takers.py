"""Who stands at the desk to fetch something, or to ask: as the desk writes him down."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.capacity import (
    NotTheSamePerson,
    Someone,
    TakerNeedsAuthority,
    Visitor,
    check_taker,
)
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm
from motcua.onestop.dossiers.rules import UnpaidNeedsReason

TAKER_PAPERS = [
    (mark("Căn cước"), _("Căn cước, căn cước công dân")),
    (mark("Chứng minh nhân dân"), _("Chứng minh nhân dân")),
    (mark("Hộ chiếu"), _("Hộ chiếu")),
    (mark("Giấy tờ khác"), _("Giấy tờ khác có ảnh")),
]

OF_VISITOR = ("taker", "taker_name", "taker_paper", "taker_number", "authority")


class TakerForm(ActForm):
    """Somebody who stands at the desk: by which paper, by whose authority."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        TakerNeedsAuthority: "authority",
        NotTheSamePerson: "taker_number",
    }

    taker = forms.CharField(label=_("Người nhận kết quả"), required=False, widget=forms.RadioSelect)
    taker_name = fields.NameField(
        label=_("Họ tên người nhận theo ủy quyền"),
        help_text=_("Chỉ nhập khi người nhận không có tên trong hồ sơ."),
        required=False,
    )
    taker_paper = forms.ChoiceField(
        label=_("Giấy tờ đã xem"),
        choices=TAKER_PAPERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giấy tờ mà người nhận đã cho xem.")},
    )
    taker_number = fields.LineField(
        label=_("Số trên giấy tờ đã xem"),
        help_text=_("Nhập thì hệ thống so với số ghi trong hồ sơ."),
        required=False,
        max_length=20,
    )
    authority = fields.LineField(
        label=_("Giấy ủy quyền"),
        help_text=_("Số, ngày của giấy; cần có khi người nhận không có tên trong hồ sơ."),
        required=False,
        max_length=250,
    )

    def offer(self, people: Iterable[str]) -> None:
        """Show the people of the dossier to choose from, and somebody else."""
        choices = [*((name, name) for name in people), ("", _("Người khác, có giấy ủy quyền"))]
        self.fields["taker"].widget = forms.RadioSelect(choices=choices)

    def weigh_taker(self, parties: Mapping[str, Someone]) -> None:
        """Blame whoever may not fetch it beside whatever else is wrong, to be mended with it."""
        self.weigh("taker_name", lambda _name: check_taker(self.visitor, parties))

    def clean(self) -> dict[str, Any]:
        """Ask for one taker: chosen or typed."""
        cleaned = cast("dict[str, Any]", super().clean())
        if "taker_name" in self.errors:
            return cleaned
        chosen, typed = cleaned.get("taker"), cleaned.get("taker_name")
        if chosen and typed:
            words = _("Đã chọn {name} ở trên. Xóa họ tên này hoặc chọn “Người khác”.")
            self.add_error("taker_name", words.format(name=chosen))
        elif not (chosen or typed):
            words = _("Chọn một người ở trên hoặc nhập họ tên người có giấy ủy quyền.")
            self.add_error("taker_name", words)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """Who stands at the desk, by whom the act itself judges, and what else is asked."""
        asked = {name: said for name, said in self.cleaned_data.items() if name not in OF_VISITOR}
        return {**asked, "visitor": self.visitor}

    @property
    def visitor(self) -> Visitor:
        """Who stands at the desk, as far as he was written down."""
        chosen, typed, paper, number, authority = (
            self.cleaned_data.get(name, "") for name in OF_VISITOR
        )
        return Visitor(chosen or typed, paper, number=number, authority=authority)


class HandOverForm(TakerForm):
    """Who fetches the result, and why it goes although money is due, if it is."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **TakerForm.answers_for,
        UnpaidNeedsReason: "reason",
    }

    reason = fields.TextField(
        label=_("Lý do trả kết quả khi chưa thu đủ tiền"),
        required=False,
        max_length=LONGEST_NOTE,
    )
