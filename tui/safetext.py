"""The one gate that makes outside text harmless.

Used on the way into the database and again on the way to the screen (design §7, rule 1).
A terminal obeys control characters wherever they come from, and bidirectional controls let a
headline show other words than it holds, so neither survives: each becomes U+FFFD.
"""

from __future__ import annotations

import re
from typing import Final

REPLACEMENT: Final = "\ufffd"

# C0 but tab and newline, DEL, C1, the bidi controls of UAX #9, lone surrogates, BOM.
_UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)
_NEWLINES: Final = re.compile("\r\n?|\x85|\u2028|\u2029")


def clean(text: str) -> str:
    """Replace every character that could act on a terminal by U+FFFD.

    Newline and tab stay; other line ends become newline first. Idempotent; the length changes
    only where CR LF becomes one newline.
    """
    # Nothing that is replaced counts as printable; asking that is ten times quicker than searching.
    if text.isprintable() or text.replace("\n", "").isprintable():
        return text
    return _UNSAFE.sub(REPLACEMENT, _NEWLINES.sub("\n", text))


def clean_line(text: str) -> str:
    """Clean a text that is one line (a headline, a name): white space runs become one space, ends cut."""
    return " ".join(clean(text).split())
