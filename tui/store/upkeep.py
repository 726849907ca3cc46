"""What is due after much has been written."""

from __future__ import annotations

from typing import Final

from tui.store import lexicon
from tui.store.connection import Database
from tui.store.headlines import counts
from tui.store.searchable import MERGED_AT_ONCE, merge_pages

_ROWS_LOOKED_AT: Final = 400
_FEW: Final = 1_000
"""Articles. Of so few SQLite would learn that walking whole tables costs nothing, and believe it in a
first sync that brings a thousand times as many; without statistics it uses every index there is."""
_MOST_MERGES: Final = 200
"""A second's work, each a few milliseconds; what is left then is merged with the next texts."""


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
        database.make_way()
