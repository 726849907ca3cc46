"""Looking after the reader's files: is all well, and may everything be written that has to be?"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from tui.errors import StoreError
from tui.library.wording import notice_in_words
from tui.model.answers import Check
from tui.settings.file import read_config
from tui.store import failures
from tui.store.checkup import Finding, check_on
from tui.store.connection import Database
from tui.store.doctor import check_database
from tui.store.opening import put_in_order
from tui.store.times import to_seconds
from tui.system import log
from tui.system.paths import Paths

_MOST: Final = 500
"""Findings that are put right before more is looked at."""

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
        *check_database(database, now, full=full, tell=tell),
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


def _counted(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def _folder(name: str, folder: Path) -> Check:
    """Tell whether a folder can be written, or made where it is not there yet."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Check(f"{name} folder", ok, f"{folder}" if ok else f"{folder} cannot be written")
