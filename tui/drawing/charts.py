"""Counts as bars and lines of block characters.

Every bar stands on zero. What is more than nothing is never drawn as nothing, and nothing is drawn as
nothing, so that a bar may be believed; its labels are the caller's.
"""

from __future__ import annotations

from collections.abc import Sequence

_EIGHTHS = " ▁▂▃▄▅▆▇█"


def sparkline(values: Sequence[int]) -> str:
    """Return a character a value, the highest of them full; a low dot for none."""
    most = max(values, default=0)
    # A dot and not a blank: a quiet week is to be seen as one, not taken for the line's end.
    return "".join(_EIGHTHS[_eighths(value, most, 8)] if value else "·" for value in values)


def bars(values: Sequence[int], height: int, cells: int = 1, gap: int = 0) -> list[str]:
    """Return upright bars, the highest line first: each so many cells wide, a gap after each but the last."""
    most = max(values, default=0)
    heights = [_eighths(value, most, 8 * height) for value in values]
    lines: list[str] = []
    for line in range(height - 1, -1, -1):
        # What stands above this line fills it, what ends below it leaves it blank.
        parts = (_EIGHTHS[max(0, min(8, eighths - 8 * line))] * cells for eighths in heights)
        lines.append((" " * gap).join(parts))
    return lines


def bar(value: int, most: int, cells: int) -> str:
    """Return a lying bar of at most so many cells; not shorter than one where there is anything."""
    return "▆" * (0 if not value or not most else max(1, round(value * cells / most)))


def bar_cells(count: int, room: int, widest: int = 6) -> tuple[int, int]:
    """Return how wide bars and the gaps between them may be so that all fit: at least 1 and 0."""
    # A gap is worth its cell only where the bar beside it keeps one of its own.
    per = room // max(1, count)
    return (1, 0) if per < 2 else (min(per - 1, widest), 1)


def _eighths(value: int, most: int, full: int) -> int:
    # Rounded down, one story among thousands would be drawn as none.
    return 0 if value <= 0 else max(1, round(value * full / most))
