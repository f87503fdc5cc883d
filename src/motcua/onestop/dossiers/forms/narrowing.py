"""What any list is narrowed down by: one of some choices a field, all of it in the address."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.onestop.dossiers.forms.days import DaysForm


def called(words: Mapping[Any, str]) -> list[tuple[Any, Any]]:
    """Return choices by their marked words, said in the reader's language when they are shown."""
    return [(value, _(marked)) for value, marked in words.items()]


class NarrowField(forms.TypedChoiceField):
    """One of what stands in the list, or all."""

    def __init__(self, label: Any, coerce: Any = str, choices: Any = ()) -> None:
        super().__init__(label=label, coerce=coerce, required=False, empty_value=None)
        self.offer(choices)

    def offer(self, choices: Iterable[tuple[Any, Any]]) -> None:
        """Set what may be chosen besides all."""
        self.called = {str(value): words for value, words in choices}
        self.choices = [("", _("Tất cả")), *self.called.items()]

    def words(self, value: str) -> str:
        """Return what a choice is called."""
        return str(self.called[value])


class NarrowForm(DaysForm):
    """Asks of a list what its reader wants to see of it; ``narrows`` are the fields that do."""

    narrows: ClassVar[frozenset[str]] = frozenset()

    @property
    def active(self) -> dict[str, str]:
        """What narrows the list down, by field, as it is called; only of a valid form."""
        return {
            name: self._words(name)
            for name in self.fields
            if name in self.narrows and name in self.asked
        }

    def without(self, name: str) -> dict[str, str]:
        """Return what was asked but for one field."""
        return {each: value for each, value in self.asked.items() if each != name}

    def _words(self, name: str) -> str:
        field, typed = self.fields[name], self.asked[name]
        return gettext(field.words(typed)) if isinstance(field, NarrowField) else typed

    def _field(self, name: str) -> NarrowField:
        field: NarrowField = self.fields[name]  # type: ignore[assignment]
        return field
