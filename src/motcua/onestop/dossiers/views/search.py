"""The search of dossiers, for whoever sees any."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from motcua.ground.access import doors
from motcua.ground.agencies.rules import EXPORTING_POSTS, READING_POSTS
from motcua.ground.design.parts import Chip
from motcua.ground.kernel.actor import Actor
from motcua.onestop.dossiers import search as searching
from motcua.onestop.dossiers.actions import reading
from motcua.onestop.dossiers.forms.search import SearchForm
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.presentation import worklist
from motcua.onestop.dossiers.presentation.found import FoundRow
from motcua.onestop.dossiers.presentation.worklist import PAGE_SIZE
from motcua.onestop.dossiers.search import Wanted
from motcua.onestop.dossiers.states import Status
from motcua.onestop.dossiers.views.drawn import STATUS_COLOURS


@doors.officer(*READING_POSTS)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show the dossiers that are what was asked for, and write down whom was looked for."""
    actor, now = doors.actor_of(request), doors.now(request)
    form = SearchForm(request.GET, places=searching.places(actor, on=localdate(now)))
    if not form.is_valid():
        return render(request, "dossiers/search.html", {"form": form}, status=422)
    wanted = form.wanted(now)
    page = _page(actor, wanted, worklist.parse_page_key(request.GET.get("sau", "")), now)
    if wanted.sought.masked:
        facts = {"masked": wanted.sought.masked, "found": page["total"]}
        reading.log_search(actor=actor, **facts, now=now)
    rows = [_row(dossier, now) for dossier in page["dossiers"]]
    may = {"may_export": bool(actor.holding(*EXPORTING_POSTS))}
    context = {"form": form, "rows": rows, **page, **may, **_ways(form, page["last"])}
    return render(request, "dossiers/search.html", context)


def _page(actor: Actor, wanted: Wanted, key: Any, now: datetime) -> dict[str, Any]:
    """Return one page of what was found; of names nearly the same where none is the same."""
    look = searching.newest_found
    keys = look(actor, wanted, key, now=now)
    is_alike = not keys and bool(wanted.sought.words)
    if is_alike:
        look = searching.newest_alike
        keys = look(actor, wanted, key, now=now)
    shown = list(searching.rows(actor, keys[: PAGE_SIZE + 1]))
    return {
        "dossiers": shown[:PAGE_SIZE],
        "total": len(keys if key is None else look(actor, wanted, now=now)),
        "is_alike": is_alike,
        "is_later": key is not None,
        "last": shown[PAGE_SIZE - 1] if len(shown) > PAGE_SIZE else None,
    }


def _ways(form: SearchForm, last: Dossier | None) -> dict[str, Any]:
    """Return where the first page and the next one are, and the list without each condition."""
    here = reverse("dossiers:search")
    ways: dict[str, Any] = {
        "whole_href": here,
        "chips": [
            Chip(str(form[name].label), words, f"{here}?{urlencode(form.without(name))}")
            for name, words in form.active.items()
        ],
        "first_href": f"{here}?{urlencode(form.asked)}",
        "export_href": f"{reverse('dossiers:export', args=['tim-ho-so'])}?{urlencode(form.asked)}",
        "is_filled": form.is_filled,
    }
    if last is not None:
        key = worklist.page_key(last.received_at, last.pk)
        ways["next_href"] = f"{here}?{urlencode({**form.asked, 'sau': key})}"
    return ways


def _row(dossier: Dossier, now: datetime) -> FoundRow:
    return FoundRow(
        code=dossier.code,
        name=dossier.applicant_name,
        procedure=dossier.procedure.short_name,
        state=gettext(dossier.local_state.name),
        colour=STATUS_COLOURS[Status(dossier.status)],
        agency=dossier.lead_agency.short_name,
        received_at=dossier.received_at,
        due_at=dossier.due_at,
        ended_at=dossier.ended_at,
        now=now,
    )
