"""What fields make of what people type, and how they say no."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError

from motcua.ground.design import fields


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        pytest.param(
            fields.NameField(), "  Nguyễn   Thị Phương Uyên ", "Nguyễn Thị Phương Uyên", id="spaces"
        ),
        pytest.param(fields.NameField(), "Uye\u0302n", "Uyên", id="one composition"),
        pytest.param(fields.IdentityField(), "074 189 004 712", "074189004712", id="in threes"),
        pytest.param(fields.IdentityField(), "280123456", "280123456", id="old nine digits"),
        pytest.param(fields.PhoneField(), "0912 345 678", "0912345678", id="phone"),
        pytest.param(fields.PhoneField(), "+84912345678", "0912345678", id="phone from abroad"),
        pytest.param(fields.TaxCodeField(), "3700123456", "3700123456", id="tax code"),
        pytest.param(fields.MoneyField(), "8.000", 8000, id="points between thousands"),
        pytest.param(fields.MoneyField(), "50 000 đ", 50000, id="spaces and a sign"),
        pytest.param(fields.MoneyField(), "0", 0, id="nothing to pay"),
        pytest.param(fields.DateField(), "05/01/1990", date(1990, 1, 5), id="day"),
        pytest.param(fields.DateField(), "5-1-1990", date(1990, 1, 5), id="other strokes"),
        pytest.param(fields.DateField(), "05011990", date(1990, 1, 5), id="digits of a card"),
        pytest.param(fields.DateField(required=False), "", None, id="no day"),
        pytest.param(fields.MoneyField(required=False), " ", None, id="no amount"),
        pytest.param(fields.PhoneField(required=False), "", "", id="no phone"),
    ],
)
def test_what_was_typed_is_stored(field: forms.Field, typed: str, stored: Any) -> None:
    assert field.clean(typed) == stored


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        pytest.param(
            fields.NameField(), " ", "Nhập họ tên như trên giấy tờ tùy thân.", id="no name"
        ),
        pytest.param(
            fields.IdentityField(),
            "07418900471",
            "Số định danh có 12 chữ số (CMND: 9), đã nhập 11. Xem lại trên thẻ.",
            id="a digit is missing",
        ),
        pytest.param(
            fields.PhoneField(),
            "912345678",
            "Số điện thoại có 10 hoặc 11 chữ số, bắt đầu bằng 0. Nhập lại.",
            id="phone without its zero",
        ),
        pytest.param(
            fields.DateField(what="ngày sinh", example=fields.A_BIRTHDAY),
            "1990",
            "Nhập ngày sinh theo dạng 05/01/1990.",
            id="half a day",
        ),
        pytest.param(
            fields.DateField(what="ngày sinh", example=fields.A_BIRTHDAY),
            "",
            "Nhập ngày sinh theo dạng 05/01/1990.",
            id="no day",
        ),
        pytest.param(
            fields.DateField(), "30/02/2015", "Không có ngày 30/02/2015. Nhập lại ngày.", id="Feb"
        ),
        pytest.param(
            fields.MoneyField(), "8,5", "Nhập số tiền bằng chữ số, ví dụ 8.000.", id="a comma"
        ),
        pytest.param(
            fields.MoneyField(), "9" * 13, "Số tiền lớn quá. Xem lại.", id="more than there is"
        ),
    ],
)
def test_a_no_says_how_to_mend_it(field: forms.Field, typed: str, words: str) -> None:
    with pytest.raises(ValidationError) as no:
        field.clean(typed)
    assert no.value.messages == [words]


@pytest.mark.parametrize(
    ("field", "stored", "shown"),
    [
        (fields.IdentityField(), "074189004712", "074 189 004 712"),
        (fields.IdentityField(), "0741890047", "0741890047"),
        (fields.MoneyField(), 8000, "8.000"),
        (fields.MoneyField(), "8,5", "8,5"),
        (fields.DateField(), date(1990, 1, 5), "05/01/1990"),
        (fields.DateField(), "30/02/2015", "30/02/2015"),
    ],
)
def test_stored_values_are_spelt_and_typed_ones_kept(
    field: forms.Field, stored: Any, shown: str
) -> None:
    assert field.prepare_value(stored) == shown


class Form(forms.Form):
    """A form whose fields say nothing themselves about omissions."""

    reason = forms.CharField(label="Lý do")
    channel = forms.ChoiceField(label="Cách nộp", choices=[("a", "A")], widget=forms.RadioSelect)


class Limits(forms.Form):
    """A form whose fields say nothing themselves about their limits, but for one."""

    word = forms.CharField(max_length=3, required=False)
    many = forms.IntegerField(min_value=1, max_value=5, required=False)
    some = forms.IntegerField(max_value=5, required=False, error_messages={"max_value": "Ít thôi."})
    one = forms.ChoiceField(choices=[("a", "A")], required=False)


@pytest.mark.parametrize(
    ("name", "typed", "words"),
    [
        ("word", "dài quá", "Viết ngắn lại: tối đa 3 ký tự, đã nhập 7."),
        ("word", "\0", "Có ký tự không đọc được. Xóa rồi nhập lại."),
        ("many", "9", "Nhập số không lớn hơn 5."),
        ("many", "0", "Nhập số không nhỏ hơn 1."),
        ("some", "9", "Ít thôi."),
        ("one", "b", "Chọn một dòng trong danh sách."),
    ],
)
def test_a_limit_is_told_in_our_own_words(name: str, typed: str, words: str) -> None:
    assert Limits({name: typed})[name].mistakes == [words]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        pytest.param("\u200b\u2060", "", id="nothing that can be seen"),
        pytest.param("\u202e12 Yersin\u202c", "12 Yersin", id="marks of direction"),
        pytest.param("a\u0301" * 4, "á" * 4, id="measured once composed"),
    ],
)
def test_a_line_is_measured_as_it_is_stored(typed: str, stored: str) -> None:
    assert (
        fields.LineField(max_length=4 if "á" in stored else 20, required=False).clean(typed)
        == stored
    )


def test_a_line_that_grows_when_composed_is_too_long() -> None:
    with pytest.raises(ValidationError):
        fields.LineField(max_length=4).clean("\u0958" * 4)


def test_an_omission_is_told_by_the_fields_name() -> None:
    form = Form({})
    assert form["reason"].mistakes == ["Chưa nhập lý do."]  # type: ignore[attr-defined]
    assert form["channel"].mistakes == ["Chưa chọn cách nộp."]  # type: ignore[attr-defined]


def test_a_group_is_mended_at_its_first_choice() -> None:
    assert Form({})["channel"].anchor == "id_channel_0"  # type: ignore[attr-defined]
