"""A list of any length, as a widget that draws some rows of it needs it.

Rows are addressed by number, the database by key. A listing remembers the key at some numbers
(anchors): at the top and wherever a window was asked for. A window is walked to from the nearest
anchor, or from the end, over an index that holds nothing but keys; so the top, the end and every
place near one that was visited are cheap, and nothing is ever loaded as a whole.
"""

from __future__ import annotations

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final, Literal, Protocol

from tui.model.articles import Headline
from tui.model.scopes import Scope
from tui.store import lists
from tui.store.connection import Database, one_moment, written_state
from tui.store.headlines import headlines, last_row
from tui.store.lists import NEWEST, OLDEST, Key, KeyList
from tui.store.marks import newest_change
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.store import notes
else:  # loaded when first used: whoever starts should not wait for them
    notes = Lazy("tui.store.notes")

if TYPE_CHECKING:
    from tui.text.spans import Span


Order = Literal["date", "oldest", "feed", "names", "relevance"]
"""The newest first, the oldest, by feed, those that name most; of what a search finds, the best."""
Anchor = tuple[int, Key]
"""A row's number, and the key that stands there."""

_MOST_ANCHORS: Final = 4_000
_VIEW: Final = 32
"""Rows whose notes are asked for at once."""


@dataclass(frozen=True, slots=True)
class ListView:
    """How a list is shown."""

    order: Order = "date"
    unread: bool = False
    """Whether what is read is left out, but for what is read while one looks."""


PLAIN_VIEW: Final = ListView()


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list held at a moment, or a part of it, in a few words however long the list is."""

    scope: Scope
    newest: int
    """The highest row there was when the list was drawn: what arrived later is not held."""
    query: str = ""
    """What was searched for within the scope; empty where nothing was."""
    asked_at: datetime | None = None
    """The moment from which a search counts back; None: now."""
    also: frozenset[int] = frozenset()
    """Rows that arrived later and stand in view all the same: a list is drawn as one moves in it."""
    below: Key = NEWEST
    """Only what stands below this key, and `above` that one."""
    above: Key = OLDEST
    but: frozenset[int] = frozenset()
    """Rows that do not belong to the part."""
    is_rows: bool = False
    """Whether it is the rows in `also`, and nothing else."""


class Listing(Protocol):
    """What a list widget asks; used from one thread."""

    @property
    def scope(self) -> Scope:
        """The scope it lists, or that it searches within."""
        ...

    @property
    def listed(self) -> Listed:
        """What it holds, as it was made or last refreshed."""
        ...

    @property
    def total(self) -> int:
        """The number of rows; for a search: those known so far."""
        ...

    @property
    def complete(self) -> bool:
        """Whether there are no more rows than `total`: False while a search knows of more."""
        ...

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`, newest first; fewer at the end, none beyond it."""
        ...

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it."""
        ...

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return the matched characters of a row's headline; none unless the list is a search."""
        ...

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return a line of text around a row's first match, and what matched in it; else nothing.

        In the list of noted articles, what was noted.
        """
        ...

    def refresh(self) -> bool:
        """Look at the database anew; return whether the list may have changed."""
        ...

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it: pieces that together hold each article of that."""
        ...

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        ...


def part_by_key(scope: Scope, newest: int, key: Key | None, *, above: bool) -> tuple[Listed, ...]:
    """Return what stands above a key in a list, or below it."""
    if key is None:
        return ()
    return (Listed(scope, newest, above=key) if above else Listed(scope, newest, below=key),)


