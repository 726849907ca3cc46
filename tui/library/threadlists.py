"""A list with one row a thread: found as it is asked for, some hundred stories at a time.

A thread's row is its newest article in the list. Unfolded, its other articles stand below it, the newest
first, whether the list holds them or not; of those that print one text one stands for all of them. Apart
from `tui.library.lists`, as searching is: the reader opens on a list that may have no threads.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from tui.library.lists import Listed, ScopeListing, part_by_key
from tui.model.articles import Headline
from tui.model.scopes import Scope
from tui.model.threads import ThreadRow
from tui.store import threads
from tui.store.connection import Database, one_moment
from tui.store.headlines import headlines
from tui.store.lists import Key
from tui.store.threads import StoredMember
from tui.text.spans import Span

MOST_MEMBERS: Final = 500
"""Articles that stand below a thread's row: the newest."""
_PAGE: Final = 200
_LARGEST_PAGE: Final = 3_200
_ALONE: Final = ThreadRow()


class _Head(NamedTuple):
    """A thread's row, or that of a story that stands alone."""

    row: int
    thread: int
    """Of one that is alone its row."""


class _Row(NamedTuple):
    """A row as it is seen."""

    row: int
    thread: int
    told: ThreadRow = _ALONE
    folded: tuple[int, ...] = ()
    """Rows of the copies that are folded into it."""


