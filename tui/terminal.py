"""The terminal's own protocol, as far as we speak it ourselves: taking the screen and giving it back.

On the way to the first paint: nothing here loads Textual.
"""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

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

ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGINT") if hasattr(signal, name)
)


def is_interactive() -> bool:
    """Tell whether there is a terminal on both sides that can show more than lines of text."""
    try:
        on_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False
    return on_terminal and os.environ.get("TERM", "") not in ("", "dumb")


def true_colour() -> bool:
    """Tell whether the terminal says that it shows 24-bit colour."""
    return os.environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit")


def hush(fileno: int) -> list[Any] | None:
    """Take the terminal out of its line mode, without echo; returns its attributes from before.

    None where it is no terminal after all. Keys typed meanwhile wait in its queue.
    """
    import termios

    try:
        before = termios.tcgetattr(fileno)
        after = termios.tcgetattr(fileno)
        after[0] &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
        after[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN | termios.ISIG)
        after[6][termios.VMIN] = 1
        termios.tcsetattr(fileno, termios.TCSANOW, after)
    except (termios.error, OSError):
        return None
    return before


def give_back(attributes: list[Any] | None) -> None:
    """Leave the alternate screen, show the cursor, restore the line mode. Safe in a signal handler."""
    import termios

    try:
        os.write(1, LEAVE_SCREEN.encode())
        if attributes is not None:
            termios.tcflush(0, termios.TCIFLUSH)
            termios.tcsetattr(0, termios.TCSANOW, attributes)
    except (OSError, termios.error):
        pass  # The terminal is gone: there is nothing to give back.


def end_with(attributes: list[Any] | None) -> None:
    """Let the ending signals give the terminal back, until the app takes them over."""

    def leave(number: int, _frame: object) -> None:
        give_back(attributes)
        os._exit(128 + number)

    for number in ENDING_SIGNALS:
        signal.signal(number, leave)
