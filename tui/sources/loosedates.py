"""Dates in words of many languages, and in numbers whose order can be no other.

Such a date is a day, perhaps with a clock's time and a zone after it, or the time first. The day is
three parts: numbers and at most one month's name. Words that mean nothing stand between them; one or two that
are not known, a day of the week in any language, may stand before or after. What is left over, or could be
another day, makes it unreadable. Which forms there are: docs/decisions/0033-dates.md.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final, NamedTuple

from tui.sources.datewords import ALSO_DAYS, BETWEEN, MONTHS, NOT_AFTER_A_STOP, ORDINALS, folded
from tui.sources.moments import is_zone, moment_of

_MOST_UNKNOWN: Final = 2
"""Words that are not known: `terça-feira` is two."""

_REMARK: Final = re.compile(r"[(\[][^()\[\]]*[)\]]?")
# What counts days of the week in Chinese, Japanese and Korean has no blank around it.
_EASTERN_WEEKDAY: Final = re.compile(
    "(?:星期|礼拜|禮拜|周|週)[一二三四五六日天]|[日月火水木金土]曜日?|[월화수목금토일]요일"
)
_EASTERN_DAY: Final = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日号號일]")
_EASTERN_MONTH: Final = re.compile("(十[一二]?|[一二三四五六七八九])(?= ?月)")
_EASTERN_NUMBERS: Final = {sign: str(number) for number, sign in enumerate("一二三四五六七八九十", start=1)}
# A month that goes by its number where other languages have its name: `金, 14 2月 2025`, `14 Th2 2025`.
_NUMBERED_MONTH: Final = re.compile(
    r"(?:\bt(?:hu )?[2-7], ?)?(?<!\d)(?P<day>\d{1,2})[ ,]+"
    r"(?:(?P<month>\d{1,2}) ?[月월]|(?:thang |thg |th)(?P<thang>\d{1,2}))(?:,| nam)? ?(?P<year>\d{4})(?!\d)"
)
_NUMBERED_FIRST: Final = re.compile(
    r"(?<!\d)(?P<month>\d{1,2}) ?[月월] ?(?P<day>\d{1,2}), ?(?P<year>\d{4})(?!\d)"
)
# A day that runs into its time with a colon: EXIF's, and that of web servers' logs.
_COLONS: Final = re.compile(
    r"(?P<year>\d{4}):(?P<month>\d\d):(?P<day>\d\d)(?= )|(?P<log>/\d{4}):(?=\d\d:\d\d)"
)

_HALF: Final = r"(?: ?(?P<half>[ap])\.? ?m\b\.?)"
_EAST_HALF: Final = r"(?:(?P<early>上午|午前|오전)|(?P<late>下午|午後|午后|오후))?\s*"
_CLOCKS: Final = (
    re.compile(
        rf"{_EAST_HALF}(?<![\d:+-])(?P<hour>\d{{1,2}}):(?P<minute>\d{{1,2}})"
        rf"(?::(?P<second>\d{{1,2}})(?:[.,]\d+)?)?{_HALF}?(?![\d:])"
    ),
    re.compile(
        rf"{_EAST_HALF}(?<!\d)(?P<hour>\d{{1,2}}) ?[時时點点시]"
        rf"(?: ?(?P<minute>\d{{1,2}}) ?[分분](?: ?(?P<second>\d{{1,2}}) ?[秒초])?)?"
    ),
    re.compile(r"(?<![\d.])(?P<hour>\d{1,2}) ?[hu] ?(?:(?P<minute>\d{2})(?: ?min)?)?(?![^\W_])"),
    re.compile(rf"(?<![\d.:])(?P<hour>\d{{1,2}}){_HALF}"),
    re.compile(rf"(?<= )(?P<hour>\d{{1,2}})\.(?P<minute>[0-5]\d)(?:\.(?P<second>[0-5]\d))?{_HALF}?(?![\d.])"),
    # "03 Apr 02 1500 GMT": four digits without a stop, where a zone says that they are a time.
    re.compile(r"(?<= )(?P<hour>[012]\d)(?P<minute>[0-5]\d)(?= (?:gmt|utc?|z|[a-z]{1,2}[sd]t|[+-]\d{4})$)"),
)
_OFFSET: Final = r"[+-]\d{1,2}(?::?\d{2})?"
_ZONE: Final = re.compile(
    r"(?P<name>[^\W\d_]{0,9})(?: (?:standard|daylight|time))*"
    rf"(?:(?P<offset> ?{_OFFSET})(?: [a-z]{{1,5}})?)?"  # Go writes both: "+0100 CET"
)
_ZONE_FIRST: Final = re.compile(rf" ?(?P<name>[^\W\d_]{{1,9}})?(?P<offset> ?{_OFFSET})?(?=[ ,])")
_YEAR_LAST: Final = re.compile(r"(?P<zone>.*?) (?P<year>\d{4})")
_TOKEN: Final = re.compile(r"(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<gap>[\W_]+)")
_GAP: Final = re.compile(r"[ .,;/'’|@-]*")
_BLANKS: Final = re.compile(r"\s+")


def parse_loose_date(text: str) -> datetime | None:
    """Return the moment that a date in words or numbers states, in UTC; None if its form is not listed."""
    # Weekdays go before days are sought: 日 and 月 stand for both.
    text = _REMARK.sub(" ", _COLONS.sub(_parted, folded(text)))
    text = _EASTERN_DAY.sub(r"\1-\2-\3 ", _EASTERN_MONTH.sub(_in_digits, _EASTERN_WEEKDAY.sub(" ", text)))
    text = _BLANKS.sub(" ", text)
    text = _NUMBERED_FIRST.sub(_numbered, _NUMBERED_MONTH.sub(_numbered, text)).strip(" .,;-")
    clock = next((found for form in _CLOCKS if (found := form.search(text))), None)
    if clock is None:
        day = _read_day(text)
        return None if day is None else moment_of({**day, "hour": None, "minute": None, "second": None})
    return _with_clock(text[: clock.start()], clock, text[clock.end() :])


def _parted(match: re.Match[str]) -> str:
    return f"{match['log']} " if match["log"] else f"{match['year']}-{match['month']}-{match['day']}"


def _in_digits(match: re.Match[str]) -> str:
    """Return a Chinese number from one to twelve in digits."""
    signs = match[1]
    return _EASTERN_NUMBERS[signs] if len(signs) == 1 else str(10 + int(_EASTERN_NUMBERS[signs[1]]))


def _numbered(match: re.Match[str]) -> str:
    found = match.groupdict()
    return f"{found['year']}-{found['month'] or found['thang']}-{found['day']} "


def _with_clock(before: str, clock: re.Match[str], after: str) -> datetime | None:
    """Read the day before a time and the zone after it; or the day after it, or its year only."""
    zone: str | None
    if not any(char.isdigit() for char in before):
        zone, rest = _leading_zone(after)
        day = _read_day(f"{before} {rest}")
    else:
        # C's asctime has the year behind the time: `Fri Feb 14 09:00:00 2025`.
        if (match := _YEAR_LAST.fullmatch(after)) and not re.search(r"\d{4}", before):
            before, after = f"{before} {match['year']}", match["zone"]
        day, zone = _read_day(before), _zone(after)
    if day is None or zone is None:
        return None
    found = {"minute": None, "second": None, "half": None, "early": None, "late": None, **clock.groupdict()}
    half = "a" if found["early"] else "p" if found["late"] else found["half"]
    return moment_of({**found, **day, "half": half, "zone": zone})


def _zone(after: str) -> str | None:
    """Return the zone that is all there is after a time, as `dates` reads it; None where there is more."""
    words = [word for word in after.strip(" .,;").split(" ") if word.strip(".,") not in BETWEEN]
    match = _ZONE.fullmatch(" ".join(words))
    return None if match is None else f"{match['name']}{match['offset'] or ''}"


def _leading_zone(after: str) -> tuple[str, str]:
    """Return the zone that stands right after a time, if one does, and the rest."""
    match = _ZONE_FIRST.match(after)
    if match is None or not (match["offset"] or is_zone(match["name"] or "")):
        return "", after
    return f"{match['name'] or ''}{match['offset'] or ''}", after[match.end() :]


# ── the day ───────────────────────────────────────────────────────────────────────────────────


class _Part(NamedTuple):
    """A number or a month, with what stands before it."""

    text: str
    gap: str

    @property
    def is_number(self) -> bool:
        return self.text.isdigit()


def _read_day(text: str) -> dict[str, str | None] | None:
    """Return `year month day` of a day in words or in numbers; None where it is not in a listed form."""
    parts = _parts(text)
    if parts is None:
        return None
    # `mar. 4 mars 2025`: four parts, of which the first is the day of the week.
    if len(parts) == 4 and parts[0].text in ALSO_DAYS:
        parts = parts[1:]
    if len(parts) != 3 or not all(_GAP.fullmatch(part.gap) for part in parts[1:]):
        return None
    found = _in_order(*parts)
    if found is None or len(found[2]) > 2:
        return None
    year, month, day = found
    return {"year": year, "month": str(MONTHS.get(month, month)), "day": day}


def _in_order(one: _Part, two: _Part, three: _Part) -> tuple[str, str, str] | None:
    """Return year, month and day of the three parts of a day; None where it is not plain which is which."""
    match (one.is_number, two.is_number, three.is_number):
        case (True, False, True):
            return _around_month(one, two, three)
        case (False, True, True):
            return (three.text, one.text, two.text) if len(three.text) == 4 else None
        case (True, True, False):
            return (one.text, three.text, two.text) if len(one.text) == 4 else None
        case (True, True, True):
            return _in_numbers(one, two, three)
        case _:
            return None


def _parts(text: str) -> list[_Part] | None:
    """Return the numbers and months of a day in their order; None where there are too many other words."""
    parts: list[_Part] = []
    gap, unknown = "", 0
    for token in _TOKEN.finditer(text):
        word = token["word"]
        if token["gap"]:
            gap += token["gap"]
        elif token["number"] or word in MONTHS:
            parts.append(_Part(token[0], gap))
            gap = ""
        elif word not in BETWEEN and (gap or word not in ORDINALS):
            unknown += 1
            if unknown > _MOST_UNKNOWN or 0 < len(parts) < 3:
                return None
    return parts


def _around_month(one: _Part, two: _Part, three: _Part) -> tuple[str, str, str] | None:
    """Read `14 February 2025`, `14 Feb 25` and `2025 February 14`; gives year, month and day."""
    if len(one.text) == 4:
        return one.text, two.text, three.text
    if len(three.text) not in (2, 4) or (two.gap.startswith(".") and two.text in NOT_AFTER_A_STOP):
        return None
    return three.text, two.text, one.text


def _in_numbers(one: _Part, two: _Part, three: _Part) -> tuple[str, str, str] | None:
    """Read a day in numbers: the year first, or stops between them, or where only one order can be."""
    sign = two.gap.strip()
    # Two different signs are two different things: a version, a score, a fraction.
    if sign != three.gap.strip() or sign not in ("-", "/", ".") or len(two.text) > 2:
        return None
    if len(one.text) == 4:
        return one.text, two.text, three.text
    day_first = _is_day_first(sign, int(one.text), int(two.text), len(three.text))
    if day_first is None:
        return None
    return (three.text, two.text, one.text) if day_first else (three.text, one.text, two.text)


def _is_day_first(sign: str, first: int, second: int, year_digits: int) -> bool | None:
    """Whether the day stands before the month where the year stands last; None where either may."""
    # With two digits any of the three may be the year; with strokes and a day over 12 it is American.
    if year_digits == 2:
        return False if sign == "/" and first <= 12 < second else None
    if year_digits != 4:
        return None
    # Nobody who sets stops puts the month first; of 5/5 the order does not matter.
    if sign == "." or first > 12 or first == second:
        return True
    return False if second > 12 else None
