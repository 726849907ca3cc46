"""Bytes of a web page to text, as browsers do it.

A byte-order mark says the encoding beyond doubt; then what the server says, what the page says in a `meta`
tag, and what its XML declaration says, in this order (HTML §13.2.3.2). Browsers believe the first of them
whatever the bytes are; here it is believed where the bytes fit it, all but a few, so that a page whose server
says one thing for all its pages is legible. Without a statement that fits: UTF-8 where that is what the
bytes are, else what pages of the language were written in before, which is Windows-1252 for most.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import Final

from tui.sources.encodings import Encoding, encoding_of

_SCANNED: Final = 4096
"""Bytes in which a page may say its encoding. The standard asks for 1,024, and many pages need more."""
_SAMPLE: Final = 65_536
"""Bytes that are looked at before all are: replacing what is damaged takes long where all is."""
_RARELY: Final = 20
"""Of so many characters beyond ASCII one may be damaged, and the encoding still be the one that is said.

Of UTF-8 half: a sequence of it that is sound is no accident, and words in an encoding of single bytes hold
hardly any.
"""
_ENOUGH: Final = 4
"""Characters of sound UTF-8 from which on that is no accident in an encoding of several bytes."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A tag in two bytes a letter, without a mark.
_WIDE: Final = (
    (re.compile(rb"<\x00[!?A-Za-z]\x00"), "utf-16-le"),
    (re.compile(rb"\x00<\x00[!?A-Za-z]"), "utf-16-be"),
)
_LABEL: Final = rb"""["']?\s{0,20}([A-Za-z0-9._:-]{1,40})"""
_COMMENT: Final = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_META: Final = re.compile(rb"<meta[\s/][^>]{0,1000}", re.IGNORECASE)
_CHARSET: Final = re.compile(rb"charset\s{0,20}=\s{0,20}" + _LABEL, re.IGNORECASE)
_OF_ITS_OWN: Final = re.compile(
    rb"(?<=[\s/])charset\s{0,20}=|http-equiv\s{0,20}=\s{0,20}[\"']?content-type", re.IGNORECASE
)
_XML: Final = re.compile(rb"\s{0,200}<\?xml[^>]{0,200}?\sencoding\s{0,20}=\s{0,20}" + _LABEL)
_LANGUAGE: Final = re.compile(
    rb"""<html\b[^>]{0,1000}?\slang\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z]{2,3}(?:[-_][A-Za-z]{2,8})*)""",
    re.IGNORECASE,
)

# Browsers' own choices (the table of HTML §13.2.3.2), and others of the same language. The first that fits
# is taken: of Japanese ones the narrower comes first, since most bytes are sound Shift_JIS.
_OF_LANGUAGES: Final = """
ja: euc-jp shift_jis
ko: euc-kr
zh: gb18030
zh-tw zh-hk zh-mo zh-hant: big5 gb18030
ru uk be bg mk sr kk ky tg: windows-1251
cs sk pl hu sl hr ro sq bs: windows-1250
el: windows-1253
he iw: windows-1255
ar fa ur: windows-1256
tr az ku: windows-1254
et lt lv: windows-1257
th: windows-874
vi: windows-1258
"""

_NOT_IN_1252: Final = bytes.maketrans(b"\x81\x8d\x8f\x90\x9d", bytes(5))


def _usual_labels() -> dict[str, tuple[str, ...]]:
    lines = (line.partition(": ") for line in _OF_LANGUAGES.strip().split("\n"))
    return {
        language: tuple(labels.split()) for languages, _, labels in lines for language in languages.split()
    }


_USUAL: Final = _usual_labels()


def decode_page(body: bytes, content_type: str | None = None) -> str:
    """Return the text of a page, without its byte-order mark; never raises, and takes linear time.

    `content_type` is the header with which it was served. Bytes that the encoding has not become U+FFFD.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    for form, codec in _WIDE:
        if form.match(body):
            return body.decode(codec, "replace")
    head = body[:_SCANNED]
    for label in _labels(head, content_type):
        encoding = encoding_of(label)
        text = _decoded(body, encoding) if encoding else None
        if text is not None:
            return text
    return _unstated(body, head)


# ── what is stated ────────────────────────────────────────────────────────────────────────────


def _labels(head: bytes, content_type: str | None) -> Iterator[str]:
    """Yield the labels that server and page state, the most trusted first."""
    if served := _CHARSET.search((content_type or "").encode("ascii", "replace")):
        yield served[1].decode("ascii")
    for meta in _META.finditer(_COMMENT.sub(b" ", head)):
        stated = _CHARSET.search(meta[0])
        if stated and _OF_ITS_OWN.search(meta[0]):
            yield _meant(stated[1].decode("ascii"))
            break
    if declared := _XML.match(head):
        yield _meant(declared[1].decode("ascii"))


def _meant(label: str) -> str:
    """Return what a label within the page means: in two bytes a letter it could not have been read."""
    name = label.lower()
    if name.startswith(("utf-16", "utf16", "ucs-2")):
        return "utf-8"
    return "windows-1252" if name == "x-user-defined" else label


def _decoded(body: bytes, encoding: Encoding) -> str | None:
    """Return the text in an encoding that is stated; None where the bytes are in another one.

    Sound UTF-8 is UTF-8 whatever is stated: in an encoding of single bytes it would be `Ã©` and the like.
    """
    text = None if body.isascii() else _strictly(body, "utf-8")
    if text is not None and (not encoding.is_multibyte or _beyond_ascii(text) >= _ENOUGH):
        return text
    for codec in encoding.codecs:
        if (text := _strictly(body, codec)) is not None:
            return text
    return _with_damage(body, encoding.codecs[0])


def _strictly(body: bytes, codec: str) -> str | None:
    try:
        return body.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None


def _with_damage(body: bytes, codec: str) -> str | None:
    """Return the text with its damaged bytes replaced; None where there are more than a few."""
    rarely = 2 if codec == "utf-8" else _RARELY
    # A sample may end within a character.
    sample = body[:_SAMPLE].decode(codec, "replace")
    if len(body) > _SAMPLE and _beyond_ascii(sample) <= rarely * (sample.count("\ufffd") - 1):
        return None
    text = body.decode(codec, "replace")
    return text if _beyond_ascii(text) > rarely * text.count("\ufffd") else None


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


# ── what is not ───────────────────────────────────────────────────────────────────────────────


def _unstated(body: bytes, head: bytes) -> str:
    """Return the text of a page that states no encoding, or one that it is not in."""
    for label in ("utf-8", *_usual_of(head)):
        encoding = encoding_of(label)
        text = _decoded(body, encoding) if encoding else None
        if text is not None:
            return text
    # By a table: of the bytes that Windows-1252 has not there may be very many. NUL is none in HTML either.
    return body.translate(_NOT_IN_1252).decode("cp1252").replace("\0", "\ufffd")


def _usual_of(head: bytes) -> tuple[str, ...]:
    found = _LANGUAGE.search(head)
    if found is None:
        return ()
    language = found[1].decode("ascii").lower().replace("_", "-")
    return _USUAL.get(language) or _USUAL.get(language.partition("-")[0], ())
