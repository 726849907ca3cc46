"""Proxies: which one is asked, what is asked without one, and that none is a way into a private network."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.feedserver import FeedServer, serving
from tui.errors import ConfigError, FetchError
from tui.feeds.requests import build_request
from tui.settings.config import Config, FeedConfig, SyncConfig
from tui.settings.file import parse_config
from tui.sources.fetch import Fetcher, FetchRequest, FetchResponse
from tui.sources.proxies import DIRECT, Proxies, cannot_be_used, choose_proxies

FEED = b"<rss version='2.0'><channel><title>Harbour Post</title></channel></rss>"
PUBLIC = "http://feeds.invalid/x"
ONE = "http://one.example:3128"
TWO = "http://two.example:3128"


@pytest.fixture
async def proxy() -> AsyncIterator[FeedServer]:
    async with serving() as server:
        yield server


async def fetch(url: str, proxies: Proxies) -> FetchResponse:
    async with Fetcher(total_s=5, connect_s=5) as fetcher:
        return await fetcher.fetch(FetchRequest(url, proxies=proxies))


def from_environment(**environ: str) -> Proxies:
    return choose_proxies(None, "", environ)


# ── which one ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("environ", "http", "https"),
    [
        ({}, None, None),
        ({"http_proxy": ONE}, ONE, None),
        ({"https_proxy": ONE}, None, ONE),
        ({"all_proxy": ONE}, ONE, ONE),
        ({"ALL_PROXY": ONE}, ONE, ONE),
        ({"HTTP_PROXY": ONE, "HTTPS_PROXY": TWO}, ONE, TWO),
        ({"http_proxy": ONE, "all_proxy": TWO}, ONE, TWO),
        ({"http_proxy": ONE, "HTTP_PROXY": TWO}, ONE, None),
        ({"http_proxy": "", "HTTP_PROXY": TWO}, None, None),
        ({"http_proxy": "one.example:3128"}, ONE, None),
        ({"http_proxy": f"  {ONE} "}, ONE, None),
        ({"HTTP_PROXY": ONE, "REQUEST_METHOD": "GET"}, None, None),
        ({"http_proxy": ONE, "REQUEST_METHOD": "GET"}, ONE, None),
        ({"HTTPS_PROXY": ONE, "REQUEST_METHOD": "GET"}, None, ONE),
    ],
)
def test_the_environment_names_the_proxy(
    environ: dict[str, str], http: str | None, https: str | None
) -> None:
    """As curl, Go and Python read it; under CGI `HTTP_PROXY` is a header of whoever asks (httpoxy)."""
    proxies = from_environment(**environ)
    assert (proxies.for_url("http://a.example/"), proxies.for_url("https://a.example/")) == (http, https)


@pytest.mark.parametrize(
    ("no_proxy", "url", "is_direct"),
    [
        ("*", "http://a.example/", True),
        ("a.example", "http://a.example/", True),
        ("a.example", "http://www.a.example/", True),
        ("a.example", "http://A.EXAMPLE./", True),
        ("A.Example", "http://a.example/", True),
        (".a.example", "http://www.a.example/", True),
        (".a.example", "http://a.example/", True),
        ("*.a.example", "http://www.a.example/", True),
        ("a.example.", "http://a.example/", True),
        ("a.example", "http://ba.example/", False),
        ("a.example", "http://a.example.org/", False),
        ("b.example, a.example", "http://a.example/", True),
        ("b.example a.example", "http://a.example/", True),
        ("b.example,,", "http://a.example/", False),
        ("a.example:8080", "http://a.example:8080/", True),
        ("a.example:8080", "http://a.example/", False),
        ("a.example:80", "http://a.example/", True),
        ("a.example:443", "https://a.example/", True),
        ("10.1.2.3", "http://10.1.2.3/", True),
        ("10.0.0.0/8", "http://10.1.2.3/", True),
        ("10.1.2.4/8", "http://10.1.2.3/", True),
        ("10.0.0.0/8", "http://[::ffff:10.1.2.3]/", True),
        ("10.0.0.0/16", "http://10.1.2.3/", False),
        ("10.1.2.3:8080", "http://10.1.2.3:8080/", True),
        ("10.1.2.3:8080", "http://10.1.2.3/", False),
        ("2.3", "http://10.1.2.3/", False),
        (".3", "http://10.1.2.3/", False),
        ("2001:db8::1", "http://[2001:db8::1]/", True),
        ("[2001:db8::1]", "http://[2001:db8:0::1]/", True),
        ("[2001:db8::1]:8080", "http://[2001:db8::1]:8080/", True),
        ("[2001:db8::1]:8080", "http://[2001:db8::1]/", False),
        ("2001:db8::/32", "http://[2001:db8::1]/", True),
        ("2001:db8::/32", "http://10.1.2.3/", False),
        ("10.0.0.0/99", "http://10.1.2.3/", False),
        ("", "http://a.example/", False),
        ("", "http://10.1.2.3/", False),
        ("", "http://localhost:8080/", True),
        ("", "http://x.localhost/", True),
        ("", "http://127.0.0.1/", True),
        ("", "http://127.9.9.9/", True),
        ("", "http://[::1]/", True),
        ("", "http://[::ffff:127.0.0.1]/", True),
        ("", "http://notlocalhost/", False),
    ],
)
def test_no_proxy_names_what_is_asked_directly(no_proxy: str, url: str, is_direct: bool) -> None:
    """Names with all below them, addresses, networks, each with a port or not; loopback always is."""
    proxies = from_environment(http_proxy=ONE, https_proxy=ONE, NO_PROXY=no_proxy)
    assert (proxies.for_url(url) is None) is is_direct


@given(st.text(), st.sampled_from(["http://a.example/", "http://10.1.2.3/", "https://[2001:db8::1]:99/"]))
def test_any_text_may_stand_in_no_proxy(no_proxy: str, url: str) -> None:
    """It never raises."""
    from_environment(all_proxy=ONE, no_proxy=no_proxy).for_url(url)


def test_a_feeds_own_proxy_comes_before_the_one_for_all_and_that_before_the_environments() -> None:
    environ = {"http_proxy": "http://env.example", "no_proxy": "a.example"}
    elsewhere, exempt, own = "http://b.example/", "http://a.example/", "http://localhost/"
    assert choose_proxies(None, "", environ).for_url(elsewhere) == "http://env.example"
    common = choose_proxies(None, ONE, environ)
    assert (common.for_url(elsewhere), common.for_url(exempt), common.for_url(own)) == (ONE, None, None)
    chosen = choose_proxies(TWO, ONE, environ)
    assert {chosen.for_url(url) for url in (elsewhere, exempt, own)} == {TWO}
    assert choose_proxies("direct", ONE, environ) == DIRECT
    assert choose_proxies(None, "direct", environ) == DIRECT


async def test_the_settings_reach_the_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """One setting for all feeds, one for each, and the environment beneath them."""
    monkeypatch.setenv("http_proxy", "http://env.example")
    config = Config(sync=SyncConfig(proxy=ONE), feeds={PUBLIC: FeedConfig(proxy=TWO)})
    assert (await build_request(PUBLIC, config)).proxies.for_url(PUBLIC) == TWO
    other = "http://other.invalid/"
    assert (await build_request(other, config)).proxies.for_url(other) == ONE
    assert (await build_request(other, Config())).proxies.for_url(other) == "http://env.example"


@pytest.mark.parametrize("value", ["localhost:1", "socks5://a.example", "none"])
def test_a_proxy_that_cannot_be_used_is_refused_where_it_is_set(value: str) -> None:
    with pytest.raises(ConfigError, match=r"sync\.proxy"):
        parse_config(f'[sync]\nproxy = "{value}"')
    assert parse_config('[sync]\nproxy = "direct"').sync.proxy == "direct"
    assert parse_config('[sync]\nproxy = ""').sync.proxy == ""


@pytest.mark.parametrize(
    "proxy", ["socks5://u:s3cret@a.example:1080", "http://", "http://[", "http://a:99999", "://"]
)
async def test_a_proxy_that_cannot_be_used_is_not_passed_by(proxy: str) -> None:
    """Who set it may not want to be seen asking; nothing goes out, and no password is told."""
    assert cannot_be_used(proxy)
    with pytest.raises(FetchError, match=r"feeds\.invalid cannot be asked: .* prox") as caught:
        await fetch(PUBLIC, from_environment(all_proxy=proxy))
    assert "s3cret" not in str(caught.value)


# ── asking through one ────────────────────────────────────────────────────────────────────────


async def test_a_proxy_is_asked_for_the_whole_address_and_resolves_it(proxy: FeedServer) -> None:
    """It may stand on the reader's own network; its password is for it alone."""
    proxy.replies(PUBLIC, FEED)
    answer = await fetch(PUBLIC, from_environment(http_proxy=proxy.url("").replace("//", "//ann:pw@")))
    assert (answer.body, answer.final_url) == (FEED, PUBLIC)
    assert proxy.heard[0].headers["proxy-authorization"].startswith("Basic ")
    assert "authorization" not in proxy.heard[0].headers


