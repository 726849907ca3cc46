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
from tui.library.lists import Listed
from tui.library.rules import mute_scope
from tui.model.ids import ArticleId, FeedId
from tui.model.scopes import ALL, MUTED, SAVED, UNREAD, Scope
from tui.store import lists
from tui.store.headlines import LAST_ROW, headlines, last_row, rows_of


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


SETS = [*SCOPES, "muted", "mute", "person"]


def stocked(library: Library, name: str) -> Scope:
    """Fill the library, with names and a mute; return the scope of that name."""
    fill(library)
    deliver(
        library,
        *(build_entry(f"r{n}", title=f"Rubio {n}", content="<p>Marco Rubio spoke.</p>") for n in range(6)),
    )
    library.prepare()
    library.rules.mute_words("times")
    if name == "mute":
        return mute_scope(library.rules.mutes()[0])
    if name == "person":
        return Scope("entity", entity_kind="person", name="marco rubio")
    return MUTED if name == "muted" else scope_named(library, name)


@pytest.mark.parametrize("name", SETS)
def test_pages_by_key_are_the_whole_list_cut_up(library: Library, name: str) -> None:
    """Of whatever size; the way up gives the same keys; and keys are as far apart as their numbers."""
    scope = stocked(library, name)
    whole = [(story.listed_at, story.row) for story in all_of(library, scope)]
    assert len(whole) > 3
    with library.database.read() as conn:
        for size in (1, 3, len(whole) - 1, len(whole), len(whole) + 1):
            pages: list[int] = []
            key: lists.Key | None = lists.NEWEST
            while key is not None:
                page, key = lists.page(conn, scope, key, size)
                assert 0 < len(page) <= size
                pages += page
            assert pages == [row for _, row in whole]
        of = lists.key_list(conn, scope)
        assert of.keys(conn, lists.NEWEST, EVERYTHING) == whole
        assert of.keys(conn, lists.OLDEST, EVERYTHING, downwards=False) == whole[::-1]
        assert of.total(conn) == len(whole)
        for number, here in enumerate(whole):
            assert of.keys(conn, here, 3) == whole[number : number + 3]
            assert of.keys(conn, here, 3, downwards=False) == whole[: number + 1][::-1][:3]
            assert of.keys(conn, here, 2, skip=2) == whole[number + 2 : number + 4]
            assert of.distance(conn, whole[0], here) == number
            assert of.distance(conn, lists.NEWEST, here) == number
            assert lists.key_of(conn, here[1]) == here
        assert lists.key_of(conn, 99_999) == lists.NEWEST


@pytest.mark.parametrize("name", SETS)
def test_what_arrived_unread_until_a_moment_is_what_is_marked(library: Library, name: str) -> None:
    """Whatever its date: rows rise with arrival, and what came later is nobody's to mark."""
    scope = stocked(library, name)
    unread = [story.row for story in all_of(library, scope) if not story.read]
    with library.database.read() as conn:
        for newest in (0, *sorted(unread), 99_999):
            rows = lists.unread_rows(conn, scope, newest)
            assert sorted(rows) == sorted(row for row in unread if row <= newest)
            assert len(set(rows)) == len(rows)


@pytest.mark.parametrize("count", [50, 51])
def test_what_is_exported_is_the_whole_list(library: Library, count: int) -> None:
    """Pages of fifty: none is doubled and none lost where one ends with the list."""
    deliver(library, *many(count))
    exported = [article.headline.headline for article in library.articles_to_export(ALL)]
    assert exported == [f"Story {n}" for n in range(count)]


def test_rows_come_in_the_order_asked_for_and_those_that_are_gone_are_left_out(library: Library) -> None:
    deliver(library, *many(4))
    rows = [story.row for story in all_of(library)]
    with library.database.read() as conn:
        assert [story.row for story in headlines(conn, [rows[2], 999, rows[0]])] == [rows[2], rows[0]]
        assert headlines(conn, []) == ()
        ids = [story.id for story in all_of(library)]
        assert rows_of(conn, [ids[1], ids[0], ids[1]]) == (rows[1], rows[0])
        with pytest.raises(NotFound, match="There is no article nothing00000"):
            rows_of(conn, [ids[0], ArticleId("nothing00000")])


def test_the_highest_row_outlives_the_article_that_had_it(library: Library) -> None:
    """Deliveries, the journal and a list on the screen know articles by row: nobody else may get it."""
    with library.database.read() as conn:
        assert last_row(conn) == 0
    deliver(library, *many(3))
    highest = max(story.row for story in all_of(library))
    with library.database.write() as conn:
        assert last_row(conn) == highest
        conn.execute(
            "INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (LAST_ROW, str(highest + 9))
        )
        assert last_row(conn) == highest + 9


def test_marking_very_many_read_leaves_a_list_of_the_unread_empty(library: Library) -> None:
    """Whoever marks all as read wants an empty list; whoever reads a thousand one by one keeps his place."""
    deliver(library, *many(1_003))
    listing = library.listing(UNREAD)
    ids = [story.id for story in listing.window(0, EVERYTHING)]
    library.mark_read(ids[:2])
    listing.refresh()
    assert listing.total == 1_003
    library.mark_read(ids[2:])
    listing.refresh()
    assert (listing.total, [story.id for story in listing.window(0, 9)]) == (2, ids[:2])
    library.undo()
    listing.refresh()
    library.mark_read(ids[2:1_002])
    listing.refresh()
    assert listing.total == 1_003


@pytest.mark.parametrize("name", SCOPES)
def test_a_scopes_list_matches_nothing_and_holds_what_was_there(library: Library, name: str) -> None:
    """What a widget asks of any list: no words are lit where none was asked for."""
    fill(library)
    scope = scope_named(library, name)
    listing = library.listing(scope)
    assert (listing.scope, listing.complete) == (scope, True)
    assert (listing.spans(0), listing.excerpt(0)) == ((), ("", ()))
    newest = library.newest_arrival()
    assert listing.listed == Listed(scope, newest)
    deliver(library, build_entry("late", title="Late"))
    assert listing.listed.newest == newest
    assert library.newest_arrival() > newest
    listing.refresh()
    assert listing.listed.newest == library.newest_arrival()
