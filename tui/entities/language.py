"""Whether a text is English: a count of common words, without any statistics of letters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from tui.entities.wordlists import read_lists

_LISTS: Final = read_lists("languages")
_ENGLISH: Final = _LISTS["english"]
_OTHERS: Final = _LISTS["others"]
_ENOUGH: Final = 8
"""Common words, of any language, below which a text is too short to tell."""
_LAST_LATIN: Final = "\u024f"


def is_english(words: Iterable[str], stated: str | None = None) -> bool:
    """Tell whether a text of these words is English; an undecided one passes for it.

    `stated` is the language its source gives, as a BCP 47 tag: it decides where the text is too short
    to tell, and only there, since many feeds state the wrong one.
    """
    english = others = count = foreign_script = 0
    for word in words:
        lower = word.lower()
        count += 1
        english += lower in _ENGLISH
        others += lower in _OTHERS
        foreign_script += lower[0] > _LAST_LATIN and lower[0].isalpha()
    if foreign_script * 3 > count:
        return False
    if english + others < _ENOUGH:
        return stated is None or stated.lower().startswith("en")
    return english >= others
