"""
The catalogue: what each procedure says, version by version.

A version is written while its ``published_at`` is empty; from then on triggers keep it
and every row below it as they are, but for the day on which it ends. Periods are
half-open: ``valid_to`` is the first day on which a version no longer holds.
"""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from motcua.onestop.procedures.rules import FeeKind, Per


class Field(models.Model):
    """A field of administration (lĩnh vực); agencies are competent by field."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """A procedure under the code that it keeps through all its versions."""

    code = models.CharField(max_length=40, unique=True)
    field = models.ForeignKey(Field, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=600)
    short_name = models.CharField(max_length=60)
    # Names as they were last published, for the search of the counter: rules.search_text.
    search_text = models.CharField(max_length=1200)

    class Meta:
        indexes = [
            GinIndex(OpClass("search_text", name="gin_trgm_ops"), name="procedure_by_any_word")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.short_name}"


class ProcedureVersion(models.Model):
    """
    What a procedure says from a day on, by a decision.

    :ivar name: in full, as it was then; likewise the short name.
    :ivar digest: of the content, so that the same one is not published twice in a row.
    """

    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    process_version = models.ForeignKey(
        "processes.ProcessVersion", on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=600)
    short_name = models.CharField(max_length=60)
    level_code = models.CharField(max_length=20)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decision = models.CharField(max_length=60)
    decided_on = models.DateField(null=True)
    note = models.TextField(blank=True)
    template_edition = models.CharField(max_length=40)
    who_may_apply = ArrayField(models.CharField(max_length=200))
    sources = ArrayField(models.CharField(max_length=400))
    # The law by which two people apply as one; empty where one applies.
    co_applicant_basis = models.CharField(max_length=400, blank=True)
    # The law by which an agency that is asked and does not answer in time agrees.
    silence_basis = models.CharField(max_length=400, blank=True)
    digest = models.CharField(max_length=64)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="procedure_versions_are_numbered"
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gt=F("valid_from")),
                name="procedure_version_ends_after_it_begins",
            ),
            ExclusionConstraint(
                name="procedure_has_one_version_at_a_time",
                expressions=[
                    ("procedure", RangeOperators.EQUAL),
                    (
                        Func(
                            F("valid_from"),
                            F("valid_to"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure} ({self.number})"


class Case(models.Model):
    """A situation that the version tells apart (trường hợp)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="cases")
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="case_has_a_key_of_its_own")
        ]

    def __str__(self) -> str:
        return self.name


class Requirement(models.Model):
    """A paper that a case asks for (giấy tờ phải nộp)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="requirements")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    originals = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField()
    electronic = models.BooleanField()
    is_required = models.BooleanField()
    form = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(originals__gt=0) | Q(copies__gt=0) | Q(electronic=True),
                name="required_paper_is_asked_for_in_some_form",
            )
        ]

    def __str__(self) -> str:
        return self.name


class TimeLimit(models.Model):
    """The lawful time for a case and a channel; an empty one stands for all of them."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="limits")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=20, blank=True)
    amount = models.PositiveSmallIntegerField()
    unit = models.CharField(max_length=20)
    cutoff = models.TimeField(null=True)
    source = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "case", "channel"],
                name="case_and_channel_have_one_limit",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}"


class Fee(models.Model):
    """A sum to pay for a case and a channel; without an amount no record gives it."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="fees")
    case = models.ForeignKey(Case, on_delete=models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=20, choices=[(kind, kind) for kind in FeeKind])
    name = models.CharField(max_length=200)
    amount = models.PositiveIntegerField(null=True)
    per = models.CharField(max_length=20, choices=[(per, per) for per in Per])
    steps = models.JSONField(default=list)
    cap = models.PositiveIntegerField(null=True)
    source = models.CharField(max_length=400)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "case", "channel", "kind", "name"],
                name="case_and_channel_have_one_fee_of_a_name",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return self.name


class Exemption(models.Model):
    """Who is spared what the version costs, or a part of it (miễn, giảm)."""

    version = models.ForeignKey(
        ProcedureVersion, on_delete=models.CASCADE, related_name="exemptions"
    )
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    percent = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    proof = models.CharField(max_length=200)
    source = models.CharField(max_length=400)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"], name="exemption_has_a_key_of_its_own"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=1, percent__lte=100), name="exemption_spares_a_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalBasis(models.Model):
    """A legal text that the version rests on (căn cứ pháp lý)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="bases")
    position = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=60)
    name = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.number


class ResultKind(models.Model):
    """What the citizen gets (kết quả)."""

    version = models.ForeignKey(ProcedureVersion, on_delete=models.CASCADE, related_name="results")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=400)
    code = models.CharField(max_length=40, blank=True)
    symbol = models.CharField(max_length=20, blank=True)

    def __str__(self) -> str:
        return self.name
