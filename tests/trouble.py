"""What goes wrong with disks and files, made for tests: full, read-only, damaged, newer, somebody else's."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from tui.store.schema import PAGE_BYTES

Prepare = Callable[[], None]
"""Called in the process that is to have the trouble, before it begins."""
FULL_BYTES = 3 * PAGE_BYTES
"""The size of the largest file on a disk that is full."""
_PR_CAPBSET_DROP = 24
_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH = 1, 2


def obey_permissions() -> None:
    """Let permissions hold for root as well, once the process has begun; does nothing for others."""
    if os.geteuid() == 0 and sys.platform.startswith("linux"):
        libc = ctypes.CDLL(None, use_errno=True)
        for capability in (_CAP_DAC_OVERRIDE, _CAP_DAC_READ_SEARCH):
            libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def permissions_hold(folder: Path) -> bool:
    """Whether a process that obeys permissions is really kept from writing here (skip honestly if not)."""
    probe = folder / "probe"
    probe.mkdir(mode=0o555)
    child = os.fork()
    if not child:
        obey_permissions()
        os.execv("/bin/sh", ["sh", "-c", f"touch '{probe}/x' 2>/dev/null"])
    _, status = os.waitpid(child, 0)
    return status != 0


def read_only(database: Path) -> Prepare:
    """Let neither the database nor its folder be written."""
    database.chmod(0o444)
    database.parent.chmod(0o555)
    return obey_permissions


def full(database: Path) -> Prepare:
    """Let no file be written beyond a few pages: SQLite meets that as a disk that is full.

    Not the database's own size: what does not fit there might still fit into the log beside it.
    """
    assert database.exists()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_BYTES, FULL_BYTES))

    return limit


def _overwrite(database: Path, start: int, count: int) -> None:
    with database.open("r+b") as file:
        file.seek(start)
        file.write(random.Random(start).randbytes(count))


def headless(database: Path) -> Prepare:
    """Overwrite the page with the schema."""
    _overwrite(database, 0, PAGE_BYTES)
    return _nothing


def noisy(database: Path) -> Prepare:
    """Overwrite a page in the middle, that of the articles."""
    with closing(sqlite3.connect(database)) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'articles'").fetchone()
    _overwrite(database, (root - 1) * PAGE_BYTES, PAGE_BYTES)
    return _nothing


def cut(database: Path) -> Prepare:
    """Let the file break off in the middle of a page."""
    os.truncate(database, database.stat().st_size // 2 + 77)
    return _nothing


def bad_log(database: Path) -> Prepare:
    """Put noise where the write-ahead log is."""
    database.with_name(database.name + "-wal").write_bytes(random.Random(1).randbytes(5 * PAGE_BYTES))
    return _nothing


def no_database(database: Path) -> Prepare:
    """Put a text there."""
    database.write_text("Dear diary, " * 5_000, encoding="utf-8")
    return _nothing


def empty(database: Path) -> Prepare:
    """Leave nothing but the name."""
    database.write_bytes(b"")
    return _nothing


def newer(database: Path) -> Prepare:
    """Let a newer dateline have written it."""
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("PRAGMA user_version = 9999")
    return _nothing


def foreign(database: Path) -> Prepare:
    """Put another program's database there."""
    database.unlink()
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("CREATE TABLE cookies (a)")
    return _nothing


def _nothing() -> None:
    """Nothing more has to be done."""
