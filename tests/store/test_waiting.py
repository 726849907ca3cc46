"""Who writes much lets others write between two transactions."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tui.store.connection import Database, connect

if sys.platform == "win32":
    pytest.skip("a file cannot be locked for several there", allow_module_level=True)

import fcntl

WAITING = """
import sys, time
from pathlib import Path
from tui.store.waiting import Courtesy
with Courtesy(Path(sys.argv[1])).waiting():
    print("waiting", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "notes.db"
    with closing(connect(path, create=True)) as conn:
        conn.execute("CREATE TABLE notes (who TEXT)")
    return path


def somebody_waits(path: Path) -> bool:
    """Look as another program would."""
    with path.with_name("waiting.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def note(database: Database, who: str) -> None:
    with database.write() as conn:
        conn.execute("INSERT INTO notes VALUES (?)", (who,))


def test_who_waits_writes_before_the_next_transaction(path: Path) -> None:
    """A mark comes in between two transactions of a sync, however close they follow."""
    sync, reader = Database(path), Database(path)
    waiting = threading.Thread(target=note, args=(reader, "reader"))
    with sync.write():
        waiting.start()
        while not somebody_waits(path):
            time.sleep(0.001)
    sync.make_way()
    with sync.write() as conn:
        assert conn.execute("SELECT who FROM notes").fetchall() == [("reader",)]
    waiting.join()
    assert not somebody_waits(path)


def test_two_threads_of_one_program_wait_as_one(path: Path) -> None:
    """The first to get the lock does not take the other's word back."""
    busy, reader = Database(path), Database(path)
    with busy.write():
        threads = [threading.Thread(target=note, args=(reader, name)) for name in ("one", "two")]
        for thread in threads:
            thread.start()
        while not somebody_waits(path):
            time.sleep(0.001)
    for thread in threads:
        thread.join()
    with busy.read() as conn:
        assert conn.execute("SELECT who FROM notes ORDER BY who").fetchall() == [("one",), ("two",)]
    assert not somebody_waits(path)


def test_a_program_that_is_killed_waits_no_more(path: Path) -> None:
    """Nobody makes way for the dead."""
    process = subprocess.Popen([sys.executable, "-c", WAITING, str(path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    assert somebody_waits(path)
    process.kill()
    process.wait()
    assert not somebody_waits(path)
    Database(path).make_way()


def test_without_a_file_to_lock_all_write_as_before(path: Path) -> None:
    """The folder may be one in which no such file can be made."""
    path.with_name("waiting.lock").unlink(missing_ok=True)
    path.with_name("waiting.lock").mkdir()
    database = Database(path)
    database.make_way()
    note(database, "reader")
    with database.read() as conn:
        assert conn.execute("SELECT who FROM notes").fetchall() == [("reader",)]
