"""Many waiting texts at once: read in a few processes, written by one thread a few milliseconds at a time.

    queue ──▶ chunks ──▶ read ──▶ write
    newest first      several   one

What is cut off is still on the queue. A text that brings its reader down costs itself alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from tui.errors import ParseError
from tui.model.entries import RawEntry
from tui.preparing.article import stored_text, write_texts
from tui.preparing.worker import unread
from tui.sources.workers import WORKERS, WorkPool
from tui.store import texts
from tui.store.connection import Database
from tui.store.texts import Prepared, prepared
from tui.store.upkeep import merge_index

_CHUNK: Final = 32
"""Texts that one process is given at a time."""
_READERS: Final = WORKERS + 1
"""Chunks that are being read, or wait for a process that is free."""
_MOST_READ: Final = 6
"""Chunks that are read and not yet written."""
_BEHIND: Final = 25_000
"""After so many texts the index has fallen behind so far that it is merged before more are written."""
_LOOK_EVERY_S: Final = 0.02

_BROKE: Final = "it takes too long to read, or breaks what reads it"

WaitingText = tuple[int, bytes]
"""A row and its stored body."""


def prepare_texts(database: Database, go_on: Callable[[int], bool]) -> int:
    """Prepare the texts that wait, newest first, until none does or `go_on` says no; return how many.

    `go_on` is called every few hundredths of a second with how many are done. Raises StoreErrors.
    """
    return asyncio.run(_Bulk(database, go_on).run())


class _Read(NamedTuple):
    """A chunk that was read."""

    waiting: Sequence[WaitingText]
    ready: Sequence[Prepared]


class _Bulk:
    """The work on one queue."""

    def __init__(self, database: Database, go_on: Callable[[int], bool]) -> None:
        self._database = database
        self._go_on = go_on
        self._taken: set[int] = set()
        """Rows that are being worked on."""
        self._read: asyncio.Queue[_Read | None] = asyncio.Queue(_MOST_READ)
        """What is ready to be written; None from each reader that finds nothing more."""
        self._done = 0

    async def run(self) -> int:
        """Have all of it done; return how much that was."""
        async with WorkPool("tui.preparing.worker:read_texts", list[Prepared]) as pool:
            work = [asyncio.create_task(self._read_all(pool)) for _ in range(_READERS)]
            work.append(asyncio.create_task(self._write_all()))
            try:
                while not all(task.done() for task in work) and self._go_on(self._done):
                    done, _ = await asyncio.wait(
                        work, timeout=_LOOK_EVERY_S, return_when=asyncio.FIRST_EXCEPTION
                    )
                    if any(task.exception() for task in done):
                        break
            finally:
                for task in work:
                    task.cancel()
                # Waited for, so that nobody writes any more when the error is raised.
                outcomes = await asyncio.gather(*work, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
        self._go_on(self._done)
        return self._done

    async def _read_all(self, pool: WorkPool[list[Prepared]]) -> None:
        """Have a chunk read after the other, until none is left."""
        while chunk := self._next_chunk():
            await self._read.put(_Read(chunk, await self._read_chunk(pool, chunk)))
        await self._read.put(None)

    async def _write_all(self) -> None:
        """Write what is read, all there is at a time."""
        loop = asyncio.get_running_loop()
        readers, unmerged = _READERS, 0
        with ThreadPoolExecutor(1, "writer") as thread:
            while readers:
                read = [await self._read.get()]
                while not self._read.empty():
                    read.append(self._read.get_nowait())
                chunks = [chunk for chunk in read if chunk is not None]
                readers -= len(read) - len(chunks)
                ready = [text for chunk in chunks for text in chunk.ready]
                await loop.run_in_executor(thread, write_texts, self._database, ready)
                unmerged += len(ready)
                if unmerged >= _BEHIND:
                    await loop.run_in_executor(thread, merge_index, self._database)
                    unmerged = 0
                self._done += len(ready)
                # Only once they are written: until then the queue still gives them out.
                self._taken.difference_update(row for chunk in chunks for row, _ in chunk.waiting)

    def _next_chunk(self) -> list[WaitingText]:
        """Return the newest texts that nobody works on."""
        with self._database.read() as conn:
            chunk = texts.waiting_texts(conn, _CHUNK, self._taken)
        self._taken.update(row for row, _ in chunk)
        return chunk

    async def _read_chunk(
        self, pool: WorkPool[list[Prepared]], chunk: Sequence[WaitingText]
    ) -> list[Prepared]:
        """Have a chunk read; where that fails, one text after the other, to find the one it was."""
        try:
            return await pool.ask(chunk)
        except ParseError:
            # One alone that fails is the one.
            if len(chunk) == 1:
                return self._unread(chunk[0][0])
        return [ready for waiting in chunk for ready in await self._read_chunk(pool, [waiting])]

    def _unread(self, row: int) -> list[Prepared]:
        """Return an article without its text, which cannot be read; nothing where it was read meanwhile."""
        _, made_from, stored = stored_text(self._database, row)
        if not isinstance(stored, RawEntry):
            return []
        return [prepared(row, unread(stored), stored.enclosures, made_from, failed=_BROKE)]
