"""Marks: read, saved, tagged, everything read, and the way back; one after another, as asked for."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from tui.errors import DatelineError, NotFound
from tui.library.wording import change_in_words
from tui.screens.reader.desk import Desk, Part
from tui.screens.steady import told
from tui.text.tagnames import tag_names

if TYPE_CHECKING:
    from tui.model.answers import Change
    from tui.model.articles import Headline
    from tui.model.ids import ArticleId
    from tui.screens.reader.lists import ListsPart


T = TypeVar("T")

_LONG_S: Final = 0.5
"""After so long the status line says that something is being marked: hundreds of thousands take seconds."""
_MARKING: Final = "marking"


def _nothing_more() -> None:
    """Nothing follows."""


def _common_tags(stories: Sequence[Headline]) -> list[str]:
    """Return the tags that all of some stories have, as the first has them."""
    # `War` and `war` are one tag to whoever types them.
    first, *others = ({tag.casefold() for tag in story.tags} for story in stories)
    common = first.intersection(*others)
    return [tag for tag in stories[0].tags if tag.casefold() in common]


class MarkingPart(Part):
    """Writes what keys ask for, in a thread, in the order of the keys, and shows what came of it."""

    def __init__(self, desk: Desk, lists: ListsPart, after: Callable[[Change], object]) -> None:
        """`after` shows what a change has changed besides lists and marks."""
        super().__init__(desk)
        self._lists = lists
        self.after = after
        self.when_opened: Callable[[ArticleId], object] = lambda _id: None
        """Called once it is written that an article was opened."""
        # First come, first served: two marks of one story end in the order of their keys.
        self._one_by_one = asyncio.Lock()

    # ── what keys ask for ─────────────────────────────────────────────────────────────────────

    def toggle_read(self) -> None:
        """Read, or unread again; of several that are selected, read where one of them is not."""
        subjects = self._desk.selection.take()
        read = any(not subject.read for subject in subjects)
        ids = [subject.id for subject in subjects]
        if ids:
            self.mark(lambda: self._library.mark_read(ids, read), quiet=len(ids) == 1)

    def mark_all_read(self) -> None:
        """Mark everything in this list read: what was in it when the key was pressed."""
        if self._lists.listing is None:
            return
        # A list is drawn as one moves in it: a row that came later may stand in view all the same.
        in_view = frozenset(headline.row for headline in self._lists.rows.in_view())
        listed = replace(self._lists.listing.listed, also=in_view)
        self.mark(
            lambda: self._library.mark_all_read(listed), nothing="All that stood here was read already."
        )

    def mark_above_read(self) -> None:
        """Mark read what stands above the cursor."""
        self._mark_part(before=True, nothing="All above was read already.")

    def mark_below_read(self) -> None:
        """Mark read what stands below the cursor."""
        self._mark_part(before=False, nothing="All below was read already.")

    def _mark_part(self, *, before: bool, nothing: str) -> None:
        rows, listing = self._lists.rows, self._lists.listing
        if listing is None:
            return
        # What it holds is told by its ends, however long it is.
        part = listing.part(rows.cursor, before=before)
        self.mark(lambda: self._library.mark_all_read(*part), nothing=nothing)

    def save(self) -> None:
        """Save the story, or let it go; of several that are selected, save them where one is not saved."""
        subjects = self._desk.selection.take()
        saved = any(not subject.saved for subject in subjects)
        ids = [subject.id for subject in subjects]
        if ids:
            self.mark(lambda: self._library.save(ids, saved))

    def undo(self) -> None:
        """Undo the last mark."""
        self.mark(lambda: self._library.undo(settle=False), nothing="Nothing to undo.")

    async def tag(self) -> None:
        """Ask for a tag; a tag the story has already is taken off, one that all of several have."""
        subjects = self._desk.selection.subjects
        if not subjects:
            return
        ids = [subject.id for subject in subjects]
        has = _common_tags(subjects)
        common = {tag.casefold() for tag in has}
        worn = f" ({'has' if len(ids) == 1 else 'all have'} {', '.join(has)})" if has else ""
        hint = "a word, or several with commas; the same again takes it off"
        typed = (await self._desk.ask(f"tag{worn}", hint=hint) or "").strip()
        for tag in tag_names(typed) if typed else ():
            self.mark(partial(self._library.tag, ids, tag, tag.casefold() not in common))
        if typed:
            self._desk.selection.let_go()

    # ── how it is done ────────────────────────────────────────────────────────────────────────

    def mark(
        self,
        verb: Callable[[], Change | None],
        *,
        quiet: bool = False,
        nothing: str = "",
        then: Callable[[], object] = _nothing_more,
    ) -> None:
        """Do what a key asked for in a thread, after those before it, and show what changed.

        Where nothing did, `nothing` is said. `then` is called at the end, unless it failed.
        """
        self._desk.run_worker(self._mark(verb, quiet=quiet, nothing=nothing, then=then), group="marks")

    async def _mark(
        self, verb: Callable[[], Change | None], *, quiet: bool, nothing: str, then: Callable[[], object]
    ) -> None:
        async with self._one_by_one:
            try:
                change = await self._in_thread(verb)
            except DatelineError as error:
                self.tell(str(error), failed=True)
                return
        if change is not None and change.is_something:
            self.show_change(change, quiet=quiet)
        elif nothing:
            self._lists.refresh()  # what is unread here, if anything, came after the list was drawn
            self.tell(nothing)
        then()

    async def _in_thread(self, verb: Callable[[], T]) -> T:
        """Do something in a thread; where that takes long, say so in the status line."""
        told = asyncio.get_running_loop().call_later(_LONG_S, self._desk.note, _MARKING, "marking …")
        try:
            return await asyncio.to_thread(verb)
        finally:
            told.cancel()
            self._desk.note(_MARKING, "")

    def show_change(self, change: Change, *, quiet: bool = False) -> None:
        """Show what a change has changed, and say it."""
        # Ids are given of a hundred articles at the most: of more, the whole list is asked anew.
        if 0 < change.count == len(change.ids):
            self._show_marks(change.ids)
        else:
            self._lists.refresh()
        # Before it is said: what is said should be there to be seen.
        self.after(change)
        if not quiet:
            self.tell(change_in_words(change))

    @told
    def _show_marks(self, ids: Sequence[ArticleId]) -> None:
        """Show the marks that a few articles have now."""
        headlines = [self._library.headline(article_id) for article_id in ids]
        article = self._desk.article
        for headline in headlines:
            if article is not None and article.id == headline.id:
                self._desk.article = replace(article, headline=headline)
        self._lists.put(headlines)

    def note_opened(self, article_id: ArticleId) -> None:
        """Note, once it is shown, that an article was opened, and take its mark off in the list."""
        self._desk.run_worker(self._note_opened(article_id), group="marks")

    async def _note_opened(self, article_id: ArticleId) -> None:
        # Read or not, it stands among what was opened.
        read = self._desk.config.reading.mark_read == "open"
        if await self._write(lambda: self._library.note_opened(article_id, read=read)):
            self._show_marks((article_id,))
            self.when_opened(article_id)

    def keep(self, verb: Callable[[], object]) -> None:
        """Write something down that nothing on the screen waits for."""
        self._desk.run_worker(self._write(verb), group="marks")

    async def _write(self, verb: Callable[[], object]) -> bool:
        """Write something; returns whether it was. What was removed meanwhile has nothing to be kept."""
        async with self._one_by_one:
            try:
                await self._in_thread(verb)
            except NotFound:
                return False
            except DatelineError as error:
                self.tell(str(error), failed=True)
                return False
        return True

    async def finish(self, place: float) -> None:
        """Have every mark written, and where the open story was left, before leaving."""
        article = self._desk.article
        async with self._one_by_one:
            if article is not None:
                with suppress(DatelineError):  # leaving must be possible whatever the database does
                    self._library.remember_position(article.id, place)
