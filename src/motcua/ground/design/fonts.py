"""Be Vietnam Pro made fit for tables and slow lines; used only while assets are built."""

from pathlib import Path

from fontTools import subset
from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

DIGITS = "0123456789"
# Vietnamese, its combining tones, and the punctuation of our pages; nothing else travels.
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0xFF),
    (0x102, 0x103),
    (0x110, 0x111),
    (0x128, 0x129),
    (0x168, 0x169),
    (0x1A0, 0x1A1),
    (0x1AF, 0x1B0),
    (0x300, 0x301),
    (0x303, 0x303),
    (0x309, 0x309),
    (0x323, 0x323),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2014),
    (0x2018, 0x201E),
    (0x2022, 0x2026),
    (0x20AB, 0x20AB),
    (0x2212, 0x2212),
)
FEATURES = ["kern", "ccmp", "locl", "mark", "mkmk", "liga", "tnum"]


def build_web_font(source: Path, target: Path, *, digit_width: int) -> None:
    """
    Write a small woff2 whose digits can stand in columns.

    The family has no tabular digits (its 1 is 385 wide, its 4 is 710), so every digit
    gets a twin of one width, which the feature ``tnum`` puts in its place.
    """
    font = TTFont(source)
    _add_tabular_digits(font, digit_width)
    options = subset.Options(
        layout_features=FEATURES, hinting=False, desubroutinize=True, notdef_outline=True
    )
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for first, last in RANGES for point in range(first, last + 1)])
    cutter.subset(font)
    font.flavor = "woff2"
    font.save(target)


def _add_tabular_digits(font: TTFont, width: int) -> None:
    """Add a twin of each digit, centred in ``width`` units, and the feature that picks it."""
    names = font.getBestCmap()
    twins = {}
    for digit in DIGITS:
        name = names[ord(digit)]
        twin = f"{name}.tnum"
        _centre(font, name, twin, width)
        twins[name] = twin
    _add_feature(font, "tnum", twins)


def _centre(font: TTFont, name: str, twin: str, width: int) -> None:
    """Draw a glyph again in the middle of another advance width."""
    glyphs = font.getGlyphSet()
    advance, left = font["hmtx"][name]
    shift = round((width - advance) / 2)
    pen = TTGlyphPen(glyphs)
    glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
    font["glyf"][twin] = pen.glyph()
    font["hmtx"][twin] = (width, left + shift)


def _add_feature(font: TTFont, tag: str, mapping: dict[str, str]) -> None:
    """Offer a substitution to every script, keeping the list of features sorted by tag."""
    table = font["GSUB"].table
    lookups, features = table.LookupList.Lookup, table.FeatureList.FeatureRecord
    record = otTables.FeatureRecord()
    record.FeatureTag = tag
    record.Feature = otTables.Feature()
    record.Feature.FeatureParams = None
    record.Feature.LookupListIndex = [len(lookups)]
    record.Feature.LookupCount = 1
    lookups.append(buildLookup([buildSingleSubstSubtable(mapping)]))
    # The subsetter trusts these counts.
    table.LookupList.LookupCount = len(lookups)
    table.FeatureList.FeatureCount = len(features) + 1
    place = sum(1 for feature in features if feature.FeatureTag < tag)
    features.insert(place, record)
    for script in table.ScriptList.ScriptRecord:
        systems = [each.LangSys for each in script.Script.LangSysRecord]
        for system in filter(None, [script.Script.DefaultLangSys, *systems]):
            moved = [index + (index >= place) for index in system.FeatureIndex]
            system.FeatureIndex = sorted([*moved, place])
