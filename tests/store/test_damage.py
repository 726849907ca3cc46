"""Damage of every kind: found by whoever comes by, said, mended; nothing is lost that somebody still has."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.rules import check_counts
from tests.store.stories import (
    NOW,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    made_once,
    many,
    open_library,
    titles,
)
from tui.errors import DatelineError, StoreDamaged, StoreError, StoreTooNew
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED
from tui.store import checkup
from tui.store.checkup import Piece, check_all, check_on, pieces, progress
from tui.store.connection import suspicion
from tui.store.schema import PAGE_BYTES
from tui.system.paths import user_paths

Spoil = Callable[[Path], None]


def database_file() -> Path:
    return user_paths().database


def changed(*statements: str, writable: bool = False) -> Spoil:
    """Change the file by SQL, behind the back of triggers and indexes where it is the schema that changes."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute("PRAGMA foreign_keys = OFF")
            if writable:
                conn.execute("PRAGMA writable_schema = ON")
            for statement in statements:
                conn.execute(statement)
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    return spoil


def without_entries(index: str, where: str) -> Spoil:
    """Let an index lose the entries of some rows, as a write that never reached the disk leaves it."""

    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            (table, sql) = conn.execute(
                "SELECT tbl_name, sql FROM sqlite_master WHERE name = ?", (index,)
            ).fetchone()
            conn.execute("PRAGMA writable_schema = ON")
            condition = f"{sql} AND {where}" if " WHERE " in sql else f"{sql} WHERE {where}"
            conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (condition, index))
            conn.execute("PRAGMA writable_schema = RESET")
        with closing(sqlite3.connect(path, isolation_level=None)) as conn:
            conn.execute(f"REINDEX {index}")
            conn.execute("PRAGMA writable_schema = ON")
            conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, index))
            conn.execute("PRAGMA writable_schema = RESET")
            conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert table

    return spoil


