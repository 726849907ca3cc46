"""What a picture's server is asked, and what of its answer is taken: by the rules for feeds, and stricter."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.feedserver import FeedServer, endless, reply, serving, silent
from tests.pictures.photos import packed, plain
from tui.errors import FetchError, ParseError
from tui.feeds.pictures import fetch_picture, picture_request
from tui.model.ids import SEED_FEED_URL
from tui.model.pictures import PictureWish
from tui.settings.config import EVERY_FEED, Config, FeedConfig, SyncConfig
from tui.sources.fetch import Fetcher
from tui.sources.inflate import LARGEST_BODY

PNG = packed(plain())
PUBLIC = "https://post.example/feed"


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as feeds:
        yield feeds


async def fetch(url: str, feed: str, config: Config | None = None, *, total_s: float = 5.0) -> bytes:
    async with Fetcher(total_s=total_s, connect_s=5) as fetcher:
        return await fetch_picture(fetcher, PictureWish(url, "", feed), config or Config())


async def test_a_picture_is_asked_for_with_nothing_that_tells_who_reads_what(server: FeedServer) -> None:
    """No password, header or cookie of the feed, even at its own server; no referrer; what we are called."""
    url = server.replies("/one.png", PNG, Content_Type="image/png", Set_Cookie="seen=1; Path=/")
    server.replies("/two.png", PNG, Content_Type="image/png")
    feed = server.url("/feed")
    own = FeedConfig(
        user="ada", password_env="NONE", headers={"X-Key": "secret", "Cookie": "own=1"}, user_agent="me"
    )
    config = Config(feeds={feed: own})
    async with Fetcher() as fetcher:
        for path in ("/one.png", "/two.png"):
            wish = PictureWish(server.url(path), "", feed)
            assert await fetch_picture(fetcher, wish, config) == PNG
    assert url
    for heard in server.heard:
        assert heard.headers["user-agent"] == "me"
        assert heard.headers["accept"].startswith("image/")
        assert not {"authorization", "x-key", "cookie", "referer", "origin"} & heard.headers.keys()


@pytest.mark.parametrize("feed", [PUBLIC, SEED_FEED_URL, "", "http://8.8.8.8/feed"])
async def test_a_public_feed_brings_in_no_picture_of_ones_own_network(server: FeedServer, feed: str) -> None:
    """Nor does a document that was imported: what stands in here is nobody's business out there."""
    url = server.replies("/camera.jpg", PNG)
    for address in (
        url,
        url.replace("127.0.0.1", "localhost"),
        url.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    ):
        with pytest.raises(FetchError, match="private network"):
            await fetch(address, feed)
    assert server.heard == []


async def test_a_feed_of_ones_own_network_may_have_pictures_there(server: FeedServer) -> None:
    assert await fetch(server.replies("/a.png", PNG), server.url("/feed")) == PNG
    bridged = PictureWish("http://public.example/a.png", "", server.url("/feed"))
    assert picture_request(bridged, Config()).allow_private is False, "by a public name nothing leads home"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "data:image/png;base64,AAAA", "ftp://a.example/x", "", "x"]
)
def test_only_the_web_is_asked(address: str) -> None:
    with pytest.raises(FetchError, match="none on the web"):
        picture_request(PictureWish(address, "", PUBLIC), Config())


async def test_a_redirect_goes_by_the_same_rules(server: FeedServer) -> None:
    """Ten at the most, and never off the web."""
    for step in range(12):
        server.on(f"/{step}", reply(status="302 Found", Location=f"/{step + 1}"))
    server.on("/off", reply(status="302 Found", Location="file:///etc/passwd"))
    for path, words in (("/0", "more than 10 times"), ("/off", "not on the web")):
        with pytest.raises(FetchError, match=words):
            await fetch(server.url(path), server.url("/feed"))


async def test_more_than_there_is_room_for_and_what_never_ends_are_left(server: FeedServer) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n"
    server.on("/large", endless(head, bytes(1 << 20)))
    server.on("/slow", endless(head, b"x", 0.05))
    server.on("/silent", silent())
    with pytest.raises(FetchError, match=str(LARGEST_BODY >> 20) + "|15 MB|larger"):
        await fetch(server.url("/large"), server.url("/feed"), total_s=20)
    for path in ("/slow", "/silent"):
        with pytest.raises(FetchError, match="did not finish its answer"):
            await fetch(server.url(path), server.url("/feed"), total_s=0.4)


@pytest.mark.parametrize(
    ("body", "status", "kind", "words"),
    [
        (b"<html>Log in</html>", "200 OK", "text/html; charset=utf-8", "sent no picture but text/html"),
        (b'{"error": 1}', "200 OK", "application/json", "sent no picture but application/json"),
        (b"<svg/>", "200 OK", "image/svg+xml", "SVG"),
        (b"gone", "404 Not Found", "image/png", r"answers 404 \(not found\)"),
        (b"no", "403 Forbidden", "text/html", r"answers 403 \(forbidden\)"),
        (b"", "204 No Content", "image/png", r"answers 204 \(no content\)"),
        (b"no", "500 Oh", "text/html", "answers 500"),
    ],
)
async def test_what_is_no_picture_is_told(
    server: FeedServer, body: bytes, status: str, kind: str, words: str
) -> None:
    url = server.replies("/x", body, status, Content_Type=kind)
    with pytest.raises((FetchError, ParseError), match=words):
        await fetch(url, server.url("/feed"))


@pytest.mark.parametrize(
    "kind", ["text/plain", "text/html", "application/octet-stream", "image/jpeg", "nonsense"]
)
async def test_a_picture_by_another_name_is_one(server: FeedServer, kind: str) -> None:
    """Its bytes say what it is; many servers do not."""
    url = server.replies("/x", PNG, Content_Type=kind)
    assert await fetch(url, server.url("/feed")) == PNG


async def test_the_feed_s_proxy_is_its_pictures_proxy(server: FeedServer) -> None:
    server.replies("http://pictures.invalid/a.png", PNG, Content_Type="image/png")
    config = Config(feeds={PUBLIC: FeedConfig(proxy=server.url(""))})
    assert await fetch("http://pictures.invalid/a.png", PUBLIC, config) == PNG
    common = Config(sync=SyncConfig(proxy=server.url("")))
    assert await fetch("http://pictures.invalid/a.png", "https://other.example/feed", common) == PNG
    assert len(server.heard) == 2


def test_a_feed_of_which_is_not_clear_how_to_ask_it_has_no_pictures_either() -> None:
    """Its proxy may be what the mistake is in."""
    wish = PictureWish("https://a.example/x.png", "", PUBLIC)
    for refused in ({PUBLIC: "line 3"}, {EVERY_FEED: "line 3"}):
        with pytest.raises(FetchError, match="line 3"):
            picture_request(wish, replace(Config(), refused=refused))
