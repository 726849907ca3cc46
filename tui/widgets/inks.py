"""Looks turned into styles, and lines into strips: the one way from our lines to Textual's cells."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rich.segment import Segment
from rich.style import Style
from textual.dom import DOMNode
from textual.strip import Strip

from tui.drawing.frame import StyledLine
from tui.drawing.looks import DARK, LOOKS, Palette, attributes, drawn
from tui.model.kinds import KINDS
from tui.text.cells import cell_width
from tui.text.safe import clean


class Inks:
    """The styles of one palette over one ground, each made once."""

    def __init__(self, palette: Palette, ground: str = "background") -> None:
        self.palette = palette
        self.ground = ground
        """The colour role that shows where a look has no background of its own."""
        self._styles: dict[str | tuple[str, ...], Style] = {}
        self._others: dict[str, Inks] = {}

    def on(self, ground: str) -> Inks:
        """Return the same looks over another ground."""
        if ground == self.ground:
            return self
        if ground not in self._others:
            self._others[ground] = Inks(self.palette, ground)
        return self._others[ground]

    def style(self, looks: str | tuple[str, ...]) -> Style:
        """Return the style of a look, or of several laid over one another."""
        style = self._styles.get(looks)
        if style is None:
            names = (looks,) if isinstance(looks, str) else looks
            ground = Style(bgcolor=_rich_colour(self.palette[self.ground]))
            style = Style.combine([ground, *(self._build(name) for name in names), *self._turned(names)])
            self._styles[looks] = style
        return style

    def blank(self, width: int) -> Strip:
        """Return an empty line."""
        return Strip.blank(width, self.style("text"))

    def _turned(self, names: tuple[str, ...]) -> list[Style]:
        """Set a place within slanted text upright, as print does, and a person within bold text light.

        What has the shape of its surroundings would be lost there.
        """
        letters = [attributes(LOOKS[name], self.palette) for name in names]
        turned: list[Style] = []
        if "i" in letters[0] and any("i" in each for each in letters[1:]):
            turned.append(Style(italic=False))
        # Only where nothing is lit: there the ground tells it.
        if "b" in letters[0] and len(names) > 1 and names[-1] in KINDS and "b" in letters[-1]:
            turned.append(Style(bold=False))
        return turned

    def _build(self, name: str) -> Style:
        look = LOOKS[name]
        foreground, background, letters = drawn(look, self.palette)
        # The ground shows through: dialogs are not drawn on the panes' background.
        if look.bg == "background":
            background = ""
        return Style(
            color=_rich_colour(foreground or None),
            bgcolor=_rich_colour(background or None),
            # None and not False: what is laid over another look keeps that one's weight.
            bold="b" in letters or None,
            dim="d" in letters or None,
            italic="i" in letters or None,
            underline="u" in letters or None,
            reverse="r" in letters or None,
            strike="s" in letters or None,
        )

    def strip(self, cells: StyledLine | Iterable[tuple[str, tuple[str, ...]]], width: int) -> Strip:
        """Return cells as a strip of exactly so many, blanks at the end.

        The second gate for outside text (docs/safety.md, rule 1): whatever is not harmless becomes U+FFFD.
        """
        segments: list[Segment] = []
        used = 0
        for text, looks in cells:
            text = clean(text)
            segments.append(Segment(text, self.style(looks)))
            used += cell_width(text)
        # With its length, or Textual would measure every text again.
        strip = Strip(segments, used)
        return strip if used == width else strip.adjust_cell_length(width, self.style("text"))


def _rich_colour(colour: str | None) -> str | None:
    if colour is None or colour == "default":
        return colour
    return colour.removeprefix("ansi_")


_DEFAULT = Inks(DARK)


def inks(node: DOMNode) -> Inks:
    """Return the styles of the app a widget is in; the dark palette's where the app has none."""
    found: object = getattr(cast("object", node.app), "inks", None)
    return found if isinstance(found, Inks) else _DEFAULT
