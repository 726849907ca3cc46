"""The same story under another name: a new guid in its feed, or an entry of another feed.

Feeds rebuild their guids, move to other addresses, or resend all they have; none of that may bring
old stories back unread. And what two feeds deliver is one article in both.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tui.model.ids import SEED_FEED_URL, FeedId
from tui.store.deliveries import Delivery
from tui.store.identity import guid_hash, normalised_link, own_key, world_guid

_RESENT: Final = 3
"""So many stories at least that come again under new names are no accident."""
_ONE_STORY_S: Final = 2 * 86_400
"""How far apart two feeds may date one story."""

_BY_WORDS: Final = """
SELECT asked.value, d.article, d.feed, d.guid_key, a.guid, a.url, a.published_at
  FROM json_each(?) AS asked
 CROSS JOIN deliveries AS d ON d.content_hash = asked.value
 CROSS JOIN articles AS a ON a.row = d.article
"""
_BY_LIKENESS: Final = """
SELECT asked.value, l.article, a.feed, NULL, a.guid, a.url, a.published_at
  FROM json_each(?) AS asked
 CROSS JOIN likenesses AS l ON l.likeness = asked.value
 CROSS JOIN articles AS a ON a.row = l.article
"""


@dataclass(frozen=True, slots=True)
class Twin:
    """An article that an entry is, or may be, another name of."""

    row: int
    feed: int
    """One that delivered it."""
    names: frozenset[int]
    """The `guid_key` it has in its feed, or may have."""
    is_same_place: bool
    """Whether link or guid lead to the same place."""
    same_date: bool | None
    """None where one of them has none."""
    is_near: bool
    """Whether the dates would do for one story in two feeds."""
    same_words: bool = False
    is_alike: bool = False
    """Whether it has the same headline, and the same link or guid."""

    @property
    def is_certain(self) -> bool:
        """Whether it is the same story, if its feed no longer has it under its old name.

        The same headline over the same link comes again every day in some feeds: the date tells.
        """
        # Where one of them has no date the words have to say it.
        if self.same_date is None:
            return self.same_words and self.is_alike
        return self.same_date

    @property
    def is_shared(self) -> bool:
        """Whether it is the same story, if another feed has it."""
        return self.is_near and (self.is_alike or self.is_same_place)


def find_twins(
    conn: sqlite3.Connection,
    feed: FeedId,
    feed_url: str,
    unknown: Sequence[Delivery],
    document: Collection[int],
    others: Mapping[int, Collection[int]],
) -> dict[int, Twin]:
    """Return, by `guid_key`, what entries that this feed never delivered are other names of.

    `document` is every `guid_key` that the document holds: an article that still goes by its own name
    there has no other. `others` are by `guid_key` the rows that an entry is known not to be. Texts that
    were read in as files are told by their words alone.
    """
    is_seeds = feed_url == SEED_FEED_URL
    twins = _possible_twins(conn, unknown, others, by_words_alone=is_seeds)
    if not twins:
        return {}
    if is_seeds:
        return _unique(_such(twins, lambda twin: twin.feed == feed))
    held = frozenset(document)
    own = _such(twins, lambda twin: twin.feed == feed and twin.names.isdisjoint(held))
    elsewhere = _such(twins, lambda twin: twin.feed != feed and twin.is_shared)
    certain = _such(own, lambda twin: twin.is_certain)
    return {**_one_to_one(elsewhere), **_resent(own, len(unknown)), **_unique(certain)}


def _possible_twins(
    conn: sqlite3.Connection,
    unknown: Sequence[Delivery],
    others: Mapping[int, Collection[int]],
    *,
    by_words_alone: bool,
) -> dict[int, list[Twin]]:
    """Return by `guid_key` all that entries may be other names of; nothing where that is none of them.

    Where words are all that tells, few of them do as well.
    """
    words = [d.content_hash for d in unknown if d.is_telling or by_words_alone]
    likenesses = [] if by_words_alone else [one for d in unknown for one in d.likenesses]
    by_words, by_likeness = _ask(conn, _BY_WORDS, words), _ask(conn, _BY_LIKENESS, likenesses)
    if not by_words and not by_likeness:
        return {}
    return {d.guid_key: _twins_of(d, by_words, by_likeness, others[d.guid_key]) for d in unknown}


def _such(twins: Mapping[int, Sequence[Twin]], holds: Callable[[Twin], bool]) -> dict[int, list[Twin]]:
    """Return of each entry's twins those of which something holds."""
    return {key: [twin for twin in of if holds(twin)] for key, of in twins.items()}


