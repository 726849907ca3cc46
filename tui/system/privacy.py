"""Keeping others on the machine out of the reader's files: what they read, what they saved, their headers.

What we make is ours alone from the start; what an older version or another program has left wider is
mended here, at each start. Never touched: what is not the reader's own, what is a link, what the reader
has exported elsewhere, and a folder in which anything but our files stands.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from tui.system import log
from tui.system.paths import Paths

_OTHERS: Final = 0o077
_BEGINNINGS: Final = ("dateline", ".dateline", "config.toml", ".config.toml")
_LOCK: Final = ".lock"
_FOLDERS: Final = frozenset(("backups", "seeds", "log", "pictures"))
"""Folders of ours within others of ours."""


def keep_private(paths: Paths) -> None:
    """Take from others what they may do with our files and folders. Never raises."""
    for folder in (paths.config_dir, paths.data_dir, paths.backup_dir, paths.cache_dir, paths.log_dir):
        with suppress(OSError):
            _mend_folder(folder)


def _mend_folder(folder: Path) -> None:
    entries = list(_entries(folder))
    for entry in entries:
        if _is_our_file(entry):
            _mend(Path(entry.path), entry.stat(follow_symlinks=False))
    # Where anything else lies, the folder may be shared on purpose: DATELINE_HOME can be anywhere.
    if all(_is_our_file(entry) or entry.name in _FOLDERS for entry in entries):
        _mend(folder, os.lstat(folder))


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            yield from found
    except (FileNotFoundError, NotADirectoryError):
        return


def _is_our_file(entry: os.DirEntry[str]) -> bool:
    is_named_so = entry.name.startswith(_BEGINNINGS) or entry.name.endswith(_LOCK)
    return is_named_so and entry.is_file(follow_symlinks=False)


def _mend(path: Path, found: os.stat_result) -> None:
    """Take a file's or folder's bits for others away, where it is the reader's own."""
    is_ours = not hasattr(os, "geteuid") or found.st_uid == os.geteuid()
    if stat.S_ISLNK(found.st_mode) or not is_ours or not found.st_mode & _OTHERS:
        return
    with suppress(OSError):
        path.chmod(stat.S_IMODE(found.st_mode) & ~_OTHERS)
        log.info("others could get at it", file=path.name)
