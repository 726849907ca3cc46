"""The desk of threads: articles of several sources that tell one story.

Reached as `Library.threads`. Its verbs raise children of DatelineError only, and may be called from any
thread of the program. Articles join behind the screen (`tui.preparing`); what the reader puts together or
takes apart stays so for ever.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.errors import ConfigError, NotFound
from tui.model.ids import ThreadId
from tui.model.prose import section_leaves
from tui.store import headlines, marks
from tui.store.connection import Database, one_moment
from tui.store.times import from_seconds, to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.calendar.periods import Unit
    from tui.model.answers import Change
    from tui.model.articles import Article, Headline
    from tui.model.ids import ArticleId
    from tui.model.names import Mention
    from tui.model.scopes import Scope
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.library import rising, threadlists, threadpages
    from tui.model import threads as told
    from tui.preparing import article as preparing
    from tui.preparing import newness
    from tui.settings import file
    from tui.store import newness as read_newness
    from tui.store import threads
else:  # loaded when first used: whoever starts should not wait for them
    rising = Lazy("tui.library.rising")
    threadlists = Lazy("tui.library.threadlists")
    threadpages = Lazy("tui.library.threadpages")
    told = Lazy("tui.model.threads")
    newness = Lazy("tui.preparing.newness")
    file = Lazy("tui.settings.file")
    preparing = Lazy("tui.preparing.article")
    read_newness = Lazy("tui.store.newness")
    threads = Lazy("tui.store.threads")

_COUNTED: Final = 30
"""Unread articles of a thread whose new sentences are counted, the newest, when one of it was opened."""
MOST_MEMBERS: Final = 500
"""Articles of a thread that are looked at: the newest."""


class ThreadsDesk:
    """One reader's threads."""

    def __init__(self, database: Database, paths: Paths, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._paths = paths
        self._clock = clock

    def of(self, id: ArticleId) -> told.NewsThread | None:
        """Return the thread of an article; None where it stands alone. Raises NotFound."""
        with self._database.read() as conn, one_moment(conn):
            thread = threads.thread_of(conn, headlines.row_of(conn, id))
            found = _thread(conn, thread, threads.members(conn, thread))
        return found if found is not None and found.members > 1 else None

    def members(self, thread: ThreadId) -> tuple[told.ThreadMember, ...]:
        """Return the articles of a thread, the newest first: of a very long one the newest 500.

        What is hidden is left out. Of an article that stands alone its row stands for its thread.
        """
        with self._database.read() as conn, one_moment(conn):
            return _members(conn, threads.members(conn, thread, MOST_MEMBERS))

    def page(self, id: ArticleId) -> told.ThreadPage:
        """Return all that is told of an article's story: its newest 500 articles.

        An article that stands alone is a thread of one. Raises NotFound.
        """
        with self._database.read() as conn, one_moment(conn):
            thread = threads.thread_of(conn, headlines.row_of(conn, id))
            found = threads.members(conn, thread, MOST_MEMBERS)
            whole = _thread(conn, thread, threads.members(conn, thread))
            if whole is None:
                raise NotFound("Nothing of that thread is shown.")
            return threadpages.page_of(conn, whole, _members(conn, found))

    def listing(self, scope: Scope, *, unread: bool = False) -> threadlists.ThreadListing:
        """Return the list of a scope with one row a thread, or of what is `unread` of it.

        Raises NotFound where its feed or name is not there.
        """
        return threadlists.ThreadListing(self._database, scope, unread=unread)

    def rising(self, unit: Unit) -> tuple[told.RisingThread, ...]:
        """Return the threads of which more is told in the last day, week or month than in the one before.

        Those that the most sources tell come first; forty at the most.
        """

        def thread_of(thread: int) -> told.NewsThread | None:
            return _thread(conn, thread, threads.members(conn, thread))

        with self._database.read() as conn, one_moment(conn):
            return tuple(rising.rising_threads(conn, unit, self._now(), thread_of))

    def joins(self) -> Callable[[str], bool]:
        """Return what tells by a feed's address whether its articles join threads, as it is set by now."""
        try:
            config = file.load_config(self._paths)
        except ConfigError:  # told where it is read to be obeyed; here it is as if nothing were set
            return lambda _url: True
        return lambda url: bool(config.for_feed(url).threads)

    # ── what is new to the reader ─────────────────────────────────────────────────────────────

    def new_in(self, id: ArticleId) -> tuple[told.ToldSentence, ...] | None:
        """Return the sentences of an article that nothing opened of its thread says, in reading order.

        None where nothing else of its thread was opened. Takes a fifth of a millisecond a sentence. Raises
        NotFound.
        """
        with self._database.read() as conn:
            row = headlines.row_of(conn, id)
        article = preparing.prepare_article(self._database, row)
        found = newness.new_in(self._database, row, article.prose)
        return None if found is None else tuple(_told(article, at) for at in found)

    def count_new_around(self, id: ArticleId) -> tuple[Callable[[], Headline | None], ...]:
        """Return what there is to do once an article was opened, or put elsewhere: steps for its thread.

        Each counts the sentences of an unread article that are new, keeps that for lists, and returns its
        headline; None where nothing changed. They are steps so that whoever takes them can make way between.
        """
        with self._database.read() as conn:
            around = read_newness.unread_around(conn, headlines.row_of(conn, id), _COUNTED)
        return tuple(partial(self._count_new, row) for row in around)

    def _count_new(self, row: int) -> Headline | None:
        count = newness.count_new(self._database, row)
        with self._database.read() as conn:
            (before,) = headlines.headlines(conn, [row]) or (None,)
        if before is None or before.thread is None or before.thread.new == count:
            return None
        with self._database.write() as conn:
            read_newness.keep_counts(conn, [(row, count)])
        return replace(before, thread=replace(before.thread, new=count))

    # ── as the reader puts it ─────────────────────────────────────────────────────────────────

    def split(self, ids: Sequence[ArticleId]) -> Change:
        """Take articles out of their thread; several of them make one of their own. Raises NotFound.

        Nothing changes, and there is nothing to undo, where they are one already.
        """
        with self._database.write(durable=True) as conn:
            return marks.split(conn, headlines.rows_of(conn, ids), _new_word(), self._now())

    def join(self, ids: Sequence[ArticleId], into: ArticleId, *, whole: bool = False) -> Change:
        """Put articles into the thread of another one; the `whole` of their threads, perhaps.

        Nothing changes, and there is nothing to undo, where they stand in it already. Raises NotFound.
        """
        with self._database.write(durable=True) as conn:
            rows = headlines.rows_of(conn, ids)
            if whole:
                of = dict.fromkeys(threads.thread_of(conn, row) for row in rows)
                rows = tuple(row for thread in of for row in threads.all_rows(conn, thread))
            target = headlines.row_of(conn, into)
            return marks.join(conn, rows, target, _new_word(), self._now())

    def _now(self) -> int:
        return to_seconds(self._clock())


def _thread(
    conn: sqlite3.Connection, thread: int, found: Sequence[threads.StoredMember]
) -> told.NewsThread | None:
    """Return a thread in a line; None where lists show nothing of it."""
    summed = threads.summed(conn, [member.row for member in found])
    if summed is None:
        return None
    rows = {member.row for member in found}
    # The newest that is nobody's copy: whose text it prints may be gone, or hidden.
    own = next((one for one in found if one.copy_of not in rows), found[0])
    (headline,) = headlines.headlines(conn, [own.row])
    return told.NewsThread(
        ThreadId(threads.lasting(conn, thread) or thread),
        headline,
        summed.members,
        summed.sources,
        _moment(summed.first_at),
        _moment(summed.last_at),
        summed.unread,
    )


def _members(
    conn: sqlite3.Connection, found: Sequence[threads.StoredMember]
) -> tuple[told.ThreadMember, ...]:
    wanted = {member.row: member.copy_of for member in found}
    rows = [*wanted, *(copy for copy in wanted.values() if copy and copy not in wanted)]
    shown = {headline.row: headline for headline in headlines.headlines(conn, rows)}
    return tuple(
        told.ThreadMember(
            shown[member.row],
            member.reason or "",
            shown[member.copy_of].id if member.copy_of in shown else None,
            member.by_hand,
        )
        for member in found
        if member.row in shown
    )


def _moment(seconds: int) -> datetime:
    return from_seconds(seconds) or datetime.max.replace(tzinfo=UTC)


def _told(article: Article, at: Mention) -> told.ToldSentence:
    text = section_leaves(article.prose.sections[at.section])[at.leaf].plain
    return told.ToldSentence(article.headline, text[at.start : at.end], at)


def _new_word() -> str:
    """Return a word that no other choice of the reader's has."""
    return os.urandom(6).hex()
