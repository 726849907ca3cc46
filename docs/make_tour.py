"""Make the pictures of docs/tour.md on the way of the script that tests it, on a real terminal.

`make screenshot` makes them too. The same each time but for ages, dates and the hour.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from itertools import groupby
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.style import Style
from rich.text import Text

FOLDER = Path(__file__).resolve().parent
_TOLD_S = 5
"""After so long what was told has gone from the bottom line."""


def svg_of(screen: Any) -> str:
    """Return an emulated terminal's screen as a picture, in the frame that Textual's have."""
    text = Text()
    for y in range(screen.lines):
        cells = [screen.buffer[y][x] for x in range(screen.columns)]
        for look, run in groupby(cells, key=lambda cell: cell._replace(data="")):
            colour, ground = (None if name == "default" else f"#{name}" for name in (look.fg, look.bg))
            style = Style(
                color=colour,
                bgcolor=ground,
                bold=look.bold,
                italic=look.italics,
                underline=look.underscore,
                strike=look.strikethrough,
                reverse=look.reverse,
            )
            # Wide gaps are drawn by themselves: with them, Arabic would pull what is behind it before it.
            for piece in re.split("( {2,})", "".join(cell.data for cell in run)):
                text.append(piece, style if piece.strip() else Style(bgcolor=ground, reverse=look.reverse))
        text.append("\n")
    console = Console(
        width=screen.columns, file=io.StringIO(), record=True, force_terminal=True, color_system="truecolor"
    )
    console.print(text, end="", no_wrap=True, overflow="ignore", soft_wrap=True)
    return console.export_svg(title="dateline")


def take(name: str, terminal: Any) -> None:
    """Write what is on the terminal where the page shows it."""
    terminal.settle(_TOLD_S)
    path = FOLDER / "tour" / f"{name}.svg"
    path.write_text(svg_of(terminal.screen), encoding="utf-8")
    print(path)


def main() -> None:
    """Have the day go by."""
    sys.path.insert(0, str(FOLDER.parent))
    from tests.tour.day import DAY, at_the_desk

    (FOLDER / "tour").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as home, at_the_desk(Path(home), take) as tour:
        for part in DAY:
            part(tour)


if __name__ == "__main__":
    main()
