"""What an officer is asked for when he acts; each form knows the facts that its action takes."""

from collections.abc import Iterable
from typing import Any, ClassVar, cast

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from motcua.ground.access.rules import WrongPassword
from motcua.ground.design import fields
from motcua.ground.documents import inspection
from motcua.ground.documents.pictures import (
    NotAPicture,
    PictureBroken,
    PicturesTooLarge,
    PictureTooLarge,
    TooManyPages,
)
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
from motcua.onestop.dossiers.forms.acting import (
    LONGEST_NOTE,
    ActForm,
    ChoosingForm,
    ReasonForm,
    SeenForm,
)
from motcua.onestop.dossiers.forms.correcting import (
    CorrectTakerForm,
    CorrectWordsForm,
    RecallResultForm,
)
from motcua.onestop.dossiers.forms.endings import (
    AgreeWithdrawalForm,
    AskWithdrawalForm,
    DeclineWithdrawalForm,
    ReturnPapersForm,
    StopForm,
)
from motcua.onestop.dossiers.forms.linking import LinkForm, UnlinkForm
from motcua.onestop.dossiers.forms.money import CollectForm, ReduceForm, RefundForm
from motcua.onestop.dossiers.forms.takers import HandOverForm
from motcua.onestop.dossiers.rules import (
    DossierFull,
    HeldThereAlready,
    NoSuchPaper,
    NoSuchPlace,
    NothingToSign,
    OpinionNeeded,
    ReasonNeeded,
    Verb,
)

NOT_KEPT: tuple[type[Refusal], ...] = (
    WrongType,
    MisnamedFile,
    TooLarge,
    EmptyFile,
    InfectedFile,
    NotScanned,
    *inspection.REFUSED,
    DossierFull,
)
"""What is said of a file that is not kept; it is said at the field of the file."""
STANCES = [("yes", _("Đồng ý")), ("no", _("Không đồng ý"))]
NOT_BOUND: tuple[type[Refusal], ...] = (
    NotAPicture,
    TooManyPages,
    PictureTooLarge,
    PicturesTooLarge,
    PictureBroken,
)
"""What is said of pictures that do not become one PDF."""


class NoteForm(ActForm):
    """A word to whoever comes next, if there is something to say."""

    note = fields.TextField(
        label=_("Ghi chú cho bước sau"),
        required=False,
        max_length=LONGEST_NOTE,
    )


class AssignForm(ChoosingForm):
    """The seat that a work item goes to."""

    chosen = "post_id"
    answers_for: ClassVar[dict[type[Refusal], str]] = {HeldThereAlready: "post_id"}

    post_id = forms.IntegerField(
        label=_("Giao cho"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn một người xử lý."),
            "invalid": _("Chọn một người xử lý trong danh sách."),
        },
    )


