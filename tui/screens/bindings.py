"""Commands turned into key bindings, with the reader's own keys in place of the usual ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from textual.binding import Binding

from tui.keys.commands import COMMANDS
from tui.keys.keymap import BY_ID, OwnCommand, keys_of


def bindings(own: Mapping[str, tuple[str, ...]], more: Sequence[OwnCommand] = ()) -> Iterator[Binding]:
    """Yield a binding a key; a command the reader gave no keys has none. `more` are macros and programs."""
    for command in COMMANDS:
        for index, key in enumerate(keys_of(command, own), 1):
            # Nine keys, one command: its argument is which of them it was. A digit is so without the others.
            which = f", {key if key.isdecimal() else index}" if command.id == "open_link" else ""
            action = f"command('{command.id}'{which})"
            yield Binding(key, action, command.label, show=False, id=f"{command.id}.{index}")
    for index, (command, *_) in enumerate(more):
        for key in keys_of(command, {}):
            action = f"command('own', {index})"
            yield Binding(key, action, command.label, show=False, id=f"own.{index}.{key}")


def everywhere(own: Mapping[str, tuple[str, ...]]) -> Iterator[Binding]:
    """Yield the app's own bindings: what can be asked for over dialogs, and in lines that are typed, too."""
    for key in keys_of(BY_ID["suspend"], own):
        # Without a modifier it would be a letter that nobody could type any more.
        yield Binding(key, "suspend", show=False, priority=key.startswith(("ctrl+", "alt+")))


def first_keys(own: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Return the reader's own keys by command as the footer wants them."""
    return {name: ",".join(keys) for name, keys in own.items()}


def moving_keys(bound: Iterable[Binding]) -> frozenset[str]:
    """Return the keys that move a cursor or a view and begin nothing: no other key waits for these."""
    moving = (binding.key for binding in bound if binding.action.startswith(("move(", "page(", "scroll(")))
    return frozenset(key for keys in moving for key in keys.split(","))
