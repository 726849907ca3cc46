"""How stories' pages are fetched: by the rules for feeds, with patience, and told in words where not."""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace

import pytest

from tests.feedserver import Answer, FeedServer, Heard, endless, reply, serving, silent
from tests.store.rules import check_counts
from tests.store.stories import Clock, all_of, build_entry
from tests.sync.site import NOW, item, rss
from tests.sync.wholestories import BODY, EXCERPT, HEADLINE, WHOLE, fetch, known, page, states, story, text_of
from tui.errors import AlreadyRunning, FetchError, ParseError, SourceError
from tui.feeds.comparing import with_page
from tui.feeds.fulltext import AT_ONCE_A_HOST, run_texts
from tui.feeds.webpages import PageFetcher, PageRefused
from tui.library.frontdesk import Library
from tui.model.entries import Enclosure
from tui.model.events import SyncEvent
from tui.model.ids import SEED_FEED_URL, ArticleId
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle, SiteRules
from tui.settings.config import Config, FeedConfig
from tui.sources.fetch import FetchResponse
from tui.store import fulltexts
from tui.store.headlines import rows_of
from tui.store.times import to_seconds
from tui.system.locks import TEXTS, only_one


@pytest.fixture
async def server() -> AsyncIterator[FeedServer]:
    async with serving() as feeds:
        yield feeds


# ── what goes wrong ───────────────────────────────────────────────────────────────────────────

SHELL = b"<html><head><title>App</title></head><body><div id='root'></div><script>go()</script></body></html>"
WALL = page(
    "Only the first line.", head='<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
)
CONSENT = b"<html><head><title>Your privacy and cookies</title></head><body><p>Agree.</p></body></html>"
FRONT = b"<html><body>" + b"<li><a href='/x'>Story</a></li>" * 100 + b"</body></html>"


BAD: dict[str, Answer] = {
    "no such page any more: 404": reply(b"", "404 Not Found"),
    "no such page any more: 410": reply(b"", "410 Gone"),
    "wants a login for it, or lets no programs in: 401": reply(b"", "401 Unauthorized"),
    "lets no programs in: 403": reply(b"", "403 Forbidden"),
    "wants a login": reply(b"", "302 Found", Location="/login?next=/a"),
    "front page": reply(b"", "302 Found", Location="/"),
    "a PDF document": reply(b"%PDF-1.7 x", Content_Type="text/html"),
    "It is a feed": reply(b'<?xml version="1.0"?>\n<rss version="2.0"></rss>', Content_Type="text/xml"),
    "a film": reply(b"x", Content_Type="video/mp4"),
    "JavaScript": reply(SHELL),
    "subscribers": reply(WALL),
    "consent to cookies": reply(CONSENT),
    "list of stories": reply(FRONT),
    "No article": reply(b"<html></html>"),
    "more than 5 MB": reply(b"<html>" + b"x" * 6_000_000),
    "sends more than 5 MB": reply(gzip.compress(b"<html>" + bytes(50_000_000)), Content_Encoding="gzip"),
    "not on the web": reply(b"", "302 Found", Location="file:///etc/passwd"),
    "on more than 10 times": reply(b"", "302 Found", Location="/on/0"),
}
"""By what is told of it, what a page's server answers."""


def test_what_cannot_be_had_is_told_in_words(library: Library, site: FeedServer) -> None:
    """With the story, in a sentence; what its feed gave stays as it is, and good pages are shown."""
    for number, answer in enumerate(BAD.values()):
        site.on(f"/{number}", answer)
    for number in range(12):
        site.replies(f"/on/{number}", status="302 Found", Location=f"/on/{number + 1}")
    for path in ("/login?next=/a", "/", "/good"):
        site.replies(path, WHOLE)
    entries = [item(f"s{n}", title=told, link=site.url(f"/{n}"), text=EXCERPT) for n, told in enumerate(BAD)]
    library.subscribe(site.replies("/feed", rss([*entries, story("good", site)])))
    library.sync(lambda _: None)
    ids = {one.headline: one.id for one in all_of(library)}
    ended = fetch(library, *ids.values())
    assert (ended.done, ended.new, len(ended.failures)) == (len(BAD) + 1, 1, len(BAD))
    for told in BAD:
        reason = known(library, ids[told]).reason
        assert reason is not None
        assert told in reason
        assert (told, reason) in ended.failures
        assert text_of(library.article(ids[told])) == EXCERPT
    assert BODY[2] in text_of(library.article(ids[HEADLINE]))


