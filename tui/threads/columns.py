"""Recurring columns: titles under which something else stands each time."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path
from typing import Final

from tui.text.folding import fold

_LISTS: Final = Path(__file__).resolve().parent / "lists"
_WORD: Final = re.compile(r"[^\W\d_]+")
_PART: Final = re.compile(r"\s*[:|•·/]\s*|\s+[-]+\s+|\s*[(\[,]\s*")


def column_key(title: str) -> int:
    """Return what makes titles one column's: 32 bits of their words without dates; 0 for no words."""
    words = _plain_words(fold(title))
    return zlib.crc32(" ".join(words).encode()) if words else 0


def is_column(title: str) -> bool:
    """Tell whether a title is a recurring column's by its words alone, as `Photos of the day` is."""
    folded = fold(title).replace("'", "")
    whole = " ".join(_plain_words(folded))
    if whole in _names():
        return True
    parts = (" ".join(_plain_words(part)) for part in _PART.split(folded))
    return any(" " in part and part in _names() for part in parts)


def _plain_words(folded: str) -> list[str]:
    return [word for word in _WORD.findall(folded) if word not in _date_words()]


def _lines(name: str) -> list[str]:
    lines = (_LISTS / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


@cache
def _date_words() -> frozenset[str]:
    """Return months, days and what else of a title changes with the day."""
    return frozenset(" ".join(_lines("datewords.txt")).split())


@cache
def _names() -> frozenset[str]:
    """Return the names of columns, as titles are compared with them."""
    return frozenset(" ".join(_plain_words(line)) for line in _lines("columns.txt")) - {""}
