"""Lists with one row a thread: what stands in them, what is unfolded, and that a refresh keeps that."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.store.stories import all_of, deliver, many
from tests.store.test_threads import ids, place, stories
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.library.threadlists import ThreadListing
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.model.threads import ThreadRow

OF = {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e", "f": "e"}
"""The newest is `f`: threads of a, b, c and of e, f; `d` stands alone."""


@pytest.fixture
def listing(library: Library) -> ThreadListing:
    stories(library)
    place(library, OF)
    return library.threads.listing(ALL)


def shown(listing: ThreadListing) -> str:
    """The rows, a letter each; those below a thread's row in capitals."""
    rows = listing.window(0, 99)
    letters = (
        one.headline.upper() if listing.thread_row(at).is_member else one.headline
        for at, one in enumerate(rows)
    )
    return "".join(letters)


def marked(library: Library, parts: Sequence[object]) -> str:
    library.mark_all_read(*parts)  # type: ignore[arg-type]
    return "".join(sorted(one.headline for one in all_of(library) if one.read))


def test_a_thread_has_one_row_its_newest_article_in_the_list(
    library: Library, listing: ThreadListing
) -> None:
    assert shown(listing) == "fdc"
    assert (listing.total, listing.complete) == (3, True)
    of = ids(library)
    library.save([of["a"], of["b"]], True)
    assert shown(library.threads.listing(SAVED)) == "b"
    library.mark_read([of["f"], of["d"]])
    assert shown(library.threads.listing(UNREAD)) == "ec"
    assert shown(library.threads.listing(ALL, unread=True)) == "ec"
    with pytest.raises(NotFound):
        library.threads.listing(Scope("feed", feed_id=None))


def test_unfolded_it_has_its_other_articles_below_and_a_refresh_keeps_them(
    library: Library, listing: ThreadListing
) -> None:
    """Whatever comes above, and where the thread has another row by then."""
    listing.unfold(2)
    assert shown(listing) == "fdcBA"
    assert listing.thread_row(2) == ThreadRow(unfolded=True)
    assert listing.thread_row(3) == ThreadRow(is_member=True, reason="Ruto, Nairobi")
    of = {one.headline: one for one in all_of(library)}
    library.threads.join([of["d"].id], of["a"].id)
    assert listing.refresh()
    assert not listing.refresh()
    assert shown(listing) == "fdCBA"
    assert listing.index_of(of["a"]) == 4
    listing.fold(1)
    assert shown(listing) == "fd"
    # Of what has no row, its thread's.
    assert listing.index_of(of["a"]) == 1


def test_of_those_that_print_one_text_one_stands_for_all(library: Library) -> None:
    """Its own article, where that is there; unfolded, each has its row."""
    stories(library)
    place(library, dict.fromkeys("abcdef", "a"), {"b": "a", "c": "b", "e": "f", "d": "f"})
    listing = library.threads.listing(ALL)
    listing.unfold(0)
    # `d` and `e` print the row's own text: the newer of them stands there.
    assert shown(listing) == "fEA"
    assert [listing.thread_row(row).copies for row in range(3)] == [0, 1, 2]
    assert [one.headline for one in listing.folded(2)] == ["c", "b"]
    listing.unfold(2)
    assert shown(listing) == "fEACB"
    assert listing.thread_row(2) == ThreadRow(unfolded=True, is_member=True)
    listing.fold(2)
    assert shown(listing) == "fEA"


def test_whose_copies_came_later_stands_where_it_came_itself(library: Library) -> None:
    """By its own time, as all others."""
    stories(library)
    place(library, dict.fromkeys("abcdef", "a"), {"e": "b"})
    listing = library.threads.listing(ALL)
    listing.unfold(0)
    assert shown(listing) == "fDCBA"
    assert listing.thread_row(3).copies == 1


def test_the_next_unread_is_that_of_the_next_row(library: Library, listing: ThreadListing) -> None:
    """What is folded is not gone through: it tells the story that was read."""
    of = {one.headline: one for one in all_of(library)}
    library.mark_read([of["d"].id])
    listing.refresh()

    def following(name: str | None, *, backwards: bool = False) -> str | None:
        found = listing.next_unread(of[name] if name else None, backwards=backwards)
        return found.headline if found else None

    assert [following(None), following("f"), following("c")] == ["f", "c", None]
    assert [following("c", backwards=True), following("f", backwards=True)] == ["f", None]
    listing.unfold(0)
    assert following("f") == "e"


@pytest.mark.parametrize(("before", "read"), [(True, "ef"), (False, "abc")])
def test_what_stands_above_a_row_or_below_it_is_told(
    library: Library, listing: ThreadListing, before: bool, read: str
) -> None:
    """What is folded into those rows too."""
    assert marked(library, listing.part(1, before=before)) == read


def test_what_is_older_than_a_row_but_stands_above_it_is_not_below(library: Library) -> None:
    stories(library)
    place(library, {"a": "a", "f": "a", "e": "e", "b": "b"})
    listing = library.threads.listing(ALL)
    assert shown(listing) == "fedcb"
    assert marked(library, listing.part(1, before=False)) == "bcd"


def test_a_long_list_is_found_as_it_is_read(library: Library) -> None:
    """The first screen is not for waiting; at the end all are known."""
    deliver(library, *many(450))
    listing = library.threads.listing(ALL)
    assert (listing.total, listing.complete) == (200, False)
    assert len(listing.window(150, 60)) == 60
    assert not listing.complete
    assert len(listing.window(440, 60)) == 10
    assert (listing.total, listing.complete) == (450, True)
    assert {one.id for one in listing.window(0, 450)} == {one.id for one in all_of(library)}
