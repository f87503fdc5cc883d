"""Forms of the product: how Django draws them, and fields that know Vietnamese papers."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import (
    MaxLengthValidator,
    MaxValueValidator,
    MinValueValidator,
    ProhibitNullCharactersValidator,
)
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.template import loader
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from motcua.ground.design.speech import no
from motcua.ground.kernel import dates, identity
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import clean_line, clean_text, group_digits

CSS_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.Select, "govuk-select"),
    (forms.Textarea, "govuk-textarea"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.PasswordInput, "govuk-input govuk-password-input__input govuk-js-password-input-input"),
    (Input, "govuk-input"),
)
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
    (forms.Select, "select"),
)
DAY = _("ngày")
A_BIRTHDAY = "05/01/1990"
A_DAY = "05/01/2026"
# What Django says of these is half translated and does not say what to do.
OUR_WORDS = {
    "invalid_choice": _("Chọn một dòng trong danh sách."),
    "max_length": _("Viết ngắn lại: tối đa %(limit_value)s ký tự, đã nhập %(show_value)s."),
    "max_value": _("Nhập số không lớn hơn %(limit_value)s."),
    "min_value": _("Nhập số không nhỏ hơn %(limit_value)s."),
    "null_characters_not_allowed": _("Có ký tự không đọc được. Xóa rồi nhập lại."),
}
DJANGOS_WORDS = (
    forms.ChoiceField.default_error_messages["invalid_choice"],
    MaxLengthValidator.message,
    MaxValueValidator.message,
    MinValueValidator.message,
    ProhibitNullCharactersValidator.message,
)
CHOSEN = {"checkbox", "checkboxes", "radios", "file", "select"}


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

    @property
    def anchor(self) -> str:
        """Return the id of the first thing that can be mended: where an error leads."""
        is_group = self.kind in {"checkboxes", "radios"}
        return f"{self.auto_id}_0" if is_group else self.id_for_label

    @property
    def photographed(self) -> str:
        """Name the kinds of pictures that a camera may add to a field of several files, if any."""
        widget = self.field.widget
        accepted = str(widget.attrs.get("accept", "")).split(",")
        kinds = [kind for kind in accepted if kind.startswith("image/")]
        return ",".join(kinds) if isinstance(widget, FilesInput) else ""

    @property
    def mistakes(self) -> list[str]:
        """Return what is wrong, each saying how to mend it, an omission by the field's name."""
        omitted = forms.Field.default_error_messages["required"]
        told = []
        for error in self.form.errors.as_data().get(self.name, []):
            if error.code == "required" and error.message == omitted:
                told.append(self._omission())
            elif error.code in OUR_WORDS and any(error.message is words for words in DJANGOS_WORDS):
                told.append(str(OUR_WORDS[error.code] % (error.params or {})))
            else:
                told.extend(error.messages)
        return told

    def _omission(self) -> str:
        label = str(self.label)
        name = label[:1].lower() + label[1:]
        return (
            gettext("Chưa chọn {name}.") if self.kind in CHOSEN else gettext("Chưa nhập {name}.")
        ).format(name=name)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add GOV.UK's class for this sort of widget to what Django adds."""
        widget = widget or self.field.widget
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        if widget.is_hidden:
            return built
        # A browser would cut off what is pasted, without a word: the form tells what is too long.
        built["maxlength"] = False
        names = [_first(CSS_CLASSES, widget, "")]
        if self.errors and names[0]:
            names.append(f"{names[0].split()[0]}--error")
        names.append(str(widget.attrs.get("class", "")))
        built["class"] = " ".join(filter(None, names))
        if self.use_fieldset:
            built.pop("aria-invalid", None)
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


