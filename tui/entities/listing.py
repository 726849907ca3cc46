"""Names that stand together: `Arequipa, Cusco and Puno`, `Flin Flon, Manitoba`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.features import spelled
from tui.entities.gazetting import options_of
from tui.entities.lexicon import candidates, first_names
from tui.entities.reading import Leaf
from tui.entities.spans import Hit
from tui.entities.words import (
    COMPANY_WORDS,
    DETERMINERS,
    FACILITIES,
    FUNCTION_WORDS,
    KIND_WORDS,
    NO_PLACE_TAILS,
    PLACE_PREPOSITIONS,
)

_LINKS: Final = frozenset([",", "and", "or"])
_STOPS: Final = frozenset([",", ".", ";", ")", "and", "—", "–", "-"])
_BEFORE: Final = PLACE_PREPOSITIONS | {"and", "of", ","}
_MAX_NAME: Final = 4
_NO_NAME: Final = COMPANY_WORDS | NO_PLACE_TAILS | FACILITIES | FUNCTION_WORDS | frozenset(KIND_WORDS)
_PLACE_NOUNS: Final = frozenset(
    """town city village suburb hamlet district province region port island capital neighbourhood
    neighborhood municipality settlement township borough county""".split()
)


def with_listed_places(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Make places of the names that the article treats as such.

    They stand beside places as their equals, or before the place they lie in, or are called a town.

    Only names that were taken for nothing, or are short and without a given name; never in a headline.
    """
    known = {(hit.leaf, word) for hit in hits if hit.label == "PER" for word in _surnames(leaves, hit)}
    found: list[Hit] = []
    for number, row in _by_leaf(hits).items():
        leaf = leaves[number]
        if not leaf.title:
            found.extend(_from_leaf(leaf, number, row, known))
    if not found:
        return hits
    changed = {(hit.leaf, hit.first): hit for hit in found}
    kept = [changed.pop((hit.leaf, hit.first), hit) for hit in hits]
    return sorted([*kept, *changed.values()])


def with_listed_people(leaves: list[Leaf], hits: list[Hit]) -> list[Hit]:
    """Make people of the names of two or three words that stand in a list with people.

    One that the tagger saw nothing in (`Hone Tuuta and Maui King`), or an organisation after two people.
    """
    found: list[Hit] = []
    for number, row in _by_leaf(hits).items():
        leaf = leaves[number]
        people = {hit.last: hit.first for hit in row if hit.label == "PER" and hit.last - hit.first > 1}
        if people and not leaf.title:
            found.extend(_people_in(leaf, number, row, people))
    if not found:
        return hits
    changed = {(hit.leaf, hit.first): hit for hit in found}
    kept = [changed.pop((hit.leaf, hit.first), hit) for hit in hits]
    return sorted([*kept, *changed.values()])


def _people_in(leaf: Leaf, number: int, row: list[Hit], people: dict[int, int]) -> Iterator[Hit]:
    words, starts = leaf.tokens.words, set(people.values())
    covered = {index for hit in row for index in range(hit.first, hit.last)}
    things = {(hit.first, hit.last) for hit in row if hit.label in {"ORG", "MISC"}}
    for first, last in _parts(leaf):
        free = covered.isdisjoint(range(first, last))
        if not (free or (first, last) in things) or not _may_be_person(words[first:last]):
            continue
        listed = _people_before(words, first, people)
        follows = last + 1 < len(words) and words[last] == "and" and last + 1 in starts
        if listed > 1 or (free and (follows or (listed and words[first - 1] == "and"))):
            people[last] = first
            yield Hit(number, first, last, "PER")


def _parts(leaf: Leaf) -> Iterator[tuple[int, int]]:
    """Yield the stretches of the runs between their small words: `A and B` is two."""
    words = leaf.tokens.words
    for start, end in leaf.runs:
        first = start
        for index in range(start, end + 1):
            if index == end or words[index].islower():
                if first < index:
                    yield first, index
                first = index + 1


def _may_be_person(words: list[str]) -> bool:
    """Tell whether a run is two or three plain words that are no company's, facility's or place's."""
    if not 1 < len(words) < _MAX_NAME or not all(word.istitle() and word.isalpha() for word in words):
        return False
    if any(word.lower() in _NO_NAME for word in words):
        return False
    return not candidates(" ".join(words))


