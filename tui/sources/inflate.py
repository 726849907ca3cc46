"""Unpacking what comes packed, never holding more than the cap; telling whether a document came whole.

What a server says of its packing is a hint: many pack twice, or not at all, or forget to say so. What the
first bytes say counts. A cap holds for each layer.
"""

from __future__ import annotations

import json
import re
import zlib
from contextlib import suppress
from typing import Final

LARGEST_BODY: Final = 15_000_000
"""Bytes, packed or unpacked."""

_MOST_LAYERS: Final = 3
_GZIP: Final = 16 + zlib.MAX_WBITS
_ZLIB: Final = zlib.MAX_WBITS
_BARE: Final = -zlib.MAX_WBITS
_GZIP_MAGIC: Final = b"\x1f\x8b"
_PACKINGS: Final = frozenset({"gzip", "x-gzip", "deflate", "x-deflate"})
_NOT_OURS: Final = frozenset({"br", "zstd", "compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"})
"""Packings that there are and that we do not ask for."""
_TEXT: Final = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\0]*[<{\[]")
"""How a document begins that is not packed, in any encoding."""

_CHUNK: Final = re.compile(rb"[0-9a-f]{1,8}\r\n[\s\0]*[<{\xef\xfe\xff]", re.IGNORECASE)
"""How a body begins that was parted into chunks twice."""
_CHUNK_SIZE: Final = re.compile(rb"([0-9a-f]{1,8})\r\n", re.IGNORECASE)
_ROOT_ENDS: Final = re.compile(rb"</(?:[\w.-]+:)?(rss|feed|rdf|opml)\s*>", re.IGNORECASE)
_ROOT: Final = re.compile(
    rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*+(?>(?:<!--.*?-->|<[?!][^>]*>)\s*+)*+<(?:[\w.-]+:)?([A-Za-z]+)",
    re.DOTALL,
)
_AFTER_THE_END: Final = re.compile(rb"\s*(?:<!--|<\?|\Z)")
_TAIL: Final = 20_000


class NotUnpacked(Exception):
    """A body that cannot be had; `told` says why, to follow the host's name."""

    told: str


class TooLarge(NotUnpacked):
    """More came, packed or unpacked, than may."""

    def __init__(self, largest: int = LARGEST_BODY) -> None:
        """`largest` is how many bytes there may be."""
        super().__init__()
        self.told = f"sends more than {largest // 1_000_000} MB"


class UnknownEncoding(NotUnpacked):
    """The packing is none we asked for, or is damaged."""

    told = "sends its answer packed in a way that cannot be unpacked"


def unpacked(body: bytes, content_encoding: str | None, largest: int | None = None) -> bytes:
    """Return a whole body unpacked: gzip, zlib or bare deflate, in up to three layers, or none.

    A bomb is met by its first bytes over the cap, `largest` or LARGEST_BODY, not after it has been unpacked.
    Packed data that breaks off is taken where the document in it has ended. Raises TooLarge, UnknownEncoding.
    """
    cap = LARGEST_BODY if largest is None else largest
    if len(body) > cap:
        raise TooLarge(cap)
    layers = _stated_layers(body, content_encoding)
    for layer in range(_MOST_LAYERS):
        # Whatever was said: no text begins so, and many servers pack without saying it, or twice.
        if body.startswith(_GZIP_MAGIC):
            body = _inflated(body, _GZIP, cap)
        elif layer < layers and body:
            body = _as_stated(body, cap)
        else:
            break
    # Some servers part into chunks what their own front end parts again.
    return _unchunked(body) if _CHUNK.match(body) else body


def _stated_layers(body: bytes, content_encoding: str | None) -> int:
    """Return how often a body is said to be packed; raises UnknownEncoding for what we cannot unpack."""
    stated = [name.strip() for name in (content_encoding or "").lower().split(",")]
    is_text = _TEXT.match(body) is not None
    if not is_text and not _NOT_OURS.isdisjoint(stated):
        raise UnknownEncoding(content_encoding)
    return sum(name in _PACKINGS for name in stated)


def came_whole(body: bytes, content_encoding: str | None) -> bool:
    """Tell whether a body that broke off, packed or not, holds a document with its end."""
    try:
        return _is_whole(unpacked(body, content_encoding))
    except NotUnpacked:
        return False


def _as_stated(body: bytes, cap: int) -> bytes:
    """Unpack what is said to be packed and does not begin as gzip does; what is plain text stays.

    "deflate" means a zlib stream (RFC 9110 §8.4.1.2), but some servers send the bare one, under the name
    of gzip too.
    """
    for form in (_ZLIB, _BARE):
        with suppress(UnknownEncoding):
            return _inflated(body, form, cap)
    if _TEXT.match(body):
        return body
    raise UnknownEncoding("neither packed nor text")


def _inflated(body: bytes, form: int, cap: int) -> bytes:
    """Unpack one layer, all its members; raises TooLarge, UnknownEncoding."""
    unpacked_so_far = b""
    while True:
        unpacker = zlib.decompressobj(form)
        try:
            # One byte over the cap is enough to know, and all that a bomb gets.
            piece = unpacker.decompress(body, cap - len(unpacked_so_far) + 1)
        except zlib.error as error:
            if _is_whole(unpacked_so_far):
                return unpacked_so_far
            raise UnknownEncoding(str(error)) from error
        unpacked_so_far += piece
        if len(unpacked_so_far) > cap:
            raise TooLarge(cap)
        if not unpacker.eof:
            if _is_whole(unpacked_so_far):
                return unpacked_so_far
            raise UnknownEncoding("cut short")
        # gzip may be several members, one behind the other (RFC 1952 §2.2).
        body = unpacker.unused_data
        if form != _GZIP or not body.startswith(_GZIP_MAGIC):
            return unpacked_so_far  # what follows is padding


def _unchunked(body: bytes) -> bytes:
    """Return a body without the chunks that it was parted into before HTTP parted it again."""
    pieces: list[bytes] = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) and (length := int(size[1], 16)):
        pieces.append(body[size.end() : size.end() + length])
        # Behind each chunk stands a line end.
        at = size.end() + length + 2
    return b"".join(pieces)


def _is_whole(document: bytes) -> bool:
    """Tell whether a feed has come to its end: its root element is closed, or its JSON is sound.

    After the root nothing stands but blanks and comments, the last of which may be broken off: so that an
    end tag in a story about feeds is not taken for the feed's.
    """
    if document.lstrip().startswith(b"{"):
        return _is_json(document)
    document = document.replace(b"\0", b"")  # UTF-16 has one beside each letter
    root = _ROOT.match(document)
    # Only the end is searched: a document may be 15 MB of `<rss`.
    tail = document[-_TAIL:]
    last = max(_ROOT_ENDS.finditer(tail), key=re.Match[bytes].end, default=None)
    if root is None or last is None or root[1].lower() != last[1].lower():
        return False
    is_in_text = document.rfind(b"<![CDATA[") > document.rfind(b"]]>")
    return (
        _AFTER_THE_END.match(tail, last.end()) is not None
        and not is_in_text
        and b"]]>" not in tail[last.end() :]
    )


def _is_json(document: bytes) -> bool:
    if not document.rstrip().endswith(b"}"):
        return False
    try:
        json.loads(document)
    except (ValueError, RecursionError):
        return False
    return True