class ThreadListing:
    """The threads of a scope, those with the newest article first; refreshed, it keeps what is unfolded."""

    def __init__(self, database: Database, scope: Scope, *, unread: bool = False) -> None:
        """Of what is `unread` alone, perhaps. Raises NotFound where the scope's feed or name is not there."""
        self._database = database
        self._stories = ScopeListing(database, scope, unread=unread)
        self._unfolded = set[int]()
        """Threads that are unfolded."""
        self._spread = set[int]()
        """Rows into which copies are folded, where these are unfolded."""
        self._begin()
        self._find(_PAGE)

    def _begin(self) -> None:
        self._walked = 0
        self._heads: list[_Head] = []
        self._head_of: dict[int, int] = {}
        """Which of the heads is a thread's, for those known so far."""
        self._rows: list[_Row] = []
        self._numbers: dict[int, int] = {}

    @property
    def scope(self) -> Scope:
        """The scope it lists."""
        return self._stories.scope

    @property
    def listed(self) -> Listed:
        """All that it holds, what is folded too."""
        return self._stories.listed

    @property
    def total(self) -> int:
        """The number of rows known so far."""
        return len(self._rows)

    @property
    def complete(self) -> bool:
        """Whether these are all."""
        return self._walked >= self._stories.total

    def window(self, first: int, count: int) -> tuple[Headline, ...]:
        """Return rows `first` to `first + count`, and look for more where they end; fewer at the last."""
        # One more than is shown: so it is known whether these are the last.
        self._find(first + count + 1)
        shown = self._rows[max(first, 0) : max(first + count, 0)]
        with self._database.read() as conn:
            return headlines(conn, [row.row for row in shown])

    def index_of(self, headline: Headline) -> int | None:
        """Return the number of an article's row, or of its thread's where it has none; None: not known."""
        if headline.row in self._numbers:
            return self._numbers[headline.row]
        with self._database.read() as conn:
            head = self._head_of.get(threads.thread_of(conn, headline.row))
        return None if head is None else self._numbers.get(self._heads[head].row)

    def spans(self, row: int) -> tuple[Span, ...]:
        """Return nothing: a scope matches no words."""
        return ()

    def excerpt(self, row: int) -> tuple[str, tuple[Span, ...]]:
        """Return nothing, for the same reason."""
        return "", ()

    def refresh(self) -> bool:
        """Look for the same rows anew, where the database was written to since; return whether it was."""
        if not self._stories.refresh():
            return False
        known = len(self._heads)
        self._begin()
        self._find_heads(known)
        return True

    def part(self, row: int, *, before: bool) -> tuple[Listed, ...]:
        """Return what is newer than a row's thread, folded or not; or what is older, but of threads above."""
        if not 0 <= row < len(self._rows):
            return ()
        here = self._head_of[self._rows[row].thread]
        key = self._key(self._heads[here])
        newest = self._stories.listed.newest
        if before:
            return part_by_key(self.scope, newest, key, above=True)
        with self._database.read() as conn, one_moment(conn):
            above = {one for head in self._heads[: here + 1] for one in threads.all_rows(conn, head.thread)}
        return tuple(
            replace(part, but=frozenset(above)) for part in part_by_key(self.scope, newest, key, above=False)
        )

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        """Return the unread article of the next row that has one; None where there is none on that side."""
        start = None if after is None else self.index_of(after)
        step = -1 if backwards else 1
        place = (len(self._rows) if backwards else -1) if start is None else start
        while (place := place + step) >= 0 and (found := self.window(place, 1)):
            if not found[0].read:
                return found[0]
        return None

    # ── unfolding ─────────────────────────────────────────────────────────────────────────────

    def thread_row(self, row: int) -> ThreadRow:
        """Return how a row stands among those of its thread."""
        return self._rows[row].told if 0 <= row < len(self._rows) else _ALONE

    def folded(self, row: int) -> tuple[Headline, ...]:
        """Return the copies that are folded into a row."""
        if not 0 <= row < len(self._rows):
            return ()
        with self._database.read() as conn:
            return headlines(conn, self._rows[row].folded)

    def unfold(self, row: int) -> None:
        """Show below a row the other articles of its thread; below a member's, the copies folded into it."""
        if 0 <= row < len(self._rows):
            here = self._rows[row]
            self._turn(here, add=True)

    def fold(self, row: int) -> None:
        """Show them no more."""
        if 0 <= row < len(self._rows):
            self._turn(self._rows[row], add=False)

    def _turn(self, here: _Row, *, add: bool) -> None:
        shown, one = (self._spread, here.row) if here.told.is_member else (self._unfolded, here.thread)
        if add:
            shown.add(one)
        else:
            shown.discard(one)
        self._rows, self._numbers = [], {}
        with self._database.read() as conn, one_moment(conn):
            self._show(conn, self._heads)

    # ── finding ───────────────────────────────────────────────────────────────────────────────

    def _find(self, count: int) -> None:
        """Look for more until so many rows are known, or all."""
        while not self.complete and len(self._rows) < count:
            self._find_heads(len(self._heads) + 1)

    def _find_heads(self, count: int) -> None:
        size = _PAGE
        while not self.complete and len(self._heads) < count:
            keys = self._stories.keys(self._walked, size)
            with self._database.read() as conn, one_moment(conn):
                of = threads.threads_of(conn, [row for _, row in keys])
                self._show(conn, list(self._new_heads(keys, of)))
            # It may have become shorter meanwhile: the next refresh tells.
            self._walked = self._walked + len(keys) if keys else self._stories.total
            size = min(2 * size, _LARGEST_PAGE)

    def _new_heads(self, keys: Sequence[Key], of: dict[int, int]) -> Iterator[_Head]:
        for _, row in keys:
            thread = of.get(row, row)
            if thread not in self._head_of:
                self._head_of[thread] = len(self._heads)
                self._heads.append(_Head(row, thread))
                yield self._heads[-1]

    def _key(self, head: _Head) -> Key | None:
        with self._database.read() as conn:
            (headline,) = headlines(conn, [head.row]) or (None,)
        return None if headline is None else (headline.listed_at, headline.row)

    def _show(self, conn: sqlite3.Connection, heads: Sequence[_Head]) -> None:
        """Set the rows of threads below those there are."""
        for head in heads:
            rows = self._below(conn, head) if head.thread in self._unfolded else [_Row(*head)]
            for row in rows:
                self._numbers[row.row] = len(self._rows)
                self._rows.append(row)

    def _below(self, conn: sqlite3.Connection, head: _Head) -> Iterator[_Row]:
        yield _Row(*head, ThreadRow(unfolded=True))
        members = threads.members(conn, head.thread, MOST_MEMBERS)
        for first, *others in _by_text(members, head.row):
            is_spread = first.row in self._spread and bool(others)
            folded = () if is_spread else tuple(other.row for other in others)
            told = ThreadRow(is_spread, True, first.reason or "", len(folded))
            yield _Row(first.row, head.thread, told, folded)
            for other in others if is_spread else ():
                yield _Row(other.row, head.thread, ThreadRow(is_member=True, reason=other.reason or ""))


def _by_text(members: Sequence[StoredMember], head: int) -> Iterator[list[StoredMember]]:
    """Yield the members but the head, those that print one text together: its own article first."""
    copied = {member.row: member.copy_of for member in members}
    groups: dict[int, list[StoredMember]] = {}
    for member in members:
        if member.row != head:
            groups.setdefault(_original(member.row, copied), []).append(member)
    for original, group in groups.items():
        group.sort(key=lambda member: member.row != original)
    by_first = {group[0].row: group for group in groups.values()}
    # Where the one stands that stands for all: its copies may have come days later.
    yield from (by_first[member.row] for member in members if member.row in by_first)


def _original(row: int, copied: dict[int, int | None]) -> int:
    """Return whose text an article prints in the end, whether that is there or not; its own, if nobody's."""
    seen = {row}
    while (other := copied.get(row)) is not None and other not in seen:
        seen.add(other)
        row = other
    return row
