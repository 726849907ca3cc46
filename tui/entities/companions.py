"""Organisations by those they stand with, and by what is said of them behind a comma."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.entities.features import SENTENCE_ENDS, place_flag, spelled_name
from tui.entities.firms import is_no_name
from tui.entities.lexicon import first_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan, Phrase
from tui.entities.wordlists import read_lists
from tui.entities.words import COMPANY_NOUNS, FUNCTION_WORDS

_LISTS: Final = read_lists("companies")
_PLURALS: Final = _LISTS["plurals"]
_NOUNS: Final = COMPANY_NOUNS | _LISTS["trades"] | _LISTS["called"]
_AFTER_NOUN: Final = _LISTS["after-noun"]
_LINKS: Final = frozenset([",", "and", "or"])
_ARTICLES: Final = frozenset(["a", "an", "the"])
_DESCRIBING: Final = (", a ", ", an ", ", the ")
_COUNTING: Final = ("such as", "including", "like", "Such as", "Including", "Like")
"""Before what is said of a name, and before names of which a noun is said: as texts have them."""
_MAX_WORDS: Final = 4
_MAX_DESCRIBED: Final = 6
"""Words from an article to the noun it belongs to: `a Dutch state-owned oil company`."""
_LISTED: Final = 3


class Member(NamedTuple):
    """One name of a list: `kind` is ORG, OTHER for what is known to be something else, or OPEN."""

    first: int
    last: int
    kind: str


def companions(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[Phrase]:
    """Yield names that are organisations by their company: `Ford, Qwertz and Fiat`, `banks such as Qwertz`.

    Only such as the tagger took for nothing, for a thing or for somebody of no given name.
    """
    rows: dict[int, dict[int, NameSpan]] = {}
    for span in spans:
        rows.setdefault(span.leaf, {})[span.first] = span
    for number, leaf in enumerate(leaves):
        row = rows.get(number, {})
        if not (leaf.title or leaf.caps) and _may_have_some(leaf, row):
            yield from _companions_in(leaf, list(_members(leaf, row)))


def _may_have_some(leaf: TokenizedText, row: dict[int, NameSpan]) -> bool:
    """Tell whether a text has an organisation and a list, or a noun for some: most have not."""
    words, text = leaf.tokens.words, leaf.text
    # What is looked for in the text is found at once, and most texts do not have it.
    if any(sign in text for sign in _DESCRIBING) and not _NOUNS.isdisjoint(words):
        return True
    if any(sign in text for sign in _COUNTING) and not _PLURALS.isdisjoint(words):
        return True
    return any(span.label == "ORG" and not _LINKS.isdisjoint(_around(words, span)) for span in row.values())


def _around(words: list[str], span: NameSpan) -> list[str]:
    return words[max(0, span.first - 1) : span.first] + words[span.last : span.last + 1]


def _companions_in(leaf: TokenizedText, members: list[Member]) -> Iterator[Phrase]:
    words = leaf.tokens.words
    for group in _groups(words, members):
        if _are_organisations(words, group):
            yield from (_phrase(words, each) for each in group if each.kind == "OPEN")
    for each in members:
        if each.kind == "OPEN" and _is_described(words, each.last):
            yield _phrase(words, each)


def _phrase(words: list[str], member: Member) -> Phrase:
    return tuple(spelled_name(words[member.first : member.last]))


def _members(leaf: TokenizedText, row: dict[int, NameSpan]) -> Iterator[Member]:
    """Yield the names of a text and the free runs of capitals, in reading order."""
    words = leaf.tokens.words
    for start, end in leaf.runs:
        at = start
        while at < end:
            span = row.get(at)
            if span is not None:
                yield Member(at, span.last, _kind(words, span))
                at = span.last
                continue
            stop = at
            while stop < end and stop not in row and not words[stop].islower():
                stop += 1
            if stop > at:
                yield Member(at, stop, "OPEN" if _may_be(words, at, stop) else "OTHER")
            at = max(stop, at + 1)


def _kind(words: list[str], span: NameSpan) -> str:
    if span.label == "ORG":
        return "ORG"
    # A full name is somebody's, a surname may be a bank's.
    surname = span.label == "PER" and span.last - span.first == 1 and words[span.first] not in first_names()
    nobody = span.label == "MISC" or surname
    return "OPEN" if nobody and _may_be(words, span.first, span.last) else "OTHER"


def _may_be(words: list[str], first: int, last: int) -> bool:
    """Tell whether a run of capitals may be one organisation: no title, people, day or place is in it."""
    if last - first > _MAX_WORDS or (last - first == 1 and place_flag(words[first])):
        return False
    # `Separately, Ford and Fiat …`: any word may open a sentence.
    if last - first == 1 and (not first or words[first - 1] in SENTENCE_ENDS):
        return False
    return not any(map(is_no_name, words[first:last]))


def _groups(words: list[str], members: list[Member]) -> Iterator[list[Member]]:
    """Yield the members that stand in one list, between commas and an `and`."""
    group: list[Member] = []
    for each in members:
        between = words[group[-1].last : each.first] if group else []
        if group and between and len(between) <= 2 and _LINKS.issuperset(between):
            group.append(each)
            continue
        if group:
            yield group
        group = [each]
    if group:
        yield group


def _are_organisations(words: list[str], group: list[Member]) -> bool:
    """Tell whether the names of a list are organisations: by a noun before it, or by the others of three."""
    kinds = [each.kind for each in group]
    if "OTHER" in kinds or "OPEN" not in kinds:
        return False
    before = [word.lower() for word in words[max(0, group[0].first - 3) : group[0].first]]
    return _is_opened(before) or (len(group) >= _LISTED and "ORG" in kinds)


def _is_opened(before: list[str]) -> bool:
    """Tell whether the three words before a list say what is in it: `banks including`, `airlines such as`."""
    if before[-2:] == ["such", "as"]:
        return before[0] in _PLURALS
    return before[-1:] in (["including"], ["like"]) and not _PLURALS.isdisjoint(before[-2:-1])


def _is_described(words: list[str], last: int) -> bool:
    """Tell whether a noun for an organisation follows behind a comma: `Qwertz, a Dutch bank that …`."""
    if words[last : last + 1] != [","] or last + 2 >= len(words) or words[last + 1] not in _ARTICLES:
        return False
    for index in range(last + 2, min(len(words) - 1, last + 2 + _MAX_DESCRIBED)):
        if words[index] in _NOUNS:
            return words[index + 1] in _AFTER_NOUN
        if not (words[index].isalpha() or words[index] == "-") or words[index] in FUNCTION_WORDS:
            return False
    return False
