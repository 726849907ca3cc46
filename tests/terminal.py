"""A real terminal for tests: a pty with an emulated screen, and every frame that was shown on it."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyte

ROOT = Path(__file__).resolve().parent.parent
# What pyte does not know and would print: private modes, kitty keys, reports asked for.
_UNKNOWN = re.compile(rb"\x1b\[[<>=][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$[a-z]|\x1b\[\?[0-9;]*[usn]|\x1b\[\?u")
_UNFINISHED = re.compile(rb"\x1b(\[[^A-Za-z@`~{|}]*|[_P][^\x1b]*\x1b?)?$")
_STRING = re.compile(rb"(\x1b[_P][^\x1b]*\x1b\\)")
"""A command to the terminal's program, or to its device (ECMA-48, 5.6): pictures are."""
_SIXEL = re.compile(r'\x1bP[\d;]*q"\d+;\d+;(\d+);(\d+)')
_PLAIN_SEQUENCE = re.compile(r"\x1b\[([0-9;]*)([A-Za-z@`])|[^\x00\x07-\x0f\x1b\x7f\x9b\x9d]+")
"""A control sequence with nothing but numbers, or text: nearly all that a reader writes."""
_NARROW = re.compile(r"[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027\u2190\u2192\u2500-\u25fc]*")
"""Text in which every character takes one cell."""
_KEYS = re.compile(r"\x1b\[200~.*?\x1b\[201~|.", re.DOTALL)
"""What reaches a terminal in one piece: a paste, or a key."""
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
Cell = tuple[str, str, str, bool, bool, bool, bool]


