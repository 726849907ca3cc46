"""What a query finds: as a list that grows as it is read, as whole hits, as characters of a text.

Apart from `tui.library.lists`, because the reader opens on a list and loads what searching needs with the
first search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.library.lists import Listed, Order
from tui.model.answers import SearchCounts
from tui.model.articles import Headline, SearchHit
from tui.model.scopes import ALL, Scope
from tui.store import lists, matching
from tui.store.connection import Database, one_moment, written_state
from tui.store.headlines import headlines, last_row
from tui.store.hits import excerpts, headline_spans, search_hits
from tui.store.lists import Key
from tui.store.marks import newest_change, reads_since
from tui.store.query import Query, joined, parse_query
from tui.store.search import Search, best_first, marks_of, plan_search
from tui.system.lazily import Lazy
from tui.text.spans import Span

if TYPE_CHECKING:
    from tui.store import proposals
else:  # loaded when first used: most searches find something
    proposals = Lazy("tui.store.proposals")

_Shown = tuple[tuple[Span, ...], tuple[str, tuple[Span, ...]]]
"""What matched in a hit: characters of its headline; a line of its text, and characters of that."""

_PAGE: Final = 200
_VIEW: Final = 24
"""Hits whose matches are worked out at once: about what a screen shows."""
_RANKED: Final = 500
"""The newest hits, of which relevance decides."""


class SearchListing:
    """The hits of a query, best or newest first: found as they are asked for, some hundred at a time.

    By relevance the newest five hundred hits are ranked, and older ones follow by date.
    """

    def __init__(
        self,
        database: Database,
        text: str,
        scope: Scope,
        order: Order,
        now: datetime,
        *,
        typing: bool = False,
    ) -> None:
        """Raises NotFound where the scope's feed or name is not there; `typing` as in `parse_query`."""
        self._database = database
        self._scope = scope
        self._text, self._now = text, now
        self._order: Order = order
        self._query, self._within = asked(text, scope, now, typing=typing)
        self._keys: list[Key] = []
        self._numbers: dict[int, int] = {}
        self._read_here: set[int] = set()
        """Rows of what was read since the list was made: where it is one of the unread, they stay in it."""
        self._conn: sqlite3.Connection | None = None
        self.refresh()

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        """Yield the connection; where it is one to another file, the search is begun anew."""
        with self._database.read() as conn:
            if conn is not self._conn:
                self._conn = conn
                self._read_here = set()
                self._last_change = newest_change(conn)
                self._begin(conn)
            yield conn

    @property
    def scope(self) -> Scope:
        """The scope it searches within."""
        return self._scope

    @property
    def listed(self) -> Listed:
        """All that it finds, whether it was looked for already or not."""
        return Listed(self._scope, self._newest, self._text, self._now)

    @property
    def total(self) -> int:
        """The number of hits known so far."""
        return len(self._keys)

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self._complete

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return hits `first` to `first + count`, and look for more where they end; fewer at the last."""
        with self._reading() as conn:
            # One more than is shown: so it is known whether these are the last.
            while not self._complete and len(self._keys) < first + count + 1:
                self._find_more(conn)
            return headlines(conn, [row for _, row in self._keys[max(first, 0) : max(first + count, 0)]])

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where it is not among the hits known so far."""
        return self._numbers.get(headline.row)

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return the matched characters of a hit's headline."""
        return self._shown(row)[0]

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return a line around a hit's first match in summary or text, and what matched in it."""
        return self._shown(row)[1]

    def _shown(self, row: int) -> _Shown:
        """Return what matched in a hit; worked out for a view's worth of hits at once."""
        if row not in self._matched:
            # The index in memory that matches are found by is made once for a screen, not for each row.
            first = row - row % _VIEW
            found = self.window(first, _VIEW)
            with self._reading() as conn:
                lines = excerpts(conn, self._search.marks, found)
            heads = headline_spans(self._search.marks, found)
            self._matched.update(enumerate(zip(heads, lines, strict=True), first))
        return self._matched.get(row, ((), ("", ())))

    def refresh(self) -> bool:
        """Search anew, where the database was written to since; return whether it was."""
        before = self._conn
        with self._reading() as conn:
            if written_state(conn) == self._state:
                return conn is not before
            known = self._keys
            self._begin(conn)
            while not self._complete and len(self._keys) < len(known):
                self._find_more(conn)
            if any(c.kind == "is" and c.value == "unread" and not c.excluded for c in self._query.conditions):
                self._keep_read(conn, known)
        return True

    def proposal(self) -> str | None:
        """Return a query of words like those of this one that stand nowhere; None where none finds anything.

        May be called from any thread.
        """

        def finds(text: str) -> int | None:
            words, within = asked(text, self._scope, self._now)
            found = plan_search(conn, words, within).keys(conn, None, 1)
            return found[0][1] if found else None

        with self._database.read() as conn:
            return proposals.proposal(conn, self._text, finds)

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return the hits before a row, which are known, or those behind it, known or not."""
        rows = [known for _, known in self._keys]
        if before:
            return (Listed(self._scope, self._newest, also=frozenset(rows[:row]), is_rows=True),)
        return (replace(self.listed, but=frozenset(rows[: row + 1])),)

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread hit next to a place in the list; None where there is none on that side."""
        start = -1 if after is None else self._numbers.get(after.row, -1)
        while not backwards and not self._complete and start + 1 >= len(self._keys):
            self.window(len(self._keys), 1)
        step = -1 if backwards else 1
        place = start + step if start >= 0 or not backwards else self.total - 1
        while found := self.window(place - _PAGE + 1 if backwards else place, _PAGE):
            for headline in reversed(found) if backwards else found:
                if not headline.read:
                    return headline
            place += step * _PAGE
            if place < 0:
                break
        return None

    def _keep_read(self, conn: sqlite3.Connection, known: Sequence[Key]) -> None:
        """Leave what was read meanwhile in its place: whoever steps through the list would lose it."""
        self._note_reads(conn)
        gone = {row for _, row in known if row not in self._numbers} & self._read_here
        stay = lists.still_listed(conn, gone)
        before: dict[Key, list[Key]] = {}
        waiting: list[Key] = []
        for key in known:
            if key[1] in stay:
                waiting.append(key)
            elif waiting and key[1] in self._numbers:
                before[key] = waiting
                waiting = []
        self._keys = [one for key in self._keys for one in (*before.get(key, ()), key)] + waiting
        self._numbers = {row: number for number, (_, row) in enumerate(self._keys)}

    def _note_reads(self, conn: sqlite3.Connection) -> None:
        """Note what was read since last time, story by story; many at once were marked, and not read."""
        for change, rows in reads_since(conn, self._last_change):
            self._last_change = max(self._last_change, change)
            # As in the list of the unread: who marks all as read wants an empty list.
            if len(rows) <= lists.KEEP_AT_MOST:
                self._read_here.update(rows)

    def _begin(self, conn: sqlite3.Connection) -> None:
        """Plan the search and find its first hits; those of relevance are ranked among themselves."""
        with one_moment(conn):
            self._state = written_state(conn)
            self._newest = last_row(conn)
            self._search: Search = plan_search(conn, self._query, self._within)
            self._keys, self._complete = [], False
            self._matched: dict[int, _Shown] = {}
            self._numbers = {}
            self._walk = self._search.walk(oldest_first=self._order == "oldest")
            self._find_more(conn)

    def _find_more(self, conn: sqlite3.Connection) -> None:
        ranks = self._order == "relevance" and not self._keys
        count = _RANKED if ranks else _PAGE
        found = self._walk.keys(conn, count)
        self._complete = len(found) < count
        for key in best_first(conn, self._search, found) if ranks else found:
            self._numbers[key[1]] = len(self._keys)
            self._keys.append(key)


