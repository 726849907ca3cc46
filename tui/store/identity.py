"""What makes two entries the same article, and two texts the same text.

An article is (feed, guid), else (feed, normalised link). Where several share that, or there is neither, it
is told by what else it says of itself: see `store.namesakes` and docs/decisions/0032.
"""

from __future__ import annotations

import base64
import hashlib
import re
import struct
from collections.abc import Collection
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from tui.model.entries import RawEntry
from tui.model.ids import ArticleId
from tui.store.times import to_seconds

KeyKind = Literal["guid", "permalink", "link", "home", "none"]
"""What an entry's key is, the surest first: an id of its own; an id that repeats the link; the link alone;
a page that belongs to no single entry, as id or as link; nothing at all."""

FIRM: Final[Collection[KeyKind]] = ("guid", "permalink")
"""Keys that belong to one entry, unless a document says otherwise."""

ID_LENGTH: Final = 12
"""Characters of an article's id: sixty bits, so that two in a million collide once in two million stores."""

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src|cmpid")
_ONE_BLANK: Final = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_DEFAULT_PORTS: Final = re.compile(r":(?:80|443)$")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
_HOME: Final = re.compile(r"https://[^/?#]*/?$")
_TRAITS: Final = struct.Struct("<qqqq")
_UNDATED: Final = -(2**63)
_WORLD_GUID: Final = re.compile(
    r"tag:|(?:urn:uuid:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", re.IGNORECASE
)


def article_id(feed_url: str, key: str) -> ArticleId:
    """Return the id of an article that a feed delivers under a key (`entry_keys`)."""
    digest = _digest(f"{feed_url}\0{key}".encode("utf-8", "surrogatepass"))
    return ArticleId(base64.b32encode(digest).decode().lower()[:ID_LENGTH])


def guid_hash(key: str) -> int:
    """Return the 64 bits, signed as SQLite wants them, under which a delivery is known."""
    return _number(key.encode("utf-8", "surrogatepass"))


def content_hash(entry: RawEntry) -> int:
    """Return the 64 bits of an entry's words: title, content and summary, without regard to white space.

    Dates are left out: a feed that stamps every entry anew has changed nothing.
    """
    return _words_hash(entry.title, entry.content, entry.summary or "")


def likenesses(entry: RawEntry) -> tuple[int, ...]:
    """Return the 64 bits each of what tells a story from others without its feed: headline and link or guid.

    Empty where it has no headline, or neither a link nor a guid that no two sources share by accident.
    """
    headline = " ".join(entry.title.split()).casefold()
    places = {normalised_link(entry.url or ""), world_guid(entry.guid) or ""} - {""}
    return tuple(guid_hash(f"{headline}\0{place}") for place in sorted(places)) if headline else ()


def world_guid(guid: str | None) -> str | None:
    """Return a guid that no two sources share by accident: an address, a tag or a UUID; else None."""
    text = (guid or "").strip()
    if _WEB.match(text):
        return normalised_link(text)
    # UUIDs are written in either case.
    return text.lower() if _WORLD_GUID.match(text) else None


class Traits(NamedTuple):
    """What an entry says of itself beside its key: by this it is told from others that share the key."""

    title: int
    """The hash of its headline; 0 where it has none of its own."""
    date: int | None
    """When it was published, in seconds; None where that is missing or unreadable."""
    text: int
    """The hash of its words without the headline; 0 where there are none."""
    link: int
    """The hash of its link, normalised; 0 where there is none, or the key says the same."""

    def packed(self) -> bytes:
        """Return the bytes under which they are stored."""
        return _TRAITS.pack(self.title, _UNDATED if self.date is None else self.date, self.text, self.link)


NO_TRAITS: Final = Traits(0, None, 0, 0)


def unpack_traits(packed: bytes) -> Traits | None:
    """Return what `Traits.packed` made bytes of; None where these are anything else."""
    if len(packed) != _TRAITS.size:
        return None
    title, date, text, link = _TRAITS.unpack(packed)
    return Traits(title, None if date == _UNDATED else date, text, link)


def entry_key(guid: str | None, link: str, homes: Collection[str] = ()) -> tuple[str, KeyKind]:
    """Return what an entry goes by within its feed, and what that is; an empty key where it has nothing.

    `link` is normalised, and so are `homes`: the pages that belong to no entry, as the feed's own.
    """
    key = own_key(guid, link)
    if not key:
        return "", "none"
    # A front page is no single entry's: today's and tomorrow's would be one article.
    if key in homes or _HOME.match(key):
        return key, "home"
    if not (guid or "").strip():
        return key, "link"
    return key, "permalink" if key == link or normalised_link(key) == link else "guid"


def traits(entry: RawEntry, key: str, headline: str) -> Traits:
    """Return by what an entry with this key is told from others; `headline` is what it is listed under."""
    link = normalised_link(entry.url or "")
    text = _words_hash("", entry.content, entry.summary or "")
    published_at = entry.published_at
    return Traits(
        title=guid_hash(headline) if entry.title.strip() else 0,
        date=None if published_at is None else to_seconds(published_at),
        text=0 if text == _NO_WORDS else text,
        link=link_trait(link, key),
    )


def link_trait(link: str, key: str) -> int:
    """Return the hash of a normalised link, 0 where it is empty or says no more than the key."""
    return 0 if not link or link == key or link == normalised_link(key) else guid_hash(link)


def exact_key(base: int, words: int, date: int | None, link: int) -> int:
    """Return what an entry is known by as it stands: what it shares (`base`), its words, date and link."""
    return guid_hash(f"{base:x} {words:x} {date} {link:x}")


@lru_cache(maxsize=1024)
def normalised_link(url: str) -> str:
    """Return a link without what does not change where it leads: scheme, host's case, port, tracking.

    The fragment stays: change logs tell their entries apart by it. What is no web address stays as it is.
    """
    url = url.strip()
    if not _WEB.match(url):
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    query = "&".join(p for p in parts.query.split("&") if not _TRACKING.fullmatch(p.partition("=")[0]))
    host = _DEFAULT_PORTS.sub("", parts.netloc.lower())
    return urlunsplit(("https", host, parts.path or "/", query, parts.fragment))


def own_key(guid: str | None, url: str | None) -> str:
    """Return an entry's guid, else its link, a web address without its scheme; empty where it has neither."""
    return _WEB.sub("https://", (guid or "").strip()) or normalised_link(url or "")


def _digest(text: bytes) -> bytes:
    return hashlib.blake2b(text, digest_size=8).digest()


def _number(text: bytes) -> int:
    return int.from_bytes(_digest(text), "big", signed=True)


def _words_hash(*parts: str) -> int:
    words = "\0".join(part.strip() for part in parts).encode("utf-8", "surrogatepass").translate(_ONE_BLANK)
    # Much quicker than splitting, and the usual text has no two blanks in a row.
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    return _number(words)


_NO_WORDS: Final = _words_hash("", "", "")
