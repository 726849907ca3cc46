"""When the disk, another program or time itself gets in the way: one clear sentence, and nothing lost."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.stories import Clock, all_of, build_entry, deliver, many, open_library, titles
from tui.errors import (
    DatelineError,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    StoreUnwritable,
)
from tui.library.frontdesk import Library
from tui.library.lists import Listed
from tui.model.scopes import ALL, SAVED
from tui.store.connection import Database, connect
from tui.store.migrations import MIGRATIONS, NEWEST, migrate, run_statements
from tui.system.paths import user_paths


@pytest.fixture
def stocked(library: Library) -> Library:
    deliver(library, *many(5))
    library.save([headline.id for headline in all_of(library)][:2])
    return library


def database_file() -> Path:
    return user_paths().database


# ── locked ────────────────────────────────────────────────────────────────────────────────────


WRITING_VERBS = {
    "mark_read": lambda lib, id_: lib.mark_read([id_]),
    "mark_all_read": lambda lib, _: lib.mark_all_read(Listed(ALL, 9)),
    "save": lambda lib, id_: lib.save([id_]),
    "tag": lambda lib, id_: lib.tag([id_], "x"),
    "undo": lambda lib, _: lib.undo(),
    "remember_position": lambda lib, id_: lib.remember_position(id_, 0.5),
    "set_setting": lambda lib, _: lib.set_setting("a", "b"),
    "import": lambda lib, _: lib.import_files([], stdin=b"A text.\n\nOf two paragraphs."),
    "prepare": lambda lib, _: lib.prepare(),
}
READING_VERBS = {
    "listing": lambda lib, _: lib.listing().window(0, 5),
    "counts": lambda lib, _: lib.counts(),
    "search": lambda lib, _: lib.search("story"),
    "article": lambda lib, id_: lib.article(id_),
    "feeds": lambda lib, _: lib.feeds(),
    "resolve": lambda lib, id_: lib.resolve(id_),
}


@pytest.fixture
def locked(stocked: Library) -> Iterator[Library]:
    """The same library while another program holds the write lock and does not let go."""
    impatient = Library(stocked.paths, Database(database_file(), busy_timeout_ms=20), Clock())
    other = sqlite3.connect(database_file(), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield impatient
    other.close()
    impatient.close()


@pytest.mark.parametrize("verb", sorted(WRITING_VERBS))
def test_a_locked_database_is_called_busy(locked: Library, verb: str) -> None:
    """The reader learns who is in the way; nothing is half done."""
    before = all_of(locked)
    with pytest.raises(StoreBusy, match="Another program"):
        WRITING_VERBS[verb](locked, before[0].id)
    assert all_of(locked) == before


@pytest.mark.parametrize("verb", sorted(READING_VERBS))
def test_a_locked_database_can_still_be_read(locked: Library, verb: str) -> None:
    """A sync at work never stops the reading, not even of an article that still waits."""
    READING_VERBS[verb](locked, all_of(locked)[0].id)


# ── full, read-only, missing ──────────────────────────────────────────────────────────────────


def test_a_full_disk_is_told_and_nothing_is_lost(stocked: Library) -> None:
    with stocked.database.read() as conn:
        (pages,) = conn.execute("PRAGMA page_count").fetchone()
        conn.execute(f"PRAGMA max_page_count = {pages}")
    entries = [build_entry(f"n{i}", content=os.urandom(30_000).hex()) for i in range(50)]
    with pytest.raises(StoreUnwritable, match="full"):
        deliver(stocked, *entries)
    assert set(titles(all_of(stocked))) >= {f"Story {i}" for i in range(5)}
    assert all(check.ok for check in stocked.doctor() if check.name != "disk")


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("not a folder")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "file"))
    with pytest.raises(StoreUnwritable, match="cannot be made"):
        Library.open(user_paths())


def test_a_folder_in_the_databases_place_is_told() -> None:
    database_file().mkdir(parents=True)
    with pytest.raises(StoreUnwritable):
        open_library()


def test_reading_only_makes_and_changes_nothing(stocked: Library) -> None:
    stocked.close()
    library = Library.open(user_paths(), readonly=True)
    assert len(all_of(library)) == 5
    with pytest.raises(StoreUnwritable):
        library.save([all_of(library)[0].id])
    library.article(all_of(library)[0].id)
    library.close()


def test_reading_only_where_there_is_nothing_says_so() -> None:
    with pytest.raises(StoreError, match="no database"):
        Library.open(user_paths(), readonly=True)
    assert not database_file().exists()


# ── damaged, foreign, newer ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("damage", ["no database at all", "a torn page", "emptied"])
def test_a_damaged_file_is_kept_and_the_newest_backup_restored(
    stocked: Library, clock: Clock, damage: str
) -> None:
    """Bookmarks are not a cache: whatever can be had back is, and the reader is told."""
    stocked.backup()
    clock.tick(hours=1)
    stocked.save([headline.id for headline in all_of(stocked)])
    stocked.backup()
    stocked.close()
    spoil(database_file(), damage)
    library = open_library(clock)
    assert len(all_of(library, SAVED)) == 5
    (notice,) = library.notices
    assert "damaged" in notice
    assert "T130000Z" in notice
    assert len(list(database_file().parent.glob("*damaged*.db"))) == 1
    library.close()
    assert open_library(clock).notices == ()


def spoil(path: Path, damage: str) -> None:
    for side in (path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        side.unlink(missing_ok=True)
    if damage == "emptied":
        path.write_bytes(b"")
    elif damage == "a torn page":
        path.write_bytes(path.read_bytes()[:16_384] + b"\0" * 16_384 * 6)
    else:
        path.write_bytes(b"These are the wrong bytes. " * 2_000)


def test_without_a_backup_a_new_database_is_begun_and_the_old_one_kept(stocked: Library) -> None:
    stocked.close()
    spoil(database_file(), "no database at all")
    library = open_library()
    assert library.counts().total == 0
    assert "no backup" in library.notices[0]
    (kept,) = database_file().parent.glob("*damaged*.db")
    assert kept.read_bytes().startswith(b"These are the wrong bytes.")
    library.close()


def test_a_damaged_backup_is_passed_by(stocked: Library, clock: Clock) -> None:
    stocked.backup()
    stocked.close()
    (user_paths().backup_dir / "dateline-20990101T000000Z-backup.db").write_bytes(b"no database" * 99)
    spoil(database_file(), "no database at all")
    library = open_library(clock)
    assert len(all_of(library)) == 5
    library.close()


def test_the_database_of_a_newer_dateline_is_left_alone(stocked: Library) -> None:
    stocked.close()
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("PRAGMA user_version = 99")
    before = database_file().read_bytes()
    for readonly in (False, True):
        with pytest.raises(StoreTooNew, match="newer"):
            Library.open(user_paths(), readonly=readonly)
    assert database_file().read_bytes() == before


def test_the_database_of_another_program_is_left_alone() -> None:
    database_file().parent.mkdir(parents=True)
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("CREATE TABLE cookies (a)")
    before = database_file().read_bytes()
    with pytest.raises(StoreError, match="another program"):
        open_library()
    assert database_file().read_bytes() == before


# ── backups ───────────────────────────────────────────────────────────────────────────────────


def test_a_backup_holds_everything_and_restoring_keeps_what_was(
    stocked: Library, clock: Clock, tmp_path: Path
) -> None:
    copy = stocked.backup(tmp_path / "copy.db")
    stocked.mark_all_read(stocked.listing(ALL).listed)
    aside = stocked.restore(copy)
    assert [headline.read for headline in all_of(stocked)] == [False] * 5
    assert len(all_of(stocked, SAVED)) == 2
    stocked.restore(aside)
    assert [headline.read for headline in all_of(stocked)] == [True] * 5


def test_a_backup_never_overwrites(stocked: Library, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(StoreUnwritable, match="exists"):
        stocked.backup(tmp_path / "diary.txt")
    assert (tmp_path / "diary.txt").read_text() == "mine"


@pytest.mark.parametrize("content", [b"", b"no database", None])
def test_restoring_from_something_else_changes_nothing(
    stocked: Library, tmp_path: Path, content: bytes | None
) -> None:
    source = tmp_path / "source.db"
    if content is not None:
        source.write_bytes(content)
    with pytest.raises(StoreError):
        stocked.restore(source)
    assert len(all_of(stocked)) == 5


def test_the_doctor_finds_counts_that_are_wrong(stocked: Library) -> None:
    assert all(check.ok for check in stocked.doctor())
    with stocked.database.write() as conn:
        conn.execute("UPDATE counts SET n = n + 1 WHERE name = 'unread'")
        conn.execute("UPDATE feeds SET total = 7")
    (wrong,) = [check for check in stocked.doctor() if not check.ok]
    assert wrong.detail == "unread says 6, is 5; total of feeds 1 says 7, is 5"


def test_the_doctor_tells_of_damage_and_does_not_raise(stocked: Library) -> None:
    stocked.close()
    data = bytearray(database_file().read_bytes())
    data[16_384 * 3 :] = os.urandom(len(data) - 16_384 * 3)
    database_file().write_bytes(bytes(data))
    checks = {check.name: check for check in stocked.doctor()}
    assert not checks["database"].ok


# ── migrations ────────────────────────────────────────────────────────────────────────────────


def _add_a_column(conn: sqlite3.Connection) -> None:
    run_statements(conn, "ALTER TABLE feeds ADD COLUMN colour TEXT;\nUPDATE feeds SET colour = 'red';")


def _fail(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE feeds SET title = 'half done'")
    conn.execute("SELECT no_such_thing FROM feeds")


def test_an_older_file_takes_the_steps_it_lacks_after_a_backup(stocked: Library) -> None:
    """Each step once, each in a transaction with its number."""
    stocked.close()
    backed_up: list[int] = []
    with closing(connect(database_file())) as conn:
        assert migrate(conn, database_file(), backed_up.append, (*MIGRATIONS, _add_a_column))
        assert not migrate(conn, database_file(), backed_up.append, (*MIGRATIONS, _add_a_column))
        assert conn.execute("SELECT DISTINCT colour FROM feeds").fetchall() == [("red",)]
        assert conn.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
    assert backed_up == [NEWEST]


def test_a_step_that_fails_leaves_the_file_as_it_was(stocked: Library) -> None:
    stocked.close()
    with closing(connect(database_file())) as conn:
        with pytest.raises(sqlite3.OperationalError):
            migrate(conn, database_file(), lambda _: None, (*MIGRATIONS, _fail))
        assert conn.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert conn.execute("SELECT count(*) FROM feeds WHERE title = 'half done'").fetchone() == (0,)


def test_a_file_that_cannot_be_backed_up_is_not_migrated(stocked: Library) -> None:
    stocked.close()

    def refuse(_version: int) -> None:
        raise StoreUnwritable("No room for a backup.")

    with closing(connect(database_file())) as conn:
        with pytest.raises(StoreUnwritable):
            migrate(conn, database_file(), refuse, (*MIGRATIONS, _add_a_column))
        assert conn.execute("PRAGMA user_version").fetchone() == (NEWEST,)


# ── kill -9 ───────────────────────────────────────────────────────────────────────────────────


def test_a_bookmark_outlives_a_kill_right_after_the_key(stocked: Library) -> None:
    """It is on the disk when the verb returns; what was being written besides is as if it never was."""
    (first, *_) = [headline for headline in all_of(stocked) if not headline.saved]
    stocked.close()
    code = (
        "import os, sys\nfrom tui.library.frontdesk import Library\nfrom tui.system.paths import user_paths\n"
        "lib = Library.open(user_paths())\nlib.save([sys.argv[1]])\n"
        "with lib.database.write() as conn:\n"
        "    conn.execute('UPDATE status SET saved_at = NULL')\n    os.kill(os.getpid(), 9)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, first.id], check=False, cwd=Path(__file__).parents[2])
    assert run.returncode == -9
    library = open_library()
    assert first.id in {headline.id for headline in all_of(library, SAVED)}
    assert len(all_of(library, SAVED)) == 3
    assert all(check.ok for check in library.doctor())
    library.close()


def test_every_failure_is_one_of_ours() -> None:
    """Screens and commands catch DatelineError and nothing else."""
    assert issubclass(StoreDamaged, DatelineError)
    shutil.rmtree(user_paths().data_dir, ignore_errors=True)
    database = Database(user_paths().database)
    with pytest.raises(StoreError), database.read():
        pass
