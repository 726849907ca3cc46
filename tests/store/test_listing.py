"""Lists by row number over a database that pages by key."""

from __future__ import annotations

import random

import pytest

from tests.store.stories import (
    EVERYTHING,
    NOW,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    many,
    titles,
)
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.model.ids import FeedId
from tui.model.scopes import ALL, SAVED, UNREAD, Scope


def fill(library: Library) -> None:
    """Store forty articles in two feeds, some with the same date, some read, saved, tagged, shared."""
    shared = [build_entry(f"s{i}", title=f"Shared {i}", url=f"https://x.example/{i}") for i in range(4)]
    deliver(library, *many(25), *shared)
    deliver(library, *[build_entry(f"t{i}", title=f"Times {i}") for i in range(11)], *shared, feed=TIMES)
    ids = [headline.id for headline in all_of(library)]
    library.mark_read(ids[::3])
    library.save(ids[::4])
    library.tag(ids[::7], "later")


SCOPES = ["all", "unread", "saved", "feed", "shared feed", "tag"]


def scope_named(library: Library, name: str) -> Scope:
    match name:
        case "feed":
            return feed_scope(library)
        case "shared feed":
            return feed_scope(library, TIMES)
        case "tag":
            return Scope("tag", name="later")
        case _:
            return Scope(name)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", SCOPES)
def test_any_window_is_a_piece_of_the_whole_list(library: Library, name: str) -> None:
    """However one jumps about: top, end, middle, back; anchors must never shift a row."""
    fill(library)
    scope = scope_named(library, name)
    whole = all_of(library, scope)
    assert [(h.listed_at, h.row) for h in whole] == sorted(
        ((h.listed_at, h.row) for h in whole), reverse=True
    )
    listing = library.listing(scope)
    assert listing.total == len(whole) > 4
    rng = random.Random(7)
    for _ in range(60):
        first, count = rng.randrange(len(whole) + 3), rng.randrange(12)
        assert listing.window(first, count) == whole[first : first + count]


@pytest.mark.parametrize("name", SCOPES)
def test_every_row_knows_its_number(library: Library, name: str) -> None:
    """A refresh keeps the cursor on its article by this."""
    fill(library)
    scope = scope_named(library, name)
    whole = all_of(library, scope)
    listing = library.listing(scope)
    order = list(enumerate(whole))
    random.Random(3).shuffle(order)
    for number, headline in order:
        listing.window(random.Random(number).randrange(len(whole)), 2)
        assert listing.index_of(headline) == number


@pytest.mark.parametrize("name", SCOPES)
def test_neighbours_and_next_unread_follow_the_list(library: Library, name: str) -> None:
    fill(library)
    scope = scope_named(library, name)
    whole = all_of(library, scope)
    unread = [headline for headline in whole if not headline.read]
    for number, headline in enumerate(whole):
        for step in (-3, -1, 1, 3):
            there = number + step
            expected = whole[there] if 0 <= there < len(whole) else None
            assert library.neighbour(headline, scope, step) == expected
        below = [other for other in whole[number + 1 :] if not other.read]
        above = [other for other in whole[:number] if not other.read]
        assert library.next_unread(headline, scope) == (below[0] if below else None)
        assert library.next_unread(headline, scope, backwards=True) == (above[-1] if above else None)
    assert library.next_unread(None, scope) == unread[0]
    assert library.next_unread(None, scope, backwards=True) == unread[-1]


def test_an_empty_store_has_empty_lists(library: Library) -> None:
    for scope in (ALL, UNREAD, SAVED, Scope("tag", name="none")):
        listing = library.listing(scope)
        assert (listing.total, listing.window(0, 10), listing.complete) == (0, (), True)
        assert library.next_unread(None, scope) is None


