"""Looking after the reader's files: is all well, and may everything be written that has to be?"""

from __future__ import annotations

import os
from pathlib import Path

from tui.answers import Check
from tui.config import read_config
from tui.paths import Paths
from tui.store.connection import Database
from tui.store.doctor import check_database


def examine(database: Database, paths: Paths) -> tuple[Check, ...]:
    """Return what was found about the folders and the database; see `Library.doctor`."""
    folders = {
        "data": paths.data_dir,
        "config": paths.config_dir,
        "cache": paths.cache_dir,
        "log": paths.log_dir,
    }
    return (
        *(_folder(name, folder) for name, folder in folders.items()),
        *_configuration(paths),
        *check_database(database),
    )


def _configuration(paths: Paths) -> tuple[Check, ...]:
    """Tell what is wrong in the reader's file, a finding each."""
    _, problems = read_config(paths)
    file = paths.config_file
    told = str(file) if file.exists() else f"{file} is not there: the defaults hold"
    return tuple(Check("configuration", False, problem) for problem in problems) or (
        Check("configuration", True, told),
    )


def _folder(name: str, folder: Path) -> Check:
    """Tell whether a folder can be written, or made where it is not there yet."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    ok = there.is_dir() and os.access(there, os.W_OK | os.X_OK)
    return Check(f"{name} folder", ok, f"{folder}" if ok else f"{folder} cannot be written")
