"""What is known of an article when its thread is looked for, and the little that is kept of it after."""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tui.model.kinds import EntityKind
from tui.model.names import Entity, Names
from tui.text.folding import fold
from tui.threads.columns import column_key, is_column
from tui.threads.runs import runs_of, sketch
from tui.threads.words import rarity, term_of, words_of

TRAITS_VERSION: Final = 1
"""Rises whenever `packed` writes otherwise; what another version wrote is to be made anew."""
INDEX_TERMS: Final = 9
"""Of an article at most, its title's key among them."""
_LEAD_WORDS: Final = 60
_READ_WORDS: Final = 1200
"""Of a long text the beginning tells what it is about."""
_IN_TITLE: Final = 2.0
_IN_LEAD: Final = 1.4
_IN_NAME: Final = 1.4
"""How much more a word counts there."""
_LEAST_RARITY: Final = 2.0
"""Of a word that may be kept or looked up by."""
_MOST: Final = (12, 20, 4, 4, 4, 6, 12)
"""Of title, body, people, places, organisations, numbers, runs."""
_HEADER: Final = struct.Struct("<BIHIB")
_COUNTS: Final = 5
"""Bytes that tell how many there are of each list, five bits a list."""
_NUMBER: Final = re.compile(r"(?<![\w.,])(\d+(?:[.,:]\d+)*)(?:\W{1,3}([^\W\d_]+))?")
_SHORT: Final = 0xFFFF


