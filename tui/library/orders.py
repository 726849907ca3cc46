"""Lists in another order than the newest first: the oldest first, by feed, those first that name most.

All of them stand on lists by key. The oldest first is the same list, read from its end; by feed it is the
lists of feeds, one behind the other; and what no index holds in order is sorted as far as it is cheap: of
the newest some thousand, the others follow by date.
"""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Final

from tui.library.folders import arranged
from tui.library.lists import Listed, Listing, ListView, ScopeListing, part_by_key
from tui.model.articles import Feed, Headline
from tui.model.ids import FeedId
from tui.model.scopes import Scope
from tui.store.connection import Database, written_state
from tui.store.feeds import feeds
from tui.store.headlines import headlines, last_row
from tui.store.lists import Key, in_folder, key_list, next_unread, sharing_feeds
from tui.text.spans import Span

SORTED_BY_NAMES: Final = 2_000
"""Articles that are sorted by how many names they have."""
SORTED_BY_FEED: Final = 5_000
"""Articles that are sorted by feed where a list is none of whole feeds."""
_BY_FEED_WHOLE: Final = ("all", "unread", "folder")
"""Lists that are those of feeds, one behind the other."""

# Names stand by the second of their story, so that no index by article is needed.
_NAMED: Final = """
SELECT s.article, (SELECT count(*) FROM entity_articles AS e
                    WHERE e.listed_at = s.listed_at AND e.article = s.article)
  FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value
"""
_FEED_OF: Final = (
    "SELECT s.article, s.feed FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value"
)
_UNREAD_AMONG: Final = (
    "SELECT s.article FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value WHERE s.unread = 1"
)


def in_order(database: Database, scope: Scope, view: ListView) -> Listing:
    """Return a scope's list in another order than by date. Raises NotFound where its feed or name is gone."""
    if view.order == "feed" and scope.kind in _BY_FEED_WHOLE:
        return FeedsListing(database, scope, unread=view.unread)
    newest_first = ScopeListing(database, scope, unread=view.unread)
    match view.order:
        case "oldest":
            return OldestListing(newest_first)
        case "feed":
            return SortedListing(database, newest_first, _by_feed, SORTED_BY_FEED)
        case "names":
            return SortedListing(database, newest_first, _by_names, SORTED_BY_NAMES)
        case _:
            return newest_first


