"""Subscriptions: taken up, given up, looked after; which feeds are to be asked, and what each answered.

Every function that writes wants to be called inside a write transaction. What a sync records
(`record`) and what the reader decides (the rest) are different columns, so that neither overwrites
the other while a sync is under way.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tui.errors import NotFound
from tui.model.ids import OWN_FEEDS, FeedId
from tui.store.mutes import unsettle_feeds
from tui.store.queries import columns
from tui.text.safe import clean_line

UNSUBSCRIBED: Final = 2
"""The bit of `status.hidden` that says: its feed was unsubscribed. Bit 1 is a mute's."""

_FURTHEST_S: Final = 8 * 86_400
"""No wait is longer: a moment further off was written by a clock that was wrong."""
_SLASH: Final = "\u2215"
"""Stands for a slash within a folder's name, since `/` parts folders."""
_ITSELF: Final = "\ufe0e"
"""After `_SLASH`, an odd number of times: that one is meant as it stands. Takes no room on the screen."""
_OPML: Final = "opml"
"""The key in `feeds.settings` of what a list of feeds said and we have no column for."""
_LONGEST_ERROR: Final = 200
_LONGEST_TITLE: Final = 300

_ITS_ARTICLES: Final = "SELECT article FROM deliveries WHERE feed = ?"
# Nobody else's: an article that another subscribed feed delivers stays with that one.
_HERS_ALONE: Final = """
SELECT s.article FROM status AS s
 WHERE s.article IN (SELECT article FROM deliveries WHERE feed = :feed)
   AND s.hidden & :bit = 0 AND s.saved_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM tags AS t WHERE t.article = s.article)
   AND NOT EXISTS (SELECT 1 FROM notes AS n WHERE n.article = s.article)
   AND NOT EXISTS (
       SELECT 1 FROM feeds AS f
        WHERE f.id <> :feed AND f.removed_at IS NULL
          AND (f.id = s.feed OR f.id IN (SELECT feed FROM crossposts AS c WHERE c.article = s.article)))
"""


# ── the reader's decisions ────────────────────────────────────────────────────────────────────


def subscribe(
    conn: sqlite3.Connection,
    url: str,
    now: int,
    *,
    title: str | None = None,
    own_title: str | None = None,
    folder: str | None = None,
    site_url: str | None = None,
) -> FeedId:
    """Return the feed of an address, subscribed from now on, and asked at the next sync.

    One that was unsubscribed comes back with its articles; one that is there already keeps its own
    title and folder unless others are given, and is no longer paused.
    """
    conn.execute(
        "INSERT INTO feeds (url, added_at, position)"
        " VALUES (?, ?, (SELECT coalesce(max(position), 0) + 1 FROM feeds)) ON CONFLICT (url) DO NOTHING",
        (url, now),
    )
    (feed, removed) = conn.execute("SELECT id, removed_at FROM feeds WHERE url = ?", (url,)).fetchone()
    conn.execute(
        "UPDATE feeds SET title = coalesce(title, ?), own_title = coalesce(?, own_title),"
        " folder = coalesce(?, folder), site_url = coalesce(site_url, ?), paused = 0 WHERE id = ?",
        (_title(title), _title(own_title), folder_path(folder), clean_line(site_url or "") or None, feed),
    )
    if removed is not None:
        bring_back(conn, feed)
    return FeedId(feed)


def give_up(conn: sqlite3.Connection, feed: FeedId, now: int) -> tuple[str, list[int]]:
    """Unsubscribe; return the feed's title and the rows of the articles that left the lists.

    Those that are bookmarked or tagged stay, and those that another feed delivers too. For
    `marks.unsubscribe`, which writes down how to undo it. Raises NotFound.
    """
    title = subscribed_title(conn, feed)
    rows = [row for (row,) in conn.execute(_HERS_ALONE, {"feed": feed, "bit": UNSUBSCRIBED})]
    conn.executemany(
        f"UPDATE status SET hidden = hidden | {UNSUBSCRIBED} WHERE article = ?", [(row,) for row in rows]
    )
    conn.execute("UPDATE feeds SET removed_at = ? WHERE id = ?", (now, feed))
    # What several feeds have is hidden once each is muted or given up: that may be so now.
    unsettle_feeds(conn)
    return title, rows


