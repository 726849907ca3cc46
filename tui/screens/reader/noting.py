"""Notes and highlights: a passage marked, words to it or to the whole story, in a line or in an editor."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from tui.changes.passages import quote, running_text
from tui.drawing.passage import selected
from tui.errors import DatelineError
from tui.keys.commands import READER
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from tui.changes.passages import Stretch
    from tui.model.answers import Change
    from tui.model.ids import ArticleId
    from tui.model.notes import Note, Quotation
    from tui.widgets.reading_pane import ReadingPane

Steps = Coroutine[Any, Any, None]
AskWords = Callable[[str, str], Awaitable["str | None"]]
"""Asks for words, told what for and those there are; None: the reader thought better of it."""
_NO_TEXT: Final = "There is no text here to be marked."
_LINE_END: Final = 1_000_000
_ALREADY: Final = "It says that already."


class NotesPart(Part):
    """Notes are written, changed and taken away."""

    def __init__(self, desk: Desk, reading: ReadingPane, hand: Callable[[bool], Steps]) -> None:
        """`hand` takes the steps of handing a passage to a program, or its link where told so."""
        super().__init__(desk)
        self._reading = reading
        self._hand = hand

    # ── what keys ask for ─────────────────────────────────────────────────────────────────────

    def mark_passage(self) -> None:
        """Begin to mark a passage; what the mouse has selected is highlighted at once."""
        stretch = self._selected()
        if stretch is not None:
            self._reading.screen.clear_selection()
            self._highlight(stretch)
        elif not self._reading.begin_passage():
            self.tell(_NO_TEXT)

    async def note(self) -> None:
        """Note something in a line: to what is selected, else to the whole story."""
        await self._note(self._selected(), self._ask_line)

    async def write(self) -> None:
        """Note something in the reader's editor: to what is selected, else to the whole story."""
        await self._note(self._selected(), self._ask_editor)

    async def choose(self) -> None:
        """Choose one of the story's notes, those to an earlier version too, and what is to become of it."""
        subject = self._desk.subject
        if subject is None:
            return
        notes = self._library.notes.of(subject.id)
        if not notes:
            self.tell("Nothing is noted to this story: C notes something, V marks a passage.")
            return
        choices = [Choice(note.line, note, "highlight" if note.quotation else "") for note in notes]
        note: Note | None = await self._desk.choose(f"Notes to “{_shortened(subject.headline)}”", choices)
        if note is not None:
            await self._ask_what(note)

    async def _ask_what(self, note: Note) -> None:
        """Ask what is to become of a note."""
        at = self._place_of(note)
        choices = [
            *([Choice("Go to it", "go")] if at is not None else []),
            Choice("Change its words", "line"),
            Choice("Change its words in the editor", "editor"),
            Choice("Take it away", "remove"),
        ]
        match await self._desk.choose(note.title, choices):
            case "go" if at is not None:
                self._desk.focus_pane(READER)
                self._reading.begin_passage(at)
            case "line" | "editor" as how:
                ask = self._ask_line if how == "line" else self._ask_editor
                words = await ask("note", note.words)
                if words is not None:
                    self._keep(lambda: self._library.notes.change(note.key, words), nothing=_ALREADY)
            case "remove":
                self._keep(lambda: self._library.notes.remove(note.key))
            case _:
                pass

    def _place_of(self, note: Note) -> Stretch | None:
        """Return where a note's passage stands in the open story; None where it does not, or is another's."""
        article = self._desk.article
        standing = {one.key: one.at for one in article.notes} if article else {}
        return standing.get(note.key)

    def act(self, key: str) -> None:
        """Do what a key means while a passage is being marked."""
        passage, article = self._reading.passage, self._desk.article
        if passage is None or article is None:
            return
        match key:
            case "enter" if self._note_at(passage.stretch) is None:
                self._reading.mark_passage(None)
                self._highlight(passage.stretch)
            case "enter" | "C":
                self._desk.converse(self._note_passage(passage.stretch, self._ask_line))
            case "E":
                self._desk.converse(self._note_passage(passage.stretch, self._ask_editor))
            case "y" | "Y":
                self._reading.mark_passage(None)
                self._desk.host.copy_to_clipboard(passage.text)
                self.tell(f"Copied the passage: {len(passage.text):,} characters.")
            case "vertical_line" | "W":
                self._desk.converse(self._hand_on(key == "W"))
            case "d" | "x" | "delete":
                self._remove(passage.stretch)
            case _:
                self._reading.mark_passage(None)

    async def _hand_on(self, as_link: bool) -> None:
        await self._hand(as_link)
        if self._reading.passage is not None:
            self._reading.mark_passage(None)

    # ── asking ────────────────────────────────────────────────────────────────────────────────

    async def _ask_line(self, what: str, words: str) -> str | None:
        """Ask for a line; a note of several is no line, and goes to the editor."""
        if "\n" in words:
            return await self._ask_editor(what, words)
        hint = "enter keeps it; E writes more, in your editor"
        return await self._desk.ask(what, text=words, hint=hint, selected=True)

    async def _ask_editor(self, _what: str, words: str) -> str | None:
        return self._desk.host.edit(words)

    async def _note_passage(self, stretch: Stretch, ask: AskWords) -> None:
        await self._note(stretch, ask)
        if self._reading.passage is not None:
            self._reading.mark_passage(None)

    async def _note(self, stretch: Stretch | None, ask: AskWords) -> None:
        """Ask for the words of a note, to a passage or to the whole story, and keep them."""
        subject = self._desk.subject
        if subject is None:
            return
        quotation = None if stretch is None else self._quoted(stretch)
        before = self._whole(subject.id) if stretch is None else self._note_at(stretch)
        what = "note" if quotation is None else f"note to “{_shortened(quotation.exact)}”"
        words = await ask(what, before.words if before else "")
        if words is None:
            return
        if before is not None:
            self._keep(lambda: self._library.notes.change(before.key, words), nothing=_ALREADY)
        elif quotation is not None or words.strip():
            self._keep(lambda: self._library.notes.add(subject.id, words, quotation))

    def _whole(self, article: ArticleId) -> Note | None:
        """Return the note that there is to a whole story, the last of several."""
        found = [note for note in self._library.notes.of(article) if note.quotation is None]
        return found[-1] if found else None

    # ── passages ──────────────────────────────────────────────────────────────────────────────

    @property
    def passage(self) -> str:
        """The words that are being marked, or that the mouse has selected; empty where none are."""
        if self._reading.passage is not None and self._desk.pane == READER:
            return self._reading.passage.text
        stretch, article = self._selected(), self._desk.article
        return running_text(article.prose).text[slice(*stretch)].strip() if stretch and article else ""

    def _selected(self) -> Stretch | None:
        """Return what the mouse has selected, in characters of the running text; None where it has not."""
        reading, article = self._reading, self._desk.article
        selection, page = reading.text_selection, reading.page_shown
        if self._desk.pane != READER or not (selection and article and page) or reading.change is not None:
            return None
        start = (selection.start.y, selection.start.x) if selection.start else (0, 0)
        end = (selection.end.y, selection.end.x) if selection.end else (len(page.lines) - 1, _LINE_END)
        return selected(running_text(article.prose), page, start, end)

    def _quoted(self, stretch: Stretch) -> Quotation | None:
        article = self._desk.article
        return None if article is None else quote(running_text(article.prose).text, *stretch)

    def _note_at(self, stretch: Stretch) -> Note | None:
        """Return the note to just that passage."""
        quotation = self._quoted(stretch)
        if quotation is None or self._desk.article is None:
            return None
        exact = (quotation.start, quotation.start + len(quotation.exact))
        return next((note for note in self._desk.article.notes if note.at == exact), None)

    def _highlight(self, stretch: Stretch) -> None:
        subject, quotation = self._desk.subject, self._quoted(stretch)
        if subject is None or quotation is None:
            self.tell(_NO_TEXT)
        elif self._note_at(stretch) is None:
            self._keep(lambda: self._library.notes.add(subject.id, "", quotation))

    def _remove(self, stretch: Stretch) -> None:
        """Take away the highlight that is marked, or that what is marked lies in, with its words."""
        article = self._desk.article
        around = [
            note
            for note in (article.notes if article else ())
            if note.at is not None and note.at[0] <= stretch[0] and stretch[1] <= note.at[1]
        ]
        if not around:
            self.tell("Go to a highlight first: n and p do.")
            return
        key = min(around, key=lambda note: (note.at or (0, 0))[1] - (note.at or (0, 0))[0]).key
        self._reading.mark_passage(None)
        self._keep(lambda: self._library.notes.remove(key))

    def _keep(self, verb: Callable[[], Change], *, nothing: str = "") -> None:
        self._desk.mark(verb, nothing=nothing)

    # ── what comes of it ──────────────────────────────────────────────────────────────────────

    def show(self) -> None:
        """Show the open story's notes as they are now."""
        self._desk.run_worker(self._show(), group="notes", exclusive=True)

    async def _show(self) -> None:
        article = self._desk.article
        if article is None:
            return
        try:
            notes = await asyncio.to_thread(self._library.notes.beside, article)
        except DatelineError as error:
            self.tell(str(error), failed=True)
            return
        shown = self._desk.article
        if shown is not None and shown.id == article.id and shown.prose == article.prose:
            self._desk.article = replace(shown, notes=notes)
            self._reading.update(self._desk.article)


def _shortened(text: str, most: int = 24) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
