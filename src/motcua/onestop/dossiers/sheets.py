"""A dossier as its page shows it: the row and all that hangs on it, in one statement."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Model, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, JSONObject

from motcua.ground.kernel.actor import Actor
from motcua.ground.trail.rules import Recorded
from motcua.onestop.dossiers import queries
from motcua.onestop.dossiers.models import (
    Dossier,
    DossierFile,
    HandOver,
    Note,
    Paper,
    Party,
    Result,
    WithdrawalRequest,
)
from motcua.onestop.dossiers.rules import FileKind
from motcua.onestop.payments import queries as payments
from motcua.onestop.payments.rules import EntryKind

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file as a page lists it; its bytes are fetched through ``file``."""

    id: int
    paper_id: int | None
    paper_name: str | None
    kind: str
    media_type: str
    name: str
    size: int
    digest: str
    added_at: datetime

    @property
    def is_result(self) -> bool:
        """Whether it is the result itself, as it left the office."""
        return self.kind == FileKind.ISSUED

    @property
    def is_opinion(self) -> bool:
        """Whether it is what an agency that was asked has written."""
        return self.kind == FileKind.OPINION

    @property
    def is_picture(self) -> bool:
        """Whether a browser draws it in place; a PDF it shows in a frame."""
        return self.media_type.startswith("image/")


@dataclass(frozen=True, slots=True)
class MoneyShown:
    """Money that came in, with the finance receipt that was written for it, or was given back."""

    kind: str
    amount: int
    payer: str
    receipt_number: str
    collected_at: datetime


