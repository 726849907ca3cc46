"""What the tagger found, made clean."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from tui.entities.features import SENTENCE_ENDS, is_acronym, place_flag, spelled, spelled_name
from tui.entities.lexicon import demonyms, first_names, gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    CELESTIAL,
    COMPANY_WORDS,
    DIRECTIONS,
    DOMAINS,
    FACILITIES,
    FUNCTION_WORDS,
    HONORIFICS,
    KIND_WORDS,
    LAND,
    LANGUAGES,
    METONYMS,
    NO_PLACE_TAILS,
    PARTICLES,
    PLACE_COMPOUNDS,
    PLACE_PREPOSITIONS,
    ROLE_NOUNS,
    WEEKDAYS_AND_MONTHS,
)
from tui.model.names import Mention


class NameSpan(NamedTuple):
    """One stretch of tokens that names something; half-open."""

    leaf: int
    """Index into the list of leaves."""
    first: int
    last: int
    label: str
    """PER, LOC, ORG, NORP or MISC; NOT for what sounds like a place and is none, TEAM for a team."""


TEAM: Final = "TEAM"
"""The label of a town's name where it is a team's; elsewhere in the article it may be the town's."""
NO_PLACES: Final = frozenset(["NOT", TEAM])
"""The labels of what sounds like a place and is none there."""
Phrase = tuple[str, ...]
Taken = dict[int, set[int]]
"""Index of a text → its tokens that some span covers."""

_MAX_PLACE_WORDS: Final = 6
_MAX_NAME_WORDS: Final = 12
"""Longer runs of capitals are no name but a text in capitals."""
_INNER_CAPITAL: Final = re.compile(r"[A-Z][a-z]{1,2}[A-Z][a-z]{2,}").fullmatch
_ELECTED_IN: Final = re.compile(r"[DRI]-[A-Z]\w*\.?").fullmatch
"""The party and state of somebody elected: `R-Fla`."""
_MIN_FULL: Final = 2
"""Words of a full name."""
_MAX_GIVEN: Final = 3
_MAX_NAMINGS: Final = 50
"""How many names with one first word are looked for again: no article has more, but a hostile text may."""
_TITLES: Final = HONORIFICS | ROLE_NOUNS
_NEVER_PLACES: Final = DIRECTIONS | WEEKDAYS_AND_MONTHS | CELESTIAL | LANGUAGES | {"commons"}
_LAND_AND_WATER: Final = frozenset("LW")
_LISTS: Final = read_lists("places")
_HOLDING: Final = read_lists("people")["holding"]
_PAPERS: Final = read_lists("bodies")["newspaper"]
_NAMED_THINGS: Final = _LISTS["named-things"]
_WHOSE: Final = frozenset(["a", "his", "her", "their", "my"])
_MIN_LETTERS: Final = 2
_WEATHER: Final = _LISTS["weather"]
_BEFORE_NAMES: Final = HONORIFICS | frozenset("the in at on from with and but for when after as".split())
_PARTISAN: Final = frozenset(["democratic", "republican", "conservative", "liberal"])
_COUNTRY_TAILS: Final = frozenset(["USA", "UK", "America", "Canada", "Australia", "Europe"])
_OPENING: Final = frozenset(['"', "“", "‘", "'"])
_CLOSING: Final = frozenset(['"', "”", "’", "'"])
_NO_MODIFIED: Final = _TITLES | FUNCTION_WORDS | WEEKDAYS_AND_MONTHS


def phrase(leaves: list[TokenizedText], span: NameSpan) -> Phrase:
    """Return the words of a span, those in capitals throughout with one capital."""
    words = leaves[span.leaf].tokens.words
    if span.last - span.first == 1:
        return (spelled(words[span.first]),)
    return tuple(spelled_name(words[span.first : span.last]))


def surface(leaves: list[TokenizedText], span: NameSpan) -> str:
    """Return the text of a span, blanks made single."""
    leaf = leaves[span.leaf]
    text = leaf.text[leaf.tokens.starts[span.first] : leaf.tokens.end(span.last - 1)]
    return text if span.last - span.first == 1 else " ".join(text.split())


def mention(leaves: list[TokenizedText], span: NameSpan) -> Mention:
    """Return where a span stands in the article."""
    leaf = leaves[span.leaf]
    return Mention(leaf.section, leaf.index, leaf.tokens.starts[span.first], leaf.tokens.end(span.last - 1))


