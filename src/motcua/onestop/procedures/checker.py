"""Reading a procedure's file, and refusing what a desk could not promise or a citizen not read."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date, time
from typing import Any

from motcua.ground.calendars.clock import Limit, Unit
from motcua.ground.kernel.refusal import Refusal
from motcua.ground.kernel.words import Words, mark
from motcua.onestop.procedures.exemptions import Exemption
from motcua.onestop.procedures.rules import (
    Case,
    Channel,
    Content,
    Fee,
    FeeKind,
    FeeStep,
    LegalBasis,
    Per,
    Requirement,
    ResultKind,
    TimeLimit,
)
from motcua.onestop.processes.rules import Process

SHORT_NAME_LENGTH = 60
REQUIREMENT_LENGTH = 120
HOURS_OF_WORKING_DAY = 8
WHOLE = 100


class BrokenProcedure(Refusal):
    """The version lacks what a desk needs to receive it, or contradicts itself."""

    code = "procedures.broken-procedure"
    says = mark("Thủ tục {procedure} chưa công bố được: {fault}.")
    to_do = mark("Sửa nội dung rồi công bố lại.")
    status = 422


class BeginsTooEarly(Refusal):
    """The version would begin before, or on the same day as, the one that it replaces."""

    code = "procedures.begins-too-early"
    says = mark("Bản mới của thủ tục {procedure} phải bắt đầu sau bản đang có.")
    to_do = mark("Chọn ngày áp dụng muộn hơn.")
    status = 422


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Content):
    """
    A version that is not yet published.

    :param process_code: of the process that its dossiers pass through.
    """

    process_code: str


def check(definition: Content) -> None:
    """
    Accept what can be received, priced and promised at a counter.

    :raises BrokenProcedure: naming the first fault.
    """
    for fault in _faults(definition):
        raise BrokenProcedure(procedure=definition.procedure_code, fault=fault)


def _faults(content: Content) -> Iterator[Words]:
    keys = [case.key for case in content.cases]
    if not keys or len(set(keys)) < len(keys):
        yield Words(mark("các trường hợp thiếu hoặc trùng khóa"))
    if len(content.short_name) > SHORT_NAME_LENGTH:
        yield Words(mark("tên ngắn dài quá {limit} chữ"), {"limit": SHORT_NAME_LENGTH})
    if not content.results:
        yield Words(mark("chưa nêu kết quả"))
    if any(line.limit.amount != int(line.limit.amount) for line in content.limits):
        yield Words(mark("có thời hạn không tròn số"))
    scopes = {(line.case_key, line.channel) for line in content.limits}
    scopes |= {(fee.case_key, fee.channel) for fee in content.fees}
    if any(case not in {"", *keys} or channel not in {"", *Channel} for case, channel in scopes):
        yield Words(mark("có thời hạn hoặc khoản tiền không thuộc trường hợp nào"))
    for case in content.cases:
        yield from _faults_of_case(content, case)
    for fee in content.fees:
        yield from _faults_of_fee(fee)
    yield from _faults_of_exemptions(content.exemptions)


def _faults_of_case(content: Content, case: Case) -> Iterator[Words]:
    at_counter = [
        line
        for line in content.limits
        if line.case_key in {"", case.key} and line.channel in {"", Channel.COUNTER}
    ]
    if not at_counter:
        yield Words(mark("trường hợp {case} chưa có thời hạn tại quầy"), {"case": case.name})
    for paper in case.requirements:
        if len(paper.name) > REQUIREMENT_LENGTH:
            yield Words(mark("tên giấy tờ dài quá: {paper}"), {"paper": paper.name})
        if not (paper.originals or paper.copies or paper.electronic):
            yield Words(mark("giấy tờ chưa rõ số bản: {paper}"), {"paper": paper.name})


def _faults_of_fee(fee: Fee) -> Iterator[Words]:
    pages = [1, *(step.from_page for step in fee.steps)]
    amounts = [fee.amount or 0, fee.cap or 0, *(step.amount for step in fee.steps)]
    is_plain = not fee.steps and fee.cap is None
    if min(amounts) < 0:
        yield Words(mark("khoản {fee} có số tiền âm"), {"fee": fee.name})
    if sorted(set(pages)) != pages:
        yield Words(mark("khoản {fee} có bậc trang không tăng dần"), {"fee": fee.name})
    if not is_plain and (fee.per is Per.DOSSIER or fee.amount is None):
        yield Words(mark("khoản {fee} có bậc trang mà không tính theo trang"), {"fee": fee.name})


def _faults_of_exemptions(exemptions: tuple[Exemption, ...]) -> Iterator[Words]:
    if len({each.key for each in exemptions}) < len(exemptions):
        yield Words(mark("các diện miễn, giảm trùng khóa"))
    for each in exemptions:
        facts = {"exemption": each.name}
        if not 1 <= each.percent <= WHOLE:
            yield Words(mark("diện {exemption} có mức giảm ngoài 1 đến 100%"), facts)
        if not (each.source and each.proof):
            yield Words(mark("diện {exemption} thiếu căn cứ hoặc giấy tờ chứng minh"), facts)
        if each.valid_to is not None and each.valid_to <= each.valid_from:
            yield Words(mark("diện {exemption} hết áp dụng trước khi bắt đầu"), facts)


def warnings(limits: Iterable[TimeLimit], process: Process) -> tuple[Words, ...]:
    """Return a warning for each limit shorter than the sum of the process's steps."""
    return tuple(
        Words(
            mark("Các bước cần {needed} giờ làm việc, thời hạn chỉ có chừng {given} giờ."),
            {"needed": process.working_hours, "given": given},
        )
        for given in sorted({hours_within(line.limit) for line in limits})
        if given < process.working_hours
    )


