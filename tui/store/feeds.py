"""Feeds as the reader sees them, and the one that documents belong to."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

from tui.errors import NotFound
from tui.model.articles import Feed
from tui.model.ids import SEED_FEED_URL, FeedId
from tui.store.times import from_seconds

SEED_FEED_TITLE: Final = "Documents"
"""The title under which bundled, dropped and imported files are listed."""

_FEEDS: Final = """
SELECT id, url, coalesce(own_title, title, url), site_url, folder, unread, total, paused, last_success_at,
       last_error, own_title, gone, due_at
  FROM feeds WHERE removed_at IS NULL
"""


def feeds(conn: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the feeds by folder (none first), position and title; the one of documents last."""
    order = (
        " ORDER BY url = ?, coalesce(folder, ''), position, coalesce(own_title, title, url) COLLATE NOCASE"
    )
    return tuple(_feed_from_row(row) for row in conn.execute(_FEEDS + order, (SEED_FEED_URL,)))


def given_up(conn: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the feeds that were unsubscribed, whose articles wait for an undo."""
    sql = _FEEDS.replace("removed_at IS NULL", "removed_at IS NOT NULL") + " ORDER BY id"
    return tuple(_feed_from_row(row) for row in conn.execute(sql))


def feed(conn: sqlite3.Connection, feed_id: FeedId) -> Feed:
    """Return one feed. Raises NotFound."""
    row = conn.execute(_FEEDS + " AND id = ?", (feed_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such feed.")
    return _feed_from_row(row)


def ensure_feed(
    conn: sqlite3.Connection, url: str, title: str | None, now: int, *, subscribed: bool = True
) -> FeedId:
    """Return the feed of this address, added where it is not there yet.

    One that is not `subscribed` is added paused: an import brings its articles, not a subscription.
    """
    row = conn.execute("SELECT id FROM feeds WHERE url = ?", (url,)).fetchone()
    if row is None:
        row = conn.execute(
            "INSERT INTO feeds (url, title, added_at, paused) VALUES (?, ?, ?, ?) RETURNING id",
            (url, title, now, int(not subscribed)),
        ).fetchone()
    return FeedId(row[0])


def _feed_from_row(row: tuple[Any, ...]) -> Feed:
    return Feed(
        id=FeedId(row[0]),
        url=row[1],
        title=row[2],
        site_url=row[3],
        folder=row[4],
        unread=max(row[5], 0),
        total=max(row[6], 0),
        paused=bool(row[7]),
        last_success_at=from_seconds(row[8]),
        last_error=row[9],
        own_title=row[10],
        gone=bool(row[11]),
        due_at=from_seconds(row[12]),
    )
