"""The files of the procedures: whole, short enough, and their promises kept by the work."""

from datetime import UTC, date, datetime

import pytest

from motcua.demo import procedures, tree
from motcua.ground.agencies import queries as agencies
from motcua.ground.calendars import clock
from motcua.ground.calendars.clock import Unit
from motcua.ground.calendars.examples import office
from motcua.onestop.procedures import checker, queries, rules
from motcua.onestop.procedures.checker import Definition
from motcua.onestop.processes import queries as processes
from motcua.onestop.processes import rules as process_rules
from motcua.onestop.processes.rules import StepAct

NOW = datetime(2015, 4, 20, 2, tzinfo=UTC)
TODAY = date(2015, 4, 20)
DEFINITIONS = {found.procedure_code: found for found in procedures.definitions()}
PROCESSES = {process.key: process for process in procedures.process_definitions()}

all_definitions = pytest.mark.parametrize(
    "definition", DEFINITIONS.values(), ids=lambda found: found.procedure_code
)


OF_A_COMMUNE = {"2.000815", "1.001193", "1.000894", "1.004873", "1.000656", "1.011607"}


OF_THE_PROVINCE = {"2.001583", "2.001610", "1.012783", "1.013236"}


def test_there_are_some_of_every_level() -> None:
    assert set(DEFINITIONS) == OF_A_COMMUNE | {"1.001612", "1.013225"} | OF_THE_PROVINCE
    assert {found.level_code for found in DEFINITIONS.values()} == {
        "commune",
        "district",
        "province",
    }


@all_definitions
def test_each_can_be_received_priced_and_promised(definition: Definition) -> None:
    checker.check(definition)
    assert definition.sources
    assert definition.legal_bases
    assert definition.decided_on is None, "no record gives the day"


def test_those_who_are_asked_have_less_than_the_twelve_days_of_the_record() -> None:
    calendar = office(first=date(2026, 1, 1), last=date(2026, 12, 31))
    asked = [step for step in PROCESSES["so-lay-y-kien"].steps if step.act is StepAct.OPINE]
    for step in asked:
        hours = clock.Limit(step.working_hours, Unit.WORKING_HOUR)
        for weekday in range(2, 7):
            given = _at(f"2026-11-{weekday:02d}T08:00")
            days = clock.due(given, clock.Limit(12, Unit.DAY), calendar)
            assert clock.due(given, hours, calendar).at <= days.at
    assert {step.agency_code for step in asked} == {"BD-STNMT", "BD-SGTVT"}


@all_definitions
def test_the_work_fits_into_the_limit(definition: Definition) -> None:
    assert checker.warnings(definition.limits, PROCESSES[definition.process_code]) == ()


@pytest.mark.parametrize("process", PROCESSES.values(), ids=lambda process: process.key)
def test_each_process_can_be_played(process: process_rules.Process) -> None:
    process_rules.check(process)
    assert process.steps[-1].act is StepAct.HAND_OVER


def test_no_process_is_loaded_in_vain() -> None:
    assert {found.process_code for found in DEFINITIONS.values()} == set(PROCESSES)


@pytest.mark.parametrize(
    ("code", "case", "expected"),
    [
        ("2.000815", "trong-nuoc", (0, Unit.SAME_DAY)),
        ("1.001193", "bo-roi", (0, Unit.SAME_DAY)),
        ("1.000894", "thong-thuong", (1, Unit.WORKING_DAY)),
        ("1.000894", "xac-minh", (5, Unit.WORKING_DAY)),
        ("1.004873", "ket-hon", (3, Unit.WORKING_DAY)),
        ("1.000656", "qua-han", (0, Unit.SAME_DAY)),
        ("1.000656", "xac-minh", (3, Unit.WORKING_DAY)),
        ("1.011607", "ra-soat", (15, Unit.DAY)),
        ("1.001612", "ca-nhan", (3, Unit.WORKING_DAY)),
        ("1.013225", "nha-o", (15, Unit.DAY)),
        ("1.013225", "theo-tuyen", (20, Unit.DAY)),
        ("2.001583", "thanh-lap-moi", (3, Unit.WORKING_DAY)),
        ("2.001610", "tu-ho-kinh-doanh", (3, Unit.WORKING_DAY)),
        ("1.012783", "trich-do", (5, Unit.WORKING_DAY)),
        ("1.013236", "ton-giao", (20, Unit.DAY)),
    ],
)
def test_limits_of_the_records(code: str, case: str, expected: tuple[int, Unit]) -> None:
    limit = rules.limit_for(DEFINITIONS[code], case, "counter")
    assert (limit.amount, limit.unit) == expected