class ScopeListing:
    """The articles of a scope, newest first, as they were when the listing was made or last refreshed.

    In a list of the unread, what is read stays in its place until a new listing is made.
    """

    def __init__(self, database: Database, scope: Scope, *, unread: bool = False) -> None:
        """Of what is `unread` alone, perhaps. Raises NotFound where the scope's feed or name is not there."""
        self._scope = scope
        self._keeps = unread or scope.kind == "unread"
        self._unread = unread
        self._read_here = set[int]()
        """Rows of what was read since the list was made."""
        self._until: int | None = None
        """When the last of what it holds was opened: for the list of what was."""
        self._seen: dict[int, Key] = {}
        """Where articles stood in that, by row, as far as it was looked at."""
        self._database = database
        self._state: tuple[int, int] | None = None
        self._anchors: list[tuple[int, Key]] = []
        self._total = 0
        self._newest = 0
        self._noted: dict[int, str] = {}
        """What was noted to the articles of some rows, by number."""
        self._conn: sqlite3.Connection | None = None
        self.refresh()

    @contextmanager
    def _reading(self) -> Generator[sqlite3.Connection]:
        """Yield the connection; where it is one to another file, the list is begun anew."""
        with self._database.read() as conn:
            if conn is not self._conn:
                self._begin(conn)
            yield conn

    def _begin(self, conn: sqlite3.Connection) -> None:
        self._conn, self._state = conn, None
        # Before the list is counted: what is read in between is kept by the next refresh.
        self._last_change, self._read_here = newest_change(conn), set[int]()
        self._until, self._seen = None, {}
        with one_moment(conn):
            self._list = self._key_list(conn)
            self._count(conn)

    def _key_list(self, conn: sqlite3.Connection) -> KeyList:
        of = lists.key_list(conn, self._scope, unread=self._unread)
        if self._scope.kind == "history":
            return self._history(conn, of)
        return replace(of, kept=lists.kept_keys(conn, self._read_here)) if self._read_here else of

    def _history(self, conn: sqlite3.Connection, of: KeyList) -> KeyList:
        """Return what was opened before the list was made; what is opened again stays where it stood."""
        if self._until is None:
            self._until = lists.last_opened(conn)
        again = [key for key in self._seen.values() if lists.opened_key(conn, key[1])[0] > self._until]
        kept = tuple(sorted(again, reverse=True))
        return replace(of, parameters={"until": self._until}, kept=kept)

    @property
    def scope(self) -> Scope:
        """The scope it lists."""
        return self._scope

    @property
    def listed(self) -> Listed:
        """What it holds, as it was made or last refreshed."""
        return Listed(self._scope, self._newest)

    @property
    def total(self) -> int:
        """The number of rows."""
        return self._total

    @property
    def complete(self) -> bool:
        """Always True: a scope's length is known."""
        return True

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`, newest first; fewer at the end, none beyond it."""
        first, count = max(first, 0), min(count, self._total - max(first, 0))
        if count <= 0:
            return ()
        with self._reading() as conn:
            keys = self._keys(first, count)
            return headlines(conn, [row for _, row in keys])

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it."""
        with self._reading() as conn:
            key = self._list.place(conn, headline)
            found = self._list.keys(conn, key, 1)
            # A walk begins at the key itself, where that is in the list.
            if found != [key]:
                return None
            # Only what lies between is counted, which is little near a place that was visited.
            number, upper = self._anchor_above(key)
            index = number + self._list.distance(conn, upper, key)
        return index if index < self._total else None

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return nothing: a scope matches no words."""
        return ()

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return what was noted to an article, in the list of the noted; nothing in others."""
        if self._scope.kind != "noted":
            return "", ()
        if row not in self._noted:
            first = row - row % _VIEW
            listed = self.window(first, _VIEW)
            with self._reading() as conn:
                found = notes.of_articles(conn, [headline.row for headline in listed])
            said = (" · ".join(note.excerpt for note in found.get(h.row, ())) for h in listed)
            self._noted.update(enumerate(said, first))
        return self._noted.get(row, ""), ()

    def refresh(self) -> bool:
        """Count anew, where the database was written to since; return whether it was."""
        before = self._conn
        with self._reading() as conn, one_moment(conn):
            if written_state(conn) == self._state:
                return conn is not before
            if self._keeps:
                read, self._last_change = lists.read_since(conn, self._scope, self._last_change)
                self._read_here |= read
            self._list = self._key_list(conn)
            self._count(conn)
        return True

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it."""
        return part_by_key(self._scope, self._newest, next(iter(self.keys(row, 1)), None), above=before)

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        with self._reading() as conn:
            return lists.next_unread(conn, self._scope, after, downwards=not backwards)

    def keys(self, first: int, count: int) -> list[Key]:
        """Return the keys of rows `first` to `first + count`; fewer at the end."""
        return self._keys(first, min(count, self._total - first)) if first < self._total else []

    def _count(self, conn: sqlite3.Connection) -> None:
        self._noted = {}
        self._total = self._list.total(conn)
        self._newest = last_row(conn)
        top = self._list.keys(conn, NEWEST, 1)
        self._anchors = [(0, top[0])] if top else []
        self._state = written_state(conn)

    def _keys(self, first: int, count: int) -> list[Key]:
        """Return the keys of a window, whose first key becomes an anchor."""
        with self._reading() as conn:
            start = self._start(conn, first)
            keys = [] if start is None else self._list.keys(conn, start, count)
        if keys:
            self._remember(first, keys[0])
        if self._scope.kind == "history":
            self._seen |= {key[1]: key for key in keys}
        return keys

    def _start(self, conn: sqlite3.Connection, number: int) -> Key | None:
        """Walk to a row's key from the nearest anchor or the end; None where the list has become shorter."""
        at = bisect_right(self._anchors, number, key=_number)
        above = self._anchors[at - 1] if at else (0, NEWEST)
        below = self._anchors[at] if at < len(self._anchors) else (self._total - 1, OLDEST)
        if number - above[0] <= below[0] - number:
            found = self._list.keys(conn, above[1], 1, skip=number - above[0])
        else:
            found = self._list.keys(conn, below[1], 1, skip=below[0] - number, downwards=False)
        return found[0] if found else None

    def _anchor_above(self, key: Key) -> Anchor:
        """Return the lowest anchor that does not stand below a key."""
        at = bisect_right(
            self._anchors, (-key[0], -key[1]), key=lambda anchor: (-anchor[1][0], -anchor[1][1])
        )
        return self._anchors[at - 1] if at else (0, NEWEST)

    def _remember(self, number: int, key: Key) -> None:
        if len(self._anchors) >= _MOST_ANCHORS:
            # Every second one goes: wherever one was, an anchor stays near.
            del self._anchors[1::2]
        at = bisect_left(self._anchors, number, key=_number)
        if at == len(self._anchors) or self._anchors[at][0] != number:
            self._anchors.insert(at, (number, key))


def _number(anchor: Anchor) -> int:
    return anchor[0]
