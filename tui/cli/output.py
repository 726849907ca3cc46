"""Data on standard output, words on standard error; every text through the gate."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable
from contextlib import suppress

from tui.system.streams import encoding_of, representable
from tui.text.safe import clean, clean_line


def emit(text: str, *, before: str = "", after: str = "") -> None:
    """Print a text and end its line. What the terminal cannot show becomes `?`.

    `before` and `after` are our own controls around it: the text itself is cleaned of all others.
    """
    shown = representable(clean(text.removesuffix("\n")), encoding_of(sys.stdout))
    sys.stdout.write(f"{before}{shown}{after}\n")


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
        sys.stderr.write(representable(clean_line(words), encoding_of(sys.stderr)) + "\n")
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
