"""Which dossiers of an ended agency a head takes in or gives, found by words of their addresses."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ground.kernel.text import clean_line
from motcua.onestop.dossiers.inheritance import Waiting
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE


class PlaceForm(forms.Form):
    """Words of the address or the matter by which the dossiers of one's place are found."""

    q = forms.CharField(
        label=_("Lọc theo địa chỉ hoặc nội dung"),
        help_text=_("Tên khu phố, đường, thửa đất; gõ không dấu cũng được"),
        max_length=100,
        required=False,
    )

    def clean_q(self) -> str:
        """Return what was typed as one line."""
        return clean_line(self.cleaned_data["q"])


class TickedForm(forms.Form):
    """The dossiers ticked, of those that wait, and the agency that is to have each."""

    ho_so = forms.MultipleChoiceField(
        label=_("Hồ sơ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chưa chọn hồ sơ nào. Đánh dấu ở đầu dòng rồi bấm lại."),
            "invalid_choice": _("Có hồ sơ đã được nơi khác nhận. Xem lại danh sách."),
        },
    )

    def __init__(self, *args: Any, waiting: Iterable[Waiting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.heirs = {each.dossier.code: each.heir_id for each in waiting}
        _choices(self, "ho_so").choices = [(code, code) for code in self.heirs]

    def clean_ho_so(self) -> list[str]:
        """Return the codes, if they are no more than are done at once."""
        codes: list[str] = self.cleaned_data["ho_so"]
        if len(codes) > PAGE_SIZE:
            raise ValidationError(gettext("Mỗi lần chọn nhiều nhất {n} hồ sơ.").format(n=PAGE_SIZE))
        return codes

    @property
    def receivers(self) -> dict[str, int]:
        """The agency that is to have each dossier ticked, by code."""
        return {code: self.heirs[code] for code in self.cleaned_data["ho_so"]}


class TakeInForm(TickedForm):
    """What a head takes in, each to the agency of his that may have it."""


class EntrustForm(TickedForm):
    """What a head gives to one agency, for nobody is recorded to have it."""

    noi_nhan = forms.TypedChoiceField(
        label=_("Giao cho cơ quan"),
        help_text=_(
            "Nơi có người xử lý, làm tiếp đến khi trả kết quả; "
            "nơi tiếp nhận cũng đã kết thúc thì cần cả người tiếp nhận."
        ),
        coerce=int,
        error_messages={
            "required": _("Chọn một cơ quan."),
            "invalid_choice": _("Chọn một cơ quan trong danh sách."),
        },
    )

    def __init__(self, *args: Any, places: Iterable[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_giao_%s", **kwargs)
        self.places = list(places)
        _choices(self, "noi_nhan").choices = [("", _("Chọn một cơ quan")), *self.places]

    @property
    def receivers(self) -> dict[str, int]:
        """The one agency, for each dossier ticked."""
        return dict.fromkeys(self.cleaned_data["ho_so"], self.cleaned_data["noi_nhan"])


def _choices(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101  # declared above
    return field
