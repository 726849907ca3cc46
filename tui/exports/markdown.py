"""Articles as Markdown: facts in front matter, the text as CommonMark with tables.

`dateline import` reads such a file back. Whatever the words are, they come out as words: every
character that Markdown would take for markup is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from tui.calendar.times import iso_utc_or_none
from tui.exports.facts import dateline_line
from tui.exports.mdinline import address, cell, one_line, paragraph, quoted
from tui.exports.notes import notes_markdown
from tui.exports.xhtml import render_block
from tui.model.articles import Article
from tui.model.notesjson import note_to_json
from tui.model.numbering import Counter, counters_of
from tui.model.prose import (
    Block,
    Code,
    Heading,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    block_leaves,
    image_leaves,
)
from tui.text.safe import clean

_LONGEST_NAME: Final = 60
_EMPTY_LINE: Final = re.compile(r"(?<=\n)([ \t]*)\n")
_DIGITS: Final = dict.fromkeys(map(ord, "0123456789"), "1")
_NO_LIST: Final = "<!-- -->"
"""Stands between two lists, which would be one."""


def write_markdown(articles: Iterable[Article]) -> Iterator[str]:
    """Yield the articles as one text, for reading; a file a story is what can be imported again."""
    separator = ""
    for article in articles:
        yield separator + render_markdown(article)
        separator = "\n"


def render_markdown(article: Article) -> str:
    """Return one article as a Markdown document with front matter."""
    sections = (_section(section) for section in article.prose.sections)
    body = [f"# {one_line(Text(article.prose.headline))}", *(section for section in sections if section)]
    if article.notes:
        body.append(notes_markdown(article))
    return clean(f"{_front_matter(article)}\n" + "\n\n".join(body) + "\n")


def file_stem(article: Article) -> str:
    """Return a name, without ending, for an article's own file: words of its headline, and its id.

    Only ASCII letters, digits and hyphens: safe on every system, whatever the headline says.
    """
    words = "-".join(re.findall(r"[a-z0-9]+", article.prose.headline.lower()))
    if len(words) > _LONGEST_NAME:
        words = words[:_LONGEST_NAME].rpartition("-")[0]
    return f"{words}-{article.id}".lstrip("-")


def _front_matter(article: Article) -> str:
    """The facts, one a line, in the part of YAML that is JSON too; what is not known has no line."""
    headline, prose = article.headline, article.prose
    dateline = prose.dateline
    known: dict[str, object] = {
        "title": prose.headline,
        "id": article.id,
        "guid": article.guid,
        "url": headline.url,
        "feed": headline.feed,
        "feed_url": article.feed_url or None,
        "date": iso_utc_or_none(headline.published_at) or headline.published_stated,
        "date_arrived": iso_utc_or_none(headline.arrived_at),
        "date_modified": iso_utc_or_none(article.updated_at),
        "author": prose.byline,
        "dek": prose.dek,
        "summary": prose.summary,
        "dateline": dateline and dateline_line(dateline),
        "language": prose.stated_language,
        "read": headline.read,
        "saved": iso_utc_or_none(article.saved_at),
        "tags": list(headline.tags) or None,
        "dateline_notes": [note_to_json(note) for note in article.notes] or None,
    }
    stated = (
        # JSON is YAML: whatever the words are, quotes and line ends are escaped.
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in known.items()
        if value is not None
    )
    return f"---\n{''.join(stated)}---\n"


# ── blocks ────────────────────────────────────────────────────────────────────────────────────


def _section(section: Section) -> str:
    heading = one_line(section.heading) if section.heading is not None else ""
    shown = (f"{'#' * max(section.level, 2)} {heading}" if heading else "", _blocks(section.blocks))
    return "\n\n".join(part for part in shown if part)


def _block(block: Block) -> str:
    """Return a block, empty where it has nothing to show."""
    match block:
        case Paragraph(text):
            return paragraph(text)
        case Heading(text, level):
            return _heading(text, level)
        case Quote(blocks):
            return _indented(_blocks(blocks), "> ", "> ")
        case ListBlock(items):
            return _list(block) if _is_plain(items) else _as_html(block)
        case Code(text, language):
            return _fenced(text.plain, language)
        case Image():
            return _image(block)
        case Table(rows, has_header):
            return _table(rows, has_header)
        case Rule():
            return "* * *"


def _blocks(blocks: Sequence[Block]) -> str:
    """Return blocks with an empty line between two."""
    shown = [(block, text) for block in blocks if (text := _block(block))]
    parts = [text for _, text in shown[:1]]
    for before, after in pairwise(shown):
        parts += [_NO_LIST] * (_opening(*before) == _opening(*after) != "")
        parts.append(after[1])
    return "\n\n".join(parts)


def _opening(block: Block, text: str) -> str:
    """Return what a list's items open with, a number being as good as another; empty where it is none."""
    return text[:1].translate(_DIGITS) if isinstance(block, ListBlock) and text[:1] != "<" else ""


