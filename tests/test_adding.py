"""What one types without a scheme leads to the feed, over whichever of https and http answers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.feedserver import serving
from tests.sync.site import stories
from tui.errors import DatelineError, FetchError, ParseError
from tui.feeds import adding
from tui.settings.config import Config

REFUSED = "400 Bad Request"


async def found(*urls: str) -> tuple[str, ...]:
    return tuple(offer.url for offer in await adding.find_at(urls, Config()))


async def test_a_server_without_encryption_is_found_where_https_was_the_likelier() -> None:
    async with serving() as site:
        url = site.replies("/feed", stories("a"))
        assert await found(url.replace("http:", "https:"), url) == (url,)


async def test_a_server_that_keeps_silent_when_greeted_in_tls_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To many small servers the greeting is a line that does not end yet."""
    monkeypatch.setattr(adding, "_PATIENCE_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with serving() as site:
            url = site.replies("/feed", stories("a"))
            assert await found(f"https://127.0.0.1:{silent.getsockname()[1]}/feed", url) == (url,)


async def test_a_server_of_https_that_refuses_http_is_asked_again() -> None:
    """On the reader's own network http comes first."""
    async with serving() as plain, serving() as other:
        url = other.replies("/feed", stories("a"))
        assert await found(plain.replies("/feed", status=REFUSED), url) == (url,)


async def test_where_nothing_answers_the_likelier_address_tells_why() -> None:
    async with serving() as plain:
        with pytest.raises(FetchError, match="answers 400"):
            await found(plain.replies("/feed", status=REFUSED), f"https://127.0.0.1:{plain.port}/feed")


async def test_a_certificate_that_does_not_hold_is_not_got_round_by_doing_without() -> None:
    """Whoever stands in between would like that."""
    async with serving(encrypted=True) as forged, serving() as plain:
        with pytest.raises(FetchError, match="certificate"):
            await found(forged.replies("/feed", stories("a")), plain.replies("/feed", stories("a")))
        assert plain.heard == []


@pytest.mark.parametrize("status", ["404 Not Found", "429 Too Many Requests"])
async def test_what_a_server_of_https_refuses_is_not_asked_for_over_http(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the one that was meant."""
    settles = adding.settles
    monkeypatch.setattr(adding, "settles", lambda url, error: settles(url.replace("http:", "https:"), error))
    async with serving() as secure, serving() as plain:
        with pytest.raises(FetchError, match=status[:3]):
            await found(secure.replies("/feed", status=status), plain.replies("/feed", stories("a")))
        assert plain.heard == []


# ── from a page to its feeds ──────────────────────────────────────────────────────────────────


def page(*tags: str) -> bytes:
    return f"<!doctype html><html><head>{''.join(tags)}</head>".encode()


JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": []}'
RSS_LINK = "<link rel=alternate type=application/rss+xml href=/rss>"
JSON_LINK = "<link rel=alternate type=application/json href=/index.json>"


async def test_a_search_index_is_not_offered_and_a_json_feed_of_its_type_is() -> None:
    async with serving() as site:
        url, rss = site.replies("/", page(JSON_LINK, RSS_LINK)), site.replies("/rss", stories("a"))
        index = site.replies("/index.json", b'[{"title": "x", "uri": "/y"}]')
        assert await found(url) == (rss,)
        site.replies("/index.json", JSON_FEED)
        assert await found(url) == (index, rss)


async def test_an_alternate_without_a_type_is_tried() -> None:
    async with serving() as site:
        url = site.replies("/", page("<link rel=alternate href=/x title=RSS>"))
        feed = site.replies("/x", stories("a"))
        assert await found(url) == (feed,)
        site.replies("/x", page())
        with pytest.raises(ParseError, match="There is no feed at"):
            await found(url)


async def test_a_feed_is_announced_in_the_head_of_an_answer() -> None:
    async with serving() as site:
        url = site.replies("/", page(), Link='</x>; rel="alternate"; type="application/rss+xml"')
        feed = site.replies("/x", stories("a"))
        assert await found(url) == (feed,)


async def test_a_page_that_sends_one_on_is_followed_twice() -> None:
    async with serving() as site:
        urls = [site.replies("/0", page("<meta http-equiv=refresh content='0; url=/1'>"))]
        urls.append(site.replies("/1", b"", Refresh="0; url=/2"))
        urls.append(site.replies("/2", stories("a")))
        assert await found(urls[0]) == (urls[2],)
        site.replies("/2", page("<meta http-equiv=refresh content='0; url=/3'>"))
        site.replies("/3", stories("a"))
        with pytest.raises(ParseError):
            await found(urls[0])


async def test_a_feed_that_is_announced_and_cannot_be_had_is_named() -> None:
    async with serving() as site:
        url = site.replies("/", page(RSS_LINK))
        with pytest.raises(FetchError, match=r"127\.0\.0\.1 announces http://\S+/rss, but: .* answers 404"):
            await found(url)
        site.replies("/rss", b"words")
        with pytest.raises(ParseError, match=r"announces http://\S+/rss, but: "):
            await found(url)


@pytest.mark.parametrize("private", ["http://localhost:{}/x", "http://127.0.0.1:{}/x", "http://[::1]:{}/x"])
async def test_no_page_of_the_public_net_has_us_ask_in_the_private_one(
    private: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Announced, linked or sent on to: the reader typed another host."""
    async with serving() as proxy, serving() as home:
        monkeypatch.setenv("http_proxy", proxy.url(""))
        home.replies("/x", stories("a"))
        target = private.format(home.port)
        for words in (
            f"<link rel=alternate type=application/rss+xml href={target}>",
            f"<link rel=alternate title=RSS href={target}>",
            f"<meta http-equiv=refresh content='0; url={target}'>",
            f"<a href='{target}/feed.xml'>RSS</a>",
        ):
            proxy.replies("http://news.invalid/", page(words))
            with pytest.raises(DatelineError):
                await found("http://news.invalid/")
        assert home.heard == []


async def test_a_list_of_feeds_is_called_that() -> None:
    async with serving() as site:
        url = site.replies("/", b'<?xml version="1.0"?>\n<!-- mine --><opml version="2.0"></opml>')
        with pytest.raises(ParseError, match="`dateline import` takes it"):
            await found(url)


async def test_a_channels_feed_is_asked_for_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page of a channel asks for consent, and holds no feed then."""
    async with serving() as proxy:
        monkeypatch.setenv("https_proxy", proxy.url(""))
        with pytest.raises(FetchError):
            await found("https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv")
        assert proxy.heard[0].raw.startswith(b"CONNECT www.youtube.com:443 ")


def test_the_name_of_a_file_that_is_there_is_no_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`feeds.opml` looks like one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.opml").write_bytes(b"<opml/>")
    with pytest.raises(FetchError, match=r"`dateline import feeds\.opml` reads it"):
        adding.find_offers("feeds.opml", Config())
