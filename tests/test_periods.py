"""The reader's calendar: whole periods without gaps, and names that say which they are."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.calendar.periods import DAY, MONTH, WEEK, YEAR, Period, date, each, edges, fitting, name

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


RISING = [DAY, WEEK, MONTH, Period("month", 3), YEAR, *(Period("year", n) for n in (5, 20, 100, 1_000))]


@given(MOMENTS, st.integers(0, 2_000_000_000), st.integers(1, 60))
def test_of_those_that_fit_the_shortest_is_taken(first: int, length: int, most: int) -> None:
    """A month of news is shown by days, not as one bar."""
    last = first + length
    chosen = fitting(first, last, most)
    for shorter in RISING[: RISING.index(chosen)]:
        if shorter not in (DAY, WEEK) or length < 10_000_000:
            assert len(edges(first, last, shorter)) - 1 > most


@given(MOMENTS, st.integers(0, 5_000_000), st.sampled_from([DAY, WEEK]))
def test_days_and_weeks_have_no_gap_either(first: int, length: int, period: Period) -> None:
    """Each begins at a midnight, a week on a Monday (ISO 8601)."""
    found = [datetime.fromtimestamp(edge) for edge in edges(first, first + length, period)]
    assert all((at.hour, at.minute, at.second) == (0, 0, 0) for at in found)
    assert all((b - a).days == (7 if period == WEEK else 1) for a, b in itertools.pairwise(found))
    assert period == DAY or {at.weekday() for at in found} == {0}


@pytest.mark.parametrize("zone", ["America/Havana", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia"])
@pytest.mark.parametrize("period", [DAY, WEEK, MONTH, YEAR])
def test_a_period_begins_when_it_does_for_each_of_its_moments(
    monkeypatch: pytest.MonkeyPatch, zone: str, period: Period
) -> None:
    """Where clocks change at midnight it comes twice or never; in Samoa a whole day did not come."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    for moment in range(1_541_000_000, 1_541_000_000 + 20 * 86_400, 1_800):
        begin, *_, end = edges(moment, moment, period)
        assert begin <= moment < end
        assert {edges(at, at, period)[0] for at in (begin, end - 1)} == {begin}


@pytest.mark.parametrize(
    ("day", "period", "called"),
    [
        ((2025, 5, 15), WEEK, "12–18 May 2025"),
        ((2025, 5, 1), WEEK, "28 Apr – 4 May 2025"),
        ((2025, 5, 15), Period("month", 3), "Apr–Jun 2025"),
        ((2025, 1, 1), Period("month", 3), "Jan–Mar 2025"),
        ((2025, 5, 15), Period("year", 20), "2020–2039"),
        ((2025, 5, 15), Period("year", 1_000), "2000–2999"),
        ((1999, 12, 31), Period("year", 100), "1900–1999"),
    ],
)
def test_a_name_says_no_month_and_no_year_twice(
    day: tuple[int, int, int], period: Period, called: str
) -> None:
    moment = int(datetime(*day, 9).timestamp())
    assert name(edges(moment, moment, period)[0], period) == called


def test_what_lies_beyond_the_calendar_is_taken_for_its_end() -> None:
    """A feed may state the year 300000, and one before our era; neither ends the drawing of a chart."""
    assert date(2**62) == date(10**13) == "1 Jan 9000"
    assert date(-(2**62)) == "1 Jan 1000"
    found = edges(-(2**62), 2**62, Period("year", 1_000))
    assert len(found) == 10
    assert found[-1] > found[-2]
