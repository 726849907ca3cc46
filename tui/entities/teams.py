"""Teams that their names tell, in stories of sport: `the Boston Red Sox`, `Spartak Moscow`, `Kent`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.entities.features import SENTENCE_ENDS, place_flag, spelled, spelled_name
from tui.entities.lexicon import gazetteer
from tui.entities.reading import TokenizedText
from tui.entities.spans import TEAM, NameSpan, Phrase, laid_over, phrase, surnames_of, taken_tokens
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists
from tui.entities.words import (
    FUNCTION_WORDS,
    HONORIFICS,
    PLACE_PREPOSITIONS,
    ROLE_NOUNS,
    WEEKDAYS_AND_MONTHS,
)

_LISTS: Final = read_lists("sport")
_NICKNAMES: Final = _LISTS["nicknames"]
_CLUB_HEADS: Final = _LISTS["club-heads"]
_CLUBS: Final = _LISTS["clubs"]
_LAST_WORDS: Final = frozenset(name.rpartition(" ")[2] for name in _NICKNAMES)
_FIRST_WORDS: Final = frozenset(name.partition(" ")[0] for name in _CLUB_HEADS)
_NO_CLUB: Final = HONORIFICS | ROLE_NOUNS | FUNCTION_WORDS
_MAX_TOWN: Final = 3
"""Words of the town before a nickname, at most: `Salt Lake City`."""
_AMERICAN: Final = 3
"""Towns with nicknames that make a story a round-up of American leagues."""
_TOWNS: Final = frozenset("PQA")
_MAX_CLUB: Final = 3
_MAX_DATELINE: Final = 8
"""Words of a line that is a dateline, at most."""
_MIN_SHORT: Final = 4
"""Letters of a club's first word that may stand for it: `Spartak`, but not `FC`."""


def with_named_teams(leaves: list[TokenizedText], spans: list[NameSpan], surely: bool) -> list[NameSpan]:
    """Add the teams that lists know, with their towns, over whatever the spans make of their words.

    Bare nicknames are other words, too: `the Senators` are a team where a team is named with its town, or
    where the story is `surely` on sport.
    """
    found = [
        NameSpan(number, first, last, TEAM)
        for number, leaf in enumerate(leaves)
        for run in leaf.runs
        for first, last in _in_run(leaf, *run)
    ]
    if not surely and all(span.last - span.first == 1 for span in found):
        return spans
    return laid_over(spans, found)


