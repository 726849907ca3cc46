"""Fetching: manners, limits, and servers that mean harm, against a real server on loopback."""

from __future__ import annotations

import asyncio
import gzip
import re
import socket
import time
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from functools import partial

import pytest

from tests.feedserver import Answer, FeedServer, Heard, endless, raw, reply, serving, silent
from tui.errors import FetchError
from tui.sources import fetch as fetching
from tui.sources import resolver
from tui.sources.address import (
    as_ip,
    feed_address,
    is_private_host,
    is_private_ip,
    origin_of,
    plain_address,
    possible_addresses,
    redirected,
    split_credentials,
    usual_spelling,
)
from tui.sources.fetch import Fetcher, FetchRequest, FetchResponse, retry_after_s
from tui.sources.inflate import TooLarge, unpacked

FEED = b"<rss version='2.0'><channel><title>Harbour Post</title></channel></rss>"
gz = partial(gzip.compress, mtime=0)
NOW = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as feeds:
        yield feeds


async def fetch(
    request: FetchRequest | str, *, total_s: float = 5.0, connect_s: float = 5.0
) -> FetchResponse:
    async with Fetcher(total_s=total_s, connect_s=connect_s) as fetcher:
        return await fetcher.fetch(FetchRequest(request) if isinstance(request, str) else request)


async def refusal(request: FetchRequest | str, **limits: float) -> str:
    """Return the sentence with which a fetch fails; it names the host and is clean."""
    with pytest.raises(FetchError) as caught:
        await fetch(request, **limits)
    sentence = str(caught.value)
    assert "127.0.0.1" in sentence or "localhost" in sentence
    assert sentence.isprintable()
    assert len(sentence) < 200
    return sentence


# ── manners ───────────────────────────────────────────────────────────────────────────────────


async def test_an_answer_comes_with_all_that_the_next_request_needs(server: FeedServer) -> None:
    """Without validators each sync would fetch everything again."""
    url = server.replies(
        "/feed", FEED, ETag='W/"a b"', Last_Modified="Thu, 15 May 2025 12:00:00 GMT", Content_Type="text/xml"
    )
    response = await fetch(url)
    assert (response.status, response.body, response.final_url) == (200, FEED, url)
    assert (response.etag, response.last_modified) == ('W/"a b"', "Thu, 15 May 2025 12:00:00 GMT")
    assert response.content_type == "text/xml"
    assert response.permanent_url is None


async def test_validators_go_back_byte_for_byte(server: FeedServer) -> None:
    """Servers compare them as bytes; a quote too few and nothing is ever unchanged."""
    url = server.replies("/feed", status="304 Not Modified")
    response = await fetch(FetchRequest(url, etag='W/"5-\tx"  y', last_modified="yesterday, 5pm"))
    assert (response.status, response.body) == (304, b"")
    assert b'If-None-Match: W/"5-\tx"  y\r\n' in server.heard[0].raw
    assert b"If-Modified-Since: yesterday, 5pm\r\n" in server.heard[0].raw


async def test_a_body_may_be_had_as_it_comes(server: FeedServer) -> None:
    """It is unpacked where it is parsed: the one process that fetches has enough to do."""
    packed = gz(FEED)
    async with Fetcher() as fetcher:
        request = FetchRequest(server.replies("/packed", packed, Content_Encoding="gzip"))
        response = await fetcher.fetch(request, unpack=False)
    assert (response.body, response.packed) == (packed, "gzip")
    assert unpacked(response.body, response.packed) == FEED


async def test_we_say_who_we_are_and_ask_for_feeds(server: FeedServer) -> None:
    """A publisher may want to know, and may want to tell us something."""
    await fetch(server.replies("/feed", FEED))
    headers = server.heard[0].headers
    assert headers["user-agent"].startswith("dateline/")
    assert "application/rss+xml" in headers["accept"]
    assert "cookie" not in headers


async def test_cookies_are_forgotten(server: FeedServer) -> None:
    """They would tell a publisher what one reader reads."""
    url = server.replies("/feed", FEED, Set_Cookie="id=1")
    async with Fetcher() as fetcher:
        await fetcher.fetch(FetchRequest(url))
        await fetcher.fetch(FetchRequest(url))
    assert "cookie" not in server.heard[1].headers


@pytest.mark.parametrize(
    "status", ["401 Unauthorized", "404 Not Found", "410 Gone", "429 Too Many Requests", "500 Oops"]
)
async def test_a_refusal_is_an_answer_without_a_body(server: FeedServer, status: str) -> None:
    """Sync must tell a feed that is gone from a server that is down."""
    response = await fetch(server.replies("/feed", b"<html>no</html>", status, Retry_After="120"))
    assert (response.status, response.body, response.retry_after_s) == (int(status[:3]), b"", 120)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("120", 120),
        ("0", 60),
        ("-5", 60),
        ("99999999999999999999999999", 604_800),
        ("Thu, 15 May 2025 13:00:00 GMT", 3_600),
        ("Thu, 15 May 2225 13:00:00 GMT", 604_800),
        ("Thu, 15 May 1925 13:00:00 GMT", 60),
        ("soon", None),
        ("1e9", None),
        ("", None),
        (None, None),
    ],
)
def test_a_wait_that_is_asked_for_is_bounded(stated: str | None, expected: int | None) -> None:
    """A year's wait is a typo or malice; a second's is no wait."""
    assert retry_after_s(stated, NOW) == expected


