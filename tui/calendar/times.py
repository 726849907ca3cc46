"""Times as the outside world writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final

SPANS: Final = {
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "m": timedelta(days=30),
    "y": timedelta(days=365),
}
_SPAN: Final = re.compile(r"(\d{1,4})\s*([hdwmy])")


def iso_utc(moment: datetime) -> str:
    """Return an aware time as ISO 8601 in UTC, to the second: `2025-05-15T12:00:00Z`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def iso_utc_or_none(moment: datetime | None) -> str | None:
    """Return an aware time as ISO 8601 in UTC; None stays None."""
    return None if moment is None else iso_utc(moment)


def after_span(text: str, now: datetime) -> datetime | None:
    """Return the moment so long after now: `12h`, `7d`, `2w`, `3m`, `1y`; None where that is no span."""
    found = _SPAN.fullmatch(text.strip().lower())
    if found is None or not int(found[1]):
        return None
    try:
        return now + int(found[1]) * SPANS[found[2]]
    except OverflowError:
        return None


def before_span(text: str, now: datetime) -> datetime | None:
    """Return the moment so long before now: `12h`, `7d`; None where that is no span."""
    after = after_span(text, now)
    try:
        return None if after is None else now - (after - now)
    except OverflowError:
        return None


def start_of_day(text: str) -> datetime | None:
    """Return the beginning of a local day, `2026-12-31`, in UTC; None where that is no date."""
    return _local_midnight(text, 0)


def end_of_day(text: str) -> datetime | None:
    """Return the end of a local day, `2026-12-31`, in UTC; None where that is no date."""
    return _local_midnight(text, 1)


def _local_midnight(text: str, days: int) -> datetime | None:
    """Return the beginning of a local day, or of the one so many days later."""
    try:
        day = date.fromisoformat(text.strip())
        # The local day first, then UTC: where the clocks change, a day has 23 hours or 25.
        return (datetime(day.year, day.month, day.day) + timedelta(days=days)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def day_at(moment: datetime, lon: float) -> date:
    """Return a moment's day at a longitude, in degrees: by nautical time zones, 15 degrees each.

    What states decide differs from these by an hour or two at most places. Midnight in UTC is a day that was
    stated without a time, and stays that day everywhere.
    """
    utc = moment.astimezone(UTC)
    stated_alone = (utc.hour, utc.minute, utc.second) == (0, 0, 0)
    return utc.date() if stated_alone else (utc + timedelta(hours=round(lon / 15))).date()
