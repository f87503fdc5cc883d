"""Our rules of passwords, where Django asks for them; each says what to do instead."""

from typing import Any

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from motcua.ground.access import passwords


class Length:
    """A password is long; a sentence will do."""

    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - Django's shape
        """
        See that it is long enough, and not longer than is read.

        :raises ValidationError: when it is not.
        """
        if len(password) < passwords.LEAST:
            words = _(
                "Mật khẩu cần ít nhất {least} ký tự. Một câu ngắn là tốt, dấu cách cũng tính."
            )
            raise ValidationError(words.format(least=passwords.LEAST), code="short")
        if len(password) > passwords.MOST:
            words = _("Mật khẩu có tối đa {most} ký tự.")
            raise ValidationError(words.format(most=passwords.MOST), code="long")


class NotCommon(password_validation.CommonPasswordValidator):
    """A password is none of the twenty thousand that are tried first."""

    def get_error_message(self) -> str:
        """Say what to do instead."""
        return _("Mật khẩu này nhiều người dùng nên bị thử trước tiên. Chọn câu khác.")


class NotAboutThePerson:
    """A password does not follow from the account, the product or the province."""

    def validate(self, password: str, user: Any = None) -> None:
        """
        See that enough is left of it.

        :raises ValidationError: when it is not.
        """
        about = ["Một Cửa", settings.PROVINCE]
        if user is not None:
            about += [user.username, user.full_name, user.email]
        refuse_guessable(password, about)


def refuse_guessable(password: str, about: list[str]) -> None:
    """
    Refuse what is made of these names, worn words and runs of keys.

    :raises ValidationError: in words that say what to do instead.
    """
    if passwords.is_guessable(password, about):
        raise ValidationError(
            _(
                "Mật khẩu này dễ đoán: bỏ tên người, tên cơ quan, tên phần mềm và dãy phím liền"
                " nhau thì gần như không còn gì. Thêm vài từ khác."
            ),
            code="guessable",
        )
