"""What a password may be: a table of those that are taken, and of those that are not."""

import unicodedata

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.access import passwords
from motcua.ground.access.examples import PASSWORD
from motcua.ground.access.models import User

ANH = User(username="phucuong.tiepnhan", full_name="Trần Thị Ngọc Anh", email="anh@example.vn")


@pytest.mark.parametrize(
    "password",
    [
        pytest.param(PASSWORD, id="a sentence"),
        pytest.param("con mèo nhà hàng xóm", id="with diacritics and spaces"),
        pytest.param("  khoảng trắng hai đầu  ", id="spaces at its ends are its own"),
        pytest.param("♞♜♝♛♚♟☀☁☂☃☄★", id="signs of any kind"),
        pytest.param("vqzkxwjhgyfpdbmc", id="small letters alone"),
        pytest.param("592810374650", id="digits alone"),
        pytest.param("ngày mưa " * 22, id="two hundred letters"),
    ],
)
def test_what_is_taken(password: str) -> None:
    validate_password(password, ANH)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        pytest.param("mưa to quá", "ít nhất 12 ký tự", id="too short"),
        pytest.param("ngày mưa " * 23, "tối đa 200 ký tự", id="longer than is read"),
        pytest.param("telechargement", "nhiều người dùng", id="common"),
        pytest.param("Phucuong.Tiepnhan1", "dễ đoán", id="the name of the account"),
        pytest.param("Trần Thị Ngọc Anh", "dễ đoán", id="the name of the person"),
        pytest.param("tranthingocanh2015", "dễ đoán", id="without diacritics, and a year"),
        pytest.param("MotCua@123456", "dễ đoán", id="the product"),
        pytest.param("Một Cửa một cửa", "dễ đoán", id="the product, as it is written"),
        pytest.param("matkhau123456", "dễ đoán", id="the word itself"),
        pytest.param("aaaaaaaaaaaaaaaa", "dễ đoán", id="one letter"),
        pytest.param("qwertyuiopasdfghjkl", "dễ đoán", id="along the keyboard"),
        pytest.param("poiuytrewq09876543", "dễ đoán", id="and back"),
    ],
)
def test_what_is_not_taken_and_why(password: str, why: str) -> None:
    with pytest.raises(ValidationError) as caught:
        validate_password(passwords.normalised(password), ANH)
    assert any(why in message for message in caught.value.messages)


def test_the_province_is_no_secret(settings) -> None:  # type: ignore[no-untyped-def]
    settings.PROVINCE = "tỉnh Bình Dương"
    with pytest.raises(ValidationError):
        validate_password("binhduong-2015", None)


@given(st.text(alphabet="aăâdđeêioôơuưyàảãáạ ", min_size=12))
def test_however_the_keyboard_composes_it_is_the_same_password(typed: str) -> None:
    user = User()
    user.set_password(unicodedata.normalize("NFD", typed))
    assert user.check_password(unicodedata.normalize("NFC", typed))


def test_letters_and_spaces_count() -> None:
    user = User()
    user.set_password("Con Mèo ngủ")
    for other in ("con mèo ngủ", "Con Meo ngu", "ConMèongủ", "Con Mèo ngủ "):
        assert not user.check_password(other)
