"""Unpacking what comes packed, without ever holding more than the cap."""

from __future__ import annotations

import zlib
from typing import ClassVar, Final, Protocol

LARGEST_BODY: Final = 15_000_000
"""Bytes, packed or unpacked."""

_GZIP: Final = 16 + zlib.MAX_WBITS
_PLAIN: Final = ("", "identity", "none")


class NotUnpacked(Exception):
    """A body that cannot be had; `told` says why, to follow the host's name."""

    told: ClassVar[str]


class TooLarge(NotUnpacked):
    """More came, packed or unpacked, than may."""

    told = f"sends more than {LARGEST_BODY // 1_000_000} MB"


class UnknownEncoding(NotUnpacked):
    """The packing is none we asked for, or is damaged."""

    told = "sends its answer packed in a way that cannot be unpacked"


class _Unpacker(Protocol):
    """What `zlib.decompressobj` returns; its class has no public name."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def unconsumed_tail(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


def unpacked(body: bytes, content_encoding: str | None) -> bytes:
    """Return a whole body unpacked; raises TooLarge, UnknownEncoding."""
    inflater = Inflater(content_encoding, LARGEST_BODY)
    inflater.feed(body)
    return inflater.finish()


class Inflater:
    """Gathers a body that comes in pieces, plain or as gzip or deflate, up to a number of bytes.

    A bomb is met by its first bytes over the cap, not after it has been unpacked. With `unpack` false the
    bytes are gathered as they come.
    """

    __slots__ = ("_most", "_packed", "_pieces", "_size", "_unpacker", "_wire_size")

    def __init__(self, content_encoding: str | None, most_bytes: int, *, unpack: bool = True) -> None:
        encoding = (content_encoding or "").strip().lower()
        if encoding not in (*_PLAIN, "gzip", "x-gzip", "deflate"):
            raise UnknownEncoding(encoding)
        self._packed = "" if encoding in _PLAIN or not unpack else encoding.removeprefix("x-")
        self._unpacker: _Unpacker | None = None
        self._pieces: list[bytes] = []
        self._size = self._wire_size = 0
        self._most = most_bytes

    def feed(self, chunk: bytes) -> None:
        """Take a piece; raises TooLarge over the cap, UnknownEncoding where it cannot be unpacked."""
        self._wire_size += len(chunk)
        if self._wire_size > self._most:
            raise TooLarge
        if not self._packed:
            self._keep(chunk)
            return
        try:
            self._inflate(chunk)
        except zlib.error as error:
            raise UnknownEncoding(str(error)) from error

    def finish(self) -> bytes:
        """Return the body; raises UnknownEncoding where the packed data breaks off."""
        if self._unpacker is not None and not self._unpacker.eof:
            raise UnknownEncoding("cut short")
        return b"".join(self._pieces)

    def _inflate(self, chunk: bytes) -> None:
        while chunk:
            if self._unpacker is None:
                self._unpacker = self._start(chunk)
            elif self._unpacker.eof:
                if not chunk.startswith(b"\x1f\x8b"):
                    return  # padding after the data
                self._unpacker = zlib.decompressobj(_GZIP)  # another member of the same file
            self._keep(self._unpacker.decompress(chunk, self._most - self._size + 1))
            chunk = self._unpacker.unconsumed_tail or self._unpacker.unused_data

    def _start(self, chunk: bytes) -> _Unpacker:
        if self._packed == "gzip":
            return zlib.decompressobj(_GZIP)
        # "deflate" means a zlib stream (RFC 9110 §8.4.1.2), but some servers send the bare one.
        bare = chunk[0] & 0x0F != 8
        return zlib.decompressobj(-zlib.MAX_WBITS if bare else zlib.MAX_WBITS)

    def _keep(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size > self._most:
            raise TooLarge
        self._pieces.append(piece)
