"""The page for those who come from other readers promises what is there, and counts right."""

from __future__ import annotations

import re
from collections import Counter

from tests.terminal import ROOT
from tui.cli.parser import build_parser, subparsers
from tui.keys.commands import COMMANDS, key_sign
from tui.screens.feedkeys import FEED_COMMANDS

PAGE = (ROOT / "docs" / "features.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| (yes|in part|no) \| (.*?) ?\|$", PAGE, re.MULTILINE)


def test_the_counts_at_its_foot_are_those_of_its_rows() -> None:
    """And no row is anything else than yes, in part or no."""
    assert len(ROWS) == len(re.findall(r"^\| [^|]", PAGE, re.MULTILINE))
    assert len({what for what, _, _ in ROWS}) == len(ROWS)
    counts = Counter(state for _, state, _ in ROWS)
    told = re.search(r"Of (\d+) in all: (\d+) yes, (\d+) in part, (\d+) no\.", PAGE)
    assert told is not None
    assert [int(number) for number in told.groups()] == [
        len(ROWS),
        *(counts[state] for state in ("yes", "in part", "no")),
    ]


def test_what_it_says_yes_to_has_a_key_or_a_command() -> None:
    """One that there is, as far as the reader and its feeds go."""
    keys = {
        key_sign(key).replace("|", "\\|")
        for one in (*COMMANDS, *FEED_COMMANDS)
        for key in one.keys.split(",")
    }
    commands = {f"dateline {name}" for name in subparsers(build_parser())} | {"dateline"}
    for what, state, how in ROWS:
        named = set(re.findall(r"`([^`]+)`", how))
        assert state != "yes" or named & (keys | commands) - {""}, what
        assert {one for one in named if one.startswith("dateline")} <= commands, what
        assert {one for one in named if len(one.replace("\\", "")) == 1} - set("✎♪▶") <= keys, what
