"""Pictures on a terminal that can show them: what it is asked, what it answers, and how they are drawn.

Two protocols (docs/decisions/0091-pictures.md). kitty's takes a picture once, by a number, and draws it
wherever its placeholders stand: they are cells like others. Sixel paints points over cells, a row of cells at
a time; a mark behind the row's last cell says which, and the driver writes the points in its place: whenever
that cell is drawn the points are, and where something lies over it they are not.
"""

from __future__ import annotations

import os
import random
import re
import sys
from collections.abc import Mapping
from itertools import count
from typing import Final, NamedTuple

from tui.model.pictures import USUAL_CELL, PictureForm

ASK: Final = (
    "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"  # whether it knows kitty's graphics
    "\x1b[>q"  # its name (XTVERSION)
    "\x1b[16t"  # how large a cell is
    "\x1b[?1;1;0S"  # how many colours of sixel there are
    "\x1b[c"  # what it is (DA1): nearly all answer, and the last thing asked is answered last
)
ANSWERED_WITHIN_S: Final = 1.0
"""So long a terminal is waited for; one that is far away takes a while."""
_ANSWER: Final = re.compile(
    r"\x1b_G(?P<kitty>[^\x1b]*)\x1b\\"
    r"|\x1bP>\|(?P<name>[^\x1b]*)\x1b\\"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
    r"|\x1b\[\?1;(?P<ok>\d);(?P<registers>\d{1,6})(?:;\d+)*S"
    r"|\x1b\[\?(?P<kind>[\d;]*)c"
)
_BEGUN: Final = re.compile(
    r"\x1b(?:_(?:G[^\x1b]*\x1b?)?|P(?:>(?:\|[^\x1b]*\x1b?)?)?|\[(?:\?[\d;]*|6(?:;[\d;]*)?)?)?\Z"
)
"""What may be the beginning of an answer, at the end of what has come."""
_SURE: Final = re.compile(r"\x1b(?:_G|P>|\[\?)")
"""How an answer begins and no key does: of it the rest is waited for."""
_LONGEST: Final = 300
_HARDLY_A_CELL: Final = 4
_SIXEL: Final = "4"
_WITH_PLACEHOLDERS: Final = ("kitty", "ghostty")
_VERSION: Final = re.compile(r"kitty\((\d+)\.(\d+)")
_FIRST_WITH_THEM: Final = (0, 28)
"""The first kitty that knows placeholders."""
_UNSAFE: Final = re.compile(r"linux|vt\d|dumb|ansi|cons25|eterm|sun|xterm-mono", re.IGNORECASE)
"""Terminals that print what they do not know, or never answer."""


class Abilities(NamedTuple):
    """What a terminal can show pictures by."""

    kitty: bool = False
    """Kitty's graphics, with placeholders."""
    sixel: bool = False
    cell: tuple[int, int] = USUAL_CELL
    """Width and height of a cell in pixels."""
    colours: int = 256
    """Colours of sixel at a time."""


