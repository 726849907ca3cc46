"""From a web page to its feeds: what the page and its answer announce, and where feeds usually are.

What a page says is believed as far as it can be told from the page; what may be a feed or not is marked
as such, for the asker to try.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, quote, urljoin, urlsplit

from tui.sources.address import FEED_SCHEME
from tui.sources.xmltext import decode_xml
from tui.system.lazily import Lazy
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

if TYPE_CHECKING:
    from tui.text.tagstream import TagEvent

if TYPE_CHECKING:
    from tui.text import tagstream
else:  # loaded when first used: whoever starts should not wait for them
    tagstream = Lazy("tui.text.tagstream")

_Tag = tuple[str, Mapping[str, str | None]]

_LARGEST_PAGE: Final = 1_000_000
"""Bytes of a page that are looked at; what it announces stands at its head."""
_MOST: Final = 50
_JSON: Final = "application/json"
"""JSON Feed 1.0 asked for this type; search indexes and programming interfaces have it too."""
_XML_TYPES: Final = ("text/xml", "application/xml")
_NAMED_SO: Final = re.compile(r"\b(?:rss|atom|feeds?|rdf|xml)\b", re.IGNORECASE)
"""How an alternate without a type is called that is a feed."""
# WordPress announces its programming interface with the type of a JSON Feed.
_NO_FEEDS: Final = ("/wp-json/", "oembed", "/api/", "manifest.json")
_USUAL: Final = (
    "feed",
    "feed/",
    "rss",
    "rss.xml",
    "atom.xml",
    "feed.xml",
    "index.xml",
    "index.rss",
    "feed.json",
    "atom",
    "feeds/posts/default",
)


_LIKELY: Final = re.compile(
    r"(?:^|/)(?:rss|atom|feeds?|index\.rss|[\w.-]*(?:rss|atom|feed)[\w.-]*\.(?:xml|json)|[\w.-]+\.(?:rss|atom|rdf))/?$",
    re.IGNORECASE,
)
"""Paths that look like a feed's; whether one is, asking it tells."""
_MOST_LINKED: Final = 8
_LONGEST_NAME: Final = 60
"""Letters of a link that is called a feed; a longer one is a sentence."""

