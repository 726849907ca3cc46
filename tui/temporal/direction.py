"""Whether a date lies before or after the day of writing, told by the words around it."""

from __future__ import annotations

from typing import Final

from tui.temporal.grammar import Grammar
from tui.temporal.matching import PhraseMatch, WordRow

_BACK: Final = 16
_ON: Final = 12
"""So many words are looked at on either side."""
_GROUP: Final = 4
"""So many words may stand between `will` and its participle."""
UNSURE: Final = 2


def direction_of(words: WordRow, match: PhraseMatch, grammar: Grammar) -> int:
    """Return 1 where the words around a date tell of what is to come, -1 of what was, else 0.

    UNSURE where it could be both: `is leaving Friday`. The verb before it in its sentence decides, else the
    first one behind it.
    """
    return (
        _told_nearby(words, match.first, grammar)
        or _told_within(words, range(match.first - 1, max(-1, match.first - 1 - _BACK), -1), grammar)
        or _told_within(words, range(match.last, min(len(words.folded), match.last + _ON)), grammar)
    )


def _told_nearby(words: WordRow, first: int, grammar: Grammar) -> int:
    """Return what the words right before a date tell."""
    near = words.folded[max(0, first - 4) : first]
    if near and near[-1] in grammar.cues["past_before"]:
        return -1
    ahead = grammar.cues["near_ahead"]
    if not near or (near[-1] in ahead and (len(near) == 1 or near[-2] in grammar.cues["stops"])):
        return 0  # `Until Friday` opens the sentence: its verb tells
    return int(
        any(
            pair in ahead
            for pair in (*near[-2:], " ".join(near[-2:]), " ".join(near[-3:-1]), " ".join(near[-3:]))
        )
    )


def _told_within(words: WordRow, places: range, grammar: Grammar) -> int:
    for at in places:
        if words.folded[at] in grammar.cues["stops"]:
            return 0
        if told := _told_by(words, at, grammar):
            return told
    return 0


def _told_by(words: WordRow, at: int, grammar: Grammar) -> int:
    """Return what one word tells, with those around it that belong to it."""
    word, cues = words.folded[at], grammar.cues
    pair = " ".join(words.folded[at : at + 2])
    if pair in cues["past"]:
        return -1
    if word in cues["ahead"] or pair in cues["ahead"] or word.endswith(grammar.ahead_endings):
        return 1
    if word in cues["past"] or (word.endswith(grammar.past_endings) and word not in cues["not_past"]):
        return _told_by_participle(words, at, grammar)
    if word.endswith(grammar.going_endings) and at and words.folded[at - 1] in cues["present"]:
        return UNSURE
    return 0


def _told_by_participle(words: WordRow, at: int, grammar: Grammar) -> int:
    """Return what a form of the past tells with those before it: `will be held`, `is held`, `held`."""
    cues = grammar.cues
    begin = at - 1
    while begin > max(0, at - _GROUP) and (
        words.folded[begin] in cues["chain"] or words.folded[begin][-2:] == "ly"
    ):
        begin -= 1
    if begin < 0:
        return -1
    word = words.folded[begin]
    if word in cues["present"]:
        return 0
    if " ".join(words.folded[begin : begin + 2]) in cues["past"]:
        return -1  # `could not be reached`
    if word in cues["ahead"] or word.endswith(grammar.ahead_endings) or (begin < at - 1 and word == "to"):
        return 1
    return -1