def bring_back(conn: sqlite3.Connection, feed: FeedId) -> None:
    """Take an unsubscribed feed up again, with its articles; it is asked at the next sync."""
    conn.execute(
        f"UPDATE status SET hidden = hidden & ~{UNSUBSCRIBED}"
        f" WHERE hidden & {UNSUBSCRIBED} AND article IN ({_ITS_ARTICLES})",
        (feed,),
    )
    conn.execute("UPDATE feeds SET removed_at = NULL, due_at = 0, held_until = NULL WHERE id = ?", (feed,))
    unsettle_feeds(conn)
    conn.execute(
        # An undo after this would bring back what is back.
        "UPDATE changes SET undone = 1 WHERE verb = 'unsubscribe' AND json_extract(value, '$.feed') = ?",
        (feed,),
    )


def pause(conn: sqlite3.Connection, feed: FeedId, paused: bool) -> None:
    """Let a feed be asked no more, or again; then at the next sync, even one that said it was gone.

    Raises NotFound.
    """
    subscribed_title(conn, feed)
    # Even one that was gone: who lifts the pause wants it asked.
    again = "" if paused else ", due_at = 0, held_until = NULL, gone = 0"
    conn.execute(f"UPDATE feeds SET paused = ?{again} WHERE id = ?", (int(paused), feed))


def rename(conn: sqlite3.Connection, feed: FeedId, title: str | None) -> None:
    """Give a feed a title of the reader's own; None or blank: the feed's again. Raises NotFound."""
    subscribed_title(conn, feed)
    conn.execute("UPDATE feeds SET own_title = ? WHERE id = ?", (_title(title), feed))


def move(conn: sqlite3.Connection, feed: FeedId, folder: str | None) -> None:
    """Put a feed into a folder, `A/B` for one within another; None or blank: into none. Raises NotFound."""
    subscribed_title(conn, feed)
    conn.execute("UPDATE feeds SET folder = ? WHERE id = ?", (folder_path(folder), feed))


def reschedule(conn: sqlite3.Connection, feed: FeedId, wait_s: Callable[[int | None], int]) -> None:
    """Let another interval count from a feed's last answer on; one that fails keeps its growing pause.

    `wait_s` gives the seconds to leave it alone, from those it asks for itself.
    """
    asked = conn.execute(
        "SELECT asked_at, ttl_s FROM feeds WHERE id = ? AND failures = 0", (feed,)
    ).fetchone()
    if asked is not None and asked[0] is not None:
        conn.execute("UPDATE feeds SET due_at = ? WHERE id = ?", (asked[0] + wait_s(asked[1]), feed))


def subscribed_title(conn: sqlite3.Connection, feed: FeedId) -> str:
    """Return the title of a feed one is subscribed to. Raises NotFound; one of ours is none."""
    found = conn.execute(
        "SELECT coalesce(own_title, title, url) FROM feeds WHERE id = ? AND removed_at IS NULL"
        " AND url NOT IN (?, ?)",
        (feed, *OWN_FEEDS),
    ).fetchone()
    if found is None:
        raise NotFound("There is no such feed.")
    return str(found[0])


def folder_path(folder: str | None) -> str | None:
    """Return a folder as it is kept: names with a `/` between them, none of them empty; None for none."""
    names = [name for part in (folder or "").split("/") if (name := clean_line(part))]
    return "/".join(names) or None


def count(conn: sqlite3.Connection) -> int:
    """Return how many feeds one is subscribed to, paused ones too."""
    (n,) = conn.execute(
        "SELECT count(*) FROM feeds WHERE removed_at IS NULL AND url NOT IN (?, ?)", OWN_FEEDS
    ).fetchone()
    return int(n)


# ── as a list of feeds has them ───────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Outline:
    """One subscription as OPML carries it."""

    url: str
    title: str
    """May be empty."""
    folder: tuple[str, ...]
    """The folders it stands in, outermost first."""
    site_url: str | None
    attributes: tuple[tuple[str, str], ...]
    """What else the list said of it, kept to be given back."""


