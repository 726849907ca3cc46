"""Long writing in short transactions, so that the reader's own marks come in between."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final, TypeVar

from tui.store.connection import Database

if TYPE_CHECKING:
    from tui.model.answers import ProgressCallback

T = TypeVar("T")

_LOCK_HELD_S: Final = 0.004
"""After so long no further part is begun: with the last one and the commit it stays below 8 ms."""


def silent(_done: int, _total: int) -> None:
    """Tell nobody."""


def write_in_parts(
    database: Database,
    items: Sequence[T],
    write: Callable[[sqlite3.Connection, Sequence[T]], None],
    *,
    part: int,
    tell: ProgressCallback = silent,
) -> None:
    """Write something for each of many articles, `part` of them between two looks at the clock.

    Raises children of StoreError; what was done stays done.
    """
    done = 0
    while done < len(items):
        with database.write() as conn:
            pause_at = time.monotonic() + _LOCK_HELD_S
            while True:
                write(conn, items[done : done + part])
                done = min(done + part, len(items))
                if done == len(items) or time.monotonic() >= pause_at:
                    break
        tell(done, len(items))
        database.make_way()
