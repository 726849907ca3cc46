"""A plain line from markup, cheaply: for lists and the search index, before any tree is built.

One pass from left to right, whatever comes: no regular expression that could go back, no parser
of the standard library (docs/safety.md, rule 6).
"""

from __future__ import annotations

import html
import string
from collections.abc import Iterator
from typing import Final

from tui.model.entries import ContentForm, RawEntry
from tui.prose.front import shortened
from tui.text.safe import clean_line

_LONGEST_READ: Final = 20_000
"""Characters of the markup that are looked at."""
_SILENT: Final = ("script", "style", "template", "head")
"""Elements whose content is not shown."""
_INLINE: Final = frozenset(
    "a abbr b bdi bdo cite code del dfn em font i ins kbd mark q s samp small span strong sub sup tt u "
    "var wbr".split()
)
"""Elements that do not part words."""
_SMALL: Final = {ord(char): ord(char.lower()) for char in string.ascii_uppercase}
"""ASCII in small letters: unlike `str.lower`, it never changes a text's length."""


def plain_summary(raw: RawEntry, limit_chars: int = 300) -> str | None:
    """Return one plain line that says what an entry is about: its summary, else the text's beginning.

    At most `limit_chars` characters, cut between words with `…`; None where there is no text.
    Linear in the input, of which the first 20,000 characters count. Never raises.
    """
    line = (
        plain_line(raw.summary or "", raw.summary_form)
        or clean_line(raw.dek or "")
        or plain_line(raw.content, raw.content_form)
    )
    return shortened(line, limit_chars) or None


def plain_line(text: str, form: ContentForm) -> str:
    """Return a text as one line without its markup; Markdown keeps its marks, blocks give nothing."""
    text = text[:_LONGEST_READ]
    if form == "blocks":
        return ""
    return clean_line(html.unescape("".join(_without_tags(text))) if form == "html" else text)


def _without_tags(markup: str) -> Iterator[str]:
    """Yield the text between tags, with a blank where a tag parts words; `<` before no name is text."""
    at = 0
    # For end tags of any case, without a regular expression; places are those of the markup.
    small = markup.translate(_SMALL)
    while (start := markup.find("<", at)) >= 0:
        yield markup[at:start]
        if markup.startswith("<!--", start):
            at = _after(markup, "-->", start + 4)
            continue
        name = _tag_name(small, start + 1)
        if not name:
            yield "<"
            at = start + 1
            continue
        at = _after(markup, ">", start)
        if name in _SILENT:
            # A script is silent up to its own end tag, whatever looks like a tag in it.
            at = _after(small, f"</{name}", at)
            at = _after(markup, ">", at)
        elif name.removeprefix("/") not in _INLINE:
            yield " "
    yield markup[at:]


def _after(markup: str, mark: str, start: int) -> int:
    """Return where the mark ends; the end of the markup where it does not come again."""
    found = markup.find(mark, start)
    return len(markup) if found < 0 else found + len(mark)


def _tag_name(markup: str, start: int) -> str:
    """Return the name of the tag that opens here, `/` first for an end tag; empty for none."""
    end = start + 1 if markup[start : start + 1] in ("/", "!", "?") else start
    if markup[end : end + 1].isdecimal():
        return ""
    while end < len(markup) and end - start < 20 and markup[end].isalnum() and markup[end].isascii():
        end += 1
    name = markup[start:end]
    return "" if name in ("", "/") else name
