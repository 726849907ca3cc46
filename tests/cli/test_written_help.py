"""What is written about the command line, and what the command line is, are the same."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tui.cli.arguments import WORDS
from tui.cli.parser import build_parser, options, subparsers
from tui.cli.verbs import COMMANDS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "commands.md").read_text(encoding="utf-8")


def section(name: str) -> str:
    return PAGE.split(f"\n## dateline {name}\n")[1].split("\n## ")[0]


def test_the_page_has_a_section_for_every_command_and_no_other() -> None:
    """In the order of the help."""
    assert re.findall(r"^## dateline (\w+)$", PAGE, flags=re.M) == [command.name for command in COMMANDS]


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_the_page_names_every_option(name: str) -> None:
    """An option nobody knows of is none."""
    for option in options(subparsers(build_parser())[name]):
        for spelled in option.option_strings:
            assert spelled in section(name) or spelled in ("-h", "--help"), spelled


@pytest.mark.parametrize("name", [command.name for command in COMMANDS])
def test_the_page_names_no_option_that_is_not_there(name: str) -> None:
    """Nothing on the page fails when typed."""
    known = {
        spelled for option in options(subparsers(build_parser())[name]) for spelled in option.option_strings
    }
    typed = " ".join(line.partition("dateline " + name)[2] for line in section(name).splitlines())
    prose = " ".join(re.findall(r"`(-[^`]+)`", section(name)))
    for spelled in re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", f"{typed.split('|')[0]} {prose}"):
        assert spelled in known, spelled


def test_the_manual_page_is_the_one_the_parser_gives(shell: Shell) -> None:
    """`dateline man > docs/dateline.1` after a change."""
    assert shell("man") == (0, (DOCS / "dateline.1").read_text(encoding="utf-8"), "")


def test_the_manual_page_is_clean_troff() -> None:
    """No macro is misspelt, no line is taken for a request."""
    if (groff := shutil.which("groff")) is None:
        pytest.skip("needs groff")
    page = str(DOCS / "dateline.1")
    ran = subprocess.run([groff, "-man", "-ww", "-Tutf8", page], capture_output=True, text=True, check=True)
    assert ran.stderr == ""
    assert "DATELINE_HOME" in ran.stdout


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completions_know_every_command_and_option(shell: Shell, shell_name: str) -> None:
    """In each of the three shells."""
    out = shell("completions", shell_name).out
    for name, parser in subparsers(build_parser()).items():
        assert name in out
        for option in options(parser):
            long = option.option_strings[-1]
            assert (f"-l {long[2:]}" if shell_name == "fish" else long) in out


@pytest.mark.parametrize("shell_name", ["bash", "zsh", "fish"])
def test_completions_are_scripts_that_the_shell_accepts(
    shell: Shell, tmp_path: Path, shell_name: str
) -> None:
    """Checked by the shell itself, where it is installed."""
    if (program := shutil.which(shell_name)) is None:
        pytest.skip(f"needs {shell_name}")
    script = tmp_path / "script"
    script.write_text(shell("completions", shell_name).out)
    assert subprocess.run([program, "-n", str(script)], capture_output=True, check=False).stderr == b""


ASKED = [
    ("dateline", "pause", "the", r"The\ Harbour\ Post"),
    ("dateline", "pause", '"\'the"', "The Harbour Post"),
    ("dateline", "sync", r"The\\\ Harb", r"The\ Harbour\ Post"),
    ("dateline", "move", "3", "new", "News News/Europe"),
    ("dateline", "list", "--tag", "g", r"Grain\ and\ ports"),
    ("dateline", "tag", "x,g", r"x\,Grain\ and\ ports"),
    ("dateline", "list", "--search", "q", "Quiet"),
    ("dateline", "who", "zel", r"Volodymyr\ Zelenskyy"),
    ("dateline", "unfollow", "vol", r"Volodymyr\ Zelenskyy"),
    ("dateline", "pause", "nothing", ""),
]
"""What is typed, the last word not to its end, and what bash then offers."""


@pytest.fixture
def known(stories: Shell) -> Shell:
    """A home with a feed in a folder, a tag, a search and a name."""
    opml = stories.home / "feeds.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="News"><outline text="Europe">'
        '<outline text="The Harbour Post" xmlUrl="http://127.0.0.1:9/a"/></outline></outline></body></opml>'
    )
    stories("import", opml)
    stories("prepare")
    (first, *_) = stories("list", "--json").json()
    stories("tag", "Grain and ports,x", first["id"])
    stories("search", "--save", "Quiet", "istanbul")
    stories("follow", "Volodymyr", "Zelenskyy")
    return stories


def test_bash_completes_what_only_the_database_knows(known: Shell, tmp_path: Path) -> None:
    """Feeds, folders, tags, searches and names, quoted as the line needs it."""
    if (bash := shutil.which("bash")) is None:
        pytest.skip("needs bash")
    (tmp_path / "script").write_text(known("completions", "bash").out)
    (tmp_path / "dateline").write_text(f'#!/bin/sh\nexec {sys.executable} -m tui "$@"\n')
    (tmp_path / "dateline").chmod(0o755)
    asks = [f"source {tmp_path}/script"]
    for *words, _ in ASKED:
        asks.append(f"COMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _shtab_dateline")
        asks.append('echo "${COMPREPLY[*]}"')
    path = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "DATELINE_HOME": str(known.home)}
    ran = subprocess.run(
        [bash, "-c", "\n".join(asks)], capture_output=True, text=True, env={**os.environ, **path}, check=True
    )
    assert ran.stdout.split("\n")[:-1] == [offered for *_, offered in ASKED]


@pytest.mark.parametrize("shell_name", ["zsh", "fish"])
def test_other_shells_ask_for_the_same_words(shell: Shell, shell_name: str) -> None:
    """Each argument that names something stored asks `dateline words` for it."""
    out = shell("completions", shell_name).out
    for words in WORDS:
        assert (f"dateline words {words} --" if shell_name == "fish" else f"_dateline_words {words}") in out


def test_bash_completes_a_command_and_an_option(shell: Shell, tmp_path: Path) -> None:
    """As a person's TAB does."""
    if (bash := shutil.which("bash")) is None:
        pytest.skip("needs bash")
    (tmp_path / "script").write_text(shell("completions", "bash").out)
    ask = (
        f"source {tmp_path}/script; COMP_WORDS=(dateline exp); COMP_CWORD=1;"
        " $(complete -p dateline | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); echo ${COMPREPLY[@]};"
        " COMP_WORDS=(dateline export --fo); COMP_CWORD=2;"
        " $(complete -p dateline | sed 's/.*-F \\([^ ]*\\) .*/\\1/'); echo ${COMPREPLY[@]}"
    )
    ran = subprocess.run([bash, "-c", ask], capture_output=True, text=True, check=False)
    assert ran.stdout.split() == ["export", "--folder", "--format"]
