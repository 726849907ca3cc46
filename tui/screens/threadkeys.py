"""The keys of a thread's page and of the briefing, each once: bindings, footers and help come from here."""

from __future__ import annotations

from typing import Final

from tui.keys.commands import Command
from tui.model.kinds import plurals

_PAGE, _BRIEFING = "On a thread's page (Z)", "In the briefing (B)"

THREAD_COMMANDS: Final[tuple[Command, ...]] = (
    Command("open", "enter,l,right", "open", "Open the article at that sentence, or the name's page", _PAGE),
    Command("turn", "tab,shift+tab", "names", f"To the {plurals()} of the thread, and back", _PAGE),
    Command("part(1)", "right_curly_bracket", "next part", "To the next part of the page", _PAGE),
    Command("part(-1)", "left_curly_bracket", "part before", "To the part before", _PAGE),
    Command("list", "asterisk", "all in the list", "All its articles in the reader's list", _PAGE),
    Command("map", "M", "map", "Where it takes place", _PAGE),
    Command("follow", "w", "follow", "Follow the name under the cursor, or no more", _PAGE),
    Command("mark_all_read", "A", "all read", "Mark all its articles read (u brings it back)", _PAGE),
    Command("undo", "u", "undo", "Undo that, or the last mark", _PAGE),
    Command("leave", "escape,q,h,left,Z", "back", "Back to where you came from", _PAGE),
)
BRIEFING_COMMANDS: Final[tuple[Command, ...]] = (
    Command("open", "enter,l,right", "open", "Open the article; its thread is the list", _BRIEFING),
    Command("thread", "Z", "thread", "The page of that thread", _BRIEFING),
    Command(
        "told",
        "m",
        "told",
        "Told: when you leave, the next briefing begins here; again: it does not",
        _BRIEFING,
    ),
    Command("look(0)", "1", "new", "What is new since the last briefing", _BRIEFING),
    Command("look(1)", "2", "day", "The last day", _BRIEFING),
    Command("look(7)", "3", "week", "The last week", _BRIEFING),
    Command("leave", "escape,q,h,left,B", "back", "Back to the stories", _BRIEFING),
)
"""A key's action is `action_<id>` of the screen."""
