"""The pages of stories: which are to be fetched, what came of it, and which of two texts is shown.

`bodies` has the text that is shown; the other one stands here as an entry, as a feed might have delivered it.
So either is prepared by the ordinary queue when it takes the other's place, and nothing of it is lost.
Every function that writes wants to be called inside a write transaction.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from array import array
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from tui.errors import NotFound, TextDamaged
from tui.model.blocksjson import sections_to_json
from tui.model.entries import Marks, RawEntry
from tui.model.fulltext import FullText, FullTextState, FullTextWish
from tui.model.ids import ArticleId, FeedId
from tui.model.prose import Dateline
from tui.store import failures, revisions, settings
from tui.store.delivered import listed_entry, pack_entry, plain_body, unpack_body, unpack_entry
from tui.store.deliveries import TEXT_COLUMNS, Delivery
from tui.store.searchable import index_article, unindex_article
from tui.store.subscriptions import UNSUBSCRIBED
from tui.store.times import from_seconds, to_seconds
from tui.text.safe import clean_line

NO_NEWS: Final = -1
"""In `bodies.prepared`, of a text that is as delivered: it stands there for another of the same story, which
the reader has been told of, or asked for."""
PRIORITIES: Final[dict[FullTextWish, int]] = {"key": 3, "saved": 2, "rule": 1}
_DOCUMENTS: Final = "dateline:"
"""How the addresses of feeds begin that are none: documents, and pages that were saved as stories."""
_MOST_DUE: Final = 2_000
_LONGEST_REASON: Final = 300
_AGAIN_S: Final = (3_600, 86_400)
"""How long a page is here, at least and at most, before it is asked for again since its feed changed the
story; between these as long as the story had been: some feeds change all that they have with each sync."""
_CHANGES_SEEN: Final = "full_texts_changes"
"""The setting that holds the last change of the reader's of which it is known what it saved."""
_ROWS_SEEN: Final = "full_texts_rows"
"""The setting that holds by feed the last article that its rule was asked about, as JSON."""

_DUE: Final = """
SELECT t.article, a.id, a.url, a.headline, f.id, f.url, coalesce(f.own_title, f.title, f.url), t.priority,
       t.attempts
  FROM full_texts AS t CROSS JOIN articles AS a ON a.row = t.article CROSS JOIN feeds AS f ON f.id = a.feed
 WHERE t.priority >= ? AND t.due_at IS NOT NULL AND t.due_at <= ?
 ORDER BY t.priority DESC, t.due_at DESC LIMIT ?
"""
_WANT: Final = f"""
INSERT INTO full_texts (article, state, priority, due_at)
SELECT a.row, 'wanted', :priority, :now FROM articles AS a CROSS JOIN feeds AS f ON f.id = a.feed
 WHERE a.row = :row AND a.url IS NOT NULL AND f.url NOT LIKE '{_DOCUMENTS}%'
    ON CONFLICT (article) DO UPDATE SET
       state = iif(state = 'failed', 'wanted', state), priority = max(priority, excluded.priority),
       due_at = excluded.due_at, attempts = 0
 WHERE (excluded.priority = 3 OR (excluded.priority = 2 AND state IN ('wanted', 'failed')))
   AND (priority < excluded.priority OR due_at IS NULL OR due_at > excluded.due_at)
"""
_OWN: Final = (
    "guid", "url", "house", "headline", "summary", "dek", "byline", "place", "agency", "published_at",
    "published_stated", "updated_at", "language",
)  # fmt: skip
_STORED: Final = f"""
SELECT {", ".join(f"a.{name}" for name in _OWN)}, b.form, b.data
  FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row WHERE a.row = ?
"""
_FROM_PAGE: Final = frozenset(("dek", "byline", "place", "agency", "published_at"))
"""Columns that a page fills where its feed says nothing: what it said stays when the feed's words change."""
_TAKE_CHANGE: Final = (
    "UPDATE articles SET "
    + ", ".join(f"{name} = {f'coalesce(?, {name})' if name in _FROM_PAGE else '?'}" for name in TEXT_COLUMNS)
    + " WHERE row = ?"
)