def may_ask(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal can be asked without a sign of it being seen."""
    term = environment.get("TERM", "")
    told = environment.get("TERM_PROGRAM", "")
    return (
        bool(term)
        and not _UNSAFE.match(term)
        and told != "Apple_Terminal"
        and "INSIDE_EMACS" not in environment
    )


def by_name(environment: Mapping[str, str] = os.environ) -> Abilities:
    """Return what a terminal that does not answer can do, by what it is called."""
    names = f"{environment.get('TERM', '')} {environment.get('TERM_PROGRAM', '')}".lower()
    within = "TMUX" in environment or names.startswith("screen")
    kitty = not within and any(name in names for name in _WITH_PLACEHOLDERS)
    sixel = not within and any(name in names for name in ("foot", "mlterm", "wezterm", "contour", "yaft"))
    return Abilities(kitty, sixel, cell_pixels() or USUAL_CELL)


def form_of(setting: str, can: Abilities, *, colours: int) -> PictureForm:
    """Return how pictures are drawn: as is set, else as well as the terminal can.

    `colours` is how many it has for text: 0, 16, 256, or more.
    """
    may_choose = setting == "auto" and colours > 0  # who wants no colours is not sent any
    if colours > 16 and (setting == "kitty" or (may_choose and can.kitty)):
        return "kitty"  # the number of a picture is written as the colour of its cells
    if setting == "sixel" or (may_choose and can.sixel):
        return "sixel"
    return "blocks" if colours > 16 else "dots"


def cell_pixels() -> tuple[int, int] | None:
    """Return the size of a cell, where the terminal's own device knows it."""
    if sys.platform == "win32":
        return None
    import fcntl
    import struct
    import termios

    try:
        packed = fcntl.ioctl(sys.__stdout__.fileno() if sys.__stdout__ else 1, termios.TIOCGWINSZ, bytes(8))
    except (OSError, ValueError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", packed)
    return _cell(width // columns, height // rows) if rows and columns else None


def _cell(width: int, height: int) -> tuple[int, int] | None:
    return (width, height) if min(width, height) >= _HARDLY_A_CELL and max(width, height) <= 200 else None


class Listening:
    """Takes the terminal's answers out of what is typed; all else goes through, in its order."""

    def __init__(self) -> None:
        self._held = ""
        self._found: dict[str, str] = {}

    @property
    def is_answered(self) -> bool:
        """Whether the last answer has come."""
        return "kind" in self._found

    def through(self, typed: str) -> str:
        """Return what was typed, without answers; what may be the beginning of one is held back."""
        text, self._held = self._held + typed, ""
        passed = _ANSWER.sub(self._take, text)
        begun = _BEGUN.search(passed)
        if begun is not None and len(begun[0]) < _LONGEST and (not self.is_answered or _SURE.match(begun[0])):
            self._held = begun[0]
            passed = passed[: begun.start()]
        return passed

    def release(self) -> str:
        """Return what was held back and is a key after all, since nothing followed."""
        if not self._held or _SURE.match(self._held):
            return ""
        held, self._held = self._held, ""
        return held

    def _take(self, answer: re.Match[str]) -> str:
        self._found.update({name: text for name, text in answer.groupdict().items() if text is not None})
        return ""

    def heard(self, environment: Mapping[str, str] = os.environ) -> Abilities:
        """Return what the terminal has answered; what it has not, by its name."""
        found, named = self._found, by_name(environment)
        name = found.get("name", "").lower()
        knows = found.get("kitty", "").partition(";")[2].startswith("OK")
        stated = _cell(int(found.get("width", 0)), int(found.get("height", 0)))
        registers = int(found["registers"]) if found.get("ok") == "0" else 256
        return Abilities(
            kitty=knows and (_has_placeholders(name) if name else named.kitty),
            sixel=_SIXEL in found["kind"].split(";")[1:] if "kind" in found else named.sixel,
            cell=stated or cell_pixels() or USUAL_CELL,
            colours=max(2, min(registers, 256)),
        )


def _has_placeholders(name: str) -> bool:
    """Whether a terminal of kitty's graphics draws them at placeholders, by the name and version it says."""
    version = _VERSION.match(name)
    if version is not None and (int(version[1]), int(version[2])) < _FIRST_WITH_THEM:
        return False
    return name.startswith(_WITH_PLACEHOLDERS)


# ── kitty ─────────────────────────────────────────────────────────────────────────────────────

PLACEHOLDER: Final = "\U0010eeee"
_CHUNK: Final = 4_096
_RANGES: Final = (
    "0305 030d-030e 0310 0312 033d-033f 0346 034a-034c 0350-0352 0357 035b 0363-036f 0483-0487 0592-0595 "
    "0597-0599 059c-05a1 05a8-05a9 05ab-05ac 05af 05c4 0610-0617 0657-065b 065d-065e 06d6-06dc 06df-06e2 "
    "06e4 06e7-06e8 06eb-06ec 0730 0732-0733 0735-0736 073a 073d 073f-0741 0743 0745 0747 0749-074a "
    "07eb-07f1 07f3 0816-0819 081b-0823 0825-0827 0829-082d 0951 0953-0954 0f82-0f83 0f86-0f87 135d-135f "
    "17dd 193a 1a17 1a75-1a7c 1b6b 1b6d-1b73 1cd0-1cd2 1cda-1cdb 1ce0 1dc0-1dc1 1dc3-1dc9 1dcb-1dcc "
    "1dd1-1de6 1dfe"
)
"""The signs by which a placeholder says its row and its column: the first 198 of them, in their order."""


def _numerals() -> str:
    signs: list[str] = []
    for piece in _RANGES.split():
        first, _, last = piece.partition("-")
        signs += map(chr, range(int(first, 16), int(last or first, 16) + 1))
    return "".join(signs)


NUMERALS: Final = _numerals()


def placeholder(row: int, column: int) -> str:
    """Return the cell that shows one cell of a picture; its colour is the picture's number."""
    return PLACEHOLDER + NUMERALS[row] + NUMERALS[column]


def sent(number: int, png: str, columns: int, rows: int) -> str:
    """Return what brings a picture to the terminal: a PNG in base64, to fill so many cells."""
    pieces = [png[at : at + _CHUNK] for at in range(0, len(png), _CHUNK)] or [""]
    how = f"a=T,U=1,q=2,f=100,t=d,i={number},c={columns},r={rows},"
    return "".join(
        f"\x1b_G{how if not at else 'q=2,'}m={int(at < len(pieces) - 1)};{piece}\x1b\\"
        for at, piece in enumerate(pieces)
    )


def forgotten(number: int) -> str:
    """Return what has the terminal forget a picture."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"


# ── sixel ─────────────────────────────────────────────────────────────────────────────────────

_FIRST_SIGN: Final = 0xE0100
_SIGNS: Final = 240
"""Variation selectors (Unicode 17.0, 23.4): they take no cell, and a session's first four are its own."""


class Paints:
    """Points that are written behind cells: rows of pictures, by marks that take no room."""

    def __init__(self) -> None:
        self._opening = "".join(chr(_FIRST_SIGN + random.randrange(_SIGNS)) for _ in range(4))
        self._pattern = re.compile(f"{self._opening}..", re.DOTALL)
        self._rows: dict[str, str] = {}
        self._numbers = count()

    def mark(self, columns: int, points: str) -> str:
        """Return a mark that stands for points, written over the cells right before it."""
        while True:
            high, low = divmod(next(self._numbers) % (_SIGNS * _SIGNS), _SIGNS)
            mark = f"{self._opening}{chr(_FIRST_SIGN + high)}{chr(_FIRST_SIGN + low)}"
            if mark not in self._rows:
                self._rows[mark] = f"\x1b7\x1b[{columns}D{points}\x1b8"
                return mark

    def forget(self, marks: list[str]) -> None:
        """Forget some marks: they stand for nothing."""
        for mark in marks:
            self._rows.pop(mark, None)

    def painted(self, frame: str) -> str:
        """Return a frame with the points in the place of their marks."""
        if self._opening not in frame:
            return frame
        return self._pattern.sub(lambda mark: self._rows.get(mark[0], ""), frame)
