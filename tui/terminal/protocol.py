"""The terminal's own protocol, as far as we speak it ourselves: taking the screen and giving it back.

On the way to the first paint: nothing here loads Textual.
"""

from __future__ import annotations

import os
import re
import select
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tui.text.cells import cell_width, count_vowel_signs

ENTER_SCREEN = "\x1b[?1049h"
HIDE_CURSOR = "\x1b[?25l"
BEGIN_FRAME, END_FRAME = "\x1b[?2026h", "\x1b[?2026l"  # synchronized output: shown as one frame

LEAVE_SCREEN = (
    "\x1b[?2004l"  # bracketed paste off
    "\x1b[?7h"  # line wrap on
    "\x1b[?2048l"  # in-band resize reports off
    "\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse off
    "\x1b[<u"  # kitty keyboard protocol off
    "\x1b[0m\x1b[?1049l\x1b[?25h\x1b[?1004l"  # main screen, cursor, focus reports off
)

_SURE = (
    "\x00-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u203a\u20ac\u2190-\u21ff\u2500-\u25ff"
    "\u2605\u2714\u2716\u270e\u2800-\u28ff\u3000-\u3029\u3030-\u303d\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60"
)
"""What every terminal counts alike: European letters, our own marks, Chinese, Japanese and Korean."""
_UNSURE = re.compile(rf"[^{_SURE}]")
_PIECES = re.compile(
    r"\x1b\[\d*;(?P<column>\d*)H"
    # A command with its numbers; what is said to the terminal itself (OSC): where a link leads; others.
    r"|(?P<code>\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[^\[\]])|[\x00-\x1f])"
    r"|[^\x00-\x1f]+"
)

ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)

_LAST_WORDS_S = 1.0
"""How long giving the terminal back may wait for a terminal that takes nothing."""


def is_interactive() -> bool:
    """Tell whether there is a terminal on both sides that can show more than lines of text."""
    try:
        # Python has no streams, or closed ones, where whoever started it closed them.
        on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False
    return on_terminal and os.environ.get("TERM", "") not in ("", "dumb")


NO_COLOURS, SIXTEEN, MANY, ALL_COLOURS = 0, 16, 256, 1 << 24

_ALL_COLOURS = frozenset(
    "alacritty contour foot foot-extra ghostty rio wezterm xterm-direct xterm-ghostty xterm-kitty".split()
)
"""How terminals with 24-bit colour call themselves: ssh and sudo keep back what else they say."""
_PRINTERS = ("vt", "dumb", "ansi-m"), ("-m", "-mono")
"""How the names of terminals without any colour begin, and end."""


def colours() -> int:
    """Return how many colours the terminal shows, by what it says: 0, 16, 256 or 16,777,216.

    A `NO_COLOR` that is not empty asks for none (https://no-color.org). `COLORTERM` and `TERM` are read as
    Textual does it, but that more terminals are known by name: see `announce`.
    """
    term = os.environ.get("TERM", "").strip().lower()
    begins, ends = _PRINTERS
    if os.environ.get("NO_COLOR") or term.startswith(begins) or term.endswith(ends):
        return NO_COLOURS
    # Windows says nothing of it there, and its terminals have them all.
    if os.name != "posix":
        return ALL_COLOURS
    if os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit") or term in _ALL_COLOURS:
        return ALL_COLOURS
    return MANY if term.endswith(("-256color", "-kitty")) else SIXTEEN


def announce(count: int) -> None:
    """Say in the environment how many colours there are, in the words that Textual goes by."""
    # An empty one means nothing, but Textual would take it for a wish.
    os.environ.pop("NO_COLOR", None)
    if count == NO_COLOURS:
        os.environ["NO_COLOR"] = "1"
    elif count == ALL_COLOURS:
        os.environ["COLORTERM"] = "truecolor"


_NO_HYPERLINKS = ("linux", "eterm", "dumb", "vt", "ansi", "cons25", "sun")
"""Terminals that show an OSC they do not know, or lose their place by it: consoles, Emacs's, old hardware."""


def hyperlinks() -> bool:
    """Tell whether links can be given to the terminal (OSC 8).

    One that knows nothing of them passes them over; they are off where more than that goes wrong.
    """
    term = os.environ.get("TERM", "").strip().lower()
    if term.startswith(_NO_HYPERLINKS) or "INSIDE_EMACS" in os.environ:
        return False
    # GNU Screen before 5 writes parts of the address on the screen; tmux, which may call itself so, does not.
    if term.startswith("screen") and "TMUX" not in os.environ:
        return False
    # The libvte of GNOME's terminal 3.26.0 ends with a fault when the mouse comes to a link.
    return os.environ.get("VTE_VERSION") != "5000"


def write_all(fileno: int, data: bytes, within_s: float | None = None) -> None:
    """Write all of it, waiting where another program has told the terminal not to let anybody wait.

    Raises OSError, also where it takes longer than `within_s`.
    """
    while data:
        try:
            data = data[os.write(fileno, data) :]
        except BlockingIOError:
            # Another program that shares the terminal may have made it non-blocking, for all of us.
            if not select.select([], [fileno], [], within_s)[1]:
                raise


