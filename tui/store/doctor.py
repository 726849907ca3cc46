"""What can be said about a database's health, each finding in a line."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from tui.errors import StoreError
from tui.model.answers import Check
from tui.store.checkup import Finding, Kind, check_all, check_on, progress
from tui.store.connection import Database, suspicion

_OLDEST_SQLITE: Final = (3, 37, 0)
_FREE_BYTES: Final = 200_000_000

_QUICK_S: Final = 0.5
"""So long is looked at the database itself, unless all of it is to be: enough for thousands of articles."""

_NAMES: Final[dict[Kind, str]] = {
    "damage": "database",
    "schema": "database",
    "index": "indexes",
    "text": "texts",
    "count": "counts",
    "unsearchable": "searchable articles",
}
"""What is called what in a finding's line."""
_TOLD: Final = 5


def check_database(
    database: Database,
    now: int,
    *,
    full: bool = False,
    tell: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Check]:
    """Yield a finding for each thing looked at: in a second, or with `full` all there is.

    Never raises on a damaged database: that is a finding, and the file is mended when it is opened next.
    """
    yield _sqlite()
    yield _disk(database)
    found: list[Finding] = []
    try:
        if full:
            found = list(check_all(database, now, tell))
            how = "all of it was looked at just now"
        else:
            found, how = _quick(database, now)
    except StoreError as error:
        yield Check("database", False, str(error))
        return
    if found and not database.readonly:
        with suppress(OSError):
            suspicion(database.path).touch()
    for name in dict.fromkeys(_NAMES.values()):
        details = list(dict.fromkeys(finding.detail for finding in found if _NAMES[finding.kind] == name))
        more = f" and {len(details) - _TOLD} more" if len(details) > _TOLD else ""
        yield Check(name, not details, "; ".join(details[:_TOLD]) + more or "well")
    yield Check("last check", True, how)


def _quick(database: Database, now: int) -> tuple[list[Finding], str]:
    """Look for half a second; return what is wrong, and how much has been looked at, in words."""
    until, seen = time.monotonic() + _QUICK_S, 0.0

    def go_on(done: int, total: int) -> bool:
        nonlocal seen
        seen = done / total
        return time.monotonic() < until

    found = list(check_on(database, now, go_on, keep=False))
    if time.monotonic() < until:
        return found, "all of it was looked at just now"
    with database.read() as conn:
        state = progress(conn)
    whole = f"the last whole one was {_ago(now - state.whole_at)}" if state.whole_at else "none was whole yet"
    part = f"{state.done} of {state.total} parts" if state.began_at else "nothing"
    return found, f"{whole}; {part} since then, in idle time; doctor --full looks at all of it now"


def _ago(seconds: int) -> str:
    hours = max(seconds, 0) // 3600
    return f"{hours // 24} days ago" if hours >= 48 else f"{hours} hours ago" if hours > 1 else "just now"


def _sqlite() -> Check:
    fits = sqlite3.sqlite_version_info >= _OLDEST_SQLITE
    wanted = "" if fits else f"; dateline needs {'.'.join(map(str, _OLDEST_SQLITE))} or newer"
    return Check("SQLite", fits, f"version {sqlite3.sqlite_version}{wanted}")


def _disk(database: Database) -> Check:
    try:
        free = shutil.disk_usage(database.path.parent).free
    except OSError as error:
        return Check("disk", False, f"{database.path.parent} cannot be looked at ({error.strerror})")
    return Check("disk", free >= _FREE_BYTES, f"{free // 1_000_000} MB are free beside the database")
