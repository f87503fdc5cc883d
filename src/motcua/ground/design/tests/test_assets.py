"""What was built: nothing of the British crown, colours that can be read, small fonts."""

import re
import subprocess
import sys

import pytest
from fontTools.ttLib import TTFont

from motcua.ground.design.icons import BUILT

SHEETS = [BUILT / "citizen.css", BUILT / "officer.css"]
TOKENS = (BUILT.parents[2] / "scss" / "_tokens.scss").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"^\$([\w-]+): (#[0-9a-f]{6});", TOKENS, re.MULTILINE))
TEXT, BIG = 4.5, 3.0


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_nothing_of_another_government(sheet: object) -> None:
    css = sheet.read_text(encoding="utf-8").lower()  # type: ignore[attr-defined]
    assert "gds transport" not in css
    assert "crest" not in css
    assert "crown" not in css


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.stem)
def test_every_file_that_a_sheet_names_is_built(sheet: object) -> None:
    css = sheet.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    for name in re.findall(r"url\([\"']?([^)\"']+)", css):
        assert name.startswith("data:") or (BUILT / name).exists(), name


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast of two named colours."""
    light, dark = sorted((luminance(COLOURS[one]), luminance(COLOURS[other])), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("words", "ground", "least"),
    [
        ("ink", "white", 7),
        ("ink", "paper", 7),
        ("ink", "gold", 7),
        ("ink", "paper-2", 7),
        ("ink-2", "paper", 7),
        ("indigo", "white", 7),
        ("indigo", "tint", TEXT),
        ("deep", "tint", 7),
        ("link", "paper", 7),
        ("visited", "white", 7),
        ("input", "paper", BIG),
        ("on-indigo", "indigo", 7),
        ("on-indigo", "deep", 7),
        ("red", "white", TEXT),
        ("red", "red-ground", TEXT),
        ("red-2", "red-ground", 7),
        ("amber", "amber-ground", TEXT),
        ("green", "green-ground", TEXT),
        ("grey", "grey-ground", TEXT),
        ("purple", "purple-ground", TEXT),
        ("ink-2", "grey-ground", TEXT),
    ],
)
def test_words_can_be_read_on_their_ground(words: str, ground: str, least: float) -> None:
    assert contrast(words, ground) >= least


@pytest.mark.parametrize(("weight", "width"), [(400, 660), (700, 680)])
def test_digits_can_stand_in_columns(weight: int, width: int) -> None:
    font = TTFont(BUILT / "fonts" / f"be-vietnam-pro-{weight}.woff2")
    table = font["GSUB"].table
    features = table.FeatureList.FeatureRecord
    tabular = next(each.Feature for each in features if each.FeatureTag == "tnum")
    twins = table.LookupList.Lookup[tabular.LookupListIndex[0]].SubTable[0].mapping
    assert set(twins) == {font.getBestCmap()[ord(digit)] for digit in "0123456789"}
    assert {font["hmtx"][twin][0] for twin in twins.values()} == {width}


@pytest.mark.parametrize("weight", [400, 700])
def test_the_font_is_small_and_knows_vietnamese(weight: int) -> None:
    path = BUILT / "fonts" / f"be-vietnam-pro-{weight}.woff2"
    assert path.stat().st_size < 16_000
    letters = "aàảãáạăằẳẵắặâầẩẫấậđeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
    cmap = TTFont(path).getBestCmap()
    assert {ord(letter) for letter in letters + letters.upper() + "•…“”–−"} <= cmap.keys()


def test_a_second_build_has_nothing_to_do() -> None:
    done = subprocess.run(  # our own module
        [sys.executable, "-m", "motcua.ground.design.assets"],
        capture_output=True,
        text=True,
        check=True,
        cwd=BUILT.parents[5],
    )
    assert done.stdout == "Assets are up to date.\n"
