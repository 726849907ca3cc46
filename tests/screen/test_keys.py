"""The keys: each once, told in hints, help and bindings from one declaration, and mended by the reader."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.binding import Binding

from tui.drawing.looks import LOOKS
from tui.keys.commands import ANYWHERE, COMMANDS, Command, hints, key_sign
from tui.keys.keymap import BY_ID, key_problems, keys_of, settled
from tui.screens.bindings import bindings, first_keys, moving_keys
from tui.screens.briefing import BriefingScreen
from tui.screens.feedkeys import FEED_COMMANDS, feed_bindings, feed_hint
from tui.screens.feeds import FeedsScreen
from tui.screens.help import help_lines
from tui.screens.map import MapScreen
from tui.screens.mapkeys import MAP_COMMANDS, map_bindings, map_hints
from tui.screens.name import NameScreen
from tui.screens.namekeys import NAME_COMMANDS, TREND_COMMANDS, name_bindings, name_hints
from tui.screens.thread import ThreadScreen
from tui.screens.threadkeys import BRIEFING_COMMANDS, THREAD_COMMANDS
from tui.screens.trends import TrendsScreen
from tui.text.cells import cell_width

ELSEWHERE: list[tuple[type[object], Sequence[Command], list[Binding]]] = [
    (FeedsScreen, FEED_COMMANDS, list(feed_bindings())),
    (MapScreen, MAP_COMMANDS, list(map_bindings())),
    (NameScreen, NAME_COMMANDS, list(name_bindings(NAME_COMMANDS))),
    (TrendsScreen, TREND_COMMANDS, list(name_bindings(TREND_COMMANDS))),
    (ThreadScreen, THREAD_COMMANDS, list(name_bindings(THREAD_COMMANDS))),
    (BriefingScreen, BRIEFING_COMMANDS, list(name_bindings(BRIEFING_COMMANDS))),
]


def help_text(width: int = 90, first: Sequence[Command] = (), **own: tuple[str, ...]) -> list[str]:
    return ["".join(text for text, _ in line) for line in help_lines(own, width, first)]


# ── what there is ─────────────────────────────────────────────────────────────────────────────


def test_no_two_commands_of_one_pane_share_a_key() -> None:
    """The second of them could never be had."""
    assert list(key_problems({command.id: keys_of(command, {}) for command in COMMANDS})) == []
    for pane in ANYWHERE:
        keys = [key for command in COMMANDS if pane in command.where for key in keys_of(command, {})]
        assert len(keys) == len(set(keys))


@pytest.mark.parametrize(("screen", "commands", "bound"), ELSEWHERE)
def test_every_key_of_a_screen_does_one_thing_and_that_is_there(
    screen: type[object], commands: Sequence[Command], bound: list[Binding]
) -> None:
    """A key that stands twice does the first; an action that is no method does nothing at all."""
    keys = [key for binding in bound for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))
    for binding in bound:
        assert callable(getattr(screen, f"action_{binding.action.partition('(')[0]}", None))
    assert {command.id for command in commands} <= {binding.action for binding in bound}
    assert all(command.label and command.help for command in commands)


@pytest.mark.parametrize(("screen", "commands", "bound"), ELSEWHERE)
def test_only_keys_that_begin_nothing_let_the_next_one_pass(
    screen: type[object], commands: Sequence[Command], bound: list[Binding]
) -> None:
    """A key that opens must be waited for; one that moves a cursor, held down, must not be."""
    moving = moving_keys(bound)
    for binding in bound:
        is_moving = binding.action.startswith(("move(", "page(", "scroll("))
        assert {key in moving for key in binding.key.split(",")} == {is_moving}
    assert {"j", "pagedown", "ctrl+u"} <= moving
    assert not moving & {"enter", "escape", "q", "question_mark"}


# ── bindings ──────────────────────────────────────────────────────────────────────────────────


def test_a_readers_own_keys_take_the_place_of_all_the_usual_ones() -> None:
    """And a command that was given none has none."""
    own = {"down": ("x", "ctrl+y"), "quit": (), "open_link": ("f2", "f3")}
    bound = [(binding.key, binding.action) for binding in bindings(own)]
    assert [key for key, action in bound if action == "command('down')"] == ["x", "ctrl+y"]
    assert "command('quit')" not in {action for _, action in bound}
    assert ("k", "command('up')") in bound
    assert [pair for pair in bound if "open_link" in pair[1]] == [
        ("f2", "command('open_link', 1)"),
        ("f3", "command('open_link', 2)"),
    ]
    assert first_keys(own) == {"down": "x,ctrl+y", "quit": "", "open_link": "f2,f3"}


def test_every_binding_is_known_by_its_command_and_number() -> None:
    """Textual drops the former of two with one id."""
    ids = [binding.id for binding in bindings({})]
    assert len(ids) == len(set(ids))
    assert {str(id_).partition(".")[0] for id_ in ids} == {command.id for command in COMMANDS if command.keys}


@pytest.mark.parametrize(
    ("own", "wrong"),
    [
        ({"down": ("x",)}, {}),
        ({"down": ("x",), "mute": ("X",)}, {}),
        ({"down": ("x",), "mute": ()}, {}),
        (
            {"down": ("m",), "undo": ("m",)},
            {"down": "m stands for undo too", "undo": "m stands for down too"},
        ),
        (
            {"down": ("<",), "undo": ("less_than_sign",)},
            {"down": "< stands", "undo": "less_than_sign stands"},
        ),
        ({"scope_all": ("0",), "next_section": ("0",)}, {}),
        ({"dwon": ("j",)}, {"dwon": "there is no such command; did you mean 'down'?"}),
        ({"xyzzy": ("j",)}, {"xyzzy": "there is no such command"}),
        ({"down": ("ctrl+",)}, {"down": "there is no key 'ctrl+'"}),
        ({"down": ("cntrl+j",)}, {"down": "there is no key 'cntrl+j'; did you mean 'ctrl+j'?"}),
        ({"down": ("pagedwon",)}, {"down": "there is no key 'pagedwon'; did you mean 'pagedown'?"}),
        ({"down": ("+",)}, {}),
        ({"down": ("ctrl+shift+f24",)}, {}),
        ({"down": ("f25",)}, {"down": "there is no key 'f25'"}),
        ({"down": ("euro_sign",)}, {}),
        ({"down": ("é",)}, {}),
        ({"down": ("",)}, {"down": "there is no key ''"}),
    ],
)
def test_what_is_wrong_with_a_readers_keys_is_said(
    own: dict[str, tuple[str, ...]], wrong: dict[str, str]
) -> None:
    """By the command, with what was probably meant; a key may serve two commands of different panes."""
    found = dict(key_problems(own))
    assert set(found) == set(wrong)
    assert all(found[name].startswith(words) for name, words in wrong.items())


def test_a_key_of_the_readers_own_is_taken_from_who_has_it_by_default() -> None:
    """In all panes that they share, however it is spelled; what the reader bound keeps what it was given."""
    left = settled({"next_section": ("W", "|", "5"), "up": ("?",), "map": ("i",)}, ("ctrl+s", "q"))
    assert left == {
        "next_section": ("W", "|", "5"),
        "up": ("?",),
        "map": ("i",),
        "open_with": (),
        "pipe": (),
        "open_link": tuple("12346789"),
        "sidebar": (),
        "help": ("f1",),
        "quit": (),
    }
    assert settled({}) == {}
    bound = {binding.key: binding.action for binding in bindings(left)}
    assert (bound["4"], bound["6"]) == ("command('open_link', 4)", "command('open_link', 6)")
    told = ["".join(text for text, _ in line) for line in help_lines(left, 90)]
    assert "  1 2 3 4 6 7 8… Open the link of that number" in told


NAMES = st.text(max_size=12) | st.sampled_from(sorted(BY_ID))


@settings(max_examples=30)
@given(st.dictionaries(NAMES, st.lists(st.text(max_size=9)).map(tuple), max_size=4))
def test_any_keys_are_keys_or_are_told_of(own: dict[str, tuple[str, ...]]) -> None:
    """Whatever is written there, nothing raises, and what is not told of is a command."""
    problems = dict(key_problems(own))
    assert set(problems) <= set(own)
    assert all(name in BY_ID for name in own if name not in problems)


# ── hints ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "sign"),
    [("slash", "/"), ("escape", "esc"), ("ctrl+d", "ctrl+d"), ("j", "j"), ("f1", "f1"), ("up", "↑")],
)
def test_a_key_is_told_as_it_stands_on_the_keyboard(key: str, sign: str) -> None:
    assert key_sign(key) == sign


@pytest.mark.parametrize("pane", ANYWHERE)
def test_the_footer_tells_keys_that_work_in_its_pane_and_the_way_to_all(pane: str) -> None:
    """By the first key of each, the reader's own where there are some."""
    told = hints(pane)
    usual = {command.label: command for command in COMMANDS if pane in command.hint}
    assert ("?", "help") in told
    for key, label in told:
        assert pane in usual[label].where
        assert key == key_sign(usual[label].keys.split(",")[0])
    assert ("f5", "help") in hints(pane, {"help": "f5,f6"})
    assert ("/", "open") in hints("list", {"open": "slash"})
    assert "open" not in {label for _, label in hints("list", {"open": ""})}


