"""Feeds taken up and given up, and lists of them in and out."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.stories import (
    POST,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    many,
    titles,
    words_of,
)
from tui.errors import FetchError, NotFound
from tui.feeds.subscribing import export_opml, import_feeds
from tui.library.frontdesk import Library
from tui.model.articles import Feed
from tui.model.ids import OWN_FEEDS, FeedId
from tui.model.scopes import SAVED
from tui.sources.opml import OpmlDocument, OpmlFeed, build_opml, parse_opml
from tui.store import subscriptions
from tui.store.feeds import ensure_feed, given_up
from tui.store.subscriptions import Outcome
from tui.system.paths import user_paths


def feed_of(library: Library, url: str = POST) -> Feed:
    return next(feed for feed in library.feeds() if feed.url == url)


# ── unsubscribing ─────────────────────────────────────────────────────────────────────────────


def test_unsubscribing_takes_the_articles_out_of_the_lists_and_undo_brings_them_back(
    library: Library,
) -> None:
    """Counts follow, and nothing is lost."""
    deliver(library, *many(5))
    library.mark_read([all_of(library)[0].id])
    before = (library.feeds(), library.counts(), all_of(library))
    change = library.unsubscribe(feed_of(library).id)
    assert (change.verb, change.count) == ("unsubscribe", 5)
    assert words_of(change) == "Unsubscribed from post.example/feed"
    assert (library.feeds(), all_of(library), library.counts().total) == ((), (), 0)
    undone = library.undo()
    assert undone is not None
    assert words_of(undone) == "Subscribed to post.example/feed again"
    assert (library.feeds(), library.counts(), all_of(library)) == before
    assert all(check.ok for check in library.doctor())


def test_saved_and_tagged_articles_stay_when_their_feed_goes(library: Library) -> None:
    """A bookmark is for ever."""
    deliver(library, *many(4))
    kept = all_of(library)[:2]
    library.save([kept[0].id])
    library.tag([kept[1].id], "later")
    library.unsubscribe(feed_of(library).id)
    assert titles(all_of(library)) == titles(kept)
    assert titles(all_of(library, SAVED)) == titles(kept)
    assert library.article(kept[0].id).prose.sections
    assert all(check.ok for check in library.doctor())


def test_an_empty_feed_can_be_unsubscribed_and_undone_too(library: Library) -> None:
    library.subscribe(POST)
    assert library.unsubscribe(feed_of(library).id).count == 0
    assert library.feeds() == ()
    assert library.undo() is not None
    assert feed_of(library).url == POST


def test_what_another_feed_delivers_too_stays_with_that_one(library: Library) -> None:
    """Until that one goes as well; whichever comes back brings it again."""
    shared = build_entry(url="https://post.example/talks")
    deliver(library, shared, build_entry("own", title="Only in the Post"))
    deliver(library, shared, feed=TIMES)
    library.unsubscribe(feed_of(library).id)
    assert titles(all_of(library)) == titles(all_of(library, feed_scope(library, TIMES)))
    assert titles(all_of(library)) == ["Talks open in Istanbul"]
    library.unsubscribe(feed_of(library, TIMES).id)
    assert all_of(library) == ()
    library.subscribe(TIMES)
    assert titles(all_of(library)) == ["Talks open in Istanbul"]
    assert all(check.ok for check in library.doctor())


def test_a_feed_that_newly_delivers_a_hidden_article_shows_it(library: Library) -> None:
    """It is in a feed one reads."""
    shared = build_entry(url="https://post.example/talks")
    deliver(library, shared)
    library.unsubscribe(feed_of(library).id)
    deliver(library, shared, feed=TIMES)
    assert titles(all_of(library, feed_scope(library, TIMES))) == ["Talks open in Istanbul"]
    assert library.counts().unread == 1
    assert all(check.ok for check in library.doctor())


def test_subscribing_again_brings_the_articles_back_as_they_were(library: Library) -> None:
    """A sync alone would take them for known."""
    deliver(library, *many(3))
    library.mark_read([all_of(library)[0].id])
    before = all_of(library)
    library.unsubscribe(feed_of(library).id)
    library.subscribe(POST)
    assert all_of(library) == before
    undone = library.undo()
    assert undone is not None
    assert undone.verb == "read", "there is no unsubscribing left to undo"


@pytest.mark.parametrize("url", OWN_FEEDS)
def test_a_feed_of_ours_cannot_be_given_up_nor_asked(library: Library, url: str) -> None:
    deliver(library, build_entry(), feed=url)
    own = feed_of(library, url).id
    for verb in (library.unsubscribe, library.pause):
        with pytest.raises(NotFound):
            verb(own)
    with library.database.read() as conn:
        assert subscriptions.askable(conn) == subscriptions.named(conn, [own]) == ()
        assert subscriptions.outlines(conn) == ()
        assert subscriptions.count(conn) == 0
    with pytest.raises(NotFound):
        library.rename_feed(FeedId(99), "x")


# ── looking after ─────────────────────────────────────────────────────────────────────────────


def test_a_title_of_ones_own_stands_until_it_is_taken_back(library: Library) -> None:
    library.subscribe(POST)
    assert words_of(library.rename_feed(feed_of(library).id, "The Post")) == f"{POST} is now The Post"
    with library.database.write() as conn:
        outcome = subscriptions.Outcome(feed_of(library).id, due_at=0, title="Harbour Post")
        subscriptions.record(conn, [outcome], 1)
    assert (feed_of(library).title, feed_of(library).own_title) == ("The Post", "The Post")
    library.rename_feed(feed_of(library).id, None)
    assert feed_of(library).title == "Harbour Post"


def test_folders_are_paths_without_empty_names(library: Library) -> None:
    feed = library.subscribe(POST, folder=" News //Europe/")
    assert feed.folder == "News/Europe"
    assert words_of(library.move_feed(feed.id, " ")).endswith("is now in no folder")
    assert feed_of(library).folder is None


def test_a_paused_feed_is_asked_by_no_sync_and_subscribing_again_ends_the_pause(library: Library) -> None:
    feed = library.subscribe(POST)
    assert words_of(library.pause(feed.id)) == f"Paused {POST}"
    assert feed_of(library).paused
    assert not library.has_due_feeds()
    library.subscribe(POST)
    assert library.has_due_feeds()


@pytest.mark.parametrize("typed", ["", "a b", "file:///etc/passwd", "exec:ls", "javascript:alert(1)"])
def test_what_is_no_web_address_is_refused(library: Library, typed: str) -> None:
    with pytest.raises(FetchError):
        library.subscribe(typed)
    assert library.feeds() == ()


def test_a_password_in_an_address_is_refused_and_not_repeated(library: Library) -> None:
    """It would be shown in every list of feeds."""
    with pytest.raises(FetchError, match="set user and password_command for https:") as refused:
        library.subscribe("https://ann:s3cret@post.example/feed")
    assert "s3cret" not in str(refused.value)


# ── lists of feeds ────────────────────────────────────────────────────────────────────────────

NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1, max_size=8
)
FEEDS = st.builds(
    OpmlFeed,
    url=st.integers(0, 30).map("https://post.example/{}".format),
    title=NAMES,
    folder=st.lists(NAMES | st.text("/\u2215\ufe0ea", min_size=1, max_size=6), max_size=3).map(tuple),
    site_url=st.none() | st.just("https://post.example/"),
    attributes=st.sampled_from([(), (("category", "/News"),), (("version", "RSS2"), ("x", "ü<"))]),
)


@settings(max_examples=costly(100))
@given(st.lists(FEEDS, max_size=8, unique_by=lambda feed: feed.url))
@example([OpmlFeed("https://post.example/", "Post", ("1/2", "1\u22152", "\u2215\ufe0e/\ufe0e\ufe0e"))])
def test_a_list_of_feeds_comes_out_as_it_went_in(feeds: list[OpmlFeed]) -> None:
    """Byte for byte: order, folders within folders, titles, and what only other readers understand."""
    listed = build_opml(OpmlDocument(parse_opml(build_opml(OpmlDocument(tuple(feeds)))).feeds, "dateline"))
    paths = user_paths()
    paths.database.unlink(missing_ok=True)
    library = Library.open(paths, clock=Clock())
    try:
        assert import_feeds(library.database, parse_opml(listed), 1) == (len(feeds), 0)
        assert export_opml(library.database) == listed
        assert import_feeds(library.database, parse_opml(listed), 1) == (0, len(feeds))
        assert export_opml(library.database) == listed
    finally:
        library.close()


def test_a_slash_in_a_folders_name_is_stored_as_ever(library: Library) -> None:
    """Folders that earlier versions stored keep reading as before."""
    listed = build_opml(OpmlDocument((OpmlFeed(POST, "Post", ("News", "TV/Radio")),), "dateline"))
    import_feeds(library.database, parse_opml(listed), 1)
    assert feed_of(library).folder == "News/TV\u2215Radio"
    assert export_opml(library.database) == listed


def test_a_list_says_where_feeds_stand_that_were_given_up(library: Library) -> None:
    """What comes back comes as the list has it, in its order too."""
    feeds = OpmlFeed(POST, "Post", ("News",), None, (("category", "x"),)), OpmlFeed(TIMES, "Times")
    import_feeds(library.database, OpmlDocument(feeds), 1)
    for feed in library.feeds():
        library.unsubscribe(feed.id)
    listed = build_opml(
        OpmlDocument((OpmlFeed(TIMES, "The Times", ("B",)), OpmlFeed(POST, "Post")), "dateline")
    )
    assert import_feeds(library.database, parse_opml(listed), 1) == (2, 0)
    assert export_opml(library.database) == listed


def test_importing_keeps_own_titles_and_folders(library: Library) -> None:
    """What one made of a feed is not undone by an older list."""
    library.subscribe(POST, "Mine", "Here")
    body = (
        f'<opml version="2.0"><body><outline text="There"><outline type="rss" text="Theirs" xmlUrl="{POST}"/>'
        f'<outline type="rss" text="Times" xmlUrl="{TIMES}"/></outline>'
        "</body></opml>"
    )
    assert import_feeds(library.database, parse_opml(body.encode()), 1) == (1, 1)
    assert (feed_of(library).title, feed_of(library).folder) == ("Mine", "Here")
    assert (feed_of(library, TIMES).title, feed_of(library, TIMES).folder) == ("Times", "There")


# ── which feeds to ask, and what they answered ────────────────────────────────────────────────

HOUR, DAY = 3_600, 86_400
AT = 1_750_000_000
URLS = ("https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/")


def stored(library: Library, feed: FeedId, *columns: str) -> tuple[object, ...]:
    """What a feed's row says."""
    with library.database.read() as conn:
        found: tuple[object, ...] = conn.execute(
            f"SELECT {', '.join(columns)} FROM feeds WHERE id = ?", (feed,)
        ).fetchone()
    return found


