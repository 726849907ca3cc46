"""Folders as lists: the stories of all feeds in them, by key, each once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.stories import NOW, all_of, build_entry, deliver, feed_scope, found, open_library, titles
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.model.articles import Headline
from tui.model.scopes import Scope
from tui.store import lists

NEWS, EUROPE, TECH = (Scope("folder", name=path) for path in ("News", "News/Europe", "Tech"))
FEEDS = {
    "harbour": "News/Europe",
    "hill": "News/Europe",
    "world": "News",
    "newsroom": "Newsroom",
    "snake": "Tech",
}


@pytest.fixture
def library() -> Library:
    """Five feeds in folders with stories at odd moments, some of which several of them have."""
    opened = open_library()
    for number, (name, folder) in enumerate(FEEDS.items()):
        url = f"https://{name}.example/feed"
        own = [
            build_entry(
                f"{name}{i}",
                title=f"{name} {i}",
                published_at=NOW - timedelta(minutes=1 + (i * (number + 2) * 37) % 5_000),
            )
            for i in range(12)
        ]
        shared = [
            build_entry(
                f"s{i}",
                title=f"Shared {i}",
                url=f"https://x.example/{i}",
                published_at=NOW - timedelta(hours=i),
            )
            for i in range(3)
        ]
        deliver(opened, *own, *(shared if name in ("harbour", "snake", "hill") else ()), feed=url)
        feed = feed_scope(opened, url).feed_id
        assert feed is not None
        opened.move_feed(feed, folder)
    return opened


def expected(library: Library, path: str) -> list[str]:
    """Return what is to stand in a folder: put together of its feeds, without the list of a folder."""
    inside = [feed for feed in library.feeds() if feed.folder and (feed.folder + "/").startswith(path + "/")]
    whole: dict[str, Headline] = {}
    for feed in inside:
        whole |= {headline.id: headline for headline in all_of(library, Scope("feed", feed_id=feed.id))}
    return titles(sorted(whole.values(), key=lambda h: (h.listed_at, h.row), reverse=True))


@pytest.mark.parametrize("path", ["News", "News/Europe", "Tech", "Newsroom"])
def test_a_folder_lists_the_stories_of_its_feeds_and_of_folders_in_it(library: Library, path: str) -> None:
    """In the order of lists, each story once, though several of the feeds have it."""
    scope = Scope("folder", name=path)
    listing = library.listing(scope)
    right = expected(library, path)
    assert titles(all_of(library, scope)) == right
    assert listing.total == len(right)
    # From the end, from the middle, and back to each row.
    for first in (len(right) - 3, len(right) // 2, 1):
        window = library.listing(scope).window(first, 3)
        assert titles(window) == right[first : first + 3]
        assert [listing.index_of(headline) for headline in window] == list(range(first, first + len(window)))


def test_a_far_row_is_the_same_counted_or_walked_to(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a list of a million the middle is found by counting; from either end."""
    right = expected(library, "News")
    for sampled in (1, 2, 7, 256):
        monkeypatch.setattr(lists, "_WALKED_ACROSS", 0)
        monkeypatch.setattr(lists, "_SAMPLED", sampled)
        for first in range(len(right)):
            assert titles(library.listing(NEWS).window(first, 2)) == right[first : first + 2]


def test_the_unread_of_a_folder_are_stepped_through(library: Library) -> None:
    """Down and up; what is muted or read is passed over, crossposted stories too."""
    listed = all_of(library, EUROPE)
    library.mark_read([headline.id for headline in listed[::2]])
    library.rules.mute_words('"shared 1"')
    unread = [h.headline for h in listed[1::2] if h.headline != "Shared 1"]
    here, walked = library.next_unread(None, EUROPE), list[Headline]()
    while here is not None:
        walked.append(here)
        here = library.next_unread(here, EUROPE)
    assert titles(walked) == unread
    before = library.next_unread(walked[-1], EUROPE, backwards=True)
    assert before is not None
    assert before.headline == unread[-2]
    assert titles(all_of(library, EUROPE)) == [h.headline for h in listed if h.headline != "Shared 1"]
    assert library.listing(EUROPE).total == len(listed) - 1


def test_a_folder_is_marked_read_searched_and_exported_as_a_whole(library: Library) -> None:
    outside = {h.headline for h in all_of(library) if h.headline not in expected(library, "News")}
    library.mark_all_read(library.listing(NEWS).listed)
    assert {h.headline for h in all_of(library, Scope("unread"))} == outside
    assert {h.headline for h in library.search_listing("harbour", scope=NEWS).window(0, 99)} == {
        title for title in expected(library, "News") if "harbour" in title
    }
    assert not library.search_listing("snake", scope=NEWS).window(0, 99)
    assert [article.headline.headline for article in library.articles_to_export(TECH)] == expected(
        library, "Tech"
    )


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("folder:news", "News"),
        ("folder:europe", "News/Europe"),
        ('folder:"News/Europe"', "News/Europe"),
        ("folder:TECH", "Tech"),
    ],
)
def test_a_search_may_ask_for_a_folder(library: Library, query: str, path: str) -> None:
    """By its path or the end of it; so a search within a folder can be kept."""
    assert found(library, query) == set(expected(library, path))
    assert found(library, f"hill {query}") == {t for t in expected(library, path) if "hill" in t}


def test_a_search_for_a_folder_that_is_not_there_finds_nothing(library: Library) -> None:
    assert found(library, "folder:nowhere") == set()
    assert found(library, "-folder:news") == {h.headline for h in all_of(library)} - set(
        expected(library, "News")
    )


def test_a_folder_without_feeds_is_none(library: Library) -> None:
    with pytest.raises(NotFound, match="Nowhere"):
        library.listing(Scope("folder", name="Nowhere"))
    for feed in library.feeds():
        if feed.folder == "Tech":
            library.unsubscribe(feed.id)
    with pytest.raises(NotFound):
        library.listing(TECH)