@given(st.integers(40, 250), st.integers(1, 3))
def test_the_feeds_hint_fits_its_lines_and_ends_with_all_keys(width: int, lines: int) -> None:
    told = feed_hint(width, lines).split("\n")
    assert len(told) <= lines
    assert all(cell_width(line) <= width for line in told)
    assert told[-1].endswith("? all keys")
    words = " · ".join(told).split(" · ")[:-1]
    assert words == [f"{key_sign(one.keys.split(',')[0])} {one.label}" for one in FEED_COMMANDS[: len(words)]]


def test_the_wider_the_feeds_hint_the_more_it_tells() -> None:
    told = [feed_hint(width, 2).count("·") for width in range(40, 200)]
    assert told == sorted(told)
    assert told[-1] > told[0]


def test_the_maps_and_the_names_footers_end_with_help() -> None:
    """And tell by their first keys what their screens do."""
    assert map_hints()[-1] == name_hints(NAME_COMMANDS)[-1] == ("?", "help")
    assert ("+", "closer") in map_hints()
    for commands in (NAME_COMMANDS, TREND_COMMANDS):
        told = name_hints(commands)
        labels = [label for _, label in told]
        assert len(labels) == len(set(labels))
        assert ("esc", "back") in told
        assert "undo" not in labels


# ── help ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("width", [36, 60, 90, 250])
def test_the_help_tells_every_command_at_any_width(width: int) -> None:
    """Broken where it must be, each line of a sentence under the other, no word lost."""
    lines = help_text(width)
    words = " ".join(line[16:].strip() if line.startswith("  ") else line for line in lines).split()
    for command in (*COMMANDS, *FEED_COMMANDS, *MAP_COMMANDS, *NAME_COMMANDS, *TREND_COMMANDS):
        if command.keys:
            first = command.help.split()
            assert any(words[at : at + len(first)] == first for at in range(len(words)))
    assert all(cell_width(line) <= width for line in lines)


