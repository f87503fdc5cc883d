"""Following a dossier: by secret, by link, never by guessing; and no more said than needed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.ground.access.models import Throttle, User
from motcua.onestop.dossiers import examples
from motcua.onestop.dossiers.actions import counter, steps
from motcua.onestop.dossiers.examples import MORNING, WHY, Cast, Life, applicant, copy_life, key
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.receipts import receipt_link, receipt_secret
from motcua.portal.rules import SLOWED, WATCHED, Guess

pytestmark = pytest.mark.django_db
FAR = datetime(2090, 1, 2, 9, tzinfo=UTC)
WRONG = "Mã hồ sơ hoặc mã tra cứu không đúng"


@pytest.fixture
def cast() -> Cast:
    return examples.province()


def secret_of(dossier: Dossier) -> str:
    issue = dossier.receipt_issue
    return receipt_secret(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=issue)


def address_of(dossier: Dossier) -> str:
    issue = dossier.receipt_issue
    link = receipt_link(settings.RECEIPT_KEY, dossier_id=dossier.pk, issue=issue)
    return f"/tra-cuu/q/{dossier.code}/{link}/"


def test_code_and_secret_lead_to_the_page(client: Client, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    typed = {"code": f" {dossier.code.lower()} ", "secret": f"{secret_of(dossier)[:4]} 0000"}
    assert WRONG in client.post("/tra-cuu/", typed).content.decode()
    typed["secret"] = f"{secret_of(dossier)[:4]} {secret_of(dossier)[4:]}"
    answer = client.post("/tra-cuu/", typed)
    assert answer["Location"] == address_of(dossier)
    page = client.get(answer["Location"]).content.decode()
    assert dossier.code in page
    assert "Ủy ban nhân dân phường Phú Cường" in page


def test_a_wrong_code_and_a_wrong_secret_are_told_the_same(client: Client, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    wrong_secret = client.post("/tra-cuu/", {"code": dossier.code, "secret": "00000000"})
    wrong_code = client.post(
        "/tra-cuu/", {"code": "000.00.99.H09-261102-0001", "secret": "00000000"}
    )
    assert wrong_secret.status_code == wrong_code.status_code == 422
    assert WRONG in wrong_secret.content.decode()
    assert WRONG in wrong_code.content.decode()


def test_guesses_are_slowed_and_the_owner_is_not_locked_out(client: Client, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    wrong = {"code": dossier.code, "secret": "00000000"}
    codes = [client.post("/tra-cuu/", wrong).status_code for _ in range(6)]
    assert codes == [422] * 5 + [429]
    assert client.post("/tra-cuu/", wrong).headers["Retry-After"]
    right = {"code": dossier.code, "secret": secret_of(dossier)}
    elsewhere = client.post("/tra-cuu/", right, REMOTE_ADDR="10.1.2.3")
    assert elsewhere.status_code == 302
    assert client.get(address_of(dossier)).status_code == 200


@pytest.mark.parametrize("watched", WATCHED, ids=["the code", "the page"])
def test_whoever_guesses_from_everywhere_closes_the_form_to_nobody(
    client: Client, cast: Cast, watched: Guess
) -> None:
    dossier = copy_life(cast).dossier
    tries = Throttle(key=watched.key(code=dossier.code, address=""), tries=watched.limit)
    tries.resets_at = FAR
    tries.save()
    right = {"code": dossier.code, "secret": secret_of(dossier)}
    asked = client.post("/tra-cuu/", right)
    assert asked.status_code == 422
    assert "Nhập thêm tên" in asked.content.decode()
    for wrong in ({"name": "Trần Văn Lạ"}, {"secret": "00000000"}):
        typed = {**right, "name": "nguyen thi phuong uyen", **wrong}
        page = client.post("/tra-cuu/", typed).content.decode()
        assert "mã tra cứu hoặc tên không đúng" in page
    answer = client.post("/tra-cuu/", {**right, "name": "nguyen thi phuong uyen"})
    assert answer["Location"] == address_of(dossier)


def test_beyond_the_limit_of_an_address_no_row_is_added(client: Client, cast: Cast) -> None:
    for number in range(40):
        code = f"000.00.99.H09-261102-{number:04}"
        client.post("/tra-cuu/", {"code": code, "secret": "00000000"})
    by_address = SLOWED[0]
    assert Throttle.objects.count() == 1 + 1 + 2 * by_address.limit


def test_a_right_secret_is_no_guess(client: Client, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    right = {"code": dossier.code, "secret": secret_of(dossier)}
    assert {client.post("/tra-cuu/", right).status_code for _ in range(9)} == {302}


def test_the_page_hides_who_it_is_about(client: Client, cast: Cast) -> None:
    dossier = copy_life(cast).dossier
    Dossier.objects.update(due_at=FAR)
    page = client.get(address_of(dossier)).content.decode()
    for hidden in ("Nguyễn Thị Phương", "074189004712", "0918204386", "Nguyễn Văn Tiết"):
        assert hidden not in page
    assert "386" in page


def test_the_owner_reads_from_where_his_dossier_was_opened_and_by_nobodys_name(
    client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = copy_life(cast).dossier
    assert "Chưa cán bộ nào mở lại hồ sơ" in client.get(address_of(dossier)).content.decode()
    head = Client()
    head.force_login(User.objects.get(pk=cast.ward_head.user_id or 0))
    for hours in (1, 2):
        clock = MORNING + timedelta(hours=hours)
        monkeypatch.setattr("django.utils.timezone.now", lambda clock=clock: clock)
        assert head.get(f"/ho-so/{dossier.code}/").status_code == 200
    page = client.get(address_of(dossier)).content.decode()
    assert "Ai đã mở hồ sơ này?" in page
    opened = "Lãnh đạo của Ủy ban nhân dân phường Phú Cường đã mở 2 lần"
    assert f"{opened}, gần nhất hôm nay {clock:%H:%M}." in page
    assert cast.ward_head.name not in page


def test_a_mended_receipt_closes_the_old_slip(client: Client, cast: Cast) -> None:
    life = copy_life(cast)
    old = address_of(life.dossier)
    counter.mend_receipt(
        actor=cast.ward_receiver,
        form_key=key(),
        code=life.dossier.code,
        issue=1,
        parties=[applicant("Nguyễn Thị Phượng Uyên")],
        papers=[],
        is_lack_accepted=True,
        now=life.now,
    )
    assert client.get(old).status_code == 404
    assert client.get(address_of(Dossier.objects.get())).status_code == 200


@pytest.mark.parametrize("code", ["x", "000.00.01.H09-261102-0001", "'; DROP TABLE", "%00"])
def test_a_made_up_link_opens_nothing(client: Client, cast: Cast, code: str) -> None:
    assert client.get(f"/tra-cuu/q/{code}/abcdef/").status_code == 404


@pytest.mark.parametrize(
    "typed",
    [{}, {"code": "x"}, {"code": "x" * 90, "secret": "1"}, {"code": "x\0", "secret": "\0" * 8}],
)
def test_bad_input_is_told_what_to_do(client: Client, typed: dict[str, str]) -> None:
    answer = client.post("/tra-cuu/", typed)
    assert answer.status_code == 422
    assert "govuk-error-summary" in answer.content.decode()


def test_every_moment_of_a_life_has_a_page(client: Client, cast: Cast) -> None:
    for life in (
        examples.permit_life(cast),
        examples.permit_to_signature(cast),
        examples.permit_to_result(cast),
        examples.handed_over(cast),
    ):
        life.dossier.refresh_from_db()
        assert client.get(address_of(life.dossier)).status_code == 200


def test_a_dossier_without_a_result_says_why(client: Client, cast: Cast) -> None:
    life = copy_life(cast)
    life.stop(cast.ward_head)
    page = client.get(address_of(life.dossier)).content.decode()
    assert "Đã dừng giải quyết" in page
    assert "Mời ông/bà nhận lại giấy tờ đã nộp" in page
    assert "Ủy ban nhân dân phường Phú Cường dừng giải quyết hồ sơ" in page
    for words in WHY.values():
        assert words in page


def test_a_withdrawal_is_told_plainly(client: Client, cast: Cast) -> None:
    life = copy_life(cast)

    def page() -> str:
        return client.get(address_of(life.dossier)).content.decode()

    life.ask_back(cast.ward_receiver)
    assert "Ủy ban nhân dân phường Phú Cường đang xem yêu cầu rút" in page()
    life.decline(cast.ward_head, "Kết quả chỉ còn chờ ký.")
    assert "Vì sao chưa rút được hồ sơ?" in page()
    assert "Kết quả chỉ còn chờ ký." in page()
    life.ask_back(cast.ward_receiver)
    assert "Kết quả chỉ còn chờ ký." not in page()
    life.agree(cast.ward_head)
    assert "Đã rút hồ sơ" in page()
    assert "Mời ông/bà nhận lại giấy tờ đã nộp" in page()
    life.give_back(cast.ward_receiver)
    assert "Ông/bà không phải làm gì thêm." in page()


def test_nobody_is_said_to_work_on_what_he_has_not_taken(client: Client, cast: Cast) -> None:
    life = examples.permit_life(cast)
    there, here = cast.house.planning.name, life.dossier.desk.name

    def page() -> str:
        return client.get(address_of(life.dossier)).content.decode()

    for words in (f"Đã tiếp nhận, chờ {there} giải quyết", f"Chờ {there} nhận hồ sơ"):
        assert words in page()
    assert f"{there} đang giải quyết" not in page()
    life.ask_back(cast.city_receiver)
    assert page().count(f"{here} đang xem yêu cầu rút") > 1
    assert f"{there} đang xem" not in page()
    life.decline(cast.city_head, "Hồ sơ sắp xong.")
    life.act(steps.confirm, cast.planner)
    assert f"{there} đang giải quyết" in page()
    assert f"Chờ {there}" not in page()


def test_what_its_own_agency_has_not_begun_waits(client: Client, cast: Cast) -> None:
    life = copy_life(cast)
    page = client.get(address_of(life.dossier)).content.decode()
    assert f"Chờ {life.dossier.desk.name} giải quyết" in page
    assert "đang giải quyết" not in page


def test_what_was_not_accepted_says_why(client: Client, cast: Cast) -> None:
    dossier = examples.refused(cast.ward_receiver, examples.copy_matter(cast))
    page = client.get(address_of(dossier)).content.decode()
    assert "Vì sao hồ sơ không được nhận?" in page
    for words in WHY.values():
        assert words in page
    assert "Vì sao là ngày" not in page


def test_a_late_dossier_is_apologised_for(client: Client, cast: Cast) -> None:
    life: Life = copy_life(cast)
    Dossier.objects.update(due_at=life.now + timedelta(minutes=1))
    assert "xin lỗi ông/bà" in client.get(address_of(life.dossier)).content.decode()


def test_whoever_fetched_it_unpaid_reads_what_he_owes_until_he_pays(
    client: Client, cast: Cast
) -> None:
    life = examples.handed_over_unpaid(cast)
    assert "còn 10.000 đồng chưa nộp" in client.get(address_of(life.dossier)).content.decode()
    life.pay(cast.ward_receiver, 10_000)
    assert "Ông/bà không phải làm gì thêm." in client.get(address_of(life.dossier)).content.decode()


def test_the_page_takes_few_statements(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = address_of(examples.handed_over(cast).dossier)
    with django_assert_max_num_queries(12):
        client.get(address)


def test_the_first_page_asks_at_once(client: Client, cast: Cast) -> None:
    page = client.get("/").content.decode()
    assert "Hồ sơ của ông/bà đang ở đâu" in page
    assert "Chứng thực bản sao" in page


def test_an_english_browser_is_told_which_language_it_reads(client: Client) -> None:
    page = client.get("/", headers={"accept-language": "en-US,en"}).content.decode()
    assert '<html lang="vi"' in page
    long = client.post("/tra-cuu/", {"code": "x" * 90}, headers={"accept-language": "en"})
    assert "Ensure this value" not in long.content.decode()


def test_a_checker_of_links_may_ask_for_the_head_alone(client: Client, cast: Cast) -> None:
    for address in ("/", address_of(copy_life(cast).dossier)):
        assert client.head(address).status_code == 200
