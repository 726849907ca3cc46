"""Entries made ready to be stored: what they are known by, and every value worked out.

Touches no database, so that it can be done in a parsing process, before anybody holds the write lock.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tui.model import ArticleId, Marks, RawEntry
from tui.safetext import clean_line
from tui.store.delivered import pack_entry
from tui.store.identity import (
    content_hash,
    entry_keys,
    guid_hash,
    likenesses,
    normalised_link,
    own_key,
    world_guid,
)
from tui.store.times import to_seconds

TEXT_COLUMNS: Final = (
    "url", "house", "headline", "summary", "dek", "byline", "place", "agency",
    "published_at", "published_stated", "updated_at",
)  # fmt: skip
"""The columns of `articles` that follow the entry's words and change with them: `Delivery.columns`."""
_TELLING: Final = 100
"""Characters of words from which on the same words are no accident."""
_HEADLINE_FROM_SUMMARY: Final = 80
"""Characters of the summary that stand in for a headline that is missing."""
_STEP_S: Final = 60
"""How far apart entries without a date are listed, by their order in the document."""
_FIRST_STEP_S: Final = 3600
"""The same in a document of which nothing is known yet: it did not all happen within this minute."""
_FIRST_SPAN_S: Final = 7 * 86_400
"""The most that a first document is spread over."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One entry on its way in."""

    key: str
    """What identifies it within its feed."""
    guid_key: int
    """Sixty-four bits of that."""
    content_hash: int
    is_telling: bool
    """Whether there are so many words that the same ones mean the same story."""
    likenesses: tuple[int, ...]
    """By which the same story is known under another guid or in another feed."""
    link: str
    """Normalised; empty where there is none."""
    world_guid: str | None
    """The guid, where it is one that no two sources share by accident."""
    published_at: int | None
    guid: str | None
    """As it is kept; None where the link says the same."""
    language: str | None
    columns: tuple[str | int | None, ...]
    """The values of `TEXT_COLUMNS`; every text has passed the gate."""
    blob: bytes
    """The entry as delivered, packed."""
    marks: Marks | None = None
    stated_id: ArticleId | None = None
    """The id that an export of ours states."""
    stated_arrival: int | None = None
    below_s: int = 0
    """How long before its arrival it is listed where it has no date; feeds have the newest on top."""

    @property
    def headline(self) -> str:
        """The headline as it is listed."""
        return str(self.columns[2])

    def listed_at(self, arrived: int) -> int:
        """Return the second lists sort by: published, where known and not in the future, else by arrival."""
        published = self.published_at
        return published if published is not None and published <= arrived else arrived - self.below_s

    def arrived_at(self, now: int) -> int:
        """Return now, or when an exported article first arrived, where that is not in the future."""
        return now if self.stated_arrival is None else min(self.stated_arrival, now)


@dataclass(frozen=True, slots=True)
class Document:
    """What a feed's document held, with what is known already left out."""

    news: tuple[Delivery, ...]
    """What is new or has other words than last time, in the order of the document."""
    keys: tuple[int, ...]
    """The `guid_key` of every entry, known ones too."""
    words: tuple[int, ...] = ()
    """The hash of the words of each, in the same order."""
    apart: bool = True
    """Whether each entry's key follows from that entry alone: no two of different links share a guid."""


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """What a sync wants of a feed; made in a parsing process."""

    title: str | None
    site_url: str | None
    ttl_s: int | None
    """How long the feed asks to be left alone, in seconds."""
    document: Document
    body_hash: bytes = b""
    """What the body is known by."""
    remembered: bytes = b""
    """What tells its entries again by their bytes (`sources.chunks`); empty where nothing does."""


def deliveries(
    entries: Sequence[RawEntry], summarise: Callable[[RawEntry], str | None]
) -> tuple[Delivery, ...]:
    """Make a document's entries ready; of two with one key the first counts.

    `summarise` gives the plain line of an entry, or None.
    """
    return document(entries, summarise, {}).news


def document(
    entries: Sequence[RawEntry], summarise: Callable[[RawEntry], str | None], known: Mapping[int, int]
) -> Document:
    """Make what is news in a document ready; `known` is by `guid_key` the hash of the words as they were."""
    first: dict[str, RawEntry] = {}
    apart = True
    for key, entry in zip(entry_keys(entries), entries, strict=True):
        first.setdefault(key, entry)
        apart = apart and key == (own_key(entry.guid, entry.url) or key)
    news: list[Delivery] = []
    held: dict[int, int] = {}
    step_s = _STEP_S if known else min(_FIRST_STEP_S, _FIRST_SPAN_S // (len(first) or 1))
    for key, entry in first.items():
        guid_key, words = guid_hash(key), content_hash(entry)
        held[guid_key] = words
        if known.get(guid_key) != words:
            below_s = 0 if entry.origin else step_s * len(news)
            news.append(_delivery(entry, key, guid_key, words, below_s, summarise))
    return Document(tuple(news), tuple(held), tuple(held.values()), apart)


def oldest_first(batch: Collection[Delivery], now: int) -> list[Delivery]:
    """Return a feed's entries in the order of the lists' end; of equal ones the last comes first."""
    return sorted(batch, key=lambda delivery: -delivery.listed_at(now))[::-1]


def _delivery(
    entry: RawEntry,
    key: str,
    guid_key: int,
    words: int,
    below_s: int,
    summarise: Callable[[RawEntry], str | None],
) -> Delivery:
    columns = _columns(entry, clean_line(summarise(entry) or ""))
    origin = entry.origin
    return Delivery(
        key=key,
        guid_key=guid_key,
        content_hash=words,
        is_telling=len(entry.title) + len(entry.content) + len(entry.summary or "") >= _TELLING,
        likenesses=likenesses(entry),
        link=normalised_link(entry.url or ""),
        world_guid=world_guid(entry.guid),
        published_at=to_seconds(entry.published_at),
        guid=_kept_guid(entry),
        language=clean_line(entry.language or "") or None,
        columns=columns,
        blob=pack_entry(entry),
        marks=entry.marks,
        stated_id=None if origin is None else origin.article_id,
        stated_arrival=None if origin is None else to_seconds(origin.arrived_at),
        below_s=below_s,
    )


def _kept_guid(entry: RawEntry) -> str | None:
    """Return the guid, unless the link says the same."""
    guid = clean_line(entry.guid or "") or None
    return None if guid == entry.url and own_key(guid, None) == normalised_link(guid or "") else guid


def _columns(entry: RawEntry, summary: str) -> tuple[str | int | None, ...]:
    dateline = entry.dateline
    return (
        clean_line(entry.url or "") or None,
        clean_line(entry.masthead or "") or None,
        _headline(entry, summary),
        summary or None,
        clean_line(entry.dek or "") or None,
        clean_line(", ".join(entry.authors)) or None,
        None if dateline is None else clean_line(dateline.place) or None,
        None if dateline is None else clean_line(dateline.agency or "") or None,
        to_seconds(entry.published_at),
        clean_line(entry.published_stated or "") or None if entry.published_at is None else None,
        to_seconds(entry.updated_at),
    )


def _headline(entry: RawEntry, summary: str) -> str:
    """Return the headline, else the beginning of the summary, else the address: a list row is never blank."""
    return (
        clean_line(entry.title)
        or summary[:_HEADLINE_FROM_SUMMARY].rpartition(" ")[0]
        or summary[:_HEADLINE_FROM_SUMMARY]
        or clean_line(entry.url or "")
        or "Untitled"
    )
