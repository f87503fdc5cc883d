"""The counter: one screen, what is typed is kept, bad input comes back with words."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from motcua.ground.kernel.actor import Actor
from motcua.ground.kernel.text import mask_tail
from motcua.ground.notifications.models import Message
from motcua.onestop.dossiers.examples import (
    COPY,
    PERMIT,
    Cast,
    copy_matter,
    received,
)
from motcua.onestop.dossiers.models import Dossier, Party, Search
from motcua.onestop.dossiers.tests.counter import typed
from motcua.onestop.dossiers.views import scanned

pytestmark = pytest.mark.django_db
CARD = "074189004712|281234567|Nguyễn Thị Phương Uyên|17051989|Nữ|12 Yersin, Phú Cường|03082021"


def test_the_counter_finds_by_a_few_letters_without_accents(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    page = client.get("/tiep-nhan/goi-y/", {"q": "chung thuc"}).content.decode()
    assert COPY in page
    assert PERMIT not in page
    assert "Không tìm thấy" in client.get("/tiep-nhan/", {"tim": "xyzzy"}).content.decode()


def test_a_filled_form_is_received_and_says_the_code(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    answer = client.post("/tiep-nhan/nhan/", typed(cast), follow=True)
    dossier = Dossier.objects.get()
    assert dossier.code in answer.content.decode()
    assert Party.objects.get().identity_number == "074189004712"
    assert dossier.copies == 2


def test_a_double_click_is_one_dossier(cast: Cast, sit: Callable[[Actor], Client]) -> None:
    client, form = sit(cast.ward_receiver), typed(cast)
    first = client.post("/tiep-nhan/nhan/", form)
    second = client.post("/tiep-nhan/nhan/", form)
    assert first["Location"] == second["Location"]
    assert Dossier.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Nhập họ tên như trên giấy tờ tùy thân."),
        ({"identity_number": "07418900471"}, "Số định danh có 12 chữ số (CMND: 9), đã nhập 11"),
        ({"identity_number": ""}, "Nhập số định danh ghi trên thẻ căn cước."),
        ({"born_on": "30/02/2015"}, "Không có ngày 30/02/2015"),
        ({"born_on": "01/01/2999"}, "Ngày sinh 01/01/2999 chưa đến"),
        ({"phone": "12"}, "Số điện thoại có 10 hoặc 11 chữ số"),
        ({"email": "x"}, "Nhập thư điện tử theo dạng"),
        ({"tells_by_email": "on", "email": ""}, "Nhập thư điện tử để báo tin"),
        ({"tells_by_sms": "on", "phone": "02743456789"}, "Nhập số di động để nhắn tin"),
        ({"pages": ""}, "Nhập số trang của bản chính"),
        ({"pages": "x"}, "Nhập số trang bằng chữ số"),
        ({"copies": "0"}, "Số bản ít nhất là 1"),
        ({"filed_by": "proxy"}, "Nhập họ tên người nộp"),
        ({"kind": "child"}, "Chủ hồ sơ chưa đủ 15 tuổi. Chọn người nộp thay"),
        ({"born_on": "01/01/2020"}, "Chủ hồ sơ chưa đủ 15 tuổi. Chọn người nộp thay"),
        ({"pay": "now"}, "Nhập số biên lai đã viết"),
        ({"pay": "now", "receipt_number": "\u200b"}, "Nhập số biên lai đã viết"),
        ({"pay": "now", "receipt_number": "\u0958" * 40}, "Viết ngắn lại: tối đa 40 ký tự"),
        (
            {"filed_by": "proxy", "filer_name": "Bảo", "authority": "\u200b"},
            "Ghi số, ngày của giấy",
        ),
        (
            {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.vn"},
            "tối đa 254 ký tự",
        ),
        ({"paper_1_name": "\u0958" * 500}, "tối đa 500 ký tự"),
        ({"subject": "\u0958" * 1000}, "tối đa 1000 ký tự"),
    ],
)
def test_bad_input_comes_back_with_what_to_do(
    cast: Cast,
    sit: Callable[[Actor], Client],
    settings: Settings,
    changes: dict[str, str],
    words: str,
) -> None:
    settings.SMS_URL = "https://sms.example/"
    answer = sit(cast.ward_receiver).post(
        "/tiep-nhan/nhan/", typed(cast, address="Giữ lại chỗ này", **changes)
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi:" in page
    assert words in page
    assert "Giữ lại chỗ này" in page
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("ticked", "told_by"),
    [
        pytest.param({}, [], id="nothing is ticked for him"),
        pytest.param({"tells_by_email": "on"}, ["email"], id="by mail"),
        pytest.param({"tells_by_email": "on", "tells_by_sms": "on"}, ["email", "sms"], id="both"),
    ],
)
def test_a_citizen_is_told_by_the_ways_that_he_agreed_to(
    cast: Cast,
    sit: Callable[[Actor], Client],
    settings: Settings,
    ticked: dict[str, str],
    told_by: list[str],
) -> None:
    settings.SMS_URL = "https://sms.example/"
    client = sit(cast.ward_receiver)
    client.post("/tiep-nhan/nhan/", typed(cast, email="uyen@vidu.vn", phone="0918204386", **ticked))
    assert Party.objects.get().told_by == told_by
    assert [message.channel for message in Message.objects.order_by("id")] == told_by


def test_texts_are_not_offered_where_the_office_sends_none(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    page = sit(cast.ward_receiver).get("/tiep-nhan/", {"thu-tuc": COPY}).content.decode()
    assert "Đồng ý nhận thư điện tử báo tin" in page
    assert "Đồng ý nhận tin nhắn báo tin" not in page


def test_mistakes_are_listed_in_the_order_of_the_page(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    wrong = {"copies": "0", "name": "", "pages": "", "filed_by": "proxy"}
    page = sit(cast.ward_receiver).post("/tiep-nhan/nhan/", typed(cast, **wrong)).content.decode()
    summary = page[page.index("govuk-error-summary") : page.index("<h1")]
    links = re.findall(r'href="#id_(\w+)"', summary)
    assert links == ["copies", "name", "pages", "filer_name", "authority"]


def test_papers_that_lack_are_received_only_by_one_who_knows(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    bare = {name: value for name, value in typed(cast).items() if name != "paper_0_has"}
    answer = client.post("/tiep-nhan/nhan/", bare)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Dossier.objects.exists()
    assert "Còn thiếu giấy tờ bắt buộc" in page
    assert "<li>Đơn đề nghị</li>" in page
    assert "12 Yersin, Phú Cường" in page
    assert "<title>Lỗi:" not in page
    assert client.post("/tiep-nhan/nhan/", {**bare, "accepts_lack": "on"}).status_code == 302
    assert not Dossier.objects.get().papers.exists()


def test_what_is_mandatory_is_not_asked_before_anything_is_sent(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    page = sit(cast.ward_receiver).get("/tiep-nhan/", {"thu-tuc": COPY}).content.decode()
    assert "Còn thiếu" not in page


def test_another_filer_is_overlooked_when_the_applicant_files_himself(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    answer = client.post("/tiep-nhan/nhan/", typed(cast, filer_phone="12"))
    assert answer.status_code == 302
    assert Party.objects.count() == 1


def test_no_price_is_said_before_the_pages_are_counted(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    page = client.get("/tiep-nhan/", {"thu-tuc": COPY}).content.decode()
    assert "Nhập số trang để tính tiền" in page
    assert "2.000 đồng" not in page


def test_who_needs_no_number_is_received_without(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    mother = {"filed_by": "filer", "filer_name": "Nguyễn Thị Phương Uyên"}
    client.post("/tiep-nhan/nhan/", typed(cast, kind="child", identity_number="", **mother))
    client.post(
        "/tiep-nhan/nhan/",
        typed(cast, kind="organisation", identity_number="", tax_code="3700123456"),
    )
    assert Dossier.objects.count() == 2


def test_a_card_fills_the_form(cast: Cast, sit: Callable[[Actor], Client]) -> None:
    received(cast.ward_receiver, copy_matter(cast))
    client = sit(cast.ward_receiver)
    answer = client.post(
        "/tiep-nhan/the/", {**typed(cast), "card": CARD + "\n"}, headers={"accept": "*/*"}
    ).json()
    assert answer["name"] == "Nguyễn Thị Phương Uyên"
    assert answer["born_on"] == "17/05/1989"
    assert answer["phone"] == "0918204386"
    wrong = client.post("/tiep-nhan/the/", {"card": "a|b"}, headers={"accept": "*/*"}).json()
    assert "thẻ căn cước" in wrong["error"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("074190009999|025123456|Nguyễn Thị", "Mã vừa quét không phải mã trên thẻ căn cước."),
        ("079201012345|x|y", "Mã vừa quét không phải mã trên thẻ căn cước."),
        (CARD.replace("17051989", "17052999"), "Mã vừa quét không phải mã trên thẻ căn cước."),
        (CARD.replace("Yersin", "Yéin"), "Tắt bộ gõ rồi quét lại, hoặc nhập tay."),
        ("Phương Uyên", "Đây không phải mã trên thẻ căn cước, số định danh hay số điện thoại."),
        ("https://vidu.vn/1", "Đây không phải mã trên thẻ căn cước, số định danh"),
        ("0918999999", "Ở đây chưa có hồ sơ nào của số này."),
    ],
)
def test_what_is_no_card_fills_nothing_and_is_called_what_it_is(
    cast: Cast, sit: Callable[[Actor], Client], line: str, words: str
) -> None:
    client = sit(cast.ward_receiver)
    answer = client.post("/tiep-nhan/the/", {"card": line}, headers={"accept": "*/*"}).json()
    assert list(answer) == ["error"]
    assert words in answer["error"]


def test_a_card_typed_in_keys_is_read_and_compared_with_the_card(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    line = "074189004712||Nguyeexn Thij Phuwowng Uyeen|17051989|Nuwx|12 Yersin, Phus Cuwowfng|"
    client = sit(cast.ward_receiver)
    answer = client.post("/tiep-nhan/the/", {"card": line}, headers={"accept": "*/*"}).json()
    assert answer["name"] == "Nguyễn Thị Phương Uyên"
    assert answer["address"] == "12 Yersin, Phú Cường"
    assert answer["said"] == "Đã điền từ mã gõ kiểu Telex. So lại tên và địa chỉ với thẻ."


def test_a_card_that_the_page_saw_rewritten_fills_nothing(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    sent = {"card": CARD, "rewritten": "1"}
    answer = sit(cast.ward_receiver).post("/tiep-nhan/the/", sent, headers={"accept": "*/*"})
    assert list(answer.json()) == ["error"]
    assert "Tắt bộ gõ" in answer.json()["error"]


def test_without_scripts_a_scanned_line_or_an_enter_never_receives(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    answer = client.post(
        "/tiep-nhan/the/", {**typed(cast, name=""), "card": CARD}, headers={"accept": "text/html"}
    )
    page = client.get(answer["Location"]).content.decode()
    assert "Nguyễn Thị Phương Uyên" in page
    assert not Dossier.objects.exists()


@pytest.mark.parametrize("number", ["074 189 004 712", "0918204386"])
def test_a_number_typed_finds_who_came_before(
    cast: Cast, sit: Callable[[Actor], Client], number: str
) -> None:
    received(cast.ward_receiver, copy_matter(cast))
    client = sit(cast.ward_receiver)
    answer = client.post("/tiep-nhan/the/", {"card": number}, headers={"accept": "*/*"}).json()
    assert answer["name"] == "Nguyễn Thị Phương Uyên"
    assert answer["born_on"] == "17/05/1989"
    sit(cast.city_receiver)
    answer = client.post("/tiep-nhan/the/", {"card": number}, headers={"accept": "*/*"}).json()
    assert "Ở đây chưa có hồ sơ nào" in answer["error"]
    looked = Search.objects.order_by("id").values_list("user", "sought", "found")
    masked = mask_tail("".join(number.split()))
    assert list(looked) == [
        (cast.ward_receiver.user_id, masked, 1),
        (cast.city_receiver.user_id, masked, 0),
    ]


def test_nobody_looks_up_more_people_than_stand_at_a_counter(
    cast: Cast, sit: Callable[[Actor], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanned, "MOST_LOOKED_UP", 1)
    client = sit(cast.ward_receiver)
    for number, says in (("0918204386", "chưa có hồ sơ"), ("0918204387", "Đã thử nhiều lần.")):
        answer = client.post("/tiep-nhan/the/", {"card": number}, headers={"accept": "*/*"})
        assert says in answer.json()["error"]


def test_without_scripts_a_wrong_card_is_said_on_the_page(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    client = sit(cast.ward_receiver)
    sent = {**typed(cast), "card": "x|y"}
    page = client.post("/tiep-nhan/the/", sent, headers={"accept": "text/html"}, follow=True)
    assert "không phải mã trên thẻ căn cước" in page.content.decode()


def test_a_known_applicant_of_another_desk_is_not_told(
    cast: Cast, sit: Callable[[Actor], Client]
) -> None:
    received(cast.ward_receiver, copy_matter(cast))
    answer = sit(cast.city_receiver).post(
        "/tiep-nhan/the/", {"card": CARD}, headers={"accept": "*/*"}
    )
    assert "phone" not in answer.json()


@pytest.mark.parametrize("role", ["ward_handler", "ward_head", "administrator"])
def test_only_receivers_come_to_the_counter(
    cast: Cast, sit: Callable[[Actor], Client], role: str
) -> None:
    client = sit(getattr(cast, role))
    assert client.get("/tiep-nhan/").status_code == 403
    assert client.post("/tiep-nhan/nhan/", typed(cast)).status_code == 403


def test_an_unknown_procedure_says_so(cast: Cast, sit: Callable[[Actor], Client]) -> None:
    client = sit(cast.ward_receiver)
    assert client.get("/tiep-nhan/", {"thu-tuc": "9.999999"}).status_code == 404
    assert client.get("/tiep-nhan/", {"thu-tuc": PERMIT}).status_code in {409, 422}
    assert client.post("/tiep-nhan/nhan/", typed(cast, **{"thu-tuc": "x"})).status_code == 404


def test_statements_are_counted(
    cast: Cast,
    sit: Callable[[Actor], Client],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client = sit(cast.ward_receiver)
    client.post("/tiep-nhan/nhan/", typed(cast))
    with django_assert_max_num_queries(12):
        client.get("/tiep-nhan/", {"thu-tuc": COPY})
    with django_assert_max_num_queries(12):
        client.get("/tiep-nhan/")
    version = str(Dossier.objects.get().procedure_version_id)
    assert (
        client.post("/tiep-nhan/nhan/", typed(cast, ban="99999999", copies="x")).status_code == 422
    )
    full = typed(cast, ban=version, email="uyen@vidu.vn", pay="now", receipt_number="BL-9")
    with django_assert_max_num_queries(20 + 2) as counted:  # BEGIN and COMMIT apart
        client.post("/tiep-nhan/nhan/", full)
    assert Dossier.objects.count() == 2, counted


@pytest.mark.parametrize("name", ["1a" * 100, "\ufdfa" * 200, "漢" * 200])
def test_a_name_whose_keys_grow_long_is_received(
    cast: Cast, sit: Callable[[Actor], Client], name: str
) -> None:
    answer = sit(cast.ward_receiver).post("/tiep-nhan/nhan/", typed(cast, name=name))
    assert answer.status_code == 302
    assert Dossier.objects.get().applicant_name == name


@pytest.mark.parametrize("page", ["nhan/", "nhap/", "the/"])
@pytest.mark.parametrize("field", ["thu-tuc", "truong-hop", "subject", "\0"])
def test_a_nul_in_a_form_breaks_nothing(
    cast: Cast, sit: Callable[[Actor], Client], page: str, field: str
) -> None:
    form = {**typed(cast, ban=""), field: "\0"}
    assert sit(cast.ward_receiver).post(f"/tiep-nhan/{page}", form).status_code < 500
