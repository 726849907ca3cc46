"""Sections as XHTML: the body of a story in an EPUB, and the HTML of an item in a JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

from tui.exports.inline import inline_events
from tui.model.numbering import Counter, counters_of
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    image_leaves,
)
from tui.text.safe import REPLACEMENT, clean

_TAGS: Final = {"link": "a", "emphasis": "em", "strong": "strong", "code": "code", "struck": "s"}
_NOT_XML: Final = re.compile("[\ufffe\uffff]")
"""What XML 1.0 §2.2 forbids and the text gate lets through."""


def render_xhtml(sections: Sequence[Section], *, top: int = 2) -> str:
    """Return the sections as well-formed XHTML, without a document around it.

    Headings run from `top` to 6. No scripts, no styles, no picture is referred to but by a link.
    """
    write = _XhtmlWriter(pictures=False)
    return "\n".join(line for section in sections for line in write.section(section, top))


def render_block(block: Block) -> str:
    """Return one block as well-formed XHTML, pictures shown."""
    return _XhtmlWriter(pictures=True).block(block)


def xml_text(text: str) -> str:
    """Return a text as it may stand in an XML element or a double-quoted attribute."""
    return escape(_NOT_XML.sub(REPLACEMENT, clean(text)))


def inline(text: Text, *, breaks: bool = True) -> str:
    """Return a text with its spans as tags; its line ends as `<br/>`, unless they show anyway."""
    return "".join(_inline(text, breaks))


def _inline(text: Text, breaks: bool) -> Iterator[str]:
    for event in inline_events(text):
        if event.span is None:
            shown = xml_text(text.plain[event.start : event.end])
            yield shown.replace("\n", "<br/>") if breaks else shown
        elif event.kind == "open":
            yield _opening(event.span)
        else:
            yield f"</{_TAGS[event.span.kind]}>"


def _opening(span: InlineSpan) -> str:
    target = f' href="{xml_text(span.href)}"' if span.kind == "link" and span.href else ""
    return f"<{_TAGS[span.kind]}{target}>"


_Counted = tuple[ListItem, Counter | None]


class _XhtmlWriter:
    """Writes blocks, pictures as such or as links to them."""

    def __init__(self, *, pictures: bool) -> None:
        self._pictures = pictures

    def section(self, section: Section, top: int) -> Iterator[str]:
        if section.heading is not None:
            yield _heading(section.heading, max(section.level, top))
        yield from map(self.block, section.blocks)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(text):
                return f"<p>{inline(text)}</p>"
            case Heading(text, level):
                return _heading(text, max(level, 1))
            case Quote(blocks):
                return f"<blockquote>{''.join(map(self.block, blocks))}</blockquote>"
            case ListBlock(items):
                return self._list(items)
            case Code(text, language):
                return _code(text, language)
            case Image():
                return self._image(block)
            case Table(rows, has_header):
                return _table(rows, has_header)
            case Rule():
                return "<hr/>"

    def _image(self, image: Image) -> str:
        return _picture(image) if self._pictures and image.url else _figure(image)

    def _list(self, items: Sequence[ListItem]) -> str:
        """Bullets, numbers, letters, and terms: each run of one kind is a list of its own."""
        counted = zip(items, counters_of([item.marker for item in items]), strict=True)
        return "".join(self._run([*run], kind) for kind, run in groupby(counted, key=_kind))

    def _run(self, run: Sequence[_Counted], kind: str) -> str:
        if not kind:
            return f"<dl>{''.join(self._term(item) for item, _ in run)}</dl>"
        shown = "".join(self._item(item, counter) for item, counter in run)
        if kind == "-":
            return f"<ul>{shown}</ul>"
        style = "" if kind == "1" else f' type="{kind}"'
        return f"<ol{style}>{shown}</ol>"

    def _item(self, item: ListItem, counter: Counter | None) -> str:
        value = f' value="{counter.number}"' if counter else ""
        return f"<li{value}>{self._within(item.blocks)}</li>"

    def _term(self, item: ListItem) -> str:
        term, *said = item.blocks
        if not isinstance(term, Paragraph):
            return f"<dd>{self._within(item.blocks)}</dd>"
        meant = "".join(f"<dd>{self._within((block,))}</dd>" for block in said)
        return f"<dt>{inline(term.text)}</dt>{meant}"

    def _within(self, blocks: Sequence[Block]) -> str:
        """Return an item's blocks: a text that opens it, with lists below, has no paragraph around it."""
        first, *others = blocks
        if isinstance(first, Paragraph) and all(isinstance(block, ListBlock) for block in others):
            return inline(first.text) + "".join(map(self.block, others))
        return "".join(map(self.block, blocks))


def _kind(counted: _Counted) -> str:
    """Return the `type` that HTML has for an item's numbers; `-` for bullets, empty for terms."""
    item, counter = counted
    if counter is not None:
        return counter.style
    return "-" if item.marker else ""


def _heading(text: Text, level: int) -> str:
    tag = f"h{min(level, 6)}"
    return f"<{tag}>{inline(text)}</{tag}>"


def _code(text: Text, language: str | None) -> str:
    told = f' class="language-{xml_text(language)}"' if language else ""
    return f"<pre><code{told}>{inline(text, breaks=False)}</code></pre>"


def _figure(image: Image) -> str:
    """Return what is said of a picture, and where it is."""
    link = f'<a href="{xml_text(image.url)}">{xml_text(image.url)}</a>' if image.url else ""
    shown = "<br/>".join(part for part in (*map(inline, image_leaves(image)), link) if part)
    return f"<figure><figcaption>{shown}</figcaption></figure>"


def _picture(image: Image) -> str:
    stated = {"src": image.url or "", "alt": image.alt.plain, "title": image.title.plain}
    shown = "".join(f' {name}="{xml_text(value)}"' for name, value in stated.items() if value)
    return f"<figure><img{shown}/><figcaption>{inline(image.caption)}</figcaption></figure>"


def _table(rows: Sequence[Sequence[Text]], has_header: bool) -> str:
    """Short rows are filled up; a table without rows has nothing to show."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    shown: list[str] = []
    for number, row in enumerate(rows):
        tag = "th" if has_header and number == 0 else "td"
        cells = [inline(cell) for cell in row] + [""] * (width - len(row))
        shown.append(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>")
    return f"<table>{''.join(shown)}</table>"