async def test_a_page_that_never_ends_or_never_comes_is_given_up(server: FeedServer) -> None:
    """After seconds, and 5 MB; the pass goes on with others meanwhile."""
    server.on("/a", endless(b"HTTP/1.1 200 OK\r\n\r\n", b"<p>more</p>" * 20_000))
    server.on("/b", silent())
    async with PageFetcher(Config(), total_s=0.3) as pages:
        with pytest.raises(SourceError, match=r"more than 5 MB|within"):
            await pages.fetch_page(server.url("/a"), server.url())
        with pytest.raises(FetchError, match="within"):
            await pages.fetch_page(server.url("/b"), server.url())


async def test_a_page_that_takes_too_long_to_read_costs_itself_alone(server: FeedServer) -> None:
    server.replies("/a", WHOLE)
    async with PageFetcher(Config(), deadline_s=0.000001) as pages:
        with pytest.raises(ParseError, match="Its page takes too long to read"):
            await pages.fetch_page(server.url("/a"), server.url())


@pytest.mark.parametrize("address", ["http://127.0.0.1:{port}/a", "http://[::ffff:7f00:1]:{port}/a"])
async def test_a_public_feed_brings_in_no_page_of_ones_own_network(server: FeedServer, address: str) -> None:
    """Nor is it tried again: it is refused for good."""
    server.replies("/a", WHOLE)
    async with PageFetcher(Config()) as pages:
        for feed in ("https://post.example/feed", SEED_FEED_URL):
            with pytest.raises(PageRefused, match="private network") as refused:
                await pages.fetch_page(address.format(port=server.port), feed)
            assert not refused.value.again
        assert (await pages.fetch_page(server.url("/a"))).words, "the reader has typed it"
    assert len(server.heard) == 1


