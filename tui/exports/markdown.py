"""Articles as Markdown: facts in front matter, the text as CommonMark with tables.

`dateline import` reads such a file back. Whatever the words are, they come out as words: every
character that Markdown would take for markup is escaped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence

from tui.exports.facts import dateline_line
from tui.exports.mdinline import address, cell, one_line, paragraph
from tui.model import (
    Article,
    Block,
    Code,
    Image,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
)
from tui.safetext import clean
from tui.times import iso_utc_or_none

_LONGEST_NAME = 60


def write_markdown(articles: Iterable[Article]) -> Iterator[str]:
    """Yield the articles as one text, for reading; a file a story is what can be imported again."""
    separator = ""
    for article in articles:
        yield separator + render_markdown(article)
        separator = "\n"


def render_markdown(article: Article) -> str:
    """Return one article as a Markdown document with front matter."""
    blocks = (block for section in article.prose.sections for block in _section(section))
    body = [f"# {one_line(Text(article.prose.headline))}", *(block for block in blocks if block)]
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
    listing, prose = article.listing, article.prose
    dateline = prose.dateline
    known: dict[str, object] = {
        "title": prose.headline,
        "id": article.id,
        "guid": article.guid,
        "url": listing.url,
        "feed": listing.feed,
        "feed_url": article.feed_url or None,
        "date": iso_utc_or_none(listing.published_at) or listing.published_stated,
        "date_arrived": iso_utc_or_none(listing.arrived_at),
        "date_modified": iso_utc_or_none(article.updated_at),
        "author": prose.byline,
        "dek": prose.dek,
        "summary": prose.summary,
        "dateline": dateline and dateline_line(dateline),
        "language": prose.language,
        "read": listing.read,
        "saved": iso_utc_or_none(article.saved_at),
        "tags": list(listing.tags) or None,
    }
    stated = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n"
        for key, value in known.items()
        if value is not None
    )
    return f"---\n{''.join(stated)}---\n"


# ── blocks ────────────────────────────────────────────────────────────────────────────────────


def _section(section: Section) -> Iterator[str]:
    if section.heading is not None and (heading := one_line(section.heading)):
        yield f"{'#' * max(section.level, 2)} {heading}"
    for block in section.blocks:
        yield _block(block)


def _block(block: Block) -> str:
    match block:
        case Paragraph(text):
            return paragraph(text)
        case Quote(paragraphs):
            shown = [f"> {paragraph(text, '> ')}" for text in paragraphs if text.plain.strip()]
            return "\n>\n".join(shown)
        case ListBlock(items):
            return "\n".join(_items(items))
        case Code(text, language):
            return _fenced(text.plain, language)
        case Image(caption, url):
            return f"![{one_line(caption)}]({address(url)})" if url else paragraph(caption)
        case Table(rows, has_header):
            return _table(rows, has_header)
        case Rule():
            return "* * *"


def _items(items: Sequence[ListItem]) -> Iterator[str]:
    """Indent each item to where its parent's text begins; items without words are left out.

    A number may open a list right below a line of text only where it is 1: others stand after a blank line.
    """
    parents: list[tuple[int, int]] = []
    was_number = False
    for item in items:
        if not item.text.plain.strip():
            continue
        number = re.match(r"[0-9]{1,9}", item.marker)
        opens = not parents or parents[-1][0] < item.depth or was_number != bool(number)
        while parents and parents[-1][0] >= item.depth:
            parents.pop()
        marker, indent = f"{int(number[0])}." if number else "-", parents[-1][1] if parents else 0
        text_at = indent + len(marker) + 1
        gap = "\n" if opens and number and parents else ""
        parents.append((item.depth, text_at))
        was_number = bool(number)
        yield f"{gap}{' ' * indent}{marker} {paragraph(item.text, ' ' * text_at)}"


def _fenced(text: str, language: str | None) -> str:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
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
