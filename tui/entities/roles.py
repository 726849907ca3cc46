"""The role of a person as the article states it: before the name, or in apposition to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Set
from typing import Final

from tui.entities.features import SENTENCE_ENDS
from tui.entities.lexicon import demonyms, first_names, gazetteer, last_names
from tui.entities.reading import TokenizedText
from tui.entities.spans import NameSpan
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    CLAUSE_STARTS,
    COMPANY_NOUNS,
    COMPANY_WORDS,
    DETERMINERS,
    FUNCTION_WORDS,
    HONORIFICS,
    PARTICLES,
    REPORTING_VERBS,
    ROLE_NOUNS,
    ROLE_WORDS,
    WEEKDAYS_AND_MONTHS,
)

_MAX_BEFORE: Final = 10
_MAX_AFTER: Final = 14
_MAX_TRIED: Final = 20
"""How many namings of a person are looked at for a role."""
_MAX_LISTED: Final = 24
"""Words back to the first of several who share a role: `envoys A, B and C`."""
_MAX_PLAIN: Final = 4
"""Lower-case words that a role may have between its article and its noun: `the match referee`."""
_HEAD_WITHIN: Final = 7
_MAX_DESCRIPTION: Final = 9
"""Words of an apposition that holds no noun known for a role: `NAME, the motorist`."""
_DESCRIBING: Final = frozenset(["a", "an", "the"])
"""Words that open an apposition without a noun for a role; `NAME, his second goal` is none."""
_RELATIVES: Final = frozenset(["who", "which", "that", "whose"])
_LINKS: Final = frozenset(["of", "for", "to", "in", "at"])
_LEADING_ON: Final = _LINKS | frozenset("by with from on against about under over between".split())
"""Words that lead on from the noun of a role to what it is for, or to somebody else."""
_AT_HOUSES: Final = frozenset(["of", "from", "at"])
_HANGING: Final = _LINKS | frozenset("from by with dr mr mrs ms sir".split())
"""Words that end no role."""
_OUTSIDE: Final = FUNCTION_WORDS | WEEKDAYS_AND_MONTHS
"""Words that are in no role, however they are written: `On Monday Secretary of State NAME`."""
_LISTS: Final = read_lists("roles")
_ADVERBS: Final = _LISTS["adverbs"]
_POSSESSIVES: Final = frozenset(["'s", "’s"])
_TITLES: Final = HONORIFICS | PARTICLES
"""Words between a comma and the name proper: `the president of Bulgaria, Mr Parvanov`."""
_OPENERS: Final = DETERMINERS | _POSSESSIVES | _LISTS["numbers"]
"""Words before a role that show that it begins there."""
_OF_HEAD: Final = _LINKS | {"from"}
"""Words that may follow the noun of a role: `president of Bulgaria`."""
_MAX_JOINED: Final = 12
"""Words of a role that is put together from before and after the name."""
_BEING: Final = _LISTS["being"]
_MADE: Final = _LISTS["made"]
_PASSED: Final = _MADE | _ADVERBS
"""Words between `was` and the role: `was once elected mayor`."""
_VERBS: Final = _LISTS["verbs"]
"""Verbs that may follow a comma after a name: what they open is no apposition."""
_ORDINALS: Final = _LISTS["ordinals"]
_DEPARTMENTS: Final = _LISTS["departments"]
_FOLLOWERS: Final = _LISTS["followers"]
_CLAUSE_VERBS: Final = _LISTS["clause-verbs"]
_SUBORDINATE: Final = _LISTS["subordinate"]
_LEAGUES: Final = _LISTS["leagues"]
_RELATING: Final = (
    _LINKS | _POSSESSIVES | {"and", "with", "under", "by", "from", "'", "’", "about", "on", "against"}
)
"""Words before somebody else's name within a role: `A, aide to B`."""
_PARTY: Final = re.compile(r"(?:[DRI]|Dem|Rep|Lab|Con|Lib|LibDem|SNP)(?:[-–][A-Z]\S*)?").fullmatch
_MARKS: Final = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”", "—", "–", "!", "?", "|"])