class _Ordered:
    """What lists of scopes answer alike, in whatever order."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    @property
    def scope(self) -> Scope:
        """The scope it lists."""
        return self._scope

    @property
    def complete(self) -> bool:
        """Always True: a scope's length is known."""
        return True

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return nothing: a scope matches no words."""
        return ()


class _Reordered(_Ordered):
    """What a list that is the newest first answers alike in another order."""

    def __init__(self, newest_first: ScopeListing) -> None:
        super().__init__(newest_first.scope)
        self._inner = newest_first

    @property
    def listed(self) -> Listed:
        """What it holds."""
        return self._inner.listed

    @property
    def total(self) -> int:
        """The number of rows."""
        return self._inner.total


class OldestListing(_Reordered):
    """A list read from its end."""

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`, the oldest first; fewer at the end."""
        first = max(first, 0)
        count = min(count, self.total - first)
        return self._inner.window(self.total - first - count, count)[::-1] if count > 0 else ()

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it."""
        index = self._inner.index_of(headline)
        return None if index is None else self.total - 1 - index

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return what was noted to an article, in the list of the noted; nothing in others."""
        return self._inner.excerpt(self.total - 1 - row)

    def refresh(self) -> bool:
        """Look at the database anew; return whether the list may have changed."""
        return self._inner.refresh()

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it."""
        return self._inner.part(self.total - 1 - row, before=not before)

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        return self._inner.next_unread(after, backwards=not backwards)


class FeedsListing(_Ordered):
    """The lists of feeds one behind the other, each the newest first.

    The feeds come as they do among the feeds: those outside of folders, then folder by folder. A story of
    several feeds stands with the first that brought it; in a folder, at the end where that is outside of it.
    """

    def __init__(self, database: Database, scope: Scope, *, unread: bool) -> None:
        super().__init__(scope)
        self._database = database
        self._unread = unread or scope.kind == "unread"
        self._state: tuple[int, int] | None = None
        self._scopes: tuple[Scope, ...] = ()
        self._lengths: list[int] = []
        """How many rows each of them has, as the database counts them."""
        self._parts: dict[Scope, ScopeListing] = {}
        """Those of them that have been looked at."""
        self._ends: list[int] = []
        """Where each of them ends."""
        self._newest = 0
        self.refresh()

    @property
    def listed(self) -> Listed:
        """What it holds."""
        return Listed(self._scope, self._newest)

    @property
    def total(self) -> int:
        """The number of rows."""
        return self._ends[-1] if self._ends else 0

    def refresh(self) -> bool:
        """Look at the database anew; return whether the list may have changed."""
        with self._database.read() as conn:
            state = written_state(conn)
            if state == self._state:
                return False
            self._state, self._newest = state, last_row(conn)
            self._count(conn)
        self._parts = {scope: part for scope, part in self._parts.items() if scope in self._scopes}
        for part in self._parts.values():
            part.refresh()
        self._find_ends()
        return True

    def _count(self, conn: sqlite3.Connection) -> None:
        of = _feeds_of(conn, self._scope)
        sharing = sharing_feeds(conn)
        scopes = [Scope("own", feed_id=feed.id) for feed in of]
        lengths = [feed.unread if self._unread else feed.total for feed in of]
        if self._scope.kind == "folder" and any(feed.id in sharing for feed in of):
            scopes.append(Scope("further", name=self._scope.name))
            lengths.append(0)
        for number, scope in enumerate(scopes):
            if scope.feed_id is None or scope.feed_id in sharing:
                lengths[number] = key_list(conn, scope, unread=self._unread).total(conn)
        self._scopes, self._lengths = tuple(scopes), lengths

    def _find_ends(self) -> None:
        lengths = (
            self._parts[scope].total if scope in self._parts else length
            for scope, length in zip(self._scopes, self._lengths, strict=True)
        )
        self._ends = list(accumulate(lengths))

    def _part(self, number: int) -> ScopeListing:
        scope = self._scopes[number]
        part = self._parts.get(scope)
        if part is None:
            part = self._parts[scope] = ScopeListing(self._database, scope, unread=self._unread)
            self._find_ends()
        return part

    def _start(self, number: int) -> int:
        return self._ends[number - 1] if number else 0

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`; fewer at the end."""
        found: list[Headline] = []
        row, number = max(first, 0), bisect_right(self._ends, max(first, 0))
        while len(found) < count and number < len(self._scopes):
            part = self._part(number)
            there = part.window(row - self._start(number), count - len(found))
            found += there
            row, number = row + len(there), number + 1
        return tuple(found)

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it."""
        for number, scope in enumerate(self._scopes):
            if scope.feed_id in (headline.feed_id, None):
                index = self._part(number).index_of(headline)
                if index is not None:
                    return self._start(number) + index
        return None

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return nothing: lists of feeds say nothing beside."""
        return "", ()

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it."""
        number = bisect_right(self._ends, row)
        if number >= len(self._scopes):
            return ()
        whole = self._scopes[:number] if before else self._scopes[number + 1 :]
        within = self._part(number).part(row - self._start(number), before=before)
        return (*(Listed(scope, self._newest) for scope in whole), *within)

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        row = None if after is None else self.index_of(after)
        number = (len(self._scopes) - 1 if backwards else 0) if row is None else bisect_right(self._ends, row)
        place = None if row is None else after
        with self._database.read() as conn:
            while 0 <= number < len(self._scopes):
                found = next_unread(conn, self._scopes[number], place, downwards=not backwards)
                if found is not None:
                    return found
                number, place = number + (-1 if backwards else 1), None
        return None


def _feeds_of(conn: sqlite3.Connection, scope: Scope) -> tuple[Feed, ...]:
    """Return the feeds of a list, as they stand among the feeds."""
    every = feeds(conn)
    if scope.kind == "folder":
        inside = set(in_folder(conn, scope.name or ""))
        every = tuple(feed for feed in every if feed.id in inside)
    of = arranged(every)
    return (*of.loose, *(feed for folder in of.folders for feed in folder.feeds), *of.documents)


Sorter = Callable[[sqlite3.Connection, Sequence[Key]], list[Key]]
"""Puts some keys, the newest first, into another order."""


class SortedListing(_Reordered):
    """The newest of a list in another order; those beyond follow by date."""

    def __init__(self, database: Database, newest_first: ScopeListing, sort: Sorter, most: int) -> None:
        super().__init__(newest_first)
        self._database = database
        self._sort = sort
        self._most = most
        self._newest_keys: list[Key] = []
        """Those that are sorted, by date."""
        self._rows: list[int] = []
        self._numbers: dict[int, int] = {}
        self._put_in_order()

    def refresh(self) -> bool:
        """Look at the database anew; return whether the list may have changed."""
        changed = self._inner.refresh()
        if changed:
            self._put_in_order()
        return changed

    def _put_in_order(self) -> None:
        keys = self._inner.keys(0, self._most)
        # Marks change no key: then the order stays as it is, and nothing is counted.
        if keys == self._newest_keys:
            return
        self._newest_keys = keys
        with self._database.read() as conn:
            self._rows = [row for _, row in self._sort(conn, keys)]
        self._numbers = {row: number for number, row in enumerate(self._rows)}

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`; fewer at the end."""
        first = max(first, 0)
        rows = self._rows[first : first + max(count, 0)]
        with self._database.read() as conn:
            found = headlines(conn, rows)
        rest = count - len(rows)
        return (*found, *self._inner.window(max(first, len(self._rows)), rest)) if rest > 0 else found

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row; None where the list does not hold it."""
        number = self._numbers.get(headline.row)
        return self._inner.index_of(headline) if number is None else number

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return what was noted to an article, in the list of the noted; nothing in others."""
        if row >= len(self._rows):
            return self._inner.excerpt(row)
        key = next((n for n, (_, of) in enumerate(self._newest_keys) if of == self._rows[row]), row)
        return self._inner.excerpt(key)

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what stands before a row, or behind it."""
        listed = self._inner.listed
        ranked = frozenset(self._rows[:row] if before else self._rows[row + 1 :])
        some = Listed(self._scope, listed.newest, also=ranked, is_rows=True)
        if row < len(self._rows):
            if before or self.total <= len(self._rows):
                return (some,)
            return (some, Listed(self._scope, listed.newest, below=self._newest_keys[-1]))
        here = next(iter(self._inner.keys(row, 1)), None)
        of = part_by_key(self._scope, listed.newest, here, above=before)
        return of  # above it stand all that are sorted too: they are newer

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article next to a place in the list; None where there is none on that side."""
        row = None if after is None else self.index_of(after)
        if row is not None and row >= len(self._rows):
            found = self._inner.next_unread(after, backwards=backwards)
            if not backwards or (found is not None and found.row not in self._numbers):
                return found
        if backwards:
            return self._first_unread(self._rows[:row][::-1])
        ahead = self._rows if row is None else self._rows[row + 1 :]
        return self._first_unread(ahead) or self._next_unread_beyond()

    def _first_unread(self, rows: Sequence[int]) -> Headline | None:
        with self._database.read() as conn:
            unread = {row for (row,) in conn.execute(_UNREAD_AMONG, (json.dumps(rows),))}
            return next(iter(headlines(conn, [row for row in rows if row in unread][:1])), None)

    def _next_unread_beyond(self) -> Headline | None:
        """Return the newest unread of those that are not sorted."""
        with self._database.read() as conn:
            last = headlines(conn, [key[1] for key in self._newest_keys[-1:]])
        return self._inner.next_unread(last[0], backwards=False) if last else None


def _by_names(conn: sqlite3.Connection, keys: Sequence[Key]) -> list[Key]:
    """Put those first that name most; of equals the newer one."""
    named: dict[int, int] = dict(conn.execute(_NAMED, (json.dumps([row for _, row in keys]),)))
    return sorted(keys, key=lambda key: -named.get(key[1], 0))


def _by_feed(conn: sqlite3.Connection, keys: Sequence[Key]) -> list[Key]:
    """Put what one feed brought together, the feeds as they stand among the feeds."""
    places = {feed.id: number for number, feed in enumerate(_feeds_of(conn, Scope()))}
    feed_of: dict[int, FeedId] = dict(conn.execute(_FEED_OF, (json.dumps([row for _, row in keys]),)))
    return sorted(keys, key=lambda key: places.get(feed_of[key[1]], len(places)))
