"""Fetching a story's pictures: by the rules for feeds (docs/safety.md), with nothing of what a feed is given.

No password, cookie or header of the feed goes to whoever has its pictures, and nothing says which story
is read. A feed of the public net brings in no picture of the reader's own network.
"""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from tui.errors import FetchError, ParseError
from tui.feeds.web import status_in_words
from tui.model.pictures import Fitted, PictureWish
from tui.sources.address import host_of, may_lead_home
from tui.sources.fetch import USER_AGENT, Fetcher, FetchRequest
from tui.sources.proxies import choose_proxies
from tui.sources.workers import WorkPool
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

if TYPE_CHECKING:
    from tui.settings.config import Config

AT_ONCE: Final = 8
MEMORY_MB: Final = 700
"""Address space of the process that reads pictures: one of the largest, and what is made of it."""
DEADLINE_S: Final = 10.0
_ACCEPT: Final = "image/avif,image/webp,image/png,image/jpeg,image/gif;q=0.9,image/*;q=0.5"
_READ: Final = "tui.pictures.develop:develop"
_NO_PICTURE: Final = ("text/", "application/json", "application/xml", "application/xhtml")


def developing(memory_mb: int = MEMORY_MB, deadline_s: float = DEADLINE_S) -> WorkPool[Fitted]:
    """Return the process in which pictures are read; see `pictures.develop`."""
    return WorkPool(_READ, Fitted, 1, memory_mb=memory_mb, deadline_s=deadline_s, what="it", niceness=0)


async def develop(pool: WorkPool[Fitted], body: bytes, wish: PictureWish) -> Fitted:
    """Have a picture made to fit; raises ParseError in words that say why it cannot be."""
    room = wish.room
    return await pool.ask(body, room.columns, room.rows, room.form, *room.cell, room.ground, room.colours)


async def fetch_picture(fetcher: Fetcher, wish: PictureWish, config: Config) -> bytes:
    """Return a picture's bytes. Raises FetchError, and ParseError where something else came in its place."""
    response = await fetcher.fetch(picture_request(wish, config))
    host = clean_line(host_of(response.final_url))
    if not 200 <= response.status < 300 or response.status == HTTPStatus.NO_CONTENT:
        raise FetchError(f"{host} answers {status_in_words(response.status)}.")
    kind = clean_line((response.content_type or "").partition(";")[0].strip().lower())[:60]
    if kind.startswith("image/svg"):
        raise ParseError("it is an SVG drawing, and those are not shown")
    if kind.startswith(_NO_PICTURE) and not _looks_like_a_picture(response.body):
        raise ParseError(f"{host} sent no picture but {kind}")
    return response.body


def picture_request(wish: PictureWish, config: Config) -> FetchRequest:
    """Return what a picture's server is asked. Raises FetchError where it may not be."""
    url = web_link(wish.url)
    if url is None:
        raise FetchError("Its address is none on the web.")
    if why := config.refusal(wish.feed):
        raise FetchError(f"It is not asked before it is clear how: {why}")
    settings = config.for_feed(wish.feed)
    return FetchRequest(
        url,
        user_agent=settings.user_agent or USER_AGENT,
        proxies=choose_proxies(settings.proxy, config.sync.proxy, os.environ),
        allow_private=may_lead_home(wish.feed, url),
        accept=_ACCEPT,
    )


def _looks_like_a_picture(body: bytes) -> bool:
    """Whether bytes begin as pictures do, whatever their server calls them."""
    return body.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM")) or body[8:12] in (
        b"WEBP",
        b"avif",
    )
