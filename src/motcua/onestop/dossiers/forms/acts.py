"""What an officer is asked for when he acts; each form knows the facts that its action takes."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.ground.access.rules import WrongPassword
from motcua.ground.design import fields
from motcua.ground.documents.rules import (
    KEPT,
    SCANS,
    EmptyFile,
    InfectedFile,
    MisnamedFile,
    NotScanned,
    TooLarge,
    WrongType,
    named,
)
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers.capacity import TakerNeedsAuthority
from motcua.onestop.dossiers.forms.acting import LONGEST_NOTE, ActForm
from motcua.onestop.dossiers.forms.money import CollectForm, ReduceForm, RefundForm
from motcua.onestop.dossiers.rules import NoSuchPaper, NothingToSign, UnpaidNeedsReason, Verb

NOT_KEPT: tuple[type[Refusal], ...] = (
    WrongType,
    MisnamedFile,
    TooLarge,
    EmptyFile,
    InfectedFile,
    NotScanned,
)
"""What is said of a file that is not kept; it is said at the field of the file."""
TAKER_PAPERS = [
    ("Căn cước", _("Căn cước, căn cước công dân")),
    ("Chứng minh nhân dân", _("Chứng minh nhân dân")),
    ("Hộ chiếu", _("Hộ chiếu")),
    ("Giấy tờ khác", _("Giấy tờ khác có ảnh")),
]


class NoteForm(ActForm):
    """A word to whoever comes next, if there is something to say."""

    note = fields.TextField(
        label=_("Ghi chú cho bước sau"),
        required=False,
        max_length=LONGEST_NOTE,
    )


class ReasonForm(ActForm):
    """A reason, without which nothing goes backwards."""

    reason = fields.TextField(
        label=_("Lý do"),
        help_text=_("Viết để người nhận biết cần sửa gì."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết lý do để người nhận biết cần sửa gì.")},
    )


class ChoosingForm(ActForm):
    """
    An act on one row of several; the action itself judges what was chosen.

    :cvar chosen: the field of the choice.
    """

    chosen: ClassVar[str]

    def offer(self, rows: Iterable[tuple[int, str]]) -> None:
        """Show these rows to choose from, a single one chosen already."""
        choices = list(rows)
        self.fields[self.chosen].widget = forms.RadioSelect(choices=choices)
        if len(choices) == 1:
            self.initial.setdefault(self.chosen, choices[0][0])


class AssignForm(ChoosingForm):
    """The seat that a waiting work item goes to."""

    chosen = "post_id"
    post_id = forms.IntegerField(
        label=_("Giao cho"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn một người xử lý."),
            "invalid": _("Chọn một người xử lý trong danh sách."),
        },
    )


class ProposeForm(ActForm):
    """The draft of the result and a word to the head."""

    answers_for: ClassVar[dict[type[Refusal], str]] = dict.fromkeys(
        (*NOT_KEPT, NothingToSign), "draft"
    )

    draft = forms.FileField(
        label=_("Tệp dự thảo kết quả"),
        help_text=format_lazy(
            _("{kinds}, tối đa 20 MB. Đã có dự thảo thì để trống là giữ tệp ấy."),
            kinds=named(KEPT),
        ),
        required=False,
        allow_empty_file=True,
    )
    note = fields.TextField(
        label=_("Ghi chú cho lãnh đạo"),
        required=False,
        max_length=LONGEST_NOTE,
    )


class SignForm(ActForm):
    """The password again, over the digest of the file before the signer."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {WrongPassword: "password"}

    password = forms.CharField(
        label=_("Mật khẩu"),
        help_text=_("Nhập lại mật khẩu để xác nhận chính người ký."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
        error_messages={"required": _("Nhập lại mật khẩu để ký.")},
    )
    digest = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """The digest alone: the door turns the password into a proof."""
        return {"digest": self.cleaned_data["digest"]}


class IssueForm(ActForm):
    """The scan of the numbered, signed and stamped paper, if it is at hand."""

    answers_for: ClassVar[dict[type[Refusal], str]] = dict.fromkeys(NOT_KEPT, "scan")

    scan = forms.FileField(
        label=_("Bản chụp văn bản đã cấp số, ký, đóng dấu"),
        help_text=format_lazy(_("{kinds}, tối đa 20 MB."), kinds=named(KEPT)),
        required=False,
        allow_empty_file=True,
    )


class ScanForm(ChoosingForm):
    """A paper of the receipt, and its scan."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **dict.fromkeys(NOT_KEPT, "scan"),
        NoSuchPaper: "paper_id",
    }
    chosen = "paper_id"
    paper_id = forms.IntegerField(
        label=_("Giấy tờ"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn giấy tờ của bản quét này."),
            "invalid": _("Chọn một giấy tờ trong danh sách."),
        },
    )
    scan = forms.FileField(
        label=_("Tệp quét"),
        help_text=format_lazy(
            _("{kinds}, tối đa 20 MB. Bản đã thêm không xóa được."), kinds=named(SCANS)
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"required": _("Chọn tệp quét.")},
    )

    def clean(self) -> dict[str, Any]:
        """Say that a file must be chosen again: a browser forgets it when a page comes back."""
        cleaned = cast("dict[str, Any]", super().clean())
        if self.errors and cleaned.get("scan"):
            self.add_error("scan", _("Chọn lại tệp này: trang gửi lại không giữ tệp đã chọn."))
        return cleaned


class HandOverForm(ActForm):
    """Who fetches the result, by which paper, by whose authority."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        TakerNeedsAuthority: "authority",
        UnpaidNeedsReason: "reason",
    }

    taker = forms.CharField(label=_("Người nhận kết quả"), required=False, widget=forms.RadioSelect)
    taker_name = fields.NameField(
        label=_("Họ tên người nhận thay"),
        help_text=_("Chỉ nhập khi người nhận không có tên trong hồ sơ."),
        required=False,
    )
    taker_paper = forms.ChoiceField(
        label=_("Giấy tờ đã xem"),
        choices=TAKER_PAPERS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn giấy tờ mà người nhận đã cho xem.")},
    )
    authority = fields.LineField(
        label=_("Giấy ủy quyền nhận thay"),
        help_text=_("Số, ngày của giấy; cần có khi người nhận không có tên trong hồ sơ."),
        required=False,
        max_length=250,
    )
    reason = fields.TextField(
        label=_("Lý do trả kết quả khi chưa thu đủ tiền"),
        required=False,
        max_length=LONGEST_NOTE,
    )

    def offer(self, people: Iterable[str]) -> None:
        """Show the people of the dossier to choose from, and somebody else."""
        choices = [*((name, name) for name in people), ("", _("Người khác, có giấy ủy quyền"))]
        self.fields["taker"].widget = forms.RadioSelect(choices=choices)

    def clean(self) -> dict[str, Any]:
        """Ask for one taker: chosen or typed."""
        cleaned = cast("dict[str, Any]", super().clean())
        if "taker_name" in self.errors:
            return cleaned
        chosen, typed = cleaned.get("taker"), cleaned.get("taker_name")
        if chosen and typed:
            words = _("Đã chọn {name} ở trên. Xóa họ tên này hoặc chọn “Người khác”.")
            self.add_error("taker_name", words.format(name=chosen))
        elif not (chosen or typed):
            words = _("Chọn người nhận ở trên hoặc nhập họ tên người nhận thay.")
            self.add_error("taker_name", words)
        return cleaned

    @property
    def facts(self) -> dict[str, Any]:
        """The one taker's name, by which the act itself judges."""
        facts = dict(self.cleaned_data)
        chosen = facts.pop("taker")
        return {**facts, "taker_name": chosen or facts["taker_name"]}


FORMS: dict[Verb, type[ActForm]] = {
    Verb.ASSIGN: AssignForm,
    Verb.CONFIRM: ActForm,
    Verb.FORWARD: NoteForm,
    Verb.RETURN_STEP: ReasonForm,
    Verb.PROPOSE: ProposeForm,
    Verb.APPROVE: NoteForm,
    Verb.SEND_BACK: ReasonForm,
    Verb.SIGN: SignForm,
    Verb.ISSUE: IssueForm,
    Verb.COLLECT_FEE: CollectForm,
    Verb.REFUND: RefundForm,
    Verb.REDUCE_FEE: ReduceForm,
    Verb.SCAN_PAPER: ScanForm,
    Verb.HAND_OVER: HandOverForm,
}
