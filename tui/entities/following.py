"""Names that the reader follows: found wherever they stand in full, in any language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import cast

from tui.entities.folding import fold
from tui.entities.gazetting import options_of
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, laid_over
from tui.model.kinds import EntityKind

NamesByFirstWord = dict[str, list[tuple[str, ...]]]
"""First folded word → the names that begin with it, the longest first."""


def with_known(leaves: list[TokenizedText], spans: list[NameSpan], known: Collection[str]) -> list[NameSpan]:
    """Add the namings of the known names, in reading order; what they overlap gives way.

    Case, accents and hyphens do not matter, word borders do. A name that the gazetteer knows is a place,
    any other a person, unless `known` maps it to another kind.
    """
    if not known:
        return spans
    bodies = _organisations(known)
    # What is called like a town is left to the text: only there it is told whether the team is meant.
    names = _by_first_word([name for name in known if name not in bodies or not options_of(name)])
    bodies = {fold(name) for name in bodies}
    # Asked for first and laid over the rest: the reader knows better than the tagger.
    found = [span for number, leaf in enumerate(leaves) for span in _in_leaf(number, leaf, names, bodies)]
    return laid_over(spans, found)


def _organisations(known: Collection[str]) -> set[str]:
    if not isinstance(known, Mapping):
        return set()
    kinds = cast("Mapping[str, EntityKind]", known)
    return {name for name, kind in kinds.items() if kind == "organisation"}


def _by_first_word(known: Collection[str]) -> NamesByFirstWord:
    names: NamesByFirstWord = defaultdict(list)
    for words in sorted({tuple(fold(name).split()) for name in known}, key=len, reverse=True):
        if words:
            names[words[0]].append(words)
    return names


def _in_leaf(
    number: int, leaf: TokenizedText, names: NamesByFirstWord, bodies: set[str]
) -> Iterator[NameSpan]:
    """Yield the namings in one text. A word with a hyphen is several folded words of one token."""
    words = leaf.tokens.words
    stream = [(part, at) for at, word in enumerate(words) for part in fold(word).split()]
    index = 0
    while index < len(stream):
        size = _match(stream, index, names) if stream[index][0] in names else 0
        first, last = stream[index][1], stream[index + max(size, 1) - 1][1] + 1
        # Followed names may be folded: `will smith` must not be found in `he will smith`.
        if size and not words[first][0].islower():
            is_body = " ".join([word for word, _ in stream[index : index + size]]) in bodies
            yield NameSpan(number, first, last, "ORG" if is_body else _label(words[first:last]))
        index += size or 1


def _label(name: list[str]) -> str:
    return "LOC" if options_of(" ".join(name)) else "PER"


def _match(stream: list[tuple[str, int]], index: int, names: NamesByFirstWord) -> int:
    """Return how many folded words the longest known name has that stands at `index` and fills its tokens."""
    for name in names[stream[index][0]]:
        stop = index + len(name)
        if tuple([word for word, _ in stream[index:stop]]) != name:
            continue
        opens = index == 0 or stream[index - 1][1] != stream[index][1]
        if opens and (stop == len(stream) or stream[stop][1] != stream[stop - 1][1]):
            return len(name)
    return 0
