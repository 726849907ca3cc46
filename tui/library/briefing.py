"""The desk of briefings: the news since a moment, a line a story, each as it stands in a stored text.

Reached as `Library.briefing`. Its verbs raise children of DatelineError only, and may be called from any
thread of the program. What was told is remembered, so that the next one begins where this one ended.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from tui.store.connection import Database, one_moment
from tui.store.times import from_seconds, to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.library import tellable
    from tui.model import threads
    from tui.model.threads import Briefing
    from tui.store import briefing as store
else:  # loaded when first used: whoever starts should not wait for them
    store = Lazy("tui.store.briefing")
    tellable = Lazy("tui.library.tellable")
    threads = Lazy("tui.model.threads")

LINES: Final = 20
"""Of a briefing, where nobody says how many."""
_FIRST_TIME: Final = timedelta(days=1)
"""How far back the first briefing looks."""
_LATE: Final = timedelta(days=2)
"""What was published so long before the last briefing is no news, however late it has come."""
_MOST: Final = 20_000
"""Articles that are looked at: the newest."""


class BriefingDesk:
    """One reader's briefings."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def make(self, since: datetime | None = None, lines: int = LINES) -> Briefing:
        """Return the news since a moment, aware, else since the last briefing that was `told`, else of a day.

        Stories with followed names first, then the most told; a line is a headline, or of a story that was
        told before a sentence that says something new; where there is neither it is not told again, unless a
        moment was given. Hidden articles stay out. Nothing is remembered.
        """
        now = self._clock()
        until = to_seconds(now)
        with self._database.read() as conn, one_moment(conn):
            told = store.told_so_far(conn)
            known = store.told_threads(conn, told)
            if since is None and told is not None:
                begun = from_seconds(told.until) or now
                found = store.new_articles(conn, to_seconds(begun - _LATE), until, _MOST, told)
                news = tellable.TellableNews(conn, found, known, told)
            else:
                begun = since or now - _FIRST_TIME
                found = store.new_articles(conn, to_seconds(begun), until, _MOST)
                news = tellable.TellableNews(conn, found, known)
            return threads.Briefing(
                since=begun,
                until=now,
                lines=news.lines(lines),
                articles=len(found),
                threads=len(news.threads),
            )

    def told(self, briefing: Briefing) -> None:
        """Note that a briefing was told: the next one begins where it ended."""
        ids = [id_ for line in briefing.lines for id_ in (line.told.headline.id, *line.parts)]
        with self._database.write() as conn:
            store.note_told(conn, to_seconds(briefing.since), to_seconds(briefing.until), ids)
