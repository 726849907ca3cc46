"""Every script in `benchmarks/` runs and prints its figures: what nobody runs breaks unseen."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
FIGURE = re.compile(r"\d[\d,.]*")

NOT_RUN = {"newsmaker.py", "weekmaker.py", "mutants.py"}
"""What the scripts share; what needs a tool of its own and takes an hour."""

ON_A_HOME = {
    "briefing.py": (["--runs", "1", "--articles", "40"], ["a briefing of 20 lines", "is it new"]),
    "commands.py": (["--runs", "1"], ["list --json", "search government"]),
    "names_across.py": (["--runs", "1"], ["trends", "of the last month"]),
    "rules.py": (["--remove", "10"], ["mute a feed", "remove 10 of them"]),
    "screen.py": (["--runs", "1", "--rows", "100", "--keys", "3"], ["key j", "open an article", "quit"]),
    "search.py": (["--runs", "1"], ["newest 50: common word", "best 50"]),
}
ALONE = {
    "busy.py": (
        ["--articles", "3", "--keys", "1", "--feeds", "3"],
        ["idle", "one new entry each", "first fetch"],
    ),
    "changes.py": (["--words", "100"], ["one word in ten", "the other way round"]),
    "fulltext.py": (
        ["--feeds", "3", "--entries", "2", "--words", "120"],
        ["pages fetched in", "good, shown", "bad, explained", "write lock held"],
    ),
    "names.py": ([], ["words/s"]),
    "pages.py": (
        ["--runs", "1", "--generated", "2", "--hostile", "one word"],
        ["generated", "one word", "memory held"],
    ),
    "parse_feeds.py": (
        ["--feeds", "2", "--entries", "2", "--words", "30", "--workers", "1"],
        ["fast road", "HTML to sections"],
    ),
    "pictures.py": (["--runs", "1"], ["JPEG blocks", "PNG  sixel"]),
    "proposals.py": (["--words", "500", "--runs", "1"], ["one letter amiss", "Chinese"]),
    "stories_week.py": (["--size", "1"], ["prepared in", "B-cubed F1", "like stories", "columns", "copies"]),
    "sync.py": (["--feeds", "3", "--entries", "2", "--words", "30"], ["dateline", "an article"]),
    "threads.py": (
        ["--stored", "100", "--stream", "20", "--words", "60", "--keys", "2", "--joining", "10"],
        ["joining:", "traits", "tables and indexes of threads", "keys while idle", "keys while joining"],
    ),
    "world.py": (["--runs", "1"], ["Greece", "sidebar"]),
}
"""By script: arguments of the smallest size, and what is in its output, each with figures in its line."""


def run(script: str, *arguments: str) -> str:
    """Run a script as its docstring says; return what it prints."""
    ended = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / script), *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


def check(printed: str, wanted: list[str]) -> None:
    """Each wanted line is there, or begins a part, and has figures."""
    for words in wanted:
        at = printed.find(words)
        assert at >= 0, printed
        assert FIGURE.search(printed, at + len(words)), printed


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that `fill_store.py` has filled."""
    home = tmp_path_factory.mktemp("filled") / "home"
    printed = run(
        "fill_store.py", "--articles", "600", "--feeds", "20", "--prepared", "500", "--words", "60",
        "--home", str(home),
    )  # fmt: skip
    assert printed.startswith("600 articles in ")
    return home


@pytest.mark.parametrize("script", ON_A_HOME)
def test_a_script_that_measures_a_filled_store_runs(script: str, home: Path) -> None:
    """At tiny size; the figures are not looked at."""
    arguments, wanted = ON_A_HOME[script]
    check(run(script, "--home", str(home), *arguments), wanted)


@pytest.mark.parametrize("script", ALONE)
def test_a_script_that_makes_what_it_measures_runs(script: str) -> None:
    """At tiny size; the figures are not looked at."""
    arguments, wanted = ALONE[script]
    check(run(script, *arguments), wanted)


def test_no_script_is_left_out() -> None:
    """A new script gets its line above; `bare.py` is run by `screen.py`."""
    there = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert there == {*ON_A_HOME, *ALONE, *NOT_RUN, "fill_store.py", "bare.py"}


def test_what_is_broken_and_what_is_to_notice_is_there() -> None:
    """A module that was moved would be left out, and a test that was renamed would notice nothing."""
    script = runpy.run_path(str(ROOT / "benchmarks" / "mutants.py"))
    modules = [name for area in script["AREAS"].values() for name in area.modules]
    tests = [name for area in script["AREAS"].values() for name in area.tests]
    assert [name for name in modules if not list(ROOT.glob(name))] == []
    assert [name for name in (*tests, *script["SLOW"]) if not (ROOT / name).exists()] == []
