"""`RawEntry` to `Prose`: read the text in its form, take the fields out, make every text harmless."""

from __future__ import annotations

from typing import Final

from tui.model.entries import ContentForm, RawEntry
from tui.model.prose import Prose, Section
from tui.prose.doubled import tidied, without_byline, without_standfirst
from tui.prose.front import (
    dek_of,
    headline_of,
    joined_names,
    take_byline,
    take_dateline,
    without_repeated_headline,
)
from tui.prose.leaves import cleaned, with_texts
from tui.prose.pictures import with_pictures
from tui.prose.summary import plain_line
from tui.text.safe import clean, clean_line

PROSE_VERSION: Final = 4
"""Rises when the same entry would be read differently; older readings are then made again."""


def build_prose(raw: RawEntry) -> Prose:
    """Read an entry: its text as sections, and headline, dek, byline, dateline and summary as fields.

    An entry without content is read from its summary; with neither, the sections are empty. The
    headline is never empty. Where the content is sections already (`blocks`, from an export of
    ours), the fields were taken out when these were made, and the text is left as it is. Raises
    ParseError for such sections that cannot be read, and never for any other text.
    """
    text = sections = _sections(raw)
    if raw.content_form != "blocks":
        sections = with_pictures(text, raw.enclosures)
    # Of the text before pictures came to it: what is said of one is no headline.
    headline = headline_of(raw.title, text or sections)
    byline, dateline = joined_names(raw.authors), raw.dateline
    dek = dek_of(raw, headline)
    if raw.content_form != "blocks":
        is_page = raw.content_form == "html"
        sections = without_repeated_headline(tidied(sections) if is_page else sections, headline)
        if dek and is_page:
            sections, dek = without_standfirst(sections, dek)
        byline, sections = take_byline(raw.authors, sections)
        if byline and is_page:
            sections = without_byline(sections, byline)
        found, rest = take_dateline(sections)
        # One that is stated, and opens the text as well, is told once.
        if dateline is None or dateline == found:
            dateline, sections = found, rest
    return Prose(
        headline=headline,
        sections=sections,
        dek=dek,
        byline=byline,
        dateline=dateline,
        summary=(plain_line(raw.summary, raw.summary_form) or None) if raw.summary else None,
        language=clean_line(raw.language or "") or None,
    )


def _sections(raw: RawEntry) -> tuple[Section, ...]:
    """Read the content in its form, or the summary in its own where there is no content."""
    base_url = raw.base_url or raw.url
    if raw.content.strip():
        return _read(clean(raw.content), raw.content_form, base_url)
    return _read(clean(raw.summary or ""), raw.summary_form, base_url)


def _read(content: str, form: ContentForm, base_url: str | None) -> tuple[Section, ...]:
    """Call the form's reader, each loaded when it is first needed; every text has passed the gate then."""
    if not content.strip():
        return ()
    match form:
        case "html":
            from tui.prose.html import sections_from_html

            return sections_from_html(content, base_url)
        case "text":
            from tui.prose.plain import sections_from_text

            return with_texts(sections_from_text(content), cleaned)
        case "markdown":
            from tui.prose.markdown import sections_from_markdown

            return sections_from_markdown(content, base_url)
        case "blocks":
            from tui.prose.blocks import sections_from_blocks

            return with_texts(sections_from_blocks(content), cleaned)
