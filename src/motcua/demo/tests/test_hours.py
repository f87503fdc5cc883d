from datetime import date

import pytest

from motcua.demo import hours, tree
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import queries

pytestmark = pytest.mark.django_db


def test_everybody_in_the_province_keeps_office_hours() -> None:
    tree.load()
    assert (hours.load(), hours.load()) == (199, 0)
    everybody = [agency.pk for agency in agencies.tree(date(2015, 4, 20))]
    found = queries.calendars_of(everybody, date(2015, 4, 20), date(2015, 4, 28))
    assert {calendar.hours[0].week for calendar in found.values()} == {hours.WEEK}
    assert not any(calendar.is_working(date(2015, 4, 28)) for calendar in found.values())
