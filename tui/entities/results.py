"""Tables of sport: who plays whom, with which score, and who stands where in a league."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from tui.entities.features import spelled_name
from tui.entities.lexicon import candidates, first_names
from tui.entities.reading import TokenizedText, words_of
from tui.entities.spans import TEAM, NameSpan, Phrase, laid_over, surnames_of
from tui.entities.tokens import is_capital
from tui.entities.wordlists import read_lists
from tui.entities.words import WEEKDAYS_AND_MONTHS

_LISTS: Final = read_lists("sport")
_INNER: Final = read_lists("people")["inner"]
_TABLES: Final = _LISTS["tables"]
_SPELLINGS: Final = {spelling for word in _TABLES for spelling in (word, word.capitalize(), word.upper())}
_TABLED: Final = 3
"""Different words of that kind that make an article one with tables."""
_VERSUS: Final = _LISTS["versus"]
_NO_SIDES: Final = _LISTS["no-sides"] | WEEKDAYS_AND_MONTHS
_CLUB_TAILS: Final = _LISTS["club-tails"]
_MAX_WORDS: Final = 120
_MAX_LABEL: Final = 7
"""Words before a colon that tell where or when: `At Tunbridge Wells:`."""
_MAX_NAME: Final = 5
_POSSESSIVES: Final = frozenset(["'s", "’s", "'", "’"])
_NO_PERSON: Final = _POSSESSIVES | {"of", "and", "&"}
_UNSAID: Final = frozenset(["and", "points", "not", "out"])
"""Small words between numbers, and after them."""
_MARKS: Final = frozenset("./-–—:*")
_RESULT: Final = re.compile(r"#?N#+,?N#+")
"""`Leeds 2 Bury 0`, `1. Leeds 83 and 174, Bury 296`."""
_STANDING: Final = re.compile(r"#?N#{3,}$")
"""`Leeds 4 3 1 0 7 4 10`."""
_FIXTURE: Final = re.compile(r"NBN|NVN(?:,?NVN)*(?:,?NV)?$")
"""`Leeds v Bury, York v Hull`."""
_MANY: Final = 0.3
"""Which share of a table's names makes it one of people, or of countries."""


class LinePart(NamedTuple):
    """One part of a line: `N` name, `#` number, `V` for `v`, `B` for `beat`, `,`, `x` for all else."""

    kind: str
    first: int
    last: int


class Row(NamedTuple):
    """One line of a table, with the token ranges of its sides."""

    leaf: int
    sides: list[tuple[int, int]]


def with_results(leaves: list[TokenizedText], spans: list[NameSpan]) -> list[NameSpan]:
    """Name the sides in lines of results, fixtures and standings: teams, or countries.

    The tagger reads sentences, and there are none. Tables of people, and what else stands in a line, are
    left to it.
    """
    if not has_tables(words_of(leaves)):
        return spans
    rows = [row for number, leaf in enumerate(leaves) if (row := _read_row(number, leaf)) is not None]
    rows = _of_teams(leaves, rows, spans)
    return laid_over(spans, [_side(leaves, row.leaf, *side) for row in rows for side in row.sides])


def has_tables(words: set[str]) -> bool:
    """Tell whether an article of these words has those of tables of sport."""
    return len({word.lower() for word in words & _SPELLINGS}) >= _TABLED


def _side(leaves: list[TokenizedText], leaf: int, first: int, last: int) -> NameSpan:
    first += leaves[leaf].tokens.words[first].lower() == "the" and last - first > 1
    words = leaves[leaf].tokens.words[first:last]
    return NameSpan(leaf, first, last, "LOC" if _is_country(words) else TEAM)


def _is_country(words: list[str]) -> bool:
    found = candidates(" ".join(spelled_name(words)))
    return bool(found) and found[0].kind == "C"


