"""Names and passwords as they are typed."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from motcua.ground.access import passwords
from motcua.ground.design.fields import LineField

NAME_LENGTH = 150


def current_password(label: Any, missing: Any, **attributes: Any) -> forms.CharField:
    """Return the field of a password that is known already, spaces and all."""
    return forms.CharField(
        label=label,
        max_length=passwords.MOST,
        strip=False,
        error_messages={"required": missing},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", **attributes}),
    )


def telephone_code(help_text: Any = "") -> LineField:
    """Return the field of a code that a telephone shows, as long as a recovery code may be."""
    return LineField(
        label=_("Mã 6 số trên điện thoại"),
        max_length=40,
        help_text=help_text,
        error_messages={"required": _("Nhập mã đang hiện trên điện thoại.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "one-time-code",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
                "class": "govuk-input--width-10",
            }
        ),
    )


class SignInForm(forms.Form):
    """A name and a password."""

    username = forms.CharField(
        label=_("Tên đăng nhập"),
        max_length=NAME_LENGTH,
        error_messages={"required": _("Nhập tên đăng nhập.")},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "autofocus": True,
            }
        ),
    )
    password = current_password(_("Mật khẩu"), _("Nhập mật khẩu."))

    def clean_username(self) -> str:
        """Return the name as accounts keep it."""
        return as_kept(self.cleaned_data["username"])


class UnlockForm(forms.Form):
    """The password of whoever is signed in, who proves himself again."""

    password = current_password(_("Mật khẩu"), _("Nhập mật khẩu."), autofocus=True)


class CodeForm(forms.Form):
    """A code from the telephone, or one of the recovery codes."""

    code = telephone_code()


class TelephoneForm(CodeForm):
    """The code that a telephone shows for the first time, and the password again."""

    password = current_password(_("Mật khẩu đang dùng"), _("Nhập mật khẩu đang dùng."))


class BothFactorsForm(TelephoneForm):
    """The code and the password again, before either factor is let go."""

    code = telephone_code(_("Không có điện thoại thì nhập một mã dự phòng."))


class ForgottenForm(forms.Form):
    """Who forgot his password, by name or address."""

    login = LineField(
        label=_("Tên đăng nhập hoặc thư điện tử"),
        max_length=254,
        error_messages={"required": _("Nhập tên đăng nhập hoặc thư điện tử.")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )

    def clean_login(self) -> str:
        """Return the name as accounts keep it."""
        return as_kept(self.cleaned_data["login"])


class NewPasswordForm(forms.Form):
    """A new password, typed twice because not every browser can show it."""

    password = forms.CharField(
        label=_("Mật khẩu mới"),
        max_length=passwords.MOST,
        strip=False,
        help_text=_(
            "Ít nhất 12 ký tự, gõ được cả dấu và dấu cách: một câu của riêng mình dễ nhớ hơn chuỗi"
            " ký hiệu. Không phải đổi định kỳ."
        ),
        error_messages={"required": _("Nhập mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("Nhập lại mật khẩu mới"),
        max_length=passwords.MOST,
        strip=False,
        error_messages={"required": _("Nhập lại mật khẩu mới.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """See that it was typed alike."""
        typed = super().clean() or {}
        first, again = (passwords.normalised(typed.get(one, "")) for one in ("password", "again"))
        if first and again and first != again:
            self.add_error("again", ValidationError(_("Hai lần nhập khác nhau. Nhập lại.")))
        return typed


class OwnPasswordForm(NewPasswordForm):
    """The old password, and a new one."""

    old = current_password(_("Mật khẩu đang dùng"), _("Nhập mật khẩu đang dùng."))
    field_order = ("old", "password", "again")


def as_kept(typed: str) -> str:
    """Return a name as accounts keep it."""
    name = unicodedata.normalize("NFKC", typed).lower()
    return name[:NAME_LENGTH]  # some single letters are several when normalised
