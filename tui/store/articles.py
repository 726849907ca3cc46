"""Entries on their way in: what is new, changed or the same, one feed's batch in one transaction.

What is stored here is listed and searchable by headline and summary at once; the text waits as
delivered until it is prepared (`store.texts`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from tui.model import SEED_FEED_URL, FeedId
from tui.store.deliveries import TEXT_COLUMNS, Delivery, deliveries, oldest_first
from tui.store.headlines import last_row
from tui.store.identity import article_id
from tui.store.marks import restore_marks
from tui.store.muting import catch
from tui.store.searchable import front_text, index_article, unindex_article
from tui.store.subscriptions import UNSUBSCRIBED
from tui.store.times import to_seconds
from tui.store.twins import Twin, find_twins

__all__ = ["BatchResult", "Delivery", "Intake", "deliveries", "write_batch"]

_REVISIONS_KEPT: Final = 20
_REVISION_BYTES: Final = 1_000_000
"""Packed, of one article together with those after it: a feed that changes its texts hourly fills no disk."""

_ARTICLE_COLUMNS: Final = ("row", "id", "feed", "guid", *TEXT_COLUMNS, "arrived_at", "language")
_INSERT_ARTICLE: Final = (
    f"INSERT INTO articles ({', '.join(_ARTICLE_COLUMNS)}) VALUES ({', '.join('?' * len(_ARTICLE_COLUMNS))})"
)
_INSERT_DELIVERY: Final = "INSERT INTO deliveries (feed, guid_key, article, content_hash) VALUES (?, ?, ?, ?)"
_UPDATE_ARTICLE: Final = (
    f"UPDATE articles SET {', '.join(f'{name} = ?' for name in TEXT_COLUMNS)}, words = 0 WHERE row = ?"
)


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What became of a batch."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rows: tuple[int, ...] = ()
    """The new and changed articles, in the order of the document."""


def write_batch(
    conn: sqlite3.Connection, feed: FeedId, feed_url: str, batch: Sequence[Delivery], now: int
) -> BatchResult:
    """Store what a feed delivered, inside a write transaction: oldest first, so that rows follow dates.

    The rows of the result follow the batch. An article that the reader has opened and whose words
    differ is marked changed; read state, bookmark and place in the lists stay.
    """
    intake = Intake(conn, feed, feed_url, batch, [delivery.guid_key for delivery in batch], now)
    intake.write(conn, oldest_first(batch, now))
    written = (intake.written.get(delivery.guid_key) for delivery in batch)
    rows = tuple(dict.fromkeys(row for row in written if row is not None))
    return BatchResult(intake.new, len(rows) - intake.new, len(batch) - len(rows), rows)


def known_words(conn: sqlite3.Connection, feed: FeedId) -> dict[int, int]:
    """Return by `guid_key` the hash of the words that a feed has delivered, of five thousand entries at most.

    What is missing costs time and no more: it is looked up again when it is stored.
    """
    sql = "SELECT guid_key, content_hash FROM deliveries WHERE feed = ? LIMIT 5000"
    return dict(conn.execute(sql, (feed,)))


class Intake:
    """One feed's document at work: asked once what is known of it, then written in parts."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        feed: FeedId,
        feed_url: str,
        news: Sequence[Delivery],
        document: Collection[int],
        now: int,
    ) -> None:
        """Ask what is known of the news; `document` has the `guid_key` of each entry, known ones too."""
        self._feed = feed
        self._feed_url = feed_url
        self._now = now
        self._known = self._delivered(conn, news)
        unknown = [delivery for delivery in news if delivery.guid_key not in self._known]
        self._twins = find_twins(conn, feed, feed_url, unknown, document)
        self.written: dict[int, int] = {}
        """By `guid_key`, the rows of what is new or changed."""
        self.new = 0

    @property
    def changed(self) -> int:
        """How many articles have changed."""
        return len(set(self.written.values())) - self.new

    def write(self, conn: sqlite3.Connection, part: Sequence[Delivery]) -> None:
        """Store some of the news, inside a write transaction; parts and what is in them the oldest first.

        An export of ours (it has marks) brings the reader's marks to an article that is here already,
        but no other words: those that are here came from the source itself.
        """
        rows: dict[int, int] = {}
        fresh: list[Delivery] = []
        for delivery in part:
            known = self._known.get(delivery.guid_key)
            if known is not None:
                rows[delivery.guid_key] = known[0]
                if known[1] != delivery.content_hash and delivery.marks is None:
                    self._change(conn, delivery, known[0])
            elif (twin := self._twins.get(delivery.guid_key)) is not None:
                rows[delivery.guid_key] = twin.row
                self._take_twin(conn, delivery, twin)
            else:
                fresh.append(delivery)
        rows |= self._add(conn, fresh)
        for delivery in part:
            if delivery.marks is not None:
                self._restore_marks(conn, delivery, rows[delivery.guid_key])
        catch(conn, set(rows.values()))

    def _delivered(self, conn: sqlite3.Connection, news: Sequence[Delivery]) -> dict[int, tuple[int, int]]:
        """Return which of the news this feed has delivered before: the article, and the words' hash."""
        asked = json.dumps([delivery.guid_key for delivery in news])
        # Not as a join: SQLite would make itself a filter of the whole table before.
        sql = (
            "SELECT guid_key, article, content_hash FROM deliveries"
            " WHERE feed = ? AND guid_key IN (SELECT value FROM json_each(?))"
        )
        return {key: (row, words) for key, row, words in conn.execute(sql, (self._feed, asked))}

    # ── what is new ───────────────────────────────────────────────────────────────────────────

    def _add(self, conn: sqlite3.Connection, fresh: Sequence[Delivery]) -> dict[int, int]:
        """Store new articles; return their rows by `guid_key`."""
        ids = {d.guid_key: d.stated_id or article_id(self._feed_url, d.key) for d in fresh}
        asked = json.dumps(list(ids.values()))
        sql = "SELECT a.id, a.row FROM json_each(?) AS asked CROSS JOIN articles AS a ON a.id = asked.value"
        # The same entry, from a feed that was known by another row; or an id that was stated twice.
        rows_by_id: dict[str, int] = dict(conn.execute(sql, (asked,)))
        last = last_row(conn)
        rows: dict[int, int] = {}
        added: list[tuple[int, Delivery]] = []
        by_words: dict[int, int] = {}
        for delivery in fresh:
            id_ = ids[delivery.guid_key]
            twin = by_words.get(delivery.content_hash) if self._feed_url == SEED_FEED_URL else None
            row = rows_by_id.get(id_, twin)
            if row is None:
                row = last = last + 1
                added.append((row, delivery))
            rows[delivery.guid_key] = rows_by_id[id_] = by_words[delivery.content_hash] = row
        self._insert(conn, [(row, ids[delivery.guid_key], delivery) for row, delivery in added])
        conn.executemany(
            _INSERT_DELIVERY,
            [(self._feed, d.guid_key, rows[d.guid_key], d.content_hash) for d in fresh],
        )
        if len(added) < len(fresh):
            self._list_here(conn, list(rows.values()))
        self.new += len(added)
        self.written |= {delivery.guid_key: row for row, delivery in added}
        return rows

    def _insert(self, conn: sqlite3.Connection, added: Sequence[tuple[int, str, Delivery]]) -> None:
        """Write the lines of new articles, a table at a time."""
        feed, now = self._feed, self._now
        conn.executemany(
            _INSERT_ARTICLE,
            [(row, id_, feed, d.guid, *d.columns, d.arrived_at(now), d.language) for row, id_, d in added],
        )
        conn.executemany(
            "INSERT INTO status (article, feed, listed_at) VALUES (?, ?, ?)",
            [(row, feed, d.listed_at(d.arrived_at(now))) for row, _, d in added],
        )
        conn.executemany(
            "INSERT INTO bodies (article, form, data) VALUES (?, 'delivered', ?)",
            [(row, d.blob) for row, _, d in added],
        )
        conn.executemany("INSERT INTO queue (article, stage) VALUES (?, 1)", [(row,) for row, _, _ in added])
        conn.executemany(
            "INSERT OR IGNORE INTO likenesses VALUES (?, ?)",
            [(likeness, row) for row, _, d in added for likeness in d.likenesses],
        )
        conn.executemany(
            "INSERT INTO search (rowid, body, headline, front) VALUES (?, '', ?, ?)",
            [(row, d.headline, front_text(*map(_text, d.columns[3:8]))) for row, _, d in added],
        )

    def _list_here(self, conn: sqlite3.Connection, rows: Sequence[int]) -> None:
        """List articles that belong to other feeds, perhaps to one unsubscribed, under this one too."""
        lines = [(row, self._feed) for row in rows]
        conn.executemany(
            "INSERT OR IGNORE INTO crossposts SELECT ?2, listed_at, article FROM status"
            " WHERE article = ?1 AND feed <> ?2",
            lines,
        )
        conn.executemany(
            f"UPDATE status SET hidden = hidden & ~{UNSUBSCRIBED}"
            f" WHERE article = ?1 AND feed <> ?2 AND hidden & {UNSUBSCRIBED}",
            lines,
        )

    # ── what is known ─────────────────────────────────────────────────────────────────────────

    def _take_twin(self, conn: sqlite3.Connection, delivery: Delivery, twin: Twin) -> None:
        """Take an entry as another name of an article; where that is another feed's, list it here too."""
        line = (self._feed, delivery.guid_key, twin.row, delivery.content_hash)
        conn.execute(_INSERT_DELIVERY, line)
        self._list_here(conn, [twin.row])
        if not twin.same_words and delivery.marks is None:
            self._change(conn, delivery, twin.row)

    def _change(self, conn: sqlite3.Connection, delivery: Delivery, row: int) -> None:
        """Take in changed words: only from the feed the article belongs to, the earlier text is kept."""
        conn.execute(
            "UPDATE deliveries SET content_hash = ? WHERE feed = ? AND guid_key = ?",
            (delivery.content_hash, self._feed, delivery.guid_key),
        )
        if conn.execute("SELECT feed FROM articles WHERE row = ?", (row,)).fetchone() != (self._feed,):
            return  # another feed's, or removed
        unindex_article(conn, row)
        self._keep_revision(conn, row)
        conn.execute(_UPDATE_ARTICLE, (*delivery.columns, row))
        conn.execute(
            "UPDATE bodies SET form = 'delivered', prepared = 0, data = ? WHERE article = ?",
            (delivery.blob, row),
        )
        index_article(conn, row, "")
        conn.execute(
            "INSERT INTO queue (article, stage) VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1",
            (row,),
        )
        self.written[delivery.guid_key] = row

    def _keep_revision(self, conn: sqlite3.Connection, row: int) -> None:
        """Put the present text beside the earlier ones, of which the first and the newest stay."""
        conn.execute(
            "INSERT INTO revisions SELECT a.row, max(?, 1 + coalesce((SELECT max(replaced_at) FROM revisions"
            " WHERE article = a.row), 0)), a.headline, b.form, b.data"
            " FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row WHERE a.row = ?",
            (self._now, row),
        )
        sql = "SELECT replaced_at, length(data) FROM revisions WHERE article = ? ORDER BY replaced_at DESC"
        too_many = _too_many(conn.execute(sql, (row,)).fetchall())
        conn.executemany(
            "DELETE FROM revisions WHERE article = ? AND replaced_at = ?", [(row, at) for at in too_many]
        )

    def _restore_marks(self, conn: sqlite3.Connection, delivery: Delivery, row: int) -> None:
        marks = delivery.marks
        assert marks is not None
        restore_marks(
            conn,
            row,
            saved_at=to_seconds(marks.saved_at),
            read=marks.read,
            tags=marks.tags,
            position=marks.position,
            now=self._now,
        )


def _too_many(revisions: Sequence[tuple[int, int]]) -> list[int]:
    """Return which of an article's earlier texts are let go: times and sizes, the newest first."""
    packed = list(accumulate(size for _, size in revisions))
    between = list(zip(revisions, packed, strict=True))[1:-1]  # the first and the newest stay
    return [
        at
        for number, ((at, _), size) in enumerate(between, 2)
        if number >= _REVISIONS_KEPT or size > _REVISION_BYTES
    ]


def _text(value: str | int | None) -> str | None:
    return value if isinstance(value, str) else None