class TransferForm(ChoosingForm):
    """The agency that a step goes to, and why."""

    chosen = "agency_id"
    answers_for: ClassVar[dict[type[Refusal], str]] = {NoSuchPlace: "agency_id"}

    agency_id = forms.IntegerField(
        label=_("Chuyển đến cơ quan"),
        widget=forms.Select,
        error_messages={
            "required": _("Chọn một cơ quan."),
            "invalid": _("Chọn một cơ quan trong danh sách."),
        },
    )
    reason = fields.TextField(
        label=_("Lý do chuyển"),
        help_text=_("Viết để nơi nhận biết cần làm gì."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết lý do để nơi nhận biết cần làm gì.")},
    )

    def offer(self, rows: Iterable[tuple[int | str, str]]) -> None:
        """Offer these agencies."""
        choices = [("", _("Chọn một cơ quan")), *rows]
        self.fields[self.chosen].widget = forms.Select(choices=choices)


class DeclineForm(ReasonForm):
    """Why what another agency sent here is not taken."""

    reason = fields.TextField(
        label=_("Lý do không nhận"),
        help_text=_("Viết để nơi chuyển biết vì sao, và nên chuyển đi đâu."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Viết lý do để nơi chuyển biết vì sao không nhận.")},
    )


class TakeOverForm(ActForm):
    """Why a colleague's work is taken, and with whom it lay when this was asked."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {ReasonNeeded: "reason"}

    holder_id = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = fields.TextField(
        label=_("Lý do nhận thay"),
        help_text=_("Ghi trong quá trình của hồ sơ; lãnh đạo đọc được."),
        max_length=LONGEST_NOTE,
        rows=2,
        error_messages={"required": _("Ghi vì sao nhận thay.")},
    )

    def offer_from(self, post_id: int | None) -> None:
        """Remember with whom it lies."""
        self.initial.setdefault("holder_id", post_id)


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


class OpinionForm(ActForm):
    """Whether the agency agrees, its words, and the paper that it signed."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {
        **dict.fromkeys(NOT_KEPT, "paper"),
        OpinionNeeded: "opinion",
    }

    stance = forms.ChoiceField(
        label=_("Ý kiến của cơ quan"),
        choices=STANCES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn đồng ý hoặc không đồng ý.")},
    )
    opinion = fields.TextField(
        label=_("Nội dung ý kiến"),
        help_text=_("Chỉ về phần việc thuộc chức năng của cơ quan."),
        max_length=LONGEST_NOTE,
        rows=4,
        error_messages={"required": _("Ghi ý kiến về phần việc thuộc chức năng của cơ quan.")},
    )
    paper = forms.FileField(
        label=_("Văn bản trả lời"),
        help_text=format_lazy(_("{kinds}, tối đa 20 MB."), kinds=named(KEPT)),
        required=False,
        allow_empty_file=True,
    )

    @property
    def facts(self) -> dict[str, Any]:
        """The opinion as the action takes it; of a valid form only."""
        said = self.cleaned_data
        return {
            "agrees": said["stance"] == "yes",
            "opinion": said["opinion"],
            "paper": said["paper"],
        }


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
        **dict.fromkeys((*NOT_KEPT, *NOT_BOUND), "scan"),
        NoSuchPaper: "paper_id",
    }
    kept = SCANS
    chosen = "paper_id"
    paper_id = forms.IntegerField(
        label=_("Giấy tờ"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Chọn giấy tờ của bản quét này."),
            "invalid": _("Chọn một giấy tờ trong danh sách."),
        },
    )
    scan = fields.FilesField(
        label=_("Tệp quét"),
        help_text=format_lazy(
            _(
                "{kinds}, tối đa 20 MB. Chọn nhiều ảnh thì ghép thành một bản PDF theo thứ tự đã "
                "chọn. Bản đã thêm không xóa được."
            ),
            kinds=named(SCANS),
        ),
        allow_empty_file=True,
        widget=fields.FilesInput(attrs={"accept": ".pdf,image/jpeg,image/png"}),
        error_messages={"required": _("Chọn tệp quét.")},
    )

    def clean(self) -> dict[str, Any]:
        """Say that a file must be chosen again: a browser forgets it when a page comes back."""
        cleaned = cast("dict[str, Any]", super().clean())
        if self.errors and cleaned.get("scan"):
            self.add_error("scan", _("Chọn lại tệp này: trang gửi lại không giữ tệp đã chọn."))
        return cleaned


class ReissueForm(SeenForm):
    """Why a receipt is given anew."""

    answers_for: ClassVar[dict[type[Refusal], str]] = {ReasonNeeded: "reason"}

    reason = fields.TextField(
        label=_("Vì sao cấp lại"),
        help_text=_("Mất giấy, lộ mã tra cứu; ghi giấy tờ tùy thân đã xem."),
        max_length=LONGEST_NOTE,
        rows=2,
        error_messages={"required": _("Ghi vì sao cấp lại giấy tiếp nhận.")},
    )


FORMS: dict[Verb, type[ActForm]] = {
    Verb.ASSIGN: AssignForm,
    Verb.TRANSFER: TransferForm,
    Verb.DECLINE: DeclineForm,
    Verb.TAKE_OVER: TakeOverForm,
    Verb.CONFIRM: ActForm,
    Verb.FORWARD: NoteForm,
    Verb.RETURN_STEP: ReasonForm,
    Verb.PROPOSE: ProposeForm,
    Verb.GIVE_OPINION: OpinionForm,
    Verb.NOTE_SILENCE: NoteForm,
    Verb.APPROVE: NoteForm,
    Verb.SEND_BACK: ReasonForm,
    Verb.SIGN: SignForm,
    Verb.ISSUE: IssueForm,
    Verb.COLLECT_FEE: CollectForm,
    Verb.REFUND: RefundForm,
    Verb.REDUCE_FEE: ReduceForm,
    Verb.SCAN_PAPER: ScanForm,
    Verb.REISSUE_RECEIPT: ReissueForm,
    Verb.HAND_OVER: HandOverForm,
    Verb.STOP: StopForm,
    Verb.ASK_WITHDRAWAL: AskWithdrawalForm,
    Verb.AGREE_WITHDRAWAL: AgreeWithdrawalForm,
    Verb.DECLINE_WITHDRAWAL: DeclineWithdrawalForm,
    Verb.RETURN_PAPERS: ReturnPapersForm,
    Verb.CORRECT_WORDS: CorrectWordsForm,
    Verb.CORRECT_TAKER: CorrectTakerForm,
    Verb.RECALL_RESULT: RecallResultForm,
    Verb.LINK: LinkForm,
    Verb.UNLINK: UnlinkForm,
}
