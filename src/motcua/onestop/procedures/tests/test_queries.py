"""What a desk is offered, by level, competence, day and a few letters."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from pytest_django import DjangoAssertNumQueries

from motcua.ground.agencies import examples as agencies
from motcua.ground.agencies.examples import House
from motcua.ground.kernel.actor import system
from motcua.onestop.procedures import actions, examples, queries, rules
from motcua.onestop.processes import actions as processes
from motcua.onestop.processes import examples as process_examples

pytestmark = pytest.mark.django_db

NOW = datetime(2015, 4, 20, 2, tzinfo=UTC)
TODAY = date(2015, 4, 20)
CLERK = system("tests")

CATALOGUE = [
    examples.certified_copy(),
    examples.certified_copy(
        procedure_code="2.000884", name="Chứng thực chữ ký", short_name="Chứng thực chữ ký"
    ),
    examples.certified_copy(
        procedure_code="1.001193",
        name="Thủ tục đăng ký khai sinh",
        short_name="Đăng ký khai sinh",
        field_code="ho-tich",
        field_name="Hộ tịch",
    ),
    examples.permit(),
    examples.permit(
        procedure_code="1.001612",
        name="Đăng ký thành lập hộ kinh doanh",
        short_name="Đăng ký thành lập hộ kinh doanh",
        field_code="ho-kinh-doanh",
        field_name="Hộ kinh doanh",
    ),
    examples.permit(
        procedure_code="2.001583",
        name="Đăng ký thành lập công ty TNHH một thành viên",
        short_name="Đăng ký thành lập công ty TNHH một thành viên",
        field_code="doanh-nghiep",
        field_name="Doanh nghiệp",
        level_code="province",
    ),
]


@pytest.fixture
def house() -> House:
    process_id = processes.publish(
        actor=CLERK, form_key=str(uuid4()), process=process_examples.two_approvals(), now=NOW
    )
    for definition in CATALOGUE:
        actions.publish(
            actor=CLERK,
            form_key=str(uuid4()),
            definition=definition,
            process_version_id=process_id,
            now=NOW,
        )
    return agencies.house()


def offered(agency_id: int, level: str, words: str = "", on: date = TODAY) -> list[str]:
    return [offer.procedure_code for offer in queries.offered_at(agency_id, level, on, words)]


def test_a_commune_is_offered_what_it_is_competent_for(house: House) -> None:
    assert offered(house.ward.pk, "commune") == ["2.000815", "2.000884"]


def test_a_district_is_offered_its_level_s(house: House) -> None:
    assert offered(house.city.pk, "district") == ["1.013225", "1.001612"]


def test_a_department_is_offered_its_fields(house: House) -> None:
    assert offered(house.department.pk, "province") == ["2.001583"]


def test_nothing_is_offered_before_it_holds(house: House) -> None:
    assert offered(house.city.pk, "district", on=date(2014, 12, 31)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("chung thuc", ["2.000815", "2.000884"], id="without accents"),
        pytest.param("CHỨNG thực", ["2.000815", "2.000884"], id="with accents, any case"),
        pytest.param("chung thuc chu", ["2.000884", "2.000815"], id="the closest first"),
        pytest.param("ky chung", ["2.000884"], id="in any order"),
        pytest.param("chu ky", ["2.000884"], id="every word"),
        pytest.param("ctck", ["2.000884"], id="initials"),
        pytest.param("2.00088", ["2.000884"], id="the beginning of the code"),
        pytest.param("khai sinh", [], id="not what nobody here is competent for"),
        pytest.param("ung thuc", [], id="not the middle of a word"),
        pytest.param("%", ["2.000815", "2.000884"], id="signs are no letters"),
        pytest.param("_", ["2.000815", "2.000884"], id="nor a wild card"),
        pytest.param("x " * 5000, [], id="ten thousand letters"),
    ],
)
def test_a_few_letters_find_a_procedure(house: House, words: str, expected: list[str]) -> None:
    assert offered(house.ward.pk, "commune", words) == expected


def test_words_that_stand_together_come_first(house: House) -> None:
    """Both hold "đăng ký" and "kinh doanh" somewhere; only one has "ký thành" in a row."""
    found = [offer.procedure_code for offer in queries.search("dang ky", TODAY)]
    assert found == ["1.001193", "2.001583", "1.001612"]
    assert queries.search("sinh ky", TODAY)[0].procedure_code == "1.001193"


def test_a_list_is_one_statement(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        queries.offered_at(house.ward.pk, "commune", TODAY, "chung thuc")
    with django_assert_num_queries(1):
        queries.search("dang ky", TODAY)


def test_a_version_is_read_in_one_statement_and_once(
    house: House, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    version_id = queries.in_force("1.013225", TODAY)
    with django_assert_num_queries(1):
        facts = queries.version(version_id)
        assert queries.version(version_id) is facts
    assert [case.key for case in facts.cases] == ["nha-o", "cong-trinh"]


def test_an_unknown_procedure_is_refused(house: House) -> None:
    with pytest.raises(rules.NoSuchProcedure):
        queries.in_force("9.999999", TODAY)
