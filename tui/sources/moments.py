"""From the parts of a date to a moment: years that are believed, clocks, and zones by number or name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

Parts = Mapping[str, "str | None"]
"""What a form found, by name: `year month day hour minute second half zone`."""

_YEARS: Final = range(1800, 2100)
"""Years that are believed. Others are another calendar's (1403, 2568), a machine's zero or its last day."""

MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_ZONE_NAMES: Final = """
    ut 0 utc 0 gmt 0 z 0 wet 0 bst 1 west 1 cet 1 met 1 mez 1 cest 2 mest 2 mesz 2 eet 2 eest 3 sast 2 msk 3
    мск 3 ist 5.5 wib 7 sgt 8 hkt 8 awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13
    nst -3.5 ndt -2.5 brt -3 ast -4 adt -3 est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7
    akst -9 akdt -8 hst -10
""".split()
_ZONE_HOURS: Final[dict[str, float]] = dict(zip(_ZONE_NAMES[::2], map(float, _ZONE_NAMES[1::2]), strict=True))
"""Hours east of UTC of the names that RFC 822 lists and of those that news houses use. As RFC 5322
§4.3 says, a name that is not listed counts as UTC."""
_AMERICAN_HOURS: Final = {
    "et": -5, "ct": -6, "mt": -7, "pt": -8, "eastern": -5, "central": -6, "mountain": -7, "pacific": -8,
}  # fmt: skip
"""The same where a name leaves open whether it is summer: hours of the winter."""
_WIDEST_ZONE: Final = timedelta(hours=15)
_SIGNED: Final = re.compile(r"(?P<sign>[+-])\s*(?P<hours>\d{1,4})(?::(?P<minutes>\d{0,2}))?$")


def moment_of(parts: Parts) -> datetime | None:
    """Return the moment that the parts of a date make; None where there is no such moment."""
    try:
        # Added, not set: 24:00 is the next midnight, and a leap second the next minute.
        local = _day(parts) + timedelta(hours=_hour(parts), minutes=_minute(parts), seconds=_second(parts))
        return in_utc(local - zone_east(parts.get("zone") or parts.get("dayzone") or "", local))
    except (ValueError, KeyError, OverflowError):
        return None


def _day(parts: Parts) -> datetime:
    year = _year(parts["year"] or "")
    if week := parts.get("week"):
        return datetime.fromisocalendar(year, int(week), int(parts.get("weekday") or 1))
    if yearday := parts.get("yearday"):
        if (
            # Day 366 of a common year is none, rather than the next New Year.
            not 1 <= int(yearday) <= 366
            or (day := datetime(year, 1, 1) + timedelta(int(yearday) - 1)).year != year
        ):
            raise ValueError(yearday)
        return day
    month = parts["month"] or "1"
    return datetime(year, int(month) if month.isdigit() else MONTHS[month.lower()], int(parts["day"] or 1))


def _year(stated: str) -> int:
    """Return the year; of two digits, 50 to 99 are of the last century (RFC 5322 §4.3)."""
    year = int(stated)
    if len(stated) == 2:
        year += 1900 if year >= 50 else 2000
    return year


def _hour(parts: Parts) -> int:
    hour, half = int(parts["hour"] or 0), (parts.get("half") or "").lower()
    # `13:00 PM` stands in feeds and can only mean one hour; `13:00 AM` means nothing.
    if hour > (12 if half == "a" else 24):
        raise ValueError(hour)
    return hour % 12 + (12 if half == "p" else 0) if half else hour


def _minute(parts: Parts) -> int:
    minute = int(parts["minute"] or 0)
    # ISO 8601 knows 24:00 for the end of a day, and no minute behind it.
    if minute > 59 or (int(parts["hour"] or 0) == 24 and minute):
        raise ValueError(minute)
    return minute


def _second(parts: Parts) -> int:
    second = int(parts["second"] or 0)
    # 60 is a leap second.
    if second > 60:
        raise ValueError(second)
    return second


def zone_east(stated: str, local: datetime) -> timedelta:
    """Return how far east of UTC a zone is at a local time. Raises ValueError for one that is nowhere."""
    offset = _SIGNED.search(stated)
    if offset is None:
        return timedelta(hours=_named_zone(stated.strip().lower(), local))
    hours, minutes = offset["hours"], offset["minutes"] or "0"
    # `+0530` and `+530` have no colon to part them.
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = timedelta(hours=int(hours), minutes=int(minutes))
    if east > _WIDEST_ZONE:
        raise ValueError(stated)
    return -east if offset["sign"] == "-" else east


def is_zone(name: str) -> bool:
    """Whether a name, in small letters, is a zone that is listed."""
    return name in _ZONE_HOURS or name in _AMERICAN_HOURS


def _named_zone(name: str, local: datetime) -> float:
    if name in _AMERICAN_HOURS:
        return _AMERICAN_HOURS[name] + _is_american_summer(local)
    return _ZONE_HOURS.get(name, 0.0)


def _is_american_summer(local: datetime) -> bool:
    """Whether the United States had summer time, by the rules since 1987 (15 U.S.C. 260a), to the hour."""
    year = local.year
    # The Energy Policy Act of 2005 made summer time longer from 2007 on.
    if year < 2007:
        first, end = _sunday_from(year, 4, 1), _sunday_from(year, 10, 25)
    else:
        first, end = _sunday_from(year, 3, 8), _sunday_from(year, 11, 1)
    return first <= local < end


def _sunday_from(year: int, month: int, day: int) -> datetime:
    """Return two in the morning of the first Sunday on or after a day."""
    start = datetime(year, month, day, 2)
    return start + timedelta(days=6 - start.weekday())


def in_utc(moment: datetime) -> datetime | None:
    """Return a moment (a naive one is UTC) in UTC, to the second; None where its year is not believed."""
    try:
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    if aware.year not in _YEARS:
        return None
    return aware.replace(microsecond=0) if aware.microsecond else aware
