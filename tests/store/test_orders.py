"""Lists in other orders, and the unread of any list: the same stories, by key; what is read stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.store.stories import (
    NOW,
    POST,
    TIMES,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    find_known_names,
    open_library,
    titles,
)
from tui.library import orders
from tui.library.frontdesk import Library
from tui.library.lists import Listing, ListView, Order
from tui.model.articles import Headline
from tui.model.scopes import ALL, SAVED, UNREAD, Scope

NEWS, LATER = Scope("folder", name="News"), Scope("tag", name="later")
BODIES = (
    "<p>Nobody.</p>",
    "<p>Marco Rubio and Angela Merkel went to Kyiv.</p>",
    "<p>It rained in Paris.</p>",
)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    """Two feeds that share a story, one of them in a folder; every third is read, every fourth saved."""
    monkeypatch.setattr("tui.entities.extract_names", find_known_names)
    opened = open_library()
    shared = build_entry(
        "s", title="Shared", url="https://x.example/s", published_at=NOW - timedelta(hours=7)
    )
    for feed, every in ((POST, 2), (TIMES, 3)):
        own = [
            build_entry(
                f"{feed}{i}",
                title=f"{feed[8:12]} {i}",
                content=BODIES[i % 3],
                published_at=NOW - timedelta(hours=every * i + 1),
            )
            for i in range(9)
        ]
        deliver(opened, *own, shared, feed=feed)
    opened.prepare()
    times = feed_scope(opened, TIMES).feed_id
    assert times is not None
    opened.move_feed(times, "News")
    ids = [headline.id for headline in all_of(opened)]
    opened.mark_read(ids[::3])
    opened.save(ids[::4])
    opened.tag(ids[::2], "later")
    return opened


SCOPES: dict[str, Callable[[Library], Scope]] = {
    "all": lambda _: ALL,
    "unread": lambda _: UNREAD,
    "saved": lambda _: SAVED,
    "tag": lambda _: LATER,
    "folder": lambda _: NEWS,
    "feed": feed_scope,
}
TURNED: tuple[Order, ...] = ("oldest", "feed", "names")


def whole(listing: Listing) -> tuple[Headline, ...]:
    return listing.window(0, 1_000)


def names_in(library: Library, headline: Headline) -> int:
    names = library.article(headline.id).names
    return len(names.people) + len(names.places)


@pytest.mark.parametrize("unread", [False, True], ids=["every", "unread"])
@pytest.mark.parametrize("order", TURNED)
@pytest.mark.parametrize("which", SCOPES)
def test_another_order_has_the_same_stories(library: Library, which: str, order: Order, unread: bool) -> None:
    """Nothing is lost or won; windows and row numbers agree, from wherever they are asked."""
    scope = SCOPES[which](library)
    by_date = whole(library.listing(scope, ListView(unread=unread)))
    assert [h for h in by_date if h.read and unread] == []
    listing = library.listing(scope, ListView(order, unread))
    turned = whole(listing)
    assert listing.total == len(turned)
    assert sorted(h.id for h in turned) == sorted(h.id for h in by_date)
    for first in range(len(turned)):
        assert library.listing(scope, ListView(order, unread)).window(first, 2) == turned[first : first + 2]
        index = listing.index_of(turned[first])
        assert index is not None
        assert turned[index].id == turned[first].id
    if order == "oldest":
        assert turned == by_date[::-1]
    elif order == "names":
        counted = [names_in(library, headline) for headline in turned]
        assert counted == sorted(counted, reverse=True)
    else:
        feeds = [headline.feed for headline in turned if headline.headline != "Shared"]
        assert len([1 for one, other in pairwise(feeds) if one != other]) <= 1


@pytest.mark.parametrize("order", ["date", *TURNED])
@pytest.mark.parametrize("which", SCOPES)
def test_what_is_read_stays_in_a_list_of_the_unread_until_it_is_made_anew(
    library: Library, which: str, order: Order
) -> None:
    """Whoever steps through it would lose the place; what is marked all at once goes."""
    scope, view = SCOPES[which](library), ListView(order, unread=True)
    listing = library.listing(scope, view)
    before = whole(listing)
    library.mark_read([before[1].id, before[-1].id])
    listing.refresh()
    assert titles(whole(listing)) == titles(before)
    assert listing.total == len(before)
    assert [listing.index_of(headline) for headline in before] == [
        listing.index_of(h) for h in whole(listing)
    ]
    left = [h.id for h in before if h.id not in (before[1].id, before[-1].id)]
    assert {h.id for h in whole(library.listing(scope, view))} == set(left)


@pytest.mark.parametrize("order", ["date", *TURNED])
@pytest.mark.parametrize("which", SCOPES)
@pytest.mark.parametrize("row", [0, 1, 4, -1])
def test_what_stands_above_or_below_is_marked_read(
    library: Library, which: str, order: Order, row: int
) -> None:
    """And nothing else; one undo brings it back."""
    scope = SCOPES[which](library)
    listing = library.listing(scope, ListView(order))
    rows = whole(listing)
    row %= len(rows)
    unread = {h.id for h in all_of(library) if not h.read}
    for before, part in ((True, rows[:row]), (False, rows[row + 1 :])):
        change = library.mark_all_read(*listing.part(row, before=before))
        assert {h.id for h in all_of(library) if not h.read} == unread - {h.id for h in part}
        if change.is_something:
            library.undo()
        assert {h.id for h in all_of(library) if not h.read} == unread


@pytest.mark.parametrize("order", TURNED)
@pytest.mark.parametrize("which", SCOPES)
def test_the_next_unread_story_is_the_next_in_the_lists_own_order(
    library: Library, which: str, order: Order
) -> None:
    scope = SCOPES[which](library)
    listing = library.listing(scope, ListView(order))
    unread = [h for h in whole(listing) if not h.read]
    for step, path in ((False, unread), (True, unread[::-1])):
        walked, here = list[Headline](), listing.next_unread(None, backwards=step)
        while here is not None and len(walked) < 50:
            walked.append(here)
            here = listing.next_unread(here, backwards=step)
        assert titles(walked) == titles(path)


@pytest.mark.parametrize("row", [0, 2, 3, 5, -1])
@pytest.mark.parametrize("order", ["feed", "names"])
def test_beyond_what_is_sorted_a_list_goes_on_by_date(
    library: Library, monkeypatch: pytest.MonkeyPatch, order: Order, row: int
) -> None:
    """What no index holds in order is sorted as far as it is cheap."""
    monkeypatch.setattr(orders, "SORTED_BY_NAMES", 4)
    monkeypatch.setattr(orders, "SORTED_BY_FEED", 4)
    by_date = all_of(library, LATER)
    listing = library.listing(LATER, ListView(order))
    turned = whole(listing)
    assert turned[4:] == by_date[4:]
    assert {h.id for h in turned[:4]} == {h.id for h in by_date[:4]}
    assert [listing.index_of(h) for h in turned] == list(range(len(turned)))
    row %= len(turned)
    unread = {h.id for h in turned if not h.read}
    for before, part in ((True, turned[:row]), (False, turned[row + 1 :])):
        change = library.mark_all_read(*listing.part(row, before=before))
        assert {h.id for h in whole(listing) if not h.read} == unread - {h.id for h in part}
        if change.is_something:
            library.undo()
    walked, here = list[Headline](), listing.next_unread(None, backwards=False)
    while here is not None:
        walked.append(here)
        here = listing.next_unread(here, backwards=False)
    assert titles(walked) == [h.headline for h in turned if not h.read]


def test_a_search_has_its_oldest_first_too_and_marks_what_stands_above(library: Library) -> None:
    by_date = library.search_listing("post").window(0, 99)
    oldest = library.search_listing("post", order="oldest")
    assert oldest.window(0, 99) == by_date[::-1]
    assert oldest.complete
    assert (
        library.search_listing("is:unread", order="oldest").window(0, 99)
        == library.search_listing("is:unread").window(0, 99)[::-1]
    )
    for before, part in ((True, by_date[:3]), (False, by_date[4:])):
        listing = library.search_listing("post")
        listing.window(0, 9)
        unread = {h.id for h in all_of(library) if not h.read}
        library.mark_all_read(*listing.part(3, before=before))
        assert {h.id for h in all_of(library) if not h.read} == unread - {h.id for h in part}
        library.undo()


def test_each_list_keeps_how_it_is_shown(library: Library) -> None:
    library.views.keep(NEWS, ListView("oldest", unread=True))
    library.views.keep(LATER, ListView("feed"))
    assert library.views.of(NEWS) == ListView("oldest", unread=True)
    assert library.views.of(LATER) == ListView("feed")
    assert library.views.of(ALL) == ListView()
    library.views.keep(NEWS, ListView())
    assert library.views.of(NEWS) == ListView()
    library.set_setting("views of lists", '{"all": "sideways unread"}')
    assert library.views.of(ALL) == ListView(unread=True)
