"""From a web page to its feeds: what the page announces, and where feeds usually are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

from tui.safetext import clean_line
from tui.sources.address import FEED_SCHEME
from tui.sources.xmltext import decode_xml
from tui.tagstream import tags_and_texts
from tui.weblinks import web_link

_LARGEST_PAGE: Final = 1_000_000
"""Bytes of a page that are looked at; what it announces stands at its head."""
_MOST: Final = 50
_FEED_TYPES: Final = {
    "application/rss+xml": "RSS",
    "application/atom+xml": "Atom",
    "application/rdf+xml": "RSS",
    "application/feed+json": "JSON Feed",
    "application/json": "JSON Feed",
    "application/x-rss+xml": "RSS",
    "text/rss+xml": "RSS",
    "text/atom+xml": "Atom",
    "text/xml": "feed",
    "application/xml": "feed",
}
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


@dataclass(frozen=True, slots=True)
class FoundFeed:
    """A feed that a page announces."""

    url: str
    title: str
    """As the page calls it; may be empty."""
    kind: str
    """`RSS`, `Atom`, `JSON Feed`, or `feed` where the page does not say."""


def find_feeds(page: bytes, url: str) -> tuple[FoundFeed, ...]:
    """Return the feeds that a page announces by `<link rel="alternate">`, in its order, each once.

    Addresses are resolved against the page's `<base>`, else against `url`. A page that announces
    none, or is no page, gives an empty tuple; never raises.
    """
    base = url
    found: dict[str, FoundFeed] = {}
    for event in tags_and_texts(decode_xml(page[:_LARGEST_PAGE])):
        if event[0] != "start":
            continue
        name, attributes = event[1]
        if name == "base" and base == url:
            base = web_link(attributes.get("href") or "", url) or url
        elif name == "link" and len(found) < _MOST:
            feed = _announced(attributes, base)
            if feed is not None:
                found.setdefault(feed.url, feed)
    return tuple(found.values())


def linked_feeds(page: bytes, url: str) -> tuple[str, ...]:
    """Return where links of a page lead that look like feeds, in its order, each once and eight at most.

    For a page that announces none: small sites have no more than a link that says RSS. Never raises.
    """
    found: dict[str, None] = {}
    for event in tags_and_texts(decode_xml(page[:_LARGEST_PAGE])):
        if event[0] != "start" or event[1][0] != "a" or len(found) == _MOST_LINKED:
            continue
        link = web_link(FEED_SCHEME.sub("", (event[1][1].get("href") or "").strip()), url)
        if link is not None and _LIKELY.search(urlsplit(link).path):
            found.setdefault(link)
    return tuple(found)


def common_paths(url: str) -> tuple[str, ...]:
    """Return where feeds usually are, for a page that announces none: beside it, then at the root."""
    beside = urljoin(url, "./")
    root = urljoin(url, "/")
    bases = (beside,) if beside == root else (beside, root)
    return tuple(dict.fromkeys(urljoin(base, path) for base in bases for path in _USUAL))


def _announced(attributes: dict[str, str | None], base: str) -> FoundFeed | None:
    relations = (attributes.get("rel") or "").lower().split()
    media_type = (attributes.get("type") or "").partition(";")[0].strip().lower()
    kind = _FEED_TYPES.get(media_type)
    if "feed" not in relations and ("alternate" not in relations or kind is None):
        return None
    url = web_link(attributes.get("href") or "", base)
    if (
        url is None
        or "stylesheet" in relations
        or (kind == "JSON Feed" and any(part in url for part in _NO_FEEDS))
    ):
        return None
    return FoundFeed(url, clean_line(attributes.get("title") or "")[:200], kind or "feed")
