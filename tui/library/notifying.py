"""The desk of notifications: what has come of followed names, and of saved searches that are to tell of it.

A story is told of once: how far the articles have been looked through is kept in the database, and moves
before anything is told. Its verbs raise children of DatelineError only, and may be called from several
threads.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.scopes import ALL
from tui.store import arrived, follows, settings
from tui.store.connection import Database
from tui.store.headlines import headlines
from tui.store.savedsearches import searches
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    import sqlite3

    from tui.model.articles import Headline

if TYPE_CHECKING:
    from tui.library import searching
else:  # loaded when first used: whoever starts should not wait for them
    searching = Lazy("tui.library.searching")

_MARK: Final = "notified"
_NEWS: Final = timedelta(days=2)
"""What is older is no news, however late it has come."""
_MOST: Final = 200
"""Stories of one thing that are looked at."""
_LINES: Final = 3
"""More things than that are told in one line."""


class Arrivals(NamedTuple):
    """What has come of one thing."""

    name: str
    is_search: bool
    stories: list[Headline]

    @property
    def words(self) -> str:
        """It in a line."""
        if len(self.stories) == 1:
            return f"{self.name}: {self.stories[0].headline}"
        about = "found by" if self.is_search else "about"
        return f"{len(self.stories)} stories {about} {self.name}"


class NotifyingDesk:
    """What one reader is to be notified of."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def begin(self) -> None:
        """Let what is there already be no news, if nothing was ever looked through."""
        with self._database.write() as conn:
            if settings.setting(conn, _MARK) is None:
                settings.set_setting(conn, _MARK, str(arrived.newest_row(conn)))

    def news(self, *, names: bool, of_searches: Sequence[str]) -> tuple[str, ...]:
        """Return what is to be told since the last time, a line a thing; each story is told of once.

        Of articles that are prepared, as far as those before them are; the others are told of when they are.
        """
        with self._database.read() as conn:
            first, last = _looked_through(conn)
        if last <= first:
            return ()
        # Before it is told: what fails in between is told of never, and not twice, by two readers neither.
        with self._database.write() as conn:
            first, last = _looked_through(conn)
            settings.set_setting(conn, _MARK, str(last))
        since = to_seconds(self._clock() - _NEWS)
        told = [
            *(self._of_names(first, last, since) if names else ()),
            *self._of_searches(of_searches, first),
        ]
        return _lines(_once(told, first, last, since))

    def _of_names(self, first: int, last: int, since: int) -> list[Arrivals]:
        with self._database.read() as conn:
            by_name: dict[str, list[int]] = {}
            for row, name in follows.unread_between(conn, first, last, since, _MOST):
                by_name.setdefault(name, []).append(row)
            return [Arrivals(name, False, list(headlines(conn, rows))) for name, rows in by_name.items()]

    def _of_searches(self, wanted: Sequence[str], first: int) -> list[Arrivals]:
        names = {name.casefold() for name in wanted}
        with self._database.read() as conn:
            kept = [one for one in searches(conn) if one.name.casefold() in names]
        found: list[Arrivals] = []
        for one in kept:
            hits = searching.search(
                self._database, one.query, ALL, "date", self._clock(), limit=_MOST, before_row=None
            )
            stories = [hit.headline for hit in hits if hit.headline.row > first and not hit.headline.read]
            found.append(Arrivals(one.name, True, stories))
        return found


def _looked_through(conn: sqlite3.Connection) -> tuple[int, int]:
    """Return up to which row articles were looked through, and up to which they may be now."""
    kept = settings.setting(conn, _MARK) or ""
    first = int(kept) if kept.isdigit() else arrived.newest_row(conn)
    return first, arrived.last_prepared(conn, first)


def _once(told: Sequence[Arrivals], first: int, last: int, since: int) -> list[Arrivals]:
    """Return the same with each story under the first thing that has it, and without what is no news."""
    seen: set[int] = set()
    found: list[Arrivals] = []
    for one in told:
        stories = [
            story
            for story in one.stories
            if first < story.row <= last and story.listed_at >= since and story.row not in seen
        ]
        seen.update(story.row for story in stories)
        if stories:
            found.append(one._replace(stories=stories))
    return found


def _lines(told: Sequence[Arrivals]) -> tuple[str, ...]:
    if len(told) <= _LINES:
        return tuple(one.words for one in told)
    count = sum(len(one.stories) for one in told)
    named = ", ".join(one.name for one in told[: _LINES - 1])
    return (f"{count} stories: {named} and {len(told) - _LINES + 1} others",)
