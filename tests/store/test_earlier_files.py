"""Databases as earlier commits left them: opened by today's code, with everything the reader made of them.

`tests/data/earlier/version-NN-COMMIT.db.xz` was written by that commit: eight stories of a feed imported and
prepared, the first three saved, two tagged, the last three read, one read half. Each commit that changed the
schema has one, from the first that had a command for it; `make.py` beside them makes the next.
"""

from __future__ import annotations

import hashlib
import lzma
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.rules import check_counts
from tests.store.steps import shape
from tests.store.stories import Clock, all_of, open_library
from tui.model.articles import Headline
from tui.model.prose import plain_text
from tui.model.scopes import SAVED, Scope
from tui.store import schema
from tui.store.connection import connect
from tui.store.migrations import NEWEST, make_schema, migrate
from tui.system.paths import user_paths

FILES = sorted((Path(__file__).parents[1] / "data" / "earlier").glob("*.db.xz"))

RELEASED = {
    "step-02.sql": "cb9695f2dce290a5",
    "step-03.sql": "4476c708b3742b74",
    "step-04.sql": "6c9fb4f941b462f3",
    "step-05.sql": "cfa9cf17e16438e5",
    "step-06.sql": "b83df3009e677407",
    "step-07.sql": "f03c6c21ae72db1a",
    "step-08.sql": "e02d448fae89e70c",
    "step-09.sql": "0b6400582e232c4b",
    "step-10.sql": "a64a22146ae56f2d",
    "step-11.sql": "bf59b4f012f87605",
    "step-12.sql": "809db1e29719b5ce",
    "step-13.sql": "e422b8e58a500b10",
    "step-14.sql": "72c86d01efa8715c",
    "step-15-texts.sql": "b018d6bb1ec8af37",
    "step-15.sql": "adbe138b1b5417ea",
    "step-16.sql": "ca310920a9883ff5",
    "step-17.sql": "ac7a26b3eac6a755",
    "step-18.sql": "85e0c2fc1724bc26",
    "step-20.sql": "2e58df8f0fad9e6d",
    "step-21.sql": "d9619b46da552b8a",
}
"""The beginnings of the digests of all steps."""


def number(headline: Headline) -> int:
    return int(headline.headline.split()[1])


each_file = pytest.mark.parametrize("packed", FILES, ids=lambda path: path.name.removesuffix(".db.xz"))


@each_file
def test_a_file_of_an_earlier_commit_is_whole(packed: Path, clock: Clock) -> None:
    """Bookmarks, tags, read marks, texts, names and search are what they were; a backup was made before."""
    database = user_paths().database
    database.parent.mkdir(parents=True)
    database.write_bytes(lzma.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(database)) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
    assert version == int(packed.name[8:10])
    library = open_library(clock)
    assert library.notices == ()
    library.catch_up(lambda _: True)
    assert library.look_after(lambda _done, _total: True) == ()
    stories = all_of(library)
    assert sorted(map(number, stories)) == list(range(8))
    assert {number(story) for story in all_of(library, SAVED)} >= {0, 1, 2}
    assert {number(story) for story in all_of(library, Scope("tag", name="grain"))} == {1, 4}
    assert {number(story) for story in stories if story.read} == {5, 6, 7}
    assert library.article(next(s.id for s in stories if number(s) == 0)).position == 0.5
    for story in stories:
        assert f"marker{number(story)}" in plain_text(library.article(story.id).prose.sections)
        assert [hit.headline.id for hit in library.search(f"marker{number(story)}")] == [story.id]
    assert len(library.search("envoys", limit=20)) == 8
    check_counts(library)
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
    backups = list(user_paths().backup_dir.glob(f"*version-{version}.db"))
    assert len(backups) == (version < NEWEST)
    assert library.undo() is not None
    library.close()


@pytest.fixture
def unpacked(packed: Path, tmp_path: Path) -> Path:
    path = tmp_path / "earlier.db"
    path.write_bytes(lzma.decompress(packed.read_bytes()))
    return path


@each_file
def test_a_file_of_an_earlier_commit_comes_to_the_schema_of_a_new_one(unpacked: Path) -> None:
    """Tables, indexes, triggers and checks: what holds for a new file, and is tested there, holds for all."""
    with closing(connect(unpacked)) as conn, closing(sqlite3.connect(":memory:")) as new:
        make_schema(new)
        migrate(conn, unpacked, lambda _: None)
        assert shape(conn) == shape(new)
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


@each_file
def test_no_step_loses_a_row(unpacked: Path) -> None:
    """All that stood in a table stands there still, in whatever other shape the table is."""
    with closing(connect(unpacked)) as conn:
        before = {name: (columns, rows(conn, name, columns)) for name, columns in tables(conn)}
        migrate(conn, unpacked, lambda _: None)
        lost = {name: held - rows(conn, name, columns) for name, (columns, held) in before.items()}
    assert {name: gone for name, gone in lost.items() if gone} == {}


def tables(conn: sqlite3.Connection) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the tables of a file but for the index of words, with their columns."""
    for _, name, kind, *_ in conn.execute("PRAGMA table_list").fetchall():
        if kind == "table" and not name.startswith(("sqlite_", "search_")):
            yield name, tuple(column[1] for column in conn.execute(f"PRAGMA table_info ({name})"))


def rows(conn: sqlite3.Connection, name: str, columns: tuple[str, ...]) -> Counter[object]:
    return Counter(conn.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall())


def test_each_schema_of_before_has_its_file() -> None:
    """Whoever adds a step adds a file of the version that it leads from."""
    assert {int(path.name[8:10]) for path in FILES} == set(range(1, NEWEST))


def test_a_step_that_was_released_is_never_edited() -> None:
    """Files have taken it as it was: whoever takes it later must come to the same."""
    folder = Path(schema.__file__).parent
    made = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in folder.glob("step-*.sql")
    }
    assert made == RELEASED


def test_the_index_cuts_words_as_queries_do() -> None:
    """What is asked of SQLite about words elsewhere is cut by the same rules as the index."""
    assert f"tokenize = '{schema.TOKENIZER}'" in schema.today()
