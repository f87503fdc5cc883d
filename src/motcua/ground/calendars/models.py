"""
Which hours hold where and when, and which days differ from their weekday.

All periods are half-open, as in ``agencies``: ``valid_to`` is the first day on which the
row no longer holds; an empty end is open, an empty beginning is before anything recorded.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, IntegerField, Q
from django.db.models.functions import Cast, Extract
from django.utils.translation import gettext_lazy as _

from motcua.ground.calendars.working_time import Certainty, DayType

SWAPS = [str(DayType.SWAPPED_OFF), str(DayType.MAKEUP_WORK)]
PERIOD = Func("valid_from", "valid_to", function="daterange", output_field=DateRangeField())


def _second_of_day(column: str) -> Cast:
    return Cast(Extract(F(column), "epoch"), IntegerField())


OPENING = Func(
    _second_of_day("opens"),
    _second_of_day("closes"),
    function="int4range",
    output_field=IntegerRangeField(),
)


class Calendar(models.Model):
    """A set of hours with a name, that agencies share."""

    code = models.SlugField(unique=True)
    name = models.CharField(_("Tên lịch"), max_length=100)

    def __str__(self) -> str:
        return self.name


class Hours(models.Model):
    """One opening interval of one weekday, for a stretch of time."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="hours")
    weekday = models.PositiveSmallIntegerField(_("Thứ"))
    opens = models.TimeField(_("Mở cửa"))
    closes = models.TimeField(_("Đóng cửa"))
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(weekday__range=(0, 6)), name="hours_are_of_monday_0_to_sunday_6"
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens")), name="hours_close_after_they_open"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="hours_end_after_they_begin"
            ),
            ExclusionConstraint(
                name="hours_of_a_weekday_never_overlap",
                expressions=[
                    ("calendar", RangeOperators.EQUAL),
                    ("weekday", RangeOperators.EQUAL),
                    (OPENING, RangeOperators.OVERLAPS),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar}: {self.weekday} {self.opens}–{self.closes}"


class Day(models.Model):
    """
    A day that differs from its weekday, in the nation or in one calendar.

    A make-up day is worked; a day of any other type is off.
    """

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, null=True, related_name="days")
    on = models.DateField(_("Ngày"))
    type = models.CharField(max_length=20)
    name = models.CharField(_("Tên ngày"), max_length=100)
    swap_with = models.DateField(_("Hoán đổi với"), null=True)
    certainty = models.CharField(max_length=10)
    source = models.CharField(_("Nguồn"), max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["calendar", "on"], nulls_distinct=False, name="day_is_one_thing"
            ),
            models.CheckConstraint(
                condition=Q(type__in=[str(each) for each in DayType]),
                name="day_is_of_a_known_type",
            ),
            models.CheckConstraint(
                condition=Q(certainty__in=[str(each) for each in Certainty]),
                name="day_is_known_with_a_certainty",
            ),
            models.CheckConstraint(
                condition=Q(type__in=SWAPS, swap_with__isnull=False)
                | Q(~Q(type__in=SWAPS), swap_with__isnull=True),
                name="day_is_swapped_with_another_iff_a_swap",
            ),
        ]
        indexes = [models.Index(fields=["on"], name="day_by_date")]

    def __str__(self) -> str:
        return f"{self.on}: {self.name}"


class Assignment(models.Model):
    """That a calendar holds in an agency and, where no nearer one does, beneath it."""

    calendar = models.ForeignKey(Calendar, on_delete=models.PROTECT, related_name="assignments")
    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")), name="assignment_ends_after_it_begins"
            ),
            ExclusionConstraint(
                name="agency_keeps_one_calendar_at_a_time",
                expressions=[
                    ("agency", RangeOperators.EQUAL),
                    (PERIOD, RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self) -> str:
        return f"{self.calendar} → {self.agency}"
