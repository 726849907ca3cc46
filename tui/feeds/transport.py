"""How feeds are asked: a transport for each scheme of addresses, and where it is registered.

A sync knows this protocol and nothing of HTTP. A new kind of source (an account on a server, mail, Gemini)
is a module with a class like `tui.feeds.web.WebTransport`, and a line in `tui.sources.schemes`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, Self

from tui.errors import FetchError
from tui.sources.schemes import transport_of

if TYPE_CHECKING:
    from tui.feeds.writing import FeedAnswer
    from tui.settings.config import Config
    from tui.sources.workers import WorkPool
    from tui.store.deliveries import ReadFeed
    from tui.store.subscriptions import Subscription


@dataclass(frozen=True, slots=True)
class Pass:
    """What a transport needs to know of the pass that it works for."""

    config: Config
    now: int
    """When it began, in UTC seconds."""
    pool: WorkPool[ReadFeed]
    """Processes that read what came: a bomb in it costs one feed. See `preparing.worker.read_answer`."""
    known: Callable[[Subscription], tuple[dict[int, int], bytes]]
    """What a feed has delivered before, for the pool."""


class Transport(Protocol):
    """Asks feeds of one kind of address for a pass; an asynchronous context manager."""

    def __init__(self, work: Pass) -> None: ...

    async def __aenter__(self) -> Self:
        """Begin the pass."""
        ...

    async def __aexit__(self, *_: object) -> None:
        """Close whatever was opened."""
        ...

    def lane(self, feed: Subscription) -> str:
        """Return whose patience is asked for: of one lane only a few feeds are asked at once."""
        ...

    async def ask(self, feed: Subscription, in_hand: object = None) -> FeedAnswer:
        """Ask a feed for what is new; `in_hand` is an answer of this transport's that is there already.

        A refusal is an answer too. Raises FetchError and ParseError, in a sentence, where none can be had or
        read.
        """
        ...


class Transports:
    """The transports of a pass, each made when the first feed needs it; an asynchronous context manager."""

    def __init__(self, work: Pass) -> None:
        self._work = work
        self._made: dict[str, Transport] = {}
        self._open = AsyncExitStack()
        self._turn = asyncio.Lock()

    async def __aenter__(self) -> Self:
        """Open nothing yet."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all that were made."""
        await self._open.aclose()

    async def of(self, feed: Subscription) -> Transport:
        """Return what asks a feed. Raises FetchError where nothing does."""
        name = transport_of(feed.url)
        if name is None:
            raise FetchError("Its address is of a kind that is not asked by this version of dateline.")
        async with self._turn:  # of two feeds that come at once, the second finds what the first has made
            return await self._get(name)

    async def _get(self, name: str) -> Transport:
        if name not in self._made:
            module, _, kind = name.partition(":")
            made: Transport = getattr(import_module(module), kind)(self._work)
            self._made[name] = await self._open.enter_async_context(made)
        return self._made[name]
