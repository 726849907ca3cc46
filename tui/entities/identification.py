"""Which language a text is in: a count of common words, without any statistics of letters."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from tui.entities.wordlists import read_lists
from tui.model.prose import READERS_OWN

ENGLISH: Final = "en"
_LANGUAGES_OF: Final[dict[str, list[str]]] = {}
"""Common word → the languages that have it."""
for _code, _words in read_lists("languages").items():
    for _word in _words:
        _LANGUAGES_OF.setdefault(_word, []).append(_code)
_ENGLISH: Final = read_lists("languages")[ENGLISH]
_PLAINLY: Final = 0.28
"""The share of words common in English that no text in another language has, and most English ones have."""
_ENOUGH: Final = 5
_LEAST_SHARE: Final = 0.1
"""How many common words of a language, and which share of the words, tell that it is that one."""
_WORDS: Final = re.compile(r"[^\W\d_]+")
_NOT_LATIN: Final = re.compile(r"[^\W\d_\u0000-\u024f]+")


def identify(text: str, stated: str | None = None) -> str | None:
    """Return the language of a text, as ISO 639-1; None if a third of its words is in no Latin letters.

    `stated` is the language its source gives, as a BCP 47 tag: it decides where the text is too short
    to tell, and only there, since many feeds state the wrong one; what the reader says of a feed holds
    always. An undecided text passes for English.
    """
    if stated and stated.endswith(READERS_OWN):
        return _base(stated)
    words = _WORDS.findall(text.lower())
    if not text.isascii() and len(_NOT_LATIN.findall(text)) * 3 > len(words):
        return None
    if sum(map(_ENGLISH.__contains__, words)) > _PLAINLY * len(words):
        return ENGLISH
    counts: Counter[str] = Counter()
    # Each word once; most are in no list.
    uses = Counter(words)
    for word in uses.keys() & _LANGUAGES_OF.keys():
        for code in _LANGUAGES_OF[word]:
            counts[code] += uses[word]
    likeliest = max(counts, key=lambda code: (counts[code], code == ENGLISH), default=ENGLISH)
    if counts[likeliest] < max(_ENOUGH, _LEAST_SHARE * len(words)):
        # A headline, a table of results.
        return _base(stated) if stated else ENGLISH
    return likeliest


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()
