"""The slow road: feedparser reads what is not well-formed, and is the reference for what is.

The only module that touches feedparser; imported when the fast road gives up. `Any` ends here.
"""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any, Final

import feedparser

from tui.errors import ParseError
from tui.sources.dates import parse_date
from tui.sources.draft import (
    MOST_ENTRIES,
    EntryDraft,
    FeedDraft,
    LinkElement,
    Passage,
    StatedFile,
    TitleForm,
    plain_title,
)
from tui.sources.pictures import Picture, say_of_pictures
from tui.text.safe import clean

_HTML_TYPES: Final = ("text/html", "application/xhtml+xml")
# feedparser writes elements without content as a pair of tags; HTML takes `</br>` for a line break.
_VOID_END: Final = re.compile(r"</(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)>")


def read_feed(text: str) -> FeedDraft:
    """Read any feed that feedparser can make sense of; `text` has been mended (`xmltext.mend_xml`).

    Raises ParseError where it finds neither a feed nor entries, or fails.
    """
    document = _parse(text)
    entries: list[Any] = document["entries"]
    if not document.get("version") and not entries:
        raise ParseError("This is not a feed.")
    atom = str(document.get("version", "")).startswith("atom")
    feed: Mapping[str, Any] = document["feed"]
    return FeedDraft(
        title=_text(feed, "title"),
        title_form=_title_form(feed, atom),
        link=_page_link(feed),
        links=_links(feed),
        language=_text(feed, "language"),
        authors=_authors(feed) if atom else [],
        ttl=_text(feed, "ttl"),
        update_period=_text(feed, "sy_updateperiod"),
        update_frequency=_text(feed, "sy_updatefrequency"),
        entries=[_entry(entry, atom) for entry in entries[:MOST_ENTRIES]],
        skipped=max(len(entries) - MOST_ENTRIES, 0),
    )


def _parse(text: str) -> Any:
    """Call feedparser on the text in UTF-8, so that it need not guess; in a stream, never a name."""
    parse: Any = feedparser.parse  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    try:
        return parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            # `prose` makes texts harmless and resolves links, by our rules and for both roads alike.
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except Exception as error:  # what a parser of broken things may raise is not ours to list
        raise ParseError("This feed is too broken to be read.") from error


def _entry(entry: Mapping[str, Any], atom: bool) -> EntryDraft:
    contents, spare = _contents(entry, atom)
    # feedparser gives `published` for a missing `updated`, and warns of it.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        has_update = "updated" in entry
    published = _text(entry, "published") or _text(entry, "created")
    updated = _text(entry, "updated") if has_update else ""
    return EntryDraft(
        guid=_text(entry, "id"),
        link=_text(entry, "link"),
        original_link=_text(entry, "feedburner_origlink"),
        links=_links(entry),
        title=_text(entry, "title"),
        title_form=_title_form(entry, atom),
        contents=contents,
        summary=_summary(entry, contents, atom),
        spare=spare,
        published=published,
        updated=updated,
        published_read=parse_date(published),  # feedparser reads too much: `2025-13-45`, Korean words
        updated_read=parse_date(updated),
        authors=_authors(entry),
        tags=[str(tag.get("label") or tag.get("term") or "") for tag in entry.get("tags", ())],
        enclosures=_enclosures(entry),
        duration=_text(entry, "itunes_duration"),
        comments=_text(entry, "comments"),
        pictures=_pictures(entry, spare),
        base=_content_value(entry, "base"),
        language=_content_value(entry, "language"),
    )


