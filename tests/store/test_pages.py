"""Pages read without SQLite's help say what SQLite says of them, to the byte."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tui.store.legible import gather
from tui.store.pages import Pages, SqlValue, has_log_of_another
from tui.store.schema import APPLICATION_ID

SIZES = [512, 4_096, 65_536]


def rows() -> Iterator[tuple[SqlValue, SqlValue]]:
    """Yield a value of every kind and width, and texts that end at each place of a page of 512 bytes."""
    yield from ((number, -number) for width in range(8) for number in (1 << 8 * width, (1 << 8 * width) - 1))
    yield from ((0.1, None), (b"\0" * 700, "é" * 500), ("", b""), (-(1 << 63), (1 << 63) - 1))
    yield from (("x" * length, length) for length in range(400, 1_500))


def made(path: Path, size: int, *, log: bool) -> None:
    """Make a database with a table by row ids and one by a key; with a log what was added last lies in it."""
    with closing(sqlite3.connect(path, isolation_level=None)) as conn:
        conn.execute(f"PRAGMA page_size = {size}")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("CREATE TABLE by_row (a, b)")
        conn.execute("CREATE TABLE by_key (a, b, PRIMARY KEY (a, b)) WITHOUT ROWID")
        conn.execute("INSERT INTO by_row (rowid, a) VALUES (-9, 'before all')")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        conn.execute("BEGIN")
        conn.executemany("INSERT INTO by_row VALUES (?, ?)", rows())
        conn.executemany("INSERT INTO by_key VALUES (?, ?)", (row for row in rows() if None not in row))
        conn.execute("COMMIT")
        for ending in ("", "-wal") if log else ():
            shutil.copyfile(f"{path}{ending}", f"{path}.kept{ending}")
    for ending in ("", "-wal") if log else ():
        shutil.move(f"{path}.kept{ending}", f"{path}{ending}")


@pytest.mark.parametrize("log", [False, True], ids=["file", "log"])
@pytest.mark.parametrize("size", SIZES)
def test_every_row_is_read_as_sqlite_reads_it(tmp_path: Path, size: int, log: bool) -> None:
    """Of whatever length: what is rescued must not hang on where in a page a text happens to end."""
    path = tmp_path / "some.db"
    made(path, size, log=log)
    with Pages(path) as pages:
        roots = {row.record[1]: row.record[3] for number in pages.tree(1) for row in pages.rows(number)}
        read = {
            name: [
                (row.rowid, *row.record)
                for number in pages.tree(int(str(root)))
                for row in pages.rows(number)
            ]
            for name, root in roots.items()
        }
    with closing(sqlite3.connect(path)) as conn:
        by_row = conn.execute("SELECT rowid, a, b FROM by_row").fetchall()
        by_key = conn.execute("SELECT NULL, a, b FROM by_key").fetchall()
    assert len(by_row) > 1_100
    assert sorted(read["by_row"]) == sorted(by_row)
    assert sorted(read["by_key"], key=repr) == sorted(by_key, key=repr)


@pytest.mark.parametrize("size", SIZES)
def test_rows_to_which_nothing_leads_are_found_on_every_page(tmp_path: Path, size: int) -> None:
    """The page at a table's root is lost; the last page of the file is one of its own."""
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(f"PRAGMA page_size = {size}")
        conn.execute("CREATE TABLE articles (row INTEGER PRIMARY KEY, id TEXT NOT NULL, headline TEXT)")
        ids = [f"{number:012d}".translate(str.maketrans("0123456789", "abcdefghij")) for number in range(400)]
        conn.executemany(
            "INSERT INTO articles (id, headline) VALUES (?, ?)", [(id_, "x" * 300) for id_ in ids]
        )
        conn.commit()
    with path.open("r+b") as file:
        file.seek(size)
        file.write(b"\xaa" * size)
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("ATTACH '' AS old")
        gather(path, conn, ["articles"])
        found = [id_ for (id_,) in conn.execute("SELECT id FROM old.articles ORDER BY row")]
    assert found == ids


def database(path: Path, size: int, stamp: int) -> sqlite3.Connection:
    """Return a database of a program that writes its stamp into it, open, with nothing in its log."""
    conn = sqlite3.connect(path, isolation_level=None)
    conn.execute(f"PRAGMA page_size = {size}")
    conn.execute(f"PRAGMA application_id = {stamp}")
    conn.execute("CREATE TABLE words (a)")
    conn.execute("PRAGMA journal_mode = WAL")
    conn.execute("PRAGMA wal_autocheckpoint = 0")
    return conn


@pytest.mark.parametrize("stamp", [APPLICATION_ID, APPLICATION_ID + 1], ids=["ours", "another's"])
@pytest.mark.parametrize("size", SIZES)
def test_the_log_of_another_program_is_known_whatever_its_pages_and_whatever_it_wrote_first(
    tmp_path: Path, size: int, stamp: int
) -> None:
    """SQLite would put its pages into the file: every story would be gone."""
    ours = tmp_path / "ours.db"
    database(ours, 4_096, APPLICATION_ID).close()
    assert not has_log_of_another(ours)
    other = tmp_path / "other.db"
    with closing(database(other, size, stamp)) as conn:
        conn.execute("INSERT INTO words VALUES ('the first page stays as it is')")
        shutil.copyfile(f"{other}-wal", f"{ours}-wal")
        assert not has_log_of_another(ours), "nothing in it tells whose it is"
        conn.execute("CREATE TABLE more (a)")
        shutil.copyfile(f"{other}-wal", f"{ours}-wal")
    assert has_log_of_another(ours) is (stamp != APPLICATION_ID)
