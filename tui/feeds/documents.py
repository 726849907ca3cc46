"""Documents into the store: the bundled seeds, the reader's seed folder, files given by name.

Documents belong to one feed of their own (`SEED_FEED_URL`); an export of ours says which feed each
of its articles belongs to, and they go there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.errors import SourceError
from tui.feeds.seedfolders import (
    documents_in,
    parted_by_links,
    remember_stamps,
    seed_stamps,
    seen_stamps,
)
from tui.feeds.subscribing import import_feeds
from tui.model.answers import ImportReport
from tui.model.entries import ParsedFeed, RawEntry, SourceFeed
from tui.model.ids import SEED_FEED_URL
from tui.store import feeds
from tui.store.articles import BatchResult, Delivery, Intake, deliveries
from tui.store.connection import Database
from tui.store.deliveries import oldest_first
from tui.store.headlines import headlines
from tui.store.searchable import merge_a_little
from tui.store.times import to_seconds
from tui.system.lazily import Lazy
from tui.system.paths import Paths
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.settings.config import Config
    from tui.sources.opml import OpmlDocument

if TYPE_CHECKING:
    from tui.feeds import savedpages
    from tui.preparing import worker
else:  # loaded when first used: whoever starts should not wait for them
    savedpages = Lazy("tui.feeds.savedpages")
    worker = Lazy("tui.preparing.worker")

_DOCUMENTS: Final = SourceFeed(SEED_FEED_URL, feeds.SEED_FEED_TITLE)
LARGEST_READ: Final = 16_000_000
"""Bytes of a file that are read; the sources refuse less, by name."""
_BATCH: Final = 200
"""Entries written in one transaction."""
_IDS_TOLD: Final = 1_000


def read_seed_folders(database: Database, paths: Paths, now: datetime) -> ImportReport:
    """Read the bundled seeds and the reader's own, those that have changed since they were last read."""
    stamps, seen = seed_stamps(paths), seen_stamps(database)
    if stamps == seen:
        return ImportReport()
    report = import_files(database, [Path(name) for name in stamps if stamps[name] != seen.get(name)], now)
    unread = {name for name, _ in report.failures}
    remember_stamps(database, {name: stamp for name, stamp in stamps.items() if name not in unread})
    return report


def import_files(
    database: Database,
    files: Sequence[Path],
    now: datetime,
    *,
    stdin: bytes | None = None,
    progress: Callable[[int, int], None] | None = None,
    config: Config | None = None,
) -> ImportReport:
    """Read documents into the store; see `Library.import_files`. `config` has what feeds say of pages."""
    work = _Import(database, now, config)
    paths: list[Path] = []
    for path in files:
        # Only within a folder are links a question: a file given by name is meant, wherever it leads.
        if path.is_dir():
            inside, outside = parted_by_links(path, documents_in(path))
            paths.extend(inside)
            for link in outside:
                work.pass_by(link)
        else:
            paths.append(path)
    if stdin is not None:
        work.take("standard input", stdin)
    for done, path in enumerate(paths, start=1):
        work.take_file(path)
        if progress is not None:
            progress(done, len(paths))
    return work.finish()


def store_page(database: Database, entry: RawEntry, now: datetime) -> ImportReport:
    """Store a web page as a story, or what has changed of it."""
    work = _Import(database, now)
    work.take_document(ParsedFeed(None, None, (entry,)))
    return work.finish()


