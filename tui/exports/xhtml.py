"""Sections as XHTML: the body of a story in an EPUB, and the HTML of an item in a JSON Feed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby, pairwise
from typing import Final

from tui.exports.inline import pieces
from tui.model import (
    Block,
    Code,
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
)
from tui.safetext import REPLACEMENT, clean

_TAGS: Final = {"link": "a", "emphasis": "em", "strong": "strong", "code": "code"}
_NOT_XML: Final = re.compile("[\ufffe\uffff]")
"""What XML 1.0 §2.2 forbids and the text gate lets through."""


def render_xhtml(sections: Sequence[Section], *, top: int = 2) -> str:
    """Return the sections as well-formed XHTML, without a document around it.

    Headings run from `top` to 6. No scripts, no styles, no picture is referred to but by a link.
    """
    return "\n".join(line for section in sections for line in _section(section, top))


def xml_text(text: str) -> str:
    """Return a text as it may stand in an XML element or a double-quoted attribute."""
    return escape(_NOT_XML.sub(REPLACEMENT, clean(text)))


def _section(section: Section, top: int) -> Iterator[str]:
    if section.heading is not None:
        tag = f"h{min(max(section.level, top), 6)}"
        yield f"<{tag}>{inline(section.heading)}</{tag}>"
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return f"<p>{inline(text)}</p>"
        case Quote(paragraphs):
            return f"<blockquote>{''.join(f'<p>{inline(text)}</p>' for text in paragraphs)}</blockquote>"
        case ListBlock(items):
            return _list(items)
        case Code(text, language):
            told = f' class="language-{xml_text(language)}"' if language else ""
            return f"<pre><code{told}>{inline(text, breaks=False)}</code></pre>"
        case Image(caption, url):
            return _figure(caption, url)
        case Table(rows, has_header):
            return _table(rows, has_header)
        case Rule():
            return "<hr/>"


def inline(text: Text, *, breaks: bool = True) -> str:
    """Return a text with its spans as tags; its line ends as `<br/>`, unless they show anyway."""
    return "".join(_inline(text, breaks))


def _inline(text: Text, breaks: bool) -> Iterator[str]:
    for piece in pieces(text):
        if piece.span is None:
            shown = xml_text(text.plain[piece.start : piece.end])
            yield shown.replace("\n", "<br/>") if breaks else shown
        elif piece.kind == "open":
            yield _opening(piece.span)
        else:
            yield f"</{_TAGS[piece.span.kind]}>"


def _opening(span: InlineSpan) -> str:
    target = f' href="{xml_text(span.href)}"' if span.kind == "link" and span.href else ""
    return f"<{_TAGS[span.kind]}{target}>"


def _figure(caption: Text, url: str | None) -> str:
    link = f'<a href="{xml_text(url)}">{xml_text(url)}</a>' if url else ""
    shown = "<br/>".join(part for part in (inline(caption), link) if part)
    return f"<figure><figcaption>{shown}</figcaption></figure>"


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


def _list(items: Sequence[ListItem]) -> str:
    """Nest flat items by their depth; bullets and numbers side by side are lists of their own."""
    siblings = _with_children(items)
    runs = groupby(siblings, key=lambda sibling: sibling[0].marker[:1].isdecimal())
    return "".join(_run([*run], "ol" if numbered else "ul") for numbered, run in runs)


def _run(siblings: Sequence[tuple[ListItem, Sequence[ListItem]]], tag: str) -> str:
    shown = (_item(item, children, tag) for item, children in siblings)
    return f"<{tag}>{''.join(shown)}</{tag}>"


def _item(item: ListItem, children: Sequence[ListItem], tag: str) -> str:
    number = re.match(r"[0-9]{1,9}", item.marker)
    stated = f' value="{int(number[0])}"' if tag == "ol" and number else ""
    return f"<li{stated}>{inline(item.text)}{_list(children)}</li>"


def _with_children(items: Sequence[ListItem]) -> list[tuple[ListItem, Sequence[ListItem]]]:
    """Pair the items at the first one's depth, or above, with the deeper ones that follow each."""
    starts = [n for n, item in enumerate(items) if n == 0 or item.depth <= items[0].depth]
    return [(items[start], items[start + 1 : end]) for start, end in pairwise([*starts, len(items)])]
