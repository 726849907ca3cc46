"""Opening the reader's database: made when missing, brought up to date, mended when damaged."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from tui.errors import StoreDamaged, StoreError, StoreUnwritable
from tui.store.backup import (
    back_up,
    backup_name,
    check_sound,
    is_sound,
    move_aside,
    put_in_place,
    sound_backups,
)
from tui.store.connection import Database, connect, translated
from tui.store.migrations import migrate, version_of


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
    except StoreDamaged:
        if is_sound(path):
            raise
        notice = _replace_damaged(path, backup_dir, now)
        bring_up_to_date(path, backup_dir, now)
        return Database(path), (notice,)
    return Database(path), ()


def bring_up_to_date(path: Path, backup_dir: Path, now: datetime) -> None:
    """Make the schema in a new file, or take the steps an older one lacks, after a backup of it.

    Raises StoreDamaged, StoreTooNew, StoreBusy, StoreUnwritable.
    """
    if path.exists() and not path.stat().st_size and sound_backups(backup_dir):
        raise StoreDamaged(f"The database {path} is empty.")
    with translated(path), closing(connect(path)) as conn:
        migrate(
            conn, path, lambda version: back_up(path, backup_dir / backup_name(now, f"version-{version}"))
        )
        conn.execute("SELECT n FROM counts").fetchall()


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


def _replace_damaged(path: Path, backup_dir: Path, now: datetime) -> str:
    """Move a damaged file aside, restore the newest sound backup, and say so in a sentence."""
    backups = sound_backups(backup_dir)
    aside = move_aside(path, now, "damaged")
    if not backups:
        return (
            f"The database was damaged. It was kept as {aside}; there was no backup, so a new one was begun."
        )
    put_in_place(backups[0], path)
    return f"The database was damaged. It was kept as {aside}, and the backup {backups[0].name} was restored."
