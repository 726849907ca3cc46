"""Whether a date lies before or after the day of writing, told by the words around it."""

from __future__ import annotations

from tui.temporal.grammar import Grammar
from tui.temporal.matching import PhraseMatch, WordRow

_BACK = 16
_ON = 12
"""So many words are looked at on either side."""
_GROUP = 4
"""So many words may stand between `will` and its participle."""


def direction_of(words: WordRow, match: PhraseMatch, grammar: Grammar) -> int:
    """Return 1 where the words around a date tell of what is to come, -1 of what was, else 0.

    The verb before it in its sentence decides, else the first one behind it.
    """
    return _told_before(words, match.first, grammar) or _told_after(words, match.last, grammar)


def _told_before(words: WordRow, first: int, grammar: Grammar) -> int:
    end = max(-1, first - 1 - _BACK)
    for at in range(first - 1, end, -1):
        if words.folded[at] in grammar.cues["stops"]:
            return 0
        told = _told_by(words, at, grammar)
        if told < 0 and any(_is_ahead(words, before, grammar) for before in range(max(0, at - _GROUP), at)):
            return 1  # a participle: `will be held`
        if told:
            return told
    return 0


def _told_after(words: WordRow, last: int, grammar: Grammar) -> int:
    for at in range(last, min(len(words.folded), last + _ON)):
        if words.folded[at] in grammar.cues["stops"]:
            return 0
        if told := _told_by(words, at, grammar):
            return told
    return 0


def _told_by(words: WordRow, at: int, grammar: Grammar) -> int:
    """Return what one word tells."""
    if _is_ahead(words, at, grammar):
        return 1
    word, cues = words.folded[at], grammar.cues
    if word in cues["past"]:
        return -1
    return -1 if word.endswith(grammar.past_endings) and word not in cues["not_past"] else 0


def _is_ahead(words: WordRow, at: int, grammar: Grammar) -> bool:
    ahead = grammar.cues["ahead"]
    return words.folded[at] in ahead or " ".join(words.folded[at : at + 2]) in ahead
