"""Bars that may be believed: on zero, in proportion, and never nothing for something."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.charts import bar, bar_cells, bars, sparkline

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60)
EIGHTHS = " ▁▂▃▄▅▆▇█"


def eighths_of(column: str) -> int:
    return sum(EIGHTHS.index(char) for char in column)


@given(COUNTS, st.integers(1, 8), st.integers(1, 4), st.integers(0, 2))
def test_bars_are_in_proportion_and_nothing_is_nothing(
    counts: list[int], height: int, cells: int, gap: int
) -> None:
    """The highest is full; each is right to an eighth; only zero is empty."""
    lines = bars(counts, height, cells, gap)
    assert len(lines) == height
    assert {len(line) for line in lines} == {len(counts) * (cells + gap) - gap}
    for number, count in enumerate(counts):
        drawn = eighths_of("".join(line[number * (cells + gap)] for line in lines))
        assert (drawn == 0) == (count == 0)
        assert abs(drawn - count * 8 * height / max(1, *counts)) <= 1
    if any(counts):
        assert "█" in lines[0]


@given(COUNTS)
def test_a_sparkline_has_a_character_a_count(counts: list[int]) -> None:
    """A dot where there is nothing, so that a quiet week is seen to be one."""
    line = sparkline(counts)
    assert len(line) == len(counts)
    assert [char == "·" for char in line] == [count == 0 for count in counts]


@given(st.integers(1, 200), st.integers(1, 400))
def test_bars_fill_the_room_but_not_more(count: int, room: int) -> None:
    cells, gap = bar_cells(count, room)
    assert cells >= 1
    if room >= count:
        assert count * (cells + gap) - gap <= room


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 40))
def test_a_lying_bar_is_never_longer_than_its_room(value: int, most: int, cells: int) -> None:
    length = len(bar(min(value, most), most, cells))
    assert length <= cells
    assert (length == 0) == (value == 0)
