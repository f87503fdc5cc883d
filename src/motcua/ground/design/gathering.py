"""
Gather what the sources say: ``python -m motcua.ground.design.gathering`` brings English up to date.

Needs a checkout. Translations are kept, new messages come in empty, and what no source says
any more stands at the end, marked with ``#~``, until somebody removes it. A catalogue that is
up to date is not touched.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po
from django.conf import settings
from django.utils.translation.template import templatize

from motcua.ground.design import catalogue

SOURCES = Path(__file__).parents[2]
LANGUAGE = "en"
SKIPPED = {"tests", "migrations", "built", "_static"}
Keywords = dict[str, tuple[int | tuple[int, str], ...] | None]

KEYWORDS: Keywords = {
    "_": None,
    "mark": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
HEAD = """\
# English for Một Cửa. The message ids are Vietnamese; docs/glossary.md has the terms.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def gathered(keywords: Keywords = KEYWORDS) -> Catalog:
    """Return every message of the sources, or what some functions say, with the files."""
    found = Catalog()
    for path in _sources():
        place = path.relative_to(SOURCES).as_posix()
        code = io.BytesIO(_as_code(path).encode())
        for _line, message, _comments, context in extract("python", code, keywords=keywords):
            found.add(message, locations=[(place, 0)], context=context)
    return found


def _sources() -> Iterator[Path]:
    """Yield code and templates, always in the same order."""
    for path in sorted(SOURCES.rglob("*")):
        is_template = path.suffix in {".html", ".txt"} and "templates" in path.parts
        if (is_template or path.suffix == ".py") and not SKIPPED & set(path.parts):
            yield path


def _as_code(path: Path) -> str:
    """Return the text of a source, a template as the calls that its tags stand for."""
    text = path.read_text(encoding="utf-8")
    return text if path.suffix == ".py" else templatize(text, origin=str(path))


def update() -> Catalog:
    """Write the catalogue anew from its own translations and the messages of today."""
    kept = catalogue.read(LANGUAGE)
    kept.update(gathered(), no_fuzzy_matching=True)
    body = io.BytesIO()
    write_po(body, kept, width=100, omit_header=True, include_lineno=False)
    text, fresh = catalogue.text_of(LANGUAGE), HEAD + body.getvalue().decode()
    if fresh != text.read_text(encoding="utf-8"):
        text.write_text(fresh, encoding="utf-8")
    return kept


def main() -> int:
    """Update, and say what is left to do."""
    if not settings.configured:
        settings.configure()
    kept = update()
    to_do, over = catalogue.untranslated(kept), len(kept.obsolete)
    sys.stdout.write(f"{len(kept)} messages, {len(to_do)} to translate, {over} no longer used.\n")
    sys.stdout.writelines(f"  {words}\n" for words in to_do)
    return 0


if __name__ == "__main__":
    sys.exit(main())