_LINK: Final = re.compile(r"<([^<>]*)>([^<]*)")
_PARAMETER: Final = re.compile(r';\s*([A-Za-z*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;,"]+))')
_REFRESH: Final = re.compile(r"\s*\d+(?:\.\d*)?\s*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)

_YOUTUBE: Final = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com", "youtu.be"})
_CHANNEL: Final = r"UC[\w-]{22}"
_CHANNEL_PATH: Final = re.compile(rf"/channel/({_CHANNEL})(?:/.*)?")
_USER_PATH: Final = re.compile(r"/user/([\w.-]+)(?:/.*)?")
_PAGE_OF: Final = re.compile(rf'"externalId"\s*:\s*"({_CHANNEL})"'.encode())
_VIDEO_OF: Final = re.compile(rf'"channelId"\s*:\s*"({_CHANNEL})"'.encode())


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page announces."""

    url: str
    title: str
    """As the page calls it; may be empty."""
    kind: str
    """`RSS`, `Atom`, `JSON Feed`, or `feed` where the page does not say."""
    is_certain: bool = True
    """Whether the page says that it is a feed; else only asking it tells."""


def find_feeds(page: bytes, url: str, links: str = "") -> tuple[FoundFeed, ...]:
    """Return the feeds that a page announces, in its order, each once.

    By `<link rel="alternate">`, by `links`, the `Link` headers it came with, and on a page of YouTube by
    the channel it is of. Addresses are resolved against the page's `<base>`, else against `url`. A page
    that announces none, or is no page, gives an empty tuple; never raises.
    """
    tags = tuple(_head_tags(page))
    found: dict[str, FoundFeed] = {}
    for feed in chain(_announced_within(tags, url), _announced_beside(links, url)):
        found.setdefault(feed.url, feed)
        if len(found) == _MOST:
            break
    # Only where it announces none: a site may name its channel besides its own feed.
    if not found and (of := _channel_of(tags, page, url)):
        return (FoundFeed(of, "", "Atom"),)
    return tuple(found.values())


def refreshed(page: bytes, url: str, header: str | None = None) -> str | None:
    """Return where a page sends one on to, by `<meta http-equiv="refresh">` or the header; else None."""
    for stated in (header or "", *_refreshes(page)):
        match = _REFRESH.match(stated)
        target = web_link(match[1].strip(), url) if match else None
        # A page that only loads itself anew sends nobody on.
        if target is not None and target.partition("#")[0] != url:
            return target.partition("#")[0]
    return None


def _refreshes(page: bytes) -> Iterator[str]:
    for name, attributes in _head_tags(page):
        if name == "meta" and _said(attributes, "http-equiv").strip().lower() == "refresh":
            yield _said(attributes, "content")


def youtube_feed(url: str) -> str | None:
    """Return the feed of a channel, a user or a playlist of YouTube, by the address of its page alone."""
    parts = urlsplit(url)
    if parts.hostname not in _YOUTUBE:
        return None
    if channel := _CHANNEL_PATH.fullmatch(parts.path):
        return _videos("channel_id", channel[1])
    if user := _USER_PATH.fullmatch(parts.path):
        return _videos("user", user[1])
    playlist = parse_qs(parts.query).get("list") if parts.path == "/playlist" else None
    return _videos("playlist_id", playlist[0]) if playlist else None


def _videos(kind: str, of: str) -> str:
    return f"https://www.youtube.com/feeds/videos.xml?{kind}={quote(of, safe='')}"


def linked_feeds(page: bytes, url: str) -> tuple[str, ...]:
    """Return where links of a page lead that may be feeds, in its order, each once and eight at most.

    For a page that announces none: small sites have no more than a link that says RSS, in its address or in
    its words, or an alternate that says nothing of itself. Never raises.
    """
    found: dict[str, None] = {}
    links = _LinkReader(url)
    for event in _stream(page):
        link = links.take(event)
        if link and link.partition("#")[0] != url:
            found.setdefault(link)
            if len(found) == _MOST_LINKED:
                break
    return tuple(found)


class _LinkReader:
    """Takes the tags and texts of a page one by one, and tells links among them that may lead to feeds."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._inside = ""
        """Where the open link leads."""
        self._words = ""
        """What the open link is called, up to a length that tells it from a sentence."""

    def take(self, event: TagEvent) -> str:
        """Take the next tag or text; return the link that it shows to be one, else nothing."""
        if event[0] == "start":
            return self._start(*event[1])
        if event[0] == "text":
            self._words += event[1][:_LONGEST_NAME] if self._is_name() else ""
        elif event[0] == "end" and event[1] == "a":
            # A link ends here whether or not it was one: its words are not those of the next.
            inside, self._inside = self._inside, ""
            # A sentence that mentions a feed is no name of one.
            return inside if self._is_name() and _NAMED_SO.search(self._words) else ""
        return ""

    def _start(self, name: str, attributes: Mapping[str, str | None]) -> str:
        if name == "img":
            self._words += _said(attributes, "alt")
        elif name == "link" and _is_silent(attributes):
            return _target(attributes, self._url) or ""
        elif name == "a":
            self._inside = _target(attributes, self._url) or ""
            self._words = f"{_said(attributes, 'title')} {_said(attributes, 'aria-label')} "
            return self._inside if _LIKELY.search(urlsplit(self._inside).path) else ""
        return ""

    def _is_name(self) -> bool:
        return len(self._words) <= _LONGEST_NAME


def _said(attributes: Mapping[str, str | None], name: str) -> str:
    """Return the text of an attribute; empty where there is none."""
    return attributes.get(name) or ""


def _target(attributes: Mapping[str, str | None], base: str) -> str | None:
    return web_link(FEED_SCHEME.sub("", _said(attributes, "href").strip()), base)


def _is_silent(attributes: Mapping[str, str | None]) -> bool:
    """Whether a link is an alternate that does not say of what kind, or for whom."""
    relations = _said(attributes, "rel").lower().split()
    return relations == ["alternate"] and not any(map(attributes.get, ("type", "hreflang", "media")))


def common_paths(url: str) -> tuple[str, ...]:
    """Return where feeds usually are, for a page that announces none: beside it, then at the root."""
    # Beside the page first: on shared hosts the root is somebody else's.
    beside = urljoin(url, "./")
    root = urljoin(url, "/")
    bases = (beside,) if beside == root else (beside, root)
    return tuple(dict.fromkeys(urljoin(base, path) for base in bases for path in _USUAL))


def _stream(page: bytes) -> list[TagEvent]:
    return tagstream.tags_and_texts(decode_xml(page[:_LARGEST_PAGE]))


def _head_tags(page: bytes) -> Iterator[_Tag]:
    """Yield the start tags of a page with their attributes."""
    for event in _stream(page):
        if event[0] == "start":
            yield event[1]


def _announced_within(tags: Iterable[_Tag], url: str) -> Iterator[FoundFeed]:
    """Yield what the links of a page announce; its `<base>` holds for those that follow it."""
    base = url
    for name, attributes in tags:
        # The first `<base>` holds, as in a browser.
        if name == "base" and base == url:
            base = web_link(_said(attributes, "href"), url) or url
        elif name == "link" and (feed := _announced(attributes, base)):
            yield feed


def _announced_beside(links: str, url: str) -> Iterator[FoundFeed]:
    """Yield what the `Link` headers of a page announce."""
    for target, parameters in _LINK.findall(links):
        if feed := _announced({**_parameters(parameters), "href": target}, url):
            yield feed


def _announced(attributes: Mapping[str, str | None], base: str) -> FoundFeed | None:
    """Return the feed that a link announces; None where it announces none."""
    relations = _said(attributes, "rel").lower().split()
    # `rel="alternate stylesheet"` is another look of the page.
    if "stylesheet" in relations or not {"feed", "alternate"}.intersection(relations):
        return None
    media_type = _said(attributes, "type").partition(";")[0].strip().lower()
    url = _target(attributes, base)
    if url is None or _is_for_programs(media_type, url):
        return None
    title = clean_line(_said(attributes, "title"))[:200]
    kind = _kind(media_type)
    # Search indexes and programming interfaces go by `application/json` as well: asking tells.
    is_certain = "feed" in relations or (kind is not None and media_type != _JSON)
    if not is_certain and not _may_be_feed(attributes, media_type, url, title):
        return None
    return FoundFeed(url, title, kind or "feed", is_certain)


def _is_for_programs(media_type: str, url: str) -> bool:
    """Whether a link leads to what programs ask, which may go by the type of a feed."""
    return "oembed" in media_type or (
        _kind(media_type) == "JSON Feed" and any(part in url for part in _NO_FEEDS)
    )


def _kind(media_type: str) -> str | None:
    """Return what a media type promises, also one of those that some invent; None for no feed."""
    for part, kind in (("rss", "RSS"), ("atom", "Atom"), ("rdf", "RSS"), ("feed+json", "JSON Feed")):
        if part in media_type:
            return kind
    if media_type == _JSON:
        return "JSON Feed"
    return "feed" if media_type in _XML_TYPES else None


def _may_be_feed(attributes: Mapping[str, str | None], media_type: str, url: str, title: str) -> bool:
    """Whether an alternate may be a feed: as any JSON, or without a type where its name or address says so.

    A translation or a page for telephones is none.
    """
    if media_type:
        return media_type == _JSON
    if attributes.get("hreflang") or attributes.get("media"):
        return False
    return bool(_NAMED_SO.search(title) or _LIKELY.search(urlsplit(url).path))


def _parameters(text: str) -> dict[str, str]:
    """Return the parameters of a `Link` header's target (RFC 8288 §3), the first of each name."""
    found: dict[str, str] = {}
    for name, quoted, bare in _PARAMETER.findall(text):
        found.setdefault(name.lower(), re.sub(r"\\(.)", r"\1", quoted) or bare)
    return found


def _channel_of(tags: Iterable[_Tag], page: bytes, url: str) -> str:
    """Return the feed of the channel a page of YouTube is of, as it says or in its data; else empty."""
    said = (_channel_said(name, attributes, url) for name, attributes in tags)
    return next(filter(None, said), "") or _channel_within(page, url)


def _channel_said(name: str, attributes: Mapping[str, str | None], url: str) -> str:
    """Return the feed of the channel that a page says it is of; empty where this tag says none."""
    said = {_said(attributes, key).lower() for key in ("rel", "property", "itemprop")}
    if said & {"canonical", "og:url"}:
        return youtube_feed(_said(attributes, "href") or _said(attributes, "content")) or ""
    if name == "meta" and said & {"identifier", "channelid"} and urlsplit(url).hostname in _YOUTUBE:
        channel = re.fullmatch(_CHANNEL, _said(attributes, "content"))
        return _videos("channel_id", channel[0]) if channel else ""
    return ""


def _channel_within(page: bytes, url: str) -> str:
    """Return the feed of the channel that a page of YouTube has in its data; empty where it has none."""
    if urlsplit(url).hostname not in _YOUTUBE:
        return ""
    # The page's own channel first: the data of a page names those of many videos besides.
    channel = _PAGE_OF.search(page) or _VIDEO_OF.search(page)
    return _videos("channel_id", channel[1].decode()) if channel else ""
