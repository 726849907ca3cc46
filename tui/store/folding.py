"""Words as they are compared: without case, accents and stops."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")
_ACCENTS: Final = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff]+")
_APOSTROPHES: Final = re.compile("['’]")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order: `José Ferrero-Waldner` gives jose, ferrero, waldner."""
    text = _APOSTROPHES.sub("", text)
    if not text.isascii():
        text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text))
    return tuple(_WORD.findall(text.casefold()))