def taken_tokens(spans: Iterable[NameSpan]) -> Taken:
    """Return which tokens of each leaf the spans cover."""
    taken: Taken = defaultdict(set)
    for span in spans:
        taken[span.leaf].update(range(span.first, span.last))
    return taken


def by_leaf(spans: Iterable[NameSpan]) -> dict[int, list[NameSpan]]:
    """Return the spans of each text, in their order, by its index; a text without any is left out."""
    rows: dict[int, list[NameSpan]] = {}
    for span in spans:
        rows.setdefault(span.leaf, []).append(span)
    return rows


def by_token(row: Iterable[NameSpan]) -> dict[int, NameSpan]:
    """Return, for each token of one text that a span of it covers, the first span that does."""
    found: dict[int, NameSpan] = {}
    for span in row:
        for at in range(span.first, span.last):
            found.setdefault(at, span)
    return found


def surnames_of(leaves: list[TokenizedText], spans: Iterable[NameSpan]) -> set[Phrase]:
    """Return the last words of the names of people that have more than one."""
    return {phrase(leaves, s)[-1:] for s in spans if s.label == "PER" and s.last - s.first > 1}


def laid_over(spans: list[NameSpan], new: list[NameSpan]) -> list[NameSpan]:
    """Return the spans in reading order, new ones in place of those that they touch."""
    if not new:
        return spans
    taken = taken_tokens(new)
    return sorted([s for s in spans if taken[s.leaf].isdisjoint(range(s.first, s.last))] + new)


