"""The reader's end of the process that gets pictures: it starts another where one has ended."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest

from tests.feedserver import silent
from tests.pictures.photos import packed, plain
from tests.sync.site import site
from tui.library.album import Album
from tui.library.frontdesk import Library
from tui.model.pictures import Fitted, PictureWish
from tui.screens.darkroom import ENDED, PictureErrands
from tui.system.paths import Paths

ARTICLE = "a" * 12
KEPT = PictureWish("https://post.example/one.png", ARTICLE, "https://post.example/feed")


@pytest.fixture
def errands(seeded: Paths) -> Iterator[PictureErrands]:
    library = Library.open(seeded)
    Album(seeded.picture_dir, library.database).keep(ARTICLE, KEPT.url, packed(plain()))
    errands = PictureErrands()
    yield errands
    errands.stop()


def test_one_that_has_ended_is_followed_by_another(errands: PictureErrands) -> None:
    """For want of wishes, or killed: who wished is told, and the next wish is heard."""
    came: queue.Queue[Fitted | str] = queue.Queue()
    with site() as feeds:
        waits = PictureWish(feeds.on("/never", silent()), ARTICLE, feeds.url("/feed"))
        for _ in range(2):
            errands.ask(KEPT, came.put)
            assert isinstance(came.get(timeout=30), Fitted)
            errands.ask(waits, came.put)
            heard = len(feeds.heard)
            errands.stop()
            assert came.get(timeout=30) == ENDED
            assert len(feeds.heard) <= heard + 1


def test_a_file_that_was_spoilt_is_fetched_anew(errands: PictureErrands, seeded: Paths) -> None:
    """What is kept was a picture once."""
    came: queue.Queue[Fitted | str] = queue.Queue()
    library = Library.open(seeded)
    with site() as feeds:
        url = feeds.replies("/one.png", packed(plain()), Content_Type="image/png")
        album = Album(seeded.picture_dir, library.database)
        album.keep(ARTICLE, url, b"spoilt")
        errands.ask(PictureWish(url, ARTICLE, feeds.url("/feed")), came.put)
        assert isinstance(came.get(timeout=30), Fitted)
        errands.ask(PictureWish(url, ARTICLE, feeds.url("/feed")), came.put)
        assert isinstance(came.get(timeout=30), Fitted)
        assert len(feeds.heard) == 1
        assert album.find(ARTICLE, url) == packed(plain())


def test_what_is_dropped_is_answered_to_nobody(errands: PictureErrands) -> None:
    came: queue.Queue[Fitted | str] = queue.Queue()
    dropped: list[Fitted | str] = []
    with site() as feeds:
        waits = PictureWish(feeds.on("/never", silent()), ARTICLE, feeds.url("/feed"))
        errands.drop([errands.ask(waits, dropped.append), 99])
        errands.ask(KEPT, came.put)
        assert isinstance(came.get(timeout=30), Fitted)
    assert dropped == []
