"""Names that stand together: `Arequipa, Cusco and Puno`, `Flin Flon, Manitoba`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.entities.features import spelled
from tui.entities.gazetting import options_of
from tui.entities.lexicon import first_names, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, by_leaf, taken_tokens
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    COMPANY_WORDS,
    DETERMINERS,
    FACILITIES,
    FUNCTION_WORDS,
    KIND_WORDS,
    NO_PLACE_TAILS,
    PLACE_PREPOSITIONS,
)

_JOINS: Final = frozenset(["and", "or"])
_LINKS: Final = _JOINS | {","}
_STOPS: Final = frozenset([",", ".", ";", ")", "and", "—", "–", "-"])
_BEFORE: Final = PLACE_PREPOSITIONS | {"and", "of", ","}
_MAX_NAME: Final = 4
_NO_NAME: Final = COMPANY_WORDS | NO_PLACE_TAILS | FACILITIES | FUNCTION_WORDS | frozenset(KIND_WORDS)
_ARTICLES: Final = frozenset(["Al", "El"])
_LISTS: Final = read_lists("places")
_COMPASS: Final = _LISTS["compass"]
_PLACE_NOUNS: Final = _LISTS["nouns"]


class Placed(NamedTuple):
    """The places of one text so far."""

    starts: dict[int, NameSpan]
    """First token → the place that begins there."""
    ends: set[int]
    """The tokens after the places."""


def with_listed_places(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make places of the names that the article treats as such.

    They stand beside places as their equals, or before the place they lie in, or are called a town.

    Only names that were taken for nothing, or are short and without a given name; never in a headline.
    """
    known = {(span.leaf, word) for span in spans if span.label == "PER" for word in _surnames(leaves, span)}
    found: list[NameSpan] = []
    for number, row in by_leaf(spans).items():
        leaf = leaves[number]
        if not leaf.title:
            found.extend(_from_leaf(leaf, number, row, known))
    if not found:
        return spans
    changed = {(span.leaf, span.first): span for span in found}
    kept = [changed.pop((span.leaf, span.first), span) for span in spans]
    return sorted([*kept, *changed.values()])


