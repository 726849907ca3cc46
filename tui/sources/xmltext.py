"""Bytes of XML to text: byte-order mark, then the declaration, then the server's word, then UTF-8."""

from __future__ import annotations

import codecs
import re
from typing import Final

_DECLARED: Final = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([A-Za-z0-9._:-]{1,40})""", re.IGNORECASE)
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
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "latin-1": "cp1252",
    "us-ascii": "cp1252",
    "ascii": "cp1252",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "euc-kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
}
"""The encoding that is meant where the name of a narrower one is given (WHATWG Encoding)."""


def decode_xml(body: bytes, content_type: str | None = None) -> str:
    """Return the text of an XML document; never raises.

    Where the declared encoding does not fit, or is unknown, UTF-8 is tried, and after it
    Windows-1252, unless all but a few of the bytes beyond ASCII are sound UTF-8: then the odd ones
    are damaged and become U+FFFD.
    """
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return body.decode(encoding, "replace").removeprefix("\ufeff")
    for name in _stated_encodings(body, content_type):
        try:
            return body.decode(name)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return _undeclared(body)


def _stated_encodings(body: bytes, content_type: str | None) -> list[str]:
    found: list[str] = []
    declared = _DECLARED.match(body[:1000])
    if declared:
        found.append(declared[1].decode("ascii").lower())
    served = _CHARSET.search(content_type or "")
    if served:
        found.append(served[1].lower())
    # Names of 16 bits are wrong here: the bytes that state them have eight.
    return [
        _WIDER.get(name, name)
        for name in found
        if not name.startswith(("utf-16", "utf-32", "ucs", "iso-10646"))
    ]


def _undeclared(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - sum(map(text.count, map(chr, range(128))))
    return text if beyond_ascii > 2 * damaged else body.decode("cp1252", "replace")
