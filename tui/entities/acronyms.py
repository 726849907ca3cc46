"""Organisations that an article once names in full, with a short form in brackets: `Bank of Zab (BOZ)`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.entities.lexicon import gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase, laid_over, namings
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists

_SMALL: Final = read_lists("companies")["joining"]
"""Small words that may stand in the name of an organisation, without a letter in its short form."""
_MAX_WORDS: Final = 12
_MAX_LETTERS: Final = 8
_LEAST: Final = 2
_JOINTS: Final = frozenset(["'s", "’s", "'", "’", "-", "&"])


class NamePair(NamedTuple):
    """A full name and its short form, as token ranges of one text."""

    leaf: int
    full: tuple[int, int]
    short: tuple[int, int]


def with_acronyms(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name organisations by the letters that stand in brackets behind them, and these wherever they stand.

    The letters tell where a name begins that goes on over small words: `Rally for Peace in Zab (RPZ)`.
    """
    labels = {(span.leaf, span.first, span.last): span.label for span in spans}
    ends = {(span.leaf, span.last): span for span in spans if span.label == "ORG"}
    names: set[Phrase] = set()
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        if "(" in words:
            names.update(_explained(number, words, labels))
            names.update((words[at],) for at in _brackets(words) if (number, at - 1) in ends)
    return laid_over(spans, list(namings(leaves, names, "ORG")))


def _explained(number: int, words: list[str], labels: dict[tuple[int, int, int], str]) -> Iterator[Phrase]:
    """Yield the full names in a text whose letters stand beside them, and these."""
    for pair in _pairs(number, words):
        if not _is_other(words, pair, labels):
            yield tuple(words[slice(*pair.full)])
            yield tuple(words[slice(*pair.short)])


def _brackets(words: list[str]) -> Iterator[int]:
    """Yield where an acronym stands in brackets."""
    for index in _opened(words):
        if words[index + 2 : index + 3] == [")"] and _is_acronym(words[index + 1]):
            yield index + 1


def _opened(words: list[str]) -> Iterator[int]:
    """Yield where a bracket opens."""
    index = -1
    for _ in range(words.count("(")):
        index = words.index("(", index + 1)
        yield index


def _is_other(words: list[str], pair: NamePair, labels: dict[tuple[int, int, int], str]) -> bool:
    """Tell whether a name is no organisation's: a place of the gazetteer, a person or a thing."""
    if " ".join(words[slice(*pair.full)]) in gazetteer():
        return True
    return labels.get((pair.leaf, *pair.full)) in {"MISC", "PER"}


def _pairs(number: int, words: list[str]) -> Iterator[NamePair]:
    for at in _brackets(words):
        first = _start_of(words, at - 1, words[at])
        if first is not None:
            yield NamePair(number, (first, at - 1), (at, at + 1))
    for index in _opened(words):
        # The other way round: `the BOZ (Bank of Zab)`.
        if index and _is_acronym(words[index - 1]) and ")" in words[index : index + _MAX_WORDS]:
            end = words.index(")", index)
            if _start_of(words, end, words[index - 1]) == index + 1:
                yield NamePair(number, (index + 1, end), (index - 1, index))


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and _LEAST <= len(word) <= _MAX_LETTERS


def _start_of(words: list[str], end: int, letters: str) -> int | None:
    """Return where a name begins that ends before `end`, one of whose words has each of the letters."""
    left = len(letters)
    for index in range(end - 1, max(-1, end - 1 - _MAX_WORDS), -1):
        word = words[index]
        if is_capital(word):
            if word[0].upper() != letters[left - 1]:
                return None
            left -= 1
            if not left:
                return index if end - index > 1 else None
        elif word not in _SMALL and word not in _JOINTS:
            return None
    return None
