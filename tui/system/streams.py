"""The three standard streams: closed ones, and letters that the encoding of a terminal does not have.

On the way to the first paint: nothing here loads what it does not need.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, Final

USUAL: Final = "utf-8"
_SHAPES: Final = {
    "-": "─━╌╍–—‐‑‒―−▔",
    "|": "│┃╎▌▎▐▊▏▕",
    "+": "├┤┬┴┼┌┐└┘╭╮╰╯",
    "#": "█▇▆▅▄▃░▒▓",
    "_": "▂▁",
    "*": "●•★",
    "o": "◆▣øœ",
    "e": "✎",
    ".": "·…",
    ">": "→▶▸›»",
    "<": "←◀‹«",
    "^": "↑",
    "v": "↓▾",
    "x": "×",
    '"': "“”„‟",
    "'": "‘’‚‛",
    "L": "Ł",
    "l": "ł",
    "O": "ØŒ",
    "D": "ĐÐ",
    "d": "đð",
    "i": "ı",
}
_STAND_INS: Final = {shape: letter for letter, shapes in _SHAPES.items() for shape in shapes}
"""What is drawn and printed oftenest, and a letter of the same width that every encoding has."""

_DOTTED: Final = " ..:::###"
"""What stands for a sign of Braille, by its dots: coasts on the map and lines of charts are such signs."""


# ── closed streams ────────────────────────────────────────────────────────────────────────────


def hold_open() -> None:
    """Let no file of ours take the place of a standard stream that whoever started us has closed.

    What is closed reads as empty and swallows complaints; to print on it fails, as it should.
    """
    for number, name, flags in (
        (0, "stdin", os.O_RDONLY),
        (1, "stdout", os.O_RDONLY),  # to write to what is open for reading fails with EBADF
        (2, "stderr", os.O_WRONLY),
    ):
        # Python leaves None where the descriptor was closed; the next file opened would get its number.
        if getattr(sys, name) is None:
            _open_nothing(number, flags)
            stream = open(number, "w" if number else "r", encoding=USUAL, closefd=False)  # noqa: SIM115
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)


def _open_nothing(number: int, flags: int) -> None:
    """Open the null device as this file, unless it is another by now."""
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, flags)
        if opened == number:
            # Children of ours expect a standard stream there.
            os.set_inheritable(number, True)
        else:
            os.dup2(opened, number)
            os.close(opened)


# ── encodings ─────────────────────────────────────────────────────────────────────────────────


def encoding_of(stream: Any) -> str:
    """Return the encoding of a stream; UTF-8 where it has none that a terminal's controls survive in."""
    name = getattr(stream, "encoding", None) or USUAL
    try:
        # UTF-16 and EBCDIC would send a terminal other bytes than its controls are.
        return name if "\x1b[0m~".encode(name) == b"\x1b[0m~" else USUAL
    except (LookupError, UnicodeError):
        return USUAL


def encoder(encoding: str) -> Callable[[str], bytes]:
    """Return what encodes a text for a terminal; whatever the encoding lacks becomes something as wide.

    No byte from 0x80 to 0x9f ever stands alone: a terminal that reads another encoding than it says,
    or none, takes some of them for the beginning of a control sequence.
    """
    if is_utf_8(encoding):
        return lambda text: text.encode(USUAL, "replace")
    acting = {ord(char): _stand_in(char) for byte in range(0x80, 0xA0) if (char := _alone(byte, encoding))}

    def encoded(text: str) -> bytes:
        try:
            return text.translate(acting).encode(encoding)
        except UnicodeEncodeError:
            return _with_stand_ins(text.translate(acting), encoding)

    return encoded


def representable(text: str, encoding: str) -> str:
    """Return a text as it can be shown in an encoding."""
    return text if is_utf_8(encoding) else encoder(encoding)(text).decode(encoding)


def is_utf_8(encoding: str) -> bool:
    """Tell whether an encoding has every letter."""
    return encoding.lower().replace("_", "-") in ("utf-8", "utf8")


def _alone(byte: int, encoding: str) -> str:
    """Return the character that one byte is in an encoding; nothing where it is none."""
    try:
        return bytes((byte,)).decode(encoding)
    except UnicodeError:
        return ""


def _with_stand_ins(text: str, encoding: str) -> bytes:
    """Encode a text of which some characters cannot be."""
    pieces: list[bytes] = []
    for char in text:
        try:
            pieces.append(char.encode(encoding))
        except UnicodeEncodeError:
            pieces.append(_stand_in(char).encode(encoding))
    return b"".join(pieces)


def _stand_in(char: str) -> str:
    """Return letters of ASCII as wide as a character: it without its accent, something like it, or `?`."""
    if char in _STAND_INS:
        return _STAND_INS[char]
    if "\u2800" <= char <= "\u28ff":
        return _DOTTED[(ord(char) - 0x2800).bit_count()]
    from unicodedata import normalize

    from tui.text.cells import cell_width

    bare = normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = cell_width(char)
    return bare if bare and len(bare) == width else "?" * width