def outlines(conn: sqlite3.Connection) -> tuple[Outline, ...]:
    """Return all subscriptions in the order in which they were taken up."""
    sql = (
        "SELECT url, coalesce(own_title, title, ''), folder, site_url, settings FROM feeds"
        " WHERE removed_at IS NULL AND url NOT IN (?, ?) ORDER BY position, id"
    )
    return tuple(
        Outline(url, title, _folder_names(folder), site_url, _attributes(settings))
        for url, title, folder, site_url, settings in conn.execute(sql, OWN_FEEDS)
    )


# The list says where it stands and what it is called, not what one had made of it before.
_FORGET_PLACE: Final = """
UPDATE feeds SET own_title = NULL, folder = NULL, settings = NULL,
       position = (SELECT max(position) + 1 FROM feeds)
 WHERE url = :url AND removed_at IS NOT NULL
"""


def take_outline(conn: sqlite3.Connection, outline: Outline, now: int) -> None:
    """Subscribe to what a list names; a feed that one is subscribed to keeps its title and folder."""
    folder = "/".join(map(_stored_name, outline.folder))
    known = conn.execute(
        "SELECT own_title, title, folder FROM feeds WHERE url = ? AND removed_at IS NULL", (outline.url,)
    ).fetchone()
    if known is None:
        conn.execute(_FORGET_PLACE, {"url": outline.url})
    own, stated, standing = known or (None, None, None)
    feed = subscribe(
        conn,
        outline.url,
        now,
        own_title=None if own or outline.title == stated else outline.title,
        folder=standing or folder,
        site_url=outline.site_url,
    )
    if outline.attributes:
        kept = json.dumps({_OPML: outline.attributes})
        conn.execute("UPDATE feeds SET settings = ? WHERE id = ?", (kept, feed))


def _folder_names(folder: str | None) -> tuple[str, ...]:
    return tuple(map(_stated_name, folder.split("/"))) if folder else ()


def _stored_name(name: str) -> str:
    """Return a folder's name without a slash in it; `_stated_name` gives back the name, whatever it was."""

    def stand_in(slash: re.Match[str]) -> str:
        return _SLASH + slash[2] * 2 + (_ITSELF if slash[1] == _SLASH else "")

    return re.sub(f"([/{_SLASH}])({_ITSELF}*)", stand_in, name)


def _stated_name(stored: str) -> str:
    def stood_for(slash: re.Match[str]) -> str:
        doubled, is_itself = divmod(len(slash[1]), 2)
        return (_SLASH if is_itself else "/") + _ITSELF * doubled

    return re.sub(f"{_SLASH}({_ITSELF}*)", stood_for, stored)


def _attributes(settings: str | None) -> tuple[tuple[str, str], ...]:
    kept = json.loads(settings).get(_OPML, ()) if settings else ()
    return tuple((str(name), str(value)) for name, value in kept)


# ── which feeds to ask ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed with what a sync needs to ask it."""

    id: FeedId
    url: str
    title: str
    etag: str | None
    last_modified: str | None
    body_hash: bytes | None
    """Of the last body that was read; None where there was none."""
    due_at: int
    """Not to be asked unbidden before then."""
    held_until: int | None
    """The server asked not to be asked before then; None where it did not."""
    ttl_s: int | None
    """How long the feed asks to be left alone after an answer, in seconds."""
    failures: int
    """In a row."""
    has_answered: bool
    """Whether it was ever read."""


_SAID: Final = {"title": "coalesce(own_title, title, url)", "has_answered": "last_success_at IS NOT NULL"}
_NAMES: Final = tuple(Subscription.__dataclass_fields__)
_SUBSCRIPTIONS: Final = (
    f"SELECT {columns(_NAMES, _SAID)} FROM feeds WHERE removed_at IS NULL AND url NOT IN (?, ?)"
)


def askable(conn: sqlite3.Connection) -> tuple[Subscription, ...]:
    """Return the feeds that are neither paused nor gone, those that have waited longest first."""
    sql = _SUBSCRIPTIONS + " AND paused = 0 AND gone = 0 ORDER BY due_at, id"
    return tuple(_subscriptions(conn, sql))


def named(conn: sqlite3.Connection, feeds: Sequence[FeedId]) -> tuple[Subscription, ...]:
    """Return these feeds, in this order, paused and gone ones too; one that is not there is left out."""
    wanted = set(feeds)
    found = {one.id: one for one in _subscriptions(conn, _SUBSCRIPTIONS) if one.id in wanted}
    return tuple(found[feed] for feed in dict.fromkeys(feeds) if feed in found)


