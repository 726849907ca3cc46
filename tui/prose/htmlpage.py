"""The reader of a page: tags and texts come in one by one, blocks come out."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Final

from tui.model.prose import Block, Code, Image, InlineSpan, Paragraph, Rule, Section, Text
from tui.prose.htmlblocks import OpenList, PageBuilder, TableRows
from tui.prose.htmlopen import OpenElements
from tui.prose.htmltags import (
    BLOCKS,
    CELLS,
    CLOSES_HEADING,
    EMBEDS,
    HEADINGS,
    ITEMS,
    LISTS,
    PREFORMATTED,
    SPANS,
    UNSEEN,
    VOID,
    Attributes,
    WhiteSpace,
    caption_role,
    code_language,
    is_hidden,
    is_icon,
    is_picture_file,
    is_struck,
    is_tiny,
    list_style,
    math_words,
    white_space,
    whole_number,
    widest_source,
)
from tui.prose.inline import InlineRun, OpenSpans, collapsed
from tui.prose.lookahead import RAISED_TAGS, Within
from tui.prose.mathml import LOWERED, RAISED, Formula
from tui.prose.players import is_file_name, told_player
from tui.prose.raising import raised_marks, reading_marks
from tui.text.safe import clean
from tui.text.weblinks import magnet_link, web_link, without_tracking

_LONGEST_HEADING: Final = 300
"""Characters; a longer "heading" is a paragraph whose tag was chosen for its looks."""

_STACK_NAMES: Final[dict[str, str]] = {
    **dict.fromkeys(HEADINGS, "heading"),
    **dict.fromkeys(LISTS, "list"),
    **dict.fromkeys(PREFORMATTED, "pre"),
    **dict.fromkeys(CELLS, "td"),
    "dt": "dd",
}
"""Tags that close one another go by one name."""
_TABLE_PARTS: Final = frozenset({"td", "th", "tr", "thead", "tbody", "tfoot"})
_ENDS_LINE: Final = BLOCKS | {"hr"}
_WORDLESS: Final = UNSEEN | VOID
"""Tags that have no text of their own to show."""
_IN_TABLE: Final = frozenset({"tr", "td", "caption", "tbody", "thead", "tfoot"})

_RUBY: Final = frozenset({"rt", "rb", "rtc"})
_NOTHING: Final = Within("", linked=False)
_NO_BREAK: Final = "\xa0"
_RUN_OF_BLANKS: Final = re.compile(r"(?<=\S)([ \t]{2,}|\t)(?=\S)")
_NOTE_MARK: Final = re.compile(r"[\[(]?([0-9]{1,3}|[a-z*†‡§])[\])]?")
_NO_WORDS: Final = frozenset({"↩", "↩︎", "↩️", "↵", "↑", "⤴", "⤴︎", "^", "¶", "#", "🔗", "[", "]"})
"""What links within the page consist of when they are only for clicking."""
_PICTURE_SOURCES: Final = ("data-src", "data-lazy-src", "data-original", "src")


class PageReader:
    """Turns a stream of tags and texts into sections.

    Text is in one of three states: it *flows* into blocks; or it is joined into one leaf (a
    heading, a caption, a table's cell), where lines end in `_joint`; or it is verbatim.
    """

    def __init__(self, base_url: str | None, tables: frozenset[int], raised: dict[int, Within]) -> None:
        self._base = base_url
        self._page_url = (base_url or "").partition("#")[0]
        self._tables = tables
        self._raised = raised
        """What stands in raised and lowered texts, by the indexes of their tags."""
        self._open = OpenElements()
        self._page = PageBuilder()
        self._run = InlineRun()
        self._waiting: list[Block] = []
        """Pictures and players met within a text; they follow it."""
        self._joint: str | None = None
        self._verbatim = False
        self._language: str | None = None
        self._table: TableRows | None = None
        self._hidden_from: int | None = None
        """The place of the open element that hides what is in it."""
        self._within_page = False
        """Whether a link to another place of the same page is open."""
        self._sought = False
        """Whether a player is open whose address is in one of the sources within it."""
        self._has_base = False
        self._shift: dict[int, int] | None = None
        """How raised or lowered digits are written."""
        self._after = ""
        """What is written after a raised or lowered text, or a reading of signs, that is open."""
        self._white: WhiteSpace = "collapse"
        self._styles = 0
        """How many elements are open whose style does something to their text."""

    # ── what the stream brings ────────────────────────────────────────────────────────────────

    def text(self, data: str) -> None:
        """Take text, entities decoded."""
        if self._hidden_from is not None:
            return
        text = clean(data)
        if self._verbatim:
            self._run.add_verbatim(text)
        elif self._white != "collapse":
            self._add_lines(text)
        elif self._within_page:
            self._run.add(_note_mark(text))
        elif self._shift is not None and all(ord(character) in self._shift for character in text):
            self._run.add(text.translate(self._shift))
        else:
            self._run.add(text)

    def _add_lines(self, text: str) -> None:
        """Add text whose line ends count, and perhaps its blanks: columns may stand by them."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self._line_break()
            words = line.lstrip(" \t")
            if self._white == "all" and words and self._run.begins_line and self._joint != " ":
                indent = line[: len(line) - len(words)].expandtabs(4)
                self._run.add_verbatim(_NO_BREAK * len(indent))
                line = words
            pieces = _RUN_OF_BLANKS.split(line) if self._white == "all" else [line]
            for place, piece in enumerate(pieces):
                if place % 2:
                    self._run.add_verbatim(_NO_BREAK * (len(piece.expandtabs(4)) - 1) + " ")
                else:
                    self._run.add(piece)

    def apart(self, formula: Formula | None) -> None:
        """Take what is read apart from the page: a formula, or what belongs to a form and leaves nothing."""
        if self._hidden_from is not None:
            return
        alone = formula is not None and formula.alone and self._joint != " "
        if formula is None:
            self._run.space()
        elif alone:
            self._run.new_line()
        if formula is not None:
            for number, line in enumerate(formula.text.split("\n")):
                if number:
                    self._line_break()
                self._run.add(line)
        if alone:
            self._run.new_line()

    def paragraph(self, data: str) -> bool:
        """Take a paragraph of nothing but text, as most are, in one step; say whether it could be.

        It cannot where something is open that its tags would end or that its text belongs to.
        """
        if self._is_amid or self._open.any_table or self._open.last("p") >= 0:
            return False
        self._page.place(Text(collapsed(clean(data))))
        return True

    def start(self, name: str, attributes: Attributes, index: int) -> None:
        """Take a start tag, which is the `index`-th of the events."""
        # The commonest tag by far takes the short way.
        if name == "p" and not attributes and self._hidden_from is None:
            self._start_paragraph()
            return
        if name in _ENDS_LINE:
            self._close_implied(name)
        if self._hidden_from is not None or is_hidden(attributes):
            self._start_hidden(name)
            self._embed_sought(name, attributes)
        elif name in _WORDLESS:
            self._start_special(name, attributes)
        elif name in BLOCKS:
            self._open_block(name, attributes, index)
        else:
            self._start_inline(name, attributes, index)

    def _open_block(self, name: str, attributes: Attributes, index: int) -> None:
        """Begin a block, which is open until its end."""
        self._boundary()
        on_close = self._start_block(name, attributes, index) or self._boundary
        styled = self._styled(attributes, on_close) if "style" in attributes else None
        self._open.push(_STACK_NAMES.get(name, name), styled or on_close)

    def _open_inline(self, name: str, attributes: Attributes) -> None:
        """Keep an element of a line open until its end where its style, or one around it, does something."""
        end = partial(self._end_inline, name)
        styled = self._styled(attributes, end)
        if styled is not None or self._open.last(name) >= 0:
            self._open.push(name, styled or end)

    def _styled(self, attributes: Attributes, on_close: Callable[[], None]) -> Callable[[], None] | None:
        """Begin what an element's style does; return what ends both, None where it does nothing."""
        white, struck = white_space(attributes), is_struck(attributes)
        if white is None and not struck:
            return None
        before, self._white = self._white, white or self._white
        self._styles += 1
        if struck:
            self._run.open("struck")
        return partial(self._end_styled, on_close, before, struck)

    def _end_styled(self, on_close: Callable[[], None], white: WhiteSpace, struck: bool) -> None:
        on_close()
        self._styles -= 1
        self._white = white
        if struck:
            self._run.close("struck")

    def _start_paragraph(self) -> None:
        """Take the commonest tag of all: it closes what it shows to have ended, and ends the line."""
        floor = self._floor("p")
        self._close_above("p", floor)
        # A heading around a paragraph is one; a paragraph after its words shows that it was never closed.
        if self._run:
            self._close_above("heading", floor)
        self._boundary()
        self._open.push("p", self._boundary)

    def end(self, name: str) -> None:
        """Take an end tag; one that ends nothing is passed over."""
        key = _STACK_NAMES.get(name, name)
        place = self._open.last(key)
        # An end tag within a cell does not reach out of it (HTML, "in cell"): a page is laid out with tables.
        if place > self._floor(key):
            self._open.close_from(place)
        elif self._hidden_from is None:
            self._end_inline(name)

    def finish(self) -> tuple[Section, ...]:
        """Close what is open and return the sections."""
        self._open.close_from(0)
        self._emit()
        return self._page.finish()

    # ── what is open ──────────────────────────────────────────────────────────────────────────

    @property
    def _flows(self) -> bool:
        return self._joint is None and not self._verbatim

    @property
    def _is_amid(self) -> bool:
        """Whether text that comes now goes on with what is there, or cannot be taken as it is."""
        if self._run or self._run.opened or self._waiting or self._hidden_from is not None:
            return True
        return not self._flows or self._within_page or self._shift is not None or self._white != "collapse"

    def _floor(self, key: str) -> int:
        """Return the place that an end tag cannot reach below: a cell keeps what is in it."""
        if key == "table":
            return -1
        if not self._open.any_table:
            return -1
        return self._open.last("table") if key in _IN_TABLE else self._open.last_of("td", "caption", "table")

    def _close_implied(self, name: str) -> None:
        """Close what a block's start shows to have ended."""
        floor = self._floor("p")
        self._close_above("p", floor)
        if self._hidden_from is not None:
            # A drawing or a list of choices that never ends would hide the rest of the article.
            self._close_above("svg", floor)
            self._close_above("select", floor)
        if name in HEADINGS or (name in CLOSES_HEADING and self._run):
            self._close_above("heading", floor)
        key = _STACK_NAMES.get(name, name)
        if name in ITEMS:
            self._close_above(key, max(floor, self._open.last("list")))
        elif key in _IN_TABLE:
            table = self._open.last("table")
            self._close_above("caption", table)
            self._close_above("td" if key == "td" else "tr", table)

    def _close_above(self, key: str, floor: int) -> None:
        place = self._open.last(key)
        # An end tag would have been left out here, as HTML allows.
        if place > floor:
            self._open.close_from(place)

    def _start_hidden(self, name: str) -> None:
        if name in VOID:
            return
        if self._hidden_from is not None:
            self._open.push(_STACK_NAMES.get(name, name), None)
        else:
            self._hidden_from = self._open.push(_STACK_NAMES.get(name, name), self._end_hidden)

    def _end_hidden(self) -> None:
        self._hidden_from = None
        self._sought = False

    # ── tags within a line ────────────────────────────────────────────────────────────────────

    def _start_special(self, name: str, attributes: Attributes) -> None:
        """Take a tag that has no text of its own to show."""
        if name == "br":
            self._line_break()
        elif name == "img":
            self._picture(attributes)
        elif name == "hr" and self._flows:
            self._emit()
            self._page.append(Rule())
        elif name in EMBEDS:
            self._sought = name in ("video", "audio")
            self._embed(attributes)
        elif name == "base":
            self._take_base(attributes)
        if name not in VOID:
            self._start_hidden(name)

    def _take_base(self, attributes: Attributes) -> None:
        """Resolve addresses against what a page says; the first time counts."""
        # The first one holds, as in a browser; an advertisement may bring another.
        if not self._has_base:
            self._has_base = True
            self._base = web_link(attributes.get("href") or "", self._base) or self._base

    def _start_inline(self, name: str, attributes: Attributes, index: int) -> None:
        if self._after and name in _RUBY:
            self._end_raised()
        if name == "a":
            self._start_link(attributes.get("href"))
        elif name in SPANS:
            self._start_span(name, attributes)
        elif name in RAISED_TAGS and not self._verbatim:
            self._start_raised(name, self._raised.get(index, _NOTHING))
        elif name == "q":
            self._run.add("“")
        if self._styles or "style" in attributes:
            self._open_inline(name, attributes)

    def _start_span(self, name: str, attributes: Attributes) -> None:
        """Begin a span; in verbatim text `code` is none, but may name the language of all of it."""
        if not self._verbatim or name != "code":
            self._run.open(SPANS[name])
        elif self._language is None:
            self._language = code_language(attributes)

    def _end_inline(self, name: str) -> None:
        if name == "a":
            # A link within a link ends the one around it (HTML, "in body": `a`).
            self._end_link()
        elif name in SPANS:
            self._run.close(SPANS[name])
        elif name in RAISED_TAGS or name == "ruby":
            self._end_raised()
        elif name == "q":
            self._run.add("”")
        elif name == "br":
            self._line_break()
        elif name == "p":
            self._boundary()

    def _start_raised(self, name: str, within: Within) -> None:
        """Begin a raised or lowered text, or the reading of signs."""
        self._end_raised()
        if name == "rt":
            self._run.tighten()
        before = self._run.last
        if name == "rt":
            around = reading_marks(before) if within.text else ("", "")
        else:
            self._shift = RAISED if name == "sup" else LOWERED
            around = raised_marks(name, within, before, self._shift)
        self._run.add(around[0], glued=True)
        self._after = around[1]

    def _end_raised(self) -> None:
        self._shift = None
        after, self._after = self._after, ""
        if after:
            self._run.tighten()
            self._run.add(after)

    def _start_link(self, href: str | None) -> None:
        self._end_link()
        url = web_link(href, self._base) or magnet_link(href) if href else None
        if href is None or url is None:
            # Feeds without a base have links to their own notes all the same.
            self._within_page = href is not None and href.startswith("#")
            return
        # Also written in full: content systems make each link absolute.
        page, mark, _ = url.partition("#")
        self._within_page = href.startswith("#") or (mark == "#" and page == self._page_url)
        if not self._within_page:
            self._run.open("link", without_tracking(url))

    def _end_link(self) -> None:
        self._run.close("link")
        self._within_page = False

    def _line_break(self) -> None:
        if self._verbatim:
            self._run.add_verbatim("\n")
        elif self._joint == " ":
            self._run.space()
        elif self._run.new_line() and self._joint is None:
            self._emit()

    def _picture(self, attributes: Attributes) -> None:
        # Before anything else: to a page it is a picture, to a reader part of the sentence.
        formula = math_words(attributes)
        if formula is not None:
            self._run.add(clean(formula))
            return
        alt, title = _words(attributes.get("alt")), _words(attributes.get("title"))
        caption = alt or title
        if is_file_name(caption, self._picture_url(attributes)):
            caption = title = ""
        # WordPress shows each emoji as a picture, with the emoji for its text.
        if _is_sign(caption):
            self._run.add(caption)  # an emoji that the site shows as a picture
        elif caption or not (is_tiny(attributes) or is_icon(attributes)):
            # What has words is shown however small: whoever wrote them meant it to be seen.
            self._show_picture(attributes, caption, title)

    def _show_picture(self, attributes: Attributes, caption: str, title: str) -> None:
        url = (None if caption else self._whole_picture) or self._picture_url(attributes)
        if caption or url:
            more = title if title.casefold() not in caption.casefold() else ""
            self._wait(Image(Text(caption, self._link_over(caption)), url, title=Text(more)))

    @property
    def _whole_picture(self) -> str | None:
        """The picture that the open link leads to, of which a small one is shown."""
        link = self._run.opened.get("link")
        return link.href if link and link.href and is_picture_file(link.href) else None

    def _picture_url(self, attributes: Attributes) -> str | None:
        stated = [attributes.get(name) for name in _PICTURE_SOURCES]
        stated += [widest_source(attributes.get(name) or "") for name in ("data-srcset", "srcset")]
        urls = (web_link(source, self._base) for source in stated if source)
        return next((url for url in urls if url), None)

    def _link_over(self, caption: str) -> tuple[InlineSpan, ...]:
        link = self._run.opened.get("link")
        return (InlineSpan(0, len(caption), "link", link.href),) if link and caption else ()

    def _embed_sought(self, name: str, attributes: Attributes) -> None:
        """Put the link of a player whose address is in a source within it."""
        if name == "source" and self._sought:
            self._embed(attributes)

    def _embed(self, attributes: Attributes) -> None:
        """Put a link where a player or another page was to be shown."""
        url = web_link(attributes.get("src") or attributes.get("data-src") or "", self._base)
        # Frames of one pixel count readers, as pictures do.
        if url and not is_tiny(attributes):
            self._sought = False
            label, url = told_player(url, _words(attributes.get("title")))
            self._wait(Paragraph(Text(label, (InlineSpan(0, len(label), "link", url),))))

    def _wait(self, block: Block) -> None:
        self._waiting.append(block)
        if self._flows and not self._run:
            self._emit()

    # ── lines and blocks ──────────────────────────────────────────────────────────────────────

    def _boundary(self) -> None:
        """End a line: a block begins or ends here."""
        if self._shift is not None or self._after:
            self._end_raised()
        if self._verbatim:
            self._run.fresh_line()
        elif self._joint == " ":
            self._run.space()
        elif self._joint:
            self._run.new_line()
        else:
            self._emit()

    def _emit(self) -> None:
        if self._run:
            self._page.place(self._run.take())
        self._release()

    def _release(self) -> None:
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        for block in waiting:
            if isinstance(block, Image):
                self._page.picture(block)
            else:
                self._page.append(block)

    def _start_block(self, name: str, attributes: Attributes, index: int) -> Callable[[], None] | None:
        """Begin a block and return what is to be done at its end; None where it only ends a line."""
        if self._table is not None and name in _TABLE_PARTS:
            return self._start_table_part(self._table, name, attributes)
        if not self._flows:
            return None
        name = caption_role(name, attributes)
        if name in HEADINGS:
            return self._join(" ", partial(self._end_heading, int(name[1])))
        if name in ("figcaption", "caption"):
            return self._join(" ", partial(self._end_caption, name))
        if name in PREFORMATTED:
            return self._start_verbatim(attributes)
        if name in LISTS:
            return self._start_list(name, attributes)
        if name in ITEMS:
            return self._start_item(name, attributes)
        return self._start_group(name, index)

    def _start_group(self, name: str, index: int) -> Callable[[], None] | None:
        """Begin what holds blocks: a quotation, a figure, a table of data."""
        if name == "blockquote":
            self._page.begin_quote()
            return partial(self._end_group, self._page.end_quote)
        if name == "figure":
            self._page.begin_figure()
            return partial(self._end_group, self._page.end_figure)
        if name == "table" and index in self._tables and self._table is None:
            self._table = TableRows()
            return partial(self._end_table, self._table)
        return None

    def _end_group(self, end: Callable[[], None]) -> None:
        self._emit()
        end()

    def _join(self, joint: str, end: Callable[[Text], None]) -> Callable[[], None]:
        """Gather all text up to the element's end into one leaf."""
        self._joint = joint
        return partial(self._end_joined, end, None)

    def _end_joined(self, end: Callable[[Text], None], spans: OpenSpans | None) -> None:
        self._joint = None
        text = self._run.take()
        if spans is not None:
            self._run.opened = spans
        end(text)

    def _end_heading(self, level: int, text: Text) -> None:
        # Chosen for its looks, or never closed.
        if len(text.plain) > _LONGEST_HEADING:
            self._page.place(text)
        elif text.plain:
            self._page.heading(text, level)
        self._release()

    def _end_caption(self, name: str, text: Text) -> None:
        if name == "figcaption":
            if text.plain:
                self._page.caption(text)
        else:
            self._page.place(text)
        self._release()

    def _start_verbatim(self, attributes: Attributes) -> Callable[[], None]:
        self._verbatim = True
        self._language = code_language(attributes)
        return self._end_verbatim

    def _end_verbatim(self) -> None:
        self._verbatim = False
        text = self._run.take_verbatim()
        if text.plain:
            self._page.append(Code(text, self._language))
        self._release()

    def _start_list(self, name: str, attributes: Attributes) -> Callable[[], None]:
        style = list_style(attributes) if name == "ol" else None
        start = whole_number(attributes.get("start"), 1) if "start" in attributes else None
        self._page.begin_list(OpenList(style, start, -1 if "reversed" in attributes else 1))
        return partial(self._end_group, self._page.end_list)

    def _start_item(self, name: str, attributes: Attributes) -> Callable[[], None] | None:
        bare = not self._page.in_list
        if bare:
            self._page.begin_list(OpenList())
        if name == "dd":
            self._page.begin_definition()
        else:
            number = whole_number(attributes.get("value"), 0) if "value" in attributes else None
            self._page.begin_item(number, marked=name == "li")
        return partial(self._end_group, self._page.end_list) if bare else None

    def _start_table_part(
        self, table: TableRows, name: str, attributes: Attributes
    ) -> Callable[[], None] | None:
        if name in CELLS and self._flows:
            # What is open around the table does not reach into its cells, and goes on behind them.
            spans, self._run.opened, self._joint = self._run.opened, {}, "\n"
            columns, rows = (whole_number(attributes.get(span), 1) for span in ("colspan", "rowspan"))
            return partial(self._end_joined, partial(_add_cell, table, name == "th", columns, rows), spans)
        if name == "tr":
            return table.end_row
        if name not in CELLS:
            table.in_head = name == "thead"
        return None

    def _end_table(self, table: TableRows) -> None:
        self._table = None
        self._emit()
        block = table.build()
        if block is not None and max(map(len, block.rows)) > 1:
            self._page.append(block)
        elif block is not None:  # beside pictures there was a single column
            for row in block.rows:
                self._page.place(row[0])
        self._release()


def _add_cell(table: TableRows, header: bool, columns: int, rows: int, text: Text) -> None:
    table.add_cell(text, header, columns, rows)


def _words(stated: str | None) -> str:
    """Return an attribute as a line of words."""
    return " ".join(clean(stated).split()) if stated else ""


def _is_sign(caption: str) -> bool:
    """Whether what is said of a picture is no word but a sign or two."""
    return 0 < len(caption) <= 8 and not any(character.isalnum() for character in caption)


def _note_mark(text: str) -> str:
    """Set the mark of a footnote apart from the word before it; drop what is only for clicking."""
    stripped = text.strip()
    if stripped in _NO_WORDS:
        return ""
    match = _NOTE_MARK.fullmatch(stripped)
    return f"[{match[1]}]" if match else text
