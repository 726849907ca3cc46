"""The terminal driver: takes over a screen that is already painted, and gives it back at once.

Nine things differ from Textual's own. The first paint may have switched to the alternate screen and taken
the terminal out of its line mode before Textual was loaded: that is not done a second time, and what is
restored at the end is the terminal as it was before the first paint. And leaving is a few writes and an
exit, not a wait for every thread to notice. What is drawn and typed is in the terminal's encoding,
whichever that is; and a terminal that goes away ends the reader, whose threads Textual leaves to die over a
letter or to spin for ever. What is pasted never acts as keys, and an escape is one whatever is typed right
behind it. A terminal that can is asked where keys lie, and with the first frame each is asked how it counts
what terminals count differently. And stopping for the shell is done between two turns of the loop, not in the
midst of whatever a signal hits: a frame that was being written would be lost.
"""

from __future__ import annotations

import os
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, ClassVar, Final, TextIO

from textual import events
from textual._parser import ParseError
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui.system import streams
from tui.system.lazily import Lazy
from tui.terminal import keyboard, protocol
from tui.terminal.keyboard import KeyParser
from tui.text.cells import count_vowel_signs

if TYPE_CHECKING:
    from tui.terminal import jobs
    from tui.terminal.graphics import Listening, Paints
else:  # loaded when first used: whoever starts should not wait for it
    jobs = Lazy("tui.terminal.jobs")

_AT_ONCE: Final = 4_096
_LOOK_EVERY_S: Final = 0.1


class _Output:
    """Standard output as Textual's writing thread uses it: nothing that it writes ever raises there."""

    def __init__(self, stream: TextIO) -> None:
        self._fileno = stream.fileno()
        self._encoded = streams.encoder(streams.encoding_of(stream))
        self._is_gone = False

    def write(self, text: str) -> None:
        if self._is_gone:
            return
        try:
            protocol.write_all(self._fileno, self._encoded(text))
        except OSError:
            # First: what hanging up leads to may write again.
            self._is_gone = True
            _hang_up()

    def flush(self) -> None:
        """Nothing is kept back."""

    def fileno(self) -> int:
        return self._fileno

    def isatty(self) -> bool:
        return os.isatty(self._fileno)


def _hang_up() -> None:
    """End the reader as a terminal does that is closed, also where that was not told."""
    # Through the signal, so that there is one way out for a closed terminal, told or not.
    os.kill(os.getpid(), signal.SIGHUP)


class ScreenDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, on a screen that may be painted already."""

    before_paint: ClassVar[list[Any] | None] = None
    """The terminal's attributes before the first paint; None where there was none."""

    def __init__(
        self, app: App[Any], *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        # Textual draws on standard error; a reader may send that to a file.
        self._file: Any = _Output(sys.__stdout__ or sys.stdout)
        self._entered = self.before_paint is not None
        count_vowel_signs(1)
        # Terminals of other encodings cannot show the samples, and have no texts that they count differently.
        self._asked = not streams.is_utf_8(streams.encoding_of(sys.__stdout__))
        self._answers: list[int] = []
        self._listening: Listening | None = None
        """What takes answers about pictures out of what is typed, once they were asked for."""
        self._heard: Callable[[], object] | None = None
        self.paints: Paints | None = None
        """What is written in the place of marks, once there are any."""
        self._has_stopped = False
        """Whether it has stopped for the shell, and has not quite gone on yet."""

    def write(self, data: str) -> None:
        """Write to the terminal, but do not enter the alternate screen twice."""
        # Entered twice, many terminals clear it: the first paint would flash.
        if data == protocol.ENTER_SCREEN and self._entered:
            self._entered = False
            return
        if data == keyboard.ASKED and getattr(self._app, "by_position", False):
            data = keyboard.ASKED_WITH_PLACES
        if not self._asked and data.startswith("\x1b[1;1H"):
            self._asked = True
            # Right before the frame, which covers the samples.
            super().write(protocol.ASK_WIDTHS)
        placed = protocol.placed(data)
        super().write(placed if self.paints is None else self.paints.painted(placed))

    def send(self, data: str) -> None:
        """Write what is no frame as it is."""
        super().write(data)

    def listen(self, listening: Listening, question: str, heard: Callable[[], object]) -> None:
        """Ask the terminal something; `heard` is called in the loop when the last answer is there."""
        self._listening, self._heard = listening, heard
        self.send(question)

    def _typed_alone(self, typed: str, *, is_quiet: bool = False) -> str:
        """Return what came from the terminal without its answers to what was asked last."""
        listening = self._listening
        if listening is None:
            return typed
        typed = listening.release() if is_quiet else listening.through(typed)
        if self._heard is not None and listening.is_answered:
            self._loop.call_soon_threadsafe(self._heard)
            self._heard = None
        return typed

    def process_message(self, message: Message) -> None:
        """Take the terminal's answers; all else goes to the app."""
        if not isinstance(message, events.CursorPosition):
            super().process_message(message)
        # The samples stand in the second line; Textual asks for the cursor's place elsewhere on its own
        # account.
        elif message.y == 1 and len(self._answers) < protocol.ANSWERS:
            self._answers.append(message.x)
            if len(self._answers) == protocol.ANSWERS:
                # This is the thread of the input; laying out anew is for the loop's.
                self._loop.call_soon_threadsafe(self._heed)

    def _heed(self) -> None:
        if protocol.counting.heed(self._answers):
            measure_anew = getattr(self._app, "measure_anew", None)
            if measure_anew is not None:
                measure_anew()

    def start_application_mode(self) -> None:
        """Take the terminal; what will be restored is its state before the first paint."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.before_paint is not None:
            self.attrs_before = self.before_paint

    def run_input_thread(self) -> None:
        """Hand on what is typed; what is no letter in the terminal's encoding becomes U+FFFD."""
        parser, pasting = KeyParser(self._debug), protocol.Pasting()
        # Incremental: a letter's bytes may come in two reads.
        decode = getincrementaldecoder(streams.encoding_of(sys.__stdin__))("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_EVERY_S):
                    typed = self._typed()
                    if typed == b"":
                        _hang_up()
                        break
                    # Half a letter is none yet; no text is the parser's end.
                    text = self._typed_alone(pasting.through(decode(typed or b"")))
                else:
                    text = self._typed_alone("", is_quiet=True)
                if text:
                    for message in parser.feed(text):
                        self.process_message(message)
                # After every tenth of a second too: an escape without anything behind it is known by waiting.
                for message in parser.tick():
                    self.process_message(message)
        with suppress(EOFError, ParseError):
            for _ in parser.feed(""):
                pass

    def _typed(self) -> bytes | None:
        """Return what was typed; None where another program took it, nothing where nobody can any more."""
        try:
            return os.read(self.fileno, _AT_ONCE)
        except BlockingIOError:
            return None
        except OSError:
            return b""

    # ── stopping for the shell ────────────────────────────────────────────────────────────────

    @property
    def can_stop(self) -> bool:
        """Whether there is a shell that could start this again."""
        return jobs.has_shell()

    def stop_for_shell(self) -> None:
        """Give the terminal back, stop, and take it again when that is asked for. For the loop's thread."""
        self._has_stopped = True
        self.suspend_application_mode()
        jobs.stop(self.fileno)
        self.resume_application_mode()
        self._draw_again()
        self._loop.call_soon(self._go_on)

    def _go_on(self) -> None:
        self._has_stopped = False

    def _sigtstp_application(self, *_: object) -> None:
        """Be told to stop: done at the loop's next turn, by the app, which may have something to write."""
        if not self._auto_restart:
            # An editor has the terminal, and stops as well: there is nothing to be given back.
            os.kill(os.getpid(), signal.SIGSTOP)
            return
        stop = getattr(self._app, "stop_for_shell", self.stop_for_shell)
        self._loop.call_soon_threadsafe(stop)

    def _sigcont_application(self, *_: object) -> None:
        """Go on after having been stopped by force, when nothing could be given back: take it all again."""
        if self._auto_restart and not self._has_stopped:
            self._loop.call_soon_threadsafe(self._take_again)

    def _take_again(self) -> None:
        if self._writer_thread is None or self._has_stopped:
            return
        if not jobs.is_ours(self.fileno):
            self.stop_for_shell()
            return
        self.suspend_application_mode()
        self.resume_application_mode()
        self._draw_again()

    def _draw_again(self) -> None:
        """Draw all of it: what stood there was left with the other screen, and pictures are sent anew."""
        self._app.refresh(layout=True)
        self._app.app_resume_signal.publish(self._app)

    def leave(self, code: int) -> None:
        """Give the terminal back and end the process, without waiting for any thread.

        Everything worth keeping must be kept by now. Never returns.
        """
        if self._writer_thread is not None:
            # Its frames would be written over the shell's prompt.
            self._writer_thread.stop()
        protocol.give_back(self.attrs_before)
        os._exit(code)
