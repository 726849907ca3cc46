"""Entries told by their bytes, so that those sent before are cut out of a feed before it is parsed.

Most of what a feed sends, it has sent before. Reading the rest alone comes to the same (a test holds
the two together): what an entry says depends on its own bytes and on the elements around it, and
where anything is unusual there are no chunks and the whole feed is read.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, NamedTuple

_ENTRY: Final = re.compile(rb"<(item|entry)[\s>]")
_AROUND: Final = re.compile(rb"<(?:\?xml|rss|feed|channel|rdf:RDF)\b[^>]*>")
"""What sets encoding, base, language and namespaces for the entries within."""
_MOST: Final = 2_000
_PAIRS: Final = ((b"<![CDATA[", b"]]>"), (b"<!--", b"-->"))


class Sent(NamedTuple):
    """An entry as it was sent before."""

    guid_key: int
    words: int
    """The hash of its words: `store.deliveries`."""


@dataclass(frozen=True, slots=True)
class Chunks:
    """The entries of one body, as bytes."""

    body: bytes
    places: tuple[tuple[int, int], ...]
    """Where each begins and ends."""
    marks: tuple[int, ...]
    """Of each, 64 bits of its bytes and of what stands around it."""

    def sent_before(self, remembered: bytes, known: Mapping[int, int]) -> dict[int, Sent]:
        """Return those that were sent before, by their number, as far as their words are still known."""
        by_mark = _unpacked(remembered)
        found = ((n, by_mark.get(mark)) for n, mark in enumerate(self.marks))
        return {n: sent for n, sent in found if sent is not None and known.get(sent.guid_key) == sent.words}

    def without(self, gone: Collection[int]) -> bytes:
        """Return the body without some of its entries."""
        kept: list[bytes] = []
        at = 0
        for number, (start, end) in enumerate(self.places):
            if number in gone:
                kept.append(self.body[at:start])
                at = end
        kept.append(self.body[at:])
        return b"".join(kept)

    def remembered(self, sent: Sequence[Sent]) -> bytes:
        """Return what `sent_before` wants to be given next time; `sent` says what each entry was."""
        numbers = array("q")
        for mark, (guid_key, words) in zip(self.marks, sent, strict=True):
            numbers.extend((mark, guid_key, words))
        return numbers.tobytes()


def find_chunks(body: bytes, circumstances: str) -> Chunks | None:
    """Return the entries of an RSS, RDF or Atom body; None where they cannot be told by bytes alone.

    `circumstances` is what else decides how they are read: the address, the stated encoding.
    """
    # A document type may define entities that change what each entry says: its bytes tell nothing then.
    first = _ENTRY.search(body)
    if first is None or b"<!DOCTYPE" in body[: first.start()] or not body[:200].lstrip().startswith(b"<"):
        return None
    places = _places(body, b"</" + first[1] + b">")
    if not places:
        return None
    around = blake2b(circumstances.encode("utf-8", "surrogatepass"), digest_size=8)
    # The same bytes are another entry under another `xml:base` or namespace.
    around.update(b"\0".join(_AROUND.findall(body[: first.start()])))
    marks: list[int] = []
    for start, end in places:
        mark = around.copy()
        mark.update(body[start:end])
        # Signed, as SQLite and `array("q")` have 64 bits.
        marks.append(int.from_bytes(mark.digest(), "big", signed=True))
    return Chunks(body, places, tuple(marks))


def _places(body: bytes, close: bytes) -> tuple[tuple[int, int], ...]:
    """Return where entries stand; none where one is not whole in itself."""
    places: list[tuple[int, int]] = []
    after = 0
    for start in (match.start() for match in _ENTRY.finditer(body)):
        end = body.find(close, start) + len(close)
        if start < after or end < len(close) or len(places) == _MOST or not _is_whole(body[start:end]):
            return ()
        places.append((start, end))
        after = end
    return tuple(places)


def _is_whole(entry: bytes) -> bool:
    """Tell whether an entry closes each comment and CDATA section that it opens."""
    return (b"<!" not in entry and b"]]>" not in entry) or all(
        entry.count(opening) == entry.count(closing) and entry.rfind(opening) <= entry.rfind(closing)
        for opening, closing in _PAIRS
    )


def _unpacked(remembered: bytes) -> dict[int, Sent]:
    numbers = array("q")
    # What was cut short, or damaged on disk, costs a whole reading and no more.
    numbers.frombytes(remembered[: len(remembered) // 24 * 24])
    return {numbers[n]: Sent(numbers[n + 1], numbers[n + 2]) for n in range(0, len(numbers), 3)}
