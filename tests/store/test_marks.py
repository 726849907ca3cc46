"""Read, saved, tagged, and taken back."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.stories import NOW, Clock, all_of, build_entry, deliver, feed_scope, many, titles, words_of
from tui.errors import DatelineError, NotFound
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.store import connection


def ids_of(library: Library) -> list[ArticleId]:
    return [headline.id for headline in all_of(library)]


def state_of(library: Library) -> list[tuple[str, bool, bool, tuple[str, ...]]]:
    return [(h.id, h.read, h.saved, h.tags) for h in all_of(library)]


def test_a_change_counts_what_really_changed(library: Library) -> None:
    """Undo must not touch what was so before."""
    deliver(library, *many(4))
    ids = ids_of(library)
    assert library.mark_read(ids[:2]).count == 2
    change = library.mark_read(ids)
    assert (change.count, words_of(change), set(change.ids)) == (2, "Marked 2 articles read", set(ids[2:]))
    assert library.mark_read(ids).count == 0
    undone = library.undo()
    assert undone is not None
    assert words_of(undone) == "Marked 2 articles unread again"
    assert library.counts().unread == 2


def test_a_change_of_thousands_is_told_as_the_list_counts_them(library: Library) -> None:
    """The title above says 1,200."""
    deliver(library, *many(1_200))
    assert words_of(library.mark_read(ids_of(library))) == "Marked 1,200 articles read"


def test_undoing_goes_back_one_change_at_a_time(library: Library) -> None:
    deliver(library, *many(3))
    ids = ids_of(library)
    before = state_of(library)
    library.mark_read(ids[:1])
    library.save(ids[1:])
    library.tag(ids[:2], "later")
    library.tag(ids[:1], "later", on=False)
    library.save(ids[2:], saved=False)
    library.mark_read(ids[:1], read=False)
    texts = [words_of(change) for _ in range(6) if (change := library.undo())]
    assert texts == [
        "Marked 1 article read again",
        "Saved 1 article again",
        "Tagged 1 article “later” again",
        "Took the tag “later” off 2 articles again",
        "Took 2 articles out of Saved again",
        "Marked 1 article unread again",
    ]
    assert state_of(library) == before
    assert library.undo() is None


def test_undoing_a_lost_bookmark_gives_its_date_back(library: Library, clock: Clock) -> None:
    """Exports and sync tell when a story was saved."""
    deliver(library, build_entry())
    (id_,) = ids_of(library)
    library.save([id_])
    clock.tick(days=3)
    library.save([id_], saved=False)
    library.undo()
    assert library.article(id_).saved_at == NOW


MARKS = st.lists(
    st.tuples(
        st.sampled_from(["read", "unread", "save", "unsave", "tag", "untag"]),
        st.sets(st.integers(0, 4), min_size=1),
    ),
    max_size=8,
)


@settings(max_examples=costly(25), deadline=None)
@given(MARKS)
def test_any_row_of_marks_is_taken_back_exactly(marks: list[tuple[str, set[int]]]) -> None:
    """After as many undos as there were changes, all is as before, and the counts are right."""
    from tests.store.stories import open_library

    library = open_library()
    try:
        deliver(library, *many(5))
        library.save(ids_of(library), saved=False)
        while library.undo():
            pass
        before, ids = state_of(library), ids_of(library)
        for verb, rows in marks:
            chosen = [ids[i] for i in rows]
            if verb in ("read", "unread"):
                library.mark_read(chosen, verb == "read")
            elif verb in ("save", "unsave"):
                library.save(chosen, verb == "save")
            else:
                library.tag(chosen, "x", verb == "tag")
        assert all(check.ok for check in library.doctor() if check.name == "counts")
        while library.undo():
            pass
        assert state_of(library) == before
    finally:
        library.close()


def test_marking_all_spares_what_the_reader_has_not_seen(library: Library) -> None:
    """What a sync brings between the look and the key stays unread."""
    deliver(library, *many(3))
    listed = library.listing(ALL).listed
    deliver(library, build_entry("late", title="Late"))
    assert library.mark_all_read(listed).count == 3
    assert titles(all_of(library, UNREAD)) == ["Late"]


def test_marking_a_feed_read_leaves_the_others(library: Library) -> None:
    deliver(library, *many(2))
    deliver(library, build_entry("other"), feed="https://other.example/feed")
    assert library.mark_all_read(library.listing(feed_scope(library)).listed).count == 2
    assert library.counts().unread == 1


def test_tagging_saves_and_a_lost_tag_does_not_unsave(library: Library) -> None:
    deliver(library, *many(2))
    ids = ids_of(library)
    library.tag(ids, "Peace  talks")
    assert library.tags() == (("Peace talks", 2),)
    assert library.counts().saved == 2
    library.tag(ids[:1], "peace talks", on=False)
    assert library.tags() == (("Peace talks", 1),)
    assert library.counts().saved == 2
    assert titles(all_of(library, Scope("tag", name="PEACE TALKS"))) == titles(all_of(library, SAVED))[1:]


@pytest.mark.parametrize("name", ["", "  ", "x" * 101])
def test_a_tag_without_a_sensible_name_is_refused(library: Library, name: str) -> None:
    deliver(library, build_entry())
    with pytest.raises(DatelineError, match="tag"):
        library.tag(ids_of(library), name)


def test_opening_reads_but_is_no_change_to_undo(library: Library) -> None:
    """`u` after reading on takes the last mark back, not the reading."""
    deliver(library, *many(2))
    ids = ids_of(library)
    library.save(ids[:1])
    library.article(ids[1], mark=True)
    undone = library.undo()
    assert undone is not None
    assert undone.verb == "save"
    assert library.headline(ids[1]).read


def test_an_article_that_is_not_there_marks_nothing(library: Library) -> None:
    deliver(library, build_entry())
    with pytest.raises(NotFound):
        library.save([*ids_of(library), ArticleId("nothing00000")])
    assert library.counts().saved == 0


def test_the_place_one_stopped_at_is_remembered(library: Library) -> None:
    deliver(library, build_entry())
    (id_,) = ids_of(library)
    library.remember_position(id_, 0.4)
    assert library.article(id_).position == pytest.approx(0.4)
    library.remember_position(id_, 7)
    assert library.article(id_).position == 1


def test_marks_outlive_the_program(library: Library, clock: Clock) -> None:
    from tests.store.stories import open_library

    deliver(library, build_entry())
    library.tag(ids_of(library), "x")
    library.close()
    again = open_library(clock)
    assert [(h.saved, h.tags) for h in all_of(again, SAVED)] == [(True, ("x",))]
    assert again.undo() is not None
    again.close()


VERBS = {
    "mark_read": lambda lib, id_: lib.mark_read([id_]),
    "save": lambda lib, id_: lib.save([id_]),
    "tag": lambda lib, id_: lib.tag([id_], "later"),
    "undo": lambda lib, _: lib.undo(),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_mark_is_on_the_disk_when_the_verb_returns(
    library: Library, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    """SQLite waits for the disk with each of the reader's own marks (`synchronous` 2), not with others'."""
    deliver(library, build_entry("a"))
    (id_,) = (headline.id for headline in all_of(library))
    library.mark_read([id_], read=False)
    library.save([id_], saved=False)
    library.save([id_])
    library.save([id_], saved=False)
    waits: list[int] = []
    commit = connection.transaction

    def seen(conn: sqlite3.Connection, *rest: Any) -> Any:
        waits.append(conn.execute("PRAGMA synchronous").fetchone()[0])
        return commit(conn, *rest)

    monkeypatch.setattr(connection, "transaction", seen)
    VERBS[verb](library, id_)
    assert waits
    assert waits[0] == 2
    waits.clear()
    library.note_opened(id_)
    assert waits == [1]
