"""What the reader noted to an article, below its text: for people; what is read back stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tui.exports.xhtml import xml_text
from tui.model.articles import Article

TITLE: Final = "Notes"
MARK: Final = "<!-- dateline: notes -->"
"""Parts notes from the text in Markdown."""
_NO_MARK: Final = "<!-- dateline notes -->"


def noted(article: Article) -> Iterator[tuple[str, str]]:
    """Yield each note as the passage that it is to, empty where that is the whole article, and its words."""
    for note in article.notes:
        yield (note.quotation.exact if note.quotation else ""), note.words


def notes_markdown(article: Article) -> str:
    """Return the notes as Markdown: a passage is a quotation, the words are as they were written."""
    parts = [MARK, f"## {TITLE}"]
    for passage, words in noted(article):
        if passage:
            parts.append(quotation_markdown(passage))
        if words:
            parts.append(words.replace(MARK, _NO_MARK))
    return "\n\n".join(parts)


def quotation_markdown(passage: str) -> str:
    """Return a passage as a quotation in Markdown, its words as they are and its lines as paragraphs."""
    return "\n>\n".join(f"> {_as_words(line)}".rstrip() for line in passage.split("\n"))


def _as_words(line: str) -> str:
    """Return a line with what Markdown would take for markup escaped, so that it shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#+-!|&~.()=" else char for char in line)


def notes_xhtml(article: Article) -> str:
    """Return the notes as well-formed XHTML; empty where there are none."""
    parts = [f"<h2>{TITLE}</h2>"]
    for passage, words in noted(article):
        if passage:
            parts.append(f"<blockquote><p>{_lines(passage)}</p></blockquote>")
        if words:
            parts.append(f'<p class="note">{_lines(words)}</p>')
    return "\n".join(parts) if len(parts) > 1 else ""


def _lines(text: str) -> str:
    return xml_text(text).replace("\n", "<br/>")
