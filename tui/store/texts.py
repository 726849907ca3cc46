"""Texts and names: written by preparation, read when an article is opened."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.errors import NotFound, TextDamaged
from tui.model.articles import Article
from tui.model.entries import Enclosure, RawEntry
from tui.model.kinds import EntityKind
from tui.model.names import NO_NAMES, Names
from tui.model.prose import Prose, Section, plain_text, section_leaves
from tui.store import corrections, failures
from tui.store.codec import names_from_json, names_to_json
from tui.store.delivered import (
    Body,
    listed_entry,
    pack_body,
    pack_entry,
    plain_body,
    unpack_body,
    unpack_entry,
)
from tui.store.folding import folded_words
from tui.store.headlines import headlines
from tui.store.packing import pack, unpack
from tui.store.searchable import IndexedFields, IndexLine, index_line, replace_line
from tui.store.times import from_seconds
from tui.system.lazily import Lazy
from tui.text.wordcount import count_words

if TYPE_CHECKING:
    from tui.store.toldbytes import NameKey, PackedTold

if TYPE_CHECKING:
    from tui.store import fulltexts, notes, told
else:  # loaded when first used: whoever starts should not wait for them
    fulltexts = Lazy("tui.store.fulltexts")
    notes = Lazy("tui.store.notes")
    told = Lazy("tui.store.told")

_OTHERS_ASKED: Final = 8
"""Articles that are asked whether a word is still a name of theirs: they are read under the write lock."""
_ENTITY_ARTICLE: Final = """
INSERT INTO entity_articles VALUES (?, ?, ?, ?, ?)
 ON CONFLICT DO UPDATE SET mentions = excluded.mentions, salience = excluded.salience
"""
_FORGET_REVISIONS: Final = """
DELETE FROM revisions WHERE article = ?1 AND replaced_at IN
 (SELECT replaced_at FROM revisions WHERE article = ?1 ORDER BY replaced_at DESC LIMIT ?2)
"""
_COLUMNS: Final = ("headline", "summary", "dek", "byline", "place", "agency", "words", "language")
"""The columns of `articles` that are known once the text was read."""
_STORED: Final = """
SELECT a.headline, a.summary, a.dek, a.byline, a.place, a.agency, b.form, b.data
  FROM articles AS a CROSS JOIN bodies AS b ON b.article = a.row WHERE a.row = ?
"""
_UPDATE: Final = f"UPDATE articles SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE row = ?"


@dataclass(frozen=True, slots=True)
class Prepared:
    """One article's text, ready to be written: worked out before the write lock is taken."""

    row: int
    columns: tuple[str | int | None, ...]
    """The values of `_COLUMNS`."""
    line: IndexLine
    """What the search index has of it."""
    blob: bytes
    made_from: int
    """The `fingerprint` of the body it was read from."""
    is_changed: bool = False
    """Whether there was a text before it, with other words."""
    repeats: int = 0
    """So many of the newest earlier texts say the same in other markup, and need not be kept."""
    failed: str = ""
    """Why this is not the text but what else there is of the article; empty where it is."""

    @property
    def fingerprint(self) -> int:
        """The fingerprint of the body once this is written."""
        return zlib.crc32(self.blob)


@dataclass(frozen=True, slots=True)
class NamedStory:
    """One person or place of an article, as identity across articles sees it."""

    kind: EntityKind
    key: str
    name: str
    country: str | None
    words: tuple[str, ...]
    """Folded words of the name and its aliases."""
    mentions: int
    salience: float


Dropped = tuple[EntityKind, str, str]
"""Kind and key of a person or place, and a folded word."""


@dataclass(frozen=True, slots=True)
class NamedText:
    """The names of one article, ready to be written."""

    row: int
    names: Names
    stories: tuple[NamedStory, ...]
    """Those of them that are the same in other articles."""
    made_from: int
    """The `fingerprint` of the body they were found in."""
    extractor: int
    """The EXTRACTOR_VERSION that found them."""
    found: Names | None = None
    """The names before the reader's corrections; None where these change nothing."""
    edition: int = 0
    """The `corrections.edition` they were corrected by."""
    dropped: tuple[Dropped, ...] = ()
    """Words that people and places went by in this article, before a correction."""
    failed: str = ""
    """Why the names could not be found; empty where they could."""
    told: PackedTold | None = None
    """What the article tells beside its names; None: nothing."""