def with_listed_people(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Make people of the names of two or three words that stand in a list with people.

    One that the tagger saw nothing in (`Hone Tuuta and Maui King`), or an organisation after two people.
    """
    found: list[NameSpan] = []
    for number, row in by_leaf(spans).items():
        leaf = leaves[number]
        people = {span.last: span.first for span in row if span.label == "PER" and span.last - span.first > 1}
        if people and not leaf.title:
            found.extend(_people_in(leaf, number, row, people))
    if not found:
        return spans
    changed = {(span.leaf, span.first): span for span in found}
    kept = [changed.pop((span.leaf, span.first), span) for span in spans]
    return sorted([*kept, *changed.values()])


def _people_in(
    leaf: TokenizedText, number: int, row: list[NameSpan], people: dict[int, int]
) -> Iterator[NameSpan]:
    words, starts = leaf.tokens.words, set(people.values())
    covered = taken_tokens(row)[number]
    for first, last in _nameless(leaf, row, covered):
        listed = _people_before(words, first, people)
        # `Ann Lee and Qwertz Zab`: an `and` alone makes no person of what was taken for an organisation.
        joined = _and_one_of(words, last, starts) or (listed and words[first - 1] == "and")
        if listed > 1 or (joined and covered.isdisjoint(range(first, last))):
            people[last] = first
            yield NameSpan(number, first, last, "PER")


def _nameless(leaf: TokenizedText, row: list[NameSpan], covered: set[int]) -> Iterator[tuple[int, int]]:
    """Yield what may be a person and was taken for nothing, or for an organisation or the like."""
    things = {(span.first, span.last) for span in row if span.label in {"ORG", "MISC"}}
    for first, last in _parts(leaf):
        free = covered.isdisjoint(range(first, last)) or (first, last) in things
        if free and _may_be_person(leaf.tokens.words[first:last]):
            yield first, last


def _and_one_of(words: list[str], last: int, starts: set[int]) -> bool:
    """Tell whether an `and` follows, and then one of those that begin at `starts`."""
    return last + 1 < len(words) and words[last] == "and" and last + 1 in starts


def _parts(leaf: TokenizedText) -> Iterator[tuple[int, int]]:
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
    return not any(word.lower() in _NO_NAME for word in words) and " ".join(words) not in gazetteer()


def _people_before(words: list[str], first: int, people: dict[int, int]) -> int:
    """Count the people of the list that ends before `first`: two are enough."""
    count, at = 0, first
    while count < 2 and at > 1 and words[at - 1] in _LINKS:
        at -= 2 if words[at - 2] == "," and words[at - 1] != "," else 1
        if at not in people:
            break
        count, at = count + 1, people[at]
    return count


def _surnames(leaves: list[TokenizedText], span: NameSpan) -> list[str]:
    words = leaves[span.leaf].tokens.words[span.first : span.last]
    return words if len(words) > 1 else []


def _from_leaf(
    leaf: TokenizedText, number: int, row: list[NameSpan], known: set[tuple[int, str]]
) -> Iterator[NameSpan]:
    words = leaf.tokens.words
    places = [span for span in row if span.label == "LOC"]
    placed = Placed({span.first: span for span in places}, {span.last for span in places})
    for first, last in _doubtful(leaf, number, row):
        # A word of somebody's full name in this text: `Lima and Puno` may be the town and Emil Puno.
        if last - first == 1 and (number, words[first]) in known:
            continue
        if _is_place(words, first, last, placed):
            place = NameSpan(number, first, last, "LOC")
            # From left to right, each found place vouches for the next.
            placed.starts[first] = place
            placed.ends.add(last)
            yield place


def _doubtful(leaf: TokenizedText, number: int, row: list[NameSpan]) -> list[tuple[int, int]]:
    """Return the runs taken for nothing, and the short names of people without a given name."""
    covered, words = taken_tokens(row)[number], leaf.tokens.words
    named = [(span.first, span.last) for span in row if _may_be_place(words, span)]
    free = [run for run in leaf.runs if covered.isdisjoint(range(*run)) and run[1] - run[0] <= _MAX_NAME]
    return sorted([run for run in (*named, *free) if words[run[0]].lower() not in FUNCTION_WORDS])


def _may_be_place(words: list[str], span: NameSpan) -> bool:
    """Tell whether something else may be a place after all: one word, or two without a given name."""
    if span.label not in {"PER", "ORG", "MISC"}:
        return False
    size = span.last - span.first
    # `Al` and `El` are given names, and the articles of towns.
    is_called = (
        words[max(0, span.first - 2) : span.first][-1:] == ["of"] and words[span.first - 2] in _PLACE_NOUNS
    )
    if is_called or _is_bearing(words, span.first):
        return size < _MAX_NAME
    return size == 1 or (
        size == 2 and (words[span.first] not in first_names() or words[span.first] in _ARTICLES)
    )


def _is_place(words: list[str], first: int, last: int, placed: Placed) -> bool:
    """Tell whether one of the signs of a place is there."""
    if _is_listed(words, first, last, placed) or _lies_in(words, first, last, placed):
        return True
    return _is_called_place(words, first, last)


def _is_listed(words: list[str], first: int, last: int, placed: Placed) -> bool:
    """Tell whether places stand beside a name of the gazetteer: one and an `and`, or two and commas."""
    before, after = _link_before(words, first, placed), _link_after(words, last, placed)
    if last - first > 2 or not (before in _JOINS or after in _JOINS or (before and after)):
        return False
    return " ".join([spelled(word) for word in words[first:last]]) in gazetteer()


def _link_before(words: list[str], first: int, placed: Placed) -> str:
    """Return the comma or word that links a name to a place before it; empty where there is none."""
    linked = first > 1 and words[first - 1] in _LINKS and first - 1 in placed.ends
    return words[first - 1] if linked else ""


def _link_after(words: list[str], last: int, placed: Placed) -> str:
    """Return the comma or word that links a name to a place after it; empty where there is none."""
    linked = last + 1 < len(words) and words[last] in _LINKS and last + 1 in placed.starts
    return words[last] if linked else ""


def _lies_in(words: list[str], first: int, last: int, placed: Placed) -> bool:
    """Tell whether the country or region it lies in follows: `near Flin Flon, Manitoba`."""
    wider = placed.starts.get(last + 1) if last < len(words) and words[last] == "," else None
    if wider is None or not first or words[first - 1].lower() not in _BEFORE:
        return False
    if wider.last < len(words) and words[wider.last] not in _STOPS:
        return False
    return any(option.kind in "CA" for option in options_of(" ".join(words[wider.first : wider.last])))


def _is_called_place(words: list[str], first: int, last: int) -> bool:
    """Tell whether the article calls it a place: `the village of Kampungu`, `Oleshky, a town …`."""
    if (
        _is_home(words, first, last)
        or (_is_bearing(words, first) and not _is_number(words, last))
        or _has_police(words, first, last)
    ):
        return True
    if words[last : last + 3] == ["is", "home", "to"]:
        return True
    if first > 2 and words[first - 1] == "of" and words[first - 2] in _PLACE_NOUNS:
        return _is_certain_noun(words, first - 2)
    return words[last : last + 1] == [","] and _opens_with_place(words[last + 1 : last + _MAX_NAME + 1])


def _is_certain_noun(words: list[str], noun: int) -> bool:
    """Tell whether an article or a name stands before a noun: `the mayor of the village of …`.

    `many a village of` tells nothing.
    """
    # `the port city of Bandar Abbas`.
    at = noun - 1 - (words[noun - 1] in _PLACE_NOUNS and noun > 2)
    return words[at].lower() in DETERMINERS or words[at][0].isupper()


def _is_home(words: list[str], first: int, last: int) -> bool:
    """Tell whether somebody, or an age, and `of` stand before a name: `Ann Lee, 59, of North Leeds`."""
    if first < _MAX_NAME or words[first - 1] not in {"of", "from"} or words[first - 2] != ",":
        return False
    is_named = words[first - 1] == "of" and words[first - 3][0].isupper() and words[first - 4][0].isupper()
    return words[first - 3].isdigit() or (is_named and words[last : last + 1] == [","])


def _is_bearing(words: list[str], first: int) -> bool:
    """Tell whether a point of the compass stands before a name: `six miles west of Anderson Springs`."""
    return first > 1 and words[first - 1] == "of" and words[first - 2] in _COMPASS


def _is_number(words: list[str], at: int) -> bool:
    return at < len(words) and words[at].isdigit()


def _has_police(words: list[str], first: int, last: int) -> bool:
    """Tell whether a place of the lists has its police named: `Leeds police said`."""
    named = last < len(words) and words[last] == "police" and last - first < _MAX_NAME
    return named and " ".join([spelled(word) for word in words[first:last]]) in gazetteer()


def _opens_with_place(words: list[str]) -> bool:
    """Tell whether an apposition begins with a noun for a place, plain words before it: `a small town`."""
    if not words or words[0] not in {"a", "an", "the"}:
        return False
    for word in words[1:]:
        if word in _PLACE_NOUNS:
            return True
        if not word.islower():
            return False
    return False
