"""What officers read of the calendars: a year of their own agency; administrators more."""

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from motcua.ground.access import doors
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import presentation, queries
from motcua.ground.calendars.forms import YearForm
from motcua.ground.calendars.queries import Kept
from motcua.ground.design.parts import Fact, Way
from motcua.ground.design.speech import said
from motcua.ground.kernel.actor import PostKind
from motcua.ground.kernel.dates import day

if TYPE_CHECKING:
    from motcua.ground.agencies.models import Agency


@doors.officer()
@require_safe
def year(request: HttpRequest) -> HttpResponse:
    """Show twelve months of an agency's calendar, and why each day is what it is."""
    today = doors.now(request).date()
    readable = queries.readable(doors.actor_of(request), on=today)
    offices = {each.code: each for each in readable}
    form = _asked(request, offices, today)
    if not form.is_valid():
        return doors.asked(request, "calendars/year.html", form)
    shown, office = form.cleaned_data["nam"], offices[form.cleaned_data["co-quan"]]
    kept = queries.kept(office.pk, date(shown, 1, 1), date(shown, 12, 31))
    facts = {"form": form, "office": office, "year": shown}
    facts |= _drawn(kept, shown) | _around(form) | _whose(kept, office)
    return render(request, "calendars/year.html", facts)


@doors.officer(PostKind.ADMINISTRATOR)
@require_safe
def undecided(request: HttpRequest) -> HttpResponse:
    """List the days that count as working days until somebody decides."""
    return render(request, "calendars/undecided.html", {"days": queries.undecided_days()})


def _asked(request: HttpRequest, offices: "dict[str, Agency]", today: date) -> YearForm:
    """Return the form with what was asked for: this year of one's own agency where nothing was."""
    seat = doors.actor_of(request).grants[0].agency_id
    own = next(code for code, office in offices.items() if office.pk == seat)
    asked = {"nam": str(today.year), "co-quan": own} | request.GET.dict()
    return YearForm(
        asked, offices=[(code, office.name_in_full) for code, office in offices.items()]
    )


def _drawn(kept: Kept, shown: int) -> dict[str, Any]:
    """Return the months, their key and what is listed beneath them."""
    calendar = kept.calendar
    return {
        "has_hours": bool(calendar.hours),
        "months": presentation.months(calendar, shown),
        "key": presentation.key(calendar),
        "lines": presentation.special_lines(calendar),
        "notes": [gettext(note) for note in presentation.notes(calendar)],
        "weeks": [
            (hours, [_week_fact(line) for line in presentation.week_lines(hours.week)])
            for hours in presentation.hours_in_force(calendar)
        ],
    }


def _week_fact(line: presentation.WeekLine) -> Fact:
    label = said(line.days)
    return Fact(label[:1].upper() + label[1:], line.hours or gettext("nghỉ"))


def _whose(kept: Kept, office: "Agency") -> dict[str, Any]:
    """Return which calendar holds when, and from which agency up the tree it comes."""
    line = agencies.ancestors(office.pk)
    is_one = len(kept.keepings) == 1
    return {
        "keepings": [
            Fact(
                gettext("Lịch áp dụng")
                if is_one
                else gettext("Từ {first}").format(first=day(each.valid_from)),
                each.name,
                gettext("của chính cơ quan này")
                if each.distance == 0
                else gettext("theo {agency}").format(agency=line[each.distance].name),
            )
            for each in kept.keepings
        ]
    }


def _around(form: YearForm) -> dict[str, Any]:
    """Return the ways to the year before and the year after, where there is one."""
    typed = form.cleaned_data
    return {
        name: Way(gettext("Năm {year}").format(year=year), f"?{urlencode(typed | {'nam': year})}")
        for name, year in (("before", typed["nam"] - 1), ("after", typed["nam"] + 1))
        if presentation.FIRST_YEAR <= year <= presentation.LAST_YEAR
    }
