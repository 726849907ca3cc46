"""Bytes of XML to text, and text to XML that a parser takes.

The encoding is what a byte-order mark says, then UTF-8 where the bytes are beyond doubt UTF-8, then what the
document declares, then what its server says, then UTF-8 with damage, then Windows-1252. Rules and reasons:
docs/decisions/0037-encodings.md.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from html.entities import html5
from typing import Final

from tui.sources.encodings import Encoding, encoding_of

_DECLARED: Final = re.compile(
    rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']\s*([A-Za-z0-9._:-]{1,40})\s*["']"""
)
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
# UTF-32 before UTF-16: the mark of the one begins with that of the other.
_MARKS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    # `<?xml` without a mark, XML 1.0 appendix F.
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x00<\x00?", "utf-16-be"),
)
_ENOUGH: Final = 4
"""Characters of sound UTF-8, or so many to a damaged one, from which on that is no accident."""
_RARELY: Final = 20
"""Of so many characters beyond ASCII one may be damaged, and the encoding still be the one that is said."""


# ── bytes to text ─────────────────────────────────────────────────────────────────────────────


def decode_xml(body: bytes, content_type: str | None = None) -> str:
    """Return the text of an XML document, without its byte-order mark; never raises.

    A declared encoding that does not fit, is unknown, or is contradicted by bytes that can only be UTF-8,
    is passed over. Where nothing fits, all but a few damaged bytes decide; these become U+FFFD.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body.decode(codec, "replace").removeprefix("\ufeff")
    stated = [found for label in _labels(body, content_type) if (found := encoding_of(label))]
    if not stated:
        return _undeclared(body)
    if (text := _plainly_utf8(body, stated[0])) is not None:
        return text
    if (text := _without_damage(body, stated)) is not None:
        return text
    for encoding in stated:
        text = body.decode(encoding.codecs[0], "replace")
        if _beyond_ascii(text) > _RARELY * text.count("\ufffd"):
            return text
    return _undeclared(body)


def _without_damage(body: bytes, stated: Iterable[Encoding]) -> str | None:
    """Return the text in the first encoding that fits all of it; None where none does."""
    for encoding in stated:
        for codec in encoding.codecs:
            try:
                return body.decode(codec)
            except (UnicodeDecodeError, LookupError):
                continue
    return None


def is_declared_otherwise(body: bytes) -> bool:
    """Whether a document of bytes states an encoding that is not UTF-8."""
    declared = _DECLARED.match(body[:1000])
    if declared is None:
        return False
    encoding = encoding_of(declared[1].decode("ascii"))
    return encoding is not None and encoding.codecs != ("utf-8",)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    declared = _DECLARED.match(body[:1000])
    served = _CHARSET.search(content_type or "")
    return [
        *([declared[1].decode("ascii")] if declared else []),
        *([served[1]] if served else []),
    ]


def _plainly_utf8(body: bytes, stated: Encoding) -> str | None:
    """Return the text where the bytes are UTF-8 whatever is stated; None where they need not be.

    In an encoding of single bytes a sound sequence of UTF-8 would be `Ã©` and the like, nobody's words;
    among characters of two bytes a few may look like one.
    """
    # ASCII is the same in all of them, and stays with what was declared: ISO-2022-JP is ASCII throughout.
    if body.isascii():
        return None
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        if stated.is_multibyte:
            return None
        text = body.decode("utf-8", "replace")
        damaged = text.count("\ufffd")
        return text if _beyond_ascii(text) - damaged > _ENOUGH * max(damaged, 1) else None
    return text if not stated.is_multibyte or _beyond_ascii(text) >= _ENOUGH else None


def _undeclared(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    return text if _beyond_ascii(text) > 2 * damaged else body.decode("cp1252", "replace")


def _beyond_ascii(text: str) -> int:
    return len(text) - sum(map(text.count, map(chr, range(128))))


# ── text to well-formed text ──────────────────────────────────────────────────────────────────

_MENDED: Final = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:#(?:[xX](?P<hex>[0-9A-Fa-f]{1,8})|(?P<decimal>[0-9]{1,10}));|(?P<name>[A-Za-z][A-Za-z0-9]{0,31});)?"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]",
    re.DOTALL,
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OF_XML: Final = frozenset({"amp", "lt", "gt", "quot", "apos"})


def mend_xml(text: str) -> str:
    """Return XML in which what is no reference to a character is the text it looks like.

    A bare `&` is an ampersand (`AT&T`, `?a=1&copy=3`), a name of HTML its character, a name that nobody knows
    its letters; characters that XML has not become U+FFFD. A document that defines entities keeps its names.
    """
    defines = "<!ENTITY" in text

    def mended(match: re.Match[str]) -> str:
        # CDATA and comments come whole, so that an ampersand within them is left alone.
        found = match[0]
        if len(found) > 1 and found[0] == "<":
            return _CONTROL.sub("\ufffd", found)
        if found[0] != "&":
            return "\ufffd"
        if digits := match["hex"] or match["decimal"]:
            # XML knows `&#x41;` alone; HTML takes `&#X41;` too.
            sound = _is_character(int(digits, 16 if match["hex"] else 10))
            return found.replace("X", "x") if sound else "\ufffd"
        name = match["name"]
        if name is None:
            return "&amp;"
        return found if defines or name in _OF_XML else _named(name)

    return _MENDED.sub(mended, text)


def _named(name: str) -> str:
    characters = html5.get(f"{name};")
    if characters is None:
        # A name that nobody knows is letters: a parser would refuse the whole document for it.
        return f"&amp;{name};"
    return "".join(f"&#{ord(char)};" for char in characters)


def _is_character(number: int) -> bool:
    return (
        number in (9, 10, 13)
        or 32 <= number < 0xD800
        or 0xE000 <= number < 0xFFFE
        or 0xFFFF < number < 0x110000
    )
