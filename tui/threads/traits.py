"""What is known of an article when its thread is looked for, and the little that is kept of it after."""

from __future__ import annotations

import math
import re
import struct
import zlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tui.model.kinds import EntityKind
from tui.model.names import Names
from tui.text.folding import fold
from tui.threads.columns import column_key, is_column
from tui.threads.runs import runs_of, sketch
from tui.threads.words import LEAST_RARITY, mark_of, rarity, stem_of, term_of, words_of

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
_MOST: Final = (12, 20, 4, 4, 4, 6, 12)
"""Of title, body, people, places, organisations, numbers, runs."""
_HEADER: Final = struct.Struct("<BIHIB")
_COUNTS: Final = 5
"""Bytes that tell how many there are of each list, five bits a list."""
_NUMBER: Final = re.compile(r"(?<![\w.,])(\d+(?:[.,:]\d+)*)(?:\W{1,3}([^\W\d_]+))?")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class KeptTraits:
    """What is kept of an article: 141 bytes at most. Words are kept as `words.mark_of` makes them."""

    at: int
    """Minutes since 1970, of its place in the list."""
    source: int
    column: int
    """Of the title without its numbers and dates, 32 bits; 0: of no words."""
    is_column: bool
    """By its title alone (`columns.is_column`)."""
    size: int
    """Of the text: eight times the binary logarithm of its words; 0: there is none."""
    title: tuple[int, ...] = ()
    """The heaviest words first, as in `body`."""
    body: tuple[int, ...] = ()
    """Without those of the title."""
    people: tuple[int, ...] = ()
    """The most salient first, as places and organisations; each by its rarest word, so that texts which
    do not know it for a name are found to have it."""
    places: tuple[int, ...] = ()
    organisations: tuple[int, ...] = ()
    numbers: tuple[int, ...] = ()
    """The upper half is of the word that follows, the lower one of the number. Years have 0, and are counted
    from 1900."""
    runs: tuple[int, ...] = ()
    """The least of the text's runs of words."""

    def packed(self) -> bytes:
        """Return the traits as bytes, which `unpacked` reads."""
        lists = self._lists()
        counts = sum(len(part) << 5 * place for place, part in enumerate(lists)) | self.is_column << 39
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
        return cls(at, source, column, bool(counts >> 39), size, *lists)

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
    words: frozenset[int]
    """Of title and text, all of them."""
    title_words: frozenset[int]
    title_told: frozenset[int]
    """Those of the title that the text has too."""
    shown: Mapping[int, str]
    """How words that are kept, and names, read: for reasons."""
    runs: frozenset[int]


def traits_of(
    title: str,
    lead: str,
    text: str,
    names: Names,
    *,
    source: str,
    at: int,
) -> ThreadTraits:
    """Return what is known of an article.

    `lead` is its dek, or empty; `text` all its plain text; `source` who published it: the feed, or the house
    where the feed tells of several; `at` minutes since 1970. A text without words is a headline alone.
    """
    title_words = words_of(title)
    text_words = words_of(f"{lead}\n{text}" if lead else text)[:_READ_WORDS]
    weights, readable = _weights(title_words, text_words, names)
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    in_title = frozenset(map(mark_of, title_words))
    marks = list(dict.fromkeys(map(mark_of, ranked)))
    named = _named(names)
    runs = runs_of(text_words)
    kept = KeptTraits(
        at=max(0, at),
        source=zlib.crc32(source.encode()) & 0xFFFF,
        column=column_key(title),
        is_column=is_column(title),
        size=min(255, round(8 * math.log2(len(text_words) + 1))),
        title=tuple(mark for mark in marks if mark in in_title)[: _MOST[0]],
        body=tuple(mark for mark in marks if mark not in in_title)[: _MOST[1]],
        people=tuple(named["person"])[: _MOST[2]],
        places=tuple(named["place"])[: _MOST[3]],
        organisations=tuple(named["organisation"])[: _MOST[4]],
        numbers=_numbers(f"{title}\n{lead}\n{text}")[: _MOST[5]],
        runs=sketch(runs),
    )
    shown = {mark_of(word): readable[word] for word in reversed(ranked[: 2 * _MOST[1]])}
    for found in named.values():
        shown.update(found)
    in_text = frozenset(map(mark_of, text_words))
    return ThreadTraits(
        kept=kept,
        terms=_index_terms(kept.column, ranked, weights),
        words=in_title | in_text,
        title_words=in_title,
        title_told=in_title & in_text,
        shown=shown,
        runs=runs,
    )


def _named(names: Names) -> dict[EntityKind, dict[int, str]]:
    """Return term → name of each name by its kind, the most salient first."""
    kinds: tuple[EntityKind, ...] = ("person", "place", "organisation")
    return {
        kind: {
            _name_mark(words): entity.name for entity in names.of(kind) if (words := words_of(entity.name))
        }
        for kind in kinds
    }


def _name_mark(words: Sequence[str]) -> int:
    """Return by what a name is known in other texts: its rarest word, of equals the last."""
    return mark_of(max(reversed(words), key=rarity))


def _weights(title: list[str], text: list[str], names: Names) -> tuple[dict[str, float], dict[str, str]]:
    """Return each telling word's weight in the article, and how it reads; such as begin alike are one."""
    counts = Counter(text)
    counts.update(title)
    lead = frozenset(text[:_LEAD_WORDS])
    in_title = frozenset(title)
    in_names = frozenset(word for entity in names.entities for word in words_of(entity.name))
    weights: dict[str, float] = {}
    readable: dict[str, str] = {}
    for word, count in counts.items():
        weight = rarity(word)
        if weight < LEAST_RARITY:
            continue
        weight *= 1 + math.log(count)
        weight *= _IN_TITLE if word in in_title else _IN_LEAD if word in lead else 1.0
        weight *= _IN_NAME if word in in_names else 1.0
        stem = stem_of(word)
        if weight > weights.get(stem, 0.0):
            weights[stem], readable[stem] = weight, word
    return weights, readable


def _index_terms(
    column: int, ranked: Sequence[str], weights: Mapping[str, float]
) -> tuple[tuple[int, int], ...]:
    first = ((column, 1),) if column else ()
    heaviest = weights[ranked[0]] if ranked else 1.0
    rest = (
        (term_of(word), max(1, round(15 * weights[word] / heaviest)))
        for word in ranked[: INDEX_TERMS - len(first)]
    )
    return (*first, *rest)


def _numbers(text: str) -> tuple[int, ...]:
    """Return the numbers that go with a word, and years, each once, in reading order."""
    found: dict[int, None] = {}
    for number, unit in _NUMBER.findall(text[: 8 * _READ_WORDS]):
        if _YEAR.fullmatch(number):
            found[int(number) - 1900 & 0xFF] = None
        elif unit:
            upper = max(1, term_of(fold(unit)) & 0xFF)
            found[upper << 8 | zlib.crc32(number.encode()) & 0xFF] = None
    return tuple(found)
