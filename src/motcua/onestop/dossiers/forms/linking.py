"""What is asked when two dossiers are linked."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm, ChoosingForm
from motcua.onestop.dossiers.rules import (
    AlreadyLinked,
    LinkedToItself,
    LinkKind,
    NoSuchDossier,
    NotLinked,
)

KINDS = [
    (LinkKind.CONTINUES, _("Nộp tiếp theo hồ sơ kia")),
    (LinkKind.REPLACES, _("Thay cho hồ sơ kia")),
    (LinkKind.SAME, _("Trùng với hồ sơ kia")),
    (LinkKind.PAIRED, _("Nộp cùng lúc, ví dụ khai sinh và đăng ký thường trú")),
]


class LinkForm(ActForm):
    """The other dossier, what this one is to it, and why."""

    answers_for: ClassVar[dict[type[Refusal], str]] = dict.fromkeys(
        (NoSuchDossier, LinkedToItself, AlreadyLinked), "other"
    )

    other = fields.LineField(
        label=_("Mã hồ sơ kia"),
        help_text=_("Cả mã, như in trên giấy tiếp nhận. Chỉ liên kết hồ sơ mà anh/chị xem được."),
        max_length=40,
        error_messages={"required": _("Nhập mã hồ sơ kia.")},
    )
    kind = forms.ChoiceField(
        label=_("Hồ sơ này so với hồ sơ kia"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn hồ sơ này là gì so với hồ sơ kia.")},
    )
    reason = fields.TextField(
        label=_("Vì sao liên kết"),
        help_text=_("Ghi trong quá trình của cả hai hồ sơ."),
        max_length=LONGEST_NOTE,
        rows=2,
        error_messages={"required": _("Ghi vì sao hai hồ sơ liên quan.")},
    )


class UnlinkForm(ChoosingForm):
    """The link that is wrong, and why."""

    chosen = "other"
    answers_for: ClassVar[dict[type[Refusal], str]] = {NotLinked: "other"}

    other = forms.CharField(
        label=_("Bỏ liên kết với"),
        max_length=40,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn hồ sơ liên kết nhầm.")},
    )
    reason = fields.TextField(
        label=_("Vì sao bỏ"),
        max_length=LONGEST_NOTE,
        rows=2,
        error_messages={"required": _("Ghi vì sao liên kết này sai.")},
    )
