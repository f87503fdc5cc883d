"""
Tables of the dossier. What the database can promise is promised here, named as sentences.

The state columns of :class:`Dossier` are a fold of the trail (``fold.fold``) and are
written by ``writes`` only.
"""

from datetime import datetime
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Reverse, Upper
from django.utils.translation import gettext_lazy as _

from motcua.onestop.dossiers import rules
from motcua.onestop.dossiers.states import PaymentState, Status

SEASON_SECONDS = 90 * 24 * 3600
SEASON = Func(
    F("received_at"),
    template=(
        "ARRAY[floor(extract(epoch FROM %(expressions)s AT TIME ZONE 'UTC')"
        f" / {SEASON_SECONDS})::int]"
    ),
    output_field=ArrayField(models.IntegerField()),
)
"""In which ninety days a dossier was received: an array of one, as the index of words wants it."""


def season(moment: datetime) -> int:
    """Return in which ninety days a moment falls, counted as the index of words counts them."""
    return int(moment.timestamp() // SEASON_SECONDS)


class LocalState(models.Model):
    """What a dossier is doing in the office's own words, mapped to a national status."""

    key = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=120)
    status = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.name


class CodePattern(models.Model):
    """How dossier codes are written from a day on (TT 01/2018/TT-VPCP, article 19)."""

    pattern = models.CharField(max_length=80)
    valid_from = models.DateField(unique=True)

    def __str__(self) -> str:
        return self.pattern


class CodeCounter(models.Model):
    """The last serial that a desk gave on a local day; locked last, never skipped."""

    agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "day"], name="one_counter_per_desk_and_day")
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.day}: {self.last}"


