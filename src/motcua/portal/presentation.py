"""The follow page's values: dates in the citizen's words, the reckoning line by line."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from motcua.ground.design.parts import Bar, Reason, SliceKind, Stage, Step
from motcua.ground.design.speech import said
from motcua.ground.kernel.dates import day, local, past, time_of_day
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.dossiers.endings import End
from motcua.onestop.dossiers.following import Followed, Mood, PublicLine
from motcua.onestop.dossiers.presentation import due_box
from motcua.onestop.dossiers.readings import ReadFrom

STAGES = {"done": Stage.DONE, "now": Stage.NOW, "next": Stage.NEXT}
PANELS = {
    Mood.CALM: "calm",
    Mood.TO_DO: "do",
    Mood.LATE: "late",
    Mood.DONE: "calm",
    Mood.ENDED: "calm",
    Mood.PAPERS_WAIT: "do",
}
TITLES = {
    Mood.CALM: mark("Lúc này ông/bà không phải làm gì"),
    Mood.TO_DO: mark("Mời ông/bà nhận kết quả"),
    Mood.LATE: mark("Hồ sơ trễ hẹn"),
    Mood.DONE: mark("Hồ sơ đã xong"),
    Mood.ENDED: mark("Hồ sơ đã kết thúc, không có kết quả"),
    Mood.PAPERS_WAIT: mark("Mời ông/bà nhận lại giấy tờ đã nộp"),
}
ALMOST = timedelta(seconds=1)


def page(found: Followed, *, left: str, now: datetime) -> dict[str, Any]:
    """Return what the follow page is drawn from."""
    return {
        "dossier": found,
        "left": left,
        "panel": PANELS[found.mood],
        "title": said(Words(TITLES[found.mood])),
        "advice": _advice(found, left),
        "is_open": found.ended_at is None,
        "closing": _before(found.due_at),
        **_ended(found),
        "ended": time_of_day(found.ended_at) if found.ended_at else "",
        "reasons": list(_reasons(found.due_lines)),
        "total": _total(found),
        "bar": _bar(found, now),
        "steps": [_step(line, now) for line in found.way],
    }


def _ended(found: Followed) -> dict[str, str]:
    """Return how the end is called: a result, or which end without one."""
    match found.ending and found.ending.end:
        case End.REFUSED:
            return {"leaf": _("Từ chối tiếp nhận"), "why": _("Vì sao hồ sơ không được nhận?")}
        case End.STOPPED:
            return {"leaf": _("Dừng giải quyết"), "why": _("Vì sao hồ sơ dừng?")}
        case End.WITHDRAWN:
            return {"leaf": _("Rút hồ sơ"), "why": _("Vì sao hồ sơ được rút?")}
    return {"leaf": _("Có kết quả")}


def _advice(found: Followed, left: str) -> str:
    """Return what the panel says beneath its title: an apology, whom we call, or what to do."""
    if found.mood is Mood.LATE:
        sorry = _("{agency} xin lỗi ông/bà vì không giữ được hẹn ngày {day}: hồ sơ {left}.")
        return sorry.format(agency=found.holder, day=day(local(found.due_at).date()), left=left)
    if found.mood is not Mood.CALM:
        return said(found.to_do)
    if found.phone:
        return _("Cần gì thêm, chúng tôi gọi số {phone}.").format(phone=found.phone)
    return _("Cần gì thêm, chúng tôi liên hệ theo giấy tiếp nhận.")


def _reasons(lines: list[dict[str, Any]]) -> Iterator[Reason]:
    for line in due_box.reason_lines(lines):
        first, last = local(line.begins).date(), local(line.ends - ALMOST).date()
        yield Reason(
            when=_days(first, last),
            words=said(line.words),
            amount=_amount(line),
        )


def _amount(line: due_box.ReasonLine) -> str:
    """Return how much of the limit ran in a line; of a limit that is one day, nothing is said."""
    if line.is_skipped:
        return _("không tính")
    return said(line.amount) if line.amount else ""


def _total(found: Followed) -> Reason | None:
    """Return what the lines add up to, so that anybody can add them himself."""
    limit = due_box.total(found.due_lines)
    return Reason(_("Cộng"), _("đúng thời hạn giải quyết"), said(limit)) if limit else None


def _days(first: date, last: date) -> str:
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def _bar(found: Followed, now: datetime) -> Bar:
    """Return the clock as a bar: what has passed, what is left or late."""
    words = {
        SliceKind.COUNTED: _("đã tính"),
        SliceKind.LATE: _("trễ"),
        SliceKind.LEFT: _("xong sớm") if found.ended_at else _("còn lại"),
    }
    clock = due_box.Clock(found.received_at, found.due_at, found.ended_at, now)
    return due_box.bar(clock, lambda run: words[run.kind] if run.begins < run.ends else "")


def _step(line: PublicLine, now: datetime) -> Step:
    return Step(
        words=said(line.words),
        when=said(past(line.at, local(now).date())) if line.at else _when(line),
        at=line.at,
        stage=STAGES[line.state],
    )


def _when(line: PublicLine) -> str:
    return _("bây giờ") if line.state == "now" else _("sắp tới")


def _before(moment: datetime) -> str:
    """Return the foot of the leaf: until what time of that day."""
    return _("trước %(time)s") % {"time": time_of_day(moment)}


def readers(found: Iterable[ReadFrom], now: datetime) -> list[str]:
    """Return from where a dossier was opened, in a sentence each; nobody is named."""
    today = local(now).date()
    words = _("{kind} của {agency} đã mở {times} lần, gần nhất {last}.")
    return [
        capfirst(
            words.format(
                kind=said(each.kind),
                agency=each.agency,
                times=each.times,
                last=said(past(each.last_at, today)),
            )
        )
        for each in found
    ]
