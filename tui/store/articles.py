"""Entries on their way in: what is new, changed or the same, one feed's batch in one transaction.

What is stored here is listed and searchable by headline and summary at once; the text waits as
delivered until it is prepared (`store.texts`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tui.model.ids import SEED_FEED_URL, FeedId
from tui.store import fulltexts, revisions
from tui.store.deliveries import TEXT_COLUMNS, Delivery, deliveries, oldest_first, spread
from tui.store.headlines import last_row
from tui.store.identity import article_id, exact_key, unpack_traits
from tui.store.marks import restore_marks
from tui.store.muting import catch
from tui.store.namesakes import Stored, tell_apart
from tui.store.searchable import index_article, index_line, index_new, unindex_article
from tui.store.subscriptions import UNSUBSCRIBED
from tui.store.times import to_seconds
from tui.store.twins import Twin, find_twins
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model import notesjson
else:  # loaded when first used: whoever starts should not wait for them
    notesjson = Lazy("tui.model.notesjson")

__all__ = ["BatchResult", "Delivery", "Intake", "deliveries", "write_batch"]

_ARTICLE_COLUMNS: Final = ("row", "id", "feed", "guid", *TEXT_COLUMNS, "arrived_at", "language")
_INSERT_ARTICLE: Final = (
    f"INSERT INTO articles ({', '.join(_ARTICLE_COLUMNS)}) VALUES ({', '.join('?' * len(_ARTICLE_COLUMNS))})"
)
# What is stored in several transactions, another process may have stored meanwhile.
_INSERT_DELIVERY: Final = (
    "INSERT OR IGNORE INTO deliveries (feed, guid_key, article, content_hash, base, traits)"
    " VALUES (?, ?, ?, ?, ?, ?)"
)
_UPDATE_DELIVERY: Final = (
    "UPDATE deliveries SET content_hash = ?, base = ?, traits = ? WHERE feed = ? AND guid_key = ?"
)
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
    intake = Intake(conn, feed, feed_url, batch, (), now)
    intake.write(conn, oldest_first(intake.news, now))
    return intake.result()


def known_words(conn: sqlite3.Connection, feed: FeedId) -> dict[int, int]:
    """Return the hash of the words that a feed has delivered, of some thousand entries at most.

    Each is known by its `guid_key`, and where others share its key, or may, by `identity.exact_key` as well.
    What is missing costs time and no more: it is looked up again when it is stored.
    """
    sql = "SELECT guid_key, content_hash, base, traits FROM deliveries WHERE feed = ? LIMIT 5000"
    known: dict[int, int] = {}
    for guid_key, words, base, packed in conn.execute(sql, (feed,)):
        known[guid_key] = words
        if base is not None and (traits := unpack_traits(packed)) is not None:
            known[exact_key(base, words, traits.date, traits.link)] = words
    return known


class Intake:
    """One feed's document at work: asked once what is known of it, then written in parts."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        feed: FeedId,
        feed_url: str,
        news: Sequence[Delivery],
        same: Collection[int],
        now: int,
    ) -> None:
        """Ask what is known of the news; `same` are the keys of the entries that are known and unchanged."""
        self._feed = feed
        self._feed_url = feed_url
        self._now = now
        told = tell_apart(conn, feed, news, same, are_documents=feed_url == SEED_FEED_URL)
        self.news: Sequence[Delivery] = spread([one.delivery for one in told], _last_answer(conn, feed), now)
        """The news, each under a key of its own; in the order in which they came."""
        self._known = {one.delivery.guid_key: one.stored for one in told if one.stored is not None}
        fresh = {one.delivery.guid_key: one for one in told if one.stored is None}
        self._twins = find_twins(
            conn,
            feed,
            feed_url,
            [one.delivery for one in fresh.values()],
            {*same, *(delivery.guid_key for delivery in self.news)},
            {key: one.others for key, one in fresh.items()},
        )
        self._rows: dict[int, int] = {}
        """By `guid_key`, the rows of what is written."""
        self.written: dict[int, int] = {}
        """By `guid_key`, the rows of what is new or changed."""
        self.new = 0

    def result(self) -> BatchResult:
        """Return what has become of the news."""
        written = (self.written.get(delivery.guid_key) for delivery in self.news)
        rows = tuple(dict.fromkeys(row for row in written if row is not None))
        return BatchResult(self.new, len(rows) - self.new, len(self.news) - len(rows), rows)

    @property
    def changed(self) -> int:
        """How many articles have changed."""
        return len(set(self.written.values())) - self.new

    def write(self, conn: sqlite3.Connection, part: Sequence[Delivery]) -> None:
        """Store some of the news, inside a write transaction; parts and what is in them the oldest first.

        An export of ours (it has marks) brings the reader's marks to an article that is here already,
        but no other words: those that are here came from the source itself.
        """
        fresh: dict[int, Delivery] = {}
        for delivery in part:
            key = delivery.guid_key
            if key in self._rows or key in fresh:
                continue  # it says the same as one before it
            if (known := self._known.get(key)) is not None:
                self._rows[key] = known.row
                self._take_known(conn, delivery, known)
            elif (twin := self._twins.get(key)) is not None:
                self._rows[key] = twin.row
                self._take_twin(conn, delivery, twin)
            else:
                fresh[key] = delivery
        self._rows |= self._add(conn, list(fresh.values()))
        for delivery in part:
            if delivery.marks is not None:
                self._restore_marks(conn, delivery, self._rows[delivery.guid_key])
                # An article that is here already keeps the text that it has.
                if delivery.marks.page and delivery.guid_key in self.written:
                    fulltexts.restore(conn, self.written[delivery.guid_key], delivery.marks, self._now)
        catch(conn, {self._rows[delivery.guid_key] for delivery in part})

    # ── what is new ───────────────────────────────────────────────────────────────────────────

    def _add(self, conn: sqlite3.Connection, fresh: Sequence[Delivery]) -> dict[int, int]:
        """Store new articles; return their rows by `guid_key`."""
        ids = {d.guid_key: d.stated_id or article_id(self._feed_url, d.key) for d in fresh}
        asked = json.dumps(list(ids.values()))
        sql = "SELECT a.id, a.row FROM json_each(?) AS asked CROSS JOIN articles AS a ON a.id = asked.value"
        # The same entry, from a feed that was known by another row; or an id that was stated twice.
        rows_by_id: dict[str, int] = dict(conn.execute(sql, (asked,)))
        # Not what SQLite would give: a row that was ever used is never given again.
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
            [self._line(delivery, rows[delivery.guid_key]) for delivery in fresh],
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
        index_new(
            conn, [(row, index_line((d.headline, *map(_text, d.columns[3:8])), "")) for row, _, d in added]
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

    def _line(self, delivery: Delivery, row: int) -> tuple[object, ...]:
        """Return an article's line in `deliveries`."""
        return (
            self._feed,
            delivery.guid_key,
            row,
            delivery.content_hash,
            delivery.base,
            delivery.kept_traits,
        )

    def _take_known(self, conn: sqlite3.Connection, delivery: Delivery, known: Stored) -> None:
        """Take an entry as an article that this feed delivered before."""
        is_changed = delivery.content_hash not in known.words
        # An export of ours: the words that are here came from the source, and may be newer.
        if is_changed and delivery.marks is not None:
            return
        if is_changed or (delivery.base, delivery.kept_traits) != (known.base, known.kept_traits):
            values = (delivery.content_hash, delivery.base, delivery.kept_traits, self._feed)
            conn.executemany(_UPDATE_DELIVERY, [(*values, line) for line in known.lines])
        if is_changed:
            self._change(conn, delivery, known.row)

    def _take_twin(self, conn: sqlite3.Connection, delivery: Delivery, twin: Twin) -> None:
        """Take an entry as another name of an article; where that is another feed's, list it here too."""
        asked = "SELECT 1 FROM deliveries WHERE content_hash = ? AND article = ?"
        # Under any of its names: what one of them brought already is no change.
        is_changed = conn.execute(asked, (delivery.content_hash, twin.row)).fetchone() is None
        conn.execute(_INSERT_DELIVERY, self._line(delivery, twin.row))
        self._list_here(conn, [twin.row])
        if is_changed and delivery.marks is None:
            self._change(conn, delivery, twin.row)

    def _change(self, conn: sqlite3.Connection, delivery: Delivery, row: int) -> None:
        """Take in changed words: only from the feed the article belongs to, the earlier text is kept."""
        # Else two feeds that shorten a story differently would change it back and forth for ever.
        if conn.execute("SELECT feed FROM articles WHERE row = ?", (row,)).fetchone() != (self._feed,):
            return  # another feed's, or removed
        self.written[delivery.guid_key] = row
        if fulltexts.take_change(conn, row, delivery, self._now):
            return
        # Before anything of it changes: the index has to be told what it is to take out.
        unindex_article(conn, row)
        revisions.keep_present(conn, row, self._now)
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
            noted=notesjson.notes_from_text(marks.notes) if marks.notes else (),
        )


def _last_answer(conn: sqlite3.Connection, feed: FeedId) -> int | None:
    """Return when a feed was last asked with success; None: never yet."""
    found = conn.execute("SELECT last_success_at FROM feeds WHERE id = ?", (feed,)).fetchone()
    return None if found is None else found[0]


def _text(value: str | int | None) -> str | None:
    return value if isinstance(value, str) else None
