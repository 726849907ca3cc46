"""The words of a text as they are compared across texts, and how rare each is in any news."""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from tui.text.folding import fold

COMMON: Final = Path(__file__).resolve().parent / "data" / "common.z"
"""Beginnings of common words by how common they are: `python -m training.threads --words` makes it."""
STEM: Final = 6
"""Letters by which a word is known: `marries` and `married` are one, in any language that ends its words."""
_WORD: Final = re.compile(r"\w+")
_STEP: Final = 0.25
"""Of the levels in `common.z`: tenfold logarithms of how often a word stands in a billion, four to one."""
_TYPICAL: Final = 400
"""Words of a typical article: of how often a word stands in texts follows how many articles have it."""
_UNKNOWN_LEVEL: Final = 2.5
_DIGIT: Final = 1.5
_RAREST_NUMBER: Final = 6.0
_UNSPACED: Final = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


def words_of(text: str) -> list[str]:
    """Return the words of a text, folded, in reading order; signs of unspaced scripts come in pairs."""
    found = _WORD.findall(fold(text))
    if text.isascii() or not _UNSPACED.search(text):
        return found
    return [part for word in found for part in _parted(word)]


def _parted(word: str) -> list[str]:
    if not _UNSPACED.search(word) or len(word) < 3:
        return [word]
    return [word[at : at + 2] for at in range(len(word) - 1)]


def stem_of(word: str) -> str:
    """Return the part of a folded word by which it is known."""
    return word if word[0].isdigit() else word[:STEM]


@lru_cache(maxsize=1 << 16)
def rarity(word: str) -> float:
    """Return how rare a folded word is: the logarithm of the articles there are for one that has it.

    Natural; about 0 for `the`, 9 for a word in no list. A single letter tells nothing.
    """
    if len(word) < 2:
        return 0.0
    if word[0].isdigit():
        return min(_RAREST_NUMBER, _DIGIT * len(word))
    level = _common().get(word[:STEM], _UNKNOWN_LEVEL)
    return -math.log(-math.expm1(-_TYPICAL * 10 ** (level - 9)))


@cache
def _common() -> Mapping[str, float]:
    """Return beginnings of common words in all languages → level."""
    lines = zlib.decompress(COMMON.read_bytes()).decode().splitlines()
    return {
        stem: int(level) * _STEP
        for level, _, stems in (line.partition(" ") for line in lines)
        for stem in stems.split()
    }
