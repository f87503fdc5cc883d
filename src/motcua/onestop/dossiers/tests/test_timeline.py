"""The history in words, newest first."""

from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any, get_args, get_type_hints

import pytest

from motcua.ground.kernel.actor import ActorKind, PostKind
from motcua.ground.kernel.dates import LOCAL
from motcua.ground.trail.rules import EventBody, Recorded, kinds
from motcua.onestop.dossiers import events, rules
from motcua.onestop.dossiers.events import Sealed
from motcua.onestop.dossiers.presentation import timeline
from motcua.onestop.dossiers.presentation.timeline import Knowledge, OpenStep
from motcua.onestop.processes.examples import two_approvals

AT = datetime(2026, 11, 16, 9, 20, tzinfo=LOCAL)
TODAY = date(2026, 11, 19)
MOVED: dict[str, Any] = {"closed": 1, "outcome": "", "opened": (), "local_state": "handling"}
DRAFTING = events.Opened(2, "draft", "handle", "handler", 1, 1, None, confirmed=True)


def knowledge(taker: str = "Nguyễn Hoàng Khánh Duy") -> Knowledge:
    return Knowledge(
        process=two_approvals(),
        notes={7: "bản vẽ thiếu mặt cắt"},
        holder=lambda post_id, _: {5: "Lê Nguyễn Thùy Trang"}[post_id],
        place=lambda post_id: {3: "Phòng Quản lý đô thị"}[post_id],
        takers={1: taker, 2: "Trần Văn Lực"},
        askers={1: "Bùi Thị Lan"},
        scanned={1: "Giấy khai sinh"},
        linked={4: "H09-4"},
    )


def stopped() -> events.Stopped:
    why = Sealed(7, "00")
    return events.Stopped(
        agency_id=1,
        local_state="stopped",
        paper_count=1,
        reason=why,
        money=None,
        basis=why,
        number=2,
        symbol="TBD",
    )


def not_accepted() -> events.Refused:
    why = Sealed(7, "00")
    return events.Refused(
        code="",
        procedure_version_id=1,
        case_key="",
        channel="counter",
        desk_id=1,
        lead_agency_id=1,
        committee_id=1,
        parties=(),
        paper_count=0,
        reason=why,
        basis=why,
        number=3,
        symbol="TCTN",
        local_state="refused",
    )


def corrected(part: rules.Part, before: int, after: int) -> events.Corrected:
    return events.Corrected(
        entry=1,
        part=part,
        before=Sealed(before, "00"),
        after=Sealed(after, "00"),
        reason=Sealed(7, "00"),
        agency_id=1,
    )


