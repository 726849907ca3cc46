"""Buildings, parks and streets: names that go on after the person or place they are named for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from tui.entities.features import spelled
from tui.entities.lexicon import demonyms, first_names, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, by_leaf, taken_tokens
from tui.entities.wordlists import read_lists
from tui.entities.words import FACILITIES, FUNCTION_WORDS, LAND, METONYMS, PARTICLES, PLACE_PREPOSITIONS

_MAX_AHEAD: Final = 3
_MAX_BACK: Final = 8
_DASHES: Final = frozenset(["-", "--", "–", "—"])
_AFTER_DATELINE: Final = _DASHES | {",", "(", "/"}
_MAX_DATELINE: Final = 9
_LISTS: Final = read_lists("places")
_VISITED: Final = _LISTS["visited"]
_SAINTS: Final = _LISTS["saints"]
_SITES: Final = _LISTS["sites"]
_OWNERS: Final = re.compile(r"[A-Z]([a-z]+)['’]s [A-Z]").finditer
_MAX_LAND: Final = 4
"""Words of a river's or a mountain's name, at most."""
_Whole = dict[tuple[int, int], str]
"""Where a span of a text begins and ends → its label."""


def with_facilities(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Let `Manuel Antonio` become `Manuel Antonio National Park`, `St. Stephen` `St. Stephen's Cathedral`.

    Spans that such a name swallows are dropped.
    """
    widened: list[NameSpan] = []
    for span in spans:
        if widened and widened[-1].leaf == span.leaf and span.first < widened[-1].last:
            continue
        end = facility_end(leaves[span.leaf], span.last) if span.label in {"PER", "LOC"} else None
        if end is None:
            widened.append(span)
            continue
        first = _full_start(leaves[span.leaf].tokens.words, span.first)
        # Reaching back may have swallowed what was kept before.
        while widened and widened[-1].leaf == span.leaf and widened[-1].last > first:
            widened.pop()
        widened.append(span._replace(first=first, last=end, label="LOC"))
    return widened


def facility_end(leaf: TokenizedText, last: int) -> int | None:
    """Return where the name of a building or park ends that goes on at token `last`; None where none does."""
    words = leaf.tokens.words
    # In capitals nothing tells.
    if leaf.title or leaf.caps:
        return None
    owned = _is_owner(words, last)
    if owned and _ends_in_town(words, last):
        return None
    at = last + 1 if owned else last
    for end in range(at, min(at + _MAX_AHEAD, len(words))):
        if not words[end].istitle():
            return None
        if words[end].lower() in FACILITIES:
            return end + 1
    return None


def _ends_in_town(words: list[str], last: int) -> bool:
    """Tell whether what ends at `last` is a place: `Paris's cathedral`, but `St. Stephen's Cathedral`."""
    is_saint = last > 1 and words[last - 2].lower() in _SAINTS
    return not is_saint and words[last - 1] in gazetteer()


def _is_owner(words: list[str], last: int) -> bool:
    """Tell whether a name is an owner; a bare apostrophe makes it one, too: `St Thomas' Hospital`."""
    if last >= len(words):
        return False
    return words[last] in {"'s", "’s"} or (words[last] in {"'", "’"} and words[last - 1].endswith("s"))


def _full_start(words: list[str], first: int) -> int:
    """Return where a name begins that reaches back over small words: `Rincón de` before `la Vieja`."""
    start, least = first, max(0, first - _MAX_BACK)
    while start > least and (words[start - 1] in PARTICLES or words[start] in PARTICLES):
        start -= 1
        if words[start] not in PARTICLES and not words[start].istitle():
            return start + 1
    return start


