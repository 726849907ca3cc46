"""What other processes do for the one that writes: read a feed's bytes, and stored entries' texts.

Touches no database: what comes out is ready to be stored.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING

from tui.errors import ParseError
from tui.model.entries import RawEntry
from tui.model.prose import Paragraph, Prose, Section, Text
from tui.sources.address import told_of
from tui.store.delivered import unpack_entry
from tui.store.deliveries import Document, ReadFeed, document
from tui.store.times import to_seconds
from tui.system import log
from tui.system.lazily import Lazy
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.sources.chunks import Chunks
    from tui.store.texts import Prepared

if TYPE_CHECKING:
    from tui.sources import discovery, inflate, rss
    from tui.store import texts
else:  # loaded when first used: whoever starts should not wait for them
    discovery = Lazy("tui.sources.discovery")
    inflate = Lazy("tui.sources.inflate")
    rss = Lazy("tui.sources.rss")
    texts = Lazy("tui.store.texts")

_NOW = 2**62


def read_answer(
    body: bytes,
    packed: str | None,
    hash_before: bytes | None,
    base_url: str,
    content_type: str | None,
    latest: int,
    known: Mapping[int, int],
    remembered: bytes,
) -> ReadFeed:
    """Read a feed's answer as it came, `packed` as its server says; see `read_feed`.

    A body whose hash is `hash_before` is not read: what comes back says no more than that. Raises ParseError,
    in a sentence that names the host where that sends what cannot or must not be unpacked.
    """
    try:
        body = inflate.unpacked(body, packed)
    except inflate.NotUnpacked as error:
        raise ParseError(told_of(base_url, error.told)) from error
    body_hash = blake2b(body, digest_size=16).digest()
    # Of the unpacked body: a server may pack the same one otherwise each time.
    if body_hash == hash_before:
        return ReadFeed(None, None, None, Document((), ()), body_hash=body_hash)
    try:
        read = read_feed(body, base_url, content_type, latest, known, remembered)
    except ParseError as error:
        raise _told_page(body, base_url) or error from error
    return replace(read, body_hash=body_hash)


def _told_page(body: bytes, url: str) -> ParseError | None:
    """Return what to say of a page in a feed's place that announces feeds: it may have moved there."""
    announced = next((feed for feed in discovery.find_feeds(body, url) if feed.is_certain), None)
    if announced is None:
        return None
    return ParseError(f"This is a web page now, and no feed; it announces {clean_line(announced.url)[:200]}.")


def read_feed(
    body: bytes,
    base_url: str | None,
    content_type: str | None,
    latest: int,
    known: Mapping[int, int],
    remembered: bytes = b"",
) -> ReadFeed:
    """Read a feed and make what is news in it ready to be stored.

    Of more than `latest` entries (0: no limit) the newest count. `known` is by `guid_key` the hash of
    the words that were delivered before, `remembered` what the last reading gave: by it the entries that
    are the same to the byte are passed over unread. Raises ParseError.
    """
    from tui.sources.chunks import Sent, find_chunks

    # Of which entries are the newest nobody knows who has not read them all.
    chunks = None if latest else find_chunks(body, f"{base_url}\n{content_type}")
    read = None if chunks is None else _read_rest(chunks, base_url, content_type, known, remembered)
    if read is None:
        read = _read_whole(body, base_url, content_type, latest, known)
    document = read.document
    if chunks is None or not document.apart or len(document.keys) != len(chunks.marks):
        return read
    return replace(read, remembered=chunks.remembered([*map(Sent, document.keys, document.words)]))


def _read_rest(
    chunks: Chunks,
    base_url: str | None,
    content_type: str | None,
    known: Mapping[int, int],
    remembered: bytes,
) -> ReadFeed | None:
    """Read what was not sent before; None where nothing was, or the whole has to be read to be certain."""
    sent = chunks.sent_before(remembered, known)
    if not sent:
        return None
    try:
        read = _read_whole(chunks.without(sent), base_url, content_type, 0, known)
    except ParseError:
        return None
    rest = iter(zip(read.document.keys, read.document.words, strict=True))
    if not read.document.apart or len(read.document.keys) != len(chunks.marks) - len(sent):
        return None
    told = [sent.get(number) or next(rest) for number in range(len(chunks.marks))]
    keys, words = zip(*told, strict=True)
    # Entries that share a key are told apart by what they say: for that all of them have to be read.
    if len(set(keys)) < len(keys):
        return None
    same = _in_order_of(keys, {*(one.guid_key for one in sent.values()), *read.document.same})
    return replace(read, document=Document(read.document.news, keys, words, same=same))


def _in_order_of(keys: Sequence[int], some: Collection[int]) -> tuple[int, ...]:
    """Return some of the keys, in the order of all."""
    return tuple(key for key in keys if key in some)


def _read_whole(
    body: bytes, base_url: str | None, content_type: str | None, latest: int, known: Mapping[int, int]
) -> ReadFeed:
    feed = rss.parse_feed(body, base_url, content_type)
    entries = feed.entries
    # By date and not by place: not every feed has the newest on top.
    if 0 < latest < len(entries):
        entries = tuple(sorted(entries, key=_published_s, reverse=True)[:latest])
    held = document(entries, summary_of, known, feed.site_url)
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
        prose, failed = try_entry(entry)
        ready.append(texts.prepared(row, prose, entry.enclosures, zlib.crc32(blob), failed=failed))
    return ready


def read_entry(entry: RawEntry) -> Prose:
    """Read an entry's text as `try_entry` does."""
    return try_entry(entry)[0]


def try_entry(entry: RawEntry) -> tuple[Prose, str]:
    """Read an entry's text; return it, and why it could not be read where that is so.

    Then it keeps its headline and summary: a fault of ours costs one article and no more.
    """
    from tui.prose import build_prose

    try:
        return build_prose(entry), ""
    except Exception as fault:
        log.error("an entry could not be read", fault)
        return unread(entry), log.where(fault)


def unread(entry: RawEntry) -> Prose:
    """Return what an entry is without its text, where that cannot be read."""
    from tui.prose import build_prose

    summary = summary_of(entry)
    bare = replace(
        entry, content="", content_form="text", summary=summary, summary_form="text", enclosures=()
    )
    try:
        return build_prose(bare)
    except Exception:  # the same fault: it is not in the text, and is told already
        blocks = (Paragraph(Text(summary)),) if summary else ()
        return Prose(
            headline=clean_line(entry.title) or summary or "Untitled",
            sections=(Section(None, blocks),) if blocks else (),
            summary=summary,
        )


def summary_of(entry: RawEntry) -> str | None:
    """Return an entry's summary as one plain line; None where it has none, or a fault of ours hides it."""
    from tui.prose import plain_summary

    try:
        return plain_summary(entry)
    except Exception as fault:
        log.error("a summary could not be made", fault)
        return None