async def test_an_encrypted_feed_is_asked_through_a_tunnel(proxy: FeedServer) -> None:
    proxy.replies("feeds.invalid:443", status="407 Proxy Authentication Required")
    with pytest.raises(FetchError, match="the proxy answers 407"):
        await fetch(PUBLIC.replace("http:", "https:"), from_environment(https_proxy=proxy.url("")))
    assert proxy.heard[0].raw.startswith(b"CONNECT feeds.invalid:443 ")


@pytest.mark.parametrize("port", [None, 1])
async def test_a_proxy_that_is_down_is_called_that(port: int | None) -> None:
    """And not the publisher's server, nor its name."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        down = f"http://127.0.0.1:{unused.getsockname()[1]}" if port else "http://nosuch.invalid:3128"
        with pytest.raises(FetchError, match=r"feeds\.invalid .* the proxy \S+ does not answer"):
            await fetch(PUBLIC, from_environment(http_proxy=down))


async def test_each_hop_has_its_own_proxy(proxy: FeedServer) -> None:
    """What `no_proxy` names is asked directly, also where a redirect leads there; and the other way about."""
    async with serving() as other:
        other.replies("http://two.invalid/", FEED)
        proxy.replies(PUBLIC, status="302 Found", Location="http://two.invalid/")
        proxies = from_environment(http_proxy=proxy.url(""), no_proxy="two.invalid")
        with pytest.raises(FetchError, match=r"two\.invalid is not known"):
            await fetch(PUBLIC, proxies)
        own = other.replies("/feed", status="302 Found", Location=PUBLIC)
        proxy.replies(PUBLIC, FEED)
        assert (await fetch(own, proxies)).body == FEED
        assert [heard.path for heard in proxy.heard] == [PUBLIC, PUBLIC]


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://router/",
        "http://nas.local/",
        "http://[::ffff:10.0.0.1]/",
    ],
)
@pytest.mark.parametrize("is_own", [True, False])
async def test_a_public_feed_leads_no_proxy_into_a_private_network(
    proxy: FeedServer, target: str, is_own: bool
) -> None:
    """The proxy resolves names, so only what is private by its name can be refused; that is."""
    proxy.replies(PUBLIC, status="302 Found", Location=target)
    proxies = choose_proxies(proxy.url("") if is_own else None, "", {"http_proxy": proxy.url("")})
    with pytest.raises(FetchError, match="private network"):
        await fetch(PUBLIC, proxies)
    assert [heard.path for heard in proxy.heard] == [PUBLIC]


async def test_a_public_feed_is_not_led_home_past_the_proxy(
    proxy: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that `no_proxy` exempts is resolved here, and held to what names here are held to."""
    look_up = socket.getaddrinfo

    def rebound(host: str, port: int, **rest: object) -> object:
        return look_up("127.0.0.1" if host.endswith(".invalid") else host, port, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    async with serving() as home:
        home.replies("/", FEED)
        proxy.replies(PUBLIC, status="302 Found", Location=home.url("/", host="inner.invalid"))
        with pytest.raises(FetchError, match=r"inner\.invalid leads into a private network"):
            await fetch(PUBLIC, from_environment(http_proxy=proxy.url(""), no_proxy="inner.invalid"))
        assert home.heard == []


async def test_a_feed_of_the_readers_own_network_may_be_asked_through_a_proxy(proxy: FeedServer) -> None:
    """The reader typed it, and what the proxy can reach is theirs to know."""
    proxy.replies("http://10.1.2.3/feed", FEED)
    assert (await fetch("http://10.1.2.3/feed", from_environment(http_proxy=proxy.url("")))).body == FEED
