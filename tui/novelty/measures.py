"""What of a sentence stands in the texts that were read: numbers that a model makes newness of. Pure.

All of them are shares and sums over words, so that they mean the same in any language.
"""

from __future__ import annotations

import math
import re
from collections import deque
from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from heapq import nlargest
from itertools import pairwise
from typing import Final, NamedTuple

from tui.novelty.words import Word, words_of
from tui.text.sentences import sentence_spans


class Measures(NamedTuple):
    """One sentence against what was read: shares are of its words' weights if nothing else is said."""

    words: float
    """Stands in what was read, word for word."""
    stems: float
    """Stands there by its stems."""
    early: float
    """The same, words counting for less the later they were first read: what stories repeat stands early."""
    leading: float
    """Stands in the first sentences of a text."""
    plain: float
    """Stands there, of the words that are neither names nor numbers."""
    best: float
    """Stands in the one read sentence that holds most of it."""
    best_two: float
    """Stands in the two neighbouring ones that do."""
    best_rare: float
    """Stands in one, words counting for more the fewer read sentences hold them."""
    cosine: float
    """Between it and the nearest read sentence."""
    pairs: float
    """Pairs of neighbouring words that were read as such, of all."""
    near_pairs: float
    """The same of telling words up to three apart."""
    run: float
    """The longest run of such pairs, of all words."""
    new_weight: float
    """Logarithm of what its new words weigh."""
    rarest_new: float
    """What the rarest new word weighs."""
    new_words: float
    new_plain: float
    """New words that are neither names nor numbers."""
    new_names: float
    new_names_share: float
    new_numbers: float
    new_numbers_share: float
    weight: float
    """Logarithm of what all its telling words weigh."""
    telling: float
    """Telling words, of all: headlines have more."""
    stop: float
    """One where it ends with a stop: headlines do not."""
    quoted: float
    """One where it has quotation marks."""
    place: float
    """How many sentences stand before it; those at the head of an article say again what it is about."""
    around: float
    """The mean of `stems` over all sentences that are asked about."""
    read: float
    """Logarithm of how many words were read."""


_POSTINGS: Final = 40
"""Read sentences looked at for one word: those of more tell nothing of any."""
_MOST_READ: Final = 4000
"""Sentences looked at of what was read, the last ones: they bound time and memory."""
_LEAD: Final = 3
"""Sentences at the head of a text that tell what it is about."""
_FADING: Final = 5.0
"""After so many sentences a word counts half."""
_LIKELY: Final = 3
"""Read sentences that are looked at with their neighbours."""
_STOPS: Final = frozenset(".!?…。！？")
_QUOTES: Final = re.compile('["“”«»„`]')


class ReadTexts:
    """What was read, by its words."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Take the texts, the last sentences of them where they are very many."""
        self.words: set[str] = set()
        self.first_at: dict[str, int] = {}
        """How many sentences of a text stand before the first one with a stem; the least of all texts."""
        self.pairs: set[tuple[str, str]] = set()
        self.near: set[tuple[str, str]] = set()
        self.sentences_with: dict[str, list[int]] = {}
        self.stems_of: list[frozenset[str]] = []
        self.norms: list[float] = []
        self.size = 0
        for at, sentence in _numbered(texts):
            self._add(at, words_of(sentence))

    def _add(self, at: int, words: Sequence[Word]) -> None:
        telling = [word for word in words if word.tells]
        self.size += len(words)
        self.words.update(word.text for word in words)
        stems = {word.stem: word.weight for word in telling}
        for stem in stems:
            self.first_at[stem] = min(at, self.first_at.get(stem, at))
            self.sentences_with.setdefault(stem, []).append(len(self.norms))
        self.pairs.update((one.stem, other.stem) for one, other in pairwise(words))
        self.near.update(_near(telling))
        self.stems_of.append(frozenset(stems))
        self.norms.append(math.hypot(*stems.values()) or 1.0)


def _numbered(texts: Iterable[str]) -> Sequence[tuple[int, str]]:
    """Return the last sentences of texts, each with how many stand before it in its text."""
    kept: deque[tuple[int, str]] = deque(maxlen=_MOST_READ)
    for text in texts:
        kept.extend((at, text[start:end]) for at, (start, end) in enumerate(sentence_spans(text)))
    return kept


def _near(telling: Sequence[Word]) -> set[tuple[str, str]]:
    """Return the pairs of stems that stand up to three telling words apart, each in one order."""
    return {
        (min(word.stem, other.stem), max(word.stem, other.stem))
        for at, word in enumerate(telling)
        for other in telling[at + 1 : at + 4]
        if word.stem != other.stem
    }


def measures_of(read: ReadTexts, sentences: Sequence[str]) -> list[Measures]:
    """Return the measures of sentences, in the order of their text, against the texts that were read."""
    rows = [_measured(sentence, at, read) for at, sentence in enumerate(sentences)]
    around = sum(row.stems for row in rows) / (len(rows) or 1)
    return [row._replace(around=around) for row in rows]


