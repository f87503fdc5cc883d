"""
English says what Vietnamese says: nothing lost, nothing invented, nothing left over.

``make english`` brings the catalogue up to date with the sources.
"""

import pytest
from babel.messages.catalog import Catalog
from django.utils import translation

from motcua.ground.design import catalogue, gathering


@pytest.fixture(scope="module")
def english() -> Catalog:
    return catalogue.read("en")


@pytest.fixture(scope="module")
def sources() -> Catalog:
    return gathering.gathered()


def test_every_message_has_its_english(english: Catalog, sources: Catalog) -> None:
    assert catalogue.missing(english, sources) + catalogue.untranslated(english) == []


def test_no_english_is_left_over(english: Catalog, sources: Catalog) -> None:
    assert catalogue.unused(english, sources) == []


def test_every_place_of_a_message_is_filled_in_english_too(english: Catalog) -> None:
    assert catalogue.misplaced(english) == []


def test_no_library_says_something_else_for_our_words(sources: Catalog) -> None:
    """Django's own Vietnamese wins over ours: to it, "Thu" is short for Thursday."""
    ours = [message.id for message in sources if isinstance(message.id, str) and message.id]
    with translation.override("vi"):
        taken = {words: said for words in ours if (said := translation.gettext(words)) != words}
    assert taken == {}


def test_only_marked_words_have_a_plural(english: Catalog) -> None:
    """What a template or ``gettext`` says is filled by Python, which knows none."""
    marked = {message.id for message in gathering.gathered({"mark": None})}
    plural = {message.id for message in english if "|" in str(message.string)}
    assert plural - marked == set()
