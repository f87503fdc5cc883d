"""
The public face of the tree; who sits where is shown to administrators only.

They alone look after the accounts of those who sit beneath them.
"""

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from motcua.ground.access import queries as accounts
from motcua.ground.access.doors import (
    actor_of,
    acts,
    asked,
    form_key,
    identity_of,
    now,
    officer,
    prove,
    public,
)
from motcua.ground.access.queries import Account
from motcua.ground.access.rules import TooManyTries, WrongPassword
from motcua.ground.agencies import actions, queries, rules
from motcua.ground.agencies.forms import ProofForm, SearchForm
from motcua.ground.agencies.models import Agency, Succession
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.design.parts import Way
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.dates import day as written
from motcua.ground.kernel.refusal import Refusal


@public
def tree(request: HttpRequest) -> HttpResponse:
    """Show all agencies of a day, of today if none is asked for, or those of some name."""
    form = SearchForm(request.GET or None)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    asked_for = _asked_for(form)
    day = asked_for or _today(request)
    facts: dict[str, Any] = {"form": form, "words": words, "most": queries.MOST_FOUND}
    facts |= {"day": asked_for, "asked": _asked(asked_for)}
    if words:
        facts["found"] = queries.search(words, on=day)
        whole = reverse("agencies:tree") + facts["asked"]
        facts["whole"] = Way(gettext("Xem tất cả cơ quan"), whole)
    else:
        facts["branches"] = queries.outline(day)
    return render(request, "agencies/tree.html", facts)


@public
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """
    Show one agency: what it is, what it decides, what stands above and below it.

    One that ended is shown as it was on its last day.
    """
    asked_for = _asked_for(SearchForm(request.GET))
    shown = queries.lately(code, asked_for or _today(request))
    last = shown.valid_to - timedelta(days=1) if shown.valid_to else None
    day = min(asked_for or _today(request), last or date.max)
    line = queries.ancestors(shown.pk)
    asked = _asked(asked_for)
    facts = {**_facts(shown, day), "way": _way(line[:0:-1], asked), "asked": asked, "last": last}
    if rules.may_see_posts(actor_of(request), [one.pk for one in line]):
        facts["seats"] = queries.posts_of(shown.pk, on=day)
    return render(request, "agencies/agency.html", facts)


@officer(PostKind.ADMINISTRATOR)
@require_safe
def account(request: HttpRequest, user_id: int) -> HttpResponse:
    """Show an administrator somebody's account, and what may be done to it."""
    shown = _account(request, user_id)
    verbs = rules.account_verbs(
        has_address=bool(shown.email), has_second_factor=shown.has_second_factor
    )
    facts = {"account": shown, "acts": [_act(user_id, verb) for verb in verbs]}
    return render(request, "agencies/account.html", facts)


@officer(PostKind.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters("password")
def keep_account(request: HttpRequest, user_id: int, verb: AccountVerb) -> HttpResponse:
    """Ask an administrator for his password, then do it."""
    form = ProofForm(request.POST or None)
    if not form.is_valid():
        return _proof_asked(request, user_id, verb, form)
    try:
        lent = _keep(request, user_id, verb, form.cleaned_data["password"])
    except (WrongPassword, TooManyTries) as refusal:
        return _proof_asked(request, user_id, verb, form, refusal)
    if lent:
        shown = accounts.account(user_id, now=now(request))
        return render(request, "agencies/lent_password.html", {"account": shown, "lent": lent})
    messages.success(request, gettext(rules.ACCOUNT_DONE[verb]))
    return redirect("agencies:account", user_id)


def _proof_asked(
    request: HttpRequest,
    user_id: int,
    verb: AccountVerb,
    form: ProofForm,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """Say what the act brings with it, and ask for the administrator's own password."""
    facts: dict[str, Any] = {"account": _account(request, user_id), "act": _act(user_id, verb)}
    return asked(request, "agencies/keep_account.html", form, refusal, **facts)


def _account(request: HttpRequest, user_id: int) -> Account:
    """
    Return somebody's account, if it is this administrator's to look after.

    :raises NoSuchAccount: when it is not.
    """
    queries.keeper_of(actor_of(request), user_id, on=_today(request))
    shown = accounts.account(user_id, now=now(request))
    if shown is None:
        raise rules.NoSuchAccount
    return shown


def _keep(request: HttpRequest, user_id: int, verb: AccountVerb, password: str) -> str | None:
    moment = now(request)
    return acts(actions.keep_account)(
        actor=identity_of(request),
        form_key=form_key(request),
        verb=verb,
        user_id=user_id,
        proof=prove(request, password, moment),
        now=moment,
    )


def _act(user_id: int, verb: AccountVerb) -> Way:
    label, consequence = rules.ACCOUNT_VERBS[verb]
    href = reverse("agencies:keep_account", args=[user_id, verb])
    return Way(gettext(label), href, consequence=gettext(consequence))


def _today(request: HttpRequest) -> date:
    return now(request).date()


def _asked_for(form: SearchForm) -> date | None:
    """Return the day whose tree was asked for, None for today's."""
    return form.cleaned_data["ngay"] if form.is_valid() else None


def _asked(day: date | None) -> str:
    """Return what the address of the next page says of the day that was asked for."""
    return f"?{urlencode({'ngay': written(day)})}" if day else ""


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
        "successions": [_succession(each, shown) for each in queries.successions_of(shown.pk)],
    }


def _succession(each: Succession, shown: Agency) -> dict[str, Any]:
    """Return what the page of an agency says of one of its successions."""
    kind = rules.SuccessionKind(each.kind)
    goes = each.predecessor_id == shown.pk
    other = each.successor if goes else each.predecessor
    seen_on = each.took_effect_on if goes else each.took_effect_on - timedelta(days=1)
    label = (rules.WENT_TO if goes else rules.CAME_FROM)[kind]
    return {"label": label, "other": other, "asked": _asked(seen_on), "each": each}


def _way(above: list[Agency], asked: str) -> list[Way]:
    """Return the way down to an agency, from the whole tree on."""
    whole = Way(gettext("Cơ quan"), reverse("agencies:tree") + asked)
    steps = [(one.short_name, reverse("agencies:agency", args=[one.code])) for one in above]
    return [whole, *(Way(name, href + asked) for name, href in steps)]
