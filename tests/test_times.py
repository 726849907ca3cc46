"""Times as they are written and told: ages in a list, spans and days that are typed, UTC in documents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.calendar.ages import age, stamp
from tui.calendar.times import after_span, day_at, end_of_day, iso_utc, iso_utc_or_none

SetZone = Callable[[str], None]

NOW = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)
NOW_S = int(NOW.timestamp())
MINUTE, HOUR, DAY = 60, 3600, 86400


# ── how long ago ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("past_s", "told"),
    [
        (0, "now"),
        (59, "now"),
        (60, "1m"),
        (HOUR - 1, "59m"),
        (HOUR, "1h"),
        (DAY - 1, "23h"),
        (DAY, "1d"),
        (7 * DAY - 1, "6d"),
        (7 * DAY, "8 May"),
        (134 * DAY, "1 Jan"),
        (135 * DAY, "Dec 2024"),
        (-1, "15 May"),
        (-230 * DAY, "31 Dec"),
        (-231 * DAY, "Jan 2026"),
    ],
)
def test_an_age_is_told_to_what_matters(set_zone: SetZone, past_s: int, told: str) -> None:
    """To the second where one unit becomes the next; of this year the day, of another the month."""
    set_zone("UTC")
    assert age(NOW_S - past_s, NOW_S) == told


def test_days_of_an_age_are_the_readers(set_zone: SetZone) -> None:
    """On the eve of the new year it is another year already in Tokyo."""
    moment, now = int(datetime(2024, 12, 31, 18, 0, tzinfo=UTC).timestamp()), NOW_S
    set_zone("UTC")
    assert (age(moment, now), stamp(moment)) == ("Dec 2024", "2024-12-31 18:00")
    set_zone("Asia/Tokyo")
    assert (age(moment, now), stamp(moment)) == ("1 Jan", "2025-01-01 03:00")


@pytest.mark.parametrize("moment", [10**13, 10**18, 2**63, -(2**63), 10**30, -(10**12)])
def test_a_moment_beyond_all_calendars_is_a_question(moment: int) -> None:
    """A feed may state the year 300000; the list has eight cells for it."""
    assert age(moment, NOW_S) == "?"


@given(st.integers(-62_000_000_000, 250_000_000_000), st.integers(0, 4_000_000_000))
def test_an_age_fits_into_its_column(then: int, now: int) -> None:
    assert 0 < len(age(then, now)) <= 8


# ── what a reader types ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "span"),
    [
        ("12h", timedelta(hours=12)),
        ("7d", timedelta(days=7)),
        ("2w", timedelta(days=14)),
        ("3m", timedelta(days=90)),
        ("1y", timedelta(days=365)),
        (" 7 D ", timedelta(days=7)),
        ("0d", None),
        ("7", None),
        ("d", None),
        ("-1d", None),
        ("1.5d", None),
        ("7days", None),
        ("12345d", None),
        ("9999y", None),
        ("", None),
    ],
)
def test_a_span_is_a_number_and_a_unit(typed: str, span: timedelta | None) -> None:
    """What lies beyond the calendar is no span, and no error."""
    assert after_span(typed, NOW) == (None if span is None else NOW + span)


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("UTC", "2026-10-03", 24),
        ("Australia/Adelaide", "2026-10-03", 24),
        ("Australia/Adelaide", "2026-10-04", 23),
        ("Australia/Adelaide", "2026-04-05", 25),
        ("America/New_York", "2026-03-08", 23),
        ("America/New_York", "2026-11-01", 25),
    ],
)
def test_a_day_ends_at_the_readers_midnight(set_zone: SetZone, zone: str, day: str, hours: int) -> None:
    """A mute until Sunday ends with Sunday, also on the day the clocks change."""
    set_zone(zone)
    begin = datetime.fromisoformat(day).astimezone(UTC)
    end = end_of_day(f" {day} ")
    assert end == begin + timedelta(hours=hours)
    assert end.astimezone().replace(tzinfo=None) == datetime.fromisoformat(day) + timedelta(days=1)


@pytest.mark.parametrize("typed", ["", "tomorrow", "2026-13-01", "2026-02-30", "31.12.2026", "9999-12-31"])
def test_what_is_no_day_has_no_end(set_zone: SetZone, typed: str) -> None:
    set_zone("America/New_York")
    assert end_of_day(typed) is None


# ── documents ─────────────────────────────────────────────────────────────────────────────────


@given(
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29)),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
def test_a_time_is_written_in_utc_to_the_second(moment: datetime, zone: timezone) -> None:
    """From any zone it comes back as the same instant; all are equally long, and sort as times do."""
    aware = moment.replace(tzinfo=zone)
    written = iso_utc(aware)
    assert len(written) == 20
    assert datetime.fromisoformat(written) == aware.replace(microsecond=0)
    assert iso_utc_or_none(aware) == written
    assert iso_utc_or_none(None) is None


@pytest.mark.parametrize(
    ("hour", "lon", "day"),
    [(22, 151.2, 9), (13, 151.2, 8), (2, -118.2, 7), (9, -118.2, 8), (0, -118.2, 8), (12, 0.0, 8)],
)
def test_a_moment_is_another_day_elsewhere(hour: int, lon: float, day: int) -> None:
    """Midnight in UTC stands for a day without a time: that is the same everywhere."""
    assert day_at(datetime(2026, 3, 8, hour, tzinfo=UTC), lon) == date(2026, 3, day)
