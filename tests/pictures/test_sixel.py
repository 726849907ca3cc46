"""Sixel as it is read again, point by point (DEC STD 070, chapter 9); and dots as they are lit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.pictures import dots, sixel

PIECE = re.compile(
    r'"\d+;\d+;(?P<width>\d+);(?P<height>\d+)|#(?P<defined>\d+);2;(?P<colour>\d+;\d+;\d+)|#(?P<chosen>\d+)'
    r"|!(?P<count>\d+)(?P<repeated>[?-~])|(?P<signs>[?-~])|(?P<back>\$)|(?P<next>-)"
)
PALETTE = bytes(value for number in range(6) for value in (51 * number, 255 - 51 * number, 0))


def read_again(command: str) -> tuple[tuple[int, int], dict[tuple[int, int], str]]:
    """Return the size that a command states, and the colour of each point that it paints."""
    assert command.startswith("\x1bP0;1q")
    assert command.endswith("\x1b\\")
    body, at = command[6:-2], 0
    size, colours, painted = (0, 0), {}, {}
    x, y, colour = 0, 0, ""
    while at < len(body):
        piece = PIECE.match(body, at)
        assert piece is not None, body[at : at + 20]
        at = piece.end()
        if piece["width"]:
            size = (int(piece["width"]), int(piece["height"]))
        elif piece["defined"]:
            colours[piece["defined"]] = piece["colour"]
        elif piece["chosen"]:
            colour = colours[piece["chosen"]]
        elif piece["back"]:
            x = 0
        elif piece["next"]:
            x, y = 0, y + 6
        else:
            sign, count = piece["signs"] or piece["repeated"], int(piece["count"] or 1)
            for column in range(x, x + count):
                for bit in range(6):
                    if (ord(sign) - 63) >> bit & 1:
                        assert (column, y + bit) not in painted, "painted twice"
                        painted[column, y + bit] = colour
            x += count
    return size, painted


def stated(number: int) -> str:
    return ";".join(str(round(part * 100 / 255)) for part in PALETTE[3 * number : 3 * number + 3])


@given(st.data(), st.integers(1, 40), st.integers(1, 45), st.integers(4, 24))
def test_each_point_is_painted_once_in_its_colour(
    data: st.DataObject, width: int, height: int, cell_height: int
) -> None:
    """In each row of cells those that stand there, to the last line, and no more."""
    runs = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 30)), min_size=1, max_size=30)
    flat = [number for number, count in data.draw(runs) for _ in range(count)]
    points = bytes(flat[at % len(flat)] for at in range(width * height))
    rows = sixel.rows(points, (width, height), PALETTE, cell_height)
    assert len(rows) == -(-height // cell_height)
    for row, command in enumerate(rows):
        top = row * cell_height
        lines = min(cell_height, height - top)
        size, painted = read_again(command)
        assert size == (width, lines)
        assert painted == {
            (x, y): stated(points[(top + y) * width + x]) for x in range(width) for y in range(lines)
        }


@given(st.data(), st.integers(1, 12), st.integers(1, 6))
def test_each_dot_stands_where_its_point_does(data: st.DataObject, columns: int, rows: int) -> None:
    """By the numbers of the dots: 1 2 3 7 on the left, 4 5 6 8 on the right (Unicode, 21.1)."""
    size = 8 * columns * rows
    points = data.draw(
        st.binary(min_size=size, max_size=size).map(lambda b: bytes(255 * (v > 99) for v in b))
    )
    lines = dots.lines(points, columns, rows)
    assert [len(line) for line in lines] == [columns] * rows
    numbers = ((1, 4), (2, 5), (3, 6), (7, 8))
    for row, line in enumerate(lines):
        for column, sign in enumerate(line):
            for y in range(4):
                for x in range(2):
                    is_lit = ord(sign) - 0x2800 >> (numbers[y][x] - 1) & 1
                    assert bool(is_lit) == bool(points[(4 * row + y) * 2 * columns + 2 * column + x])
