"""Which language a text is in: a count of common words, without any statistics of letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from tui.entities.wordlists import read_lists

ENGLISH: Final = "en"
_LISTS: Final = read_lists("languages")
_LANGUAGES_OF: Final[dict[str, list[str]]] = {}
for _code, _words in _LISTS.items():
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
_ENOUGH: Final = 5
_LEAST_SHARE: Final = 0.1
"""How many common words of a language, and which share of the words, tell that it is that one."""
_LAST_LATIN: Final = "\u024f"


def identify(words: Iterable[str], stated: str | None = None) -> str | None:
    """Return the language of a text of these words, as ISO 639-1; None if it is written in no Latin letters.

    `stated` is the language its source gives, as a BCP 47 tag: it decides where the text is too short
    to tell, and only there, since many feeds state the wrong one. An undecided text passes for English.
    """
    counts: Counter[str] = Counter()
    count = foreign_script = 0
    for word in words:
        lower = word.lower()
        count += 1
        counts.update(_LANGUAGES_OF.get(lower, ()))
        foreign_script += lower[0] > _LAST_LATIN and lower[0].isalpha()
    if foreign_script * 3 > count:
        return None
    likeliest = max(counts, key=lambda code: (counts[code], code == ENGLISH), default=ENGLISH)
    if counts[likeliest] < max(_ENOUGH, _LEAST_SHARE * count):
        # A headline, a table of results.
        likeliest = stated.partition("-")[0].lower() if stated else ENGLISH
    return likeliest
