"""Saved searches: kept, counted, and walked like any list."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.rules import check_counts
from tests.store.stories import TIMES, all_of, build_entry, deliver, titles, words_of
from tui.errors import Ambiguous, DatelineError, NotFound
from tui.library.frontdesk import Library
from tui.library.rules import search_scope
from tui.model.scopes import Scope

GRAIN = Scope("search", name="grain")


@pytest.fixture
def stocked(library: Library) -> Library:
    """Six stories, three of them about grain, prepared."""
    deliver(library, *(build_entry(f"g{i}", title=f"Grain {i}", content="<p>x</p>") for i in range(3)))
    deliver(library, *(build_entry(f"s{i}", title=f"Sport {i}") for i in range(3)), feed=TIMES)
    library.prepare()
    return library


def test_a_search_is_kept_renamed_ordered_and_dropped(library: Library) -> None:
    """The reader's own order and names; nothing is final."""
    rules = library.rules
    assert words_of(rules.keep_search("Grain", "grain ports")) == "Saved the search “Grain”"
    rules.keep_search("Sport", "sport")
    rules.keep_search("Later", "tag:later")
    first, second, third = rules.searches()
    assert (first.name, first.query) == ("Grain", "grain ports")
    rules.move_search(third.number, -9)
    assert [one.name for one in rules.searches()] == ["Later", "Grain", "Sport"]
    assert rules.rename_search(second.number, "Games").name == "Games"
    with pytest.raises(DatelineError, match="already"):
        rules.rename_search(second.number, "grain")
    rules.drop_search(first.number)
    assert [one.name for one in rules.searches()] == ["Later", "Games"]
    assert words_of(library.undo()) == "Saved the search “Grain” again"
    assert [one.name for one in rules.searches()] == ["Later", "Grain", "Games"]


def test_keeping_a_name_again_changes_its_query_and_can_be_undone(library: Library) -> None:
    """One name, one search; what it was before is not lost."""
    library.rules.keep_search("Grain", "grain")
    library.rules.keep_search("GRAIN", "barley")
    assert [one.query for one in library.rules.searches()] == ["barley"]
    library.undo()
    assert [one.query for one in library.rules.searches()] == ["grain"]
    library.undo()
    assert library.rules.searches() == ()


def test_a_dropped_search_comes_back_beside_its_successor(library: Library) -> None:
    """Its name may have been given away meanwhile."""
    library.rules.keep_search("Grain", "grain")
    library.rules.drop_search(library.rules.searches()[0].number)
    with library.database.write() as conn:
        conn.execute("INSERT INTO searches (name, query, position) VALUES ('grain', 'barley', 9)")
    library.undo()
    assert [one.name for one in library.rules.searches()] == ["Grain (1)", "grain"]


@pytest.mark.parametrize(("name", "query"), [("", "grain"), (" ", "x"), ("x" * 101, "x"), ("Grain", " ")])
def test_a_search_needs_a_name_and_words(library: Library, name: str, query: str) -> None:
    """Neither may be empty."""
    with pytest.raises(DatelineError):
        library.rules.keep_search(name, query)


def test_a_search_is_found_by_what_was_typed(library: Library) -> None:
    """Its name, else the beginning of it, where that is clear."""
    library.rules.keep_search("Grain", "grain")
    library.rules.keep_search("Grain ports", "ports")
    library.rules.keep_search("Sport", "sport")
    assert library.rules.find_search("grain").query == "grain"
    assert library.rules.find_search("sp").query == "sport"
    with pytest.raises(Ambiguous, match="Grain, Grain ports"):
        library.rules.find_search("gr")
    with pytest.raises(NotFound):
        library.rules.find_search("x")


def test_it_is_counted_and_counted_anew_when_something_changed(stocked: Library) -> None:
    """What was counted is known as long as nothing was written."""
    stocked.rules.keep_search("Grain", "grain")
    (kept,) = stocked.rules.searches()
    assert stocked.rules.known_count(kept) is None
    counts = stocked.rules.count_anew(kept)
    assert (counts.total, counts.unread, counts.complete) == (3, 3, True)
    assert stocked.rules.known_count(kept) == counts
    stocked.mark_read([all_of(stocked, GRAIN)[0].id])
    assert stocked.rules.known_count(kept) is None
    assert stocked.rules.last_count(kept) == counts
    assert stocked.rules.count_anew(kept).unread == 2
    check_counts(stocked)


