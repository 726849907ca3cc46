"""A text cut into words, and the phrases of dates in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.temporal.grammar import Grammar, PhraseNode

_WORD: Final = re.compile(
    r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\w/-])(?!\.\d)"  # 1998-05-15, 05/15/98, 15.5.1998
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_](?:\.[^\W\d_])+\.?"  # a.m., U.S.
    r"|[^\W\d_]+(?:['’]t\b|\.)?"  # won't, Sept.
    r"|[^\w\s]|_+"
)
_LONGEST_YEAR: Final = 4
_LONGEST_MONTH: Final = 31
_MEANS: Final = {
    "SHORT": "WEEKDAY",
    "FAIR": "WEEKDAY",
    "MON": "MONTH",
    "ORDINAL": "DAY",
    "OTHER": "ANOTHER",
    "MONTHONE": "MONTHS",
    "YEARONE": "YEARS",
    "ATTACK": "EVENT",
}
"""Categories that differ in where they may stand, and say the same."""
EARLIEST_YEAR: Final = 1000


@dataclass(frozen=True, slots=True)
class WordRow:
    """A text's words: where each begins and ends, and how it reads folded."""

    text: str
    starts: list[int]
    ends: list[int]
    folded: list[str]

    def written(self, at: int) -> str:
        """Return a word as it stands."""
        return self.text[self.starts[at] : self.ends[at]]

    def is_capital(self, at: int) -> bool:
        """Return whether a word begins with a capital."""
        return self.text[self.starts[at]].isupper()


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """A phrase of a date: words `first` up to `last`, and what they say, by category."""

    first: int
    last: int
    kind: str
    said: dict[str, int | str]


def words_in(text: str, abbreviations: frozenset[str]) -> WordRow:
    """Cut a text into words, numbers and signs; an abbreviation keeps its full stop."""
    starts: list[int] = []
    ends: list[int] = []
    folded: list[str] = []
    for found in _WORD.finditer(text):
        start, end = found.span()
        word = found.group().lower().replace("’", "'")
        stop = word[-1] == "." and len(word) > 1 and "." not in word[:-1] and word not in abbreviations
        starts.append(start)
        ends.append(end - stop)
        folded.append(word[:-1] if stop else word)
        if stop:
            starts.append(end - 1)
            ends.append(end)
            folded.append(".")
    return WordRow(text, starts, ends, folded)


def matches(words: WordRow, grammar: Grammar) -> Iterator[PhraseMatch]:
    """Yield the phrases of a text in reading order: the longest that begins at a word, none in another."""
    at, count = 0, len(words.folded)
    meanings, begins = grammar.meanings, grammar.phrases.next
    folded = words.folded
    while at < count:
        word = folded[at]
        if word in meanings or word in begins or word[0].isdigit():
            found = _longest(words, grammar, at)
            if found is not None:
                yield found
                at = found.last
                continue
        at += 1


def _longest(words: WordRow, grammar: Grammar, first: int) -> PhraseMatch | None:
    """Return the longest phrase that begins at a word; of two as long the first that the grammar lists."""
    best: PhraseMatch | None = None
    ways: list[tuple[int, PhraseNode, dict[str, int | str]]] = [(first, grammar.phrases, {})]
    while ways:
        at, node, said = ways.pop()
        if node.kind is not None and (best is None or at > best.last):
            best = PhraseMatch(first, at, node.kind, said)
        if at < len(words.folded):
            for category, value, length in _readings(words, grammar, at):
                following = node.next.get(category)
                if following is not None:
                    more = said if value is None else {**said, _MEANS.get(category, category): value}
                    ways.append((at + length, following, more))
    return best


def _readings(words: WordRow, grammar: Grammar, at: int) -> Iterator[tuple[str, int | str | None, int]]:
    """Yield (category or word, its value, words it takes) for all that may begin at a word."""
    word = words.folded[at]
    yield word, None, 1
    if word[0].isdigit():
        yield from _numbers(words, grammar, at)
    for meaning in grammar.meanings.get(word, ()):
        end = at + 1 + len(meaning.rest)
        if meaning.capital and not words.is_capital(at):
            continue
        if not meaning.rest or tuple(words.folded[at + 1 : end]) == meaning.rest:
            yield meaning.category, meaning.value, end - at


def _numbers(words: WordRow, grammar: Grammar, at: int) -> Iterator[tuple[str, int | str | None, int]]:
    word = words.folded[at]
    if not word.isdecimal() or not word.isascii():
        if "-" in word or "/" in word or word.count(".") > 1:
            yield "NUMERIC", word, 1
        return
    if at and words.folded[at - 1].isalpha() and _touches(words, at - 1):
        return  # F16
    behind = words.folded[at + 1] if _touches(words, at) else ""
    if any(one.category == "ORDINAL_END" for one in grammar.meanings.get(behind, ())):
        yield from _ordinal(word)
        return
    if behind.isalpha():
        return
    if len(word) == _LONGEST_YEAR and int(word) >= EARLIEST_YEAR:
        yield "YEAR", int(word), 1
    if len(word) > 2:
        return
    number = int(word)
    yield "NUMBER", number, 1
    if 0 < number <= _LONGEST_MONTH:
        yield "DAY", number, 1
        yield "ANOTHER", number, 1


def _ordinal(word: str) -> Iterator[tuple[str, int | str | None, int]]:
    if len(word) <= 2 and 0 < int(word) <= _LONGEST_MONTH:
        yield "ORDINAL", int(word), 2
        yield "OTHER", int(word), 2


def _touches(words: WordRow, at: int) -> bool:
    """Return whether nothing stands between a word and the next."""
    return at + 1 < len(words.folded) and words.ends[at] == words.starts[at + 1]
