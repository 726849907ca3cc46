"""Making the schema, and bringing an older file up to it, one numbered step at a time.

`user_version` says which schema a file has, from 1. A new file is made with that of today; an older one
takes the steps that it has not taken, each a frozen text in `schema` that is never edited once released, in
a transaction with its number. In the end both are the same, which `tests/store/test_earlier_files.py` holds
each earlier schema to.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.errors import StoreDamaged, StoreForeign, StoreTooNew
from tui.store import schema
from tui.store.connection import transaction
from tui.store.schema import APPLICATION_ID, PAGE_BYTES
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.store import folding
else:  # loaded when first used: whoever starts should not wait for them
    folding = Lazy("tui.store.folding")

Migration = Callable[[sqlite3.Connection], None]


def _taking(name: str) -> Migration:
    """Return the step that runs a frozen text and no more."""
    return lambda conn: run_statements(conn, schema.step(name))


def _words_as_they_are_written(conn: sqlite3.Connection) -> None:
    """Have texts indexed anew in time, and names found by their words as they are compared since.

    What is compared with what is no part of the schema: should it change again, the words of all files have
    to be made anew, and it does no harm that those of the oldest were made so already.
    """
    run_statements(conn, schema.step("13"))
    older = conn.execute("SELECT word, entity FROM entity_words WHERE word GLOB '*[^ -~]*'").fetchall()
    conn.executemany(
        "INSERT OR IGNORE INTO entity_words VALUES (?, ?)",
        [
            (folded, entity)
            for word, entity in older
            for folded in folding.folded_words(word)
            if folded != word
        ],
    )


def _as_a_new_file(conn: sqlite3.Connection) -> None:
    """Bring about what new files had and older ones did not; copy large tables only where that must be."""
    run_statements(conn, schema.step("15"))
    if not any(column[1] == "id" for column in conn.execute("PRAGMA table_info (bodies)")):
        run_statements(conn, schema.step("15-texts"))


def letting_in(*kinds: str) -> Migration:
    """Return the step that lets the last of these kinds of names into a file that knows those before it.

    SQLite has no statement that changes a check. Its text is written anew, which touches no row:
    https://sqlite.org/lang_altertable.html, section 7.
    """

    def step(conn: sqlite3.Connection) -> None:
        *before, _ = named = [f"'{kind}'" for kind in kinds]
        (version,) = conn.execute("PRAGMA schema_version").fetchone()
        _let_schema_be_written(conn)
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_schema SET sql = replace(sql, ?, ?)"
            " WHERE type = 'table' AND name IN ('entities', 'corrections', 'mutes')",
            (", ".join(before), ", ".join(named)),
        )
        conn.execute(f"PRAGMA schema_version = {version + 1}")
        conn.execute("PRAGMA writable_schema = RESET")

    return step


_DEFENSIVE: Final = 1010
"""SQLITE_DBCONFIG_DEFENSIVE, https://sqlite.org/c3ref/c_dbconfig_defensive.html"""


def _let_schema_be_written(conn: sqlite3.Connection) -> None:
    """Switch off the mode that forbids it, which some builds of SQLite begin in; Python can from 3.12 on."""
    setconfig: Callable[[int, bool], None] | None = getattr(conn, "setconfig", None)
    if setconfig is not None:
        setconfig(_DEFENSIVE, False)


_MORE: Final[dict[int, Migration]] = {
    13: _words_as_they_are_written,
    15: _as_a_new_file,
    19: letting_in("person", "place", "organisation"),
}
"""Steps that take more than a text, by the version that they lead to."""
NEWEST: Final = max(*schema.versions(), *_MORE)
"""The version of a file that has taken all steps, and of one just made."""
MIGRATIONS: Final[tuple[Migration, ...]] = tuple(
    _MORE.get(version) or _taking(f"{version:02}") for version in range(2, NEWEST + 1)
)


def make_schema(conn: sqlite3.Connection) -> None:
    """Make today's schema in an empty file."""
    run_statements(conn, schema.today())


def run_statements(conn: sqlite3.Connection, script: str) -> None:
    """Run a script inside the transaction that is open: `executescript` would commit it first."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            conn.execute(statement)
            statement = ""


def version_of(conn: sqlite3.Connection, path: Path, *, newest: int = NEWEST) -> int:
    """Return the version of a file's schema; 0 for one that has none yet.

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
    """Make the schema in a new file, or take the steps that an older one lacks; return whether it was needed.

    `before` is called with the file's version before the first step on a file that already holds
    something (to back it up); where it raises, nothing is changed.
    """
    newest = len(migrations) + 1
    version = version_of(conn, path, newest=newest)
    if version == newest:
        return False
    if version == 0:
        conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        conn.execute("PRAGMA journal_mode = WAL")
    else:
        before(version)
    while version < newest:
        version = _take_step(conn, path, migrations)
    return True


def _take_step(conn: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> int:
    """Take the next step, unless another program has taken it meanwhile; return the version then."""
    newest = len(migrations) + 1
    with transaction(conn):
        version = version_of(conn, path, newest=newest)
        if version == newest:
            return version
        if version == 0:
            make_schema(conn)
            version = NEWEST
        else:
            migrations[version - 1](conn)
            version += 1
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        conn.execute(f"PRAGMA user_version = {version}")
    return version
