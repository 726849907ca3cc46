"""Looking after the reader's files: is all well, and may everything be written that has to be?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.errors import StoreError
from tui.library.album import ROOM_BYTES, Album
from tui.library.wording import finding_in_words, notice_in_words
from tui.model.answers import Check
from tui.settings.file import read_config
from tui.store import doctor, failures
from tui.store.checkup import FaultKind, Finding, Progress, check_on
from tui.store.connection import Database
from tui.store.opening import put_in_order
from tui.store.times import to_seconds
from tui.system import log
from tui.system.paths import Paths

_MOST: Final = 500
"""Findings that are put right before more is looked at."""

_NAMES: Final[dict[FaultKind, str]] = {
    "damage": "database",
    "schema": "database",
    "index": "indexes",
    "text": "texts",
    "count": "counts",
    "unsearchable": "searchable articles",
}
"""What is called what in a finding's line."""
_TOLD: Final = 5
"""Findings of a kind that are told one by one."""

LOG_DAYS: Final = 7
"""How far back `doctor` counts what the log has."""


def examine(
    database: Database, paths: Paths, now: int, *, full: bool, tell: Callable[[int, int], None]
) -> tuple[Check, ...]:
    """Return what was found about the folders and the database; see `Library.doctor`."""
    folders = {
        "data": paths.data_dir,
        "config": paths.config_dir,
        "cache": paths.cache_dir,
        "log": paths.log_dir,
    }
    checks = [_folder(name, folder) for name, folder in folders.items()]
    return (
        *checks,
        *_configuration(paths),
        _log(paths),
        *_unmade(database),
        *_pictures(database, paths),
        _sqlite(),
        _disk(database),
        *_database(database, now, full=full, tell=tell),
    )


def look_after(
    database: Database, paths: Paths, now: datetime, go_on: Callable[[int, int], bool], *, pause: bool
) -> tuple[str, ...]:
    """Look on, and put right what is wrong; see `Library.look_after`."""
    found: list[Finding] = []
    for finding in check_on(database, to_seconds(now), go_on, pause=pause):
        found.append(finding)
        if finding.kind == "damage" or len(found) >= _MOST:
            break  # for the first the file is made anew; the others are put right before there are more
    return tuple(map(notice_in_words, put_in_order(database, paths.backup_dir, now, found)))


def _configuration(paths: Paths) -> tuple[Check, ...]:
    """Tell what is wrong in the reader's file, a finding each."""
    _, problems = read_config(paths)
    file = paths.config_file
    told = str(file) if file.exists() else f"{file} is not there: the defaults hold"
    return tuple(Check("configuration", False, problem) for problem in problems) or (
        Check("configuration", True, told),
    )


def _log(paths: Paths) -> Check:
    """Name the log, and count what failed in the last days."""
    file = log.file_in(paths)
    try:
        tally = log.tally(paths, time.time() - LOG_DAYS * 86_400)
    except OSError as error:
        return Check("log", False, f"{file} cannot be read ({error.strerror or error})")
    if not tally.last:
        return Check("log", True, f"{file}: nothing in the last {LOG_DAYS} days")
    counts = f"{_counted(tally.errors, 'error')}, {_counted(tally.warnings, 'warning')}"
    return Check("log", True, f"{file}: {counts} in the last {LOG_DAYS} days, the last at {tally.last}")


def _unmade(database: Database) -> tuple[Check, ...]:
    """Count the articles of which something could not be made; they are tried again by the next version."""
    try:
        with database.read() as conn:
            failed = failures.counts(conn)
    except StoreError:
        return ()  # which the checks of the database tell
    told = ", ".join(f"the {work} of {count}" for work, count in failed.items())
    return (Check("articles", True, f"{told} could not be made; the log says why"),) if failed else ()


def _pictures(database: Database, paths: Paths) -> tuple[Check, ...]:
    """Say how much room the pictures take that were looked at; nothing where there are none."""
    try:
        kept = Album(paths.picture_dir, database).tally()
    except StoreError:
        return ()  # which the checks of the database tell
    if not kept.saved and not kept.others:
        return ()
    stories = "story" if kept.saved == 1 else "stories"
    told = (
        f"{_megabytes(kept.saved_bytes)} MB of {kept.saved} saved {stories} stay;"
        f" of others {_megabytes(kept.other_bytes)} of {_megabytes(ROOM_BYTES)} MB"
    )
    return (Check("pictures", True, f"{paths.picture_dir}: {told}"),)


def _megabytes(size: int) -> int:
    return -(-size // 1_000_000)


def _sqlite() -> Check:
    version = doctor.sqlite_version()
    fits = version >= doctor.OLDEST_SQLITE
    wanted = "" if fits else f"; dateline needs {_dotted(doctor.OLDEST_SQLITE)} or newer"
    return Check("SQLite", fits, f"version {_dotted(version)}{wanted}")


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))


def _disk(database: Database) -> Check:
    try:
        free = doctor.free_bytes(database)
    except OSError as error:
        return Check("disk", False, f"{database.path.parent} cannot be looked at ({error.strerror})")
    return Check("disk", free >= doctor.FREE_BYTES, f"{free // 1_000_000} MB are free beside the database")


def _database(
    database: Database, now: int, *, full: bool, tell: Callable[[int, int], None]
) -> tuple[Check, ...]:
    """Tell what is wrong in the database, and how much of it was looked at."""
    try:
        looked = doctor.look(database, now, tell, full=full)
    except StoreError as error:
        return (Check("database", False, str(error)),)
    return (
        *(_found(name, looked.findings) for name in dict.fromkeys(_NAMES.values())),
        Check("last check", True, _extent(looked.rounds, now)),
    )


def _found(name: str, findings: Sequence[Finding]) -> Check:
    details = list(dict.fromkeys(finding_in_words(one) for one in findings if _NAMES[one.kind] == name))
    more = f" and {len(details) - _TOLD} more" if len(details) > _TOLD else ""
    return Check(name, not details, "; ".join(details[:_TOLD]) + more or "well")


def _extent(rounds: Progress | None, now: int) -> str:
    """Say how much was looked at; `rounds` is how far that is in idle time, where not all was just now."""
    if rounds is None:
        return "all of it was looked at just now"
    whole = (
        f"the last whole one was {_ago(now - rounds.whole_at)}" if rounds.whole_at else "none was whole yet"
    )
    part = f"{rounds.done} of {rounds.total} parts" if rounds.began_at else "nothing"
    return f"{whole}; {part} since then, in idle time; doctor --full looks at all of it now"


def _ago(seconds: int) -> str:
    hours = max(seconds, 0) // 3600
    return f"{hours // 24} days ago" if hours >= 48 else f"{hours} hours ago" if hours > 1 else "just now"


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _folder(name: str, folder: Path) -> Check:
    """Tell whether a folder can be written, or made where it is not there yet."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Check(f"{name} folder", ok, f"{folder}" if ok else f"{folder} cannot be written")
