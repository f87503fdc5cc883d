"""What is asked when a dossier is not accepted, or ends without a result."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm
from motcua.onestop.dossiers.forms.takers import TAKER_PAPERS, TakerForm
from motcua.onestop.dossiers.rules import BasisNeeded, MoneyUnsettled, ReasonNeeded


class AgreeWithdrawalForm(ActForm):
    """What becomes of the money of a dossier without a result, if any was paid."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {MoneyUnsettled: "money"}

    money = fields.TextField(
        label=_("Tiền đã thu: hoàn hay không"),
        help_text=_("Ghi hoàn lại hay không hoàn lại, vì sao."),
        required=False,
        max_length=LONGEST_NOTE,
        rows=2,
    )


class RefuseForm(ActForm):
    """Why a dossier is not accepted, and by which law."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        ReasonNeeded: "reason",
        BasisNeeded: "basis",
    }

    reason = fields.TextField(
        label=_("Lý do từ chối"),
        help_text=_("In trên phiếu từ chối giao cho người nộp."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={
            "required": _("Viết lý do để người nộp hiểu vì sao hồ sơ không được nhận.")
        },
    )
    basis = fields.TextField(
        label=_("Căn cứ pháp lý"),
        help_text=_("Điều, khoản và tên văn bản."),
        max_length=LONGEST_NOTE,
        rows=2,
        error_messages={"required": _("Ghi điều, khoản và tên văn bản.")},
    )


class StopForm(RefuseForm):
    """Why a dossier ends without a result, by which law, and what becomes of its money."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **RefuseForm.answers_for,
        **AgreeWithdrawalForm.answers_for,
    }

    reason = fields.TextField(
        label=_("Lý do dừng giải quyết"),
        help_text=_("In trên thông báo dừng; người nộp đọc được khi tra cứu hồ sơ."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết lý do để người nộp hiểu vì sao hồ sơ dừng.")},
    )
    money = AgreeWithdrawalForm.declared_fields["money"]


class DeclineWithdrawalForm(ActForm):
    """Why an owner may not take his dossier back."""

    reason = fields.TextField(
        label=_("Lý do không cho rút"),
        help_text=_("Người nộp đọc được lý do này khi tra cứu hồ sơ."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết lý do để người nộp hiểu vì sao chưa rút được.")},
    )


class AskWithdrawalForm(TakerForm):
    """Who asks a dossier back, why, and that he agrees to what follows."""

    taker = forms.CharField(
        label=_("Người yêu cầu rút hồ sơ"), required=False, widget=forms.RadioSelect
    )
    taker_name = fields.NameField(
        label=_("Họ tên người yêu cầu theo ủy quyền"),
        help_text=_("Chỉ nhập khi người yêu cầu không có tên trong hồ sơ."),
        required=False,
    )
    taker_paper = forms.ChoiceField(
        label=_("Giấy tờ đã xem"),
        choices=TAKER_PAPERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giấy tờ mà người yêu cầu đã cho xem.")},
    )
    authority = fields.LineField(
        label=_("Giấy ủy quyền rút hồ sơ"),
        help_text=_("Số, ngày của giấy; cần có khi người yêu cầu không có tên trong hồ sơ."),
        required=False,
        max_length=250,
    )
    reason = fields.TextField(
        label=_("Lý do rút hồ sơ"),
        help_text=_("Ghi theo lời hoặc đơn của người yêu cầu."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Ghi lý do mà người yêu cầu nêu.")},
    )
    consents = forms.BooleanField(
        label=_("Người yêu cầu đã ký đơn rút hồ sơ và biết hồ sơ sẽ không có kết quả"),
        error_messages={"required": _("Mời người yêu cầu ký đơn rút hồ sơ rồi đánh dấu.")},
    )

    @property
    def facts(self) -> dict[str, Any]:
        """The request; that it is signed stands in its being written down at all."""
        facts = super().facts
        del facts["consents"]
        return facts


class ReturnPapersForm(TakerForm):
    """Who fetches the papers of a dossier without a result."""

    taker = forms.CharField(
        label=_("Người nhận lại giấy tờ"), required=False, widget=forms.RadioSelect
    )
