"""The role of a person as the article states it: before the name, or in apposition to it."""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType
from typing import Final

from tui.entities.appositions import apposition, apposition_end, is_of_another, party, role_noun
from tui.entities.lexicon import candidates, demonyms, first_names, gazetteer, last_names
from tui.entities.reading import TokenizedText
from tui.entities.rolewords import (
    ADVERBS,
    AT_HOUSES,
    LINKS,
    MAX_BEFORE,
    ORDINALS,
    POSSESSIVES,
    belongs,
    is_headline,
    is_role,
    role_text,
    singular,
)
from tui.entities.spans import NameSpan
from tui.entities.titles import title_before, title_before_comma
from tui.entities.wordlists import read_lists
from tui.entities.words import COMPANY_NOUNS, COMPANY_WORDS, DETERMINERS, FUNCTION_WORDS, ROLE_WORDS

_MAX_TRIED: Final = 20
"""How many namings of a person are looked at for a role."""
_MAX_LISTED: Final = 24
"""Words back to the first of several who share a role: `envoys A, B and C`."""
_NOBODY: Final[Mapping[int, Set[int]]] = MappingProxyType({})
_LISTS: Final = read_lists("roles")
_MAX_JOINED: Final = 12
"""Words of a role that is put together from before and after the name."""
_RESTRICTING: Final = frozenset(["who", "since", "that", "whose", "to"])
_MAX_INITIALS: Final = 2
_HOUSES: Final = COMPANY_WORDS | _LISTS["houses"]
_ELECTED: Final = _LISTS["elected"]
_BEING: Final = _LISTS["being"]
_MADE: Final = _LISTS["made"]
_PASSED: Final = _MADE | ADVERBS
"""Words between `was` and the role: `was once elected mayor`."""
_BESIDE: Final = frozenset("of for to in at with by from about on against".split())
_LEAGUES: Final = _LISTS["leagues"]


def role_of(
    leaves: list[TokenizedText], spans: list[NameSpan], others: Mapping[int, Set[int]] = _NOBODY
) -> str | None:
    """Return the role stated at the first naming that states one, in the article's own words.

    `others` are, by leaf, the first tokens of everybody who is named: what leads to one is no part of
    another's.

    Only the number may differ: of `senior envoys A and B` each is a senior envoy. Where no naming states a
    role, whom the person belongs to is better than nothing: `Korea` of `Korea's NAME`, `Italian`. Headlines
    come last, since they shorten.
    """
    tried = sorted(spans[:_MAX_TRIED], key=lambda span: is_headline(leaves[span.leaf]))
    # All namings are asked for the surest form first: a title at the tenth is better than a nation at the
    # first.
    for read in (_stated, _called, _belonging):
        for span in tried:
            if role := read(leaves[span.leaf], span, others.get(span.leaf, frozenset())):
                return role
    return None


def _stated(leaf: TokenizedText, span: NameSpan, others: Set[int]) -> str | None:
    """Read a role beside the name; what stands before and what stands after together, if both are short."""
    before = title_before(leaf, span.first, others) or title_before_comma(leaf, *span[1:3], others)
    after = party(leaf, span.last) or apposition(leaf, span.last, others)
    if before and after and len(before.split()) + len(after.split()) <= _MAX_JOINED:
        return f"{singular(before)}, {after}"
    if before:
        return singular(before) if after else _with_house(leaf, span, singular(before))
    return singular(after) if after else None


def _with_house(leaf: TokenizedText, span: NameSpan, role: str) -> str:
    """Add to a title where the person works, if that follows: `geologist NAME of the University of Oslo`."""
    words = leaf.tokens.words
    stretch = _house(words, span.last) or _state_of(words, span.last, role)
    if not stretch or len(role.split()) + stretch[1] - stretch[0] > _MAX_JOINED:
        return role
    return f"{role} {role_text(leaf, span.last, stretch[1])}"


