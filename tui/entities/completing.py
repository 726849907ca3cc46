"""Names of people that the tagger missed or cut: by how they are addressed, and by their small words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.features import place_flag
from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, taken_tokens
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists
from tui.entities.words import FUNCTION_WORDS, HONORIFICS, PARTICLES, ROLE_NOUNS, ROLE_WORDS

_GOING_ON: Final = (PARTICLES - {"al", "y"}) | {"e"}
_SYLLABLES: Final = read_lists("people")["syllables"]
_MOST_SYLLABLES: Final = 6
_BEFORE: Final = HONORIFICS | ROLE_NOUNS | ROLE_WORDS | FUNCTION_WORDS
"""Words of a run that belong to no name in it: `Then Prime Minister`."""
_AROUND: Final = {"(": ")", '"': '"', "“": "”", "‘": "’", "'": "'"}
"""Marks around a nickname."""
_ADDRESS: Final = frozenset(["Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Mx"])


def with_whole_names(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Add and lengthen names of people by all the signs below."""
    for complete in (with_syllables, with_addressed, with_particles, with_nicknames):
        spans = complete(leaves, spans)
    return spans


def with_addressed(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Add and relabel what stands after a form of address: `Mr You`, `Ms Deep`, `Mr Major`."""
    starts = {(span.leaf, span.first): span for span in spans}
    taken = taken_tokens(spans)
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for at in _addressed(words):
            span = starts.get((number, at))
            if span is not None:
                starts[number, at] = span._replace(label="PER")
            elif at not in taken[number]:
                starts[number, at] = NameSpan(number, at, _name_end(words, at, taken[number]), "PER")
    return sorted(starts.values())


def _addressed(words: list[str]) -> list[int]:
    """Return where a name follows a form of address."""
    return [at for at in range(1, len(words)) if words[at - 1] in _ADDRESS and is_capital(words[at])]


def _name_end(words: list[str], at: int, taken: set[int]) -> int:
    """Return where a name of three words at most ends that begins at a place and is nothing else."""
    end = at + 1
    while end < min(len(words), at + 3) and is_capital(words[end]) and end not in taken:
        end += 1
    return end


def with_particles(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Let a person's name go on over its small words: `Marie` to `Marie des Cars`.

    Not over `al` and `y`, which join two people or a person and a house as often.
    """
    starts = {(span.leaf, span.first): span for span in spans if span.label == "PER"}
    taken = taken_tokens(spans)
    whole: list[NameSpan] = []
    for span in spans:
        if whole and whole[-1].leaf == span.leaf and span.first < whole[-1].last:
            continue  # it is the end of the name before
        words = leaves[span.leaf].tokens.words
        to = _led_to(words, span) if span.label == "PER" else len(words)
        after = starts.get((span.leaf, to))
        whole.append(
            span._replace(last=after.last if after else _free_end(words, to, taken[span.leaf], span.last))
        )
    return whole


def _free_end(words: list[str], to: int, taken: set[int], last: int) -> int:
    """Return the end of the word that a name goes on to; `last` where that is none, or something else's."""
    return to + 1 if to < len(words) and to not in taken and is_capital(words[to]) else last


def _led_to(words: list[str], span: NameSpan) -> int:
    """Return the word that the small words at the end of a name lead to; that after the last for none."""
    at = span.last
    while at > span.first + 1 and words[at - 1] in PARTICLES:
        at -= 1
    end = at
    while end < len(words) and words[end] in _GOING_ON:
        end += 1
    return end if end > at and end >= span.last else len(words)


def with_syllables(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make people of whole runs of Burmese and Vietnamese syllables: `Aung San Suu Kyi`, `Pham Minh Chinh`.

    The tagger knows few of them, and takes parts for other things.
    """
    found: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for start, last in leaf.runs:
            first = _first_syllable(words, start, last)
            is_plain = words[first].lower() in FUNCTION_WORDS and last - first == 2
            if first >= 0 and not is_plain:
                found.append(NameSpan(number, first, last, "PER"))
    if not found:
        return spans
    taken = taken_tokens(found)
    apart = [span for span in spans if taken[span.leaf].isdisjoint(range(span.first, span.last))]
    return sorted([*apart, *found])


def _first_syllable(words: list[str], start: int, last: int) -> int:
    """Return where a name of syllables begins that ends a run, titles before it passed over; -1 for none."""
    first = last
    while first > start and words[first - 1].lower() in _SYLLABLES:
        first -= 1
    is_name = 1 < last - first < _MOST_SYLLABLES
    return first if is_name and all(word.lower() in _BEFORE for word in words[start:first]) else -1


def with_nicknames(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Let a name go on over a nickname within it: `Kimani (Kiki) Gray`, `Nimsdai “Nims” Purja`."""
    joined = list(_joined(leaves, spans))
    if not joined:
        return spans
    taken = taken_tokens(joined)
    apart = [span for span in spans if taken[span.leaf].isdisjoint(range(span.first, span.last))]
    return sorted([*apart, *joined])


def _joined(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[NameSpan]:
    starts = {(span.leaf, span.first): span for span in spans}
    ends = {(span.leaf, span.last): span for span in spans}
    for number, leaf in enumerate(leaves):
        for at in _nicknames(leaf.tokens.words):
            before, after = ends.get((number, at)), starts.get((number, at + 3))
            if _are_one(before, after, leaf.tokens.words[at - 1]) or _is_nickname(
                before, after, leaf.tokens.words[at + 1]
            ):
                first, last = before.first if before else at - 1, after.last if after else at + 4
                yield NameSpan(number, first, last, "PER")


def _are_one(before: NameSpan | None, after: NameSpan | None, given: str) -> bool:
    """Tell whether the parts around a nickname are a person's: by their labels, else by the given name."""
    labels = {span.label for span in (before, after) if span is not None}
    return labels == {"PER"} or (not labels and given in first_names())


def _is_nickname(before: NameSpan | None, after: NameSpan | None, word: str) -> bool:
    """Tell whether somebody stands before a nickname, whatever was made of the surname behind it.

    `Ann Lee (Italy) Rabobank` is a row of a table.
    """
    if before is None or before.label != "PER" or before.last - before.first > 1:
        return False
    return not place_flag(word) and (after is None or after.label != "LOC")


def _nicknames(words: list[str]) -> Iterator[int]:
    """Yield where a mark opens that has one name in it, and a name on either side."""
    # The marks first: few words are one.
    for at in [at for at, word in enumerate(words) if word in _AROUND]:
        if not 0 < at < len(words) - 3 or _AROUND[words[at]] != words[at + 2]:
            continue
        if all(map(is_capital, words[at - 1 : at + 4 : 2])):
            yield at
