"""The reader's own keys: which command has which, and what is wrong with them. Knows no Textual.

A key of the reader's own takes itself from the commands that have it by default, without a word: who gave it
a meaning before dateline did keeps that meaning. Only what the reader has bound twice is a problem.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import chain
from typing import Final, NamedTuple

from tui.keys.commands import COMMANDS, Command

BY_ID: Final[dict[str, Command]] = {command.id: command for command in COMMANDS}
_MODIFIERS: Final = frozenset(("ctrl", "alt", "shift", "meta", "super", "hyper"))
_NAMED: Final = frozenset(
    "enter escape tab space backspace delete insert home end pageup pagedown up down left right minus plus "
    "slash backslash underscore at less_than_sign greater_than_sign".split()
) | {f"f{number}" for number in range(1, 25)}
"""Keys that go by a name; all other signs go by themselves, or by their name in Unicode."""

_SHORTER: Final = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""What Unicode calls signs otherwise than keys are called."""

Own = Mapping[str, tuple[str, ...]]
"""Command id to the keys that the reader gave it; no keys: the command has none."""


class OwnCommand(NamedTuple):
    """A command of the reader's own: a macro, or a program."""

    command: Command
    """As the others are; its id is `macro:KEY` or `program:NAME`, and it may have no key."""
    steps: tuple[str, ...]
    """Command ids, and `program:NAME`."""
    chosen_with: str = ""
    """The command that offers it too."""


def keys_of(command: Command, own: Own) -> tuple[str, ...]:
    """Return a command's keys: the reader's own where there are some, else the usual ones."""
    if command.id in own:
        return own[command.id]
    return tuple(key for key in command.keys.split(",") if key)


def settled(own: Own, elsewhere: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return all keys that are not the usual ones: the reader's own, and what is left to other commands.

    `elsewhere` are keys of macros and programs, which act in all panes.
    """
    left = dict(own)
    for command in COMMANDS:
        if command.id in own:
            continue
        others = (keys for name, keys in own.items() if _meet(BY_ID[name], command))
        gone = {_spelled(key) for key in chain(elsewhere, *others)}
        usual = keys_of(command, {})
        kept = tuple(key for key in usual if key not in gone)
        if kept != usual:
            left[command.id] = kept
    return left


def key_problems(own: Own) -> Iterator[tuple[str, str]]:
    """Yield each command whose own keys cannot be, and why."""
    for name, keys in own.items():
        why = _no_command(name) or _no_keys(keys) or _taken(name, keys, own)
        if why:
            yield name, why


def new_key_problem(key: str, own: Own) -> str:
    """Say why a key cannot stand for something besides the reader's own; empty where it can."""
    taken = next((name for name, keys in own.items() if _has(keys, key)), None)
    return _no_key(key) or (f"{key} stands for {taken} already, under [keys]" if taken else "")


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
    """Say which other command of the same pane the reader gave one of the keys."""
    for key in keys:
        for other, taken in own.items():
            # In panes that they do not share, one key may stand for two commands.
            if other != name and other in BY_ID and _meet(BY_ID[other], BY_ID[name]) and _has(taken, key):
                return f"{key} stands for {other} too"
    return ""


def _meet(one: Command, other: Command) -> bool:
    return not set(one.where).isdisjoint(other.where)


def _has(keys: tuple[str, ...], key: str) -> bool:
    return _spelled(key) in map(_spelled, keys)


def _spelled(key: str) -> str:
    """Return a key as the table of commands spells it: `<` is `less_than_sign` there."""
    if len(key) != 1 or key.isalnum():
        return key
    name = unicodedata.name(key, key).lower().replace(" ", "_").replace("-", "_")
    return _SHORTER.get(name, name)