def is_due(subscription: Subscription, now: int) -> bool:
    """Whether a feed's time has come. A time further off than any wait is a wrong clock's, and has come."""
    return not _waits(subscription.due_at, now) and not is_held(subscription, now)


def is_held(subscription: Subscription, now: int) -> bool:
    """Whether the feed's server has asked not to be asked yet."""
    return _waits(subscription.held_until or 0, now)


def _waits(until: int, now: int) -> bool:
    return now < until <= now + _FURTHEST_S


def _subscriptions(conn: sqlite3.Connection, sql: str) -> Iterator[Subscription]:
    for row in conn.execute(sql, OWN_FEEDS):
        yield Subscription(**dict(zip(_NAMES, row, strict=True)))


# ── what they answered ────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Outcome:
    """What asking a feed came to: what its row says from now on."""

    feed: FeedId
    due_at: int
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    error: str | None = None
    """Why it failed, in words; None where it did not."""
    held_until: int | None = None
    gone: bool = False
    moved_to: str | None = None
    """The address it has moved to for good; not followed where another feed has it."""
    title: str | None = None
    site_url: str | None = None
    """As the feed states them; None leaves what is known."""
    ttl_s: int | None = None
    remembered: bytes | None = None
    """What tells the entries of its body again; None where the body was unchanged or not read."""


_RECORD_SUCCESS: Final = """
UPDATE feeds SET etag = ?, last_modified = ?, body_hash = ?, due_at = ?, asked_at = ?, last_success_at = ?,
       title = coalesce(?, title), site_url = coalesce(?, site_url),
       ttl_s = ?, failures = 0, last_error = NULL, held_until = NULL, gone = 0
 WHERE id = ?
"""
_RECORD_FAILURE: Final = """
UPDATE feeds SET due_at = ?, asked_at = ?, failures = failures + 1, last_error = ?, held_until = ?, gone = ?
 WHERE id = ?
"""


def record(conn: sqlite3.Connection, outcomes: Iterable[Outcome], now: int) -> None:
    """Write down what feeds answered."""
    done = list(outcomes)
    conn.executemany(_RECORD_SUCCESS, [_success(outcome, now) for outcome in done if outcome.error is None])
    conn.executemany(
        _RECORD_FAILURE, [_failure(outcome, now) for outcome in done if outcome.error is not None]
    )
    conn.executemany(
        "INSERT OR REPLACE INTO sent_before (feed, entries) VALUES (?, ?)",
        [(outcome.feed, outcome.remembered) for outcome in done if outcome.remembered is not None],
    )
    # IGNORE: two feeds of one address would each bring everything.
    moved = [(outcome.moved_to, outcome.feed) for outcome in done if outcome.moved_to is not None]
    conn.executemany("UPDATE OR IGNORE feeds SET url = ? WHERE id = ?", moved)


def sent_before(conn: sqlite3.Connection, feed: FeedId) -> bytes:
    """Return what tells the entries of a feed's last body again; empty where nothing does."""
    found = conn.execute("SELECT entries FROM sent_before WHERE feed = ?", (feed,)).fetchone()
    return b"" if found is None else bytes(found[0])


def is_subscribed(conn: sqlite3.Connection, feed: FeedId) -> bool:
    """Whether a feed is still there: the reader may have unsubscribed while it was asked."""
    found = conn.execute("SELECT 1 FROM feeds WHERE id = ? AND removed_at IS NULL", (feed,)).fetchone()
    return found is not None


def _success(outcome: Outcome, now: int) -> tuple[object, ...]:
    return (
        outcome.etag,
        outcome.last_modified,
        outcome.body_hash,
        outcome.due_at,
        now,
        now,
        _title(outcome.title),
        clean_line(outcome.site_url or "") or None,
        outcome.ttl_s,
        outcome.feed,
    )


def _failure(outcome: Outcome, now: int) -> tuple[object, ...]:
    error = clean_line(outcome.error or "")[:_LONGEST_ERROR]
    return (outcome.due_at, now, error, outcome.held_until, int(outcome.gone), outcome.feed)


def _title(title: str | None) -> str | None:
    return clean_line(title or "")[:_LONGEST_TITLE] or None
