"""Stories of sport, where the name of a town is often a team's: lines of results, and `Leeds beat Bury`."""

from __future__ import annotations

from typing import Final

from tui.entities.features import spelled
from tui.entities.lexicon import candidates, gazetteer
from tui.entities.reading import TokenizedText, words_of
from tui.entities.results import has_tables
from tui.entities.spans import TEAM, NameSpan, phrase, taken_tokens
from tui.entities.squads import Sides
from tui.entities.teams import spread_teams, with_named_teams
from tui.entities.wordlists import read_lists

_MAX_WORDS: Final = 24
_LISTS: Final = read_lists("sport")
_BETWEEN: Final = _LISTS["between"]


_VERSUS: Final = frozenset(["at", "v", "vs"])
_SPORT: Final = _LISTS["sport"]
_CRICKET: Final = _LISTS["cricket"]
_SPORTING: Final = 4
_CRICKETING: Final = 2
"""Different words of that kind that make an article one on sport, on cricket."""
_SURELY_SPORTING: Final = 6
_SHORT: Final = 250
_LEAST: Final = 2
"""Tokens of a short report, which is on sport with so few of its words, if it has those of tables."""
_COUNTIES: Final = _LISTS["counties"]
_CLUB_TAILS: Final = _LISTS["club-tails"]
_BEATEN: Final = _LISTS["beaten"]
_PLAYS: Final = _LISTS["plays"]
_EVENTS: Final = _LISTS["events"]
_OWNED: Final = _LISTS["owned"]
_SIDES: Final = _LISTS["sides"]
_PLAYED_FOR: Final = _LISTS["lost-to"] | _LISTS["played-for"]
_POSSESSIVES: Final = frozenset(["'s", "’s"])
"""Words before and after a town's name that make it a team's, in a story of sport."""


