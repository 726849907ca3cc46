"""What day, month or year a phrase names, given the day the text was written."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import Final

from tui.temporal.direction import UNSURE
from tui.temporal.grammar import Grammar

_ISO: Final = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})")
_NUMERIC: Final = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_WEEK: Final = 7
_MONTHS: Final = 12
_ABOUT: Final = 40
"""Days; a day of the week with its number in the month is no farther off."""
_FARTHER: Final = 3
_SOON: Final = 2
"""A month that begins so many months later is rarely named for the one of the year before."""

Said = Mapping[str, int | str]


def value_of(said: Said, written: date, direction: int, grammar: Grammar) -> str | None:
    """Return `YYYY-MM-DD`, `YYYY-MM` or `YYYY`; None where the words leave it open.

    `direction` is 1 where the words around tell of what is to come, -1 of what was, else 0.
    """
    try:
        return _value(said, written, direction, grammar)
    except (ValueError, OverflowError):  # there is no such day: 31 February, year 0
        return None


def value_from(said: Said, before: str) -> str | None:
    """Return what `that day`, `the following year` or `two days later` is, told of the date before it.

    None where that one is too wide: no day follows from a month.
    """
    try:
        return _value_from(said, before)
    except (ValueError, OverflowError):
        return None


def _value_from(said: Said, before: str) -> str | None:
    if "MONTH" in said:  # `June of that year`
        return before[:4] + "".join(f"-{int(said[part]):02}" for part in ("MONTH", "DAY") if part in said)
    step = int(said.get("STEP", said.get("NUMBER", 0)))
    if "YEARS" in said:
        return f"{_checked(int(before[:4]) + step):04}"
    if "MONTHS" in said:
        return (
            None
            if len(before) < len("2000-01")
            else _months_from(date.fromisoformat(f"{before[:7]}-01"), step)
        )
    return (
        None
        if len(before) < len("2000-01-01")
        else (date.fromisoformat(before) + timedelta(step)).isoformat()
    )


def is_day(value: str) -> bool:
    """Return whether there is such a day."""
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _value(said: Said, written: date, direction: int, grammar: Grammar) -> str | None:
    for category, told in _BY_CATEGORY:
        if category in said:
            return told(said, written, direction, grammar)
    return None


def _numeric(said: Said, written: date, _: int, grammar: Grammar) -> str | None:
    return numeric_date(str(said["NUMERIC"]), written, day_first=grammar.day_first)


def _event(said: Said, written: date, _: int, __: Grammar) -> str | None:
    return str(said["EVENT"]) if str(said["EVENT"]) <= written.isoformat() else None


def _offset(said: Said, written: date, _: int, __: Grammar) -> str | None:
    return (written + timedelta(int(said["OFFSET"]))).isoformat()


def _year(said: Said, _: date, __: int, ___: Grammar) -> str | None:
    return f"{int(said['YEAR']):04}"


def numeric_date(word: str, written: date, *, day_first: bool) -> str | None:
    """Return the day that `1998-05-15`, `15/05/98` or `15.5.1998` names.

    One that can be read in two ways is the day of writing or one right beside it, or None.
    """
    if found := _ISO.fullmatch(word):
        return date(*map(int, found.groups())).isoformat()
    found = _NUMERIC.fullmatch(word)
    if not found:
        return None
    first, sign, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    is_short = len(found[4]) == 2
    if is_short:
        year = _nearest_century(year, written)
    readings = {(second, first)} if sign == "." or day_first else {(first, second), (second, first)}
    days = [day for month, number in readings if is_day(day := f"{year:04}-{month:02}-{number:02}")]
    if (is_short and sign != "/") or len(days) > 1:  # else a version, a score, a number of chapters
        days = [day for day in days if abs((date.fromisoformat(day) - written).days) <= 1]
    return days[0] if len(days) == 1 else None


def is_iso(word: str) -> bool:
    """Return whether a word is a date as ISO 8601 has it: `1998-05-15`."""
    return "-" in word and _ISO.fullmatch(word) is not None


def _nearest_century(year: int, written: date) -> int:
    """Return the year that ends so, the nearest that is not much later than the text."""
    found = written.year // 100 * 100 + year
    return found - 100 if found > written.year + 20 else found


def _years(said: Said, written: date) -> int | None:
    """Return the year that a phrase states, in figures or as `next year`."""
    if "YEAR" in said:
        return int(said["YEAR"])
    if "YEARS" in said and "REL" in said:
        return written.year + int(said["REL"])
    return None


def _of_month(said: Said, written: date, direction: int, _: Grammar) -> str | None:
    month, day = int(said["MONTH"]), said.get("DAY")
    year = _years(said, written)
    if day is None:
        if year is None:
            year = _year_of_month(month, written, said, direction)
        return f"{year:04}-{month:02}"
    if year is not None:
        return date(year, month, int(day)).isoformat()
    weekday = said.get("WEEKDAY")
    days = (f"{year:04}-{month:02}-{int(day):02}" for year in _near(written))
    options = [date.fromisoformat(one) for one in days if is_day(one)]
    if weekday is not None:
        options = [one for one in options if one.weekday() == weekday]
    return _nearest(options, written, said, direction)


def _near(written: date) -> range:
    return range(max(MINYEAR, written.year - 5), min(MAXYEAR, written.year + 5) + 1)


def _nearest(options: list[date], written: date, said: Said, direction: int) -> str | None:
    """Return the nearest of the days, or the nearest where the words point."""
    way = int(said.get("REL", 0)) or (direction if direction != UNSURE else 0)
    there = [one for one in options if (one - written).days * way >= 0]
    near = min(options, key=lambda one: abs((one - written).days), default=None)
    pointed = min(there, key=lambda one: abs((one - written).days), default=None)
    if near is None:
        return None
    if pointed is None or ("REL" not in said and _is_far(pointed, near, written)):
        return near.isoformat()
    return pointed.isoformat()


def _is_far(one: date, near: date, written: date) -> bool:
    """Return whether a day is so much farther off than another that nobody names it without its year."""
    return abs((one - written).days) > _FARTHER * abs((near - written).days)


def _year_of_month(month: int, written: date, said: Said, direction: int) -> int:
    """Return the year of a month that is named without one.

    It is the last that was, this one too; the next if the words say so, or if it is near and they do not.
    """
    ahead = (month - written.month) % _MONTHS
    future = written.year + (written.month + ahead > _MONTHS)
    past = future if ahead == 0 else future - 1
    if "REL" in said:
        way = int(said["REL"]) or direction
    else:
        way = 1 if ahead <= _SOON + min(direction, 0) else direction
    return future if way > 0 else past


def _weekday(said: Said, written: date, direction: int, grammar: Grammar) -> str | None:
    weekday = int(said["WEEKDAY"])
    if "DAY" in said:
        return _weekday_of_number(weekday, int(said["DAY"]), written)
    back = (written.weekday() - weekday) % _WEEK
    ahead = (weekday - written.weekday()) % _WEEK
    if direction == UNSURE and back:
        return None
    if "REL" not in said:
        return (written + timedelta(ahead if direction > 0 else -back)).isoformat()
    way = int(said["REL"])
    if "WEEKS" in said:
        return (written + timedelta(weekday - written.weekday() + _WEEK * way)).isoformat()
    if way < 0:
        if back == 1 and not grammar.next_is_nearest:
            return None  # `last Tuesday` on a Wednesday: yesterday would be said otherwise
        return (written - timedelta(back or _WEEK)).isoformat()
    if way == 0:
        return (written + timedelta(-back if direction < 0 else ahead)).isoformat()
    if written.weekday() < weekday and not grammar.next_is_nearest:
        return None  # `next Friday` on a Tuesday: in three days or in ten
    return (written + timedelta(ahead or _WEEK)).isoformat()


def _weekday_of_number(weekday: int, day: int, written: date) -> str | None:
    """Return the day that `sexta (15)` or `Monday the 4th` names: the nearest on which both are so."""
    near = sorted(range(-_ABOUT, _ABOUT + 1), key=abs)
    days = (written + timedelta(apart) for apart in near)
    return next((one.isoformat() for one in days if one.day == day and one.weekday() == weekday), None)


def _apart(said: Said, written: date, _: int, __: Grammar) -> str | None:
    """Return the time that lies so many days, months or years before or after."""
    number = int(said["NUMBER"]) * (1 if "HENCE" in said else -1)
    if "DAYS" in said:
        return (written + timedelta(number)).isoformat()
    if "MONTHS" in said:
        return _months_from(written, number)
    return f"{_checked(written.year + number):04}"


def _relative(said: Said, written: date, _: int, __: Grammar) -> str | None:
    way = int(said["REL"])
    return _months_from(written, way) if "MONTHS" in said else f"{_checked(written.year + way):04}"


def _checked(year: int) -> int:
    return date(year, 1, 1).year


def _months_from(written: date, months: int) -> str:
    year, month = divmod(written.year * _MONTHS + written.month - 1 + months, _MONTHS)
    return f"{_checked(year):04}-{month + 1:02}"


def _holiday(said: Said, written: date, direction: int, _: Grammar) -> str | None:
    rule, year = str(said["HOLIDAY"]), _years(said, written)
    if year is not None:
        return holiday_in(rule, year).isoformat()
    options = [holiday_in(rule, year) for year in (written.year - 1, written.year, written.year + 1)]
    return _nearest(options, written, said, direction)


def holiday_in(rule: str, year: int) -> date:
    """Return a holiday's day in a year.

    `12-25` is the same every year; `11-4-3` the fourth Thursday (Monday is 0) of November, `05--1-0` the last
    Monday of May; `easter-2` two days before Easter Sunday of the Western churches.
    """
    if rule.startswith("easter"):
        return _easter(year) + timedelta(int(rule.removeprefix("easter") or 0))
    month, rest = int(rule[:2]), rule[3:]
    if "-" not in rest:
        return date(year, month, int(rest))
    turn, weekday = (int(part) for part in rest.rsplit("-", 1))
    if turn > 0:
        first = date(year, month, 1)
        return first + timedelta((weekday - first.weekday()) % _WEEK + _WEEK * (turn - 1))
    last = date(year + month // _MONTHS, month % _MONTHS + 1, 1) - timedelta(1)
    return last - timedelta((last.weekday() - weekday) % _WEEK)


def _easter(year: int) -> date:
    """Return Easter Sunday: the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leaps, left = divmod(century, 4)
    epact = (19 * golden + century - leaps - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, last = divmod(rest, 4)
    days = (32 + 2 * left + 2 * quarter - epact - last) % 7
    late = (golden + 11 * epact + 22 * days) // 451
    month, day = divmod(epact + days - 7 * late + 114, 31)
    return date(year, month, day + 1)


_BY_CATEGORY: Final[tuple[tuple[str, Callable[[Said, date, int, Grammar], str | None]], ...]] = (
    ("NUMERIC", _numeric),
    ("EVENT", _event),
    ("OFFSET", _offset),
    ("HOLIDAY", _holiday),
    ("MONTH", _of_month),
    ("WEEKDAY", _weekday),
    ("NUMBER", _apart),
    ("REL", _relative),
    ("YEAR", _year),
)
"""Which of the words that a phrase holds tells what it is, the first there is."""
