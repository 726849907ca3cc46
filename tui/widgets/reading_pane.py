"""The reading pane: one article as a page, with its names marked and what was sought lit up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from tui.changes.compare import TextChange
from tui.drawing.frame import ScopeCounts, StyledLine, centred, welcome
from tui.drawing.page import Highlight, Link, Overlay, Page, styled
from tui.drawing.typeset import build_changes, build_page
from tui.model.articles import Article
from tui.model.names import Entity
from tui.system.lazily import Lazy
from tui.text.cells import cell_width
from tui.widgets.new_sentences import NewSentences
from tui.widgets.pane import Pane

if TYPE_CHECKING:
    from tui.drawing.passage import MarkedPassage
    from tui.model.ids import ArticleId
    from tui.widgets.inks import Inks
    from tui.widgets.pictures import Hung

if TYPE_CHECKING:
    from tui.drawing import pagetexts, passage
    from tui.widgets import hyperlinks as hyper
else:  # loaded when first used: whoever starts should not wait for them
    pagetexts = Lazy("tui.drawing.pagetexts")
    passage = Lazy("tui.drawing.passage")
    hyper = Lazy("tui.widgets.hyperlinks")

MARGIN_CELLS = 2
_SPOKEN = "▌"
"""Stands in the margin of what is read aloud."""


class ReadingPane(Pane):
    """An article, set in a column of a reader's own width in the middle of the pane."""

    ALLOW_SELECT = True

    @dataclass
    class Scrolled(Message):
        """Another part of the article is in view."""

        percent: int

        def can_replace(self, message: Message) -> bool:
            """Only the newest counts."""
            return isinstance(message, ReadingPane.Scrolled)

    @dataclass
    class LinkPicked(Message):
        """A link was clicked."""

        href: str

    @dataclass
    class NamePicked(Message):
        """A mention of a person or place was clicked."""

        entity: Entity

    @dataclass
    class Lit(Message):
        """Other hits are lit, or none, or another of them is the one the reader is at."""

    @dataclass
    class PassageKey(Message):
        """A key that is no move was pressed while a passage is being marked."""

        key: str

    def __init__(self, *, width_cells: int = 72, hyperlinks: bool = False, id: str | None = None) -> None:
        """With `hyperlinks` the terminal is told where links lead (OSC 8), and can open them itself."""
        super().__init__(id=id)
        self.width_cells = width_cells
        self._hyperlinks = hyper.Hyperlinks() if hyperlinks else None
        self.article: Article | None = None
        self.counts = ScopeCounts(0, 0, 0)
        self.change: TextChange | None = None
        """What is shown of the article's changes; None: the article itself."""
        self.notice: tuple[str, ...] = ()
        self.hung: Hung | None = None
        """The article's pictures, where they are shown."""
        self.words = ""
        self._place_before = 0.0
        self._held: tuple[Page, int, tuple[int, int, int] | None] | None = None
        """A page laid out anew, the line shown at its top, and what was to stand there; None: its end."""
        self._page: Page | None = None
        self._hits: tuple[Highlight, ...] = ()
        self._hit = -1
        self._look = "find"
        self._lit: dict[int, list[Overlay]] = {}
        self._strips: dict[int, Strip] = {}
        self._stood = (0, False)
        """The first line in view, and whether the end was, as the reader left them."""
        self._sized = self.size
        """The size that the page was laid out for."""
        self._spoken: tuple[ArticleId, int] | None = None
        """The article and the section of it that is read aloud."""
        self._spoken_lines = range(0)
        self.fresh = NewSentences(
            self._relight, lambda lines: self.show_span(lines.start, len(lines), margin=self._height // 4)
        )
        """What of the story is new to the reader."""
        self.passage: MarkedPassage | None = None
        """What is being marked; None: nothing is."""
        self._selected: Selection | None = None
        """The last selection with both ends within the pane."""
        self._has_mouse = False
        """Whether the mouse was ever here: only then do cells have to know what they show, to be selected."""

    # ── what it shows ─────────────────────────────────────────────────────────────────────────

    def show(self, article: Article, place: float = 0.0) -> None:
        """Show an article from a place in it, 0 to 1."""
        self.article, self.notice, self.change = article, (), None
        self._take_down()
        self.passage = None
        self.fresh.forget()
        self._clear_hits()
        self._set()
        self.show_line(self._page.line_at(place) if self._page and place else 0)

    def hang(self, pictures: Hung | None) -> None:
        """Show the article with its pictures, or without; what is read stays where it stands."""
        before, top = self._page, self.top
        if pictures is not self.hung:
            self._take_down()
        self.hung = pictures
        self._set()
        if before is not None and self._page is not None and top:
            self.show_line(self._page.line_held(before.held(top)))

    def set_width(self, cells: int) -> None:
        """Set the text in a column of that width, where there is room; what is read stays where it stands."""
        self.width_cells = cells
        self._set_anew()

    def _take_down(self) -> None:
        """Leave none of the pictures that were shown."""
        if self.hung is not None:
            self.hung.leave()
            self.hung = None

    def show_change(self, change: TextChange) -> None:
        """Show what changed in the article instead of the article."""
        # From one change to the next it stays the story's.
        self._place_before = self.place if self.change is None else self._place_before
        self.change, self.passage = change, None
        self._clear_hits()
        self._set()
        self.show_line(0)

    def leave_change(self) -> None:
        """Show the article again, where it stood."""
        self.change = None
        self._clear_hits()
        self._set()
        self.show_line(self._page.line_at(self._place_before) if self._page and self._place_before else 0)

    def update(self, article: Article) -> None:
        """Show the same article with other marks, names or another text, where it stands."""
        top, before, former = self.top, self._page, self.article
        has_same_text = former is not None and former.prose == article.prose
        self.article = article
        sought = self.words if self._look == "find" else ""
        if not has_same_text:  # what is known by characters of the text before
            self.passage, self._place_before = None, 0.0
            self.fresh.forget()
            self._take_down()
            self._clear_hits()
        self._set()
        if former is None or before is None or self._page is None:
            self.show_line(0)
        elif has_same_text or self.change is not None:
            # The very line: a place is rounded to a character. A note above may be new.
            self.show_line(self._page.line_held(before.held(top)) if top else 0)
        else:
            self.show_line(pagetexts.same_line(former, before, top, article, self._page))
            if found := self._page.find(sought):
                self._light(found, "find", sought, stay=True)

    def rest(self, counts: ScopeCounts) -> None:
        """Show no article, but how many there are."""
        self.counts = counts
        if self.article is None:
            self.refresh()

    def say(self, *words: str) -> None:
        """Show a few words instead of an article: that it is being prepared, or why it cannot be shown."""
        self.article, self._page, self.notice, self.change = None, None, words, None
        self._take_down()
        self.passage = None
        self._clear_hits()
        self.set_height(0)
        self._strips.clear()
        self.refresh()

    def redraw(self) -> None:
        """Draw with other colours."""
        self._strips.clear()
        if self.hung is not None:
            self.hung.suit(self.column[1], self.inks.palette)
        self.refresh()

    @property
    def column(self) -> tuple[int, int]:
        """Where the text stands: (left margin, width) in cells."""
        width = max(8, min(self.width_cells, self.room - 2 * MARGIN_CELLS))
        return max(0, (self.room - width) // 2), width

    def _set(self) -> None:
        """Lay the article out for the width there is."""
        self._strips.clear()
        if self.article is None or not self.room:
            return
        _, width = self.column
        hung = self.hung
        self._page = (
            build_page(self.article, width, hung.hanging if hung else None)
            if self.change is None
            else build_changes(self.change, self.article.headline.feed, width)
        )
        if hung is not None:
            hung.place(self._page)
            hung.suit(width, self.inks.palette)
        spoken = self._spoken if self.change is None else None
        is_here = spoken is not None and spoken[0] == self.article.id
        self._spoken_lines = self._page.spoken_lines(spoken[1]) if spoken and is_here else range(0)
        # What is shown of changes are other texts.
        self.fresh.place(self._page if self.change is None else None)
        # A blank line at the end: the last words do not stand on the bar.
        self.set_height(len(self._page.lines) + 1)
        if self.passage is not None:
            self.passage = self.passage.on(self._page)
        if self._lit or self.passage is not None:
            self._relight()  # hits are in characters: they hold at any width
        self._tell_place()
        self.refresh()

    def _set_anew(self) -> None:
        """Lay the article out for another width; what stands at the top of the view stays there."""
        page, (top, ended) = self._page, self._stood
        if page is None:
            self._set()
            return
        # Unmoved since the last time: its line may begin with other words now, and would drift away.
        if self._held is not None and self._held[:2] == (page, top):
            held = self._held[2]
        else:
            held = None if ended and top else page.held(top) if top else (0, 0, 0)
        self._set()
        assert self._page is not None
        if held is None:
            self.show_line(self.virtual_size.height)
        else:
            self.show_line(self._page.line_held(held) if any(held) else 0)
        self._held = (self._page, self.top, held)

    @property
    def page_shown(self) -> Page | None:
        """The page as it is laid out; None without an article."""
        return self._page

    @property
    def links(self) -> tuple[Link, ...]:
        """The article's links, by number."""
        return self._page.links if self._page else ()

    @property
    def place(self) -> float:
        """How far into the text the view begins, 0 to 1; 1 where its end is in view."""
        return self._place_shown if self.change is None else self._place_before

    @property
    def _place_shown(self) -> float:
        if self._page is None:
            return 0.0
        # A story that fits its view was not scrolled to its end: it begins at its beginning the next time.
        if self.at_end and self.top:
            return 1.0
        return self._page.place_of(self.top)

    @property
    def percent(self) -> int:
        """How much of the page has been in view, in per cent: a hundred where its end is, and not before."""
        seen = self.top + self._height
        return 100 if self.at_end else min(99, round(100 * seen / self.virtual_size.height))

    @property
    def at_end(self) -> bool:
        """Whether the end of the page is in view."""
        return self.top + self._height >= self.virtual_size.height

    @property
    def _height(self) -> int:
        """The lines in view; before the first layout, those that there will be."""
        return self.size.height or max(0, self.coming[1])

    def _tell_place(self) -> None:
        """Tell how far one has read: whenever the page, its place or the lines in view are others."""
        # In a pane that has just grown Textual may have scrolled back already: that was not the reader.
        if self.size == self._sized:
            self._stood = (self.top, self.at_end)
        self.post_message(self.Scrolled(self.percent))

    # ── moving ────────────────────────────────────────────────────────────────────────────────

    def move(self, steps: int) -> None:
        """Scroll by so many lines."""
        self.show_line(self.top + steps)

    def page(self, pages: float) -> None:
        """Scroll by so many views, less two lines that stay for the eye."""
        self.move(int(pages * max(1, self.size.height - 2)))

    def go_section(self, step: int) -> None:
        """Go to the next section (1) or the one before (-1)."""
        if self._page is None:
            return
        starts = (0, *self._page.sections)
        if step > 0:
            later = [line for line in starts if line > self.top]
            # After the last section the end of the story, where space goes on to the next.
            self.show_line(later[0] if later else self.virtual_size.height)
        else:
            earlier = [line for line in starts if line < self.top]
            self.show_line(earlier[-1] if earlier else 0)

    def show_section(self, number: int) -> None:
        """Bring a section to the top, from 0; with a first one that has no heading comes the headline."""
        if self._page is not None:
            start = self._page.section_lines(number).start
            self.show_line(start if number or start in self._page.sections else 0)

    @property
    def section(self) -> int:
        """The section that is at the top, from 0."""
        # A line on: a heading has a free line above it.
        return self._page.section_at(self.top + 1) if self._page is not None else 0

    def mark_spoken(self, spoken: tuple[ArticleId, int] | None) -> None:
        """Mark at the margin which section of which article is read aloud, and bring it to the top."""
        self._spoken = spoken
        self._set()
        # Who reads another story, or what changed in this one, stays there.
        if spoken and self._spoken_lines:
            self.show_line(self._spoken_lines.start if spoken[1] else 0)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far one has read."""
        super().watch_scroll_y(old_value, new_value)
        # Textual counts in parts of lines; the bars are drawn when a line has moved.
        if round(old_value) != round(new_value):
            self._tell_place()

    # ── what is lit ───────────────────────────────────────────────────────────────────────────

    def find(self, words: str) -> None:
        """Light up where the words stand and go to the first such place from here on."""
        self._light(self._page.find(words) if self._page else (), "find", words)

    def light_spans(
        self, spans: Sequence[Sequence[tuple[int, int]]], words: str, *, stay: bool = False
    ) -> None:
        """Light up characters of each leaf's plain text, and go to the first unless one is to `stay`."""
        if self._page is None:
            return
        hits = [
            self._page.highlight(leaf, start, end) for leaf, found in enumerate(spans) for start, end in found
        ]
        if hits:
            self._light(hits, "find", words, stay=stay)

    def light_entity(self, entity: Entity, *, stay: bool = False) -> None:
        """Light up every mention of a person or place and go to the first from here on, unless to `stay`."""
        if self.change is not None:
            self.leave_change()
        hits = self._page.mentions(entity) if self._page else ()
        self._light(hits, f"named.{entity.entity_kind}", entity.name, stay=stay)

    def let_go(self) -> bool:
        """Put out what is lit; tells whether anything was."""
        was_lit = bool(self._hits or self.words)
        self._clear_hits()
        self._strips.clear()
        self.refresh()
        return was_lit

    @property
    def is_lit(self) -> bool:
        """Whether `n` walks hits rather than articles."""
        return bool(self._hits)

    @property
    def hit(self) -> tuple[int, int]:
        """Which hit the reader is at, from 1, and of how many; (0, 0) where nothing is lit."""
        return self._hit + 1, len(self._hits)

    def step_hit(self, step: int) -> None:
        """Go to the next hit or the one before, round the end."""
        if self._hits:
            self._go_hit((self._hit + step) % len(self._hits))

    def _light(self, hits: Sequence[Highlight], look: str, words: str, *, stay: bool = False) -> None:
        self._hits, self._look, self.words = tuple(hits), look, words
        if not hits:
            self._hit = -1
            self._relight()
            return
        page = self._page
        assert page is not None
        ahead = [i for i, hit in enumerate(hits) if page.line_of(hit.leaf, hit.start) >= self.top]
        self._hit = ahead[0] if ahead else 0
        if stay:
            self._relight()
        else:
            self._go_hit(self._hit)

    def _go_hit(self, index: int) -> None:
        self._hit = index
        self._relight()
        hit = self._hits[index]
        if self._page:
            # A quarter of the view around it: a word at the very edge is read without what it belongs to.
            around = self._height // 4
            self.show_span(self._page.line_of(hit.leaf, hit.start), 1, margin=around)

    def _relight(self) -> None:
        self._lit = {}
        for index, hit in enumerate(self._hits):
            look = "hit" if index == self._hit else self._look
            self._lit.setdefault(hit.leaf, []).append(Overlay(hit.start, hit.end, look))
        for leaf, overlay in self.fresh.here():
            self._lit.setdefault(leaf, []).insert(0, overlay)
        if self.passage is not None:
            for leaf, overlays in self.passage.overlays().items():
                self._lit.setdefault(leaf, []).extend(overlays)
        self._strips.clear()
        self.refresh()
        self.post_message(self.Lit())

    def _clear_hits(self) -> None:
        self._hits, self._hit, self.words, self._lit = (), -1, "", {}
        self.fresh.leave()
        self.post_message(self.Lit())

    # ── a passage that is being marked ────────────────────────────────────────────────────────

    def begin_passage(self, stretch: tuple[int, int] | None = None) -> bool:
        """Begin to mark a passage: a stretch of the running text, else the first word in view or lit.

        Keys come here until `mark_passage` ends it. Tells whether there is any text to be marked.
        """
        article, page = self.article, self._page
        if article is None or page is None or self.change is not None:
            return False
        lit = self._hits[self._hit] if self._hits else None
        first = stretch or passage.first_word(article, page, lit, self.top, self.size.height)
        if first is not None:
            self.mark_passage(passage.begun(article, page, first))
        return first is not None

    def mark_passage(self, marked: MarkedPassage | None) -> None:
        """Show a passage that is being marked, with its moving end in view; None: nothing is any more."""
        self.passage = marked
        self._relight()
        if marked is not None:
            self.show_span(marked.line, 1, margin=min(3, self.size.height // 4))

    def on_key(self, event: events.Key) -> None:
        """Move an end of the passage that is being marked; no command's key acts meanwhile."""
        if self.passage is None or event.key.startswith("ctrl+"):
            return
        event.stop()
        event.prevent_default()
        moved = self.passage.moved(event.key)
        if moved is not None:
            self.mark_passage(moved)
        elif event.key in passage.KEPT:
            self.post_message(self.PassageKey(event.key))

    # ── drawing ───────────────────────────────────────────────────────────────────────────────

    def draw(self, y: int, width: int) -> Strip:
        """Draw one line of the view."""
        if self._page is None:
            rest = _rest(self.notice, self.counts, width, self.size.height)
            return self.inks.strip(rest[y], width) if y < len(rest) else self.inks.blank(width)
        number = self._view[2] + y
        if number >= len(self._page.lines):
            return self.inks.blank(width)
        selection = self.text_selection
        # What is selected changes with every cell that the mouse moves: such lines are not kept.
        if selection is None and number in self._strips:
            return self._strips[number]
        margin, _ = self.column
        cells = styled(self._page, number, self._lit)
        if selection is not None:
            cells = _with_selection(cells, selection, number)
        picture = self.hung.cells(number, self.inks.style("text")) if self.hung is not None else None
        if picture is not None:
            cells = cells[:-1]
        text = self.inks.strip(cells, sum(cell_width(words) for words, _ in cells))
        if self._hyperlinks:
            page = self._page
            text = self._hyperlinks.linked(text, lambda x: page.leaf_at(number, x), page.link_at)
        if picture is not None:
            text = Strip([*text, *picture])
        if self._has_mouse:
            # By these Textual knows what is selected; they cost time and make every strip another.
            # Up to the edge: where a selection ends on nothing, Textual takes all that follows.
            text = text.adjust_cell_length(max(0, width - margin), self.inks.style("text"))
            text = text.apply_offsets(0, number)
        sign = (_SPOKEN, "marker") if number in self._spoken_lines else self.fresh.sign(number)
        strip = Strip.join([_margin(self.inks, margin, *sign), text])
        strip = strip.adjust_cell_length(width, self.inks.style("text"))
        if selection is None:
            self._strips[number] = strip
        return strip

    # ── mouse and selection ───────────────────────────────────────────────────────────────────

    def on_mouse_move(self) -> None:
        """From now on text can be selected."""
        if not self._has_mouse:
            self._has_mouse = True
            self.redraw()

    @property
    def text_selection(self) -> Selection | None:
        """What the mouse has selected, as far as it was within the pane.

        Beyond, Textual takes all that follows.
        """
        found, within = super().text_selection, self._selected
        if found is None or (found.start and found.end):
            self._selected = found
        elif within is not None and (found.start or found.end) in (within.start, within.end):
            return within
        return found

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text; soft line breaks are joined, link numbers left out."""
        if self._page is None:
            return None
        selection = self.text_selection or selection
        last = len(self._page.lines) - 1
        start = (selection.start.y, selection.start.x) if selection.start else (0, 0)
        end = (selection.end.y, selection.end.x) if selection.end else (last, 1_000_000)
        return self._page.copied(start, end).lstrip("\n"), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        # Asked for at once: the mouse may have left the pane before a line of it is drawn.
        self._selected = self.text_selection
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Follow a link, or choose the name, that was clicked; on the edge, scroll there."""
        # The click that ends a selection is none on what lies under it.
        if self._page is None or self.text_selection is not None:
            return
        if self.edged and event.x >= self.room:
            self.show_line(self.virtual_size.height * event.y // max(1, self.size.height))
            return
        number = self.top + event.y
        if number >= len(self._page.lines):
            return
        x = event.x - self.column[0]
        if (entity := self._page.spot_at(number, x)) is not None:
            self.post_message(self.NamePicked(entity))
            return
        found = self._page.leaf_at(number, x)
        if found is not None:
            self._pick(self._page, *found)

    def _pick(self, page: Page, leaf: int, offset: int) -> None:
        """Tell which name or link stands at a place; a name within a link is the name."""
        article = self.article
        if article is None:
            return
        if (entity := page.name_at(article.names.entities, leaf, offset)) is not None:
            self.post_message(self.NamePicked(entity))
        elif link := page.link_at(leaf, offset):
            self.post_message(self.LinkPicked(link.href))
        elif (at := passage.noted_at(article, page, leaf, offset)) is not None:
            self.begin_passage(at)

    def watch_edged(self) -> None:
        """Lay the article out for the cell that the edge takes or leaves."""
        self.on_resize()

    def on_resize(self) -> None:
        """Lay the article out for the new width, at the same place in it."""
        self._sized = self.size
        if self.article is None:
            return
        if self._page is not None and self._page.width == self.column[1]:
            self._strips.clear()
            self.show_line(self.top)
            self._tell_place()
            self.refresh()
        else:
            self._set_anew()


def _rest(words: Sequence[str], counts: ScopeCounts, width: int, height: int) -> list[StyledLine]:
    """Return what stands where no story is: a few words, else how many there are."""
    return centred(list(words), width, height) if words else welcome(width, height, counts)


def _margin(inks: Inks, cells: int, sign: str, look: str) -> Strip:
    """Draw what stands before a line: a sign close to it, or nothing."""
    return inks.strip([(f"{sign} ".rjust(cells)[:cells], look)], cells) if sign else inks.blank(cells)


def _with_selection(
    cells: list[tuple[str, tuple[str, ...]]], selection: Selection, number: int
) -> list[tuple[str, tuple[str, ...]]]:
    span = selection.get_span(number)
    if span is None:
        return cells
    start, end = span
    marked: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for text, looks in cells:
        left = min(max(start - at, 0), len(text))
        right = len(text) if end < 0 else min(max(end - at, 0), len(text))
        right = max(left, right)
        marked += [(text[:left], looks), (text[left:right], (*looks, "selected")), (text[right:], looks)]
        at += len(text)
    return [segment for segment in marked if segment[0]]
