"""What the pages of this room ask for."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.access.passwords import MOST
from motcua.ground.agencies import capacity
from motcua.ground.agencies.capacity import Arrangement, StandInKind
from motcua.ground.design.fields import DateField, LineField
from motcua.ground.design.speech import no
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line

Choice = tuple[int, str]


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


class SeatField(forms.TypedChoiceField):
    """One of the seats offered; a single one that must be chosen is chosen already."""

    def __init__(self, *, label: Any, required: bool = True) -> None:
        super().__init__(label=label, coerce=int, empty_value=None, required=required)

    def offer(self, seats: Iterable[Choice], *, nobody: Any) -> None:
        """Offer these seats, and before them to choose none."""
        offered = list(seats)
        is_clear = self.required and len(offered) == 1
        self.choices = offered if is_clear else [("", nobody), *offered]


class LeaveForm(forms.Form):
    """
    Who is away on which days, and who does his work.

    :cvar answers_for: the field that a refusal is about.
    """

    kind: ClassVar[StandInKind] = StandInKind.LEAVE
    answers_for: ClassVar[dict[type[Refusal], str]] = {
        capacity.DaysGone: "first",
        capacity.DaysBackwards: "last",
        capacity.TooFarAhead: "first",
        capacity.TooManyDays: "last",
        capacity.AlreadyAway: "first",
        capacity.NobodySits: "seat",
        capacity.NotYourSeat: "seat",
        capacity.StandsInForHimself: "by",
        capacity.WrongStandIn: "by",
        capacity.StandInAway: "by",
        capacity.GroundNeeded: "ground",
    }

    seat = SeatField(label=_("Người vắng mặt"))
    first = DateField(label=_("Từ ngày"), what=_("ngày đầu"))
    last = DateField(label=_("Đến hết ngày"), what=_("ngày cuối"))
    by = SeatField(label=_("Người làm thay"), required=False)
    ground = LineField(label=_("Số và ngày văn bản, nếu có"), required=False, max_length=300)

    def offer(self, seats: Iterable[Choice], others: Iterable[Choice]) -> None:
        """Offer whose days may be recorded, and who may act for them."""
        self._field("seat").offer(seats, nobody=_("Chọn một người"))
        nobody = _("Chọn một người") if self.fields["by"].required else _("Chưa có ai")
        self._field("by").offer(others, nobody=nobody)

    def _field(self, name: str) -> SeatField:
        field = self.fields[name]
        assert isinstance(field, SeatField)  # noqa: S101  # this very form made it
        return field

    def take_blame(self, refusal: Refusal) -> bool:
        """Show a refusal at the field that it is about, and say whether there is one."""
        name = self.answers_for.get(type(refusal))
        if name is not None:
            self.add_error(name, no(refusal))
        return name is not None

    @property
    def wanted(self) -> Arrangement:
        """What is to be arranged; of a valid form only."""
        typed = self.cleaned_data
        return Arrangement(
            kind=self.kind,
            post_id=typed["seat"],
            by_post_id=typed["by"],
            first=typed["first"],
            last=typed["last"],
            ground=typed["ground"],
        )


class SigningForm(LeaveForm):
    """To whom a head delegates his signature, for which days, by which writing."""

    kind = StandInKind.SIGNING

    seat = SeatField(label=_("Chữ ký của"))
    by = SeatField(label=_("Người ký thay"))
    ground = LineField(
        label=_("Văn bản ủy quyền"),
        help_text=_("Số, ngày và nội dung, chẳng hạn: Quyết định 12/QĐ-UBND ngày 01/11/2026"),
        max_length=300,
    )


FORMS: dict[StandInKind, type[LeaveForm]] = {form.kind: form for form in (LeaveForm, SigningForm)}
