"""The keys of the feeds' screen, each once: bindings, hint and help come from here."""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from tui.keys.commands import Command, key_sign
from tui.text.cells import cell_width

_GROUP = "In the feeds (f)"


def _command(id: str, keys: str, label: str, help: str) -> Command:
    return Command(id, keys, label, help, _GROUP)


FEED_COMMANDS: tuple[Command, ...] = (
    _command("choose", "enter", "read", "Read what is under the cursor: of a folder, all that is in it"),
    _command("fold", "space", "fold", "Fold a folder, or unfold it; on a feed a page on, as pgdn"),
    _command("inward", "l,right", "into it", "Unfold a folder, then into it; read a feed"),
    _command("add", "a", "add", "Subscribe to a feed"),
    _command("sync", "r", "sync", "Fetch what is new in this feed, or folder"),
    _command("sync_all", "R", "sync all", "Fetch what is new in all feeds"),
    _command("failing", "exclamation_mark", "next failing", "To the next feed that fails"),
    _command(
        "narrow", "slash", "narrow", "Show only lines with these words: of title, folder, address or error"
    ),
    _command(
        "mark_all_read",
        "A",
        "all read",
        "Mark all in it read: in this feed, folder, search (u brings it back)",
    ),
    _command("pause", "p", "pause", "Ask this feed no more, or again"),
    _command("rename", "e", "title", "Give the feed, or the saved search, a title of your own"),
    _command("folder", "m", "folder", "Put it into a folder"),
    _command(
        "unsubscribe",
        "d",
        "unsubscribe",
        "Unsubscribe (saved stories stay); drop a saved search, lift a mute",
    ),
    _command("mute", "x", "mute", "Mute the feed: hide what no other feed has"),
    _command("settings", "s", "settings", "Its settings: how often, how much, password, proxy, what is kept"),
    _command("name_page", "asterisk", "name's page", "The page of this followed name"),
    _command("unfollow", "w", "follow no more", "Follow this name no more"),
    _command("undo", "u", "undo", "Undo that, or the last mark"),
    _command("open_site", "o", "site", "Open its site in the browser"),
    _command("move_search(1)", "J", "search down", "Put the saved search further down"),
    _command("move_search(-1)", "K", "search up", "Put it further up"),
    _command("group(1)", "tab,right_curly_bracket", "next group", "To the next folder"),
    _command("group(-1)", "shift+tab,left_curly_bracket", "group before", "To the folder before"),
    _command(
        "outward",
        "h,left",
        "out of it",
        "From a feed to its folder; fold the folder; else back to the stories",
    ),
    _command("leave", "escape,q,f", "back", "Let go of the narrowing, then back to the stories"),
)
"""Moving is as in the reader. A key's action is `action_<id>` of the screen."""

_MOVES: tuple[tuple[str, str], ...] = (
    ("j,down", "move(1)"),
    ("k,up", "move(-1)"),
    ("pagedown", "page(1)"),
    ("b,pageup", "page(-1)"),
    ("ctrl+d", "page(0.5)"),
    ("ctrl+u", "page(-0.5)"),
    ("g,home", "move(-1000000)"),
    ("G,end", "move(1000000)"),
    ("question_mark,f1", "help"),
)


def feed_bindings() -> Iterator[Binding]:
    """Yield the bindings of the feeds' screen."""
    for keys, action in (*_MOVES, *((command.keys, command.id) for command in FEED_COMMANDS)):
        yield Binding(keys, action, show=False)


def feed_hint(width: int, lines: int) -> str:
    """Return as many keys as stand on some lines of a width, the commonest first, and `?` for all."""
    rest = f"{key_sign('question_mark')} all keys"
    room = width - cell_width(rest) - 3
    shown = [""]
    for command in FEED_COMMANDS:
        words = f"{key_sign(command.keys.split(',')[0])} {command.label}"
        joined = f"{shown[-1]} · {words}" if shown[-1] else words
        if cell_width(joined) <= (room if len(shown) == lines else width):
            shown[-1] = joined
        elif len(shown) < lines:
            shown.append(words)
        else:
            break
    if cell_width(shown[-1]) > room:  # all keys are told, and lines are left
        return "\n".join([*shown, rest])
    return "\n".join(shown) + f" · {rest}"