def _measured(sentence: str, place: int, read: ReadTexts) -> Measures:
    words = words_of(sentence)
    stems = {word.stem: word for word in words if word.tells}
    return Measures(
        **_shared(words, {stem: word.weight for stem, word in stems.items()}, read),
        **_unread(stems, read),
        **_numbers(words, read),
        **_looks(sentence, words),
        plain=_share({stem: word.weight for stem, word in stems.items() if word.is_plain}, read.first_at),
        weight=math.log1p(sum(word.weight for word in stems.values())),
        place=min(place, 8),
        around=0.0,
        read=math.log1p(read.size),
    )


def _shared(words: Sequence[Word], weights: Mapping[str, float], read: ReadTexts) -> dict[str, float]:
    """Return the measures of what of a sentence stands in what was read."""
    seen = {stem: read.first_at[stem] for stem in weights if stem in read.first_at}
    telling = [word for word in words if word.tells]
    best, best_two, best_rare, cosine = _best(weights, read)
    return {
        "words": _share({word.text: word.weight for word in telling}, read.words),
        "stems": _share(weights, seen),
        "early": sum(weights[stem] / (1 + at / _FADING) for stem, at in seen.items()) / _total(weights),
        "leading": _share(weights, {stem for stem, at in seen.items() if at < _LEAD}),
        "best": best,
        "best_two": best_two,
        "best_rare": best_rare,
        "cosine": cosine,
        "pairs": _held([(one.stem, other.stem) for one, other in pairwise(words)], read.pairs),
        "near_pairs": _held(_near(telling), read.near),
        "run": _run(words, read),
    }


def _numbers(words: Sequence[Word], read: ReadTexts) -> dict[str, float]:
    """Return the measures of the numbers of a sentence."""
    numbers = {word.text for word in words if word.is_number}
    new = len(numbers - read.words)
    return {"new_numbers": min(new, 4), "new_numbers_share": new / (len(numbers) or 1)}


def _unread(stems: Mapping[str, Word], read: ReadTexts) -> dict[str, float]:
    """Return the measures of what of a sentence does not: words, and names among them."""
    new = [word for stem, word in stems.items() if stem not in read.first_at]
    names = sum(word.is_name for word in stems.values())
    new_names = sum(word.is_name for word in new)
    return {
        "new_weight": math.log1p(sum(word.weight for word in new)),
        "rarest_new": max((word.weight for word in new), default=0.0),
        "new_words": min(len(new), 12),
        "new_plain": min(sum(word.is_plain for word in new), 12),
        "new_names": min(new_names, 6),
        "new_names_share": new_names / (names or 1),
    }


def _looks(sentence: str, words: Sequence[Word]) -> dict[str, float]:
    """Return the measures of a sentence by itself."""
    return {
        "telling": sum(word.tells for word in words) / (len(words) or 1),
        "stop": float(sentence.rstrip("\"'”’“»)] ")[-1:] in _STOPS),
        "quoted": float(_QUOTES.search(sentence) is not None),
    }


def _total(weights: Mapping[str, float]) -> float:
    return sum(weights.values()) or 1.0


def _share(weights: Mapping[str, float], seen: Container[str]) -> float:
    return sum(weight for text, weight in weights.items() if text in seen) / _total(weights)


def _held(found: Collection[tuple[str, str]], read: Container[tuple[str, str]]) -> float:
    return sum(pair in read for pair in found) / (len(found) or 1)


def _run(words: Sequence[Word], read: ReadTexts) -> float:
    """Return the longest run of words whose pairs all stand in what was read, as a share of the sentence."""
    longest = run = 0
    for a, b in pairwise(words):
        run = run + 1 if (a.stem, b.stem) in read.pairs else 0
        longest = max(longest, run)
    return longest / (len(words) - 1) if len(words) > 1 else 0.0


def _best(weights: Mapping[str, float], read: ReadTexts) -> tuple[float, float, float, float]:
    """Return `best`, `best_two`, `best_rare` and `cosine` of a sentence."""
    held: dict[int, float] = {}
    squares: dict[int, float] = {}
    rare: dict[int, float] = {}
    all_rare = 0.0
    for stem, weight in weights.items():
        holding = read.sentences_with.get(stem, [])
        rarity = weight * math.log((1 + len(read.norms)) / (0.5 + len(holding)))
        all_rare += rarity
        for number in holding[:_POSTINGS]:
            held[number] = held.get(number, 0.0) + weight
            squares[number] = squares.get(number, 0.0) + weight * weight
            rare[number] = rare.get(number, 0.0) + rarity
    if not held:
        return 0.0, 0.0, 0.0, 0.0
    cosine = max(square / read.norms[number] for number, square in squares.items())
    likely = nlargest(_LIKELY, held, key=held.__getitem__)
    two = max(_held_by_two(first, weights, read) for number in likely for first in (number - 1, number))
    total = _total(weights)
    return (
        max(held.values()) / total,
        two / total,
        max(rare.values()) / (all_rare or 1.0),
        cosine / (math.hypot(*weights.values()) or 1.0),
    )


def _held_by_two(first: int, weights: Mapping[str, float], read: ReadTexts) -> float:
    """Return the weight of what stands in a read sentence or the next."""
    one, other = (
        read.stems_of[number] if 0 <= number < len(read.stems_of) else frozenset[str]()
        for number in (first, first + 1)
    )
    return sum(weight for stem, weight in weights.items() if stem in one or stem in other)
