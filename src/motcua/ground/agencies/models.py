"""
The dated tree of agencies, who decides what, and who sits where.

All periods are half-open: ``valid_from`` is the first day, ``valid_to`` the first day on
which the row no longer holds; an empty end is open, an empty beginning is before anything
that was recorded.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from motcua.ground.agencies.capacity import StandInKind
from motcua.ground.agencies.rules import AgencyKind, SuccessionKind
from motcua.ground.kernel.actor import PostKind


def holds_on(day: date, path: str = "") -> Q:
    """
    Return the condition that a dated row holds on a day.

    :param path: how to reach the row from the one filtered, ``post__agency__`` for example.
    """
    begun = Q(**{f"{path}valid_from__isnull": True}) | Q(**{f"{path}valid_from__lte": day})
    not_ended = Q(**{f"{path}valid_to__isnull": True}) | Q(**{f"{path}valid_to__gt": day})
    return begun & not_ended


def in_force(day: date, path: str = "") -> Q:
    """Return the condition that a leave or a delegation holds on a day, and was not ended."""
    return holds_on(day, path) & Q(**{f"{path}ended_at__isnull": True})


def _never_twice(name: str, *same: str, condition: Q | None = None) -> ExclusionConstraint:
    """Return the promise that rows alike in these columns never hold on the same day."""
    ends = (F("valid_from"), F("valid_to"))
    period = Func(*ends, function="daterange", output_field=DateRangeField())
    alike: Sequence[tuple[str, str]] = [(column, RangeOperators.EQUAL) for column in same]
    return ExclusionConstraint(
        name=name, expressions=[*alike, (period, RangeOperators.OVERLAPS)], condition=condition
    )


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name=name)


class Level(models.Model):
    """A level of government: data with dates, for the district level ended in 2025."""

    code = models.CharField(max_length=20, primary_key=True)
    name = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField(unique=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [_ends_after_it_begins("level_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """
    A body that acts for the state, under one name, for one stretch of time.

    A territory (phường Phú Cường) is not an agency; its people's committee is, and says
    which territory it governs. A new name or a new parent is a new row with the same or
    another code, joined to the old one by a succession.
    """

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    territory = models.CharField(max_length=100, blank=True)
    kind = models.CharField(max_length=20)
    unit_type = models.CharField(max_length=40)
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    gso_code = models.CharField(_("Mã của Tổng cục Thống kê"), max_length=5, blank=True)
    qcvn_code = models.CharField(_("Mã theo QCVN 102:2016/BTTTT"), max_length=13, blank=True)
    code_2020 = models.CharField(_("Mã theo QĐ 20/2020/QĐ-TTg"), max_length=35, blank=True)
    codes_are_illustrative = models.BooleanField(default=False)
    address = models.CharField(_("Địa chỉ"), max_length=200, blank=True)
    phone = models.CharField(_("Điện thoại"), max_length=20, blank=True)
    source = models.CharField(_("Nguồn"), max_length=300, blank=True)
    search_key = models.CharField(max_length=400)
    sort_key = models.CharField(max_length=200, db_collation="C")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            _never_twice("code_means_one_agency_at_a_time", "code"),
            _never_twice(
                "qcvn_code_means_one_agency_at_a_time", "qcvn_code", condition=~Q(qcvn_code="")
            ),
            _ends_after_it_begins("agency_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in AgencyKind]),
                name="agency_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("pk")), name="agency_is_not_its_own_parent"
            ),
        ]
        indexes = [
            models.Index(fields=["parent", "kind"], name="agency_by_parent_and_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name_in_full(self) -> str:
        """The name, of an office with the committee that it is of."""
        if self.kind == AgencyKind.OFFICE and self.parent is not None:
            return f"{self.name}, {self.parent.short_name}"
        return self.name


class Succession(models.Model):
    """That one agency took over from another, wholly or in part, on a day, by an act."""

    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=20)
    took_effect_on = models.DateField()
    act = models.CharField(_("Văn bản"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="agency_succeeds_another_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="agency_never_succeeds_itself"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in SuccessionKind]),
                name="succession_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Competence(models.Model):
    """
    Which office decides matters of a field that come to an agency; maybe itself.

    The field is named as the decision on competence words it; the catalogue of
    procedures, which stands above this room, has fields of its own with the same codes.
    """

    field_code = models.CharField(max_length=40)
    field_name = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="competences")
    office = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="duties")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            _never_twice("field_has_one_competent_office_at_a_time", "agency", "field_code"),
            _ends_after_it_begins("competence_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.field_code}: {self.agency} → {self.office}"


class Person(models.Model):
    """Somebody who sits on posts; the account, if there is one, is only how he comes in."""

    name = models.CharField(max_length=100)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="person_has_a_name")]

    def __str__(self) -> str:
        return self.name


class Post(models.Model):
    """One seat in an agency: the right to do one kind of act goes with it."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=20)
    seat = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=100)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "kind", "seat"], name="seats_of_a_kind_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=[str(kind) for kind in PostKind]),
                name="post_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Tenure(models.Model):
    """That a person sits on a post for a time."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="tenures")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="tenures")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            _never_twice("post_has_one_holder_at_a_time", "post"),
            _ends_after_it_begins("tenure_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.post}"


class StandIn(models.Model):
    """
    That a holder is away for some days, or has delegated his signature: and who acts for him.

    It holds as long as both sit where they sat; ended early it stays, with when and by whom.
    """

    kind = models.CharField(max_length=20)
    tenure = models.ForeignKey(Tenure, on_delete=models.PROTECT, related_name="stand_ins")
    by = models.ForeignKey(
        Tenure, on_delete=models.PROTECT, null=True, related_name="standing_in_for"
    )
    valid_from = models.DateField()
    valid_to = models.DateField()
    ground = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=64)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=250)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=250, blank=True)

    class Meta:
        constraints = [
            _never_twice(
                "holder_is_away_once_at_a_time",
                "tenure",
                condition=Q(kind=StandInKind.LEAVE.value, ended_at__isnull=True),
            ),
            _never_twice(
                "signature_is_delegated_to_one_once_at_a_time",
                "tenure",
                "by",
                condition=Q(kind=StandInKind.SIGNING.value, ended_at__isnull=True),
            ),
            _ends_after_it_begins("stand_in_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind=StandInKind.LEAVE.value)
                | Q(kind=StandInKind.SIGNING.value, by__isnull=False) & ~Q(ground=""),
                name="signature_is_delegated_to_somebody_in_writing",
            ),
            models.CheckConstraint(
                condition=~Q(by=F("tenure")), name="nobody_stands_in_for_himself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tenure}: {self.kind}"

    @property
    def last_day(self) -> date:
        """The last day on which it holds."""
        return self.valid_to - timedelta(days=1)
