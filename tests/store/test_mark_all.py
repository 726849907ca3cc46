"""Marking all read: what a list held at the keypress, whatever its date, and nothing that came after."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.stories import (
    NOW,
    POST,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    open_library,
)
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.library.lists import Listed, Listing
from tui.model.ids import FeedId
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.settings.config import Config

KYIV = Scope("entity", entity_kind="place", name="geonames:703448")
GRAIN = Scope("search", name="grain")
WORDS = ("grain in Kyiv", "grain", "Kyiv", "sport")

LISTS: dict[str, Callable[[Library], Listing]] = {
    "all": lambda library: library.listing(ALL),
    "unread": lambda library: library.listing(UNREAD),
    "saved": lambda library: library.listing(SAVED),
    "feed": lambda library: library.listing(feed_scope(library)),
    "name": lambda library: library.listing(KYIV),
    "saved search": lambda library: library.listing(GRAIN),
    "search": lambda library: library.search_listing("grain"),
    "search by a condition": lambda library: library.search_listing("feed:post"),
    "search by relevance": lambda library: library.search_listing("kyiv", order="relevance"),
    "search in a feed": lambda library: library.search_listing("grain", scope=feed_scope(library)),
    "search in a name": lambda library: library.search_listing("grain", scope=KYIV),
}

Story = tuple[int, str, int]
"""Which feed, words, and how many hours old it is."""
STORIES = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(WORDS), st.integers(0, 2_000)), min_size=1, max_size=9
)


def arrive(library: Library, stories: list[Story], wave: str) -> None:
    """Store and prepare stories, each under a title of its own."""
    for number, (feed, words, hours) in enumerate(stories):
        entry = build_entry(
            f"{wave}{number}",
            title=f"{wave}{number}",
            content=f"<p>All about {words} of {wave}{number}.</p>",
            published_at=NOW - timedelta(hours=hours),
        )
        deliver(library, entry, feed=(POST, TIMES)[feed])
    library.prepare()


def unread(library: Library) -> set[str]:
    return {headline.headline for headline in all_of(library) if not headline.read}


def in_list(listing: Listing) -> set[str]:
    return {headline.headline for headline in listing.window(0, 1_000)}


@settings(max_examples=costly(40))
@given(st.sampled_from(sorted(LISTS)), STORIES, STORIES, st.sets(st.integers(0, 8)))
def test_what_stays_unread_is_what_was_not_listed(
    kind: str, before: list[Story], after: list[Story], picked: set[int]
) -> None:
    """Old news may arrive last: the order of dates says nothing of what a reader has seen."""
    library = open_library()
    try:
        arrive(library, [(0, "grain in Kyiv", 5), *before], "before")
        headlines = all_of(library)
        library.save([headline.id for n, headline in enumerate(headlines) if n in picked])
        library.mark_read([headline.id for n, headline in enumerate(headlines) if n + 1 in picked])
        was_unread, listing = unread(library), LISTS[kind](library)
        held = in_list(listing)
        arrive(library, after, "after")
        change = library.mark_all_read(listing.listed)
        assert unread(library) == (was_unread - held) | {f"after{number}" for number in range(len(after))}
        assert change.count == len(was_unread & held)
        if change.count:
            library.undo()
        assert {title for title in unread(library) if title.startswith("before")} == was_unread
    finally:
        library.close()
        shutil.rmtree(library.paths.data_dir)


def test_feeds_of_different_ages_are_marked_whole(library: Library) -> None:
    """The older feed came last and stands below: its rows are the highest."""
    deliver(library, *(build_entry(f"n{n}", title=f"New {n}") for n in range(5)))
    old = NOW - timedelta(days=900)
    deliver(
        library, *(build_entry(f"o{n}", title=f"Old {n}", published_at=old) for n in range(5)), feed=TIMES
    )
    assert library.mark_all_read(library.listing(ALL).listed).count == 10
    assert library.counts().unread == 0


def test_all_hits_of_a_search_are_marked_not_only_those_looked_at(library: Library) -> None:
    """A list of hits grows as one goes down in it; what it is a list of does not."""
    deliver(library, *(build_entry(f"g{n}", title=f"Grain {n}") for n in range(450)))
    found = library.search_listing("grain")
    assert len(found.window(0, 20)) == 20
    assert not found.complete
    assert library.mark_all_read(found.listed).count == 450
    assert library.undo().count == 450  # type: ignore[union-attr]


def test_a_refreshed_list_holds_what_has_come(library: Library) -> None:
    """What is shown is what the key is for."""
    deliver(library, build_entry("one"))
    listing = library.listing(ALL)
    deliver(library, build_entry("two"), feed=TIMES)
    listing.refresh()
    assert library.mark_all_read(listing.listed).count == 2


def test_a_row_that_was_removed_since_is_not_mistaken_for_the_next_arrival(library: Library) -> None:
    """What a list held last is pruned before the key is pressed, and something else arrives."""
    old = build_entry("two", title="Old", content="<p>Old words.</p>", published_at=NOW - timedelta(days=800))
    deliver(library, build_entry("one"))
    deliver(library, old, now=NOW - timedelta(days=800))
    library.mark_read([headline.id for headline in all_of(library)])
    listing = library.listing(ALL)
    rules = library.rules
    assert rules.prune(rules.prune_plan(Config(), days=100)) == 1
    assert len(all_of(library)) == 1
    deliver(library, build_entry("three", title="Three"))
    assert library.mark_all_read(listing.listed).count == 0
    assert unread(library) == {"Three"}


def test_several_lists_are_one_change(library: Library) -> None:
    """A folder of feeds, one of whose stories another has too: one key, one undo."""
    same = {"title": "Shared", "url": "https://world.example/shared"}
    deliver(library, build_entry("a"), build_entry("s", **same))  # type: ignore[arg-type]
    deliver(library, build_entry("b"), build_entry("s", **same), feed=TIMES)  # type: ignore[arg-type]
    total = library.counts().unread
    newest = library.newest_arrival()
    held = [library.listing(feed_scope(library, url)).listed for url in (POST, TIMES)]
    assert {one.newest for one in held} == {newest}
    assert library.mark_all_read(*held).count == total
    assert library.undo().count == total  # type: ignore[union-attr]
    assert library.counts().unread == total


def test_a_search_counts_back_from_when_it_was_made(library: Library, clock: Clock) -> None:
    """A list of the last day that has stood there since yesterday still holds what it shows."""
    deliver(library, build_entry("one", published_at=NOW - timedelta(hours=20)))
    found = library.search_listing("after:1d")
    assert found.total == 1
    clock.tick(days=3)
    assert library.mark_all_read(found.listed).count == 1


def test_what_stands_in_view_is_marked_though_it_came_later(library: Library) -> None:
    """Moving in a list shows what is stored by then: the eye knows of it before the count does."""
    deliver(library, build_entry("one"))
    listing = library.listing(ALL)
    deliver(library, build_entry("two", title="Two"), build_entry("three", title="Three"), feed=TIMES)
    seen = next(headline for headline in all_of(library) if headline.headline == "Two")
    assert library.mark_all_read(replace(listing.listed, also=frozenset((seen.row,)))).count == 2
    assert unread(library) == {"Three"}


@pytest.mark.parametrize(
    "scope", [Scope("feed", feed_id=FeedId(99)), Scope("entity", entity_kind="person", name="nobody")]
)
def test_a_list_that_is_gone_is_said_to_be(library: Library, scope: Scope) -> None:
    """Nothing is marked then."""
    deliver(library, build_entry("one"))
    with pytest.raises(NotFound):
        library.mark_all_read(Listed(ALL, library.newest_arrival()), Listed(scope, 9))
    assert library.counts().unread == 1