@dataclass(frozen=True, slots=True)
class ReliefShown:
    """Who is spared how much, by which paper; with an empty key nobody any more."""

    key: str
    name: str
    paper: str
    amount: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    A dossier and all that hangs on its row, in one statement.

    :param parties: as the current receipt names them, by role.
    :param papers: as the current receipt lists them.
    :param files: newest first; those of a paper name it.
    :param notes: what officers wrote, by the id that events carry.
    :param money: what came in, the first first.
    :param relief: the exemption as it stands now, if one was granted.
    :param withdrawals: who asked the dossier back.
    :param takers: who fetched the result or the papers; the last stands.
    :param results: what was issued, the last first; what was recalled says so.
    """

    dossier: Dossier
    parties: dict[str, Party]
    papers: list[Paper]
    files: list[FileShown]
    notes: dict[int, str]
    money: list[MoneyShown]
    relief: ReliefShown | None
    withdrawals: list[WithdrawalRequest]
    takers: list[HandOver]
    results: list[Result]

    @property
    def result(self) -> Result | None:
        """What was issued and stands."""
        return next((each for each in self.results if each.recalled_at is None), None)

    @property
    def recalled(self) -> list[Result]:
        """What was issued and recalled."""
        return [each for each in self.results if each.recalled_at is not None]

    @property
    def taker_names(self) -> dict[int, str]:
        """The names of those who fetched, by the id that events carry."""
        return {row.pk: row.taker_name for row in self.takers}

    @property
    def money_kept(self) -> int:
        """Đồng that came in and were not given back."""
        return sum(EntryKind(entry.kind).sign * entry.amount for entry in self.money)

    @property
    def draft(self) -> FileShown | None:
        """The draft of the result that lies before the approver and the signer."""
        return next((file for file in self.files if file.kind == FileKind.DRAFT), None)

    def scans_of(self, paper: Paper) -> list[FileShown]:
        """
        Return the scans of a paper, the first first.

        A mended receipt lists its papers anew; a scan follows its paper by name.
        """
        return [file for file in self._scans if self._bearer(file) == paper.pk]

    @property
    def loose_scans(self) -> list[FileShown]:
        """The scans of papers that a mended receipt no longer lists."""
        return [file for file in self._scans if self._bearer(file) is None]

    @property
    def _scans(self) -> list[FileShown]:
        return [file for file in reversed(self.files) if file.paper_id]

    def _bearer(self, scan: FileShown) -> int | None:
        """Return the paper of the current receipt that a scan hangs on: its own, or its heir."""
        alike = [paper.pk for paper in self.papers if paper.name == scan.paper_name]
        return scan.paper_id if scan.paper_id in alike else next(iter(alike), None)


def sheet(viewer: Actor, code: str) -> Sheet:
    """
    Return a dossier with everything that its page shows of it.

    :raises NoSuchDossier: also when the viewer may not see it.
    """
    of_receipt = {"dossier": OuterRef("pk"), "issue": OuterRef("receipt_issue")}
    files = DossierFile.objects.filter(dossier=OuterRef("pk")).order_by("-id")
    key = Cast(OuterRef("pk"), CharField())
    money = payments.entries_of(queries.SUBJECT_KIND, key)
    relief = payments.reliefs_of(queries.SUBJECT_KIND, key)
    dossier: Any = queries.shown(
        queries.visible_to(viewer).annotate(
            packed_parties=_packed(Party.objects.filter(**of_receipt)),
            packed_papers=_packed(Paper.objects.filter(**of_receipt)),
            packed_notes=_packed(Note.objects.filter(dossier=OuterRef("pk"))),
            packed_withdrawals=_packed(WithdrawalRequest.objects.filter(dossier=OuterRef("pk"))),
            packed_takers=_packed(HandOver.objects.filter(dossier=OuterRef("pk")).order_by("pk")),
            packed_results=_packed(Result.objects.filter(dossier=OuterRef("pk")).order_by("-pk")),
            packed_files=ArraySubquery(files.values(row=JSONObject(**FILE_COLUMNS))),
            packed_relief=Subquery(relief.values(row=JSONObject(**RELIEF_COLUMNS))[:1]),
            packed_money=ArraySubquery(money.values(row=JSONObject(**MONEY_COLUMNS))),
        ),
        code,
    )
    parties = _unpacked(Party, dossier.packed_parties)
    return Sheet(
        dossier=dossier,
        parties={party.role: party for party in parties},
        papers=_unpacked(Paper, dossier.packed_papers),
        withdrawals=_unpacked(WithdrawalRequest, dossier.packed_withdrawals),
        takers=_unpacked(HandOver, dossier.packed_takers),
        results=_unpacked(Result, dossier.packed_results),
        files=[_file_shown(row) for row in dossier.packed_files],
        notes={note.pk: note.text for note in _unpacked(Note, dossier.packed_notes)},
        relief=ReliefShown(**dossier.packed_relief) if dossier.packed_relief else None,
        money=[MoneyShown(**_at(row, "collected_at")) for row in dossier.packed_money],
    )


def history_of(sheet: Sheet) -> list[Recorded]:
    """
    Return what happened to a dossier as far as its sheet has come, oldest first.

    The two are read one after the other, and what is made of both may be kept for ever: an act
    that came between is not half of it.
    """
    told = queries.history(sheet.dossier)
    return [event for event in told if event.sequence <= sheet.dossier.version]


FILE_COLUMNS = {
    "id": "id",
    "paper_id": "paper_id",
    "paper_name": "paper__name",
    "kind": "kind",
    "media_type": "stored__media_type",
    "name": "name",
    "size": "stored__size",
    "digest": "stored__digest",
    "added_at": "added_at",
}


MONEY_COLUMNS = {
    name: name for name in ("kind", "amount", "payer", "receipt_number", "collected_at")
}


RELIEF_COLUMNS = {name: name for name in ("key", "name", "paper", "amount")}


def _file_shown(row: dict[str, Any]) -> FileShown:
    return FileShown(**_at(row, "added_at"))


def _at(row: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a gathered row with one of its columns as the moment that it is."""
    return {**row, name: datetime.fromisoformat(row[name])}


def _packed(rows: QuerySet[Any]) -> ArraySubquery:
    """Gather the rows of a table into one column, so that a page costs one statement."""
    columns = {field.attname: field.attname for field in rows.model._meta.concrete_fields}
    return ArraySubquery(rows.values(row=JSONObject(**columns)))


def _unpacked(model: type[Row], packed: list[dict[str, Any]]) -> list[Row]:
    """Return the rows that were gathered into one column."""
    fields = model._meta.concrete_fields
    return [
        model(**{field.attname: field.to_python(row[field.attname]) for field in fields})
        for row in packed
    ]
