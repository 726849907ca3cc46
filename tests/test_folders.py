"""Where dateline's files are, what ships with it, which program opens pages, what waits to be loaded."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import tui.errors
from tui.errors import ConfigError, DatelineError
from tui.system import paths
from tui.system.browser import browser_command, open_page
from tui.system.lazily import Lazy
from tui.system.paths import shipped_dir, user_paths

PAGE = "https://a.example/"


# ── the reader's own ──────────────────────────────────────────────────────────────────────────


def test_one_folder_holds_all_where_the_reader_names_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path))
    found = user_paths()
    assert found.config_file == tmp_path / "config" / "config.toml"
    assert found.database == tmp_path / "data" / "dateline.db"
    assert (found.backup_dir, found.seed_dir) == (tmp_path / "data" / "backups", tmp_path / "data" / "seeds")
    assert (found.cache_dir, found.log_dir) == (tmp_path / "cache", tmp_path / "logs")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("home", "root"), [("~/news", "{home}/news"), ("news", "{here}/news"), ("./a/../b", "{here}/a/../b")]
)
def test_a_home_is_absolute_whatever_folder_one_goes_to(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, home: str, root: str
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("DATELINE_HOME", home)
    assert user_paths().data_dir == Path(root.format(home=tmp_path, here=here)) / "data"


def test_a_home_of_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_HOME", "~nobody-of-this-name/news")
    with pytest.raises(ConfigError, match="DATELINE_HOME is ~nobody-of-this-name/news"):
        user_paths()


def test_without_it_the_folders_are_the_systems(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DATELINE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    found = user_paths()
    folders = {found.config_dir, found.data_dir, found.cache_dir, found.log_dir}
    assert len(folders) == 4
    assert all(tmp_path in folder.parents and "dateline" in folder.parts for folder in folders)


def test_an_empty_home_is_not_the_root_of_all_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cron and some containers set it so; `/.config` is nobody's."""
    monkeypatch.delenv("DATELINE_HOME")
    monkeypatch.setenv("HOME", "")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert Path("/.local") not in user_paths().data_dir.parents


def test_a_folder_called_like_a_sign_is_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody knows a home, `~` stays `~`: a folder of that name would be made wherever one stands."""
    monkeypatch.delenv("DATELINE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "~/data")
    monkeypatch.delenv("HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda name: name)
    with pytest.raises(ConfigError, match="no home folder"):
        user_paths()


# ── what ships ────────────────────────────────────────────────────────────────────────────────


def test_what_ships_is_found_in_a_checkout_and_in_an_installed_package(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The package's own comes first: beside it may be anybody's folder `seeds`."""
    assert (shipped_dir("seeds") / "README.md").parent.is_dir()
    package = tmp_path / "site-packages" / "tui"
    for folder in (package, package.parent / "seeds"):
        folder.mkdir(parents=True)
    monkeypatch.setattr(paths, "_PACKAGE", package)
    with pytest.raises(FileNotFoundError, match="'seeds' is missing"):
        shipped_dir("seeds")
    (package.parent / "pyproject.toml").touch()
    assert shipped_dir("seeds") == package.parent / "seeds"
    (package / "seeds").mkdir()
    assert shipped_dir("seeds") == package / "seeds"


# ── browsers ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these have one way")
@pytest.mark.parametrize(
    ("installed", "command"),
    [
        (("xdg-open", "gio", "sensible-browser"), ["xdg-open"]),
        (("gio", "sensible-browser"), ["gio", "open"]),
        (("sensible-browser",), ["sensible-browser"]),
    ],
)
def test_the_desktops_own_way_opens_pages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, installed: tuple[str, ...], command: list[str]
) -> None:
    """Unless the reader has named another, with its arguments."""
    for name in installed:
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert browser_command(()) == command
    assert browser_command(("w3m", "-N")) == ["w3m", "-N"]


def test_where_nothing_opens_pages_the_reader_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DatelineError, match="set `browser`"):
        open_page(PAGE)
    with pytest.raises(DatelineError, match=r"^no-such-browser could not be started: "):
        open_page(PAGE, ["no-such-browser", "-x"])


def test_a_long_address_that_is_no_page_is_told_short() -> None:
    with pytest.raises(DatelineError) as told:
        open_page("javascript:" + "x" * 5_000, ["true"])
    assert len(str(told.value)) < 150


# ── modules ───────────────────────────────────────────────────────────────────────────────────


def test_a_module_is_loaded_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Once; and what is asked for is what it has at that moment, not what it had."""
    (tmp_path / "seldom_used.py").write_text(
        "import sys\nsys.seldom = getattr(sys, 'seldom', 0) + 1\nx = 1\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "seldom", 0, raising=False)
    seldom = Lazy("seldom_used")
    assert "seldom_used" not in sys.modules
    assert seldom.x == 1
    sys.modules["seldom_used"].x = 2  # type: ignore[attr-defined]
    assert (seldom.x, sys.seldom) == (2, 1)  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        seldom.y  # noqa: B018
    monkeypatch.delitem(sys.modules, "seldom_used")


# ── errors ────────────────────────────────────────────────────────────────────────────────────


def test_the_tree_of_errors_is_the_one_that_is_drawn() -> None:
    """Whoever catches `SourceError` relies on it, and reads it there."""
    drawn: dict[str, str] = {}
    above: list[tuple[int, str]] = [(-1, "Exception")]
    for line in (tui.errors.__doc__ or "").splitlines():
        bare = line.lstrip(" │├└─")
        if line.startswith("    ") and bare[:1].isupper():
            depth, name = len(line) - len(bare), bare.split()[0]
            while above[-1][0] >= depth:
                above.pop()
            drawn[name] = above[-1][1]
            above.append((depth, name))
    kinds = [kind for kind in vars(tui.errors).values() if isinstance(kind, type)]
    assert drawn == {kind.__name__: kind.__bases__[0].__name__ for kind in kinds}
