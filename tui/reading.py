"""What the parsing processes do for a sync: a feed's bytes to what is news in them, ready to be stored."""

from __future__ import annotations

from collections.abc import Mapping

from tui.model import RawEntry
from tui.prose import plain_summary
from tui.sources.rss import parse_feed
from tui.store.deliveries import ReadFeed, document
from tui.store.times import to_seconds

_NOW = 2**62


def read_feed(
    body: bytes, base_url: str | None, content_type: str | None, latest: int, known: Mapping[int, int]
) -> ReadFeed:
    """Read a feed and make what is news in it ready to be stored.

    Of more than `latest` entries (0: no limit) the newest count. `known` is by `guid_key` the hash of
    the words that were delivered before. Raises ParseError.
    """
    feed = parse_feed(body, base_url, content_type)
    entries = feed.entries
    if 0 < latest < len(entries):
        entries = tuple(sorted(entries, key=_published_s, reverse=True)[:latest])
    held = document(entries, plain_summary, known)
    return ReadFeed(feed.title, feed.site_url, feed.hub_ttl_s, held)


def _published_s(entry: RawEntry) -> int:
    """Return when an entry was published; one without a date counts as the newest."""
    return _NOW if entry.published_at is None else to_seconds(entry.published_at)
