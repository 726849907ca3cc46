"""What is due after much has been written."""

from __future__ import annotations

import time
from typing import Final

from tui.store import lexicon
from tui.store.connection import Database
from tui.store.headlines import counts
from tui.store.recordings import look, unseen
from tui.store.searchable import MERGED_AT_ONCE, merge_a_little, merge_pages, older_lines, renew_lines

_ROWS_LOOKED_AT: Final = 400
_FEW: Final = 1_000
"""Articles. Of so few SQLite would learn that walking whole tables costs nothing, and believe it in a
first sync that brings a thousand times as many; without statistics it uses every index there is."""
_MOST_MERGES: Final = 200
"""A second's work, each a few milliseconds; what is left then is merged with the next texts."""


_LOCK_HELD_S: Final = 0.004
"""After so long no further lines are begun within a transaction."""
_LOOKS_FOR_S: Final = 0.03
_LOOKED_AT_ONCE: Final = 16
"""Articles between two looks at the clock."""
_RENEWED_AT_ONCE: Final = 8
"""Lines of the index made anew between two looks at the clock."""


def settle(database: Database) -> None:
    """Bring the lexicon, the search index and the query planner's statistics up to date.

    Where the store has grown by a fifth. Quick however large it is: a sample is looked at, and what the index
    has fallen behind with while many texts came is merged a little at a time.
    """
    if not lexicon.refresh(database):
        return
    merge_index(database)
    with database.read() as conn:
        if counts(conn).total < _FEW:
            return
    with database.write() as conn:
        conn.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        conn.execute("ANALYZE")


def merge_index(database: Database) -> None:
    """Merge what the search index has fallen behind with, in transactions of a few milliseconds."""
    for _ in range(_MOST_MERGES):
        with database.write() as conn:
            before = conn.total_changes
            merge_pages(conn, MERGED_AT_ONCE)
            done = conn.total_changes - before < 2  # SQLite's own sign that there was nothing to merge
        if done:
            return
        # Nobody waits for this: who wants to write comes first.
        database.make_way()


def find_recordings(database: Database) -> bool:
    """Look for recordings in what was stored before lists showed them; return whether any is left to look at.

    The newest first, for a few hundredths of a second, in transactions of a few milliseconds.
    """
    left, ends_at = 0, time.monotonic() + _LOOKS_FOR_S
    while True:
        with database.write() as conn:
            pause_at = time.monotonic() + _LOCK_HELD_S
            while (left := unseen(conn)) and time.monotonic() < pause_at:
                look(conn, _LOOKED_AT_ONCE)
        if not left or time.monotonic() >= ends_at:
            return left > 0
        database.make_way()


def renew_index(database: Database) -> bool:
    """Make lines of the search index anew that are as older files have them; return whether any are left.

    Some, the latest first, for a few hundredths of a second, in transactions of a few milliseconds.
    """
    renewed = left = 0
    while renewed < MERGED_AT_ONCE:
        with database.write() as conn:
            pause_at = time.monotonic() + _LOCK_HELD_S
            while (left := older_lines(conn)) and time.monotonic() < pause_at:
                renewed += max(1, renew_lines(conn, _RENEWED_AT_ONCE))
        database.make_way()
        if not left:
            break
    with database.write() as conn:
        merge_a_little(conn, renewed)
    return left > 0
