"""What stands before a name and says what a person is: `Deputy Foreign Minister NAME`."""

from __future__ import annotations

from collections.abc import Set
from typing import Final

from tui.entities.features import SENTENCE_ENDS
from tui.entities.lexicon import demonyms
from tui.entities.reading import TokenizedText
from tui.entities.rolewords import (
    AT_HOUSES,
    LINKS,
    MARKS,
    MAX_BEFORE,
    ORDINALS,
    POSSESSIVES,
    belongs,
    is_headline,
    is_role,
    role_text,
    singular,
)
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    COMPANY_WORDS,
    DETERMINERS,
    FUNCTION_WORDS,
    HONORIFICS,
    PARTICLES,
    REPORTING_VERBS,
    ROLE_WORDS,
)

_LISTS: Final = read_lists("roles")
_MAX_PLAIN: Final = 4
"""Lower-case words that a role may have between its article and its noun: `the match referee`."""
_TITLES: Final = HONORIFICS | PARTICLES
"""Words between a comma and the name proper: `the president of Bulgaria, Mr Parvanov`."""
_BEHIND_NOUNS: Final = _LISTS["behind-nouns"]
_OPENERS: Final = DETERMINERS | POSSESSIVES | _LISTS["numbers"]
"""Words before a role that show that it begins there."""
_OF_HEAD: Final = LINKS | {"from"}
"""Words that may follow the noun of a role: `president of Bulgaria`."""
_APOSTROPHES: Final = frozenset(["'", "’"])
_ENVOY_LINKS: Final = frozenset(["to", "for"])
_MAY_STOP: Final = REPORTING_VERBS | _ENVOY_LINKS | {"the"}
"""Words at which a title may end to the left, in lower case."""
_LEADING: Final = frozenset("by with from like including against of for under as".split())
"""Prepositions before a role: not `to`, after which a verb may stand."""
_SURELY_OPENING: Final = DETERMINERS - {"this", "that"}
"""Not those that open a time as often: `this time referee NAME stopped it`."""
_LIKE_VERBS: Final = frozenset("family assembly supply rally monthly weekly daily".split())
"""Nouns that end like a verb or an adverb."""
_PREPOSITIONS: Final = _LISTS["prepositions"]
_TIMES: Final = frozenset("time day night week month year season way".split())
_DEPARTMENTS: Final = _LISTS["departments"]
_FOLLOWERS: Final = _LISTS["followers"]
_SUBORDINATE: Final = _LISTS["subordinate"]
_VERBS: Final = _LISTS["verbs"]
_FIELDS: Final = _LISTS["fields"]
_OWN: Final = frozenset(["CEO", "founder", "co-founder", "owner", "co-owner"])
_HOMES: Final = frozenset(["home", "house", "office", "party"])
_DOUBLED: Final = _LISTS["doubled"]


def title_before(leaf: TokenizedText, first: int, others: Set[int] = frozenset()) -> str | None:
    """Read `Deputy Foreign Minister NAME`, `Secretary of State NAME`, `the match referee NAME`."""
    start = _title_start(leaf, first)
    if start is None:
        return None
    words = leaf.tokens.words
    # `Minister Lee's aide NAME`: the minister is Lee.
    named = [at for at in range(start, first) if at in others]
    start = max([start, *[_past_another(words, at, first) for at in named]])
    return role_text(leaf, start, first)


def _title_start(leaf: TokenizedText, first: int) -> int | None:
    """Return where the title before a name begins; None where none stands there."""
    words = leaf.tokens.words
    # `the daughter of NAME`, `wife to NAME`: that is somebody else, and no title.
    if first and words[first - 1].lower() in LINKS | DETERMINERS:
        return None
    title = is_headline(leaf)
    reach = _reach_in_headline if title else _reach_left
    start = _own_title(words, reach(words, first), first)
    if not _leads_to_name(leaf, start, first) or _is_of_many(words, start, first):
        return None
    # What was reached over `of` or `to` and led nowhere hangs at the front.
    while start < first and words[start].lower() in LINKS:
        start += 1
    return _past_several(words, start if title else _plain_words(words, start), first)


