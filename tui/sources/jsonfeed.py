"""JSON Feed 1.0 and 1.1 (jsonfeed.org), read with patience: what is of the wrong type is not there.

Our own exports carry a `_dateline` object in each item, with the text as sections, the feed it came
from and the reader's marks. It is believed only in a file that the reader imports: from the network
it would let a stranger set bookmarks.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, cast

import msgspec

from tui.errors import ParseError
from tui.model.entries import (
    RELATIONS,
    ContentForm,
    Enclosure,
    Marks,
    ParsedFeed,
    RawEntry,
    Relation,
    SourceFeed,
)
from tui.model.ids import read_article_id
from tui.model.prose import Dateline
from tui.sources.address import document_feed
from tui.sources.dates import parse_date
from tui.sources.draft import LONGEST_CONTENT, MOST_ENTRIES
from tui.sources.durations import read_duration
from tui.sources.values import (
    as_line,
    as_lines,
    as_list,
    as_number,
    as_object,
    as_text,
    is_object,
    objects,
)
from tui.text.safe import clean_line
from tui.text.weblinks import magnet_link, web_link

_VERSION: Final = re.compile(r"(?:https?://(?:www\.)?jsonfeed\.org/version/)?1(?:\.\d+)?/?")
"""The versions that can be read; some write the bare number."""


_MOST_DIGITS: Final = 400


class _RawItem(msgspec.Struct):
    """One item, its values of whatever type came."""

    id: object = None
    url: object = None
    external_url: object = None
    title: object = None
    content_html: object = None
    content_text: object = None
    summary: object = None
    date_published: object = None
    date_modified: object = None
    author: object = None
    authors: object = None
    tags: object = None
    language: object = None
    attachments: object = None
    image: object = None
    dateline: object = msgspec.field(default=None, name="_dateline")


class _Feed(msgspec.Struct):
    """The document, its values of whatever type came."""

    version: object = None
    title: object = None
    home_page_url: object = None
    feed_url: object = None
    author: object = None
    authors: object = None
    language: object = None
    items: object = None


def parse_json_feed(body: bytes, base_url: str | None, *, own: bool = False) -> ParsedFeed:
    """Read a JSON Feed; relative links resolve against its page, else its address, else `base_url`.

    `own` says that the reader imports the file, so that what our export wrote in it is believed.
    Items that say nothing, are no objects, or go over 10,000 are counted in `skipped`. Raises
    ParseError for what is no JSON, no feed, or a feed of a version we do not know.
    """
    feed = _checked(_decode(body))
    home = _address(feed.home_page_url, base_url)
    # Links in a text are written for the page; the feed may be served by another host.
    base = home or _address(feed.feed_url, base_url) or base_url
    items = as_list(feed.items)
    entries = [entry for item in items[:MOST_ENTRIES] if (entry := _entry(item, feed, base, own=own))]
    return ParsedFeed(
        title=as_line(feed.title) or None,
        site_url=home,
        entries=tuple(entries),
        language=as_text(feed.language) or None,
        skipped=len(items) - len(entries),
    )


# ── the document ──────────────────────────────────────────────────────────────────────────────


def _decode(body: bytes) -> object:
    """Decode JSON in UTF-8, 16 or 32; the standard library's reader takes what msgspec is too strict for."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, ValueError):
        pass
    text = body.decode(json.detect_encoding(body), "replace").lstrip("\ufeff")
    try:
        return json.loads(text, strict=False, parse_int=_number)
    except RecursionError as error:
        raise ParseError("This JSON is nested too deeply to be read.") from error
    except ValueError as error:
        raise ParseError(f"This is not sound JSON: {clean_line(str(error))[:120]}.") from error


def _number(digits: str) -> float:
    """Return a whole number; one of more digits than any count or id has is none (`as_number`)."""
    return int(digits) if len(digits) <= _MOST_DIGITS else math.inf


def _checked(document: object) -> _Feed:
    """Tell a JSON Feed from other JSON; a version may be missing where the items are plainly entries."""
    if not is_object(document):
        raise ParseError("This is JSON, but not a JSON Feed.")
    feed = msgspec.convert(document, _Feed)
    version = as_text(feed.version)
    if "jsonfeed.org" in version and not _VERSION.fullmatch(version):
        raise ParseError(f"This JSON Feed is of a version that cannot be read: {clean_line(version)[:80]}.")
    # Some forget the version; what has texts in its items is plainly meant as a feed.
    if not (_VERSION.fullmatch(version) or (not version and _has_entries(feed))):
        raise ParseError("This is JSON, but not a JSON Feed.")
    if not isinstance(feed.items, list):
        raise ParseError("This JSON Feed has no list of items.")
    return feed


def _has_entries(feed: _Feed) -> bool:
    return any("content_html" in item or "content_text" in item for item in objects(feed.items))


# ── items ─────────────────────────────────────────────────────────────────────────────────────


def _entry(value: object, feed: _Feed, base: str | None, *, own: bool) -> RawEntry | None:
    """Read one item; None where it is no object or has neither id, link, title nor text."""
    if not is_object(value):
        return None
    item = msgspec.convert(value, _RawItem)
    entry = _as_stated(item, feed, base)
    if entry is not None and own and is_object(item.dateline):
        return _with_extension(entry, item.dateline)
    return entry


