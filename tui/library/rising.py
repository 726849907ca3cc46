"""Which threads rise: of which a time has more articles than the time as long before it.

Several sources must tell of one, as a single feed's many notes make no storm; how many they are is its rank.
A thread is seldom older than what is looked at, so that a share of what is usual, as names have it
(`trends`), would be one of nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Final

from tui.calendar.periods import Unit
from tui.model.threads import NewsThread, RisingThread
from tui.store import risingthreads, trends

_DAY_S: Final = 86_400
_LEAST: Final = 3
"""Articles that make a thread rise."""
_LOOKED_AT: Final = 80
_SHOWN: Final = 40
_STEPS: Final = 12
"""Of the two times together, for a line of counts."""
LENGTHS: Final[dict[Unit, int]] = {"day": _DAY_S, "week": 7 * _DAY_S, "month": 30 * _DAY_S}
"""Of each time that is looked at, in seconds."""


def rising_threads(
    conn: sqlite3.Connection,
    unit: Unit,
    now: int,
    thread_of: Callable[[int], NewsThread | None],
) -> Iterator[RisingThread]:
    """Yield the threads that rise in the last day, week or month, those of the most sources first.

    Where that time has no article, the one that ends with the newest is looked at. `thread_of` returns a
    thread by its number; None where lists show nothing of it.
    """
    length, end = LENGTHS[unit], now + 1
    if not trends.story_count(conn, end - length, end):
        newest = trends.newest_moment(conn, end)
        end = end if newest is None else newest + 1
    start = end - length
    shown = 0
    for told in risingthreads.told_between(conn, start, end, _LEAST, _LOOKED_AT):
        moments = risingthreads.moments(conn, told.thread, start - length, end)
        before = sum(moment < start for moment in moments)
        thread = thread_of(told.thread) if told.articles > before else None
        if thread is None:
            continue
        yield RisingThread(thread, told.articles, before, _over_time(moments, start - length, end))
        shown += 1
        if shown == _SHOWN:
            return


def _over_time(moments: list[int], start: int, end: int) -> tuple[int, ...]:
    counts = [0] * _STEPS
    for moment in moments:
        counts[(moment - start) * _STEPS // (end - start)] += 1
    return tuple(counts)
