"""The list of articles: a window on a listing of any length, drawn line by line."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Protocol

from textual import events
from textual.message import Message
from textual.reactive import var
from textual.strip import Strip

from tui.calendar.ages import age
from tui.drawing.frame import StyledLine, broken, centred, empty_list
from tui.drawing.listrows import FeedShown, ListRow, feed_shown, in_columns, row_height, row_lines
from tui.model.articles import Headline
from tui.model.ids import ArticleId
from tui.system.lazily import Lazy
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.model.threads import ThreadRow
    from tui.text.spans import Spans

if TYPE_CHECKING:
    from tui.drawing import threadwords
else:  # loaded when first used: whoever starts should not wait for them
    threadwords = Lazy("tui.drawing.threadwords")

_MARGIN_CELLS = 4
"""What stands before a headline: the cursor's edge, two marks, a blank."""
LONGEST_RANGE = 10_000
"""So many rows can be selected together; whole lists are marked by what they are."""
COUNTED_RANGE = 500
_shown = attrgetter(*ListRow._fields)
"""What a row shows of a headline, by the names that both have."""


class Rows(Protocol):
    """What the list asks of a listing: how many rows, which ones, and what matched in them."""

    @property
    def total(self) -> int:
        """How many rows there are, or are known so far."""
        ...

    def window(self, first: int, count: int) -> Sequence[Headline]:
        """Return rows from `first` on, at most `count`."""
        ...

    def spans(self, row: int) -> Spans:
        """Return the characters of a row's headline that a search matched."""
        ...

    def excerpt(self, row: int) -> tuple[str, Spans]:
        """Return a line of a row's text around what a search matched, and those characters."""
        ...


class Threaded(Protocol):
    """What a list of threads tells besides."""

    def thread_row(self, row: int) -> ThreadRow:
        """Return how a row stands in it."""
        ...


