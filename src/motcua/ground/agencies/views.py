"""The public face of the tree; who sits where is shown to administrators only."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from motcua.ground.access.doors import actor_of, now, public
from motcua.ground.agencies import queries, rules
from motcua.ground.agencies.forms import SearchForm
from motcua.ground.agencies.models import Agency
from motcua.ground.design.parts import Way


@public
def tree(request: HttpRequest) -> HttpResponse:
    """Show all agencies of today, or those whose names were asked for."""
    today = _today(request)
    form = SearchForm(request.GET if request.GET.get("q") else None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    facts = {"form": form, "words": words, "most": queries.MOST_FOUND}
    if words:
        facts["found"] = queries.search(words, on=today)
        facts["whole"] = Way(gettext("Xem tất cả cơ quan"), reverse("agencies:tree"))
    else:
        facts["branches"] = queries.outline(today)
    return render(request, "agencies/tree.html", facts)


@public
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Show one agency: what it is, what it decides, what stands above and below it."""
    today = _today(request)
    shown = queries.by_code(code, today)
    line = queries.ancestors(shown.pk)
    facts = {**_facts(shown, today), "way": _way(line[:0:-1])}
    if rules.may_see_posts(actor_of(request), [one.pk for one in line]):
        facts["seats"] = queries.posts_of(shown.pk, on=today)
    return render(request, "agencies/agency.html", facts)


def _today(request: HttpRequest) -> date:
    return now(request).date()


def _facts(shown: Agency, today: date) -> dict[str, Any]:
    """Return what everybody may know of an agency."""
    kind = rules.AgencyKind(shown.kind)
    is_office = kind is rules.AgencyKind.OFFICE
    competences = queries.duties_of if is_office else queries.competences_of
    return {
        "agency": shown,
        "kind": rules.AGENCY_KINDS[kind],
        "below": queries.below(shown.pk, on=today),
        "competences": competences(shown.pk, on=today),
        "successions": queries.successions_of(shown.pk),
    }


def _way(above: list[Agency]) -> list[Way]:
    """Return the way down to an agency, from the whole tree on."""
    whole = Way(gettext("Cơ quan"), reverse("agencies:tree"))
    return [
        whole,
        *(Way(one.short_name, reverse("agencies:agency", args=[one.code])) for one in above),
    ]
