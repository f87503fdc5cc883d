"""Why a list is taken out of the house, and as which kind of file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import LineField
from motcua.ground.documents.tables import Kind

SHORTEST, LONGEST = 10, 250


class ExportForm(forms.Form):
    """Asks for a reason that somebody else can judge."""

    reason = LineField(
        label=_("Lý do xuất"),
        help_text=_("Xuất để làm gì, theo yêu cầu của ai. Người kiểm tra đọc được."),
        min_length=SHORTEST,
        max_length=LONGEST,
        error_messages={
            "required": _("Ghi lý do xuất."),
            "min_length": _("Ghi rõ hơn: xuất để làm gì, theo yêu cầu của ai."),
        },
    )
    kind = forms.TypedChoiceField(
        label=_("Loại tệp"),
        coerce=Kind,
        initial=Kind.XLSX,
        choices=[
            (Kind.XLSX, _("Excel (XLSX), mở thẳng bằng Excel, LibreOffice")),
            (Kind.CSV, _("CSV (UTF-8, dấu phẩy), cho phần mềm khác")),
        ],
        widget=forms.RadioSelect,
    )
