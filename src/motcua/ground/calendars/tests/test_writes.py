from datetime import date, time

import pytest
from django.db import IntegrityError

from motcua.ground.agencies import examples as agencies
from motcua.ground.calendars import almanac, queries, writes
from motcua.ground.calendars.examples import OFFICE_WEEK, SATURDAY_MORNINGS
from motcua.ground.calendars.models import Assignment, Day, Hours
from motcua.ground.calendars.working_time import Certainty, Interval

pytestmark = pytest.mark.django_db


def test_the_shipped_table_is_loaded_once() -> None:
    assert writes.add_national_days() == len(almanac.decided_days()) == 199
    assert writes.add_national_days() == 0
    assert Day.objects.filter(certainty=Certainty.LOW).count() == 1


def test_loading_again_keeps_what_was_decided_since() -> None:
    writes.add_national_days()
    Day.objects.filter(on=date(2026, 11, 24)).update(certainty=Certainty.HIGH)
    writes.add_national_days()
    assert queries.undecided_days() == []


def test_hours_and_where_they_hold_may_be_told_again() -> None:
    ward = agencies.house().ward
    for _ in range(2):
        writes.keep_hours(code="hanh-chinh", name="Giờ hành chính", week=OFFICE_WEEK)
        writes.assign(code="hanh-chinh", agency_id=ward.pk)
    assert Hours.objects.count() == 10
    assert Assignment.objects.count() == 1


def test_another_calendar_at_the_same_time_fails_loudly() -> None:
    ward = agencies.house().ward
    writes.keep_hours(code="hanh-chinh", name="Giờ hành chính", week=OFFICE_WEEK)
    writes.keep_hours(code="thu-bay", name="Mở sáng thứ Bảy", week=SATURDAY_MORNINGS)
    writes.assign(code="hanh-chinh", agency_id=ward.pk)
    with pytest.raises(IntegrityError, match="agency_keeps_one_calendar_at_a_time"):
        writes.assign(code="thu-bay", agency_id=ward.pk)


def test_other_hours_at_the_same_time_fail_loudly() -> None:
    writes.keep_hours(code="hanh-chinh", name="Giờ hành chính", week=OFFICE_WEEK)
    longer = ((Interval(time(7), time(12)),),) * 5 + ((), ())
    with pytest.raises(IntegrityError, match="hours_of_a_weekday_never_overlap"):
        writes.keep_hours(code="hanh-chinh", name="Giờ hành chính", week=longer)
