"""Whether an officer wants a letter in the morning."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from motcua.ground.access import doors
from motcua.ground.notifications import actions, queries

WANTED, UNWANTED = "nhan", "thoi"


@doors.officer()
def morning_mail(request: HttpRequest) -> HttpResponse:
    """Show whether the officer gets one, and let him choose."""
    if request.method == "POST":
        return _chosen(request)
    page = {
        "address": getattr(request.user, "email", ""),
        "is_wanted": queries.wants_morning_mail(doors.actor_of(request).user_id or 0),
        "form_key": doors.form_key(request),
    }
    return render(request, "notifications/morning_mail.html", page)


def _chosen(request: HttpRequest) -> HttpResponse:
    is_wanted = request.POST.get("chon") == WANTED
    doors.acts(actions.choose_morning_mail)(
        actor=doors.identity_of(request),
        form_key=doors.form_key(request),
        is_wanted=is_wanted,
        now=doors.now(request),
    )
    words = _("Mỗi sáng sẽ có thư.") if is_wanted else _("Đã thôi gửi thư buổi sáng.")
    messages.success(request, words)
    return redirect("notifications:morning_mail")
