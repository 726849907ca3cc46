"""Commands when disk or database fail them: one clear line, exit code 1, and nothing lost."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests import trouble
from tests.cli.run import Shell
from tests.forks import Forks
from tests.terminal import Terminal, dateline

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions and no limits")

Damage = Callable[[Path], trouble.Prepare]
HELD: tuple[Damage, ...] = (
    trouble.headless,
    trouble.noisy,
    trouble.cut,
    trouble.bad_log,
    trouble.no_database,
    trouble.empty,
)
"""Damage with which every command still does its work, on what could be rescued, or says what it cannot."""
LEFT_ALONE: tuple[Damage, ...] = (trouble.newer, trouble.foreign)
COMMANDS: dict[str, Sequence[str]] = {
    "list": ("list",),
    "headlines": ("--plain",),
    "search": ("search", "talks"),
    "save": ("save", "{unsaved}"),
    "sync": ("sync",),
    "feeds": ("feeds",),
    "import": ("import", "-"),
    "export": ("export", "--saved"),
    "doctor": ("doctor",),
    "backup": ("backup",),
}
WRITING = ("save", "import", "backup")


@pytest.fixture
def home(stories: Shell) -> Path:
    """Two stories, one of them saved, in a database that nobody has open."""
    (first, _) = stories("list", "--json").json()
    assert stories("save", first["id"]).code == 0
    return stories.home


def database(home: Path) -> Path:
    return home / "data" / "dateline.db"


def run(
    forks: Forks, name: str, unsaved: str = "", largest_file: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, which the trouble is made for."""
    done = forks.run(
        [part.format(unsaved=unsaved) for part in COMMANDS[name]],
        input=f"A story.\n\n{os.urandom(200_000).hex()} is more than there is room for.",
        largest_file=largest_file,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in (0, 1)
    if done.returncode:
        assert done.stderr.startswith("dateline: ") or name == "doctor"
        assert len(done.stderr.splitlines()) <= 2
    return done


def saved(home: Path) -> int:
    with closing(sqlite3.connect(database(home))) as conn:
        (count,) = conn.execute("SELECT count(*) FROM status WHERE saved_at IS NOT NULL").fetchone()
        assert conn.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    return int(count)


def unsaved_id(home: Path) -> str:
    with closing(sqlite3.connect(database(home))) as conn:
        sql = "SELECT a.id FROM articles AS a JOIN status AS s ON s.article = a.row WHERE s.saved_at IS NULL"
        return str(conn.execute(sql).fetchone()[0])


def test_a_folder_that_cannot_be_written_is_still_read(home: Path, tmp_path: Path) -> None:
    """A mounted backup, a full quota: the stories are there, and what cannot be kept is said."""
    if not trouble.permissions_hold(tmp_path):
        pytest.skip("permissions do not hold for whoever runs this")
    other = unsaved_id(home)
    prepare = trouble.read_only(database(home))
    try:
        with Forks(prepare) as obedient:
            for name in COMMANDS:
                done = run(obedient, name, other)
                assert (name, done.returncode) == (name, int(name in (*WRITING, "sync", "doctor")))
                assert "cannot be" in done.stderr
                if name in ("list", "search", "export"):
                    assert "alk" in done.stdout
    finally:
        database(home).parent.chmod(0o755)
        database(home).chmod(0o644)
    assert saved(home) == 1


def test_a_full_disk_loses_nothing(home: Path, forks: Forks) -> None:
    """What does not fit is not taken, and the rest goes on."""
    for name in COMMANDS:
        done = run(forks, name, unsaved_id(home), trouble.FULL_BYTES)
        if name == "import":
            assert done.returncode == 1
    assert saved(home) >= 1


@pytest.mark.parametrize("damage", HELD, ids=lambda damage: damage.__name__)
def test_a_damaged_database_is_mended_at_the_next_start(home: Path, forks: Forks, damage: Damage) -> None:
    """Whichever command comes first: at the second at the latest all is well, and the file is kept."""
    damage(database(home))
    told = [run(forks, name).stderr for name in ("list", "list", "feeds", "sync", "doctor")]
    assert run(forks, "doctor").returncode == 0
    if damage not in (trouble.bad_log, trouble.empty):
        assert "It was kept as" in "".join(told)
        assert list(database(home).parent.glob("*damaged*.db"))
    if damage in (trouble.headless, trouble.bad_log):
        assert saved(home) == 1


@pytest.mark.parametrize("whose", LEFT_ALONE, ids=lambda whose: whose.__name__)
def test_what_is_not_ours_to_change_stays_byte_for_byte(home: Path, forks: Forks, whose: Damage) -> None:
    """Every command says whose it is and leaves it alone."""
    whose(database(home))
    before = database(home).read_bytes()
    for name in ("list", "save", "sync", "import", "doctor"):
        done = run(forks, name, "abc")
        assert (name, done.returncode) == (name, 1)
    assert database(home).read_bytes() == before


@pytest.mark.parametrize("kind", ["read_only", "full", "headless", "cut", "no_database"])
def test_the_reader_opens_or_says_why_not(home: Path, tmp_path: Path, kind: str) -> None:
    """On a real terminal: no traceback, keys answered, the terminal given back."""
    if kind == "read_only" and not trouble.permissions_hold(tmp_path):
        pytest.skip("permissions do not hold for whoever runs this")
    prepare = getattr(trouble, kind)(database(home))
    try:
        with Terminal(dateline(), home=tmp_path, prepare=prepare) as terminal:
            terminal.wait(lambda: b"\x1b[?2004h" in terminal.raw or terminal.process.poll() is not None)
            terminal.settle()
            if terminal.process.poll() is None:
                terminal.send("jsm\r")
                terminal.settle()
                terminal.send("qq")
            assert terminal.end() in (0, 1)
            assert b"Traceback" not in terminal.raw
            assert terminal.is_given_back() or b"\x1b[?1049h" not in terminal.raw
            if terminal.process.returncode:
                assert b"dateline: " in terminal.raw
    finally:
        database(home).parent.chmod(0o755)


# ── what nobody has noticed yet ───────────────────────────────────────────────────────────────


def test_a_sync_says_what_it_finds_wrong_and_puts_it_right(home: Path, forks: Forks) -> None:
    """An index that lost a row: lists go on, and lack a bookmark, until somebody looks."""
    lose_bookmark(home)
    assert listed_as_saved(forks) == []
    done = run(forks, "sync")
    assert "status_saved" in done.stderr
    assert done.returncode == 0
    assert len(listed_as_saved(forks)) == 1
    assert "status_saved" not in run(forks, "sync").stderr


def test_the_process_behind_looks_once_a_day(home: Path, forks: Forks) -> None:
    """With nobody to tell it to: it was left behind by a command."""
    lose_bookmark(home)
    env = {**os.environ, "DATELINE_HOME": str(home)}
    subprocess.run([sys.executable, "-m", "tui.backstage", "--alone"], env=env, check=True, timeout=60)
    assert len(listed_as_saved(forks)) == 1


@pytest.mark.usefixtures("home")
def test_a_doctor_takes_no_more_than_it_says_and_all_when_asked(forks: Forks) -> None:
    quick, full = run(forks, "doctor"), forks.run(["doctor", "--full"])
    assert (quick.returncode, full.returncode) == (0, 0)
    assert "all of it was looked at just now" in quick.stdout
    assert "all of it was looked at just now" in full.stdout


def lose_bookmark(home: Path) -> None:
    """Let the index of bookmarks lose its entries, as a write that never reached the disk does."""
    with closing(sqlite3.connect(database(home), isolation_level=None)) as conn:
        (sql,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'status_saved'").fetchone()
        for text in (f"{sql} AND article < 0", sql):
            conn.execute("PRAGMA writable_schema = ON")
            conn.execute("UPDATE sqlite_master SET sql = ? WHERE name = 'status_saved'", (text,))
            conn.execute("PRAGMA writable_schema = RESET")
            if text != sql:
                conn.execute("REINDEX status_saved")


def listed_as_saved(forks: Forks) -> list[str]:
    done = forks.run(["list", "--saved", "--json"])
    assert done.returncode == 0
    return [story["id"] for story in json.loads(done.stdout)]