@pytest.fixture
def four(library: Library) -> list[FeedId]:
    """Four feeds one is subscribed to."""
    return [library.subscribe(url).id for url in URLS]


def recorded(library: Library, *outcomes: Outcome, now: int = AT) -> None:
    with library.database.write() as conn:
        subscriptions.record(conn, outcomes, now)


def test_those_that_have_waited_longest_are_asked_first(library: Library, four: list[FeedId]) -> None:
    """Not paused ones, nor those that are gone or were given up; the one of documents is no feed to ask."""
    library.import_files([], stdin=b"Words.\n\nMore words of a document.")
    fifth = library.subscribe("https://e.example/").id
    recorded(
        library,
        *(Outcome(feed, AT + hours * HOUR) for feed, hours in zip(four, (3, 1, 2, 1), strict=True)),
        Outcome(fifth, AT, error="gone", gone=True),
    )
    library.pause(four[2])
    with library.database.read() as conn:
        assert [one.id for one in subscriptions.askable(conn)] == [four[1], four[3], four[0]]
        assert [one.id for one in subscriptions.named(conn, [fifth, four[2], four[2], FeedId(99)])] == [
            fifth,
            four[2],
        ]
        assert subscriptions.count(conn) == 5
    library.unsubscribe(four[1])
    with library.database.read() as conn:
        assert [one.id for one in subscriptions.askable(conn)] == [four[3], four[0]]
        assert subscriptions.named(conn, [four[1]]) == ()
        assert subscriptions.count(conn) == 4
        assert not subscriptions.is_subscribed(conn, four[1])
        assert subscriptions.is_subscribed(conn, four[0])
        assert not subscriptions.is_subscribed(conn, FeedId(99))


