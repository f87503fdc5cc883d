"""What is asked for at the counter beside people and papers: how much, how paid, how fetched."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.onestop.dossiers.forms.money import exemption_choices
from motcua.onestop.dossiers.rules import DELIVERIES
from motcua.onestop.procedures.exemptions import Exemption

MOST_COPIES = 200
MOST_PAGES = 5000
PAY = [("later", _("Thu sau")), ("now", _("Thu ngay, tiền mặt"))]


class MatterForm(forms.Form):
    """What is asked for, how it is paid, how the result is to come."""

    subject = fields.LineField(label=_("Nội dung yêu cầu"), required=False, max_length=1000)
    copies = forms.IntegerField(
        label=_("Số bản cần"),
        min_value=1,
        max_value=MOST_COPIES,
        initial=1,
        error_messages={
            "required": _("Nhập số bản cần."),
            "invalid": _("Nhập số bản bằng chữ số."),
            "min_value": _("Số bản ít nhất là 1."),
            "max_value": _("Số bản nhiều nhất là 200. Chia thành nhiều hồ sơ."),
        },
    )
    pages = forms.IntegerField(
        label=_("Số trang"),
        min_value=1,
        max_value=MOST_PAGES,
        required=False,
        error_messages={
            "invalid": _("Nhập số trang bằng chữ số."),
            "min_value": _("Số trang ít nhất là 1."),
            "max_value": _("Số trang nhiều nhất là 5.000."),
        },
    )
    pay = forms.ChoiceField(
        label=_("Thu tiền"),
        choices=PAY,
        initial="later",
        required=False,
        widget=forms.Select(attrs={"accesskey": "p"}),
    )
    receipt_number = fields.LineField(label=_("Số biên lai"), max_length=40, required=False)
    exemption = forms.ChoiceField(label=_("Diện miễn, giảm"), required=False)
    exemption_paper = fields.LineField(
        label=_("Giấy tờ chứng minh"), max_length=250, required=False
    )
    delivery = forms.ChoiceField(
        label=_("Nhận kết quả"),
        choices=[(way, _(words)) for way, words in DELIVERIES.items()],
        widget=forms.Select(attrs={"accesskey": "k"}),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        is_by_page: bool,
        exemptions: Sequence[Exemption],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.is_by_page = is_by_page
        choices = cast("forms.ChoiceField", self.fields["exemption"])
        choices.choices = exemption_choices(exemptions)
        if not exemptions:
            del self.fields["exemption"], self.fields["exemption_paper"]

    def leave_money_to_cashier(self) -> None:
        """Offer no money to be taken with the papers: a cashier sits at the desk."""
        self.fields["pay"].widget.choices = [("later", _("Thủ quỹ thu"))]
        del self.fields["receipt_number"]

    def clean(self) -> dict[str, Any]:
        """Ask for the pages where the fee is by the page, for a receipt where money is taken."""
        cleaned = cast("dict[str, Any]", super().clean())
        if self.is_by_page and not cleaned.get("pages") and "pages" not in self.errors:
            self.add_error("pages", _("Nhập số trang của bản chính để tính phí."))
        if cleaned.get("pay") == "now" and not cleaned.get("receipt_number"):
            self.add_error("receipt_number", _("Nhập số biên lai đã viết."))
        if cleaned.get("exemption") and not cleaned.get("exemption_paper"):
            self.add_error("exemption_paper", _("Ghi tên, số, ngày của giấy đã xem."))
        return cleaned