class Dossier(models.Model):
    """One citizen's matter, from receipt to hand-over."""

    code = models.CharField(max_length=40, unique=True)
    # The form key that it was received under: a repeated form finds it again.
    intake_key = models.CharField(max_length=64, unique=True)
    procedure = models.ForeignKey(
        "procedures.Procedure", on_delete=models.PROTECT, related_name="+"
    )
    procedure_version = models.ForeignKey(
        "procedures.ProcedureVersion", on_delete=models.PROTECT, related_name="+"
    )
    process_version = models.ForeignKey(
        "processes.ProcessVersion", on_delete=models.PROTECT, related_name="+"
    )
    case_key = models.CharField(max_length=60)
    channel = models.CharField(max_length=20)
    delivery = models.CharField(max_length=20)
    subject = models.TextField(blank=True)
    copies = models.PositiveSmallIntegerField(default=1)
    pages = models.PositiveIntegerField(null=True)
    # After whom lists and headings call it: its owners, the applicant first.
    applicant_name = models.CharField(max_length=510)
    # Names and code as they are searched for: sought.key_of.
    search_key = models.TextField()

    # Whose receipt it is, for ever; the desk that hands over may be its successor's.
    receiving_desk = models.ForeignKey(
        "agencies.Agency", on_delete=models.PROTECT, related_name="+", db_index=False
    )

    # State: folded from the trail, nothing else.
    desk = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    committee = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    lead_agency = models.ForeignKey("agencies.Agency", on_delete=models.PROTECT, related_name="+")
    status = models.PositiveSmallIntegerField()
    status_before_withdrawal = models.PositiveSmallIntegerField(null=True)
    local_state = models.ForeignKey(LocalState, on_delete=models.PROTECT, related_name="+")
    payment_state = models.CharField(max_length=20)
    delivery_state = models.CharField(max_length=20)
    sync_state = models.CharField(max_length=20)
    agency_ids = ArrayField(models.BigIntegerField())
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    original_due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    receipt_issue = models.PositiveSmallIntegerField(default=1)
    item_count = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)

    # Since when whoever holds the receipt wants no messages; a mended receipt asks anew.
    messages_stopped_at = models.DateTimeField(null=True)

    # When it was entered, where the desk received it before: declared late intake.
    entered_at = models.DateTimeField(null=True)

    # How the due date came about, line by line, as it was told to the citizen.
    due_lines = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="dossier_ends_after_receipt",
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("received_at")),
            ),
            models.CheckConstraint(
                name="dossier_is_entered_after_receipt",
                condition=Q(entered_at__isnull=True) | Q(entered_at__gt=F("received_at")),
            ),
            models.CheckConstraint(
                name="dossier_is_handed_over_after_its_end",
                condition=Q(handed_over_at__isnull=True) | Q(handed_over_at__gte=F("ended_at")),
            ),
            models.CheckConstraint(
                name="dossier_clock_has_ended_iff_status_says_so",
                condition=Q(status__in=[3, 8, 9, 10], ended_at__isnull=False)
                | Q(status__in=[1, 2, 4, 5, 6, 7], ended_at__isnull=True),
            ),
            models.CheckConstraint(
                name="dossier_keeps_what_withdrawal_was_asked_from",
                condition=Q(status=7, status_before_withdrawal__isnull=False)
                | (~Q(status=7) & Q(status_before_withdrawal__isnull=True)),
            ),
        ]
        indexes = [
            models.Index(fields=["-received_at", "-id"], name="dossier_newest_first"),
            models.Index(
                fields=["receiving_desk", "received_at", "id"],
                name="dossier_by_receiving_desk",
                include=["channel", "agency_ids"],
            ),
            models.Index(
                fields=["desk", "-received_at", "-id"],
                name="dossier_with_money_due",
                condition=Q(payment_state=PaymentState.DUE),
            ),
            models.Index(
                OpClass(Reverse("search_key"), name="text_pattern_ops"),
                name="dossier_by_end_of_code",
            ),
            # What owners ask back is little, and every head's home looks for it.
            models.Index(
                fields=["id"],
                name="dossier_asked_back",
                condition=Q(status=Status.WITHDRAWAL_REQUESTED),
            ),
            # What is still open, for whoever looks at a whole province.
            models.Index(
                fields=["-received_at", "-id"],
                name="dossier_open_newest_first",
                condition=Q(ended_at__isnull=True),
            ),
            # One index for seasons, rights and words together, so that a common name costs what
            # it costs within the viewer's agencies, of late. It reads in this order: where the
            # season ends, it goes no further through the words.
            GinIndex(
                OpClass(SEASON, name="array_ops"),
                OpClass("agency_ids", name="array_ops"),
                OpClass("search_key", name="gin_trgm_ops"),
                name="dossier_by_agency_and_words",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def promised_at(self) -> datetime | None:
        """When the result is promised; None of a dossier that the desk did not accept."""
        return None if self.status == Status.REFUSED else self.due_at


class Party(models.Model):
    """
    A person or organisation of one dossier: a copy, mended as a new version.

    There is no shared table of people: what one dossier says never changes another.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="parties")
    issue = models.PositiveSmallIntegerField(default=1)
    role = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=250)
    identity_number = models.CharField(max_length=20, blank=True)
    # Kind and number of a foreigner's paper, who has no number of a card.
    other_paper = models.CharField(max_length=120, blank=True, default="")
    tax_code = models.CharField(max_length=14, blank=True)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=10, blank=True)
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=500, blank=True)
    authority = models.CharField(max_length=250, blank=True)
    # The channels by which the person agreed to be told of the dossier.
    told_by = ArrayField(models.CharField(max_length=10), default=list)
    salt = models.CharField(max_length=64)
    # The dossier's, so that one index finds the newest of all that bear a number.
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "issue", "role"], name="one_party_per_role_and_issue"
            )
        ]
        indexes = [
            models.Index(
                fields=["identity_number", "-received_at", "-dossier"],
                name="party_by_identity_number",
                condition=~Q(identity_number=""),
            ),
            models.Index(
                fields=["phone", "-received_at", "-dossier"],
                name="party_by_phone",
                condition=~Q(phone=""),
            ),
            models.Index(
                fields=["tax_code", "-received_at", "-dossier"],
                name="party_by_tax_code",
                condition=~Q(tax_code=""),
            ),
            models.Index(
                F("born_on"),
                Upper("name"),
                name="party_by_birth_and_name",
                condition=Q(born_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def role_words(self) -> str:
        """The role as screens name it."""
        return str(
            {
                rules.PartyRole.APPLICANT: _("Chủ hồ sơ"),
                rules.PartyRole.CO_APPLICANT: _("Người cùng yêu cầu"),
                rules.PartyRole.FILER: _("Người nộp hồ sơ"),
                rules.PartyRole.PROXY: _("Người được ủy quyền"),
            }[rules.PartyRole(self.role)]
        )


class Paper(models.Model):
    """A paper that came with the dossier: original, copy or electronic, and how many."""

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="papers")
    issue = models.PositiveSmallIntegerField(default=1)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=500)
    copy_kind = models.CharField(max_length=20)
    quantity = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "issue", "position"], name="one_paper_per_place"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Note(models.Model):
    """Words that an officer typed; the event carries only their digest."""

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    salt = models.CharField(max_length=64)
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.text[:60]


class DossierFile(models.Model):
    """A file of the dossier: a scanned paper, the draft of the result, its final scan."""

    append_only = True

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField(max_length=20)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, null=True, related_name="files")
    stored = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=250)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="scan_of_a_paper_names_it",
                condition=Q(kind=rules.FileKind.PAPER, paper__isnull=False)
                | (~Q(kind=rules.FileKind.PAPER) & Q(paper__isnull=True)),
            )
        ]
        indexes = [models.Index(fields=["dossier", "kind", "-id"], name="file_by_dossier")]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """What a receiver is typing into one form: on the server, his own, outside the trail."""

    passes_away = True

    user = models.ForeignKey("access.User", on_delete=models.CASCADE, related_name="+")
    form_key = models.UUIDField(default=uuid4)
    content = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key"], name="one_draft_of_a_form")
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.saved_at}"