class ArticleList(Pane):
    """Articles, one under the other, with a cursor that stays on its article."""

    lines: var[int] = var(2)
    """Lines that a row may take: 1 to 3."""
    cursor: var[int] = var(0)
    """The index of the row under the cursor."""

    @dataclass
    class Opened(Message):
        """An article is to be opened."""

        headline: Headline

    class Turned(Message):
        """The row under the cursor is to be unfolded, or folded."""

    def __init__(self, *, lines: int = 2, absolute: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self.absolute = absolute
        self.set_reactive(ArticleList.lines, lines)
        self.rows: Rows | None = None
        self.threads: Threaded | None = None
        """The same, where it has one row a thread."""
        self.scope = "all"
        self.searching = False
        self._empty = empty_list(self.scope)
        """What an empty list says."""
        self._window: dict[int, Headline] = {}
        self.tall = lines
        """Lines that every row takes."""
        self._cells = 0
        """The width that `tall` is for."""
        self._drawn: dict[tuple[int, str, FeedShown, bool], list[Strip]] = {}
        """Rows by number, cursor, what is said of the feed and whether selected, of one `_drawn_width`."""
        self._single: dict[ArticleId, Headline] = {}
        """Rows that were selected one by one."""
        self.start: int | None = None
        """The row at which a range begins that goes to the cursor."""
        self.started_at: Headline | None = None
        """The article that stands there."""
        self._drawn_width = 0
        self._now = time.time()
        self.show_selected: Callable[[int], object] = lambda _count: None
        """Called with the number of rows that are selected, whenever that changes."""
        self.open_empty: Callable[[], object] = lambda: None
        """Called when the words of an empty list are clicked."""

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(
        self,
        rows: Rows,
        scope: str,
        *,
        cursor: int = 0,
        searching: bool = False,
        threads: Threaded | None = None,
    ) -> None:
        """Show a listing, with the cursor on a row of it; `threads` is the same where it is one of these."""
        self.rows, self.scope, self.searching, self.threads = rows, scope, searching, threads
        self._empty = empty_list(scope, searching=searching)
        self.deselect()
        self.tall = row_height(self._cells, self.lines, searching=self._tells_why)
        self.set_reactive(ArticleList.cursor, max(0, min(cursor, rows.total - 1)))
        self.redraw()
        self._keep_in_view()

    def say(self, words: list[str]) -> None:
        """Say something else where the list is empty."""
        self._empty = words
        self.refresh()

    @property
    def _tells_why(self) -> bool:
        """Whether each row shows why it is in the list: what was found in it, or noted."""
        return self.searching or self.scope == "noted"

    def redraw(self) -> None:
        """Ask for every row in view again: their marks may have changed."""
        self._window.clear()
        self._drawn.clear()
        self._now = time.time()
        self.set_height(self.total * self.tall)
        self.refresh()

    def take_room(self, cells: int) -> None:
        """Be as wide as that from now on; the row under the cursor stays at its height in the view."""
        self._cells = cells
        before, self.tall = self.tall, row_height(cells, self.lines, searching=self._tells_why)
        if self.tall == before:
            return
        at = self.cursor * before - self.top
        is_in_view = 0 <= at < self.size.height
        self._drawn.clear()
        self.set_height(self.total * self.tall)
        self.show_line(self.cursor * self.tall - at if is_in_view else self.top // before * self.tall)
        if is_in_view:
            self._keep_in_view()
        self.refresh()

    def put(self, headline: Headline) -> None:
        """Show an article's row with other marks, if it is among those at hand."""
        for index, known in self._window.items():
            if known.id == headline.id:
                self._window[index] = headline
                for key in [key for key in self._drawn if key[0] == index]:
                    del self._drawn[key]
                self.refresh_lines(index * self.tall, self.tall)

    def tick(self) -> None:
        """Redraw if time has changed an age in view."""
        now = time.time()
        # Most of the time every age still reads the same: then no row is asked for.
        times = [self._shown_row(headline).listed_at for headline in self._window.values()]
        if any(age(then, now) != age(then, self._now) for then in times):
            self.redraw()

    @property
    def total(self) -> int:
        """How many rows the listing has."""
        return self.rows.total if self.rows else 0

    @property
    def current(self) -> Headline | None:
        """The article under the cursor; None in an empty list."""
        return self.row(self.cursor)

    def row(self, index: int) -> Headline | None:
        """Return the article in a row, asking for a view's worth around it where it is not at hand."""
        if self.rows is None or not 0 <= index < self.rows.total:
            return None
        if index not in self._window:
            # A row more at either end, cut by the view's edges.
            view = self.size.height // self.tall + 2
            first, count = max(0, index - view // 2), 2 * view
            # Scrolling through a million rows would keep them all.
            if len(self._window) > 10 * count:
                self._window.clear()
            for offset, headline in enumerate(self.rows.window(first, count)):
                self._window[first + offset] = headline
        return self._window.get(index)

    def in_view(self) -> tuple[Headline, ...]:
        """Return the articles that stand on the screen now, of those that are at hand."""
        first, last = self.top // self.tall, (self.top + self.size.height - 1) // self.tall
        return tuple(self._window[index] for index in range(first, last + 1) if index in self._window)

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        """Move the cursor by so many rows."""
        self.go(self.cursor + steps)

    def page(self, pages: float) -> None:
        """Move the cursor by so many views."""
        per_page = max(1, self.size.height // self.tall)
        # A row of the last view stays, for the eye; and half a page of a tiny view is still a row.
        self.move(int(pages * max(1, per_page - 1)) or (1 if pages > 0 else -1))

    def go(self, index: int) -> None:
        """Move the cursor to a row, or as near as there is one."""
        before, after = self.cursor, max(0, min(index, self.total - 1))
        # At the ends a key that is held down draws nothing.
        if before == after:
            return
        self.set_reactive(ArticleList.cursor, after)
        self._keep_in_view()
        if self.start is not None:
            self._tell_selected()
            return
        self.refresh_lines(before * self.tall, self.tall)
        self.refresh_lines(after * self.tall, self.tall)

    def _keep_in_view(self) -> None:
        """Have the cursor's row in view, and no half row above; at the list's end the last row goes first."""
        first = self.cursor * self.tall
        self.show_span(first, self.tall)
        whole = -(-self.top // self.tall) * self.tall
        if self.top < whole <= first:
            self.show_line(whole)

    def open(self) -> None:
        """Open the article under the cursor."""
        if headline := self.current:
            self.post_message(self.Opened(headline))

    # ── several rows ──────────────────────────────────────────────────────────────────────────

    @property
    def selected(self) -> tuple[Headline, ...]:
        """The rows that are selected, those of the range first; of a range no more than `LONGEST_RANGE`."""
        rows = {headline.id: headline for headline in self._in_range()}
        # As they are now: marks may have changed since they were selected.
        known = {headline.id: headline for headline in self._window.values()}
        return tuple((rows | {id_: known.get(id_, one) for id_, one in self._single.items()}).values())

    def _in_range(self) -> Sequence[Headline]:
        if self.start is None or self.rows is None:
            return ()
        first, last = sorted((self.start, self.cursor))
        return self.rows.window(first, min(last - first + 1, LONGEST_RANGE))

    def select(self) -> None:
        """Select the row under the cursor, or no more, and go on to the next."""
        headline = self.current
        if headline is None:
            return
        if self._single.pop(headline.id, None) is None:
            self._single[headline.id] = headline
        self._tell_selected()
        self.move(1)

    def select_range(self) -> None:
        """Begin a range that grows with the cursor; what one has begun stays selected without growing."""
        if self.start is None:
            self.started_at = self.current
            self.start = self.cursor if self.started_at else None
        else:
            self._single |= {headline.id: headline for headline in self._in_range()}
            self.start = None
        self._tell_selected()

    def deselect(self) -> bool:
        """Let go of what is selected; tells whether anything was."""
        if self.start is None and not self._single:
            return False
        self.start = None
        self._single.clear()
        self._tell_selected()
        return True

    def _tell_selected(self) -> None:
        length = 0 if self.start is None else abs(self.cursor - self.start) + 1
        # Of a short range it is known who stands in it twice; of a longer one nobody counts.
        is_counted = self._single and length <= COUNTED_RANGE
        count = len(self.selected) if is_counted else min(length, LONGEST_RANGE)
        self.refresh()
        self.show_selected(count)

    def _is_selected(self, index: int) -> bool:
        if self.start is not None and min(self.start, self.cursor) <= index <= max(self.start, self.cursor):
            return True
        headline = self._window.get(index)
        return headline is not None and headline.id in self._single

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        _, height, top, total = self._view
        if not total:
            return self.inks.strip(centred(broken(self._empty, width), width, height)[y], width)
        if width != self._drawn_width:  # Textual draws in the new width before it tells of it
            self._drawn.clear()
            self._drawn_width = width
        index, part = divmod(top + y, self.tall)
        cursor = "" if index != self.cursor else "cursor" if self.has_focus else "blur"
        feed = self._feed_shown(index, is_first=index == top // self.tall and in_columns(width, self.lines))
        key = (index, cursor, feed, self._is_selected(index))
        strips = self._drawn.get(key)
        if strips is None:
            strips = [self.inks.strip(line, width) for line in self._row(*key, width)]
            if len(self._drawn) > 500:
                self._drawn.clear()
            self._drawn[key] = strips
        return strips[part] if part < len(strips) else self.inks.blank(width)

    def _shown_row(self, headline: Headline) -> ListRow:
        """Return what a row shows: of what was opened when that was, where the list goes by it."""
        row = ListRow._make(_shown(headline))
        if self.scope == "thread" and headline.thread is not None:
            # All of them stand here: how many others there are is the list's own length.
            row = row._replace(thread=replace(headline.thread, sources=0))
        if self.scope != "history" or self.searching or headline.opened_at is None:
            return row
        return row._replace(listed_at=int(headline.opened_at.timestamp()), dated=True, ageless=False)

    def _feed_shown(self, index: int, *, is_first: bool) -> FeedShown:
        """Return what a row says of its feed; the first in view names it, where that moves nothing else."""
        headline, above = self.row(index), None if is_first else self.row(index - 1)
        return feed_shown(headline.feed if headline else "", above.feed if above else None, self.scope)

    def _row(self, index: int, cursor: str, feed: FeedShown, selected: bool, width: int) -> list[StyledLine]:
        headline = self.row(index)
        if headline is None:
            return [[(" " * width, "text")]] * self.tall
        row = self._shown_row(headline)
        matches: Spans = ()
        excerpt: tuple[str, Spans] = ("", ())
        if self.rows is not None and self._tells_why:
            matches = self.rows.spans(index)
            # An excerpt is cut out of the whole text: it is asked for only where there is a line for it.
            excerpt = self.rows.excerpt(index) if self.lines > 1 else excerpt
        return row_lines(
            row,
            width,
            lines=self.lines,
            now=self._now,
            absolute=self.absolute,
            cursor=cursor,
            feed=feed,
            matches=matches,
            excerpt=excerpt,
            searching=self._tells_why,
            selected=selected,
            branch=self.threads.thread_row(index) if self.threads is not None else None,
        )

    # ── what happens to it ────────────────────────────────────────────────────────────────────

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.take_room(self.room)
        self._keep_in_view()

    def on_focus(self) -> None:
        """Show that the keys come here."""
        self.refresh_lines(self.cursor * self.tall, self.tall)

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh_lines(self.cursor * self.tall, self.tall)

    def on_click(self, event: events.Click) -> None:
        """Open the row that was clicked; a click on the edge scrolls there."""
        if not self.total:
            self.open_empty()
            return
        if event.x >= self.room:
            self.show_line(self.virtual_size.height * event.y // max(1, self.size.height))
            return
        index = (self.top + event.y) // self.tall
        if index < self.total:
            self.go(index)
            if event.x < self._turned_by:
                self.post_message(self.Turned())
            else:
                self.open()

    @property
    def _turned_by(self) -> int:
        """The cells at the left of the cursor's row that unfold it; none where nothing is to be unfolded."""
        if self.threads is None or self.current is None:
            return 0
        sign = threadwords.lead(self.current.thread, self.threads.thread_row(self.cursor))
        return _MARGIN_CELLS + len(sign) if sign.strip() else 0
