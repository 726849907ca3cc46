"""Others on the machine read nothing of the reader's: new files are private, wider ones are mended."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import run_process
from tests.forks import Forks
from tests.sync.site import site
from tests.sync.site import stories as feed_of
from tui.library.frontdesk import Library
from tui.settings.feeds import save_settings
from tui.settings.file import set_value
from tui.system.paths import Paths, user_paths
from tui.system.privacy import keep_private

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")


@pytest.fixture(autouse=True)
def _usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def wide(root: Path) -> list[str]:
    """What others may get at below a folder."""
    return [str(path.relative_to(root)) for path in root.rglob("*") if mode(path) & 0o077]


@pytest.mark.parametrize("mask", [0o022, 0o000])
def test_all_that_we_make_is_the_readers_alone(tmp_path: Path, forks: Forks, mask: int) -> None:
    """Database, log beside it, locks, backups, configuration, log: whatever the mask says."""
    home = tmp_path / "home"
    os.umask(mask)
    with site() as feeds:
        url = feeds.replies("/feed", feed_of("a"))
        for typed in (["add", url], ["sync"], ["backup"], ["feeds", "set", url, "latest=3"], ["sync"]):
            assert forks.run(typed).returncode == 0
        feeds.replies("/feed", b"none", status="500 Oh")
        assert forks.run(["sync"]).returncode == 1
    library = Library.open(user_paths())
    with library.database.write() as conn:
        conn.execute("UPDATE settings SET value = value")
        beside = {path.name for path in user_paths().data_dir.iterdir()}
        assert {"dateline.db-wal", "dateline.db-shm", "sync.lock", "backups"} <= beside
        assert wide(home) == []
    library.close()
    assert user_paths().config_file.exists()
    assert (user_paths().log_dir / "dateline.log").exists()


def test_what_is_wider_is_mended_at_the_next_start() -> None:
    """Files of an older version, a copy that `cp` has made."""
    paths = user_paths()
    Library.open(paths).close()
    set_value(paths, "sidebar", False)
    Library.open(paths).backup()
    for path in (*paths.data_dir.parent.rglob("*"), paths.data_dir):
        path.chmod(0o755 if path.is_dir() else 0o644)
    Library.open(paths).close()
    assert wide(paths.data_dir.parent) == []


def test_what_is_not_ours_to_mend_stays(tmp_path: Path) -> None:
    """Others' files in the same folder, the folder then too, links, and what the reader exported."""
    root = tmp_path / "shared"
    paths = Paths(root / "config", root / "data", root / "cache", root / "logs")
    Library.open(paths).close()
    theirs, linked = paths.data_dir / "photos.txt", tmp_path / "dotfiles.toml"
    theirs.write_text("")
    linked.write_text("")
    paths.config_dir.mkdir()
    paths.config_file.symlink_to(linked)
    for path in (root, paths.data_dir, theirs, linked, paths.database):
        path.chmod(0o755)
    keep_private(paths)
    assert {mode(path) for path in (root, paths.data_dir, theirs, linked)} == {0o755}
    assert mode(paths.database) == 0o700
    exported = tmp_path / "out" / "list.opml"
    exported.parent.mkdir()
    assert run_process(["export", "--opml", "-o", str(exported)], tmp_path / "home").returncode == 0
    assert mode(exported) == 0o644


def test_a_setting_written_for_the_first_time_is_private_and_a_mode_of_ones_own_stays(tmp_path: Path) -> None:
    """Headers may be secret."""
    paths = user_paths()
    save_settings(paths, "https://a.example/", {"headers": {"Authorization": "s3cret"}})
    assert (mode(paths.config_file), mode(paths.config_dir)) == (0o600, 0o700)
    paths.config_file.chmod(0o400)
    save_settings(paths, "https://a.example/", {"latest": 3})
    assert mode(paths.config_file) == 0o400


def test_no_module_is_taken_from_the_folder_one_stands_in(tmp_path: Path) -> None:
    """A folder of downloads may hold a `json.py`: the processes that read feeds must not run it."""
    evil, home = tmp_path / "downloads", tmp_path / "home"
    evil.mkdir()
    for name in ("json", "msgspec", "tui", "select", "socket"):
        (evil / f"{name}.py").write_text(f"open({str(tmp_path / 'run')!r}, 'a').write({name!r})\n")
    with site() as feeds:
        url = feeds.replies("/feed", feed_of("a"))
        root = str(Path(__file__).parents[1])
        program = (
            f"import sys; sys.path.insert(0, {root!r}); from tui.__main__ import main\n"
            f"import json; from tui.system.child import Child, our_python\n"
            f"sync = Child(our_python('tui.__main__', 'sync', '--events', 'json'))\n"
            f"print(json.dumps(list(sync.events())))"
        )
        env = {**os.environ, "DATELINE_HOME": str(home)}
        add = [
            sys.executable,
            "-P",
            "-c",
            f"import sys; sys.path.insert(0, {root!r})\nfrom tui.__main__ import main; main()",
        ]
        assert subprocess.run([*add, "add", url], cwd=evil, env=env, check=False).returncode == 0
        ran = subprocess.run(
            [sys.executable, "-P", "-c", program], cwd=evil, env=env, capture_output=True, check=True
        )
    assert b"finished" in ran.stdout
    assert not (tmp_path / "run").exists()
