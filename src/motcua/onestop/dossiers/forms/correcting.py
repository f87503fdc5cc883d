"""What is asked when something that was recorded is put right."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm, ChoosingForm, SeenForm
from motcua.onestop.dossiers.forms.takers import TakerForm
from motcua.onestop.dossiers.rules import NoSuchEntry, ReasonNeeded, SameWords

WHY_WRONG = fields.TextField(
    label=_("Lý do đính chính"),
    help_text=_("Ghi nhầm vì sao, ai phát hiện. Người xem quá trình hồ sơ đọc được."),
    max_length=LONGEST_NOTE,
    rows=2,
    error_messages={"required": _("Ghi vì sao phải đính chính.")},
)
"""How a mistake came about; whoever reads the history reads it too."""


class CorrectWordsForm(ChoosingForm):
    """Which words are wrong, what is right, and how the mistake came about."""

    chosen = "entry"
    answers_for: ClassVar[dict[type[Refusal], str]] = {
        NoSuchEntry: "entry",
        SameWords: "words",
        ReasonNeeded: "reason",
    }

    entry = forms.CharField(
        label=_("Nội dung ghi nhầm"),
        max_length=60,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn nội dung ghi nhầm.")},
    )
    words = fields.TextField(
        label=_("Nội dung đúng"),
        help_text=_("Viết lại cả câu cho đúng."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết nội dung đúng.")},
    )
    reason = WHY_WRONG


class RecallResultForm(ActForm):
    """What is wrong with a result."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {ReasonNeeded: "reason"}

    reason = fields.TextField(
        label=_("Sai sót của kết quả"),
        help_text=_("Người nộp đọc được khi tra cứu hồ sơ; người làm lại kết quả sửa theo."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Ghi kết quả sai chỗ nào.")},
    )


class CorrectTakerForm(SeenForm, TakerForm):
    """Who really fetched the result or the papers, and how the mistake came about."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **TakerForm.answers_for,
        SameWords: "taker_name",
        ReasonNeeded: "reason",
    }

    taker = forms.CharField(
        label=_("Người thật sự đã nhận"), required=False, widget=forms.RadioSelect
    )
    reason = WHY_WRONG
