"""The pictures of the story that is shown: what stands in each one's place, and the cells of its lines."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Final

from rich.color import Color, ColorSystem, ColorType
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style

from tui.drawing.halfblocks import half_blocks
from tui.model.pictures import Fitted, Hanging, Room
from tui.terminal import graphics

if TYPE_CHECKING:
    from tui.drawing.looks import Palette
    from tui.drawing.page import Nail, Page

ON_ITS_WAY: Final = Hanging(words="… on its way")
_CUBE: Final = 6
_STEPS: Final = (0, 95, 135, 175, 215, 255)
"""The levels of a colour among the 256 that terminals number."""


def ground_of(palette: Palette) -> str:
    """Return the colour behind the text, `#rrggbb`; black where the terminal's own is not known."""
    colour = palette["background"]
    return colour if colour.startswith("#") else "#000000"


def _two_colours(upper: str, lower: str) -> Style:
    """Return a style of two colours `#rrggbb`; to have Rich read them takes twice as long."""
    return Style.from_color(_colour(upper), _colour(lower))


def _colour(stated: str) -> Color:
    red, green, blue = bytes.fromhex(stated[1:])
    return Color(stated, ColorType.TRUECOLOR, None, ColorTriplet(red, green, blue))


class Easel:
    """The terminal, as far as pictures are drawn on it: it is sent them, and writes points behind cells."""

    def __init__(self, send: Callable[[str], object], paints: graphics.Paints, *, colours: int) -> None:
        """`colours` is how many the terminal has for text."""
        self.send = send
        self.paints = paints
        self._colours = colours
        # Numbers are the terminal's, and other programs may have some.
        self._numbers = count(random.randrange(1 << 16, (1 << 24) - (1 << 20)))

    def number(self) -> tuple[int, str]:
        """Return a number for a picture, and the colour that says it: `#rrggbb`."""
        number = next(self._numbers)
        if self._colours > 256:
            return number, f"#{number:06x}"
        red, rest = divmod(number % _CUBE**3, _CUBE**2)
        green, blue = divmod(rest, _CUBE)
        colour = f"#{_STEPS[red]:02x}{_STEPS[green]:02x}{_STEPS[blue]:02x}"
        return Color.parse(colour).downgrade(ColorSystem.EIGHT_BIT).number or 1, colour


class Hung:
    """Pictures by their addresses, as they were fitted for one width."""

    def __init__(
        self,
        room: Room,
        urls: Iterable[str],
        easel: Easel | None,
        *,
        width: int,
        unfit: Callable[[], object] = lambda: None,
        left: Callable[[], object] = lambda: None,
    ) -> None:
        """`room` is how they are drawn, and the most that any may take, where the text is `width` cells wide.

        Blocks and dots need no easel. `unfit` is called, once, when they suit what is shown no longer, `left`
        when they are taken down.
        """
        self.room = room
        self._left = left
        self._width = width
        self._unfit: Callable[[], object] | None = unfit
        self.is_covered = False
        """Whether something lies over the story: then what takes no part in that is drawn as half blocks."""
        self.hanging: dict[str, Hanging] = dict.fromkeys(urls, ON_ITS_WAY)
        """What stands in each picture's place."""
        self._easel = easel
        self._fitted: dict[str, Fitted] = {}
        self._lines: dict[tuple[str, bool], list[list[Segment]]] = {}
        self._rows: Mapping[int, tuple[Nail, int]] = {}
        self._numbers: list[int] = []
        self._marks: list[str] = []

    def keep_room(self, before: Hung) -> None:
        """Leave those that were there before as much room until they come anew: nothing jumps."""
        for url in self.hanging.keys() & before._fitted.keys():
            was = before.hanging[url]
            self.hanging[url] = Hanging(min(was.columns, self.room.columns), was.rows)

    def take(self, url: str, answer: Fitted | str) -> None:
        """Hang a picture, or say why it is not shown."""
        if isinstance(answer, str):
            self.hanging[url] = Hanging(words=answer)
            return
        self._fitted[url] = answer
        self.hanging[url] = Hanging(answer.columns, answer.rows, answer.note)

    def place(self, page: Page) -> None:
        """Go by a page that was laid out with `hanging`."""
        self._rows = {nail.line + row: (nail, row) for nail in page.nails for row in range(nail.rows)}

    def suit(self, width: int, palette: Palette) -> None:
        """See whether they were made for a text of that width, and for these colours."""
        if (width, ground_of(palette)) != (self._width, self.room.ground) and self._unfit is not None:
            self._unfit()
            self._unfit = None

    def cells(self, line: int, style: Style) -> list[Segment] | None:
        """Return what is drawn of a picture in a line of the page; None where there is none."""
        found = self._rows.get(line)
        if found is None or found[0].url not in self._fitted:
            return None
        nail, row = found
        key = (nail.url, self.is_covered)
        if key not in self._lines:
            self._lines[key] = self._drawn(self._fitted[nail.url], style)
        lines = self._lines[key]
        return lines[row] if row < len(lines) else None

    def _drawn(self, fitted: Fitted, style: Style) -> list[list[Segment]]:
        match self.room.form:
            case "dots":
                return [[Segment(line, style)] for line in fitted.drawn]
            case "kitty" if self._easel and not self.is_covered:
                return self._placeholders(fitted, self._easel)
            case "sixel" if self._easel and not self.is_covered:
                return [self._points(row, fitted.columns, self._easel, style) for row in fitted.drawn]
            case _:
                return [
                    [Segment(text, _two_colours(upper, lower)) for text, upper, lower in line]
                    for line in half_blocks(fitted.blocks, fitted.columns)
                ]

    def _placeholders(self, fitted: Fitted, easel: Easel) -> list[list[Segment]]:
        """Bring a picture to the terminal, and return the cells that show it: each by itself, so that
        whatever lies over some of them leaves the others as they are.
        """
        number, colour = easel.number()
        self._numbers.append(number)
        easel.send(graphics.sent(number, fitted.drawn[0], fitted.columns, fitted.rows))
        said = Style(color=colour)
        return [
            [Segment(graphics.placeholder(row, column), said) for column in range(fitted.columns)]
            for row in range(fitted.rows)
        ]

    def _points(self, row: str, columns: int, easel: Easel, style: Style) -> list[Segment]:
        mark = easel.paints.mark(columns, row)
        self._marks.append(mark)
        return [Segment(" " * (columns - 1), style), Segment(f" {mark}", style)]

    def leave(self) -> None:
        """Be taken down: nothing of them is left on the terminal."""
        self.forget()
        self._left()

    def forget(self) -> None:
        """Have the terminal forget them; what is drawn again is sent again."""
        if self._easel is not None:
            for number in self._numbers:
                self._easel.send(graphics.forgotten(number))
            self._easel.paints.forget(self._marks)
        self._numbers, self._marks = [], []
        self._lines.clear()
