"""In a demo: what would have been sent."""

from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from motcua.ground.access import doors
from motcua.ground.notifications import queries, rules
from motcua.ground.notifications.gateway import mail, sms
from motcua.ground.notifications.models import Message

PAGE = 25
LONGEST_ID = 19


@dataclass(frozen=True, slots=True)
class Shown:
    """A message with its words filled in."""

    message: Message
    letter: rules.Letter

    @property
    def paragraphs(self) -> list[str]:
        """The letter as its reader sees it."""
        if self.message.channel == rules.Channel.SMS:
            return [sms.text(self.letter)]
        return mail.body(self.letter).split("\n\n")


def only_in_a_demo(view: doors.View) -> doors.View:
    """Let the page exist in a demo alone: there everybody is invented."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return door


@doors.public
@only_in_a_demo
def letters(request: HttpRequest) -> HttpResponse:
    """List the messages, newest first, paged by key."""
    typed = request.GET.get("truoc", "")
    is_id = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_ID
    before = int(typed) if is_id else None
    found = queries.newest(before=before, count=PAGE + 1)
    address = reverse("notifications:letters")
    page = {
        "letters": [_shown(message) for message in found[:PAGE]],
        "previous_href": address if before else "",
        "next_href": f"{address}?truoc={found[PAGE - 1].id}" if len(found) > PAGE else "",
    }
    return render(request, "notifications/letters.html", page)


@doors.public
@only_in_a_demo
def letter(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one message as its reader would have it."""
    message = get_object_or_404(Message, id=message_id)
    page = {"shown": _shown(message), "letters_href": reverse("notifications:letters")}
    return render(request, "notifications/letter.html", page)


def _shown(message: Message) -> Shown:
    return Shown(message, message.letter)
