"""What changed in the open article, a change at a time, in the reading pane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on, work
from textual.message import Message

from tui.errors import DatelineError
from tui.keys.commands import LIST, READER
from tui.screens.correcting import CorrectingScreen
from tui.screens.reader import ArticleLoaded

if TYPE_CHECKING:
    from tui.changes.compare import TextChange, Version
    from tui.model.ids import ArticleId
    from tui.screens.orderly import Waits


@dataclass
class ChangeLoaded(Message):
    """A change that was asked for is worked out; None: the article never changed."""

    article_id: ArticleId
    change: TextChange | None
    error: str = ""


class ChangedScreen(CorrectingScreen):
    """The reader's screen, that can show what changed."""

    _change_wanted: ArticleId | None = None
    """The article whose changes are to be shown once it is open."""
    _versions: tuple[ArticleId, tuple[Version, ...]] | None = None
    """The texts of the article whose changes are shown."""
    _comparing: Waits | None = None

    def action_changes(self) -> None:
        """Show what changed in the story, or the story again."""
        subject = self.subject
        if self._reading.change is not None and self.pane != LIST:
            self.leave_changes()
        elif subject is not None and self._article is not None and subject.id == self._article.id:
            self.focus_pane(READER)
            self._versions = None
            self._compare(subject.id, None)
        elif subject is not None:
            self._change_wanted = subject.id
            self.open_article(subject)

    @on(ArticleLoaded)
    def _opened_for_changes(self, message: ArticleLoaded) -> None:
        wanted, self._change_wanted = self._change_wanted, None
        if wanted == message.article.id:
            self._versions = None
            self._compare(message.article.id, None)

    def step_change(self, step: int) -> None:
        """Show the next change, or the one before; after the last one, all together."""
        change = self._reading.change
        if change is None or self._article is None:
            return
        numbers = [*range(1, change.count + 1), *([0] if change.count > 1 else [])]
        at = numbers.index(change.number) + step
        if not 0 <= at < len(numbers):
            self.tell("There is no later change." if step > 0 else "There is no change before this one.")
            return
        number = numbers[at]
        self._compare(self._article.id, number)

    def leave_changes(self) -> bool:
        """Show the story again; tells whether its changes were shown."""
        if self._reading.change is None:
            return False
        self._reading.leave_change()
        self.retitle()
        return True

    def _compare(self, article_id: ArticleId, number: int | None) -> None:
        self._comparing = self.app_.hold_for_answer(self._comparing)
        self._work_out(article_id, number)

    @work(thread=True, exclusive=True, group="article")
    def _work_out(self, article_id: ArticleId, number: int | None) -> None:
        """Compare two texts of an article; without a number, the last two."""
        from tui.changes.compare import change

        try:
            if self._versions is None or self._versions[0] != article_id:
                self._versions = (article_id, self._library.versions(article_id))
            versions = self._versions[1]
            newest = len(versions) - 1
            found = change(versions, newest if number is None else number) if newest else None
            self.post_message(ChangeLoaded(article_id, found))
        except DatelineError as error:
            self.post_message(ChangeLoaded(article_id, None, str(error)))

    @on(ChangeLoaded)
    def _change_loaded(self, message: ChangeLoaded) -> None:
        if self._comparing is not None:
            self._comparing.done()
        if self._article is None or message.article_id != self._article.id:
            return
        if message.error:
            self.tell(message.error, failed=True)
        elif message.change is None:
            self.tell("This story has not changed since it came.")
        else:
            self._reading.show_change(message.change)
            self._names.choose(None)
            self.retitle()
