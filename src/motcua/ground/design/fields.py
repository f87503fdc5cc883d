"""Forms of the product: how Django draws them, and fields that know Vietnamese papers."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.template import loader

CSS_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (Input, "govuk-input"),
)
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
)


class Field(forms.BoundField):
    """A field bound to its form, which knows the classes and the names of GOV.UK's markup."""

    @property
    def kind(self) -> str:
        """Say which branch of the field's template draws it."""
        return _first(KINDS, self.field.widget, "input")

    @property
    def error_id(self) -> str:
        """Return the id that assistive technology finds the error by."""
        return f"{self.auto_id}_error"

    @property
    def hint_id(self) -> str:
        """Return the id that assistive technology finds the hint by."""
        return f"{self.auto_id}_helptext"

    @property
    def described_by(self) -> str:
        """Name the hint and the error, for a group whose widget cannot carry them."""
        shown = ((self.help_text, self.hint_id), (self.errors, self.error_id))
        return " ".join(name for words, name in shown if words)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add GOV.UK's class for this sort of widget to what Django adds."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        base = _first(CSS_CLASSES, widget, "")
        wrong = f"{base}--error" if self.errors and self.kind in {"input", "password"} else ""
        own = str(widget.attrs.get("class", ""))
        built["class"] = " ".join(filter(None, (base, wrong, own)))
        return built


def _first(pairs: tuple[tuple[type[forms.Widget], str], ...], of: forms.Widget, other: str) -> str:
    return next((name for sort, name in pairs if isinstance(of, sort)), other)


class Renderer(DjangoTemplates):
    """Draw forms by the room's own templates and bare widgets by Django's."""

    form_template_name = "design/forms/_form.html"
    field_template_name = "design/forms/_field.html"
    bound_field_class = Field

    def get_template(self, template_name: str) -> Any:
        """Find ours through the project's engine, which knows our tags; else Django's."""
        if template_name.startswith("design/"):
            return loader.get_template(template_name)
        return super().get_template(template_name)
