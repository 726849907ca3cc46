"""Pictures as sixel (DEC STD 070, chapter 9): a piece by itself for each row of cells.

So a row can be drawn again alone, wherever it stands by then, when something else has been written over it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

_BAND: Final = 6
"""Lines of points that are written at once."""
_SIGNS: Final = bytes((bits + 63) & 0xFF for bits in range(256))
_NOTHING: Final = b"?"
_RUN: Final = re.compile(rb"\?{4,}|~{4,}")
"""What repeats mostly: columns of nothing, and of all six points; others are not worth looking for."""


def rows(points: bytes, size: tuple[int, int], palette: bytes, cell_height: int) -> tuple[str, ...]:
    """Return a picture row by row, each a whole sequence that leaves the cursor anywhere.

    `points` are numbers of colours, line by line; `palette` is red, green, blue of each.
    """
    width, height = size
    return tuple(
        _row(points[top * width : min(top + cell_height, height) * width], width, palette)
        for top in range(0, height, cell_height)
    )


def _row(points: bytes, width: int, palette: bytes) -> str:
    height = len(points) // width
    used = sorted(set(points))
    written = [f'\x1bP0;1q"1;1;{width};{height}'.encode()]
    written += [_colour(number, palette) for number in used]
    for top in range(0, height, _BAND):
        band = [points[y * width : (y + 1) * width] for y in range(top, min(top + _BAND, height))]
        if top:
            written.append(b"-")
        written += [_line(band, number, width) for number in set(b"".join(band))]
    written.append(b"\x1b\\")
    return _RUN.sub(_shortened, b"".join(written)).decode("ascii")


def _colour(number: int, palette: bytes) -> bytes:
    red, green, blue = (round(part * 100 / 255) for part in palette[3 * number : 3 * number + 3])
    return b"#%d;2;%d;%d;%d" % (number, red, green, blue)


def _line(band: list[bytes], number: int, width: int) -> bytes:
    """Return where one colour stands in a band: a sign for each column, and back to the first.

    The bits of a whole line of points are set at once: as one large number.
    """
    bits = 0
    for points, table in zip(band, _tables(number), strict=False):
        bits |= int.from_bytes(points.translate(table), "big")
    signs = bits.to_bytes(width, "big").translate(_SIGNS).rstrip(_NOTHING)
    return b"#%d%b$" % (number, signs)


def _shortened(run: re.Match[bytes]) -> bytes:
    return b"!%d%b" % (run.end() - run.start(), run[0][:1])


@cache
def _tables(number: int) -> tuple[bytes, ...]:
    """Return for each line of a band what makes its bit of a colour's number, and nothing of all others."""
    return tuple(bytes(1 << line if value == number else 0 for value in range(256)) for line in range(_BAND))