def without_teams(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Relabel the towns that are teams: in lines of results, in standings, and where they play.

    Countries stay: a national team is named like its country and means it more often than not.
    """
    lines = _result_lines(leaves, spans)
    used = words_of(leaves)
    sport, cricket = is_sport(used) or _is_short_report(leaves, used), _is_cricket(used)
    playing = set(range(len(leaves))) if sport or cricket else lines
    if sport:
        spans = with_named_teams(leaves, spans, len(used & _SPORT) >= _SURELY_SPORTING)
    read = [
        _as_team(leaves, span, span.leaf in lines, sport, cricket)
        if _may_play(leaves[span.leaf], span, playing)
        else span
        for span in spans
    ]
    if sport:
        read = spread_teams(leaves, read)
    elif not has_tables(used):
        return read
    return [_as_event(leaves, span) for span in read]


def _result_lines(leaves: list[TokenizedText], spans: list[NameSpan]) -> set[int]:
    """Return the numbers of the texts that are lines of results."""
    taken = taken_tokens(spans)
    return {number for number, tokens in taken.items() if _is_result(leaves[number], tokens)}


def tells_of_sport(leaves: list[TokenizedText]) -> bool:
    """Tell whether an article has words of sport or of its tables."""
    used = words_of(leaves)
    return is_sport(used) or has_tables(used) or _is_cricket(used)


def _is_short_report(leaves: list[TokenizedText], used: set[str]) -> bool:
    """Tell whether a text is on sport that has no room for many of its words, but tables' words as well."""
    size = leaves[-1].offset + len(leaves[-1].tokens.words) if leaves else 0
    return size <= _SHORT and len(used & _SPORT) >= _LEAST and has_tables(used)


def _as_event(leaves: list[TokenizedText], span: NameSpan) -> NameSpan:
    """Return a league or cup as what is played for: the association that runs it is seldom meant."""
    words = leaves[span.leaf].tokens.words[span.first : span.last]
    is_event = span.label == "ORG" and any(spelled(word) in _EVENTS for word in words[1:])
    return span._replace(label="MISC") if is_event else span


def _is_cricket(words: set[str]) -> bool:
    return len(words & _CRICKET) >= _CRICKETING


def _may_play(leaf: TokenizedText, span: NameSpan, playing: set[int]) -> bool:
    """Tell whether a name may be a team's: who plays `at Detroit` does so in the town."""
    is_at = span.first > 0 and leaf.tokens.words[span.first - 1].lower() == "at"
    return span.leaf in playing and span.label in {"LOC", "PER"} and not is_at


def is_sport(words: set[str]) -> bool:
    """Tell whether an article of these words is one on sport."""
    return len(words & _SPORT) >= _SPORTING


def sides_of(leaves: list[TokenizedText], spans: list[NameSpan]) -> Sides:
    """Return the countries that play in an article on sport, by leaf; none in any other article."""
    sides: Sides = {}
    if is_sport(words_of(leaves)):
        for span in spans:
            if span.label == "LOC" and (_is_country(leaves, span) or phrase(leaves, span) == ("Korea",)):
                sides.setdefault(span.leaf, []).append(span)
    return sides


def _as_team(
    leaves: list[TokenizedText], span: NameSpan, result: bool, sport: bool, cricket: bool
) -> NameSpan:
    """Return the span as a team's, if it is one's; only this one, where the words beside it make it one."""
    words = leaves[span.leaf].tokens.words
    name = words[span.first : span.last]
    if (cricket and _is_county_side(words, span)) or (sport and _is_club(name, span.label)):
        return span._replace(label=TEAM)
    # From here on by the town alone: a person plays for himself, and a national team is named like its
    # country.
    if span.label == "PER" or _is_country(leaves, span):
        return span
    # TEAM, and not ORG: `beat Leeds` makes this naming a team, and leaves `in Leeds` the town.
    return span._replace(label=TEAM) if result or (sport and plays_here(words, span)) else span


def _is_county_side(words: list[str], span: NameSpan) -> bool:
    """Tell whether an English county is named, and not as where something was: `in Kent`."""
    county = span.last - span.first == 1 and words[span.first] in _COUNTIES
    return county and not (span.first and words[span.first - 1].lower() in {"in", "near"})


def plays_here(words: list[str], span: NameSpan) -> bool:
    """Tell whether the word before or after a town is for what a team does: `beat Leeds`, `Leeds striker`."""
    before = [word.lower() for word in words[max(0, span.first - 2) : span.first]]
    if before and (before[-1] in _BEATEN or before[-1] in _SIDES or "-".join(before) in _PLAYED_FOR):
        return True
    after = [word.lower() for word in words[span.last : span.last + 2]]
    if len(after) > 1 and after[0] in _POSSESSIVES:
        return after[1] in _OWNED
    return bool(after) and after[0] in _PLAYS


def _is_club(name: list[str], label: str) -> bool:
    """Tell whether a name is a club's by its last word: `Leeds City`, but not `Quezon City`."""
    if len(name) < 2 or name[-1] not in _CLUB_TAILS or " ".join(name) in gazetteer():
        return False
    return label == "PER" or bool(candidates(" ".join(name[:-1])))


def _is_result(leaf: TokenizedText, taken: set[int]) -> bool:
    """Tell whether a text is names and numbers only, or names on both sides of `at` or `v`."""
    words = leaf.tokens.words
    if len(words) > _MAX_WORDS or len(taken) == len(words):
        return False
    rest = [word for index, word in enumerate(words) if index not in taken]
    others = _other_words(rest)
    # One plain word makes it a sentence: `Leeds met Bury`.
    if any(not word[0].isupper() for word in others):
        return False
    return _has_score(rest, len(words)) or (not others and _is_fixture(rest))


def _other_words(rest: list[str]) -> list[str]:
    """Return the words, beside the names, that do not stand between names in lines of results."""
    return [word for word in rest if word.isalpha() and word.lower() not in _BETWEEN]


def _has_score(rest: list[str], count: int) -> bool:
    """Tell whether so many of a text's words, beside its names, are numbers: `Leeds 2 Bury 0`."""
    numbers = sum(word[0].isdigit() for word in rest)
    return numbers > 1 and 4 * numbers >= count


def _is_fixture(rest: list[str]) -> bool:
    """Tell whether one of the words beside the names says who meets whom: `Leeds v Bury`."""
    return any(word.lower() in _VERSUS for word in rest)


def _is_country(leaves: list[TokenizedText], span: NameSpan) -> bool:
    found = candidates(" ".join(phrase(leaves, span)))
    return bool(found) and found[0].kind == "C"
