"""The README tells of what is there, and of all of it."""

from __future__ import annotations

import re

from tests.terminal import ROOT
from tui.keys.commands import COMMANDS, key_sign

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_opens_with_the_two_commands() -> None:
    """Nobody should have to read further to try it."""
    lines = [line for line in README.splitlines() if line.strip()]
    assert lines[1].split("#")[0].strip() == "make run"
    assert lines[2].split("#")[0].strip() == "make test"


def test_every_key_of_the_reader_is_in_it() -> None:
    """From the one declaration; second choices (arrows, home, end) go without saying."""
    shown = set(re.findall(r"`([^`]+)`", README))
    for command in COMMANDS:
        if command.keys and command.id != "open_link":
            assert key_sign(command.keys.split(",")[0]) in shown, command.id


def test_every_command_has_its_name_among_those_for_macros() -> None:
    """And no name stands there that the configuration would not take."""
    page = (ROOT / "docs" / "programs.md").read_text(encoding="utf-8")
    listed = re.findall(r"`(\w+)`", page.partition("## Commands by name")[2])
    assert listed == [command.id for command in COMMANDS if command.id != "open_link"]


def test_links_of_the_documents_lead_somewhere() -> None:
    """No dead link within the project."""
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
