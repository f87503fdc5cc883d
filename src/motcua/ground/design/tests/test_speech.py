"""Marked words, said in the reader's language."""

import pytest
from django.utils.translation import get_language, override

from motcua.ground.design.speech import Filling, in_vietnamese, said
from motcua.ground.kernel.words import Words


def test_words_are_filled_after_they_are_translated() -> None:
    words = Words("Chờ {what}", {"what": Words("{n} giây", {"n": 3})})
    assert said(words) == "Chờ 3 giây"
    assert said(Words("")) == ""


@pytest.mark.parametrize(
    ("days", "words"), [(0, "0 days"), (1, "1 day"), ("1", "1 day"), (2, "2 days")]
)
def test_a_translation_may_have_a_plural(days: object, words: str) -> None:
    assert Filling().format("{days} {days:day|days}", days=days) == words


def test_a_paper_speaks_vietnamese_to_whoever_prints_it() -> None:
    @in_vietnamese
    def spoken() -> str:
        return get_language()

    with override("en"):
        assert spoken() == "vi"
        assert get_language() == "en"
