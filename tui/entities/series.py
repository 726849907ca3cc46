"""Names that are told one after the other, in other languages than English: mostly they are of one kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from tui.entities.languages import Language
from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan

_LEAST: Final = 3
"""So many names are a series."""
_SURE, _DOUBTFUL = 3, 1
"""How much what a name is counts for the others, when a list knows it and when only the tagger says so."""


def with_series(language: Language, leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Give the names of a series (`Saura, Millares e Peter Saul`) one label, but for those that lists know.

    `spans` are in reading order, as is what is returned.
    """
    joins = language.lists.get("joins")
    if not joins:
        return spans
    out: list[NameSpan] = []
    for number, row in groupby(spans, key=lambda span: span.leaf):
        for series in _series(leaves[number].tokens.words, list(row), joins | {","}):
            out += _alike(language, leaves[number].tokens.words, series)
    return out


def _series(words: list[str], row: list[NameSpan], joins: frozenset[str]) -> Iterator[list[NameSpan]]:
    """Yield the spans of a text in groups: those that only one of `joins` parts stand together."""
    group: list[NameSpan] = []
    for span in row:
        if group and not (span.first == group[-1].last + 1 and words[group[-1].last] in joins):
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _alike(language: Language, words: list[str], series: list[NameSpan]) -> list[NameSpan]:
    if len(series) < _LEAST:
        return series
    sure = [_is_sure(language, words[span.first : span.last], span.label) for span in series]
    votes: Counter[str] = Counter()
    for span, is_sure in zip(series, sure, strict=True):
        votes[span.label] += _SURE if is_sure else _DOUBTFUL
    label, count = votes.most_common(1)[0]
    if 2 * count <= votes.total():
        return series
    return [
        span if is_sure else span._replace(label=label) for span, is_sure in zip(series, sure, strict=True)
    ]


def _is_sure(language: Language, name: list[str], label: str) -> bool:
    """Tell whether a list vouches for what a name was taken for."""
    if label == "PER":
        return len(name) > 1 and name[0] in first_names()
    if label == "LOC":
        return language.is_place(" ".join(name))
    return len(name) > 1 or name[0].isupper()
