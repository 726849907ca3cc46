"""Entries on their way in: what is new, changed or the same, one feed's batch in one transaction.

What is stored here is listed and searchable by headline and summary at once; the text waits as
delivered until it is prepared (`store.texts`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from tui.model import SEED_FEED_URL, ArticleId, FeedId, RawEntry
from tui.safetext import clean_line
from tui.store.delivered import pack_entry
from tui.store.identity import article_id, content_hash, entry_keys, guid_hash, normalised_link
from tui.store.marks import restore_marks
from tui.store.searchable import index_article, unindex_article
from tui.store.times import to_seconds

_HEADLINE_FROM_SUMMARY: Final = 80
"""Characters of the summary that stand in for a headline that is missing."""
_REVISIONS_KEPT: Final = 20

_ARTICLE_COLUMNS: Final = (
    "id", "feed", "guid", "url", "house", "headline", "summary", "dek", "byline", "place", "agency",
    "published_at", "published_stated", "updated_at", "arrived_at", "language",
)  # fmt: skip
_INSERT_ARTICLE: Final = (
    f"INSERT INTO articles ({', '.join(_ARTICLE_COLUMNS)}) VALUES ({', '.join('?' * len(_ARTICLE_COLUMNS))})"
    " ON CONFLICT (id) DO NOTHING RETURNING row"
)
_TEXT_COLUMNS: Final = _ARTICLE_COLUMNS[3:14]
_UPDATE_ARTICLE: Final = (
    f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _TEXT_COLUMNS)}, words = 0 WHERE row = ?"
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """An entry with what is worked out about it before the write lock is taken."""

    entry: RawEntry
    key: str
    """What identifies it within its feed."""
    guid_key: int
    content_hash: int
    summary: str | None
    """One plain line for lists and the search index."""


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rows: tuple[int, ...] = ()
    """The new and changed articles, in the order of the document."""


def deliveries(
    entries: Sequence[RawEntry], summarise: Callable[[RawEntry], str | None]
) -> tuple[Delivery, ...]:
    """Work out what a document's entries are known by; of two with one key the first counts.

    `summarise` gives the plain line of an entry, or None. Touches no database: for a parsing process.
    """
    keys = entry_keys(entries)
    first: dict[str, RawEntry] = {}
    for key, entry in zip(keys, entries, strict=True):
        first.setdefault(key, entry)
    return tuple(
        Delivery(entry, key, guid_hash(key), content_hash(entry), summarise(entry))
        for key, entry in first.items()
    )


def write_batch(
    conn: sqlite3.Connection, feed: FeedId, feed_url: str, batch: Sequence[Delivery], now: int
) -> BatchResult:
    """Store what a feed delivered, inside a write transaction: oldest first, so that rows follow dates.

    The rows of the result follow the batch. An article that the reader has opened and whose words
    differ is marked changed; read state, bookmark and place in the lists stay.
    """
    writer = _Writer(conn, feed, feed_url, now)
    writer.learn(batch)
    for delivery in oldest_first(batch, now):
        writer.take(delivery)
    written = (writer.written.get(delivery.guid_key) for delivery in batch)
    rows = tuple(dict.fromkeys(row for row in written if row is not None))
    return BatchResult(writer.new, len(rows) - writer.new, len(batch) - len(rows), rows)


def oldest_first(batch: Sequence[Delivery], now: int) -> list[Delivery]:
    """Return a feed's entries in the order of the lists' end; of equal ones the last comes first."""
    return sorted(batch, key=lambda delivery: -_listed_at(delivery.entry, now))[::-1]


class _Writer:
    """One batch at work: knows what the feed has delivered before, and counts."""

    def __init__(self, conn: sqlite3.Connection, feed: FeedId, feed_url: str, now: int) -> None:
        self._conn = conn
        self._feed = feed
        self._feed_url = feed_url
        self._now = now
        self._known: dict[int, tuple[int, int]] = {}
        self.written: dict[int, int] = {}
        self.new = 0

    def learn(self, batch: Sequence[Delivery]) -> None:
        """Ask which of the batch this feed has delivered before, and with which words."""
        asked = json.dumps([delivery.guid_key for delivery in batch])
        sql = (
            "SELECT d.guid_key, d.article, d.content_hash FROM json_each(?) AS asked"
            " CROSS JOIN deliveries AS d ON d.feed = ? AND d.guid_key = asked.value"
        )
        self._known = {key: (row, words) for key, row, words in self._conn.execute(sql, (asked, self._feed))}

    def take(self, delivery: Delivery) -> None:
        """Store one entry as new, as a change, as a further name of a known article, or not at all.

        An export of ours (it has marks) brings the reader's marks to an article that is here already,
        but no other words: those that are here came from the source itself.
        """
        known = self._known.get(delivery.guid_key)
        if known is not None:
            if known[1] != delivery.content_hash and delivery.entry.marks is None:
                self._change(delivery, known[0])
            row: int | None = known[0]
        elif (row := self._twin(delivery)) is not None:
            self._add_delivery(delivery, row)
        else:
            row = self._add(delivery)
        if delivery.entry.marks is not None and row is not None:
            self._restore_marks(delivery.entry, row)

    def _twin(self, delivery: Delivery) -> int | None:
        """Find an article of the same words that this is another name of.

        Among documents the words decide; elsewhere the link must be the same too, since many an
        entry holds no more than a title that comes again.
        """
        sql = (
            "SELECT d.feed, d.article, a.url FROM deliveries AS d CROSS JOIN articles AS a"
            " ON a.row = d.article WHERE d.content_hash = ?"
        )
        link = normalised_link(delivery.entry.url or "")
        for feed, row, url in self._conn.execute(sql, (delivery.content_hash,)):
            if feed == self._feed and self._feed_url == SEED_FEED_URL:
                return int(row)
            if link and link == normalised_link(url or ""):
                return int(row)
        return None

    def _add(self, delivery: Delivery) -> int | None:
        entry = delivery.entry
        stated = entry.origin and entry.origin.article_id
        id_ = stated or article_id(self._feed_url, delivery.key)
        arrived = self._arrived_at(entry)
        columns = (id_, self._feed, _guid(entry), *_text_values(delivery), arrived)
        found = self._conn.execute(
            _INSERT_ARTICLE, (*columns, clean_line(entry.language or "") or None)
        ).fetchone()
        if found is None:  # the same entry, from a feed that was known by another row
            return self._add_again(delivery, id_)
        row: int = found[0]
        listed_at = _listed_at(entry, arrived)
        self._conn.execute(
            "INSERT INTO status (article, feed, listed_at) VALUES (?, ?, ?)", (row, self._feed, listed_at)
        )
        self._conn.execute(
            "INSERT INTO bodies (article, form, data) VALUES (?, 'delivered', ?)", (row, pack_entry(entry))
        )
        self._conn.execute("INSERT INTO queue (article, stage) VALUES (?, 1)", (row,))
        self._add_delivery(delivery, row)
        index_article(self._conn, row, "")
        self._known[delivery.guid_key] = (row, delivery.content_hash)
        self.written[delivery.guid_key] = row
        self.new += 1
        return row

    def _add_again(self, delivery: Delivery, id_: ArticleId) -> int:
        (row,) = self._conn.execute("SELECT row FROM articles WHERE id = ?", (id_,)).fetchone()
        self._add_delivery(delivery, row)
        return int(row)

    def _add_delivery(self, delivery: Delivery, row: int) -> None:
        """Note that this feed delivers an article; where it is another feed's, list it here too."""
        self._conn.execute(
            "INSERT INTO deliveries (feed, guid_key, article, content_hash) VALUES (?, ?, ?, ?)",
            (self._feed, delivery.guid_key, row, delivery.content_hash),
        )
        self._conn.execute(
            "INSERT OR IGNORE INTO crossposts SELECT ?, listed_at, article FROM status"
            " WHERE article = ? AND feed <> ?",
            (self._feed, row, self._feed),
        )

    def _change(self, delivery: Delivery, row: int) -> None:
        """Take in changed words: only from the feed the article belongs to, the earlier text is kept."""
        self._conn.execute(
            "UPDATE deliveries SET content_hash = ? WHERE feed = ? AND guid_key = ?",
            (delivery.content_hash, self._feed, delivery.guid_key),
        )
        if self._conn.execute("SELECT feed FROM articles WHERE row = ?", (row,)).fetchone() != (self._feed,):
            return  # another feed's, or removed
        unindex_article(self._conn, row)
        self._keep_revision(row)
        self._conn.execute(_UPDATE_ARTICLE, (*_text_values(delivery), row))
        self._conn.execute(
            "UPDATE bodies SET form = 'delivered', prepared = 0, data = ? WHERE article = ?",
            (pack_entry(delivery.entry), row),
        )
        index_article(self._conn, row, "")
        self._conn.execute(
            "INSERT INTO queue (article, stage) VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1",
            (row,),
        )
        self._conn.execute(
            "UPDATE status SET changed = 1 WHERE article = ? AND opened_at IS NOT NULL", (row,)
        )
        self.written[delivery.guid_key] = row

    def _keep_revision(self, row: int) -> None:
        """Put the present text beside the earlier ones, of which the newest twenty stay."""
        self._conn.execute(
            "INSERT INTO revisions SELECT a.row, max(?, 1 + coalesce((SELECT max(replaced_at) FROM revisions"
            " WHERE article = a.row), 0)), a.headline, b.form, b.data"
            " FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row WHERE a.row = ?",
            (self._now, row),
        )
        self._conn.execute(
            "DELETE FROM revisions WHERE article = ?1 AND replaced_at <= (SELECT replaced_at FROM revisions"
            " WHERE article = ?1 ORDER BY replaced_at DESC LIMIT 1 OFFSET ?2)",
            (row, _REVISIONS_KEPT),
        )

    def _restore_marks(self, entry: RawEntry, row: int) -> None:
        marks = entry.marks
        assert marks is not None
        restore_marks(
            self._conn,
            row,
            saved_at=to_seconds(marks.saved_at),
            read=marks.read,
            tags=marks.tags,
            position=marks.position,
            now=self._now,
        )

    def _arrived_at(self, entry: RawEntry) -> int:
        """Return now, or when an exported article first arrived, where that is not in the future."""
        stated = None if entry.origin is None else to_seconds(entry.origin.arrived_at)
        return self._now if stated is None else min(stated, self._now)


