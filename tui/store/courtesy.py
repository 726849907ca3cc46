"""Letting others write: who wants to says so, and who writes much looks between two transactions.

SQLite lets whoever waits for its lock ask again after ever longer pauses, so that a program that
writes without pause is hardly ever met between two transactions. A shared lock on a file beside the
database says that somebody waits; the system takes it away with its holder.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_LOOK_EVERY_S: Final = 0.001
_LONGEST_S: Final = 0.1
"""How long one makes way: SQLite's longest pause between two tries."""
_PAUSE_S: Final = 0.003
"""What is left to others where nobody can say that they wait."""


class Courtesy:
    """What programs tell one another about one database. For all threads of a process."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name("waiting.lock")
        self._guard = threading.Lock()
        self._waiting = 0
        """How many threads say that they wait."""
        self._files: list[int] = []
        """Opened twice: one to say that we wait, one to look whether others do."""

    @contextmanager
    def waiting(self) -> Generator[None]:
        """Say for a block that somebody here waits to write."""
        self._count(1)
        try:
            yield
        finally:
            self._count(-1)

    def make_way(self) -> None:
        """Return once nobody waits to write, or nobody has used the chance for long; at once mostly."""
        until = time.monotonic() + _LONGEST_S
        while self.somebody_waits() and time.monotonic() < until:
            time.sleep(_LOOK_EVERY_S)

    def somebody_waits(self) -> bool:
        """Tell whether anybody, here or in another program, waits to write; where nobody can say, pause."""
        try:
            with self._guard:
                looking = self._open()[1]
            return _is_said(looking)
        except OSError:
            time.sleep(_PAUSE_S)
            return False

    def close(self) -> None:
        """Let go of the file; using this again opens it again."""
        with self._guard:
            files, self._files = self._files, []
        for file in files:
            os.close(file)

    def _count(self, more: int) -> None:
        with self._guard:
            before, self._waiting = self._waiting, self._waiting + more
            if not (before and self._waiting):
                with suppress(OSError):  # somebody looks just now, or no file can be locked here
                    _say(self._open()[0], waiting=self._waiting > 0)

    def _open(self) -> list[int]:
        if not self._files:
            self._files = [os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600) for _ in range(2)]
        return self._files


if sys.platform == "win32":

    def _say(file: int, *, waiting: bool) -> None:
        """Say nothing: a file cannot be locked for several."""

    def _is_said(file: int) -> bool:
        """Leave others a moment: nobody can say."""
        time.sleep(_PAUSE_S)
        return False

else:
    import fcntl

    def _say(file: int, *, waiting: bool) -> None:
        """Hold the shared lock, or let go of it. Raises OSError."""
        fcntl.flock(file, (fcntl.LOCK_SH if waiting else fcntl.LOCK_UN) | fcntl.LOCK_NB)

    def _is_said(file: int) -> bool:
        """Tell whether anybody holds it. Raises OSError."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(file, fcntl.LOCK_UN)
        return False
