"""Pictures on their way to the screen: the room there is for one, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

PictureForm = Literal["blocks", "dots", "kitty", "sixel"]
"""How a terminal shows a picture: by half blocks in colour, by dots of one colour, by the graphics protocol
of kitty, by sixel."""

USUAL_CELL: Final = (8, 16)
"""A cell in pixels, where the terminal does not say."""


class Room(NamedTuple):
    """The room there is for a picture, and how it is to be drawn there."""

    columns: int
    rows: int
    """At the most, in cells."""
    form: PictureForm = "blocks"
    cell: tuple[int, int] = USUAL_CELL
    """Width and height of a cell in pixels."""
    ground: str = "#000000"
    """What shows where a picture is transparent; for dots, whether they are drawn on dark or on light."""
    colours: int = 48
    """So many at the most, for sixel."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """A picture made to fit its room."""

    columns: int
    rows: int
    """What it takes of the room, in cells."""
    points: tuple[int, int]
    """Its own width and height, as it is to be held."""
    blocks: bytes
    """Two points a cell, one above the other: red, green, blue each, `2 * rows` lines of `columns`."""
    drawn: tuple[str, ...] = ()
    """As its form has it: a line a row for dots and sixel, a PNG in base64 for kitty, nothing for blocks."""
    note: str = ""
    """What is to be said of it, in a few words."""


class Hanging(NamedTuple):
    """What stands in a story in a picture's place."""

    columns: int = 0
    rows: int = 0
    """Cells that the picture takes; 0 where it is not there."""
    words: str = ""
    """That it is on its way, why it is not shown, or what is to be said of it; may be empty."""


@dataclass(frozen=True, slots=True)
class PictureWish:
    """A picture that is asked for: which, of which story, and how it is to be drawn."""

    url: str
    article: str
    """The story's id, under which it is kept."""
    feed: str
    """The feed's address, whose rules hold for it."""
    room: Room = field(default_factory=lambda: Room(40, 20))
