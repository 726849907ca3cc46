"""What makes two entries the same article, and two texts the same text (design §4).

An article is (feed, guid), else (feed, normalised link), else (feed, its text); never its title.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from tui.model import ArticleId, RawEntry

ID_LENGTH: Final = 12
"""Characters of an article's id: sixty bits, so that two in a million collide once in two million stores."""

_TRACKING: Final = re.compile(r"utm_\w+|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|ref_src|cmpid")
_DEFAULT_PORTS: Final = re.compile(r":(?:80|443)$")
_WEB: Final = re.compile(r"https?://", re.IGNORECASE)


def article_id(feed_url: str, key: str) -> ArticleId:
    """Return the id of an article that a feed delivers under a key (`entry_keys`)."""
    digest = _digest(f"{feed_url}\0{key}")
    return ArticleId(base64.b32encode(digest).decode().lower()[:ID_LENGTH])


def guid_hash(key: str) -> int:
    """Return the 64 bits, signed as SQLite wants them, under which a delivery is known."""
    return int.from_bytes(_digest(key), "big", signed=True)


def content_hash(entry: RawEntry) -> int:
    """Return the 64 bits of an entry's words: title, content and summary, without regard to white space.

    Dates are left out: a feed that stamps every entry anew has changed nothing.
    """
    parts = (" ".join(part.split()) for part in (entry.title, entry.content, entry.summary or ""))
    return int.from_bytes(_digest("\0".join(parts)), "big", signed=True)


def entry_keys(entries: Sequence[RawEntry]) -> tuple[str, ...]:
    """Return, for each entry of one document, what identifies it within its feed.

    A guid that entries with different links share identifies none of them, so their links are added.
    """
    own = [_own_key(entry) for entry in entries]
    links = {(key, normalised_link(entry.url or "")) for key, entry in zip(own, entries, strict=True)}
    shared = {key for key, count in Counter(key for key, _ in links).items() if count > 1}
    return tuple(
        f"{key} {normalised_link(entry.url or '')}" if key in shared else key
        for key, entry in zip(own, entries, strict=True)
    )


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


def _own_key(entry: RawEntry) -> str:
    """Return the entry's guid, else its link, else the hash of its words; a web address loses its scheme."""
    guid = (entry.guid or "").strip()
    if guid:
        return _WEB.sub("https://", guid)
    if entry.url and entry.url.strip():
        return normalised_link(entry.url)
    return f"content:{content_hash(entry):x}"


def _digest(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
