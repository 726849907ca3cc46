"""What other processes do for the one that writes: read a feed's bytes, and stored entries' texts.

Touches no database: what comes out is ready to be stored.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tui.model import Prose, RawEntry
from tui.store.delivered import unpack_entry
from tui.store.deliveries import ReadFeed, document
from tui.store.texts import Prepared, prepared
from tui.store.times import to_seconds

_log = logging.getLogger(__name__)

_NOW = 2**62


def read_feed(
    body: bytes, base_url: str | None, content_type: str | None, latest: int, known: Mapping[int, int]
) -> ReadFeed:
    """Read a feed and make what is news in it ready to be stored.

    Of more than `latest` entries (0: no limit) the newest count. `known` is by `guid_key` the hash of
    the words that were delivered before. Raises ParseError.
    """
    from tui.prose import plain_summary
    from tui.sources.rss import parse_feed

    feed = parse_feed(body, base_url, content_type)
    entries = feed.entries
    if 0 < latest < len(entries):
        entries = tuple(sorted(entries, key=_published_s, reverse=True)[:latest])
    held = document(entries, plain_summary, known)
    return ReadFeed(feed.title, feed.site_url, feed.hub_ttl_s, held)


def _published_s(entry: RawEntry) -> int:
    """Return when an entry was published; one without a date counts as the newest."""
    return _NOW if entry.published_at is None else to_seconds(entry.published_at)


# ── texts ─────────────────────────────────────────────────────────────────────────────────────


def read_texts(waiting: Sequence[tuple[int, bytes]]) -> list[Prepared]:
    """Read the texts of entries that are stored as delivered; each is a row and its stored body."""
    ready: list[Prepared] = []
    for row, blob in waiting:
        entry = unpack_entry(blob)
        ready.append(prepared(row, read_entry(entry), entry.enclosures, zlib.crc32(blob)))
    return ready


def read_entry(entry: RawEntry) -> Prose:
    """Read an entry's text. One that cannot be read keeps its headline and summary: it costs itself only."""
    from tui.prose import build_prose

    try:
        return build_prose(entry)
    except Exception:
        _log.warning("an entry could not be read: %r", entry.guid or entry.url, exc_info=True)
        return unread(entry)


def unread(entry: RawEntry) -> Prose:
    """Return what an entry is without its text, where that cannot be read."""
    from tui.prose import build_prose

    return build_prose(replace(entry, content="", content_form="text", summary_form="text"))