@pytest.mark.parametrize(
    ("due_in", "held_for", "due", "held"),
    [
        (0, None, True, False),
        (1, None, False, False),
        (-DAY, None, True, False),
        (8 * DAY, None, False, False),
        (8 * DAY + 1, None, True, False),
        (0, 1, False, True),
        (0, 0, True, False),
        (0, -1, True, False),
        (0, 8 * DAY, False, True),
        (0, 8 * DAY + 1, True, False),
        (1, 1, False, True),
    ],
)
def test_a_feed_is_asked_when_its_time_has_come_and_its_server_lets_it(
    library: Library, four: list[FeedId], due_in: int, held_for: int | None, due: bool, held: bool
) -> None:
    """A moment further off than any wait was written by a clock that was wrong: it holds nothing up."""
    until = None if held_for is None else AT + held_for
    recorded(
        library, Outcome(four[0], AT + due_in, held_until=until, error="It is closed" if until else None)
    )
    with library.database.read() as conn:
        (one,) = subscriptions.named(conn, four[:1])
    assert (subscriptions.is_due(one, AT), subscriptions.is_held(one, AT)) == (due, held)


def test_an_answer_clears_what_failures_left(library: Library, four: list[FeedId]) -> None:
    """Failures are counted in a row, and the words of the last one kept: cleaned, in one line, cut."""
    feed = four[0]
    for number in (1, 2):
        recorded(library, Outcome(feed, AT + number, error="No\nanswer\x1b[0m " + "x" * 300), now=AT + number)
    failures, error, asked, success = stored(
        library, feed, "failures", "last_error", "asked_at", "last_success_at"
    )
    assert (failures, asked, success) == (2, AT + 2, None)
    assert str(error).startswith("No answer�[0m xxx")
    assert len(str(error)) == 200
    recorded(
        library, Outcome(feed, AT + 9, etag="e", last_modified="m", body_hash=b"h", ttl_s=60), now=AT + 5
    )
    with library.database.read() as conn:
        (one,) = subscriptions.named(conn, [feed])
    assert (one.failures, one.has_answered, one.due_at, one.held_until) == (0, True, AT + 9, None)
    assert (one.etag, one.last_modified, one.body_hash, one.ttl_s) == ("e", "m", b"h", 60)
    assert stored(library, feed, "last_error", "gone", "last_success_at") == (None, 0, AT + 5)
    recorded(library, Outcome(feed, AT + 9, error="no answer"))
    with library.database.read() as conn:
        (one,) = subscriptions.named(conn, [feed])
    assert (one.etag, one.body_hash, one.ttl_s) == ("e", b"h", 60), "what is known of it stays"


