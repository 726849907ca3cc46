"""Another file is put in the database's place while it is open: nothing is written where nobody reads."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.stories import NOW, TIMES, all_of, build_entry, deliver, many, open_library, titles
from tui.errors import NotFound, StoreBusy, StoreReplaced, StoreUnwritable
from tui.library.frontdesk import Library
from tui.library.lists import Listed
from tui.model.articles import Headline
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.store import exchange
from tui.store.connection import suspicion
from tui.store.opening import restore
from tui.store.schema import PAGE_BYTES
from tui.system.paths import user_paths

REPOSITORY = Path(__file__).parents[2]


def database_file() -> Path:
    return user_paths().database


@pytest.fixture
def copy(library: Library, tmp_path: Path) -> Path:
    """A backup of five stories; the library has one story more, since."""
    deliver(library, *many(5))
    made = library.backup(tmp_path / "copy.db")
    deliver(library, build_entry("later", title="Later", published_at=NOW))
    return made


def put_back(copy: Path) -> Path:
    """Restore a backup as another program does; returns where the file before is kept."""
    other = open_library()
    aside = other.restore(copy)
    other.close()
    return aside


def saved_in(path: Path) -> set[str]:
    """Return the ids of what a file has saved, by a connection of its own."""
    with closing(sqlite3.connect(path)) as conn:
        return {
            id_
            for (id_,) in conn.execute(
                "SELECT a.id FROM articles AS a JOIN status AS s ON s.article = a.row"
                " WHERE s.saved_at IS NOT NULL"
            )
        }


def state(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as conn:
        return list(conn.iterdump())


# ── what is open goes over ────────────────────────────────────────────────────────────────────


def test_what_is_saved_after_a_restore_is_in_the_file_that_is_there(library: Library, copy: Path) -> None:
    """The reader stays open, a backup is restored, and the next key is a bookmark."""
    told: list[str] = []
    library.database.on_replaced = lambda: told.append("replaced")
    kept = next(headline for headline in all_of(library) if headline.headline == "Story 3")
    aside = put_back(copy)
    library.save([kept.id])
    assert saved_in(database_file()) == {kept.id}
    assert saved_in(aside) == set()
    assert told == ["replaced"]
    assert len(all_of(library)) == 5


Verb = Callable[[Library, Headline], object]
ANEW: dict[str, Verb] = {
    "save": lambda lib, it: lib.save([it.id]),
    "tag": lambda lib, it: lib.tag([it.id], "later"),
    "mark": lambda lib, it: lib.mark_read([it.id]),
    "note": lambda lib, it: lib.note_opened(it.id),
    "position": lambda lib, it: lib.remember_position(it.id, 0.5),
    "counts": lambda lib, _: lib.counts(),
    "article": lambda lib, it: lib.article(it.id),
    "setting": lambda lib, _: lib.set_setting("a", "b"),
    "prepare": lambda lib, _: lib.prepare(),
    "import": lambda lib, _: lib.import_files([], stdin=b"A text.\n\nOf two paragraphs."),
    "sync": lambda lib, _: lib.sync(lambda _: None),
    "catch up": lambda lib, _: lib.catch_up(lambda _: True),
}
REFUSED: dict[str, Verb] = {
    "mark all": lambda lib, it: lib.mark_all_read(Listed(Scope("feed", feed_id=it.feed_id), it.row)),
    "undo": lambda lib, _: lib.undo(),
    "pause": lambda lib, it: lib.pause(it.feed_id),
    "mute": lambda lib, _: lib.rules.mute_words("story"),
    "follow": lambda lib, _: lib.follows.follow("place", "geonames:703448", "Kyiv"),
}


@pytest.mark.parametrize("verb", [*ANEW, *REFUSED])
def test_every_verb_works_on_the_file_that_is_there_or_says_that_it_did_nothing(
    library: Library, copy: Path, verb: str
) -> None:
    """What goes by numbers of rows or feeds is refused once: they may mean others there."""
    story = all_of(library)[-1]
    put_back(copy)
    if verb in ANEW:
        ANEW[verb](library, story)
    else:
        before = state(database_file())
        with pytest.raises(StoreReplaced, match="not kept"):
            REFUSED[verb](library, story)
        assert state(database_file()) == before
        library.renew()
        REFUSED[verb](library, story)
    assert all(check.ok for check in library.doctor() if check.name != "disk")


def test_an_article_that_the_other_file_has_not_is_not_found(library: Library, copy: Path) -> None:
    later = next(headline for headline in all_of(library) if headline.headline == "Later")
    put_back(copy)
    with pytest.raises(NotFound):
        library.save([later.id])


@pytest.mark.parametrize("scope", [ALL, UNREAD, SAVED])
def test_a_list_that_is_open_goes_over_too(library: Library, copy: Path, scope: Scope) -> None:
    """It kept keys, and for the unread a table of the connection's own, that the other file has not."""
    listing, found = library.listing(scope), library.search_listing("story")
    assert found.window(0, 9)
    listing.window(0, 9)
    put_back(copy)
    with pytest.raises(StoreReplaced):
        found.window(0, 9)
    library.renew()
    expected = [] if scope == SAVED else [f"Story {n}" for n in range(5)]
    assert listing.refresh()
    assert titles(listing.window(0, 9)) == expected
    found.refresh()
    assert titles(found.window(0, 9)) == [f"Story {n}" for n in range(5)]