def search(
    database: Database,
    text: str,
    scope: Scope,
    order: Order,
    now: datetime,
    *,
    limit: int,
    before_row: int | None,
) -> tuple[SearchHit, ...]:
    """Return up to `limit` hits whole; `before_row` goes on by date after the hit of that row.

    Raises NotFound where the scope's feed or name is not there.
    """
    query, within = asked(text, scope, now)
    with database.read() as conn:
        planned = plan_search(conn, query, within)
        ranks = order == "relevance" and before_row is None
        count = max(limit, _RANKED) if ranks else limit
        keys = (
            planned.walk().keys(conn, count)
            if before_row is None
            else planned.keys(conn, lists.key_of(conn, before_row), count)
        )
        ordered = best_first(conn, planned, keys) if ranks else keys
        return search_hits(conn, planned.marks, [row for _, row in ordered[:limit]])


def asked(text: str, scope: Scope, now: datetime, *, typing: bool = False) -> tuple[Query, Scope]:
    """Return what is searched for, and within what: a saved search asks for its own query too."""
    query = parse_query(text, now, typing=typing)
    if scope.kind != "search":
        return query, scope
    # The kept query is whole, whatever is being typed beside it.
    return joined(parse_query(scope.name or "", now, typing=False), query), ALL


# ── a saved search, walked like any list ──────────────────────────────────────────────────────


