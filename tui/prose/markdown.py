"""Markdown to sections, by way of HTML: one road from markup to blocks, whatever the markup.

markdown-it-py comes with Rich and Textual, which require it (docs/decisions: markdown).
"""

from __future__ import annotations

from markdown_it import MarkdownIt

from tui.model.prose import Section
from tui.prose.html import sections_from_html


def sections_from_markdown(text: str, base_url: str | None) -> tuple[Section, ...]:
    """Read CommonMark with tables and struck-out words; raw HTML in it is read as HTML is.

    Links resolve against `base_url`, where given. Empty text gives no sections.
    """
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return sections_from_html(str(reader.render(text)), base_url)