def _in_run(leaf: TokenizedText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the teams in a run of capitals."""
    words = leaf.tokens.words
    index = start
    while index < end:
        # Where every word has a capital, nothing tells where a club's name ends.
        last = 0 if leaf.title or leaf.caps else _club_end(words, index, end)
        first = index if last else _nickname_start(leaf, start, index)
        if first is not None:
            yield first, last or index + 1
        index = max(index + 1, last)


def _club_end(words: list[str], first: int, end: int) -> int:
    """Return where the name of a club ends that is one by its first words; 0 where none is."""
    if spelled(words[first]) in _CLUBS:
        return first + 1
    if words[first] not in _FIRST_WORDS and spelled(words[first]) not in _FIRST_WORDS:
        return 0
    stop = first + 1
    while (
        stop < min(end, first + _MAX_CLUB) and is_capital(words[stop]) and words[stop].lower() not in _NO_CLUB
    ):
        stop += 1
    name = [words[first], *spelled_name(words[first:stop])[1:]]
    heads = {" ".join(name[:size]) for size in (1, 2)} | {spelled(words[first])}
    return stop if stop > first + 1 and not _CLUB_HEADS.isdisjoint(heads) else 0


def _nickname_start(leaf: TokenizedText, start: int, index: int) -> int | None:
    """Return where a team begins whose nickname ends here; None where none does."""
    words = leaf.tokens.words
    if spelled(words[index]) not in _LAST_WORDS:
        return None
    firsts = (at for at in (index - 1, index) if at >= start and _name(words, at, index + 1) in _NICKNAMES)
    first = next(firsts, None)
    if first is None:
        return None
    town = _town_start(words, max(start, first - _MAX_TOWN), first)
    if town is not None:
        return town
    return first if leaf.caps or leaf.title or _may_be_bare(words, first) else None


def _town_start(words: list[str], start: int, end: int) -> int | None:
    """Return where the longest town begins that ends before a nickname; None where none does."""
    return next((at for at in range(start, end) if _name(words, at, end) in gazetteer()), None)


def _may_be_bare(words: list[str], first: int) -> bool:
    """Tell whether a nickname without a town may be a team's, by the word before it."""
    before = words[first - 1] if first else "."
    # `Ron Rangers` is a person; `Stars` may be any noun that opens a sentence.
    return before.lower() == "the" or (not is_capital(before) and before not in SENTENCE_ENDS)


def _name(words: list[str], first: int, last: int) -> str:
    return " ".join(spelled_name(words[first:last]))


def spread_teams(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name the article's teams wherever they are named, unless something was there: `in Boston`."""
    teams = {phrase(leaves, span) for span in spans if span.label == TEAM}
    if not teams:
        return spans
    teams |= {words[:1] for words in teams if words[0] in _FIRST_WORDS and len(words[0]) >= _MIN_SHORT}
    teams -= surnames_of(leaves, spans)
    american = len(_towns_with_nicknames(teams)) >= _AMERICAN
    read = [_spread(leaves, span, teams, american) for span in spans]
    return _joined(leaves, sorted(read + list(_missed(leaves, read, teams))))


def _towns_with_nicknames(teams: set[Phrase]) -> set[Phrase]:
    """Return the towns of the teams that are named with a nickname: `Boston` of `Boston Red Sox`."""
    names = [words for words in teams if words[-1] in _LAST_WORDS and len(words) > 1]
    return {
        words[:size]
        for words in names
        for size in range(1, len(words))
        if " ".join(words[:size]) in gazetteer()
    }


def _spread(leaves: list[TokenizedText], span: NameSpan, teams: set[Phrase], american: bool) -> NameSpan:
    """Return a span as a team's if its words are one's; in a round-up of American leagues every town is."""
    words = phrase(leaves, span)
    is_team = words in teams and span.label not in {TEAM, "NORP"}
    is_town = american and span.label == "LOC" and place_flag(" ".join(words)) in _TOWNS
    if not (is_team or is_town) or is_there(leaves[span.leaf], span.first):
        return span
    if not is_team and _lies_in(leaves[span.leaf].tokens.words, span.last):
        return span
    return span._replace(label=TEAM)


def _lies_in(words: list[str], last: int) -> bool:
    """Tell whether the state or country of a town follows: `Arlington, Texas` is where it was."""
    after = words[last : last + 2]
    return len(after) > 1 and after[0] == "," and place_flag(spelled(after[1])) in {"A", "C"}


def is_there(leaf: TokenizedText, first: int) -> bool:
    """Tell whether a name is that of a place here: by the word before it, or as a dateline's."""
    words = leaf.tokens.words
    if first:
        return words[first - 1].lower() in PLACE_PREPOSITIONS
    return words[0].isupper() and len(words) <= _MAX_DATELINE and any(map(_is_of_date, words))


def _is_of_date(word: str) -> bool:
    return word.lower() in WEEKDAYS_AND_MONTHS or (word[0].isdigit() and word.count("-") == 2)


def _joined(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Return the towns as teams that stand beside one: `Wasps and Bristol`, `Leeds, Bury or York`."""
    read = list(spans)
    for order in (range(1, len(read)), range(len(read) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for at in order:
            if (
                read[at].label == "LOC"
                and read[at + step].label == TEAM
                and _are_joined(leaves, *sorted((read[at], read[at + step])))
            ):
                read[at] = read[at]._replace(label=TEAM)
    return read


def _are_joined(leaves: list[TokenizedText], one: NameSpan, other: NameSpan) -> bool:
    between = leaves[one.leaf].tokens.words[one.last : other.first] if one.leaf == other.leaf else []
    return len(between) == 1 and between[0].lower() in {"and", "or", "&"}


def _missed(leaves: list[TokenizedText], spans: list[NameSpan], teams: set[Phrase]) -> Iterator[NameSpan]:
    """Yield the runs outside of the spans that are a team's name; in headlines, parts of them."""
    taken = taken_tokens(spans)
    longest = max(map(len, teams), default=0)
    for number, leaf in enumerate(leaves):
        words, covered = leaf.tokens.words, taken[number]
        for start, end in leaf.runs:
            whole = not (leaf.title or leaf.caps)
            for first, last in [(start, end)] if whole else _parts(start, end, longest):
                free = covered.isdisjoint(range(first, last)) and not is_there(leaf, first)
                if free and tuple(spelled_name(words[first:last])) in teams:
                    covered.update(range(first, last))
                    yield NameSpan(number, first, last, TEAM)


def _parts(start: int, end: int, longest: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of so many words at most, the longest of each beginning first."""
    return (
        (first, last) for first in range(start, end) for last in range(min(end, first + longest), first, -1)
    )
