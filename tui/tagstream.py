"""Tag soup to a stream of tags and texts: the one module that knows justhtml."""

from __future__ import annotations

import re
from typing import Final

from justhtml import stream
from justhtml.parser.stream import StreamEvent

TagEvent = StreamEvent
"""`("start", (name, attributes))`, `("end", name)`, `("text", text)`, or something to pass over."""

_MANY_COMMENTS: Final = 100
"""The tokenizer looks to the end of the text at each comment; beyond this number we drop them before."""

_COMMENT_END: Final = re.compile(r"--!?>")


def tags_and_texts(markup: str) -> list[TagEvent]:
    """Return the tags and texts of any markup, names in lower case, entities of HTML decoded.

    Never raises, and takes time in proportion to the length, whatever the markup.
    """
    if markup.count("<!--") > _MANY_COMMENTS:
        markup = _without_comments(markup)
    return list(stream(markup))


def _without_comments(markup: str) -> str:
    """Drop the comments in one pass; one that never ends hides the rest, as in a browser."""
    kept: list[str] = []
    place = 0
    while (start := markup.find("<!--", place)) >= 0:
        kept.append(markup[place:start])
        end = _COMMENT_END.search(markup, start + 2)
        if end is None:
            return "".join(kept)
        place = end.end()
    kept.append(markup[place:])
    return "".join(kept)
