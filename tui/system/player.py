"""The reader's player: a file from a feed handed to it by its address, and how far it has come.

mpv is followed through its JSON IPC (https://mpv.io/manual/stable/#json-ipc), on a socket in a folder that is
the reader's alone; any other player gets the address and is left to itself.
"""

from __future__ import annotations

import json
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, Final, NamedTuple

from tui.errors import DatelineError
from tui.system.programs import Ended, Running, run_on_terminal
from tui.text.weblinks import web_link

FOLLOWED: Final = ("mpv",)
"""Players that tell how far they have come."""
_CONNECT_WITHIN_S: Final = 10.0
_LOOK_EVERY_S: Final = 0.05
_LONGEST_LINE: Final = 65_536
_TIME, _LENGTH = 1, 2


class PlayedTo(NamedTuple):
    """How far a file was played."""

    at_s: float
    of_s: float | None
    """How long it is; None where the player does not know."""
    is_over: bool = False
    """Whether it was played to its end."""


class Player:
    """A file that is being played."""

    def __init__(
        self,
        own: Sequence[str],
        url: str,
        *,
        start_s: float = 0.0,
        told: Callable[[PlayedTo], None] = lambda _: None,
    ) -> None:
        """Play a file from `start_s` on; `told` hears, in a thread of ours, how far it has come.

        Raises DatelineError where it is no http or https address, or there is no such player.
        """
        address = web_link(url)
        if address is None:
            raise DatelineError(f"Only files of the web are played, not {url[:80]!r}.")
        if not shutil.which(own[0]):
            raise DatelineError(f"There is no player {own[0]} here; `player` in the configuration names one.")
        self.is_followed = PurePath(own[0]).name in FOLLOWED
        self._told = told
        self._link: socket.socket | None = None
        self._folder: Path | None = None
        self._is_over = False
        self.command = [*own, address]
        if self.is_followed:
            self._folder = Path(tempfile.mkdtemp(prefix="dateline-"))  # 0700
            start = [f"--start={start_s:.1f}"] if start_s else []
            self.command = [*own, *start, f"--input-ipc-server={self._socket}", "--", address]
        self._running: Running | None = None

    @property
    def _socket(self) -> Path:
        assert self._folder is not None
        return self._folder / "mpv"

    def run(self) -> Ended:
        """Play behind the screen until it ends. For a thread of its own. Raises DatelineError."""
        quiet = ["--msg-level=all=error"] if self.is_followed else []
        return self._followed(lambda: Running([self.command[0], *quiet, *self.command[1:]]).wait())

    def run_on_terminal(self) -> Ended:
        """Play with the terminal until it ends. Raises DatelineError."""
        return self._followed(lambda: run_on_terminal(self.command))

    def _followed(self, run: Callable[[], Ended]) -> Ended:
        follower = threading.Thread(target=self._follow, name="player", daemon=True)
        if self.is_followed:
            follower.start()
        try:
            return run()
        finally:
            self._is_over = True
            if self.is_followed:
                follower.join()
            if self._folder is not None:
                shutil.rmtree(self._folder, ignore_errors=True)

    def order(self, *words: str | int) -> bool:
        """Tell the player something, `cycle pause` for one; returns whether it could be told."""
        if self._link is None:
            return False
        with suppress(OSError):
            self._link.sendall(json.dumps({"command": list(words)}).encode() + b"\n")
            return True
        return False

    # ── how far it has come ───────────────────────────────────────────────────────────────────

    def _follow(self) -> None:
        """Listen to the player until it ends."""
        link = self._connected()
        if link is None:
            return
        with link:
            self._link = link
            self.order("observe_property", _TIME, "time-pos")
            self.order("observe_property", _LENGTH, "duration")
            with suppress(OSError, ValueError), link.makefile("rb") as lines:
                self._listen(lines)
            self._link = None

    def _connected(self) -> socket.socket | None:
        """Wait for the player's socket; None where it ended before, or has none."""
        until = time.monotonic() + _CONNECT_WITHIN_S
        while not self._is_over and time.monotonic() < until:
            link = socket.socket(socket.AF_UNIX)
            try:
                link.connect(str(self._socket))
            except OSError:
                link.close()
                time.sleep(_LOOK_EVERY_S)
            else:
                return link
        return None

    def _listen(self, lines: Any) -> None:
        at: float | None = None
        of: float | None = None
        while line := lines.readline(_LONGEST_LINE):
            event = json.loads(line)
            match event:
                case {"event": "property-change", "id": 1, "data": int() | float() as value}:
                    at = float(value)
                    self._told(PlayedTo(at, of))
                case {"event": "property-change", "id": 2, "data": int() | float() as value}:
                    of = float(value)
                case {"event": "end-file", "reason": "eof"}:
                    self._told(PlayedTo(at or 0.0, of, is_over=True))
                case _:
                    pass