def _past_another(words: list[str], at: int, end: int) -> int:
    """Return where a title begins that reaches back to somebody else, named at `at`; 0 for all of it.

    Of `Minister Lee's aide NAME` it is Lee, whose aide it says; in `Lee greets York Mayor NAME`, York.
    """
    if not POSSESSIVES.isdisjoint(words[at:end]):
        return at
    plain = next((each for each in range(at, end) if words[each].islower()), end)
    return next((each for each in range(plain, end) if words[each][0].isupper()), 0)


def _leads_to_name(leaf: TokenizedText, start: int, first: int) -> bool:
    """Tell whether a title holds the noun of a role, and nothing but what it is for before the name.

    `King names Lee` in a headline is no title of Lee's.
    """
    words = leaf.tokens.words
    noun = next((at for at in range(first - 1, start - 1, -1) if is_role(words[at])), None)
    if noun is None or noun == first - 1:
        return noun is not None
    between = words[noun + 1 : first]
    if all(word.lower().rstrip(".") in _TITLES | _BEHIND_NOUNS or word in demonyms() for word in between):
        return True
    return not leaf.title and between[0].lower() in LINKS


def _is_of_many(words: list[str], start: int, end: int) -> bool:
    """Tell whether several are spoken of, and what follows only says of what: `Members of the NAME group`."""
    pairs = zip(words[start:end], words[start + 1 : end], strict=False)
    return any(is_role(word) and singular(word) != word and after.lower() in LINKS for word, after in pairs)


def _own_title(words: list[str], start: int, end: int) -> int:
    """Return where the title begins that is the person's own: `Critics of Prime Minister NAME`.

    An office may hold the noun of another in the name of what it is for: `Minister of Justice NAME`.
    """
    for at in range(end - 1, start, -1):
        if words[at - 1].lower() not in LINKS or not is_role(words[end - 1]):
            continue
        # `at the home of investor NAME`: a word that is small and none for a person is no office.
        if at - 2 >= start and words[at - 2].islower() and words[at - 2] in _HOMES:
            return at
        if is_role(words[at - 2]):
            return start if _names_department(words, at, end) else at
    return start


def _names_department(words: list[str], at: int, end: int) -> bool:
    """Tell whether an office has in its name what it is for, which begins at `at`: `Minister of Justice`."""
    office = words[at - 2]
    is_of_office = office[0].isupper() and office.lower() not in _FOLLOWERS
    return is_of_office and " ".join(words[at:end]).lower() in _DEPARTMENTS


def _reach_left(words: list[str], end: int) -> int:
    """Return where the words that may belong to a role ending at `end` begin."""
    start = end
    while start > 0 and end - start < MAX_BEFORE and (belongs(words[start - 1]) or _joins(words, start - 1)):
        if words[start - 1].lower() in _MAY_STOP and _stops(words, start - 1):
            break
        start -= 1
    return start


def _stops(words: list[str], at: int) -> bool:
    """Tell whether a word of those that may end a title to the left does so."""
    word, earlier = words[at].lower(), words[at - 1] if at else ""
    # `likened Lee to Governor NAME`: one is only an envoy `to` somewhere, or a spokesman `for` somebody.
    if word in _ENVOY_LINKS:
        return not earlier or not is_role(earlier)
    # `Secretary of the Interior` goes on over `the`; else an article opens the role.
    if word == "the":
        return earlier.lower() not in LINKS
    # A verb here, though it is a noun elsewhere: `Lee accused Governor NAME`.
    return words[at] in REPORTING_VERBS and earlier[:1].isupper()


def _reach_in_headline(words: list[str], end: int) -> int:
    """Return where a title begins in a headline, where every word has a capital: `Fleeing President NAME`."""
    start = _reach_left(words, end)
    at = end
    while at > start and _is_of_title(words[at - 1]):
        at -= 1
    return at


def _is_of_title(word: str) -> bool:
    return is_role(word) or word.lower() in ROLE_WORDS or word in demonyms() or word.isupper()


