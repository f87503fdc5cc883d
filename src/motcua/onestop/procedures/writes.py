"""The rows of a version: written as a draft, then sealed; all inside the caller's transaction."""

from dataclasses import asdict
from datetime import datetime

from motcua.onestop.procedures import checker, rules
from motcua.onestop.procedures.models import (
    Case,
    Exemption,
    Fee,
    Field,
    LegalBasis,
    Procedure,
    ProcedureVersion,
    Requirement,
    ResultKind,
    TimeLimit,
)


def take_procedure(content: rules.Content) -> Procedure:
    """Return the procedure, locked and under the names of this content; new where unknown."""
    field, _ = Field.objects.get_or_create(
        code=content.field_code, defaults={"name": content.field_name}
    )
    names = {
        "field": field,
        "name": content.name,
        "short_name": content.short_name,
        "search_text": rules.search_text(content.procedure_code, content.short_name, content.name),
    }
    procedure, _ = Procedure.objects.update_or_create(code=content.procedure_code, defaults=names)
    return procedure


def add_version(
    procedure: Procedure,
    last: ProcedureVersion | None,
    content: rules.Content,
    process_version_id: int,
) -> ProcedureVersion:
    """
    Write a version and all rows below it as a draft; the last one ends when it begins.

    :raises BeginsTooEarly: where the last would not have held for a single day.
    """
    if last is not None:
        if content.valid_from <= last.valid_from:
            raise checker.BeginsTooEarly(procedure=content.procedure_code)
        ProcedureVersion.objects.filter(pk=last.pk).update(valid_to=content.valid_from)
    version = ProcedureVersion.objects.create(
        procedure=procedure,
        number=1 if last is None else last.number + 1,
        process_version_id=process_version_id,
        name=content.name,
        short_name=content.short_name,
        level_code=content.level_code,
        valid_from=content.valid_from,
        decision=content.decision,
        decided_on=content.decided_on,
        note=content.note,
        template_edition=content.template_edition,
        who_may_apply=list(content.who_may_apply),
        sources=list(content.sources),
        co_applicant_basis=content.co_applicant_basis,
        silence_basis=content.silence_basis,
    )
    cases = _write_cases(version, content.cases)
    _write_limits_and_fees(version, content, cases)
    _write_exemptions(version, content)
    _write_bases_and_results(version, content)
    return version


def _write_cases(version: ProcedureVersion, cases: tuple[rules.Case, ...]) -> dict[str, Case]:
    rows = Case.objects.bulk_create(
        Case(version=version, key=case.key, name=case.name, position=place)
        for place, case in enumerate(cases)
    )
    by_key = {row.key: row for row in rows}
    Requirement.objects.bulk_create(
        Requirement(version=version, case=by_key[case.key], position=place, **asdict(paper))
        for case in cases
        for place, paper in enumerate(case.requirements)
    )
    return by_key


def _write_limits_and_fees(
    version: ProcedureVersion, content: rules.Content, cases: dict[str, Case]
) -> None:
    TimeLimit.objects.bulk_create(
        TimeLimit(
            version=version,
            case=cases.get(line.case_key),
            channel=line.channel,
            amount=int(line.limit.amount),
            unit=line.limit.unit,
            cutoff=line.limit.cutoff,
            source=line.source,
        )
        for line in content.limits
    )
    Fee.objects.bulk_create(
        Fee(
            version=version,
            case=cases.get(fee.case_key),
            channel=fee.channel,
            kind=fee.kind,
            name=fee.name,
            amount=fee.amount,
            per=fee.per,
            steps=[asdict(step) for step in fee.steps],
            cap=fee.cap,
            source=fee.source,
        )
        for fee in content.fees
    )


def _write_exemptions(version: ProcedureVersion, content: rules.Content) -> None:
    Exemption.objects.bulk_create(
        Exemption(version=version, position=place, **asdict(exemption))
        for place, exemption in enumerate(content.exemptions)
    )


def _write_bases_and_results(version: ProcedureVersion, content: rules.Content) -> None:
    LegalBasis.objects.bulk_create(
        LegalBasis(version=version, position=place, number=basis.number, name=basis.name)
        for place, basis in enumerate(content.legal_bases)
    )
    ResultKind.objects.bulk_create(
        ResultKind(
            version=version,
            position=place,
            name=result.name,
            code=result.code,
            symbol=result.symbol,
        )
        for place, result in enumerate(content.results)
    )


def seal(version: ProcedureVersion, *, digest: str, at: datetime) -> None:
    """Publish a draft: from here on the database keeps it as it is."""
    ProcedureVersion.objects.filter(pk=version.pk).update(digest=digest, published_at=at)
