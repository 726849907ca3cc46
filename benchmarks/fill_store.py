"""Fill a store with realistic articles, quickly, and print what they take.

    python benchmarks/fill_store.py --articles 1000000 --home /tmp/million [--prepared 1000000] [--words 600]

Leaves what the store's own functions would: the same rows, the same blobs, the same index lines. The
newest `--prepared` articles have text, index and names; the others wait as delivered. Seven in ten
are read, one in two hundred is bookmarked. One process writes the stories, another stores them.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.newsmaker import Newsroom, Story
from tui.entities import EXTRACTOR_VERSION
from tui.library.frontdesk import Library
from tui.model.entries import RawEntry
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Dateline, Paragraph, Prose, Section, Text
from tui.preparing.article import named_stories
from tui.prose import PROSE_VERSION
from tui.store.delivered import pack_entry
from tui.store.identity import article_id, content_hash, entry_key, guid_hash, normalised_link
from tui.store.searchable import index_line
from tui.store.texts import NamedStory, pack_names, prepared
from tui.store.upkeep import settle
from tui.system.paths import user_paths

CHUNK: Final = 500
CHUNKS_AHEAD: Final = 8
NEWEST: Final = 1_790_000_000
"""The moment at which the newest article is published; all follows from it."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A chunk of articles as rows of the tables."""

    articles: list[tuple[Any, ...]]
    status: list[tuple[Any, ...]]
    deliveries: list[tuple[Any, ...]]
    bodies: list[tuple[Any, ...]]
    queue: list[tuple[int, int]]
    search: list[tuple[Any, ...]]
    names: list[tuple[int, int, Names, tuple[NamedStory, ...]]]
    words: int


def main() -> None:
    arguments = parse_arguments()
    os.environ["DATELINE_HOME"] = str(arguments.home)
    paths = user_paths()
    if paths.database.exists():
        sys.exit(f"{paths.database} exists already")
    library = Library.open(paths, clock=lambda: datetime.fromtimestamp(NEWEST, UTC))
    started = time.perf_counter()
    words = fill(library, arguments)
    wrote = time.perf_counter() - started
    settle(library.database)
    library.close()
    size = paths.database.stat().st_size
    print(f"{arguments.articles} articles in {wrote:.1f} s: {arguments.articles / wrote:.0f} a second")
    print(
        f"{size} bytes: {size / arguments.articles:.0f} an article of {words / arguments.articles:.0f} words"
    )


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--home", type=Path, required=True, help="becomes DATELINE_HOME; must be empty")
    parser.add_argument("--feeds", type=int, default=1_000)
    parser.add_argument("--prepared", type=int, default=None, help="how many, the newest; all unless given")
    parser.add_argument("--words", type=int, default=600)
    return parser.parse_args()


def fill(library: Library, arguments: argparse.Namespace) -> int:
    """Store all articles, a transaction for each chunk; return the number of their words."""
    words = 0
    with library.database.read() as conn:
        conn.execute("PRAGMA cache_size = -200000")
        conn.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0)")
    with library.database.write() as conn:
        conn.executemany(
            "INSERT INTO feeds (url, title, folder, position, added_at) VALUES (?, ?, ?, ?, ?)",
            [
                (feed_url(i), f"Harbour Post {i}", ("News", "Science", None)[i % 3], i, NEWEST)
                for i in range(arguments.feeds)
            ],
        )
    entities: dict[tuple[str, str], int] = {}
    for rows in written_chunks(arguments):
        with library.database.write() as conn:
            store(conn, rows, entities)
        words += rows.words
    with library.database.write() as conn:
        conn.execute("INSERT INTO search (search, rank) VALUES ('automerge', 4)")
    return words


def written_chunks(arguments: argparse.Namespace) -> Iterator[Rows]:
    """Let another process write the stories, in order."""
    starts = range(0, arguments.articles, CHUNK)
    prepared_from = 0 if arguments.prepared is None else arguments.articles - arguments.prepared
    setup = (arguments.feeds, arguments.articles, arguments.words, prepared_from)
    ahead = threading.Semaphore(CHUNKS_AHEAD)
    with multiprocessing.Pool(1, set_up, setup) as pool:
        for rows in pool.imap(write_chunk, (start for start in starts if ahead.acquire())):
            yield rows
            ahead.release()


_room: Newsroom
_prepared_from: int
_articles: int


def set_up(feeds: int, articles: int, words: int, prepared_from: int) -> None:
    global _room, _prepared_from, _articles
    _room = Newsroom(feeds=feeds, stories=articles, words=words, newest=NEWEST)
    _prepared_from, _articles = prepared_from, articles


def write_chunk(start: int) -> Rows:
    rows = Rows([], [], [], [], [], [], [], 0)
    words = 0
    for number in range(start, min(start + CHUNK, _articles)):
        words += add_story(rows, _room.story(number), is_prepared=number >= _prepared_from)
    return replace(rows, words=words)


