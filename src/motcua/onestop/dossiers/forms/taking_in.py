"""Which dossiers of an ended agency a head takes in, found by words of their addresses."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ground.kernel.text import clean_line
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


class TakeInForm(forms.Form):
    """The dossiers ticked, each with the agency that is to have it."""

    ho_so = forms.MultipleChoiceField(
        label=_("Hồ sơ"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Chưa chọn hồ sơ nào. Đánh dấu ở đầu dòng rồi bấm lại."),
            "invalid_choice": _("Có hồ sơ đã được nơi khác nhận. Xem lại danh sách."),
        },
    )

    def __init__(self, *args: object, waiting: dict[str, int], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._heirs = waiting
        field = self.fields["ho_so"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  # declared above
        field.choices = [(code, code) for code in waiting]

    def clean_ho_so(self) -> list[tuple[str, int]]:
        """Return each dossier with the head's agency that takes it in."""
        codes: list[str] = self.cleaned_data["ho_so"]
        if len(codes) > PAGE_SIZE:
            raise ValidationError(gettext("Mỗi lần nhận nhiều nhất {n} hồ sơ.").format(n=PAGE_SIZE))
        return [(code, self._heirs[code]) for code in codes]