def test_what_a_feed_states_is_kept_until_it_states_something_else(
    library: Library, four: list[FeedId]
) -> None:
    """An answer without a title takes none away; the reader's own stands above it."""
    feed = four[0]

    def called() -> tuple[str, str | None]:
        one = next(one for one in library.feeds() if one.id == feed)
        return one.title, one.site_url

    assert called() == (URLS[0], None)
    recorded(library, Outcome(feed, AT, title=" The\nPost ", site_url="https://post.example/"))
    assert called() == ("The Post", "https://post.example/")
    recorded(library, Outcome(feed, AT))
    assert called() == ("The Post", "https://post.example/")
    library.rename_feed(feed, "Mine")
    recorded(library, Outcome(feed, AT, title="The Evening Post"))
    assert called() == ("Mine", "https://post.example/")
    library.rename_feed(feed, "  ")
    assert called()[0] == "The Evening Post"
    recorded(library, Outcome(feed, AT, title="x" * 400))
    assert len(called()[0]) == 300


def test_a_feed_moves_unless_another_has_the_address(library: Library, four: list[FeedId]) -> None:
    """Two feeds of one address would each bring everything."""
    recorded(library, Outcome(four[0], AT, moved_to="https://new.example/"))
    recorded(library, Outcome(four[1], AT, moved_to=URLS[2]))
    assert [feed.url for feed in sorted(library.feeds(), key=lambda feed: feed.id)] == [
        "https://new.example/",
        *URLS[1:],
    ]