def role_of(
    leaves: list[TokenizedText], spans: list[NameSpan], others: Collection[tuple[int, int]] = ()
) -> str | None:
    """Return the role stated at the first naming that states one, in the article's own words.

    `others` are the (leaf, first token) of everybody who is named: what leads to one is no part of another's.

    Only the number may differ: of `senior envoys A and B` each is a senior envoy. Where no naming states a
    role, whom the person belongs to is better than nothing: `Korea` of `Korea's NAME`, `Italian`. Headlines
    come last, since they shorten.
    """
    tried = sorted(spans[:_MAX_TRIED], key=lambda span: leaves[span.leaf].title)
    # All namings are asked for the surest form first: a title at the tenth is better than a nation at the
    # first.
    for read in (_stated, _called, _belonging):
        for span in tried:
            named = {first for number, first in others if number == span.leaf}
            if role := read(leaves[span.leaf], span, named):
                return role
    return None


def _stated(leaf: TokenizedText, span: NameSpan, others: Set[int]) -> str | None:
    """Read a role beside the name; what stands before and what stands after together, if both are short."""
    before = _before(leaf, span.first) or _before_comma(leaf, span.first, span.last)
    after = _party(leaf, span.last) or _after(leaf, span.last, others)
    if before and after and len(before.split()) + len(after.split()) <= _MAX_JOINED:
        return f"{_singular(before)}, {after}"
    role = before or after
    return _singular(role) if role else None


def _called(leaf: TokenizedText, span: NameSpan, others: Set[int]) -> str | None:
    """Read `NAME is the president of …`, `NAME, who was a nurse`, `NAME was named coach`."""
    words = leaf.tokens.words
    start = _past_being(words, span.last)
    if start is None:
        return None
    end = _apposition_end(words, start)
    head = _role_noun(words, start, end)
    if head is None or not _introduces(words[start:head]) or _is_of_another(words, start, end, others):
        return None
    return _text(leaf, start, end)


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


def _role_noun(words: list[str], start: int, end: int) -> int | None:
    """Return where the noun of a role stands, if it stands near the beginning of a stretch."""
    for index in range(start, min(end, start + _HEAD_WITHIN)):
        if is_role(words[index]):
            return index
        # Behind a preposition it is somebody else's: `a novel by another writer`; but `one of its directors`.
        if index > start and words[index] in _LEADING_ON and words[index - 1].lower() != "one":
            return None
    return None


def _introduces(words: list[str]) -> bool:
    """Tell whether words lead to the noun of a role: `the new`, `Japan's first`, not `arrested Monday`."""
    if not all(_may_describe(word) for word in words):
        return False
    opened = bool(words) and (words[0].lower() in DETERMINERS or not _POSSESSIVES.isdisjoint(words))
    return opened or all(word.lower() in ROLE_WORDS or word in demonyms() for word in words)


def _may_describe(word: str) -> bool:
    lower = word.lower()
    return lower in DETERMINERS or lower in _POSSESSIVES | _ORDINALS or lower not in FUNCTION_WORDS


def _belonging(leaf: TokenizedText, span: NameSpan, _others: Set[int]) -> str | None:
    """Read whom a person belongs to: `Korea's NAME`, `Italian NAME`, `NAME of Gauhati University`."""
    words = leaf.tokens.words
    if span.last - span.first < 2:
        return None
    stretch = _people_of(words, span.first) or _owner(words, span.first) or _house(words, span.last)
    return _text(leaf, *stretch) if stretch else None


def _people_of(words: list[str], first: int) -> tuple[int, int] | None:
    """Return where a people's name stands before a person's: `Italian NAME`."""
    return (first - 1, first) if first and words[first - 1] in demonyms() else None


