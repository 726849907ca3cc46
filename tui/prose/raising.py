"""Raised and lowered text and the readings of signs in one line: `10³`, `x_(i+1)`, `漢字（かんじ）`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from tui.prose.lookahead import Within

_LONGEST: Final = 40
_ORDINALS: Final = frozenset(
    "st nd rd th e er re ère eme ème me mes lle lles mme mmes nde ième ieme ier iere ière o a os as º ª "
    "te de ste ter er tm sm md mc ® © ™ ℠".split()
)
"""Raised for looks alone: `1st`, `2e`, `Mme`, `No`, trade marks."""
_NOTE: Final = re.compile(r"[\[(*†‡§¶#↩]")
"""What the mark of a note begins with."""

Affixes = tuple[str, str]
"""What is written before a text and after it."""


def raised_marks(name: str, within: Within, before: str, digits: dict[int, int]) -> Affixes:
    """Return what tells that a text is raised (`sup`) or lowered (`sub`), where its characters do not.

    `before` is the character it follows. Marks of notes, links and ordinals need nothing.
    """
    text = within.text
    # A link that is raised leads to a note; nothing is raised beside a blank.
    if within.linked or not text or not _can_bear(before) or _goes_without(name, text, before, digits):
        return "", ""
    mark = "^" if name == "sup" else "_"
    return (mark, "") if _is_one_thing(name, text) else (f"{mark}(", ")")


def _goes_without(name: str, text: str, before: str, digits: dict[int, int]) -> bool:
    """Whether a text is too long for a mark, or reads well without: a note's, raised digits, an ordinal."""
    if len(text) > _LONGEST or _NOTE.match(text) or all(ord(char) in digits for char in text):
        return True
    return name == "sup" and _is_ordinal(text, before)


def _can_bear(before: str) -> bool:
    """Whether a character is one that something may be raised or lowered beside."""
    return before != "" and (before.isalnum() or before in ")]}|'′\"”’")


def _is_one_thing(name: str, text: str) -> bool:
    """Whether a text needs no brackets: a letter, a number, a word; two raised letters are a product."""
    return text.isalnum() and (name == "sub" or len(text) != 2 or text.isdecimal())


def _is_ordinal(text: str, before: str) -> bool:
    """Whether letters are raised as in `1st`; a single one only where it is `2e`, `XXe`, `No`, `1a`."""
    if text.rstrip(".").casefold() not in _ORDINALS:
        return False
    single = {"e": "IVXLCDM", "o": "Nn"}.get(text, "")
    return len(text) > 1 or not text.isalpha() or before.isdigit() or before in single


def reading_marks(before: str) -> Affixes:
    """Return the brackets around the reading of the signs before it, as wide as these are."""
    wide = bool(before) and unicodedata.east_asian_width(before) in ("W", "F")
    return ("（", "）") if wide else (" (" if before else "(", ")")
