"""One act on several work items of the list."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.onestop.dossiers.presentation.verbs import BY_SLUG, OF_MANY, VERBS
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.rules import Verb

# As the list's boxes name an item: the dossier's code and the item's number.
ITEM = re.compile(r"([^/\0]{1,40})/([0-9]{1,4})")


class ManyForm(forms.Form):
    """Which items, which act, and to whom where the act gives them to somebody."""

    lam = forms.TypedChoiceField(
        label=_("Việc cần làm"),
        choices=[(VERBS[verb].slug, VERBS[verb].button) for verb in OF_MANY],
        coerce=BY_SLUG.__getitem__,
        error_messages={"required": _("Bấm một nút ở dưới danh sách.")},
    )
    nguoi = forms.IntegerField(label=_("Giao cho"), required=False)

    def __init__(self, typed: QueryDict) -> None:
        super().__init__(typed)
        self._ticked = typed.getlist("viec")

    def clean(self) -> None:
        """Refuse an act on nothing, on more than a page shows, or for nobody."""
        if not self.items:
            self.add_error(None, gettext("Chưa chọn việc nào. Đánh dấu ở đầu dòng rồi bấm lại."))
        if len(self.items) > PAGE_SIZE:
            words = gettext("Mỗi lần làm nhiều nhất {most} việc.").format(most=PAGE_SIZE)
            self.add_error(None, words)
        if self.cleaned_data.get("lam") is Verb.ASSIGN and not self.cleaned_data.get("nguoi"):
            self.add_error("nguoi", ValidationError(gettext("Chọn một người xử lý.")))

    @property
    def lacks_seat(self) -> bool:
        """Whether to whom the items go is all that is missing."""
        return bool(self.items) and self.errors.keys() == {"nguoi"}

    @property
    def items(self) -> list[tuple[str, int]]:
        """The items ticked: code and number, each once, in the order of the list."""
        read = (ITEM.fullmatch(ticked) for ticked in dict.fromkeys(self._ticked))
        return [(found[1], int(found[2])) for found in read if found]

    @property
    def facts(self) -> dict[str, int]:
        """What the action takes beside the item; only of a valid form."""
        seat: int | None = self.cleaned_data["nguoi"]
        return {"post_id": seat} if self.cleaned_data["lam"] is Verb.ASSIGN and seat else {}