async def test_a_feed_of_ones_own_network_leads_there_by_no_public_name(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bridge passes on what anybody writes: a public name that leads home, by its address or a redirect."""
    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, port, **rest: look_up("127.0.0.1", port, **rest))
    server.replies("/a", WHOLE)
    bridge = server.url("/feed", host="localhost")
    async with PageFetcher(Config()) as pages:
        assert (await pages.fetch_page(server.url("/a"), bridge)).words
        with pytest.raises(PageRefused, match="private network"):
            await pages.fetch_page(server.url("/a", host="public.example"), bridge)
    assert len(server.heard) == 1


@pytest.mark.parametrize("address", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", ""])
async def test_only_the_web_is_asked(address: str) -> None:
    async with PageFetcher(Config()) as pages:
        with pytest.raises(PageRefused, match="none on the web"):
            await pages.fetch_page(address, "https://post.example/feed")


async def test_what_is_a_feeds_own_goes_to_its_own_origin_alone(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its password and headers to pages of its server, to nobody else's, nor on a redirect."""
    monkeypatch.setenv("THE_PASSWORD", "x")
    feed = server.url("/feed")
    own = FeedConfig(
        user="ada",
        password_env="THE_PASSWORD",
        headers={"X-Key": "secret", "Cookie": "own=1"},
        user_agent="me",
    )
    async with serving() as elsewhere:
        elsewhere.replies("/b", WHOLE, Set_Cookie="seen=1")
        server.replies("/a", WHOLE, Set_Cookie="seen=1")
        server.replies("/moved", status="302 Found", Location=elsewhere.url("/b"))
        async with PageFetcher(Config(feeds={feed: own})) as pages:
            for url in (server.url("/a"), server.url("/moved"), elsewhere.url("/b")):
                assert (await pages.fetch_page(url, feed)).words
    for heard in server.heard:
        assert heard.headers["x-key"] == "secret"
        assert heard.headers["authorization"].startswith("Basic ")
    for heard in (*server.heard, *elsewhere.heard):
        assert heard.headers["user-agent"] == "me"
        assert heard.headers["accept"].startswith("text/html")
        assert "referer" not in heard.headers
    for heard in elsewhere.heard:
        assert not {"authorization", "x-key", "cookie"} & heard.headers.keys()


def test_a_page_gives_its_main_picture_and_title_where_nobody_else_does() -> None:
    found = PageArticle("https://post.example/a", "<p>one</p>", 1, picture="/main.jpg")
    own = build_entry()
    assert [file.url for file in with_page(own, found).enclosures] == ["https://post.example/main.jpg"]
    theirs = replace(own, enclosures=(Enclosure("https://post.example/feed.jpg", "image/jpeg"),))
    assert with_page(theirs, found).enclosures == theirs.enclosures
    assert with_page(own, replace(found, markup="<img src='x.jpg'>")).enclosures == ()
    named = replace(found, title="What the page is called")
    assert with_page(own, named).title == own.title
    assert with_page(replace(own, title=""), named).title == "What the page is called"


async def test_an_article_on_several_pages_is_put_together(
    server: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In order, on one host, round no circle, ten at most; addresses of later ones lead where they did."""
    found = {
        "/1": PageArticle(server.url("/1"), "<p>one</p>", 1, next_page="/story/2"),
        "/story/2": PageArticle(
            server.url("/story/2"), '<p><a href="x">two</a> href="x"</p>', 1, next_page="/3#top"
        ),
        "/3": PageArticle(server.url("/3"), "<p>three</p>", 1, next_page="/1"),
        "/far": PageArticle(server.url("/far"), "<p>one</p>", 1, next_page="https://other.example/2"),
        "/half": PageArticle(server.url("/half"), "<p>one</p>", 1, next_page="/gone"),
        "/led": PageArticle(server.url("/led"), "<p>one</p>", 1, next_page="/away"),
        "/away": PageArticle("https://other.example/2", "<p>theirs</p>", 1),
    }
    found |= {
        f"/m{n}": PageArticle(server.url(f"/m{n}"), f"<p>{n}</p>", 1, next_page=f"/m{n + 1}")
        for n in range(12)
    }
    for path in found:
        server.replies(path, b"<html></html>")

    async def read(_: PageFetcher, response: FetchResponse, rules: SiteRules) -> PageArticle:
        return found[response.final_url.removeprefix(server.url(""))]

    monkeypatch.setattr(PageFetcher, "read", read)
    async with PageFetcher(Config(), pause_s=0.0) as pages:
        whole = await pages.fetch_page(server.url("/1"))
        assert (
            whole.markup
            == f'<p>one</p><p><a href="{server.url("/story/x")}">two</a> href="x"</p><p>three</p>'
        )
        assert (whole.words, whole.next_page) == (3, None)
        for path in ("/far", "/led"):
            assert (await pages.fetch_page(server.url(path))).markup == "<p>one</p>"
        half = await pages.fetch_page(server.url("/half"))
        assert half.problem is not None
        assert (half.markup, "could not be had" in half.problem) == ("<p>one</p>", True)
        assert (await pages.fetch_page(server.url("/m0"))).words == 10


# ── patience ──────────────────────────────────────────────────────────────────────────────────


def test_a_host_that_wants_to_be_left_alone_is(library: Library, site: FeedServer, clock: Clock) -> None:
    """All its pages wait as long as it says, in this pass and the next, and the reader is told."""
    entries = [item(name, title=name, link=site.url(f"/{name}"), text=EXCERPT) for name in "abcdef"]
    library.subscribe(site.replies("/feed", rss(entries)))
    library.sync(lambda _: None)
    ids = [one.id for one in all_of(library)]
    for name in "abcdef":
        site.replies(f"/{name}", status="429 Too Many Requests", Retry_After="600")
    fetch(library, *ids)
    asked = [heard.path for heard in site.heard if heard.path != "/feed"]
    assert len(asked) <= AT_ONCE_A_HOST
    assert set(states(library).values()) == {"wanted"}
    clock.tick(seconds=599)
    assert fetch(library).done == 0
    for name in "abcdef":
        site.replies(f"/{name}", WHOLE)
    clock.tick(seconds=2)
    assert fetch(library).new == 6


@pytest.mark.parametrize(
    ("path", "tries", "reason"),
    [("/a", 4, "answers 500 (internal server error)"), ("/none", 8, "refuses the connection")],
)
def test_what_fails_for_now_is_asked_for_again_ever_more_seldom_and_then_no_more(
    library: Library, site: FeedServer, clock: Clock, path: str, tries: int, reason: str
) -> None:
    """A server that fails some hours long; without a network, some days."""
    site.replies("/a", status="500 Internal Server Error")
    link = site.url(path).replace(str(site.port), "9") if path == "/none" else site.url(path)
    library.subscribe(site.replies("/feed", rss([item("a", title=HEADLINE, link=link, text=EXCERPT)])))
    library.sync(lambda _: None)
    (id,) = (one.id for one in all_of(library))
    library.full_texts.ask([id])
    waits: list[int] = []
    while known(library, id).waits:
        assert fetch(library).done == 1
        with library.database.read() as conn:
            (due,) = conn.execute("SELECT due_at FROM full_texts").fetchone()
        if due is not None:
            waits.append(due - to_seconds(clock()))
            clock.tick(seconds=waits[-1] + 1)
    assert len(waits) == tries - 1
    assert waits[0] < waits[1] < waits[2]
    assert (known(library, id).state, known(library, id).reason) == ("failed", f"127.0.0.1 {reason}.")
    assert library.full_texts.turn(id).waits, "the reader may ask at any time"


def test_two_at_a_time_to_a_host_and_a_key_goes_first(library: Library, site: FeedServer) -> None:
    """Others wait, with a pause between; what is asked for meanwhile is seen by the pass that runs."""
    entries = [item(name, title=name, link=site.url(f"/{name}"), text=EXCERPT) for name in "abcdef"]
    library.subscribe(site.replies("/feed", rss(entries)))
    library.sync(lambda _: None)
    ids = {one.headline: one.id for one in all_of(library)}
    with library.database.write() as conn:
        fulltexts.want(conn, rows_of(conn, [ids[name] for name in "abcde"]), "rule", to_seconds(NOW))

    async def slow(heard: Heard, writer: asyncio.StreamWriter) -> None:
        if len(site.heard) == 2:
            library.full_texts.ask([ids["f"]])
        await asyncio.sleep(0.02)
        await reply(WHOLE)(heard, writer)

    for name in "abcdef":
        site.on(f"/{name}", slow)
    site.most_at_once = 0
    assert fetch(library).new == 6
    assert site.most_at_once <= AT_ONCE_A_HOST
    assert [heard.path for heard in site.heard].index("/f") <= 4


def test_one_pass_at_a_time(library: Library) -> None:
    with (
        only_one(library.database.path, TEXTS, "x"),
        pytest.raises(AlreadyRunning, match="fetches the pages"),
    ):
        library.full_texts.fetch(lambda _: None)


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_a_pass_that_is_killed_at_any_moment_has_lost_nothing(library: Library, site: FeedServer) -> None:
    """What was not written is on the queue still, each story with one of its two texts whole."""
    names = [f"s{number}" for number in range(5)]
    library.subscribe(
        site.replies("/feed", rss([item(n, title=n, link=site.url(f"/{n}"), text=EXCERPT) for n in names]))
    )
    library.sync(lambda _: None)
    for name in names:
        site.replies(f"/{name}", WHOLE)
    ids = [one.id for one in all_of(library)]
    library.full_texts.ask(ids)
    code = (
        "from tui.feeds.fulltext import run_texts; from tui.library.frontdesk import Library, utc_now;"
        "from tui.system.paths import user_paths; from tui.settings.config import Config;"
        "library = Library.open(user_paths());"
        "run_texts(library.database, Config(), utc_now, lambda e: print(e.done, flush=True), pause_s=0.0)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.kill()
    found = [known(library, id) for id in ids]
    assert {one.state for one in found} <= {"shown", "wanted"}
    assert sum(one.state == "shown" for one in found) >= 1
    assert all(one.waits for one in found if one.state == "wanted")
    fetch(library)
    for id in ids:
        assert BODY[2] in text_of(library.article(id))
        assert EXCERPT[:-1] in plain_text(library.versions(id)[0].sections)
    check_counts(library)


def test_who_asks_while_a_pass_comes_to_its_end_is_not_left_waiting(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    """They find the right to fetch taken, and go: so whoever had it looks again once it is free."""
    id = cut_story()
    site.replies("/a", WHOLE)
    library.full_texts.ask([id])

    def tell(event: SyncEvent) -> None:
        if event.kind == "texts" and event.done and known(library, id).words and len(ended) == 0:
            ended.append(event)
            library.full_texts.ask([id])
            with pytest.raises(AlreadyRunning):
                library.full_texts.fetch(lambda _: None)

    ended: list[SyncEvent] = []
    assert run_texts(library.database, Config(), library._clock, tell, pause_s=0.0).done == 2
    assert not known(library, id).waits
