"""Entries that share their key with others: which of them is which article (docs/decisions/0032).

The items of a change log, of a forum's topic or of a weather page may all lead to one page and have no
id. Within one document, items that differ are different articles. Which of them were stored before is
found by matching the two groups, the document's and the stored one, by what each says of itself: from
all of it down to what stays when a text is edited. What finds no partner is new.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from tui.model.ids import FeedId
from tui.store.delivered import unpack_entry
from tui.store.deliveries import Delivery
from tui.store.identity import (
    FIRM,
    NO_TRAITS,
    Traits,
    exact_key,
    guid_hash,
    link_trait,
    normalised_link,
    traits,
    unpack_traits,
)

_NEAR_S: Final = 20 * 3_600
"""Less than a day apart: an entry whose date moves so little was edited, not written anew."""
_DAY_S: Final = 86_400
_MOST: Final = 1_000
"""So many of the newest articles under one key are looked at; older ones are found as they stand."""
_LINES: Final = """
SELECT d.guid_key, d.article, d.content_hash, d.base, d.traits, a.id, a.headline, a.published_at, a.url
  FROM deliveries AS d LEFT JOIN articles AS a ON a.row = d.article WHERE d.feed = ?
"""
_BY_KEY: Final = f"{_LINES} AND d.guid_key IN (SELECT value FROM json_each(?))"
_BY_BASE: Final = f"{_LINES} AND d.base = ? ORDER BY d.article DESC LIMIT {_MOST}"
_SHARED: Final = (
    "SELECT DISTINCT base FROM deliveries WHERE feed = ? AND base IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article under a key, as its feed delivered it last."""

    row: int
    lines: tuple[int, ...]
    """The `guid_key` of each of its deliveries under the key."""
    words: frozenset[int] = frozenset()
    traits: Traits | None = None
    """None where they are lost with the article, which was removed."""
    id: str | None = None
    base: int | None = None
    kept_traits: bytes | None = None
    """Both as they are stored."""
    is_taken: bool = False
    """Whether the document holds it unchanged."""


@dataclass(frozen=True, slots=True)
class Told:
    """An entry that is told from all others of its feed."""

    delivery: Delivery
    """Under a key that is its own."""
    stored: Stored | None
    """The article that it is, or is changed from; None: it is new."""
    others: frozenset[int] = frozenset()
    """Rows of the articles under the key that it is not."""


def tell_apart(
    conn: sqlite3.Connection,
    feed: FeedId,
    news: Sequence[Delivery],
    same: Collection[int],
    *,
    are_documents: bool,
) -> list[Told]:
    """Return what each of a document's news is, in their order; `same` are the keys of what is unchanged.

    Two that say the same in all get the same key. Documents come from many sources: what has neither
    id nor link is the same there only if its words are.
    """
    groups: dict[int, list[int]] = defaultdict(list)
    for number, delivery in enumerate(news):
        groups[delivery.guid_key].append(number)
    asked = _Asked(conn, feed, groups, frozenset(same))
    found: dict[int, Told] = {}
    for base, numbers in groups.items():
        if asked.is_nothing_known(base) and len(numbers) == 1 and news[numbers[0]].kind in FIRM:
            found[numbers[0]] = Told(news[numbers[0]], None)  # so it is with nearly all
            continue
        group = [_with_traits(news[number]) for number in numbers]
        told = {_says(one.delivery): one for one in _told(asked, base, group, are_documents)}
        found |= {n: _of(delivery, told[_says(delivery)]) for n, delivery in zip(numbers, group, strict=True)}
    return [found[number] for number in range(len(news))]


def _with_traits(delivery: Delivery) -> Delivery:
    """Return an entry with what it says of itself, where that was not thought to be wanted."""
    # Worked out only here: most entries have their key to themselves, and need none.
    if delivery.traits != NO_TRAITS:
        return delivery
    return replace(delivery, traits=traits(unpack_entry(delivery.blob), delivery.key, delivery.headline))


