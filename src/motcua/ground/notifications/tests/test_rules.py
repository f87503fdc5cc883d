"""What letters say, and what they leave out."""

import pytest

from motcua.ground.notifications.examples import READY, RECEIVED
from motcua.ground.notifications.rules import TEMPLATES, check_facts, compose, is_last_try

RECEIVED_LETTER = """\
Kính gửi ông/bà,

Ủy ban nhân dân phường Phú Cường đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001.
Hẹn trả kết quả: 17:00, thứ Hai 20/04/2015.
Nơi trả kết quả: quầy 3, UBND phường Phú Cường.

Theo dõi hồ sơ tại https://motcua.example/tra-cuu/: nhập mã hồ sơ và mã tra cứu in trên giấy \
tiếp nhận.
Hỏi: 0274 3456 789

Thư này do hệ thống gửi tự động, không trả lời thư này."""

READY_LETTER = """\
Kính gửi ông/bà,

Hồ sơ 000.00.16.H09-150415-0001 đã có kết quả.
Mời ông/bà mang giấy tiếp nhận đến quầy 3, UBND phường Phú Cường để nhận kết quả.

Thư này do hệ thống gửi tự động, không trả lời thư này."""


def text(template: str, facts: dict[str, str]) -> str:
    """Compose the body of a letter."""
    return "\n".join(str(line) for line in compose(template, facts).lines)


def test_a_receipt_is_told() -> None:
    subject = compose("dossier_received", RECEIVED).subject
    assert str(subject) == "Đã tiếp nhận hồ sơ 000.00.16.H09-150415-0001, hẹn trả 20/04/2015"
    assert text("dossier_received", RECEIVED) == RECEIVED_LETTER


def test_what_is_not_known_is_left_out_with_its_line() -> None:
    assert str(compose("result_ready", READY).subject).endswith("-0001 đã có kết quả")
    assert text("result_ready", {**READY, "link": "", "phone": ""}) == READY_LETTER


def test_no_letter_needs_a_name_a_number_or_a_reason() -> None:
    needed = {place for template in TEMPLATES.values() for place in template.places}
    assert needed == {"agency", "code", "day", "due", "link", "phone", "place"}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({**READY, "applicant": "Uyên"}, id="more than is needed"),
        pytest.param({"code": "1"}, id="less than is needed"),
    ],
)
def test_facts_are_exactly_those_that_the_letter_needs(facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="result_ready"):
        check_facts("result_ready", facts)


@pytest.mark.parametrize(("tries", "is_last"), [(1, False), (4, False), (5, True), (6, True)])
def test_a_message_is_tried_five_times(tries: int, *, is_last: bool) -> None:
    assert is_last_try(tries) is is_last
