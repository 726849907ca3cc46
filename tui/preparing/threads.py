"""Articles to the threads of those that tell the same, behind texts and names.

What is to be known of an article is worked out when its names are, outside the write lock; then a batch of
them is placed in the order of arrival, each by what is stored by then. Older articles, that were prepared
before there were threads or while their feed was kept out of them, come when nothing else waits, the oldest
first.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from sqlite3 import Connection
from typing import TYPE_CHECKING, Final

from tui.errors import DatelineError, NotFound, TextDamaged
from tui.model.articles import Article
from tui.model.names import Names
from tui.model.prose import Prose, plain_text
from tui.preparing.newness import count_arrived
from tui.store import failures, texts, threadindex, threads
from tui.store.connection import Database, one_moment
from tui.store.headlines import last_row
from tui.store.parts import write_in_parts
from tui.store.threads import PlacedArticle
from tui.system import log
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.threads import joining, revising, traits
    from tui.threads.joining import Placement
    from tui.threads.memory import KeptArticle
    from tui.threads.revising import Move
    from tui.threads.traits import KeptTraits, ThreadTraits
else:  # loaded when first used: whoever starts should not wait for them
    joining = Lazy("tui.threads.joining")
    revising = Lazy("tui.threads.revising")
    traits = Lazy("tui.threads.traits")

Joins = Callable[[str], bool]
"""Tells by a feed's address whether its articles join threads."""

_BATCH: Final = 64
"""Articles that are placed in the order in which they arrived."""
_WAITED_S: Final = 1.5
"""So long an article that has its names waits for others."""
_OLDER_AT_ONCE: Final = 32
_PRUNED_EACH: Final = 500
"""Articles that leave the window before any is forgotten: each time is a write."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """An article that is ready to be placed."""

    row: int
    traits: ThreadTraits | None
    """None: a fault of ours hid what it is about, and it stands alone."""


class Joiner:
    """Gathers articles whose names are found, and places them some at a time."""

    def __init__(self, database: Database, joins: Joins) -> None:
        self._database = database
        self._joins = cache(joins)
        self._ready: list[LookedAt] = []
        self._since = 0.0

    def add(self, row: int, prose: Prose, names: Names) -> None:
        """Look at an article, and place it with others soon; not one whose feed is kept out of threads."""
        looked = self._look_at(row, prose, names)
        if looked is None:
            return
        if not self._ready:
            self._since = time.monotonic()
        self._ready.append(looked)
        if len(self._ready) >= _BATCH or time.monotonic() - self._since >= _WAITED_S:
            self.place()

    def place(self) -> None:
        """Place what is ready, and count what is new in it. Raises StoreErrors."""
        ready, self._ready = sorted(self._ready, key=lambda one: one.row), []
        if not ready:
            return
        with self._database.read() as conn:
            between = threadindex.window(conn, ready[0].row)[0], threadindex.window(conn, ready[-1].row)[1]
        for looked in ready:
            _place(self._database, looked, between)
            self._database.make_way()
        count_arrived(self._database, [one.row for one in ready])

    def older(self) -> bool:
        """Place some of the older articles, and forget what none can join; false where there are none."""
        if self._let_in_again():
            return True
        with self._database.read() as conn:
            rows = threads.unplaced(conn, _OLDER_AT_ONCE)
            through, last = threads.looked_through(conn), last_row(conn)
        for row in rows:
            self._add_stored(row)
        self.place()
        to = rows[-1] if rows else last
        if to > through:
            with self._database.write() as conn:
                threads.note_looked_through(conn, to)
        return bool(rows) or self._prune()

    def _add_stored(self, row: int) -> None:
        with self._database.read() as conn:
            try:
                article = texts.article(conn, row)
            except (NotFound, TextDamaged):
                return
        if isinstance(article, Article):
            self.add(row, article.prose, article.names)

    def _look_at(self, row: int, prose: Prose, names: Names) -> LookedAt | None:
        with self._database.read() as conn:
            origin = threads.origin(conn, row)
            known = not threads.is_placed(conn, row) or threadindex.is_known(conn, row)
        # One that is behind the window stays as it is, however often its names are found anew.
        if origin is None or not known or not self._joins(origin.feed_url):
            return None
        try:
            return LookedAt(row, _traits(origin, prose, names))
        except Exception as fault:
            log.error("what an article tells could not be worked out", fault)
            return LookedAt(row, None)

    def _let_in_again(self) -> bool:
        """Have older articles looked through once more where a feed of theirs joins threads again."""
        with self._database.read() as conn:
            out = sorted(feed for feed, url in threads.feeds(conn) if not self._joins(url))
            before = threads.kept_out(conn)
        if out == before:
            return False
        with self._database.write() as conn:
            threads.keep_out(conn, out)
        return True

    def _to_prune(self, conn: Connection) -> int:
        """Return the row before which all is behind the window; 0 where little is."""
        before = threadindex.window(conn, threads.looked_through(conn))[0]
        return before if before - threadindex.pruned_to(conn) >= _PRUNED_EACH else 0

    def _prune(self) -> bool:
        with self._database.read() as conn:
            before = self._to_prune(conn)
        if not before:
            return False
        with self._database.write() as conn:
            threadindex.prune(conn, before)
        return True


class StoredThreads:
    """What joining asks, of the store: see `tui.threads.memory.ThreadMemory`."""

    def __init__(self, conn: Connection, row: int, between: tuple[int, int]) -> None:
        self._conn = conn
        self._row = row
        self._between = between

    def holding(self, term: int, limit: int) -> Sequence[tuple[int, int]]:
        """Return (row, weight) of the articles within the window that are found by a term, the next first."""
        return threadindex.holding(self._conn, term, self._row, self._between, limit)

    def kept(self, rows: Sequence[int]) -> Sequence[KeptArticle]:
        """Return those of these rows that have a thread."""
        return _kept(threadindex.kept(self._conn, rows))

    def members(self, thread: int, limit: int) -> Sequence[KeptArticle]:
        """Return the newest articles of a thread, newest first; of one with more its first too, last."""
        return _kept(threadindex.members(self._conn, thread, limit))

    def text(self, row: int) -> str:
        """Return an article's plain text, lead and text."""
        try:
            stored = texts.article(self._conn, row)
        except DatelineError:
            return ""
        return _read(stored.prose) if isinstance(stored, Article) else ""