@dataclass(frozen=True, slots=True)
class KeptTraits:
    """What is kept of an article: 136 bytes at most. Hashes have 16 bits, except for `column`."""

    at: int
    """Minutes since 1970, of its place in the list."""
    source: int
    column: int
    """Of the title without its numbers and dates, 32 bits; 0: of no words."""
    size: int
    """Of the text: eight times the binary logarithm of its words; 0: there is none."""
    title: tuple[int, ...] = ()
    """The heaviest words first, as in `body`."""
    body: tuple[int, ...] = ()
    """Without those of the title."""
    people: tuple[int, ...] = ()
    """The most salient first, as places and organisations; people by their last name."""
    places: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    """The upper half is of the word that follows the number, the lower one of the number."""
    runs: tuple[int, ...] = ()
    """The least of the text's runs of words."""

    def packed(self) -> bytes:
        """Return the traits as bytes, which `unpacked` reads."""
        lists = self._lists()
        counts = sum(len(part) << 5 * place for place, part in enumerate(lists))
        flat = [term for part in lists for term in part]
        header = _HEADER.pack(TRAITS_VERSION, self.at, self.source, self.column, self.size)
        return header + counts.to_bytes(_COUNTS, "little") + struct.pack(f"<{len(flat)}H", *flat)

    @classmethod
    def unpacked(cls, packed: bytes) -> KeptTraits | None:
        """Return the traits that bytes hold; None for what no `packed` of this version wrote."""
        start = _HEADER.size + _COUNTS
        if len(packed) < start or packed[0] != TRAITS_VERSION:
            return None
        _, at, source, column, size = _HEADER.unpack_from(packed)
        counts = int.from_bytes(packed[_HEADER.size : start], "little")
        lengths = [counts >> 5 * place & 31 for place in range(len(_MOST))]
        if len(packed) != start + 2 * sum(lengths):
            return None
        flat = struct.unpack_from(f"<{sum(lengths)}H", packed, start)
        lists: list[tuple[int, ...]] = []
        for length in lengths:
            lists.append(flat[:length])
            flat = flat[length:]
        return cls(at, source, column, size, *lists)

    def _lists(self) -> tuple[tuple[int, ...], ...]:
        return (
            self.title, self.body, self.people, self.places, self.organisations, self.numbers, self.runs,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class ThreadTraits:
    """An article whose thread is looked for: what will be kept of it, and all that its text tells."""

    kept: KeptTraits
    terms: tuple[tuple[int, int], ...]
    """What it is found by: (32-bit hash, weight from 1 to 15), the heaviest first. The first is its title's
    key where it has one."""
    words: Mapping[int, float]
    """Every word of title and text → its rarity."""
    title_words: frozenset[int]
    shown: Mapping[int, str]
    """How words that are kept, and names, read: for reasons."""
    runs: frozenset[int]
    is_column: bool


def traits_of(
    title: str,
    lead: str,
    text: str,
    names: Names,
    key_of: Callable[[Entity], str],
    *,
    source: str,
    at: int,
) -> ThreadTraits:
    """Return what is known of an article.

    `lead` is its dek, or empty; `text` all its plain text; `key_of` tells what makes a name the same across
    articles (`entities.name_key`); `source` who published it: the feed, or the house where the feed tells of
    several; `at` minutes since 1970. A text without words is a headline alone.
    """
    title_words = words_of(title)
    text_words = words_of(f"{lead}\n{text}" if lead else text)[:_READ_WORDS]
    named = _named(names, key_of)
    weights, readable = _weights(title_words, text_words, names)
    ranked = sorted(weights, key=lambda term: (-weights[term], term))
    in_title = frozenset(term_of(word) for word in title_words)
    runs = runs_of(text_words)
    kept = KeptTraits(
        at=max(0, at),
        source=_short(source),
        column=column_key(title),
        size=min(255, round(8 * math.log2(len(text_words) + 1))),
        title=_first(ranked, _MOST[0], in_title),
        body=tuple(term & _SHORT for term in ranked if term not in in_title)[: _MOST[1]],
        people=_hashes(named["person"], _MOST[2]),
        places=_hashes(named["place"], _MOST[3]),
        organisations=_hashes(named["organisation"], _MOST[4]),
        numbers=_numbers(f"{title}\n{lead}\n{text}")[: _MOST[5]],
        runs=sketch(runs),
    )
    rarities = {term_of(word) & _SHORT: rarity(word) for word in {*title_words, *text_words}}
    shown = {term & _SHORT: readable[term] for term in ranked[: 2 * _MOST[1]]}
    shown.update((_short(key), name) for pairs in named.values() for key, name in pairs)
    return ThreadTraits(
        kept=kept,
        terms=_index_terms(kept.column, ranked, weights),
        words=rarities,
        title_words=frozenset(term & _SHORT for term in in_title),
        shown=shown,
        runs=runs,
        is_column=is_column(title),
    )


def _short(text: str) -> int:
    return zlib.crc32(text.encode()) & _SHORT


def _hashes(pairs: Iterable[tuple[str, str]], most: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys(_short(key) for key, _ in pairs))[:most]


def _first(ranked: Sequence[int], most: int, among: frozenset[int]) -> tuple[int, ...]:
    return tuple(term & _SHORT for term in ranked if term in among)[:most]


def _named(names: Names, key_of: Callable[[Entity], str]) -> dict[EntityKind, list[tuple[str, str]]]:
    """Return (key, name) of each name by its kind, the most salient first."""
    kinds: tuple[EntityKind, ...] = ("person", "place", "organisation")
    return {kind: [(_key(entity, key_of), entity.name) for entity in names.of(kind)] for kind in kinds}


def _key(entity: Entity, key_of: Callable[[Entity], str]) -> str:
    """Return by what a name is known within a thread: a person by the last name, which all texts have."""
    words = words_of(entity.name)
    if entity.entity_kind == "person" and words:
        return f"person {words[-1]}"
    return f"{entity.entity_kind} {key_of(entity)}"


def _weights(title: list[str], text: list[str], names: Names) -> tuple[dict[int, float], dict[int, str]]:
    """Return each telling word's weight in the article, and how the word reads, by its term."""
    counts = Counter(text)
    counts.update(title)
    lead = frozenset(text[:_LEAD_WORDS])
    in_title = frozenset(title)
    in_names = frozenset(word for entity in names.entities for word in words_of(entity.name))
    weights: dict[int, float] = {}
    readable: dict[int, str] = {}
    for word, count in counts.items():
        weight = rarity(word)
        if weight < _LEAST_RARITY:
            continue
        weight *= 1 + math.log(count)
        weight *= _IN_TITLE if word in in_title else _IN_LEAD if word in lead else 1.0
        weight *= _IN_NAME if word in in_names else 1.0
        term = term_of(word)
        if weight > weights.get(term, 0.0):
            weights[term], readable[term] = weight, word
    return weights, readable


def _index_terms(
    column: int, ranked: Sequence[int], weights: Mapping[int, float]
) -> tuple[tuple[int, int], ...]:
    first = ((column, 1),) if column else ()
    heaviest = weights[ranked[0]] if ranked else 1.0
    rest = (
        (term, max(1, round(15 * weights[term] / heaviest))) for term in ranked[: INDEX_TERMS - len(first)]
    )
    return (*first, *rest)


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that go with a word, each once, in reading order."""
    found: dict[int, None] = {}
    for number, unit in _NUMBER.findall(text[: 8 * _READ_WORDS]):
        if unit:
            upper = term_of(fold(unit)) & 0xFF
            found[upper << 8 | zlib.crc32(number.encode()) & 0xFF] = None
    return tuple(found)