@dataclass(frozen=True, slots=True)
class WantedPage:
    """A page that is on the queue."""

    row: int
    article: ArticleId
    url: str
    """The story's link, as its feed has it."""
    headline: str
    feed: FeedId
    feed_url: str
    feed_title: str
    priority: int
    attempts: int
    """How many tries there were that brought nothing."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """What a feed gave of a story, and what is shown of it."""

    entry: RawEntry
    """What the feed gave."""
    is_shown: bool
    """Whether that is what is shown; else a page's text is."""
    shown_from: int
    """The fingerprint of the stored text that is shown: see `texts.fingerprint`."""
    page_words: int
    """Of the page's text that is shown; 0 where the feed's own is."""


@dataclass(frozen=True, slots=True)
class FetchedPage:
    """A page's text, ready to be written."""

    row: int
    entry: RawEntry
    """What the feed gave, with the page's text in the place of its own."""
    made_from: int
    """`OwnText.shown_from` of what it was made from."""
    url: str
    words: int
    own_words: int = 0
    """Of what the feed gave."""
    reason: str | None = None
    """Why it is not all of the text; None where it is, as far as is known."""


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def full_text(conn: sqlite3.Connection, row: int) -> FullText | None:
    """Return what is known of an article's page; None where nobody wanted it."""
    sql = "SELECT state, reason, url, tried_at, fetched_at, words, due_at FROM full_texts WHERE article = ?"
    found = conn.execute(sql, (row,)).fetchone()
    if found is None:
        return None
    state, reason, url, tried_at, fetched_at, words, due_at = found
    tried, fetched = from_seconds(tried_at), from_seconds(fetched_at)
    return FullText(state, reason, url, tried, fetched, words, waits=due_at is not None)


def other_text(conn: sqlite3.Connection, row: int) -> RawEntry | None:
    """Return the text of an article that is not shown; None where there is none, or it is damaged."""
    found = conn.execute("SELECT other FROM full_texts WHERE article = ?", (row,)).fetchone()
    try:
        return None if found is None or found[0] is None else unpack_entry(found[0])
    except TextDamaged:
        return None


def own_text(conn: sqlite3.Connection, row: int) -> OwnText | None:
    """Return what a feed gave of an article on the queue; None where it is not on it any more."""
    found = conn.execute(
        "SELECT t.state, t.words, b.data FROM full_texts AS t CROSS JOIN bodies AS b ON b.article = t.article"
        " WHERE t.article = ? AND t.due_at IS NOT NULL",
        (row,),
    ).fetchone()
    if found is None or not _is_there(conn, row):
        return None
    state, words, data = found
    other = other_text(conn, row) if state == "shown" else None
    is_shown = other is None
    return OwnText(other or _entry(conn, row), is_shown, zlib.crc32(data), 0 if is_shown else words)


def due(conn: sqlite3.Connection, now: int, least: int = 0) -> tuple[WantedPage, ...]:
    """Return the pages that are to be asked for now: those that the reader waits for, then the newest.

    What has failed before comes behind what has not: one page that is refused each time, and the rest
    that its host asks for then, would keep all others from their turn. `least` is the least of PRIORITIES
    that counts.
    """
    found = (WantedPage(*row) for row in conn.execute(_DUE, (least, now, _MOST_DUE)))
    return tuple(sorted(found, key=lambda one: (-one.priority, one.attempts, -one.row)))


def waiting(conn: sqlite3.Connection, now: int) -> int:
    """Return how many pages are due, and how many changes of the reader's may have saved a story since."""
    (many,) = conn.execute("SELECT count(*) FROM full_texts WHERE due_at <= ?", (now,)).fetchone()
    seen = int(settings.setting(conn, _CHANGES_SEEN) or 0)
    (saved,) = conn.execute(
        "SELECT count(*) FROM changes WHERE id > ? AND verb IN ('save', 'tag', 'note') AND NOT undone",
        (seen,),
    ).fetchone()
    return int(many) + int(saved)


