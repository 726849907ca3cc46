"""What can still be read of a damaged database, put into a sound one.

The sound one is new, or a backup: then what is in both is marked as either says, so that no bookmark
is lost, and the rest is added. Names are found and search lines made anew.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from tui.model.ids import OWN_FEEDS
from tui.model.mending import Rescued
from tui.store import recordings
from tui.store.connection import connect, transaction, translated
from tui.store.delivered import is_legible, listed_entry, pack_entry, plain_body, unpack_entry
from tui.store.identity import article_id
from tui.store.legible import gather
from tui.store.searchable import index_article

CARRIED: Final = (
    "feeds", "articles", "status", "bodies", "revisions", "tags", "deliveries", "likenesses", "crossposts",
    "follows",
    "mutes",
    "notes",
    "full_texts",
)  # fmt: skip
"""Tables whose rows are carried over, under the numbers that their feeds and articles have now."""
AS_THEY_ARE: Final[tuple[str, ...]] = ("corrections", "searches", "thread_choices")
"""Tables of the reader's own that refer to no row of another: carried over unchanged."""
MADE_ANEW: Final = (
    "changes", "queue", "article_names", "entities", "entity_words", "entity_articles", "followings",
    "search", "lexicon", "counts", "settings", "muted", "sent_before", "arrivals",
    "failures", "threads", "thread_articles", "thread_traits", "thread_terms", "told", "quoted",
)  # fmt: skip
"""Tables that follow from others, or hold nothing that would be missed."""

_KEPT_BY_TRIGGER: Final = ("id", "total", "unread", "crossposts")
_LOST: Final = "dateline:lost"
"""Opens the address of a feed whose row could not be read; nothing is asked there."""
_HEADLINE_CHARACTERS: Final = 80


def rescue(damaged: Path, target: Path, now: int) -> Rescued:
    """Put what is legible of a damaged file into a sound database, in one transaction.

    Raises StoreErrors, OSError and ValueError; then the target is as it was.
    """
    with translated(target), closing(connect(target)) as conn:
        conn.execute("PRAGMA temp_store = FILE")
        conn.execute("ATTACH '' AS old")
        conn.create_function("legible", 2, is_legible, deterministic=True)
        conn.create_function("said", 4, _said, deterministic=True)
        conn.create_function("headline_of", 2, _headline_of, deterministic=True)
        conn.create_function("lost_id", 1, _lost_id, deterministic=True)
        with transaction(conn):
            gather(damaged, conn, (*CARRIED, *AS_THEY_ARE))
            (rows,) = conn.execute(
                "SELECT (SELECT count(*) FROM old.articles) + (SELECT count(*) FROM old.feeds)"
            ).fetchone()
            _carry(conn, now)
            _carry_follows(conn, now)
            return _counted(conn, legible=rows > 0)


def _carry(conn: sqlite3.Connection, now: int) -> None:
    # In this order: articles name feeds by number, marks name articles by row.
    _map_feeds(conn, now)
    _map_articles(conn)
    _add_articles(conn)
    _mark_articles(conn)
    _add_the_rest(conn)
    for row, form, data in conn.execute(
        "SELECT b.article, b.form, b.data FROM added AS a CROSS JOIN bodies AS b ON b.article = a.row"
    ).fetchall():
        index_article(conn, row, plain_body(form, data))
        conn.execute("INSERT INTO queue VALUES (?, ?)", (row, 2 if form == "blocks" else 1))


def _counted(conn: sqlite3.Connection, *, legible: bool) -> Rescued:
    counts = dict(conn.execute("SELECT name, n FROM counts"))
    (feeds,) = conn.execute(
        "SELECT count(*) FROM feeds WHERE removed_at IS NULL AND url NOT IN (?, ?)", OWN_FEEDS
    ).fetchone()
    return Rescued(counts["saved"], counts["total"], feeds, legible)


# ── feeds and articles, and the numbers they have now ─────────────────────────────────────────


