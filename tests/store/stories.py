"""Entries, and a store of them, with defaults: a test states only what it is about."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tui.library.frontdesk import Library
from tui.library.wording import change_in_words
from tui.model.answers import Change
from tui.model.articles import Headline
from tui.model.entries import RawEntry
from tui.model.ids import FeedId
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Prose, plain_text
from tui.model.scopes import Scope
from tui.prose import plain_summary
from tui.store import feeds
from tui.store.articles import BatchResult, Intake, deliveries, known_words, write_batch
from tui.store.deliveries import document, oldest_first
from tui.store.times import to_seconds
from tui.system.paths import user_paths

NOW = datetime(2025, 5, 20, 12, 0, tzinfo=UTC)
POST = "https://post.example/feed"
TIMES = "https://times.example/feed"
EVERYTHING = 10_000
PEOPLE = ("Volodymyr Zelenskyy", "Marco Rubio", "Angela Merkel")
PLACES = {"Kyiv": "geonames:703448", "Paris": "geonames:2988507"}


class Clock:
    """A clock that stands until it is told to go on."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def tick(self, **amount: int) -> None:
        self.now += timedelta(**amount)


def build_entry(
    guid: str | None = "talks",
    *,
    title: str = "Talks open in Istanbul",
    content: str = "<p>Envoys from two countries met in the old palace.</p>",
    summary: str | None = None,
    url: str | None = None,
    published_at: datetime | None = NOW - timedelta(days=1),
    **rest: object,
) -> RawEntry:
    return RawEntry(
        guid=guid,
        url=url,
        title=title,
        content=content,
        summary=summary,
        published_at=published_at,
        **rest,  # type: ignore[arg-type]
    )


_KEPT = tempfile.TemporaryDirectory(prefix="dateline-tests-")
"""Data folders made once for all tests of this process."""


def made_once(name: str, make: Callable[[], object]) -> None:
    """Give the test, which has no data folder yet, one as `make` leaves it, which is called once."""
    kept, data = Path(_KEPT.name) / name, user_paths().data_dir
    if kept.exists():
        shutil.copytree(kept, data)
    else:
        make()
        shutil.copytree(data, kept)


def open_library(clock: Clock | None = None) -> Library:
    """Open the test's own database; where there is none, it gets a copy of one that is new."""
    paths = user_paths()
    if not paths.data_dir.exists():
        made_once("new", lambda: Library.open(paths).close())
    return Library.open(paths, clock=clock or Clock())


def deliver(
    library: Library, *entries: RawEntry, feed: str = POST, now: datetime | None = None
) -> BatchResult:
    """Store what a feed delivered."""
    seconds = to_seconds(now or NOW)
    with library.database.write() as conn:
        feed_id = feeds.ensure_feed(conn, feed, feed.removeprefix("https://"), seconds)
        return write_batch(conn, feed_id, feed, deliveries(entries, plain_summary), seconds)


def sync(library: Library, *entries: RawEntry, feed: str = POST, home: str | None = None) -> BatchResult:
    """Store what a feed delivers as a sync does: what is known already is passed over first."""
    with library.database.write() as conn:
        feed_id = feeds.ensure_feed(conn, feed, feed.removeprefix("https://"), to_seconds(NOW))
        held = document(entries, plain_summary, known_words(conn, feed_id), home)
        intake = Intake(conn, feed_id, feed, held.news, held.same, to_seconds(NOW))
        intake.write(conn, oldest_first(intake.news, to_seconds(NOW)))
    told = intake.result()
    return replace(told, same=told.same + len(held.same))


def many(count: int, **rest: object) -> tuple[RawEntry, ...]:
    """Return entries an hour apart, the newest first, as a feed lists them."""
    return tuple(
        build_entry(f"g{i}", title=f"Story {i}", published_at=NOW - timedelta(hours=i + 1), **rest)  # type: ignore[arg-type]
        for i in range(count)
    )


def titles(listed: Sequence[Headline]) -> list[str]:
    return [headline.headline for headline in listed]


def all_of(library: Library, scope: Scope | None = None) -> tuple[Headline, ...]:
    """Return a scope's whole list."""
    return library.listing(scope or Scope()).window(0, EVERYTHING)


def words_of(change: Change | None) -> str:
    """Return what is said of a change; nothing where there was none."""
    return change_in_words(change) if change else ""


def only(library: Library) -> Headline:
    """Return the one article there is."""
    (headline,) = all_of(library)
    return headline


def found(library: Library, query: str) -> set[str]:
    """Return the headlines that a query finds, by date; and prove that relevance finds the same."""
    by_date = {hit.headline.headline for hit in library.search(query, order="date", limit=EVERYTHING)}
    assert {hit.headline.headline for hit in library.search(query, limit=EVERYTHING)} == by_date
    assert set(titles(library.search_listing(query).window(0, EVERYTHING))) == by_date
    return by_date


def feed_scope(library: Library, url: str = POST) -> Scope:
    return Scope("feed", feed_id=next(FeedId(feed.id) for feed in library.feeds() if feed.url == url))


def write_document(folder: Path, name: str, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def find_known_names(prose: Prose, *, known: Collection[str] = ()) -> Names:
    """Find a few names and no others, people by their surnames too; and the `known` ones."""
    words = plain_text(prose.sections)
    people = []
    for name in PEOPLE:
        surname = name.split()[1]
        if name in words:
            people.append(
                Person(name, (Mention(0, 1, 0, 1),) * words.count(surname), (surname,), salience=0.5)
            )
    people += [Person(name, (Mention(0, 1, 0, 1),)) for name in known if name in words and name not in PEOPLE]
    places = [
        Place(name, (Mention(0, 1, 0, 1),) * words.count(name), place_id=key)
        for name, key in PLACES.items()
        if name in words
    ]
    return Names(tuple(people), tuple(places))
