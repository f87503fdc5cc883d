"""The citizen's site: the first page, and following a dossier."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from motcua.ground.access import doors
from motcua.ground.access import writes as access
from motcua.ground.calendars import queries as calendars
from motcua.ground.calendars.standing import time_left
from motcua.ground.design.speech import said
from motcua.ground.kernel.refusal import passes
from motcua.onestop.dossiers import followed as dossiers
from motcua.onestop.dossiers import readings
from motcua.onestop.dossiers.actions import receipt
from motcua.onestop.dossiers.following import Followed
from motcua.onestop.dossiers.receipts import receipt_link
from motcua.onestop.procedures import queries as procedures
from motcua.portal import presentation
from motcua.portal.forms import FollowForm
from motcua.portal.rules import QUARTER, SLOWED, WATCHED, Guess


@doors.public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Ask at once for what most people come for, and name what is received."""
    offers = procedures.search("", on=localdate(doors.now(request)), limit=20)
    context = {"form": FollowForm(), "offers": offers}
    return render(request, "portal/home.html", context)


@doors.public
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for code and secret; the right ones lead to the dossier's page."""
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "portal/follow_form.html", {"form": form}, status=status)
    is_watched = _count(request, form.cleaned_data["code"])
    link = _link_for(request, form, is_watched=is_watched)
    if link:
        return redirect("portal:followed", code=form.cleaned_data["code"], link=link)
    form.say_no(is_watched=is_watched)
    return render(request, "portal/follow_form.html", {"form": form}, status=422)


def _count(request: HttpRequest, code: str) -> bool:
    """
    Count a try, and say whether the code, or the whole page, is under so many that more is asked.

    The receipt's link is never counted, so that nobody's guessing locks an owner out.

    :raises TooManyTries: beyond the counts of :data:`SLOWED`.
    """
    _try(request, SLOWED, code)
    are_few = [passes(_try, request, (guess,), code) for guess in WATCHED]
    return not all(are_few)


def _try(request: HttpRequest, guesses: Sequence[Guess], code: str) -> None:
    address = doors.address_key(request)
    limits = {guess.key(code=code, address=address): guess.limit for guess in guesses}
    access.throttle_each(limits=limits, per_seconds=QUARTER, now=doors.now(request))


def _link_for(request: HttpRequest, form: FollowForm, *, is_watched: bool) -> str:
    """Return the link that what was typed opens, empty if none; who is right gets his try back."""
    code = form.cleaned_data["code"]
    found = dossiers.opened_by_secret(
        settings.RECEIPT_KEY,
        code=code,
        secret=form.cleaned_data["secret"],
        name=form.cleaned_data["name"] if is_watched else None,
    )
    if found is None:
        return ""
    for guess in (*SLOWED, *WATCHED):
        access.give_back(key=guess.key(code=code, address=doors.address_key(request)))
    dossier_id, issue = found
    return receipt_link(settings.RECEIPT_KEY, dossier_id=dossier_id, issue=issue)


@doors.public
@require_safe
def followed(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """Show where the dossier is, what was done, what is expected, and why that date."""
    now = doors.now(request)
    found = dossiers.followed(settings.RECEIPT_KEY, code=code, link=link, now=now)
    if found is None:
        return render(request, "portal/follow_nothing.html", status=404)
    context = presentation.page(found, left=_left(found, now), now=now)
    context |= {"link": link, "form_key": doors.form_key(request)}
    context["readers"] = presentation.readers(readings.told_to_owner(found.code), now)
    return render(request, "portal/followed.html", context)


@doors.public
@require_POST
def stop_messages(request: HttpRequest, code: str, link: str) -> HttpResponse:
    """Send no more messages about the dossier that this link opens."""
    doors.acts(receipt.stop_messages)(
        form_key=doors.form_key(request),
        code=code,
        link=link,
        key=settings.RECEIPT_KEY,
        now=doors.now(request),
    )
    messages.success(request, gettext("Đã ngừng báo tin về hồ sơ này."))
    return redirect("portal:followed", code=code, link=link)


def _left(found: Followed, now: datetime) -> str:
    """Return the time left or lost in the words for citizens."""
    first, last = sorted((localdate(now), localdate(found.due_at)))
    calendar = calendars.calendar_of(found.desk_id, first, last)
    return said(time_left(now, found.due_at, calendar, for_citizen=True))
