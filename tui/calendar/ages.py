"""How long ago, in as few cells as a list has for it."""

from __future__ import annotations

import time

_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MINUTE, _HOUR, _DAY = 60, 3600, 86400
ABOUT = "~"
"""Stands before the time of what has no date of its own: it is listed by its arrival."""
UNDATED = "undated"
"""Stands for an age where not even the arrival tells it."""


def age(then_s: int, now_s: float) -> str:
    """Say when something was, seen from now: `now`, `5m`, `3h`, `6d`, then `15 May`, then `May 2025`.

    Both in UTC seconds; days and months are the reader's local ones. A time to come is a date.
    """
    past = now_s - then_s
    if 0 <= past < _MINUTE:
        return "now"
    if 0 <= past < _HOUR:
        return f"{int(past // _MINUTE)}m"
    if 0 <= past < _DAY:
        return f"{int(past // _HOUR)}h"
    if 0 <= past < 7 * _DAY:
        return f"{int(past // _DAY)}d"
    return _day(then_s, now_s)


def _day(then_s: int, now_s: float) -> str:
    try:
        then, now = time.localtime(then_s), time.localtime(now_s)
    except (OverflowError, ValueError, OSError):
        return "?"
    # Wider years would push the headline out of its column.
    if not 0 < then.tm_year < 10_000:
        return "?"
    month = _MONTHS[then.tm_mon - 1]
    if then.tm_year == now.tm_year:
        return f"{then.tm_mday} {month}"
    return f"{month} {then.tm_year}"


def stamp(then_s: int) -> str:
    """Return a local date and time of fixed width: `2025-05-15 14:30`."""
    try:
        return time.strftime("%Y-%m-%d %H:%M", time.localtime(then_s))
    except (OverflowError, ValueError, OSError):
        return "?"
