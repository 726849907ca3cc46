"""Texts broken into lines of cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from tui.cells import cell_width, cut

_WORD: Final = re.compile(r"[^ \t\n]+")


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a text into lines of at most so many cells: half-open spans of its characters.

    Breaks at blanks and at newlines; a word wider than the line is broken where it must be, and
    wide characters (CJK) anywhere between two. No text, no lines.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.split("\n"):
        spans += _wrap_line(text, start, start + len(line), max(1, width))
        start += len(line) + 1
    return spans


def _wrap_line(text: str, begin: int, finish: int, width: int) -> list[tuple[int, int]]:
    plain = text.isascii()
    spans: list[tuple[int, int]] = []
    left = right = -1
    used = 0
    for word in _WORD.finditer(text, begin, finish):
        start, end = word.span()
        size = end - start if plain else cell_width(text[start:end])
        if left >= 0 and used + (start - right) + size <= width:
            used += start - right + size
            right = end
            continue
        if left >= 0:
            spans.append((left, right))
        while size > width:
            taken = max(1, len(cut(text[start:end], width)))
            spans.append((start, start + taken))
            start += taken
            size = cell_width(text[start:end])
        left, right, used = start, end, size
    if left >= 0 and left < right:
        spans.append((left, right))
    return spans


def hard_cuts(line: str, width: int) -> list[tuple[int, int, bool]]:
    """Cut a line of code where the pane ends: spans, and whether the line goes on."""
    spans: list[tuple[int, int, bool]] = []
    start = 0
    while True:
        taken = max(1, len(cut(line[start:], max(1, width))))
        end = min(len(line), start + taken)
        spans.append((start, end, end < len(line)))
        if end >= len(line):
            return spans
        start = end


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """Share the room among columns: each its own width, and the widest give way first."""
    count = max((len(row) for row in rows), default=0)
    widths = [max((cell_width(row[i]) for row in rows if i < len(row)), default=1) or 1 for i in range(count)]
    room = max(count * 3, room - 2 * (count - 1))
    while sum(widths) > room:
        widest = max(range(count), key=widths.__getitem__)
        others = sorted(set(widths))
        step = widths[widest] - (others[-2] if len(others) > 1 else 1)
        widths[widest] -= max(1, min(step, sum(widths) - room))
    return widths
