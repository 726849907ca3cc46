"""A passage found again by its words, in whatever version of a text: as it was, or as it is since.

A passage is known by itself and by what stands before and behind it (`tui.model.notes.Quotation`). Where its
words come several times what stands around them tells; where that does not, the place where it was. A
passage that was changed is found by the words that it kept, one that is gone is not found: a highlight on
other words than those that were meant is worse than none. Pure; the work is bounded whatever the text is.
Why: docs/decisions/0090-notes.md.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Final, NamedTuple

from tui.changes.worddiff import Pair, matches
from tui.model.notes import Note, Quotation
from tui.model.prose import FRONT, Prose, section_leaves
from tui.text.folding import fold

CONTEXT: Final = 64
"""Characters before and behind a passage that are kept with it."""
_SURE: Final = 0.5
"""So much of what stood around a passage that nothing else need be looked for."""
_LIKELY: Final = 0.3
"""So much that a passage of a few words is the one that was meant."""
_TELLING: Final = 40
"""Letters of a passage that is known by itself."""
_ALIKE: Final = 0.6
"""How much of a passage has to be there still; of one that nothing around it tells, `_ALIKE_ALONE`."""
_ALIKE_ALONE: Final = 0.75
_OWN: Final = 0.6
"""How much the passage itself weighs beside what stands around it."""
_BOTH: Final = 0.7
"""How much the side weighs that agrees better."""
_WINDOWS: Final = 6
"""Places that a changed passage is looked for at."""
_COMMON: Final = 64
"""A word that comes more often leads nowhere."""
_MOST_PLACES: Final = 2_000
_STRAY: Final = 6
"""Words between the end of a passage and a word of it that stands there by chance."""

Stretch = tuple[int, int]
"""Half-open, in characters of the running text."""


class Address(NamedTuple):
    """A stretch of one leaf: see `tui.model.prose`."""

    section: int
    leaf: int
    start: int
    end: int


@dataclass(frozen=True)
class RunningText:
    """An article's text in one piece: headline, dek, headings and blocks, one leaf a line."""

    text: str
    starts: tuple[int, ...]
    """Where each leaf begins."""
    leaves: tuple[tuple[int, int], ...]
    """The section of each, and its number there."""

    def pieces(self, start: int, end: int) -> Iterator[Address]:
        """Yield the stretches of leaves that a span covers, in reading order."""
        first = max(0, bisect_right(self.starts, start) - 1)
        for number in range(first, len(self.starts)):
            begins = self.starts[number]
            if begins >= end:
                return
            stop = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else len(self.text)
            left, right = max(start, begins), min(end, stop)
            if left < right:
                yield Address(*self.leaves[number], left - begins, right - begins)

    def place(self, section: int, leaf: int, offset: int) -> int | None:
        """Return where a character of a leaf stands here; None where that leaf says nothing."""
        number = self._numbers.get((section, leaf))
        return None if number is None else self.starts[number] + offset

    @cached_property
    def _numbers(self) -> dict[tuple[int, int], int]:
        return {address: number for number, address in enumerate(self.leaves)}


def running_text(prose: Prose) -> RunningText:
    """Return an article's text in one piece; leaves that say nothing are not in it."""
    texts: list[str] = []
    leaves: list[tuple[int, int]] = []
    for section, leaf, text in _all_leaves(prose):
        if text:
            texts.append(text)
            leaves.append((section, leaf))
    starts: list[int] = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return RunningText("\n".join(texts), tuple(starts), tuple(leaves))


def _all_leaves(prose: Prose) -> Iterator[tuple[int, int, str]]:
    yield FRONT, 0, prose.headline
    yield FRONT, 1, prose.dek or ""
    for number, section in enumerate(prose.sections):
        for leaf, text in enumerate(section_leaves(section)):
            yield number, leaf, text.plain


def quote(text: str, start: int, end: int) -> Quotation | None:
    """Return a passage as it can be found again, blanks at its ends cut off; None where that is nothing."""
    exact = text[start:end]
    start += len(exact) - len(exact.lstrip())
    exact = exact.strip()
    if not exact:
        return None
    end = start + len(exact)
    return Quotation(exact, text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)


def placed(notes: Sequence[Note], prose: Prose) -> tuple[Note, ...]:
    """Return notes with where their passages stand in a text."""
    if not any(note.quotation for note in notes):
        return tuple(notes)
    text = _Sought(running_text(prose).text)
    return tuple(
        note if note.quotation is None else replace(note, at=text.find(note.quotation)) for note in notes
    )