def later(conn: sqlite3.Connection, now: int) -> int:
    """Return how many pages are on the queue and not due yet: they failed, or their host asked for rest."""
    (many,) = conn.execute("SELECT count(*) FROM full_texts WHERE due_at > ?", (now,)).fetchone()
    return int(many)


# ── what is wanted ────────────────────────────────────────────────────────────────────────────


def want(conn: sqlite3.Connection, rows: Iterable[int], wish: FullTextWish, now: int) -> int:
    """Put pages on the queue; return how many of these were not waiting there for somebody as urgent.

    What has no link, and what is in no feed, is passed over. For a feed's rule nothing is tried twice, and
    only for the reader's key a page that is there is asked for again.
    """
    before = conn.total_changes
    conn.executemany(_WANT, [{"row": row, "priority": PRIORITIES[wish], "now": now} for row in rows])
    return conn.total_changes - before


def newly_saved(conn: sqlite3.Connection) -> list[int]:
    """Return what the reader has saved since this was asked last, and has no page yet; for a transaction."""
    seen = int(settings.setting(conn, _CHANGES_SEEN) or 0)
    sql = "SELECT id, articles FROM changes WHERE id > ? AND verb IN ('save', 'tag', 'note') ORDER BY id"
    found = conn.execute(sql, (seen,)).fetchall()
    if not found:
        return []
    settings.set_setting(conn, _CHANGES_SEEN, str(found[-1][0]))
    rows = array("q")
    for _, packed in found:
        rows.frombytes(zlib.decompress(packed))
    return _untried(conn, rows, "AND s.saved_at IS NOT NULL")


def newly_arrived(
    conn: sqlite3.Connection, feeds: Collection[FeedId], first: int, most: int
) -> dict[FeedId, list[int]]:
    """Return what has arrived in some feeds since this was asked last; of a new one the `first` unread ones.

    Of a feed the `most` newest. Feeds that are not named are forgotten. For a transaction.
    """
    seen: dict[str, int] = json.loads(settings.setting(conn, _ROWS_SEEN) or "{}")
    (last,) = conn.execute("SELECT coalesce(max(row), 0) FROM articles").fetchone()
    found: dict[FeedId, list[int]] = {}
    for feed in feeds:
        if (since := seen.get(str(feed))) is None:
            sql = (
                "SELECT article FROM status WHERE feed = ? AND unread = 1 AND hidden = 0"
                " ORDER BY listed_at DESC LIMIT ?"
            )
            rows = [row for (row,) in conn.execute(sql, (feed, first))]
        else:
            sql = "SELECT row FROM articles WHERE row > ? AND feed = ? ORDER BY row DESC LIMIT ?"
            rows = [row for (row,) in conn.execute(sql, (since, feed, most))]
        found[feed] = _untried(conn, rows, "AND s.hidden = 0")
    told = json.dumps({str(feed): int(last) for feed in feeds})
    if told != json.dumps(seen):
        settings.set_setting(conn, _ROWS_SEEN, told)
    return found


def _untried(conn: sqlite3.Connection, rows: Iterable[int], and_: str) -> list[int]:
    sql = (
        "SELECT s.article FROM json_each(?) AS j CROSS JOIN status AS s ON s.article = j.value"
        f" WHERE NOT EXISTS (SELECT 1 FROM full_texts AS t WHERE t.article = s.article) {and_}"
    )
    return [row for (row,) in conn.execute(sql, (json.dumps(sorted(set(rows))),))]


