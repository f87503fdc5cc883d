"""Tags and filters that every template has without loading them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.forms import BaseForm, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.ground.design import icons
from motcua.ground.design.fields import Field
from motcua.ground.design.parts import Bar, Colour
from motcua.ground.design.speech import in_vietnamese, said
from motcua.ground.kernel.money import format_dong
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.text import group_digits
from motcua.ground.kernel.words import Words, counted

register = template.Library()

WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
HEADS = (
    gettext_lazy("T2"),
    gettext_lazy("T3"),
    gettext_lazy("T4"),
    gettext_lazy("T5"),
    gettext_lazy("T6"),
    gettext_lazy("T7"),
    gettext_lazy("CN"),
)
ERROR_SUMMARY = 'class="govuk-error-summary"'
DUE_ICONS = {"late": "triangle-alert", "today": "clock", "paused": "pause"}
PANEL_ICONS = {
    "calm": "circle-check",
    "do": "circle-alert",
    "late": "triangle-alert",
    "note": "info",
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw a pictogram; it is decoration, so words must stand beside it."""
    return format_html(
        '<svg class="mc-icon" width="24" height="24" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(icons.drawing(name)),  # noqa: S308  # our own build's drawing
    )


@register.simple_tag(takes_context=True)
def form_key(context: Context) -> SafeString:
    """Hide in a form the key by which a repeated submit is recognised."""
    key = context.get("form_key") or uuid4()
    return format_html('<input type="hidden" name="form_key" value="{}">', key)


@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """
    Draw a field of a form with its label, hint, error and kept value.

    :param options: see ``design/forms/_field.html``: ``hide_label``, ``label_size``
        (s, m, l), ``heading`` (the label is the page's H1), ``suffix``, ``inline``,
        ``small``, ``span`` (columns of twelve), ``hide_optional``.
    """
    return render_to_string(bound.template_name, {"field": bound, **options})


@register.simple_tag
def error_summary(
    form: BaseForm | Iterable[BaseForm | BoundField] | None, refusal: Refusal | None = None
) -> SafeString:
    """
    List above the page's heading what must be mended before a form is accepted.

    :param form: one form, or several that the page sends as one, or their fields in its order.
    :param refusal: what the act itself refused.
    """
    forms = [form] if isinstance(form, BaseForm) else form or ()
    mistakes = [mistake for each in forms for mistake in _mistakes(each)]
    if not mistakes and not refusal:
        return SafeString("")
    return render_to_string(
        "design/components/_error_summary.html",
        {
            "mistakes": mistakes,
            "title": said(refusal.sentence) if refusal else "",
            "advice": said(refusal.advice) if refusal else "",
            "count": len(mistakes),
        },
    )


def _mistakes(form: BaseForm | BoundField) -> Iterator[tuple[str, str]]:
    """Yield each mistake with the id of the field that it is in."""
    if isinstance(form, BaseForm):
        for words in form.non_field_errors():
            yield "", str(words)
        for bound in form:
            yield from _mistakes(bound)
    elif isinstance(form, Field):
        for words in form.mistakes:
            yield form.anchor, _named(words, str(form.label))


def _named(mistake: str, label: str) -> str:
    """Put a field's name before what is wrong, for a list far from it, unless it stands there."""
    return mistake if label.lower() in mistake.lower() else f"{label}: {mistake}"


@register.simple_tag
def tag(colour: str, words: str) -> SafeString:
    """Show a state as a coloured word; the room whose state it is knows its colour."""
    tint = Colour(colour)
    return format_html('<strong class="govuk-tag govuk-tag--{}">{}</strong>', tint, words)


@register.simple_tag
def due(words: str, state: str = "") -> SafeString:
    """Show how much time is left; ``state`` is late, today, paused or nothing."""
    pictogram = icon(DUE_ICONS[state]) if state else ""
    modifier = f" mc-due--{state}" if state else ""
    return format_html('<span class="mc-due{}">{}{}</span>', modifier, pictogram, words)


