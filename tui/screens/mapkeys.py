"""The keys of the map, each once: bindings, footer and help come from here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from tui.keys.commands import Command, key_sign

_GROUP = "On the map (M)"


def _command(id: str, keys: str, label: str, help: str) -> Command:
    return Command(id, keys, label, help, _GROUP)


MAP_COMMANDS: tuple[Command, ...] = (
    _command("step(1)", "n", "next", "To the next place"),
    _command("step(-1)", "p,N", "previous", "To the place before"),
    _command("open", "enter", "its page", "The page of this place, with all its stories"),
    _command("zoom(1)", "plus", "closer", "Closer"),
    _command("zoom(-1)", "minus", "farther", "From farther away"),
    _command("fit", "f,equals_sign", "fit", "All places in view"),
    _command("whole", "0", "world", "The whole world"),
    _command("turn", "tab,shift+tab", "list", "To the list of places, and back to the map"),
    _command("leave", "escape,q,M", "back", "Back; the place that is chosen stays lit in the story"),
    _command("move(0, -1)", "up,k", "north", "North; in the list, the place above"),
    _command("move(0, 1)", "down,j", "south", "South; in the list, the place below"),
    _command("move(-1, 0)", "left,h", "west", "West"),
    _command("move(1, 0)", "right,l", "east", "East"),
)
"""A key's action is `action_<id>` of the screen."""

_MORE: tuple[tuple[str, str], ...] = (
    ("space,pagedown", "page(1)"),
    ("b,pageup", "page(-1)"),
    ("ctrl+d", "page(0.5)"),
    ("ctrl+u", "page(-0.5)"),
    ("g,home", "ends(-1)"),
    ("G,end", "ends(1)"),
    ("question_mark,f1", "help"),
)
_HINTS = ("step(1)", "open", "zoom(1)", "zoom(-1)", "fit", "whole", "turn", "leave")


def map_bindings() -> Iterator[Binding]:
    """Yield the bindings of the map."""
    for keys, action in (*_MORE, *((command.keys, command.id) for command in MAP_COMMANDS)):
        yield Binding(keys, action, show=False)


def map_hints() -> tuple[tuple[str, str], ...]:
    """Return the map's footer: pairs of key and label."""
    by_id = {command.id: command for command in MAP_COMMANDS}
    shown = [by_id[id_] for id_ in _HINTS]
    hints = tuple((key_sign(command.keys.split(",")[0]), command.label) for command in shown)
    return (*hints, (key_sign("question_mark"), "help"))
