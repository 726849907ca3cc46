"""How central a name is to its article."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan
from tui.model.prose import FRONT

_HEADLINE: Final = 5.0
_DEK: Final = 2.5
_OPENING: Final = 2.0
_HEADING: Final = 1.2
_TEXT: Final = 1.0
_OPENING_TOKENS: Final = 40
"""How far the opening reaches into the article, its headline and dek not counted."""
_FREQUENCY: Final = 2.0
_AGAIN: Final = 1.0
"""What it counts that a name comes again, however often."""
_EARLY: Final = 2.0
_LISTED: Final = 0.7
"""What a name loses that stands in lists of names only: `Mali, Burkina Faso and Benin`."""
_LIST: Final = 3
_BETWEEN: Final = frozenset([",", "and", "or"])
_MAX_BETWEEN: Final = 2
_LEAST: Final = 0.01


def weight(
    leaves: list[TokenizedText], spans: Sequence[NameSpan], listed: set[NameSpan], extra: float = 0.0
) -> float:
    """Return the unscaled salience of a name: headline, opening, frequency and early place count.

    `listed` are namings inside lists: see `listed_spans`. `extra` adds mentions of another kind (a people's
    name for its country), already weighed. A naming in a dateline that was left in the text counts for next
    to nothing.
    """
    # `LONDON (AP) —` is where the reporter sat, not what the story is on.
    told = [span for span in spans if not _in_dateline(leaves[span.leaf], span)]
    if not told:
        return _LEAST
    total = leaves[-1].offset + len(leaves[-1].tokens.words)
    first = min(leaves[span.leaf].offset + span.first for span in told)
    # The logarithm keeps a name in every sentence from drowning what the headline says.
    value = max(_standing(leaves, span) for span in told) + _FREQUENCY * math.log1p(len(told) + extra)
    value += _EARLY * (1.0 - first / total) + (_AGAIN if len(told) > 1 else 0.0)
    return value - _LISTED if listed.issuperset(told) else value


def listed_spans(leaves: list[TokenizedText], spans: Sequence[NameSpan]) -> set[NameSpan]:
    """Return the namings that stand in a list of three or more; `spans` are in reading order."""
    found: set[NameSpan] = set()
    row: list[NameSpan] = []
    for span in spans:
        if not (row and _follows(leaves, row[-1], span)):
            found.update(row if len(row) >= _LIST else ())
            row = []
        row.append(span)
    return found.union(row if len(row) >= _LIST else ())


def _follows(leaves: list[TokenizedText], one: NameSpan, other: NameSpan) -> bool:
    """Tell whether nothing but a comma or an `and` stands between two namings."""
    if one.leaf != other.leaf or not 0 < other.first - one.last <= _MAX_BETWEEN:
        return False
    return _BETWEEN.issuperset(leaves[one.leaf].tokens.words[one.last : other.first])


def _standing(leaves: list[TokenizedText], span: NameSpan) -> float:
    leaf = leaves[span.leaf]
    if leaf.section == FRONT:
        return _DEK if leaf.index else _HEADLINE
    if leaf.title:
        return _HEADING
    # A long dek must not use up the opening.
    body = sum(len(each.tokens.words) for each in leaves[:2] if each.section == FRONT)
    return _OPENING if leaf.offset + span.first - body < _OPENING_TOKENS else _TEXT


def _in_dateline(leaf: TokenizedText, span: NameSpan) -> bool:
    """Tell whether a naming opens a paragraph in capitals, before a dash: `LONDON (AP) -`."""
    words = leaf.tokens.words
    if leaf.title or leaf.caps or span.first > 2 or not words[span.first].isupper():
        return False
    return any(word in {"-", "--", "–", "—"} for word in words[span.last : span.last + 8])


def scaled(weights: Sequence[float]) -> list[float]:
    """Scale weights so that the largest is 1."""
    top = max(weights, default=1.0)
    return [round(each / top, 4) for each in weights]
