"""The bar of a clock: its slices add up, and no word stands on another."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.ground.design.parts import DESK, LETTER, Bar, Slice, SliceKind
from motcua.ground.design.showcase import bar, late_bar

SLICES = st.lists(
    st.builds(
        Slice,
        kind=st.sampled_from(SliceKind),
        weight=st.floats(0.01, 100),
        words=st.sampled_from(["4 ngày", "dừng 10 ngày", "trễ"]),
        starts=st.sampled_from(["02/11", "16/11", "01/01/2027"]),
    ),
    min_size=1,
    max_size=9,
)


def share(percent: str) -> float:
    """Return what a per cent of SVG stands for."""
    return float(percent.removesuffix("%")) / 100


def test_a_bar_is_said_in_words() -> None:
    assert bar().in_words == (
        "02/11: 4 ngày; 06/11: dừng 10 ngày; 16/11: 3 ngày; 19/11: còn 8 ngày; 27/11"
    )


def test_today_replaces_its_date_and_is_strong() -> None:
    today = next(mark for mark in bar().marks("hôm nay") if mark.words == "hôm nay")
    assert (today.x, today.is_strong, today.is_roomy) == ("68.00%", True, False)
    assert "19/11" not in {mark.words for mark in bar().marks("hôm nay")}


def test_a_crowded_day_leans_away_or_leaves_a_phone() -> None:
    broken = next(mark for mark in late_bar().marks("hôm nay") if mark.words == "18/11")
    assert (broken.anchor, broken.is_roomy) == ("end", True)


def test_the_key_explains_each_kind_once() -> None:
    assert bar().kinds == [SliceKind.COUNTED, SliceKind.PAUSED, SliceKind.LEFT]


@given(slices=SLICES, data=st.data())
def test_slices_fill_the_bar(slices: list[Slice], data: st.DataObject) -> None:
    now = data.draw(st.none() | st.integers(0, len(slices)))
    blocks = list(Bar(slices, "27/11", now).blocks())
    assert len(blocks) == len(slices)
    assert abs(sum(share(block.width) for block in blocks) - 1) < 0.001


@given(slices=SLICES, data=st.data())
def test_no_day_is_written_over_another(slices: list[Slice], data: st.DataObject) -> None:
    now = data.draw(st.none() | st.integers(0, len(slices)))
    spans = []
    for mark in Bar(slices, "27/11", now).marks("hôm nay"):
        length = len(mark.words) * LETTER
        before = {"start": 0, "middle": length / 2, "end": length}[mark.anchor]
        spans.append((share(mark.x) * DESK - before, share(mark.x) * DESK - before + length))
    spans.sort()
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
