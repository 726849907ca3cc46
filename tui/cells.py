"""Texts measured and cut in terminal cells.

On the way to the first paint, so Rich's width tables are loaded only when a text needs them:
everything below U+0300, Greek and Cyrillic, the dashes and quotation marks of print, braille, and the
marks we draw ourselves are one cell wide.
"""

from __future__ import annotations

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
    from rich.cells import cell_len

    return cell_len(text)


def cut(text: str, cells: int) -> str:
    """Return the longest beginning of a text that fits into so many cells, never half a character."""
    if _is_plain(text):
        return text[:cells]
    from rich.cells import set_cell_size

    if cell_width(text) <= cells:
        return text
    shortened = set_cell_size(text, cells)
    # A wide character that would stick out is replaced by a blank there: take it off again.
    return shortened if text.startswith(shortened) else shortened[:-1]


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
