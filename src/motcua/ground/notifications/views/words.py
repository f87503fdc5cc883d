"""The words of messages: what is in force, what they would look like, writing others."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.ground.access import doors
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words
from motcua.ground.notifications import actions, gsm, queries, rules, wordings
from motcua.ground.notifications.forms import WordsForm, as_typed
from motcua.ground.notifications.gateway import mail, sms
from motcua.ground.notifications.rules import Template, Wording
from motcua.ground.notifications.views.stuck import keeper

PREVIEW = "xem-truoc"
UNPROCESSABLE = 422
SHOWN_VERSIONS = 20


@keeper
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """List every kind of message, and who wrote its words."""
    written = queries.in_force()
    kinds = [
        {"name": name, "title": Words(template.title), "words": written.get(name)}
        for name, template in rules.TEMPLATES.items()
    ]
    return render(request, "notifications/templates.html", {"kinds": kinds})


@keeper
def template(request: HttpRequest, name: str) -> HttpResponse:
    """Show the words of one kind, try others on example facts, or put them into force."""
    kind = _kind(name)
    if request.method != "POST":
        wording = queries.wording(name)
        form = WordsForm(shipped=kind.wording, initial=as_typed(wording))
        return _page(request, name, form, wording)
    form = WordsForm(request.POST, shipped=kind.wording)
    if not form.is_valid():
        return _page(request, name, form, None, status=UNPROCESSABLE)
    try:
        return _tried(request, name, form)
    except Refusal as refusal:
        return _page(request, name, form, None, refusal=refusal, status=refusal.status)


@keeper
@require_POST
def take_shipped_words(request: HttpRequest, name: str) -> HttpResponse:
    """Put the words that the product brings into force again."""
    _kind(name)
    doors.acts(actions.take_shipped_words)(
        actor=doors.identity_of(request),
        form_key=doors.form_key(request),
        template=name,
        now=doors.now(request),
    )
    messages.success(request, _("Đã dùng lại lời gốc."))
    return redirect("notifications:template", name=name)


def _tried(request: HttpRequest, name: str, form: WordsForm) -> HttpResponse:
    """Show what was typed on example facts, or put it into force if that was asked."""
    if PREVIEW in request.POST:
        wordings.check(rules.TEMPLATES[name], form.wording)
        return _page(request, name, form, form.wording)
    doors.acts(actions.reword)(
        actor=doors.identity_of(request),
        form_key=doors.form_key(request),
        template=name,
        wording=form.wording,
        now=doors.now(request),
    )
    messages.success(request, _("Đã lưu mẫu. Tin xếp hàng từ lúc này dùng lời mới."))
    return redirect("notifications:template", name=name)


def _kind(name: str) -> Template:
    if name not in rules.TEMPLATES:
        raise Http404
    return rules.TEMPLATES[name]


def _page(
    request: HttpRequest,
    name: str,
    form: WordsForm,
    wording: Wording | None,
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    kind = rules.TEMPLATES[name]
    page = {
        "name": name,
        "title": Words(kind.title),
        "form": form,
        "refusal": refusal,
        "form_key": doors.form_key(request),
        "places": [
            (f"{{{place}}}", Words(wordings.PLACES[place])) for place in wordings.usable(kind)
        ],
        "preview": _preview(wording) if wording else None,
        "versions": queries.versions(name)[:SHOWN_VERSIONS],
    }
    return render(request, "notifications/template.html", page, status=status)


def _preview(wording: Wording) -> dict[str, Any]:
    """Return what the words look like, filled with facts of nobody."""
    letter = rules.compose(wording, wordings.EXAMPLE)
    text = sms.text(letter)
    return {
        "subject": letter.subject,
        "paragraphs": mail.body(letter).split("\n\n"),
        "text": text,
        "weight": gsm.weigh(text),
    }
