"""Words as they are compared: without case, accents and stops."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_WORD: Final = re.compile(r"[^\W_]+")


def folded_words(text: str) -> tuple[str, ...]:
    """Return the words of a text, folded, in order: `José Ferrero-Waldner` gives jose, ferrero, waldner."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(char for char in decomposed if not unicodedata.combining(char))
    return tuple(_WORD.findall(text.casefold().replace("’", "").replace("'", "")))