def join_at_once(database: Database, row: int, prose: Prose, names: Names, joins: Joins) -> None:
    """Place one article that was opened before its turn. Raises StoreErrors."""
    joiner = Joiner(database, joins)
    joiner.add(row, prose, names)
    joiner.place()


def _place(database: Database, looked: LookedAt, between: tuple[int, int]) -> None:
    """Find where an article belongs, outside the write lock, and write it. Raises StoreErrors."""
    try:
        placed, found = _judged(database, looked.row, looked.traits, between)
    except DatelineError:
        raise
    except Exception as fault:
        with database.read() as conn:
            whose = failures.whose(conn, looked.row)._asdict()
        log.error("an article could not be placed", fault, **whose)
        placed, found = PlacedArticle(looked.row), None
    with database.write() as conn:
        threads.place(conn, placed)
    if found is not None and looked.traits is not None:
        write_in_parts(
            database, _revised(database, looked.row, looked.traits, found, between), _move_each, part=1
        )


def _judged(
    database: Database, row: int, known: ThreadTraits | None, between: tuple[int, int]
) -> tuple[PlacedArticle, Placement | None]:
    """Return where an article belongs; and how that was found, where it was not known already."""
    if known is None:
        return PlacedArticle(row), None
    packed, terms = known.kept.packed(), known.terms
    with database.read() as conn, one_moment(conn):
        if threads.is_placed(conn, row):
            return PlacedArticle(row, traits=packed, terms=terms), None
        found = joining.place(known, StoredThreads(conn, row, between))
    return PlacedArticle(row, found.thread, found.copy_of, found.reason, packed, terms), found


def _revised(
    database: Database, row: int, known: ThreadTraits, found: Placement, between: tuple[int, int]
) -> Sequence[Move]:
    """Return what is to move now that an article is where it belongs; nothing where a fault forbids it."""
    try:
        with database.read() as conn, one_moment(conn):
            return revising.revise(row, known, found, StoredThreads(conn, row, between))
    except DatelineError:
        raise
    except Exception as fault:
        log.error("threads could not be revised", fault)
        return ()


def _move_each(conn: Connection, moves: Sequence[Move]) -> None:
    for move in moves:
        threads.move(conn, move.row, move.thread, move.reason)


def _traits(origin: threads.ArticleOrigin, prose: Prose, names: Names) -> ThreadTraits:
    return traits.traits_of(
        prose.headline,
        prose.dek or "",
        plain_text(prose.sections),
        names,
        source=origin.source,
        at=origin.listed_at // 60,
    )


def _read(prose: Prose) -> str:
    """Return an article's text as `_traits` gives it."""
    text = plain_text(prose.sections)
    return f"{prose.dek}\n{text}" if prose.dek else text


def _kept(known: Sequence[threadindex.Known]) -> list[KeptArticle]:
    from tui.threads.memory import KeptArticle

    return [
        KeptArticle(row, thread, unpacked, bool(by_hand))
        for row, thread, packed, by_hand in known
        if (unpacked := _unpacked(packed)) is not None
    ]


@lru_cache(maxsize=2_048)
def _unpacked(packed: bytes) -> KeptTraits | None:
    """Return what is kept of an article: of a story that goes on, the same is asked for again and again."""
    return traits.KeptTraits.unpacked(packed)
