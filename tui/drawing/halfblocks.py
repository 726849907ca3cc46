"""Pictures as half blocks: two points a cell, the upper one as the sign, the other as what is behind it."""

from __future__ import annotations

from typing import Final, NamedTuple

UPPER: Final = "▀"


class Patch(NamedTuple):
    """A stretch of a line in two colours, `#rrggbb` each."""

    text: str
    upper: str
    lower: str


def half_blocks(points: bytes, columns: int) -> tuple[tuple[Patch, ...], ...]:
    """Return the lines of a picture; `points` are red, green, blue, line by line, two lines to one of ours.

    What has the same colours side by side is one patch.
    """
    width = 3 * columns
    return tuple(
        _line(points[top : top + width], points[top + width : top + 2 * width])
        for top in range(0, len(points) - width, 2 * width)
    )


def _line(upper: bytes, lower: bytes) -> tuple[Patch, ...]:
    patches: list[Patch] = []
    begun, count = (b"", b""), 0
    for at in range(0, len(upper), 3):
        both = (upper[at : at + 3], lower[at : at + 3])
        if both != begun and count:
            patches.append(_patch(begun, count))
            count = 0
        begun = both
        count += 1
    patches.append(_patch(begun, count))
    return tuple(patches)


def _patch(both: tuple[bytes, bytes], count: int) -> Patch:
    upper, lower = both
    return Patch(UPPER * count, f"#{upper.hex()}", f"#{lower.hex()}")