def _joins(words: list[str], at: int) -> bool:
    """Tell whether a small word belongs to a title: `head of sales NAME`, `founder and owner NAME`."""
    if at < 1:
        return False
    if words[at] == "and":
        return _is_joining_and(words, at)
    return words[at] in _FIELDS and words[at - 1] == "of" and at > 1 and is_role(words[at - 2])


def _is_joining_and(words: list[str], at: int) -> bool:
    """Tell whether an `and` stands in a name with capitals, or between two offices of one person."""
    before, after = words[at - 1], words[at + 1]
    if after[0].isupper() and before[0].isupper():
        return _is_department(words, at) or _is_in_house(words, at)
    second = after.lower()
    is_both = second in _DOUBLED | {"chief", "managing"} or (second in ROLE_WORDS and before in _OWN)
    return before.lower() in _DOUBLED and is_both


def _is_department(words: list[str], at: int) -> bool:
    """Tell whether an `and` stands in the name of an office: `Minister of Communications and Energy`."""
    start = at
    while start and at - start < MAX_BEFORE and words[start - 1][0].isupper():
        start -= 1
    return (
        start > 1
        and words[start - 1] in {"of", "for"}
        and is_role(words[start - 2])
        and words[start - 2][0].isupper()
    )


def _is_in_house(words: list[str], at: int) -> bool:
    """Tell whether an `and` stands in the name of a house: `Relief and Works Agency spokesman NAME`."""
    end = at + 1
    while end < len(words) and end - at < MAX_BEFORE and words[end][0].isupper():
        end += 1
    house = end - 1
    return (
        end < len(words)
        and words[house].lower() in COMPANY_WORDS
        and words[end].islower()
        and is_role(words[end])
    )


def _past_several(words: list[str], start: int, end: int) -> int:
    """Return where the title begins of one among several: `nominees Senator NAME`."""
    for at in range(end - 1, start, -1):
        before = words[at - 1]
        if before.islower() and is_role(before) and singular(before) != before and words[at][0].isupper():
            return at
    return start


def _plain_words(words: list[str], start: int) -> int:
    """Take in plain words before a role that an article or a possessive opens: `the MSF team coordinator`."""
    at = _reach_plain(words, start)
    # `York's town mayor`: whose mayor it is belongs to the role.
    if at and words[at - 1] in POSSESSIVES:
        return _reach_left(words, at)
    return at if _opens_plain(words, at, start) else start


def _reach_plain(words: list[str], start: int) -> int:
    """Return where the plain words before `start` begin, whatever opens them."""
    at, plain = start, 0
    while at > 0 and start - at < MAX_BEFORE and _is_plain(words[at - 1]):
        plain += words[at - 1].islower()
        # `a call highlighting Senator NAME`; but a `housing minister`.
        if _is_participle(words[at - 1]) and words[at][0].isupper():
            break
        if plain > _MAX_PLAIN:
            break
        at -= 1
    return at


def _opens_plain(words: list[str], at: int, start: int) -> bool:
    """Tell whether the plain words from `at` to `start` are opened as a role is."""
    if at and words[at - 1].lower() in _SURELY_OPENING:
        return True
    if at == start:
        return False
    if _follows_that(words, at) or _opens_sentence(words, at):
        return True
    return _may_precede(words, at) and _is_noun_phrase(words[at:start])


def _follows_that(words: list[str], at: int) -> bool:
    """Tell whether a `that` points to a plain word: `that town mayor`, not `that time`."""
    if not at or words[at - 1] != "that":
        return False
    # `a bridge that connects candidate NAME`: a verb, as far as endings tell.
    is_verb = words[at].islower() and words[at].endswith("s")
    return words[at] not in _TIMES and not is_verb


def _is_participle(word: str) -> bool:
    return word.islower() and word.endswith("ing") and word not in ROLE_WORDS