def _state_of(words: list[str], last: int, role: str) -> tuple[int, int] | None:
    """Return where the state stands that somebody was elected in: `Sen. NAME of Ohio`."""
    if words[last : last + 1] != ["of"] or role.rpartition(" ")[2].lower().rstrip(".") not in _ELECTED:
        return None
    for end in (last + 3, last + 2):
        name = " ".join(words[last + 1 : end])
        if any(option.kind == "A" and option.region for option in candidates(name)):
            return last + 1, end
    return None


def _called(leaf: TokenizedText, span: NameSpan, others: Set[int]) -> str | None:
    """Read `NAME is the president of …`, `NAME, who was a nurse`, `NAME was named coach`."""
    words = leaf.tokens.words
    start = _past_being(words, span.last)
    # `asylum for NAME is his mother`: of somebody else.
    if start is None or (span.first and words[span.first - 1].lower() in _BESIDE):
        return None
    end = apposition_end(words, start)
    head = role_noun(words, start, end)
    # `is accused of`: that says what is said of somebody.
    if (
        head is None
        or words[head : head + 2] == ["accused", "of"]
        or not _introduces(words[start:head])
        or is_of_another(words, start, end, others)
    ):
        return None
    return None if _is_left_open(words, start, head, end) else role_text(leaf, start, end)


def _is_left_open(words: list[str], start: int, head: int, end: int) -> bool:
    """Tell whether only what follows says what of: `is the first candidate since`."""
    is_restricted = end < len(words) and words[end] in _RESTRICTING
    return is_restricted and LINKS.isdisjoint(words[head:end]) and not ORDINALS.isdisjoint(words[start:head])


def _past_being(words: list[str], at: int) -> int | None:
    """Return where begins what a person is said to be: after `was`, `who was`, `became`, `was elected`."""
    # `NAME, who was elected mayor`: the clause says it as a sentence would.
    if words[at : at + 2] == [",", "who"]:
        at += 2
    if at >= len(words) or words[at] not in _BEING:
        return None
    at += 1
    while at < len(words) and words[at] in _PASSED:
        at += 1
    return at


def _introduces(words: list[str]) -> bool:
    """Tell whether words lead to the noun of a role: `the new`, `Japan's first`, not `arrested Monday`."""
    if not all(_may_describe(word) for word in words):
        return False
    return _opens_role(words) or all(word.lower() in ROLE_WORDS or word in demonyms() for word in words)


def _opens_role(words: list[str]) -> bool:
    """Tell whether an article or a possessive opens a role: `the new`, `Japan's first`."""
    if not words:
        return False
    if words[0].lower() in DETERMINERS:
        return True
    # `is protesting Orme's executive actions`: what somebody does, and not is.
    does = words[0].endswith("ing") and words[0] not in ROLE_WORDS
    return not does and not POSSESSIVES.isdisjoint(words)


def _may_describe(word: str) -> bool:
    lower = word.lower()
    return lower in DETERMINERS or lower in POSSESSIVES | ORDINALS or lower not in FUNCTION_WORDS


def _belonging(leaf: TokenizedText, span: NameSpan, _others: Set[int]) -> str | None:
    """Read whom a person belongs to: `Korea's NAME`, `Italian NAME`, `NAME of Gauhati University`."""
    words = leaf.tokens.words
    if span.last - span.first < 2:
        return None
    stretch = _people_of(words, span.first) or _owner(words, span.first) or _house(words, span.last)
    return role_text(leaf, *stretch) if stretch else None


def _people_of(words: list[str], first: int) -> tuple[int, int] | None:
    """Return where a people's name stands before a person's: `Italian NAME`."""
    return (first - 1, first) if first and words[first - 1] in demonyms() else None