def feed_addresses(conn: sqlite3.Connection) -> dict[FeedId, str]:
    """Return the addresses of the feeds whose stories have pages."""
    sql = f"SELECT id, url FROM feeds WHERE removed_at IS NULL AND url NOT LIKE '{_DOCUMENTS}%'"
    return {FeedId(feed): url for feed, url in conn.execute(sql)}


def feed_of(conn: sqlite3.Connection, row: int) -> str:
    """Return the address of the feed that an article is of; empty where it is gone."""
    sql = "SELECT f.url FROM articles AS a CROSS JOIN feeds AS f ON f.id = a.feed WHERE a.row = ?"
    found = conn.execute(sql, (row,)).fetchone()
    return "" if found is None else str(found[0])


def usual_words(conn: sqlite3.Connection, feed: FeedId, count: int) -> list[int]:
    """Return how many words the newest stories of a feed have, as it gives them."""
    sql = (
        "SELECT words FROM articles WHERE row IN (SELECT article FROM status WHERE feed = ? AND hidden = 0"
        " ORDER BY listed_at DESC LIMIT ?) AND words > 0"
        " AND NOT EXISTS (SELECT 1 FROM full_texts AS t WHERE t.article = row AND t.state = 'shown')"
    )
    return [words for (words,) in conn.execute(sql, (feed, count))]


def entries_of(conn: sqlite3.Connection, rows: Iterable[int]) -> list[tuple[int, RawEntry]]:
    """Return articles' texts that are shown, as entries; what is gone is left out."""
    return [(row, _entry(conn, row)) for row in rows if _is_there(conn, row)]


def give_up_unsubscribed(conn: sqlite3.Connection) -> None:
    """Take off the queue what is in no list any more, since its feed was unsubscribed."""
    conn.execute(
        "DELETE FROM full_texts WHERE due_at IS NOT NULL AND other IS NULL AND EXISTS"
        f" (SELECT 1 FROM status AS s WHERE s.article = full_texts.article AND s.hidden & {UNSUBSCRIBED})"
    )


def drop(conn: sqlite3.Connection, rows: Iterable[int]) -> None:
    """Take off the queue what was never asked for, and need not be."""
    conn.executemany(
        "DELETE FROM full_texts WHERE article = ? AND state = 'wanted' AND attempts = 0 AND priority < 3",
        [(row,) for row in rows],
    )


# ── what came ─────────────────────────────────────────────────────────────────────────────────


def write_page(conn: sqlite3.Connection, page: FetchedPage, now: int) -> bool:
    """Show a page's text in the place of what is shown, which is kept; it is next on the queue of texts.

    False, and nothing is done, where the article has another text than the page was compared with.
    """
    own = own_text(conn, page.row)
    if own is None or own.shown_from != page.made_from:
        return False
    if not own.is_shown:
        # The page's text of before.
        revisions.keep_present(conn, page.row, now)
    elif (before := other_text(conn, page.row)) is not None:
        revisions.keep(conn, page.row, now, "delivered", pack_entry(before))
    _show(conn, page.row, page.entry)
    published_at = to_seconds(page.entry.published_at)
    conn.execute(
        "UPDATE articles SET published_at = coalesce(published_at, ?) WHERE row = ?",
        (published_at if published_at is not None and published_at <= now else None, page.row),
    )
    if own.is_shown and page.words:
        # Who had read all of a beginning has not read all.
        conn.execute(
            "UPDATE status SET position = position * ? WHERE article = ?",
            (min(1.0, page.own_words / page.words), page.row),
        )
    conn.execute(
        "UPDATE full_texts SET state = 'shown', due_at = NULL, attempts = 0, reason = ?, url = ?,"
        " tried_at = ?, fetched_at = ?, words = ?, other = ? WHERE article = ?",
        (_reason(page.reason), page.url, now, now, page.words, pack_entry(own.entry), page.row),
    )
    return True