def test_each_thread_goes_over_for_itself(library: Library, copy: Path) -> None:
    """What a thread has read before is of the other file, whoever else has noticed since."""
    seen: list[type[BaseException] | None] = []
    has_read, may_go_on = threading.Event(), threading.Event()

    def work() -> None:
        with library.database.read() as conn:
            conn.execute("SELECT 1").fetchall()
        has_read.set()
        may_go_on.wait(30)
        for _ in range(2):
            try:
                with library.database.write():
                    seen.append(None)
            except StoreReplaced as error:
                seen.append(type(error))

    thread = threading.Thread(target=work)
    thread.start()
    assert has_read.wait(30)
    put_back(copy)
    assert library.counts().total == 5
    may_go_on.set()
    thread.join()
    assert seen == [StoreReplaced, None]


def test_what_is_read_only_goes_over_too(library: Library, copy: Path) -> None:
    readonly = Library.open(user_paths(), readonly=True)
    assert readonly.counts().total == 6
    put_back(copy)
    assert readonly.counts().total == 5
    readonly.close()


def test_the_new_files_log_outlives_those_who_had_the_old_one_open(library: Library, copy: Path) -> None:
    """SQLite removes the log at the path when the last connection is closed: it must not be another's."""
    all_of(library)
    put_back(copy)
    fresh = open_library()
    saved = all_of(fresh)[0].id
    fresh.save([saved])
    library.close()
    with closing(sqlite3.connect(database_file())) as conn:
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert saved_in(database_file()) == {saved}
    fresh.close()
    assert saved_in(database_file()) == {saved}


def test_a_file_put_there_by_hand_is_noticed(library: Library, copy: Path) -> None:
    """`mv` asks nobody."""
    first = all_of(library)[-1]
    os.replace(copy, database_file())
    library.save([first.id])
    assert saved_in(database_file()) == {first.id}


def test_a_file_put_there_while_a_mark_is_written_has_it_written_again(library: Library, copy: Path) -> None:
    """Nobody's lock keeps `mv` off: the mark was committed to a file that nobody will open."""
    first = all_of(library)[-1]
    taken = False
    write = library.database.write

    def meddled(*, durable: bool = False) -> object:
        nonlocal taken
        block = write(durable=durable)
        if not taken:
            taken = True
            conn = block.__enter__()
            os.replace(copy, database_file())

            class Block:
                def __enter__(self) -> sqlite3.Connection:
                    return conn

                def __exit__(self, *error: object) -> bool | None:
                    return block.__exit__(*error)  # type: ignore[arg-type]

            return Block()
        return block

    library.database.write = meddled  # type: ignore[assignment,method-assign]
    library.save([first.id])
    assert taken
    assert saved_in(database_file()) == {first.id}


def test_a_file_that_was_removed_keeps_nothing_and_says_so(library: Library, copy: Path) -> None:
    first = all_of(library)[0]
    database_file().unlink()
    with pytest.raises(StoreUnwritable, match="not there any more"):
        library.save([first.id])
    assert not database_file().exists()
    assert len(all_of(library)) == 6


# ── who exchanges it, and when ────────────────────────────────────────────────────────────────


def test_a_restore_waits_for_who_is_writing(library: Library, copy: Path) -> None:
    """What is being written then is in the file that is kept, whole."""
    first = all_of(library)[0]
    restored = threading.Thread(target=put_back, args=(copy,))
    with library.database.write() as conn:
        restored.start()
        restored.join(0.2)
        assert restored.is_alive()
        conn.execute("UPDATE status SET saved_at = 1 WHERE article = ?", (first.row,))
    restored.join(30)
    (aside,) = database_file().parent.glob("*before-restore.db")
    assert saved_in(aside) == {first.id}