@dataclass(frozen=True, slots=True)
class FoundNames:
    """The names of one article as they are stored."""

    shown: Names
    """With the reader's corrections."""
    found: Names
    """Before these."""
    extractor: int


def fingerprint(conn: sqlite3.Connection, row: int) -> int | None:
    """Return what differs once an article's stored body is another; None where there is none."""
    found = conn.execute("SELECT data FROM bodies WHERE article = ?", (row,)).fetchone()
    return None if found is None else zlib.crc32(found[0])


def prepared(
    row: int,
    prose: Prose,
    enclosures: Sequence[Enclosure],
    made_from: int,
    *,
    is_changed: bool = False,
    repeats: int = 0,
    failed: str = "",
) -> Prepared:
    """Pack a text for `write_text`; touches no database. `made_from` is the fingerprint of what was read."""
    blob = pack_body(Body(prose.sections, tuple(enclosures)))
    plain, dateline = plain_text(prose.sections), prose.dateline
    columns = (
        prose.headline,
        prose.summary,
        prose.dek,
        prose.byline,
        None if dateline is None else dateline.place,
        None if dateline is None else dateline.agency,
        count_words(plain),
        prose.language,
    )
    line = index_line(columns[:6], plain)
    return Prepared(row, columns, line, blob, made_from, is_changed, repeats, failed)


# ── writing, inside a transaction ─────────────────────────────────────────────────────────────


def write_text(conn: sqlite3.Connection, ready: Prepared, version: int) -> None:
    """Put a prepared text in the place of the delivered one, with its fields and its line in the index.

    The article's names are next on the queue. Nothing is done where the body is another meanwhile: a
    sync brought new words, or another process was quicker.
    """
    row = ready.row
    stored = conn.execute(_STORED, (row,)).fetchone()
    # It was read outside the lock.
    if stored is None or zlib.crc32(stored[-1]) != ready.made_from:
        return
    *line, form, data = stored
    replace_line(conn, row, line, plain_body(form, data), ready.line, lambda: _older_fields(ready))
    conn.execute(_UPDATE, (*ready.columns, row))
    # Not REPLACE, for which SQLite keeps a second journal: it takes several times as long.
    conn.execute("DELETE FROM bodies WHERE article = ?", (row,))
    conn.execute(
        "INSERT INTO bodies (article, form, prepared, data) VALUES (?, 'blocks', ?, ?)",
        (row, version, ready.blob),
    )
    conn.execute("UPDATE queue SET stage = 2 WHERE article = ?", (row,))
    if ready.repeats:
        conn.execute(_FORGET_REVISIONS, (row, ready.repeats))
    if ready.failed:
        failures.note(conn, row, "text", ready.failed, version, data if form == "delivered" else None)
    else:
        failures.forget(conn, row, "text")
    if ready.is_changed:
        # Who never opened it has not read other words.
        conn.execute("UPDATE status SET changed = 1 WHERE article = ? AND opened_at IS NOT NULL", (row,))


def _older_fields(ready: Prepared) -> tuple[IndexedFields, str]:
    return ready.columns[:6], plain_body("blocks", ready.blob)


