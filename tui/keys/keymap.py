"""The reader's own keys: which command has which, and what is wrong with them. Knows no Textual."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple

from tui.keys.commands import COMMANDS, Command

BY_ID: Final[dict[str, Command]] = {command.id: command for command in COMMANDS}
_MODIFIERS: Final = frozenset(("ctrl", "alt", "shift", "meta", "super", "hyper"))
_NAMED: Final = frozenset(
    "enter escape tab space backspace delete insert home end pageup pagedown up down left right minus plus "
    "slash backslash underscore at less_than_sign greater_than_sign".split()
) | {f"f{number}" for number in range(1, 25)}
"""Keys that go by a name; all other signs go by themselves, or by their name in Unicode."""

Own = Mapping[str, tuple[str, ...]]
"""Command id to the keys that the reader gave it; no keys: the command has none."""


class OwnKey(NamedTuple):
    """A key of the reader's own: a macro's, or a program's."""

    key: str
    steps: tuple[str, ...]
    """Command ids, and `program:NAME`."""
    words: str
    """What it does."""


def keys_of(command: Command, own: Own) -> tuple[str, ...]:
    """Return a command's keys: the reader's own where there are some, else the usual ones."""
    if command.id in own:
        return own[command.id]
    return tuple(key for key in command.keys.split(",") if key)


def key_problems(own: Own) -> Iterator[tuple[str, str]]:
    """Yield each command whose own keys cannot be, and why."""
    for name, keys in own.items():
        why = _no_command(name) or _no_keys(keys) or _taken(name, keys, own)
        if why:
            yield name, why


def new_key_problem(key: str, own: Own) -> str:
    """Say why a key cannot stand for something besides the commands; empty where it can."""
    taken = next((command.id for command in COMMANDS if key in keys_of(command, own)), None)
    if why := _no_key(key):
        return why
    return f"{key} already stands for {taken}: `{taken} = []` under [keys] frees it" if taken else ""


def _no_command(name: str) -> str:
    if name in BY_ID:
        return ""
    near = get_close_matches(name, BY_ID, n=1)
    return f"there is no such command{f'; did you mean {near[0]!r}?' if near else ''}"


def _no_keys(keys: tuple[str, ...]) -> str:
    return next((why for key in keys if (why := _no_key(key))), "")


def _no_key(key: str) -> str:
    """Say that there is no such key, and which may be meant; empty where there is one."""
    # The sign itself is a key, and would split into two empty ones.
    *modifiers, sign = key.split("+") if key != "+" else [key]
    wrong = next((part for part in modifiers if part not in _MODIFIERS), None)
    if wrong is None and _is_sign(sign):
        return ""
    near = (
        get_close_matches(sign, _NAMED, n=1)
        if wrong is None
        else [f"{modifier}+{sign}" for modifier in get_close_matches(wrong, _MODIFIERS, n=1)]
    )
    return f"there is no key {key!r}{f'; did you mean {near[0]!r}?' if near else ''}"


def _is_sign(sign: str) -> bool:
    # Textual names signs as Unicode does: whatever has a name there may be a key of some keyboard.
    return len(sign) == 1 or sign in _NAMED or _is_named_sign(sign)


def _is_named_sign(name: str) -> bool:
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return True


def _taken(name: str, keys: tuple[str, ...], own: Own) -> str:
    """Say which other command of the same pane has one of the keys."""
    for key in keys:
        for other in COMMANDS:
            shared = set(other.where) & set(BY_ID[name].where)
            # In panes that they do not share, one key may stand for two commands.
            if other.id != name and shared and key in keys_of(other, own):
                return f"{key} already stands for {other.id}"
    return ""
