"""Entries made ready to be stored: what they are known by, and every value worked out.

Touches no database, so that it can be done in a parsing process, before anybody holds the write lock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from tui.model.entries import Marks, RawEntry, recording
from tui.model.ids import ArticleId
from tui.model.prose import READERS_OWN
from tui.store.delivered import pack_entry, unpack_entry
from tui.store.identity import (
    FIRM,
    NO_TRAITS,
    KeyKind,
    Traits,
    content_hash,
    entry_key,
    exact_key,
    guid_hash,
    likenesses,
    link_trait,
    normalised_link,
    own_key,
    traits,
    world_guid,
)
from tui.store.times import to_seconds
from tui.text.safe import clean_line

TEXT_COLUMNS: Final = (
    "url", "house", "headline", "summary", "dek", "byline", "place", "agency",
    "published_at", "published_stated", "updated_at", "recording",
)  # fmt: skip
"""The columns of `articles` that follow the entry's words and change with them: `Delivery.columns`."""
_UPDATED_AT: Final = TEXT_COLUMNS.index("updated_at")
_TELLING: Final = 100
"""Characters of words from which on the same words are no accident."""
_HEADLINE_FROM_SUMMARY: Final = 80
"""Characters of the summary that stand in for a headline that is missing."""
_STEP_S: Final = 60
"""How far apart entries without a date are listed, by their order in the document."""
_HOUR_S: Final = 3600
_GROWING: Final = 24
"""So many of a first document's entries stand each an hour farther below the last than that below its own."""
_FIRST_SPAN_S: Final = 365 * 86_400
"""The most that a first document is spread over."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One entry on its way in."""

    key: str
    """What it goes by within its feed; others may do so too until `store.namesakes` has told them apart."""
    kind: KeyKind
    guid_key: int
    """Sixty-four bits of the key."""
    traits: Traits
    """By which it is told from others with the same key; none where nothing has that."""
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
    base: int | None = None
    """The hash of the key that it shares with others, or may; None where its key is its own."""

    @property
    def kept_traits(self) -> bytes | None:
        """What is stored of the traits: nothing where the key is its own."""
        return None if self.base is None else self.traits.packed()

    @property
    def headline(self) -> str:
        """The headline as it is listed."""
        return str(self.columns[2])

    @property
    def is_dated_by_change(self) -> bool:
        """Whether it states no more than when it was last changed."""
        return self.published_at is not None and self.published_at == self.columns[_UPDATED_AT]

    def listed_at(self, arrived: int) -> int:
        """Return the second lists sort by: published, where known and not in the future, else by arrival."""
        published = self.published_at
        # A date to come would stand on top of every list until it is there.
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
    """What every entry is known by, known ones too: its `guid_key`, or `exact_key` where that is shared."""
    words: tuple[int, ...] = ()
    """The hash of the words of each, in the same order."""
    apart: bool = True
    """Whether each entry is known by its own key, which follows from that entry alone."""
    same: tuple[int, ...] = ()
    """Those of `keys` whose entries are known and unchanged."""


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
    """Make a document's entries ready; what is there twice, the same in all, counts once.

    `summarise` gives the plain line of an entry, or None.
    """
    return document(entries, summarise, {}).news


def document(
    entries: Sequence[RawEntry],
    summarise: Callable[[RawEntry], str | None],
    known: Mapping[int, int],
    site_url: str | None = None,
) -> Document:
    """Make what is news in a document ready; `known` is the hash of words by what has them is known by.

    An entry that has its key to itself in the document is known by that key, any other only as it stands.
    """
    told = _distinct(entries, site_url or "")
    shared = _shared_keys(told)
    news: list[Delivery] = []
    keys: list[int] = []
    same: list[int] = []
    apart = True
    for one in told:
        guid_key = guid_hash(one.key)
        is_shared = one.key in shared
        is_same = not is_shared and known.get(guid_key) == one.words  # so it is with nearly all
        key = guid_key if is_same else _known_by(one, guid_key, known, is_shared=is_shared)
        apart = apart and key == guid_key
        keys.append(key)
        if known.get(key) == one.words:
            same.append(key)
            continue
        is_alone = not is_shared and guid_key not in known
        below_s = _STEP_S * len(news) if known else _first_below_s(len(news), len(told))
        news.append(_delivery(one, guid_key, below_s, summarise, is_alone=is_alone))
    return Document(tuple(news), tuple(keys), tuple([one.words for one in told]), apart, tuple(same))


