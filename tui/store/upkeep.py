"""What is due after much has been written."""

from __future__ import annotations

from typing import Final

from tui.store import lexicon
from tui.store.connection import Database
from tui.store.headlines import counts

_ROWS_LOOKED_AT: Final = 400
_FEW: Final = 1_000
"""Articles. Of so few SQLite would learn that walking whole tables costs nothing, and believe it in a
first sync that brings a thousand times as many; without statistics it uses every index there is."""


def settle(database: Database) -> None:
    """Bring the lexicon and the query planner's statistics up to date, where the store has grown by a fifth.

    Quick however large the store is: both look at a sample.
    """
    if not lexicon.refresh(database):
        return
    with database.read() as conn:
        if counts(conn).total < _FEW:
            return
    with database.write() as conn:
        conn.execute(f"PRAGMA analysis_limit = {_ROWS_LOOKED_AT}")
        conn.execute("ANALYZE")