def write_failure(conn: sqlite3.Connection, row: int, reason: str, now: int, again_at: int | None) -> None:
    """Write down why a page brought nothing; `again_at` is when it is asked for again, None: never."""
    conn.execute(
        "UPDATE full_texts SET state = iif(state = 'wanted' AND ?1 IS NULL, 'failed', state), due_at = ?1,"
        " attempts = attempts + 1, reason = ?2, tried_at = ?3 WHERE article = ?4",
        (again_at, _reason(reason), now, row),
    )


def put_off(conn: sqlite3.Connection, rows: Iterable[int], until: int) -> None:
    """Leave pages alone until a moment, as their host asks."""
    conn.executemany(
        "UPDATE full_texts SET due_at = ?1 WHERE article = ?2 AND due_at < ?1", [(until, row) for row in rows]
    )


def show_own(conn: sqlite3.Connection, row: int, now: int, reason: str) -> None:
    """Show what the feed gave again: the page has less now. The page's text goes to the earlier ones."""
    own = other_text(conn, row)
    if own is None:
        return
    revisions.keep_present(conn, row, now)
    _show(conn, row, own)
    conn.execute(
        "UPDATE full_texts SET state = 'failed', due_at = NULL, reason = ?, tried_at = ?, fetched_at = NULL,"
        " words = 0, other = NULL WHERE article = ?",
        (_reason(reason), now, row),
    )


# ── which is shown ────────────────────────────────────────────────────────────────────────────


def turn(conn: sqlite3.Connection, row: int, now: int) -> FullText | None:
    """Show the other text of an article; where there is none, put its page on the queue, first in line.

    Returns what is known of the page then; None where there is none on the web.
    """
    known = full_text(conn, row)
    other = other_text(conn, row)
    if known is not None and other is not None:
        state: FullTextState = "kept" if known.state == "shown" else "shown"
        present = pack_entry(_entry(conn, row))
        _show(conn, row, other)
        conn.execute(
            "UPDATE full_texts SET state = ?, other = ?, due_at = ? WHERE article = ?",
            (state, present, now if state == "shown" and _is_behind(conn, row) else None, row),
        )
    else:
        want(conn, [row], "key", now)
    return full_text(conn, row)


def restore(conn: sqlite3.Connection, row: int, marks: Marks, now: int) -> None:
    """Write down that the text an export of ours brought is a page's; what its feed gave is not known."""
    conn.execute(
        "INSERT OR IGNORE INTO full_texts (article, state, url, tried_at, fetched_at)"
        " VALUES (?1, 'shown', ?2, ?3, ?3)",
        (row, marks.page, now if marks.fetched_at is None else to_seconds(marks.fetched_at)),
    )


def _is_behind(conn: sqlite3.Connection, row: int) -> bool:
    """Whether the feed has changed the story since its page was fetched."""
    sql = (
        "SELECT 1 FROM revisions AS r CROSS JOIN full_texts AS t ON t.article = r.article"
        " WHERE r.article = ? AND r.replaced_at > t.fetched_at"
    )
    return conn.execute(sql, (row,)).fetchone() is not None


def take_change(conn: sqlite3.Connection, row: int, delivery: Delivery, now: int) -> bool:
    """Take in what a feed has changed in an article of which its page's text is shown; false for any other.

    The page's text stays where it is, and is wanted anew. The feed's own of before goes to the revisions.
    """
    sql = "SELECT other FROM full_texts WHERE article = ? AND state = 'shown'"
    found = conn.execute(sql, (row,)).fetchone()
    if found is None:
        return False
    if found[0] is not None:
        revisions.keep(conn, row, now, "delivered", found[0])
    # Before anything changes: the index has to be told what it is to take out.
    unindex_article(conn, row)
    conn.execute(_TAKE_CHANGE, (*delivery.columns, row))
    form, data = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
    if form == "delivered":
        data = _with_fields_of(unpack_entry(delivery.blob), data)
        conn.execute("UPDATE bodies SET data = ? WHERE article = ?", (data, row))
    index_article(conn, row, plain_body(form, data))
    # The headline may name somebody else; a text that waits is found names of in any case.
    conn.execute(
        "INSERT INTO queue (article, stage) VALUES (?, 2)"
        " ON CONFLICT (article) DO UPDATE SET stage = min(stage, excluded.stage)",
        (row,),
    )
    conn.execute(
        "UPDATE full_texts SET other = ?, attempts = 0, due_at = ? WHERE article = ?",
        (delivery.blob, _again_at(conn, row, now), row),
    )
    return True


