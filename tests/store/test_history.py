"""What was opened, the last first; and stories by who wrote them."""

from __future__ import annotations

import pytest

from tests.store.stories import Clock, all_of, build_entry, deliver, found, many, open_library, titles
from tui.library.frontdesk import Library
from tui.library.lists import ListView
from tui.model.articles import Headline
from tui.model.scopes import HISTORY


@pytest.fixture
def library(clock: Clock) -> Library:
    opened = open_library(clock)
    deliver(opened, *many(8))
    return opened


def read(library: Library, clock: Clock, *numbers: int) -> None:
    """Open stories one after the other, a minute each."""
    by_title = {headline.headline: headline.id for headline in all_of(library)}
    for number in numbers:
        clock.tick(minutes=1)
        library.note_opened(by_title[f"Story {number}"], read=number % 2 == 0)


def test_what_was_opened_comes_last_first_read_or_not(library: Library, clock: Clock) -> None:
    """Each story once, as it was opened last; however old it is."""
    assert library.listing(HISTORY).total == 0
    read(library, clock, 5, 2, 7, 2, 0)
    listing = library.listing(HISTORY)
    assert titles(listing.window(0, 9)) == ["Story 0", "Story 2", "Story 7", "Story 5"]
    assert listing.total == 4
    assert [listing.index_of(headline) for headline in listing.window(0, 9)] == [0, 1, 2, 3]
    assert [headline.read for headline in listing.window(0, 9)] == [True, True, False, False]
    assert listing.index_of(all_of(library)[1]) is None


def test_what_is_opened_again_stays_where_it_stood_until_the_list_is_made_anew(
    library: Library, clock: Clock
) -> None:
    """Whoever goes through it would else be thrown to its top with each story."""
    read(library, clock, 3, 4, 5, 6)
    listing = library.listing(HISTORY)
    before = titles(listing.window(0, 9))
    read(library, clock, 4, 1)
    listing.refresh()
    assert titles(listing.window(0, 9)) == before == ["Story 6", "Story 5", "Story 4", "Story 3"]
    assert listing.total == 4
    assert [listing.index_of(headline) for headline in listing.window(0, 9)] == [0, 1, 2, 3]
    assert titles(library.listing(HISTORY).window(0, 9)) == [
        "Story 1",
        "Story 4",
        *[t for t in before if t != "Story 4"],
    ]


def test_its_neighbours_and_its_parts_go_by_when_it_was_opened(library: Library, clock: Clock) -> None:
    read(library, clock, 1, 5, 3)
    listing = library.listing(HISTORY)
    first, second, third = listing.window(0, 9)
    assert library.neighbour(first, HISTORY, 1) == second
    assert library.neighbour(third, HISTORY, -2) == first
    walked, here = list[Headline](), library.next_unread(None, HISTORY)
    while here is not None:
        walked.append(here)
        here = library.next_unread(here, HISTORY)
    assert titles(walked) == ["Story 3", "Story 5", "Story 1"]
    assert titles(library.listing(HISTORY, ListView("oldest")).window(0, 9)) == [
        "Story 1",
        "Story 5",
        "Story 3",
    ]
    library.mark_all_read(*listing.part(1, before=False))
    assert {h.headline for h in all_of(library) if h.read} == {"Story 1"}
    library.mark_all_read(*listing.part(1, before=True))
    assert {h.headline for h in all_of(library) if h.read} == {"Story 1", "Story 3"}


def test_a_search_may_be_among_what_was_opened(library: Library, clock: Clock) -> None:
    read(library, clock, 1, 5)
    assert found(library, "is:opened") == {"Story 1", "Story 5"}
    assert found(library, "story -is:opened") == {f"Story {n}" for n in (0, 2, 3, 4, 6, 7)}
    assert titles(library.search_listing("story", scope=HISTORY).window(0, 9)) == ["Story 1", "Story 5"]


def test_stories_are_found_by_who_wrote_them(library: Library) -> None:
    """By any words of the byline, whatever the accents; the last one may go on while it is typed."""
    for name in ("Ann Reed", "Bob Reed and Zoë Stone", "Reedham Post"):
        deliver(library, build_entry(name, title=name, authors=(name,), content="<p>Nobody named Reed.</p>"))
    library.prepare()
    assert found(library, "author:reed ") == {"Ann Reed", "Bob Reed and Zoë Stone"}
    assert found(library, "author:reed") == {"Ann Reed", "Bob Reed and Zoë Stone", "Reedham Post"}
    assert found(library, 'author:"ann reed"') == {"Ann Reed"}
    assert found(library, "author:zoe nobody") == {"Bob Reed and Zoë Stone"}
    assert found(library, "-author:reed nobody") == {"Reedham Post"}
    assert found(library, "author:nobody") == set()
