"""Opening the reader's database: made when missing, brought up to date, mended when damaged."""

from __future__ import annotations

import logging
import os
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.errors import StoreDamaged, StoreError, StoreUnwritable
from tui.store.backup import (
    back_up,
    backup_name,
    check_sound,
    is_sound,
    move_aside,
    put_in_place,
    put_in_place_of,
    sound_backups,
)
from tui.store.connection import Database, connect, suspicion, translated
from tui.store.migrations import migrate, version_of
from tui.store.times import to_seconds

if TYPE_CHECKING:
    from tui.store.rescue import Rescued

_SMALLEST: Final = 512
"""Bytes; SQLite takes a shorter file for a new one."""
_FOUND: Final = "what could still be read of it"

_log = logging.getLogger(__name__)


def open_database(
    path: Path, backup_dir: Path, now: datetime, *, readonly: bool
) -> tuple[Database, tuple[str, ...]]:
    """Return the database, and what the reader should be told, a sentence each. See `Library.open`."""
    if readonly:
        _check_version(path)
        return Database(path, readonly=True), ()
    make_folder(path.parent)
    try:
        bring_up_to_date(path, backup_dir, now)
        _look_again(path)
    except StoreDamaged:
        if is_sound(path, thoroughly=True):
            raise
        return Database(path), (_mend(path, backup_dir, now),)
    except StoreUnwritable as error:
        return _readable(path, error)
    return Database(path), ()


def _readable(path: Path, error: StoreUnwritable) -> tuple[Database, tuple[str, ...]]:
    """Return a database that cannot be written, to be read alone; raises `error` where not even that goes."""
    try:
        _check_version(path)
    except StoreError:
        raise error from None
    notice = f"The database {path} cannot be written: it can be read, but nothing is kept."
    return Database(path, readonly=True), (notice,)


def bring_up_to_date(path: Path, backup_dir: Path, now: datetime) -> None:
    """Make the schema in a new file, or take the steps an older one lacks, after a backup of it.

    Raises StoreDamaged, StoreTooNew, StoreBusy, StoreUnwritable.
    """
    if path.exists() and path.stat().st_size < _SMALLEST and sound_backups(backup_dir):
        raise StoreDamaged(f"The database {path} is empty.")
    with translated(path), closing(connect(path)) as conn:
        migrate(
            conn, path, lambda version: back_up(path, backup_dir / backup_name(now, f"version-{version}"))
        )
        conn.execute("SELECT n FROM counts").fetchall()
        if conn.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            conn.execute("PRAGMA journal_mode = WAL")  # a backup was put in its place


def restore(path: Path, source: Path, backup_dir: Path, now: datetime) -> Path:
    """Put a backup in the database's place, and return where the present one was moved.

    Raises StoreDamaged and other StoreErrors where the source is no sound database of ours; the
    present one stays then. No connection may be open.
    """
    if not source.is_file():
        raise StoreError(f"There is no file {source}.")
    check_sound(source)
    aside = move_aside(path, now, "before-restore")
    put_in_place(source, path)
    bring_up_to_date(path, backup_dir, now)
    return aside


def make_folder(folder: Path) -> None:
    """Make a folder that others may not look into. Raises StoreUnwritable."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnwritable(f"The folder {folder} cannot be made ({error.strerror}).") from error


def _check_version(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"There is no database {path} yet.")
    with translated(path), closing(connect(path, readonly=True)) as conn:
        version_of(conn, path)


# ── mending ───────────────────────────────────────────────────────────────────────────────────


def _look_again(path: Path) -> None:
    """Look closely at a file in which damage was met while it was in use; raises StoreDamaged."""
    mark = suspicion(path)
    if mark.exists():
        check_sound(path, thoroughly=True)
        mark.unlink(missing_ok=True)


def _mend(path: Path, backup_dir: Path, now: datetime) -> str:
    """Put a sound database in the place of a damaged one, which is kept; say in a sentence what it has.

    It is the newest sound backup, or a new one, with all that can still be read of the damaged file.
    Raises StoreErrors, and then the damaged one is still in its place.
    """
    made = path.with_name(f".{path.name}.{os.getpid()}.mended")
    number = path.stat().st_ino
    try:
        backups = sound_backups(backup_dir)
        if backups:
            put_in_place(backups[0], made)
        bring_up_to_date(made, backup_dir, now)
        rescued = _rescued(path, made, now)
        if path.stat().st_ino != number:
            return "The database was damaged; another dateline has just mended it."
        aside = put_in_place_of(made, path, now, "damaged")
        suspicion(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnwritable(f"{path} is damaged and cannot be mended ({error.strerror}).") from error
    finally:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                made.with_name(made.name + ending).unlink()
    return f"The database was damaged. It was kept as {aside}{_told(rescued, backups)}"


def _rescued(path: Path, made: Path, now: datetime) -> Rescued | None:
    """Put what can be read of a damaged file into a sound one; None where that is nothing."""
    from tui.store.rescue import rescue

    try:
        rescued = rescue(path, made, to_seconds(now))
    except StoreUnwritable:
        raise
    except Exception:  # what such a file may hold is not ours to list, and a backup is better than none
        _log.warning("nothing could be rescued from %s", path, exc_info=True)
        return None
    return rescued if rescued.legible else None


def _told(rescued: Rescued | None, backups: list[Path]) -> str:
    """Return the rest of the sentence: what the database consists of now."""
    if rescued is None and not backups:
        return "; nothing of it could be read and there was no backup, so a new one was begun."
    if rescued is None:
        return f", and the backup {backups[0].name} was restored."
    base = f"the backup {backups[0].name} with {_FOUND}" if backups else f"{_FOUND} (there was no backup)"
    return f"; in its place is {base}: {rescued.in_words()}."
