"""The counter's form: what is typed becomes an Intake, or stays on the page with its faults."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel import dates, identity
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.notifications import queries as notifications
from motcua.ground.notifications.rules import Channel
from motcua.onestop.dossiers import capacity
from motcua.onestop.dossiers.forms.matter import MOST_COPIES, MatterForm
from motcua.onestop.dossiers.intake import Intake, PaperFacts, PartyFacts
from motcua.onestop.dossiers.rules import Delivery, PapersLack, PartyKind, PartyRole, lacking
from motcua.onestop.procedures.exemptions import Exemption
from motcua.onestop.procedures.rules import (
    Case,
    Requirement,
)

SPARE_PAPERS = 1
LONGEST_EMAIL = 254

COPY_KINDS = [
    ("original", _("Bản chính")),
    ("copy", _("Bản sao")),
    ("certified_copy", _("Bản sao chứng thực")),
    ("electronic", _("Bản điện tử")),
]
PARTY_KINDS = [
    (PartyKind.PERSON, _("Cá nhân")),
    (PartyKind.CHILD, _("Trẻ em chưa có số định danh")),
    (PartyKind.DECEASED, _("Người đã chết")),
    (PartyKind.FOREIGNER, _("Người nước ngoài")),
    (PartyKind.ORGANISATION, _("Tổ chức")),
]
FILERS = [
    ("applicant", _("Chính chủ hồ sơ")),
    ("filer", _("Người khác nộp thay")),
    ("proxy", _("Người được ủy quyền")),
]
TOO_YOUNG = _("Chủ hồ sơ chưa đủ 15 tuổi. Chọn người nộp thay rồi nhập họ tên người ấy.")
DEAD = _("Người đã chết không tự nộp. Chọn người nộp thay rồi nhập họ tên người ấy.")
FILER_FIELDS = ("filer_name", "filer_identity_number", "filer_phone", "authority")
SEXES = [("", _("Chưa rõ")), ("Nam", _("Nam")), ("Nữ", _("Nữ"))]


class PartiesForm(forms.Form):
    """
    The people of a dossier: applicant, person filing, proxy.

    :param today: after which nobody was born.
    """

    kind = forms.ChoiceField(label=_("Chủ hồ sơ là"), choices=PARTY_KINDS)
    name = fields.NameField(label=_("Họ và tên"))
    identity_number = fields.IdentityField(label=_("Số định danh"), required=False)
    tax_code = fields.TaxCodeField(label=_("Mã số thuế"), required=False)
    born_on = fields.DateField(label=_("Ngày sinh"), required=False)
    sex = forms.ChoiceField(label=_("Giới tính"), choices=SEXES, required=False)
    phone = fields.PhoneField(label=_("Điện thoại"), required=False)
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        max_length=LONGEST_EMAIL,
        error_messages={"invalid": _("Nhập thư điện tử theo dạng ten@vidu.vn.")},
    )
    address = fields.LineField(label=_("Địa chỉ"), max_length=500, required=False)
    tells_by_email = forms.BooleanField(label=_("Đồng ý nhận thư điện tử báo tin"), required=False)
    tells_by_sms = forms.BooleanField(label=_("Đồng ý nhận tin nhắn báo tin"), required=False)
    filed_by = forms.ChoiceField(label=_("Người nộp"), choices=FILERS)
    filer_name = fields.NameField(label=_("Họ tên người nộp"), required=False)
    filer_identity_number = fields.IdentityField(label=_("Số định danh người nộp"), required=False)
    filer_phone = fields.PhoneField(label=_("Điện thoại người nộp"), required=False)
    authority = fields.LineField(label=_("Giấy ủy quyền"), max_length=250, required=False)

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, today: date, **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        self.today = today
        if Channel.SMS not in notifications.open_channels():
            del self.fields["tells_by_sms"]

    def clean_born_on(self) -> date | None:
        """Refuse a day that is still to come."""
        born_on = cast("date | None", self.cleaned_data["born_on"])
        if born_on and born_on > self.today:
            words = _("Ngày sinh {day} chưa đến. Nhập lại ngày sinh ghi trên giấy tờ.")
            raise forms.ValidationError(words.format(day=dates.day(born_on)), code="not-born-yet")
        return born_on

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind of applicant and the way of filing make necessary."""
        cleaned = cast("dict[str, Any]", super().clean())
        if cleaned.get("filed_by") == "applicant":
            self._forget_filer()
            self._check_capacity(cleaned)
        if cleaned.get("kind") == PartyKind.PERSON and not cleaned.get("identity_number"):
            self._miss("identity_number", _("Nhập số định danh ghi trên thẻ căn cước."))
        if cleaned.get("kind") == PartyKind.ORGANISATION and not cleaned.get("tax_code"):
            self._miss("tax_code", _("Nhập mã số thuế của tổ chức."))
        if cleaned.get("filed_by") != "applicant" and not cleaned.get("filer_name"):
            self._miss("filer_name", _("Nhập họ tên người nộp như trên giấy tờ tùy thân."))
        if cleaned.get("filed_by") == "proxy" and not cleaned.get("authority"):
            self._miss("authority", _("Ghi số, ngày của giấy ủy quyền."))
        self._ask_where_to_tell(cleaned)
        return cleaned

    def _ask_where_to_tell(self, cleaned: Mapping[str, Any]) -> None:
        phone = cleaned.get("filer_phone") or cleaned.get("phone")
        if cleaned.get("tells_by_email") and not cleaned.get("email"):
            self._miss("email", _("Nhập thư điện tử để báo tin, hoặc bỏ dấu đồng ý."))
        if cleaned.get("tells_by_sms") and not identity.is_mobile(phone or ""):
            self._miss("phone", _("Nhập số di động để nhắn tin, hoặc bỏ dấu đồng ý."))

    def _check_capacity(self, cleaned: dict[str, Any]) -> None:
        """Ask who files for an applicant who is dead, or too young to file for himself."""
        kind, born_on = cleaned.get("kind"), cleaned.get("born_on")
        if kind and not capacity.files_himself(PartyKind(kind), born_on, today=self.today):
            self._miss("filed_by", DEAD if kind == PartyKind.DECEASED else TOO_YOUNG)

    def _forget_filer(self) -> None:
        """Overlook what was typed of another filer: the page does not show it any more."""
        for name in FILER_FIELDS:
            self.errors.pop(name, None)

    def _miss(self, name: str, words: Any) -> None:
        if name not in self.errors:
            self.add_error(name, words)

    @property
    def parties(self) -> tuple[PartyFacts, ...]:
        """The people as the receipt will name them; only of a valid form."""
        facts = self.cleaned_data
        applicant = PartyFacts(
            role=PartyRole.APPLICANT,
            kind=PartyKind(facts["kind"]),
            name=facts["name"],
            identity_number=facts["identity_number"],
            tax_code=facts["tax_code"],
            born_on=facts["born_on"],
            sex=facts["sex"],
            phone=facts["phone"],
            email=facts["email"],
            address=facts["address"],
            told_by=self._told_by,
        )
        if facts["filed_by"] == "applicant":
            return (applicant,)
        return (applicant, self._filer)

    @property
    def _filer(self) -> PartyFacts:
        facts = self.cleaned_data
        return PartyFacts(
            role=PartyRole(facts["filed_by"]),
            kind=PartyKind.PERSON,
            name=facts["filer_name"],
            identity_number=facts["filer_identity_number"],
            phone=facts["filer_phone"],
            authority=facts["authority"],
            told_by=self._told_by,
        )

    @property
    def _told_by(self) -> tuple[Channel, ...]:
        ways = {Channel.EMAIL: "tells_by_email", Channel.SMS: "tells_by_sms"}
        return tuple(channel for channel, name in ways.items() if self.cleaned_data.get(name))


