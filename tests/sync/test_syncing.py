"""One pass over the feeds: what is asked, stored and told, and what each feed's row says after."""

from __future__ import annotations

import asyncio
import gzip
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence

import pytest

from tests.feedserver import Answer, FeedServer, Heard, raw, reply
from tests.store.stories import Clock, all_of, build_entry, titles
from tests.sync.site import NOW, item, rss, stories
from tui.errors import AlreadyRunning, StoreBusy
from tui.feeds import writing
from tui.feeds.writing import FeedAnswer, store_answers
from tui.library.frontdesk import Library
from tui.model.articles import Feed
from tui.model.events import SyncEvent, Which
from tui.model.ids import FeedId
from tui.preparing import worker
from tui.prose import plain_summary
from tui.settings.config import Config, FeedConfig, SyncConfig
from tui.store import settings, subscriptions
from tui.store.articles import Intake
from tui.store.connection import Database
from tui.store.deliveries import Delivery, Document, deliveries
from tui.store.subscriptions import Outcome
from tui.system.locks import SYNC, only_one


def sync(
    library: Library,
    *feeds: FeedId,
    which: Which = "open",
    heard: list[SyncEvent] | None = None,
) -> SyncEvent:
    """Sync, and return the last event."""
    events: list[SyncEvent] = []
    ended = library.sync(events.append, feeds=feeds or None, which=which)
    assert ended == events[-1]
    if heard is not None:
        heard.extend(events)
    return ended


def set_config(monkeypatch: pytest.MonkeyPatch, **feeds: FeedConfig) -> None:
    """Let feeds have settings; keys are addresses."""
    monkeypatch.setattr("tui.settings.file.load_config", lambda _: Config(feeds=feeds))


def only_feed(library: Library) -> Feed:
    (feed,) = library.feeds()
    return feed


# ── what comes in ─────────────────────────────────────────────────────────────────────────────


def test_a_first_sync_stores_all_and_all_can_be_opened(library: Library, site: FeedServer) -> None:
    """Listed at once, newest first; the text is there before anything is prepared."""
    library.subscribe(site.replies("/feed", stories("a", "b", "c")))
    ended = sync(library)
    assert (ended.new, ended.done, ended.total, ended.failures) == (3, 1, 1, ())
    assert titles(all_of(library)) == ["Story a", "Story b", "Story c"]
    assert library.article(all_of(library)[2].id).prose.sections
    feed = only_feed(library)
    assert (feed.title, feed.site_url, feed.unread) == ("Harbour Post", "https://post.example/", 3)
    assert feed.last_success_at == NOW


def test_what_is_unchanged_is_asked_for_by_what_the_server_said(library: Library, site: FeedServer) -> None:
    """Validators go back byte for byte; a 304 brings nothing and costs nothing."""
    etag, date = 'W/"a b;,c"', "Tue, 20 May 2025 11:00:00 GMT"
    url = site.replies("/feed", stories("a"), ETag=etag, Last_Modified=date)
    library.subscribe(url)
    sync(library)
    site.replies("/feed", status="304 Not Modified")
    assert sync(library).new == 0
    headers = site.heard[1].headers
    assert (headers["if-none-match"], headers["if-modified-since"]) == (etag, date)
    assert sync(library).failures == ()
    assert site.heard[2].headers["if-modified-since"] == date, "a 304 need not repeat them"


