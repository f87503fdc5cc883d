"""Acts that lives in the demo do not come to: by post, refused, linked, taken over and others."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone
from django.utils.module_loading import import_string

from bench.house import UNTIL, WARD, agency_id
from bench.ours import Ours

ACTIONS = "motcua.onestop.dossiers.actions"
ELSEWHERE = "BD-721-QLDT"
OFFICER_THERE = "bencat.qldt.xuly"
AWAY, SUBSTITUTE, THEIR_HEAD = "phucuong.xuly2", "phucuong.xuly", "phucuong.lanhdao"
DESK = "phucuong.tiepnhan"
COPY = "2.000815"

Weigh = Callable[[str, Callable[..., Any]], Callable[..., Any]]
"""Puts an act, by its name, on the scales."""


def do(weigh: Weigh) -> None:
    """Do each of these acts once."""
    ours = Ours()
    receive = import_string(f"{ACTIONS}.counter.receive")
    at_desk = {"actor": ours.receiver, "now": UNTIL}
    channel = import_string("motcua.onestop.procedures.rules.Channel")
    by_post = replace(ours.matter, channel=channel.POST, postal_number="EB123456789VN")
    weigh("receive by post", receive)(**at_desk, form_key=_key(), intake=by_post)
    earlier = UNTIL - timedelta(hours=5)
    late = replace(ours.matter, received_at=earlier, late_reason="Mất điện từ 10 giờ.")
    weigh("receive, entered late", receive)(**at_desk, form_key=_key(), intake=late)
    refused = import_string(f"{ACTIONS}.counter.refuse")
    why = {"reason": "Thửa đất đang có tranh chấp.", "basis": "Luật Đất đai 2013, điều 188"}
    weigh("refuse", refused)(**at_desk, form_key=_key(), intake=ours.matter, **why)
    scan_and_link(ours, weigh)
    send_elsewhere(ours, weigh)
    take_over(weigh)


def scan_and_link(ours: Ours, weigh: Weigh) -> None:
    """Hang a scan on a paper of a permit, and say that it continues another."""
    code, other = ours.intake(), ours.intake()
    at_desk = {"actor": ours.receiver, "code": code, "now": UNTIL}
    papers = import_string("motcua.onestop.dossiers.queries.papers_in_play")(code)
    scan = import_string("motcua.onestop.dossiers.examples.draft")(name="quet.pdf")
    scanned = import_string(f"{ACTIONS}.desk.scan_paper")
    weigh("scan", scanned)(**at_desk, form_key=_key(), paper_id=papers[0].pk, scan=scan)
    facts = {"other": other, "kind": "continues", "reason": "Xây tiếp tầng trên."}
    linked = import_string(f"{ACTIONS}.linking.link")
    weigh("link", linked)(**at_desk, form_key=_key(), **facts)


def send_elsewhere(ours: Ours, weigh: Weigh) -> None:
    """Transfer a permit to another city's office, which does not take it."""
    hands = f"{ACTIONS}.hands"
    code, why = ours.intake(), "Khu đất thuộc địa bàn bên cạnh."
    facts = {"code": code, "reason": why, "now": UNTIL}
    confirm = import_string(f"{ACTIONS}.steps.confirm")
    confirm(actor=ours.handler, form_key=_key(), code=code, item=1, now=UNTIL)
    weigh("transfer", import_string(f"{hands}.transfer"))(
        actor=ours.handler, form_key=_key(), item=1, agency_id=agency_id(ELSEWHERE), **facts
    )
    there = officer(OFFICER_THERE, UNTIL)
    weigh("decline", import_string(f"{hands}.decline"))(
        actor=there, form_key=_key(), item=2, **facts
    )


def take_over(weigh: Weigh) -> None:
    """Keep an item of somebody who is on leave from today on, as the demo has it."""
    now = timezone.localtime()
    ours = Ours()
    copy = replace(
        ours.matter, desk_id=agency_id(WARD), procedure_code=COPY, case_key="trong-nuoc", pages=1
    )
    receive = import_string(f"{ACTIONS}.counter.receive")
    facts = {"form_key": _key(), "intake": copy, "is_lack_accepted": True, "now": now}
    code = receive(actor=officer(DESK, now), **facts).code
    doing = {"code": code, "item": 1, "now": now}
    seat = officer(AWAY, now).grants[0].post_id
    assign = import_string(f"{ACTIONS}.steps.assign")
    assign(actor=officer(THEIR_HEAD, now), form_key=_key(), post_id=seat, **doing)
    taken = import_string(f"{ACTIONS}.hands.take_over")
    why = "Làm thay trong những ngày nghỉ."
    weigh("take over", taken)(
        actor=officer(SUBSTITUTE, now), form_key=_key(), holder_id=seat, reason=why, **doing
    )


def officer(username: str, now: datetime) -> Any:
    """Return an account of the demo with its rights of a day."""
    user = import_string("django.contrib.auth.get_user_model")().objects.get(username=username)
    actor_of = import_string("motcua.ground.agencies.queries.actor_of")
    return actor_of(user.pk, user.full_name, on=now.date())


def _key() -> str:
    return str(uuid4())