def test_no_more_than_enough_is_counted(stocked: Library) -> None:
    """Where there are very many, the newest are counted and it is said that there are more."""
    stocked.rules.keep_search("Grain", "grain")
    (kept,) = stocked.rules.searches()
    counts = stocked.rules.count(kept, 2)
    assert (counts.total, counts.unread, counts.complete) == (2, 2, False)
    assert stocked.rules.count(kept, 3).complete


@pytest.mark.parametrize("query", ["grain", "feed:post", "-sport", "is:unread grain", "grain OR barley"])
def test_it_is_walked_like_any_list(stocked: Library, query: str) -> None:
    """Next and previous, unread or not; through the index and along a list alike."""
    scope = Scope("search", name=query)
    listed = all_of(stocked, scope)
    assert titles(listed) == ["Grain 0", "Grain 1", "Grain 2"]
    for at, step in ((0, 1), (0, 2), (2, -1), (2, -2)):
        assert stocked.neighbour(listed[at], scope, step) == listed[at + step]
    assert stocked.neighbour(listed[2], scope, 1) is stocked.neighbour(listed[0], scope, -1) is None
    stocked.mark_read([listed[1].id])
    assert stocked.next_unread(None, scope) == listed[0]
    assert stocked.next_unread(listed[0], scope) == listed[2]
    assert stocked.next_unread(listed[2], scope, backwards=True) == listed[0]
    assert stocked.next_unread(None, scope, backwards=True) == listed[2]
    assert stocked.next_unread(listed[2], scope) is None


def test_all_in_it_is_marked_read_and_nothing_else(stocked: Library) -> None:
    """What arrived after the key was pressed stays unread; u brings all back."""
    listed = stocked.listing(GRAIN).listed
    deliver(stocked, build_entry("g9", title="Grain 9"))
    assert stocked.mark_all_read(listed).count == 3
    assert stocked.counts().unread == 4
    assert stocked.next_unread(None, GRAIN).headline == "Grain 9"  # type: ignore[union-attr]
    stocked.undo()
    assert stocked.counts().unread == 7


def test_it_can_be_searched_within(stocked: Library) -> None:
    """Unread only is a search like any other."""
    stocked.mark_read([all_of(stocked, GRAIN)[0].id])
    assert titles(stocked.search_listing("is:unread", scope=GRAIN).window(0, 9)) == ["Grain 1", "Grain 2"]
    assert titles(stocked.search_listing("sport", scope=GRAIN).window(0, 9)) == []
    assert [hit.headline.headline for hit in stocked.search("2", scope=GRAIN)] == ["Grain 2"]


def test_it_can_be_exported_whole(stocked: Library) -> None:
    """Page by page, like any list."""
    exported = [article.headline.headline for article in stocked.articles_to_export(GRAIN)]
    assert exported == ["Grain 0", "Grain 1", "Grain 2"]


def test_its_list_keeps_the_scope_and_marks_matches(stocked: Library) -> None:
    """A list of hits shows why each is in it."""
    stocked.rules.keep_search("Grain", "grain")
    listing = stocked.listing(search_scope(stocked.rules.searches()[0]))
    assert listing.scope == GRAIN
    assert listing.spans(0) == ((0, 5),)


def test_what_was_read_in_a_list_of_the_unread_stays_in_its_place(stocked: Library) -> None:
    """Else the next story would slip away from under the cursor; a new list is without it."""
    scope = Scope("search", name="grain is:unread")
    listing = stocked.listing(scope)
    first, second, third = listing.window(0, 9)
    stocked.note_opened(second.id)
    deliver(stocked, build_entry("g9", title="Grain 9", published_at=first.published_at))
    assert listing.refresh()
    assert titles(listing.window(0, 9)) == ["Grain 9", "Grain 0", "Grain 1", "Grain 2"]
    stocked.mark_read([third.id])
    stocked.mark_read([first.id])
    listing.refresh()
    assert titles(listing.window(0, 9)) == ["Grain 9", "Grain 0", "Grain 1", "Grain 2"]
    assert listing.index_of(third) == 3
    stocked.rules.mute_words('"grain 1"')
    listing.refresh()
    assert titles(listing.window(0, 9)) == ["Grain 9", "Grain 0", "Grain 2"]
    assert titles(stocked.listing(scope).window(0, 9)) == ["Grain 9"]