def _owner(words: list[str], first: int) -> tuple[int, int] | None:
    """Return where stands whose a person is: `Korea` of `Korea's NAME`, but nobody of `Ann Lee's NAME`."""
    if first < 2 or words[first - 1] not in _POSSESSIVES or not words[first - 2][0].isupper():
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
    if last + 1 >= len(words) or words[last] not in _AT_HOUSES:
        return None
    # The article is no part of the house's name, but may stand before it.
    start = last + 2 if words[last + 1] == "the" else last + 1
    end = start
    while end < len(words) and end - start < _MAX_BEFORE and _belongs(words[end]):
        end += 1
    return (start, end) if any(word.lower() in COMPANY_WORDS for word in words[start:end]) else None


def is_role(word: str) -> bool:
    """Tell whether a word says what a person is: `minister`, `Secretary-General`, `co-founders`, `Gov.`."""
    lower = word.lower().rstrip(".")
    if lower in ROLE_NOUNS or (lower.endswith("s") and lower[:-1] in ROLE_NOUNS):
        return True
    head, _, tail = lower.partition("-")
    return bool(tail) and (head in ROLE_NOUNS or tail in ROLE_NOUNS)


def _text(leaf: TokenizedText, first: int, last: int) -> str | None:
    """Return the text of a stretch without its article; None where nothing is left."""
    words = leaf.tokens.words
    while first < last and (
        words[first].lower() in DETERMINERS or words[first].lower() in {"'s", "’s", "and", "now"}
    ):
        first += 1
    while first < last and words[last - 1].lower().rstrip(".") in _HANGING:
        last -= 1
    if first == last:
        return None
    return " ".join(leaf.text[leaf.tokens.starts[first] : leaf.tokens.end(last - 1)].split())


def _before(leaf: TokenizedText, first: int) -> str | None:
    """Read `Deputy Foreign Minister NAME`, `Secretary of State NAME`, `the match referee NAME`."""
    words = leaf.tokens.words
    # `the daughter of NAME`, `wife to NAME`: that is somebody else, and no title.
    if first and words[first - 1].lower() in _LINKS:
        return None
    start = _own_title(words, _reach_left(words, first), first)
    if not any(is_role(word) for word in words[start:first]) or _is_of_many(words, start, first):
        return None
    # What was reached over `of` or `to` and led nowhere hangs at the front.
    while start < first and words[start].lower() in _LINKS:
        start += 1
    return _text(leaf, _plain_words(words, start), first)


def _is_of_many(words: list[str], start: int, end: int) -> bool:
    """Tell whether several are spoken of, and what follows only says of what: `Members of the NAME group`."""
    pairs = zip(words[start:end], words[start + 1 : end], strict=False)
    return any(is_role(word) and _singular(word) != word and after.lower() in _LINKS for word, after in pairs)


def _own_title(words: list[str], start: int, end: int) -> int:
    """Return where the title begins that is the person's own: `Critics of Prime Minister NAME`.

    An office may hold the noun of another in the name of what it is for: `Minister of Justice NAME`.
    """
    for at in range(end - 1, start, -1):
        if words[at - 1].lower() in _LINKS and is_role(words[end - 1]) and at > start + 1:
            is_of_office = words[at - 2][0].isupper() and words[at - 2].lower() not in _FOLLOWERS
            return start if is_of_office and " ".join(words[at:end]).lower() in _DEPARTMENTS else at
    return start


def _reach_left(words: list[str], end: int) -> int:
    """Return where the words that may belong to a role ending at `end` begin."""
    start = end
    while start > 0 and end - start < _MAX_BEFORE and _belongs(words[start - 1]):
        # `Secretary of the Interior` goes on over `the`; else an article opens the role.
        if words[start - 1].lower() == "the" and (start < 2 or words[start - 2].lower() not in _LINKS):
            break
        start -= 1
    return start


def _belongs(word: str) -> bool:
    lower = word.lower()
    if lower in _LINKS - {"in", "at"} or lower in {"'s", "’s", "the"} or lower in ROLE_WORDS or is_role(word):
        return True
    return word[0].isupper() and lower not in _OUTSIDE


