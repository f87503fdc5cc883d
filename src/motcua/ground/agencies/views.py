"""
The public face of the tree; who sits where is shown to administrators only.

They alone look after the accounts of those who sit beneath them.
"""

from datetime import date
from typing import Any

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
from motcua.ground.agencies.models import Agency
from motcua.ground.agencies.rules import AccountVerb
from motcua.ground.design.parts import Way
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.refusal import Refusal


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
    messages.success(request, gettext("Đã làm; mật khẩu tạm, nếu có, chỉ hiện một lần."))
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