async def test_a_host_is_asked_four_things_at_once_and_no_more(server: FeedServer) -> None:
    """A thousand feeds at one publisher must not be an attack."""
    gate = asyncio.Event()

    async def wait(_: object, writer: asyncio.StreamWriter) -> None:
        await gate.wait()
        await reply(FEED)(_, writer)  # type: ignore[arg-type]

    urls = [server.on(f"/{n}", wait) for n in range(12)]
    async with Fetcher() as fetcher:
        fetches = [asyncio.create_task(fetcher.fetch(FetchRequest(url))) for url in urls]
        while server.at_once < 4:
            await asyncio.sleep(0)
        gate.set()
        assert all(response.status == 200 for response in await asyncio.gather(*fetches))
    assert server.most_at_once == 4


async def test_waiting_for_ones_turn_is_not_held_against_a_feed(server: FeedServer) -> None:
    """Else the last of many feeds at a slow host would always fail."""

    async def slow(heard: object, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.1)
        await reply(FEED)(heard, writer)  # type: ignore[arg-type]

    urls = [server.on(f"/{n}", slow) for n in range(16)]
    async with Fetcher(total_s=0.3) as fetcher:
        responses = await asyncio.gather(*(fetcher.fetch(FetchRequest(url)) for url in urls))
    assert len(responses) == 16


# ── redirects ─────────────────────────────────────────────────────────────────────────────────


async def test_a_feed_moves_only_when_the_whole_way_is_for_good(server: FeedServer) -> None:
    """A hotel's login page must not become the feed's address."""
    end = server.replies("/end", FEED)
    good = server.replies("/good", status="301 Moved", Location="/end")
    better = server.replies("/better", status="308 Moved", Location=good)
    now_and_then = server.replies("/then", status="302 Found", Location=better)
    assert (await fetch(better)).permanent_url == end
    response = await fetch(now_and_then)
    assert (response.final_url, response.permanent_url) == (end, None)


async def test_a_circle_of_redirects_is_known_for_one(server: FeedServer) -> None:
    """What was asked before would be answered as before: the server is spared the rest."""
    server.replies("/a", status="301 Moved", Location="/b")
    server.replies("/b", status="302 Found", Location="/a")
    assert "in a circle" in await refusal(server.url("/a"))
    assert [heard.path for heard in server.heard] == ["/a", "/b"]


@pytest.mark.parametrize(("steps", "arrives"), [(10, True), (11, False)])
async def test_ten_redirects_are_followed_and_no_more(server: FeedServer, steps: int, arrives: bool) -> None:
    for step in range(steps):
        server.replies(f"/{step}", status="302 Found", Location=f"/{step + 1}")
    server.replies(f"/{steps}", FEED)
    if arrives:
        assert (await fetch(server.url("/0"))).body == FEED
    else:
        assert "more than 10 times" in await refusal(server.url("/0"))
    assert len(server.heard) == 11


@pytest.mark.parametrize("status", ["300 Multiple Choices", "303 See Other", "307 Temporary Redirect"])
async def test_every_redirect_that_names_its_target_is_followed(server: FeedServer, status: str) -> None:
    server.replies("/end", FEED)
    assert (await fetch(server.replies("/feed", status=status, Location="end"))).body == FEED


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        (b"/caf\xe9", "/caf%E9"),
        ("/café".encode(), "/caf%C3%A9"),
        (b"  /a b?c=d e  ", "/a%20b?c=d%20e"),
        (b"?page=2", "/feed?page=2"),
        (b"/%E9%2F?x=%2f", "/%E9%2F?x=%2f"),
        (b"/end#part", "/end"),
        (b"\\end", "/end"),
        (b"http:/end?a=\\", "/end?a=%5C"),
        (b"/o\tk", "/ok"),
        (b"/caf\xe9?a=%20&b='#x", "/caf%E9?a=%20&b='"),
    ],
)
async def test_a_redirect_is_followed_byte_for_byte(server: FeedServer, location: bytes, asked: str) -> None:
    """Latin-1 in a header is percent-encoded as it came; the server knows its own bytes."""
    server.replies(asked, FEED)
    head = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
    assert (await fetch(server.on("/feed", raw(head)))).body == FEED


# ── cookies ───────────────────────────────────────────────────────────────────────────────────


def asks_for_cookie(*set_cookies: str, wanted: str, location: str = "/feed") -> Answer:
    """Return an answer that gives the feed to whoever brings a cookie, and cookies to all others."""

    async def answer(heard: Heard, writer: asyncio.StreamWriter) -> None:
        if wanted in heard.headers.get("cookie", "").split("; "):
            await reply(FEED)(heard, writer)
            return
        lines = ["HTTP/1.1 302 Found", f"Location: {location}", "Content-Length: 0", "Connection: close"]
        lines += [f"Set-Cookie: {cookie}" for cookie in set_cookies]
        writer.write("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n")

    return answer


async def test_a_cookie_that_is_asked_for_in_the_next_breath_is_shown(server: FeedServer) -> None:
    """Some hosts hand one out and send you to the same address; without it one goes round for ever."""
    url = server.on("/feed", asks_for_cookie("id=1", "seen=a=b; Path=/; HttpOnly", wanted="seen=a=b"))
    assert (await fetch(url)).body == FEED
    assert [heard.headers.get("cookie") for heard in server.heard] == [None, "id=1; seen=a=b"]


async def test_a_cookie_does_not_outlive_its_chain(server: FeedServer) -> None:
    """Nor is it seen by another fetch of the same program."""
    url = server.on("/feed", asks_for_cookie("seen=1; Max-Age=99999", wanted="seen=1"))
    async with Fetcher() as fetcher:
        for _ in range(2):
            assert (await fetcher.fetch(FetchRequest(url))).body == FEED
    assert [heard.headers.get("cookie") for heard in server.heard] == [None, "seen=1", None, "seen=1"]