def _people_before(words: list[str], first: int, people: dict[int, int]) -> int:
    """Count the people of the list that ends before `first`: two are enough."""
    count, at = 0, first
    while count < 2 and at > 1 and words[at - 1] in _LINKS:
        at -= 2 if words[at - 2] == "," and words[at - 1] != "," else 1
        if at not in people:
            break
        count, at = count + 1, people[at]
    return count


def _by_leaf(hits: list[Hit]) -> dict[int, list[Hit]]:
    rows: dict[int, list[Hit]] = {}
    for hit in hits:
        rows.setdefault(hit.leaf, []).append(hit)
    return rows


def _surnames(leaves: list[Leaf], hit: Hit) -> list[str]:
    words = leaves[hit.leaf].tokens.words[hit.first : hit.last]
    return words if len(words) > 1 else []


def _from_leaf(leaf: Leaf, number: int, row: list[Hit], known: set[tuple[int, str]]) -> Iterator[Hit]:
    words = leaf.tokens.words
    starts = {hit.first: hit for hit in row if hit.label == "LOC"}
    ends = {hit.last: hit for hit in row if hit.label == "LOC"}
    for first, last in _doubtful(leaf, row):
        if words[first].lower() in FUNCTION_WORDS or (last - first == 1 and (number, words[first]) in known):
            continue
        named = bool(candidates(" ".join([spelled(word) for word in words[first:last]])))
        listed = named and last - first < 3 and _is_listed(words, first, last, starts, ends)
        if listed or _lies_in(words, first, last, starts) or _is_called_place(words, first, last):
            place = Hit(number, first, last, "LOC")
            starts[first] = ends[last] = place
            yield place


def _doubtful(leaf: Leaf, row: list[Hit]) -> list[tuple[int, int]]:
    """Return the runs taken for nothing, and the short names of people without a given name."""
    covered = {index for hit in row for index in range(hit.first, hit.last)}
    words, given = leaf.tokens.words, first_names()
    spans = [
        (hit.first, hit.last)
        for hit in row
        if hit.label in {"PER", "ORG", "MISC"}
        and (hit.last - hit.first == 1 or (hit.last - hit.first == 2 and words[hit.first] not in given))
    ]
    free = [run for run in leaf.runs if covered.isdisjoint(range(*run)) and run[1] - run[0] <= _MAX_NAME]
    return sorted([*spans, *free])


def _is_listed(words: list[str], first: int, last: int, starts: dict[int, Hit], ends: dict[int, Hit]) -> bool:
    """Tell whether a place stands beside, with `and` between, or before and after with commas."""
    before = first > 1 and words[first - 1] in _LINKS and first - 1 in ends
    after = last + 1 < len(words) and words[last] in _LINKS and last + 1 in starts
    joined = (before and words[first - 1] != ",") or (after and words[last] != ",")
    return joined or (before and after)


def _lies_in(words: list[str], first: int, last: int, starts: dict[int, Hit]) -> bool:
    """Tell whether the country or region it lies in follows: `near Flin Flon, Manitoba`."""
    wider = starts.get(last + 1) if last < len(words) and words[last] == "," else None
    if wider is None or not first or words[first - 1].lower() not in _BEFORE:
        return False
    if wider.last < len(words) and words[wider.last] not in _STOPS:
        return False
    return any(option.kind in "CA" for option in options_of(" ".join(words[wider.first : wider.last])))


def _is_called_place(words: list[str], first: int, last: int) -> bool:
    """Tell whether the article calls it a place: `Oleshky, a town …`, `the village of Kampungu`."""
    if first > 2 and words[first - 1] == "of" and words[first - 2] in _PLACE_NOUNS:
        return words[first - 3].lower() in DETERMINERS or words[first - 3][0].isupper()
    if last + 2 < len(words) and words[last] == "," and words[last + 1] in {"a", "an", "the"}:
        nouns = words[last + 2 : last + _MAX_NAME + 1]
        noun = next((word for word in nouns if word in _PLACE_NOUNS), None)
        return noun is not None and all(word.islower() for word in nouns[: nouns.index(noun)])
    return False
