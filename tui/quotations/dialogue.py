"""Speech that dashes mark: `—No voy —dijo Ana—. Mañana.` in Spanish, `— Je pars, dit Anne.` in French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tui.quotations.lexicon import SpeechWords
from tui.quotations.marks import QuotedStretch

_OPENING: Final = re.compile(r"\s*[—–―](?!\d)|\s*-(?=[^\W\d_¿¡])")
_DASH: Final = re.compile(r"(?<=[\s,.!?…;:])[—–―-](?=\S)|(?<=\S)[—–―](?=[\s,.;:!?]|$)|(?<=\s)[—–―-](?=\s)")
_ASIDE: Final = re.compile(r"[,!?…]\s+([^,.!?…«»“”]{4,90})(?=[,.!?…]|$)")
_BREAK: Final = re.compile(r"[,!?…]\s+")
_FIRST: Final = 4
"""Words in which a clause that tells of speech has its verb."""


def dialogue_stretches(text: str, words: SpeechWords) -> list[QuotedStretch]:
    """Return what somebody says in a paragraph that opens with a dash; none where nothing tells who speaks.

    Without a verb of saying a dash opens an item of a list.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return []
    cuts = [match.span() for match in _DASH.finditer(text, opening.end())]
    if not cuts:
        return _told_behind_comma(text, opening, words)
    edges = [opening.span(), *cuts, (len(text), len(text))]
    pieces = [(start, end, after) for (start, end), (after, _) in pairwise(edges)]
    if not any(_tells(text[end:after], words) for _, end, after in pieces[1::2]):
        return []
    return [made for start, end, after in pieces[::2] for made in _stretch(text, start, end, after)]


def _told_behind_comma(text: str, opening: re.Match[str], words: SpeechWords) -> list[QuotedStretch]:
    for stop in _BREAK.finditer(text, opening.end()):
        if _tells(text[stop.end() : stop.end() + 60], words):
            return list(_stretch(text, opening.start(), opening.end(), stop.start() + 1))
    return []


def _tells(clause: str, words: SpeechWords) -> bool:
    return any(word in words.said for word in re.findall(r"[^\W\d_]+", clause[:60].lower())[:_FIRST])


def _stretch(text: str, start: int, inner: int, end: int) -> Iterator[QuotedStretch]:
    said = text[inner:end]
    first = inner + len(said) - len(said.lstrip(" .,;:\u00a0"))
    last = inner + len(said.rstrip())
    if first < last:
        yield QuotedStretch(start if start < first else first, end, first, last)


def without_asides(text: str, stretches: list[QuotedStretch], words: SpeechWords) -> list[QuotedStretch]:
    """Return quoted stretches without what tells of them, as in French: `« Je pars, dit-il. »`."""
    return [piece for stretch in stretches for piece in _pieces(text, stretch, words)]


def _pieces(text: str, stretch: QuotedStretch, words: SpeechWords) -> Iterator[QuotedStretch]:
    start, inner = stretch.start, stretch.inner_start
    for aside in _ASIDE.finditer(text, stretch.inner_start, stretch.inner_end):
        if aside.start() < inner or not _is_aside(aside.group(1), words):
            continue
        until = aside.start() + 1
        yield QuotedStretch(start, until, inner, until)
        rest = text[aside.end() : stretch.inner_end]
        start = inner = aside.end() + len(rest) - len(rest.lstrip(" ,.!?…\u00a0\u202f"))
    if inner < stretch.inner_end:
        yield QuotedStretch(start, stretch.end, inner, stretch.inner_end, stretch.closed)


def _is_aside(clause: str, words: SpeechWords) -> bool:
    """Return whether a clause is a verb of saying and its subject: `a déclaré Lee`, `dit-il`."""
    found = re.findall(r"[^\W_]+", clause)
    low = [word.lower() for word in found]
    if low and low[0] in words.adverbs:
        # `a-t-il dit` and `a dit Lee` both have the verb within the next three.
        verb = next((n for n in range(1, min(4, len(low))) if low[n] in words.said), None)
        return verb is not None and ("-" in clause.split()[0] or _is_subject(found, low, verb + 1, words))
    return bool(low) and low[0] in words.said and _is_subject(found, low, 1, words)


def _is_subject(found: list[str], low: list[str], n: int, words: SpeechWords) -> bool:
    if n < len(low) and low[n] == "t":
        n += 1
    if n >= len(low):
        return False
    known = words.determiners | words.he | words.she | words.they | words.titles
    return found[n][0].isupper() or low[n] in known