def _first_below_s(place: int, entries: int) -> int:
    """Return how long before its arrival an entry of a feed's first document is listed, if it has no date.

    How old they are is not known, but that they did not all come about today: each stands farther from
    the one above, up to a day, so that a feed of hundreds leaves the lists to the others' news.
    """
    grown = min(place, _GROWING)
    below_s = _HOUR_S * grown * (grown + 1) // 2
    if place > _GROWING:
        left_s = _FIRST_SPAN_S - below_s
        below_s += (place - _GROWING) * min(_GROWING * _HOUR_S, left_s // (entries - _GROWING))
    return below_s


def spread(news: Sequence[Delivery], since: int | None, now: int) -> list[Delivery]:
    """List entries without a date between the answer before this one, which did not have them, and now.

    At most an hour apart, as they are news; `since` is None where there was no answer before.
    """
    undated = sum(delivery.published_at is None for delivery in news)
    if since is None or undated < 2:
        return list(news)
    step_s = max(_STEP_S, min(_HOUR_S, (now - since) // undated))
    return [
        replace(delivery, below_s=delivery.below_s // _STEP_S * step_s)
        if delivery.published_at is None
        else delivery
        for delivery in news
    ]


class _Told(NamedTuple):
    """An entry, with what tells it from others."""

    entry: RawEntry
    key: str
    kind: KeyKind
    words: int
    link: str


def _shared_keys(told: Sequence[_Told]) -> set[str]:
    """Return the keys that several entries of a document have; none at all is no entry's own."""
    return {"", *(key for key, uses in Counter([one.key for one in told]).items() if uses > 1)}


def _known_by(one: _Told, guid_key: int, known: Mapping[int, int], *, is_shared: bool) -> int:
    """Return what an entry is known by: its own key, or all that it says where others have that key too."""
    date = to_seconds(one.entry.published_at)
    exact = exact_key(guid_key, one.words, date, link_trait(one.link, one.key))
    return exact if is_shared or exact in known else guid_key


def _distinct(entries: Sequence[RawEntry], site_url: str) -> list[_Told]:
    """Return a document's entries, those apart that say the same as one before them."""
    homes = {normalised_link(site_url)} - {""}
    told: dict[tuple[object, ...], _Told] = {}
    for entry in entries:
        link = normalised_link(entry.url or "")
        key, kind = entry_key(entry.guid, link, homes)
        words = content_hash(entry)
        stated = None if entry.origin is None else entry.origin.article_id
        says = (key, words, entry.published_at, link, stated)
        told.setdefault(says, _Told(entry, key, kind, words, link))
    return list(told.values())


def oldest_first(batch: Collection[Delivery], now: int) -> list[Delivery]:
    """Return a feed's entries in the order of the lists' end; of equal ones the last comes first."""
    # Sorted and then turned round, so that of equals the last in the document comes first.
    return sorted(batch, key=lambda delivery: -delivery.listed_at(now))[::-1]


def _delivery(
    one: _Told,
    guid_key: int,
    below_s: int,
    summarise: Callable[[RawEntry], str | None],
    *,
    is_alone: bool,
) -> Delivery:
    """Work every value of an entry out; `is_alone`: nothing else is known to go by its key."""
    entry = one.entry
    columns = _columns(entry, clean_line(summarise(entry) or ""))
    origin = entry.origin
    return Delivery(
        key=one.key,
        kind=one.kind,
        guid_key=guid_key,
        traits=NO_TRAITS if is_alone and one.kind in FIRM else traits(entry, one.key, str(columns[2])),
        content_hash=one.words,
        is_telling=len(entry.title) + len(entry.content) + len(entry.summary or "") >= _TELLING,
        likenesses=likenesses(entry),
        link=one.link,
        world_guid=world_guid(entry.guid),
        published_at=to_seconds(entry.published_at),
        guid=_kept_guid(entry),
        language=_line(entry.language),
        columns=columns,
        blob=pack_entry(entry),
        marks=entry.marks,
        stated_id=None if origin is None else origin.article_id,
        stated_arrival=None if origin is None else to_seconds(origin.arrived_at),
        # An export says when each arrived: its order needs no making up.
        below_s=below_s if origin is None else 0,
    )


def in_language(document: Document, language: str | None) -> Document:
    """Return a document whose entries are in the language that the reader gave the feed; None: as stated."""
    if language is None:
        return document
    tag = language + READERS_OWN
    news = [
        # The entry itself says it, too: its text may be made anew from that at any time.
        replace(one, language=tag, blob=pack_entry(replace(unpack_entry(one.blob), language=tag)))
        for one in document.news
    ]
    return replace(document, news=tuple(news))


def _kept_guid(entry: RawEntry) -> str | None:
    """Return the guid, unless the link says the same."""
    guid = _line(entry.guid)
    return None if guid == entry.url and own_key(guid, None) == normalised_link(guid or "") else guid


def _columns(entry: RawEntry, summary: str) -> tuple[str | int | None, ...]:
    dateline = entry.dateline
    return (
        _line(entry.url),
        _line(entry.masthead),
        _headline(entry, summary),
        summary or None,
        _line(entry.dek),
        _line(", ".join(entry.authors)),
        None if dateline is None else _line(dateline.place),
        None if dateline is None else _line(dateline.agency),
        to_seconds(entry.published_at),
        _line(entry.published_stated) if entry.published_at is None else None,
        to_seconds(entry.updated_at),
        recording(entry.enclosures),
    )


def _line(text: str | None) -> str | None:
    """Return a text as one harmless line; None where it says nothing."""
    return (clean_line(text) or None) if text else None


def _headline(entry: RawEntry, summary: str) -> str:
    """Return the headline, else the beginning of the summary, else the address: a list row is never blank."""
    return (
        clean_line(entry.title)
        or summary[:_HEADLINE_FROM_SUMMARY].rpartition(" ")[0]
        or summary[:_HEADLINE_FROM_SUMMARY]
        or clean_line(entry.url or "")
        or "Untitled"
    )
