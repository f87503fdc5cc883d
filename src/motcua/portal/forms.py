"""The public page's one form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.fields import LineField
from motcua.ground.kernel.text import clean_line
from motcua.ground.kernel.words import mark
from motcua.onestop.dossiers.receipts import SECRET_DIGITS

MISTAKEN = mark("Mã hồ sơ hoặc mã tra cứu không đúng. Xem lại giấy tiếp nhận.")
MISTAKEN_TOO = mark("Mã hồ sơ, mã tra cứu hoặc tên không đúng. Xem lại giấy tiếp nhận.")
ASKED = mark(
    "Mã tra cứu đang bị thử nhiều lần. Nhập thêm tên người nộp hồ sơ, hoặc quét mã QR trên giấy"
    " tiếp nhận."
)


class FollowForm(forms.Form):
    """Code and secret, as they stand on the receipt; and a name, where that is asked for too."""

    asks_name = False

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

    name = LineField(
        label=_("Tên người nộp hồ sơ"),
        max_length=250,
        required=False,
        help_text=_("Như ghi trên giấy tiếp nhận; không cần gõ dấu"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
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

    def say_no(self, *, is_watched: bool) -> None:
        """
        Say that what was typed does not go together, and not which part is wrong.

        :param is_watched: whether so many have guessed that a name is asked for too.
        """
        self.asks_name = is_watched
        if is_watched and not self.cleaned_data["name"]:
            self.add_error("name", _(ASKED))
        else:
            self.add_error("code", _(MISTAKEN_TOO if is_watched else MISTAKEN))
