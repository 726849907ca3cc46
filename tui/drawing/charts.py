"""Counts as bars and lines of block characters.

Every bar stands on zero. What is more than nothing is never drawn as nothing, and nothing is drawn as
nothing, so that a bar may be believed; its labels are the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"
_WIDEST = 8
"""Cells of a bar: wider, and few of them are a wall."""


def sparkline(values: Sequence[int]) -> str:
    """Return a character a value, the highest of them nearly full; a low dot for none.

    An eighth is left above the highest: lines of them under one another do not melt into one.
    """
    most = max(values, default=0)
    # A dot and not a blank: a quiet week is to be seen as one, not taken for the line's end.
    return "".join(_EIGHTHS[_eighths(value, most, 7)] if value else "·" for value in values)


def bars(values: Sequence[int], height: int, room: int) -> list[str]:
    """Return upright bars over all of the room, the highest line first: of one width, blanks between them.

    The first stands at the left edge and the last at the right; where there is little room, some touch.
    """
    cells, starts = columns(len(values), room)
    most = max(values, default=0)
    heights = [_eighths(value, most, 8 * height) for value in values]
    lines: list[str] = []
    for line in range(height - 1, -1, -1):
        drawn = [" "] * room
        for start, eighths in zip(starts, heights, strict=True):
            # What stands above this line fills it, what ends below it leaves it blank.
            drawn[start : start + cells] = _EIGHTHS[max(0, min(8, eighths - 8 * line))] * cells
        lines.append("".join(drawn))
    return lines


def columns(count: int, room: int) -> tuple[int, list[int]]:
    """Return how wide each of so many bars is, and where each begins; there is a cell for each at least."""
    per = room // max(1, count)
    # A gap is worth its cell only where the bar beside it keeps one of its own.
    cells = 1 if per < 2 else min(per - 1, _WIDEST)
    # Where each stands is when it was, as the labels below the ends have it.
    free, steps = room - cells, max(1, count - 1)
    return cells, [at * free // steps for at in range(count)]


def bar(value: int, most: int, cells: int) -> str:
    """Return a lying bar of at most so many cells; not shorter than one where there is anything."""
    return "▆" * (0 if not value or not most else max(1, round(value * cells / most)))


def _eighths(value: int, most: int, full: int) -> int:
    # Rounded down, one story among thousands would be drawn as none.
    return 0 if value <= 0 else max(1, round(value * full / most))