def _told(asked: _Asked, base: int, group: Sequence[Delivery], are_documents: bool) -> list[Told]:
    """Return what the entries with one key are, each that says something else once."""
    members = _each_once(group)
    stored = asked.stored(base, members)
    partners = _partners(members, stored, by_little=not are_documents or bool(members[0].key))
    articles = len(stored) + partners.count(None)
    shared = base if articles > 1 or members[0].kind not in FIRM else None
    told: list[Told] = []
    for member, partner in zip(members, partners, strict=True):
        # What it is not is known now: it must not become another name of one of them after all.
        others = frozenset(one.row for one in stored if one is not partner)
        if partner is None:
            # The first under a key goes by it, so that no id that was ever given changes.
            key = member.key if articles == 1 and member.key else asked.free_key(member)
            name = replace(member, key=key, guid_key=guid_hash(key), base=shared)
        else:
            name = replace(member, guid_key=partner.lines[0], base=shared)
        told.append(Told(name, partner, others))
    return told


def _each_once(group: Sequence[Delivery]) -> list[Delivery]:
    """Return entries in their order; of those that say the same the first, where the last of them stands."""
    return list({_says(delivery): delivery for delivery in reversed(group)}.values())[::-1]


def _says(delivery: Delivery) -> tuple[object, ...]:
    """Return all by which an entry differs from others with its key."""
    return delivery.content_hash, delivery.traits.date, delivery.traits.link, delivery.stated_id


def _of(delivery: Delivery, told: Told) -> Told:
    """Return what was told of an entry for one that says the same."""
    name = told.delivery
    return replace(told, delivery=replace(delivery, key=name.key, guid_key=name.guid_key, base=name.base))


