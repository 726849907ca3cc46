"""The help: every command with its keys, from the one declaration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widgets import Input, Static

from tui.drawing.frame import FOLLOWED, NOTED, RECORDINGS, StyledLine
from tui.keys.commands import COMMANDS, Command, key_sign
from tui.keys.keymap import BY_ID, OwnCommand, keys_of
from tui.model.kinds import KINDS
from tui.system.lazily import Lazy
from tui.text.cells import fit
from tui.text.folding import fold
from tui.text.wrap import wrap
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.screens import feedkeys, mapkeys, namekeys, threadkeys
else:  # loaded when first used: whoever starts should not wait for them
    feedkeys = Lazy("tui.screens.feedkeys")
    mapkeys = Lazy("tui.screens.mapkeys")
    namekeys = Lazy("tui.screens.namekeys")
    threadkeys = Lazy("tui.screens.threadkeys")

_KEYS_CELLS = 16
Here = tuple[str, Sequence[Command]]
"""What the place is called that one is in, and the commands that belong to it."""
_NOWHERE: Here = ("", ())

_SEARCH_HELP = (
    ("word word", "stories with both words"),
    ('"a phrase"', "the words in this order"),
    ("-word", "not this word"),
    ("gov*", "whatever begins so; C++, AT&T, .NET, #tag: with the sign"),
    ("feed:name", "in this feed; folder:name in this folder"),
    ("is:unread", "also is:read, is:saved, is:noted, is:opened, is:muted"),
    ("tag:word", "with this tag"),
    ("note:word", "in what you noted"),
    ("before:2025-05", "also after:, and 7d for a week ago"),
    *((f"{kind.prefix}:name", f"naming this {kind.name}") for kind in KINDS.values()),
    ("dateline:city", "written there"),
    ("agency:name", "by this news agency"),
    ("author:name", "by whom it was written"),
)


_SIGNS_HELP = (
    ("●", "unread"),
    ("★ ✎", "saved; changed since you opened it"),
    (FOLLOWED.strip(), "somebody or some place that you follow is in it"),
    (NOTED, "you noted something to it, or highlighted a passage"),
    (" ".join(RECORDINGS.values()), "there is something to hear; to watch (L)"),
    ("+4", "so many other sources tell the story; X lists them"),
    ("6 new", "sentences that nothing you opened of its thread has said: ) walks them, ▎ marks them"),
    ("▸ ▾", "in a list of threads (,): X unfolds it; folds it"),
    ("~", "about: the story has no date of its own"),
)

_PASSAGE_HELP = (
    ("w b", "by words; ) ( by sentences, } { by paragraphs"),
    ("j k", "by lines; 0 $ to a line's ends"),
    ("h l", "by letters"),
    ("o", "move the other end"),
    ("v V", "begin anew here"),
    ("n p", "to the next or previous highlight"),
    ("enter", "highlight it; on a highlight, change its note"),
    ("C E", "note something to it, in a line or in your editor"),
    ("d x", "take the highlight away"),
    ("y", "copy it"),
    ("| W", "hand it to a program; open the story's link at it with one"),
    ("esc q", "leave it"),
)


class HelpText(Pane):
    """The help's lines."""

    GROUND = "panel"

    def __init__(
        self,
        own: Mapping[str, tuple[str, ...]],
        first: Sequence[Command] = (),
        more: Sequence[OwnCommand] = (),
        here: Here = _NOWHERE,
    ) -> None:
        super().__init__()
        self._own = own
        self._first = first
        self._more = more
        self._here = here
        self._words = ""
        self._lines: list[StyledLine] = []

    def narrow(self, words: str) -> None:
        """Show only what has these words; all of it where there are none."""
        self._words = words
        self.on_resize()
        self.show_line(0)

    def move(self, steps: int) -> None:
        """Scroll by so many lines."""
        self.show_line(self.top + steps)

    def page(self, pages: float) -> None:
        """Scroll by so many views."""
        self.move(int(pages * self.size.height))

    def on_resize(self) -> None:
        """Set the lines for the width there is."""
        # A cell stays free at the right, or the words touch the edge.
        lines = help_lines(self._own, self.room - 1, self._first, self._more, self._here, self._words)
        self._lines = list(lines) or [[("Nothing like that.", "muted")]]
        self.set_height(len(self._lines))
        self.refresh()

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        number = self.top + y
        return self.inks.strip(self._lines[number] if number < len(self._lines) else [], width)


def help_lines(
    own: Mapping[str, tuple[str, ...]],
    width: int,
    first: Sequence[Command] = (),
    more: Sequence[OwnCommand] = (),
    here: Here = _NOWHERE,
    words: str = "",
) -> Iterator[StyledLine]:
    """Yield the help: the commands by group, those of the screen one is in first, then how to search.

    `more` are commands of the reader's own, macros and programs: they come before all others. Then come those
    of the pane one is in, `here`. With `words`, only entries that have them all.
    """
    wanted = fold(words).split()
    begun = False
    for heading, entries in _sections(own, first, more, here):
        fitting = [(left, right) for left, right in entries if _has(f"{left} {right} {heading}", wanted)]
        if not fitting:
            continue
        if begun:
            yield []
        begun = True
        yield [(heading, "heading")]
        for left, right in fitting:
            yield from _entry(left, right, width)


