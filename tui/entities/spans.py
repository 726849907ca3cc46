"""What the tagger found, made clean and made to agree over the whole article."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from tui.entities.lexicon import gazetteer
from tui.entities.reading import Leaf
from tui.entities.tokens import is_capital
from tui.entities.words import HONORIFICS, METONYMS, PLACE_PREPOSITIONS, WEEKDAYS_AND_MONTHS


class Hit(NamedTuple):
    """One stretch of tokens that names something; half-open."""

    leaf: int
    """Index into the list of leaves."""
    first: int
    last: int
    label: str
    """PER, LOC, ORG, NORP or MISC."""


Phrase = tuple[str, ...]

_NOT_NAMES: Final = WEEKDAYS_AND_MONTHS | {"the", "a", "an"}


def phrase(leaves: list[Leaf], hit: Hit) -> Phrase:
    """Return the words of a hit."""
    return tuple(leaves[hit.leaf].tokens.words[hit.first : hit.last])


def clean_hits(leaves: list[Leaf], hits: Iterable[Hit]) -> list[Hit]:
    """Cut articles and titles off the hits, and drop those that name no person or place after all."""
    cleaned = (_clean(leaves[hit.leaf], hit) for hit in hits)
    return [hit for hit in cleaned if hit is not None]


def _clean(leaf: Leaf, hit: Hit) -> Hit | None:
    words = leaf.tokens.words
    first, last = hit.first, hit.last
    if words[first].lower() == "the" and last - first > 1:
        first += 1
    if hit.label == "PER":
        while last - first > 1 and words[first].lower().rstrip(".") in HONORIFICS:
            first += 1
    if last - first == 1 and words[first].lower() in _NOT_NAMES:
        return None
    if hit.label == "LOC" and not _is_place_here(leaf, first, last):
        return None
    return hit._replace(first=first, last=last)


def _is_place_here(leaf: Leaf, first: int, last: int) -> bool:
    """Tell whether a place name stands for the place: a seat of power does only after `at`, `in`, `near`."""
    words = leaf.tokens.words
    name = " ".join(words[first:last]).lower()
    if name in METONYMS:
        before = [word.lower() for word in words[max(0, first - 2) : first]]
        return any(word in PLACE_PREPOSITIONS for word in before)
    return True


def agree(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Give each surface one label, and find the namings that the tagger missed.

    The second naming of a person is mostly a bare surname; whatever label it got, it becomes that
    person, unless it clearly is a place there (`in Paris`).
    """
    votes: dict[Phrase, Counter[str]] = defaultdict(Counter)
    for hit in hits:
        votes[phrase(leaves, hit)][hit.label] += 1
    surnames = {words[-1] for words, labels in votes.items() if len(words) > 1 and _winner(labels) == "PER"}
    labels = {words: _winner(count) for words, count in votes.items()}
    for surname in surnames:
        if len(surname) > 1:
            labels[(surname,)] = "PER"
    agreed = [hit._replace(label=_label_here(leaves, hit, labels, surnames)) for hit in hits]
    return agreed + _missed(leaves, agreed, labels)


def _winner(labels: Counter[str]) -> str:
    return max(labels, key=lambda label: (labels[label], label == "PER", label == "LOC"))


def _label_here(leaves: list[Leaf], hit: Hit, labels: dict[Phrase, str], surnames: set[str]) -> str:
    words = phrase(leaves, hit)
    if (
        len(words) == 1
        and words[0] in surnames
        and words[0] in gazetteer()
        and _after_preposition(leaves, hit)
    ):
        return "LOC"
    return labels[words]


def _after_preposition(leaves: list[Leaf], hit: Hit) -> bool:
    words = leaves[hit.leaf].tokens.words
    return hit.first > 0 and words[hit.first - 1].lower() in {"in", "near"}


def _missed(leaves: list[Leaf], hits: list[Hit], labels: dict[Phrase, str]) -> list[Hit]:
    """Find further namings of the people and places known, outside of every other hit."""
    known: dict[str, list[Phrase]] = defaultdict(list)
    for words, label in labels.items():
        if label in {"PER", "LOC"} and is_capital(words[0]):
            known[words[0]].append(words)
    for phrases in known.values():
        phrases.sort(key=len, reverse=True)
    taken: dict[int, set[int]] = defaultdict(set)
    for hit in hits:
        taken[hit.leaf].update(range(hit.first, hit.last))
    found: list[Hit] = []
    for number, leaf in enumerate(leaves):
        words = leaf.tokens.words
        for index, word in enumerate(words):
            if word in known and index not in taken[number]:
                match = _longest(words, index, known[word], taken[number])
                if match:
                    found.append(Hit(number, index, index + len(match), labels[match]))
    return found


def _longest(words: list[str], index: int, phrases: list[Phrase], taken: set[int]) -> Phrase | None:
    for candidate in phrases:
        span = range(index, index + len(candidate))
        if tuple(words[index : span.stop]) == candidate and not taken.intersection(span):
            return candidate
    return None