def test_who_does_not_let_go_is_named_and_nothing_changes(
    library: Library, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.store.opening.BUSY_TIMEOUT_MS", 30)
    number = exchange.identity_of(database_file())
    with library.database.write(), pytest.raises(StoreBusy):
        restore(database_file(), copy, user_paths().backup_dir, NOW)
    assert exchange.identity_of(database_file()) == number
    assert sorted(path.name for path in database_file().parent.glob("*.db")) == ["dateline.db"]


def test_who_is_killed_between_two_steps_has_it_finished_by_the_next(
    library: Library, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then nothing is written to the file that goes; and the old log never meets the new file."""
    first = all_of(library)[0]
    library.save([first.id])
    with monkeypatch.context() as patched:
        patched.setattr(exchange, "finish", be_killed)
        with pytest.raises(KeyboardInterrupt):
            restore(database_file(), copy, user_paths().backup_dir, NOW)
    assert exchange.is_unfinished(database_file())
    again = all_of(library)[-1]
    library.save([again.id])
    assert not exchange.is_unfinished(database_file())
    assert saved_in(database_file()) == {again.id}
    (aside,) = database_file().parent.glob("*before-restore.db")
    assert saved_in(aside) == {first.id}


def test_a_source_whose_newest_marks_stand_in_its_log_is_restored_with_them(
    library: Library, copy: Path, tmp_path: Path
) -> None:
    first = all_of(library)[0]
    with library.database.read() as conn:
        conn.execute("PRAGMA wal_autocheckpoint = 0")
    library.save([first.id])
    for ending in ("", "-wal"):
        shutil.copyfile(f"{database_file()}{ending}", tmp_path / f"source.db{ending}")
    library.save([first.id], saved=False)
    library.restore(tmp_path / "source.db")
    assert saved_in(database_file()) == {first.id}


def be_killed(_: Path) -> None:
    raise KeyboardInterrupt


SAVING = """
import sys
from tui.errors import DatelineError
from tui.library.frontdesk import Library
from tui.system.paths import user_paths
library = Library.open(user_paths())
print("ready", flush=True)
for line in sys.stdin:
    try:
        library.save([line.strip()])
    except DatelineError as error:
        print("no", error, flush=True)
    else:
        print("yes", flush=True)
"""


def test_no_mark_is_lost_between_restores(library: Library, copy: Path) -> None:
    """One program saves without pause while another restores: each mark that was kept is in some file."""
    deliver(library, *many(800))
    whole = library.backup(copy.with_name("whole.db"))
    wanted = [headline.id for headline in all_of(library)]
    program = subprocess.Popen(
        [sys.executable, "-c", SAVING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=REPOSITORY,
    )
    assert program.stdin is not None
    assert program.stdout is not None
    program.stdout.readline()
    kept: set[str] = set()
    stop = threading.Event()

    def ask() -> None:
        assert program.stdin is not None
        assert program.stdout is not None
        for id_ in wanted:
            program.stdin.write(f"{id_}\n")
            program.stdin.flush()
            if program.stdout.readline().startswith("yes"):
                kept.add(id_)
        stop.set()

    restores = 0
    asking = threading.Thread(target=ask)
    asking.start()
    while not stop.is_set():
        restore(database_file(), whole, user_paths().backup_dir, NOW)
        restores += 1
    asking.join()
    program.stdin.close()
    program.wait()
    files = [database_file(), *database_file().parent.glob("*before-restore*.db")]
    assert restores > 3
    assert len(kept) > 20
    assert kept <= set().union(*map(saved_in, files))


# ── mending ───────────────────────────────────────────────────────────────────────────────────


def test_what_another_program_mends_is_gone_over_to(library: Library) -> None:
    """It meets the damage, and mends it, while a reader has the file open."""
    deliver(library, *many(30))
    deliver(library, *many(3), feed=TIMES)
    first, second = all_of(library)[:2]
    library.save([first.id])
    with closing(sqlite3.connect(database_file())) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'status_saved'").fetchone()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with database_file().open("r+b") as file:
        file.seek((root - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    suspicion(database_file()).touch()
    other = open_library()
    assert "damaged" in other.notices[0]
    library.save([second.id])
    assert saved_in(database_file()) == {first.id, second.id}
    assert {headline.id for headline in all_of(other, SAVED)} == {first.id, second.id}
    other.close()


def test_what_is_left_of_those_who_were_killed_goes(library: Library, copy: Path) -> None:
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    left = database_file().with_name(f".dateline.db.{int(dead.stdout)}.restored")
    left.write_bytes(b"half of it")
    put_back(copy)
    assert not left.exists()
