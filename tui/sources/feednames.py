"""The names of elements in feeds: namespaces to prefixes, and what each element is where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

XML_BASE: Final = "http://www.w3.org/XML/1998/namespace base"
XML_LANG: Final = "http://www.w3.org/XML/1998/namespace lang"
RDF_ABOUT: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns# about"

# ── namespaces ────────────────────────────────────────────────────────────────────────────────

_PLAIN: Final = (
    "http://backend.userland.com/rss",
    "http://backend.userland.com/rss2",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://channel.netscape.com/rdf/simple/0.9/",
    "http://purl.org/atom/ns#",
    "http://www.w3.org/2005/atom",
    "http://purl.org/rss/1.0/modules/rss091#",
)
_PREFIXES: Final = {
    **dict.fromkeys(_PLAIN, ""),
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner:",
    "http://search.yahoo.com/mrss": "media:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
    "http://purl.org/rss/1.0/modules/syndication/": "sy:",
    "http://xmlns.ezrss.it/0.1/": "torrent:",
}
"""Namespaces, in lower case (feeds misspell them), to the prefixes they are called by here."""

_TRUSTED_PREFIXES: Final = frozenset({"content", "dc", "dcterms", "feedburner", "itunes", "media", "sy"})
_FOREIGN: Final = "foreign:"


class ElementNames:
    """Short names for the elements of one document."""

    __slots__ = ("_prefixes", "_seen")

    def __init__(self) -> None:
        self._prefixes = dict(_PREFIXES)
        self._seen: dict[str, str] = {}

    def declare(self, prefix: str | None, uri: str | None) -> None:
        """Take a declaration; where the address is unknown we go by the prefix, as feedparser does."""
        key = (uri or "").lower()
        # An address that is known says more than the prefix that it is given.
        if key in self._prefixes:
            return
        if not prefix:
            self._prefixes[key] = ""
        elif prefix.lower() in _TRUSTED_PREFIXES:
            self._prefixes[key] = prefix.lower() + ":"

    def __getitem__(self, expat_name: str) -> str:
        """Return, in lower case, `dc:creator` for expat's `http://purl.org/dc/elements/1.1/ creator`."""
        short = self._seen.get(expat_name)
        if short is None:
            uri, _, local = expat_name.rpartition(" ")
            prefix = self._prefixes.get(uri.lower(), _FOREIGN) if uri else ""
            short = self._seen[expat_name] = prefix + local.lower()
        return short


# ── what is done with an element, by where it stands ──────────────────────────────────────────

TEXT: Final = "text"
"""Its text is taken."""
SKIP: Final = "skip"
"""It and all within it are passed over."""
LEAF: Final = "leaf"
"""It is passed over, but nothing that matters may be within it."""

Context = Mapping[str, str]

_MEDIA: Final[Context] = {
    "media:content": "media",
    "media:group": "media",
    "media:thumbnail": "thumbnail",
    **dict.fromkeys(("media:title", "media:description", "media:keywords", "media:category"), TEXT),
    "media:credit": TEXT,
}
_AUTHOR: Final[Context] = {"name": TEXT, "email": SKIP, "uri": SKIP, "url": SKIP, "homepage": SKIP}
_ITEM: Final[Context] = {
    **_MEDIA,
    **dict.fromkeys(("title", "dc:title", "link", "guid", "id", "description", "content:encoded"), TEXT),
    **dict.fromkeys(
        ("pubdate", "published", "issued", "updated", "modified", "lastbuilddate", "created"), TEXT
    ),
    **dict.fromkeys(("dc:date", "dcterms:modified", "dcterms:issued", "dcterms:created"), TEXT),
    **dict.fromkeys(("dc:creator", "dc:author", "itunes:author", "category", "dc:subject"), TEXT),
    **dict.fromkeys(("dc:description", "itunes:summary", "itunes:keywords", "feedburner:origlink"), TEXT),
    **dict.fromkeys(("comments", "torrent:magneturi", "itunes:duration"), TEXT),
    **dict.fromkeys(("source", "contributor", "rights", "copyright", "subtitle", "tagline"), SKIP),
    **dict.fromkeys(("image", "url", "name", "email", "width", "height", "language", "expirationdate"), LEAF),
    "author": "author",
    "enclosure": "enclosure",
}
_ENTRY: Final[Context] = {
    **{name: kind for name, kind in _ITEM.items() if name != "description"},
    "content": TEXT,
    "summary": TEXT,
}
_FEED: Final[Context] = {
    **dict.fromkeys(("title", "dc:title", "link", "language", "dc:language", "ttl"), TEXT),
    **dict.fromkeys(("sy:updateperiod", "sy:updatefrequency"), TEXT),
    **dict.fromkeys(("image", "textinput", "items", "skiphours", "skipdays", "cloud", "generator"), SKIP),
    **dict.fromkeys(
        ("description", "subtitle", "tagline", "rights", "copyright", "id", "guid", "info"), SKIP
    ),
    **dict.fromkeys(
        ("pubdate", "published", "updated", "modified", "lastbuilddate", "created", "issued"), SKIP
    ),
    **dict.fromkeys(("webmaster", "managingeditor", "contributor", "category", "keywords", "source"), SKIP),
    "author": "author",
}
CONTEXTS: Final[Mapping[str, Context]] = {
    "root": {"rss": "rss", "feed": "feed", "rdf:rdf": "rdf"},
    "rss": {"channel": "channel", "item": "item"},
    "rdf": {"channel": "channel", "item": "item", "image": SKIP, "textinput": SKIP},
    "channel": {**_FEED, "item": "item"},
    "feed": {**_FEED, "entry": "entry"},
    "item": _ITEM,
    "entry": _ENTRY,
    "media": _MEDIA,
    "author": _AUTHOR,
}
"""By the element we are in: what each element in it is. Beyond the three kinds above, the name of the
context that begins with it."""

HANDLED: Final = frozenset(
    """
    rss channel feed image textinput author managingeditor contributor name width height url homepage uri
    email subtitle tagline rights copyright item entry language webmaster published issued pubdate updated
    modified lastbuilddate created expirationdate category keywords link guid id title description abstract
    info generator summary enclosure source content body fullitem tags newlocation
    """.split()
)
"""Elements that feedparser acts upon wherever they stand; met in an odd place they are its affair."""
