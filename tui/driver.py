"""The terminal driver: takes over a screen that is already painted, and gives it back at once.

Three things differ from Textual's own. The first paint may have switched to the alternate screen and
taken the terminal out of its line mode before Textual was loaded: that is not done a second time,
and what is restored at the end is the terminal as it was before the first paint. And leaving is a
few writes and an exit, not a wait for every thread to notice. With the first frame the terminal is asked
how it counts what terminals count differently.
"""

from __future__ import annotations

import os
import sys
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui import terminal
from tui.cells import count_vowel_signs


class ScreenDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, on a screen that may be painted already."""

    before_paint: ClassVar[list[Any] | None] = None
    """The terminal's attributes before the first paint; None where there was none."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual draws on standard error; a reader may send that to a file.
        self._file = sys.__stdout__ or self._file
        self._entered = self.before_paint is not None
        count_vowel_signs(1)
        self._asked = False
        self._answers: list[int] = []

    def write(self, data: str) -> None:
        """Write to the terminal, but do not enter the alternate screen twice."""
        if data == terminal.ENTER_SCREEN and self._entered:
            self._entered = False
            return
        if not self._asked and data.startswith("\x1b[1;1H"):
            self._asked = True
            super().write(terminal.ASK_WIDTHS)
        super().write(terminal.placed(data))

    def process_message(self, message: Message) -> None:
        """Take the terminal's answers; all else goes to the app."""
        if not isinstance(message, events.CursorPosition):
            super().process_message(message)
        elif message.y == 1 and len(self._answers) < terminal.ANSWERS:
            self._answers.append(message.x)
            if len(self._answers) == terminal.ANSWERS:
                self._loop.call_soon_threadsafe(self._heed)

    def _heed(self) -> None:
        if terminal.counting.heed(self._answers):
            measure_anew = getattr(self._app, "measure_anew", None)
            if measure_anew is not None:
                measure_anew()

    def start_application_mode(self) -> None:
        """Take the terminal; what will be restored is its state before the first paint."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.before_paint is not None:
            self.attrs_before = self.before_paint

    def leave(self, code: int) -> None:
        """Give the terminal back and end the process, without waiting for any thread.

        Everything worth keeping must be kept by now. Never returns.
        """
        if self._writer_thread is not None:
            self._writer_thread.stop()
        terminal.give_back(self.attrs_before)
        os._exit(code)