@pytest.mark.parametrize("domain", ["", "; Domain=127.0.0.1", "; Domain=localhost", "; Domain=.0.0.1"])
async def test_a_cookie_goes_to_no_other_origin(server: FeedServer, domain: str) -> None:
    """Whatever domain it names: another port and another host are somebody else."""
    async with serving() as other:
        for host in ("127.0.0.1", "localhost"):
            url = server.on(
                "/feed",
                asks_for_cookie(f"id=1; Path=/{domain}", wanted="no", location=other.url("/end", host)),
            )
            other.replies("/end", FEED)
            await fetch(url)
            await fetch(server.url("/feed", host="localhost"))
    assert len(other.heard) == 4
    assert not any("cookie" in heard.headers for heard in other.heard)


async def test_a_cookie_comes_back_to_its_origin_by_way_of_another(server: FeedServer) -> None:
    """Who signs one in elsewhere sends one back."""
    async with serving() as other:
        url = server.on("/feed", asks_for_cookie("id=1", wanted="id=1", location=other.url("/in")))
        other.replies("/in", status="302 Found", Location=url, Set_Cookie="id=2; Path=/")
        assert (await fetch(url)).body == FEED


@pytest.mark.parametrize(
    ("stated", "sent"),
    [
        ("a=1; path=/feeds", None),
        ("a=1; Path=/fee", None),
        ("a=1; Path=feed", "a=1"),
        ("a=1; Path=/feed/", None),
        ("a=1; Path=/feed", "a=1"),
        ("a=1; secure", None),
        ("a=1; Max-Age=0", None),
        ("a=1; Max-Age=-1", None),
        ("a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "a=1"),
        ("a=1; Expires=Thu, 01-Jan-1970 00:00:00 GMT", None),
        ("a=1; Expires=whenever", "a=1"),
        ("a", None),
        ("=1", None),
        ("a=", "a="),
        ('a="x y"', 'a="x y"'),
        ("a=" + "x" * 5_000, None),
        ("a=caf\xe9", None),
    ],
)
async def test_a_cookie_is_kept_as_it_says(server: FeedServer, stated: str, sent: str | None) -> None:
    """RFC 6265, as far as one chain needs it; what HTTP cannot carry back is dropped."""
    server.on("/feed", asks_for_cookie(stated, wanted="no", location="/feed?again"))
    server.replies("/feed?again", FEED)
    await fetch(server.url("/feed"))
    assert server.heard[1].headers.get("cookie") == sent


async def test_a_cookie_can_be_changed_and_taken_back(server: FeedServer) -> None:
    server.replies("/feed", status="302 Found", Location="/2", Set_Cookie="a=1; Path=/")
    server.replies("/2", status="302 Found", Location="/3", Set_Cookie="a=2; Path=/")
    server.replies("/3", status="302 Found", Location="/4", Set_Cookie="a=; Path=/; Max-Age=0")
    server.replies("/4", FEED)
    await fetch(server.url("/feed"))
    assert [heard.headers.get("cookie") for heard in server.heard] == [None, "a=1", "a=2", None]


async def test_a_server_cannot_have_us_carry_what_it_likes(server: FeedServer) -> None:
    """A thousand large cookies would fill memory, and the next request."""
    many = [f"c{number}={'x' * 1_000}; Path=/" for number in range(100)]
    server.on("/feed", asks_for_cookie(*many, wanted="no", location="/2"))
    server.replies("/2", FEED)
    await fetch(server.url("/feed"))
    sent = server.heard[1].headers["cookie"]
    assert len(sent) < 16_400
    assert "c0=" not in sent, "the oldest go first"


async def test_the_readers_own_cookie_stands_beside_the_servers(server: FeedServer) -> None:
    """And gives way to one of its name that the server has just set."""
    url = server.on("/feed", asks_for_cookie("id=new", wanted="id=new"))
    await fetch(FetchRequest(url, headers={"cookie": "id=old; theme=dark"}))
    assert [heard.headers.get("cookie") for heard in server.heard] == [
        "id=old; theme=dark",
        "theme=dark; id=new",
    ]


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://x.example/",
        "data:text/xml,<rss/>",
        "http://[",
        "gopher:x",
    ],
)
async def test_a_redirect_off_the_web_is_not_followed(server: FeedServer, target: str) -> None:
    """It would read the reader's own files."""
    sentence = await refusal(server.replies("/feed", status="301 Moved", Location=target))
    assert "not on the web" in sentence


