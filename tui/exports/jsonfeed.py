"""Articles as a JSON Feed 1.1 (jsonfeed.org), with what the format has no word for under `_dateline`.

Read by any feed reader; read back by `dateline import`, which restores text, bookmarks and tags.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from tui.calendar.times import iso_utc_or_none
from tui.exports.xhtml import render_xhtml
from tui.model.articles import Article
from tui.model.blocksjson import JsonObject, sections_to_json
from tui.model.entries import Enclosure
from tui.model.notesjson import note_to_json

VERSION: Final = "https://jsonfeed.org/version/1.1"
ABOUT: Final = "Written by dateline, a news reader for the terminal; `dateline import` reads it back."
_ANY_FILE: Final = "application/octet-stream"


def write_json_feed(articles: Iterable[Article], *, title: str = "dateline") -> Iterator[str]:
    """Yield the document piece by piece: ASCII only, one line a story, in the order given.

    No articles give a feed without items.
    """
    head = {"version": VERSION, "title": title, "_dateline": {"about": ABOUT, "version": 1}}
    yield json.dumps(head, indent=1)[:-2] + ',\n "items": ['
    separator = "\n"
    for article in articles:
        # One story at a time: a whole library does not fit into memory twice.
        yield f"{separator}  {json.dumps(item(article))}"
        separator = ",\n"
    yield "\n ]\n}\n"


def item(article: Article) -> JsonObject:
    """Return one article as an item of a JSON Feed; what is not known has no key, as the format asks."""
    headline, prose = article.headline, article.prose
    stated = {
        "id": article.id,
        "url": headline.url,
        "title": prose.headline,
        "content_html": render_xhtml(prose.sections),
        "summary": prose.summary,
        "date_published": iso_utc_or_none(headline.published_at),
        "date_modified": iso_utc_or_none(article.updated_at),
        "authors": [{"name": prose.byline}] if prose.byline else None,
        "tags": list(headline.tags) or None,
        "language": prose.stated_language,
        "attachments": [_attachment(file) for file in article.enclosures if not file.relation] or None,
    }
    return {
        **{key: value for key, value in stated.items() if value is not None},
        "_dateline": _extension(article),
    }


def _extension(article: Article) -> JsonObject:
    """What JSON Feed has no word for; every key is always there."""
    headline, prose = article.headline, article.prose
    return {
        "guid": article.guid,
        "feed": {"url": article.feed_url, "title": headline.feed},
        "date_arrived": iso_utc_or_none(headline.arrived_at),
        "date_stated": headline.published_stated,
        "dek": prose.dek,
        "dateline": prose.dateline and {"place": prose.dateline.place, "agency": prose.dateline.agency},
        "read": headline.read,
        "saved_at": iso_utc_or_none(article.saved_at),
        "position": article.position,
        "full_text": _page(article),
        "notes": [note_to_json(note) for note in article.notes],
        "sections": sections_to_json(prose.sections),
        "links": [
            {"url": page.url, "relation": page.relation} for page in article.enclosures if page.relation
        ],
    }


def _page(article: Article) -> JsonObject | None:
    """Say whose text it is, where that is the story's page and not its feed."""
    known = article.full_text
    if known is None or known.state != "shown":
        return None
    return {"url": known.url, "date_fetched": iso_utc_or_none(known.fetched_at)}


def _attachment(enclosure: Enclosure) -> JsonObject:
    stated = {"size_in_bytes": enclosure.length_bytes, "duration_in_seconds": enclosure.duration_s}
    known = {key: value for key, value in stated.items() if value is not None}
    title = {} if enclosure.title is None else {"title": enclosure.title}
    return {"url": enclosure.url, "mime_type": enclosure.media_type or _ANY_FILE, **title, **known}
