"""Parsing in a few processes, so that a bomb, an endless loop or a crash costs one feed and no more."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Generic, Self, TypeVar

import msgspec

from tui.errors import ParseError
from tui.model.entries import ParsedFeed
from tui.sources.parsemessages import LENGTH, WorkResult
from tui.system import log

WORKERS: Final = 2
MEMORY_MB: Final = 400
"""Address space a process may take: a body of 15 MB takes feedparser about half of it."""
DEADLINE_S: Final = 20.0
NICENESS: Final = 10
"""Below the process that asks: there is one of it, and what it writes is what all the others wait for."""
_GRACE_S: Final = 2.0
"""How much later than its own alarm a process is ended from outside."""
_BUFFER: Final = 1 << 20

_RUN: Final = """
import sys
sys.path.insert(0, {folder!r})
from {module} import {function}
from tui.sources.parseworker import main
main({function}, {memory}, {deadline}, {level!r}, {what!r}, {niceness})
"""
T = TypeVar("T")


class WorkPool(Generic[T]):
    """A few processes that make something of feeds; an asynchronous context manager.

    Processes start when they are first needed and are replaced when they die. Feeds that come
    while all are busy wait their turn.
    """

    def __init__(
        self,
        work: str,
        answer: type[T],
        workers: int = WORKERS,
        *,
        memory_mb: int = MEMORY_MB,
        deadline_s: float = DEADLINE_S,
        what: str = "This feed",
        niceness: int = NICENESS,
    ) -> None:
        """`work` is `module:function`, what the processes call; `answer` is the type of what it returns.

        Its arguments are bytes, texts, numbers, None, and lists and dictionaries of them. `what` is the name
        of what is read, in sentences about it.
        """
        module, _, function = work.partition(":")
        self._command = _RUN.format(
            folder=str(Path(__file__).resolve().parents[2]),
            module=module,
            function=function,
            memory=memory_mb,
            deadline=deadline_s,
            level=log.level(),
            what=what,
            niceness=niceness,
        )
        self._what = what
        self._deadline_s = deadline_s
        # The last one idle first: a small sync starts one process and not two.
        self._idle: asyncio.LifoQueue[Process | None] = asyncio.LifoQueue()
        """Processes that wait for a feed; None stands for one that has yet to be started."""
        self._started: set[Process] = set()
        for _ in range(workers):
            self._idle.put_nowait(None)
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(WorkResult)
        self._value_decoder = msgspec.msgpack.Decoder(answer)

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes that run now, for who watches what they take."""
        return tuple(process.pid for process in self._started if process.returncode is None)

    async def __aenter__(self) -> Self:
        """Start nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """End all processes, whatever they are doing."""
        for process in tuple(self._started):
            await self._end(process)

    async def ask(self, *arguments: object) -> T:
        """Return what the work returns, done in another process.

        Raises ParseError where the work does, and where the feed takes too long, takes too much memory
        or brings the process down.
        """
        process = await self._idle.get()
        try:
            process = process or await self._start()
            # Not `wait_for`: before Python 3.12 that loses a cancellation that comes with the answer.
            async with asyncio.timeout(self._deadline_s + _GRACE_S):
                answer = await self._ask(process, arguments)
        except BaseException as error:
            # Cancelled or failed in the middle of a message: what it would say next is of no use.
            if process is not None:
                await self._end(process)
            self._idle.put_nowait(None)
            if isinstance(error, TimeoutError | OSError | asyncio.IncompleteReadError | msgspec.DecodeError):
                raise ParseError(f"{self._what} takes too long to read, or breaks what reads it.") from error
            raise
        if answer.last:
            await self._end(process)
        self._idle.put_nowait(None if answer.last else process)
        if answer.error is not None:
            raise ParseError(answer.error)
        return self._value_decoder.decode(answer.value)

    async def _ask(self, process: Process, question: Sequence[object]) -> WorkResult:
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        packed = self._encoder.encode(question)
        process.stdin.write(LENGTH.pack(len(packed)) + packed)
        await process.stdin.drain()
        head = await process.stdout.readexactly(LENGTH.size)
        return self._decoder.decode(await process.stdout.readexactly(LENGTH.unpack(head)[0]))

    async def _start(self) -> Process:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-c", self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_BUFFER
        )
        self._started.add(process)
        return process

    async def _end(self, process: Process) -> None:
        self._started.discard(process)
        with contextlib.suppress(ProcessLookupError):
            # Killed, not asked: it may hang in C code that hears no signal.
            process.kill()
        if process.stdin is not None:
            process.stdin.close()
        await process.wait()


class ParsePool(WorkPool[ParsedFeed]):
    """Processes that read feeds as `rss.parse_feed` does."""

    def __init__(
        self, workers: int = WORKERS, *, memory_mb: int = MEMORY_MB, deadline_s: float = DEADLINE_S
    ) -> None:
        super().__init__(
            "tui.sources.rss:parse_feed", ParsedFeed, workers, memory_mb=memory_mb, deadline_s=deadline_s
        )

    async def parse(self, body: bytes, base_url: str | None, content_type: str | None = None) -> ParsedFeed:
        """Read a feed in another process; raises ParseError as `ask` does."""
        return await self.ask(body, base_url, content_type)