def test_what_tells_the_entries_again_is_kept_with_the_body_it_is_of(
    library: Library, four: list[FeedId]
) -> None:
    recorded(library, Outcome(four[0], AT, remembered=b"one"), Outcome(four[1], AT))
    recorded(library, Outcome(four[0], AT))
    recorded(library, Outcome(four[1], AT, remembered=b""))
    with library.database.read() as conn:
        assert [subscriptions.sent_before(conn, feed) for feed in four[:3]] == [b"one", b"", b""]
    recorded(library, Outcome(four[0], AT, remembered=b"two"))
    with library.database.read() as conn:
        assert subscriptions.sent_before(conn, four[0]) == b"two"


def test_another_interval_counts_from_the_last_answer_on(library: Library, four: list[FeedId]) -> None:
    """Who makes it longer has not just been asked; one that fails keeps its growing pause."""
    recorded(library, Outcome(four[0], AT + HOUR, ttl_s=7), now=AT)
    recorded(library, Outcome(four[1], AT + HOUR, error="no answer"), now=AT)
    with library.database.write() as conn:
        for feed in four[:3]:
            subscriptions.reschedule(conn, feed, lambda ttl: 10 * HOUR + (ttl or 0))
    assert [stored(library, feed, "due_at") for feed in four[:3]] == [
        (AT + 10 * HOUR + 7,),
        (AT + HOUR,),
        (0,),
    ]


def test_a_pause_that_ends_lets_a_feed_be_asked_at_once(library: Library, four: list[FeedId]) -> None:
    """Also one that its server called gone, or asked us to leave alone."""
    feed = four[0]
    recorded(library, Outcome(feed, AT + DAY, error="gone", gone=True, held_until=AT + DAY))
    library.pause(feed)
    assert stored(library, feed, "paused", "gone", "due_at") == (1, 1, AT + DAY)
    library.pause(feed, paused=False)
    assert stored(library, feed, "paused", "gone", "due_at", "held_until") == (0, 0, 0, None)


@pytest.mark.parametrize(
    "verb",
    [
        lambda library, feed: library.unsubscribe(feed),
        lambda library, feed: library.pause(feed),
        lambda library, feed: library.rename_feed(feed, "x"),
        lambda library, feed: library.move_feed(feed, "x"),
        lambda library, feed: library.feed_settings(feed),
    ],
    ids=["unsubscribe", "pause", "rename", "move", "settings"],
)
def test_a_feed_that_was_given_up_is_not_found(library: Library, verb: object) -> None:
    feed = library.subscribe(URLS[0]).id
    library.unsubscribe(feed)
    with pytest.raises(NotFound, match="There is no such feed"):
        verb(library, feed)  # type: ignore[operator]
    with library.database.read() as conn:
        assert [(one.id, one.url) for one in given_up(conn)] == [(feed, URLS[0])]


def test_an_imported_feed_is_there_and_not_asked(library: Library) -> None:
    """An export brings its articles along, not its subscriptions; one that is there stays as it is."""
    with library.database.write() as conn:
        feed = ensure_feed(conn, URLS[0], "A", AT, subscribed=False)
        assert ensure_feed(conn, URLS[0], "B", AT) == feed
        other = ensure_feed(conn, URLS[1], None, AT)
    told = {one.id: (one.title, one.paused) for one in library.feeds()}
    assert told == {feed: ("A", True), other: (URLS[1], False)}
