"""What is not published, and why."""

from dataclasses import replace
from datetime import time

import pytest

from motcua.ground.calendars.clock import Limit, Unit
from motcua.onestop.procedures import checker, examples
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.procedures.rules import Case, FeeStep, Per, Requirement, TimeLimit
from motcua.onestop.processes import examples as processes

PERMIT = examples.permit()
COPY = examples.certified_copy()


def with_paper(**changes: object) -> Definition:
    paper = replace(examples.APPLICATION, **changes)  # type: ignore[arg-type]
    return replace(PERMIT, cases=(Case("nha-o", "Nhà ở riêng lẻ", (paper,)),))


@pytest.mark.parametrize("definition", [PERMIT, COPY], ids=lambda found: found.procedure_code)
def test_a_whole_version_is_accepted(definition: Definition) -> None:
    checker.check(definition)


@pytest.mark.parametrize(
    ("definition", "words"),
    [
        pytest.param(replace(PERMIT, cases=()), "trường hợp", id="no case"),
        pytest.param(replace(PERMIT, cases=PERMIT.cases * 2), "trùng khóa", id="a key used twice"),
        pytest.param(replace(PERMIT, short_name="a" * 61), "tên ngắn", id="a long short name"),
        pytest.param(replace(PERMIT, results=()), "kết quả", id="nothing to get"),
        pytest.param(replace(PERMIT, limits=()), "chưa có thời hạn", id="no promise"),
        pytest.param(
            replace(PERMIT, limits=(TimeLimit("", "online", Limit(1, Unit.DAY), ""),)),
            "chưa có thời hạn tại quầy",
            id="no promise at the counter",
        ),
        pytest.param(
            replace(PERMIT, limits=(TimeLimit("biet-thu", "", Limit(1, Unit.DAY), ""),)),
            "không thuộc trường hợp nào",
            id="a limit of no case",
        ),
        pytest.param(with_paper(originals=0, electronic=False), "số bản", id="a paper in no form"),
        pytest.param(with_paper(name="a" * 121), "dài quá", id="a name that fills the screen"),
        pytest.param(
            replace(COPY, fees=(replace(examples.BY_PAGE, cap=-1),)), "tiền âm", id="a negative cap"
        ),
        pytest.param(
            replace(COPY, fees=(replace(examples.BY_PAGE, steps=(FeeStep(1, 5),)),)),
            "không tăng dần",
            id="a step from the first page",
        ),
        pytest.param(
            replace(COPY, fees=(replace(examples.BY_PAGE, per=Per.DOSSIER),)),
            "mà không tính theo trang",
            id="steps without pages",
        ),
    ],
)
def test_what_a_desk_could_not_promise_is_refused(definition: Definition, words: str) -> None:
    with pytest.raises(checker.BrokenProcedure) as refused:
        checker.check(definition)
    assert words in str(refused.value)


def test_a_limit_shorter_than_the_work_is_warned_of() -> None:
    short = TimeLimit("", "", Limit(1, Unit.WORKING_DAY), "bản ghi")
    process = processes.two_approvals()
    (warned,) = checker.warnings([short], process)
    assert str(warned) == "Các bước cần 26 giờ làm việc, thời hạn chỉ có chừng 8 giờ."
    assert checker.warnings(PERMIT.limits, process) == ()


@pytest.mark.parametrize(
    ("limit", "hours"),
    [
        (Limit(3, Unit.WORKING_HOUR), 3),
        (Limit(0, Unit.SAME_DAY, time(15)), 8),
        (Limit(3, Unit.WORKING_DAY), 24),
        (Limit(15, Unit.DAY), 80),
        (Limit(1, Unit.MONTH), 168),
    ],
)
def test_hours_within(limit: Limit, hours: int) -> None:
    assert checker.hours_within(limit) == hours


def test_the_digest_knows_content_and_process() -> None:
    digest = checker.digest(PERMIT, 1)
    assert digest == checker.digest(examples.permit(), 1)
    assert digest != checker.digest(PERMIT, 2)
    assert digest != checker.digest(replace(PERMIT, note="khác"), 1)


def test_a_file_is_read_with_the_papers_of_all_cases_and_each_case_s_own() -> None:
    entry = {
        "code": "1.000001",
        "name": "Thủ tục",
        "short_name": "Thủ tục",
        "field": "ho-tich",
        "level": "commune",
        "process": "xa",
        "valid_from": "2015-01-01",
        "decision": "1/QĐ-BTP",
        "decided_on": None,
        "note": "",
        "template_edition": "TT 01/2018/TT-VPCP",
        "who_may_apply": [],
        "cases": [{"key": "a", "name": "A"}, {"key": "b", "name": "B"}],
        "requirements": [
            {"name": "Tờ khai", "originals": 1},
            {"name": "Biên bản", "copies": 1, "is_required": False, "cases": ["b"]},
        ],
        "limits": [{"unit": "same_day", "cutoff": "15:00", "source": "bản ghi"}],
        "fees": [],
        "legal_bases": [{"number": "60/2014/QH13"}],
        "results": [{"name": "Giấy khai sinh"}],
        "sources": [],
    }
    definition = checker.parse(entry, {"ho-tich": "Hộ tịch"})
    form = Requirement("Tờ khai", 1, 0, electronic=False, is_required=True)
    record = Requirement("Biên bản", 0, 1, electronic=False, is_required=False)
    assert [case.requirements for case in definition.cases] == [(form,), (form, record)]
    assert definition.limits[0].limit == Limit(0, Unit.SAME_DAY, time(15))
    assert definition.field_name == "Hộ tịch"