def with_lands(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Add what the tagger missed of the land: `the Seti River`, `Blue Lagoon`, `Arunachal Pradesh`.

    A whole run of capitals that ends in a word for a feature of the land is its name, whatever the tagger
    made of its parts; one that the gazetteer knows, of several words, is a place if the tagger saw nothing.
    """
    rows = by_leaf(spans)
    found: list[NameSpan] = []
    for number, leaf in enumerate(leaves):
        row = rows.get(number, [])
        lands = [] if leaf.title or leaf.caps else list(_lands(number, leaf, row))
        taken = {index for land in lands for index in range(land.first, land.last)}
        found += sorted(lands + [span for span in row if taken.isdisjoint(range(span.first, span.last))])
    return found


def _lands(number: int, leaf: TokenizedText, row: list[NameSpan]) -> Iterator[NameSpan]:
    whole = {(span.first, span.last): span.label for span in row}
    covered = taken_tokens(row)[number]
    end = dateline_end(leaf)
    if end and whole.get((0, end)) != "LOC":
        yield NameSpan(number, 0, end, "LOC")
    yield from _sites_gone_to(number, leaf, whole, covered)
    yield from _owned_lands(number, leaf)
    yield from _named_lands(number, leaf, whole, covered)


def _sites_gone_to(number: int, leaf: TokenizedText, whole: _Whole, covered: set[int]) -> Iterator[NameSpan]:
    """Yield the runs of capitals that one goes to: `from the al-Tanf base`."""
    words = leaf.tokens.words
    for first, last in leaf.runs:
        free = covered.isdisjoint(range(first, last)) or whole.get((first, last)) in {"ORG", "MISC"}
        if free and _is_gone_to(words, first) and _is_site(words, first, last):
            yield NameSpan(number, first, last, "LOC")


def _named_lands(number: int, leaf: TokenizedText, whole: _Whole, covered: set[int]) -> Iterator[NameSpan]:
    """Yield the names that end in a word for the land, and those of several words that the gazetteer has."""
    words = leaf.tokens.words
    for first, last in _pieces(leaf):
        # A whole run that the tagger took for a person is left alone: people are called River and Lake.
        named = _is_named(words, first, last) and whole.get((first, last)) not in {"LOC", "PER"}
        if named or (covered.isdisjoint(range(first, last)) and _is_known_place(words[first:last])):
            yield NameSpan(number, first, last, "LOC")


def _owned_lands(number: int, leaf: TokenizedText) -> Iterator[NameSpan]:
    """Yield the places of the gazetteer that hold a possessive: `Martha's Vineyard`."""
    words = leaf.tokens.words
    # Looked for in the text first: few texts hold an owner with a capital behind it.
    for owner in _OWNERS(leaf.text) if "'s " in leaf.text or "’s " in leaf.text else ():
        at = bisect_left(leaf.tokens.starts, owner.end(1))
        if 0 < at < len(words) - 1 and f"{words[at - 1]}'s {words[at + 1]}" in gazetteer():
            yield NameSpan(number, at - 1, at + 2, "LOC")


def _is_named(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name's last word is for the land, or for a building that one goes to."""
    return words[last - 1] in LAND or (words[last - 1].lower() in _VISITED and _is_gone_to(words, first))


def _is_site(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name that one goes to is a place: by the word after it, its article, or what it is.

    `from the al-Tanf base`, `at Al-Shifa hospital`.
    """
    if last < len(words) and words[last] in _SITES:
        return words[last - 1] not in demonyms() and not words[first].isupper()
    # Seats of power speak oftener than they are gone to: `from the White House` comes a word of theirs.
    if " ".join(words[first:last]).lower() in METONYMS:
        return not {"at", "in", "outside", "inside", "near"}.isdisjoint(words[max(0, first - 2) : first])
    return last - first == 1 and words[first][:3].lower() in {"al-", "el-"}


def _is_gone_to(words: list[str], first: int) -> bool:
    """Tell whether words before a name lead to a place: `outside the`, `at`."""
    before = [word.lower() for word in words[max(0, first - 2) : first]]
    return bool(before) and (before[-1] in PLACE_PREPOSITIONS or (before[-1] == "the" and len(before) > 1))


def _is_known_place(words: list[str]) -> bool:
    """Tell whether the gazetteer has a name that no given name opens."""
    return words[0] not in first_names() and " ".join([spelled(word) for word in words]) in gazetteer()


def dateline_end(leaf: TokenizedText) -> int:
    """Return where the place of a dateline ends that was left in the text: `LE BOURGET, France (AP) —`.

    0 where the text does not open with one.
    """
    end = _opening_capitals(leaf)
    return end if 0 < end <= _MAX_LAND and _leads_to_dash(leaf.tokens.words, end) else 0


def _opening_capitals(leaf: TokenizedText) -> int:
    """Return how many words in capitals throughout open a text of sentences; 0 if the first is one letter."""
    words = leaf.tokens.words
    if leaf.title or leaf.caps or not leaf.runs or leaf.runs[0][0] or len(words[0]) < 2:
        return 0
    end = leaf.runs[0][1]
    return next((index for index in range(end) if not words[index].isupper()), end)


def _leads_to_dash(words: list[str], end: int) -> bool:
    """Tell whether a dash follows soon, with nothing but a country, an agency or a date before it."""
    if end == len(words) or words[end] not in _AFTER_DATELINE:
        return False
    for word in words[end : end + _MAX_DATELINE]:
        if word in _DASHES:
            return True
        if word.isalpha() and word.islower():
            return False
    return False


def _pieces(leaf: TokenizedText) -> Iterator[tuple[int, int]]:
    """Yield the stretches of two to four capitalised words, without small words before or inside."""
    words = leaf.tokens.words
    for start, end in leaf.runs:
        if end - start < 2:
            continue
        first = start
        for index in range(start, end + 1):
            if index == end or words[index].islower() or words[index].lower() in FUNCTION_WORDS:
                if 2 <= index - first <= _MAX_LAND:
                    yield first, index
                first = index + 1
