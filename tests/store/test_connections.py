"""Connections of several threads: none is closed under the hands of who uses it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CLOSING = """
import sqlite3, sys, threading
from pathlib import Path
from tui.store.connection import Database

LONG = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {}) SELECT count(*) FROM n"
sqlite3.connect(sys.argv[1]).execute("CREATE TABLE some (thing)")
database = Database(Path(sys.argv[1]))
counted = []

def ask(most):
    with database.read() as conn:
        asked.set()
        for _ in range(int(sys.argv[2])):
            counted.append(conn.execute(LONG.format(most)).fetchone()[0] == most)

for most in (20_000, 50_000, 100_000):
    asked = threading.Event()
    thread = threading.Thread(target=ask, args=(most,))
    thread.start()
    asked.wait(10)
    database.close()
    thread.join()
print(counted == [True] * 3 * int(sys.argv[2]))
"""


def closing(file: Path, questions: int) -> str:
    """Close a database while a thread asks it; return what came of the questions."""
    command = [sys.executable, "-c", CLOSING, str(file), str(questions)]
    ended = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 0, (ended.returncode, ended.stderr)
    return ended.stdout.strip()


def test_a_reader_that_quits_while_a_thread_asks_ends_as_it_should(tmp_path: Path) -> None:
    """SQLite takes the whole process down where a connection is closed that is being asked."""
    assert closing(tmp_path / "some.db", questions=5) == "True"


def test_closing_waits_for_nobody_for_ever(tmp_path: Path) -> None:
    """A thread that is not done in time keeps its connection, and gets its answers."""
    assert closing(tmp_path / "some.db", questions=25) == "True"