def _listed_at(entry: RawEntry, arrived: int) -> int:
    """Return the second that lists sort by: published where known and not in the future, else arrival."""
    published = to_seconds(entry.published_at)
    return published if published is not None and published <= arrived else arrived


def _guid(entry: RawEntry) -> str | None:
    """Return the guid, unless the link says the same."""
    guid = clean_line(entry.guid or "") or None
    return (
        None if guid == entry.url and entry_keys([entry]) == entry_keys([replace(entry, guid=None)]) else guid
    )


def _text_values(delivery: Delivery) -> tuple[str | int | None, ...]:
    """Return the values of `_TEXT_COLUMNS`; every text has passed the gate."""
    entry = delivery.entry
    summary = clean_line(delivery.summary or "")
    return (
        clean_line(entry.url or "") or None,
        clean_line(entry.masthead or "") or None,
        _headline(entry, summary),
        summary or None,
        clean_line(entry.dek or "") or None,
        clean_line(", ".join(entry.authors)) or None,
        None if entry.dateline is None else clean_line(entry.dateline.place) or None,
        None if entry.dateline is None else clean_line(entry.dateline.agency or "") or None,
        to_seconds(entry.published_at),
        clean_line(entry.published_stated or "") or None if entry.published_at is None else None,
        to_seconds(entry.updated_at),
    )


def _headline(entry: RawEntry, summary: str) -> str:
    """Return the headline, else the beginning of the summary, else the address: a list row is never blank."""
    return (
        clean_line(entry.title)
        or summary[:_HEADLINE_FROM_SUMMARY].rpartition(" ")[0]
        or summary[:_HEADLINE_FROM_SUMMARY]
        or clean_line(entry.url or "")
        or "Untitled"
    )