def write_names(conn: sqlite3.Connection, named: NamedText) -> None:
    """Put an article's names in the place of earlier ones, and take it off the queue.

    Nothing is done where its text is another meanwhile, or where the reader has corrected a name since.
    """
    row, stories = named.row, named.stories
    # Found outside the lock: who does not know of a correction writes nothing, and comes again.
    if fingerprint(conn, row) != named.made_from or corrections.edition(conn) != named.edition:
        return
    (listed_at,) = conn.execute("SELECT listed_at FROM status WHERE article = ?", (row,)).fetchone()
    entities = [_write_entity(conn, story) for story in stories]
    # What stays is not taken out and put in again: to followers and counts a story is new only once.
    forget_names(conn, row, listed_at, but=entities)
    # Of two names that share a line the one that comes first is more salient: written last, it stands.
    lines = {
        entity: (entity, listed_at, row, story.mentions, round(story.salience * 1_000))
        for entity, story in zip(reversed(entities), reversed(stories), strict=True)
    }
    conn.executemany(_ENTITY_ARTICLE, lines.values())
    conn.execute("DELETE FROM article_names WHERE article = ?", (row,))
    conn.execute(
        "INSERT INTO article_names (article, extractor, data, found) VALUES (?, ?, ?, ?)",
        (
            row,
            named.extractor,
            pack_names(named.names, entities),
            None if named.found is None else pack_names(named.found, ()),
        ),
    )
    ids: dict[NameKey, int] = {
        (story.kind, story.name): entity for story, entity in zip(stories, entities, strict=True)
    }
    told.write(conn, row, listed_at, named.told, ids, named.made_from)
    conn.execute("DELETE FROM queue WHERE article = ?", (row,))
    if named.failed:
        failures.note(conn, row, "names", named.failed, named.extractor)
    else:
        failures.forget(conn, row, "names")
    for dropped in named.dropped:
        _forget_word(conn, row, *dropped)


def _forget_word(conn: sqlite3.Connection, row: int, kind: EntityKind, key: str, word: str) -> None:
    """Let a person or place go by a word no more, unless one of its newest other articles has it so."""
    (entity,) = conn.execute("SELECT id FROM entities WHERE kind = ? AND key = ?", (kind, key)).fetchone()
    others = conn.execute(
        "SELECT article FROM entity_articles WHERE entity = ? AND article <> ?"
        " ORDER BY listed_at DESC LIMIT ?",
        (entity, row, _OTHERS_ASKED),
    ).fetchall()
    for (other,) in others:
        names = stored_names(conn, other)[0]
        if any(word in folded_words(form) for one in names.of(kind) for form in (one.name, *one.aliases)):
            return
    conn.execute("DELETE FROM entity_words WHERE word = ? AND entity = ?", (word, entity))


def give_up(conn: sqlite3.Connection, row: int, work: failures.Work, reason: str, version: int) -> None:
    """Take an article off the queue that cannot be written as it was made, and write down why."""
    conn.execute("DELETE FROM queue WHERE article = ?", (row,))
    failures.note(conn, row, work, reason, version)


def forget_names(conn: sqlite3.Connection, row: int, listed_at: int, *, but: Sequence[int] = ()) -> None:
    """Take an article out of the stories of the people and places it names, but for some of them."""
    conn.executemany(
        "DELETE FROM entity_articles WHERE entity = ? AND listed_at = ? AND article = ?",
        [(entity, listed_at, row) for entity in set(stored_names(conn, row)[1]).difference(but)],
    )


def _write_entity(conn: sqlite3.Connection, story: NamedStory) -> int:
    """Return a name's row across articles, added where it is not there, with all the words it goes by."""
    (entity,) = conn.execute(
        "INSERT INTO entities (kind, key, name, country) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, key) DO UPDATE"
        " SET name = excluded.name, country = coalesce(excluded.country, country) RETURNING id",
        (story.kind, story.key, story.name, story.country),
    ).fetchone()
    conn.executemany("INSERT OR IGNORE INTO entity_words VALUES (?, ?)", [(w, entity) for w in story.words])
    return int(entity)


def pack_names(names: Names, entities: Sequence[int]) -> bytes:
    """Return an article's names as a blob, with the rows of those that other articles share."""
    return pack([names_to_json(names), list(entities)])


# ── reading ───────────────────────────────────────────────────────────────────────────────────


def article(conn: sqlite3.Connection, row: int) -> Article | RawEntry:
    """Return a prepared article whole, or the entry of one that is still to be prepared. Raises NotFound."""
    found = conn.execute("SELECT form, data FROM bodies WHERE article = ?", (row,)).fetchone()
    if found is None:
        raise NotFound("That article is no longer stored.")
    form, data = found
    return unpack_entry(data) if form == "delivered" else _prepared_article(conn, row, unpack_body(data))


