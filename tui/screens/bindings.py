"""Commands turned into key bindings, with the reader's own keys in place of the usual ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches

from textual.binding import Binding

from tui.commands import COMMANDS, Command
from tui.errors import ConfigError

BY_ID: dict[str, Command] = {command.id: command for command in COMMANDS}


def bindings(own: Mapping[str, tuple[str, ...]]) -> Iterator[Binding]:
    """Yield a binding a key; a command the reader gave no keys has none.

    Raises ConfigError where the configuration names a command there is not, or gives a key to two
    commands that work in the same pane.
    """
    check(own)
    for command in COMMANDS:
        for index, key in enumerate(keys_of(command, own), 1):
            action = f"{command.id}({index})" if command.id == "open_link" else command.id
            yield Binding(key, action, command.label, show=False, id=f"{command.id}.{index}")


def keys_of(command: Command, own: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a command's keys: the reader's own where there are some, else the usual ones."""
    if command.id in own:
        return own[command.id]
    return tuple(key for key in command.keys.split(",") if key)


def first_keys(own: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the reader's own keys by command as the footer wants them."""
    return {name: ",".join(keys) for name, keys in own.items()}


def check(own: Mapping[str, tuple[str, ...]]) -> None:
    """Raise ConfigError where the reader's own keys cannot be."""
    for name in own:
        if name not in BY_ID:
            near = get_close_matches(name, BY_ID, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise ConfigError(f"config.toml: keys.{name}: there is no such command{hint}")
    for name, keys in own.items():
        for key in keys:
            for other in COMMANDS:
                shared = set(other.where) & set(BY_ID[name].where)
                if other.id != name and shared and key in keys_of(other, own):
                    raise ConfigError(f"config.toml: keys.{name}: {key} already stands for {other.id}")
