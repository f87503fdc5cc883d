"""What did not leave: the list for whoever looks after the messages, and what he decides."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.ground.access import doors
from motcua.ground.access.rules import NotAllowed
from motcua.ground.kernel.actor import PostKind
from motcua.ground.notifications import actions, queries, rules
from motcua.ground.notifications.rules import Status

PAGE = 50


def keeper(view: doors.View) -> doors.View:
    """Open to administrators of the whole house."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not queries.is_keeper(doors.actor_of(request)):
            raise NotAllowed
        return view(request, *args, **kwargs)

    return doors.officer(PostKind.ADMINISTRATOR)(door)


@keeper
@require_safe
def stuck(request: HttpRequest) -> HttpResponse:
    """List the oldest of what did not leave; what is decided makes room for the next."""
    found = queries.stuck(doors.now(request))
    page = {
        "messages_": found[:PAGE],
        "count": found.count(),
        "surely": found.exclude(status=Status.SENDING).count(),
        "form_key": doors.form_key(request),
    }
    return render(request, "notifications/stuck.html", page)


@keeper
@require_safe
def stuck_one(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one of them, without what it says, and what may be decided."""
    message = queries.stuck(doors.now(request)).filter(id=message_id).first()
    if message is None:
        raise rules.NotStuck
    page = {"message_": message, "form_key": doors.form_key(request)}
    return render(request, "notifications/stuck_one.html", page)


@keeper
@require_POST
def send_again(request: HttpRequest, message_id: int) -> HttpResponse:
    """Have one of them sent."""
    return _decided(request, actions.send_again, _("Tin sẽ được gửi lại."), message_id=message_id)


@keeper
@require_POST
def send_all_again(request: HttpRequest) -> HttpResponse:
    """Have all of them sent that surely did not leave."""
    return _decided(request, actions.send_all_again, _("Các tin chưa đi sẽ được gửi lại."))


@keeper
@require_POST
def give_up(request: HttpRequest, message_id: int) -> HttpResponse:
    """Leave one of them unsent."""
    return _decided(request, actions.give_up, _("Đã thôi gửi tin."), message_id=message_id)


def _decided(
    request: HttpRequest, act: Callable[..., None], words: str, **facts: int
) -> HttpResponse:
    doors.acts(act)(
        actor=doors.identity_of(request),
        form_key=doors.form_key(request),
        now=doors.now(request),
        **facts,
    )
    messages.success(request, words)
    return redirect("notifications:stuck")