def _as_stated(item: _RawItem, feed: _Feed, base: str | None) -> RawEntry | None:
    """Return what JSON Feed itself says of an item; None where that is nothing."""
    content, form = _content(item)
    url = _address(item.url, base) or _address(item.external_url, base)
    guid, title, summary = as_text(item.id).strip(), as_line(item.title), as_text(item.summary)
    if not any((guid, url, title, content.strip(), summary.strip())):
        return None
    stated = as_line(item.date_published)
    return RawEntry(
        guid=guid or None,
        url=url,
        title=title,
        content=content[:LONGEST_CONTENT],
        content_form=form,
        summary=summary[:LONGEST_CONTENT] or None,
        summary_form="text",
        authors=_authors(item.authors, item.author) or _authors(feed.authors, feed.author),
        published_at=parse_date(stated),
        published_stated=stated or None,
        updated_at=parse_date(as_text(item.date_modified)),
        base_url=url or base,
        language=as_text(item.language) or as_text(feed.language) or None,
        tags=as_lines(item.tags),
        enclosures=_enclosures(item, url, base),
    )


def _content(item: _RawItem) -> tuple[str, ContentForm]:
    """Return the text of an item with its form: HTML where there is any."""
    markup = as_text(item.content_html)
    return (markup, "html") if markup.strip() else (as_text(item.content_text), "text")


def _authors(authors: object, author: object) -> tuple[str, ...]:
    """Return the names of `authors` (1.1), else of `author` (1.0); a bare string is a name too."""
    found = as_list(authors) or [authors if author is None else author]
    return as_lines([as_object(value).get("name") if is_object(value) else value for value in found])


def _enclosures(item: _RawItem, url: str | None, base: str | None) -> tuple[Enclosure, ...]:
    """Return the attachments, and the page that a link post points to, where that is another one."""
    linked = _address(item.external_url, base)
    enclosures = [Enclosure(linked, "text/html")] if linked and linked != url else []
    enclosures += _attachments(item, base)
    known = {enclosure.url for enclosure in enclosures}
    if (picture := _address(item.image, base)) and picture not in known:
        enclosures.append(Enclosure(picture, "image/*"))
    return tuple(enclosures)


def _attachments(item: _RawItem, base: str | None) -> Iterator[Enclosure]:
    for value in objects(item.attachments):
        if address := _address(value.get("url"), base) or magnet_link(as_text(value.get("url"))):
            media_type = as_line(value.get("mime_type")) or None
            title = as_line(value.get("title")) or None
            duration = read_duration(as_text(value.get("duration_in_seconds")))
            size = _size(value.get("size_in_bytes"))
            yield Enclosure(address, media_type, size, title=title, duration_s=duration)


def _size(value: object) -> int | None:
    number = as_number(value)
    # Beyond that JSON's numbers are no whole ones any more.
    return int(number) if number is not None and 0 < number < 2**53 else None


# ── what an export of ours adds ───────────────────────────────────────────────────────────────


def _with_extension(entry: RawEntry, value: object) -> RawEntry:
    """Put what our export wrote in `_dateline` in the place of what JSON Feed could say."""
    extension = as_object(value)
    sections = extension.get("sections")
    is_blocks = isinstance(sections, list)
    return replace(
        entry,
        # Our `id` names the article in our database; this one is the feed's own.
        guid=as_text(extension.get("guid")) or None,
        content=json.dumps(sections) if is_blocks else entry.content,
        content_form="blocks" if is_blocks else entry.content_form,
        dek=as_line(extension.get("dek")) or None,
        published_stated=as_line(extension.get("date_stated")) or entry.published_stated,
        tags=(),
        enclosures=(*entry.enclosures, *_related(extension)),
        dateline=_dateline(as_object(extension.get("dateline"))),
        marks=_marks(extension, entry.tags),
        origin=_origin(extension, entry.guid or ""),
    )


def _related(extension: Mapping[str, object]) -> list[Enclosure]:
    found: list[Enclosure] = []
    for value in objects(extension.get("links")):
        url, relation = _address(value.get("url"), None), as_text(value.get("relation"))
        if url and relation in RELATIONS:
            found.append(Enclosure(url, relation=cast("Relation", relation)))
    return found


def _dateline(value: Mapping[str, object]) -> Dateline | None:
    place, agency = (as_line(value.get(key)) for key in ("place", "agency"))
    return Dateline(place, agency or None) if place else None


def _marks(extension: Mapping[str, object], tags: tuple[str, ...]) -> Marks:
    position = as_number(extension.get("position")) or 0.0
    page = as_object(extension.get("full_text"))
    return Marks(
        saved_at=parse_date(as_text(extension.get("saved_at"))),
        read=extension.get("read") is True,
        tags=tags,
        # How far one has read, as a share: what is beyond was not written by us.
        position=float(position) if 0 <= position <= 1 else 0.0,
        notes=json.dumps(notes) if (notes := as_list(extension.get("notes"))) else "",
        page=_address(page.get("url"), None) or "",
        fetched_at=parse_date(as_text(page.get("date_fetched"))),
    )


def _origin(extension: Mapping[str, object], id_: str) -> SourceFeed | None:
    feed = as_object(extension.get("feed"))
    url = document_feed(as_line(feed.get("url")))
    arrived_at = parse_date(as_text(extension.get("date_arrived")))
    return (
        SourceFeed(url, as_line(feed.get("title")) or url, arrived_at, read_article_id(id_)) if url else None
    )


def _address(value: object, base: str | None) -> str | None:
    return web_link(as_text(value), base)
