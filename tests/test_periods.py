"""The reader's calendar: whole periods without gaps, and names that say which they are."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.calendar.periods import DAY, MONTH, WEEK, YEAR, Period, each, edges, fitting, name

MOMENTS = st.integers(-5_000_000_000, 60_000_000_000)
PERIODS = st.sampled_from([WEEK, MONTH, Period("month", 3), YEAR, Period("year", 20), Period("year", 1000)])


@pytest.fixture(autouse=True)
def _zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A zone with half hours and changing clocks, so that no day is simply 86,400 seconds."""
    monkeypatch.setenv("TZ", "Australia/Adelaide")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@given(MOMENTS, st.integers(0, 400_000_000), PERIODS)
def test_periods_follow_one_another_and_hold_both_ends(first: int, length: int, period: Period) -> None:
    """No story falls between two periods, and none is counted twice."""
    found = edges(first, first + length, period)
    assert found[0] <= first
    assert found[-2] <= first + length < found[-1]
    assert all(a < b for a, b in itertools.pairwise(found))


@given(MOMENTS, st.integers(0, 2_000_000_000), st.integers(1, 60))
def test_a_fitting_period_fits_unless_none_does(first: int, length: int, most: int) -> None:
    """As many bars as there is room for, and no more."""
    period = fitting(first, first + length, most)
    count = len(edges(first, first + length, period)) - 1
    assert count <= most or period == ("year", 1000)


def test_days_begin_at_the_readers_midnight() -> None:
    """Also across the night in which the clocks go forward."""
    evening = int(datetime(2024, 10, 5, 22, 0).timestamp())
    found = [datetime.fromtimestamp(edge) for edge in edges(evening, evening + 86_400, DAY)]
    assert found == [datetime(2024, 10, day) for day in (5, 6, 7)]


@pytest.mark.parametrize(
    ("period", "called", "rate"),
    [
        (DAY, "30 Dec 2024", "a day"),
        (WEEK, "30 Dec 2024 – 5 Jan 2025", "a week"),
        (MONTH, "Dec 2024", "a month"),
        (Period("month", 3), "Oct–Dec 2024", "a quarter"),
        (YEAR, "2024", "a year"),
        (Period("year", 5), "2020–2024", "in 5 years"),
    ],
)
def test_a_period_is_called_by_its_days(period: Period, called: str, rate: str) -> None:
    """What stands under a bar is what was counted in it."""
    moment = int(datetime(2024, 12, 30, 9, 0).timestamp())
    assert name(edges(moment, moment, period)[0], period) == called
    assert each(period) == rate
