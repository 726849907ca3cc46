"""One of a kind at a time: a lock on a file that the system lets go of whatever becomes of its holder."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from tui.errors import AlreadyRunning, StoreUnwritable

SYNC: Final = "sync.lock"
"""The file that stands for syncing; others leave the processors to whoever has it."""
PREPARATION: Final = "prepare.lock"
"""The file that stands for preparing what waits."""
TEXTS: Final = "texts.lock"
"""The file that stands for fetching the pages of stories."""
ANOTHER_SYNC: Final = "Another sync is running"
"""How the words begin that say so; the reader tells by them that it need not tell."""
ANOTHER_FETCH: Final = "Another process fetches the pages of stories"
"""The same of stories' pages; what was asked for is fetched by that one."""
_LOOK_EVERY_S: Final = 0.001
_PATIENCE_S: Final = 2.0
"""How long one waits for those who only look: one of low priority may be kept from letting go again."""


@contextmanager
def only_one(database: Path, name: str, told: str) -> Generator[None]:
    """Hold the right to do something to a database for a block; `name` is the file that stands for it.

    The file stays when the block ends: taking it away could let two in. Raises StoreUnwritable, and
    AlreadyRunning with the words `told`, in which `{}` stands for who has it.
    """
    path = database.with_name(name)
    try:
        # Not emptied on opening: whoever has it has written its number there.
        number = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        file = os.fdopen(number, "a+", encoding="ascii")
    except OSError as error:
        raise StoreUnwritable(f"{path} cannot be written ({error.strerror or error}).") from error
    with file:
        if not _locked(file):
            raise AlreadyRunning(told.format(_holder(file)))
        _write_holder(file)
        yield


def is_taken(database: Path, name: str) -> bool:
    """Tell whether anybody, here or in another program, has the right; false where nobody can say."""
    try:
        with database.with_name(name).open("rb") as file:
            return _is_held(file)
    except OSError:
        return False


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _is_held(file: IO[bytes]) -> bool:
        """Nobody can look without taking it."""
        return False
else:
    import fcntl

    def _locked(file: IO[str]) -> bool:
        """Take the lock unless somebody has it; the system lets go of it when the file is closed.

        Who only looks whether somebody does is in the way for some microseconds, and waited for.
        """
        until = time.monotonic() + _PATIENCE_S
        while not _took(file, fcntl.LOCK_EX):
            # Shared cannot be had either: then somebody really holds it, and is not waited for.
            if not _took(file, fcntl.LOCK_SH) or time.monotonic() >= until:
                return False
            fcntl.flock(file, fcntl.LOCK_UN)
            time.sleep(_LOOK_EVERY_S)
        return True

    def _took(file: IO[str], kind: int) -> bool:
        try:
            fcntl.flock(file, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: better two syncs than none
        return True

    def _is_held(file: IO[bytes]) -> bool:
        """Tell whether anybody has the lock. Raises OSError."""
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        return False


def _holder(file: IO[str]) -> str:
    """Return who holds the lock, as part of a sentence."""
    file.seek(0)
    number = file.read(20).strip()
    return f" (process {number})" if number.isdecimal() else ""


def _write_holder(file: IO[str]) -> None:
    try:
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
    except OSError:
        return  # a full disk is found soon enough; who holds the lock is only told