# ── against a list kept by hand ───────────────────────────────────────────────────────────────

NAMES = ("Grain", "Ports", "Sport", "Envoys")
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("keep"), st.sampled_from(NAMES), st.sampled_from(["grain", "rye", "x OR y"])),
        st.tuples(st.just("drop"), st.integers(0, 3), st.none()),
        st.tuples(st.just("move"), st.integers(0, 3), st.integers(-5, 5)),
        st.tuples(st.just("rename"), st.integers(0, 3), st.sampled_from(NAMES)),
    ),
    max_size=9,
)


@settings(max_examples=costly(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_searches_are_what_a_list_kept_by_hand_holds(
    library: Library, steps: list[tuple[str, str | int, str | int | None]]
) -> None:
    """New ones stand last, a name is given once, and what is kept or dropped can be taken back in turn."""
    rules = library.rules
    for one in rules.searches():
        rules.drop_search(one.number)
    kept: list[tuple[str, str]] = []
    for step in steps:
        match step:
            case ("keep", str(name), str(query)):
                rules.keep_search(name, query)
                at = next((n for n, (known, _) in enumerate(kept) if known == name), len(kept))
                kept[at : at + 1] = [(name, query)]
            case ("drop", int(at), _) if at < len(kept):
                rules.drop_search(rules.searches()[at].number)
                del kept[at]
            case ("move", int(at), int(by)) if at < len(kept):
                rules.move_search(rules.searches()[at].number, by)
                kept.insert(min(max(at + by, 0), len(kept) - 1), kept.pop(at))
            case ("rename", int(at), str(name)) if at < len(kept):
                number = rules.searches()[at].number
                if any(name == known for n, (known, _) in enumerate(kept) if n != at):
                    with pytest.raises(DatelineError, match="already"):
                        rules.rename_search(number, name)
                else:
                    rules.rename_search(number, name)
                    kept[at] = (name, kept[at][1])
            case _:
                continue
        assert [(one.name, one.query) for one in rules.searches()] == kept


def test_what_is_not_there_is_neither_renamed_nor_moved_nor_dropped(library: Library) -> None:
    """Another window may have dropped it."""
    library.rules.keep_search("Grain", "grain")
    (kept,) = library.rules.searches()
    library.rules.drop_search(kept.number)
    for verb in (
        lambda: library.rules.rename_search(kept.number, "Ports"),
        lambda: library.rules.move_search(kept.number, 1),
        lambda: library.rules.drop_search(kept.number),
    ):
        with pytest.raises(NotFound, match="There is no such saved search"):
            verb()
    assert library.rules.searches() == ()


@pytest.mark.parametrize(
    ("typed", "found"),
    [("grain", "Grain"), (" GRAIN ", "Grain"), ("grain p", "Grain ports"), ("s", "Sport")],
)
def test_a_name_in_full_goes_before_one_that_begins_so(library: Library, typed: str, found: str) -> None:
    for name in ("Grain ports", "Grain", "Sport"):
        library.rules.keep_search(name, "x")
    assert library.rules.find_search(typed).name == found


def test_of_many_that_begin_so_five_are_named_and_nothing_typed_is_none(library: Library) -> None:
    for number in range(7):
        library.rules.keep_search(f"Grain {number}", "x")
    with pytest.raises(Ambiguous) as told:
        library.rules.find_search("gr")
    assert str(told.value) == (
        "7 saved searches begin with 'gr': Grain 0, Grain 1, Grain 2, Grain 3, Grain 4."
    )
    with pytest.raises(NotFound, match="There is no saved search ''"):
        library.rules.find_search("")