@pytest.fixture
def public_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 127.0.0.1, written so, pass for a public server: there is no other in a test."""
    there = as_ip("127.0.0.1")
    monkeypatch.setattr(
        fetching, "is_private_host", lambda host: host != "127.0.0.1" and is_private_host(host)
    )
    monkeypatch.setattr(resolver, "is_private_ip", lambda ip: ip != there and is_private_ip(ip))


@pytest.mark.usefixtures("public_loopback")
@pytest.mark.parametrize(
    "target",
    [
        "http://localhost/",
        "http://[::1]/",
        "http://169.254.169.254/latest",
        "http://2130706433/",
        "http://[::ffff:10.0.0.1]/",
        "http://router.lan/",
        "http://[::]/",
        "http://[::10.0.0.1]/",
        "http://[64:ff9b::10.0.0.1]/",
        "http://0x7f000001/",
        "http://0/",
        "http://①⓪.⓪.⓪.①/",
        "http://１0.0.0.1/",
        "http://10。0。0。1/",
        "http://ｌocalhost/",
        "http://user:secret@10.0.0.1/",
        "http://good.example@10.0.0.1/",
        "//10.0.0.1/",
    ],
)
async def test_a_public_feed_is_not_led_into_the_private_network(server: FeedServer, target: str) -> None:
    """The reader's router, and a cloud machine's own secrets, answer there."""
    head = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    with pytest.raises(FetchError, match="private network"):
        await fetch(server.on("/feed", raw(head.encode())))


@pytest.mark.usefixtures("public_loopback")
@pytest.mark.parametrize("host", ["010.0.0.1", "10.0.0.01", "10.1", "0x0a.0.0.1", "000010.0.0.1"])
async def test_an_address_in_another_spelling_is_not_asked(server: FeedServer, host: str) -> None:
    """C libraries read these as 10.0.0.1 or 8.0.0.1; whoever writes so means no good."""
    with pytest.raises(FetchError):
        await fetch(server.replies("/feed", status="302 Found", Location=f"http://{host}/"))


@pytest.mark.usefixtures("public_loopback")
async def test_a_feed_that_has_led_into_the_public_net_is_not_led_back(server: FeedServer) -> None:
    """Whoever answers out there must not choose what is asked in here, however private the way began."""
    async with serving() as out_there:
        server.replies("/feed", status="302 Found", Location=out_there.url("/"))
        out_there.replies("/", status="302 Found", Location=server.url("/router", host="localhost"))
        with pytest.raises(FetchError, match="localhost leads into a private network"):
            await fetch(server.url("/feed", host="localhost"))
    assert [heard.path for heard in server.heard] == ["/feed"]


@pytest.mark.usefixtures("public_loopback")
@pytest.mark.parametrize("hops", [1, 2, 5])
async def test_every_hop_is_held_to_the_public_net(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch, hops: int
) -> None:
    """Also by what its name leads to: a name that looks public, and a literal that is not."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, port, **rest: look_up("10.1.2.3" if "inner" in host else host, port, **rest),
    )
    for target in ("http://inner.example/", "http://10.1.2.3/"):
        for hop in range(hops):
            server.replies(
                f"/{hop}", status="302 Found", Location=f"/{hop + 1}" if hop < hops - 1 else target
            )
        with pytest.raises(FetchError, match=r"(inner\.example|10\.1\.2\.3) leads into a private network"):
            await fetch(server.url("/0"))


def test_no_socket_is_opened_to_a_private_address() -> None:
    """The last gate, whatever the checks before it thought the host was."""
    for address in ("127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fe80::1%eth0", "::ffff:10.0.0.1"):
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        with pytest.raises(resolver.PrivateAddress):
            resolver.public_socket((family, socket.SOCK_STREAM, 6, "", (address, 80)))
    resolver.public_socket((socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80))).close()


