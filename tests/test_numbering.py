"""Markers of lists: what is written is read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.numbering import STYLES, Counter, Style, counters_of, marker_of


@given(st.integers(-99, 5000), st.integers(2, 9), st.sampled_from(STYLES))
def test_the_markers_of_a_list_are_read_as_they_were_written(first: int, count: int, style: Style) -> None:
    """An export counts on where the page did."""
    markers = [marker_of(Counter(first + n, style)) for n in range(count)]
    read = counters_of(markers)
    assert [counter and counter.number for counter in read] == [first + n for n in range(count)] or (
        # Single letters alone, beside digits perhaps: nothing tells that they are Roman numbers.
        style in ("i", "I") and all(len(marker) == 2 or not marker[0].isalpha() for marker in markers)
    )
    assert [marker_of(counter) for counter in read if counter] == markers


@pytest.mark.parametrize(
    ("number", "style", "marker"),
    [
        (4, "i", "iv."),
        (1999, "I", "MCMXCIX."),
        (3, "a", "c."),
        (27, "A", "27."),
        (0, "i", "0."),
        (7, "1", "7."),
    ],
)
def test_a_number_is_written_as_its_list_counts(number: int, style: Style, marker: str) -> None:
    assert marker_of(Counter(number, style)) == marker


@pytest.mark.parametrize("marker", ["•", "", "iiii.", "abc.", "3", "Iv."])
def test_what_is_no_number_is_none(marker: str) -> None:
    assert counters_of([marker]) == [None]
