"""What citizens are told by letter, word for word."""

from dataclasses import replace

import pytest

from motcua.ground.notifications import queries as notifications
from motcua.ground.notifications.rules import TEMPLATES, Channel, compose
from motcua.onestop.dossiers.examples import Cast, applicant, copy_matter, received
from motcua.onestop.dossiers.intake import PartyFacts
from motcua.onestop.dossiers.letters import (
    RECEIVED,
    RESULT_READY,
    RESULT_RECALLED,
    STOPPED,
    WITHDRAWN,
    addresses,
)
from motcua.onestop.dossiers.models import Dossier
from motcua.onestop.dossiers.queries import subject_of
from motcua.onestop.dossiers.rules import PartyRole
from motcua.onestop.dossiers.writes import rows

CODE = "000.00.16.H09-150415-0001"
FACTS = {
    "agency": "Ủy ban nhân dân phường Phú Cường",
    "code": CODE,
    "due_at": "2015-04-20T10:00:00+00:00",
    "place": "quầy 3, UBND phường Phú Cường",
    "link": "https://motcua.example/tra-cuu/",
    "phone": "0274 3456 789",
}
RECEIVED_LETTER = """\
Kính gửi ông/bà,

Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001.
Nơi tiếp nhận: Ủy ban nhân dân phường Phú Cường.
Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015.
Nơi trả kết quả: quầy 3, UBND phường Phú Cường.

Theo dõi hồ sơ tại https://motcua.example/tra-cuu/: nhập mã hồ sơ và mã tra cứu in trên giấy \
tiếp nhận.
Hỏi: 0274 3456 789
Không muốn nhận tin nữa: mở hồ sơ tại https://motcua.example/tra-cuu/, bấm Ngừng báo tin.

Thư này do hệ thống gửi tự động, không trả lời thư này."""

READY_LETTER = """\
Kính gửi ông/bà,

Hồ sơ 000.00.16.H09-150415-0001 đã có kết quả.
Ông/bà mang giấy tiếp nhận khi đến nhận kết quả.

Thư này do hệ thống gửi tự động, không trả lời thư này."""


STOPPED_LETTER = """\
Kính gửi ông/bà,

Hồ sơ 000.00.16.H09-150415-0001 đã dừng giải quyết, không có kết quả.
Ông/bà mang giấy tiếp nhận khi đến nhận lại 2 giấy tờ đã nộp.
Nơi trả lại 2 giấy tờ: quầy 3, UBND phường Phú Cường.
Lý do và căn cứ: mở hồ sơ tại https://motcua.example/tra-cuu/.

Theo dõi hồ sơ tại https://motcua.example/tra-cuu/: nhập mã hồ sơ và mã tra cứu in trên giấy \
tiếp nhận.
Hỏi: 0274 3456 789
Không muốn nhận tin nữa: mở hồ sơ tại https://motcua.example/tra-cuu/, bấm Ngừng báo tin.

Thư này do hệ thống gửi tự động, không trả lời thư này."""


RECALLED_LETTER = """\
Kính gửi ông/bà,

Kết quả hồ sơ 000.00.16.H09-150415-0001 có sai sót nên được thu hồi để làm lại.
Chúng tôi xin lỗi ông/bà vì sự chậm trễ này.
Xin ông/bà chưa đến nhận. Khi có kết quả mới, chúng tôi sẽ báo.
Lý do: mở hồ sơ tại https://motcua.example/tra-cuu/.

Theo dõi hồ sơ tại https://motcua.example/tra-cuu/: nhập mã hồ sơ và mã tra cứu in trên giấy \
tiếp nhận.
Hỏi: 0274 3456 789
Không muốn nhận tin nữa: mở hồ sơ tại https://motcua.example/tra-cuu/, bấm Ngừng báo tin.

Thư này do hệ thống gửi tự động, không trả lời thư này."""


def text(template: str, facts: dict[str, str]) -> str:
    """Compose the body of a letter."""
    return "\n".join(str(line) for line in compose(TEMPLATES[template].wording, facts).lines)


def test_a_receipt_is_told() -> None:
    subject = compose(TEMPLATES[RECEIVED].wording, FACTS).subject
    assert str(subject) == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert text(RECEIVED, FACTS) == RECEIVED_LETTER


