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
        (1, "i", "i."),
        (3999, "I", "MMMCMXCIX."),
        (4000, "I", "4000."),
        (1, "a", "a."),
        (26, "A", "Z."),
        (0, "a", "0."),
        (-3, "i", "-3."),
    ],
)
def test_a_number_is_written_as_its_list_counts(number: int, style: Style, marker: str) -> None:
    assert marker_of(Counter(number, style)) == marker


VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


@given(st.integers(1, 3999))
def test_a_roman_number_is_the_sum_of_its_letters(number: int) -> None:
    """A smaller one before a greater is taken off; no letter stands four times."""
    letters = marker_of(Counter(number, "i")).rstrip(".")
    signed = [
        -VALUES[letter] if VALUES[letter] < VALUES[after] else VALUES[letter]
        for letter, after in zip(letters, letters[1:] + letters[-1], strict=True)
    ]
    assert sum(signed) == number
    assert not any(letter * 4 in letters for letter in "ixcm")
    assert all(letters.count(letter) <= 1 for letter in "vld")
    assert counters_of([f"{letters}.", "ii."])[0] == Counter(number, "i")


@pytest.mark.parametrize(
    ("markers", "read"),
    [
        (["c.", "d."], [Counter(3, "a"), Counter(4, "a")]),
        (["c.", "ci."], [Counter(100, "i"), Counter(101, "i")]),
        (["I.", "II."], [Counter(1, "I"), Counter(2, "I")]),
        (["i."], [Counter(9, "a")]),
        (["b.", "ii."], [Counter(2, "a"), Counter(2, "i")]),
        (["12.", "i."], [Counter(12, "1"), Counter(9, "a")]),
        (["•", "iv."], [None, Counter(4, "i")]),
        (["-2.", "-1."], [Counter(-2, "1"), Counter(-1, "1")]),
        (["1234567890."], [None]),
    ],
)
def test_a_single_letter_is_a_number_where_another_marker_can_only_be_one(
    markers: list[str], read: list[Counter | None]
) -> None:
    assert counters_of(markers) == read


@pytest.mark.parametrize("marker", ["•", "", "iiii.", "abc.", "3", "Iv.", "ic.", "vx.", "mmmm."])
def test_what_is_no_number_is_none(marker: str) -> None:
    assert counters_of([marker]) == [None]
