"""What is kept of the words of an article, by which threads know them again."""

from __future__ import annotations

import zlib
from functools import lru_cache
from typing import Final

from tui.text.rarewords import STEM as STEM
from tui.text.rarewords import rarity as rarity
from tui.text.rarewords import stem_of as stem_of
from tui.text.rarewords import words_of as words_of

_LEVELS: Final = 8
_RARITY_STEP: Final = 1.0
LEAST_RARITY: Final = 2.0
"""Of words that tell anything."""


@lru_cache(maxsize=1 << 16)
def term_of(word: str) -> int:
    """Return what a folded word is known by: 32 bits of its beginning. Numbers count whole."""
    return zlib.crc32(stem_of(word).encode())


@lru_cache(maxsize=1 << 16)
def mark_of(word: str) -> int:
    """Return the 16 bits that are kept of a word: how rare it is in the upper three, the rest of its term."""
    level = min(_LEVELS - 1, round(max(0.0, rarity(word) - LEAST_RARITY) / _RARITY_STEP))
    return level << 13 | term_of(word) & 0x1FFF


def rarity_of(mark: int) -> float:
    """Return how rare a word is of which a mark is kept."""
    return LEAST_RARITY + (mark >> 13) * _RARITY_STEP
