"""The people of an intake: whose matter it is, and who stands at the counter."""

from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.kernel import dates, identity
from motcua.ground.notifications import queries as notifications
from motcua.ground.notifications.rules import Channel
from motcua.onestop.dossiers import capacity
from motcua.onestop.dossiers.intake import Likeness, PartyFacts
from motcua.onestop.dossiers.rules import PartyKind, PartyRole

LONGEST_EMAIL = 254
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
CARD_NUMBER = _("Nhập số định danh ghi trên thẻ căn cước.")
CO_CARD_NUMBER = _("Nhập số định danh của người cùng yêu cầu, ghi trên thẻ căn cước.")
CO_OTHER_PAPER = _("Ghi loại và số giấy tờ của người nước ngoài, ví dụ: Hộ chiếu N1234567.")
CO_KINDS = [kind for kind in PARTY_KINDS if kind[0] in {PartyKind.PERSON, PartyKind.FOREIGNER}]
SAME_NUMBER = _("Trùng số định danh của chủ hồ sơ. Nhập số của người cùng yêu cầu.")
DEAD = _("Người đã chết không tự nộp. Chọn người nộp thay rồi nhập họ tên người ấy.")
FILER_FIELDS = ("filer_name", "filer_identity_number", "filer_phone", "authority")
CO = "co_"
"""What the fields of the second of two who apply as one begin with."""
CO_CARD = "co_identity_number"
CO_FIELDS = ("kind", "name", "identity_number", "other_paper", "born_on", "sex", "address", "phone")
LIKENESS = ("identity_number", "tax_code", "phone", "name", "born_on")
SEXES = [("", _("Chưa rõ")), ("Nam", _("Nam")), ("Nữ", _("Nữ"))]


class PartiesForm(forms.Form):
    """
    The people of a dossier: applicant, who applies as one with him, person filing, proxy.

    :param today: after which nobody was born.
    :param asks_two: whether two people apply as one.
    """

    kind = forms.ChoiceField(label=_("Chủ hồ sơ là"), choices=PARTY_KINDS)
    name = fields.NameField(label=_("Họ và tên"))
    identity_number = fields.IdentityField(label=_("Số định danh"), required=False)
    tax_code = fields.TaxCodeField(label=_("Mã số thuế"), required=False)
    born_on = fields.DateField(label=_("Ngày sinh"), example=fields.A_BIRTHDAY, required=False)
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
    co_name = fields.NameField(
        label=_("Họ tên người cùng yêu cầu"),
        error_messages={"required": _("Nhập họ tên người cùng yêu cầu như trên giấy tờ tùy thân.")},
    )
    co_identity_number = fields.IdentityField(
        label=_("Số định danh người cùng yêu cầu"), required=False
    )
    co_kind = forms.TypedChoiceField(
        label=_("Người cùng yêu cầu là"),
        choices=CO_KINDS,
        coerce=PartyKind,
        empty_value=PartyKind.PERSON,
        required=False,
    )
    co_other_paper = fields.LineField(
        label=_("Hộ chiếu, giấy tờ khác của người nước ngoài"), max_length=120, required=False
    )
    co_born_on = fields.DateField(
        label=_("Ngày sinh người cùng yêu cầu"), example=fields.A_BIRTHDAY, required=False
    )
    co_sex = forms.ChoiceField(
        label=_("Giới tính người cùng yêu cầu"), choices=SEXES, required=False
    )
    co_address = fields.LineField(
        label=_("Địa chỉ người cùng yêu cầu"), max_length=500, required=False
    )
    co_phone = fields.PhoneField(label=_("Điện thoại người cùng yêu cầu"), required=False)
    filed_by = forms.ChoiceField(label=_("Người nộp"), choices=FILERS)
    filer_name = fields.NameField(label=_("Họ tên người nộp"), required=False)
    filer_identity_number = fields.IdentityField(label=_("Số định danh người nộp"), required=False)
    filer_phone = fields.PhoneField(label=_("Điện thoại người nộp"), required=False)
    authority = fields.LineField(label=_("Giấy ủy quyền"), max_length=250, required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: date,
        asks_two: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.today, self.asks_two = today, asks_two
        if not asks_two:
            for name in CO_FIELDS:
                del self.fields[CO + name]
        if Channel.SMS not in notifications.open_channels():
            del self.fields["tells_by_sms"]

    def clean_born_on(self) -> date | None:
        """Refuse a day that is still to come."""
        return self._born("born_on")

    def clean_co_born_on(self) -> date | None:
        """Refuse a day that is still to come."""
        return self._born("co_born_on")

    def _born(self, name: str) -> date | None:
        born_on = cast("date | None", self.cleaned_data[name])
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
            self._miss("identity_number", CARD_NUMBER)
        if cleaned.get("kind") == PartyKind.ORGANISATION and not cleaned.get("tax_code"):
            self._miss("tax_code", _("Nhập mã số thuế của tổ chức."))
        if cleaned.get("filed_by") != "applicant" and not cleaned.get("filer_name"):
            self._miss("filer_name", _("Nhập họ tên người nộp như trên giấy tờ tùy thân."))
        if cleaned.get("filed_by") == "proxy" and not cleaned.get("authority"):
            self._miss("authority", _("Ghi số, ngày của giấy ủy quyền."))
        self._check_two(cleaned)
        self._ask_where_to_tell(cleaned)
        return cleaned

    def _check_two(self, cleaned: Mapping[str, Any]) -> None:
        """Ask for two papers of two people: a number each, or what a foreigner has instead."""
        second, kind = cleaned.get("co_identity_number") or "", cleaned.get("co_kind") or ""
        other = cleaned.get("co_other_paper") or ""
        if self.asks_two and not capacity.is_known_by_paper(kind, second, other):
            is_foreign = kind == PartyKind.FOREIGNER
            lacks = ("co_other_paper", CO_OTHER_PAPER) if is_foreign else (CO_CARD, CO_CARD_NUMBER)
            self._miss(*lacks)
        if second and second == cleaned.get("identity_number"):
            self._miss(CO_CARD, SAME_NUMBER)

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
    def likeness(self) -> Likeness:
        """What the applicant is known again by; of a form half typed, what of it is right."""
        self.full_clean()
        told = {name: self.cleaned_data.get(name) for name in LIKENESS}
        return Likeness(**{name: value for name, value in told.items() if value})

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
        owners = (applicant, self._second) if self.asks_two else (applicant,)
        return owners if facts["filed_by"] == "applicant" else (*owners, self._filer)

    @property
    def _second(self) -> PartyFacts:
        told = {name: self.cleaned_data[CO + name] for name in CO_FIELDS}
        return PartyFacts(role=PartyRole.CO_APPLICANT, **told)

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
