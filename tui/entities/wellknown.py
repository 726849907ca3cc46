"""Organisations that everybody knows: news never says what they are, and the tagger may not have met them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, by_leaf, by_token, laid_over, phrase, surnames_of
from tui.entities.tokens import english
from tui.entities.wordlists import read_lists
from tui.entities.words import HONORIFICS, ROLE_NOUNS

_LISTS: Final = read_lists("wellknown")
NO_ORGANISATIONS: Final = _LISTS["none"]
"""Names of programmes, products and treaties that sound like organisations."""
_KINDS: Final = {
    name: kind.replace("_", " ") for kind, names in _LISTS.items() if kind != "none" for name in names
}
_BEFORE_NAMES: Final = ROLE_NOUNS | HONORIFICS


def known_kind(name: str) -> str | None:
    """Return what a well-known organisation is, None for others: `bank` of `Goldman Sachs`."""
    return _KINDS.get(name)


def with_well_known(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name the organisations that a list knows, whatever the tagger made of them.

    What is part of a longer name stays so (`Toyota Camry`, `Deutsche Bank Park`), and somebody's surname his.
    """
    found = _found(leaves, spans)
    if found:
        surnames = surnames_of(leaves, spans)
        found = [span for span in found if phrase(leaves, span) not in surnames]
    return laid_over(spans, found)


def _found(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Return where the texts name an organisation that the list knows."""
    rows = by_leaf(spans)
    found: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        # Few texts name one, and a look at all their words at once is quick.
        if not _openings().keys().isdisjoint(leaf.tokens.words):
            found.extend(_named(number, leaf, by_token(rows.get(number, []))))
    return found


@cache
def _openings() -> dict[str, list[tuple[str, ...]]]:
    """Return the names as words, the longest first, by their first word."""
    openings: dict[str, list[tuple[str, ...]]] = {}
    for name in _KINDS:
        for spelt in {name, name.replace("'", "’")}:
            words = tuple(english().tokenize(spelt).words)
            openings.setdefault(words[0], []).append(words)
    for names in openings.values():
        names.sort(key=len, reverse=True)
    return openings


def _named(number: int, leaf: TokenizedText, spans: Mapping[int, NameSpan]) -> Iterator[NameSpan]:
    """Yield the well-known names of a text."""
    words, openings, end = leaf.tokens.words, _openings(), 0
    for start, last in leaf.runs:
        for at in range(start, last):
            name = _name_at(words, at, openings) if at >= end and words[at] in openings else None
            if name and not _is_part(words, at, at + len(name), spans):
                end = at + len(name)
                yield NameSpan(number, at, end, "ORG")


def _name_at(words: list[str], at: int, openings: dict[str, list[tuple[str, ...]]]) -> tuple[str, ...] | None:
    return next((name for name in openings[words[at]] if tuple(words[at : at + len(name)]) == name), None)


def _is_part(words: list[str], first: int, last: int, spans: Mapping[int, NameSpan]) -> bool:
    """Tell whether a longer name holds this one, or goes on behind it: `Boeing 737`, `Home Depot Center`."""
    span, behind = spans.get(first), spans.get(last)
    if span and last <= span.last:
        return (span.first, span.last) != (first, last) or span.label in {"ORG", "TEAM"}
    after = words[last] if last < len(words) else "."
    if (behind and behind.first == last) or after.lower().rstrip(".") in _BEFORE_NAMES:
        return False
    return after[0].isupper() or after[0].isdigit()
