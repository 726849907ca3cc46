"""Opening the reader's database: made when missing, brought up to date, mended when damaged."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Generator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.errors import StoreBusy, StoreDamaged, StoreError, StoreReplaced, StoreUnwritable, TextDamaged
from tui.model.mending import Mended, MendedByAnother, Notice, OnlyReadable, Rescued
from tui.store.backup import (
    back_up,
    backup_name,
    check_sound,
    copy_to,
    is_sound,
    newest_sound_backup,
)
from tui.store.connection import BUSY_TIMEOUT_MS, Database, connect, suspicion, translated
from tui.store.exchange import Identity, alone, finish, identity_of, is_unfinished, put_in_place_of
from tui.store.migrations import migrate, version_of
from tui.store.pages import MAGIC, has_log_of_another
from tui.store.times import to_seconds
from tui.system import log
from tui.system.files import make_private_folder
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.store.checkup import Finding

if TYPE_CHECKING:
    from tui.store import checkup, repair
else:  # loaded when first used: whoever starts should not wait for them
    checkup = Lazy("tui.store.checkup")
    repair = Lazy("tui.store.repair")

_SMALLEST: Final = 512
"""Bytes; SQLite takes a shorter file for a new one."""


def open_database(
    path: Path, backup_dir: Path, now: datetime, *, readonly: bool
) -> tuple[Database, tuple[Notice, ...]]:
    """Return the database, and what the reader should be told. See `Library.open`."""
    if readonly:
        _check_version(path)
        return Database(path, readonly=True, make_ready=_check_version), ()
    make_folder(path.parent)
    make_ready = partial(bring_up_to_date, backup_dir=backup_dir, now=now)
    # Which file it is: should damage be found in it, another process may have mended it by then.
    number = identity_of(path)
    database = Database(path, make_ready=make_ready)
    try:
        # Before SQLite opens it: it would write the pages of that log into our file.
        if has_log_of_another(path):
            return database, (_mend(path, backup_dir, now, number),)
        make_ready(path)
        return database, _look_again(database, backup_dir, now)
    except (StoreDamaged, TextDamaged) as error:
        database.close()
        return database, (_mend(path, backup_dir, now, number, error),)
    except StoreUnwritable as error:
        return _readable(path, error)


def _readable(path: Path, error: StoreUnwritable) -> tuple[Database, tuple[Notice, ...]]:
    """Return a database that cannot be written, to be read alone; raises `error` where not even that goes."""
    try:
        _check_version(path)
    except StoreError:
        raise error from None
    return Database(path, readonly=True, make_ready=_check_version), (OnlyReadable(path),)


def bring_up_to_date(path: Path, backup_dir: Path, now: datetime) -> None:
    """Make the schema in a new file, or take the steps an older one lacks, after a backup of it.

    Raises StoreDamaged, StoreTooNew, StoreBusy, StoreUnwritable.
    """
    if is_unfinished(path):
        with _exchanging(path):
            finish(path)
    if _is_empty(path):
        # Whoever is just making it is not disturbed: an empty file is one that was emptied then.
        with _exchanging(path):
            if path.exists() and _is_empty(path):
                raise StoreDamaged(f"The database {path} is empty.")
            _bring_up_to_date(path, backup_dir, now)
    else:
        _bring_up_to_date(path, backup_dir, now)


def _is_empty(path: Path) -> bool:
    """Tell whether there is no file yet, or one so short that SQLite would begin a new database in it."""
    try:
        return path.stat().st_size < _SMALLEST
    except OSError:
        return not path.exists()


def _bring_up_to_date(path: Path, backup_dir: Path, now: datetime) -> None:
    with translated(path), closing(connect(path, create=True)) as conn:
        migrate(
            conn, path, lambda version: back_up(path, backup_dir / backup_name(now, f"version-{version}"))
        )
        conn.execute("SELECT n FROM counts").fetchall()
        if conn.execute("PRAGMA journal_mode").fetchone() != ("wal",):
            conn.execute("PRAGMA journal_mode = WAL")  # a backup was put in its place


def restore(path: Path, source: Path, backup_dir: Path, now: datetime) -> Path:
    """Put a backup in the database's place, and return the name that the present one has now.

    Others may have it open: they go over to the new one. Raises StoreDamaged and other StoreErrors where
    the source is no sound database of ours, StoreBusy; the present one stays then.
    """
    _look_at_source(source)
    with _being_made(path, "restored") as made:
        # Made whole and brought up to date beside it first: others go on with the present one meanwhile.
        copy_to(source, made)
        _bring_up_to_date(made, backup_dir, now)
        with _exchanging(path), _let_nobody_write(path):
            return put_in_place_of(made, path, now, "before-restore")


def _look_at_source(source: Path) -> None:
    """Raise StoreError or StoreDamaged where a file is no sound database of ours, and say what it is."""
    if source.is_dir():
        raise StoreError(f"{source} is a folder; give the name of a backup in it.")
    if not source.is_file():
        raise StoreError(f"There is no file {source}.")
    try:
        with source.open("rb") as file:
            begins = file.read(len(MAGIC))
    except OSError as error:
        raise StoreError(f"{source} cannot be read ({error.strerror}).") from error
    if begins and begins != MAGIC:
        raise StoreError(f"{source} is no database, so no backup of dateline's.")
    try:
        check_sound(source)
    except StoreDamaged as error:
        if isinstance(
            error.__cause__, sqlite3.Error | UnicodeDecodeError
        ):  # which speaks of the reader's own file elsewhere
            raise StoreDamaged(f"The backup {source} is damaged; nothing was changed.") from error
        raise


@contextmanager
def _exchanging(path: Path) -> Generator[None]:
    """Have the database for oneself for a block, to put another file there."""
    with alone(path, BUSY_TIMEOUT_MS / 1000):
        try:
            yield
        except OSError as error:
            raise StoreUnwritable(f"The database {path} cannot be replaced ({error.strerror}).") from error


@contextmanager
def _let_nobody_write(path: Path) -> Generator[None]:
    """Keep programs that know nothing of our lock from writing too, and bring the log into the file.

    Where SQLite cannot read the file nobody can write to it either. Raises StoreBusy.
    """
    with ExitStack() as stack:
        with suppress(StoreDamaged), translated(path):
            conn = stack.enter_context(closing(connect(path)))
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            conn.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _being_made(path: Path, what: str) -> Generator[Path]:
    """Yield a name beside the database for one that is to take its place; what is left of it then goes."""
    made = path.with_name(f".{path.name}.{os.getpid()}.{what}")
    # What a kill left is as large as the database.
    _sweep(path)
    try:
        yield made
    finally:
        for ending in ("", "-wal", "-shm"):
            with suppress(OSError):
                made.with_name(made.name + ending).unlink()


def _sweep(path: Path) -> None:
    """Remove what was being made by somebody who was killed at it."""
    for left in path.parent.glob(f".{path.name}.*"):
        number = left.name.removeprefix(f".{path.name}.").split(".")[0]
        if number.isdecimal() and not _is_alive(int(number)):
            with suppress(OSError):
                left.unlink()


def _is_alive(process: int) -> bool:
    """Tell whether there is a process of that number; yes where nobody can say."""
    if os.name != "posix":
        return True
    try:
        os.kill(process, 0)
    # Any other error says that there is one: of somebody else, who may not be signalled.
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def make_folder(folder: Path) -> None:
    """Make a folder that others may not look into. Raises StoreUnwritable."""
    try:
        make_private_folder(folder)
    except OSError as error:
        raise StoreUnwritable(f"The folder {folder} cannot be made ({error.strerror}).") from error


def _check_version(path: Path) -> None:
    if not path.exists():
        raise StoreError(f"There is no database {path} yet.")
    with translated(path), closing(connect(path, readonly=True)) as conn:
        version_of(conn, path)


# ── mending ───────────────────────────────────────────────────────────────────────────────────


def _look_again(database: Database, backup_dir: Path, now: datetime) -> tuple[Notice, ...]:
    """Look closely at a file in which damage was met while it was in use, and put it in order."""
    mark = suspicion(database.path)
    if not mark.exists():
        return ()
    told = put_in_order(database, backup_dir, now, tuple(checkup.check_all(database, to_seconds(now))))
    mark.unlink(missing_ok=True)
    return told


def put_in_order(
    database: Database, backup_dir: Path, now: datetime, findings: Sequence[Finding]
) -> tuple[Notice, ...]:
    """Put right what was found wrong, by making the file anew where nothing less will do.

    Returns what was done. Raises StoreBusy, StoreUnwritable, and other StoreErrors where
    nothing could be done.
    """
    if not findings:
        return ()
    number = database.identity
    has_text = any(finding.kind == "text" for finding in findings)
    try:
        return repair.put_right(database, findings, newest_sound_backup(backup_dir) if has_text else None)
    except (StoreBusy, StoreUnwritable, StoreReplaced):
        raise
    except StoreError:
        database.close()
        return (_mend(database.path, backup_dir, now, number),)


def _mend(
    path: Path,
    backup_dir: Path,
    now: datetime,
    number: Identity | None,
    doubtful: StoreError | None = None,
) -> Notice:
    """Put a sound database in the place of a damaged one, which is kept; return what it has.

    It is the newest sound backup, or a new one, with all that can still be read of the damaged file. Nobody
    writes meanwhile: what is marked while the damaged one is read would be lost. `number` is the file in
    which damage was found.
    Raises StoreErrors, and then the damaged one is still in its place; `doubtful`, if that is given, where
    SQLite finds it sound after all.
    """
    try:
        with _being_made(path, "mended") as made, _exchanging(path):
            # While we waited for the lock another process was quicker.
            if identity_of(path) != number:
                return MendedByAnother()
            if doubtful is not None and is_sound(path, thoroughly=True):
                raise doubtful
            backup = newest_sound_backup(backup_dir)
            if backup is not None:
                copy_to(backup, made)
            _bring_up_to_date(made, backup_dir, now)
            rescued = _rescued(path, made, now)
            was_empty = _is_empty(path)
            aside = put_in_place_of(made, path, now, "damaged")
            suspicion(path).unlink(missing_ok=True)
    except OSError as error:
        raise StoreUnwritable(f"{path} is damaged and cannot be mended ({error.strerror}).") from error
    log.warning("the database was damaged and has been mended", kept=aside.name)
    return Mended(aside, was_empty, backup.name if backup else None, rescued)


def _rescued(path: Path, made: Path, now: datetime) -> Rescued | None:
    """Put what can be read of a damaged file into a sound one; None where that is nothing."""
    from tui.store.rescue import rescue

    try:
        rescued = rescue(path, made, to_seconds(now))
    except StoreUnwritable:
        raise
    except Exception as fault:  # what such a file holds is not ours to list, and a backup is better than none
        log.error("nothing could be rescued from a damaged database", fault, file=path.name)
        return None
    return rescued if rescued.legible else None
