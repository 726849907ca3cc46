"""What stands behind a name and says what a person is: `NAME, chief of the agency`, `NAME (R-Alaska)`."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from tui.entities.reading import TokenizedText
from tui.entities.rolewords import ADVERBS, LINKS, MARKS, POSSESSIVES, is_role, role_text, singular
from tui.entities.wordlists import read_lists
from tui.entities.words import CLAUSE_STARTS, FUNCTION_WORDS, ROLE_WORDS

_LISTS: Final = read_lists("roles")
_MAX_AFTER: Final = 14
_MAX_PARTY: Final = 16
"""Tokens of a party and a state, which have no blanks: `R-N.Y.`."""
_HEAD_WITHIN: Final = 7
_MAX_GIVEN: Final = 5
"""Words of a name and an `and` before it."""
_MAX_DESCRIPTION: Final = 9
"""Words of an apposition that holds no noun known for a role: `NAME, the motorist`."""
_OPENING: Final = frozenset([",", "—", "–"])
_DESCRIBING: Final = frozenset(["a", "an", "the"])
"""Words that open an apposition without a noun for a role; `NAME, his second goal` is none."""
_KIN: Final = read_lists("people")["kin"]
_IN_ROWS: Final = frozenset(["his", "her", "their", "some", "several"])
_RELATIVES: Final = frozenset(["who", "which", "that", "whose"])
_LEADING_ON: Final = LINKS | frozenset("by with from on against about under over between".split())
"""Words that lead on from the noun of a role to what it is for, or to somebody else."""
_NO_NOUNS: Final = frozenset("by he she they we you it more".split())
"""Words by which a short stretch speaks of something else: `the more they saw`."""
_ADDRESSES: Final = frozenset(["mr", "mrs", "ms"])
_ARTICLE_AND_WORD: Final = 2
_MAX_HELPED: Final = 4
"""Words of a name and of whom it has: `Bo Orme delegate`."""
_MAX_JOINED: Final = 9
"""Words after `and` within which a role must be closed that goes on over it."""
_VERBS: Final = _LISTS["verbs"]
"""Verbs that may follow a comma after a name: what they open is no apposition."""
_CLAUSE_VERBS: Final = _LISTS["clause-verbs"]
_RELATING: Final = (
    LINKS | POSSESSIVES | {"and", "with", "under", "by", "from", "'", "’", "about", "on", "against"}
)
"""Words before somebody else's name within a role: `A, aide to B`."""
_PARTY: Final = re.compile(r"(?:[DRI]|Dem|Rep|Lab|Con|Lib|LibDem|SNP)(?:[-–][A-Z]\S*)?").fullmatch


def role_noun(words: list[str], start: int, end: int) -> int | None:
    """Return where the noun of a role stands, if it stands near the beginning of a stretch."""
    for index in range(start, min(end, start + _HEAD_WITHIN)):
        if is_role(words[index]):
            return index
        # Behind a preposition it is somebody else's: `a novel by another writer`; but `one of its directors`.
        leads_on = index > start and words[index] in _LEADING_ON and words[index - 1].lower() != "one"
        if leads_on and not _is_in_owner(words, index, end):
            return None
    return None


def _is_in_owner(words: list[str], at: int, end: int) -> bool:
    """Tell whether a small word stands in the name of whose a person is: `Color of Change's director`."""
    after = next((each for each in range(at, end) if words[each] in POSSESSIVES), at)
    return after > at + 1 and all(words[each][0].isupper() for each in (at - 1, *range(at + 1, after)))


def apposition(leaf: TokenizedText, last: int, others: Set[int]) -> str | None:
    """Read an apposition: `NAME, chief of the military intelligence agency`, `NAME, 61, a shopkeeper`.

    Between dashes, too, if it is closed by the second: `NAME — the mayor of York — left`.
    """
    words = leaf.tokens.words
    comma = _past_age(words, last)
    if comma + 1 >= len(words) or words[comma] not in _OPENING:
        return None
    start = _role_start(words, comma + 1)
    # `NAME, wounded by a soldier`: a noun for a role stands there, and is somebody else's.
    if _goes_on(words[start]):
        return None
    end = apposition_end(words, start, others)
    if _is_clause(words, start, end) or is_of_another(words, start, end, others):
        return None
    is_closed = words[comma] == "," or words[end : end + 1] == [words[comma]]
    return role_text(leaf, start, end) if is_closed and _says_what(words, start, end, last) else None


