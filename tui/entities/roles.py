"""The role of a person as the article states it: before the name, or in apposition to it."""

from __future__ import annotations

from typing import Final

from tui.entities.features import SENTENCE_ENDS
from tui.entities.lexicon import demonyms, first_names, gazetteer, last_names
from tui.entities.reading import Leaf
from tui.entities.spans import Hit
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
_RELATIVES: Final = frozenset(["who", "which", "that", "whose"])
_LINKS: Final = frozenset(["of", "for", "to", "in", "at"])
_HANGING: Final = _LINKS | frozenset("from by with dr mr mrs ms sir".split())
"""Words that end no role."""
_ADVERBS: Final = frozenset(
    """now then once until lately recently formerly currently still also himself herself""".split()
)
_POSSESSIVES: Final = frozenset(["'s", "’s"])
_MAX_JOINED: Final = 12
"""Words of a role that is put together from before and after the name."""
_BEING: Final = frozenset("is was became remains becomes serves served works worked".split())
_MADE: Final = frozenset("as named appointed elected re-elected reelected chosen sworn in made".split())
_VERBS: Final = frozenset(
    """lost won took made left met fell ran came went gave held had has was is were said says told saw got led
    told wrote spoke grew beat hit put set cut found felt kept brought bought thought became began""".split()
)
"""Verbs that may follow a comma after a name: what they open is no apposition."""
_NUMBERS: Final = frozenset("two three four five six several".split())
_ORDINALS: Final = frozenset("first second third fourth fifth another other".split())
_MARKS: Final = frozenset([",", ".", ";", ":", "(", ")", '"', "“", "”", "—", "–", "!", "?", "|"])


def role_of(leaves: list[Leaf], hits: list[Hit]) -> str | None:
    """Return the role stated at the first naming that states one, in the article's own words.

    Only the number may differ: of `senior envoys A and B` each is a senior envoy. Where no naming states a
    role, whom the person belongs to is better than nothing: `Korea` of `Korea's NAME`, `Italian`. Headlines
    come last, since they shorten.
    """
    tried = sorted(hits[:_MAX_TRIED], key=lambda hit: leaves[hit.leaf].title)
    for read in (_stated, _called, _belonging):
        for hit in tried:
            if role := read(leaves[hit.leaf], hit):
                return role
    return None


def _stated(leaf: Leaf, hit: Hit) -> str | None:
    """Read a role beside the name; what stands before and what stands after together, if both are short."""
    before = _before(leaf, hit.first) or _before_comma(leaf, hit.first)
    after = _after(leaf, hit.last)
    if before and after and len(before.split()) + len(after.split()) <= _MAX_JOINED:
        return f"{_singular(before)}, {after}"
    role = before or after
    return _singular(role) if role else None


def _called(leaf: Leaf, hit: Hit) -> str | None:
    """Read `NAME is the president of …`, `NAME, who was a nurse`, `NAME was named coach`."""
    words = leaf.tokens.words
    at = hit.last
    if words[at : at + 2] == [",", "who"]:
        at += 2
    if at >= len(words) or words[at] not in _BEING:
        return None
    at += 1
    while at < len(words) and (words[at] in _MADE or words[at] in _ADVERBS):
        at += 1
    end = _apposition_end(words, at)
    head = next((index for index in range(at, min(end, at + _HEAD_WITHIN)) if is_role(words[index])), None)
    if head is None or not all(_may_describe(word) for word in words[at:head]):
        return None
    return _text(leaf, at, end)


def _may_describe(word: str) -> bool:
    lower = word.lower()
    return lower in DETERMINERS or lower in _POSSESSIVES or lower not in FUNCTION_WORDS


def _belonging(leaf: Leaf, hit: Hit) -> str | None:
    """Read whom a person belongs to: `Korea's NAME`, `Italian NAME`, `NAME of Gauhati University`."""
    words = leaf.tokens.words
    first, last = hit.first, hit.last
    if last - first < 2:
        return None
    if first and words[first - 1] in demonyms():
        return words[first - 1]
    if first > 1 and words[first - 1] in _POSSESSIVES and words[first - 2][0].isupper():
        start = first - 2
        while start and words[start - 1][0].isupper() and words[start - 1].lower() not in FUNCTION_WORDS:
            start -= 1
        owner = words[start : first - 1]
        if " ".join(owner) in gazetteer() or not (owner[0] in first_names() or owner[-1] in last_names()):
            return _text(leaf, start, first - 1)
    if last + 1 < len(words) and words[last] in {"of", "from", "at"}:
        start = last + 2 if words[last + 1] == "the" else last + 1
        end = start
        while end < len(words) and end - start < _MAX_BEFORE and _belongs(words[end]):
            end += 1
        if any(word.lower() in COMPANY_WORDS for word in words[start:end]):
            return _text(leaf, start, end)
    return None


def is_role(word: str) -> bool:
    """Tell whether a word says what a person is: `minister`, `Secretary-General`, `co-founders`, `Gov.`."""
    lower = word.lower().rstrip(".")
    if lower in ROLE_NOUNS or (lower.endswith("s") and lower[:-1] in ROLE_NOUNS):
        return True
    head, _, tail = lower.partition("-")
    return bool(tail) and (head in ROLE_NOUNS or tail in ROLE_NOUNS)


def _text(leaf: Leaf, first: int, last: int) -> str | None:
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


