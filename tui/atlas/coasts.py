"""The coastlines and borders that ship with dateline, as they are drawn.

Made by `python -m training.coasts` from Natural Earth. Three sheets, from a sketch of the continents to
coasts and borders that are right to a dozen kilometres; each is read when it is first drawn.

A sheet's file is zlib over: the number of lines and of points (two 32-bit numbers); a 16-bit number a line,
its kind in the two highest bits and its points in the others; then the points as differences to the one
before, first all x and then all y, of each first the low bytes and then the high ones. Little-endian
throughout. That order packs best, and unpacks without a loop in Python.
"""

from __future__ import annotations

import struct
import sys
import zlib
from array import array
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple

from tui.atlas.projection import MERCATOR, MILLER

DATA: Final = Path(__file__).parent / "data"
UNITS: Final = 16383
"""Units of a sheet that are 180 plane degrees; any difference of two fits 16 bits."""
SHEETS: Final = {"sketch": MILLER, "world": MILLER, "region": MERCATOR}
"""Each sheet and its projection's stretch, the coarsest first."""

COAST, BORDER = 0, 1
"""What a line is: the land's edge, closed also where the map is cut, in the Pacific; or between countries."""

_RUN: Final = 32
"""Points that are looked at, or passed over, together."""
_KIND_SHIFT: Final = 14


class Polyline(NamedTuple):
    """A line as it is packed: its kind, and its points in units."""

    kind: int
    points: tuple[tuple[int, int], ...]


class Run(NamedTuple):
    """A part of a line, with its bounds: it can be passed over as a whole."""

    kind: int
    xs: Sequence[int]
    ys: Sequence[int]
    left: int
    right: int
    bottom: int
    top: int
    is_island: bool
    """Whether it is a whole coast, closed."""


def pack(lines: Sequence[Polyline]) -> bytes:
    """Return lines as a sheet's file."""
    lengths = [line.kind << _KIND_SHIFT | len(line.points) for line in lines]
    assert all(len(line.points) < 1 << _KIND_SHIFT for line in lines)
    points = [point for line in lines for point in line.points]
    body = struct.pack("<II", len(lines), len(points)) + struct.pack(f"<{len(lengths)}H", *lengths)
    for axis in (0, 1):
        values = [point[axis] for point in points]
        steps = [after - before for before, after in zip([0, *values], values, strict=False)]
        planes = struct.pack(f"<{len(steps)}h", *steps)
        body += planes[0::2] + planes[1::2]
    return zlib.compress(body, 9)


@cache
def load(name: str) -> tuple[Run, ...]:
    """Return the lines of a sheet, in runs of a few points that share their ends."""
    body = zlib.decompress((DATA / f"{name}.z").read_bytes())
    lines, points = struct.unpack_from("<II", body)
    lengths = struct.unpack_from(f"<{lines}H", body, 8)
    planes = 8 + 2 * lines
    xs = _axis(body[planes : planes + 2 * points])
    ys = _axis(body[planes + 2 * points :])
    runs: list[Run] = []
    start = 0
    for packed in lengths:
        kind, end = packed >> _KIND_SHIFT, start + (packed & ((1 << _KIND_SHIFT) - 1))
        for first in range(start, max(start + 1, end - 1), _RUN):
            # One point more than the run is long: neighbours share their ends, so that no gap is drawn.
            x, y = xs[first : min(end, first + _RUN + 1)], ys[first : min(end, first + _RUN + 1)]
            is_island = kind == COAST and x[0] == x[-1] and y[0] == y[-1]
            runs.append(Run(kind, x, y, min(x), max(x), min(y), max(y), is_island))
        start = end
    return tuple(runs)


def _axis(planes: bytes) -> list[int]:
    half = len(planes) // 2
    mixed = bytearray(len(planes))
    mixed[0::2], mixed[1::2] = planes[:half], planes[half:]
    steps = array("h", bytes(mixed))
    if sys.byteorder == "big":
        steps.byteswap()
    return list(accumulate(steps))
