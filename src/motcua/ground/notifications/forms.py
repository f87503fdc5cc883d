"""The words of a message as an administrator types them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.notifications.rules import Wording

LONGEST_BODY = 5000
LONGEST_SMS = 1000


class WordsForm(forms.Form):
    """
    Subject, body, and the sentences of the text message where there is one.

    :param shipped: the words that the product brings.
    """

    subject = fields.LineField(
        label=_("Tiêu đề"),
        max_length=250,
        error_messages={"required": _("Viết tiêu đề của thư.")},
    )
    body = fields.TextField(
        label=_("Nội dung thư"),
        help_text=_("Dòng nào có chỗ điền chưa biết thì bỏ cả dòng."),
        max_length=LONGEST_BODY,
        error_messages={"required": _("Viết nội dung thư.")},
        rows=12,
    )
    sms = fields.TextField(
        label=_("Tin nhắn"),
        help_text=_("Mỗi dòng một câu. Câu nào có chỗ điền chưa biết thì bỏ cả câu."),
        max_length=LONGEST_SMS,
        error_messages={"required": _("Viết ít nhất một câu của tin nhắn.")},
        rows=4,
    )

    def __init__(self, data: Any = None, *, shipped: Wording, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not shipped.sms:
            del self.fields["sms"]

    @property
    def wording(self) -> Wording:
        """What was typed; only of a valid form."""
        typed = self.cleaned_data
        sentences = filter(None, typed.get("sms", "").splitlines())
        return Wording(typed["subject"], tuple(typed["body"].splitlines()), tuple(sentences))


def as_typed(wording: Wording) -> dict[str, str]:
    """Return words in the fields in which they are typed."""
    return {
        "subject": wording.subject,
        "body": "\n".join(wording.lines),
        "sms": "\n".join(wording.sms),
    }
