"""The terminal driver: takes over a screen that is already painted, and gives it back at once.

Two things differ from Textual's own. The first paint may have switched to the alternate screen and
taken the terminal out of its line mode before Textual was loaded: that is not done a second time,
and what is restored at the end is the terminal as it was before the first paint. And leaving is a
few writes and an exit, not a wait for every thread to notice.
"""

from __future__ import annotations

import os
import sys
from typing import Any, ClassVar

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tui import terminal


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

    def write(self, data: str) -> None:
        """Write to the terminal, but do not enter the alternate screen twice."""
        if data == terminal.ENTER_SCREEN and self._entered:
            self._entered = False
            return
        super().write(data)

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
