"""Threads: what of a story is new to the reader, the list by threads, and threads put right by hand."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from tui.errors import DatelineError
from tui.keys.commands import LIST
from tui.model.scopes import Scope
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice
from tui.screens.steady import told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.model.articles import Article, Headline
    from tui.model.ids import ArticleId
    from tui.screens.reader.lists import ListsPart
    from tui.widgets.reading_pane import ReadingPane

_ALONE: Final = "This story stands alone: no other tells it."
_MAKES_WAY_S: Final = 0.05
"""Between two stories that are looked through for what is new in them."""
_OFFERED: Final = 200
"""Stories of the list that one may be joined to."""


class ThreadsPart(Part):
    """Stories that several sources tell."""

    def __init__(self, desk: Desk, lists: ListsPart, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._lists = lists
        self._reading = reading
        self._to_count: dict[ArticleId, None] = {}
        """Stories in whose threads it is to be counted what is new."""

    # ── what is new ───────────────────────────────────────────────────────────────────────────

    def find_new(self, article: Article) -> None:
        """Find out beside the screen which sentences of the open story are new to the reader; mark them."""
        if article.headline.thread is not None:
            self._desk.run_worker(self._find_new(article), group="new", exclusive=True)

    async def _find_new(self, article: Article) -> None:
        # It was not asked for: who reads on misses nothing where it cannot be told.
        with suppress(DatelineError):
            found = await asyncio.to_thread(self._library.threads.new_in, article.id)
            shown = self._desk.article
            # Another story, or another text of this, may have come meanwhile.
            if shown is not None and shown.id == article.id and shown.prose == article.prose:
                self._reading.fresh.show(None if found is None else [one.at for one in found])

    def note_opened(self, id: ArticleId) -> None:
        """Hear that a story was opened: others of its thread may hold less that is new now."""
        article = self._desk.article
        if article is None or article.id != id or article.headline.thread is not None:
            self.recount([id])

    def recount(self, ids: Iterable[ArticleId]) -> None:
        """Count anew, for lists, what is new in the unread stories of the threads of some."""
        begins = not self._to_count
        self._to_count.update(dict.fromkeys(ids))
        if begins and self._to_count:
            self._desk.run_worker(self._count(), group="counts of threads")

    async def _count(self) -> None:
        while self._to_count:
            # Keys come before what nobody has asked for.
            await asyncio.sleep(_MAKES_WAY_S)
            # The last first: its thread is the one that is being read.
            await self._count_around(list(self._to_count)[-1])

    async def _count_around(self, id: ArticleId) -> None:
        try:
            for count in await asyncio.to_thread(self._library.threads.count_new_around, id):
                headline = await asyncio.to_thread(count)
                if headline is not None:
                    self._lists.rows.put(headline)
                await asyncio.sleep(_MAKES_WAY_S)
        except DatelineError:  # as above: lists say nothing of it, then
            pass
        finally:
            self._to_count.pop(id, None)

    def walk(self, step: int) -> None:
        """Go to the next sentence that is new to the reader, or the one before."""
        article, reading = self._desk.article, self._reading
        if article is None:
            self.tell("Open a story first.")
            return
        if reading.change is not None:
            reading.leave_change()
        if (count := reading.fresh.count) is None:
            self.tell(
                _ALONE if article.headline.thread is None else "You have read nothing else of this thread."
            )
        elif count[1] == 0:
            self.tell("Nothing new: what you read of this thread has said all of it.")
        elif not reading.fresh.go(step, reading.top, reading.size.height):
            self.tell("That was the last new sentence." if step > 0 else "No new sentence before this.")

    # ── the list ──────────────────────────────────────────────────────────────────────────────

    def unfold(self) -> None:
        """Show the other stories of the thread below it, or fold them; elsewhere in a list of their own."""
        subject = self._desk.subject
        if subject is None or subject.thread is None:
            self.tell(_ALONE)
        elif self._desk.pane != LIST or not self._lists.unfold():
            scope = Scope("thread", name=str(subject.thread.thread))
            if self._desk.shown.scope == scope:
                self.tell("These are all stories of this thread.")
            else:
                self._lists.show(scope, f"thread: {subject.headline}", keep=subject)
                self._desk.focus_pane(LIST)

    async def mark_read(self) -> None:
        """Mark the story under the cursor read, and those that print its text where that is wished for."""
        subject, copies = self._desk.subject, self._lists.folded
        if subject is None:
            return
        takes = bool(copies) and await self._takes_copies(len(copies))
        ids = [subject.id, *(copy.id for copy in copies if takes)]
        # Never without a word: it is seen of none of them but one.
        self._desk.mark(lambda: self._library.mark_read(ids), quiet=len(ids) == 1)

    async def _takes_copies(self, count: int) -> bool:
        """Tell whether copies are marked too; the reader is asked where the settings leave it to that."""
        wanted = self._desk.config.threads.copies
        if wanted != "ask":
            return wanted == "together"
        others = "the 1 other that prints" if count == 1 else f"the {count} others that print"
        choices = [Choice("This story alone", False), Choice(f"This story and {others} its text", True)]
        return bool(await self._desk.choose("Mark read", choices))

    # ── by hand ───────────────────────────────────────────────────────────────────────────────

    def split(self) -> None:
        """Take the story, or those that are selected, out of its thread."""
        subjects = [one for one in self._desk.selection.take() if one.thread is not None]
        if not subjects:
            self.tell(_ALONE)
            return
        ids = [one.id for one in subjects]
        self._desk.mark(lambda: self._library.threads.split(ids))

    async def join(self) -> None:
        """Put the stories that are selected, or this one and one to choose, into one thread."""
        subjects = self._desk.selection.subjects
        if not subjects:
            return
        # Into the one that most are in: the others come to it.
        into, *others = sorted(subjects, key=_members, reverse=True)
        if not others:
            chosen = await self._choose_other(into)
            if chosen is None:
                return
            others, into = [into], chosen
        self._desk.selection.let_go()
        self._join([one.id for one in others], into.id)

    @told
    def _join(self, ids: Sequence[ArticleId], into: ArticleId) -> None:
        # One row stands for all of a thread there.
        whole = self._lists.threads is not None
        join = partial(self._library.threads.join, ids, into, whole=whole)
        self._desk.mark(join, nothing="They are in one thread already.")

    async def _choose_other(self, subject: Headline) -> Headline | None:
        """Ask which story of the list one is to be joined to."""
        listing = self._lists.listing
        listed = listing.window(0, _OFFERED) if listing is not None else ()
        own = subject.thread.thread if subject.thread is not None else None
        choices = [
            Choice(one.headline, one, one.feed)
            for one in listed
            if one.id != subject.id and (one.thread is None or one.thread.thread != own)
        ]
        if not choices:
            self.tell("There is no other story in this list to join it to.")
            return None
        chosen: Headline | None = await self._desk.choose("Into the thread of", choices)
        return chosen


def _members(headline: Headline) -> int:
    return headline.thread.members if headline.thread is not None else 1
