"""What the pages of this room ask for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.access.passwords import MOST
from motcua.ground.design.fields import DateField
from motcua.ground.kernel.text import clean_line


class SearchForm(forms.Form):
    """A name, or the beginning of one, and the day whose tree is asked for."""

    q = forms.CharField(
        label=_("Tìm cơ quan theo tên"),
        help_text=_("Gõ không dấu cũng được, chẳng hạn: phu cuong"),
        max_length=100,
        required=False,
    )
    ngay = DateField(
        label=_("Theo ngày"),
        help_text=_("Để trống là hôm nay; chẳng hạn 30/06/2025 là trước khi bỏ cấp huyện"),
        required=False,
    )

    def clean_q(self) -> str:
        """Return what was typed as one line."""
        return clean_line(self.cleaned_data["q"])


class ProofForm(forms.Form):
    """The administrator's own password, before he changes another's account."""

    password = forms.CharField(
        label=_("Mật khẩu của chính mình"),
        max_length=MOST,
        strip=False,
        error_messages={"required": _("Nhập mật khẩu của chính mình.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