def published_at(conn: sqlite3.Connection, row: int) -> datetime | None:
    """Return when an article was published; None where that is not known, or it is gone."""
    found = conn.execute("SELECT published_at FROM articles WHERE row = ?", (row,)).fetchone()
    return None if found is None else from_seconds(found[0])


def give_up_text(conn: sqlite3.Connection, row: int) -> None:
    """Let what else there is of an article stand for its text, which is damaged; it is prepared anew.

    That is its other text, the page's or the feed's, where there is one; else what the lists say.
    """
    found = conn.execute("SELECT guid, url, headline, summary FROM articles WHERE row = ?", (row,)).fetchone()
    entry = fulltexts.other_text(conn, row) or listed_entry(*found)
    conn.execute("DELETE FROM full_texts WHERE article = ?", (row,))
    conn.execute(
        "UPDATE bodies SET form = 'delivered', prepared = 0, data = ? WHERE article = ?",
        (pack_entry(entry), row),
    )
    conn.execute(
        "INSERT INTO queue (article, stage) VALUES (?, 1) ON CONFLICT (article) DO UPDATE SET stage = 1",
        (row,),
    )


def sections(conn: sqlite3.Connection, row: int) -> tuple[Section, ...]:
    """Return the sections of a prepared article; none of one that still waits, or is damaged."""
    found = conn.execute("SELECT data FROM bodies WHERE article = ? AND form = 'blocks'", (row,)).fetchone()
    if found is None:
        return ()
    try:
        return unpack_body(found[0]).sections
    except TextDamaged:
        return ()


def leaves(conn: sqlite3.Connection, row: int) -> list[str]:
    """Return the texts of a prepared article, headings and blocks; none of one that still waits."""
    return [leaf.plain for one in sections(conn, row) for leaf in section_leaves(one) if leaf.plain]


def unwritten_article(
    conn: sqlite3.Connection, row: int, prose: Prose, names: Names, entry: RawEntry
) -> Article:
    """Return an article whose text was read but could not be stored."""
    return replace(_prepared_article(conn, row, Body((), entry.enclosures)), prose=prose, names=names)


def _prepared_article(conn: sqlite3.Connection, row: int, body: Body) -> Article:
    (headline,) = headlines(conn, (row,))
    guid, updated_at, language, feed_url, position, saved_at, noted, changed_at = conn.execute(
        "SELECT a.guid, a.updated_at, a.language, f.url, s.position, s.saved_at, s.noted,"
        " (SELECT max(replaced_at) FROM revisions WHERE article = a.row) FROM articles AS a"
        " CROSS JOIN feeds AS f ON f.id = a.feed CROSS JOIN status AS s ON s.article = a.row WHERE a.row = ?",
        (row,),
    ).fetchone()
    prose = Prose(
        headline=headline.headline,
        sections=body.sections,
        dek=headline.dek,
        byline=headline.byline,
        dateline=headline.dateline,
        summary=headline.summary,
        language=language,
    )
    return Article(
        headline=headline,
        prose=prose,
        names=stored_names(conn, row)[0],
        position=position,
        enclosures=body.enclosures,
        guid=guid,
        feed_url=feed_url,
        saved_at=from_seconds(saved_at),
        updated_at=from_seconds(updated_at),
        changed_at=from_seconds(changed_at),
        full_text=fulltexts.full_text(conn, row),
        notes=notes.of_article(conn, row) if noted else (),
    )


def stored_names(conn: sqlite3.Connection, row: int) -> tuple[Names, list[int]]:
    """Return an article's names, and the rows of those that other articles share; none where not done."""
    found = conn.execute("SELECT data FROM article_names WHERE article = ?", (row,)).fetchone()
    if found is None:
        return NO_NAMES, []
    try:
        names, entities = unpack(found[0])
        return names_from_json(names), entities
    except (TextDamaged, TypeError, ValueError):
        return NO_NAMES, []


