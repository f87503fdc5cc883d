"""Paper that came by post, or before it could be entered: the time counts from its coming."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail import queries as trail
from motcua.onestop.dossiers import books, queries, rules
from motcua.onestop.dossiers.actions import counter
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_matter, key, received
from motcua.onestop.dossiers.models import Dossier, Note, PostalItem
from motcua.onestop.dossiers.tests.counter import typed
from motcua.onestop.procedures.rules import Channel

AFTERNOON = MORNING.replace(hour=15, minute=30)
NEXT_DAY = MORNING + timedelta(days=1)
REASON = "Mất điện từ 8 giờ đến 15 giờ"


def refused(*, received_at: datetime = MORNING, now: datetime = AFTERNOON, **told: str) -> str:
    """Return the code that a told arrival is refused by, empty if it is accepted."""
    usual = {"reason": REASON, "channel": Channel.COUNTER, "postal_number": ""}
    try:
        rules.check_arrival(received_at, now=now, **{**usual, **told})
    except Refusal as refusal:
        return refusal.code
    return ""


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, ""),
        ({"reason": ""}, "dossiers.late-reason-needed"),
        ({"reason": "", "now": MORNING + rules.ENTERED_AT_ONCE}, ""),
        ({"received_at": AFTERNOON + timedelta(seconds=1)}, "dossiers.not-received-yet"),
        ({"now": MORNING + rules.LATEST_ENTRY}, ""),
        ({"now": NEXT_DAY + rules.LATEST_ENTRY}, "dossiers.too-late-to-enter"),
        ({"channel": Channel.POST}, "dossiers.postal-number-needed"),
        ({"channel": Channel.POST, "postal_number": "RA123456789VN"}, ""),
    ],
)
def test_an_arrival_is_lawful_or_refused(told: dict[str, Any], code: str) -> None:
    assert refused(**told) == code


def test_channels_bear_the_numbers_of_the_nation() -> None:
    numbers = {Channel.COUNTER: 1, Channel.ONLINE: 2, Channel.POST: 3}
    assert {channel: channel.national for channel in Channel} == numbers


def late(cast: Cast, **facts: Any) -> Dossier:
    """Receive in the afternoon what came in the morning."""
    matter = copy_matter(cast, **{"received_at": MORNING, "late_reason": REASON, **facts})
    return received(cast.ward_receiver, matter, now=AFTERNOON)


@pytest.mark.django_db
class TestReceive:
    def test_what_is_entered_late_keeps_the_time_at_which_it_came(self, cast: Cast) -> None:
        at_once = received(cast.ward_receiver, copy_matter(cast))
        dossier = late(cast)
        assert dossier.received_at == MORNING
        assert dossier.entered_at == AFTERNOON
        # After the cut-off of 15:00 it would be due the day after.
        assert dossier.due_at == at_once.due_at
        (event,) = queries.history(dossier)
        assert (event.occurred_at, event.late_declared) == (MORNING, True)
        assert Note.objects.get().text == REASON
        assert queries.open_items(dossier)[0].given_at == MORNING

    def test_its_code_is_the_next_of_the_day_on_which_it_came(self, cast: Cast) -> None:
        first = received(cast.ward_receiver, copy_matter(cast))
        matter = copy_matter(cast, received_at=MORNING, late_reason=REASON)
        second = received(cast.ward_receiver, matter, now=NEXT_DAY)
        assert first.code.endswith("261102-0001")
        assert second.code.endswith("261102-0002")

    def test_what_is_declared_is_no_back_dating(self, cast: Cast) -> None:
        late(cast)
        assert not list(trail.verify())

    def test_what_is_entered_at_once_is_not_declared(self, cast: Cast) -> None:
        dossier = received(cast.ward_receiver, copy_matter(cast))
        assert dossier.entered_at is None
        assert not queries.history(dossier)[0].late_declared

    def test_a_postal_item_is_kept_and_counted_by_its_channel(self, cast: Cast) -> None:
        matter = copy_matter(cast, channel=Channel.POST, postal_number="RA123456789VN")
        dossier = received(cast.ward_receiver, matter)
        assert PostalItem.objects.get().number == "RA123456789VN"
        received(cast.ward_receiver, copy_matter(cast))
        register = books.register(
            cast.ward_receiver, desk_id=dossier.desk_id, since=MORNING, until=MORNING
        )
        counted = {Channel.COUNTER: 1, Channel.ONLINE: 0, Channel.POST: 1}
        assert books.by_channel(register) == counted

    @pytest.mark.parametrize(
        "facts",
        [
            {"received_at": AFTERNOON + timedelta(hours=1)},
            {"received_at": MORNING - timedelta(days=8), "late_reason": REASON},
            {"received_at": MORNING},
            {"channel": Channel.POST},
        ],
    )
    def test_what_is_refused_leaves_no_trace(self, cast: Cast, facts: dict[str, Any]) -> None:
        with pytest.raises(Refusal):
            counter.receive(
                actor=cast.ward_receiver,
                form_key=key(),
                intake=copy_matter(cast, **facts),
                is_lack_accepted=True,
                now=AFTERNOON,
            )
        assert not Dossier.objects.exists()
        assert not Note.objects.exists()


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def _afternoon(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: AFTERNOON)

    def test_a_postal_item_is_shown_on_dossier_and_register(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        client = sit(cast.ward_receiver)
        form = typed(cast, came="by_post", postal_number="RA123456789VN")
        assert client.post("/tiep-nhan/nhan/", form).status_code == 302
        code = Dossier.objects.get().code
        page = client.get(f"/ho-so/{code}/").content.decode()
        assert "Bưu chính công ích" in page
        assert "bưu gửi RA123456789VN" in page
        assert "đã tiếp nhận qua bưu chính" in page
        register = client.get("/so-theo-doi/").content.decode()
        assert "nộp qua bưu chính, bưu gửi RA123456789VN" in register
        assert "Bưu chính công ích (kênh 3): 1" in register

    def test_what_is_entered_late_says_so_everywhere(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        dossier = late(cast)
        client = sit(cast.ward_receiver)
        page = client.get(f"/ho-so/{dossier.code}/").content.decode()
        assert "muộn, lúc 15:30 02/11/2026" in page
        assert REASON in page
        register = client.get("/so-theo-doi/", {"tu": "01/11/2026", "den": "30/11/2026"})
        assert "nhập muộn lúc 15:30 02/11/2026" in register.content.decode()

    @pytest.mark.parametrize(
        ("told", "words"),
        [
            ({"came": "by_post"}, "Nhập số hiệu ghi trên bì thư"),
            ({"came": "before"}, "Nhập giờ nhận theo dạng 08:30"),
            ({"came": "before", "received_time": "25:10"}, "Nhập giờ theo dạng 08:30"),
            ({"came": "before", "received_time": "0:00"}, "Ghi lý do"),
            (
                {"came": "before", "received_on": "01/01/2999", "received_time": "8h30"},
                "Thời điểm nhận chưa đến",
            ),
            (
                {"came": "before", "received_on": "01/01/2020", "received_time": "8h30"},
                "Chỉ nhập muộn được hồ sơ nhận trong 7 ngày",
            ),
            ({"came": "x"}, "Chọn một dòng trong danh sách"),
        ],
    )
    def test_bad_input_comes_back_with_what_to_do(
        self, cast: Cast, sit: Callable[[Actor], Client], told: dict[str, str], words: str
    ) -> None:
        answer = sit(cast.ward_receiver).post("/tiep-nhan/nhan/", typed(cast, **told))
        assert answer.status_code == 422
        assert words in answer.content.decode()
        assert not Dossier.objects.exists()

    def test_what_is_not_asked_is_overlooked(
        self, cast: Cast, sit: Callable[[Actor], Client]
    ) -> None:
        form = typed(cast, came="across", received_on="x", received_time="y")
        assert sit(cast.ward_receiver).post("/tiep-nhan/nhan/", form).status_code == 302
        assert Dossier.objects.get().entered_at is None