class _Asked:
    """What is known of the keys that a document's news go by."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        feed: FeedId,
        bases: Collection[int],
        same: frozenset[int],
    ) -> None:
        self._conn = conn
        self._feed = feed
        self._same = same
        self._used: set[int] = set()
        asked = json.dumps(list(bases))
        self._lines: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for line in conn.execute(_BY_KEY, (feed, asked)).fetchall():
            self._lines[line[0]].append(line)
        self._shared = {base for (base,) in conn.execute(_SHARED, (feed, asked))}

    def is_nothing_known(self, base: int) -> bool:
        """Whether nothing was ever delivered under a key."""
        return base not in self._lines and base not in self._shared

    def stored(self, base: int, members: Sequence[Delivery]) -> list[Stored]:
        """Return the articles under a key, the newest first; `members` are the news that go by it."""
        lines = list(self._lines.get(base, ()))
        if base in self._shared:
            lines += self._conn.execute(_BY_BASE, (self._feed, base)).fetchall()
        if lines or len(members) > 1 or not members[0].key:
            names = [guid_hash(name) for member in members for name in _first_names(member)]
            lines += self._conn.execute(_BY_KEY, (self._feed, json.dumps(names))).fetchall()
        by_row: dict[int, dict[int, tuple[Any, ...]]] = defaultdict(dict)
        for line in lines:
            by_row[line[1]][line[0]] = line
        key = members[0].key
        return [
            _stored(row, list(of_row.values()), base, key, self._same)
            for row, of_row in sorted(by_row.items(), reverse=True)
        ]

    def free_key(self, delivery: Delivery) -> str:
        """Return the best key for an entry that nothing of this feed goes by."""
        key = next(name for name in _names(delivery) if self._is_free(guid_hash(name)))
        self._used.add(guid_hash(key))
        return key

    def _is_free(self, guid_key: int) -> bool:
        sql = "SELECT 1 FROM deliveries WHERE feed = ? AND guid_key = ?"
        return guid_key not in self._used and not self._conn.execute(sql, (self._feed, guid_key)).fetchone()


def _names(delivery: Delivery) -> Iterator[str]:
    """Yield what an entry may go by where its key is shared, the best first."""
    yield from _first_names(delivery)
    said = f"{delivery.key} {delivery.traits.title:x} {delivery.traits.date} {delivery.content_hash:x}"
    yield said
    number = 2
    while True:
        yield f"{said} {number}"
        number += 1


def _first_names(delivery: Delivery) -> tuple[str, ...]:
    """Return by what an entry goes that shares its key: its link or its words, else headline and date."""
    title, date, _, link = delivery.traits
    names = [f"{delivery.key} {title:x} {date}"] if title or date else []
    if not delivery.key:
        names.insert(0, f"content:{delivery.content_hash:x}")
    elif link:
        names.insert(0, f"{delivery.key} {delivery.link}")
    return tuple(names)


def _stored(row: int, lines: Sequence[tuple[Any, ...]], base: int, key: str, same: Collection[int]) -> Stored:
    """Return an article from its lines in `deliveries`."""
    packed = next((line[4] for line in lines if line[3] == base and line[4]), b"")
    then = unpack_traits(packed) or _stated(lines[0], key)
    words = frozenset(line[2] for line in lines)
    known_as = {line[0] for line in lines}
    if then is not None:
        known_as |= {exact_key(base, one, then.date, then.link) for one in words}
    return Stored(
        row=row,
        lines=tuple(line[0] for line in lines),
        words=words,
        traits=then,
        id=lines[0][5],
        base=lines[0][3],
        kept_traits=lines[0][4],
        is_taken=not known_as.isdisjoint(same),
    )


def _stated(line: tuple[Any, ...], key: str) -> Traits | None:
    """Return what an article says of itself, as far as its own row knows; None of one that was removed."""
    id_, headline, published_at, url = line[5:]
    if id_ is None:
        return None
    return Traits(guid_hash(headline), published_at, 0, link_trait(normalised_link(url or ""), key))


# ── matching ──────────────────────────────────────────────────────────────────────────────────


def _partners(
    members: Sequence[Delivery], stored: Sequence[Stored], *, by_little: bool
) -> list[Stored | None]:
    """Return for each entry the article that it is; no two are the same one."""
    matching = _Matching(members, stored)
    if stored:
        matching.by_what_is_the_same()
        if len(members) == len(stored) == 1 and members[0].kind in ("guid", "permalink", "link"):
            matching.alone()
        else:
            matching.by_what_stays()
            if by_little:
                matching.by_little()
    found = (matching.found.get(number) for number in range(len(members)))
    return [None if number is None else stored[number] for number in found]


class _Matching:
    """The entries of a document that share a key, and the articles stored under it, on their way together."""

    def __init__(self, members: Sequence[Delivery], stored: Sequence[Stored]) -> None:
        self._members = members
        self._stored = stored
        self.found: dict[int, int] = {}
        """By the number of an entry, that of its article."""
        self._gone = {number for number, one in enumerate(stored) if one.is_taken}
        """Articles that have their entry."""

    def by_what_is_the_same(self) -> None:
        """Match by words: with the date; or without, where no other entry of these words keeps its date."""
        self._pair(lambda entry: entry.stated_id, lambda stored: [stored.id])
        self._pair(
            lambda entry: (entry.content_hash, entry.traits.date, entry.traits.link),
            lambda stored: [(one, t.date, t.link) for one in stored.words for t in _known(stored)],
        )
        self._pair(
            lambda entry: (entry.content_hash, entry.traits.link),
            lambda stored: [(one, t.link) for one in stored.words for t in _known(stored)],
            untouched=True,
        )
        # Of what was removed no more than words and names are known.
        self._pair(
            lambda entry: entry.content_hash,
            lambda stored: [] if stored.traits else stored.words,
            untouched=True,
        )
        self._pair(
            lambda entry: next(map(guid_hash, _first_names(entry)), None),
            lambda stored: [] if stored.traits else stored.lines,
        )

    def alone(self) -> None:
        """Match an entry and an article that have a key of some weight to themselves."""
        if not self.found and not self._gone and _is_edited(self._members[0], self._stored[0]):
            self.found[0] = 0

    def by_what_stays(self) -> None:
        """Match by what an edited text keeps: its own link, or headline and date."""
        self._pair_by(lambda t: t.link, unique=True)
        self._pair_by(lambda t: (t.title, t.date, t.link) if t.title and t.date is not None else None)

    def by_little(self) -> None:
        """Match by less, where it is nobody else's: text and date, or one of headline, date and text."""
        self._pair_by(
            lambda t: (t.text, t.date, t.link) if t.text and t.date is not None else None, unique=True
        )
        self._pair_by(_moment, unique=True, fits=_fits)
        is_stamped = self._is_stamped()
        self._pair_by(
            lambda t: t.title,
            unique=True,
            fits=lambda entry, then: (
                _fits(entry, then)
                and (entry.is_dated_by_change or is_stamped or _are_near(entry.traits, then))
            ),
        )
        self._pair_by(
            lambda t: t.text,
            unique=True,
            telling=True,
            fits=lambda entry, then: _fits(entry, then) and _are_near(entry.traits, then),
        )

    def _is_stamped(self) -> bool:
        """Whether the feed dates everything anew: what is matched has moved its date, all of it."""
        dates = [
            (self._members[entry].traits.date, then.date)
            for entry, article in self.found.items()
            for then in _known(self._stored[article])
        ]
        return bool(dates) and len(dates) == len(self._gone) and all(now != then for now, then in dates)

    def _pair_by(
        self,
        value: Callable[[Traits], Hashable | None],
        *,
        unique: bool = False,
        telling: bool = False,
        fits: Callable[[Delivery, Traits], bool] | None = None,
    ) -> None:
        """Match by something that both say of themselves; 0 and None say nothing."""
        self._pair(
            lambda entry: (entry.is_telling or not telling) and value(entry.traits),
            lambda stored: [value(t) for t in _known(stored)],
            unique=unique,
            fits=fits,
        )

    def _pair(
        self,
        of_entry: Callable[[Delivery], Hashable | None],
        of_stored: Callable[[Stored], Iterable[Hashable | None]],
        *,
        unique: bool = False,
        untouched: bool = False,
        fits: Callable[[Delivery, Traits], bool] | None = None,
    ) -> None:
        """Match entries and articles of which something is the same, in their order.

        `unique`: only where no other of the document or of those stored has it too; `untouched`: only
        where none of the articles that have it is matched yet.
        """
        there = _numbers_by_value(of_stored(stored) for stored in self._stored)
        here = _numbers_by_value((of_entry(member),) for member in self._members)
        for value, entries in here.items():
            articles = there.get(value, [])
            if not value or (unique and not len(entries) == len(articles) == 1):
                continue
            if not untouched or self._gone.isdisjoint(articles):
                self._match(entries, articles, fits)

    def _match(
        self,
        entries: Sequence[int],
        articles: Sequence[int],
        fits: Callable[[Delivery, Traits], bool] | None,
    ) -> None:
        """Match those of some entries and articles that are not yet, in their order, where they fit."""
        waiting = [number for number in entries if number not in self.found]
        free = [number for number in articles if number not in self._gone]
        for entry, article in zip(waiting, free, strict=False):
            then = self._stored[article].traits
            if fits is None or (then is not None and fits(self._members[entry], then)):
                self.found[entry] = article
                self._gone.add(article)


