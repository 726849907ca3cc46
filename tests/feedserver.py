"""A web server for tests, on loopback: each path answers as badly as the test asks for.

Plain asyncio sockets, so that it can do what no proper server does: break off in the middle, never
end, lie about its length, answer with what is not HTTP.
"""

from __future__ import annotations

import asyncio
import contextlib
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATE = Path(__file__).parent / "data" / "untrusted.pem"
"""A certificate that nobody vouches for, with its key; made for tests, good for nothing else."""


@dataclass(frozen=True)
class Heard:
    """A request as it came."""

    path: str
    headers: dict[str, str]
    """Names in lower case."""
    raw: bytes


Answer = Callable[[Heard, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class FeedServer:
    """Answers by path; remembers what it heard."""

    port: int = 0
    answers: dict[str, Answer] = field(default_factory=dict)
    heard: list[Heard] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    scheme: str = "http"

    def url(self, path: str = "/feed", host: str = "127.0.0.1") -> str:
        return f"{self.scheme}://{host}:{self.port}{path}"

    def on(self, path: str, answer: Answer) -> str:
        """Set what a path answers; return its address."""
        self.answers[path] = answer
        return self.url(path)

    def replies(self, path: str, body: bytes = b"", status: str = "200 OK", **headers: str) -> str:
        """Let a path give a proper answer; header names are written with `_` for `-`."""
        return self.on(path, reply(body, status, **headers))

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        try:
            await self._serve(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.at_once -= 1
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        first = await reader.readexactly(1)
        if first == b"\x16":  # a client that begins to encrypt
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            return
        raw = first + await reader.readuntil(b"\r\n\r\n")
        lines = raw.decode("latin-1").split("\r\n")
        headers = dict(
            line.lower().split(": ", 1)[:1] + line.split(": ", 1)[1:] for line in lines[1:] if line
        )
        heard = Heard(lines[0].split(" ")[1], headers, raw)
        self.heard.append(heard)
        await self.answers.get(heard.path, reply(b"", "404 Not Found"))(heard, writer)
        with contextlib.suppress(ConnectionError):
            await writer.drain()


def reply(body: bytes = b"", status: str = "200 OK", **headers: str) -> Answer:
    """Return a proper answer."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body)

    return answer


def raw(data: bytes, *, reset: bool = False) -> Answer:
    """Return an answer of exactly these bytes, and perhaps a reset after them."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(data)
        await writer.drain()
        if reset:
            writer.transport.abort()

    return answer


def endless(head: bytes, chunk: bytes, pause_s: float = 0.0) -> Answer:
    """Return an answer that goes on until the client has had enough."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(chunk)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return answer


def silent() -> Answer:
    """Return an answer that never begins."""

    async def answer(_: Heard, writer: asyncio.StreamWriter) -> None:
        while not writer.is_closing():
            await asyncio.sleep(0.01)

    return answer


@contextlib.asynccontextmanager
async def serving(*, encrypted: bool = False) -> AsyncIterator[FeedServer]:
    """Serve on a free port of 127.0.0.1 while the block runs."""
    feeds = FeedServer(scheme="https" if encrypted else "http")
    context = None
    if encrypted:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    server = await asyncio.start_server(feeds.handle, "127.0.0.1", 0, ssl=context, limit=1 << 20)
    feeds.port = server.sockets[0].getsockname()[1]
    try:
        yield feeds
    finally:
        server.close()