async def test_a_public_name_for_a_private_address_is_refused(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: what is checked is the address that is connected to, not the name."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, port, **rest: look_up("127.0.0.1", port, **rest))
    url = server.replies("/feed", FEED).replace("127.0.0.1", "rebound.example")
    with pytest.raises(FetchError, match=r"rebound\.example leads into a private network"):
        await fetch(url)
    assert server.heard == []
    assert (await fetch(FetchRequest(url, allow_private=True))).body == FEED


async def test_a_feed_of_ones_own_network_may_be_read_and_may_redirect_within_it(server: FeedServer) -> None:
    """Many read a bridge or an archive of their own."""
    server.replies("/end", FEED)
    url = server.replies("/feed", status="302 Found", Location=server.url("/end", host="localhost"))
    assert (await fetch(url)).body == FEED


async def test_private_addresses_can_be_forbidden_altogether(server: FeedServer) -> None:
    """What a page announced is not what a reader typed."""
    url = server.replies("/feed", FEED)
    assert "private network" in await refusal(FetchRequest(url, allow_private=False))
    assert server.heard == []


async def test_credentials_go_to_their_own_server_only(server: FeedServer) -> None:
    """A redirect must not hand a password to somebody else."""
    async with serving() as other:
        elsewhere = other.replies("/end", FEED)
        url = server.replies(
            "/feed", status="302 Found", Location=elsewhere.replace("http://", "http://u:p@")
        )
        address = url.replace("http://", "http://ann:s%3Acret@")
        await fetch(FetchRequest(address, headers={"X-Key": "1", "Cookie": "a=b"}))
        assert server.heard[0].headers["authorization"] == "Basic YW5uOnM6Y3JldA=="
        assert server.heard[0].headers["x-key"] == "1"
        assert not {"authorization", "x-key", "cookie"} & other.heard[0].headers.keys()


async def test_an_address_stays_as_it_is_written(server: FeedServer) -> None:
    """Signed addresses break when they are tidied."""
    server.replies("/a%7Eb//c?x=%2f&y=a+b", FEED)
    assert (await fetch(server.url("/a%7Eb//c?x=%2f&y=a+b"))).body == FEED


# ── servers that mean harm ────────────────────────────────────────────────────────────────────


def packed(body: bytes, encoding: str) -> bytes:
    return (
        b"HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding.encode() + b"\r\nConnection: close\r\n\r\n" + body
    )


async def test_a_bomb_is_not_unpacked(server: FeedServer) -> None:
    """Fifteen kilobytes that would become fifteen megabytes and more."""
    bomb = gz(bytes(40_000_000))
    assert "more than 15 MB" in await refusal(server.on("/feed", raw(packed(bomb, "gzip"))))


async def test_a_body_without_end_is_cut_off(server: FeedServer) -> None:
    """A stated length is not trusted, and a missing one is no excuse."""
    head = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"
    assert "more than 15 MB" in await refusal(server.on("/feed", endless(head, bytes(1_000_000))), total_s=20)


async def test_a_body_that_trickles_is_given_up(server: FeedServer) -> None:
    """A byte now and then keeps a connection alive for ever."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n"
    assert "within 0.3 seconds" in await refusal(server.on("/feed", endless(head, b"x", 0.05)), total_s=0.3)


@pytest.mark.parametrize(
    ("head", "more"),
    [
        (b"", b"H"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x"),
    ],
)
async def test_whatever_trickles_ends_in_time(server: FeedServer, head: bytes, more: bytes) -> None:
    """Headers, promises and chunks without end are as good at holding a connection."""
    began = time.monotonic()
    await refusal(server.on("/feed", endless(head, more, 0.02)), total_s=0.4)
    assert time.monotonic() - began < 5


async def test_a_server_that_says_nothing_is_given_up(server: FeedServer) -> None:
    """So is one that only listens."""
    assert "within 0.2 seconds" in await refusal(server.on("/feed", silent()), total_s=0.2)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nshort", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nx", ""),
        (b"\x16\x03\x01\x00\x00 no HTTP at all\r\n\r\n", "web server"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", ""),
        (packed(b"no gzip", "gzip"), "unpacked"),
        (packed(gz(FEED)[:-20], "gzip"), "unpacked"),
        (packed(b"x", "br"), "unpacked"),
        (packed(b"x", "gzip, gzip"), "unpacked"),
        (packed(zlib.compress(FEED)[:-20], "deflate"), "unpacked"),
        (packed(gz(b"x" * 9_000)[:-12] + b"\0" * 12, "gzip"), "unpacked"),
        (packed(gz(gz(bytes(30_000_000))) * 3, "deflate"), "more than 15 MB"),
        (packed(gz(gz(gz(bytes(40_000_000)))), ""), "more than 15 MB"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + FEED[:-1], "broke off"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\nContent-Encoding: gzip\r\n\r\n" + gz(FEED)[:-30],
            "broke off",
        ),
        (b'HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"version": 1, "items": [{}', "broke off"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n<rss><item><![CDATA[</rss><!-- ]]></item><item>",
            "broke off",
        ),
        (packed(zlib.compress(bytes(40_000_000)), "deflate"), "more than 15 MB"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n", ""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx", ""),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 100_000, ""),
        (b"HTTP/1.1 999999 OK\r\n\r\n", ""),
        (b"<rss version='2.0'><channel/></rss>", ""),
        (b"HTTP/1.1 301 Moved\r\nLocation: " + b"a" * 100_000 + b"\r\n\r\n", ""),
        (b"\xff\xfe" * 50_000, ""),
    ],
)
async def test_a_broken_answer_is_a_sentence_not_a_traceback(
    server: FeedServer, data: bytes, words: str
) -> None:
    """Whatever comes, one feed has failed and says how."""
    assert words in await refusal(server.on("/feed", raw(data)))


OK = b"HTTP/1.1 200 OK\r\n"


def in_chunks(body: bytes) -> bytes:
    return b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)


@pytest.mark.parametrize(
    "data",
    [
        OK + b"Content-Length: 20\r\n\r\n" + FEED,
        OK + b"Content-Length: 20\r\nConnection: close\r\n\r\n" + FEED,
        OK + b"Content-Length: 71\r\nContent-Length: 71\r\n\r\n" + FEED,
        OK + b"Content-Length: 71\r\nContent-Length: 17\r\n\r\n" + FEED,
        OK + b"Content-Length: 71, 71\r\n\r\n" + FEED,
        OK + b"Content-Length: -1\r\n\r\n" + FEED,
        OK + b"Content-Length: many\r\n\r\n" + FEED,
        OK + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n" + in_chunks(FEED),
        OK + b"Transfer-Encoding: chunked\r\n\r\n" + in_chunks(in_chunks(FEED)),
        OK + b"Transfer-Encoding: chunked, chunked\r\n\r\n" + in_chunks(in_chunks(FEED)),
        OK + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + in_chunks(FEED),
        OK + b"Transfer-Encoding: identity\r\n\r\n" + FEED,
        OK + b"Transfer-Encoding: gzip, chunked\r\n\r\n" + in_chunks(gz(FEED)),
        b"HTTP/1.1 200\r\n\r\n" + FEED,
        b"HTTP/1.1 200 D\xe9j\xe0 vu\r\n\r\n" + FEED,
        b"HTTP/1.0 200 OK\n\n" + FEED,
        b"HTTP/2 200\r\n\r\n" + FEED,
        b"HTTP/9.9 200 OK\r\n\r\n" + FEED,
        b"http/1.1 200 ok\r\n\r\n" + FEED,
        b"ICY 200 OK\r\n\r\n" + FEED,
        b"\r\n" + OK + b"\r\n" + FEED,
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + OK + b"\r\n" + FEED,
        OK + b"no header at all\r\n\r\n" + FEED,
        OK + b": b\r\nX-A : b\r\nX-B: b\r\n c\r\n\r\n" + FEED,
        OK + "X-é: b\r\n more of it\r\n\r\n".encode() + FEED,
        OK + b"X-A: a\x00b\x01\r\n\r\n" + FEED,
        OK + b"Content-Security-Policy: " + b"x" * 30_000 + b"\r\n\r\n" + FEED,
    ],
    ids=range(27),
)
async def test_what_is_hardly_http_is_read_with_patience(server: FeedServer, data: bytes) -> None:
    """Browsers and curl read these: a client with one question has nothing to fear from a wrong length."""
    assert (await fetch(server.on("/feed", raw(data)))).body == FEED
    assert len(server.heard) <= 2


async def test_an_answer_without_news_may_have_a_body(server: FeedServer) -> None:
    """Else a feed would fail whenever nothing has changed."""
    head = b"HTTP/1.1 304 Not Modified\r\nETag: x\r\n\r\n"
    response = await fetch(FetchRequest(server.on("/feed", raw(head + FEED)), etag="x"))
    assert (response.status, response.body, response.etag) == (304, b"", "x")


async def test_patience_is_held_to_all_that_haste_is(server: FeedServer) -> None:
    """The second question is as bounded, as private and as polite as the first."""
    clumsy = b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n"
    bomb = server.on("/bomb", raw(clumsy + b"Content-Encoding: gzip\r\n\r\n" + gz(bytes(40_000_000))))
    assert "more than 15 MB" in await refusal(bomb)
    assert "more than 15 MB" in await refusal(
        server.on("/e", endless(clumsy + b"\r\n", bytes(1_000_000))), total_s=20
    )
    assert "within 0.3 seconds" in await refusal(
        server.on("/t", endless(clumsy + b"\r\n", b"x", 0.05)), total_s=0.3
    )
    moved = b"HTTP/1.1 302 Found\r\nContent-Length: x\r\nLocation: file:///etc/passwd\r\n\r\n"
    assert "not on the web" in await refusal(server.on("/moved", raw(moved)))
    server.heard.clear()
    with pytest.raises(FetchError):
        await fetch(FetchRequest(server.on("/no", raw(b"SSH-2.0-x\r\n")), headers={"X-Key": "1"}))
    assert {heard.headers["x-key"] for heard in server.heard} == {"1"}
    assert len(server.heard) <= 3


@pytest.mark.usefixtures("public_loopback")
async def test_patience_is_not_led_into_the_private_network(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its connections go through the same gate: a name that changes its answer in between gains nothing."""
    answers = iter(["127.0.0.1", "10.1.2.3"])
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, port, **rest: look_up(next(answers), port, **rest))
    url = server.on("/feed", raw(b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n" + FEED))
    with pytest.raises(FetchError, match="leads into a private network"):
        await fetch(url.replace("127.0.0.1", "news.example"))


async def test_a_reset_is_a_sentence(server: FeedServer) -> None:
    """Middleboxes do that."""
    assert "127.0.0.1" in await refusal(server.on("/feed", raw(b"HTTP/1.1 200 OK\r\n", reset=True)))


async def test_a_refused_connection_is_called_that() -> None:
    """Nobody listens there any more."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        assert "refuses the connection" in await refusal(f"http://127.0.0.1:{port}/")


async def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    """Else anybody in between could write the news."""
    async with serving(encrypted=True) as server:
        url = server.replies("/feed", FEED)
        assert "certificate" in await refusal(url)
        assert server.heard == []


async def test_a_server_without_encryption_is_not_taken_for_one_with(server: FeedServer) -> None:
    """`https` on a plain port."""
    url = server.replies("/feed", FEED).replace("http:", "https:")
    assert "encrypted" in await refusal(url)


async def test_deflate_is_read_in_both_its_forms(server: FeedServer) -> None:
    """The standard says one thing, some servers do the other."""
    bare = zlib.compressobj(wbits=-15)
    for path, body in {"/zlib": zlib.compress(FEED), "/bare": bare.compress(FEED) + bare.flush()}.items():
        response = await fetch(server.on(path, raw(packed(body, "deflate"))))
        assert response.body == FEED


async def test_a_packed_body_of_several_members_is_read_whole(server: FeedServer) -> None:
    """Some servers append to what they packed before."""
    body = gz(FEED[:20]) + gz(FEED[20:]) + b"\0" * 8
    assert (await fetch(server.on("/feed", raw(packed(body, "gzip"))))).body == FEED


BARE = zlib.compressobj(wbits=-15)
BARE_FEED = BARE.compress(FEED) + BARE.flush()


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gz(FEED), "identity"),
        (gz(FEED), "utf-8"),
        (gz(FEED), "deflate"),
        (gz(FEED), "GZIP"),
        (gz(FEED), "x-gzip"),
        (gz(FEED), "gzip, gzip"),
        (gz(gz(FEED)), "gzip, gzip"),
        (gz(gz(FEED)), "gzip"),
        (gz(gz(FEED)), ""),
        (gz(zlib.compress(FEED)), "deflate, gzip"),
        (zlib.compress(FEED), "gzip"),
        (BARE_FEED, "gzip"),
        (FEED, "utf-8"),
        (FEED, "UTF-8, gzip"),
        (FEED, "gzip"),
        (FEED, "deflate"),
        (FEED, "br"),
        (b"\xef\xbb\xbf" + FEED, "gzip"),
        (FEED.decode().encode("utf-16"), "gzip"),
        (gz(FEED)[:-8], "gzip"),
        (gz(FEED)[:-3], "gzip"),
        (gz(FEED + b"\n<!-- served in a moment -->\n")[:-8], "gzip"),
        (gz(FEED) + b"\x1f\x8b rubbish", "gzip"),
        (gz(FEED) + b"rubbish", "gzip"),
        (zlib.compress(FEED)[:-4], "deflate"),
    ],
)
async def test_a_body_is_read_by_what_it_is_and_not_by_what_is_said_of_it(
    server: FeedServer, body: bytes, encoding: str
) -> None:
    """Packed and not said so, said so and not packed, packed twice, a character set in the wrong place."""
    url = server.on("/feed", raw(packed(body, encoding)))
    text = (await fetch(url)).body
    assert text.removeprefix(b"\xef\xbb\xbf").startswith((FEED, FEED.decode().encode("utf-16")))
    async with Fetcher() as fetcher:
        response = await fetcher.fetch(FetchRequest(url), unpack=False)
    assert unpacked(response.body, response.packed) == text


def test_what_is_not_packed_stays_as_it_is() -> None:
    """Whatever it is: that it is no feed, others say."""
    for body in (b"", b"\x89PNG\r\n", b"words", b"1a\r\nwords", b"x" * 15_000_000):
        assert unpacked(body, None) == body
    assert unpacked(b"", "gzip") == b""
    with pytest.raises(TooLarge):
        unpacked(b"x" * 15_000_001, None)


JSON_FEED = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "a"}]}'


@pytest.mark.parametrize(
    "body",
    [
        FEED,
        FEED + b"\n \n",
        FEED + b"<!-- cached at noon -->",
        FEED + b"\n<!-- cach",
        b"<feed xmlns='http://www.w3.org/2005/Atom'><entry/></feed>",
        b"<a:feed xmlns:a='http://www.w3.org/2005/Atom'></a:feed\n>",
        b"<rdf:RDF xmlns:rdf='x'></rdf:RDF>",
        FEED.decode().encode("utf-16"),
        JSON_FEED,
        JSON_FEED + b"\n",
    ],
)
@pytest.mark.parametrize(
    "head", ["Content-Length: 9999", "Transfer-Encoding: chunked", "Content-Encoding: gzip"]
)
async def test_a_body_that_breaks_off_behind_its_end_is_whole(
    server: FeedServer, body: bytes, head: str
) -> None:
    """A wrong length, a last chunk that never comes, a reset: the feed is there."""
    sent = body
    if "gzip" in head:
        sent = gz(body)
        head += f"\r\nContent-Length: {len(sent) + 5}"
    if "chunked" in head:
        sent = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:30], body[30:]))
    data = f"HTTP/1.1 200 OK\r\n{head}\r\n\r\n".encode() + sent
    for is_reset in (False, True):
        assert (await fetch(server.on("/feed", raw(data, reset=is_reset)))).body == body


async def test_a_body_whose_end_has_come_is_taken_when_time_is_up(server: FeedServer) -> None:
    """Some servers state no length and keep the connection open all the same."""

    async def unending(heard: Heard, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n" + FEED)
        await silent()(heard, writer)

    assert (await fetch(server.on("/feed", unending), total_s=0.3)).body == FEED


@pytest.mark.parametrize(
    "status", ["203 Non-Authoritative Information", "226 IM Used", "206 Partial Content", "200"]
)
async def test_an_answer_with_a_body_is_one_whatever_it_is_called(server: FeedServer, status: str) -> None:
    """A proxy in between may say 203."""
    response = await fetch(server.on("/feed", raw(f"HTTP/1.0 {status}\r\n\r\n".encode() + FEED)))
    assert (response.status, response.body) == (int(status[:3]), FEED)


# ── addresses ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("news.example", "https://news.example"),
        (" news.example/feed ", "https://news.example/feed"),
        ("news.example:8080", "https://news.example:8080"),
        ("news.example:8080/x", "https://news.example:8080/x"),
        ("news.example:8080?x=1", "https://news.example:8080?x=1"),
        ("localhost:8080/feed", "http://localhost:8080/feed"),
        ("127.0.0.1:8765/", "http://127.0.0.1:8765/"),
        ("[::1]:8765/", "http://[::1]:8765/"),
        ("//pi.local/feed", "http://pi.local/feed"),
        ("https://localhost:8080/feed", "https://localhost:8080/feed"),
        ("feed://news.example/rss", "https://news.example/rss"),
        ("feed://localhost/rss", "http://localhost/rss"),
        ("feed:news.example/rss", "https://news.example/rss"),
        ("feed:https://news.example/rss", "https://news.example/rss"),
        ("FEED://http://news.example/rss", "http://news.example/rss"),
        ("feed:8080/rss", "http://feed:8080/rss"),
        ("news.example/?u=feed:https://a.example", "https://news.example/?u=feed:https://a.example"),
        ("//news.example/rss", "https://news.example/rss"),
        ("HTTP://News.example/A", "http://News.example/A"),
        ("https://ann:pw@news.example/", "https://ann:pw@news.example/"),
    ],
)
def test_what_one_types_is_understood(typed: str, address: str) -> None:
    """Nobody types `https://`."""
    assert feed_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "file:///etc/passwd",
        "exec:ls",
        "javascript:x",
        "two words",
        "mailto:a@b.example",
        "feed:javascript:x",
        "feed:",
        "[::1:8080/",
        "http://",
        "-x y",
    ],
)
def test_what_is_no_address_is_called_by_name(typed: str) -> None:
    """The sentence repeats what was typed, cleaned."""
    with pytest.raises(FetchError, match="is not the address"):
        feed_address(typed)


@pytest.mark.parametrize(
    ("typed", "addresses"),
    [
        ("news.example/a", ("https://news.example/a", "http://news.example/a")),
        ("feed://news.example/a", ("https://news.example/a", "http://news.example/a")),
        ("127.0.0.1:80", ("http://127.0.0.1:80", "https://127.0.0.1:80")),
        ("http://news.example", ("http://news.example",)),
        ("feed:https://news.example", ("https://news.example",)),
    ],
)
def test_an_address_without_a_scheme_may_mean_two(typed: str, addresses: tuple[str, ...]) -> None:
    """A scheme that was typed is meant."""
    assert possible_addresses(typed) == addresses


@pytest.mark.parametrize(
    ("host", "usual"),
    [
        ("127.1", "127.0.0.1"),
        ("127.0.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("0x7F.1", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("127.0.0.01", "127.0.0.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("127。0。0。1", "127.0.0.1"),
        ("１27.1", "127.0.0.1"),
        ("1.1", "1.0.0.1"),
        ("0", "0.0.0.0"),
        ("0x", "0.0.0.0"),
        ("10.0x10203", "10.1.2.3"),
        ("4294967295", "255.255.255.255"),
        ("4294967296", ""),
        ("256.1", ""),
        ("1.2.3.256", ""),
        ("1.2.3.4.5", ""),
        ("1.2.3.08", ""),
        ("news.example.1", ""),
        ("9" * 99, ""),
    ],
)
def test_an_address_in_another_spelling_is_told_in_the_usual_one(host: str, usual: str) -> None:
    """Browsers and C libraries read these; a check that reads them otherwise is none."""
    assert usual_spelling(host) == usual
    with pytest.raises(FetchError, match=f"write {usual}" if usual else "is no address"):
        feed_address(f"http://{host}/feed")


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "::1",
        "::ffff:1.2.3.4",
        "news.example",
        "1.news.example",
        "0xyz",
        "x0x1",
        "0x1.example",
        "",
    ],
)
def test_other_hosts_are_what_they_are(host: str) -> None:
    assert usual_spelling(host) is None


async def test_a_feed_that_is_led_to_an_address_in_another_spelling_says_so(server: FeedServer) -> None:
    """Also one that is public however it is read."""
    sentence = "1.1 is 1.0.0.1 in another spelling, which is not asked: write 1.0.0.1."
    with pytest.raises(FetchError, match=re.escape(sentence)):
        await fetch(server.replies("/feed", status="302 Found", Location="http://1.1/"))


async def test_localhost_has_a_dot_at_its_end_too(server: FeedServer) -> None:
    server.replies("/feed", FEED)
    assert (await fetch(server.url("/feed", host="localhost."))).body == FEED


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("./feed.xml", "dateline import ./feed.xml"),
        ("../lists/my feeds.opml", "dateline import '../lists/my feeds.opml'"),
        ("~/my feeds.opml", "dateline import ~/'my feeds.opml'"),
        ("/tmp/feed.xml", "dateline import /tmp/feed.xml"),
        ("file:///tmp/feed.xml", "dateline import /tmp/feed.xml"),
        ("FILE:feed.xml", "dateline import feed.xml"),
        ("file:file:x", "dateline import file:x"),
        ("/a b/~/c", "dateline import '/a b/~/c'"),
        ("/tmp/$(rm x)", "dateline import '/tmp/$(rm x)'"),
    ],
)
def test_a_files_name_is_sent_to_the_command_for_files(typed: str, command: str) -> None:
    """Which can be copied as it stands."""
    with pytest.raises(FetchError, match=re.escape(f"`{command}` reads it")):
        possible_addresses(typed)


@pytest.mark.parametrize(
    "typed", ["https://ann:p/s3cret@", "ftp://ann:s3cret@news.example/", "x //a:s3cret@b"]
)
def test_what_was_typed_is_repeated_without_its_password(typed: str) -> None:
    with pytest.raises(FetchError) as caught:
        feed_address(typed)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("typed", "told"), [("https://ann:s3cret@news.example/", "news.example/"), ("ann@pi.local", "pi.local")]
)
def test_an_address_with_a_password_is_not_kept(typed: str, told: str) -> None:
    """What to set in its place is said, without it."""
    with pytest.raises(FetchError, match="A password is not kept in an address") as caught:
        plain_address(typed)
    assert told in str(caught.value)
    assert "ann" not in str(caught.value)


def test_an_origin_is_a_scheme_a_host_and_a_port() -> None:
    """The usual ports are said and unsaid the same; no other port is."""
    assert origin_of("http://A.example/x") == origin_of("http://a.example:80/") == ("http", "a.example", 80)
    assert origin_of("https://a.example./") == ("https", "a.example", 443)
    assert len({origin_of(f"http://a.example:{port}/") for port in (80, 443, 8080)}) == 3


def test_credentials_are_taken_out_of_an_address() -> None:
    """An address is shown, logged and exported; a password is not."""
    address, credentials = split_credentials("https://ann:p%40w@news.example:8443/feed?x=1")
    assert address == "https://news.example:8443/feed?x=1"
    assert credentials == ("ann", "p@w")


@pytest.mark.parametrize(
    "host",
    [
        "10.0.0.1",
        "127.0.0.1",
        "169.254.169.254",
        "100.64.0.1",
        "::1",
        "fe80::1",
        "fd00::1",
        "::ffff:192.168.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "0.0.0.0",
        "224.0.0.1",
        "localhost",
        "router",
        "nas.local",
        "x.home.arpa",
    ],
)
def test_private_hosts_are_known(host: str) -> None:
    """By address in any of its forms, and by the names that home networks use."""
    assert is_private_host(host)


@pytest.mark.parametrize("host", ["93.184.216.34", "2606:4700::1111", "news.example", "local.news.example"])
def test_public_hosts_are_known(host: str) -> None:
    """Most feeds."""
    assert not is_private_host(host)
    ip = as_ip(host)
    assert ip is None or not is_private_ip(ip)


def test_a_redirect_loses_its_fragment_and_its_user() -> None:
    """Neither is sent, and the user would be somebody else's."""
    assert redirected("https://a.example/x/y", "../z#part") == "https://a.example/z"
    assert redirected("https://a.example/", "https://u:p@b.example/") == "https://b.example/"
