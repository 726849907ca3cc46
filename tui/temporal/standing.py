"""Whether a phrase that could be something else is a date where it stands."""

from __future__ import annotations

from datetime import date
from typing import Final

from tui.temporal.grammar import Grammar
from tui.temporal.matching import PhraseMatch, WordRow
from tui.temporal.resolving import is_iso

_FARTHEST_AHEAD: Final = 60
"""Years that a bare number may lie ahead and still be one."""
_EARLIEST: Final = 1600
_BEFORE: Final = 2
"""Years back from which on a text tells of other years than its own."""


def is_date(words: WordRow, match: PhraseMatch, grammar: Grammar, written: date) -> bool:
    """Return whether a phrase that could be something else is a date where it stands."""
    if match.kind == "iso":
        return is_iso(str(match.said["NUMERIC"]))
    if "WEEKDAY" in match.said and _is_name(words, match, grammar):
        return False
    if match.last == match.first + 1:
        if "YEAR" in match.said:
            return _is_year(words, match, grammar, written)
        if "MONTH" in match.said:
            return _is_month(words, match, grammar)
    return True


def _is_name(words: WordRow, match: PhraseMatch, grammar: Grammar) -> bool:
    """Return whether a day of the week has a capital where the language gives it none: `Domingo Sosa`."""
    if grammar.capitals or not words.is_capital(match.first):
        return False
    opens = match.first == 0 or words.folded[match.first - 1] in grammar.cues["stops"]
    return not opens or (match.last < len(words.folded) and words.is_capital(match.last))


def _is_month(words: WordRow, match: PhraseMatch, grammar: Grammar) -> bool:
    """Return whether a month without day and year is one, and no name or verb."""
    word, before = words.folded[match.first], words.folded[match.first - 1] if match.first else ""
    if word in grammar.cues["names"] and match.last < len(words.folded) and words.is_capital(match.last):
        return False  # April Jones
    if before in grammar.cues["before_months"]:
        return True
    if not before or before in grammar.cues["stops"]:  # `September sales rose.`
        behind = words.folded[match.last] if match.last < len(words.folded) else ""
        return word not in grammar.cues["names"] and behind.isalpha() and not words.is_capital(match.last)
    return word not in grammar.cues["names"] and before.isalpha() and not words.is_capital(match.first - 1)


def _is_year(words: WordRow, match: PhraseMatch, grammar: Grammar, written: date) -> bool:
    year, first = int(match.said["YEAR"]), match.first
    if not _EARLIEST <= year <= written.year + _FARTHEST_AHEAD:
        return False
    if (
        first
        and words.folded[first - 1] == "s"
        and match.last < len(words.folded)
        and words.is_capital(match.last)
    ):
        return False  # her husband's 1987 Chevrolet
    if first == 0 or words.folded[first - 1] in grammar.cues["before_years"]:
        return True
    return grammar.bare_years and match.last < len(words.folded) and not words.is_capital(match.last)


def is_within(
    words: WordRow, match: PhraseMatch, anchor: tuple[int, str], grammar: Grammar, written: date
) -> bool:
    """Return whether a month without its year may be one of an earlier year that its sentence tells of.

    `In 1990 he left, and in June he came back.` `anchor` is where the date before it ended, and its value.
    """
    said = match.said
    if "MONTH" not in said or not said.keys().isdisjoint({"YEAR", "YEARS", "REL", "WEEKDAY"}):
        return False
    if not grammar.cues["stops"].isdisjoint(words.folded[anchor[0] : match.first]):
        return False
    return int(anchor[1][:4]) <= written.year - _BEFORE
