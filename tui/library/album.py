"""Pictures that were fetched, kept beside the database: a folder a story, a file a picture.

Those of saved stories stay as long as the story is saved. Of the others so much is kept as there is room
for, those longest ago looked at going first.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.model.ids import read_article_id
from tui.store.headlines import saved_among
from tui.system.files import write_atomically

if TYPE_CHECKING:
    from tui.store.connection import Database

ROOM_BYTES: Final = 100_000_000
"""For pictures of stories that are not saved."""
_NAME: Final = 32


class AlbumTally(NamedTuple):
    """What is kept, in bytes and stories."""

    saved_bytes: int
    saved: int
    other_bytes: int
    others: int


class _Story(NamedTuple):
    """A story's folder."""

    id: str
    path: Path
    bytes: int
    looked_at: float


class Album:
    """The pictures that are kept. Where they cannot be, there are none: nothing here raises OSError."""

    def __init__(self, folder: Path, database: Database, room_bytes: int = ROOM_BYTES) -> None:
        """`folder` need not be there; it holds nothing else."""
        self._folder = folder
        self._database = database
        self._room_bytes = room_bytes

    def find(self, article: str, url: str) -> bytes | None:
        """Return a picture of a story that is kept; None where it is not."""
        path = self._file(article, url)
        if path is None:
            return None
        try:
            body = path.read_bytes()
            os.utime(path.parent)
        except OSError:
            return None
        return body

    def keep(self, article: str, url: str, body: bytes) -> None:
        """Keep a picture of a story."""
        if path := self._file(article, url):
            with suppress(OSError):
                write_atomically(path, body, private=True)

    def drop(self, article: str, url: str) -> None:
        """Keep a picture no longer: what is there is none."""
        if path := self._file(article, url):
            with suppress(OSError):
                path.unlink()

    def _file(self, article: str, url: str) -> Path | None:
        """Return a picture's file; None for what is no article's id, which never becomes a path."""
        if read_article_id(article) is None:
            return None
        name = hashlib.sha256(url.encode("utf-8", "surrogateescape")).hexdigest()[:_NAME]
        return self._folder / article / name

    def tidy(self) -> int:
        """Remove what there is no room for; returns how many stories' pictures went. Raises StoreErrors."""
        stories = list(self._stories())
        saved = self._saved(stories)
        others = sorted((one for one in stories if one.id not in saved), key=lambda one: one.looked_at)
        over = sum(one.bytes for one in others) - self._room_bytes
        gone = 0
        for one in others:
            if over <= 0:
                break
            shutil.rmtree(one.path, ignore_errors=True)
            over -= one.bytes
            gone += 1
        return gone

    def tally(self) -> AlbumTally:
        """Count what is kept. Raises StoreErrors."""
        stories = list(self._stories())
        saved = self._saved(stories)
        kept = [one.bytes for one in stories if one.id in saved]
        others = [one.bytes for one in stories if one.id not in saved]
        return AlbumTally(sum(kept), len(kept), sum(others), len(others))

    def _saved(self, stories: list[_Story]) -> frozenset[str]:
        if not stories:
            return frozenset()
        with self._database.read() as conn:
            return saved_among(conn, [one.id for one in stories])

    def _stories(self) -> Iterator[_Story]:
        try:
            with os.scandir(self._folder) as found:
                entries = [entry for entry in found if entry.is_dir(follow_symlinks=False)]
        except OSError:
            return
        for entry in entries:
            if read_article_id(entry.name) is None:
                continue
            with suppress(OSError):
                files = [file.stat(follow_symlinks=False).st_size for file in os.scandir(entry.path)]
                yield _Story(entry.name, Path(entry.path), sum(files), entry.stat().st_mtime)
