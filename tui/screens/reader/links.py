"""Out of the reader: links, the browser, the clipboard, a file."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.errors import DatelineError
from tui.screens.reader.desk import Desk, Part
from tui.screens.replies import Choice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.model.ids import ArticleId
    from tui.widgets.reading_pane import ReadingPane

_PAGES_AT_ONCE = 20
_LISTS = (1, 2, 3)
"""Digits that choose a list, in the list."""
_NO_PAGE = "This story has no page of its own."


class LinksPart(Part):
    """What leads out of a story."""

    def __init__(self, desk: Desk, reading: ReadingPane) -> None:
        super().__init__(desk)
        self._reading = reading

    def open_browser(self) -> None:
        """Open the story in the browser, or all that are selected, if they are not very many."""
        urls = [subject.url for subject in self._desk.selection.subjects if subject.url]
        if len(urls) > _PAGES_AT_ONCE:
            self.tell(f"{len(urls)} pages at once are too many for a browser: {_PAGES_AT_ONCE} at the most.")
            return
        for url in urls:
            self._desk.host.open_link(url)
        self._desk.selection.let_go()
        if not urls:
            self.tell(_NO_PAGE)

    def open_link(self, number: int) -> None:
        """Open the link of that number."""
        link = next((link for link in self._reading.links if link.number == number), None)
        if link:
            self._desk.host.open_link(link.href)
        else:
            self.tell(self._no_link(number))

    def _no_link(self, number: int) -> str:
        """Say what there is instead, and what to press for the list that a digit shows elsewhere."""
        count = len(self._reading.links)
        has = f"{count} link{'' if count == 1 else 's'}" if count else "no links"
        lists = f" For the list: esc, then {number}." if number in _LISTS else ""
        return f"This story has {has}.{lists}"

    async def ask_link(self) -> None:
        """Ask for the number of a link and open it."""
        count = len(self._reading.links)
        if not count:
            self.tell("This story has no links.")
            return
        typed = await self._desk.ask("link", hint=f"its number, 1 to {count}")
        if typed and typed.strip():
            digits = typed.strip().strip("[]#")
            if digits.isascii() and digits.isdigit():
                self.open_link(int(digits))
            else:
                self.tell(f"A link is a number, 1 to {count}.")

    async def choose(self) -> None:
        """Choose among the story's links."""
        links = self._reading.links
        if not links:
            self.tell("This story has no links.")
            return
        choices = [Choice(f"{link.number:>2}  {link.words}", link.href, link.href) for link in links]
        href: str | None = await self._desk.choose("Links", choices)
        if href:
            self._desk.host.open_link(href)

    def copy(self) -> None:
        """Copy the story's link."""
        subject = self._desk.subject
        if subject and subject.url:
            self._desk.host.copy_to_clipboard(subject.url)
            self.tell("Copied the link.")
        else:
            self.tell(_NO_PAGE)

    def copy_text(self) -> None:
        """Copy what the mouse has selected, or else the story's text."""
        page = self._reading.page_shown
        if text := self._selected():
            self._copy(text)
        elif page is not None:
            self._copy(page.copied((0, 0), (len(page.lines), 0)).strip("\n"), "the story: ")

    def copy_selected(self) -> None:
        """Copy what the mouse has selected."""
        if text := self._selected():
            self._copy(text)
        else:
            self.tell("Nothing is selected: the mouse does that, and Y copies a whole story.")

    def _selected(self) -> str:
        selection = self._reading.text_selection
        found = self._reading.get_selection(selection) if selection is not None else None
        return found[0].strip("\n") if found else ""

    def _copy(self, text: str, what: str = "") -> None:
        self._desk.host.copy_to_clipboard(text)
        self.tell(f"Copied {what}{len(text):,} {'character' if len(text) == 1 else 'characters'}.")

    def export(self) -> None:
        """Export the story to a Markdown file in the current folder, or each that is selected to one."""
        ids = [subject.id for subject in self._desk.selection.subjects]
        self._desk.selection.let_go()
        if ids:
            self._desk.run_worker(self._export(ids), group="export")

    async def _export(self, ids: Sequence[ArticleId]) -> None:
        folder = Path.cwd()
        try:
            paths = await asyncio.to_thread(
                lambda: [self._library.export_article(id_, folder) for id_ in ids]
            )
        except DatelineError as error:
            self.tell(str(error), failed=True)
        else:
            one = paths[0] if len(paths) == 1 else f"{len(paths)} files in {folder}"
            self.tell(f"Written to {one}")

    def _write(self, ids: Sequence[ArticleId], folder: Path) -> list[Path]:
        return [self._library.export_article(article_id, folder) for article_id in ids]