@pytest.mark.parametrize(
    ("code", "case", "pages", "expected"),
    [
        pytest.param("2.000815", "trong-nuoc", 5, 7_000, id="2 x 2.000 + 3 x 1.000"),
        pytest.param("1.001193", "thong-thuong", 1, 0, id="free"),
        pytest.param("1.000894", "thong-thuong", 1, 0, id="a marriage is free"),
        pytest.param("1.004873", "ket-hon", 1, None, id="the record contradicts itself"),
        pytest.param("1.000656", "dung-han", 1, 0, id="a death told in time is free"),
        pytest.param("1.000656", "qua-han", 1, None, id="told late, the council says what"),
        pytest.param("1.000656", "xac-minh", 1, None, id="long dead is late as well"),
        pytest.param("1.011607", "ra-soat", 1, 0, id="the poor pay nothing"),
        pytest.param("1.001612", "ca-nhan", 1, 50_000, id="paid"),
        pytest.param("1.013225", "nha-o", 1, None, id="not known"),
        pytest.param("2.001583", "thanh-lap-moi", 1, 150_000, id="a charge and a fee"),
        pytest.param("2.001610", "thanh-lap-moi", 1, 100_000, id="the fee that the record gives"),
        pytest.param("1.012783", "trich-do", 1, None, id="the record gives no sum"),
        pytest.param("1.013236", "theo-tuyen", 1, None, id="the council says what"),
    ],
)
def test_fees_of_the_records(code: str, case: str, pages: int, expected: int | None) -> None:
    lines = rules.fee_for(DEFINITIONS[code], case, "counter", pages=pages)
    assert rules.amount_due(lines) == expected


def test_land_has_a_time_for_every_way_to_hand_in() -> None:
    limits = [
        rules.limit_for(DEFINITIONS["1.012783"], "trich-do", channel).amount
        for channel in ("counter", "online", "post")
    ]
    assert limits == [5, 15, 20]


def _at(moment: str) -> datetime:
    return datetime.fromisoformat(f"{moment}+07:00")


@pytest.mark.parametrize(
    ("code", "case", "received", "expected"),
    [
        pytest.param("1.000894", "xac-minh", "2026-11-06T09:00", "2026-11-13T17:00", id="marriage"),
        pytest.param("1.004873", "ket-hon", "2026-11-06T09:00", "2026-11-11T17:00", id="status"),
        pytest.param("1.000656", "dung-han", "2026-11-06T14:59", "2026-11-06T17:00", id="by 15:00"),
        pytest.param("1.000656", "dung-han", "2026-11-06T15:01", "2026-11-09T17:00", id="past 15"),
        pytest.param("1.000656", "xac-minh", "2026-11-06T09:00", "2026-11-11T17:00", id="death"),
        pytest.param("1.011607", "ra-soat", "2026-11-06T09:00", "2026-11-23T17:00", id="to Monday"),
        pytest.param("1.012783", "trich-do", "2026-11-06T09:00", "2026-11-13T17:00", id="land"),
        pytest.param("1.013236", "theo-tuyen", "2026-11-06T09:00", "2026-11-26T17:00", id="works"),
        pytest.param("2.001610", "thanh-lap-moi", "2026-11-06T09:00", "2026-11-11T17:00", id="one"),
    ],
)
def test_when_it_is_due_that_came_on_a_friday(
    code: str, case: str, received: str, expected: str
) -> None:
    limit = rules.limit_for(DEFINITIONS[code], case, "counter")
    calendar = office(first=date(2026, 11, 1), last=date(2026, 12, 31))
    assert clock.due(_at(received), limit, calendar).at == _at(expected)


@pytest.mark.django_db
def test_loading_twice_publishes_once() -> None:
    assert procedures.load(now=NOW) == len(DEFINITIONS)
    assert procedures.load(now=NOW) == 0
    permit = queries.version(queries.in_force("1.013225", TODAY))
    assert processes.process(permit.process_version_id) == PROCESSES["huyen-hai-cap-duyet"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("desk", "expected"),
    [
        pytest.param("BD-718-25747", OF_A_COMMUNE, id="a ward"),
        pytest.param("BD-718", {"1.001612", "1.013225"}, id="a city"),
        pytest.param("BD-719", {"1.001612", "1.013225"}, id="a rural district"),
        pytest.param("BD-SKHDT", {"2.001583", "2.001610"}, id="the department of planning"),
        pytest.param("BD-STNMT", {"1.012783"}, id="the department that looks after land"),
        pytest.param("BD-SXD", {"1.013236"}, id="the department that asks others"),
        pytest.param("BD-SYT", set(), id="a department without any"),
    ],
)
def test_each_desk_is_offered_its_own(desk: str, expected: set[str]) -> None:
    tree.load()
    procedures.load(now=NOW)
    agency = agencies.by_code(desk, TODAY)
    offers = queries.offered_at(agency.pk, agency.level_id, TODAY)
    assert {offer.procedure_code for offer in offers} == expected
    for offer in offers:
        agencies.competent_office(queries.version(offer.version_id).field_code, agency.pk, on=TODAY)
