"""Making the schema, and bringing an older file up to it, one numbered step at a time.

`user_version` is the number of steps a file has taken. A step is a function appended to
`MIGRATIONS`, never edited once released; each runs in a transaction with its number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from tui.errors import StoreDamaged, StoreForeign, StoreTooNew
from tui.store.connection import transaction
from tui.store.schema import (
    APPLICATION_ID,
    ARRIVAL_TRIGGERS,
    ARRIVALS,
    BY_TIME,
    CORRECTIONS,
    FAILURES,
    FOLLOW_TRIGGERS,
    FOLLOWS,
    LIKENESSES,
    PAGE_BYTES,
    RULE_TRIGGERS,
    RULES,
    SENT_BEFORE,
    SHARED_KEYS,
    TABLES,
    TRIGGERS,
)

Migration = Callable[[sqlite3.Connection], None]


def _first_schema(conn: sqlite3.Connection) -> None:
    run_statements(conn, TABLES + TRIGGERS)


def _held_feeds_and_likenesses(conn: sqlite3.Connection) -> None:
    """For files made before feeds could be held and articles were known by link and headline."""
    if not any(column[1] == "held_until" for column in conn.execute("PRAGMA table_info (feeds)")):
        conn.execute("ALTER TABLE feeds ADD COLUMN held_until INTEGER")
        conn.execute("ALTER TABLE feeds ADD COLUMN ttl_s INTEGER")
        run_statements(conn, LIKENESSES)


def _corrections_of_names(conn: sqlite3.Connection) -> None:
    """For files made before names could be corrected."""
    if not any(column[1] == "found" for column in conn.execute("PRAGMA table_info (article_names)")):
        conn.execute("ALTER TABLE article_names ADD COLUMN found BLOB")
        run_statements(conn, CORRECTIONS)


def _followed_names(conn: sqlite3.Connection) -> None:
    """For files made before names could be followed."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'follows'").fetchone():
        run_statements(conn, FOLLOWS + FOLLOW_TRIGGERS)


def _mutes_and_saved_searches(conn: sqlite3.Connection) -> None:
    """For files made before anything could be muted or a search kept."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'mutes'").fetchone():
        run_statements(conn, RULES + RULE_TRIGGERS)


def _agencies_by_index(conn: sqlite3.Connection) -> None:
    """For files made before one could search by agency."""
    conn.execute("CREATE INDEX IF NOT EXISTS articles_agency ON articles (agency) WHERE agency IS NOT NULL")


def _names_by_time(conn: sqlite3.Connection) -> None:
    """For files made before one could ask what rises."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'entity_articles_time'").fetchone():
        run_statements(conn, BY_TIME)


def _index_merged_by_hand(conn: sqlite3.Connection) -> None:
    """Let a commit merge nothing of the search index by itself: see `searchable.merge_a_little`."""
    conn.execute("INSERT INTO search (search, rank) VALUES ('automerge', 0)")


def _entries_sent_before(conn: sqlite3.Connection) -> None:
    """For files made before the entries of a feed's last body were told again by their bytes."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'sent_before'").fetchone():
        run_statements(conn, SENT_BEFORE)


def _index_never_merged_at_once(conn: sqlite3.Connection) -> None:
    """Let no commit merge a whole level of the search index, which at the third level takes half a second."""
    conn.execute("INSERT INTO search (search, rank) VALUES ('crisismerge', 64)")


def _dates_by_arrival(conn: sqlite3.Connection) -> None:
    """For files made before hits were put in the order of their dates."""
    if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'arrivals'").fetchone():
        return
    run_statements(conn, ARRIVALS + ARRIVAL_TRIGGERS)
    latest: int | None = None
    for block, listed_at in conn.execute("SELECT article >> 6, listed_at FROM status ORDER BY article"):
        if latest is None or listed_at > latest:
            latest = listed_at
            conn.execute("INSERT OR REPLACE INTO arrivals VALUES (?, ?)", (block, latest))


def _keys_that_are_shared(conn: sqlite3.Connection) -> None:
    """For files made when items that shared a link were taken for one."""
    if not any(column[1] == "base" for column in conn.execute("PRAGMA table_info (deliveries)")):
        conn.execute("ALTER TABLE deliveries ADD COLUMN base INTEGER")
        conn.execute("ALTER TABLE deliveries ADD COLUMN traits BLOB")
        run_statements(conn, SHARED_KEYS)


def _words_as_they_are_written(conn: sqlite3.Connection) -> None:
    """For files whose index cut texts at blanks and stops alone: its lines are made anew in time."""
    from tui.store.folding import folded_words
    from tui.store.searchable import note_older_lines

    note_older_lines(conn)
    older = conn.execute("SELECT word, entity FROM entity_words WHERE word GLOB '*[^ -~]*'").fetchall()
    conn.executemany(
        "INSERT OR IGNORE INTO entity_words VALUES (?, ?)",
        [(folded, entity) for word, entity in older for folded in folded_words(word) if folded != word],
    )


def _what_could_not_be_made(conn: sqlite3.Connection) -> None:
    """For files made before it was written down what of an article could not be made."""
    if not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'failures'").fetchone():
        run_statements(conn, FAILURES)


MIGRATIONS: Final[tuple[Migration, ...]] = (
    _first_schema,
    _held_feeds_and_likenesses,
    _corrections_of_names,
    _followed_names,
    _mutes_and_saved_searches,
    _agencies_by_index,
    _names_by_time,
    _index_merged_by_hand,
    _entries_sent_before,
    _index_never_merged_at_once,
    _dates_by_arrival,
    _keys_that_are_shared,
    _words_as_they_are_written,
    _what_could_not_be_made,
)


def run_statements(conn: sqlite3.Connection, script: str) -> None:
    """Run a script inside the transaction that is open: `executescript` would commit it first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""


def version_of(conn: sqlite3.Connection, path: Path, *, newest: int = len(MIGRATIONS)) -> int:
    """Return how many steps a file has taken; 0 for one just made.

    Raises StoreTooNew for the file of a newer dateline, StoreForeign for that of another program.
    """
    (application,) = conn.execute("PRAGMA application_id").fetchone()
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if application not in (0, APPLICATION_ID):
        raise StoreForeign(f"{path} is a database of another program; dateline leaves it alone.")
    if application == 0 and conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise StoreForeign(f"{path} is a database of another program; dateline leaves it alone.")
    if version > newest:
        raise StoreTooNew(
            f"{path} was written by a newer dateline; install that one, or restore an older backup."
        )
    if application == APPLICATION_ID and version == 0:
        raise StoreDamaged(f"The database {path} was never finished.")
    return int(version)


def migrate(
    conn: sqlite3.Connection,
    path: Path,
    before: Callable[[int], object],
    migrations: Sequence[Migration] = MIGRATIONS,
) -> bool:
    """Take the steps that a file has not taken; return whether there were any.

    `before` is called with the file's version before the first step on a file that already holds
    something (to back it up); where it raises, nothing is changed.
    """
    version = version_of(conn, path, newest=len(migrations))
    if version == len(migrations):
        return False
    if version == 0:
        conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        conn.execute("PRAGMA journal_mode = WAL")
    else:
        before(version)
    while version < len(migrations):
        version = _take_step(conn, path, migrations)
    return True


def _take_step(conn: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """Take the next step, unless another program has taken it meanwhile; return the version then."""
    with transaction(conn):
        version = version_of(conn, path, newest=len(migrations))
        if version < len(migrations):
            migrations[version](conn)
            version += 1
            conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            conn.execute(f"PRAGMA user_version = {version}")
    return version
