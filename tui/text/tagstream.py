"""Tag soup to a stream of tags and texts: the one module that knows justhtml."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from justhtml import stream
from justhtml.core.entities import decode_entities_in_text
from justhtml.parser.stream import StreamEvent

TagEvent = StreamEvent
"""`("start", (name, attributes))`, `("end", name)`, `("text", text)`, or something to pass over."""

_MANY_COMMENTS: Final = 100
"""The tokenizer looks to the end of the text at each comment; beyond this number we drop them before."""

_COMMENT_END: Final = re.compile(r"--!?>")

_TAG: Final = re.compile(
    r"""<(/?)([a-zA-Z][a-zA-Z0-9:-]*)"""
    r"""((?:\s+[a-zA-Z][\w:-]*=(?:"[^"<>]*"|'[^'<>]*'))*)\s*/?>([^<]*)""",
    re.ASCII,
)
"""A tag as nearly all are written, and the text that follows it."""
_ATTRIBUTE: Final = re.compile(r"""([a-zA-Z][\w:-]*)=(?:"([^"]*)"|'([^']*)')""", re.ASCII)
_RAW: Final = frozenset("script style iframe noembed noframes noscript xmp textarea title plaintext".split())
"""Elements in which a tag is no tag."""


def tags_and_texts(markup: str, most: int | None = None) -> list[TagEvent]:
    """Return the tags and texts of any markup, names in lower case, entities of HTML decoded.

    `most` is how many are read; None: all. Never raises, and takes time in proportion to the length,
    whatever the markup.
    """
    if markup.count("<!--") > _MANY_COMMENTS:
        markup = _without_comments(markup)
    return list(islice(stream(markup), most))


def plain_tags_and_texts(markup: str) -> list[TagEvent] | None:
    """Return what `tags_and_texts` does, several times sooner, where each `<` begins a tag without oddities.

    None where one does not, or where it would take more than one sweep to tell.
    """
    tags = _TAG.findall(markup)
    # One `<` that is no plain tag may change what all that follows means; CR and NUL the standard rewrites.
    if len(tags) != markup.count("<") or "\r" in markup or "\0" in markup:
        return None
    events: list[TagEvent] = []
    _add_text(events, markup.partition("<")[0])
    for slash, name, attributes, text in tags:
        name = name if name.islower() else name.lower()
        if slash:
            events.append(("end", name))
        elif name in _RAW:
            # Where it ends is for the standard to say.
            return None
        else:
            events.append(("start", (name, _attributes(attributes) if attributes else {})))
        _add_text(events, text)
    return events


def _add_text(events: list[TagEvent], text: str) -> None:
    if text:
        events.append(("text", decode_entities_in_text(text) if "&" in text else text))


def _attributes(stated: str) -> dict[str, str | None]:
    """Return attributes by name; of two the first counts."""
    found: dict[str, str | None] = {}
    for name, double, single in _ATTRIBUTE.findall(stated):
        value = double or single
        found.setdefault(
            name.lower(), decode_entities_in_text(value, in_attribute=True) if "&" in value else value
        )
    return found


def _without_comments(markup: str) -> str:
    """Drop the comments in one pass; one that never ends hides the rest, as in a browser."""
    kept: list[str] = []
    place = 0
    while (start := markup.find("<!--", place)) >= 0:
        kept.append(markup[place:start])
        # From the dashes on: `<!-->` is a whole comment (HTML §13.2.5.43).
        end = _COMMENT_END.search(markup, start + 2)
        if end is None:
            return "".join(kept)
        place = end.end()
    kept.append(markup[place:])
    return "".join(kept)
