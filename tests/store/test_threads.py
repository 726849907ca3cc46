"""Threads as they are kept: what the reader puts together or takes apart stays so, and can be undone."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.rules import check_counts
from tests.store.stories import NOW, POST, TIMES, Clock, all_of, build_entry, deliver, open_library, words_of
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.model.articles import ThreadMark
from tui.model.ids import ArticleId
from tui.model.scopes import Scope
from tui.store import retention, threads
from tui.store.schema import PAGE_BYTES
from tui.store.threads import PlacedArticle
from tui.store.times import to_seconds

NAMES = "abcdef"


def stories(library: Library, names: str = NAMES) -> dict[str, ArticleId]:
    """Store an article for each letter, every second one from another feed, in the order of the letters."""
    for number, name in enumerate(names):
        entry = build_entry(name, title=name, published_at=NOW - timedelta(hours=len(names) - number))
        deliver(library, entry, feed=(POST, TIMES)[number % 2])
    return ids(library)


def ids(library: Library) -> dict[str, ArticleId]:
    return {one.headline: one.id for one in all_of(library)}


def rows(library: Library) -> dict[str, int]:
    return {one.headline: one.row for one in all_of(library)}


def place(library: Library, first: Mapping[str, str], copies: Mapping[str, str] | None = None) -> None:
    """Place articles, each in the thread that another one began, or its own."""
    of, copied = rows(library), copies or {}
    with library.database.write() as conn:
        for name, other in first.items():
            copy = copied.get(name)
            reason = "Ruto, Nairobi" if name != other else ""
            threads.place(
                conn, PlacedArticle(of[name], of[other], of[copy] if copy else None, reason, b"t", ((7, 1),))
            )


def parted(library: Library) -> set[str]:
    """Return which articles stand together: their letters in order, a word a thread."""
    found: dict[int, str] = {}
    with library.database.read() as conn:
        for name, row in sorted(rows(library).items()):
            thread = threads.thread_of(conn, row)
            found[thread] = found.get(thread, "") + name
    return set(found.values())


def marks(library: Library) -> dict[str, ThreadMark | None]:
    return {one.headline: one.thread for one in all_of(library)}


def test_a_row_says_how_many_tell_its_story(library: Library) -> None:
    """And what stands alone says nothing; a copy whose article is in another thread is none here."""
    stories(library)
    place(library, {"a": "a", "b": "a", "c": "a", "d": "d", "e": "e"}, {"c": "a", "e": "a"})
    (thread,) = {mark.thread for mark in marks(library).values() if mark}
    expected = ThreadMark(thread, members=3, sources=1)
    found = marks(library)
    assert found["a"] == found["b"] == expected
    assert found["c"] is not None
    assert found["c"].is_copy
    assert (found["d"], found["e"], found["f"]) == (None, None, None)
    news = library.threads.of(ids(library)["a"])
    assert news is not None
    # The newest that is no copy stands for it.
    assert (news.headline.headline, news.members, news.sources, news.unread) == ("b", 3, 2, 3)
    assert library.threads.of(ids(library)["d"]) is None
    told = [(m.headline.headline, m.reason, m.copy_of) for m in library.threads.members(thread)]
    assert told == [("c", "Ruto, Nairobi", ids(library)["a"]), ("b", "Ruto, Nairobi", None), ("a", "", None)]
    listed = library.listing(Scope("thread", name=str(thread)))
    assert [one.headline for one in listed.window(0, 9)] == ["c", "b", "a"]
    assert library.search("envoys", scope=listed.scope, limit=9)[0].headline.thread is not None
    assert [one.headline for one in all_of(library, Scope("thread", name=str(rows(library)["d"])))] == ["d"]
    with pytest.raises(NotFound):
        library.listing(Scope("thread", name="999"))
    check_counts(library)


def test_what_was_placed_once_stays_though_its_text_changes(library: Library) -> None:
    stories(library)
    place(library, {"a": "a", "b": "a", "c": "c"})
    place(library, {"b": "b", "c": "a"})
    assert parted(library) == {"ab", "c", "d", "e", "f"}


def test_an_article_is_split_off_and_another_joined(library: Library) -> None:
    """Those that are split off together stay together; what is joined brings its thread, if that is asked."""
    of = stories(library)
    place(library, {"a": "a", "b": "a", "c": "a", "d": "d", "e": "d"})
    assert words_of(library.threads.split([of["a"], of["b"]])) == "Took 2 articles out of the thread"
    assert parted(library) == {"ab", "c", "de", "f"}
    assert words_of(library.threads.join([of["d"]], of["f"])) == "Put 1 article into the thread of “f”"
    assert parted(library) == {"ab", "c", "df", "e"}
    library.threads.join([of["a"]], of["d"], whole=True)
    assert parted(library) == {"abdf", "c", "e"}
    assert library.threads.join([of["b"]], of["f"]).count == 0
    assert library.threads.split([of["c"]]).count == 0
    for left in ({"ab", "c", "df", "e"}, {"ab", "c", "de", "f"}, {"abc", "de", "f"}):
        assert library.undo() is not None
        assert parted(library) == left
    assert library.undo() is None
    check_counts(library)


def test_the_thread_that_went_into_another_leads_there(library: Library) -> None:
    """Whoever has its list open goes on with what it became."""
    of = stories(library)
    place(library, {"a": "a", "b": "a", "c": "c", "d": "c"})
    scope = Scope("thread", name=str(rows(library)["a"]))
    library.threads.join([of["a"]], of["c"], whole=True)
    assert {one.headline for one in all_of(library, scope)} == set("abcd")
    library.undo()
    assert {one.headline for one in all_of(library, scope)} == set("ab")


def test_what_the_reader_put_is_moved_by_nobody_else(library: Library) -> None:
    """Not by what is found out later, and not by being looked at anew."""
    of = stories(library)
    place(library, {"a": "a", "b": "a", "c": "c", "d": "c", "e": "e"})
    library.threads.split([of["b"]])
    here = rows(library)
    with library.database.write() as conn:
        apart = threads.thread_of(conn, here["b"])
        assert not threads.move(conn, here["b"], here["a"], "Nairobi")
        assert not threads.move(conn, here["e"], apart, "Nairobi")
        assert threads.move(conn, here["c"], here["a"], "Nairobi")
        assert threads.move(conn, here["d"], here["a"], "Nairobi")
    place(library, {"b": "a"})
    assert parted(library) == {"acd", "b", "e", "f"}
    assert {one.headline for one in all_of(library, Scope("thread", name=str(here["c"])))} == set("acd")
    with library.database.write() as conn:
        assert threads.move(conn, here["a"], here["a"], "")
        assert not threads.move(conn, here["a"], here["a"], "")
    assert parted(library) == {"a", "b", "cd", "e", "f"}


def test_what_joined_since_stays_when_a_choice_is_undone(library: Library) -> None:
    of = stories(library)
    place(library, {"a": "a", "b": "b"})
    library.threads.join([of["a"]], of["b"])
    place(library, {"c": "b"})
    library.undo()
    assert parted(library) == {"a", "bc", "d", "e", "f"}


def test_the_thread_outlives_the_article_that_began_it(library: Library) -> None:
    """And its line goes with its last article."""
    of = stories(library)
    place(library, {"a": "a", "b": "a", "c": "a"})
    gone = rows(library)
    library.mark_read([*of.values()])
    later = to_seconds(NOW) + 10 * 86_400
    retention.remove(library.database, [gone["a"]], later)
    assert parted(library) == {"bc", "d", "e", "f"}
    place(library, {"d": "b"})
    with library.database.write() as conn:
        threads.place(conn, PlacedArticle(gone["e"], gone["a"]))
    assert parted(library) == {"bcde", "f"}
    assert marks(library)["e"] == ThreadMark(marks(library)["b"].thread, 4, 1)  # type: ignore[union-attr]
    retention.remove(library.database, [gone[name] for name in "bcde"], later)
    with library.database.read() as conn:
        assert conn.execute("SELECT count(*) FROM threads").fetchone() == (0,)
    check_counts(library)


def test_choices_outlive_the_file(library: Library) -> None:
    """What was found is found anew in what is made of a damaged file, and what was chosen stands."""
    of = stories(library)
    place(library, dict.fromkeys("abc", "a"))
    library.threads.split([of["b"]])
    library.threads.join([of["e"]], of["d"])
    library.close()
    with library.database.path.open("r+b") as file:
        file.write(random.Random(0).randbytes(PAGE_BYTES))
    made = open_library()
    assert made.notices
    assert parted(made) == set(NAMES)
    place(made, dict.fromkeys(NAMES, "a"))
    assert parted(made) == {"acf", "b", "de"}
    made.close()


def test_counts_that_are_wrong_are_found_and_put_right(library: Library) -> None:
    stories(library)
    place(library, {"a": "a", "b": "a", "c": "a"})
    with closing(sqlite3.connect(library.database.path)) as conn:
        conn.execute("UPDATE threads SET members = 9, sources = 5")
        conn.commit()
    assert len(library.look_after(lambda _done, _total: True)) == 1
    assert marks(library)["a"] == ThreadMark(marks(library)["b"].thread, 3, 1)  # type: ignore[union-attr]


STEP = st.tuples(
    st.sampled_from(("split", "join", "whole")), st.sets(st.sampled_from(NAMES), min_size=1, max_size=3)
)


@settings(max_examples=costly(30), deadline=None)
@given(
    first=st.lists(st.sampled_from(NAMES), min_size=len(NAMES), max_size=len(NAMES)),
    steps=st.lists(st.tuples(STEP, st.sampled_from(NAMES)), max_size=6),
)
def test_undoing_all_leaves_threads_as_they_were(
    first: Sequence[str], steps: Sequence[tuple[tuple[str, set[str]], str]]
) -> None:
    """Whatever was split and joined, in whatever order; and each thread holds no two choices."""
    library = open_library(Clock())
    with library.database.write() as conn:
        for table in ("thread_choices", "thread_traits", "thread_articles", "changes", "threads"):
            conn.execute(f"DELETE FROM {table}")
    of = ids(library) or stories(library)
    place(library, {name: min(name, other) for name, other in zip(NAMES, first, strict=True)})
    stood = [parted(library)]
    for (verb, names), into in steps:
        chosen = [of[name] for name in sorted(names)]
        desk = library.threads
        change = desk.split(chosen) if verb == "split" else desk.join(chosen, of[into], whole=verb == "whole")
        if change.count:
            stood.append(parted(library))
        assert not change.count or stood[-1] != stood[-2]
        check_choices(library)
    for before in stood[-2::-1]:
        library.undo()
        assert parted(library) == before
        check_choices(library)
    assert library.undo() is None
    with library.database.read() as conn:
        assert conn.execute("SELECT count(*) FROM thread_choices").fetchone() == (0,)
        assert conn.execute("SELECT count(*) FROM threads WHERE members = 0").fetchone() == (0,)
    library.close()


def check_choices(library: Library) -> None:
    """Those that were put together stand in one thread, and each thread has one such group at most."""
    sql = (
        "SELECT c.together, coalesce(t.thread, -1000 - a.row) FROM thread_choices AS c"
        " JOIN articles AS a ON a.id = c.article JOIN thread_articles AS t ON t.article = a.row"
    )
    with library.database.read() as conn:
        pairs = set(conn.execute(sql).fetchall())
        sums = conn.execute(
            "SELECT count(*) FROM threads AS h WHERE (members, sources) <>"
            " (SELECT count(*), count(DISTINCT source) FROM thread_articles WHERE thread = h.id)"
        ).fetchone()
    assert sums == (0,)
    assert len({together for together, _ in pairs}) == len(pairs) == len({thread for _, thread in pairs})
