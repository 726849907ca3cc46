"""What is asked of a database's health, and what was found."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from tui.store.checkup import Finding, Progress, check_all, check_on, progress
from tui.store.connection import Database, suspicion

OLDEST_SQLITE: Final = (3, 37, 0)
FREE_BYTES: Final = 200_000_000
"""So much should be free beside the database."""
_QUICK_S: Final = 0.5
"""So long is looked at the database itself, unless all of it is to be: enough for thousands of articles."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found wrong, and how much was looked at."""

    findings: tuple[Finding, ...]
    rounds: Progress | None = None
    """How far it is looked at in idle time, where not all was looked at now; None: all was."""


def look(database: Database, now: int, tell: Callable[[int, int], None], *, full: bool = False) -> Looked:
    """Look for half a second, or with `full` at all there is.

    Damage is a finding, and the file is mended when it is opened next. Raises other StoreErrors.
    """
    looked = Looked(tuple(check_all(database, now, tell))) if full else _quick(database, now)
    if looked.findings and not database.readonly:
        with suppress(OSError):
            suspicion(database.path).touch()
    return looked


def _quick(database: Database, now: int) -> Looked:
    until = time.monotonic() + _QUICK_S
    found = tuple(check_on(database, now, lambda _done, _total: time.monotonic() < until, keep=False))
    if time.monotonic() < until:
        return Looked(found)
    with database.read() as conn:
        return Looked(found, progress(conn))


def sqlite_version() -> tuple[int, int, int]:
    """Return the version of SQLite that is used."""
    return sqlite3.sqlite_version_info


def free_bytes(database: Database) -> int:
    """Return how much may still be written beside the database. Raises OSError."""
    return shutil.disk_usage(database.path.parent).free