def _plain_words(words: list[str], start: int) -> int:
    """Take in plain words before a role that an article or a possessive opens: `the MSF team coordinator`."""
    at = start
    while at > 0 and start - at < _MAX_PLAIN and _is_plain(words[at - 1]):
        at -= 1
    before = words[at - 1] if at else ""
    # `York's town mayor`: whose mayor it is belongs to the role.
    if before in _POSSESSIVES:
        return _reach_left(words, at)
    opened = before.lower() in DETERMINERS or (at < start and _opens_sentence(words, at))
    return at if opened else start


def _opens_sentence(words: list[str], at: int) -> bool:
    return words[at].istitle() and (at == 0 or words[at - 1] in SENTENCE_ENDS)


def _is_plain(word: str) -> bool:
    lower = word.lower()
    # `covered`, `said`: the sentence goes on before the role; but `elected mayor` is one.
    verb = lower in REPORTING_VERBS or (lower.endswith("ed") and lower not in ROLE_WORDS)
    plain = lower not in FUNCTION_WORDS or lower in _ORDINALS
    return word[0].isalpha() and plain and not verb


def _after(leaf: TokenizedText, last: int, others: Set[int]) -> str | None:
    """Read an apposition: `NAME, chief of the military intelligence agency`, `NAME, 61, a shopkeeper`."""
    words = leaf.tokens.words
    comma = _past_age(words, last)
    if comma + 1 >= len(words) or words[comma] != ",":
        return None
    start = _role_start(words, comma + 1)
    # `NAME, wounded by a soldier`: a noun for a role stands there, and is somebody else's.
    if _goes_on(words[start]):
        return None
    end = _apposition_end(words, start)
    if _is_clause(words, start, end) or _is_of_another(words, start, end, others):
        return None
    stated = _role_noun(words, start, end) is not None or _describes(words, start, end)
    return _text(leaf, start, end) if stated else None


def _past_age(words: list[str], at: int) -> int:
    """Return where the comma after an age stands: the second of `NAME, 61, a shopkeeper`; else `at`."""
    aged = words[at : at + 3 : 2] == [",", ","] and words[at + 1].isdigit()
    return at + 2 if aged else at


def _goes_on(word: str) -> bool:
    """Tell whether a verb follows the comma, so that the sentence goes on: `NAME, wounded in …`."""
    return word in _VERBS or (word.islower() and word.endswith("ed") and word not in ROLE_WORDS)


def _is_of_another(words: list[str], start: int, end: int, others: Set[int]) -> bool:
    """Tell whether a stretch leads to somebody else's name: of `A, minister B` the minister is B.

    One who is named after `of` is a part of what is said: `A, wife of B`; so is one with a possessive.
    """
    return any(
        at in others and words[at - 1].lower() not in _RELATING for at in range(start + 1, end + 1)
    ) or (start in others and _POSSESSIVES.isdisjoint(words[start:end]))


def _party(leaf: TokenizedText, last: int) -> str | None:
    """Read the party of somebody elected, and for where: `NAME (R-Alaska)`, `NAME, D-Mont.,`."""
    words = leaf.tokens.words
    if last + 1 >= len(words) or words[last] not in {",", "("} or not _PARTY(words[last + 1]):
        return None
    end = last + 2
    # `D-N.Y.` is three tokens and a stop.
    while (
        end < len(words)
        and leaf.tokens.starts[end] == leaf.tokens.end(end - 1)
        and words[end] not in {",", ")"}
    ):
        end += 1
    return _text(leaf, last + 1, end)


def _is_clause(words: list[str], start: int, end: int) -> bool:
    """Tell whether what follows the comma says something of its own: `NAME, the police officer said`."""
    if end < len(words) and words[end].lower() in _CLAUSE_VERBS:
        return True
    return any(word in _CLAUSE_VERBS for word in words[start:end])


