"""Bars that may be believed: on zero, in proportion, and never nothing for something."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tui.drawing.charts import bar, bars, columns, sparkline

COUNTS = st.lists(st.integers(0, 10**7), min_size=1, max_size=60)
EIGHTHS = " ▁▂▃▄▅▆▇█"


def eighths_of(column: str) -> int:
    return sum(EIGHTHS.index(char) for char in column)


@given(COUNTS, st.integers(1, 8), st.integers(0, 200))
def test_bars_are_in_proportion_and_nothing_is_nothing(counts: list[int], height: int, more: int) -> None:
    """The highest is full; each is right to an eighth; only zero is empty; and the room is filled."""
    room = len(counts) + more
    lines = bars(counts, height, room)
    assert len(lines) == height
    assert {len(line) for line in lines} == {room}
    _, starts = columns(len(counts), room)
    for start, count in zip(starts, counts, strict=True):
        drawn = eighths_of("".join(line[start] for line in lines))
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


@given(st.lists(COUNTS, min_size=2, max_size=2))
def test_sparklines_under_one_another_do_not_touch(lines: list[list[int]]) -> None:
    """A full block would reach the line above."""
    assert all("█" not in sparkline(counts) for counts in lines)


@given(st.integers(1, 200), st.integers(1, 400))
def test_bars_have_one_width_and_stand_from_edge_to_edge(count: int, room: int) -> None:
    """Apart, where there is room for that, by gaps that differ by no more than a cell."""
    cells, starts = columns(count, room)
    assert cells >= 1
    if count == 1 or room < count:
        return
    assert starts[0] == 0
    assert starts[-1] + cells == room
    gaps = {after - before - cells for before, after in pairwise(starts)}
    assert min(gaps) >= (1 if room >= 2 * count else 0)
    assert max(gaps) - min(gaps) <= 1


@given(st.integers(0, 100), st.integers(1, 100), st.integers(1, 40))
def test_a_lying_bar_is_never_longer_than_its_room(value: int, most: int, cells: int) -> None:
    length = len(bar(min(value, most), most, cells))
    assert length <= cells
    assert (length == 0) == (value == 0)