class _Import:
    """One import at work: gathers entries, writes them some hundred at a time, and keeps the report."""

    def __init__(self, database: Database, now: datetime, config: Config | None = None) -> None:
        self._database = database
        self._config = config
        self._now = now
        self._waiting: dict[SourceFeed, list[Delivery]] = {}
        self._report = ImportReport()
        self._rows: list[int] = []

    def take_file(self, path: Path) -> None:
        """Read one file; where that fails it is named in the report."""
        try:
            with path.open("rb") as file:
                body = file.read(LARGEST_READ)
        except OSError as error:
            self._fail(str(path), f"{path.name} cannot be read: {error.strerror or error}")
        else:
            self.take(str(path), body)

    def pass_by(self, link: Path) -> None:
        """Name a link that leads out of a folder: whoever made the folder may not mean what is there."""
        self._fail(str(link), f"{link.name} is not read: it is a link out of the folder")

    def take(self, name: str, body: bytes) -> None:
        """Read one document; where that fails it is named in the report."""
        from tui.sources.files import is_web_page, read_document, read_feed_list

        try:
            is_page = is_web_page(name, body)
            listed = None if is_page else read_feed_list(name, body)
            if listed is not None:
                self._subscribe(name, listed)
                return
            document = (
                savedpages.read_saved_page(name, body, self._config)
                if is_page
                else read_document(name, body, self._now)
            )
        except SourceError as error:
            self._fail(name, str(error))
            return
        self.take_document(document)

    def take_document(self, document: ParsedFeed) -> None:
        """Take what a document held."""
        self._report = replace(self._report, skipped=self._report.skipped + document.skipped)
        for origin, entries in _by_origin(document).items():
            self._waiting.setdefault(origin, []).extend(deliveries(entries, worker.summary_of))
        if sum(map(len, self._waiting.values())) >= _BATCH:
            self._flush()

    def _subscribe(self, name: str, listed: OpmlDocument) -> None:
        """Take up a list's subscriptions; each that is refused is named in the report."""
        new, known = import_feeds(self._database, listed, to_seconds(self._now))
        self._report = replace(
            self._report,
            feeds=self._report.feeds + new,
            feeds_known=self._report.feeds_known + known,
            feeds_refused=self._report.feeds_refused + len(listed.refused),
        )
        for feed in listed.refused:
            self._fail(f"{name}: {feed.name}" if feed.name else name, f"not subscribed: {feed.reason}")
        notes = ((f"{name}: {note.name}" if note.name else name, note.words) for note in listed.notes)
        told = tuple((clean_line(about), clean_line(words)) for about, words in notes)
        self._report = replace(self._report, notes=(*self._report.notes, *told))

    def finish(self) -> ImportReport:
        """Write what is left and return the report."""
        self._flush()
        with self._database.read() as conn:
            listed = headlines(conn, self._rows[:_IDS_TOLD])
        return replace(self._report, ids=tuple(headline.id for headline in listed))

    def _flush(self) -> None:
        now = to_seconds(self._now)
        for origin, batch in self._waiting.items():
            with self._database.write() as conn:
                feed = feeds.ensure_feed(conn, origin.feed_url, origin.feed_title, now, subscribed=False)
                intake = Intake(conn, feed, origin.feed_url, batch, (), now)
            news = oldest_first(intake.news, now)
            for start in range(0, len(news), _BATCH):
                part = news[start : start + _BATCH]
                with self._database.write() as conn:
                    intake.write(conn, part)
                with self._database.write() as conn:
                    # In a transaction of its own, so that who waits to write comes in between.
                    merge_a_little(conn, len(part))
            self._count(intake.result())
        self._waiting = {}

    def _count(self, result: BatchResult) -> None:
        self._rows.extend(result.rows)
        self._report = replace(
            self._report,
            new=self._report.new + result.new,
            changed=self._report.changed + result.changed,
            same=self._report.same + result.same,
        )

    def _fail(self, name: str, why: str) -> None:
        self._report = replace(
            self._report, failures=(*self._report.failures, (clean_line(name), clean_line(why)))
        )


def _by_origin(document: ParsedFeed) -> dict[SourceFeed, list[RawEntry]]:
    """Part a document's entries by the feed they belong to: that of documents, unless they name another.

    A document shows its house in the feed's place: the one it states, else the title of the feed that
    was read from a file, else the one that an export of ours showed.
    """
    parted: dict[SourceFeed, list[RawEntry]] = {}
    for entry in document.entries:
        if entry.origin is None:
            origin, house = _DOCUMENTS, entry.masthead or document.title
        elif entry.origin.feed_url in feeds.OWN_TITLES:
            url = entry.origin.feed_url
            origin, house = SourceFeed(url, feeds.OWN_TITLES[url]), entry.origin.feed_title
        else:
            origin, house = replace(entry.origin, arrived_at=None, article_id=None), entry.masthead
        parted.setdefault(origin, []).append(
            replace(entry, masthead=None if house in feeds.OWN_TITLES.values() else house)
        )
    return parted
