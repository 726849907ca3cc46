"""Another file in the database's place, while programs have the one before it open.

A backup is restored, a damaged file is mended: then the file at the path is another one, and who has the
one before it open would go on writing where nobody reads. So whoever writes holds a shared lock on
`exchange.lock` beside the database and looks under it which file stands at the path; whoever puts another
file there holds that lock alone. The system takes a lock away with its holder. See
docs/decisions/0052-another-file.md.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.errors import StoreBusy
from tui.store.waiting import Courtesy

Identity = tuple[int, int]
"""Device and number of a file: while somebody has it open no other file gets them."""

_LOOK_EVERY_S: Final = 0.001
_NEXT: Final = ".next"
_SIDE_FILES: Final = ("-wal", "-shm")
"""What SQLite keeps beside a database; it belongs to the file it was made for, and to no other."""


def identity_of(path: Path | str) -> Identity | None:
    """Return which file stands at a path; None where there is none, or nobody can say."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Exchange:
    """The lock between those who write to a database and those who put another file there.

    For all threads of a process.
    """

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name("exchange.lock")
        self._guard = threading.Lock()
        self._count = 0
        """How many threads hold the shared lock."""
        self._file: int | None = None

    @contextmanager
    def kept_off(self, timeout_s: float) -> Generator[None]:
        """Let nobody put another file there while a block runs.

        Raises StoreBusy where somebody is at it for longer than `timeout_s`. Where no file can be locked
        it holds nothing: who writes looks once more after.
        """
        until = time.monotonic() + timeout_s
        while not self._joined():
            _wait(self._database, until)
        try:
            yield
        finally:
            self._leave()

    def close(self) -> None:
        """Let go of the file; using this again opens it again."""
        with self._guard:
            file, self._file = self._file, None
        if file is not None:
            os.close(file)

    def _joined(self) -> bool:
        with self._guard:
            # The system's lock is the process's: the first thread takes it, and the last lets it go.
            if not self._count:
                if self._file is None:
                    self._file = _opened(self._path)
                if self._file is not None and not _lock(self._file, alone=False):
                    return False
            self._count += 1
            return True

    def _leave(self) -> None:
        with self._guard:
            self._count -= 1
            if not self._count and self._file is not None:
                _unlock(self._file)


@contextmanager
def alone(database: Path, timeout_s: float) -> Generator[None]:
    """Let nobody else write to a database, or put another file there, while a block runs.

    Raises StoreBusy where others do not let go within `timeout_s`.
    """
    file = _opened(database.with_name("exchange.lock"))
    try:
        # Said as by anybody who waits to write, so that a sync or a preparation makes way.
        with closing(Courtesy(database)) as courtesy, courtesy.waiting():
            until = time.monotonic() + timeout_s
            while file is not None and not _lock(file, alone=True):
                _wait(database, until)
        yield
    finally:
        if file is not None:
            os.close(file)


def _wait(database: Path, until: float) -> None:
    """Wait a moment. Raises StoreBusy when there was enough of that."""
    if time.monotonic() >= until:
        raise StoreBusy(f"Another program is writing to {database} and does not let go; nothing was changed.")
    time.sleep(_LOOK_EVERY_S)


# ── the exchange itself ───────────────────────────────────────────────────────────────────────


def put_in_place_of(made: Path, path: Path, now: datetime, why: str) -> Path:
    """Give a whole new file the database's name, and keep the old one by another, which is returned.

    For a block that is `alone`; `made` stands in the same folder, and nobody has it open. At every moment
    there is a file of that name: who is killed here finds the old one, or the new one. Raises OSError.
    """
    aside = _free_name(path, now, why)
    _keep(path, aside)
    wal, kept = _beside(path, "-wal"), _beside(aside, "-wal")
    # What was committed last stands in the log alone.
    if wal.exists() and wal.stat().st_size:
        _keep(wal, kept)
    # On the disk before it has a name by which others finish the exchange: a power cut may come between.
    _make_last(made)
    os.replace(made, _next(path))
    finish(path)
    return aside


def is_unfinished(path: Path | str) -> bool:
    """Tell whether somebody was stopped while putting another file in the database's place."""
    return os.path.exists(f"{path}{_NEXT}")


def finish(path: Path) -> None:
    """Take the last steps, for a block that is `alone`; whoever finds them undone does so. Raises OSError.

    What stands beside the database goes first: SQLite would take it for the new one's.
    """
    if not is_unfinished(path):
        return
    for ending in _SIDE_FILES:
        _beside(path, ending).unlink(missing_ok=True)
    os.replace(_next(path), path)
    _make_last(path.parent)


def _next(path: Path) -> Path:
    """Return the name of a file that is whole and is to be the database.

    From the moment it is there only one way leads on: the file before it has a further name already.
    """
    return _beside(path, _NEXT)


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


def _free_name(path: Path, now: datetime, why: str) -> Path:
    """Return a name beside a database that nothing has yet, which says when and why."""
    free = path.with_name(f"{path.stem}-{now:%Y%m%dT%H%M%SZ}-{why}{path.suffix}")
    number = 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{now:%Y%m%dT%H%M%SZ}-{why}-{number}{path.suffix}")
    return free


def _keep(path: Path, name: Path) -> None:
    """Give a file a further name. Raises OSError."""
    try:
        os.link(path, name)
    except OSError:  # a file system without links
        shutil.copyfile(path, name)


def _make_last(path: Path) -> None:
    """Have the disk hold a file, or the names in a folder. Raises OSError where the file cannot be kept."""
    with suppress(*([OSError] if path.is_dir() else [])):  # not every system can do that to a folder
        file = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
        try:
            os.fsync(file)
        finally:
            os.close(file)


def _opened(path: Path) -> int | None:
    """Open the file that stands for the lock; None where that is not possible."""
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        return None


if sys.platform == "win32":

    def _lock(file: int, *, alone: bool) -> bool:
        """Hold nothing: a file cannot be locked for several; nor can one that is open be renamed there."""
        return True

    def _unlock(file: int) -> None:
        """Nothing was held."""

else:
    import fcntl

    def _lock(file: int, *, alone: bool) -> bool:
        """Take the lock; false where others keep it from us."""
        try:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            return True  # a file system without locks: who writes looks once more after
        return True

    def _unlock(file: int) -> None:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_UN)