def namings(leaves: list[TokenizedText], names: Iterable[Phrase], label: str) -> Iterator[NameSpan]:
    """Yield every naming of some names, as they are written, the longest of those that begin at one word."""
    openings: dict[str, list[Phrase]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        openings[name[0]].append(name)
    for number, leaf in enumerate(leaves):
        words, end = leaf.tokens.words, 0
        for index in [index for index, word in enumerate(words) if word in openings]:
            if index < end:
                continue
            for name in openings[words[index]][:_MAX_NAMINGS]:
                if tuple(words[index : index + len(name)]) == name:
                    end = index + len(name)
                    yield NameSpan(number, index, end, label)
                    break


def clean_spans(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Cut articles and titles off the spans, and relabel those that name no person or place after all.

    They stay as spans of another label: what is known not to be a place is worth knowing.
    """
    taken = taken_tokens(spans)
    inside = _inner_pairs(leaves, spans, taken)
    cleaned: list[NameSpan] = []
    for span in _parted(leaves, spans):
        overlaps = cleaned and cleaned[-1].leaf == span.leaf and span.first < cleaned[-1].last
        if not overlaps and span.last - span.first <= _MAX_NAME_WORDS:
            cleaned.append(_clean(leaves[span.leaf], span, taken[span.leaf], inside))
    return cleaned


def _clean(leaf: TokenizedText, span: NameSpan, taken: set[int], inside: set[Phrase]) -> NameSpan:
    """Return one span cut and relabelled; `inside` are pairs of words inside the names of things."""
    words = leaf.tokens.words
    # Before the labels are asked: `El Niño` sounds like a person, and `La Niña` like a place.
    if _is_weather(words[span.first : span.last]):
        return span._replace(label="MISC")
    if span.label == "PER":
        return _clean_person(leaf, span, taken)
    if span.label == "LOC":
        part = leaf.title and tuple(words[span.last - 1 : span.last + 1]) in inside
        return span._replace(label="NOT") if part else _clean_place(leaf, span, taken)
    return span._replace(label="LOC") if _is_landmark(words, span.first, span.last) else span


def _is_weather(words: list[str]) -> bool:
    """Tell whether a name is that of weather, which sounds like a person: `El Niño`."""
    return len(words) == 2 and " ".join(words).lower() in _WEATHER


def _parted(leaves: list[TokenizedText], spans: list[NameSpan]) -> Iterator[NameSpan]:
    """Part what the tagger took for one thing and is two places: `West Bank and Amman`."""
    for span in spans:
        words = leaves[span.leaf].tokens.words[span.first : span.last]
        if span.label == "PER" and _is_of_somewhere(words):
            home = span.first + words.index("of")
            yield span._replace(last=home)
            yield span._replace(first=home + 1, label="LOC")
            continue
        middle = words.index("and") if span.label in {"ORG", "MISC"} and "and" in words else 0
        halves = (" ".join(words[:middle]), " ".join(words[middle + 1 :]))
        if middle and all(half in gazetteer() for half in halves):
            yield span._replace(last=span.first + middle, label="LOC")
            yield span._replace(first=span.first + middle + 1, label="LOC")
        else:
            yield span


def _is_of_somewhere(words: list[str]) -> bool:
    """Tell whether a name goes on with where somebody is from: `Ann Lee of Laconia`, not `Joan of Arc`."""
    at = words.index("of") if "of" in words else 0
    named = _MIN_FULL <= at < len(words) - 1 and words[0] in first_names()
    return named and words[at - 1].lower() not in _TITLES


def still_places(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Relabel the places that agreement made of names which, by what stands around them, are no places."""
    taken = taken_tokens(spans)
    return [
        span._replace(label="NOT")
        if span.label == "LOC"
        and not _is_place_here(leaves[span.leaf], span.first, span.last, taken[span.leaf])
        else span
        for span in spans
    ]


def _inner_pairs(leaves: list[TokenizedText], spans: list[NameSpan], taken: Taken) -> set[Phrase]:
    """Return the pairs of words inside names of things, as the running text has them.

    In a heading, where every word has a capital, they tell `Black Sea Grain Initiative` from a sea.
    """
    pairs: set[Phrase] = set()
    for span in spans:
        words = leaves[span.leaf].tokens.words
        if span.label in {"ORG", "MISC"} and not leaves[span.leaf].title:
            pairs.update(pairwise(words[span.first : span.last]))
        elif span.label == "LOC" and _is_modifier(leaves[span.leaf], span.last, taken[span.leaf]):
            pairs.add(tuple(words[span.last - 1 : span.last + 1]))
    return pairs


def _clean_person(leaf: TokenizedText, span: NameSpan, taken: set[int]) -> NameSpan:
    words = leaf.tokens.words
    first, last = span.first, span.last
    # The last word stays, whatever it is: a name must have one.
    while last - first > 1 and words[first].lower().rstrip(".") in _BEFORE_NAMES:
        first += 1
    # A thing keeps the words of its name, a place and a person begin after the title.
    other = _label_of_thing(leaf, first, last)
    if other is not None:
        return span._replace(label=other)
    if _is_place_after_all(words, first, last):
        return span._replace(first=first, label="LOC")
    return NameSpan(span.leaf, _with_given_name(words, first, taken), last, span.label)


def _label_of_thing(leaf: TokenizedText, first: int, last: int) -> str | None:
    """Return what a name, taken for a person's, is instead, if neither a person's nor a place's."""
    words = leaf.tokens.words
    if _is_house(words[first:last]):
        return "ORG"
    if _is_within_a_thing(leaf, first, last):
        return "NOT"
    return _label_of_letters(words, first, last) if last - first > 1 else _label_of_word(leaf, first)


def _is_house(words: list[str]) -> bool:
    """Tell whether a name is a company's or a newspaper's by its words."""
    if any(word.lower() in COMPANY_WORDS for word in words):
        return True
    # `Asharq Al-Awsat` may be anybody; who has two articles is a newspaper: `Al-Masry Al-Youm`.
    return len(words) > 1 and all(word.startswith("Al-") for word in words)


def _is_within_a_thing(leaf: TokenizedText, first: int, last: int) -> bool:
    """Tell whether the words around a name make it a part of something: a case, an office, a prize."""
    words = leaf.tokens.words
    held = first > 1 and words[first - 1] == "of" and words[first - 2] in _HOLDING
    return (
        held
        or _is_in_case(words, first, last)
        or _ends_a_thing(leaf, last)
        or _is_in_title(words, first, last)
    )


def _label_of_word(leaf: TokenizedText, first: int) -> str | None:
    """Return what a lone word is that is no person's name: `British`, `his 2008 Bentley`, `Monday`."""
    words = leaf.tokens.words
    if words[first] in demonyms() or " ".join(words[max(0, first - 1) : first + 1]) in demonyms():
        return "NORP"
    return "MISC" if _is_model(words, first) or _is_no_person(leaf, first) else None


def _label_of_letters(words: list[str], first: int, last: int) -> str | None:
    """Return what several words are that no full name ends in: `P. M.`, `Kestrel CPUs`, `the Zab Herald`."""
    end = words[last - 1]
    if first and words[first - 1].lower() == "the" and end.lower() in _PAPERS:
        return "ORG"
    # Letters in the plural; and a time of day, or what is left of a name.
    is_plural = len(end) > _MIN_LETTERS and end[-1] == "s" and end[:-1].isupper()
    return "MISC" if is_plural or all(len(word.rstrip(".")) == 1 for word in words[first:last]) else None


def _is_model(words: list[str], first: int) -> bool:
    """Tell whether a name is a car's, by its year: `his 2008 Bentley`."""
    return first > 1 and _is_year(words[first - 1]) and words[first - 2].lower() in _WHOSE


def _is_in_case(words: list[str], first: int, last: int) -> bool:
    """Tell whether a surname is a side in court, and the case is named: `Roe v. Wade`."""
    if last - first > 1:
        return False
    before = words[max(0, first - 2) : first]
    after = words[last : last + 3]
    return (before == ["v", "."] and words[first - 3][0].isupper()) or (
        after[:2] == ["v", "."] and after[2:] != [] and after[2][0].isupper()
    )


def _is_in_title(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name ends what stands between quotes and begins with other words: `“Morning Joe”`."""
    # The mark first: few names end before one.
    if _CLOSING.isdisjoint(words[last : last + 2]):
        return False
    start = first
    least = max(0, first - _MAX_PLACE_WORDS)
    while start > least and words[start - 1].istitle() and words[start - 1] not in first_names():
        start -= 1
    return 0 < start < first and words[start - 1] in _OPENING


def _is_place_after_all(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name, taken for a person's, is a place's by itself or by the word before it."""
    return (
        _is_known_place_here(words, first, last)
        or _is_landmark(words, first, last)
        or _is_facility_here(words, first, last)
    )


def _ends_a_thing(leaf: TokenizedText, index: int) -> bool:
    """Tell whether the word at `index` makes the name before it a thing's: the `Prize` of `Nobel Prize`."""
    words = leaf.tokens.words
    # In a headline every word has a capital, so that it says nothing of the word before.
    if leaf.title or index >= len(words):
        return False
    return words[index].istitle() and words[index].lower() in NO_PLACE_TAILS


def _is_no_person(leaf: TokenizedText, index: int) -> bool:
    """Tell whether a lone word is an initial, an acronym, a weekday, `Rangers` or a noun after `the`."""
    words = leaf.tokens.words
    word = words[index]
    if _ELECTED_IN(word) or _opens_with_role(words, index):
        return True
    if len(word) == 1 or (is_acronym(word) and not leaf.caps):
        return True
    return word.lower() in WEEKDAYS_AND_MONTHS or _lone_after_article(words, index)


def _opens_with_role(words: list[str], index: int) -> bool:
    """Tell whether a word opens a sentence and is a role in the plural: `Rangers`."""
    if index and words[index - 1] not in SENTENCE_ENDS:
        return False
    word = words[index].lower()
    return word.endswith("s") and word[:-1] in ROLE_NOUNS


def _with_given_name(words: list[str], first: int, taken: set[int]) -> int:
    """Return where a person's name begins when a given name that the tagger left out stands before it."""
    least = max(0, first - _MAX_GIVEN)
    while first > least and first - 1 not in taken and _is_given(words[first - 1]):
        # `Will Smith said` and `Will Smith say`; `Prince Charles`: such given names are more often words or
        # titles.
        if words[first - 1].lower() in FUNCTION_WORDS | HONORIFICS:
            break
        first -= 1
    return first


def _is_given(word: str) -> bool:
    """Tell whether a word is a given name by the lists, or by a capital within it: `LuAnn`, `DeShawn`."""
    return word in first_names() or _INNER_CAPITAL(word) is not None


def _lone_after_article(words: list[str], first: int) -> bool:
    """Tell whether one word stands as a noun after `the`: `the Sherpa`, but not `the Trump campaign`."""
    after = words[first + 1] if first + 1 < len(words) else "."
    return first > 0 and words[first - 1].lower() == "the" and not after.isalpha()


def _is_known_place_here(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name is a place of the gazetteer and stands where a place does: `to Austin`."""
    before = words[first - 1].lower() if first else ""
    # One goes to and hears from people, too; a name of two words is more often a person's.
    if before not in ({"in", "from", "near", "to"} if last - first == 1 else {"in", "near"}):
        return False
    flag = place_flag(" ".join(words[first:last]))
    # Many a surname is that of a small town, and one compares to people: `in Clinton's case`.
    is_owner = words[last : last + 1] in (["'s"], ["’s"])
    return bool(flag) and (flag != "P" or (before != "to" and not is_owner))


def _is_landmark(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name is a landmark's or a water's, and no given name opens it: `Notre-Dame`."""
    found = place_flag(" ".join(words[first:last])) in _LAND_AND_WATER
    return found and words[first] not in first_names()


def _is_facility_here(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name that ends like a hill's stands where one does: `on Heartbreak Hill`."""
    if last - first < 2 or words[last - 1].lower() not in FACILITIES or words[first] in first_names():
        return False
    before = words[first - 1].lower() if first else ""
    return before in {"on", "in", "at", "near", "across", "along"}


def _clean_place(leaf: TokenizedText, span: NameSpan, taken: set[int]) -> NameSpan:
    first, last = _ends_of_place(leaf.tokens.words, span, taken)
    return NameSpan(span.leaf, first, last, _label_of_place(leaf, first, last, taken))


def _ends_of_place(words: list[str], span: NameSpan, taken: set[int]) -> tuple[int, int]:
    """Return where a place's name begins and ends, without an article or a party, with all of its words."""
    first, last = span.first, span.last
    if words[first].lower() == "the" and last - first > 1 and " ".join(words[first:last]) not in gazetteer():
        first += 1
    if _opens_with_party(words, first, last):
        first += 1
    # To the right, then to the left: of `New York` the tagger may have seen either word.
    last = _widened(words, first, last)
    if first and first - 1 not in taken and " ".join(words[first - 1 : last]) in gazetteer():
        first -= 1
    return first, last


def _label_of_place(leaf: TokenizedText, first: int, last: int, taken: set[int]) -> str:
    """Return what a name is that sounds like a place's."""
    words = leaf.tokens.words
    # `Thai` is a town of the gazetteer as well, and hardly ever meant.
    if " ".join(words[first:last]) in demonyms():
        return "NORP"
    # In a headline it may be anybody: `bluff on Merrick Garland`.
    if _is_named_after_place(words, first, last):
        return "NOT" if leaf.title else "ORG"
    return "LOC" if _is_place_here(leaf, first, last, taken) else "NOT"


def _opens_with_party(words: list[str], first: int, last: int) -> bool:
    """Tell whether a state is called by how it votes: `Democratic Vermont`; a country may be named so."""
    return words[first].lower() in _PARTISAN and place_flag(" ".join(words[first + 1 : last])) == "A"


def _is_named_after_place(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name only begins with a place: `Florida Marlins`, but not `Berlin Airport`."""
    if last - first < 2 or words[first + 1].lower() in PARTICLES:
        return False
    if _is_place_by_its_words(words, first, last):
        return False
    # The University of Leeds is no town.
    if words[first].lower() in NO_PLACE_TAILS and words[first + 1] == "of":
        return True
    names = [" ".join([spelled(word) for word in words[first:stop]]) for stop in range(first + 1, last + 1)]
    places = gazetteer()
    return names[-1] not in places and any(name in places for name in names[:-1])


def _is_place_by_its_words(words: list[str], first: int, last: int) -> bool:
    """Tell whether a name says that it is a place: `Berlin Airport`, `North Leeds` as a part of Leeds."""
    if words[last - 1].lower() in KIND_WORDS or words[last - 1] in LAND:
        return True
    return words[first].lower() in DIRECTIONS and place_flag(" ".join(words[first + 1 : last])) in {"P", "Q"}


def _widened(words: list[str], first: int, last: int) -> int:
    """Return the end of the longest place name of the gazetteer that begins like the span."""
    places = gazetteer()
    for stop in range(min(len(words), first + _MAX_PLACE_WORDS), last, -1):
        if is_capital(words[stop - 1]) and " ".join([spelled(word) for word in words[first:stop]]) in places:
            return stop
    return last


def _is_place_here(leaf: TokenizedText, first: int, last: int, taken: set[int]) -> bool:
    """Tell whether a place name stands for the place itself.

    A seat of power does after a preposition only; `Istanbul Communiqué`, `U.S.-led`, `Washington Post`
    and `Group F` name something else.
    """
    words = leaf.tokens.words
    name = " ".join(words[first:last]).lower()
    # Before all else: the Kremlin has a place of its own, which is seldom meant.
    if name in METONYMS:
        return _after_preposition(words, first)
    if last - first == 1 and (len(name) == 1 or name in _NEVER_PLACES):
        return False
    if last - first > 1 and words[last - 1].lower() in NO_PLACE_TAILS:
        # `State College` is a town, `Qwertz College` is none.
        return " ".join([spelled(word) for word in words[first:last]]) in gazetteer()
    return not _is_part_of_a_name(leaf, first, last, taken)


def _is_part_of_a_name(leaf: TokenizedText, first: int, last: int, taken: set[int]) -> bool:
    """Tell whether the words around a place's name make it a part of something else's."""
    words = leaf.tokens.words
    return (
        _is_in_title(words, first, last)
        or _is_paper(leaf, first, last)
        or _is_tail(words, first, last, taken)
        or _lends_its_name(words, first, last)
        or _is_domain(words, first)
        or _in_compound(leaf, last)
        or _is_modifier(leaf, last, taken)
    )


def _is_paper(leaf: TokenizedText, first: int, last: int) -> bool:
    """Tell whether an article with a capital within a sentence makes a name a paper's: `in The Atlantic`."""
    words = leaf.tokens.words
    if leaf.title or first < _MIN_FULL or words[first - 1] != "The" or words[first - 2] in SENTENCE_ENDS:
        return False
    # `The Hennepin County Attorney`: in a line that lost its stop.
    is_whole = last >= len(words) or not words[last][0].isupper()
    places = gazetteer()
    return is_whole and words[first] in places and f"The {words[first]}" not in places


def _lends_its_name(words: list[str], first: int, last: int) -> bool:
    """Tell whether an unknown place or small town lends its name: `Keystone pipeline`, `Left-leaning`."""
    head, dash, tail = words[last - 1].rpartition("-")
    if dash and tail.islower() and head and last - first == 1:
        return words[first] not in gazetteer()
    after = words[last] if last < len(words) else ""
    return after in _NAMED_THINGS and place_flag(" ".join(words[first:last])) in {"", "P"}


def _is_tail(words: list[str], first: int, last: int, taken: set[int]) -> bool:
    """Tell whether a country's letters end the name of a house: `Right to Rise USA`."""
    if last - first > 1 or words[first] not in _COUNTRY_TAILS or first < 2 or first - 1 in taken:
        return False
    before = words[first - 1]
    return before.istitle() and words[first - 2] not in SENTENCE_ENDS and before.lower() not in _NO_MODIFIED


def _after_preposition(words: list[str], first: int) -> bool:
    return any(word.lower() in PLACE_PREPOSITIONS for word in words[max(0, first - 2) : first])


def _is_domain(words: list[str], first: int) -> bool:
    """Tell whether a place is held by a title: `Archbishop of Canterbury`."""
    return first > 1 and words[first - 1] == "of" and words[first - 2].lower() in DOMAINS


def _in_compound(leaf: TokenizedText, last: int) -> bool:
    """Tell whether a hyphen and a plain word follow (`U.S.-led`, not `Paris-based`), or a sum (`US$5`)."""
    words, starts = leaf.tokens.words, leaf.tokens.starts
    if last + 1 >= len(words) or starts[last] != leaf.tokens.end(last - 1):
        return False
    if words[last] == "$":
        return True
    if words[last] != "-":
        return False
    after = words[last + 1]
    return starts[last + 1] == starts[last] + 1 and after.islower() and after not in PLACE_COMPOUNDS


def _is_modifier(leaf: TokenizedText, last: int, taken: set[int]) -> bool:
    """Tell whether the place only qualifies a capitalised word that names nothing: `Normandy Format`."""
    words = leaf.tokens.words
    if leaf.title or leaf.caps or last >= len(words) or last in taken:
        return False
    after = words[last]
    # `Paris 2024 Games` is a thing, `Paris 2024` may be anything: the word after the year tells.
    if _is_year(after) and last + 1 < len(words):
        return words[last + 1][0].isupper()
    capitalised = after[0].isupper() and not after.isupper() and len(after) > 1
    return capitalised and after.lower().rstrip(".") not in _NO_MODIFIED


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()