def _indented(text: str, first: str, rest: str) -> str:
    """Put a margin before each line, and no blanks on an empty one; nothing stays nothing."""
    lines = text.split("\n") if text else []
    return "\n".join(
        f"{rest if number else first}{line}" if line else (rest if number else first).rstrip()
        for number, line in enumerate(lines)
    )


def _image(image: Image) -> str:
    if image.url is None:
        return "\\\n".join(shown for text in image_leaves(image) if (shown := paragraph(text)))
    if not _has_markdown(image):
        return _as_html(image)
    title = f' "{quoted(image.title)}"' if image.title.plain else ""
    return f"![{one_line(image.caption)}]({address(image.url)}{title})"


def _has_markdown(image: Image) -> bool:
    """Whether what is said of a picture comes back from the form that Markdown has for one."""
    caption = image.caption
    if image.alt.plain or any(span.kind == "struck" for span in caption.spans):
        return False  # within the brackets of a picture no HTML is read
    # Signs alone are taken for no caption, and the title for a second one of it.
    return not (image.title.plain and caption.plain) or any(map(str.isalnum, caption.plain))


def _as_html(block: Block) -> str:
    """Return what Markdown has no form for; no empty line in it, which would end it."""
    return _EMPTY_LINE.sub(r"\1&#10;", render_block(block))


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


def _is_plain(items: Sequence[ListItem]) -> bool:
    """Whether Markdown can say the list: bullets all, or numbers that rise by one."""
    counters = counters_of([item.marker for item in items])
    if all(counter is None for counter in counters):
        return all(item.marker for item in items)
    first = counters[0]
    # CommonMark numbers have no sign.
    if first is None or first.number < 0:
        return False
    return counters == [Counter(first.number + n, "1") for n in range(len(items))]


def _list(block: ListBlock) -> str:
    """Items stand apart where one of them holds more than a text and a list; empty ones are left out."""
    apart = any(not _is_short(item) for item in block.items)
    shown = [
        _indented(_item(item, apart=apart), f"{marker} ", " " * (len(marker) + 1))
        for item, counter in zip(block.items, counters_of([item.marker for item in block.items]), strict=True)
        if any(leaf.plain.strip() for inner in item.blocks for leaf in block_leaves(inner))
        for marker in [f"{counter.number}." if counter else "-"]
    ]
    return ("\n\n" if apart else "\n").join(shown)


def _is_short(item: ListItem) -> bool:
    """Whether an item is a text, and perhaps a list that may stand right below it: bullets, or a number 1."""
    match item.blocks:
        case (Paragraph(),):
            return True
        case (Paragraph(text), ListBlock(items)) if text.plain.strip() and items and _is_plain(items):
            # CommonMark §5.3: below a line of text only a list that begins with 1 is one.
            return not items[0].marker[:1].isdecimal() or items[0].marker == "1."
        case _:
            return False


def _item(item: ListItem, *, apart: bool) -> str:
    return _blocks(item.blocks) if apart else "\n".join(filter(None, map(_block, item.blocks)))


def _heading(text: Text, level: int) -> str:
    heading = one_line(text)
    return f"{'#' * min(max(level, 1), 6)} {heading}" if heading else ""


def _fenced(text: str, language: str | None) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    # A fence in the code must not end it (CommonMark §4.5).
    fence = "`" * max(3, longest + 1)
    told = re.sub(r"[^\w+#.-]", "", language or "")
    return f"{fence}{told}\n{text}\n{fence}"


def _table(rows: Sequence[Sequence[Text]], has_header: bool) -> str:
    """Every table of Markdown has a header row: an empty one where ours has none."""
    width = max((len(row) for row in rows), default=0)
    if not width:
        return ""
    shown = [[cell(text) for text in row] + [""] * (width - len(row)) for row in rows]
    head, *body = shown if has_header else [[""] * width, *shown]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * width, *body))