def hush(fileno: int) -> list[Any] | None:
    """Take the terminal out of its line mode, without echo; returns its attributes from before.

    None where it is no terminal after all. Keys typed meanwhile wait in its queue.
    """
    import termios

    try:
        before = termios.tcgetattr(fileno)
        after = termios.tcgetattr(fileno)
        # Without these, ctrl+s would stop the output, and return would come as a line feed, before Textual is
        # there.
        after[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        # Keys typed over the first paint would be drawn into it, and be given out only with a line's end.
        after[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        after[6][termios.VMIN] = 1
        termios.tcsetattr(fileno, termios.TCSANOW, after)
    except (termios.error, OSError):
        return None
    return before


def give_back(attributes: list[Any] | None) -> None:
    """Leave the alternate screen, show the cursor, restore the line mode. Safe in a signal handler."""
    import termios

    with suppress(OSError):  # the terminal is gone: there is nothing to give back
        write_all(1, LEAVE_SCREEN.encode(), _LAST_WORDS_S)
    if attributes is not None:
        with suppress(OSError, termios.error):
            # What was typed but not read is the reader's, not the shell's: `q` twice must not type one there.
            termios.tcflush(0, termios.TCIFLUSH)
            termios.tcsetattr(0, termios.TCSANOW, attributes)


def end_with(attributes: list[Any] | None) -> None:
    """Let the ending signals give the terminal back, until the app takes them over."""

    def leave(number: int, _frame: object) -> None:
        give_back(attributes)
        # At once: in the midst of an import nothing can be unwound safely, and nothing is held yet. The code
        # is the shell's for a signal.
        os._exit(128 + number)

    for number in ENDING_SIGNALS:
        signal.signal(number, leave)


# ── texts that terminals count differently ────────────────────────────────────────────────────

_ROWS = re.compile(r"(?=\x1b\[\d*;\d*H)")
_JOINED = re.compile(r"(?:\u200d[^\x00-\x7f]|[\ufe0f\U0001f3fb-\U0001f3ff])+")
_PROBES = ("\u0915\u093e", "\u2603\ufe0f", "\U0001f469\u200d\U0001f467")
"""A letter with its vowel sign beside it; a snowman asked to be an emoji; mother and daughter joined."""

ASK_WIDTHS = "".join(f"\x1b[2;1H{probe}\x1b[6n" for probe in _PROBES)
"""Written before a frame that covers it: the terminal answers with the column it is in after each."""
ANSWERS = len(_PROBES)


class Counting:
    """How this terminal counts; until it was asked, as most do."""

    joins: bool = True
    """Whether emoji that are joined, coloured or asked for by a selector take the room of one."""

    def heed(self, widths: Sequence[int]) -> bool:
        """Go by what the terminal answered to `ASK_WIDTHS`; returns whether texts take other widths now."""
        sign, snowman, family = widths
        # One sample alone may be luck: a terminal that joins counts two for both.
        self.joins = (snowman, family) == (2, 2)
        return count_vowel_signs(0 if sign == 1 else 1)


counting = Counting()


def placed(frame: str) -> str:
    """Return a frame in which what follows a doubtful text stands in its own column all the same.

    Terminals count some texts differently (`tui.text.cells`): flags, emoji, vowel signs. Each piece with such
    is written over blanks of the width that we count, and the cursor is put behind these.
    """
    # Nearly every frame: it costs one search and no splitting.
    if not _UNSURE.search(frame):
        return frame
    return "".join(_row_placed(row) if _UNSURE.search(row) else row for row in _ROWS.split(frame))


def _row_placed(row: str) -> str:
    written: list[str] = []
    column: int | None = None
    for piece in _PIECES.finditer(row):
        text = piece[0]
        if piece["column"] is not None:
            column = int(piece["column"] or 1)
        elif piece["code"]:
            # Textual moves down by line ends within a frame.
            column = 1 if text in "\r\n" else column
        elif column is not None:
            width = cell_width(text)
            if _UNSURE.search(text):
                shown = text if counting.joins else _JOINED.sub("", text)
                text = f"{' ' * width}\x1b[{column}G{shown}\x1b[{column + width}G"
            column += width
        written.append(text)
    return "".join(written)


# ── what is pasted ────────────────────────────────────────────────────────────────────────────

_PASTE_BEGINS, _PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class Pasting:
    """Keeps what is pasted from acting as keys: an ESC within its brackets is not passed on.

    The parser of keys would take it for the beginning of one, and what follows for keys that are pressed.
    """

    def __init__(self) -> None:
        self._within = False
        self._held = ""
        """The last characters of a paste, while they may be the beginning of its end."""
        self._seen = ""
        """The last characters outside of one, which may be the beginning of its beginning."""

    def through(self, typed: str) -> str:
        """Return what came in from the terminal as it may be parsed."""
        text, self._held = self._held + typed, ""
        passed: list[str] = []
        while text:
            text = self._pasted(text, passed) if self._within else self._outside(text, passed)
        return "".join(passed)

    def _outside(self, text: str, passed: list[str]) -> str:
        """Pass on all up to where a paste begins; return what comes after."""
        before, self._seen = self._seen, ""
        # A read may end in the midst of the bracket: its first characters have been passed on already.
        at = (before + text).find(_PASTE_BEGINS)
        if at < 0:
            self._seen = (before + text)[1 - len(_PASTE_BEGINS) :]
            passed.append(text)
            return ""
        self._within = True
        end = at + len(_PASTE_BEGINS) - len(before)
        passed.append(text[:end])
        return text[end:]

    def _pasted(self, text: str, passed: list[str]) -> str:
        """Pass on all up to where the paste ends; return what comes after."""
        inside, ends, after = text.partition(_PASTE_ENDS)
        if not ends:
            at = inside.rfind("\x1b")
            # Held back until more comes: the end of the paste may be cut in two by a read.
            if at >= 0 and _PASTE_ENDS.startswith(inside[at:]):
                inside, self._held = inside[:at], inside[at:]
        self._within = not ends
        passed.append(inside.replace("\x1b", "") + ends)
        return after
