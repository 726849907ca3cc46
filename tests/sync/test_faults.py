"""Every n-th write fails, with a full disk or a broken one: a line says so, and what was kept is kept.

A few n in the suite; all of them with `FAULTS=all` in the environment.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.forks import Forks
from tests.store.stories import all_of, build_entry, deliver, many
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("cc") is None,
    reason="needs a compiler and LD_PRELOAD",
)
MOMENTS = range(1, 121) if os.environ.get("FAULTS") == "all" else (1, 2, 3, 5, 8, 13, 21, 34, 55)
ERRORS = {"full": (errno.ENOSPC, "1"), "broken": (errno.EIO, None)}
WORK = """
import sys
from tui.errors import DatelineError
from tui.library.frontdesk import Library
from tui.system.paths import user_paths
failed = 0
def attempt(verb, what):
    global failed
    try:
        verb()
        print(what, flush=True)
    except DatelineError as error:
        failed = 1
        assert "\\n" not in str(error), error
try:
    library = Library.open(user_paths())
except DatelineError as error:
    sys.exit(1)
ids = sys.argv[1:]
for id_ in ids[:12]:
    attempt(lambda: library.save([id_]), f"saved {id_}")
attempt(lambda: library.prepare(), "prepared")
attempt(lambda: library.import_files([], stdin=b"A text.\\n\\nOf two paragraphs."), "imported")
for id_ in ids[12:]:
    attempt(lambda: library.save([id_]), f"saved {id_}")
attempt(lambda: library.backup(), "backed up")
attempt(lambda: library.look_after(lambda done, total: True), "looked after")
library.close()
sys.exit(failed)
"""


@pytest.fixture(scope="module")
def failing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Forks]:
    """A process in whose copies writes fail, those that their environment says."""
    made = tmp_path_factory.mktemp("faults") / "faults.so"
    source = Path(__file__).parents[1] / "faults.c"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    with Forks(env={"LD_PRELOAD": str(made)}) as forks:
        yield forks


@pytest.mark.parametrize("kind", ERRORS)
@pytest.mark.parametrize("moment", MOMENTS)
def test_what_was_kept_before_a_write_failed_is_kept(
    library: Library, failing: Forks, kind: str, moment: int
) -> None:
    deliver(library, *many(20), build_entry("long", content="<p>" + "Words of a text. " * 9_000 + "</p>"))
    ids = [headline.id for headline in all_of(library)]
    library.save(ids[:1])
    library.close()
    number, lasts = ERRORS[kind]
    env = {**os.environ, "FAULT_AT": str(moment), "FAULT_ERRNO": str(number)}
    if lasts:
        env["FAULT_LASTS"] = lasts
    done = failing.run(ids[1:], code=WORK, env=env, timeout_s=120)
    assert "Traceback" not in done.stderr, done.stderr
    told = done.stdout.splitlines()
    assert done.returncode == 1 or len(told) == len(ids) - 1 + 4
    if lasts:
        assert done.returncode == 1
    kept = {line.removeprefix("saved ") for line in told if line.startswith("saved ")}
    assert {*ids[:1], *kept} <= {headline.id for headline in all_of(library, SAVED)}
    assert len(all_of(library)) >= len(ids)
    library.close()
    again = Library.open(library.paths)
    assert again.notices == ()
    assert [check for check in again.doctor(full=True) if not check.ok and check.name != "disk"] == []
    again.prepare()
    assert again.counts().queue == 0
    again.close()