def test_that_a_result_is_made_anew_is_told() -> None:
    assert text(RESULT_RECALLED, FACTS) == RECALLED_LETTER


def test_a_stop_is_told() -> None:
    assert text(STOPPED, {**FACTS, "papers": "2"}) == STOPPED_LETTER


@pytest.mark.parametrize("template", [STOPPED, WITHDRAWN])
def test_nobody_is_invited_to_fetch_papers_that_do_not_exist(template: str) -> None:
    letter = compose(TEMPLATES[template].wording, {**FACTS, "papers": ""})
    said = "\n".join(str(line) for line in (*letter.lines, *letter.sms))
    assert "giấy tờ" not in said
    assert "Mời ông/bà" not in said


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"code": CODE}, id="not handed in"),
        pytest.param({"code": CODE, "place": "", "link": "", "phone": ""}, id="empty"),
    ],
)
def test_what_is_not_known_is_left_out_with_its_line(facts: dict[str, str]) -> None:
    assert str(compose(TEMPLATES[RESULT_READY].wording, facts).subject).endswith(
        "-0001 đã có kết quả"
    )
    assert text(RESULT_READY, facts) == READY_LETTER


def letters_about(dossier: Dossier) -> list[str]:
    """Return the letters that were queued about a dossier, subject and lines."""
    return [
        "\n".join(map(str, (letter.subject, *letter.lines)))
        for message in notifications.of(subject_of(dossier.pk))
        for letter in [message.letter]
    ]


@pytest.mark.django_db
def test_a_receipt_says_where_until_when_and_how_to_follow(cast: Cast) -> None:
    matter = copy_matter(cast, parties=(applicant(email="uyen@vidu.vn"),))
    dossier = received(cast.ward_receiver, matter)
    (told,) = letters_about(dossier)
    assert f"Đã tiếp nhận hồ sơ {dossier.code}, hẹn trả" in told
    assert "Nơi trả kết quả: Ủy ban nhân dân phường Phú Cường" in told
    assert "/tra-cuu/: nhập mã hồ sơ" in told
    assert "Uyên" not in told


def party(role: str, told_by: str = "email", **at: str) -> PartyFacts:
    ways = tuple(Channel(way) for way in told_by.split())
    return replace(applicant(told_by=ways, **{"phone": "", **at}), role=PartyRole(role))


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        pytest.param([party("applicant", email="a@vidu.vn")], {"email": "a@vidu.vn"}, id="himself"),
        pytest.param(
            [party("applicant", email="a@vidu.vn"), party("proxy", email="p@vidu.vn")],
            {"email": "p@vidu.vn"},
            id="his proxy",
        ),
        pytest.param(
            [party("applicant", email="a@vidu.vn"), party("filer")],
            {"email": "a@vidu.vn"},
            id="whoever has one",
        ),
        pytest.param(
            [
                party("applicant", "email sms", email="a@vidu.vn", phone="0912345678"),
                party("filer", "email sms", phone="0987654321"),
            ],
            {"email": "a@vidu.vn", "sms": "0987654321"},
            id="by each way the nearest",
        ),
        pytest.param([party("applicant")], {}, id="nobody has one"),
        pytest.param(
            [party("applicant", "", email="a@vidu.vn", phone="0912345678")], {}, id="nobody agreed"
        ),
    ],
)
def test_the_nearest_who_agreed_is_told(parties: list[PartyFacts], told: dict[str, str]) -> None:
    assert addresses(parties) == told


@pytest.mark.django_db
def test_without_consent_nothing_is_sent(cast: Cast) -> None:
    silent = applicant(email="uyen@vidu.vn", told_by=())
    dossier = received(cast.ward_receiver, copy_matter(cast, parties=(silent,)))
    assert rows.addressee(dossier)[0] == {}
    assert letters_about(dossier) == []


@pytest.mark.django_db
def test_what_is_told_at_the_end_goes_where_the_receipt_was_told(cast: Cast) -> None:
    matter = copy_matter(cast, parties=(applicant(email="uyen@vidu.vn"),))
    dossier = received(cast.ward_receiver, matter)
    to, desk = rows.addressee(dossier)
    assert to == {Channel.EMAIL: "uyen@vidu.vn"}
    assert desk.name == "Ủy ban nhân dân phường Phú Cường"