def hours_within(limit: Limit) -> int:
    """Return about how many working hours a limit holds, counting five days to the week."""
    amount = int(limit.amount)
    hours = {
        Unit.WORKING_HOUR: amount,
        Unit.SAME_DAY: HOURS_OF_WORKING_DAY,
        Unit.WORKING_DAY: amount * HOURS_OF_WORKING_DAY,
        Unit.DAY: amount * 5 // 7 * HOURS_OF_WORKING_DAY,
        Unit.MONTH: amount * 21 * HOURS_OF_WORKING_DAY,
    }
    return hours[limit.unit]


def digest(content: Content, process_version_id: int) -> str:
    """Return what tells this version's content from any other."""
    whole = {**asdict(content), "process_version_id": process_version_id}
    for later in ("exemptions", "co_applicant_basis", "silence_basis"):
        # What was published before there was such a fact keeps its digest.
        if not whole[later]:
            del whole[later]
    canonical = json.dumps(whole, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def parse(entry: Mapping[str, Any], fields: Mapping[str, str]) -> Definition:
    """
    Read a procedure's file.

    :param fields: the names of the fields of administration by their codes.
    :raises KeyError, ValueError: where it does not have the shape of the room's files.
    """
    return Definition(
        procedure_code=entry["code"],
        name=entry["name"],
        short_name=entry["short_name"],
        field_code=entry["field"],
        field_name=fields[entry["field"]],
        level_code=entry["level"],
        valid_from=date.fromisoformat(entry["valid_from"]),
        decision=entry["decision"],
        decided_on=date.fromisoformat(entry["decided_on"]) if entry["decided_on"] else None,
        note=entry["note"],
        template_edition=entry["template_edition"],
        who_may_apply=tuple(entry["who_may_apply"]),
        cases=tuple(_case(case, entry["requirements"]) for case in entry["cases"]),
        limits=tuple(_limit(line) for line in entry["limits"]),
        fees=tuple(_fee(line) for line in entry["fees"]),
        legal_bases=tuple(LegalBasis(**basis) for basis in entry["legal_bases"]),
        results=tuple(ResultKind(**result) for result in entry["results"]),
        sources=tuple(entry["sources"]),
        exemptions=tuple(_exemption(line) for line in entry.get("exemptions", ())),
        co_applicant_basis=entry.get("co_applicant_basis", ""),
        silence_basis=entry.get("silence_basis", ""),
        process_code=entry["process"],
    )


def _case(case: Mapping[str, str], papers: list[Mapping[str, Any]]) -> Case:
    """Read a case together with the papers of all cases and its own, in the file's order."""
    own = (paper for paper in papers if case["key"] in paper.get("cases", [case["key"]]))
    return Case(case["key"], case["name"], tuple(_requirement(paper) for paper in own))


def _requirement(paper: Mapping[str, Any]) -> Requirement:
    return Requirement(
        name=paper["name"],
        originals=paper.get("originals", 0),
        copies=paper.get("copies", 0),
        electronic=paper.get("electronic", False),
        is_required=paper.get("is_required", True),
        form=paper.get("form", ""),
    )


def _limit(line: Mapping[str, Any]) -> TimeLimit:
    cutoff = time.fromisoformat(line["cutoff"]) if "cutoff" in line else None
    limit = Limit(amount=line.get("amount", 0), unit=Unit(line["unit"]), cutoff=cutoff)
    return TimeLimit(line.get("case", ""), line.get("channel", ""), limit, line["source"])


def _exemption(line: Mapping[str, Any]) -> Exemption:
    return Exemption(
        key=line["key"],
        name=line["name"],
        percent=line["percent"],
        kind=FeeKind(line["kind"]) if line.get("kind") else "",
        proof=line["proof"],
        source=line["source"],
        valid_from=date.fromisoformat(line["valid_from"]),
        valid_to=date.fromisoformat(line["valid_to"]) if line.get("valid_to") else None,
    )


def _fee(line: Mapping[str, Any]) -> Fee:
    return Fee(
        case_key=line.get("case", ""),
        channel=line.get("channel", ""),
        kind=FeeKind(line["kind"]),
        name=line["name"],
        amount=line["amount"],
        per=Per(line["per"]),
        source=line["source"],
        steps=tuple(FeeStep(step["from_page"], step["amount"]) for step in line.get("steps", ())),
        cap=line.get("cap"),
    )