@register.inclusion_tag("design/components/_leaf.html")
def leaf(moment: date | datetime, label: str, foot: str) -> dict[str, Any]:
    """Show a promised day as a leaf of the block calendar."""
    day = _local(moment)
    month = _("tháng {month} năm {year}").format(month=day.month, year=day.year)
    return {
        "moment": day,
        "label": label,
        "day": str(day.day),
        "month": month,
        "foot": foot,
    }


@register.inclusion_tag("design/components/_clock.html")
def clock_bar(bar: Bar, id: str = "mc-hatch") -> dict[str, Any]:  # noqa: A002  # HTML's word
    """Draw a legal clock as a bar; a second one on a page needs an ``id`` of its own."""
    return {
        "bar": bar,
        "blocks": list(bar.blocks()),
        "marks": bar.marks(_("hôm nay")),
        "now_x": bar.now_x(),
        "id": id,
    }


@register.simple_tag
def weekday_heads() -> list[tuple[Any, Any]]:
    """Return what stands above the columns of a month: short to the eye, whole to the ear."""
    return list(zip(HEADS, WEEKDAYS, strict=True))


@register.simple_block_tag
def panel(content: str, kind: str, title: str) -> SafeString:
    """Put what matters most into a coloured panel: calm, do, late or note."""
    facts = {"content": content, "kind": kind, "title": title, "drawing": PANEL_ICONS[kind]}
    return render_to_string("design/components/_panel.html", facts)


@register.simple_block_tag
def drawn_first(content: str) -> str:
    """Draw a part of a page before what stands above it, which may then depend on it."""
    return content


@register.filter
def has_error_summary(drawn: str) -> bool:
    """Say whether a page lists mistakes; in what people type the quotes would be escaped."""
    return ERROR_SUMMARY in drawn


@register.filter
def frame(page: Any) -> str:
    """Name the frame of a page that everybody sees: an officer keeps his bar."""
    menu = page.get("menu") if isinstance(page, dict) else getattr(page, "menu", None)
    return "design/officer.html" if menu else "design/citizen.html"


@register.filter
def words(text: Words | str) -> str:
    """Say marked words of pure code in the reader's language."""
    return said(text) if isinstance(text, Words) else str(text)


@register.filter
def vietnamese(text: Words) -> str:
    """Say the words of a letter or another paper, which are Vietnamese on every page."""
    return in_vietnamese(said)(text)


@register.filter
def bounded(count: int) -> str:
    """Say a count that nobody took further than a hundred: "hơn 100"."""
    return said(counted(count))


@register.filter
def dong(amount: int | None) -> str:
    """Write an amount of money in thousands: 8.000."""
    return _("Chưa có dữ liệu") if amount is None else format_dong(int(amount))


@register.filter
def on(moment: date | datetime | None) -> str:
    """Write a day as 20/04/2015."""
    return f"{_local(moment):%d/%m/%Y}" if moment else ""


@register.filter
def at(moment: datetime | None) -> str:
    """Write the time of day as 17:00."""
    return f"{_local(moment):%H:%M}" if moment else ""


@register.filter
def weekday_on(moment: date | datetime | None) -> str:
    """Write a day as thứ Sáu 27/11/2026, never broken between its words."""
    if not moment:
        return ""
    day = _local(moment)
    return f"{weekday(day)}\u00a0{day:%d/%m/%Y}"


@register.filter
def weekday(moment: date | datetime | None) -> str:
    """Name the day of the week."""
    if not moment:
        return ""
    return str(WEEKDAYS[_local(moment).weekday()]).replace(" ", "\u00a0")


@register.filter
def grouped(number: str | None) -> str:
    """Write an identity number in threes: 074 189 004 712."""
    return group_digits(number).replace(" ", "\u00a0") if number else ""


def _local(moment: date | datetime) -> date | datetime:
    """Return an instant in the province's time; a day stays as it is."""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        return timezone.localtime(moment)
    return moment
