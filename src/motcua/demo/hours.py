"""
When the offices of the demo province are open: one calendar, from the province down.

The hours are an example of ours (07:30–11:30, 13:30–17:00, Monday to Friday); each locality
sets its own, and no decision of Bình Dương was found.
"""

from datetime import date, time

from django.db import transaction

from motcua.demo.tree import CITY, TWO_LEVELS, Tree
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import writes
from motcua.ground.calendars.working_time import Interval, Week

CODE = "hanh-chinh"
DAY = (Interval(time(7, 30), time(11, 30)), Interval(time(13, 30), time(17)))
WEEK: Week = (DAY,) * 5 + ((), ())
PROVINCE, ON = "BD", date(2015, 4, 1)


@transaction.atomic(durable=True)
def load(which: Tree = Tree.OF_2015) -> int:
    """Load the national days, the hours, and that they hold; say how many days were new."""
    added = writes.add_national_days()
    writes.keep_hours(code=CODE, name="Giờ hành chính", week=WEEK)
    writes.assign(code=CODE, agency_id=agencies.by_code(PROVINCE, ON).pk)
    if which is Tree.OF_2025:
        writes.assign(code=CODE, agency_id=agencies.by_code(CITY, TWO_LEVELS).pk)
    return added
