"""How a candidate stands to a quotation, as named features that a choice is learnt from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tui.quotations.candidates import Voice
from tui.quotations.reading import ReadText

_WIDEST: Final = 24
"""Tokens beyond which a gap is wide."""
_FURTHEST: Final = 150
"""Tokens in which other quotations are counted."""
_GAPS: Final = ((0, "0"), (1, "1"), (3, "3"), (7, "7"), (15, "15"))


@dataclass(slots=True)
class AskedQuotation:
    """One quotation whose speaker is asked for, in its text."""

    read: ReadText
    token: int
    """Its token."""
    shape: str
    """How it stands among other words: see `shape_of`."""


def shape_of(read: ReadText, token: int) -> str:
    """Return how a quotation stands: alone, opening a sentence, led to by a stop, or in a clause."""
    tokens = read.tokens
    if read.only_quoted:
        return "alone"
    stretch = read.stretches[tokens[token].stretch or 0]
    before = tokens[token - 1] if token else None
    after = tokens[token + 1] if token + 1 < len(tokens) else None
    stop = read.text[stretch.inner_end - 1]
    opens = before is None or read.sentence_of[token - 1] != read.sentence_of[token]
    shape = "opens" if opens else "led" if before and before.text in ":," else "inset"
    if stop in ".":
        return f"{shape} stop"
    if stop in ",!?—–" or (after and after.text in ",–—―-"):
        return f"{shape} comma"
    return shape


def features(
    asked: AskedQuotation, candidate: Voice, order: int, apart: int, texts_apart: int
) -> Iterator[str]:
    """Yield what is seen of a candidate beside a quotation.

    `order` counts candidates from the quotation on its side (0 the nearest), `apart` the sentences between,
    negative before; `texts_apart` paragraphs, likewise.
    """
    shape, sort, relation = asked.shape, candidate.sort, candidate.relation
    if texts_apart:
        yield f"texts {texts_apart} {shape}"
        yield f"texts {texts_apart} {relation} {sort}"
        yield f"texts {texts_apart} order {min(order, 4)}"
        side = "elsewhere"
    else:
        behind = candidate.first > asked.token
        side = "behind" if behind else "before"
        yield f"{side} {shape} {relation} {max(-2, min(apart, 2))}"
        yield f"{side} {shape} order {min(order, 4)} {max(-1, min(apart, 1))}"
        yield from _between(asked, candidate, side)
        if asked.token and asked.read.tokens[asked.token - 1].text == ":":
            yield f"colon {side} {relation} {max(-1, min(apart, 1))}"
            if "opens sentence" in candidate.traits:
                yield f"colon opens {max(-1, min(apart, 1))}"
    yield f"sort {sort} {side}"
    yield f"sort {sort} {relation}"
    for trait in candidate.traits:
        yield f"{trait} {side}"
        yield f"{trait} {relation}"


def is_told_of_behind(asked: AskedQuotation, voice: Voice) -> bool:
    """Return whether a voice and its verb stand right behind a quotation: `"…," said Lee`."""
    if voice.first <= asked.token or voice.cue is None or voice.relation not in ("subject", "inverted"):
        return False
    return _gap(asked.read, asked.token, min(voice.first, voice.cue)) == 0


def _between(asked: AskedQuotation, candidate: Voice, side: str) -> Iterator[str]:
    """Yield what stands between the quotation and the candidate, and between it and the verb."""
    near, far = sorted((asked.token, candidate.first if side == "behind" else candidate.last - 1))
    yield f"{side} {asked.shape} gap {_bucket(_gap(asked.read, near, far))}"
    yield f"{side} quotes {_quotes(asked.read, near + 1, far)}"
    if candidate.cue is None:
        return
    low, high = _from_verb(asked.token, candidate)
    where = "cue behind" if candidate.cue > asked.token else "cue before"
    yield f"{where} {side} {asked.shape} {candidate.relation} gap {_bucket(_gap(asked.read, low, high))}"
    yield f"{where} {side} quotes {_quotes(asked.read, low + 1, high)}"
    between = asked.read.tokens[low + 1 : min(high, low + 41)]
    cues = sum(each.low in asked.read.lexicon.said for each in between)
    yield f"{where} {side} {candidate.relation} cues {min(cues, 2)}"


def _from_verb(token: int, candidate: Voice) -> tuple[int, int]:
    """Return the tokens between which a quotation and a verb stand; a speaker between them takes no room."""
    cue = candidate.cue or 0
    if cue < candidate.first < token:
        cue = candidate.last - 1
    return min(token, cue), max(token, cue)


def _gap(read: ReadText, low: int, high: int) -> int:
    """Return how many tokens stand between two, helping words and the stop behind a quotation left out."""
    if high - low > _WIDEST:
        return _WIDEST
    tokens = read.tokens
    if tokens[low].stretch is not None and tokens[low + 1].text in ",–—":
        low += 1
    if tokens[high].stretch is not None and tokens[high - 1].text in ",:–—":
        high -= 1
    return sum(each.low not in read.lexicon.adverbs for each in tokens[low + 1 : high])


def _bucket(gap: int) -> str:
    return next((name for most, name in _GAPS if gap <= most), "far")


def _quotes(read: ReadText, first: int, last: int) -> int:
    return min(sum(each.stretch is not None for each in read.tokens[first : min(last, first + _FURTHEST)]), 2)
