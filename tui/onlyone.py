"""One of a kind at a time: a lock on a file that the system lets go of whatever becomes of its holder."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from tui.errors import AlreadyRunning, StoreUnwritable

ANOTHER_SYNC: Final = "Another sync is running"
"""How the words begin that say so; the reader tells by them that it need not tell."""


@contextmanager
def only_one(database: Path, name: str, told: str) -> Generator[None]:
    """Hold the right to do something to a database for a block; `name` is the file that stands for it.

    The file stays when the block ends: taking it away could let two in. Raises StoreUnwritable, and
    AlreadyRunning with the words `told`, in which `{}` stands for who has it.
    """
    path = database.with_name(name)
    try:
        file = path.open("a+", encoding="ascii")
    except OSError as error:
        raise StoreUnwritable(f"{path} cannot be written ({error.strerror or error}).") from error
    with file:
        if not _locked(file):
            raise AlreadyRunning(told.format(_holder(file)))
        _write_holder(file)
        yield


if sys.platform == "win32":
    import msvcrt

    def _locked(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _locked(file: IO[str]) -> bool:
        """Take the lock unless somebody has it; the system lets go of it when the file is closed."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: better two syncs than none
        return True


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