def _map_feeds(conn: sqlite3.Connection, now: int) -> None:
    """Add the feeds, under their old numbers where these are free; `feed_of` leads from old to new."""
    conn.execute("CREATE TEMP TABLE feed_of (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    # A backup is an earlier state of the same file: its numbers mean the same feeds.
    conn.execute("INSERT INTO feed_of SELECT id, id FROM feeds WHERE id NOT IN (SELECT id FROM old.feeds)")
    shared = ", ".join(_shared(conn, "feeds", but=_KEPT_BY_TRIGGER))
    conn.execute(
        f"INSERT OR IGNORE INTO feeds (id, {shared})"
        f" SELECT nullif(id, (SELECT f.id FROM feeds AS f WHERE f.id = o.id)), {shared} FROM old.feeds AS o"
        " WHERE url NOT IN (SELECT url FROM feeds)"
    )
    conn.execute(
        "INSERT OR REPLACE INTO feed_of SELECT o.id, f.id FROM old.feeds AS o JOIN feeds AS f USING (url)"
    )
    conn.execute(
        "CREATE TEMP TABLE lost AS SELECT DISTINCT feed FROM ("
        "SELECT feed FROM old.articles UNION SELECT feed FROM old.status WHERE saved_at IS NOT NULL"
        " UNION SELECT coalesce(s.feed, 0) FROM old.notes AS n LEFT JOIN old.status AS s USING (article)"
        "        WHERE n.article NOT IN (SELECT row FROM old.articles))"
        " WHERE feed NOT IN (SELECT old FROM feed_of)"
    )
    conn.execute(
        # Given up from the first: a bookmark needs a feed, and this one cannot be asked.
        "INSERT INTO feeds (url, title, added_at, removed_at)"
        f" SELECT '{_LOST}-' || feed, 'A feed that was lost', ?1, ?1 FROM lost",
        (now,),
    )
    conn.execute(
        "INSERT INTO feed_of SELECT l.feed, f.id FROM lost AS l"
        f" JOIN feeds AS f ON f.url = '{_LOST}-' || l.feed"
    )


def _map_articles(conn: sqlite3.Connection) -> None:
    """Let `row_of` lead from old rows to new ones, and `added` name those that are not there yet."""
    conn.execute("CREATE TEMP TABLE row_of (old INTEGER PRIMARY KEY, new INTEGER NOT NULL)")
    conn.execute("CREATE TEMP TABLE added (row INTEGER PRIMARY KEY, old INTEGER NOT NULL)")
    conn.execute(
        "INSERT INTO row_of SELECT o.row, a.row FROM old.articles AS o JOIN articles AS a USING (id)"
    )
    # Of an article whose line is lost: the backup has it under the same number, and the same time.
    conn.execute(
        "INSERT OR IGNORE INTO row_of SELECT o.article, s.article FROM old.status AS o"
        " JOIN status AS s ON s.article = o.article AND s.listed_at = o.listed_at"
        " WHERE o.article NOT IN (SELECT row FROM old.articles)"
    )
    # Else a bookmark's text, if that is there, is an article of its own.
    conn.execute(
        "INSERT INTO old.articles (row, id, feed, headline, published_at, arrived_at)"
        " SELECT s.article, lost_id(s.article), s.feed, headline_of(b.form, b.data), s.listed_at, s.listed_at"
        "   FROM old.status AS s JOIN old.bodies AS b USING (article)"
        "  WHERE s.article NOT IN (SELECT old FROM row_of UNION SELECT row FROM old.articles)"
        "    AND (s.saved_at IS NOT NULL"
        "         OR s.article IN (SELECT article FROM old.tags UNION SELECT article FROM old.notes))"
        "    AND legible(b.form, b.data)"
    )
    _map_noted(conn)
    conn.execute(
        "INSERT INTO added SELECT CASE WHEN o.row IN (SELECT row FROM articles)"
        " THEN row_number() OVER (ORDER BY o.row) + (SELECT max(row) FROM ("
        "   SELECT row FROM articles UNION ALL SELECT row FROM old.articles)) ELSE o.row END, o.row"
        " FROM old.articles AS o WHERE o.row NOT IN (SELECT old FROM row_of)"
        " GROUP BY o.id"  # a page that was given up may hold an article once more
    )
    conn.execute("INSERT INTO row_of SELECT old, row FROM added")


def _map_noted(conn: sqlite3.Connection) -> None:
    """Find an article for notes whose own is lost: the backup's of that number, else one made for them."""
    conn.execute(
        "INSERT OR IGNORE INTO row_of SELECT n.article, a.row FROM old.notes AS n"
        " JOIN articles AS a ON a.row = n.article WHERE n.article NOT IN (SELECT row FROM old.articles)"
    )
    conn.execute(
        "INSERT INTO old.articles (row, id, feed, headline, arrived_at)"
        " SELECT n.article, lost_id(n.article), coalesce(s.feed, 0), 'A noted story that was lost',"
        "        coalesce(s.listed_at, min(n.made_at))"
        "   FROM old.notes AS n LEFT JOIN old.status AS s USING (article)"
        "  WHERE n.article NOT IN (SELECT old FROM row_of UNION SELECT row FROM old.articles)"
        "  GROUP BY n.article"
    )


def _add_articles(conn: sqlite3.Connection) -> None:
    """Add articles with their texts; where the text is lost, the summary stands for it."""
    shared = _shared(conn, "articles", but=("row", "feed", "words"))
    conn.execute(
        f"INSERT INTO articles (row, feed, words, {', '.join(shared)})"
        f" SELECT n.row, f.new, coalesce(o.words, 0), {', '.join(f'o.{name}' for name in shared)}"
        "   FROM added AS n JOIN old.articles AS o ON o.row = n.old JOIN feed_of AS f ON f.old = o.feed"
    )
    recordings.look_anew(conn)
    conn.execute(
        "INSERT INTO status (article, feed, listed_at)"
        " SELECT n.row, f.new, coalesce(s.listed_at, min(o.published_at, o.arrived_at), o.arrived_at)"
        "   FROM added AS n JOIN old.articles AS o ON o.row = n.old JOIN feed_of AS f ON f.old = o.feed"
        "   LEFT JOIN old.status AS s ON s.article = n.old"
    )
    conn.execute(
        "INSERT INTO bodies (article, form, prepared, data)"
        " SELECT n.row, b.form, b.prepared, b.data FROM added AS n JOIN old.bodies AS b ON b.article = n.old"
        "  WHERE legible(b.form, b.data)"
    )
    conn.execute(
        "INSERT OR IGNORE INTO bodies (article, form, data)"
        " SELECT n.row, 'delivered', said(a.guid, a.url, a.headline, a.summary)"
        "   FROM added AS n JOIN articles AS a ON a.row = n.row"
    )


# ── the reader's marks, and what else there is ────────────────────────────────────────────────


def _mark_articles(conn: sqlite3.Connection) -> None:
    """Mark articles as they were; those of the backup are saved, or read, if either says so."""
    own = _shared(conn, "status", but=("article", "feed", "listed_at", "noted"))
    marks = ", ".join(f"{name} = coalesce(o.{name}, status.{name})" for name in own)
    of = "FROM old.status AS o JOIN row_of AS r ON r.old = o.article WHERE r.new = status.article"
    conn.execute(f"UPDATE status SET {marks} {of} AND status.article IN (SELECT row FROM added)")
    conn.execute(
        "UPDATE status SET saved_at = coalesce(status.saved_at, o.saved_at),"
        # Read if either says so: nothing that was read comes back as news.
        " unread = min(status.unread, o.unread),"
        f" position = o.position, opened_at = coalesce(o.opened_at, status.opened_at) {of}"
        " AND status.article NOT IN (SELECT row FROM added)"
    )


def _add_the_rest(conn: sqlite3.Connection) -> None:
    conn.execute(
        "INSERT OR IGNORE INTO tags (tag, listed_at, article, tagged_at)"
        " SELECT o.tag, s.listed_at, r.new, o.tagged_at FROM old.tags AS o"
        "   JOIN row_of AS r ON r.old = o.article JOIN status AS s ON s.article = r.new"
    )
    _add_notes(conn)
    own = _shared(conn, "deliveries", but=("feed", "article"))
    conn.execute(
        f"INSERT OR IGNORE INTO deliveries (feed, article, {', '.join(own)})"
        f" SELECT f.new, r.new, {', '.join(f'o.{name}' for name in own)}"
        "   FROM old.deliveries AS o JOIN feed_of AS f ON f.old = o.feed"
        "   JOIN row_of AS r ON r.old = o.article"
    )
    conn.execute(
        "INSERT OR IGNORE INTO likenesses SELECT o.likeness, r.new FROM old.likenesses AS o"
        "   JOIN row_of AS r ON r.old = o.article"
    )
    conn.execute(
        "INSERT OR IGNORE INTO crossposts SELECT f.new, s.listed_at, r.new FROM old.crossposts AS o"
        "   JOIN feed_of AS f ON f.old = o.feed JOIN row_of AS r ON r.old = o.article"
        "   JOIN status AS s ON s.article = r.new WHERE s.feed <> f.new"
    )
    conn.execute(
        "INSERT OR IGNORE INTO revisions SELECT r.new, o.replaced_at, o.headline, o.form, o.data"
        "   FROM old.revisions AS o JOIN row_of AS r ON r.old = o.article WHERE legible(o.form, o.data)"
    )
    _add_full_texts(conn)
    _add_mutes(conn)
    for table in AS_THEY_ARE:
        shared = ", ".join(_shared(conn, table, but=()))
        conn.execute(f"INSERT OR IGNORE INTO {table} ({shared}) SELECT {shared} FROM old.{table}")


def _add_full_texts(conn: sqlite3.Connection) -> None:
    """Add what is known of the pages of articles whose texts were added; an other text has to be legible."""
    own = _shared(conn, "full_texts", but=("article",))
    conn.execute(
        f"INSERT OR IGNORE INTO full_texts (article, {', '.join(own)})"
        f" SELECT n.row, {', '.join(f'o.{name}' for name in own)} FROM old.full_texts AS o"
        "   JOIN added AS n ON n.old = o.article JOIN old.bodies AS b ON b.article = o.article"
        "  WHERE legible(b.form, b.data) AND (o.other IS NULL OR legible('delivered', o.other))"
    )


def _add_notes(conn: sqlite3.Connection) -> None:
    """Add the notes; of one that is there already, from a backup, the words that were written later stay."""
    own = _shared(conn, "notes", but=("id", "article"))
    conn.execute(
        f"INSERT INTO notes (article, {', '.join(own)})"
        f" SELECT r.new, {', '.join(f'o.{name}' for name in own)} FROM old.notes AS o"
        "   JOIN row_of AS r ON r.old = o.article WHERE true ORDER BY o.id"
        " ON CONFLICT (key) DO UPDATE SET words = excluded.words, changed_at = excluded.changed_at"
        " WHERE excluded.changed_at > notes.changed_at"
    )


def _carry_follows(conn: sqlite3.Connection, now: int) -> None:
    """Follow what was followed; names found anew in what is here are no news."""
    conn.execute("INSERT OR IGNORE INTO entities (kind, key, name) SELECT kind, key, name FROM old.follows")
    conn.execute(
        "INSERT OR IGNORE INTO follows (kind, key, name, entity, followed_at, news_from)"
        " SELECT o.kind, o.key, o.name, e.id, o.followed_at, ? FROM old.follows AS o"
        "   JOIN entities AS e ON e.kind = o.kind AND e.key = o.key",
        (now,),
    )
    conn.execute("UPDATE follows SET news_from = ?", (now,))


def _add_mutes(conn: sqlite3.Connection) -> None:
    """Add the mutes, those of feeds under the feeds' new numbers; what they hide is worked out anew."""
    own = _shared(conn, "mutes", but=("value", "settled", "hides"))
    conn.execute("DELETE FROM muted")
    if own:
        conn.execute(
            f"INSERT OR IGNORE INTO mutes ({', '.join(own)}, value)"
            f" SELECT {', '.join(f'o.{name}' for name in own)}, CASE WHEN o.kind = 'feed' THEN"
            " coalesce((SELECT new FROM feed_of WHERE old = CAST(o.value AS INTEGER)), o.value)"
            " ELSE o.value END FROM old.mutes AS o"
        )
    conn.execute("UPDATE mutes SET settled = 0, hides = 0")
    conn.execute("UPDATE status SET hidden = hidden & ~1 WHERE hidden & 1")


def _shared(conn: sqlite3.Connection, table: str, *, but: tuple[str, ...]) -> list[str]:
    """Return the columns that a table has there and here."""
    there = {name for _, name, *_ in conn.execute(f"PRAGMA old.table_info ({table})")}
    here = [name for _, name, *_ in conn.execute(f"PRAGMA main.table_info ({table})")]
    return [name for name in here if name in there and name not in but]


# ── texts ─────────────────────────────────────────────────────────────────────────────────────


def _lost_id(row: int) -> str:
    """Return the id of an article whose own is lost."""
    return article_id(_LOST, str(row))


def _said(guid: str | None, url: str | None, headline: str, summary: str | None) -> bytes:
    return pack_entry(listed_entry(guid, url, headline, summary))


def _headline_of(form: str, data: bytes) -> str:
    """Return what an article is called whose headline is lost: its entry's title, or its first words."""
    if form == "delivered":
        entry = unpack_entry(data)
        return entry.title or "A saved story whose headline was lost"
    words = " ".join(plain_body(form, data).split())
    return words[:_HEADLINE_CHARACTERS] or "A saved story whose headline was lost"
