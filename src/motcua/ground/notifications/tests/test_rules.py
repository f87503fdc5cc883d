"""What letters say, and what they leave out."""

import pytest

from motcua.ground.notifications.examples import EXAMPLE, RECEIVED
from motcua.ground.notifications.rules import (
    FACTS,
    TEMPLATES,
    add_template,
    check_facts,
    compose,
    is_last_try,
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


def text(template: str, facts: dict[str, str]) -> str:
    """Compose the body of a letter."""
    return "\n".join(str(line) for line in compose(template, facts).lines)


def test_facts_are_spelt_as_people_read_them() -> None:
    subject = compose(EXAMPLE, RECEIVED).subject
    assert str(subject) == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert text(EXAMPLE, RECEIVED) == WHOLE


@pytest.mark.parametrize(
    "unknown",
    [
        pytest.param({}, id="not handed in"),
        pytest.param({"agency": "", "place": "", "link": "", "phone": ""}, id="empty"),
    ],
)
def test_what_is_not_known_is_left_out_with_its_line(unknown: dict[str, str]) -> None:
    assert text(EXAMPLE, {**NEEDED, **unknown}) == BARE


def test_a_name_is_given_to_one_message_only() -> None:
    with pytest.raises(ValueError, match="example already"):
        add_template(EXAMPLE, TEMPLATES[EXAMPLE])


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_message_is_whole_with_all_that_may_be_known(template: str) -> None:
    letter = compose(template, RECEIVED)
    assert TEMPLATES[template].needs <= FACTS
    assert len(letter.lines) == len(TEMPLATES[template].lines)
    assert "{" not in text(template, RECEIVED) + str(letter.subject)


def test_no_message_knows_a_name_or_a_reason() -> None:
    assert {"code", "due_at", "agency", "place", "phone", "link"} == FACTS


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
