"""What the reader decides about feeds: subscribing, unsubscribing, titles, folders, lists of feeds.

No network here: a feed that was subscribed to is asked by the next sync.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from tui.model.answers import Change
from tui.model.articles import Feed
from tui.model.ids import FeedId
from tui.store import feeds, marks, subscriptions
from tui.store.connection import Database
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.settings.feeds import SettingValue
    from tui.sources.opml import OpmlDocument
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.feeds import schedule
    from tui.settings import config, file
    from tui.sources import opml
else:  # loaded when first used: whoever starts should not wait for them
    config = Lazy("tui.settings.config")
    file = Lazy("tui.settings.file")
    opml = Lazy("tui.sources.opml")
    schedule = Lazy("tui.feeds.schedule")

_TITLE: Final = "dateline"


def subscribe(
    database: Database,
    url: str,
    title: str | None,
    folder: str | None,
    now: int,
    *,
    stated_title: str | None = None,
) -> Feed:
    """Subscribe to a feed; see `Library.subscribe`. `stated_title` is what it calls itself."""
    from tui.sources.address import plain_address

    address = plain_address(url)
    with database.write(durable=True) as conn:
        feed = subscriptions.subscribe(conn, address, now, title=stated_title, own_title=title, folder=folder)
        return feeds.feed(conn, feed)


def unsubscribe(database: Database, feed: FeedId, now: int) -> Change:
    """Give a subscription up; see `Library.unsubscribe`."""
    with database.write(durable=True) as conn:
        return marks.unsubscribe(conn, feed, now)


def pause(database: Database, feed: FeedId, paused: bool) -> Change:
    """Pause a feed, or ask it again; see `Library.pause`."""
    with database.write(durable=True) as conn:
        subscriptions.pause(conn, feed, paused)
        title = subscriptions.subscribed_title(conn, feed)
    return Change("pause" if paused else "unpause", 0, title)


def rename(database: Database, feed: FeedId, title: str | None) -> Change:
    """Give a feed a title of the reader's own; see `Library.rename_feed`."""
    with database.write(durable=True) as conn:
        before = subscriptions.subscribed_title(conn, feed)
        subscriptions.rename(conn, feed, title)
        after = subscriptions.subscribed_title(conn, feed)
    return Change("rename", 0, before, after)


def move(database: Database, feed: FeedId, folder: str | None) -> Change:
    """Put a feed into a folder; see `Library.move_feed`."""
    with database.write(durable=True) as conn:
        subscriptions.move(conn, feed, folder)
        title = subscriptions.subscribed_title(conn, feed)
    return Change("move", 0, title, subscriptions.folder_path(folder))


def settings_of(database: Database, paths: Paths, feed: FeedId) -> config.FeedConfig:
    """Return what is set for one feed alone; see `Library.feed_settings`."""
    with database.read() as conn:
        subscriptions.subscribed_title(conn, feed)
        url = feeds.feed(conn, feed).url
    return file.load_config(paths).feeds.get(url, config.FeedConfig())


def set_feed(database: Database, paths: Paths, feed: FeedId, changes: Mapping[str, SettingValue]) -> Change:
    """Write settings of one feed into the configuration; see `Library.set_feed`."""
    from tui.settings.feeds import save_settings

    with database.read() as conn:
        title = subscriptions.subscribed_title(conn, feed)
        url = feeds.feed(conn, feed).url
    save_settings(paths, url, changes)
    if "interval_minutes" in changes:
        interval = file.load_config(paths).for_feed(url).interval_minutes
        with database.write() as conn:
            subscriptions.reschedule(conn, feed, lambda ttl_s: schedule.wait_s(interval, ttl_s))
    return Change("set", 0, title)


# ── lists of feeds ────────────────────────────────────────────────────────────────────────────


def export_opml(database: Database) -> bytes:
    """Return the subscriptions as OPML; see `Library.opml`."""
    with database.read() as conn:
        outlines = subscriptions.outlines(conn)
    return opml.build_opml(
        opml.OpmlDocument(
            tuple(opml.OpmlFeed(o.url, o.title, o.folder, o.site_url, o.attributes) for o in outlines), _TITLE
        )
    )


def import_feeds(database: Database, listed: OpmlDocument, now: int) -> tuple[int, int]:
    """Subscribe to the feeds of a list; return how many are new, and how many were known.

    Those that are known keep their own titles and folders.
    """
    with database.write(durable=True) as conn:
        before = subscriptions.count(conn)
        for feed in listed.feeds:
            outline = subscriptions.Outline(feed.url, feed.title, feed.folder, feed.site_url, feed.attributes)
            subscriptions.take_outline(conn, outline, now)
        new = subscriptions.count(conn) - before
    return new, len(listed.feeds) - new
