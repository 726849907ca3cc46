"""Which namings are an organisation's: of what was taken for one, and of what was missed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Set
from typing import Final

from tui.entities.features import place_flag, spelled_name
from tui.entities.folding import fold
from tui.entities.lexicon import demonyms, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import TEAM, NameSpan, Phrase, phrase, surface
from tui.entities.wellknown import NO_ORGANISATIONS, known_kind
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    DIRECTIONS,
    FUNCTION_WORDS,
    LAND,
    ROLE_NOUNS,
    WEEKDAYS_AND_MONTHS,
)

_LISTS: Final = read_lists("organisations")
_NO_TAILS: Final = _LISTS["no-tails"]
_NO_OPENERS: Final = _LISTS["no-openers"]
_COUNTRIES_OPEN: Final = _LISTS["states"]
_THINGS: Final = _LISTS["things"]
_LETTERS: Final = _LISTS["letters"]
_PREFIXES: Final = _LISTS["prefixes"]
_SHARES_OF: Final = _LISTS["shares-of"]
_EXCHANGES: Final = _LISTS["exchanges"]
_HEADS: Final = _LISTS["generic"]
_LINKS: Final = frozenset(["of", "for"])
_SHIPS: Final = (["bulk"], ["aircraft"], ["container"])
_HEARD: Final = frozenset("a an another every each new latest my his her their".split())
"""Words after which, before no noun, a name is a thing's that one has: `sold a Kestrel.`, `my Kestrel`."""
_AT: Final = frozenset(["in", "near"])
_LARGE: Final = frozenset("CAQTW")
"""Flags of the places that are hardly ever namesakes of an organisation: see `features.place_flag`."""
_MAX_PHRASES: Final = 50
_NAMES_A_BODY: Final = frozenset(bodies for words in read_lists("bodies").values() for bodies in words)
Bodies = dict[NameSpan, Phrase]
"""Namings with their words as lists spell them."""
Held = dict[int, set[int]]
"""Index of a text → its tokens that people and places have."""


def namings(leaves: list[TokenizedText], spans: list[NameSpan], sport: bool) -> list[NameSpan]:
    """Return the namings of organisations among the spans, and those that were missed, in reading order.

    In an article on sport the name of a town may be its team's.
    """
    bodies = {span: phrase(leaves, span) for span in spans if span.label == "ORG"}
    none = set(filter(_is_thing, set(bodies.values()))) | _things(leaves, bodies)
    if not sport:
        none |= _only_there(leaves, bodies)
    named = {span: phrase(leaves, span) for span in spans if span.label == TEAM}
    named |= {
        span: words
        for span, words in bodies.items()
        if words not in none and _is_named(leaves[span.leaf].tokens.words, span, words, sport)
    }
    return sorted([*named, *_missed(leaves, named, _held(spans))])


def _held(spans: list[NameSpan]) -> Held:
    """Return the words of people and places, by leaf."""
    held: Held = defaultdict(set)
    for span in spans:
        if span.label in {"PER", "LOC"}:
            held[span.leaf].update(range(span.first, span.last))
    return held


# ── what is none ──────────────────────────────────────────────────────────────────────────────


def sure_organisations(
    leaves: list[TokenizedText], spans: list[NameSpan], known: Collection[str]
) -> list[NameSpan]:
    """Return the spans without what may be no organisation: single words, neither letters nor known.

    In languages whose words for bodies no list has, the tagger alone says so, and takes a surname for one.
    """
    names = {fold(name) for name in known}
    return [
        span
        for span in spans
        if span.label != "ORG"
        or span.last - span.first > 1
        or leaves[span.leaf].tokens.words[span.first].isupper()
        or fold(surface(leaves, span)) in names
    ]


def _is_named(here: list[str], span: NameSpan, words: Phrase, sport: bool) -> bool:
    """Tell whether a span names an organisation here: no town that is no team, no letters of shares."""
    return not _is_share(here, span) and (sport or not _is_place(words, here, span))


def _is_thing(words: Phrase) -> bool:
    """Tell whether a name is by its words no organisation's: a street, an act, a people, a title."""
    name, tail = " ".join(words), words[-1]
    if len(name) < 2 or name in demonyms() or name in NO_ORGANISATIONS:
        return True
    if words[0].lower().rstrip(".") in _NO_OPENERS or tail in LAND or _is_compound(tail):
        return True
    return _ends_as_thing(words, tail.lower())


def _ends_as_thing(words: Phrase, last: str) -> bool:
    """Tell whether the last word, in small letters, ends no organisation's name: a day, a letter, a role."""
    if last in _NO_TAILS or last in WEEKDAYS_AND_MONTHS:
        return True
    if len(words) == 1:
        is_letter = last in _LETTERS
    else:
        is_letter = len(last) == 1
    return is_letter or (last in ROLE_NOUNS and last not in _NAMES_A_BODY and _LINKS.isdisjoint(words))


