"""The keys of a name's page and of the trends, each once: bindings, footers and help come from here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from textual.binding import Binding

from tui.keys.commands import Command, key_sign
from tui.model.kinds import KINDS

_PAGE, _TRENDS = "On a name's page (*)", "In the trends (T)"
_PLURALS: Final = [kind.plural for kind in KINDS.values()]
_ALONE: Final = ", ".join(f"{plural} alone" for plural in _PLURALS)

NAME_COMMANDS: Final[tuple[Command, ...]] = (
    Command("open", "enter,l,right", "open", "Open the story, the name lit; or the other name's page", _PAGE),
    Command("turn", "tab,shift+tab", "names", "To the names in the same stories, and back", _PAGE),
    Command("list", "asterisk", "all in the list", "All its stories in the reader's list", _PAGE),
    Command("timeline", "t", "timeline", "Its stories by month; once more, one by one", _PAGE),
    Command("periods('day')", "1", "day", "Its stories by day", _PAGE),
    Command("periods('week')", "2", "week", "Its stories by week", _PAGE),
    Command("periods('month')", "3", "month", "Its stories by month", _PAGE),
    Command("quotes", "Q", "said", "What it is quoted with, the newest first; once more, its stories", _PAGE),
    Command("mark_all_read", "A", "all read", "Mark all its stories read (u brings it back)", _PAGE),
    Command("follow", "w", "follow", "Follow it, or no more", _PAGE),
    Command("undo", "u", "undo", "Undo that, or the last mark", _PAGE),
    Command("correct", "c", "correct", "Correct the name in all stories", _PAGE),
    Command("map", "M", "map", "Where its stories take place", _PAGE),
    Command("leave", "escape,q,h,left", "back", "Back to where you came from", _PAGE),
)
TREND_COMMANDS: Final[tuple[Command, ...]] = (
    Command("look('day')", "1", "day", "The last day, against the 28 before", _TRENDS),
    Command("look('week')", "2", "week", "The last week, against the eight before", _TRENDS),
    Command("look('month')", "3", "month", "The last 30 days, against the 90 before", _TRENDS),
    Command("kind(1)", "tab", "one kind", f"Threads and names, {_ALONE}, threads alone", _TRENDS),
    Command("kind(-1)", "shift+tab", "one kind", "The same the other way round", _TRENDS),
    Command("open", "enter,l,right,asterisk", "page", "The page of the thread, or of the name", _TRENDS),
    Command("follow", "w", "follow", "Follow it, or no more", _TRENDS),
    Command("undo", "u", "undo", "Undo that, or the last mark", _TRENDS),
    Command("leave", "escape,q,h,left,T", "back", "Back to the stories", _TRENDS),
)
"""A key's action is `action_<id>` of the screen."""

_MOVES: Final = (
    ("j,down", "move(1)"),
    ("k,up", "move(-1)"),
    ("space,pagedown", "page(1)"),
    ("b,pageup", "page(-1)"),
    ("ctrl+d", "page(0.5)"),
    ("ctrl+u", "page(-0.5)"),
    ("g,home", "move(-1000000000)"),
    ("G,end", "move(1000000000)"),
    ("question_mark,f1", "help"),
)
_IN_HELP_ALONE: Final = frozenset(
    ("periods('day')", "periods('week')", "periods('month')", "mark_all_read", "undo", "kind(-1)", "part(-1)")
)


def name_bindings(commands: Sequence[Command]) -> Iterator[Binding]:
    """Yield the bindings of a screen over the reader."""
    for keys, action in (*_MOVES, *((command.keys, command.id) for command in commands)):
        yield Binding(keys, action, show=False)


def name_hints(commands: Sequence[Command]) -> tuple[tuple[str, str], ...]:
    """Return a screen's footer: pairs of key and label; the way to all keys comes last."""
    shown = [command for command in commands if command.id not in _IN_HELP_ALONE]
    hints = tuple((key_sign(command.keys.split(",")[0]), command.label) for command in shown)
    return (*hints, (key_sign("question_mark"), "help"))