class Screen(pyte.Screen):
    """pyte's screen, which is as it was but for what is done a hundred thousand times a minute."""

    def __init__(self, columns: int, lines: int) -> None:
        self._cells: dict[Any, dict[str, Any]] = {}
        self._looks: dict[Any, Any] = {}
        self.painted: dict[tuple[int, int], str] = {}
        """Line and column of each cell over which a picture was painted, and the command that did it."""
        super().__init__(columns, lines)

    def paint(self, command: str, cell: tuple[int, int]) -> None:
        """Paint a picture of sixel from the cursor on."""
        found = _SIXEL.match(command)
        assert found is not None, command[:60]
        width, height = int(found[1]), int(found[2])
        for y in range(-(-height // cell[1])):
            for x in range(-(-width // cell[0])):
                self.painted[self.cursor.y + y, self.cursor.x + x] = command

    def draw(self, data: str) -> None:
        if self.painted:
            for x in range(len(data)):
                self.painted.pop((self.cursor.y, self.cursor.x + x), None)
        cursor = self.cursor
        shown = data.translate(self.g1_charset if self.charset else self.g0_charset)
        fits = cursor.x + len(shown) <= self.columns
        if not fits or not _NARROW.fullmatch(shown) or pyte.modes.IRM in self.mode:
            super().draw(data)
            return
        line, cells = self.buffer[cursor.y], self._cells.setdefault(cursor.attrs, {})
        for x, char in enumerate(shown, cursor.x):
            if char not in cells:
                cells[char] = cursor.attrs._replace(data=char)
            line[x] = cells[char]
        cursor.x += len(shown)
        self.dirty.add(cursor.y)

    def select_graphic_rendition(self, *attrs: int) -> None:
        key = (self.cursor.attrs, attrs)
        look = self._looks.get(key)
        if look is None:
            super().select_graphic_rendition(*attrs)
            look = self._looks[key] = self.cursor.attrs
        self.cursor.attrs = look


class Stream(pyte.ByteStream):
    """pyte's stream, which takes a character at a time, with a short way for what is plain."""

    def feed(self, data: bytes) -> None:  # type: ignore[override]
        text = self.utf8_decoder.decode(data) if self.use_utf8 else data.decode("latin-1")
        screen: Any = self.listener
        at = 0
        while at < len(text):
            # Within a sequence that has begun all goes the long way.
            plain = _PLAIN_SEQUENCE.match(text, at) if self._taking_plain_text else None
            if plain is None:
                pyte.Stream.feed(self, text[at])
                at += 1
                continue
            at = plain.end()
            if plain[2] is None:
                screen.draw(plain[0])
            elif (name := self.csi.get(plain[2])) is not None:
                numbers = [min(int(number or 0), 9999) for number in plain[1].split(";")]
                getattr(screen, name)(*numbers)


class Terminal:
    """A program on a terminal of its own. Use it as a context: leaving kills what still runs."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        home: Path,
        columns: int = 120,
        rows: int = 40,
        env: Mapping[str, str | None] | None = None,
        prepare: Callable[[], object] = lambda: None,
        record: bool = True,
        answers: Mapping[bytes, bytes] | None = None,
        cell: tuple[int, int] = (0, 0),
    ) -> None:
        """`prepare` is called in the process before the program begins; in `env` None takes one away.

        Without `record` no frame is kept, which is quicker. `answers` is what the terminal answers to what,
        and `cell` the width and height of one in pixels; 0, it does not say.
        """

        def begin() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            prepare()

        self.screen = Screen(columns, rows)
        self.stream = Stream(self.screen)
        self.raw = b""
        self.frames: list[list[list[Cell]]] = []
        self.strings: list[str] = []
        """The commands to the terminal's program or device, as they came."""
        self._answers = dict(answers or {})
        self._cell = cell
        self._record = record
        self._rest = b""
        self._lines: list[str] | None = None
        self._synced = False
        self.master, slave = pty.openpty()
        pixels = (columns * cell[0], rows * cell[1])
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, *pixels))
        self.attributes = termios.tcgetattr(slave)
        environment: dict[str, str | None] = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(home),
            "DATELINE_HOME": str(home / "home"),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            **(env or {}),
        }
        self.process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={name: value for name, value in environment.items() if value is not None},
            cwd=ROOT,
            start_new_session=True,
            preexec_fn=begin,
        )
        self.slave = slave

    def __enter__(self) -> Terminal:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        os.close(self.master)
        os.close(self.slave)

    # ── what is on it ─────────────────────────────────────────────────────────────────────────

    @property
    def lines(self) -> list[str]:
        """What is on the screen, a string a line, as long as nothing is written.

        pyte's own `display` fails on half of a wide character, which a resize may leave.
        """
        if self._lines is None:
            across = range(self.screen.columns)
            rows = (self.screen.buffer[y] for y in range(self.screen.lines))
            self._lines = ["".join([row[x].data for x in across]) for row in rows]
        return self._lines

    @property
    def text(self) -> str:
        """The screen's lines as one string."""
        return "\n".join(self.lines)

    def cells(self) -> list[list[Cell]]:
        """The screen's cells: character, colours, attributes; a blank's letter attributes are not seen."""
        rows: list[list[Cell]] = []
        for y in range(self.screen.lines):
            line = self.screen.buffer[y]
            rows.append([_cell(line[x]) for x in range(self.screen.columns)])
        return rows

    def pump(self, timeout_s: float = 0.05) -> bool:
        """Take in what the program has written; returns whether there was anything."""
        ready = select.poll()  # unlike select.select it bears descriptors beyond a thousand
        ready.register(self.master, select.POLLIN | select.POLLHUP)
        if not ready.poll(timeout_s * 1000):
            return False
        try:
            data = os.read(self.master, 65536)
        except OSError:
            return False
        self.raw += data
        self._feed(data)
        return bool(data)

    def _feed(self, data: bytes) -> None:
        self._lines = None
        data = self._rest + data
        unfinished = _UNFINISHED.search(data)
        cut = unfinished.start() if unfinished else len(data)
        data, self._rest = data[:cut], data[cut:]
        if b"\x1b[?2026$p" in data:
            os.write(self.master, b"\x1b[?2026;2$y")
        for question, answer in self._answers.items():
            if question in data:
                os.write(self.master, answer)
        for piece in re.split(rb"(\x1b\[\?2026[hl])", data):
            if piece in (_BEGIN, _END):
                self._synced = piece == _BEGIN
                if piece == _END and self._record:
                    self.frames.append(self.cells())
                continue
            for part in _STRING.split(piece):
                if _STRING.match(part):
                    self._take_string(part.decode("ascii"))
                else:
                    self.stream.feed(_UNKNOWN.sub(b"", part))

    def _take_string(self, command: str) -> None:
        self.strings.append(command)
        if command.startswith("\x1bP"):
            self.screen.paint(command, self._cell)

    def wait(self, wanted: str | Callable[[], bool], timeout_s: float = 20) -> None:
        """Wait until a pattern is on the screen, or something holds."""
        end = time.monotonic() + timeout_s
        while not (self._seen(wanted) if isinstance(wanted, str) else wanted()):
            if time.monotonic() > end:
                raise AssertionError(f"not seen in {timeout_s} s: {wanted}\n{self.text}")
            if not self.pump() and self.process.poll() is not None:
                self.pump()
                if not (self._seen(wanted) if isinstance(wanted, str) else wanted()):
                    raise AssertionError(f"ended with {self.process.returncode}\n{self.text}")

    def _seen(self, pattern: str) -> bool:
        return not self._synced and re.search(pattern, self.text) is not None

    def settle(self, quiet_s: float = 0.4) -> None:
        """Wait until nothing more is written."""
        while self.pump(quiet_s):
            pass

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self.master, keys.encode())

    def type(self, keys: str, every_s: float = 0.0) -> None:
        """Type with a pause after each key; without one all is written at once, as a paste or ssh does."""
        if not every_s:
            self.send(keys)
            return
        for key in _KEYS.findall(keys):
            self.send(key)
            end = time.monotonic() + every_s
            while (left := end - time.monotonic()) > 0:
                self.pump(left)

    def is_heard(self) -> bool:
        """Whether the program has read all that was typed."""
        return fcntl.ioctl(self.slave, termios.FIONREAD, bytes(4)) == bytes(4)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self._lines = None
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def end(self, timeout_s: float = 10) -> int:
        """Wait for the program to end; returns its exit code."""
        limit = time.monotonic() + timeout_s
        while self.process.poll() is None:
            assert time.monotonic() < limit, f"did not end\n{self.text}"
            self.pump()
        while self.pump():
            pass
        return self.process.returncode

    def is_given_back(self) -> bool:
        """Whether the line mode is as it was and the main screen shows, with a cursor."""
        now: list[Any] = termios.tcgetattr(self.slave)
        same = now[:4] == self.attributes[:4]
        entered, left = self.raw.rfind(b"\x1b[?1049h"), self.raw.rfind(b"\x1b[?1049l")
        shown = self.raw.rfind(b"\x1b[?25h") > self.raw.rfind(b"\x1b[?25l")
        return same and left > entered and shown


def _cell(char: Any) -> Cell:
    if char.data in (" ", ""):
        # Bold or slanted blanks look alike; an underlined or reversed one does not.
        return (" ", "", char.bg, False, False, char.underscore, char.reverse)
    return (char.data, char.fg, char.bg, char.bold, char.italics, char.underscore, char.reverse)


def dateline(*arguments: str) -> list[str]:
    """Return the command line of this checkout's dateline."""
    return [sys.executable, "-m", "tui", *arguments]
