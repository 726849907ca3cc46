"""Markdown with front matter: a document whose first lines state its fields.

Our own exports are of this form, and state the feed and the reader's marks besides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tui.errors import ParseError
from tui.model.entries import Marks, RawEntry, SourceFeed
from tui.model.ids import read_article_id
from tui.model.prose import Dateline
from tui.sources.address import document_feed
from tui.sources.dates import parse_date
from tui.sources.frontmatter import FrontMatter, split_front_matter
from tui.text.safe import clean, clean_line
from tui.text.weblinks import web_link

_EMPHASIS_MARKS: Final = re.compile(r"[*`]|\b_|_\b")
_DATELINE: Final = re.compile(r"([^()]+)\(([^()]+)\)")

_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("title", "headline"),
    "date": ("date", "published", "date_published", "pubdate", "publish_date"),
    "updated": ("updated", "lastmod", "modified", "date_modified"),
    "dek": ("dek", "subtitle", "standfirst", "description"),
    "summary": ("summary", "excerpt", "abstract", "description"),
    "authors": ("authors", "author", "byline", "by"),
    "tags": ("tags", "keywords", "categories"),
    "guid": ("guid", "id"),
    "url": ("url", "link", "canonical_url", "permalink"),
    "language": ("lang", "language", "locale"),
    "masthead": ("masthead", "feed", "publication", "source"),
    "dateline": ("dateline",),
    "feed_url": ("feed_url",),
    "arrived": ("date_arrived",),
    "read": ("read",),
    "saved": ("saved",),
    "notes": ("dateline_notes",),
}
"""Our fields, and the keys that state them, the one that is preferred first."""
_NOTES: Final = "\n<!-- dateline: notes -->\n"
"""Parts an exported text from what was noted to it: see `tui.exports.notes`."""
_KNOWN: Final = frozenset(key for keys in _KEYS.values() for key in keys)


def parse_markdown(stem: str, text: str) -> RawEntry:
    """Read a Markdown document; `stem` is its guid where the front matter states none.

    Without a stated title, a first heading of level 1 is it. Raises ParseError where there is no
    text at all, and where front matter cannot be read, with the line.
    """
    fields, body = split_front_matter(clean(text.lstrip("\ufeff")), _KNOWN)
    if "dateline_notes" in fields and _NOTES in body:
        body = body.rpartition(_NOTES)[0]  # what was noted stands in the fields too
    title = _stated(fields, "title") or _first_heading(body)
    if not (title or body.strip()):
        raise ParseError("There is no text in it.")
    stated, updated = _stated(fields, "date"), _stated(fields, "updated")
    dek, summary = _maybe(fields, "dek"), _maybe(fields, "summary")
    entry = RawEntry(
        guid=_stated(fields, "guid") or stem,
        url=web_link(_stated(fields, "url")),
        title=title,
        content=body,
        content_form="markdown",
        summary=summary if summary != dek else None,
        summary_form="text",
        dek=dek,
        authors=_all_stated(fields, "authors"),
        published_at=parse_date(stated),
        published_stated=stated or None,
        updated_at=parse_date(updated),
        language=_maybe(fields, "language"),
        tags=_all_stated(fields, "tags"),
        masthead=_maybe(fields, "masthead"),
        dateline=_dateline(_stated(fields, "dateline")),
    )
    feed_url = document_feed(_stated(fields, "feed_url"))
    return entry if feed_url is None else _with_origin(entry, fields, feed_url)


# ── fields ────────────────────────────────────────────────────────────────────────────────────


def _stated(fields: FrontMatter, field: str) -> str:
    """Return the first value given for a field as one line; empty where there is none."""
    values = _all_stated(fields, field)
    return values[0] if values else ""


def _maybe(fields: FrontMatter, field: str) -> str | None:
    """Return what `_stated` does; None where there is none."""
    return _stated(fields, field) or None


def _all_stated(fields: FrontMatter, field: str) -> tuple[str, ...]:
    """Return the values of the first key that is given, each as one line; tags may stand between commas."""
    for key in _KEYS[field]:
        value = fields.get(key, [])
        if isinstance(value, str):
            value = value.split(",") if field == "tags" else [value]
        if lines := tuple(line for item in value if (line := clean_line(item))):
            return lines
    return ()


def _first_heading(body: str) -> str:
    first = next((line for line in body.split("\n") if line.strip()), "")
    if not first.startswith("# "):
        return ""
    return clean_line(_EMPHASIS_MARKS.sub("", first[2:].rstrip().rstrip("#")))


def _with_origin(entry: RawEntry, fields: FrontMatter, feed_url: str) -> RawEntry:
    """Give a document that our export wrote its feed, its identity there and the reader's marks back."""
    arrived = parse_date(_stated(fields, "arrived"))
    saved_at, is_read = parse_date(_stated(fields, "saved")), _stated(fields, "read") == "true"
    guid, id_ = fields.get("guid"), fields.get("id")
    return replace(
        entry,
        guid=guid if isinstance(guid, str) else (None if entry.url else entry.guid),
        tags=(),
        masthead=None,
        marks=Marks(saved_at=saved_at, read=is_read, tags=entry.tags, notes=_notes(fields)),
        origin=SourceFeed(feed_url, entry.masthead or feed_url, arrived, read_article_id(str(id_))),
    )


def _notes(fields: FrontMatter) -> str:
    """Return what was noted as a JSON list; empty where nothing was."""
    stated = fields.get("dateline_notes", [])
    return f"[{','.join(stated)}]" if stated and not isinstance(stated, str) else ""


def _dateline(stated: str) -> Dateline | None:
    """Read `Istanbul` or `Istanbul (AP)`."""
    if not stated:
        return None
    match = _DATELINE.fullmatch(stated)
    return Dateline(match[1].strip(), match[2].strip()) if match else Dateline(stated)
