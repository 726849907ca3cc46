"""Names with a genitive s (`Merkels`, `Berlins`): read as the name itself, and shown where they stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeVar

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan
from tui.entities.tokens import Tokens
from tui.model.names import Mention, Names, Person, Place

_LEAST: Final = 3
"""Letters of a name that may take an s."""
Ends = dict[tuple[int, int, int], int]
"""Section, leaf and end of a name without its s → the end of the word."""
_Named = TypeVar("_Named", Person, Place)


def without_genitives(
    leaves: list[TokenizedText], spans: list[NameSpan], stem_of: Callable[[str], str]
) -> tuple[list[TokenizedText], Ends]:
    """Return the texts with words cut to the name they are the genitive of, and where the words ended.

    A word is one if the article names somebody or something by the word without the s, or if it was taken
    for a name and `stem_of` knows only the word without it.
    """
    ends = {(span.leaf, span.last - 1) for span in spans if span.label in {"PER", "LOC"}}
    named = {leaves[leaf].tokens.words[at] for leaf, at in ends}
    cut: list[TokenizedText] = []
    full: Ends = {}
    for number, leaf in enumerate(leaves):
        words = list(leaf.tokens.words)
        for at in _ending_in_s(leaf.tokens.words):
            word, stem = words[at], words[at][:-1]
            if stem in named or ((number, at) in ends and stem_of(word) == stem):
                words[at] = stem
                full[leaf.section, leaf.index, leaf.tokens.end(at) - 1] = leaf.tokens.end(at)
        cut.append(replace(leaf, tokens=Tokens(words, leaf.tokens.starts)))
    return cut, full


def _ending_in_s(words: list[str]) -> list[int]:
    """Return where words with a capital stand that may be a name and its s."""
    return [
        at for at, word in enumerate(words) if word[-1] == "s" and word[0].isupper() and len(word) > _LEAST
    ]


def with_genitives(names: Names, full: Ends) -> Names:
    """Return names whose mentions hold the whole words again."""
    if not full:
        return names
    people = tuple([_whole(person, full) for person in names.people])
    return replace(names, people=people, places=tuple([_whole(place, full) for place in names.places]))


def _whole(named: _Named, full: Ends) -> _Named:
    mentions = tuple([_longer(mention, full) for mention in named.mentions])
    return replace(named, mentions=mentions)


def _longer(mention: Mention, full: Ends) -> Mention:
    return replace(mention, end=full.get((mention.section, mention.leaf, mention.end), mention.end))