def _owner(words: list[str], first: int) -> tuple[int, int] | None:
    """Return where stands whose a person is: `Korea` of `Korea's NAME`, but nobody of `Ann Lee's NAME`."""
    if first < 2 or words[first - 1] not in POSSESSIVES or not words[first - 2][0].isupper():
        return None
    start = _owner_start(words, first - 2)
    name = words[start : first - 1]
    return None if _is_somebody(name) or name[-1].lower() in _LEAGUES else (start, first - 1)


def _owner_start(words: list[str], at: int) -> int:
    """Return where a name in capitals begins, small words within it passed over: `Bureau of Meteorology`."""
    while at:
        back = 2 if words[at - 1] == "of" and at > 1 else 1
        if not words[at - back][0].isupper() or words[at - back].lower() in FUNCTION_WORDS:
            break
        at -= back
    return at


def _is_somebody(name: list[str]) -> bool:
    """Tell whether a name, by its first or last word, is a person's and no place's."""
    like_person = name[0] in first_names() or name[-1] in last_names()
    return like_person and " ".join(name) not in gazetteer()


def _house(words: list[str], last: int) -> tuple[int, int] | None:
    """Return where the house stands that a person is of: `NAME of the Gauhati University`."""
    if last + 1 >= len(words) or words[last] not in AT_HOUSES:
        return None
    # The article is no part of the house's name, but may stand before it.
    start = last + 2 if words[last + 1] == "the" else last + 1
    end = start
    while end < len(words) and end - start < MAX_BEFORE and belongs(words[end]):
        end += 1
    return (start, end) if _names_house(words[start:end]) else None


def _names_house(named: list[str]) -> bool:
    """Tell whether words name a house: they begin with an acronym, or one is for a house."""
    opening = named[0] if named else ""
    is_acronym = opening.isupper() and len(opening) > _MAX_INITIALS and opening not in gazetteer()
    return is_acronym or any(word.lower() in _HOUSES for word in named)


def is_company(role: str | None) -> bool:
    """Tell whether an apposition speaks of a company or the like: `a company of Oslo`.

    With a capital it is a part of the name of a house, which has people: `of the Labour Party`.
    """
    words = role.split() if role else []
    return bool(COMPANY_NOUNS & set(words)) and not any(is_role(word) for word in words)


def shared_role(
    leaves: list[TokenizedText], spans: list[NameSpan], ends: dict[tuple[int, int], NameSpan]
) -> str | None:
    """Return the role that a person shares with the one named just before: `envoys A, B and C`.

    `ends` maps (leaf, last token + 1) to the span of a person that ends there.
    """
    for span in spans[:_MAX_TRIED]:
        leaf, other = leaves[span.leaf], span
        while (
            span.first - other.first < _MAX_LISTED
            and other.first > 1
            and leaf.tokens.words[other.first - 1] in {"and", ","}
        ):
            before = ends.get((other.leaf, other.first - 1))
            if before is None:
                break
            other = before
        role = None
        if other is not span:
            role = title_before(leaf, other.first) or title_before_comma(leaf, other.first, other.last)
        # Only a plural is shared: `the envoy A and B` says nothing of B.
        if role and _is_of_several(role):
            return singular(role)
    return None


def shared_after(
    leaves: list[TokenizedText], spans: list[NameSpan], starts: dict[tuple[int, int], NameSpan]
) -> str | None:
    """Return the role that a person shares with the one named just after: `A and B, the firm's founders`.

    `starts` maps (leaf, first token) to the span of a person that begins there.
    """
    for span in spans[:_MAX_TRIED]:
        leaf = leaves[span.leaf]
        other = starts.get((span.leaf, span.last + 1))
        if other is not None and leaf.tokens.words[span.last] == "and":
            role = apposition(leaf, other.last, frozenset())
            if role and _is_of_several(role):
                return singular(role)
    return None


def _is_of_several(role: str) -> bool:
    nouns = [word for word in role.split() if is_role(word)]
    return bool(nouns) and singular(nouns[0]) != nouns[0]
