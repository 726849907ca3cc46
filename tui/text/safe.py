"""The one gate that makes outside text harmless.

Used on the way into the database and again on the way to the screen (docs/safety.md, rule 1). A terminal
obeys control characters wherever they come from: each becomes U+FFFD, so that one sees that something
was there. What is invisible by its nature (marks of direction, soft hyphens, tags) is dropped: it lets a
headline show other words than it holds, or parts a word from the one a reader searches for.
Which are kept, and why: docs/decisions/0038-invisible-characters.md.
"""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"

# C0 but tab and newline, DEL, C1, lone surrogates.
_CONTROLS: Final = "\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff"
# Soft hyphen, the marks, embeddings, overrides and isolates of UAX #9, zero-width space, word joiner and
# the invisible signs of mathematics, deprecated format characters, byte-order mark, interlinear
# annotations, beams and slurs of music, tags and what is reserved beside them. Not the joiners U+200C and
# U+200D, nor variation selectors: letters and emoji are made with them.
_INVISIBLE: Final = (
    "\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff"
)
_ODD: Final = re.compile(f"[{_CONTROLS}{_INVISIBLE}\u2028\u2029]")
_CONTROL: Final = re.compile(f"[{_CONTROLS}]")
_NOT_SEEN: Final = re.compile(f"[{_INVISIBLE}]")
# The flags of England, Scotland and Wales: a black flag, a region in tags, the tag that ends it (UTS #51).
_FLAG_OR_NOT_SEEN: Final = re.compile(
    f"(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{{1,6}}\U000e007f)|[{_INVISIBLE}]"
)
_FLAG_END: Final = "\U000e007f"
_NEWLINES: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: str) -> str:
    """Replace every character that could act on a terminal by U+FFFD, and drop what is never seen.

    Newline and tab stay; other line ends become newline first. Idempotent. The text may become
    shorter: what points into it has to be found after this, not before.
    """
    # Nothing that is odd counts as printable; asking that is ten times quicker than searching.
    if text.isprintable() or text.replace("\n", "").isprintable() or not _ODD.search(text):
        return text
    # What is invisible goes first: between CR and LF it would make two line ends of one.
    seen = _FLAG_OR_NOT_SEEN.sub(r"\1", text) if _FLAG_END in text else _NOT_SEEN.sub("", text)
    return _CONTROL.sub(REPLACEMENT, _NEWLINES.sub("\n", seen))


def clean_line(text: str) -> str:
    """Clean a text that is one line (a headline, a name): white space runs become one space, ends cut."""
    return " ".join(clean(text).split())
