"""The catalogue as values: a version's facts, what is in force, what a desk may receive."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import JSONObject, StrIndex

from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars.clock import Limit, Unit
from motcua.ground.kernel.text import search_key
from motcua.ground.kernel.words import Words
from motcua.onestop.procedures import checker, exemptions, rules
from motcua.onestop.procedures.models import (
    Case,
    Exemption,
    Fee,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    Requirement,
    ResultKind,
    TimeLimit,
)
from motcua.onestop.processes import rules as processes

# Whoever types more words than these does not search for a procedure.
WORDS_READ = 8


@dataclass(frozen=True, slots=True)
class Offer:
    """One line of the counter's list: a procedure that the desk may receive."""

    version_id: int
    procedure_code: str
    name: str
    short_name: str
    field_name: str
    level_code: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A procedure whose limit is shorter than the steps of its work, and by how much."""

    procedure_code: str
    name: str
    warnings: tuple[Words, ...]


def in_force(procedure_code: str, on: date) -> int:
    """
    Return the id of the version that holds on a day.

    :raises NoSuchProcedure: where none does.
    """
    try:
        return holding(on).values_list("pk", flat=True).get(procedure__code=procedure_code)
    except ProcedureVersion.DoesNotExist:
        raise rules.NoSuchProcedure(procedure=procedure_code) from None


def holding(on: date) -> QuerySet[ProcedureVersion]:
    """Return the published versions that hold on a day, one of each procedure at most."""
    not_ended = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    return ProcedureVersion.objects.filter(
        not_ended, published_at__isnull=False, valid_from__lte=on
    )


def warned_of(on: date) -> list[Warned]:
    """Return the procedures of a day that `checker.warnings` warns of, in one statement."""
    rows: Iterable[Any] = (
        holding(on)
        .select_related("procedure", "process_version")
        .annotate(limit_rows=_rows(TimeLimit.objects.order_by("id"), *LIMIT))
        .order_by("procedure__search_text")
    )
    held = (Warned(row.procedure.code, row.short_name, _warnings(row)) for row in rows)
    return [each for each in held if each.warnings]


def _warnings(row: Any) -> tuple[Words, ...]:
    process = processes.parse(row.process_version.definition)
    return checker.warnings([_limit(line) for line in row.limit_rows], process)


def results_under(symbols: Iterable[str]) -> dict[str, str]:
    """Return what the numbers of each of these books are given to, by the book's symbol."""
    kinds = ResultKind.objects.filter(symbol__in=list(symbols)).order_by("symbol", "name")
    named: dict[str, list[str]] = defaultdict(list)
    for symbol, name in kinds.values_list("symbol", "name").distinct():
        named[symbol].append(name)
    return {symbol: "; ".join(names) for symbol, names in named.items()}


def known_codes() -> frozenset[str]:
    """Return the codes of all procedures that were ever published."""
    return frozenset(Procedure.objects.values_list("code", flat=True))


def offered_at(agency_id: int, level_code: str, on: date, words: str = "") -> list[Offer]:
    """
    Return the procedures that a desk may receive, best answer to a few letters first.

    A desk receives its own level's procedures, of the fields in which its agency, or an
    office of it, is competent. Each word typed is the beginning of a word of the
    procedure, accents or not; "hkd" finds a hộ kinh doanh. Without words the order is
    that of the names.
    """
    fields = agencies.competences_of(agency_id, on=on).values("field_code")
    offered = holding(on).filter(level_code=level_code, procedure__field__code__in=fields)
    return [_offer(version) for version in _matching(offered, words)]


def search(words: str, on: date, limit: int = 20) -> list[Offer]:
    """Return the procedures of the whole province that these few letters may mean."""
    return [_offer(version) for version in _matching(holding(on), words)[:limit]]


def short_name_of(code: OuterRef) -> Subquery:
    """Return the short name of the procedure whose code a statement around this one names."""
    return Subquery(Procedure.objects.filter(code=code).values("short_name")[:1])


def named(words: str) -> QuerySet[Procedure]:
    """Return the procedures, abolished ones too, that these few letters or a code may mean."""
    found = Procedure.objects.order_by()
    for token in search_key(words).split()[:WORDS_READ]:
        found = found.filter(search_text__contains=f" {token}")
    return found


def _matching(versions: QuerySet[ProcedureVersion], words: str) -> QuerySet[ProcedureVersion]:
    tokens = search_key(words).split()[:WORDS_READ]
    for token in tokens:
        versions = versions.filter(procedure__search_text__contains=f" {token}")
    place = StrIndex(F("procedure__search_text"), Value(f" {' '.join(tokens)}"))
    first = StrIndex(F("procedure__search_text"), Value(f" {tokens[0] if tokens else ''}"))
    # Words that stand together come before words that do not, then whatever comes earlier.
    apart = ExpressionWrapper(Q(together=0), output_field=BooleanField())
    return (
        versions.select_related("procedure__field")
        .annotate(together=place, first=first)
        .order_by(apart, "together", "first", "procedure__search_text")
    )