def _ask(conn: sqlite3.Connection, sql: str, hashes: Sequence[int]) -> Mapping[int, list[tuple[Any, ...]]]:
    """Return what is known under some hashes, by hash."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    if hashes:
        for value, *rest in conn.execute(sql, (json.dumps(list(hashes)),)):
            found[value].append(tuple(rest))
    return found


def _twins_of(
    delivery: Delivery,
    by_words: Mapping[int, list[tuple[Any, ...]]],
    by_likeness: Mapping[int, list[tuple[Any, ...]]],
    others: Collection[int],
) -> list[Twin]:
    """Return what an entry may be another name of, each article once for each feed; none of `others`."""
    found: dict[tuple[int, int], Twin] = {}
    for line in by_words.get(delivery.content_hash, ()):
        twin = replace(_twin(delivery, *line), same_words=True)
        found[twin.row, twin.feed] = twin
    for likeness in delivery.likenesses:
        for line in by_likeness.get(likeness, ()):
            twin = _twin(delivery, *line)
            known = found.get((twin.row, twin.feed), twin)
            found[twin.row, twin.feed] = replace(known, is_alike=True)
    return [twin for twin in found.values() if twin.row not in others]


def _twin(
    delivery: Delivery,
    row: int,
    feed: int,
    guid_key: int | None,
    guid: str | None,
    url: str | None,
    published_at: int | None,
) -> Twin:
    link = normalised_link(url or "")
    same_guid = delivery.world_guid is not None and world_guid(guid) == delivery.world_guid
    apart_s = None
    if published_at is not None and delivery.published_at is not None:
        apart_s = abs(published_at - delivery.published_at)
    key = own_key(guid, url)
    names = {guid_hash(key), guid_hash(f"{key} {link}")} if guid_key is None else {guid_key}
    return Twin(
        row=row,
        feed=feed,
        names=frozenset(names),
        is_same_place=same_guid or bool(link and link == delivery.link),
        same_date=None if apart_s is None else apart_s == 0,
        is_near=apart_s is None or apart_s <= _ONE_STORY_S,
    )


def _unique(twins: Mapping[int, Sequence[Twin]]) -> dict[int, Twin]:
    """Return the twins of the entries that have only one; where several would do, none is certain."""
    return {key: of[0] for key, of in twins.items() if len({twin.row for twin in of}) == 1}


def _one_to_one(twins: Mapping[int, Sequence[Twin]]) -> dict[int, Twin]:
    """Return the twins of another feed's entries: of several the one of the same date, and none for two."""
    dated = {key: [twin for twin in of if twin.same_date] or of for key, of in twins.items()}
    found = _unique(dated)
    uses = Counter(twin.row for twin in found.values())
    return {key: twin for key, twin in found.items() if twin.same_date or uses[twin.row] == 1}


def _resent(own: Mapping[int, Sequence[Twin]], unknown: int) -> dict[int, Twin]:
    """Return the twins of a document that brings old stories under new names and dates, if it is one.

    It is where most of what seems new is known, and each is an article of its own: a feed that has
    the same headline over the same link every day is none.
    """
    found = _unique(own)
    uses = Counter(twin.row for twin in found.values())
    found = {key: twin for key, twin in found.items() if uses[twin.row] == 1}
    return found if len(found) >= max(_RESENT, unknown / 2) else {}