def test_the_same_body_is_not_read_again(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many servers know no validators; some pack the same body now this way, now that."""
    body = stories("a", "b")
    library.subscribe(site.replies("/feed", body))
    sync(library)
    site.replies("/feed", gzip.compress(body), Content_Encoding="gzip")
    assert (sync(library).new, only_feed(library).last_error) == (0, None)

    def refuse(*_: object) -> None:
        raise AssertionError("read")

    first = worker.read_answer(body, None, None, "https://post.example/", None, 0, {}, b"")
    assert len(first.document.news) == 2
    monkeypatch.setattr(worker, "read_feed", refuse)
    packed = gzip.compress(body)
    again = worker.read_answer(packed, "gzip", first.body_hash, "https://post.example/", None, 0, {}, b"")
    assert (again.body_hash, again.document.keys) == (first.body_hash, ())


def test_only_what_is_new_or_changed_is_told(library: Library, site: FeedServer) -> None:
    """A second look at a feed doubles nothing."""
    library.subscribe(site.replies("/feed", rss([item("a"), item("b")])))
    sync(library)
    site.replies("/feed", rss([item("c"), item("a", text="Other words."), item("b")]))
    ended = sync(library)
    assert (ended.new, ended.changed) == (1, 1)
    assert library.counts().total == 3


def test_items_that_share_a_link_come_through_a_sync_as_what_they_are(
    library: Library, site: FeedServer
) -> None:
    """No id, and the front page for a link: day after day, also past the entries told by their bytes."""

    def poll(name: str, age_hours: int) -> str:
        shared = item(name, link="https://post.example/", age_hours=age_hours)
        return shared.replace(f'<guid isPermaLink="false">{name}</guid>', "")

    a, b, c, d, e = (poll(name, 90 - 24 * n) for n, name in enumerate("abcde", start=-1))
    own = [item("x"), item("y")]
    library.subscribe(site.replies("/feed", rss([*own, a])))
    sync(library)
    library.mark_read([headline.id for headline in all_of(library)])
    for body, new in (
        ([b, *own, a], 1),
        ([b, *own], 0),
        ([*own, c, b, a], 1),
        ([d, *own], 1),
        ([*own, e], 1),
    ):
        site.replies("/feed", rss(body))
        assert (sync(library).new, sync(library).changed) == (new, 0)
    unread = {headline.headline for headline in all_of(library) if not headline.read}
    assert unread == {"Story b", "Story c", "Story d", "Story e"}
    assert library.counts().total == 7


def test_events_tell_a_story_that_adds_up(library: Library, site: FeedServer) -> None:
    """The screen and the command line print these and nothing else."""
    for number in range(5):
        library.subscribe(site.replies(f"/{number}", rss([item(f"s{number}")], f"Feed {number}")))
    library.subscribe(site.url("/missing"))
    events: list[SyncEvent] = []
    sync(library, heard=events)
    assert (events[0].kind, events[-1].kind) == ("started", "finished")
    assert [event.done for event in events[1:-1]] == list(range(1, 7))
    assert {event.total for event in events} == {6}
    assert sum(event.new for event in events[1:-1]) == events[-1].new == 5
    assert {event.feed for event in events if event.kind == "feed"} == {f"Feed {n}" for n in range(5)}
    (failed,) = (event for event in events if event.kind == "failed")
    assert events[-1].failures == ((failed.feed, failed.error),)
    assert failed.error == "127.0.0.1 answers 404 (not found)."


def test_so_many_asked_are_so_many_answered_or_reported(library: Library, site: FeedServer) -> None:
    """No feed is lost in silence, however it fails."""
    bad = [
        reply(b"", "500 Internal Server Error"),
        reply(b"<html><body>Hello</body></html>"),
        reply(b""),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"),
        raw(b"nonsense\r\n\r\n"),
        raw(b"", reset=True),
        reply(b"", "302 Found", Location="file:///etc/passwd"),
    ]
    for number in range(40):
        if number % 2:
            library.subscribe(site.replies(f"/{number}", rss([item(f"n{number}")], f"Feed {number}")))
        else:
            library.subscribe(site.on(f"/{number}", bad[number // 2 % len(bad)]))
    ended = sync(library)
    assert (ended.done, ended.total) == (40, 40)
    failing = {feed.title for feed in library.feeds() if feed.last_error}
    assert {title for title, _ in ended.failures} == failing
    assert len(failing) + ended.new == 40
    assert all(why.endswith(".") and "\n" not in why for _, why in ended.failures)


def test_a_feed_with_settings_of_its_own_is_asked_with_them(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """User agent, headers, a password from a command, and only so many entries."""
    url = site.replies("/feed", stories("a", "b", "c"))
    settings = FeedConfig(
        user_agent="Reader/1",
        headers={"X-Key": "k"},
        user="ann",
        password_command=("printf", "s3cret\\nmore"),
        latest=2,
    )
    set_config(monkeypatch, **{url: settings})
    library.subscribe(url)
    assert sync(library).new == 2
    headers = site.heard[0].headers
    assert (headers["user-agent"], headers["x-key"]) == ("Reader/1", "k")
    assert headers["authorization"] == "Basic YW5uOnMzY3JldA=="
    assert sync(library, which="all").new == 0


@pytest.mark.parametrize(
    ("latest", "taken"), [(1, ""), (2, "c"), (3, "cb"), (4, "cba"), (9, "cba"), (0, "cba")]
)
def test_of_more_entries_than_are_wanted_the_newest_are_taken(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch, latest: int, taken: str
) -> None:
    """Wherever in the feed they stand; one without a date may be newer than all."""
    ages = {"a": 9_000, "c": 2, "undated": None, "b": 700}
    url = site.replies("/feed", rss([item(name, age_hours=age) for name, age in ages.items()]))
    set_config(monkeypatch, **{url: FeedConfig(latest=latest)})
    library.subscribe(url)
    sync(library)
    assert set(titles(all_of(library))) == {f"Story {name}" for name in ("undated", *taken)}


@pytest.mark.parametrize(("language", "kept"), [(None, "en"), ("de", "de-x-reader")])
def test_the_language_that_the_reader_gave_a_feed_holds_for_its_stories(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch, language: str | None, kept: str
) -> None:
    """Whatever the feed states; its exports say no more than the language."""
    feed = rss([item("a")]).replace(b"<channel>", b"<channel><language>en</language>")
    url = site.replies("/feed", feed)
    set_config(monkeypatch, **{url: FeedConfig(language=language)})
    library.subscribe(url)
    sync(library)
    (story,) = all_of(library)
    prose = library.article(story.id).prose
    assert prose.language == kept
    assert prose.stated_language == kept[:2]


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        (FeedConfig(user="ann", password_env="NOT_SET_ANYWHERE"), "NOT_SET_ANYWHERE is not set"),
        (FeedConfig(user="ann", password_command=("false",)), "false gave no password"),
        (FeedConfig(user="ann", password_command=("/no/such/program", "s3cret")), "program cannot be run"),
    ],
)
def test_a_password_that_cannot_be_had_is_that_feeds_failure(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch, settings: FeedConfig, why: str
) -> None:
    """It is said which, and never what."""
    url = site.replies("/feed", stories("a"))
    set_config(monkeypatch, **{url: settings})
    library.subscribe(url)
    ((_, told),) = sync(library).failures
    assert why in told
    assert "s3cret" not in told
    assert site.heard == []


# ── what a feed's row says after ──────────────────────────────────────────────────────────────


def test_a_feed_that_is_gone_is_asked_no_more_unless_named(library: Library, site: FeedServer) -> None:
    """410 means that the server does not want to be asked."""
    library.subscribe(site.replies("/feed", status="410 Gone"))
    assert "gone" in sync(library).failures[0][1]
    assert only_feed(library).gone
    assert sync(library, which="all").total == 0
    site.replies("/feed", stories("a"))
    assert sync(library, only_feed(library).id).new == 1
    assert not only_feed(library).gone


def test_a_move_for_good_is_remembered_and_another_is_not(library: Library, site: FeedServer) -> None:
    """Only where the whole chain is permanent and ends in a feed."""
    site.replies("/new", stories("a"))
    site.replies("/page", b"<html></html>")
    old = site.replies("/old", status="301 Moved Permanently", Location="/new")
    passing = site.replies("/passing", status="302 Found", Location="/new")
    broken = site.replies("/broken", status="301 Moved Permanently", Location="/page")
    for url in (old, passing, broken):
        library.subscribe(url)
    sync(library)
    assert {feed.url for feed in library.feeds()} == {site.url("/new"), passing, broken}
    assert library.counts().total == 1, "two feeds of one address are one article each"


def test_a_move_to_an_address_that_another_feed_has_is_left(library: Library, site: FeedServer) -> None:
    """Two feeds keep what the reader made of them."""
    library.subscribe(site.replies("/new", stories("a")), "My own")
    old = site.replies("/old", status="301 Moved Permanently", Location="/new")
    library.subscribe(old)
    assert sync(library).failures == ()
    assert {feed.url for feed in library.feeds()} == {site.url("/new"), old}


def test_a_feed_with_settings_keeps_its_address_when_it_moves(
    library: Library, site: FeedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are filed under it."""
    site.replies("/new", stories("a"))
    old = site.replies("/old", status="308 Permanent Redirect", Location="/new")
    set_config(monkeypatch, **{old: FeedConfig(latest=5)})
    library.subscribe(old)
    sync(library)
    assert only_feed(library).url == old


def test_a_server_that_asks_for_rest_gets_it(library: Library, site: FeedServer, clock: Clock) -> None:
    """Retry-After holds for all but an express wish."""
    library.subscribe(site.replies("/feed", status="429 Too Many Requests", Retry_After="7200"))
    sync(library)
    site.replies("/feed", stories("a"))
    clock.tick(minutes=90)
    assert sync(library).total == 0
    assert sync(library, which="due").total == 0
    clock.tick(hours=10)
    assert sync(library, which="due").new == 1


def test_an_absurd_wish_for_rest_is_bounded(library: Library, site: FeedServer, clock: Clock) -> None:
    """A typing mistake at the server must not silence a feed for a century."""
    library.subscribe(site.replies("/feed", status="503 Service Unavailable", Retry_After="9" * 30))
    sync(library)
    clock.tick(days=8)
    assert sync(library, which="due").total == 1


def test_failing_feeds_are_left_alone_for_longer_and_longer(
    library: Library, site: FeedServer, clock: Clock
) -> None:
    """By timers; when the reader asks they are asked."""
    library.subscribe(site.url("/missing"))
    waits = []
    for _ in range(5):
        assert sync(library).total == 1
        feed = only_feed(library)
        assert feed.last_error
        assert feed.due_at
        waits.append(feed.due_at - clock())
        assert sync(library, which="due").total == 0
        clock.now = feed.due_at
        assert library.has_due_feeds()
    assert waits == sorted(waits)
    site.replies("/missing", stories("a"))
    assert sync(library, which="due").failures == ()
    assert only_feed(library).last_error is None


def test_a_feed_is_due_when_its_interval_is_over(library: Library, site: FeedServer, clock: Clock) -> None:
    """And a feed that asks for more rest than that gets it, up to a day."""
    library.subscribe(site.replies("/feed", stories("a")))
    library.subscribe(site.replies("/slow", rss([item("b")], "Slow", "<ttl>600</ttl>")))
    assert sync(library, which="due").total == 2
    assert sync(library, which="due").total == 0
    clock.tick(minutes=30)
    assert sync(library, which="due").total == 1
    clock.tick(hours=10)
    assert sync(library, which="due").total == 2


def test_an_interval_of_nought_is_never_unasked(
    library: Library, site: FeedServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = Config(sync=SyncConfig(interval_minutes=0))
    monkeypatch.setattr("tui.settings.file.load_config", lambda _: never)
    library.subscribe(site.replies("/feed", stories("a")))
    assert sync(library, which="due").total == 0
    assert sync(library).new == 1


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_clock_that_is_wrong_for_a_while_silences_no_feed(
    library: Library, site: FeedServer, clock: Clock, year: int
) -> None:
    """Batteries die; nothing that was written meanwhile may hold for ever."""
    clock.now = NOW.replace(year=year)
    library.subscribe(site.replies("/feed", stories("a")))
    library.subscribe(site.url("/missing"))
    assert (sync(library).new, library.counts().total) == (1, 1)
    clock.now = NOW
    assert sync(library, which="due").total == 2
    assert titles(all_of(library)) == ["Story a"]


# ── one at a time ─────────────────────────────────────────────────────────────────────────────


def test_a_second_sync_says_that_one_is_running(library: Library) -> None:
    lock = only_one(library.database.path, SYNC, "")
    with lock, pytest.raises(AlreadyRunning, match="Another sync is running"):
        sync(library)
    assert sync(library).total == 0


def test_a_feed_can_be_added_while_a_sync_is_running(library: Library, site: FeedServer) -> None:
    """Nobody should have to wait for a thousand feeds to add one."""
    with only_one(library.database.path, SYNC, ""):
        (offer,) = library.find_feeds(site.replies("/feed", stories("a", "b")))
        assert library.add_feed(offer).total == 2
    assert len(site.heard) == 1, "what was fetched to find it is not fetched again"


def test_a_locked_database_ends_the_sync_and_the_next_makes_good(library: Library, site: FeedServer) -> None:
    """Another program that does not let go is one clear line."""
    library.subscribe(site.replies("/feed", stories("a", "b"), ETag='"1"'))
    impatient = Library(library.paths, Database(library.database.path, busy_timeout_ms=10), lambda: NOW)
    other = sqlite3.connect(library.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy):
        sync(impatient)
    other.close()
    impatient.close()
    assert sync(library).new == 2
    assert "if-none-match" not in site.heard[-1].headers


def test_a_sync_may_be_run_beside_another_loop(library: Library, site: FeedServer) -> None:
    """In a thread that is not the first, signals are left to whoever has them."""
    library.subscribe(site.replies("/feed", stories("a")))
    assert asyncio.run(asyncio.to_thread(sync, library)).new == 1


# ── storing ───────────────────────────────────────────────────────────────────────────────────


def test_a_feed_that_was_unsubscribed_meanwhile_brings_nothing(library: Library, site: FeedServer) -> None:
    """The reader's last word counts."""
    url = site.on("/feed", _after(lambda: library.unsubscribe(only_feed(library).id), stories("a")))
    library.subscribe(url)
    assert sync(library).new == 0
    assert library.counts().total == 0


def test_nothing_is_written_after_the_time_is_up(library: Library) -> None:
    """A feed of which not all is stored is not noted as answered: it is asked again."""
    feed = library.subscribe("https://post.example/feed")
    with library.database.read() as conn:
        (asked,) = subscriptions.named(conn, [feed.id])
    news = deliveries([build_entry(f"g{n}") for n in range(100)], plain_summary)
    answered = FeedAnswer(asked, Outcome(feed.id, due_at=0, etag='"1"'), Document(news, ()))
    store_answers(library.database, [answered], 1, until=0.0)
    assert not answered.is_stored
    with library.database.read() as conn:
        assert subscriptions.named(conn, [feed.id])[0].etag is None


def test_who_waits_to_write_comes_in_between_the_entries_of_one_feed(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mark must not wait for a thousand entries; a transaction ends as soon as somebody wants to write."""
    monkeypatch.setattr(writing, "_LOCK_HELD_S", 3_600.0)
    feed = library.subscribe("https://post.example/feed")
    with library.database.read() as conn:
        (asked,) = subscriptions.named(conn, [feed.id])
    reader = Database(library.database.path)
    marking = threading.Thread(target=_mark, args=(reader,))
    seen: list[bool] = []
    write = Intake.write

    def write_part(self: Intake, conn: sqlite3.Connection, part: Sequence[Delivery]) -> None:
        seen.append(settings.setting(conn, "marked") is not None)
        write(self, conn, part)
        if len(seen) == 1:
            marking.start()
            until = time.monotonic() + 20
            while not library.database.somebody_waits() and time.monotonic() < until:
                time.sleep(0.001)

    monkeypatch.setattr(Intake, "write", write_part)
    news = deliveries([build_entry(f"g{n}") for n in range(100)], plain_summary)
    answered = FeedAnswer(asked, Outcome(feed.id, due_at=0), Document(news, ()))
    store_answers(library.database, [answered], 1, until=float("inf"))
    marking.join(20)
    reader.close()
    assert answered.is_stored
    assert (seen[0], any(seen)) == (False, True), "the mark was written before the last entries were"


def test_the_index_is_merged_as_it_grows(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each transaction adds a piece to it, and searches look at every piece; few stories make many."""
    monkeypatch.setattr(writing, "_LOCK_HELD_S", 0.0)
    feed = library.subscribe("https://post.example/feed")
    with library.database.read() as conn:
        (asked,) = subscriptions.named(conn, [feed.id])
    news = deliveries([build_entry(f"g{n}", title=f"Story {n}") for n in range(90)], plain_summary)
    answered = FeedAnswer(asked, Outcome(feed.id, due_at=0), Document(news, ()))
    store_answers(library.database, [answered], 1, until=float("inf"))
    with library.database.read() as conn:
        (pieces,) = conn.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()
    assert pieces < 8


def _mark(database: Database) -> None:
    with database.write() as conn:
        settings.set_setting(conn, "marked", "yes")


def _after(first: Callable[[], object], body: bytes) -> Answer:
    async def answer(heard: Heard, writer: asyncio.StreamWriter) -> None:
        await asyncio.to_thread(first)
        await reply(body)(heard, writer)

    return answer


def test_a_page_in_a_feeds_place_says_what_it_announces(library: Library, site: FeedServer) -> None:
    """A site that was built anew; nobody is led away from what they subscribed to, but told."""
    library.subscribe(site.replies("/feed", stories("a")))
    sync(library)
    site.replies("/feed", b"<html><head><link rel=alternate type=application/rss+xml href=/new>")
    sync(library)
    assert only_feed(library).last_error == (
        f"This is a web page now, and no feed; it announces {site.url('/new')}."
    )
