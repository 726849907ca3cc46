"""Copies of the database: made while it is in use, checked before they are trusted, never overwriting."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.errors import StoreDamaged, StoreError, StoreUnwritable
from tui.store.connection import connect, translated
from tui.store.migrations import version_of
from tui.system.files import make_private_folder

# Between two pieces SQLite lets others at the file.
_PAGES_AT_ONCE: Final = 256


def back_up(path: Path, target: Path) -> Path:
    """Copy the database at `path` to `target`, which gets its name only when it is whole; return it.

    Others may read and write meanwhile. Raises StoreUnwritable, also where `target` exists already.
    """
    if target.exists():
        raise StoreUnwritable(f"{target} exists already; give another name.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        make_private_folder(target.parent)
        unfinished.unlink(missing_ok=True)  # somebody was killed at it
        copy_to(path, unfinished)
        os.replace(unfinished, target)
    except OSError as error:
        raise StoreUnwritable(f"The backup {target} cannot be written ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
    return target


def backup_name(now: datetime, why: str = "backup") -> str:
    """Return a file name that sorts by time: `dateline-20250515T093000Z-backup.db`."""
    return f"dateline-{now:%Y%m%dT%H%M%SZ}-{why}.db"


def newest_sound_backup(folder: Path) -> Path | None:
    """Return the newest of a folder's backups that is a sound database of ours; None where none is."""
    # Names of backups sort by their time: see `backup_name`.
    found = sorted(folder.glob("dateline-*.db"), reverse=True) if folder.is_dir() else []
    return next((path for path in found if is_sound(path)), None)


def is_sound(path: Path, *, thoroughly: bool = False) -> bool:
    """Tell whether a file is a database of ours in which SQLite finds nothing wrong."""
    try:
        check_sound(path, thoroughly=thoroughly)
    except StoreError:
        return False
    return True


def check_sound(path: Path, *, thoroughly: bool = False) -> None:
    """Raise StoreDamaged, StoreTooNew or StoreError where a file is no sound database of ours.

    `thoroughly` looks into the search index as well, for which the file has to be one that may be written.
    """
    with translated(path), closing(connect(path, readonly=not thoroughly)) as conn:
        if version_of(conn, path) == 0:
            raise StoreDamaged(f"{path} holds no articles.")
        (answer,) = conn.execute("PRAGMA quick_check(1)").fetchone()
        if answer == "ok" and thoroughly:
            conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    if answer != "ok":
        raise StoreDamaged(f"The database {path} is damaged ({answer}).")


def copy_to(source: Path, target: Path) -> None:
    """Copy a sound database, with what stands in the log beside it alone, to where none is.

    Raises StoreUnwritable, StoreDamaged.
    """
    with (
        translated(target),
        closing(connect(source, readonly=True)) as conn,
        closing(sqlite3.connect(target)) as copy,
    ):
        copy.execute("SELECT 1 FROM sqlite_master").fetchall()  # which makes the file
        target.chmod(0o600)  # before there is anything in it
        conn.backup(copy, pages=_PAGES_AT_ONCE)
        # A backup is one file, which may be carried elsewhere: without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE")