def add_story(rows: Rows, story: Story, *, is_prepared: bool) -> int:
    """Add a story's rows; return the number of its words."""
    row, feed = story.number + 1, story.feed + 1
    url = f"https://post{story.feed}.example/2025/{story.number}"
    sections = tuple(
        Section(
            None if heading is None else Text(heading), tuple(Paragraph(Text(text)) for text in paragraphs)
        )
        for heading, paragraphs in story.paragraphs
    )
    body = "".join(f"<p>{text}</p>" for _, paragraphs in story.paragraphs for text in paragraphs)
    entry = RawEntry(guid=url, url=url, title=story.headline, content=body, summary=story.summary)
    key, _ = entry_key(entry.guid, normalised_link(entry.url or ""))
    prose = Prose(
        headline=story.headline,
        sections=sections,
        summary=story.summary,
        byline=story.people[0] if story.people else None,
        dateline=Dateline(story.city) if story.city else None,
        language="en",
    )
    words = prose.words
    rows.articles.append(
        (
            *(row, article_id(feed_url(story.feed), key), feed, url, story.headline, story.summary),
            *(prose.byline, story.city, story.published_at, story.published_at + 600),
            *(words if is_prepared else 0, "en"),
        )
    )
    unread = story.number % 10 >= 7
    saved_at = story.published_at + 7_200 if story.number % 200 == 3 else None
    rows.status.append((row, feed, story.published_at, int(unread), saved_at))
    rows.deliveries.append((feed, guid_hash(key), row, content_hash(entry)))
    text = prepared(row, prose, (), 0) if is_prepared else None
    if text is None:
        rows.bodies.append((row, "delivered", 0, pack_entry(entry)))
        rows.queue.append((row, 1))
    else:
        rows.bodies.append((row, "blocks", PROSE_VERSION, text.blob))
        names = story_names(story)
        rows.names.append((row, story.published_at, names, named_stories(names)))
    fields = (story.headline, story.summary, None, prose.byline, story.city, None)
    rows.search.append((row, *(index_line(fields, "") if text is None else text.line)))
    return words


def story_names(story: Story) -> Names:
    """Return names with some mentions each; their places in the text are made up."""
    mentions = tuple(Mention(section, 1, 0, 12) for section in range(3))
    people = tuple(Person(name, mentions, (name.split()[1],), "president", 0.4) for name in story.people)
    city = story.city
    places = [Place(city, mentions, (), "city", place_id=f"geonames:{city}", salience=0.3)] if city else []
    return Names(people, tuple(places))


def store(conn: sqlite3.Connection, rows: Rows, entities: dict[tuple[str, str], int]) -> None:
    """Insert a chunk's rows; the triggers keep the counts."""
    conn.executemany(
        "INSERT INTO articles (row, id, feed, url, headline, summary, byline, place, published_at,"
        " arrived_at, words, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows.articles,
    )
    conn.executemany(
        "INSERT INTO status (article, feed, listed_at, unread, saved_at) VALUES (?, ?, ?, ?, ?)", rows.status
    )
    conn.executemany(
        "INSERT INTO deliveries (feed, guid_key, article, content_hash) VALUES (?, ?, ?, ?)", rows.deliveries
    )
    conn.executemany("INSERT INTO bodies (article, form, prepared, data) VALUES (?, ?, ?, ?)", rows.bodies)
    conn.executemany("INSERT INTO queue VALUES (?, ?)", rows.queue)
    conn.executemany("INSERT INTO search (rowid, body, headline, front) VALUES (?, ?, ?, ?)", rows.search)
    for row, listed_at, names, stories in rows.names:
        ids = [entity_id(conn, story, entities) for story in stories]
        conn.execute(
            "INSERT INTO article_names (article, extractor, data) VALUES (?, ?, ?)",
            (row, EXTRACTOR_VERSION, pack_names(names, ids)),
        )
        conn.executemany(
            "INSERT INTO entity_articles VALUES (?, ?, ?, ?, ?)",
            [
                (id_, listed_at, row, s.mentions, round(s.salience * 1_000))
                for id_, s in zip(ids, stories, strict=True)
            ],
        )


def entity_id(conn: sqlite3.Connection, story: NamedStory, entities: dict[tuple[str, str], int]) -> int:
    """Return an entity's row, added with its words when it is first met."""
    known = entities.get((story.kind, story.key))
    if known is None:
        (known,) = conn.execute(
            "INSERT INTO entities (kind, key, name, country) VALUES (?, ?, ?, ?) RETURNING id",
            (story.kind, story.key, story.name, story.country),
        ).fetchone()
        conn.executemany("INSERT INTO entity_words VALUES (?, ?)", [(word, known) for word in story.words])
        entities[(story.kind, story.key)] = known
    return known


def feed_url(feed: int) -> str:
    return f"https://post{feed}.example/feed.xml"


if __name__ == "__main__":
    main()