def found_names(conn: sqlite3.Connection, row: int) -> FoundNames | None:
    """Return an article's names with and without the reader's corrections.

    None where they were not found yet, or are damaged: then they are to be found anew.
    """
    sql = "SELECT data, found, extractor FROM article_names WHERE article = ?"
    stored = conn.execute(sql, (row,)).fetchone()
    if stored is None:
        return None
    try:
        shown = names_from_json(unpack(stored[0])[0])
        found = shown if stored[1] is None else names_from_json(unpack(stored[1])[0])
    except (TextDamaged, TypeError, ValueError):
        return None
    return FoundNames(shown, found, stored[2])


def revisions(conn: sqlite3.Connection, row: int) -> tuple[tuple[datetime | None, str, Body | RawEntry], ...]:
    """Return an article's earlier texts, oldest first: when replaced, headline, and the text.

    One that was replaced before it was prepared comes as the entry it was; one that is damaged is left out.
    """
    sql = "SELECT replaced_at, headline, form, data FROM revisions WHERE article = ? ORDER BY replaced_at"
    found: list[tuple[datetime | None, str, Body | RawEntry]] = []
    for at, headline, form, data in conn.execute(sql, (row,)):
        with suppress(TextDamaged):
            text = unpack_entry(data) if form == "delivered" else unpack_body(data)
            found.append((from_seconds(at), headline, text))
    return tuple(found)


# ── the queue ─────────────────────────────────────────────────────────────────────────────────


def queue_head(conn: sqlite3.Connection, stage: int, count: int) -> list[int]:
    """Return the newest articles that wait at a stage, newest first."""
    sql = "SELECT article FROM queue WHERE stage = ? ORDER BY article DESC LIMIT ?"
    return [row for (row,) in conn.execute(sql, (stage, count))]


def anything_waits(conn: sqlite3.Connection) -> bool:
    """Tell whether any article waits, at any stage."""
    return conn.execute("SELECT 1 FROM queue LIMIT 1").fetchone() is not None


def count_waiting(conn: sqlite3.Connection, stage: int, most: int) -> int:
    """Return how many articles wait at a stage; not more than `most` are counted."""
    sql = "SELECT count(*) FROM (SELECT 1 FROM queue WHERE stage = ? LIMIT ?)"
    return int(conn.execute(sql, (stage, most)).fetchone()[0])


def waiting_texts(conn: sqlite3.Connection, count: int, but: Collection[int]) -> list[tuple[int, bytes]]:
    """Return the newest articles whose first text waits, newest first: each one's row and stored body.

    Those in `but` are left out.
    """
    sql = (
        "SELECT q.article, b.data FROM"
        " (SELECT article FROM queue WHERE stage = 1 AND article NOT IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM revisions AS r WHERE r.article = queue.article)"
        " ORDER BY article DESC LIMIT ?) AS q"
        " CROSS JOIN bodies AS b ON b.article = q.article ORDER BY q.article DESC"
    )
    return conn.execute(sql, (json.dumps(list(but)), count)).fetchall()


def is_news(conn: sqlite3.Connection, row: int) -> bool:
    """Whether a text that waits as delivered came from its feed, and not in the place of its other one."""
    found = conn.execute("SELECT prepared FROM bodies WHERE article = ?", (row,)).fetchone()
    return found is None or found[0] >= 0


def stage_of(conn: sqlite3.Connection, row: int) -> int | None:
    """Return the stage at which an article waits on the queue; None where it does not."""
    found = conn.execute("SELECT stage FROM queue WHERE article = ?", (row,)).fetchone()
    return None if found is None else int(found[0])


def queue_older_names(conn: sqlite3.Connection, version: int, after: int, count: int) -> int | None:
    """Queue the names of articles that an older extractor did, of the `count` rows after a row.

    Returns the last row looked at; None at the end. In steps, so that the write lock is held briefly.
    """
    sql = "SELECT article, extractor FROM article_names WHERE article > ? ORDER BY article LIMIT ?"
    found = conn.execute(sql, (after, count)).fetchall()
    older = json.dumps([row for row, extractor in found if extractor < version])
    conn.execute(
        "INSERT INTO queue SELECT value, 2 FROM json_each(?) WHERE true"
        # What waits for its text is found names of after that in any case.
        " ON CONFLICT (article) DO UPDATE SET stage = min(stage, excluded.stage)",
        (older,),
    )
    return found[-1][0] if found else None