def count_hits(database: Database, scope: Scope, now: datetime, most: int | None = None) -> SearchCounts:
    """Count what a saved search finds, and what of it is unread: of the newest `most`, if that is given."""
    query, within = asked("", scope, now)
    with database.read() as conn:
        return plan_search(conn, query, within).count(conn, most)


def next_unread_hit(
    database: Database, scope: Scope, now: datetime, after: Headline | None, *, downwards: bool
) -> Headline | None:
    """Return the unread article next to a place in a saved search's list; None where there is none."""
    return _hit(database, scope, now, after, 1 if downwards else -1, unread=True)


def neighbouring_hit(
    database: Database, scope: Scope, now: datetime, of: Headline, step: int
) -> Headline | None:
    """Return the article so many rows below a place in a saved search's list, or above; None past an end."""
    return _hit(database, scope, now, of, step, unread=False)


def _hit(
    database: Database, scope: Scope, now: datetime, of: Headline | None, step: int, *, unread: bool
) -> Headline | None:
    query, within = asked("", scope, now)
    here = None if of is None else (of.listed_at, of.row)
    with database.read() as conn:
        planned = plan_search(conn, query, within, unread=unread)
        keys = planned.keys(conn, here, abs(step), downwards=step > 0)
        rows = [row for _, row in keys[abs(step) - 1 :]]
        return next(iter(headlines(conn, rows)), None)


def unread_hits(conn: sqlite3.Connection, listed: Listed, now: datetime) -> list[int]:
    """Return the rows of a search's unread articles, of those that arrived no later than its newest."""
    query, within = asked(listed.query, listed.scope, listed.asked_at or now)
    found = plan_search(conn, query, within, unread=True).rows(conn)
    return [row for row in found if row <= listed.newest and row not in listed.but]


def rows_of_hits(database: Database, scope: Scope, now: datetime, page: int) -> Iterator[int]:
    """Yield the rows of a saved search's list, asked for page by page."""
    query, within = asked("", scope, now)
    with database.read() as conn:
        walk = plan_search(conn, query, within).walk()
    while True:
        with database.read() as conn:
            keys = walk.keys(conn, page)
        yield from (row for _, row in keys)
        if len(keys) < page:
            return


def match_spans(
    database: Database, text: str, now: datetime, texts: Sequence[str]
) -> tuple[tuple[Span, ...], ...]:
    """Return for each text the characters that a query's words match, half-open, in order."""
    with database.read() as conn:
        return matching.spans(marks_of(conn, parse_query(text, now, typing=False)), texts)