def root(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as conn:
        return int(conn.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def noise_at(name: str, offset: int = 0, count: int = PAGE_BYTES) -> Spoil:
    """Overwrite bytes of the first page of a table or index."""

    def spoil(path: Path) -> None:
        page = root(path, name) - 1
        overwrite(path, page * PAGE_BYTES + offset, random.Random(1).randbytes(count))

    return spoil


def bytes_in_a_row(path: Path) -> None:
    """Overwrite what stands before a headline in its row, and its beginning."""
    overwrite(path, path.read_bytes().index(b"Story 12") - 7, random.Random(1).randbytes(10))


def overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def header(at: int, data: bytes) -> Spoil:
    return lambda path: overwrite(path, at, data)


def cut(share: float, more: int) -> Spoil:
    return lambda path: os.truncate(path, int(path.stat().st_size * share) // PAGE_BYTES * PAGE_BYTES + more)


def last_pages_gone(path: Path) -> None:
    os.truncate(path, path.stat().st_size - 2 * PAGE_BYTES)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def text_spoilt(path: Path) -> None:
    """Overwrite the middle of a packed text; the page it lies in is sound."""
    with closing(sqlite3.connect(path)) as conn:
        sql = "SELECT rowid, data FROM bodies ORDER BY length(data) DESC LIMIT 1"
        row, data = conn.execute(sql).fetchone()
        conn.execute("UPDATE bodies SET data = ? WHERE rowid = ?", (data[:9] + b"\xff" * 10 + data[19:], row))
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def not_text(path: Path) -> None:
    """Put bytes into a headline that are no UTF-8."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute(
            "UPDATE articles SET headline = CAST(x'53746f7279ff20fe33' AS TEXT) WHERE headline = 'Story 33'"
        )
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def log_of_another(path: Path) -> None:
    """Leave the log of another state of another database beside it."""
    other = path.with_name("other.db")
    with closing(sqlite3.connect(other)) as conn:
        conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_autocheckpoint = 0")
        conn.execute("CREATE TABLE cookies (a)")
        conn.executemany("INSERT INTO cookies VALUES (?)", [("x" * 9_000,)] * 20)
        conn.commit()
        shutil.copyfile(f"{other}-wal", f"{path}-wal")
    other.unlink()


def log_of_noise(path: Path) -> None:
    path.with_name(path.name + "-wal").write_bytes(random.Random(2).randbytes(5 * PAGE_BYTES))


def free_list_spoilt(path: Path) -> None:
    """Let the list of free pages lead to pages that are in use."""
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("CREATE TABLE much (a)")
        conn.executemany("INSERT INTO much VALUES (?)", [("x" * 9_000,)] * 20)
        conn.commit()
        conn.execute("DROP TABLE much")
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with path.open("rb") as file:
        trunk = struct.unpack(">I", file.read(36)[32:])[0]
    overwrite(path, (trunk - 1) * PAGE_BYTES + 8, struct.pack(">III", 3, 4, 5))


KINDS: dict[str, Spoil] = {
    "zero length": emptied,
    "noise in the header": header(16, b"\x17\x31" * 20),
    "another magic": header(0, b"Not SQLite"),
    "first page zeroed": header(0, b"\0" * PAGE_BYTES),
    "10 bytes in a table": bytes_in_a_row,
    "10 bytes at a page's head": noise_at("status", 0, 10),
    "10 bytes in an index": noise_at("status_all", 60, 10),
    "10 bytes in a list of cells": noise_at("bodies", 8, 10),
    "an inner page zeroed": lambda path: overwrite(
        path, (root(path, "bodies") - 1) * PAGE_BYTES, b"\0" * PAGE_BYTES
    ),
    "cut at an odd size": cut(0.6, 77),
    "last pages gone": last_pages_gone,
    "index without a row": without_entries("status_saved", "article % 3"),
    "index of a table without row ids": without_entries("tags_article", "article % 2"),
    "table without a row": changed("DELETE FROM articles WHERE row IN (SELECT article FROM tags)"),
    "list without a line": changed("DELETE FROM status WHERE article % 5 = 0 AND saved_at IS NULL"),
    "index gone": changed("DROP INDEX status_saved"),
    "trigger gone": changed("DROP TRIGGER status_saved_or_not"),
    "table of the search index": changed("UPDATE search_data SET block = x'00ff' WHERE id > 10"),
    "search index without a line": changed("DELETE FROM search_docsize WHERE id % 3 = 0"),
    "counts": changed("UPDATE counts SET n = n + 7", "UPDATE feeds SET unread = 3"),
    "a packed text": text_spoilt,
    "bytes that are no text": not_text,
    "log of another database": log_of_another,
    "log of noise": log_of_noise,
    "free list": free_list_spoilt,
    "schema's text": changed(
        "UPDATE sqlite_master SET sql = 'CREATE TABLE nonsense' WHERE name = 'tags'", writable=True
    ),
}
LEFT_ALONE: dict[str, Spoil] = {
    "another program's": changed("PRAGMA application_id = 77"),
    "a newer one's": changed("PRAGMA user_version = 9999"),
}


def stock() -> None:
    library = open_library()
    deliver(library, *many(40, content="<p>" + "The envoys met again in the old palace. " * 30 + "</p>"))
    deliver(library, *(build_entry(f"t{n}", title=f"Times {n}") for n in range(8)), feed=TIMES)
    library.prepare()
    ids = [headline.id for headline in all_of(library)]
    library.save(ids[::4])
    library.tag(ids[1:3], "later")
    library.backup()
    library.close()
    library = open_library(Clock(NOW + timedelta(hours=1)))
    library.save(ids[3::7])
    library.close()


@pytest.fixture
def stocked(clock: Clock) -> Iterator[Library]:
    """Forty-odd stories of two feeds, prepared, some saved and tagged; and a backup of a little before."""
    made_once("damage", stock)
    clock.tick(hours=1)
    library = open_library(clock)
    library.close()
    yield library
    library.close()


def looked_after(library: Library) -> tuple[str, ...]:
    """Let dateline look for as long as it takes, as it does when it is idle."""
    told: list[str] = []
    while library.is_checkup_due():
        told += library.look_after(lambda _done, _total: True)
    return tuple(told)


@pytest.mark.parametrize("kind", KINDS)
def test_damage_is_found_said_and_mended(stocked: Library, clock: Clock, kind: str) -> None:
    """At the start, or in idle time; every bookmark and tag is there, and the file is sound."""
    before = {h.id: (h.headline, h.tags) for h in all_of(stocked, SAVED)}
    everything = {headline.id for headline in all_of(stocked)}
    stocked.close()
    if kind == "zero length":  # then the backup has all there is
        backup = open_library(clock)
        backup.restore(next(user_paths().backup_dir.glob("*.db")))
        before = {h.id: (h.headline, h.tags) for h in all_of(backup, SAVED)}
        backup.close()
    KINDS[kind](database_file())
    library = open_library(clock)
    told = list(library.notices)
    try:
        told += looked_after(library)
    except StoreDamaged:  # met where something was written: the next start mends
        library.close()
        library = open_library(clock)
        told += library.notices
    library.prepare()
    if kind != "log of noise":  # SQLite knows that for none
        assert told, "what is found is said"
    after = {h.id: (h.headline, h.tags) for h in all_of(library, SAVED)}
    assert set(after) == set(before)
    if kind != "bytes that are no text":
        assert after == before
    assert {headline.id for headline in all_of(library)} == everything
    assert all(library.article(id_).prose.sections for id_ in list(everything)[:9])
    assert library.search("envoys palace", limit=100)
    check_counts(library)
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
    assert looked_after(library) == ()
    library.close()
    again = open_library(clock)
    assert again.notices == ()
    again.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_verb_fails_otherwise_than_in_a_line(stocked: Library, clock: Clock, kind: str) -> None:
    """Whoever comes first to a damaged file is answered, or told; nothing of it is a traceback."""
    KINDS[kind](database_file())
    told: list[str] = []
    for verb in (
        lambda lib: all_of(lib),
        lambda lib: lib.article(all_of(lib)[0].id),
        lambda lib: lib.save([all_of(lib)[-1].id]),
        lambda lib: lib.tag([all_of(lib)[-2].id], "seen"),
        lambda lib: lib.full_texts.turn(all_of(lib)[-3].id),
        lambda lib: lib.search("envoys"),
        lambda lib: lib.sync(lambda _: None),
        lambda lib: lib.prepare(),
        lambda lib: lib.doctor(),
        lambda lib: lib.doctor(full=True),
    ):
        try:
            library = open_library(clock)
            try:
                verb(library)
            finally:
                library.close()
        except DatelineError as error:
            told.append(str(error))
    assert not any("\n" in words for words in told)
    library = open_library(clock)
    looked_after(library)
    assert len(all_of(library, SAVED)) >= 15
    library.close()


@pytest.mark.parametrize("kind", LEFT_ALONE)
def test_a_file_that_is_none_of_ours_is_left_alone(stocked: Library, kind: str) -> None:
    LEFT_ALONE[kind](database_file())
    before = database_file().read_bytes()
    with pytest.raises(StoreTooNew if "newer" in kind else StoreError):
        open_library()
    assert database_file().read_bytes() == before


@pytest.mark.parametrize("seed", range(24))
def test_ten_bytes_anywhere_cost_no_bookmark(stocked: Library, clock: Clock, seed: int) -> None:
    """The backup has most of them, and the damaged file the others, unless they lay just there."""
    stocked.backup()
    before = {headline.id for headline in all_of(stocked, SAVED)}
    stocked.close()
    rng = random.Random(seed)
    overwrite(database_file(), rng.randrange(database_file().stat().st_size - 10), rng.randbytes(10))
    library = open_library(clock)
    try:
        looked_after(library)
    except StoreDamaged:
        library.close()
        library = open_library(clock)
    assert before <= {headline.id for headline in all_of(library, SAVED)}
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
    library.close()


def test_a_schema_that_sqlite_cannot_even_quote_costs_no_bookmark(stocked: Library, clock: Clock) -> None:
    """Its name of the spoilt table is no UTF-8, so that not even the error's message can be read."""
    stocked.backup()
    before = {headline.id for headline in all_of(stocked, SAVED)}
    stocked.close()
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute(
            "UPDATE sqlite_schema SET name = CAST(x'61da62' AS TEXT), sql = 'CREATE' WHERE name = 'tags'"
        )
        conn.commit()
    with closing(sqlite3.connect(database_file())) as conn, pytest.raises(UnicodeDecodeError):
        conn.execute("SELECT * FROM articles")
    library = open_library(clock)
    assert library.notices
    assert before <= {headline.id for headline in all_of(library, SAVED)}
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
    library.close()


# ── what is mended, and from what ─────────────────────────────────────────────────────────────


def test_an_index_is_made_anew_in_its_place(stocked: Library) -> None:
    """Everything else is as it was: what can be undone, the names, the file itself."""
    number = database_file().stat().st_ino
    KINDS["index without a row"](database_file())
    library = open_library()
    assert len(all_of(library, SAVED)) < 15
    assert looked_after(library) == (
        "The index status_saved did not agree with its table, and was made anew.",
    )
    assert len(all_of(library, SAVED)) >= 15
    assert database_file().stat().st_ino == number
    assert library.undo() is not None
    library.close()


def test_entries_that_no_row_has_are_found(stocked: Library) -> None:
    """The other way round: the row has gone, and its entry stayed."""
    changed(
        "CREATE TABLE kept AS SELECT * FROM status",
    )(database_file())
    with closing(sqlite3.connect(database_file(), isolation_level=None)) as conn:
        sql = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'status_saved'").fetchone()[0]
        wider = sql.replace("saved_at IS NOT NULL", "article > 0")
        conn.execute("DROP TABLE kept")
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'status_saved'", (wider,))
        conn.execute("PRAGMA writable_schema = RESET")
    with closing(sqlite3.connect(database_file(), isolation_level=None)) as conn:
        conn.execute("REINDEX status_saved")
        conn.execute("PRAGMA writable_schema = ON")
        conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'status_saved'", (sql,))
        conn.execute("PRAGMA writable_schema = RESET")
    library = open_library()
    walked = [p for p in _pieces(library) if p.name == "index status_saved"]
    with library.database.read() as conn:
        (finding,) = walked[0].step(conn, None, 10)[1]
    assert finding.kind == "index"
    assert "status_saved" in looked_after(library)[0]
    library.close()


def _pieces(library: Library) -> tuple[Piece, ...]:
    with library.database.read() as conn:
        return pieces(conn, 10**9)


def test_a_text_comes_back_from_the_backup(stocked: Library, clock: Clock) -> None:
    words = {h.id: stocked.article(h.id).prose.sections for h in all_of(stocked)}
    stocked.close()
    text_spoilt(database_file())
    library = open_library(clock)
    assert looked_after(library) == ("The text of an article was damaged, and was taken from a backup.",)
    assert {h.id: library.article(h.id).prose.sections for h in all_of(library)} == words
    library.close()


def test_a_text_that_is_nowhere_else_is_stood_for_by_what_the_lists_say(
    stocked: Library, clock: Clock
) -> None:
    shutil.rmtree(user_paths().backup_dir)
    text_spoilt(database_file())
    library = open_library(clock)
    (told,) = looked_after(library)
    assert "stands for it" in told
    library.prepare()
    assert library.doctor(full=True)
    library.close()


def test_what_others_count_while_a_count_is_put_right_stays_counted(stocked: Library) -> None:
    """A count is put right by how much it is wrong, which stays so whatever is added."""
    changed("UPDATE counts SET n = n + 7 WHERE name = 'total'")(database_file())
    library = open_library()
    found = tuple(check_all(library.database, 0))
    deliver(library, build_entry("new", title="New"))
    from tui.store.repair import put_right

    put_right(library.database, found[:1], None)
    assert library.counts().total == len(all_of(library))
    library.close()


def test_an_emptied_file_without_a_backup_begins_anew_with_a_word(stocked: Library) -> None:
    shutil.rmtree(user_paths().backup_dir)
    emptied(database_file())
    library = open_library()
    assert library.counts().total == 0
    assert "empty" in library.notices[0]
    library.close()


def test_a_first_start_says_nothing(clock: Clock) -> None:
    library = open_library(clock)
    assert library.notices == ()
    library.close()


# ── the round ─────────────────────────────────────────────────────────────────────────────────


def once(seen: list[int]) -> Callable[[int, int], bool]:
    """Go on for one step."""
    asked = len(seen)

    def go_on(done: int, _total: int) -> bool:
        seen.append(done)
        return len(seen) == asked + 1

    return go_on


def test_a_round_goes_on_where_it_was_left(stocked: Library, clock: Clock) -> None:
    """A step at a time, by one process after the other; whole in the end, and due again a day later."""
    seen: list[int] = []
    for _ in range(2_000):
        library = open_library(clock)
        if not library.is_checkup_due():
            break
        library.look_after(once(seen))
        library.close()
    else:
        raise AssertionError("it never came to an end")
    assert seen == sorted(seen)
    assert len(set(seen)) > 40
    clock.tick(hours=19)
    assert not library.is_checkup_due()
    clock.tick(hours=2)
    assert library.is_checkup_due()
    library.close()


@pytest.mark.parametrize("rows", [1, 2, 7])
def test_a_round_comes_to_its_end_however_few_rows_a_step_has(
    stocked: Library, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """Keys that are numbers, texts in any case and script, and bytes: each step begins behind the last.

    A file of some thousand articles has words in more rows than a step takes.
    """
    ids = [headline.id for headline in all_of(stocked)]
    for number, tag in enumerate(("Äpfel", "apfel", "Zebra", "zinn", "日本", "", "\x7f", "é")):
        stocked.tag(ids[: 1 + number % 3], tag or "x")
        stocked.set_setting(f"{tag}.{number}", tag)
    stocked.prepare()
    monkeypatch.setattr(checkup, "_ROWS", rows)
    monkeypatch.setattr(checkup, "_MOST_ROWS", rows)
    with stocked.database.read() as conn:
        parts = checkup.pieces(conn, 10**9)
        lines = sum(
            conn.execute(f"SELECT count(*) FROM {part.name.partition(' ')[2]}").fetchone()[0]
            for part in parts
            if part.name.startswith("table ")
        )
        conn.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, row)")
        lines += conn.execute("SELECT count(*) FROM temp.terms").fetchone()[0]
    most: int = lines // rows + 3 * len(parts)
    steps = 0

    def go_on(_done: int, _total: int) -> bool:
        nonlocal steps
        steps += 1
        return steps < most

    assert list(check_on(stocked.database, 0, go_on)) == []
    assert steps < most
    with stocked.database.read() as conn:
        assert progress(conn).began_at == 0


def test_a_program_that_writes_is_never_taken_for_damage(stocked: Library, clock: Clock) -> None:
    """Between any two steps something is stored, saved, prepared, removed."""
    library, other = open_library(clock), open_library(clock)
    ids = [headline.id for headline in all_of(other)]
    number = 0

    def meddle(_done: int, _total: int) -> bool:
        nonlocal number
        number += 1
        deliver(other, build_entry(f"n{number}", title=f"News {number}", published_at=NOW))
        other.save([ids[number % len(ids)]], saved=bool(number % 2))
        other.mark_read([ids[(number * 7) % len(ids)]], read=bool(number % 3))
        if number % 9 == 0:
            other.prepare(limit=5)
        return True

    assert list(check_on(library.database, 0, meddle)) == []
    assert number > 40
    library.close()
    other.close()


def test_a_round_is_kept_in_what_json_can_hold(stocked: Library, clock: Clock) -> None:
    library = open_library(clock)
    steps = iter([True] * 12 + [False])
    library.look_after(lambda _done, _total: next(steps))
    with library.database.read() as conn:
        state = progress(conn)
        kept = conn.execute("SELECT value FROM settings WHERE name = 'checkup'").fetchone()[0]
    assert json.loads(kept)["piece"] == state.piece != ""
    library.close()


def test_what_the_doctor_finds_is_mended_at_the_next_start(stocked: Library, clock: Clock) -> None:
    KINDS["index without a row"](database_file())
    library = open_library(clock)
    (wrong,) = [check for check in library.doctor() if not check.ok and check.name != "disk"]
    assert "status_saved" in wrong.detail
    assert suspicion(database_file()).exists()
    library.close()
    library = open_library(clock)
    assert "status_saved" in library.notices[0]
    assert all(check.ok for check in library.doctor() if check.name != "disk")
    assert titles(all_of(library, SAVED))
    library.close()