def test_the_help_has_each_group_once_with_an_empty_line_before() -> None:
    lines = list(help_lines({}, 90))
    heads = [at for at, line in enumerate(lines) if line and line[0][1] == "heading"]
    titles = ["".join(text for text, _ in lines[at]) for at in heads]
    assert titles[0] == "Moving"
    assert titles[-1] == "What a search understands"
    assert len(titles) == len(set(titles))
    assert heads[0] == 0
    assert all(lines[at - 1] == [] for at in heads[1:])
    assert {look for line in lines for _, look in line} <= set(LOOKS)


def test_the_help_of_a_screen_begins_with_its_own_keys_and_leaves_the_others_out() -> None:
    """One asks what can be done here."""
    lines = help_text(90, FEED_COMMANDS)
    assert lines[0] == FEED_COMMANDS[0].group
    assert MAP_COMMANDS[0].group not in lines
    assert "Moving" in lines
    assert MAP_COMMANDS[0].group in help_text(90)


def test_the_help_tells_a_readers_own_keys_and_no_command_without_any() -> None:
    """Nine links have one line."""
    lines = help_text(90, down=("slash", "f2"), quit=())
    assert "  / f2           Down a row or a line" in lines
    assert not any("Back to the list; from there, quit" in line for line in lines)
    assert sum("Open the link of that number" in line for line in lines) == 1
    assert any(line.startswith("  1–9 ") for line in lines)
