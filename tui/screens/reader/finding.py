"""Finding one's way: the palette of commands, the help, and what was told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from tui.errors import DatelineError
from tui.keys.commands import COMMANDS, PLACES, Command, key_sign
from tui.keys.keymap import BY_ID, OwnCommand, keys_of
from tui.screens.help import HelpScreen
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from collections.abc import Iterator

USED_SETTING: Final = "commands"
"""The commands that were chosen in the palette last, the last first, with commas between."""
_REMEMBERED: Final = 8
_NOT_LISTED: Final = ("palette", "open_link")
"""The one is open, the other would need a number."""


class FindingPart(Part):
    """Shows what there is to ask for, what fits here first."""

    def __init__(self, desk: Desk, do: Callable[..., object], more: Sequence[OwnCommand]) -> None:
        """`do` does what a command says; `more` are those of the reader's own."""
        super().__init__(desk)
        self._do = do
        self._more = more
        self._own = {one.command.id: number for number, one in enumerate(more)}
        self._commands = {**{one.command.id: one.command for one in more}, **BY_ID}
        """All there are, by id; the reader's own come first."""

    async def choose(self) -> None:
        """Find a command by its name: those used last first, then what fits here; moves are last."""
        name: str | None = await self._desk.choose("Commands", list(self._choices()))
        if name is None:
            return
        if self._desk.pane not in (where := self._commands[name].where):
            self.tell(f"That is for {' and '.join(PLACES[pane] for pane in where)}.")
            return
        self._remember(name)
        if name in self._own:
            self._do("own", self._own[name])
        else:
            self._do(name)

    def _choices(self) -> Iterator[Choice]:
        used = self._used()
        listed = [command for id_, command in self._commands.items() if id_ not in _NOT_LISTED]
        for command in sorted(listed, key=lambda command: self._rank(command, used)):
            signs = " ".join(key_sign(key) for key in keys_of(command, self._desk.config.keys))
            yield Choice(command.help, command.id, signs)

    def _rank(self, command: Command, used: Sequence[str]) -> tuple[int, int]:
        """Where it stands: used, of this place, of any place, a move, of no use here."""
        pane = self._desk.pane
        if pane not in command.where:
            return 4, 0
        if command.id in used:
            return 0, used.index(command.id)
        if command.group == "Moving":
            return 3, 0
        return (1 if command.id in self._own or is_of(command, pane) else 2), 0

    def _used(self) -> list[str]:
        known = ""
        with suppress(DatelineError):  # the palette opens whatever the database does
            known = self._library.setting(USED_SETTING) or ""
        return [name for name in known.split(",") if name in self._commands]

    def _remember(self, name: str) -> None:
        if "," in name:  # a name that a reader gave may have one
            return
        used = self._used()
        names = [name, *(other for other in used if other != name)][:_REMEMBERED]
        # Chosen twice in a row, it stands there already.
        if names != used:
            self._desk.keep(lambda: self._library.set_setting(USED_SETTING, ",".join(names)))

    def help(self) -> None:
        """Show the keys, those of this place first."""
        pane = self._desk.pane
        here = [command for command in COMMANDS if is_of(command, pane)]
        screen = HelpScreen(self._desk.config.keys, more=self._more, here=(f"In {PLACES[pane]}", here))
        self._desk.host.open_screen(screen)

    async def messages(self) -> None:
        """What was told, the last first; the one that is chosen is told again, whole."""
        told = [Choice(words, words, f"{at:%H:%M}") for at, words in reversed(self._desk.host.messages)]
        if not told:
            self.tell("Nothing was told yet.")
        elif words := await self._desk.choose("Messages", told):
            self.tell(words)


def is_of(command: Command, pane: str) -> bool:
    """Tell whether a command belongs to a pane: there alone, or in its footer."""
    return pane in command.hint or (pane in command.where and len(command.where) < 3)