def recorded(body: EventBody) -> Recorded:
    return Recorded(
        sequence=1,
        name=body.name,
        body=body,
        occurred_at=AT,
        recorded_at=AT,
        actor_kind=ActorKind.OFFICER,
        actor_name="Phạm Quốc Bảo",
        user_id=1,
        post_id=3,
        acting_for=None,
        late_declared=False,
        simulated=False,
        event_id=1,
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (events.Assigned(item=1, to_post_id=5), "đã phân công cho Lê Nguyễn Thùy Trang"),
        (events.Confirmed(item=1), "đã xác nhận đã nhận"),
        (
            events.Forwarded(**{**MOVED, "opened": (DRAFTING,)}),
            "đã chuyển tiếp đến Xử lý hồ sơ",
        ),
        (events.StepReturned(**MOVED), "đã chuyển lại bước trước"),
        (events.Proposed(**MOVED), "đã trình kết quả"),
        (events.Approved(**MOVED), "đã duyệt"),
        (events.SentBack(**MOVED), "đã chuyển lại để sửa"),
        (events.Signed(**MOVED), "đã ký"),
        (events.Issued(**MOVED, number=5, symbol="GPXD"), "đã phát hành số 05/GPXD"),
        (events.FeeCollected(amount=8000, left=0, entry_id=1), "đã thu 8.000 đồng"),
        (
            events.HandedOver(**MOVED, taker=Sealed(1, "00")),
            "đã trả kết quả cho Nguyễn Hoàng Khánh Duy",
        ),
        (
            events.ReceiptMended(issue=2, parties=(), paper_count=1),
            "đã sửa giấy tiếp nhận lần 1",
        ),
        (
            events.PaperScanned(issue=1, position=1, file_id=1, file_digest="00"),
            "đã thêm bản quét Giấy khai sinh",
        ),
        (not_accepted(), "đã từ chối tiếp nhận, phiếu số 03/TCTN"),
        (stopped(), "đã dừng giải quyết hồ sơ, thông báo số 02/TBD"),
        (
            events.WithdrawalAsked(
                asker=Sealed(1, "00"), reason=Sealed(7, "00"), local_state="", former_state=""
            ),
            "đã ghi yêu cầu rút hồ sơ của Bùi Thị Lan",
        ),
        (
            events.WithdrawalAgreed(
                agency_id=1, local_state="", paper_count=0, reason=Sealed(7, "00"), money=None
            ),
            "đã đồng ý cho rút hồ sơ",
        ),
        (
            events.WithdrawalDeclined(agency_id=1, reason=Sealed(7, "00"), local_state=""),
            "đã không đồng ý cho rút hồ sơ",
        ),
        (
            events.PapersReturned(taker=Sealed(1, "00")),
            "đã trả lại giấy tờ cho Nguyễn Hoàng Khánh Duy",
        ),
        (events.ResultRecalled(**MOVED, agency_id=1), "đã thu hồi kết quả để làm lại"),
        (
            events.Linked(other_id=4, kind="paired", note=Sealed(7, "00")),
            "đã liên kết với hồ sơ H09-4: hai hồ sơ nộp cùng lúc",
        ),
        (
            events.Unlinked(other_id=4, note=Sealed(7, "00")),
            "đã bỏ liên kết với hồ sơ H09-4",
        ),
        (corrected(rules.Part.TAKER, 1, 2), "đã đính chính người nhận"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_event_has_its_sentence(body: EventBody, expected: str) -> None:
    (line,) = timeline.lines([recorded(body)], knowledge(), TODAY)
    assert str(line.words) == f"Phạm Quốc Bảo {expected}"
    assert (str(line.when), line.where) == ("16/11/2026 09:20", "Phòng Quản lý đô thị")


def test_no_kind_of_event_is_without_words() -> None:
    ours = {body for (name, _), body in kinds().items() if name.startswith("dossier.")}
    assert ours == set(timeline.TOLD)


def test_the_newest_comes_first_with_its_note() -> None:
    back = events.SentBack(**MOVED, note=Sealed(7, "00"))
    history = [recorded(events.Confirmed(item=1)), recorded(back), recorded(stopped())]
    notes = [line.note for line in timeline.lines(history, knowledge(), TODAY)]
    assert notes == ["bản vẽ thiếu mặt cắt", "bản vẽ thiếu mặt cắt", ""]


def test_erased_words_leave_the_line_standing() -> None:
    back = events.SentBack(**MOVED, note=Sealed(8, "00"))
    over = events.HandedOver(**MOVED)
    first, second = timeline.lines([recorded(back), recorded(over)], knowledge(taker=""), TODAY)
    assert str(first.words) == "Phạm Quốc Bảo đã trả kết quả cho người đã được xóa tên"
    assert second.note == ""


def test_what_was_put_right_stays_beside_what_is_right() -> None:
    back = events.SentBack(**MOVED, note=Sealed(7, "00"))
    history = [recorded(back), recorded(corrected(rules.Part.NOTE, 7, 9))]
    known = replace(knowledge(), notes={7: "bản vẽ thiếu mặt cắt", 9: "bản vẽ thiếu mặt đứng"})
    _, line = timeline.lines(history, known, TODAY)
    assert (line.note, line.right) == ("bản vẽ thiếu mặt cắt", "bản vẽ thiếu mặt đứng")


def test_who_really_fetched_it_stands_beside_who_was_written_down() -> None:
    over = events.HandedOver(**MOVED, taker=Sealed(1, "00"))
    history = [recorded(over), recorded(corrected(rules.Part.TAKER, 1, 2))]
    _, line = timeline.lines(history, knowledge(), TODAY)
    assert "Nguyễn Hoàng Khánh Duy" in str(line.words)
    assert line.right == "Trần Văn Lực"


@pytest.mark.parametrize(
    ("holder", "is_confirmed", "expected"),
    [
        ("Lê Nguyễn Thùy Trang", True, "Lê Nguyễn Thùy Trang, Phòng Quản lý đô thị"),
        ("", True, "chờ người xử lý, Phòng Quản lý đô thị"),
        ("", False, "chờ Phòng Quản lý đô thị xác nhận"),
    ],
)
def test_who_has_what_is_open(*, holder: str, is_confirmed: bool, expected: str) -> None:
    item = OpenStep("Thẩm định", AT, "Phòng Quản lý đô thị", PostKind.HANDLER, holder, is_confirmed)
    line = timeline.waiting_line(item, TODAY)
    assert (str(line.words), str(line.where), line.is_open) == ("Thẩm định", expected, True)


def is_spoken(kind: type[EventBody]) -> bool:
    """Say whether an officer's words go with such an event."""
    hints = get_type_hints(kind)
    told = [hints[part] for part in ("note", "reason") if part in hints]
    return any(Sealed in {hint, *get_args(hint)} for hint in told)


@pytest.mark.parametrize("kind", [kind for kind in kinds().values() if is_spoken(kind)])
def test_what_an_officer_wrote_stands_in_the_history(kind: type[EventBody]) -> None:
    body = kind(**{field.name: Sealed(7, "00") for field in fields(kind)})
    assert timeline._note(body, knowledge()) == "bản vẽ thiếu mặt cắt"
