"""Leaves, substitutes and delegated signatures: what they let somebody do, and what they do not."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from motcua.ground.agencies import actions, capacity, events, queries
from motcua.ground.agencies.capacity import Arrangement, Capacity, StandInKind
from motcua.ground.agencies.examples import House, house, seat
from motcua.ground.agencies.models import StandIn, Tenure
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.trail import queries as trail
from motcua.ground.trail.models import Event

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 2, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = NOW.date()
FRIDAY = date(2026, 11, 6)
DAY = timedelta(days=1)


@pytest.fixture
def here() -> House:
    return house()


def actor(tenure: Tenure, on: date = TODAY) -> Actor:
    return queries.actor_of(tenure.person.user_id or 0, tenure.person.name, on=on)


def arrange(who: Tenure, seat: Tenure, by: Tenure | None = None, **facts: Any) -> None:
    """Arrange, until Friday, what somebody wishes for a seat."""
    wanted: dict[str, Any] = {
        "kind": StandInKind.LEAVE,
        "post_id": seat.post_id,
        "by_post_id": by.post_id if by else None,
        "first": TODAY,
        "last": FRIDAY,
        **facts,
    }
    key = str(uuid4())
    actions.arrange(actor=actor(who), form_key=key, wanted=Arrangement(**wanted), now=NOW)


def sign_for(who: Tenure, by: Tenure, **facts: Any) -> None:
    ground = "Quyết định 12/QĐ-UBND ngày 01/11/2026"
    arrange(who, who, by, **{"kind": StandInKind.SIGNING, "ground": ground, **facts})


def end(who: Tenure, *, now: datetime = NOW) -> None:
    last = StandIn.objects.latest("pk").pk
    actions.end_stand_in(actor=actor(who), form_key=str(uuid4()), stand_in_id=last, now=now)


class TestSubstitute:
    def test_has_the_right_of_the_seat_on_its_days_and_no_longer(self, here: House) -> None:
        away, here_ = seat(here.ward, PostKind.HANDLER), seat(here.ward, PostKind.HANDLER)
        arrange(away, away, here_)
        own, borrowed = actor(here_).grants
        assert (own.post_id, own.acts_from) == (here_.post_id, None)
        assert (borrowed.post_id, borrowed.acts_from) == (away.post_id, here_.post_id)
        assert borrowed.scope == own.scope
        for day, count in ((TODAY - DAY, 1), (FRIDAY, 2), (FRIDAY + DAY, 1)):
            assert len(actor(here_, day).grants) == count

    def test_stops_the_minute_that_it_is_ended(self, here: House) -> None:
        away, here_ = seat(here.ward, PostKind.HANDLER), seat(here.ward, PostKind.HANDLER)
        arrange(away, away, here_)
        end(away)
        assert len(actor(here_).grants) == 1
        row = StandIn.objects.get()
        assert (row.ended_at, row.ended_by) == (NOW, away.person.name)

    @pytest.mark.parametrize("whose", ["away", "here_"])
    def test_stops_when_either_leaves_his_seat(self, here: House, whose: str) -> None:
        away, here_ = seat(here.ward, PostKind.HANDLER), seat(here.ward, PostKind.HANDLER)
        arrange(away, away, here_)
        gone = {"away": away, "here_": here_}[whose]
        Tenure.objects.filter(pk=gone.pk).update(valid_to=TODAY + DAY)
        tomorrow = actor(here_, TODAY + DAY)
        assert [grant for grant in tomorrow.grants if grant.acts_from] == []

    def test_of_a_head_is_his_deputy_who_heads_meanwhile(self, here: House) -> None:
        head, deputy = seat(here.city, PostKind.HEAD), seat(here.city, PostKind.DEPUTY)
        arrange(head, head, deputy)
        assert actor(deputy).seat(PostKind.HEAD, here.city.pk)

    def test_a_head_records_the_leave_of_his_people_and_of_his_offices(self, here: House) -> None:
        head = seat(here.city, PostKind.HEAD)
        clerk = seat(here.city, PostKind.RECORDS_OFFICER)
        office_head = seat(here.planning, PostKind.HEAD)
        for away in (clerk, office_head):
            arrange(head, away)
        assert StandIn.objects.filter(by=None).count() == 2


class TestSignature:
    def test_delegated_carries_nothing_but_the_signature(self, here: House) -> None:
        head, deputy = seat(here.city, PostKind.HEAD), seat(here.city, PostKind.DEPUTY)
        sign_for(head, deputy)
        signs = actor(deputy)
        assert [grant.post_id for grant in signs.signing_for] == [head.post_id]
        assert signs.holding(PostKind.HEAD) == ()
        assert signs.seat(PostKind.HEAD, here.city.pk) is None

    def test_may_go_to_the_head_of_an_office(self, here: House) -> None:
        head, office_head = seat(here.city, PostKind.HEAD), seat(here.planning, PostKind.HEAD)
        sign_for(head, office_head)
        assert len(actor(office_head).signing_for) == 1

    def test_is_passed_on_by_nobody(self, here: House) -> None:
        head, deputy = seat(here.city, PostKind.HEAD), seat(here.city, PostKind.DEPUTY)
        other = seat(here.city, PostKind.DEPUTY)
        sign_for(head, deputy)
        wanted = Arrangement(
            StandInKind.SIGNING, head.post_id, other.post_id, TODAY, FRIDAY, "QĐ 13"
        )
        with pytest.raises(capacity.NotYourSeat):
            actions.arrange(actor=actor(deputy), form_key=str(uuid4()), wanted=wanted, now=NOW)

    def test_is_told_in_the_trail_by_both_seats(self, here: House) -> None:
        head, deputy = seat(here.city, PostKind.HEAD), seat(here.city, PostKind.DEPUTY)
        sign_for(head, deputy)
        end(head)
        set_, ended = trail.history(events.seat(head.post_id))
        assert isinstance(set_.body, events.StandInSet)
        assert (set_.body.by_post_id, set_.body.last) == (deputy.post_id, FRIDAY)
        assert "12/QĐ" not in str(set_.body)
        assert isinstance(ended.body, events.StandInEnded)
        assert set_.post_id == head.post_id


class TestRefusals:
    """Each leaves nothing behind."""

    @pytest.fixture
    def ward(self, here: House) -> dict[str, Tenure]:
        kinds = {
            "head": PostKind.HEAD,
            "deputy": PostKind.DEPUTY,
            "handler": PostKind.HANDLER,
            "other": PostKind.HANDLER,
            "clerk": PostKind.RECORDS_OFFICER,
        }
        return {name: seat(here.ward, kind) for name, kind in kinds.items()}

    @pytest.mark.parametrize(
        ("seats", "facts", "refusal"),
        [
            pytest.param("handler handler handler", {}, capacity.StandsInForHimself, id="self"),
            pytest.param("handler handler clerk", {}, capacity.WrongStandIn, id="other kind"),
            pytest.param("head head handler", {}, capacity.WrongStandIn, id="below a head"),
            pytest.param("other handler nobody", {}, capacity.NotYourSeat, id="a colleague's"),
            pytest.param("deputy handler nobody", {}, capacity.NotYourSeat, id="by a deputy"),
            pytest.param(
                "handler handler nobody", {"first": TODAY - DAY}, capacity.DaysGone, id="past"
            ),
            pytest.param(
                "handler handler nobody", {"last": TODAY - DAY}, capacity.DaysBackwards, id="back"
            ),
            pytest.param(
                "handler handler nobody", {"last": date(2062, 1, 1)}, capacity.TooManyDays,
                id="a typing error",
            ),
            pytest.param(
                "handler handler nobody", {"first": date.max, "last": date.max},
                capacity.TooFarAhead, id="the end of all days",
            ),
            pytest.param(
                "head head deputy", {"kind": StandInKind.SIGNING}, capacity.GroundNeeded,
                id="no writing",
            ),
            pytest.param(
                "head head handler", {"kind": StandInKind.SIGNING, "ground": "QĐ 1"},
                capacity.WrongStandIn, id="nobody below signs",
            ),
            pytest.param(
                "head head nobody", {"kind": StandInKind.SIGNING, "ground": "QĐ 1"},
                capacity.NobodySits, id="to nobody",
            ),
            pytest.param(
                "handler handler other", {"kind": StandInKind.SIGNING, "ground": "QĐ 1"},
                capacity.WrongStandIn, id="a handler has no signature",
            ),
        ],
    )  # fmt: skip
    def test_of_what_cannot_be(
        self,
        ward: dict[str, Tenure],
        seats: str,
        facts: dict[str, Any],
        refusal: type[Refusal],
    ) -> None:
        who, whose, by = seats.split()
        with pytest.raises(refusal):
            arrange(ward[who], ward[whose], ward.get(by), **facts)
        assert (StandIn.objects.count(), Event.objects.count()) == (0, 0)

    def test_of_the_same_days_twice(self, ward: dict[str, Tenure]) -> None:
        arrange(ward["handler"], ward["handler"], ward["other"])
        with pytest.raises(capacity.AlreadyAway):
            arrange(ward["head"], ward["handler"], first=FRIDAY)
        arrange(ward["head"], ward["handler"], first=FRIDAY + DAY, last=FRIDAY + DAY)
        assert StandIn.objects.count() == 2

    def test_of_a_stand_in_who_is_away(self, ward: dict[str, Tenure]) -> None:
        arrange(ward["other"], ward["other"])
        with pytest.raises(capacity.StandInAway):
            arrange(ward["handler"], ward["handler"], ward["other"])

    def test_of_an_empty_seat(self, ward: dict[str, Tenure]) -> None:
        Tenure.objects.filter(pk=ward["other"].pk).update(valid_to=TODAY)
        with pytest.raises(capacity.NobodySits):
            arrange(ward["handler"], ward["handler"], ward["other"])

    def test_of_ending_what_is_anothers_or_has_ended(self, ward: dict[str, Tenure]) -> None:
        arrange(ward["handler"], ward["handler"])
        with pytest.raises(capacity.NoSuchStandIn):
            end(ward["other"])
        end(ward["head"])
        with pytest.raises(capacity.NoSuchStandIn):
            end(ward["head"])
        assert [event.name for event in Event.objects.order_by("pk")] == [
            "seat.stand-in-set",
            "seat.stand-in-ended",
        ]


def test_the_capacity_follows_from_the_seats() -> None:
    head, deputy, handler = PostKind.HEAD, PostKind.DEPUTY, PostKind.HANDLER
    assert capacity.capacity_of(head, deputy) is Capacity.DEPUTY
    assert capacity.capacity_of(head, head) is Capacity.MANDATE
    assert capacity.capacity_of(handler, handler) is Capacity.SUBSTITUTE


def test_a_signature_says_for_whom() -> None:
    lines = capacity.signature_lines("Chủ tịch", capacity=Capacity.DEPUTY, own_title="Phó Chủ tịch")
    assert lines == "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH"
