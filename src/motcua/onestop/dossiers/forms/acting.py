"""What the forms of all acts have in common."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from motcua.ground.design import fields
from motcua.ground.design.speech import no
from motcua.ground.documents.rules import KEPT, FileType
from motcua.ground.kernel.refusal import Refusal

LONGEST_NOTE = 2000


class ActForm(forms.Form):
    """
    The form of an act that needs nothing but the will to do it.

    :cvar answers_for: the field that a refusal of the act is about, where it is about one.
    :cvar kept: the types of the files that it takes.
    """

    answers_for: ClassVar[dict[type[Refusal], str]] = {}
    kept: ClassVar[tuple[FileType, ...]] = KEPT

    def take_blame(self, refusal: Refusal) -> bool:
        """Show a refusal at the field that it is about, and say whether there is one."""
        name = self.answers_for.get(type(refusal))
        if name is not None:
            self.add_error(name, no(refusal))
        return name is not None

    def weigh(self, name: str, check: Callable[[Any], None]) -> None:
        """
        Blame what stands in a field beside whatever else is wrong, to be mended with it.

        :param check: of the act, which accepts what was typed there or refuses it.
        """
        if not self.errors or name not in self.cleaned_data:
            return
        try:
            check(self.cleaned_data[name])
        except Refusal as refusal:
            if self.answers_for.get(type(refusal)) not in self.errors:
                self.take_blame(refusal)

    @property
    def facts(self) -> dict[str, Any]:
        """The facts for the action beside actor, dossier and moment; of a valid form only."""
        return dict(self.cleaned_data)


class SeenForm(ActForm):
    """An act on the dossier as it was on the page: what happened since is read before it."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)

    def show(self, mark: str) -> None:
        """Remember the mark of the dossier that the page shows."""
        self.initial.setdefault("seen", mark)


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

    def offer(self, rows: Iterable[tuple[int | str, str]]) -> None:
        """Show these rows to choose from, a single one chosen already."""
        choices = list(rows)
        self.fields[self.chosen].widget = forms.RadioSelect(choices=choices)
        if len(choices) == 1:
            self.initial.setdefault(self.chosen, choices[0][0])
