"""What programs that write to one database tell one another, by a shared lock on a file beside it.

SQLite lets whoever waits for its lock ask again after ever longer pauses, so that a program that
writes without pause is hardly ever met between two transactions. So who wants to write says so, and who
writes much looks between two transactions. The system takes a lock away with its holder.
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
_TRIES: Final = 3
"""Who looks holds the lock for some microseconds; one that is stopped while it looks must stop nobody."""
_PAUSE_S: Final = 0.003
"""What is left to others where nobody can say that they wait."""


class Sign:
    """Something that is said while a block runs, and seen by all programs. For all threads of a process."""

    def __init__(self, path: Path) -> None:
        """`path` is the file that stands for it."""
        self._path = path
        self._guard = threading.Lock()
        self._count = 0
        """How many threads say it."""
        self._files: list[int] = []
        """Opened twice: one to say it, one to look whether others do."""

    @contextmanager
    def said(self) -> Generator[None]:
        """Say it for a block; where no file can be locked nobody hears."""
        self._add(1)
        try:
            yield
        finally:
            self._add(-1)

    def is_said(self) -> bool:
        """Tell whether anybody says it, here or in another program. Raises OSError where nobody can say."""
        with self._guard:
            looking = self._open()[1]
        return _is_held(looking)

    def close(self) -> None:
        """Let go of the file; using this again opens it again."""
        with self._guard:
            files, self._files = self._files, []
        for file in files:
            os.close(file)

    def _add(self, more: int) -> None:
        with self._guard:
            before, self._count = self._count, self._count + more
            if before and self._count:
                return
            with suppress(OSError):  # no file can be locked here
                for _ in range(_TRIES):
                    if _hold(self._open()[0], on=self._count > 0):
                        return
                    time.sleep(_LOOK_EVERY_S)

    def _open(self) -> list[int]:
        if not self._files:
            self._files = [os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600) for _ in range(2)]
        return self._files


class Courtesy:
    """Who waits to write, and who makes way."""

    def __init__(self, database: Path) -> None:
        self._waiting = Sign(database.with_name("waiting.lock"))
        self.close = self._waiting.close
        self.waiting = self._waiting.said
        """Say for a block that somebody here waits to write."""

    def somebody_waits(self) -> bool:
        """Tell whether anybody, here or in another program, waits to write; false where nobody can say."""
        with suppress(OSError):
            return self._waiting.is_said()
        return False

    def make_way(self) -> None:
        """Return once nobody waits to write, or nobody has used the chance for long; at once mostly.

        Where nobody can say that they wait, others are left a moment.
        """
        until = time.monotonic() + _LONGEST_S
        try:
            while self._waiting.is_said() and time.monotonic() < until:
                time.sleep(_LOOK_EVERY_S)
        except OSError:
            time.sleep(_PAUSE_S)


if sys.platform == "win32":

    def _hold(file: int, *, on: bool) -> bool:
        """Hold nothing: a file cannot be locked for several."""
        return True

    def _is_held(file: int) -> bool:
        """Nobody can say. Raises OSError."""
        raise OSError

else:
    import fcntl

    def _hold(file: int, *, on: bool) -> bool:
        """Hold the shared lock, or let go of it; false where somebody looks just now. Raises OSError."""
        try:
            fcntl.flock(file, (fcntl.LOCK_SH if on else fcntl.LOCK_UN) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _is_held(file: int) -> bool:
        """Tell whether anybody holds it. Raises OSError."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        fcntl.flock(file, fcntl.LOCK_UN)
        return False
