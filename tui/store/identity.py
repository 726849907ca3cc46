"""What makes two entries the same article, and two texts the same text (design §4).

An article is (feed, guid), else (feed, normalised link), else (feed, its text); never its title.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tui.model import ArticleId, RawEntry

ID_LENGTH: Final = 12
"""Characters of an article's id: sixty bits, so that two in a million collide once in two million stores."""

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src|cmpid")
_ONE_BLANK: Final = bytes.maketrans(b"\t\n\r\x0b\x0c", b"     ")
_DEFAULT_PORTS: Final = re.compile(r":(?:80|443)$")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)
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
    parts = (entry.title.strip(), entry.content.strip(), (entry.summary or "").strip())
    words = "\0".join(parts).encode("utf-8", "surrogatepass").translate(_ONE_BLANK)
    # Much quicker than splitting, and the usual text has no two blanks in a row.
    while b"  " in words:
        words = words.replace(b"  ", b" ")
    return _number(words)


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
    return text.lower() if _WORLD_GUID.match(text) else None


def entry_keys(entries: Sequence[RawEntry]) -> tuple[str, ...]:
    """Return, for each entry of one document, what identifies it within its feed.

    A guid that entries with different links share identifies none of them, so their links are added.
    """
    own = [own_key(entry.guid, entry.url) or f"content:{content_hash(entry):x}" for entry in entries]
    links = {(key, normalised_link(entry.url or "")) for key, entry in zip(own, entries, strict=True)}
    shared = {key for key, count in Counter(key for key, _ in links).items() if count > 1}
    return tuple(
        f"{key} {normalised_link(entry.url or '')}" if key in shared else key
        for key, entry in zip(own, entries, strict=True)
    )


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
