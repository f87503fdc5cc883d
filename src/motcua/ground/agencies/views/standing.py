"""Who is away and who signs for whom: each for his own seat, a head for his agency."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.ground.access.doors import actor_of, acts, asked, form_key, identity_of, now, officer
from motcua.ground.agencies import actions, capacity, queries
from motcua.ground.agencies.capacity import COVERED_POSTS, StandInKind
from motcua.ground.agencies.forms import FORMS, Choice, LeaveForm
from motcua.ground.agencies.models import StandIn, Tenure
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import mark

DONE = {
    StandInKind.LEAVE: mark("Đã ghi vắng mặt."),
    StandInKind.SIGNING: mark("Đã ghi ủy quyền ký; chỉ có hiệu lực trong những ngày này."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """
    A leave or a delegation as the page shows it.

    :param by: who acts for the holder and in what capacity; empty for nobody.
    """

    row: StandIn
    by: str
    may_end: bool


@officer(*COVERED_POSTS)
@require_safe
def standing(request: HttpRequest) -> HttpResponse:
    """Show who is away and who signs for whom, now and to come, and what is over."""
    actor, today = actor_of(request), now(request).date()
    seen = queries.arranged(actor)
    facts = {
        "lines": [_line(row, actor) for row in queries.now_or_later(seen, on=today)],
        "over": [_line(row, actor) for row in queries.over(seen, on=today)],
        "today": today,
        "may_delegate": bool(_own(actor, PostKind.HEAD)),
    }
    return render(request, "agencies/standing.html", facts)


@officer(*COVERED_POSTS)
@require_http_methods(["GET", "HEAD", "POST"])
def arrange(request: HttpRequest, kind: StandInKind) -> HttpResponse:
    """Ask for a leave or a delegation, or record it; what was typed outlives a refusal."""
    form = FORMS[kind](request.POST or None)
    form.offer(*_offered(actor_of(request), kind, now(request).date()))
    if not form.is_valid():
        return _asked(request, form)
    try:
        acts(actions.arrange)(
            actor=identity_of(request),
            form_key=form_key(request),
            wanted=form.wanted,
            now=now(request),
        )
    except Refusal as refusal:
        return _asked(request, form, None if form.take_blame(refusal) else refusal)
    messages.success(request, gettext(DONE[kind]))
    return redirect("agencies:standing")


@officer(*COVERED_POSTS)
@require_POST
def end(request: HttpRequest, stand_in_id: int) -> HttpResponse:
    """End a leave or a delegation at once."""
    acts(actions.end_stand_in)(
        actor=identity_of(request),
        form_key=form_key(request),
        stand_in_id=stand_in_id,
        now=now(request),
    )
    messages.success(request, gettext("Đã kết thúc; từ lúc này không ai làm thay nữa."))
    return redirect("agencies:standing")


def _asked(request: HttpRequest, form: LeaveForm, refusal: Refusal | None = None) -> HttpResponse:
    facts = {"is_signing": form.kind is StandInKind.SIGNING}
    return asked(request, "agencies/arrange.html", form, refusal, **facts)


def _line(row: StandIn, actor: Actor) -> Line:
    chair = queries.chair(row.tenure)
    try:
        capacity.setter_of(StandInKind.LEAVE, actor, chair)
    except capacity.NotYourSeat:
        return Line(row, _by(row), may_end=False)
    return Line(row, _by(row), may_end=True)


def _by(row: StandIn) -> str:
    if row.by is None:
        return ""
    kinds = PostKind(row.tenure.post.kind), PostKind(row.by.post.kind)
    acting = capacity.acting_words(
        capacity.capacity_of(*kinds), title=row.tenure.post.title, holder=row.tenure.person.name
    )
    return f"{row.by.person.name} ({said(acting)})"


def _own(actor: Actor, *kinds: PostKind) -> set[int]:
    """Return the seats of these kinds on which the actor himself sits."""
    return {grant.post_id for grant in actor.holding(*kinds) if grant.acts_from is None}


def _offered(actor: Actor, kind: StandInKind, on: date) -> tuple[list[Choice], list[Choice]]:
    """Return whose days the actor may record, and who may act for any of them by law."""
    is_signing = kind is StandInKind.SIGNING
    own = _own(actor, PostKind.HEAD) if is_signing else _own(actor, *COVERED_POSTS)
    headed = queries.looked_after(actor)
    around = headed | {grant.agency_id for grant in actor.holding(*COVERED_POSTS)}
    people = queries.sitting(around, on=on)
    his = [
        one
        for one in people
        if one.post_id in own or (not is_signing and one.post.agency_id in headed)
    ]
    may = capacity.may_sign_for if is_signing else capacity.may_substitute
    chairs = [queries.chair(one) for one in his]
    others = [one for one in people if any(may(chair, queries.chair(one)) for chair in chairs)]
    if len(his) == 1:
        others = [one for one in others if one.pk != his[0].pk]
    return _choices(his), _choices(others)


def _choices(people: Iterable[Tenure]) -> list[Choice]:
    return [
        (one.post_id, f"{one.person.name} ({one.post.title}, {one.post.agency.short_name})")
        for one in people
    ]
