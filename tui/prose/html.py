"""HTML as feeds deliver it, to sections.

The markup is read as a stream of tags, not as a tree: a few kinds of tag soup make any tree
builder that follows the standard take quadratic time and memory, while a page of text needs only
to know where lines, quotations, lists, tables and headings begin and end.
Rules and figures: docs/decisions/0020-html-by-events.md.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from tui.model.prose import Section
from tui.prose.htmlpage import PageReader
from tui.prose.htmltags import data_tables
from tui.prose.lookahead import CONTROLS, RAISED_TAGS, form_controls, raised_texts
from tui.prose.mathml import ELEMENTS, MATHS, Formula, formulas, local_name
from tui.text.tagstream import TagEvent, plain_tags_and_texts, tags_and_texts

MAX_CHARACTERS: Final = 512 * 1024
"""What lies beyond is cut off (docs/safety.md, rule 6)."""

# Without a script to run, what stands in for it is seen; its tags alone are dropped.
_NOSCRIPT: Final = re.compile(r"</?noscript\b[^<>]*>", re.IGNORECASE)
_PARAGRAPH: Final[tuple[str, dict[str, str | None]]] = ("p", {})
_PARAGRAPH_END: Final = ("end", "p")
_EMPTY_ELEMENT: Final = re.compile(r"<([a-z]{1,9}:m[a-z]{1,15}|m[a-z]{1,15})((?:\s[^<>]*)?)/>")
_BLANK_LINE: Final = re.compile(r"\n[ \t]*\n\s*")


def sections_from_html(markup: str, base_url: str | None) -> tuple[Section, ...]:
    """Return the text of some HTML as sections, in reading order; none where nothing is visible.

    Headings begin sections; what stands before the first is a section without one. Links and
    pictures are resolved against `base_url`, only http and https addresses are kept (other links
    leave their text), and parameters that track are dropped. Scripts, styles, hidden elements and
    tracking pixels leave nothing. All text has passed `safetext.clean`, and no word of the visible
    text is lost. Text without any tag is split into paragraphs at blank lines.
    Never raises, and takes time in proportion to the length, whatever the markup.
    """
    events = _events(markup[:MAX_CHARACTERS])
    names = {event[1][0] for event in events if event[0] == "start"}
    maths = formulas(events) if not names.isdisjoint(MATHS) else {}
    controls = form_controls(events) if not names.isdisjoint(CONTROLS) else {}
    reader = PageReader(
        base_url,
        data_tables(events) if "table" in names else frozenset(),
        raised_texts(events) if not names.isdisjoint(RAISED_TAGS) else {},
    )
    _read(events, reader, maths, {index: formula.end for index, formula in maths.items()} | controls)
    return reader.finish()


def _read(
    events: Sequence[TagEvent], reader: PageReader, maths: Mapping[int, Formula], apart: Mapping[int, int]
) -> None:
    """Give a page's tags and texts to its reader; `apart` is where what is not for it begins and ends."""
    read = 0
    for index, event in enumerate(events):
        if index < read:
            continue
        if event[0] == "text":
            reader.text(event[1])
        elif event[0] == "start":
            if index in apart:
                reader.apart(maths.get(index))
                read = apart[index] + 1
                continue
            text = _text_alone(events, index) if event[1] == _PARAGRAPH else None
            if text is not None and reader.paragraph(text):
                read = index + 3
            else:
                reader.start(event[1][0], event[1][1], index)
        elif event[0] == "end":
            reader.end(event[1])


def _text_alone(events: Sequence[TagEvent], index: int) -> str | None:
    """Return the text of a paragraph in which nothing else is; None where there is more to it."""
    within = events[index + 1 : index + 3]
    return (
        within[0][1] if len(within) == 2 and within[0][0] == "text" and within[1] == _PARAGRAPH_END else None
    )


def _events(markup: str) -> list[TagEvent]:
    if "<" not in markup:
        # Feeds that declare HTML and send plain text.
        markup = _BLANK_LINE.sub("<p>", markup.replace("\r\n", "\n"))
    if "/>" in markup and "math" in markup:
        markup = _EMPTY_ELEMENT.sub(_with_end, markup)
    plain = plain_tags_and_texts(markup)
    # The standard reads what is in `noscript` as one text where scripts run; here none does.
    return tags_and_texts(_NOSCRIPT.sub("", markup)) if plain is None else plain


def _with_end(match: re.Match[str]) -> str:
    """Return an element of MathML that is empty with an end tag: HTML has no such thing, and is read here."""
    return f"<{match[1]}{match[2]}></{match[1]}>" if local_name(match[1]) in ELEMENTS else match[0]
