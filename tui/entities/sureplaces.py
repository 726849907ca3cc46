"""Articles in other languages than English: only the places that cannot be anything else.

The seam for a second language: give it a tagger and route to it in `extract.find_names`.
"""

from __future__ import annotations

from typing import Final

from tui.entities.features import spelled
from tui.entities.lexicon import candidates, first_names, last_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan

_LARGE: Final = 1000
"""Thousands of inhabitants of a town whose name no common noun is likely to share."""
_MAX_WORDS: Final = 3
_MIN_LETTERS: Final = 4


def sure_places(leaves: list[TokenizedText]) -> list[NameSpan]:
    """Return the countries and very large towns named, as spans in reading order; never people."""
    found: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for start, end in leaf.runs:
            found.extend(_in_run(number, words, start, end))
    return found


def _in_run(number: int, words: list[str], start: int, end: int) -> list[NameSpan]:
    spans: list[NameSpan] = []
    index = start
    while index < end:
        # The longest first, so that `New York` is not taken for York.
        sizes = range(min(_MAX_WORDS, end - index), 0, -1)
        size = next((size for size in sizes if _is_sure(words[index : index + size], size == end - start)), 0)
        # `Maria Berlin`: a given name before it, and it is somebody.
        if size and not (index and words[index - 1] in first_names()):
            spans.append(NameSpan(number, index, index + size, "LOC"))
        index += size or 1
    return spans


def _is_sure(words: list[str], alone: bool) -> bool:
    """Tell whether a name is surely a country or a very large town; `alone`: no capital stands beside it."""
    name = " ".join([spelled(word) for word in words])
    if len(name) < _MIN_LETTERS or (not alone and (name in first_names() or name in last_names())):
        return False
    found = candidates(name)
    if not found:
        return False
    if found[0].kind == "C":
        return True
    # `Essen` is a meal as well: of towns only a metropolis is surely meant.
    return found[0].kind == "P" and found[0].thousands >= _LARGE and found[0].country != ""
