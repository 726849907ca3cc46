"""Retention: what is old enough to be removed, and removing it so that nothing of it is left.

Never a bookmark, never what is tagged or noted, nothing that was opened within the last day; what is unread
only where that is asked for. `deliveries` keep the memory of what was removed, so that a sync that
still carries it does not bring it back.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.model.ids import FeedId
from tui.store import settings, told
from tui.store.connection import Database
from tui.store.headlines import LAST_ROW, last_row
from tui.store.parts import silent, write_in_parts
from tui.store.searchable import unindex_article
from tui.store.texts import forget_names

if TYPE_CHECKING:
    from tui.model.answers import ProgressCallback

_DAY_S: Final = 86_400
_PART: Final = 1
"""Articles removed between two looks at the clock: taking a text out of the index takes a millisecond."""

_FREE: Final = """
s.saved_at IS NULL AND (s.unread = 0 OR :unread) AND coalesce(s.opened_at, 0) <= :just_opened
AND NOT EXISTS (SELECT 1 FROM tags AS t WHERE t.article = s.article)
AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.article = s.article)
"""
# A feed's list, with what is hidden in it and what other feeds have too.
_OF_FEED: Final = f"""
SELECT s.listed_at, s.article FROM status AS s WHERE s.feed = :feed AND s.hidden = 0 {{bound}} AND {_FREE}
UNION ALL
SELECT s.listed_at, s.article FROM status AS s WHERE s.feed = :feed AND s.hidden <> 0 {{bound}} AND {_FREE}
UNION ALL
SELECT s.listed_at, s.article FROM crossposts AS c CROSS JOIN status AS s ON s.article = c.article
 WHERE c.feed = :feed {{bound}} AND {_FREE}
"""
_BEFORE: Final = "AND s.listed_at < :before AND coalesce(s.opened_at, 0) < :before"
_TOO_OLD: Final = f"SELECT article FROM ({_OF_FEED.format(bound=_BEFORE)})"
# In the order of rows, as they lie in the file: asked feed by feed this takes many times as long.
_ARRIVED: Final = (
    "SELECT a.row FROM json_each(?) AS r CROSS JOIN articles AS a ON a.row = r.value WHERE a.arrived_at < ?"
)
_TOO_MANY: Final = f"{_OF_FEED.format(bound='')} ORDER BY 1 DESC, 2 DESC LIMIT -1 OFFSET :keep"
_LISTED_BY: Final = """
SELECT f.id FROM feeds AS f WHERE f.removed_at IS NULL AND f.id IN (
  SELECT feed FROM status WHERE article = ?1 UNION SELECT feed FROM crossposts WHERE article = ?1)
"""
_SHARED: Final = (
    "SELECT DISTINCT c.article FROM json_each(?) AS r CROSS JOIN crossposts AS c ON c.article = r.value"
)
_TOLD: Final = """
SELECT s.feed, count(*), sum(s.unread), min(s.listed_at), max(s.listed_at)
  FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value GROUP BY s.feed
"""
_FEED_OF: Final = """
SELECT s.feed, r.value FROM json_each(?) AS r CROSS JOIN status AS s ON s.article = r.value
"""
_DATA: Final = """
SELECT avg(length(b.data) + coalesce(length(n.data), 0)) FROM json_each(?) AS r
 CROSS JOIN bodies AS b ON b.article = r.value LEFT JOIN article_names AS n ON n.article = r.value
"""
_WEIGHED: Final = 30
"""Articles of a feed whose texts are weighed, to say about how much they all take."""
_TABLES: Final = (
    "muted", "crossposts", "revisions", "full_texts", "thread_traits", "thread_articles", "queue",
    "article_names", "bodies", "tags", "status",
)  # fmt: skip
"""What hangs on an article, those first that triggers count by its status."""


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """What is kept of a feed. A rule that says nothing keeps all."""

    days: int = 0
    """Of what has arrived and was last opened before that many days, nothing is kept; 0: all."""
    articles: int = 0
    """So many of the newest are kept; 0: all."""

    def __bool__(self) -> bool:
        return bool(self.days or self.articles)


@dataclass(frozen=True, slots=True)
class FeedShare:
    """What of one feed is to be removed."""

    articles: int
    unread: int
    oldest: int
    newest: int
    """UTC seconds, as lists sort."""
    data_bytes: int
    """About: of texts and names as they are stored, the index apart."""


def chosen(
    conn: sqlite3.Connection, rules: Mapping[FeedId, RetentionRule], now: int, *, unread: bool = False
) -> list[int]:
    """Return the rows of the articles that rules remove, oldest row first.

    What several feeds have goes once the rule of each of them says so, those apart that were
    unsubscribed. With `unread`, articles that are unread go as well.
    """
    doomed = {feed: _too_many(conn, feed, rule, now, unread) for feed, rule in rules.items() if rule}
    feeds_by_days: dict[int, list[FeedId]] = defaultdict(list)
    for feed, rule in rules.items():
        if rule.days:
            feeds_by_days[rule.days].append(feed)
    for days, feeds in feeds_by_days.items():
        for feed, rows in _too_old_in(conn, feeds, now - days * _DAY_S, now, unread).items():
            doomed[feed] |= rows
    rows = set[int]().union(*doomed.values())
    return sorted(rows - _kept_elsewhere(conn, rows, doomed))


def _too_old_in(
    conn: sqlite3.Connection, feeds: Sequence[FeedId], before: int, now: int, unread: bool
) -> dict[FeedId, set[int]]:
    """Return what of some feeds was published, has arrived and was last opened before a moment."""
    old = {feed: _too_old(conn, feed, before, now, unread) for feed in feeds}
    listed = json.dumps(sorted(set[int]().union(*old.values())))
    arrived = {row for (row,) in conn.execute(_ARRIVED, (listed, before))}
    return {feed: arrived.intersection(of_feed) for feed, of_feed in old.items()}


def _kept_elsewhere(
    conn: sqlite3.Connection, rows: Collection[int], doomed: Mapping[FeedId, Collection[int]]
) -> set[int]:
    """Return what several feeds have and the rule of one of them keeps."""
    shared: set[int] = {row for (row,) in conn.execute(_SHARED, (json.dumps(list(rows)),))}
    told = {feed: shared.intersection(of_feed) for feed, of_feed in doomed.items()} if shared else {}
    return {row for row in shared if not _all_say_so(conn, row, told)}


def _too_many(
    conn: sqlite3.Connection, feed: FeedId, rule: RetentionRule, now: int, unread: bool
) -> set[int]:
    """Return what one feed's rule leaves no room for in its list."""
    if not rule.articles:
        return set()
    bound = {"feed": feed, "unread": unread, "just_opened": now - _DAY_S, "keep": rule.articles}
    return {row for _, row in conn.execute(_TOO_MANY, bound)}


