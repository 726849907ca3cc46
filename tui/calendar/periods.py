"""Days, weeks, months and years of the reader's own calendar, as stretches of UTC seconds.

Weeks begin on Monday (ISO 8601). Moments beyond the calendar of `datetime` are taken for its nearest end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

Unit = Literal["day", "week", "month", "year"]

_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_EARLIEST_S: Final = -30_610_224_000  # 1000-01-01
_LATEST_S: Final = 221_845_392_000  # 9000-01-01


class Period(NamedTuple):
    """A length of time on the calendar: so many days, weeks, months or years."""

    unit: Unit
    step: int = 1


DAY, WEEK, MONTH, YEAR = Period("day"), Period("week"), Period("month"), Period("year")
_RISING: Final = (
    DAY,
    WEEK,
    MONTH,
    Period("month", 3),
    YEAR,
    *(Period("year", step) for step in (5, 20, 100, 1_000)),
)


def fitting(first_s: int, last_s: int, most: int) -> Period:
    """Return the shortest period of which at most so many reach from one moment to another."""
    for period in _RISING:
        if _count(first_s, last_s, period) <= most:
            return period
    return _RISING[-1]


def edges(first_s: int, last_s: int, period: Period) -> tuple[int, ...]:
    """Return when each period begins, from the one of the first moment to the one of the last, and its end.

    One more than there are periods; rising.
    """
    at, last = _begin(_local(first_s), period), _local(last_s)
    found = [_seconds(at)]
    while at <= last:
        at = _next(at, period)
        found.append(_seconds(at))
    return tuple(found)


def name(start_s: int, period: Period) -> str:
    """Return what a period is called: `15 May 2025`, `12–18 May 2025`, `May 2025`, `Apr–Jun 2025`, `2025`."""
    start = _local(start_s)
    last = _next(start, period) - timedelta(days=1)
    match period.unit:
        case "day":
            return _day(start)
        case "week":
            return _days(start, last)
        case "month" if period.step == 1:
            return f"{_MONTHS[start.month - 1]} {start.year}"
        case "month":
            return f"{_MONTHS[start.month - 1]}–{_MONTHS[last.month - 1]} {start.year}"
        case _:
            return str(start.year) if period.step == 1 else f"{start.year}–{last.year}"


def each(period: Period) -> str:
    """Return a period as a rate has it: `a day`, `a quarter`, `in 5 years`."""
    if period == ("month", 3):
        return "a quarter"
    return f"a {period.unit}" if period.step == 1 else f"in {period.step} {period.unit}s"


def date(moment_s: int) -> str:
    """Return a moment's day: `15 May 2025`."""
    return _day(_local(moment_s))


def written(value: str) -> str:
    """Return `2025-05-15`, `2025-05` or `2025` as it is read: `15 May 2025`, `May 2025`, `2025`.

    A value of another form comes back as it is.
    """
    parts = value.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return value
    year, *rest = (int(part) for part in parts)
    if rest and not 1 <= rest[0] <= len(_MONTHS):
        return value
    words = [_MONTHS[rest[0] - 1], str(year)] if rest else [str(year)]
    return " ".join([str(rest[1]), *words] if len(rest) == 2 else words)


def _count(first_s: int, last_s: int, period: Period) -> int:
    """Return how many periods lie between two moments, and theirs."""
    first, last = _begin(_local(first_s), period), _begin(_local(last_s), period)
    match period.unit:
        case "day":
            return (last - first).days + 1
        case "week":
            return (last - first).days // 7 + 1
        case "month":
            return ((last.year - first.year) * 12 + last.month - first.month) // period.step + 1
        case "year":
            return (last.year - first.year) // period.step + 1


def _begin(moment: datetime, period: Period) -> datetime:
    # Where clocks go back at midnight it comes twice: the day begins with the first, at whatever hour we are.
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    match period.unit:
        case "day":
            return day
        case "week":
            return day - timedelta(days=day.weekday())
        case "month":
            return day.replace(day=1, month=day.month - (day.month - 1) % period.step)
        case "year":
            return day.replace(day=1, month=1, year=max(1, day.year - day.year % period.step))


def _next(start: datetime, period: Period) -> datetime:
    match period.unit:
        case "day":
            return start + timedelta(days=1)
        case "week":
            return start + timedelta(days=7)
        case "month":
            months = start.year * 12 + start.month - 1 + period.step
            return start.replace(year=months // 12, month=months % 12 + 1)
        case "year":
            year = start.year + period.step - start.year % period.step
            # `datetime` has no year 10000.
            return start.replace(year=min(9999, year))


def _local(moment_s: int) -> datetime:
    return datetime.fromtimestamp(max(_EARLIEST_S, min(moment_s, _LATEST_S)))


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def _day(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _days(first: datetime, last: datetime) -> str:
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {_MONTHS[first.month - 1]} – {_day(last)}"
    return f"{first.day}–{_day(last)}"
