"""The public page's one form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.kernel.text import clean_line
from motcua.onestop.dossiers.receipts import SECRET_DIGITS


class FollowForm(forms.Form):
    """Code and secret, as they stand on the receipt."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=40,
        help_text=_("Ví dụ: 000.00.21.H09-261102-0037"),
        error_messages={"required": _("Nhập mã hồ sơ ghi trên giấy tiếp nhận.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("Mã tra cứu"),
        max_length=20,
        help_text=_("8 chữ số, ghi dưới mã hồ sơ"),
        error_messages={"required": _("Nhập 8 chữ số ghi dưới mã hồ sơ.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
    )

    def clean_code(self) -> str:
        """Return the code as it is stored."""
        return clean_line(self.cleaned_data["code"]).upper().replace(" ", "")

    def clean_secret(self) -> str:
        """Return the eight digits without the blanks that people write between them."""
        secret = "".join(self.cleaned_data["secret"].split())
        if not (secret.isdecimal() and len(secret) == SECRET_DIGITS):
            raise forms.ValidationError(
                _("Mã tra cứu có 8 chữ số, đã nhập %(count)s."), params={"count": len(secret)}
            )
        return secret

    def say_no(self) -> Any:
        """Say that the two do not go together, and not which one is wrong."""
        self.add_error("code", _("Mã hồ sơ hoặc mã tra cứu không đúng. Xem lại giấy tiếp nhận."))