def _before(leaf: Leaf, first: int) -> str | None:
    """Read `Deputy Foreign Minister NAME`, `Secretary of State NAME`, `the match referee NAME`."""
    words = leaf.tokens.words
    start = _reach_left(words, first)
    if not any(is_role(word) for word in words[start:first]):
        return None
    while start < first and words[start].lower() in _LINKS:
        start += 1
    return _text(leaf, _plain_words(words, start), first)


def _reach_left(words: list[str], end: int) -> int:
    """Return where the words that may belong to a role ending at `end` begin."""
    start = end
    while start > 0 and end - start < _MAX_BEFORE and _belongs(words[start - 1]):
        if words[start - 1].lower() == "the" and (start < 2 or words[start - 2].lower() not in _LINKS):
            break
        start -= 1
    return start


def _belongs(word: str) -> bool:
    lower = word.lower()
    if lower in _LINKS - {"in", "at"} or lower in {"'s", "’s", "the"} or lower in ROLE_WORDS or is_role(word):
        return True
    return word[0].isupper() and lower not in FUNCTION_WORDS


def _plain_words(words: list[str], start: int) -> int:
    """Take in plain words before a role that an article or a possessive opens: `the MSF team coordinator`."""
    at = start
    while at > 0 and start - at < _MAX_PLAIN and _is_plain(words[at - 1]):
        at -= 1
    if at > 0 and words[at - 1] in {"'s", "’s"}:
        return _reach_left(words, at)
    if at > 0 and words[at - 1].lower() in DETERMINERS:
        return at
    opens = at < start and words[at].istitle() and (at == 0 or words[at - 1] in SENTENCE_ENDS)
    return at if opens else start


def _is_plain(word: str) -> bool:
    lower = word.lower()
    verb = lower in REPORTING_VERBS or (lower.endswith("ed") and lower not in ROLE_WORDS)
    plain = lower not in FUNCTION_WORDS or lower in _ORDINALS
    return word[0].isalpha() and plain and not verb


def _after(leaf: Leaf, last: int) -> str | None:
    """Read an apposition: `NAME, chief of the military intelligence agency`, `NAME, 61, a shopkeeper`."""
    words = leaf.tokens.words
    comma = last
    if (
        comma + 2 < len(words)
        and words[comma] == ","
        and words[comma + 1].isdigit()
        and words[comma + 2] == ","
    ):
        comma += 2
    if comma + 1 >= len(words) or words[comma] != ",":
        return None
    start = _role_start(words, comma + 1)
    end = _apposition_end(words, start)
    if words[start] in _VERBS or (
        words[start].islower() and words[start].endswith("ed") and words[start] not in ROLE_WORDS
    ):
        return None
    if any(is_role(word) for word in words[start : min(end, start + _HEAD_WITHIN)]):
        return _text(leaf, start, end)
    closed = end >= len(words) or words[end] in _MARKS or words[end].lower() in _RELATIVES
    described = words[start].lower() in DETERMINERS and closed and 1 < end - start < _MAX_DESCRIPTION
    return _text(leaf, start, end) if described else None


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


def _before_comma(leaf: Leaf, first: int) -> str | None:
    """Read `The president of Bulgaria, NAME, …` and `India's science minister, NAME`."""
    words = leaf.tokens.words
    comma = first - 1
    while comma > 0 and words[comma].lower().rstrip(".") in HONORIFICS | PARTICLES:
        comma -= 1
    if comma < 1 or words[comma] != ",":
        return None
    head = comma - 1
    while head > 0 and comma - head < _MAX_BEFORE and not is_role(words[head]) and words[head] not in _MARKS:
        head -= 1
    if not is_role(words[head]) or (head + 1 < comma and words[head + 1].lower() not in _LINKS | {"from"}):
        return None
    start = _plain_words(words, _reach_left(words, head))
    opened = start > 0 and words[start - 1].lower() in DETERMINERS | _POSSESSIVES | _NUMBERS
    opened = (
        opened or words[start].lower() in DETERMINERS or any(w in {"'s", "’s"} for w in words[start:head])
    )
    return _text(leaf, start, comma) if opened or start == 0 or words[start - 1] in _MARKS else None


def is_company(role: str | None) -> bool:
    """Tell whether an apposition speaks of a company or the like: `a company of Oslo`."""
    words = role.lower().split() if role else []
    return bool(COMPANY_NOUNS & set(words)) and not any(is_role(word) for word in words)


def shared_role(leaves: list[Leaf], hits: list[Hit], ends: dict[tuple[int, int], Hit]) -> str | None:
    """Return the role that a person shares with the one named just before: `envoys A, B and C`.

    `ends` maps (leaf, last token + 1) to the hit of a person that ends there.
    """
    for hit in hits[:_MAX_TRIED]:
        leaf, other = leaves[hit.leaf], hit
        while (
            hit.first - other.first < _MAX_LISTED
            and other.first > 1
            and leaf.tokens.words[other.first - 1] in {"and", ","}
        ):
            before = ends.get((other.leaf, other.first - 1))
            if before is None:
                break
            other = before
        role = _before(leaf, other.first) if other is not hit else None
        if role and _singular(role) != role:
            return _singular(role)
    return None


def _singular(role: str) -> str:
    """Return `senior envoy` for `senior envoys`; any other role as it is."""
    last = role.rsplit(" ", 1)[-1].lower()
    return role[:-1] if last.endswith("s") and last[:-1] in ROLE_NOUNS else role
