"""Cookies within one chain of redirects (RFC 6265): some servers hand one out and ask for it at the next hop.

They are kept for that chain alone, go back to the very origin that set them and to no other, whatever
`Domain` it names, and are never stored: a publisher learns no more than that one request follows another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, NamedTuple

from tui.sources.address import Origin

_MOST: Final = 50
"""Cookies kept in one chain; the oldest goes first."""
_LONGEST: Final = 4_096
"""Characters of a cookie's name and value (RFC 6265 §6.1)."""
_LONGEST_HEADER: Final = 16_384
_UNFIT: Final = re.compile(r"[\x00-\x1f;\x7f\ud800-\udfff]")
"""What HTTP cannot carry back: control characters, bytes that are no text."""


class _Key(NamedTuple):
    origin: Origin
    path: str
    name: str


class ChainCookies:
    """The cookies of one chain of redirects."""

    def __init__(self) -> None:
        self._values: dict[_Key, str] = {}

    def take(self, origin: Origin, path: str, stated: Iterable[str]) -> None:
        """Keep what the `Set-Cookie` headers of one answer say; `path` is that of the address asked."""
        for header in stated:
            pair, _, rest = header.partition(";")
            name, equals, value = (part.strip() for part in pair.partition("="))
            if not equals or not name or len(name) + len(value) > _LONGEST or _UNFIT.search(pair):
                continue
            attributes = _attributes(rest)
            if "secure" in attributes and origin.scheme != "https":
                continue
            key = _Key(origin, _path(attributes.get("path", ""), path), name)
            # Taken out first, so that a cookie that is set again counts as the newest.
            self._values.pop(key, None)
            if not _is_over(attributes):
                self._keep(key, value)

    def _keep(self, key: _Key, value: str) -> None:
        """Keep a cookie as the newest; where there are too many, the oldest goes."""
        self._values[key] = value
        if len(self._values) > _MOST:
            del self._values[next(iter(self._values))]

    def header(self, origin: Origin, path: str, own: str = "") -> str:
        """Return the `Cookie` header for an address; empty where it has none.

        `own` is the one that the reader set for this origin: what its server has set anew counts more.
        """
        if not self._values:
            return own.strip()  # nearly always
        mine = {key.name: value for key, value in self._values.items() if _matches(key, origin, path)}
        pairs = _pairs_but(own, mine)
        room = _LONGEST_HEADER
        for pair in (f"{name}={value}" for name, value in mine.items()):
            room -= len(pair) + 2
            if room >= 0:
                pairs.append(pair)
        return "; ".join(pairs)


def _pairs_but(stated: str, names: Collection[str]) -> list[str]:
    """Return the pairs of a `Cookie` header whose names are none of these."""
    kept = [pair.strip() for pair in stated.split(";") if pair.partition("=")[0].strip() not in names]
    return [pair for pair in kept if pair]


def _matches(key: _Key, origin: Origin, path: str) -> bool:
    """Whether a cookie goes with an address (RFC 6265 §5.1.4)."""
    # `/news` is for `/news/today` and not for `/newsroom`.
    return key.origin == origin and (path == key.path or path.startswith(key.path.rstrip("/") + "/"))


def _path(stated: str, asked: str) -> str:
    """Return the path that a cookie is for: as stated, else the folder of what was asked."""
    if stated.startswith("/"):
        return stated
    return asked.rpartition("/")[0] or "/"


def _attributes(text: str) -> dict[str, str]:
    """Return what follows a cookie's pair, by name; of those stated twice the last."""
    parts = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in parts}


def _is_over(attributes: dict[str, str]) -> bool:
    """Whether a cookie is taken back: its time is over."""
    seconds = attributes.get("max-age", "")
    # Max-Age has precedence over Expires, whichever stands first (RFC 6265 §5.3).
    if seconds.removeprefix("-").isdecimal():
        return seconds.startswith("-") or not seconds.strip("0")
    try:
        until = parsedate_to_datetime(attributes.get("expires", ""))
    except (ValueError, TypeError, IndexError):
        return False
    return (until if until.tzinfo else until.replace(tzinfo=UTC)) <= datetime.now(UTC)
