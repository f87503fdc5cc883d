from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.examples import House
from motcua.ground.calendars import clock, queries, writes
from motcua.ground.calendars.clock import Limit, Unit
from motcua.ground.calendars.examples import (
    MORNING,
    OFFICE_WEEK,
    SATURDAY_MORNINGS,
    moment,
    office_hours,
)
from motcua.ground.calendars.models import Assignment, Calendar, Day, Hours
from motcua.ground.calendars.working_time import Certainty, DayType

pytestmark = pytest.mark.django_db

APRIL = (date(2015, 4, 1), date(2015, 5, 31))
SATURDAY = date(2015, 4, 18)


@pytest.fixture
def house() -> House:
    house = agencies.house()
    office_hours(house.province)
    return house


def test_a_due_date_comes_from_the_rows(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    received_at, limit = moment("2015-04-24 09:00"), Limit(3, Unit.WORKING_DAY)
    with django_assert_num_queries(1):
        calendar = queries.calendar_of(
            house.ward.pk, received_at.date(), clock.reach(limit, received_at.date())
        )
    due = clock.due(received_at, limit, calendar)
    assert due.at == moment("2015-05-04 17:00")
    assert "nghỉ lễ: Giỗ Tổ Hùng Vương" in [str(line.words) for line in due.lines]


def test_the_nearest_calendar_up_the_tree_holds(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    saturdays = office_hours(house.city, SATURDAY_MORNINGS)
    wanted = [house.province.pk, house.city.pk, house.ward.pk, house.planning.pk]
    with django_assert_num_queries(1):
        found = queries.calendars_of(wanted, *APRIL)
    assert [found[agency_id].is_working(SATURDAY) for agency_id in wanted] == [
        False,
        True,
        True,
        True,
    ]
    assert found[house.ward.pk].opening_intervals(SATURDAY) == (MORNING,)
    assert saturdays.hours.count() == 11


def test_a_calendar_holds_for_its_time_only(house: House) -> None:
    saturdays = office_hours(house.city, SATURDAY_MORNINGS)
    Assignment.objects.filter(calendar=saturdays).update(
        valid_from=SATURDAY, valid_to=SATURDAY + timedelta(days=7)
    )
    calendar = queries.calendar_of(house.ward.pk, *APRIL)
    worked = [SATURDAY + timedelta(days=7 * weeks) for weeks in (-1, 0, 1, 2)]
    # The third is a make-up Saturday, worked by everybody.
    assert [calendar.is_working(on) for on in worked] == [False, True, True, False]
    assert [(each.valid_from, each.valid_to) for each in calendar.hours] == [
        (date(2015, 4, 1), SATURDAY),
        (SATURDAY, date(2015, 4, 25)),
        (date(2015, 4, 25), date(2015, 6, 1)),
    ]


def test_hours_may_change_on_a_day(house: House) -> None:
    calendar = Calendar.objects.get()
    Hours.objects.update(valid_to=date(2015, 4, 20))
    summer = ((MORNING,),) * 5 + ((), ())
    writes.keep_hours(code=calendar.code, name="", week=summer, valid_from=date(2015, 4, 20))
    found = queries.calendar_of(house.ward.pk, *APRIL)
    assert found.closes_at(date(2015, 4, 17)).time() == time(17)
    assert found.closes_at(date(2015, 4, 20)).time() == time(11, 30)


def test_a_days_own_calendar_overrides_the_nation(house: House) -> None:
    Day.objects.create(
        calendar=Calendar.objects.get(),
        on=date(2015, 4, 20),
        type=DayType.HOLIDAY,
        name="mất điện",
        certainty=Certainty.HIGH,
        source="Thông báo 1/TB-UBND",
    )
    found = queries.calendar_of(house.ward.pk, *APRIL)
    assert str(found.why_off(date(2015, 4, 20))) == "nghỉ lễ: mất điện"
    assert str(found.why_off(date(2015, 4, 28))) == "nghỉ lễ: Giỗ Tổ Hùng Vương"


def test_a_year_that_the_table_does_not_know_is_the_librarys(house: House) -> None:
    found = queries.calendar_of(house.ward.pk, date(2026, 12, 1), date(2027, 2, 28))
    assert str(found.why_off(date(2027, 1, 1))) == (
        "nghỉ lễ: Tết Dương lịch (theo thư viện holidays, chưa công bố)"
    )


def test_an_uncertain_day_waits_to_be_decided(house: House) -> None:
    culture = date(2026, 11, 24)
    assert [each.on for each in queries.undecided_days()] == [culture]
    assert queries.calendar_of(house.ward.pk, culture, culture).is_working(culture)
    Day.objects.filter(on=culture).update(certainty=Certainty.HIGH)
    assert not queries.calendar_of(house.ward.pk, culture, culture).is_working(culture)
    assert queries.undecided_days() == []


def test_without_a_calendar_nothing_is_promised() -> None:
    ward = agencies.house().ward
    calendar = queries.calendar_of(ward.pk, *APRIL)
    with pytest.raises(clock.NoHours, match="16/04/2015"):
        clock.due(moment("2015-04-16 09:00"), Limit(1, Unit.WORKING_DAY), calendar)


def test_many_agencies_cost_no_more_statements(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    everybody = list(type(house.ward).objects.values_list("pk", flat=True))
    with django_assert_num_queries(1):
        assert len(queries.calendars_of(everybody, *APRIL)) == len(everybody)
    with django_assert_num_queries(0):
        assert queries.calendars_of([], *APRIL) == {}


def test_the_database_keeps_hours_and_assignments_apart(house: House) -> None:
    calendar = Calendar.objects.get()
    overlapping = Hours(calendar=calendar, weekday=0, opens=time(11), closes=time(12))
    twice = Assignment(calendar=calendar, agency=house.province)
    backwards = Hours(calendar=calendar, weekday=6, opens=time(11), closes=time(10))
    for row in (overlapping, twice, backwards):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()
    Hours.objects.create(calendar=calendar, weekday=0, opens=time(11, 30), closes=time(12))


def test_a_day_is_one_thing(house: House) -> None:
    holiday = {"type": DayType.HOLIDAY, "name": "Lễ", "certainty": "high", "source": "…"}
    swapped = {**holiday, "type": DayType.SWAPPED_OFF}
    for on, facts in ((date(2015, 9, 2), holiday), (date(2015, 9, 3), swapped)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Day.objects.create(on=on, **facts)


def test_the_office_week_is_what_the_examples_say(house: House) -> None:
    (hours,) = queries.calendar_of(house.ward.pk, *APRIL).hours
    assert hours.week == OFFICE_WEEK