class CheckedField(forms.CharField):
    """
    A line of text that a rule of the kernel reads; what the rule refuses is shown as it says.

    :param missing: the words for an empty field.
    :param attributes: what the browser is told about the field.
    """

    missing: Any = _("Chưa nhập.")
    attributes: ClassVar[dict[str, str]] = {}

    def __init__(self, **kwargs: Any) -> None:
        messages = {"required": self.missing, **kwargs.pop("error_messages", {})}
        super().__init__(error_messages=messages, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Help phones and browsers to fill the field."""
        attrs: dict[str, Any] = super().widget_attrs(widget)
        return {**attrs, **self.attributes}

    def to_python(self, value: Any) -> str:
        """Return the line as it is to be stored."""
        line = clean_line(super().to_python(value) or "")
        return refusing(self.read, line) if line else ""

    def read(self, line: str) -> str:
        """Return what is stored for a line; a subclass refuses what it cannot read."""
        return line


def refusing(read: Callable[[str], Any], line: str) -> Any:
    """
    Read a line by a rule of the kernel.

    :raises ValidationError: in the words of the rule's refusal.
    """
    try:
        return read(line)
    except Refusal as refusal:
        raise ValidationError(no(refusal), code=refusal.code) from refusal


class LineField(CheckedField):
    """A line of free text, measured as it will be stored: composed, without what is invisible."""


class TextField(forms.CharField):
    """Free text of several lines, measured as it will be stored."""

    def __init__(self, *, rows: int = 3, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the lines as they are to be stored."""
        return clean_text(super().to_python(value) or "")


class NameField(CheckedField):
    """The name of a person, spelt as on his papers."""

    missing = _("Nhập họ tên như trên giấy tờ tùy thân.")
    attributes = {"autocomplete": "name", "autocapitalize": "words", "spellcheck": "false"}

    def __init__(self, *, max_length: int = 200, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class IdentityField(CheckedField):
    """A personal identity number, stored as bare digits, shown in threes."""

    missing = _("Nhập số định danh trên thẻ căn cước.")
    attributes = {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}

    def read(self, line: str) -> str:
        """Return the bare digits."""
        return identity.identity_number(line)

    def prepare_value(self, value: Any) -> Any:
        """Space a stored number; what was typed stays as it was typed."""
        text = str(value or "")
        return group_digits(text) if text.isdigit() and len(text) == identity.PERSONAL else value


class PhoneField(CheckedField):
    """A phone number of this country."""

    missing = _("Nhập số điện thoại.")
    widget = forms.TelInput
    attributes = {"autocomplete": "tel", "inputmode": "tel"}

    def read(self, line: str) -> str:
        """Return the bare digits."""
        return identity.phone_number(line)


class TaxCodeField(CheckedField):
    """The tax code of a firm, a household business or a person."""

    missing = _("Nhập mã số thuế.")
    attributes = {"autocomplete": "off", "inputmode": "numeric"}

    def read(self, line: str) -> str:
        """Return the code as it is stored."""
        return identity.tax_code(line)


class TimeField(CheckedField):
    """A time of day on the clock of 24 hours, typed as 08:30 or 8h30."""

    missing = _("Nhập giờ theo dạng 08:30.")
    attributes = {"autocomplete": "off", "inputmode": "numeric"}
    shape = re.compile(r"(\d{1,2}) ?[:.hHgG] ?(\d{2})", re.ASCII)

    def to_python(self, value: Any) -> Any:
        """Return the time that was typed, None for an empty field."""
        line = super().to_python(value)
        if not line:
            return None
        typed = self.shape.fullmatch(line)
        try:
            return time(int(typed[1]), int(typed[2])) if typed else self._refuse()
        except ValueError:
            return self._refuse()

    def _refuse(self) -> None:
        raise ValidationError(self.missing, code="not-a-time")


class MoneyField(CheckedField):
    """An amount in whole đồng, typed with or without points between thousands."""

    missing = _("Nhập số tiền.")
    attributes = {"autocomplete": "off", "inputmode": "numeric"}
    shape = re.compile(r"[0-9]{1,3}([. ]?[0-9]{3})*|[0-9]+")
    most = 999_999_999_999

    def to_python(self, value: Any) -> Any:
        """Return the amount, None for an empty field."""
        line = super().to_python(value)
        if not line:
            return None
        bare = re.sub(r"\s*(đồng|đ)$", "", line)
        if not self.shape.fullmatch(bare):
            raise ValidationError(
                gettext("Nhập số tiền bằng chữ số, ví dụ 8.000."), code="not-an-amount"
            )
        amount = int(re.sub(r"[. ]", "", bare))
        if amount > self.most:
            raise ValidationError(gettext("Số tiền lớn quá. Xem lại."), code="too-much")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Write a stored amount as the Vietnamese write it."""
        return format_dong(value) if isinstance(value, int) else value


class DateField(CheckedField):
    """
    A day, typed as 05/01/1990 or as bare digits.

    :param what: the day's name in the error, translated late: "ngày sinh".
    :param example: how such a day is typed.
    """

    attributes = {"autocomplete": "off", "inputmode": "numeric", "class": "mc-date"}
    shape = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{2})(\d{2})(\d{4})", re.ASCII)

    def __init__(self, *, what: Any = DAY, example: Any = A_DAY, **kwargs: Any) -> None:
        words = _("Nhập {what} theo dạng {example}.")
        self.missing = format_lazy(words, what=what, example=example)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the day that was typed, None for an empty field."""
        if isinstance(value, date):
            return value
        line = super().to_python(value)
        return self._day(line) if line else None

    def _day(self, line: str) -> date:
        typed = self.shape.fullmatch(line)
        if typed is None:
            raise ValidationError(self.missing, code="not-a-date")
        day, month, year = (int(part) for part in typed.groups() if part)
        try:
            return date(year, month, day)
        except ValueError as error:
            wrong = f"{day:02d}/{month:02d}/{year:04d}"
            words = gettext("Không có ngày {day}. Nhập lại ngày.").format(day=wrong)
            raise ValidationError(words, code="no-such-day") from error

    def prepare_value(self, value: Any) -> Any:
        """Write a stored day; what was typed stays as it was typed."""
        return dates.day(value) if isinstance(value, date) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not spellings."""
        return super().has_changed(self.prepare_value(initial), data)


class FilesInput(forms.FileInput):
    """One file or several, from the disk or from a telephone's camera."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of one field, in the order in which they were chosen."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files as a list, none of them unchecked."""
        several = data if isinstance(data, list) and data else [data]
        return [super(FilesField, self).clean(each, initial) for each in several]