class PapersForm(forms.Form):
    """The checklist: one line for each paper that the case asks for, and some to spare."""

    accepts_lack = forms.BooleanField(
        label=_("Vẫn tiếp nhận khi còn thiếu các giấy tờ trên"),
        required=False,
        widget=forms.CheckboxInput(attrs={"autofocus": True}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, case: Case, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.requirements = case.requirements
        self._asked: Sequence[str] = ()
        for index, paper in enumerate(case.requirements):
            self._add_line(index, paper)
        for index in range(len(case.requirements), len(case.requirements) + SPARE_PAPERS):
            self._add_line(index, None)

    def _add_line(self, index: int, paper: Requirement | None) -> None:
        name = paper.name if paper else _("Giấy tờ khác")
        if paper is None:
            self.fields[f"paper_{index}_name"] = fields.LineField(
                label=_("Giấy tờ khác"), max_length=500, required=False
            )
        else:
            needed = {"data-mc-needed": True} if paper.is_required else {}
            self.fields[f"paper_{index}_has"] = forms.BooleanField(
                label=name, required=False, widget=forms.CheckboxInput(attrs=needed)
            )
        self.fields[f"paper_{index}_kind"] = forms.ChoiceField(
            label=_("Loại bản"), choices=COPY_KINDS, initial=_usual_kind(paper)
        )
        self.fields[f"paper_{index}_quantity"] = forms.IntegerField(
            label=_("Số bản"),
            min_value=1,
            max_value=MOST_COPIES,
            initial=_usual_quantity(paper),
            error_messages={
                "required": _("Nhập số bản."),
                "invalid": _("Nhập số bản bằng chữ số."),
                "min_value": _("Số bản ít nhất là 1."),
            },
        )

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield each line with its fields as the page draws them."""
        count = len(self.requirements) + SPARE_PAPERS
        for index in range(count):
            spare = index >= len(self.requirements)
            yield {
                "requirement": None if spare else self.requirements[index],
                "tick": self[f"paper_{index}_name" if spare else f"paper_{index}_has"],
                "kind": self[f"paper_{index}_kind"],
                "quantity": self[f"paper_{index}_quantity"],
                "is_spare": spare,
            }

    def take_blame(self, refusal: Refusal) -> bool:
        """Ask about the papers that an act missed, and say whether it is about papers."""
        if isinstance(refusal, PapersLack):
            self._asked = refusal.facts["names"]
        return bool(self._asked)

    @property
    def lacking(self) -> Sequence[str]:
        """The required papers that the page asks about, once it was sent."""
        if self._asked or not self.is_bound:
            return self._asked
        given = [
            paper.name
            for index, paper in enumerate(self.requirements)
            if self[f"paper_{index}_has"].value()
        ]
        return lacking(self.requirements, given)

    @property
    def is_lack_accepted(self) -> bool:
        """Whether the receiver knows that papers lack; only of a valid form."""
        return bool(self.cleaned_data["accepts_lack"])

    @property
    def papers(self) -> tuple[PaperFacts, ...]:
        """The papers that lie on the counter; only of a valid form."""
        return tuple(self._papers())

    def _papers(self) -> Iterator[PaperFacts]:
        facts = self.cleaned_data
        for index in range(len(self.requirements) + SPARE_PAPERS):
            name = self._name_of(index)
            if name:
                kind, quantity = f"paper_{index}_kind", f"paper_{index}_quantity"
                yield PaperFacts(name, facts[kind], facts[quantity])

    def _name_of(self, index: int) -> str:
        if index < len(self.requirements):
            ticked = self.cleaned_data[f"paper_{index}_has"]
            return self.requirements[index].name if ticked else ""
        return str(self.cleaned_data[f"paper_{index}_name"])


def _usual_kind(paper: Requirement | None) -> str:
    if paper is None or paper.originals:
        return "original"
    return "copy" if paper.copies else "electronic"


def _usual_quantity(paper: Requirement | None) -> int:
    return max(1, paper.originals or paper.copies) if paper else 1


class IntakeForm:
    """The whole counter page: three forms that are sent, kept and refused together."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        case: Case,
        is_by_page: bool,
        today: date,
        exemptions: Sequence[Exemption] = (),
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        initial = dict(initial or {})
        self.parties = PartiesForm(data, today=today, initial=initial)
        self.papers = PapersForm(data, case=case, initial=initial)
        self.matter = MatterForm(
            data, is_by_page=is_by_page, exemptions=exemptions, initial=initial
        )

    @property
    def all(self) -> tuple[PartiesForm, PapersForm, MatterForm]:
        """The three forms in the order of the page."""
        return (self.parties, self.papers, self.matter)

    def on_page(self) -> Iterator[BoundField]:
        """Yield the fields in the order in which the page asks for them."""
        parties = {bound.name: bound for bound in self.parties}
        matter = {bound.name: bound for bound in self.matter}
        filing = [parties.pop(name) for name in ("filed_by", *FILER_FIELDS)]
        yield from (matter.pop("subject"), matter.pop("copies"))
        yield from parties.values()
        yield from self.papers
        yield from (*matter.values(), *filing)

    def is_valid(self) -> bool:
        """Check all three, so that every fault is told at once."""
        faults = [form.errors for form in self.all]
        return self.parties.is_bound and not any(faults)

    def intake(self, *, desk_id: int, procedure_code: str, case_key: str) -> Intake:
        """Return the facts for the action; only of a valid form."""
        matter = self.matter.cleaned_data
        pays_now = matter["pay"] == "now"
        return Intake(
            desk_id=desk_id,
            procedure_code=procedure_code,
            case_key=case_key,
            parties=self.parties.parties,
            papers=self.papers.papers,
            delivery=Delivery(matter["delivery"]),
            subject=matter["subject"],
            copies=matter["copies"],
            pages=matter["pages"],
            money_receipt=matter["receipt_number"] if pays_now else "",
            exemption=matter.get("exemption", ""),
            exemption_paper=matter.get("exemption_paper", ""),
        )
