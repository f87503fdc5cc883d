"""The letter of the morning: to whom, how much, and not twice."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access.models import User
from motcua.ground.agencies import examples as agencies
from motcua.ground.calendars.models import Assignment
from motcua.ground.kernel.actor import Actor, PostKind
from motcua.ground.notifications.actions import choose_morning_mail
from motcua.ground.notifications.models import Message
from motcua.onestop.dossiers import letters
from motcua.onestop.dossiers.actions import steps
from motcua.onestop.dossiers.actions.mornings import tell_officers
from motcua.onestop.dossiers.examples import MORNING, Cast, copy_life, key, permit_life

pytestmark = pytest.mark.django_db
# A copy is due at 17:00 of the day that it was received, a Monday.
LATER = MORNING + timedelta(minutes=40)
Addressed = Callable[..., None]


@pytest.fixture(autouse=True)
def _addresses(cast: Cast) -> None:
    for actor in (cast.ward_handler, cast.ward_head, cast.ward_receiver):
        User.objects.filter(pk=actor.user_id or 0).update(email=f"{actor.user_id}@vidu.vn")


def told() -> dict[str, str]:
    """Return what was told in the morning, by address."""
    messages = Message.objects.filter(template=letters.MORNING)
    return {each.address: " ".join(map(str, each.letter.lines)) for each in messages}


def address(actor: Actor) -> str:
    return f"{actor.user_id}@vidu.vn"


def test_handler_and_head_are_told_what_is_due_today(cast: Cast) -> None:
    copy_life(cast)
    assert tell_officers(now=LATER) == 2
    letter = told()[address(cast.ward_handler)]
    assert set(told()) == {address(cast.ward_handler), address(cast.ward_head)}
    assert "Đến hạn hôm nay: 1 hồ sơ." in letter
    assert "Trễ" not in letter
    assert "/tai-khoan/thu-buoi-sang/" in letter


def test_what_is_late_and_due_tomorrow(cast: Cast) -> None:
    copy_life(cast)
    tell_officers(now=MORNING + timedelta(days=1))
    assert "Trễ hạn: 1 hồ sơ." in told()[address(cast.ward_head)]


def test_what_another_has_in_hand_is_his_heads_too(cast: Cast) -> None:
    life = copy_life(cast)
    other = agencies.seat(cast.house.ward, PostKind.HANDLER)
    life.act(steps.assign, cast.ward_head, post_id=other.post_id)
    tell_officers(now=LATER + timedelta(hours=1))
    assert set(told()) == {address(cast.ward_head)}


def test_nobody_is_told_twice_a_day(cast: Cast) -> None:
    copy_life(cast)
    assert [tell_officers(now=LATER) for _ in range(2)] == [2, 0]
    assert tell_officers(now=MORNING + timedelta(days=1)) == 2


@pytest.mark.parametrize("hours", [-2, 4, 24 * 5])
def test_nights_afternoons_and_weekends_are_quiet(cast: Cast, hours: int) -> None:
    copy_life(cast)
    assert tell_officers(now=MORNING + timedelta(hours=hours)) == 0


@pytest.mark.parametrize(("day", "count"), [(date(2027, 1, 1), 0), (date(2027, 1, 4), 2)])
def test_a_holiday_is_quiet_though_a_weekday(cast: Cast, day: date, count: int) -> None:
    copy_life(cast)
    assert tell_officers(now=datetime.combine(day, time(8), MORNING.tzinfo)) == count


def test_an_agency_without_a_calendar_keeps_weekdays(cast: Cast) -> None:
    copy_life(cast)
    Assignment.objects.all().delete()
    assert tell_officers(now=MORNING + timedelta(days=5)) == 0
    assert tell_officers(now=MORNING + timedelta(days=7)) == 2


def test_a_head_is_led_to_what_presses_in_his_agency(cast: Cast) -> None:
    copy_life(cast)
    tell_officers(now=LATER)
    assert "/viec/den-han/" in told()[address(cast.ward_head)]
    assert "/viec/den-han/" not in told()[address(cast.ward_handler)]


def test_a_districts_head_is_told_of_its_offices_too(cast: Cast) -> None:
    permit_life(cast).dossier.items.update(due_at=MORNING)
    for actor in (cast.city_head, cast.planning_head):
        User.objects.filter(pk=actor.user_id or 0).update(email=f"{actor.user_id}@vidu.vn")
    assert tell_officers(now=LATER) == 2
    assert "Trễ hạn: 1 hồ sơ." in told()[address(cast.city_head)]


def test_to_whom_nothing_presses_nothing_is_written(cast: Cast) -> None:
    permit_life(cast)
    assert tell_officers(now=LATER) == 0


def test_who_wants_none_gets_none_until_he_wants_some(cast: Cast) -> None:
    copy_life(cast)
    for is_wanted, count in ((False, 1), (True, 1)):
        choose_morning_mail(actor=cast.ward_handler, form_key=key(), is_wanted=is_wanted, now=LATER)
        assert tell_officers(now=LATER) == count


def test_it_takes_as_many_statements_for_more(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        copy_life(cast)
    with django_assert_num_queries(8 + 2):  # a savepoint stands in for the transaction
        tell_officers(now=LATER)


def test_an_officer_chooses_on_a_page(cast: Cast, client: Client) -> None:
    client.force_login(User.objects.get(pk=cast.ward_handler.user_id or 0))
    page = "/tai-khoan/thu-buoi-sang/"
    assert address(cast.ward_handler) in client.get(page).content.decode()
    for choice, words in (("thoi", "Đang không gửi"), ("nhan", "Đang gửi đến")):
        answer = client.post(page, {"form_key": key(), "chon": choice}, follow=True)
        assert words in answer.content.decode()
    client.force_login(User.objects.get(pk=cast.planner.user_id or 0))
    assert "chưa có địa chỉ" in client.get(page).content.decode()


def test_ones_own_account_leads_to_it_where_there_is_a_letter(cast: Cast, client: Client) -> None:
    for actor, has in ((cast.ward_handler, True), (cast.ward_receiver, False)):
        client.force_login(User.objects.get(pk=actor.user_id or 0))
        page = client.get("/tai-khoan/").content.decode()
        assert ("/tai-khoan/thu-buoi-sang/" in page) is has


def test_the_page_is_for_officers(client: Client) -> None:
    assert client.get("/tai-khoan/thu-buoi-sang/").status_code == 302