def find(quotation: Quotation, text: str) -> Stretch | None:
    """Return where a passage stands in a text; None where it is not there any more."""
    return _Sought(text).find(quotation)


# ── finding ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Found:
    """A place that may be the one."""

    start: int
    end: int
    alike: float
    """How much of the passage is there, 0 to 1."""
    around: float
    """How much of what stood around it is."""

    @property
    def score(self) -> float:
        return _OWN * self.alike + (1 - _OWN) * self.around


class _Word(NamedTuple):
    """A word as it is compared, and where it stands."""

    folded: str
    start: int
    end: int


class _Sought:
    """A text in which passages are looked for."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def words(self) -> list[_Word]:
        return list(_words(self.text))

    @cached_property
    def folded(self) -> list[str]:
        return [word.folded for word in self.words]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Where each word stands, by its number."""
        places: dict[str, list[int]] = {}
        for number, word in enumerate(self.folded):
            places.setdefault(word, []).append(number)
        return places

    def find(self, quotation: Quotation) -> Stretch | None:
        """Return where a passage stands; None where it is not there any more."""
        exact = list(self._as_it_was(quotation))
        if (best := _best(exact, quotation)) is None or best.around < _SURE:
            best = _best([*exact, *self._nearly(quotation)], quotation)
        return None if best is None or not _is_meant(best, quotation) else (best.start, best.end)

    def _as_it_was(self, quotation: Quotation) -> Iterator[_Found]:
        """Yield the places where the words stand as they did."""
        at = self.text.find(quotation.exact) if quotation.exact.strip() else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            end = at + len(quotation.exact)
            yield _Found(at, end, 1.0, self._around(quotation, at, end))
            at = self.text.find(quotation.exact, at + 1)

    def _around(self, quotation: Quotation, start: int, end: int) -> float:
        """Return how much of what stood around a passage stands around a place."""
        before = self.text[max(0, start - len(quotation.prefix)) : start]
        behind = self.text[end : end + len(quotation.suffix)]
        return _of_both(
            _agreement(quotation.prefix[::-1], before[::-1]) if quotation.prefix else float(start == 0),
            _agreement(quotation.suffix, behind) if quotation.suffix else float(end == len(self.text)),
        )

    # ── what was changed ──────────────────────────────────────────────────────────────────────

    def _nearly(self, quotation: Quotation) -> Iterator[_Found]:
        """Yield the places where most of the words stand, in their order."""
        asked = _PassageWords(quotation)
        if not asked.exact:
            return
        for low, high in self._windows(asked.words):
            pairs = matches(asked.words, self.folded[low:high])
            if (found := self._aligned(asked, [(i, low + j) for i, j in pairs])) is not None:
                yield found

    def _windows(self, words: Sequence[str]) -> Iterator[Stretch]:
        """Yield the stretches, in words, where most of some words stand about as far from one another."""
        wide = max(8, len(words) // 3)
        votes = Counter[int]()
        for number, word in enumerate(words):
            places = self.places.get(word, ())
            if len(places) <= _COMMON:
                votes.update({(place - number) // wide for place in places})
        for shift, _ in _joined(votes).most_common(_WINDOWS):
            low = max(0, (shift - 1) * wide)
            yield low, min(len(self.folded), (shift + 3) * wide + len(words))

    def _aligned(self, asked: _PassageWords, pairs: Sequence[Pair]) -> _Found | None:
        """Return the stretch that words of a passage, and of what stands around it, point to."""
        within = _without_strays([pair for pair in pairs if asked.first <= pair[0] < asked.behind])
        if not within:
            return None
        before = [pair for pair in pairs if pair[0] < asked.first and pair[1] < within[0][1]]
        behind = [pair for pair in pairs if pair[0] >= asked.behind and pair[1] > within[-1][1]]
        first = _first_of(asked, within[0][1], before)
        last = _last_of(asked, within[-1][1], behind)
        around = _around(asked, before, behind)
        alike = self._alike(asked, [place for _, place in within], first, last)
        return _Found(self.words[first].start, self.words[last].end, alike, around)

    def _alike(self, asked: _PassageWords, kept: Iterable[int], first: int, last: int) -> float:
        """Return how much of a passage and of a stretch, together, is in both: 0 to 1."""
        there = sum(map(len, self.folded[first : last + 1]))
        return 2 * sum(len(self.folded[place]) for place in kept) / (sum(map(len, asked.exact)) + there)


def _around(asked: _PassageWords, before: Sequence[Pair], behind: Sequence[Pair]) -> float:
    """Return how much of what stood around a passage does so still, 0 to 1."""
    share_before = _share(asked.words[: asked.first], before, 0)
    return _of_both(share_before, _share(asked.words[asked.behind :], behind, asked.behind))


def _first_of(asked: _PassageWords, kept: int, before: Sequence[Pair]) -> int:
    """Return the word that a passage begins with now, what replaced its first words included."""
    if not before or before[-1][0] != asked.first - 1:
        return kept
    first = before[-1][1] + 1
    return first if kept - first <= len(asked.exact) else kept


def _last_of(asked: _PassageWords, kept: int, behind: Sequence[Pair]) -> int:
    """Return the word that a passage ends with now, what replaced its last words included."""
    if not behind or behind[0][0] != asked.behind:
        return kept
    last = behind[0][1] - 1
    return last if last - kept <= len(asked.exact) else kept


class _PassageWords:
    """A passage's words with those around it."""

    def __init__(self, quotation: Quotation) -> None:
        before, behind = (
            [word.folded for word in _words(text)] for text in (quotation.prefix, quotation.suffix)
        )
        self.exact = [word.folded for word in _words(quotation.exact)]
        # A word that was cut through where the prefix begins, or the suffix ends, is none.
        before, behind = before[len(quotation.prefix) >= CONTEXT :], _uncut(behind, quotation.suffix)
        self.first = len(before)
        self.behind = self.first + len(self.exact)
        self.words = [*before, *self.exact, *behind]


def _uncut(words: list[str], suffix: str) -> list[str]:
    return words[:-1] if len(suffix) >= CONTEXT else words


def _best(found: Sequence[_Found], quotation: Quotation) -> _Found | None:
    """Return the likeliest place; of several as likely the one nearest to where the passage was."""
    return max(found, key=lambda one: (round(one.score, 3), -abs(one.start - quotation.start)), default=None)


def _is_meant(found: _Found, quotation: Quotation) -> bool:
    """Whether a place is likely enough: a few words are known by what stands around them."""
    if found.around >= _LIKELY and found.alike >= _ALIKE:
        return True
    letters = sum(map(str.isalnum, quotation.exact))
    return letters >= _TELLING and found.alike >= _ALIKE_ALONE


def _of_both(one: float, other: float) -> float:
    """Return how much two sides agree together: an edit right beside a passage leaves one of them."""
    return _BOTH * max(one, other) + (1 - _BOTH) * min(one, other)


def _agreement(stated: str, there: str) -> float:
    """Return how much of a text stands elsewhere: from the beginning on, or else by its words."""
    run = next((at for at, (one, other) in enumerate(zip(stated, there, strict=False)) if one != other), None)
    whole = min(len(stated), len(there)) if run is None else run
    words, others = Counter(re.findall(r"\w+", fold(stated))), Counter(re.findall(r"\w+", fold(there)))
    total = sum(len(word) * n for word, n in words.items())
    shared = sum(len(word) * n for word, n in (words & others).items())
    return max(whole / len(stated), 0.8 * shared / total if total else 0.0)


def _share(words: Sequence[str], pairs: Sequence[Pair], first: int) -> float:
    """Return how much of the words on one side was met; nothing where there are none."""
    total = sum(map(len, words))
    return sum(len(words[number - first]) for number, _ in pairs) / total if total else 0.0


def _without_strays(pairs: Sequence[Pair]) -> Sequence[Pair]:
    """Cut off words at either end that stand far from the others: they are there by chance."""
    first, last = 0, len(pairs)
    while last - first > 1 and _gap(pairs[first], pairs[first + 1]) > _STRAY:
        first += 1
    while last - first > 1 and _gap(pairs[last - 2], pairs[last - 1]) > _STRAY:
        last -= 1
    return pairs[first:last]


def _gap(one: Pair, other: Pair) -> int:
    return (other[1] - one[1]) - (other[0] - one[0])


def _joined(votes: Counter[int]) -> Counter[int]:
    """Count with each stretch the one behind it: a passage may lie across the border."""
    return Counter({shift: n + votes.get(shift + 1, 0) for shift, n in votes.items()})


# ── words ─────────────────────────────────────────────────────────────────────────────────────


@cache  # compiled where a changed text is first looked through
def word_pattern() -> re.Pattern[str]:
    """Return what matches a word; in scripts without blanks between words, a sign."""
    unspaced = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    return re.compile(f"[{unspaced}]|[^\\W{unspaced}]+")


def _words(text: str) -> Iterator[_Word]:
    for found in word_pattern().finditer(text):
        if folded := fold(found[0]):
            yield _Word(folded, found.start(), found.end())