def _describes(words: list[str], start: int, end: int) -> bool:
    """Tell whether a short stretch up to a mark is an apposition without a noun for a role."""
    if not 1 < end - start < _MAX_DESCRIPTION or words[start].lower() not in _DESCRIBING:
        return False
    # `the International Criminal Court` is a house, `a Republican` is not; and a thing is by somebody.
    is_house = end - start > 2 and not any(
        word.islower() and word not in _LINKS for word in words[start + 1 : end]
    )
    if is_house or "by" in words[start:end]:
        return False
    return end >= len(words) or words[end] in _MARKS or words[end].lower() in _RELATIVES


def _apposition_end(words: list[str], start: int) -> int:
    """Return where an apposition that begins at `start` ends: at a mark, or at a word that opens a clause."""
    end = start
    while end < len(words) and end - start < _MAX_AFTER and words[end] not in _MARKS:
        if words[end].lower() in CLAUSE_STARTS:
            break
        end += 1
    return end


def _role_start(words: list[str], start: int) -> int:
    """Return where a role begins after a comma, adverbs passed over: `until lately the governor`."""
    at = start
    while at < len(words) - 1 and words[at].lower() in _ADVERBS:
        at += 1
    return at


def _before_comma(leaf: TokenizedText, first: int, last: int) -> str | None:
    """Read `The president of Bulgaria, NAME, …` and `India's science minister, NAME`."""
    words = leaf.tokens.words
    comma = _comma_before(words, first)
    head = _head_before(words, comma)
    if head is None:
        return None
    start = _plain_words(words, _reach_left(words, head))
    if not _is_opened(words, start, head) or _in_clause(words, start):
        return None
    # Two commas make an apposition; with one the sentence may only begin anew: `…, NAME fled`.
    after = words[last] if last < len(words) else "."
    is_closed = (
        after in _MARKS or after in _AT_HOUSES or (after == "and" and _singular(words[head]) != words[head])
    )
    return _text(leaf, start, comma) if is_closed else None


def _in_clause(words: list[str], at: int) -> bool:
    """Tell whether a word opens the clause that a place is in, and the sentence proper comes after it."""
    start = at
    while start > 0 and words[start - 1] not in SENTENCE_ENDS:
        start -= 1
    return start < at and words[start].lower() in _SUBORDINATE


def _comma_before(words: list[str], first: int) -> int:
    """Return where the comma before a name stands, titles passed over; 0 where there is none."""
    comma = first - 1
    while comma > 0 and words[comma].lower().rstrip(".") in _TITLES:
        comma -= 1
    return comma if comma > 0 and words[comma] == "," else 0


def _head_before(words: list[str], comma: int) -> int | None:
    """Return where the noun of the role that ends at a comma stands: before the comma, or before an `of`."""
    if not comma:
        return None
    head = comma - 1
    while head > 0 and comma - head < _MAX_BEFORE and not is_role(words[head]) and words[head] not in _MARKS:
        head -= 1
    if not is_role(words[head]):
        return None
    return head if head + 1 == comma or words[head + 1].lower() in _OF_HEAD else None


def _is_opened(words: list[str], start: int, head: int) -> bool:
    """Tell whether a role surely begins at `start`: at an article, a possessive, a number or after a mark."""
    if start == 0 or words[start - 1] in _MARKS or words[start - 1].lower() in _OPENERS:
        return True
    return words[start].lower() in DETERMINERS or not _POSSESSIVES.isdisjoint(words[start:head])


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
        # Only a plural is shared: `the envoy A and B` says nothing of B.
        role = _before(leaf, other.first) if other is not span else None
        if role and _singular(role) != role:
            return _singular(role)
    return None


def _singular(role: str) -> str:
    """Return `senior envoy` for `senior envoys`, `Sen.` for `Sens.`; any other role as it is."""
    last = role.rsplit(" ", 1)[-1].lower()
    # `one of the envoys`, `member of the Board of Directors`: those are several still.
    if " of " in role:
        return role
    stop = "." if last.endswith("s.") else ""
    is_plural = last.endswith(f"s{stop}") and last.removesuffix(f"s{stop}") in ROLE_NOUNS
    return role.removesuffix(f"s{stop}") + stop if is_plural else role
