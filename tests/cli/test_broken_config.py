"""A configuration that is wrong in places: every command says so and does its work with the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.sync.site import site
from tests.sync.site import stories as feed_of
from tests.terminal import Terminal, dateline

BROKEN = """\
theme = nord
[reading]
width = 9
[keys]
nosuch = "x"
"""
TOLD = (
    "config.toml, line 1: not valid TOML: Invalid value",
    "config.toml, line 3: reading.width: expected a whole number from 40 to 200, got 9",
    "config.toml, line 5: keys.nosuch: there is no such command",
)


def write(home: Path, text: str) -> None:
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("typed", [["list"], ["list", "--json"], ["--plain"], ["sync"], ["tag"], ["feeds"]])
def test_a_command_says_all_that_is_wrong_and_does_its_work(stories: Shell, typed: list[str]) -> None:
    """Beside the data; the code is that of the work."""
    well = stories(*typed)
    write(stories.home, BROKEN)
    ran = stories(*typed)
    assert (ran.code, ran.out) == (well.code, well.out)
    assert ran.err.splitlines()[:3] == [f"dateline: {told}" for told in TOLD]


def test_doctor_lists_what_is_wrong_as_findings(stories: Shell) -> None:
    """And fails for it; without a file all is well."""
    assert stories("doctor").code == 0
    write(stories.home, BROKEN)
    ran = stories("doctor", "--json")
    assert (ran.code, ran.err) == (1, "")
    assert [c["detail"] for c in ran.json() if c["name"] == "configuration"] == list(TOLD)


@pytest.mark.parametrize("typed", [["config"], ["config", "path"], ["completions", "fish"], ["man"]])
def test_what_needs_no_configuration_does_not_speak_of_it(shell: Shell, typed: list[str]) -> None:
    """Least of all what is there to mend it."""
    write(shell.home, BROKEN)
    assert shell(*typed).err == ""


def test_editing_names_what_is_still_wrong(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of it, and fails."""
    monkeypatch.setenv("EDITOR", "true")
    write(shell.home, BROKEN)
    ran = shell("config", "edit")
    assert ran.code == 1
    assert [line for line in ran.err.splitlines() if "config.toml, " in line] == [
        f"dateline: {told}" for told in TOLD
    ]


def test_a_feed_whose_password_command_is_empty_is_not_asked(shell: Shell) -> None:
    """Before, it was asked without a password, and nothing said so."""
    with site() as feeds:
        url = feeds.replies("/feed", feed_of("a"))
        assert shell("add", url).code == 0
        write(shell.home, f'[feeds."{url}"]\nuser = "ann"\npassword_command = []\n')
        ran = shell("sync")
        assert ran.code == 1
        wrong = f'config.toml, line 3: feeds."{url}".password_command: expected a command'
        assert ran.err.count(wrong) == 2
        assert wrong in shell("feeds", "--json").json()[0]["last_error"]
        assert len(feeds.heard) == 1
        write(shell.home, f'[feeds."{url}"\nproxy = "http://localhost:1"\n')
        ran = shell("sync")
        assert ran.code == 1
        assert "No feed is asked before it is clear how: config.toml, line 1" in ran.err
        assert len(feeds.heard) == 1


def test_the_reader_opens_and_tells(stories: Shell, tmp_path: Path) -> None:
    """With the width that is usual, and the list."""
    write(stories.home, BROKEN)
    with Terminal(dateline(), home=tmp_path) as terminal:
        terminal.wait("Talks open")
        for told in ("The rest of the", "line 1", "line 3", "line 5"):
            terminal.wait(told)
        terminal.send("q")
        assert terminal.end() == 0
