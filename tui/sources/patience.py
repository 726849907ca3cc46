"""Reading answers of servers that do not quite speak HTTP, once the usual parser has refused them.

Lengths that are wrong, stated twice or beside `chunked`, a body with a 304, lines that are no headers:
aiohttp's parser, which is a server's too, sees an attack there. To a client that asks for one feed, by a
connection of its own, they are no more than clumsiness.
"""

from __future__ import annotations

import asyncio
import functools
import re
from typing import Any, Final

from tui.sources.quickload import aiohttp  # before what else imports it

# isort: split
from aiohttp.client_proto import ResponseHandler
from aiohttp.http_parser import HttpResponseParserPy

_STATUS: Final = re.compile(rb"(?:HTTP/(\d(?:\.\d)?)|ICY)\s+(\d{3})(?!\d)[^\r\n]*", re.IGNORECASE)
_NAME: Final = re.compile(rb"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_LENGTH: Final = b"content-length"


class _ResponseParser(HttpResponseParserPy):
    """Passes over what is no header, and lets a body end where its connection does."""

    def parse_message(self, lines: list[bytes]) -> Any:
        """Read a status line, of whatever version, and headers."""
        status = _STATUS.fullmatch(lines[0])
        if status is not None:
            # `HTTP/2 200` is a server that repeats what its front end said; ICY is that of radio stations.
            lines = [b"HTTP/1.%d %s OK" % (status[1] not in (None, b"1.0"), status[2]), *lines[1:]]
        return super().parse_message(lines)

    def parse_headers(self, lines: list[bytes]) -> Any:
        """Read what headers there are; a length is not believed."""
        return super().parse_headers([*_headers(lines), b""])


def _headers(lines: list[bytes]) -> list[bytes]:
    kept: list[bytes] = []
    is_dropped = True
    for line in lines:
        if line[:1] in (b" ", b"\t"):  # the line before goes on
            if not is_dropped:
                kept.append(line)
            continue
        name, colon, value = line.partition(b":")
        name = name.strip()
        is_header = bool(colon) and _NAME.fullmatch(name) is not None and b"\0" not in value
        # Wrong lengths are why we are here: the body ends with its connection.
        is_dropped = not is_header or name.lower() == _LENGTH
        if not is_dropped:
            kept.append(name + b":" + value)
    return kept


class _Protocol(ResponseHandler):
    """A connection that is read by that parser."""

    def set_response_params(self, *, timer: Any = None, **settings: Any) -> None:
        """Begin to read an answer."""
        super().set_response_params(timer=timer, **settings)
        self._parser: Any = _ResponseParser(
            self,
            self._loop,
            settings.get("read_bufsize", 2**16),
            timer=timer,
            payload_exception=aiohttp.ClientPayloadError,
            response_with_body=not settings.get("skip_payload", False),
            read_until_eof=True,
            auto_decompress=False,
            max_line_size=settings.get("max_line_size", 8190),
            max_field_size=settings.get("max_field_size", 8190),
        )


def with_patience(connector: aiohttp.TCPConnector) -> aiohttp.TCPConnector:
    """Let a connector's answers be read with patience; returns it."""
    # aiohttp has no other way to choose a parser.
    setattr(connector, "_factory", functools.partial(_Protocol, loop=asyncio.get_running_loop()))  # noqa: B010
    return connector
