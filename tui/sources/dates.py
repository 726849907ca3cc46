"""Dates as feeds write them: RFC 3339 and its looser relatives, RFC 822 and its many misspellings.

A list of forms, never a guesser: `04/05/2025` could be either of two days, so it is not read. The forms
are listed in docs/decisions/0033-dates.md. What is neither ISO 8601 nor an English RFC 822 date is for
`tui.sources.loosedates`, which knows the words of other languages.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui.sources.moments import MONTHS, in_utc, moment_of, zone_east
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.sources import loosedates
else:  # loaded when first used: whoever starts should not wait for them
    loosedates = Lazy("tui.sources.loosedates")

_LONGEST: Final = 120
"""Characters; no form is longer, and a regular expression should not meet a novel."""

_DAY: Final = r"(?P<day>\d{1,2})"
_YEAR: Final = r"(?P<year>\d{4})"
_SECONDS: Final = r"(?P<second>\d{1,2})(?:[.,]\d+)?"
_HALF: Final = r"(?:\s*(?P<half>[APap])\.?[Mm]\.?)?"
_OFFSET: Final = r"[+-](?:\d{1,2}:?\d{0,2}|\s*\d{4})"
_ZONE: Final = rf"(?P<zone>[A-Za-z]{{0,9}}\s*(?:{_OFFSET})?)"
_REMARK: Final = r"\s*(?:[(\[].*)?"

_ISO: Final = re.compile(
    rf"{_YEAR}(?:-(?P<month>\d{{1,2}})(?:-{_DAY}(?P<dayzone>[Zz]|[+-]\d\d:\d\d)?)?)?"
    rf"(?:(?:\s*[Tt]\s*|\s+)(?P<hour>\d{{1,2}}):?(?P<minute>\d{{2}})(?::?{_SECONDS})?{_HALF}\s*{_ZONE}{_REMARK})?"
)
_BASIC: Final = re.compile(
    rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})"
    rf"(?:\s*[Tt]?\s*(?P<hour>\d{{2}}):?(?P<minute>\d{{2}})(?::?(?P<second>\d{{2}})(?:[.,]\d+)?)?\s*{_ZONE})?"
)
_WEEK_OR_ORDINAL: Final = re.compile(
    rf"{_YEAR}-?(?:[Ww](?P<week>\d\d)(?:-?(?P<weekday>[1-7]))?|(?P<yearday>\d{{3}}))"
    rf"(?:[Tt\s]\s*(?P<hour>\d{{1,2}}):?(?P<minute>\d{{2}})(?::?{_SECONDS})?\s*{_ZONE})?"
)
_RFC_822: Final = re.compile(
    rf"(?:[^\W\d_]*[.,]+\s*|[^\W\d_]+\s+)?{_DAY}[\s.-]*(?P<month>(?i:{'|'.join(MONTHS)}))[\s.,-]*(?P<year>\d{{4}}|\d{{2}})"
    rf"(?:[\s,T]+(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?::{_SECONDS})?{_HALF}\s*{_ZONE}{_REMARK})?"
)
_FORMS: Final = (_ISO, _RFC_822, _BASIC, _WEEK_OR_ORDINAL)
# Eight digits are a day (`20250214`), eleven and twelve nothing that a program writes.
_UNIX: Final = re.compile(
    r"(?:(?P<seconds>\d{9,10})|(?P<thousandths>\d{13})|(?P<millionths>\d{16}))(?:\.\d{0,9})?"
)


def parse_date(stated: str) -> datetime | None:
    """Return the moment that a date states, aware and in UTC, to the second; None if it is unreadable.

    A time without a zone is UTC; a date without a time is its midnight, a month its first day. The
    clock is never asked: the same text is the same moment on any day.
    """
    text = stated.strip()
    if not text or len(text) > _LONGEST:
        return None
    # The two commonest forms come first, and without a search: each entry has a date or two.
    if text[10:11] == "T":
        try:
            return in_utc(datetime.fromisoformat(text))
        except ValueError:
            pass  # one of the looser forms, or none
    usual = _usual_rfc_822(text)
    if usual is not None:
        return usual
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            return moment_of(match.groupdict())
    if match := _UNIX.fullmatch(text):
        return _since_1970(match)
    return loosedates.parse_loose_date(text)


def _usual_rfc_822(text: str) -> datetime | None:
    """Read `Thu, 15 May 2025 12:00:00 GMT`, the commonest form by far, without a search."""
    if text[3:5] != ", " or text[19:20] != ":" or text[22:23] != ":" or text[25:26] != " ":
        return None
    zone = text[26:]
    if not _is_usual_zone(zone):
        return None
    try:
        stated = datetime(
            int(text[12:16]),
            MONTHS[text[8:11].lower()],
            int(text[5:7]),
            int(text[17:19]),
            int(text[20:22]),
            int(text[23:25]),
            tzinfo=UTC,
        )
        return in_utc(stated if zone == "GMT" else stated - zone_east(zone, stated))
    except (ValueError, KeyError, OverflowError):
        return None


def _is_usual_zone(zone: str) -> bool:
    # Other names of zones are rarer, and take the long way with its table.
    return zone == "GMT" or (len(zone) == 5 and zone[0] in "+-" and zone[1:].isdigit())


def _since_1970(match: re.Match[str]) -> datetime | None:
    """Read seconds since 1970, or thousandths or millionths of them, as programs write them."""
    # Digits tell the unit: nine or ten reach from 1973 to 2286, thirteen and sixteen are finer ones.
    count = match["seconds"] or (match["thousandths"] or match["millionths"])[:-3]
    seconds = int(count[:-3] if match["millionths"] else count)
    return in_utc(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))
