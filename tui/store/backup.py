"""Copies of the database: made while it is in use, checked before they are trusted, never overwriting."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.errors import StoreDamaged, StoreError, StoreUnwritable
from tui.store.connection import connect, translated
from tui.store.migrations import version_of

_PAGES_AT_ONCE: Final = 256
_SIDE_FILES: Final = ("", "-wal", "-shm")


def back_up(path: Path, target: Path) -> Path:
    """Copy the database at `path` to `target`, which gets its name only when it is whole; return it.

    Others may read and write meanwhile. Raises StoreUnwritable, also where `target` exists already.
    """
    if target.exists():
        raise StoreUnwritable(f"{target} exists already; give another name.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with translated(path), closing(connect(path)) as conn, closing(sqlite3.connect(unfinished)) as copy:
            conn.backup(copy, pages=_PAGES_AT_ONCE)
            copy.execute("PRAGMA journal_mode = DELETE")
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


def sound_backups(folder: Path) -> list[Path]:
    """Return the backups of a folder that are sound databases of ours, newest first."""
    found = sorted(folder.glob("dateline-*.db"), reverse=True) if folder.is_dir() else []
    return [path for path in found if is_sound(path)]


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


def _free_name(path: Path, now: datetime, why: str) -> Path:
    """Return a name beside a database that nothing has yet, which says when and why."""
    free = path.with_name(f"{path.stem}-{now:%Y%m%dT%H%M%SZ}-{why}{path.suffix}")
    number = 1
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem}-{now:%Y%m%dT%H%M%SZ}-{why}-{number}{path.suffix}")
    return free


def put_in_place_of(made: Path, path: Path, now: datetime, why: str) -> Path:
    """Give a whole new file the database's name, and keep the old one by another, which is returned.

    At every moment there is a file of that name: who is killed here finds the old one, or the new one.
    Raises OSError.
    """
    aside = _free_name(path, now, why)
    for ending in _SIDE_FILES[1:]:
        beside = path.with_name(path.name + ending)
        if beside.exists():
            os.rename(beside, aside.with_name(aside.name + ending))
    try:
        os.link(path, aside)
    except OSError:  # a file system without links
        shutil.copyfile(path, aside)
    os.replace(made, path)
    return aside


def move_aside(path: Path, now: datetime, why: str) -> Path:
    """Rename the database, with what SQLite keeps beside it; return the new name. Raises StoreUnwritable."""
    aside = _free_name(path, now, why)
    try:
        for ending in _SIDE_FILES:
            beside = path.with_name(path.name + ending)
            if beside.exists():
                os.rename(beside, aside.with_name(aside.name + ending))
    except OSError as error:
        raise StoreUnwritable(f"{path} cannot be moved aside ({error.strerror}).") from error
    return aside


def put_in_place(source: Path, path: Path) -> None:
    """Copy a database to where none is; it appears there only when it is whole. Raises StoreUnwritable."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        shutil.copyfile(source, unfinished)
        os.replace(unfinished, path)
    except OSError as error:
        raise StoreUnwritable(f"{path} cannot be written ({error.strerror}).") from error
    finally:
        with suppress(OSError):
            unfinished.unlink()
