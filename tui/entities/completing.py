"""Names of people that the tagger missed or cut: by how they are addressed, and by their small words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, taken_tokens
from tui.entities.tokens import is_capital
from tui.entities.words import PARTICLES

_AROUND: Final = frozenset([("(", ")"), ('"', '"'), ("“", "”"), ("‘", "’"), ("'", "'")])
"""Marks around a nickname."""
_ADDRESS: Final = frozenset(["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx"])


def with_addressed(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Add and relabel what stands after a form of address: `Mr You`, `Ms Deep`, `Mr Major`."""
    starts = {(span.leaf, span.first): span for span in spans}
    taken = taken_tokens(spans)
    added: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for at in range(1, len(words)):
            if words[at - 1] not in _ADDRESS or not is_capital(words[at]):
                continue
            span = starts.get((number, at))
            if span is not None:
                starts[number, at] = span._replace(label="PER")
            elif at not in taken[number]:
                end = at + 1
                while end < min(len(words), at + 3) and is_capital(words[end]) and end not in taken[number]:
                    end += 1
                added.append(NameSpan(number, at, end, "PER"))
    return sorted([*starts.values(), *added]) if added else list(starts.values())


def with_particles(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Let a person's name go on over its small words: `Marie` to `Marie des Cars`.

    Not over `al` and `y`, which join two people or a person and a house as often.
    """
    taken = taken_tokens(spans)
    return [
        span._replace(last=_end_of(leaves[span.leaf].tokens.words, span, taken[span.leaf]))
        if span.label == "PER"
        else span
        for span in spans
    ]


def _end_of(words: list[str], span: NameSpan, taken: set[int]) -> int:
    """Return where a name ends: behind the word that its particles lead to, else where it ended."""
    at = span.last
    while at > span.first + 1 and words[at - 1] in PARTICLES:
        at -= 1
    end = at
    while end < len(words) and words[end] in PARTICLES - {"al", "y"}:
        end += 1
    is_free = end >= span.last and end < len(words) and end not in taken
    return end + 1 if end > at and is_free and is_capital(words[end]) else span.last


def with_nicknames(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Let a name go on over a nickname within it: `Kimani (Kiki) Gray`, `Nimsdai “Nims” Purja`."""
    starts = {(span.leaf, span.first): span for span in spans}
    ends = {(span.leaf, span.last): span for span in spans}
    joined: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for at in _nicknames(words):
            before, after = ends.get((number, at)), starts.get((number, at + 3))
            labels = {span.label for span in (before, after) if span is not None}
            if labels == {"PER"} or (not labels and words[at - 1] in first_names()):
                first, last = before.first if before else at - 1, after.last if after else at + 4
                joined.append(NameSpan(number, first, last, "PER"))
    if not joined:
        return spans
    taken = taken_tokens(joined)
    apart = [span for span in spans if taken[span.leaf].isdisjoint(range(span.first, span.last))]
    return sorted([*apart, *joined])


def _nicknames(words: list[str]) -> Iterator[int]:
    """Yield where a mark opens that has one name in it, and a name on either side."""
    for at in range(1, len(words) - 3):
        around = (words[at - 1], words[at + 1], words[at + 3])
        if (words[at], words[at + 2]) in _AROUND and all(is_capital(word) for word in around):
            yield at
