"""`kill -9` at any moment of marking, preparing, importing, restoring, mending, bringing up to date.

A few moments in the suite; `KILLS=200` in the environment draws so many.
"""

from __future__ import annotations

import lzma
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.stories import Clock, all_of, build_entry, deliver, many
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED
from tui.store.connection import suspicion
from tui.store.exchange import is_unfinished
from tui.store.schema import PAGE_BYTES
from tui.system.paths import user_paths

KILLS = int(os.environ.get("KILLS", "12"))
BEGIN = """
import sys, time
from pathlib import Path
from tui.library.frontdesk import Library
from tui.system.paths import user_paths
print("ready", flush=True)
library = Library.open(user_paths())
"""
WORK = {
    "mark": """
for id_ in sys.argv[1:]:
    library.save([id_]); print(id_, flush=True)
    library.tag([id_], "kept")
""",
    "prepare": "library.prepare()\n",
    "import": """
for n in range(200):
    library.import_files([], stdin=f"Title {n}\\n\\nA text of two paragraphs, {n}.\\n\\nThe second.".encode())
""",
    "restore": """
for n in range(50):
    library.restore(sorted(user_paths().backup_dir.glob("*.db"))[0])
""",
    "mend": "library.counts()\n",
    "bring up to date": "library.counts()\n",
    "look after": "library.look_after(lambda done, total: True)\n",
}


def spoil(database: Path) -> None:
    """Overwrite a page that is met at the start."""
    with closing(sqlite3.connect(database)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'status_all'").fetchone()
    with database.open("r+b") as file:
        file.seek((page - 1) * PAGE_BYTES)
        file.write(b"\xff" * PAGE_BYTES)
    suspicion(database).touch()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
@pytest.mark.parametrize("moment", range(KILLS))
def test_nothing_kept_is_lost_whenever_it_is_killed(library: Library, clock: Clock, moment: int) -> None:
    rng = random.Random(moment)
    activity = list(WORK)[moment % len(WORK)]
    deliver(library, *many(60), build_entry("long", content="<p>" + "Words of a text. " * 5_000 + "</p>"))
    before = {headline.id for headline in all_of(library)}
    saved = {headline.id for headline in all_of(library)[:5]}
    library.save(sorted(saved))
    library.backup()
    library.close()
    database = user_paths().database
    if activity == "mend":
        spoil(database)
    if activity == "bring up to date":
        old = sorted((Path(__file__).parents[1] / "data" / "earlier").glob("*.db.xz"))
        database.write_bytes(lzma.decompress(rng.choice(old).read_bytes()))
        with closing(sqlite3.connect(database)) as conn:
            named = "SELECT a.id FROM articles AS a JOIN status AS s ON s.article = a.row"
            before = {id_ for (id_,) in conn.execute(named)}
            saved = {id_ for (id_,) in conn.execute(f"{named} WHERE s.saved_at IS NOT NULL")}
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN + WORK[activity], *sorted(before)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(rng.random() * 0.3)
    process.kill()
    told = process.stdout.read().split()
    process.wait()
    opened = Library.open(user_paths(), clock=clock)
    assert not is_unfinished(database)
    found = {headline.id for headline in all_of(opened, SAVED)}
    assert saved | {id_ for id_ in told if id_ in before} <= found, activity
    assert before <= {headline.id for headline in all_of(opened)}
    while opened.is_checkup_due():
        opened.look_after(lambda _done, _total: True)
    assert [check for check in opened.doctor(full=True) if not check.ok and check.name != "disk"] == []
    opened.close()
    shutil.rmtree(user_paths().data_dir)
