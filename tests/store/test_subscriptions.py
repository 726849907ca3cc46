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
from tui.model.ids import SEED_FEED_URL, FeedId
from tui.model.scopes import SAVED
from tui.sources.opml import OpmlDocument, OpmlFeed, build_opml, parse_opml
from tui.store import subscriptions
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


def test_the_feed_of_documents_cannot_be_given_up(library: Library) -> None:
    deliver(library, build_entry(), feed=SEED_FEED_URL)
    seeds = feed_of(library, SEED_FEED_URL).id
    for verb in (library.unsubscribe, library.pause):
        with pytest.raises(NotFound):
            verb(seeds)
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
