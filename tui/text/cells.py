"""Texts measured and cut in terminal cells.

On the way to the first paint, so Rich's width tables are loaded only when a text needs them:
everything below U+0300, Greek and Cyrillic, the dashes and quotation marks of print, braille, and the
marks we draw ourselves are one cell wide.

Terminals do not agree on everything beyond. The vowel signs of India's scripts that stand beside their
letter take a cell of their own in most (the C library's `wcwidth`), none by Rich's tables, and a share of
their cluster's in a few. Here they take one, which leaves room in all; `terminal.placed` then keeps what
follows in its column wherever a terminal counts differently, and `count_vowel_signs` says what it answered
when it was asked (docs/decisions/0005-widths.md).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from rich.cells import CellTable

ELLIPSIS = "…"
_MARKS = frozenset("●★✎◆▌▎▣│┃─·•…▸▾▁▂▃▄▅▆▇█")


def _is_plain(text: str) -> bool:
    return text.isascii() or all(
        char < "\u0300"
        or "\u2010" <= char <= "\u2027"
        or "\u0384" <= char < "\u0483"
        or "\u2800" <= char <= "\u28ff"
        or char in _MARKS
        for char in text
    )


def cell_width(text: str) -> int:
    """Return how many terminal cells a text takes; wide characters and emoji take two."""
    if _is_plain(text):
        return len(text)
    width: int = _tables().cell_len(text)
    return width


def cut(text: str, cells: int) -> str:
    """Return the longest beginning of a text that fits into so many cells, never part of a letter.

    No cells hold nothing: not even a sign that takes none, which would go to the cell before.
    """
    if cells <= 0:
        return ""
    if _is_plain(text):
        return text[:cells]
    if cell_width(text) <= cells:
        return text
    shortened: str = _tables().set_cell_size(text, cells)
    # A wide character that would stick out is replaced by a blank there: take it off again.
    kept = len(shortened if text.startswith(shortened) else shortened[:-1])
    while kept and _belongs_to_the_one_before(text[kept]):
        kept -= 1
    return text[:kept]


def _belongs_to_the_one_before(char: str) -> bool:
    """Tell whether a character is a sign on the letter before it, or joined to it."""
    return char in "\u200d\ufe0e\ufe0f" or unicodedata.category(char) in ("Mc", "Mn", "Me")


def char_at(text: str, cells: int) -> int:
    """Return the index of the character that covers a cell of a text; of the last one beyond its end."""
    at = 0
    for index, char in enumerate(text):
        at += cell_width(char)
        if cells < at:
            return index
    return max(0, len(text) - 1)


def fit(text: str, cells: int, *, right: bool = False) -> str:
    """Return a text of exactly so many cells: padded with blanks, or cut with an ellipsis."""
    if cells <= 0:
        return ""
    width = cell_width(text)
    if width > cells:
        text = cut(text, cells - 1) + ELLIPSIS
        width = cell_width(text)
    blank = " " * (cells - width)
    return blank + text if right else text + blank


def shorten(text: str, cells: int) -> str:
    """Return a text of at most so many cells: as it is, or cut with an ellipsis."""
    return text if cell_width(text) <= cells else fit(text, cells)


# ── what the terminal counts ──────────────────────────────────────────────────────────────────


def count_vowel_signs(cells: int) -> bool:
    """Count a vowel sign beside its letter as so many cells, 0 or 1; returns whether that is another way.

    Holds for all that Textual draws as well: it measures by the same tables.
    """
    return _count(_tables(), _with_vowel_signs() if cells else _richs_own())


@cache
def _tables() -> ModuleType:
    """Return Rich's module of widths, counting as most terminals do until it is told otherwise."""
    import rich.cells

    _count(rich.cells, _with_vowel_signs())
    return rich.cells


def _count(measures: Any, table: CellTable) -> bool:
    """Have Rich's module go by a table; returns whether it went by another."""
    # Told only where something changed: who asked draws anew then.
    if measures.load_cell_table("auto") is table:
        return False
    measures.load_cell_table = lambda unicode_version="auto": table
    measures.cached_cell_len.cache_clear()
    measures.get_character_cell_size.cache_clear()
    return True


@cache
def _richs_own() -> CellTable:
    from rich._unicode_data import load

    return load("auto")


@cache
def _with_vowel_signs() -> CellTable:
    """Return Rich's table of widths with a cell for each vowel sign that stands beside its letter."""
    ranges: list[tuple[int, int, int]] = []
    for start, end, width in _richs_own().widths:
        # What has a width, and the signs beyond these planes, stay as Rich has them.
        if width or end > 0xFFFF * 2:
            ranges.append((start, end, width))
            continue
        for code in range(start, end + 1):
            if unicodedata.category(chr(code)) == "Mc":
                continue  # what the table does not name takes one cell
            if ranges and ranges[-1][1:] == (code - 1, 0):
                ranges[-1] = (ranges[-1][0], code, 0)
            else:
                ranges.append((code, code, 0))
    return _richs_own()._replace(widths=ranges)