def _has(text: str, wanted: Sequence[str]) -> bool:
    folded = fold(text)
    return all(word in folded for word in wanted)


_ELSEWHERE: Final = (
    *feedkeys.FEED_COMMANDS,
    *namekeys.NAME_COMMANDS,
    *namekeys.TREND_COMMANDS,
    *threadkeys.THREAD_COMMANDS,
    *threadkeys.BRIEFING_COMMANDS,
    *mapkeys.MAP_COMMANDS,
)


def _sections(
    own: Mapping[str, tuple[str, ...]], first: Sequence[Command], more: Sequence[OwnCommand], here: Here
) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each heading of the help with what stands under it: keys, and what they do."""
    for group, ours in groupby(sorted(more, key=_group), key=_group):
        yield group, [_told_own(one, own) for one in ours]
    yield here[0], [_told(command, own) for command in here[1] if keys_of(command, own)]
    # Who asks in one of the other screens wants its keys, and those that work everywhere.
    others = () if first else _ELSEWHERE
    left = [one for one in (*first, *COMMANDS, *others) if keys_of(one, own) and one not in here[1]]
    for group, commands in groupby(left, key=lambda command: command.group):
        yield group, [_told(command, own) for command in commands]
    if not first:
        yield "While a passage is being marked (V)", list(_PASSAGE_HELP)
        yield "Signs in the list", list(_SIGNS_HELP)
    yield "What a search understands", list(_SEARCH_HELP)


def _told(command: Command, own: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Return a command's keys and what they do."""
    keys = keys_of(command, own)
    if command.id == "open_link" and keys == keys_of(command, {}):
        return "1–9", command.help
    return " ".join(map(key_sign, keys)), command.help


def _group(one: OwnCommand) -> str:
    return one.command.group


def _told_own(one: OwnCommand, own: Mapping[str, tuple[str, ...]]) -> tuple[str, str]:
    """Return a command of the reader's own: its keys, or what offers it or at least has it; what it does."""
    keys = keys_of(one.command, {})
    if keys or not one.chosen_with:
        return " ".join(map(key_sign, keys)), one.command.help
    offers = keys_of(BY_ID[one.chosen_with], own) or keys_of(BY_ID["palette"], own)
    return " ".join(f"{key_sign(key)} …" for key in offers), one.command.help


def _entry(left: str, right: str, width: int) -> Iterator[StyledLine]:
    edge = fit("  " + left, _KEYS_CELLS) + " "
    # Ten cells at the least: broken into letters nobody could read it.
    for index, (start, end) in enumerate(wrap(right, max(10, width - len(edge)))):
        yield [(edge if index == 0 else " " * len(edge), "key"), (right[start:end], "text")]


class HelpScreen(ModalScreen[None]):
    """The keys, to be scrolled through; any of the usual ways leads back."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "dismiss", show=False),
        Binding("slash", "search", show=False),
        Binding("j,down", "scroll(1)", show=False),
        Binding("k,up", "scroll(-1)", show=False),
        Binding("space,pagedown,ctrl+d", "scroll(15)", show=False),
        Binding("b,pageup,ctrl+u", "scroll(-15)", show=False),
        Binding("g,home", "scroll(-1000)", show=False),
        Binding("G,end", "scroll(1000)", show=False),
    ]

    def __init__(
        self,
        own: Mapping[str, tuple[str, ...]],
        first: Sequence[Command] = (),
        more: Sequence[OwnCommand] = (),
        here: Here = _NOWHERE,
    ) -> None:
        """Show the commands, with the reader's own keys; `first` are those of the screen one is in.

        `more` are macros and programs, `here` the commands of the pane one is in.
        """
        super().__init__()
        self._sheet = HelpText(own, first, more, here)

    def compose(self) -> ComposeResult:
        """Set out the sheet."""
        with Vertical(classes="dialog"):
            yield Static(Content("Keys"), classes="dialog--title")
            yield Input(placeholder="search the keys", compact=True)
            yield self._sheet
            yield Static(Content("j k scroll · / searches · esc closes"), classes="dialog--hint")

    def on_mount(self) -> None:
        """Take the keys."""
        self.query_one(Input).display = False
        self.set_focus(self._sheet)

    def action_search(self) -> None:
        """Let what is typed narrow what is shown."""
        line = self.query_one(Input)
        line.display = True
        self.set_focus(line)

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._sheet.narrow(event.value)

    @on(Input.Submitted)
    def _narrowed(self) -> None:
        self.set_focus(self._sheet)

    def on_key(self, event: events.Key) -> None:
        """Let escape take the search back first."""
        line = self.query_one(Input)
        if event.key == "escape" and line.display:
            event.stop()
            event.prevent_default()
            line.value = ""
            line.display = False
            self.set_focus(self._sheet)

    def action_scroll(self, lines: int) -> None:
        """Scroll the sheet."""
        self._sheet.move(lines)

    async def action_dismiss(self, result: None = None) -> None:
        """Go back to the reader."""
        self.dismiss(result)
