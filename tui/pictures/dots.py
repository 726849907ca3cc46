"""Pictures as dots of one colour: eight to a cell, in the signs of braille (Unicode 17.0, 21.1)."""

from __future__ import annotations

from typing import Final

_EMPTY: Final = 0x2800
_BITS: Final = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot, by line and column within its cell."""


def lines(points: bytes, columns: int, rows: int) -> tuple[str, ...]:
    """Return `rows` lines of `columns` signs; `points` is 0 or not, four lines of two points to a cell."""
    width = 2 * columns
    drawn: list[str] = []
    for row in range(rows):
        cells = [_EMPTY] * columns
        for y, bits in enumerate(_BITS):
            start = (4 * row + y) * width
            for x, bit in enumerate(bits):
                line = points[start + x : start + width : 2]
                cells = [cell | bit if lit else cell for cell, lit in zip(cells, line, strict=True)]
        drawn.append("".join(map(chr, cells)))
    return tuple(drawn)
