"""Marked words, said in the reader's language."""

from motcua.ground.design.speech import said
from motcua.ground.kernel.words import Words


def test_words_are_filled_after_they_are_translated() -> None:
    words = Words("Chờ {what}", {"what": Words("{n} giây", {"n": 3})})
    assert said(words) == "Chờ 3 giây"
    assert said(Words("")) == ""
