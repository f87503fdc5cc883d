"""The lists of work that an officer keeps for himself: named, renamed, dropped, opened first."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from motcua.ground.access import doors
from motcua.ground.agencies.rules import WORKING_POSTS
from motcua.ground.kernel.refusal import Refusal
from motcua.onestop.dossiers import lists
from motcua.onestop.dossiers.actions import views as acts
from motcua.onestop.dossiers.forms.saved import Doing, ViewForm, kept_question


@doors.officer(*WORKING_POSTS)
@require_http_methods(["GET", "POST"])
def saved_views(request: HttpRequest) -> HttpResponse:
    """Show the views that the officer keeps, and do with one of them what he asks."""
    if request.method != "POST":
        asked = kept_question(request.GET)
        return _page(request, ViewForm(initial={"hoi": asked}), asked)
    form = ViewForm(request.POST)
    if not form.is_valid():
        return _page(request, form, form.data.get("hoi", ""), status=422)
    try:
        return _done(request, form)
    except Refusal as refusal:
        return _page(request, form, form.cleaned_data["hoi"], refusal, status=refusal.status)


def _done(request: HttpRequest, form: ViewForm) -> HttpResponse:
    typed = form.cleaned_data
    doing: Doing = typed["lam"]
    facts = {name: typed[field] for name, field in TAKES[doing].items()}
    who = {"actor": doors.actor_of(request), "form_key": doors.form_key(request)}
    doors.acts(ACTS[doing])(**who, **facts, now=doors.now(request))
    messages.success(request, str(SAID[doing]).format(name=typed["ten"]))
    if doing is Doing.KEEP:
        return redirect(f"{reverse('dossiers:work')}?{typed['hoi']}")
    return redirect("dossiers:saved_views")


def _no_first(**facts: Any) -> None:
    acts.open_first(view_id=None, **facts)


ACTS: dict[Doing, Callable[..., None]] = {
    Doing.KEEP: acts.keep_view,
    Doing.RENAME: acts.rename_view,
    Doing.DROP: acts.drop_view,
    Doing.FIRST: acts.open_first,
    Doing.NO_FIRST: _no_first,
}
TAKES = {
    Doing.KEEP: {"name": "ten", "question": "hoi"},
    Doing.RENAME: {"name": "ten", "view_id": "cach"},
    Doing.DROP: {"view_id": "cach"},
    Doing.FIRST: {"view_id": "cach"},
    Doing.NO_FIRST: {},
}
SAID = {
    Doing.KEEP: _("Đã giữ cách xem {name}."),
    Doing.RENAME: _("Đã đổi tên thành {name}."),
    Doing.DROP: _("Đã bỏ cách xem."),
    Doing.FIRST: _("Việc của tôi sẽ mở bằng cách xem này."),
    Doing.NO_FIRST: _("Việc của tôi lại mở như thường."),
}


def _page(
    request: HttpRequest,
    form: ViewForm,
    question: str,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the views; what was typed for one of them is still there."""
    sent = request.POST
    typed = {sent.get("cach", ""): sent.get("ten", "")} if sent.get("lam") == Doing.RENAME else {}
    views = lists.kept_views(doors.actor_of(request))
    context = {
        "form": form,
        "refusal": refusal,
        "question": question,
        "lines": [(view, typed.get(str(view.pk), view.name)) for view in views],
        "doing": {doing.name: doing.value for doing in Doing},
    }
    return render(request, "dossiers/saved_views.html", context, status=status)