def _of_teams(leaves: list[TokenizedText], rows: list[Row], spans: list[NameSpan]) -> list[Row]:
    """Return the rows whose names are not those of people; none where most of the table's are."""
    surnames = surnames_of(leaves, spans)
    names = {
        (row.leaf, side): leaves[row.leaf].tokens.words[side[0] : side[1]]
        for row in rows
        for side in row.sides
    }
    doubtful = {key for key, words in names.items() if _sounds_like_person(words, surnames)}
    if len(doubtful) > _MANY * len(names):
        return []
    return [
        row._replace(sides=[side for side in row.sides if (row.leaf, side) not in doubtful]) for row in rows
    ]


def _sounds_like_person(words: list[str], surnames: set[Phrase]) -> bool:
    """Tell whether a name in a table has a given name or an initial, or is the surname of somebody."""
    if len(words) == 1:
        return (words[0],) in surnames
    if not _NO_PERSON.isdisjoint(words):
        return False
    initial = words[0].endswith(".") and len(words[0]) == 2
    return initial or (words[0] in first_names() and words[-1] not in _CLUB_TAILS)


def _read_row(number: int, leaf: TokenizedText) -> Row | None:
    """Return a text as a line of a table; None if it is none."""
    words = leaf.tokens.words
    if len(words) > _MAX_WORDS:
        return None
    signs = list(_signs(words, _label_end(words)))
    size = _row_size("".join([sign.kind for sign in signs]))
    sides = [sign for sign in signs[:size] if _is_side(words, sign)]
    if not size or any(words[side.first].lower() in _NO_SIDES for side in sides):
        return None
    return Row(number, [(side.first, side.last) for side in sides])


def _row_size(kinds: str) -> int:
    """Return how many parts of a line are a result, a standing or fixtures; 0 where none are."""
    found = _RESULT.match(kinds) or _STANDING.match(kinds) or _FIXTURE.match(kinds)
    return found.end() if found else 0


def _is_side(words: list[str], sign: LinePart) -> bool:
    """Tell whether a part of a line names who plays: who plays `at Detroit` does, and Detroit is where."""
    return sign.kind == "N" and not (sign.first and words[sign.first - 1].lower() == "at")


def _label_end(words: list[str]) -> int:
    """Return where a line begins after what tells where or when: `Postponed:`, `At Hove:`."""
    label = words[:_MAX_LABEL]
    return label.index(":") + 1 if ":" in label else 0


def _signs(words: list[str], start: int) -> Iterator[LinePart]:
    """Yield the parts of a line up to a word of a sentence; marks and what is in brackets are left out."""
    index = start
    while index < len(words):
        word = words[index]
        end = index + 1
        if word == "(":
            end = next((at + 1 for at in range(index, len(words)) if words[at] == ")"), len(words))
        elif is_capital(word) and word.lower() not in _VERSUS:
            end = _name_end(words, index)
            yield LinePart("N", index, end)
        elif (kind := _kind(word)) is not None:
            yield LinePart(kind, index, end)
            if kind == "x":
                return
        index = end


def _kind(word: str) -> str | None:
    """Return the sign of a word that is no name; None for one that says nothing."""
    if word[0].isdigit():
        # Overs and maidens, or a telephone: no score has three dashes.
        return "x" if word.count("-") > 1 else "#"
    if word.lower() in _VERSUS:
        return "B" if word.lower() == "beat" else "V"
    if word in {",", ";"}:
        return ","
    return None if word in _MARKS or word in _UNSAID else "x"


def _name_end(words: list[str], first: int) -> int:
    """Return where a name ends: small words, an apostrophe and a year's last digits may be in it."""
    end = first + 1
    for index in range(first + 1, min(len(words), first + _MAX_NAME)):
        word = words[index]
        if words[index - 1] == "(" and words[index + 1 : index + 2] == [")"] and word.isupper():
            # `Mladost (BJ)`, where a league has two of that name.
            return index + 2
        if word in _POSSESSIVES or (is_capital(word) and word.lower() not in _VERSUS):
            end = index + 1
        elif word not in _INNER and word != "(":
            break
    return end
