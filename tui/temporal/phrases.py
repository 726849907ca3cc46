"""The dates that a text names."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from tui.model.prose import FRONT, Prose, section_leaves
from tui.model.temporal import DatedPhrase
from tui.temporal.direction import direction_of
from tui.temporal.grammar import Grammar, grammar_of
from tui.temporal.matching import PhraseMatch, WordRow, matches, words_in
from tui.temporal.resolving import is_day, value_from, value_of
from tui.temporal.standing import is_date, is_within

_NEAR: Final = 40
"""So many characters before a date may hold the time of its day."""
_RECENT: Final = 30
"""So many words back a date may lie that `that year` speaks of."""


def dated_phrases(text: str, written: date, language: str = "en") -> list[tuple[int, int, str]]:
    """Return (start, end, value) of the phrases that name a day, a month or a year, in reading order.

    Half-open, in characters; values are `YYYY-MM-DD`, `YYYY-MM` or `YYYY`. `written` is the day of writing
    where it was written. Weeks, decades, seasons and spans are left out, and so is what is not sure.
    Time grows with the text's length alone.
    """
    grammar = grammar_of(language)
    words = words_in(text, grammar.abbreviations)
    found: list[tuple[int, int, str]] = []
    anchor: tuple[int, str] | None = None
    for match in matches(words, grammar):
        for first, last, value in _values(words, match, grammar, written, anchor):
            found.append((*_extent(words, first, last, grammar), value))
            anchor = last, value
    return found


def _values(
    words: WordRow, match: PhraseMatch, grammar: Grammar, written: date, anchor: tuple[int, str] | None
) -> Iterator[tuple[int, int, str]]:
    """Yield (first word, last, value) of a phrase: nothing, one date, or the two days that one names.

    `anchor` is where the date before it ended, and its value; it counts if it is near.
    """
    if anchor and match.first - anchor[0] > _RECENT:
        anchor = None
    value = _value(words, match, grammar, written, anchor)
    if value is None:
        return
    if match.kind == "days":
        yield from _two_days(words, match, value, grammar)
    else:
        yield match.first, match.last, value


def _value(
    words: WordRow, match: PhraseMatch, grammar: Grammar, written: date, anchor: tuple[int, str] | None
) -> str | None:
    if match.kind == "nothing":
        return None
    if match.kind == "again":
        return value_from(match.said, anchor[1]) if anchor else None
    if not is_date(words, match, grammar, written):
        return None
    direction = direction_of(words, match, grammar)
    if direction <= 0 and anchor and is_within(words, match, anchor, grammar, written):
        return None
    return value_of(match.said, written, direction, grammar)


def _two_days(
    words: WordRow, match: PhraseMatch, value: str, grammar: Grammar
) -> Iterator[tuple[int, int, str]]:
    """Yield the two days of `May 3 and 4` apart: the second is in the month of the first."""
    number = int(match.said["ANOTHER"])
    another = next(at for at in range(match.last - 1, match.first, -1) if _says(words, at, number))
    yield match.first, another - 1, value
    later = f"{value[:8]}{number:02}"
    if (
        later > value
        and is_day(later)
        and ("YEAR" in match.said or _may_follow(words, match.last, another, grammar))
    ):
        yield another, match.last, later


def _says(words: WordRow, at: int, number: int) -> bool:
    word = words.folded[at]
    return word.isdecimal() and len(word) <= 2 and int(word) == number


def _may_follow(words: WordRow, last: int, another: int, grammar: Grammar) -> bool:
    """Return whether what stands behind a second day makes it no number of things: `May 3 and 20 people`."""
    if last >= len(words.folded) or last > another + 2:
        return True
    word = words.folded[last]
    return not word.isalpha() or words.is_capital(last) or word in grammar.cues["after_days"]


def _extent(words: WordRow, first: int, last: int, grammar: Grammar) -> tuple[int, int]:
    """Return where a phrase begins and ends in its text, the time of day that belongs to it included."""
    start, end = words.starts[first], words.ends[last - 1]
    near = max(0, start - _NEAR)
    if before := grammar.before.search(words.text[near:start]):
        start = near + before.start()
    if after := grammar.after.match(words.text, end):
        end = after.end()
    return start, end


def dates_of(prose: Prose, written: date, language: str = "en") -> tuple[DatedPhrase, ...]:
    """Return the dates that an article names, in reading order: headline, dek, then sections; leaf by leaf.

    `language` is an ISO 639-1 code; of languages without words here only ISO 8601 dates are found.
    """
    return tuple(
        DatedPhrase(section, leaf, start, end, value)
        for section, leaf, text in _leaves(prose)
        for start, end, value in dated_phrases(text, written, language)
    )


def _leaves(prose: Prose) -> Iterator[tuple[int, int, str]]:
    """Yield (section, leaf, text) of all that is read as prose."""
    yield FRONT, 0, prose.headline
    if prose.dek:
        yield FRONT, 1, prose.dek
    for number, section in enumerate(prose.sections):
        for leaf, text in enumerate(section_leaves(section)):
            yield number, leaf, text.plain
