"""Parts of the reader's screen that many a day is read without: each is made when it is first asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from tui.screens.reader.desk import Desk
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.keys.keymap import OwnCommand
    from tui.screens.reader import column, finding, listening, notices, outline, programs
    from tui.screens.reader.column import ColumnPart
    from tui.screens.reader.finding import FindingPart
    from tui.screens.reader.listening import ListeningPart
    from tui.screens.reader.notices import NoticesPart
    from tui.screens.reader.outline import OutlinePart
    from tui.screens.reader.programs import ProgramsPart
    from tui.widgets.reading_pane import ReadingPane
else:  # loaded when first used: whoever starts should not wait for them
    column = Lazy("tui.screens.reader.column")
    finding = Lazy("tui.screens.reader.finding")
    listening = Lazy("tui.screens.reader.listening")
    notices = Lazy("tui.screens.reader.notices")
    outline = Lazy("tui.screens.reader.outline")
    programs = Lazy("tui.screens.reader.programs")


class LaterParts:
    """What leads out of the reader, to other programs and the desktop; and what shows one's way in it."""

    def __init__(
        self,
        desk: Desk,
        reading: ReadingPane,
        do: Callable[[str], Awaitable[bool]],
        ask: Callable[..., object],
        own: Sequence[OwnCommand],
        passage: Callable[[], str],
    ) -> None:
        """`do` does what a command says, and what it began; returns whether none of it failed.

        `ask` does what a command says and does not wait for it; `own` are those of the reader's own.
        `passage` says which words of the story are selected.
        """
        self._desk = desk
        self._reading = reading
        self._do = do
        self._ask = ask
        self._own = own
        self._passage = passage

    @cached_property
    def finding(self) -> FindingPart:
        """The palette, the help and the messages."""
        return finding.FindingPart(self._desk, self._ask, self._own)

    @cached_property
    def column(self) -> ColumnPart:
        """The width of the text."""
        return column.ColumnPart(self._desk, self._reading)

    @cached_property
    def outline(self) -> OutlinePart:
        """The sections of the story."""
        return outline.OutlinePart(self._desk, self._reading)

    @cached_property
    def programs(self) -> ProgramsPart:
        """Programs and macros."""
        return programs.ProgramsPart(self._desk, self._do, self._passage)

    @cached_property
    def listening(self) -> ListeningPart:
        """The player and the voice."""
        return listening.ListeningPart(self._desk, self._reading)

    @cached_property
    def notices(self) -> NoticesPart:
        """Notifications."""
        rules = self._desk.config.notify
        assert rules is not None  # who asks has looked
        return notices.NoticesPart(self._desk, rules)

    @property
    def _notifies(self) -> bool:
        return self._desk.config.notify is not None and self._desk.config.notify.is_on

    def begin(self) -> None:
        """Begin what the configuration, or what was chosen the last time, asks for from the start."""
        self.column.begin()
        if self._notifies:
            self.notices.begin()

    def synced(self, new: int) -> None:
        """Hear that a sync has ended, with so many new articles."""
        if new and self._notifies:
            self.notices.synced()

    def prepared(self, count: int) -> None:
        """Hear that so many articles wait to be prepared."""
        if not count and "notices" in self.__dict__:
            self.notices.prepared()

    @property
    def _listening(self) -> ListeningPart | None:
        """The same, if it was ever asked for."""
        return self.__dict__.get("listening")

    def skip(self, step: int) -> bool:
        """Have the next section read aloud, or the one before; tells whether one is being read."""
        return self._listening is not None and self._listening.skip(step)

    def hush(self) -> bool:
        """Have nothing read aloud any more; tells whether something was."""
        return self._listening is not None and self._listening.hush()

    def stop(self) -> None:
        """Leave nothing behind."""
        if self._listening is not None:
            self._listening.stop()