def _again_at(conn: sqlite3.Connection, row: int, now: int) -> int:
    """Return when the page of a story that its feed has changed is asked for again."""
    sql = (
        "SELECT coalesce(t.fetched_at, 0), a.arrived_at FROM full_texts AS t"
        " CROSS JOIN articles AS a ON a.row = t.article WHERE t.article = ?"
    )
    found: tuple[int, int] = conn.execute(sql, (row,)).fetchone()
    fetched_at, arrived_at = found
    least, most = _AGAIN_S
    # Whatever the clock said when it was fetched, it is not longer than that from now.
    return max(now, min(now + most, fetched_at + min(most, max(least, fetched_at - arrived_at))))


def _with_fields_of(own: RawEntry, blob: bytes) -> bytes:
    """Return a page's entry that still waits, with what its feed says now in the place of what it said."""
    page = unpack_entry(blob)
    return pack_entry(
        replace(
            own,
            content=page.content,
            content_form=page.content_form,
            base_url=page.base_url,
            dek=own.dek or page.dek,
            authors=own.authors or page.authors,
            dateline=own.dateline or page.dateline,
            language=own.language or page.language,
        )
    )


def _show(conn: sqlite3.Connection, row: int, entry: RawEntry) -> None:
    """Put an entry in the place of an article's text; it is prepared next, and is no news to the reader."""
    unindex_article(conn, row)
    conn.execute(
        "UPDATE bodies SET form = 'delivered', prepared = ?, data = ? WHERE article = ?",
        (NO_NEWS, pack_entry(entry), row),
    )
    index_article(conn, row, "")
    conn.execute(
        "INSERT INTO queue (article, stage) VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1",
        (row,),
    )
    # What could not be made of the text before is no concern of this one.
    failures.forget(conn, row, "text")


def _is_there(conn: sqlite3.Connection, row: int) -> bool:
    return conn.execute(_STORED, (row,)).fetchone() is not None


def _entry(conn: sqlite3.Connection, row: int) -> RawEntry:
    """Return the text that is shown as an entry: as delivered, or made of what is stored. Raises NotFound."""
    found = conn.execute(_STORED, (row,)).fetchone()
    if found is None:
        raise NotFound("That article is no longer stored.")
    *values, form, data = found
    stored: dict[str, Any] = dict(zip(_OWN, values, strict=True))
    try:
        return unpack_entry(data) if form == "delivered" else _made_entry(stored, data)
    except TextDamaged:
        return listed_entry(stored["guid"], stored["url"], stored["headline"], stored["summary"])


def _made_entry(stored: dict[str, Any], data: bytes) -> RawEntry:
    body = unpack_body(data)
    return RawEntry(
        guid=stored["guid"],
        url=stored["url"],
        title=stored["headline"],
        content=json.dumps(sections_to_json(body.sections), ensure_ascii=False),
        content_form="blocks",
        summary=stored["summary"],
        summary_form="text",
        dek=stored["dek"],
        authors=(stored["byline"],) if stored["byline"] else (),
        published_at=from_seconds(stored["published_at"]),
        published_stated=stored["published_stated"],
        updated_at=from_seconds(stored["updated_at"]),
        language=stored["language"],
        enclosures=body.enclosures,
        masthead=stored["house"],
        dateline=Dateline(stored["place"], stored["agency"]) if stored["place"] else None,
    )


def _reason(text: str | None) -> str | None:
    return clean_line(text)[:_LONGEST_REASON] if text else None
