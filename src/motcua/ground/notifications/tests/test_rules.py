"""What letters say, and what they leave out."""

import pytest

from motcua.ground.notifications.examples import EXAMPLE, RECEIVED
from motcua.ground.notifications.rules import (
    OF_A_DOSSIER,
    TEMPLATES,
    Channel,
    Template,
    Wording,
    add_template,
    brief,
    check_facts,
    compose,
    is_last_try,
    join,
    masked,
)

NEEDED = {name: RECEIVED[name] for name in ("code", "due_at")}

WHOLE = """\
Kính gửi ông/bà,

Nơi tiếp nhận: Ủy ban nhân dân phường Phú Cường.
Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015.
Nơi trả kết quả: quầy 3, UBND phường Phú Cường.

Theo dõi hồ sơ tại https://motcua.example/tra-cuu/: nhập mã hồ sơ và mã tra cứu in trên giấy \
tiếp nhận.
Hỏi: 0274 3456 789

Thư này do hệ thống gửi tự động, không trả lời thư này."""

BARE = """\
Kính gửi ông/bà,

Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015.

Thư này do hệ thống gửi tự động, không trả lời thư này."""


WORDING = TEMPLATES[EXAMPLE].wording


def text(facts: dict[str, str]) -> str:
    """Compose the body of the example."""
    return "\n".join(str(line) for line in compose(WORDING, facts).lines)


def test_facts_are_spelt_as_people_read_them() -> None:
    subject = compose(WORDING, RECEIVED).subject
    assert str(subject) == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert text(RECEIVED) == WHOLE


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param({}, id="not handed in"),
        pytest.param({"agency": "", "place": "", "link": "", "phone": ""}, id="empty"),
    ],
)
def test_what_is_not_known_is_left_out_with_its_line(unknown: dict[str, str]) -> None:
    assert text({**NEEDED, **unknown}) == BARE


def test_a_name_is_given_to_one_message_only() -> None:
    with pytest.raises(ValueError, match="example already"):
        add_template(EXAMPLE, TEMPLATES[EXAMPLE])


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=TEMPLATES)
def test_every_message_needs_no_more_than_it_may_tell(template: Template) -> None:
    assert template.wording.needs <= template.tells


def test_no_message_about_a_dossier_knows_a_name_or_a_reason() -> None:
    known = {"code", "due_at", "agency", "place", "phone", "link", "papers"}
    assert known == OF_A_DOSSIER


def test_several_letters_become_one_with_greeting_and_foot_said_once() -> None:
    first = Wording("Đầu", ("Kính gửi,", "", "Đã nhận {code}.", "Hẹn {day}.", "", "Hỏi: {phone}"))
    second = Wording("Sau", ("Kính gửi,", "", "{code} đã xong.", "", "Hỏi: {phone}"))
    joined = join([compose(words, RECEIVED) for words in (first, second)])
    assert str(joined.subject) == "Sau"
    assert [str(line) for line in joined.lines] == [
        "Kính gửi,",
        "",
        "Đã nhận 000.00.16.H09-150415-0001.",
        "Hẹn 20/04/2015.",
        "000.00.16.H09-150415-0001 đã xong.",
        "",
        "Hỏi: 0274 3456 789",
    ]


@pytest.mark.parametrize("count", [1, 2, 3])
def test_the_same_letter_several_times_is_said_once(count: int) -> None:
    letter = compose(WORDING, RECEIVED)
    assert join([letter] * count) == letter


@pytest.mark.parametrize(
    ("channel", "address", "shown"),
    [
        pytest.param(Channel.EMAIL, "uyen@example.vn", "u•••@example.vn", id="mail"),
        pytest.param(Channel.EMAIL, "u@example.vn", "u•••@example.vn", id="a short one"),
        pytest.param(Channel.EMAIL, "nobody", "•••nobody", id="no address at all"),
        pytest.param(Channel.SMS, "0912345678", "• ••• ••• 678", id="a phone"),
    ],
)
def test_an_address_is_shown_masked(channel: Channel, address: str, shown: str) -> None:
    assert masked(channel, address) == shown


@pytest.mark.parametrize(
    ("agency", "short"),
    [
        ("Ủy ban nhân dân phường Phú Cường", "UBND phường Phú Cường"),
        ("Sở Tài nguyên và Môi trường tỉnh Bình Dương", "Sở Tài nguyên và Môi trường"),
        ("X" * 50, "X" * 30),
    ],
)
def test_an_agency_is_named_in_thirty_letters(agency: str, short: str) -> None:
    assert brief(agency) == short


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        pytest.param({**NEEDED, "applicant": "Uyên"}, "tells applicant", id="a name"),
        pytest.param({"place": "quầy 3"}, "needs code", id="too little"),
        pytest.param({**NEEDED, "code": ""}, "needs code", id="an empty one"),
    ],
)
def test_facts_that_are_refused(facts: dict[str, str], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        check_facts(EXAMPLE, facts)


@pytest.mark.parametrize(("tries", "is_last"), [(1, False), (4, False), (5, True), (6, True)])
def test_a_message_is_tried_five_times(tries: int, *, is_last: bool) -> None:
    assert is_last_try(tries) is is_last
