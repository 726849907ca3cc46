"""Many waiting texts at once: read in a few processes, written by one thread a few milliseconds at a time.

    queue ──▶ chunks ──▶ read ──▶ write
    newest first      several   one

What is cut off is still on the queue. A text that brings its reader down costs itself alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from tui.errors import ParseError
from tui.model import RawEntry
from tui.prepare import stored_text, write_texts
from tui.reading import unread
from tui.sources.workers import WORKERS, WorkPool
from tui.store import texts
from tui.store.connection import Database
from tui.store.texts import Prepared, prepared

_CHUNK: Final = 32
"""Texts that one process is given at a time."""
_HANDS: Final = 2 * WORKERS + 1
"""Chunks under way: while some are read, others are written or wait."""
_LOOK_EVERY_S: Final = 0.02

Waiting = tuple[int, bytes]
"""A row and its stored body."""


def prepare_texts(database: Database, go_on: Callable[[int], bool]) -> int:
    """Prepare the texts that wait, newest first, until none does or `go_on` says no; return how many.

    `go_on` is called every few hundredths of a second with how many are done. Raises StoreErrors.
    """
    return asyncio.run(_Bulk(database, go_on).run())


class _Bulk:
    """The work on one queue."""

    def __init__(self, database: Database, go_on: Callable[[int], bool]) -> None:
        self._database = database
        self._go_on = go_on
        self._taken: set[int] = set()
        """Rows that are being worked on."""
        self._done = 0

    async def run(self) -> int:
        """Have all of it done; return how much that was."""
        pool = WorkPool("tui.reading:read_texts", list[Prepared])
        async with pool:
            with ThreadPoolExecutor(1, "writer") as writer:
                hands = [asyncio.create_task(self._work(pool, writer)) for _ in range(_HANDS)]
                try:
                    while not all(hand.done() for hand in hands) and self._go_on(self._done):
                        done, _ = await asyncio.wait(
                            hands, timeout=_LOOK_EVERY_S, return_when=asyncio.FIRST_EXCEPTION
                        )
                        if any(hand.exception() for hand in done):
                            break
                finally:
                    for hand in hands:
                        hand.cancel()
                    outcomes = await asyncio.gather(*hands, return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, Exception):
                raise outcome
        self._go_on(self._done)
        return self._done

    async def _work(self, pool: WorkPool[list[Prepared]], writer: ThreadPoolExecutor) -> None:
        """Take a chunk after the other, until none is left."""
        loop = asyncio.get_running_loop()
        while chunk := self._next_chunk():
            ready = await self._read(pool, chunk)
            await loop.run_in_executor(writer, write_texts, self._database, ready)
            self._done += len(ready)
            self._taken.difference_update(row for row, _ in chunk)

    def _next_chunk(self) -> list[Waiting]:
        """Return the newest texts that nobody works on."""
        with self._database.read() as conn:
            found = texts.waiting_texts(conn, _CHUNK + len(self._taken))
        chunk = [waiting for waiting in found if waiting[0] not in self._taken][:_CHUNK]
        self._taken.update(row for row, _ in chunk)
        return chunk

    async def _read(self, pool: WorkPool[list[Prepared]], chunk: Sequence[Waiting]) -> list[Prepared]:
        """Have a chunk read; where that fails, one text after the other, to find the one it was."""
        try:
            return await pool.ask(chunk)
        except ParseError:
            if len(chunk) == 1:
                return self._unread(chunk[0][0])
        return [ready for waiting in chunk for ready in await self._read(pool, [waiting])]

    def _unread(self, row: int) -> list[Prepared]:
        """Return an article without its text, which cannot be read; nothing where it was read meanwhile."""
        _, made_from, stored = stored_text(self._database, row)
        if not isinstance(stored, RawEntry):
            return []
        return [prepared(row, unread(stored), stored.enclosures, made_from)]
