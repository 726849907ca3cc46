"""One web page by the address that a reader has typed: by the gates for all, read in a process of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from tui.errors import FetchError
from tui.feeds.adding import settles
from tui.feeds.savedpages import rules_for
from tui.feeds.webpages import DEADLINE_S, MEMORY_MB, PageFetcher
from tui.fulltext.explaining import PageExplained
from tui.model.webpages import PageArticle, SiteRules
from tui.sources.address import possible_addresses, told_file
from tui.sources.workers import WorkPool

if TYPE_CHECKING:
    from tui.settings.config import Config

_EXPLAIN: Final = "tui.fulltext.reading:explain_page"
T = TypeVar("T")


def fetch_typed(typed: str, config: Config) -> PageArticle:
    """Return the article at an address, from all its pages; with the rules of a feed of the same site.

    Where neither http nor https is said, both are tried. Raises SourceError where no page is to be had.
    """

    async def fetch(urls: Sequence[str]) -> PageArticle:
        async with PageFetcher(config) as pages:
            return await _first(urls, lambda url: pages.fetch_page(url, None, rules_for(config, url)))

    return asyncio.run(fetch(_addresses(typed)))


def explain_typed(typed: str, config: Config, rules: SiteRules, feed: str | None = None) -> PageExplained:
    """Return how the article at an address comes about, of its first page.

    What of the rules is empty is as the settings have it; `feed` is the address of the feed that named the
    page, if one did. Raises SourceError where no page is to be had.
    """

    async def explain(urls: Sequence[str]) -> PageExplained:
        pool: WorkPool[PageExplained] = WorkPool(
            _EXPLAIN, PageExplained, memory_mb=MEMORY_MB, deadline_s=DEADLINE_S, what="Its page"
        )
        async with PageFetcher(config) as pages, pool:
            page = await _first(urls, lambda url: pages.ask(url, feed))
            stored = rules_for(config, page.final_url, feed)
            return await pool.ask(
                page.body,
                page.packed,
                page.final_url,
                page.content_type,
                rules.keep or stored.keep,
                rules.drop or stored.drop,
            )

    return asyncio.run(explain(_addresses(typed)))


def _addresses(typed: str) -> tuple[str, ...]:
    """Return what a reader may mean. Raises FetchError."""
    if Path(typed).is_file():
        raise FetchError(told_file(typed))
    return possible_addresses(typed)


async def _first(urls: Sequence[str], ask: Callable[[str], Awaitable[T]]) -> T:
    """Return what the first of some addresses gives; a next one is asked where one cannot be reached."""
    failed: FetchError | None = None
    for url in urls:
        try:
            return await ask(url)
        except FetchError as error:
            failed = failed or error
            if settles(url, error):
                break
    assert failed is not None
    raise failed
