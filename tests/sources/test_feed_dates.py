"""Dates: the forms that feeds write are read, and no others."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.dates import parse_date

NOON = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)
MIDNIGHT = datetime(2025, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "2025-05-15T12:00:00Z",
        "2025-05-15T12:00Z",
        "2025-05-15T14:00:00.123456789+02:00",
        "2025-05-15T12:00:00",
        "2025-05-15 12:00:00",
        "2025-05-15 14:00:00 +0200",
        "2025-05-15 12:00:00 UTC",
        "2025-05-15t12:00:00z",
        "20250515T120000Z",
        "2025-05-15T07:00:00-5:00",
        "2025-05-15T12:00:00+00:00[UTC]",
        "Thu, 15 May 2025 12:00:00 GMT",
        "Thu, 15 May 2025 14:00:00 +0200 (CEST)",
        "Thu, 15 May 2025 08:00:00 EDT",
        "Thu, 15 May 2025 12:00:00 GMT+0",
        "Thu, 15 May 2025 12:00:00 Kludge",
        "15 May 2025 12:00",
        "Thursday, 15-May-25 12:00:00 GMT",
        "thu,15 may 2025 12:00:00 gmt",
        "jeu., 15 May 2025 12:00:00 Z",
        "May 15, 2025 12:00 PM",
        "Thu May 15 12:00:00 2025",
        "Thu May 15 12:00:00 GMT 2025",
        "  Thu, 15 May 2025 12:00:00 +0000\n",
    ],
)
def test_the_forms_that_feeds_write_are_read(stated: str) -> None:
    """Each stands in some real feed; a time without a zone is UTC."""
    assert parse_date(stated) == NOON


@pytest.mark.parametrize(
    "stated", ["2025-05-15", "20250515", "Thu, 15 May 2025", "May 15, 2025", "2025-05-14T24:00:00Z"]
)
def test_a_day_is_its_midnight(stated: str) -> None:
    """W3C's form of a date leaves the time out."""
    assert parse_date(stated) == MIDNIGHT


def test_a_leap_second_is_the_next_minute() -> None:
    """Clocks write it, Python does not know it."""
    assert parse_date("2016-12-31T23:59:60Z") == datetime(2017, 1, 1, tzinfo=UTC)


def test_years_of_two_digits_are_of_this_century_up_to_49() -> None:
    """RFC 5322 §4.3."""
    assert parse_date("15 May 49") == datetime(2049, 5, 15, tzinfo=UTC)
    assert parse_date("15 May 50") == datetime(1950, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "yesterday",
        "04/05/2025",
        "2025-13-01",
        "2025-02-30T12:00:00Z",
        "Thu, 99 May 2025",
        "15 Foo 2025",
        "2025-05-15T25:00:00Z",
        "2025-05-15T12:61:00Z",
        "0000-00-00T00:00:00Z",
        "0001-01-01T00:00:00+10:00",
        "9999-12-31T23:59:59-10:00",
        "1747310400",
        "1" * 100_000,
        "15 May 2025 12:00:00 +9999",
    ],
)
def test_what_could_be_two_days_or_none_is_not_read(stated: str) -> None:
    """A guess would sort an article into the wrong month."""
    assert parse_date(stated) is None


moments = st.datetimes(datetime(1950, 1, 1), datetime(2049, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0)
)
zones = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(moments, zones)
def test_what_the_standards_write_is_read_exactly(moment: datetime, zone: timezone) -> None:
    """To the second, in any zone."""
    aware = moment.replace(tzinfo=zone)
    assert parse_date(aware.isoformat()) == aware
    assert parse_date(format_datetime(aware)) == aware


@given(st.text(max_size=90))
def test_any_text_is_a_date_in_utc_or_none(stated: str) -> None:
    """Whatever stands there."""
    moment = parse_date(stated)
    assert moment is None or moment.utcoffset() == timedelta(0)