def _says_what(words: list[str], start: int, end: int, last: int) -> bool:
    """Tell whether a stretch says what the one person is whose name ends at `last`."""
    if _is_in_row(words, end):
        return False
    head = role_noun(words, start, end)
    if head is None:
        return _describes(words, start, end)
    return not _is_of_many(words, head, start, last)


def _is_in_row(words: list[str], end: int) -> bool:
    """Tell whether a relative who ends at `end` stands in a row: `NAME, the boy's stepmother, his aunt`."""
    is_kin = words[end - 1].lower().removeprefix("step") in _KIN
    after = words[end + 1 : end + 2]
    return is_kin and words[end : end + 1] == [","] and not _IN_ROWS.isdisjoint(after)


def _past_age(words: list[str], at: int) -> int:
    """Return where the comma after an age stands: the second of `NAME, 61, a shopkeeper`; else `at`."""
    aged = words[at : at + 3 : 2] == [",", ","] and words[at + 1].isdigit()
    return at + 2 if aged else at


def _goes_on(word: str) -> bool:
    """Tell whether a verb follows the comma, so that the sentence goes on: `NAME, wounded in …`."""
    return word in _VERBS or (word.islower() and word.endswith("ed") and word not in ROLE_WORDS)


def is_of_another(words: list[str], start: int, end: int, others: Set[int]) -> bool:
    """Tell whether a stretch leads to somebody else's name: of `A, minister B` the minister is B.

    One who is named after `of` is a part of what is said: `A, wife of B`; so is one with a possessive.
    """
    return any(
        at in others and _before(words, at) not in _RELATING and not _has_helper(words, at, end)
        for at in range(start + 1, end + 1)
    ) or (start in others and (POSSESSIVES | {"'", "’"}).isdisjoint(words[start:end]))


def _before(words: list[str], at: int) -> str:
    """Return the word before a name, its title passed over: `spokesman for Mr. Lee`."""
    before = words[at - 1].lower()
    return words[at - 2].lower() if before.rstrip(".") in _ADDRESSES else before


def _has_helper(words: list[str], at: int, end: int) -> bool:
    """Tell whether somebody named at `at` only says whose helper is spoken of: `a Bo Orme delegate`."""
    after = words[at + 1 : min(end, at + _MAX_HELPED)]
    if not POSSESSIVES.isdisjoint(after):
        return True
    # `a spokesman for the Orme campaign`.
    if words[at - 1] == "the" and words[at - 2] in LINKS and any(map(str.islower, after)):
        return True
    return words[at - 1] in _DESCRIBING and any(word.islower() and is_role(word) for word in after)


def party(leaf: TokenizedText, last: int) -> str | None:
    """Read the party of somebody elected, and for where: `NAME (R-Alaska)`, `NAME, D-Mont.,`."""
    words = leaf.tokens.words
    if last + 1 >= len(words) or words[last] not in {",", "("} or not _PARTY(words[last + 1]):
        return None
    # `As to Ann Lee, I saw her`.
    if words[last] == "," and words[last + 1] == "I":
        return None
    end = last + 2
    # `D-N.Y.` is three tokens and a stop.
    while (
        end < min(len(words), last + _MAX_PARTY)
        and leaf.tokens.starts[end] == leaf.tokens.end(end - 1)
        and words[end] not in {",", ")"}
    ):
        end += 1
    return role_text(leaf, last + 1, end)


def _is_clause(words: list[str], start: int, end: int) -> bool:
    """Tell whether what follows the comma says something of its own: `NAME, the police officer said`."""
    if end < len(words) and words[end].lower() in _CLAUSE_VERBS:
        return True
    head = role_noun(words, start, end)
    if head is not None and _closes_with_verb(words, head, end):
        return True
    if head is not None and words[start] == "the" and _did_something(words[head + 1 : head + 3]):
        return True
    return any(word in _CLAUSE_VERBS for word in words[start:end])


