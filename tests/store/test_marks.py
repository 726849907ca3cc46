"""Read, saved, tagged, and taken back."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
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
from tui.settings.config import Config
from tui.store import connection, marks


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


# ── what is written down ──────────────────────────────────────────────────────────────────────


def test_of_a_change_a_hundred_articles_are_named_the_newest_arrival_first(library: Library) -> None:
    """What a script is told; the rest is a number."""
    deliver(library, *many(120))
    ids = ids_of(library)
    change = library.save(ids)
    assert change.count == 120
    assert len(change.ids) == 100
    newest = sorted(all_of(library), key=lambda story: -story.row)
    assert change.ids == tuple(story.id for story in newest[:100])


def test_only_what_made_articles_read_is_what_was_read_since(library: Library) -> None:
    """By it a list of the unread keeps what was read in it: undone, saved and unread marks are none."""
    deliver(library, *many(4))
    stories = all_of(library)
    ids, rows = [story.id for story in stories], [story.row for story in stories]
    library.mark_read(ids[:1])
    with library.database.read() as conn:
        first = marks.newest_change(conn)
    library.save(ids)
    library.note_opened(ids[1])
    library.note_opened(ids[1])
    library.mark_read(ids[:2], read=False)
    library.mark_read(ids[2:])
    with library.database.read() as conn:
        assert [sorted(found) for _, found in marks.reads_since(conn, first)] == [[rows[1]], sorted(rows[2:])]
        assert [number for number, _ in marks.reads_since(conn, 0)] == sorted(
            number for number, _ in marks.reads_since(conn, 0)
        )
        assert list(marks.reads_since(conn, marks.newest_change(conn))) == []


def test_what_is_gone_is_passed_over_by_undo(library: Library, clock: Clock) -> None:
    """It counts what it brought back, not what there once was."""
    deliver(library, *many(3), now=NOW - timedelta(days=90))
    ids = ids_of(library)
    library.mark_read(ids)
    library.rules.prune(library.rules.prune_plan(Config(), articles=1))
    kept = ids_of(library)
    assert len(kept) < 3
    undone = library.undo()
    assert undone is not None
    assert (undone.count, set(undone.ids)) == (len(kept), set(kept))
    assert library.counts().unread == len(kept)


def test_a_tag_that_comes_back_was_put_on_when_it_was(library: Library, clock: Clock) -> None:
    """Each article's own moment, in whatever order they are untagged."""
    deliver(library, *many(2))
    ids = ids_of(library)
    library.tag(ids[:1], "later")
    clock.tick(hours=5)
    library.tag(ids[1:], "later")
    with library.database.read() as conn:
        before = conn.execute("SELECT article, tagged_at FROM tags ORDER BY article").fetchall()
    assert len({moment for _, moment in before}) == 2
    clock.tick(hours=5)
    library.tag(ids[::-1], "later", on=False)
    library.undo()
    with library.database.read() as conn:
        assert conn.execute("SELECT article, tagged_at FROM tags ORDER BY article").fetchall() == before


@pytest.mark.parametrize(
    ("had", "stated", "has"),
    [
        # what the store has; what the export states; what it has then: saved at, read, tags, place
        ({}, {}, (None, False, (), 0.0)),
        ({}, {"saved_at": 7, "read": True, "tags": ("a",), "position": 0.5}, (7, True, ("a",), 0.5)),
        ({"saved_at": 5}, {"saved_at": 7}, (5, False, (), 0.0)),
        ({"unread": 0}, {"read": False}, (None, True, (), 0.0)),
        ({"position": 0.8}, {"position": 0.3}, (None, False, (), 0.8)),
        ({}, {"tags": (" a  b ", "", " ")}, (None, False, ("a b",), 0.0)),
        ({}, {"tags": ("x" * 150,)}, (None, False, ("x" * 100,), 0.0)),
    ],
)
def test_marks_of_an_export_are_added_and_take_none_away(
    library: Library,
    had: dict[str, object],
    stated: dict[str, Any],
    has: tuple[int | None, bool, tuple[str, ...], float],
) -> None:
    """Whoever imports on a second machine loses nothing there; and there is nothing to be undone."""
    deliver(library, build_entry())
    (story,) = all_of(library)
    usual: dict[str, Any] = {"saved_at": None, "read": False, "tags": (), "position": 0.0}
    with library.database.write() as conn:
        for column, value in had.items():
            conn.execute(f"UPDATE status SET {column} = ?", (value,))
        marks.restore_marks(conn, story.row, now=9, **{**usual, **stated})
        saved_at, position = conn.execute("SELECT saved_at, position FROM status").fetchone()
        moments = [moment for (moment,) in conn.execute("SELECT DISTINCT tagged_at FROM tags")]
    (after,) = all_of(library)
    assert (saved_at, after.read, after.tags, position) == has
    assert moments in ([], [stated.get("saved_at", 9)])
    assert library.undo() is None


@pytest.mark.parametrize(
    ("tag", "kept"), [(" peace\ttalks\n", "peace talks"), ("x" * 100, "x" * 100), ("\x1b[31mred", "�[31mred")]
)
def test_a_tags_name_is_one_harmless_line(library: Library, tag: str, kept: str) -> None:
    deliver(library, build_entry())
    change = library.tag(ids_of(library), tag)
    assert change.what == kept
    assert library.tags() == ((kept, 1),)


@pytest.mark.parametrize(("given", "kept"), [(-0.5, 0.0), (0.0, 0.0), (0.25, 0.25), (1.0, 1.0), (9.0, 1.0)])
def test_a_place_in_an_article_lies_within_it(library: Library, given: float, kept: float) -> None:
    deliver(library, build_entry())
    (id_,) = ids_of(library)
    library.remember_position(id_, given)
    assert library.article(id_).position == kept
