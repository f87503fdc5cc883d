"""
The catalogues of translations: where they lie, how they are compiled, what is wrong with one.

Message ids are Vietnamese. The text of a catalogue is committed, what is compiled is not.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).parents[2] / "locale"
DOMAIN = "LC_MESSAGES/django"
PLACE = re.compile(r"%\((\w+)\)[sd]")


def text_of(language: str) -> Path:
    """Return where a catalogue's text lies."""
    return LOCALE / language / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return a catalogue as its text has it, with what is no longer used."""
    with text_of(language).open("rb") as file:
        return read_po(file, locale=language)


def compile_all() -> bool:
    """Compile every catalogue that is newer than its compiled form; say whether one was."""
    stale = [text for text in sorted(LOCALE.glob(f"*/{DOMAIN}.po")) if _is_stale(text)]
    for text in stale:
        fresh = text.with_suffix(".fresh")
        with text.open("rb") as source, fresh.open("wb") as target:
            write_mo(target, read_po(source, locale=text.parents[1].name))
        # In one move: a server or another test may be reading it.
        fresh.replace(text.with_suffix(".mo"))
    return bool(stale)


def _is_stale(text: Path) -> bool:
    compiled = text.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime


def untranslated(catalogue: Catalog) -> list[str]:
    """Return the messages that say nothing yet, or whose words somebody is to look at."""
    return [
        str(message.id)
        for message in _messages(catalogue)
        if message.fuzzy or not all(_strings(message))
    ]


def misplaced(catalogue: Catalog) -> list[str]:
    """Return the messages whose words lost a place of the Vietnamese, or invented one."""
    return [
        str(message.id)
        for message in _messages(catalogue)
        for words in _strings(message)
        if words and places(words) != places(_ids(message)[0])
    ]


def missing(catalogue: Catalog, sources: Catalog) -> list[str]:
    """Return what the sources say and the catalogue does not know."""
    known = {_key(message) for message in _messages(catalogue)}
    return [str(each.id) for each in _messages(sources) if _key(each) not in known]


def unused(catalogue: Catalog, sources: Catalog) -> list[str]:
    """Return what the catalogue keeps and no source says any more."""
    said = {_key(message) for message in _messages(sources)}
    kept = [*_messages(catalogue), *catalogue.obsolete.values()]
    return [str(each.id) for each in kept if _key(each) not in said]


def places(words: str) -> set[str]:
    """Return the names of what fills a text: ``{name}`` and ``%(name)s``."""
    braces = {name for _, name, _, _ in Formatter().parse(words) if name is not None}
    return braces | set(PLACE.findall(words))


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _key(message: Message) -> tuple[str | None, str]:
    return message.context, _ids(message)[0]


def _ids(message: Message) -> tuple[str, ...]:
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _strings(message: Message) -> tuple[str, ...]:
    words = message.string or ""
    return (words,) if isinstance(words, str) else tuple(words)