def _offer(version: ProcedureVersion) -> Offer:
    procedure = version.procedure
    return Offer(
        version_id=version.pk,
        procedure_code=procedure.code,
        name=version.name,
        short_name=version.short_name,
        field_name=procedure.field.name,
        level_code=version.level_code,
    )


# -- the facts of one version ------------------------------------------------------------


@lru_cache(maxsize=2000)
def version(version_id: int) -> rules.VersionFacts:
    """
    Return the facts of a published version, read in one statement and kept in memory.

    An unknown or unpublished one is a bug.
    """
    return _facts(_whole().get(pk=version_id))


CASE = ("id", "key", "name")
REQUIREMENT = ("case_id", "name", "originals", "copies", "electronic", "is_required", "form")
LIMIT = ("case__key", "channel", "amount", "unit", "cutoff", "source")
EXEMPTION = (
    *("key", "name", "percent", "kind", "proof", "source"),
    *("valid_from", "valid_to"),
)
FEE = ("case__key", "channel", "kind", "name", "amount", "per", "steps", "cap", "source")


def _whole() -> QuerySet[ProcedureVersion]:
    """Return published versions, each with all rows below it as lists of plain values."""
    return (
        ProcedureVersion.objects.filter(published_at__isnull=False)
        .select_related("procedure__field")
        .annotate(
            case_rows=_rows(Case.objects.order_by("position"), *CASE),
            requirement_rows=_rows(Requirement.objects.order_by("position"), *REQUIREMENT),
            limit_rows=_rows(TimeLimit.objects.order_by("id"), *LIMIT),
            fee_rows=_rows(Fee.objects.order_by("id"), *FEE),
            exemption_rows=_rows(Exemption.objects.order_by("position"), *EXEMPTION),
            basis_rows=_rows(LegalBasis.objects.order_by("position"), "number", "name"),
            result_rows=_rows(ResultKind.objects.order_by("position"), "name", "code", "symbol"),
        )
    )


def _rows(rows: QuerySet[Any], *columns: str) -> ArraySubquery:
    own = rows.filter(version=OuterRef("pk"))
    return ArraySubquery(own.values(row=JSONObject(**{name: F(name) for name in columns})))


def _facts(version: Any) -> rules.VersionFacts:
    """Turn a row of ``_whole`` into a value; its type is loose because of the annotations."""
    procedure = version.procedure
    return rules.VersionFacts(
        id=version.pk,
        procedure_id=procedure.pk,
        number=version.number,
        process_version_id=version.process_version_id,
        procedure_code=procedure.code,
        name=version.name,
        short_name=version.short_name,
        field_code=procedure.field.code,
        field_name=procedure.field.name,
        level_code=version.level_code,
        valid_from=version.valid_from,
        decision=version.decision,
        decided_on=version.decided_on,
        note=version.note,
        template_edition=version.template_edition,
        who_may_apply=tuple(version.who_may_apply),
        sources=tuple(version.sources),
        co_applicant_basis=version.co_applicant_basis,
        silence_basis=version.silence_basis,
        cases=_cases(version.case_rows, version.requirement_rows),
        limits=tuple(_limit(row) for row in version.limit_rows),
        fees=tuple(_fee(row) for row in version.fee_rows),
        exemptions=tuple(_exemption(row) for row in version.exemption_rows),
        legal_bases=tuple(rules.LegalBasis(**row) for row in version.basis_rows),
        results=tuple(rules.ResultKind(**row) for row in version.result_rows),
    )


def _cases(cases: Iterable[dict[str, Any]], papers: list[dict[str, Any]]) -> tuple[rules.Case, ...]:
    own: dict[int, list[rules.Requirement]] = {}
    for row in papers:
        paper = {name: value for name, value in row.items() if name != "case_id"}
        own.setdefault(row["case_id"], []).append(rules.Requirement(**paper))
    return tuple(
        rules.Case(row["key"], row["name"], tuple(own.get(row["id"], ()))) for row in cases
    )


def _limit(row: dict[str, Any]) -> rules.TimeLimit:
    cutoff = time.fromisoformat(row["cutoff"]) if row["cutoff"] else None
    limit = Limit(amount=row["amount"], unit=Unit(row["unit"]), cutoff=cutoff)
    return rules.TimeLimit(row["case__key"] or "", row["channel"], limit, row["source"])


def _exemption(row: dict[str, Any]) -> exemptions.Exemption:
    days = {
        name: date.fromisoformat(row[name]) if row[name] else None
        for name in ("valid_from", "valid_to")
    }
    return exemptions.Exemption(**{**row, **days})


def _fee(row: dict[str, Any]) -> rules.Fee:
    return rules.Fee(
        case_key=row["case__key"] or "",
        channel=row["channel"],
        kind=rules.FeeKind(row["kind"]),
        name=row["name"],
        amount=row["amount"],
        per=rules.Per(row["per"]),
        source=row["source"],
        steps=tuple(rules.FeeStep(**step) for step in row["steps"]),
        cap=row["cap"],
    )