def _detail(mapping: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    detail: Mapping[str, Any] | None = mapping.get(key + "_detail")
    return detail or {}


def _text(mapping: Mapping[str, Any], key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _title_form(mapping: Mapping[str, Any], atom: bool) -> TitleForm:
    if not atom:
        return "unsaid"
    return "html" if _detail(mapping, "title").get("type") in _HTML_TYPES else "text"


def _passage(content: Mapping[str, Any], atom: bool) -> Passage:
    value, media_type = clean(_text(content, "value")), content.get("type")
    if media_type == "application/xhtml+xml":
        value = _VOID_END.sub("", value)
    is_text = media_type not in _HTML_TYPES if atom else media_type == "text/plain"
    return Passage(value, "text" if is_text else "html")


def _contents(entry: Mapping[str, Any], atom: bool) -> tuple[list[Passage], list[Passage]]:
    """Return the whole texts, and apart from them what RSS entries say again elsewhere.

    In RSS, feedparser takes a second description (a podcast's, a picture's) for a content, which
    shows in its type: `content:encoded` is always HTML.
    """
    contents: list[Passage] = []
    spare: list[Passage] = []
    for content in entry.get("content", ()):
        whole = atom or content.get("type") in _HTML_TYPES
        (contents if whole else spare).append(_passage(content, atom))
    return contents, spare


def _summary(entry: Mapping[str, Any], contents: list[Passage], atom: bool) -> Passage | None:
    value = _text(entry, "summary")
    if not value:
        return None
    detail = _detail(entry, "summary")
    # feedparser copies the content where there is no summary, and only then without a detail.
    if not detail and contents:
        return None  # a copy of the content
    return _passage({"value": value, "type": detail.get("type", "text/html")}, atom)


def _content_value(entry: Mapping[str, Any], key: str) -> str:
    for content in (*entry.get("content", ()), _detail(entry, "summary")):
        value = _text(content, key)
        if value:
            return value
    return ""


def _links(mapping: Mapping[str, Any]) -> list[LinkElement]:
    return [
        LinkElement(_text(link, "rel"), _text(link, "type"), _text(link, "href"))
        for link in mapping.get("links", ())
        if link.get("href")
    ]


def _page_link(feed: Mapping[str, Any]) -> str:
    """Return the feed's page; not its id, which feedparser puts in the place of a missing link."""
    link = _text(feed, "link")
    stated = any(other.href == link and other.rel != "self" for other in _links(feed))
    return link if stated or link != _text(feed, "id") else ""


def _authors(mapping: Mapping[str, Any]) -> list[str]:
    return [name for author in mapping.get("authors", ()) if (name := _text(author, "name"))]


def _pictures(entry: Mapping[str, Any], spare: list[Passage]) -> list[Picture]:
    """Return the pictures of Media RSS; of several, feedparser does not say what is said of which."""
    pictures = [
        Picture(_text(media, "url"), _text(media, "type"), _text(media, "medium"), _text(media, "width"))
        for media in entry.get("media_content", ())
        if not (_text(media, "medium") or _text(media, "type")).startswith(("audio", "video"))
    ]
    if len(pictures) == 1:
        _say_of_lone(pictures, entry, spare)
    pictures += [
        Picture(_text(media, "url"), width=_text(media, "width"), is_thumbnail=True)
        for media in entry.get("media_thumbnail", ())
    ]
    return [picture for picture in pictures if picture.address]


def _say_of_lone(pictures: list[Picture], entry: Mapping[str, Any], spare: list[Passage]) -> None:
    """Say of an entry's only picture what the entry says of it, and whose it is."""
    for passage in spare[-1:]:
        form: TitleForm = "html" if passage.form == "html" else "text"
        say_of_pictures(pictures, "media:description", plain_title(passage.value, form))
    for credit in entry.get("media_credit", ())[:1]:
        say_of_pictures(pictures, "media:credit", _text(credit, "content"))


def _enclosures(entry: Mapping[str, Any]) -> list[StatedFile]:
    found = [
        StatedFile(_text(link, "href"), _text(link, "type").replace("text/html", ""), _text(link, "length"))
        for link in entry.get("links", ())
        if link.get("rel") == "enclosure"  # its type is HTML where none was stated
    ]
    if magnet := _text(entry, "torrent_magneturi"):
        found.append(StatedFile(magnet))
    for media in entry.get("media_content", ()):
        kind = _text(media, "medium") or _text(media, "type")
        if kind.startswith(("audio", "video")):
            stated = ("url", "type", "filesize", "duration")
            found.append(StatedFile(*(_text(media, name) for name in stated)))
    return found