def _may_precede(words: list[str], at: int) -> bool:
    """Tell whether a role may begin at a word without an article: `by hotel owner NAME`."""
    if not at:
        return False
    word, earlier = words[at - 1], words[max(0, at - 2)]
    # After `to` a verb may stand, but none with a capital: `to Leeds University professor NAME`.
    if word.lower() == "to":
        return words[at][0].isupper() or earlier.lower() == "according"
    # `Bo Orme and hotel owner NAME`.
    if word == "and":
        return earlier == "," or earlier[0].isupper()
    return word in MARKS or word in _LEADING or _is_verb(word)


def _is_verb(word: str) -> bool:
    """Tell whether a plain word is a verb that was: `used`, `said`; but `elected mayor` is none."""
    lower = word.lower()
    return lower in REPORTING_VERBS | _VERBS or (
        word.islower() and word.endswith("ed") and word not in ROLE_WORDS
    )


def _is_noun_phrase(words: list[str]) -> bool:
    """Tell whether plain words between a comma and a role hold no verb, as far as endings tell."""
    return not any(
        (word.endswith(("ing", "ed", "ly")) and word not in _LIKE_VERBS) or word in _VERBS for word in words
    )


def _opens_sentence(words: list[str], at: int) -> bool:
    return words[at].istitle() and (at == 0 or words[at - 1] in SENTENCE_ENDS)


def _is_plain(word: str) -> bool:
    lower = word.lower()
    plain = (lower not in FUNCTION_WORDS and lower not in _PREPOSITIONS) or lower in ORDINALS
    # At a verb the sentence goes on before the role.
    return word[0].isalpha() and plain and not _is_verb(word)


def title_before_comma(
    leaf: TokenizedText, first: int, last: int, others: Set[int] = frozenset()
) -> str | None:
    """Read `The president of Bulgaria, NAME, …` and `India's science minister, NAME`."""
    words = leaf.tokens.words
    comma = _comma_before(words, first)
    head = _head_before(words, comma)
    if head is None:
        return None
    start = _plain_words(words, _reach_left(words, head))
    is_plural = singular(words[head]) != words[head]
    # `the wife of Ann Lee, Bo Lee`; but `the ministers of Ann Lee of York, Bo Orme of Leeds` are those named.
    end = comma if is_plural else head
    is_another = not others.isdisjoint(range(start, end)) and POSSESSIVES.isdisjoint(words[start:end])
    if is_another or not _is_opened(words, start, head) or _in_clause(leaf, start):
        return None
    # `on behalf of Orme's aunt, NAME`: the preposition is the sentence's.
    start += words[start].lower() in LINKS
    return role_text(leaf, start, comma) if _is_closed(words, last, is_plural) else None


def _is_closed(words: list[str], last: int, is_plural: bool) -> bool:
    """Tell whether a name is closed after its role; else the sentence may begin anew there: `…, NAME fled`.

    Of several, one may be joined to the next: `The envoys, NAME and NAME`.
    """
    after = words[last] if last < len(words) else "."
    return after in MARKS or after in AT_HOUSES or (is_plural and after == "and")


def _in_clause(leaf: TokenizedText, at: int) -> bool:
    """Tell whether a word opens the clause that a place is in, and the sentence proper comes after it."""
    start = leaf.opening(at)
    return start < at and leaf.tokens.words[start].lower() in _SUBORDINATE


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
    while head > 0 and comma - head < MAX_BEFORE and not _is_head(words, head) and words[head] not in MARKS:
        head -= 1
    if not _is_head(words, head):
        return None
    return head if head + 1 == comma or words[head + 1].lower() in _OF_HEAD else None


def _is_head(words: list[str], at: int) -> bool:
    """Tell whether a word is for a role; a plural may end the name of a house: `Orme Partners`."""
    is_house = at > 0 and words[at - 1][0].isupper() and words[at][0].isupper()
    return is_role(words[at]) and not (is_house and singular(words[at]) != words[at])


def _is_opened(words: list[str], start: int, head: int) -> bool:
    """Tell whether a role surely begins at `start`: at an article, a possessive, a number or after a mark."""
    if start == 0 or words[start - 1] in MARKS | _APOSTROPHES or words[start - 1].lower() in _OPENERS:
        return True
    return words[start].lower() in DETERMINERS or not POSSESSIVES.isdisjoint(words[start:head])