def test_what_is_read_stays_in_the_list_of_unread_until_a_new_one(library: Library) -> None:
    """Nothing jumps away under the cursor; newsboat's readers expect it."""
    deliver(library, *many(6))
    listing = library.listing(UNREAD)
    rows = listing.window(0, 6)
    library.mark_read([rows[2].id])
    library.article(rows[4].id, mark=True)
    assert listing.refresh()
    assert titles(listing.window(0, 6)) == titles(rows)
    assert [h.read for h in listing.window(0, 6)] == [False, False, True, False, True, False]
    assert [listing.index_of(row) for row in rows] == list(range(6))
    library.undo()
    listing.refresh()
    assert [h.read for h in listing.window(0, 6)] == [False] * 4 + [True, False]
    assert listing.total == 6
    assert library.listing(UNREAD).total == 5


def test_two_lists_of_unread_do_not_mix(library: Library) -> None:
    deliver(library, *many(4))
    first = library.listing(UNREAD)
    library.mark_read([first.window(0, 1)[0].id])
    second = library.listing(UNREAD)
    first.refresh()
    second.refresh()
    assert (first.total, second.total) == (4, 3)


def test_refreshing_tells_whether_anything_was_written(library: Library, clock: Clock) -> None:
    """An idle reader draws nothing."""
    from tests.store.stories import open_library

    deliver(library, *many(3))
    listing = library.listing()
    assert not listing.refresh()
    other = open_library(clock)
    deliver(other, build_entry("late", title="Late", published_at=NOW))
    other.close()
    assert listing.refresh()
    assert titles(listing.window(0, 1)) == ["Late"]
    assert not listing.refresh()


def test_new_arrivals_do_not_move_rows_before_a_refresh(library: Library) -> None:
    """A sync never moves the reader's place."""
    deliver(library, *many(5))
    listing = library.listing()
    deliver(library, build_entry("late", title="Late", published_at=NOW))
    assert titles(listing.window(0, 5)) == [f"Story {i}" for i in range(5)]


def test_a_list_that_has_become_shorter_gives_fewer_rows(library: Library) -> None:
    deliver(library, *many(5))
    library.save([headline.id for headline in all_of(library)])
    listing = library.listing(SAVED)
    library.save([headline.id for headline in listing.window(2, 3)], saved=False)
    assert len(listing.window(0, 5)) == 2
    assert listing.window(4, 1) in ((), listing.window(1, 1))
    listing.refresh()
    assert listing.total == 2


def test_a_feed_or_name_that_is_not_there_is_not_found(library: Library) -> None:
    for scope in (
        Scope("feed", feed_id=FeedId(99)),
        Scope("entity", entity_kind="person", name="nobody at all"),
    ):
        with pytest.raises(NotFound):
            library.listing(scope)


def test_feeds_come_by_folder_and_the_documents_last(library: Library) -> None:
    library.import_files([], stdin=b"Words.\n\nMore words of a document.")
    for url, folder in (
        ("https://b.example/", None),
        ("https://a.example/", "News"),
        ("https://c.example/", None),
    ):
        deliver(library, build_entry(), feed=url)
        with library.database.write() as conn:
            conn.execute("UPDATE feeds SET folder = ? WHERE url = ?", (folder, url))
    assert [feed.title for feed in library.feeds()] == ["b.example/", "c.example/", "a.example/", "Documents"]


def test_an_article_is_found_by_its_beginning(library: Library) -> None:
    from tui.errors import Ambiguous

    deliver(library, *many(60))
    ids = [headline.id for headline in library.listing().window(0, EVERYTHING)]
    assert all(library.resolve(id_) == id_ for id_ in ids)
    assert library.resolve(f" {ids[0].upper()} ") == ids[0]
    with pytest.raises(NotFound):
        library.resolve("")
    with pytest.raises(NotFound):
        library.resolve("0")  # no digit of base32
    letter = next(id_[0] for id_ in ids if sum(other[0] == id_[0] for other in ids) > 1)
    with pytest.raises(Ambiguous) as told:
        library.resolve(letter)
    assert str(told.value).count("(Story") <= 5
