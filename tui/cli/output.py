"""Data on standard output, words on standard error; every text through the gate."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui.system.streams import encoding_of, representable
from tui.text.cells import cell_width
from tui.text.safe import clean, clean_line

if TYPE_CHECKING:
    from argparse import Namespace

_LEAST_ROOM: Final = 24
"""Cells in which words can be read one beneath the other."""
_STEP: Final = 6
"""How far further lines are moved in where there is no room beneath the first."""


def emit(text: str, *, before: str = "", after: str = "") -> None:
    """Print a text and end its line. What the terminal cannot show becomes `?`.

    `before` and `after` are our own controls around it: the text itself is cleaned of all others.
    """
    shown = representable(clean(text.removesuffix("\n")), encoding_of(sys.stdout))
    sys.stdout.write(f"{before}{shown}{after}\n")


def emit_behind(front: str, text: str, *, width: int | None, hang: int = 0) -> None:
    """Print a text behind what its line begins with; in a width it is broken at blanks: `set_behind`."""
    for line in set_behind(front, text, width, hang):
        emit(line)


def set_behind(front: str, text: str, width: int | None, hang: int = 0) -> Iterator[str]:
    """Yield the lines of a text behind what its first line begins with, the others `hang` cells further in.

    A word that is longer than a line stays whole: it may be an address, to be copied.
    """
    if width is None or cell_width(front + text) <= width:
        yield front + text
        return
    edge = " " * (cell_width(front) + hang)
    if width - len(edge) < _LEAST_ROOM:  # beneath a long beginning nobody could read it
        if front.strip():
            yield front.rstrip()
        front = edge = " " * _STEP
    for line in _broken(text, width - len(edge)):
        yield front + line
        front = edge


def _broken(text: str, room: int) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if line and cell_width(longer) > room:
            yield line
            longer = word
        line = longer
    yield line


def room_for_words(arguments: Namespace) -> int | None:
    """Return the cells of a line where lines are to be broken: on a terminal, unless --plain was asked."""
    return None if arguments.plain or not is_terminal() else terminal_width()


def emit_styled(pieces: Iterable[tuple[str, str]]) -> None:
    """Print a line of texts, each under SGR parameters of ours; the texts are cleaned like all others."""
    encoding = encoding_of(sys.stdout)
    for text, parameters in pieces:
        shown = representable(clean(text), encoding)
        sys.stdout.write(f"\x1b[{parameters}m{shown}\x1b[0m" if parameters else shown)
    sys.stdout.write("\n")


def emit_bytes(pieces: Iterable[bytes]) -> None:
    """Print a document as it is, in its own encoding: the caller answers for its being harmless."""
    # What was printed as text before stands before it.
    sys.stdout.flush()
    for piece in pieces:
        sys.stdout.buffer.write(piece)
    sys.stdout.buffer.flush()


def emit_json(value: object) -> None:
    """Print one JSON document: ASCII only, two blanks an indent."""
    # ASCII, so that no terminal's encoding and no pipe can spoil it.
    sys.stdout.write(json.dumps(value, indent=2) + "\n")


def emit_json_array(values: Iterable[object]) -> None:
    """Print a JSON array, an element a line, each as soon as it is known."""
    separator = "["
    for value in values:
        sys.stdout.write(f"{separator}\n{json.dumps(value)}")
        separator = ","
    sys.stdout.write("[]\n" if separator == "[" else "\n]\n")


def say(words: str) -> None:
    """Tell the reader something, beside the data."""
    _to_stderr(words)


def complain(words: str) -> None:
    """Say in one line what went wrong."""
    _to_stderr(f"dateline: {words}")


def _to_stderr(words: str) -> None:
    """Say it; where nobody can hear it there is nobody to tell so."""
    with suppress(OSError, ValueError):
        shown = representable(clean_line(words), encoding_of(sys.stderr))
        width = terminal_width() if sys.stderr.isatty() else None
        sys.stderr.write("\n".join(set_behind("", shown, width)) + "\n")
        sys.stderr.flush()


def is_terminal() -> bool:
    """Tell whether standard output is a terminal that shows more than letters."""
    try:
        return sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
    except ValueError:
        return False


def has_colour(plain: bool) -> bool:
    """Tell whether words may be set in bold: on a terminal, unless --plain or NO_COLOR says otherwise."""
    return not plain and not os.environ.get("NO_COLOR") and is_terminal()


def terminal_width() -> int:
    """Return the terminal's width in cells."""
    from shutil import get_terminal_size

    return get_terminal_size().columns
