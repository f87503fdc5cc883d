"""What a text weighs as an SMS, and what is left of it without diacritics."""

import pytest

from motcua.ground.notifications.examples import RECEIVED
from motcua.ground.notifications.gsm import BASIC, Weight, bare, weigh
from motcua.ground.notifications.rules import TEMPLATES, Template, compose

LONGEST_AGENCY = "Ủy ban nhân dân phường Bình Hòa Xã Tân"


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        pytest.param("", Weight(0, 1), id="nothing"),
        pytest.param("a" * 160, Weight(160, 1), id="a whole one in seven bits"),
        pytest.param("a" * 161, Weight(161, 2), id="one more"),
        pytest.param("a" * 306, Weight(306, 2), id="two whole ones"),
        pytest.param("a" * 307, Weight(307, 3), id="three"),
        pytest.param("€" * 80, Weight(160, 1), id="escaped letters count double"),
        pytest.param("đ" * 70, Weight(70, 1), id="a whole one in sixteen bits"),
        pytest.param("đ" * 71, Weight(71, 2), id="one more of those"),
        pytest.param("đ" * 134, Weight(134, 2), id="two whole of those"),
        pytest.param("😀" * 36, Weight(72, 2), id="a picture counts double"),
    ],
)
def test_a_text_is_counted_as_networks_count(text: str, weight: Weight) -> None:
    assert weigh(text) == weight


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Hồ sơ đã có kết quả. Mời ông/bà", "Ho so da co ket qua. Moi ong/ba"),
        ("Ủy ban, Đường Ỷ Lan", "Uy ban, Duong Y Lan"),
        ("\u1ef2 \u0110", "Y D"),
        ("tới 17:00 – “mai”…", 'toi 17:00 - "mai"...'),
        ("漢 \x00", "? ?"),
    ],
)
def test_diacritics_are_left_out(text: str, plain: str) -> None:
    assert bare(text) == plain


def test_every_vietnamese_letter_finds_a_bare_one() -> None:
    letters = (
        "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    )
    assert set(bare(letters + letters.upper())) <= set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    assert set(bare(letters)) <= BASIC


@pytest.mark.parametrize(
    "template",
    [each for each in TEMPLATES.values() if each.wording.sms],
    ids=lambda each: each.title,
)
def test_every_message_of_ours_fits_in_one_without_diacritics(template: Template) -> None:
    letter = compose(template.wording, {**RECEIVED, "agency": LONGEST_AGENCY})
    assert weigh(bare(" ".join(map(str, letter.sms)))).parts == 1