def _is_compound(word: str) -> bool:
    """Tell whether a word only begins or ends like a name: `Low-cost`, `non-UN`, but not `Coca-Cola`."""
    head, dash, tail = word.partition("-")
    return bool(dash) and (tail.islower() or head in _PREFIXES)


def _is_place(words: Phrase, here: list[str], span: NameSpan) -> bool:
    name = " ".join(words)
    flag = place_flag(name)
    if flag in _LARGE and flag:
        return True
    if words[0].lower() in _COUNTRIES_OPEN and words[1:2] == ("of",):
        return True
    if words[0].lower() in DIRECTIONS and " ".join(words[1:]) in gazetteer():
        return True
    return bool(flag) and span.first > 0 and here[span.first - 1].lower() in _AT


def _is_share(words: list[str], span: NameSpan) -> bool:
    """Tell whether letters are those of a share, or of where it is traded: `(NASDAQ: INTC)`."""
    before, after = words[max(0, span.first - 2) : span.first], words[span.last : span.last + 1]
    traded = len(before) == 2 and before[1] == ":" and before[0].lower() in _EXCHANGES
    return traded or (after == [":"] and words[span.last - 1].lower() in _EXCHANGES)


def _things(leaves: list[TokenizedText], bodies: Bodies) -> set[Phrase]:
    """Return the names that somewhere are plainly what one has or buys: `a Kestrel`, `17-inch Kestrel`."""
    return {words for span, words in bodies.items() if _is_had(leaves[span.leaf].tokens.words, span)}


def _only_there(leaves: list[TokenizedText], bodies: Bodies) -> set[Phrase]:
    """Return the single words, no letters, that stand nowhere but where a place does: `in Kestrel`."""
    there: dict[Phrase, bool] = {}
    for span, words in bodies.items():
        here = leaves[span.leaf].tokens.words
        if len(words) == 1 and not here[span.first].isupper():
            there[words] = there.get(words, True) and _is_placed(here, span)
    return {words for words, only in there.items() if only and words[0].lower() not in _NAMES_A_BODY}


def _is_placed(words: list[str], span: NameSpan) -> bool:
    """Tell whether a name stands where a place does."""
    before = [word.lower() for word in words[max(0, span.first - 2) : span.first]]
    # `shares in Kestrel` are no more there than it is.
    return bool(before) and before[-1] in _AT and "-".join(before) not in _SHARES_OF


def _is_had(words: list[str], span: NameSpan) -> bool:
    if not span.first:
        return False
    before = words[span.first - 1].lower()
    if before in _THINGS or (before[0].isdigit() and "-" in before) or _is_ship(words, span.first, before):
        return True
    # `his IBF title`, and `his IBF, WBA and WBO titles`.
    if before not in _HEARD or (words[span.first].isupper() and known_kind(words[span.first])):
        return False
    return words[span.last - 1].lower() not in _HEADS and not _is_before_noun(words, span.last)


def _is_ship(words: list[str], first: int, before: str) -> bool:
    """Tell whether a ship's name begins: `bulk carrier Kestrel` is one, `air carrier Kestrel` an airline."""
    return before == "carrier" and words[first - 2 : first - 1] in _SHIPS


def _is_before_noun(words: list[str], index: int) -> bool:
    """Tell whether a noun may follow at the index.

    `a Kestrel spokesman` speaks for it; the university in `a University of Leeds` is none either way.
    """
    if index >= len(words):
        return False
    after = words[index]
    return (after.isalpha() or after[0].isdigit()) and after not in FUNCTION_WORDS


# ── what was missed ───────────────────────────────────────────────────────────────────────────


def _missed(leaves: list[TokenizedText], named: Bodies, held: Held) -> list[NameSpan]:
    """Find further namings of the organisations in tokens that nothing else has."""
    known: dict[str, set[Phrase]] = defaultdict(set)
    for span, words in named.items():
        if span.label == "ORG" and words[0].lower() not in FUNCTION_WORDS:
            known[words[0]].add(words)
    taken = {number: set(tokens) for number, tokens in held.items()}
    for span in named:
        taken.setdefault(span.leaf, set()).update(range(span.first, span.last))
    forms = {word: sorted(some, key=len, reverse=True)[:_MAX_PHRASES] for word, some in known.items()}
    return [
        span
        for number, leaf in enumerate(leaves)
        for span in _missed_in(number, leaf.tokens.words, forms, taken.get(number, set()))
    ]


def _missed_in(
    number: int, words: list[str], known: dict[str, list[Phrase]], taken: Set[int]
) -> Iterator[NameSpan]:
    end = 0
    # All words at once, and then a list of the few: every word of an article is asked.
    for index in (
        () if known.keys().isdisjoint(words) else [index for index, word in enumerate(words) if word in known]
    ):
        if index < end or index in taken:
            continue
        for form in known[words[index]]:
            stop = index + len(form)
            if tuple(spelled_name(words[index:stop])) == form and taken.isdisjoint(range(index, stop)):
                yield NameSpan(number, index, stop, "ORG")
                end = stop
                break
