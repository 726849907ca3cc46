"""A web server in a thread of its own, and feeds to put on it."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.feedserver import FeedServer, serving

NOW = datetime(2025, 5, 20, 12, 0, tzinfo=UTC)


@contextmanager
def site() -> Iterator[FeedServer]:
    """Serve while the block runs, whatever loop the test itself runs."""
    loop = asyncio.new_event_loop()
    up, down = threading.Event(), asyncio.Event()
    found: list[FeedServer] = []

    async def serve() -> None:
        async with serving() as feeds:
            found.append(feeds)
            up.set()
            await down.wait()
            for task in asyncio.all_tasks() - {asyncio.current_task()}:
                task.cancel()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert up.wait(10)
    yield found[0]
    loop.call_soon_threadsafe(down.set)
    thread.join(10)
    loop.close()


def item(
    name: str,
    *,
    title: str | None = None,
    link: str | None = None,
    guid: str | None = None,
    age_hours: int | None = 1,
    text: str = "",
) -> str:
    """Return one entry."""
    date = "" if age_hours is None else format_datetime(NOW - timedelta(hours=age_hours))
    return (
        f"<item><title>{title or f'Story {name}'}</title><link>{link or f'https://post.example/{name}'}</link>"
        f'<guid isPermaLink="false">{guid or name}</guid>{f"<pubDate>{date}</pubDate>" if date else ""}'
        f"<description>{text or f'The text of {name}.'}</description></item>"
    )


def rss(items: Sequence[str], title: str = "Harbour Post", extra: str = "") -> bytes:
    """Return a feed."""
    head = f"<title>{title}</title><link>https://post.example/</link>{extra}"
    body = "".join(items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{body}</channel></rss>'.encode()


def stories(*names: str) -> bytes:
    """Return a feed of entries with these names, the newest first."""
    return rss([item(name, age_hours=number + 1) for number, name in enumerate(names)])
