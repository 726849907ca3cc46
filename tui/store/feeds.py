"""Feeds as the reader sees them, and the one that documents belong to."""

from __future__ import annotations

import sqlite3
from typing import Final, NamedTuple

from tui.errors import NotFound
from tui.model.articles import Feed
from tui.model.ids import OWN_FEEDS, PAGES_FEED_URL, SEED_FEED_URL, FeedId
from tui.store.queries import columns
from tui.store.times import from_seconds

SEED_FEED_TITLE: Final = "Documents"
"""The title under which bundled, dropped and imported files are listed."""
OWN_TITLES: Final = {SEED_FEED_URL: SEED_FEED_TITLE, PAGES_FEED_URL: "Saved pages"}


class _FeedRow(NamedTuple):
    id: int
    url: str
    title: str
    site_url: str | None
    folder: str | None
    unread: int
    total: int
    paused: int
    last_success_at: int | None
    last_error: str | None
    own_title: str | None
    gone: int
    due_at: int


_SAID: Final = {"title": "coalesce(own_title, title, url)"}
_FEEDS: Final = f"SELECT {columns(_FeedRow._fields, _SAID)} FROM feeds WHERE removed_at IS NULL"


def feeds(conn: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the feeds by folder (none first), position and title; those of ours last."""
    order = (
        " ORDER BY url IN (?, ?), coalesce(folder, ''), position,"
        " coalesce(own_title, title, url) COLLATE NOCASE"
    )
    return tuple(_feed(_FeedRow(*row)) for row in conn.execute(_FEEDS + order, OWN_FEEDS))


def given_up(conn: sqlite3.Connection) -> tuple[Feed, ...]:
    """Return the feeds that were unsubscribed, whose articles wait for an undo."""
    sql = _FEEDS.replace("removed_at IS NULL", "removed_at IS NOT NULL") + " ORDER BY id"
    return tuple(_feed(_FeedRow(*row)) for row in conn.execute(sql))


def feed(conn: sqlite3.Connection, feed_id: FeedId) -> Feed:
    """Return one feed. Raises NotFound."""
    row = conn.execute(_FEEDS + " AND id = ?", (feed_id,)).fetchone()
    if row is None:
        raise NotFound("There is no such feed.")
    return _feed(_FeedRow(*row))


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
    (id_,) = row
    return FeedId(id_)


def _feed(row: _FeedRow) -> Feed:
    return Feed(
        id=FeedId(row.id),
        url=row.url,
        title=row.title,
        site_url=row.site_url,
        folder=row.folder,
        unread=max(row.unread, 0),
        total=max(row.total, 0),
        paused=bool(row.paused),
        last_success_at=from_seconds(row.last_success_at),
        last_error=row.last_error,
        own_title=row.own_title,
        gone=bool(row.gone),
        due_at=from_seconds(row.due_at),
    )