def _too_old(conn: sqlite3.Connection, feed: FeedId, before: int, now: int, unread: bool) -> list[int]:
    """Return what of one feed's list was published and last opened before a moment."""
    bound = {"feed": feed, "unread": unread, "just_opened": now - _DAY_S, "before": before}
    return [row for (row,) in conn.execute(_TOO_OLD, bound)]


def _all_say_so(conn: sqlite3.Connection, row: int, told: Mapping[FeedId, Collection[int]]) -> bool:
    feeds = [FeedId(feed) for (feed,) in conn.execute(_LISTED_BY, (row,))]
    return all(row in told.get(feed, ()) for feed in feeds)


def shares(conn: sqlite3.Connection, rows: Sequence[int]) -> dict[FeedId, FeedShare]:
    """Return what the removal of some articles means for each feed."""
    asked = json.dumps(rows)
    by_feed: dict[int, list[int]] = defaultdict(list)
    for feed, row in conn.execute(_FEED_OF, (asked,)):
        by_feed[feed].append(row)
    return {
        FeedId(feed): FeedShare(count, unread, oldest, newest, round(count * _weight(conn, by_feed[feed])))
        for feed, count, unread, oldest, newest in conn.execute(_TOLD, (asked,)).fetchall()
    }


def _weight(conn: sqlite3.Connection, rows: Sequence[int]) -> float:
    """Return about how many bytes an article's text and names take, from a few of these."""
    # At even distances: the oldest alone may be of another length than the rest.
    few = rows[:: max(1, len(rows) // _WEIGHED)]
    (average,) = conn.execute(_DATA, (json.dumps(few),)).fetchone()
    return float(average or 0)


def remove(
    database: Database,
    rows: Sequence[int],
    now: int,
    *,
    unread: bool = False,
    tell: ProgressCallback = silent,
) -> int:
    """Remove articles, a few milliseconds at a time; return how many were.

    One that was bookmarked, tagged, noted, opened or marked unread since it was chosen stays.
    """
    removed = 0

    def write(conn: sqlite3.Connection, part: Sequence[int]) -> None:
        nonlocal removed
        removed += sum(_remove(conn, row, now, unread) for row in part)

    write_in_parts(database, rows, write, part=_PART, tell=tell)
    return removed


def _remove(conn: sqlite3.Connection, row: int, now: int, unread: bool) -> bool:
    """Remove one article, if it is still free to go."""
    bound = {"row": row, "unread": unread, "just_opened": now - _DAY_S}
    found = conn.execute(
        f"SELECT s.listed_at FROM status AS s WHERE s.article = :row AND {_FREE}", bound
    ).fetchone()
    if found is None:
        return False
    # Before the row is gone, which says that it is the last one.
    _remember_row(conn, row)
    # While its text is there: the index has to be told what it is to take out (decision 0071).
    unindex_article(conn, row)
    forget_names(conn, row, found[0])
    told.forget(conn, row, found[0])
    for table in _TABLES:
        conn.execute(f"DELETE FROM {table} WHERE article = ?", (row,))
    conn.execute("DELETE FROM articles WHERE row = ?", (row,))
    return True


# ── rows ──────────────────────────────────────────────────────────────────────────────────────


def _remember_row(conn: sqlite3.Connection, row: int) -> None:
    if row == last_row(conn):
        settings.set_setting(conn, LAST_ROW, str(row))


# ── space ─────────────────────────────────────────────────────────────────────────────────────


def free_bytes(conn: sqlite3.Connection) -> int:
    """Return how much of the file holds nothing, and is used before it grows again."""
    (pages,) = conn.execute("PRAGMA freelist_count").fetchone()
    (size,) = conn.execute("PRAGMA page_size").fetchone()
    return int(pages) * int(size)


def compact(database: Database) -> int:
    """Give what is free in the file back to the disk; returns how many bytes that were.

    Rewrites the file whole, and nobody may write meanwhile.
    """
    with database.read() as conn:
        # The size that is compared is the file's: what the log holds has to be in it, before and after.
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        before = database.path.stat().st_size
        conn.execute("VACUUM")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return max(0, before - database.path.stat().st_size)
