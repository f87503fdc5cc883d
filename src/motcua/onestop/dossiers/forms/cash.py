"""The cash that is counted at the end of a day."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm
from motcua.onestop.dossiers.rules import ReasonNeeded
from motcua.onestop.payments.rules import OverUnexplained, ShortUnexplained


class CountForm(ActForm):
    """The cash in the drawer, and why it is not what the sheet says."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        ShortUnexplained: "explanation",
        OverUnexplained: "explanation",
    }

    # Nothing stands in it: what is to be counted is not to be confirmed.
    counted = fields.MoneyField(
        label=_("Tiền mặt đếm được"),
        error_messages={"required": _("Nhập số tiền mặt đếm được; không có thì nhập 0.")},
    )
    explanation = fields.TextField(
        label=_("Giải trình"),
        help_text=_("Chỉ cần khi tiền đếm được khác số trên bảng kê."),
        required=False,
        max_length=LONGEST_NOTE,
    )


class CountForAnotherForm(CountForm):
    """The cash as the head counts it, and why whoever took it does not."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **CountForm.answers_for,
        ReasonNeeded: "reason",
    }

    reason = fields.TextField(
        label=_("Lý do khóa thay"),
        help_text=_("Ghi người thu nghỉ, chuyển việc từ ngày nào, ai cùng đếm tiền."),
        max_length=LONGEST_NOTE,
        rows=3,
        error_messages={"required": _("Ghi vì sao khóa thay người thu.")},
    )
