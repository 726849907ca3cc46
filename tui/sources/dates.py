"""Dates as feeds write them: RFC 3339 and its looser relatives, RFC 822 and its many misspellings.

A list of forms, never a guesser: `04/05/2025` could be either of two days, so it is not read.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

_LONGEST: Final = 80
"""Characters; no form is longer, and a regular expression should not meet a novel."""

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_ZONE_NAMES: Final = """
    ut 0 utc 0 gmt 0 z 0 wet 0 bst 1 west 1 cet 1 met 1 cest 2 mest 2 eet 2 eest 3 sast 2 msk 3
    ist 5.5 sgt 8 hkt 8 awst 8 jst 9 kst 9 acst 9.5 acdt 10.5 aest 10 aedt 11 nzst 12 nzdt 13
    nst -3.5 ndt -2.5 brt -3 ast -4 adt -3 est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7
    akst -9 akdt -8 hst -10
""".split()
_ZONE_HOURS: Final[dict[str, float]] = dict(zip(_ZONE_NAMES[::2], map(float, _ZONE_NAMES[1::2]), strict=True))
"""Hours east of UTC of the names that RFC 822 lists and of those that news houses use. As RFC 5322
§4.3 says, a name that is not listed counts as UTC."""

_DAY: Final = r"(?P<day>\d{1,2})"
_MONTH: Final = r"(?P<month>[A-Za-z]{3,9})"
_YEAR: Final = r"(?P<year>\d{4})"
_SECONDS: Final = r"(?P<second>\d{2})(?:[.,]\d+)?"
_HALF: Final = r"(?:\s*(?P<half>[APap])\.?[Mm]\.?)?"
_ZONE: Final = r"(?P<zone>[A-Za-z]{0,9}\s*(?:[+-]\s*\d{1,2}:?\d{0,2})?)"
_CLOCK: Final = rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.]{_SECONDS})?{_HALF}"
_REMARK: Final = r"\s*(?:[(\[].*)?"

_ISO: Final = re.compile(
    rf"{_YEAR}(?:(?P<dash>[-/.]?)(?P<month>\d{{2}})(?:(?P=dash){_DAY})?)?"
    rf"(?:[Tt\s]\s*(?P<hour>\d{{1,2}}):?(?P<minute>\d{{2}})(?::?{_SECONDS})?{_HALF}\s*{_ZONE}{_REMARK})?[Zz]?"
)
_RFC_822: Final = re.compile(
    rf"(?:[^\W\d_]*[.,]+\s*|[^\W\d_]+\s+)?{_DAY}[\s.-]*{_MONTH}[\s.,-]*(?P<year>\d{{4}}|\d{{2}})"
    rf"(?:[\s,T]+{_CLOCK}\s*{_ZONE}{_REMARK})?"
)
# "May 15, 2025 12:00 GMT", with or without a day of the week before it.
_MONTH_FIRST: Final = re.compile(
    rf"(?:[^\W\d_]+[.,]*\s+)?{_MONTH}\.?\s+{_DAY}(?:st|nd|rd|th)?[\s,]+{_YEAR}(?:[\s,]+{_CLOCK}\s*{_ZONE}{_REMARK})?"
)
# C's asctime, perhaps with a zone before the year: "Thu May 15 12:00:00 GMT 2025".
_ASCTIME: Final = re.compile(rf"[A-Za-z]{{3,9}},?\s+{_MONTH}\s+{_DAY}\s+{_CLOCK}\s+{_ZONE}\s*{_YEAR}")
_FORMS: Final = (_ISO, _RFC_822, _MONTH_FIRST, _ASCTIME)
_OFFSET: Final = re.compile(r"(?P<sign>[+-])\s*(?P<hours>\d{1,4})(?::(?P<minutes>\d{0,2}))?$")


def parse_date(stated: str) -> datetime | None:
    """Return the moment that a date states, aware and in UTC, to the second; None if it is unreadable.

    A time without a zone is UTC; a date without a time is its midnight, a month its first day.
    """
    text = stated.strip()
    if not text or len(text) > _LONGEST:
        return None
    if text[10:11] == "T":
        try:
            return _in_utc(datetime.fromisoformat(text))
        except ValueError:
            pass  # one of the looser forms, or none
    usual = _usual_rfc_822(text)
    if usual is not None:
        return _in_utc(usual)
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return _moment(match)
    return None


def _usual_rfc_822(text: str) -> datetime | None:
    """Read `Thu, 15 May 2025 12:00:00 GMT`, the commonest form by far, without a search."""
    if text[3:5] != ", " or text[19:20] != ":" or text[22:23] != ":" or text[25:26] != " ":
        return None
    zone = text[26:]
    if zone != "GMT" and not (len(zone) == 5 and zone[1:].isdigit()):
        return None
    try:
        return datetime(
            int(text[12:16]),
            _MONTHS[text[8:11].lower()],
            int(text[5:7]),
            int(text[17:19]),
            int(text[20:22]),
            int(text[23:25]),
            tzinfo=UTC if zone == "GMT" else _zone(zone),
        )
    except (ValueError, KeyError):
        return None


def _moment(match: re.Match[str]) -> datetime | None:
    parts = match.groupdict()
    month = _month(parts["month"])
    if month is None:
        return None
    try:
        day = datetime(_year(parts["year"]), month, int(parts["day"] or 1), tzinfo=_zone(parts["zone"] or ""))
        # Added, not set: 24:00 is the next midnight, and a leap second the next minute.
        return _in_utc(
            day + timedelta(hours=_hour(parts), minutes=int(parts["minute"] or 0), seconds=_second(parts))
        )
    except (ValueError, OverflowError):
        return None


def _month(stated: str | None) -> int | None:
    if stated is None:
        return 1
    return int(stated) if stated.isdigit() else _MONTHS.get(stated[:3].lower())


def _year(stated: str) -> int:
    """Return the year; of two digits, 50 to 99 are of the last century (RFC 5322 §4.3)."""
    year = int(stated)
    if len(stated) == 2:
        year += 1900 if year >= 50 else 2000
    return year


def _hour(parts: dict[str, str | None]) -> int:
    hour = int(parts["hour"] or 0)
    if hour > 24:
        raise ValueError(hour)
    if not parts["half"]:
        return hour
    return hour % 12 + (12 if parts["half"] in "pP" else 0)


def _second(parts: dict[str, str | None]) -> int:
    if int(parts["minute"] or 0) > 59 or int(parts["second"] or 0) > 60:
        raise ValueError(parts)
    return int(parts["second"] or 0)


def _zone(stated: str) -> timezone:
    offset = _OFFSET.search(stated)
    if offset is None:
        return timezone(timedelta(hours=_ZONE_HOURS.get(stated.strip().lower(), 0.0)))
    hours, minutes = offset["hours"], offset["minutes"] or "0"
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    east = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-east if offset["sign"] == "-" else east)


def _in_utc(moment: datetime) -> datetime | None:
    try:
        aware = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except OverflowError:
        return None
    return aware.replace(microsecond=0)
