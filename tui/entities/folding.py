"""Names compared without case, accents, hyphens and stops."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_BREAKS: Final = re.compile(r"[\s\-‐‑–]+")
_UNMARKED: Final = str.maketrans(
    {".": None, "’": "'", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i"}
)


def without_accents(text: str) -> str:
    """Fold accents away: `São Tomé` becomes `Sao Tome`."""
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(4096)
def fold(name: str) -> str:
    """Fold case, accents, hyphens and stops away: `José Ferrero-Waldner` becomes `jose ferrero waldner`."""
    # Accents first: what is left of `ǿ` is `ø`, and of `…` three stops.
    plain = without_accents(name).translate(_UNMARKED).casefold()
    return " ".join(filter(None, _BREAKS.split(plain)))


def one_typo(one: str, other: str) -> bool:
    """Tell whether one letter more, less or other, or two letters swapped, turns one word into the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    at = 0
    while at < min(len(one), len(other)) and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        return swapped or one[at + 1 :] == other[at + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]