def _numbers_by_value(of_each: Iterable[Iterable[Hashable | None]]) -> Mapping[Hashable | None, list[int]]:
    """Return by value the numbers of those that have it, in their order."""
    numbers: dict[Hashable | None, list[int]] = defaultdict(list)
    for number, values in enumerate(of_each):
        for value in values:
            numbers[value].append(number)
    return numbers


def _is_edited(entry: Delivery, stored: Stored) -> bool:
    """Whether an entry is an edited article where no other has their key, whose weight decides."""
    now, then = entry.traits, stored.traits
    if then is None or (now.title and now.title == then.title):
        return True
    if entry.kind == "guid":
        return _are_near(now, then) or now.link == then.link
    if entry.kind == "permalink":
        return _are_near(now, then)
    return _are_close(now, then)


def _are_close(now: Traits, then: Traits) -> bool:
    """Whether dates and texts say so of two with one link, which many others might lead to as well."""
    if now.date is None or then.date is None:
        return 0 in (now.title, then.title, now.text, then.text) or now.text == then.text
    return now.date == then.date or (_are_near(now, then) and 0 != now.text == then.text)


def _known(stored: Stored) -> list[Traits]:
    """Return an article's traits, if they are known."""
    return [] if stored.traits is None else [stored.traits]


def _moment(traits: Traits) -> int | None:
    """Return the date where it is one of minutes and seconds, not of a day."""
    return traits.date if traits.date is not None and traits.date % _DAY_S else None


def _fits(entry: Delivery, then: Traits) -> bool:
    """Whether an entry may be that article: not where each has a link of its own."""
    link = entry.traits.link
    return link == then.link or not (link and then.link)


def _are_near(one: Traits, other: Traits) -> bool:
    """Whether dates are less than a day apart, or one is not known."""
    return one.date is None or other.date is None or abs(one.date - other.date) < _NEAR_S