def _closes_with_verb(words: list[str], head: int, end: int) -> bool:
    """Tell whether a verb ends the stretch behind a noun, as far as endings tell: `Orme's chief waits`."""
    verb = words[head + 1] if head + 2 == end else "."
    return verb.islower() and verb.endswith("s") and not is_role(verb)


def _did_something(after: list[str]) -> bool:
    """Tell whether what follows a noun is what somebody did: `the governor earned 51`, not `elected in`."""
    is_past = after != [] and after[0].islower() and (after[0].endswith("ed") or after[0] in _VERBS)
    return is_past and after[1:] != [] and after[1].lower() not in _LEADING_ON | {"as", "after", "during"}


def _describes(words: list[str], start: int, end: int) -> bool:
    """Tell whether a short stretch up to a mark is an apposition without a noun for a role."""
    if not 1 < end - start < _MAX_DESCRIPTION or words[start].lower() not in _DESCRIBING:
        return False
    # A thing is by somebody.
    if not _NO_NOUNS.isdisjoint(words[start:end]):
        return False
    if _is_named_house(words, start, end) or _is_adjective(words, start, end):
        return False
    return end >= len(words) or words[end] in MARKS or words[end].lower() in _RELATIVES


def _is_named_house(words: list[str], start: int, end: int) -> bool:
    """Tell whether a stretch is a house's name: `the International Criminal Court`, not `a Republican`."""
    described = words[start + 1 : end]
    return len(described) > 1 and not any(word.islower() and word not in LINKS for word in described)


def _is_adjective(words: list[str], start: int, end: int) -> bool:
    """Tell whether one adjective stands before the next: `the brusque, take-no-prisoners governor`."""
    is_one = end - start == _ARTICLE_AND_WORD and words[start + 1].islower()
    return is_one and "-" in "".join(words[end + 1 : end + 2])


def _is_of_many(words: list[str], head: int, start: int, last: int) -> bool:
    """Tell whether a noun is for several, and one alone stands before: `NAME, few leaders came`."""
    noun = words[head]
    alone = "and" not in words[max(0, last - _MAX_GIVEN) : last]
    return alone and singular(noun) != noun and "one" not in words[start:head]


def apposition_end(words: list[str], start: int, others: Set[int] | None = None) -> int:
    """Return where an apposition that begins at `start` ends: at a mark, or at a word that opens a clause.

    With `others`, where everybody is named, it may go on over an `and`.
    """
    end = start
    while end < len(words) and end - start < _MAX_AFTER and words[end] not in MARKS:
        joined = others is not None and _goes_on_over(words, end, others)
        if words[end].lower() in CLAUSE_STARTS and not joined:
            break
        end += 1
    return end


def _goes_on_over(words: list[str], at: int, others: Set[int]) -> bool:
    """Tell whether an `and` stands within a role, and no clause or person follows: `founder and head`."""
    if words[at] != "and":
        return False
    rest = words[at + 1 : at + 1 + _MAX_JOINED]
    size = next((size for size, word in enumerate(rest) if _closes(word)), None)
    if not size or not others.isdisjoint(range(at + 1, at + 1 + size)):
        return False
    joined = rest[:size]
    if _opens_clause(joined):
        return False
    # `Minister of Finance and Planning`; `the mayor and Leeds` may be anything.
    if joined[0][0].islower() or words[at - 1][0].isupper():
        return True
    return is_role(joined[0]) or is_role(joined[-1])


def _opens_clause(joined: list[str]) -> bool:
    """Tell whether the words after an `and` are no noun's, or hold a verb: `and fled`, `and Lee said`."""
    opening = joined[0]
    if _goes_on(opening) or opening.lower() in FUNCTION_WORDS or not opening[0].isalpha():
        return True
    return not _CLAUSE_VERBS.isdisjoint(joined)


def _closes(word: str) -> bool:
    return word in MARKS or (word.lower() in CLAUSE_STARTS and word != "and")


def _role_start(words: list[str], start: int) -> int:
    """Return where a role begins after a comma, adverbs passed over: `until lately the governor`."""
    at = start
    while at < len(words) - 1 and words[at].lower() in ADVERBS:
        at += 1
    return at
