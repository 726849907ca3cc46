"""The process that gets pictures: asked for some, it fetches what is not kept, and has each made to fit.

Run by the reader the first time that pictures are asked for (`screens/darkroom.py`), never by hand. On
standard input comes a JSON line for each wish, or `{"drop": [numbers]}` for those that nobody waits for any
more; on standard output goes a line for each picture, or for why it cannot be shown. It ends when its input
closes, or when nothing was asked for a while.
"""

from __future__ import annotations

import asyncio
import base64
import json
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

from tui.errors import DatelineError, ParseError, StoreError
from tui.feeds.pictures import AT_ONCE, develop, developing, fetch_picture
from tui.library.album import Album
from tui.library.frontdesk import Library
from tui.model.pictures import Fitted, PictureWish, Room
from tui.settings.config import Config
from tui.settings.file import load_config, log_level
from tui.sources.fetch import Fetcher
from tui.sources.workers import WorkPool
from tui.system import log
from tui.system.paths import user_paths

IDLE_S: Final = 120.0
"""So long it waits for the next wish; the reader starts another when there is one."""
_TIDIED_EVERY: Final = 20
"""Pictures that are kept between two looks at how much room they take."""
_KEPT_OUT: Final = "Not shown: "


def main() -> int:
    """Get pictures until nobody wants any; returns the exit code."""
    log.begin("darkroom", log_level)
    log.capture()
    try:
        library = Library.open(user_paths(), readonly=True)
        config = load_config(library.paths)
    except DatelineError as error:
        log.warning("pictures cannot be had", error)
        _say(broken=str(error))
        return 1
    try:
        asyncio.run(Darkroom(Album(library.paths.picture_dir, library.database), config).work())
    except (BrokenPipeError, KeyboardInterrupt):
        return 0
    except Exception as fault:
        log.error("a fault of ours ended it", fault)
        return 1
    return 0


class Darkroom:
    """Gets pictures, several at once."""

    def __init__(self, album: Album, config: Config) -> None:
        self._album = album
        self._config = config
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._under_way: dict[int, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._kept = 0

    async def work(self) -> None:
        """Do what is asked for on standard input."""
        reading = threading.Thread(target=self._read, args=(asyncio.get_running_loop(),), daemon=True)
        reading.start()
        async with Fetcher(at_once=AT_ONCE) as fetcher, developing() as pool:
            warm = asyncio.create_task(_warm(pool))
            while (line := await self._next()) is not None:
                with suppress(ValueError, KeyError, TypeError):
                    self._take(json.loads(line), fetcher, pool)
            for task in (warm, *self._under_way.values()):
                task.cancel()
        await asyncio.to_thread(self._tidy)

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        """Hand on the lines of standard input; in a thread, which every system can wait in."""
        for line in sys.stdin:
            loop.call_soon_threadsafe(self._lines.put_nowait, line)
        with suppress(RuntimeError):  # the loop has ended for want of wishes
            loop.call_soon_threadsafe(self._lines.put_nowait, None)

    async def _next(self) -> str | None:
        while True:
            try:
                async with asyncio.timeout(IDLE_S):
                    return await self._lines.get()
            except TimeoutError:
                if not self._under_way:
                    return None

    def _take(self, asked: Mapping[str, Any], fetcher: Fetcher, pool: WorkPool[Fitted]) -> None:
        """Begin with what a line asks for, or leave off."""
        for number in asked.get("drop", ()):
            if task := self._under_way.pop(number, None):
                task.cancel()
        if "id" in asked:
            number, wish = int(asked["id"]), read_wish(asked)
            task = asyncio.create_task(self._get(number, wish, fetcher, pool))
            self._under_way[number] = task
            task.add_done_callback(lambda _: self._under_way.pop(number, None))

    async def _get(self, number: int, wish: PictureWish, fetcher: Fetcher, pool: WorkPool[Fitted]) -> None:
        """Get one picture, and tell what came of it."""
        try:
            async with self._turns:
                fitted = await self._fitted(wish, fetcher, pool)
        except DatelineError as error:
            log.warning("a picture cannot be shown", error, feed=wish.feed, article=wish.article)
            _say(id=number, failed=f"{_KEPT_OUT}{str(error).removesuffix('.')}.")
        except Exception as fault:
            log.error("a picture could not be got", fault)
            _say(id=number, failed=f"{_KEPT_OUT}something went wrong here; the log says more.")
        else:
            _say(id=number, **told_of(fitted))

    async def _fitted(self, wish: PictureWish, fetcher: Fetcher, pool: WorkPool[Fitted]) -> Fitted:
        """Return a picture, of those that are kept or from its server. Raises FetchError, ParseError."""
        body = await asyncio.to_thread(self._album.find, wish.article, wish.url)
        if body is not None:
            try:
                return await develop(pool, body, wish)
            except ParseError:  # what is kept was spoilt: it was one once
                self._album.drop(wish.article, wish.url)
        body = await fetch_picture(fetcher, wish, self._config)
        fitted = await develop(pool, body, wish)
        await asyncio.to_thread(self._keep, wish, body)
        return fitted

    def _keep(self, wish: PictureWish, body: bytes) -> None:
        self._album.keep(wish.article, wish.url, body)
        self._kept += 1
        if self._kept % _TIDIED_EVERY == 0:
            self._tidy()

    def _tidy(self) -> None:
        with suppress(StoreError):  # next time
            self._album.tidy()


async def _warm(pool: WorkPool[Fitted]) -> None:
    """Have what reads pictures started while the first of them is on its way."""
    with suppress(ParseError):
        await develop(pool, b"", PictureWish("", "", ""))


def read_wish(asked: Mapping[str, Any]) -> PictureWish:
    """Return a wish as it was written by `wish_line`. Raises KeyError, ValueError, TypeError."""
    columns, rows, form, cell, ground, colours = asked["room"]
    width, height = cell
    room = Room(columns, rows, form, (width, height), ground, colours)
    return PictureWish(str(asked["url"]), str(asked["article"]), str(asked["feed"]), room)


def told_of(fitted: Fitted) -> dict[str, object]:
    """Return a picture as its line says it."""
    return {
        "columns": fitted.columns,
        "rows": fitted.rows,
        "points": fitted.points,
        "blocks": base64.b64encode(fitted.blocks).decode("ascii"),
        "drawn": fitted.drawn,
        "note": fitted.note,
    }


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
