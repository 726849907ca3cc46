"""Notes and highlights as they are kept: saved with, undone, listed, searched, never lost."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.store.rules import check_counts, searched
from tests.store.stories import (
    NOW,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    many,
    only,
    open_library,
    titles,
    words_of,
)
from tests.trouble import headless
from tui.changes.passages import quote, running_text
from tui.errors import DatelineError, NotFound
from tui.library.frontdesk import Library
from tui.model.articles import Article
from tui.model.ids import ArticleId
from tui.model.notes import Note, Quotation
from tui.model.scopes import NOTED, SAVED, Scope
from tui.settings.config import Config
from tui.store import headlines, marks
from tui.system.paths import user_paths

TEXT = "<p>The harbour of Odesa is open again.</p><p>Eleven ships left on Friday with grain.</p>"
SHIPS = "Eleven ships left"


def passage(article: Article, words: str) -> Quotation:
    text = running_text(article.prose).text
    start = text.index(words)
    found = quote(text, start, start + len(words))
    assert found is not None
    return found


def noted(library: Library, words: str = "check the number", exact: str | None = SHIPS) -> ArticleId:
    """Take in a story of two paragraphs, and note something to it."""
    deliver(library, build_entry("n1", title="Ships leave", content=TEXT))
    id_ = next(h.id for h in all_of(library) if h.headline == "Ships leave")
    library.notes.add(id_, words, passage(library.article(id_), exact) if exact else None)
    return id_


def marked(article: Article) -> list[str | None]:
    """What is highlighted in an article, in the order of its notes; None where it is not there any more."""
    text = running_text(article.prose).text
    return [None if note.at is None else text[slice(*note.at)] for note in article.notes]


def test_a_note_saves_its_story_and_undo_takes_both_back(library: Library) -> None:
    id_ = noted(library)
    article = library.article(id_)
    assert [note.words for note in article.notes] == ["check the number"]
    assert marked(article) == [SHIPS]
    assert article.headline.saved
    assert (article.notes[0].made_at, article.notes[0].changed_at) == (NOW, NOW)
    check_counts(library)
    assert words_of(library.undo()) == "Took the note “check the number” away again"
    assert library.article(id_).notes == ()
    assert not library.headline(id_).saved
    check_counts(library)


def test_a_note_to_a_saved_story_leaves_it_saved_when_undone(library: Library) -> None:
    deliver(library, build_entry())
    library.save([only(library).id])
    library.notes.add(only(library).id, "words")
    library.undo()
    assert only(library).saved


def test_other_words_and_taking_away_are_undone_one_by_one(library: Library, clock: Clock) -> None:
    id_ = noted(library)
    before = library.notes.of(id_)
    (key,) = [note.key for note in before]
    clock.tick(hours=1)
    assert words_of(library.notes.change(key, "it was twelve")) == "Changed the note “it was twelve”"
    assert library.notes.of(id_)[0].changed_at == NOW + timedelta(hours=1)
    assert not library.notes.change(key, "it was twelve").is_something
    library.notes.remove(key)
    assert library.notes.of(id_) == ()
    check_counts(library)
    assert words_of(library.undo()) == "The note “it was twelve” is there again"
    assert library.notes.of(id_)[0].words == "it was twelve"
    assert words_of(library.undo()) == "The note “it was twelve” is as it was before"
    assert [note.words for note in library.notes.of(id_)] == [note.words for note in before]
    check_counts(library)


def test_a_note_that_is_emptied_goes_and_a_highlight_stays_one(library: Library) -> None:
    id_ = noted(library)
    library.notes.add(id_, "to all of it")
    whole, ships = library.notes.of(id_)
    assert (whole.quotation, ships.words) == (None, "check the number")
    library.notes.change(whole.key, "  \n ")
    library.notes.change(ships.key, "")
    assert [(note.words, note.quotation is not None) for note in library.notes.of(id_)] == [("", True)]
    with pytest.raises(DatelineError, match="says nothing"):
        library.notes.add(id_, " ")
    with pytest.raises(NotFound):
        library.notes.change(whole.key, "again")


def test_lines_are_kept_and_what_a_terminal_would_obey_is_not(library: Library) -> None:
    id_ = noted(library, "one  \n\ntwo\x1b[2J\n", exact=None)
    assert library.notes.of(id_)[0].words == "one\n\ntwo\ufffd[2J"


def test_a_new_version_of_the_story_keeps_its_highlight(library: Library) -> None:
    """Found exactly, then by what is left of it; one that is gone is kept, as one of an earlier version."""
    id_ = noted(library)
    first = "<p>A new paragraph, of today.</p>"
    deliver(library, build_entry("n1", title="Ships leave", content=first + TEXT))
    assert marked(library.article(id_)) == [SHIPS]
    changed = TEXT.replace("Eleven ships left", "Twelve ships left")
    deliver(library, build_entry("n1", title="Ships leave at last", content=first + changed))
    assert marked(library.article(id_)) == ["Twelve ships left"]
    deliver(library, build_entry("n1", title="Ships leave", content="<p>It was all a mistake.</p>"))
    article = library.article(id_)
    assert marked(article) == [None]
    assert article.notes[0].is_lost
    assert article.notes[0].quotation is not None
    assert article.notes[0].quotation.exact == SHIPS
    check_counts(library)


def test_the_noted_are_a_list_and_a_search(library: Library) -> None:
    """Newest first, with what was noted as the excerpt; muted or not, as saved ones are."""
    deliver(library, *many(5))
    id_ = noted(library)
    other = next(h.id for h in all_of(library) if h.headline != "Ships leave")
    library.notes.add(other, "Wieder lesen: Größe")
    assert [h.id for h in all_of(library, NOTED)] == [h.id for h in all_of(library) if h.id in (id_, other)]
    listing = library.listing(NOTED)
    assert {listing.excerpt(row)[0] for row in range(2)} == {
        "“Eleven ships left” check the number",
        "Wieder lesen: Größe",
    }
    assert searched(library, "is:noted") == set(titles(all_of(library, NOTED)))
    assert searched(library, "-is:noted").isdisjoint(searched(library, "is:noted"))
    assert searched(library, "note:number") == {"Ships leave"}
    assert searched(library, "note:ships grain") == {"Ships leave"}
    assert searched(library, 'note:"grosse lesen"') == {library.headline(other).headline}
    assert searched(library, "note:nobody") == set()
    assert [story.headline.id for story in library.notes.stories("GROSSE")] == [other]
    assert len(list(library.notes.stories())) == 2
    library.rules.mute_words("ships")
    assert id_ in {h.id for h in all_of(library, NOTED)}
    assert "Ships leave" in searched(library, "is:noted")
    assert library.next_unread(None, NOTED) is not None
    check_counts(library)


def test_a_noted_story_is_never_removed_nor_leaves_with_its_feed(library: Library, clock: Clock) -> None:
    """Not even when its bookmark was taken away again."""
    deliver(library, *many(3))
    id_ = noted(library)
    library.save([id_], saved=False)
    library.mark_read([headline.id for headline in all_of(library)])
    clock.tick(days=900)
    plan = library.rules.prune_plan(Config(), days=1)
    library.rules.prune(plan)
    assert titles(all_of(library)) == ["Ships leave"]
    feed = feed_scope(library).feed_id
    assert feed is not None
    library.unsubscribe(feed)
    assert titles(all_of(library, Scope("noted"))) == ["Ships leave"]
    assert titles(all_of(library)) == ["Ships leave"]
    check_counts(library)


def test_another_name_of_the_story_keeps_the_notes(library: Library) -> None:
    """A feed that gives its stories new guids: the same article, with what the reader made of it."""
    id_ = noted(library)
    entry = build_entry("n1", title="Ships leave", content=TEXT)
    again = build_entry("other-guid", title="Ships leave", content=TEXT, url=entry.url)
    deliver(library, again)
    assert marked(library.article(id_)) == [SHIPS]
    assert len(all_of(library, NOTED)) == 1


def test_the_same_key_is_added_once(library: Library) -> None:
    id_ = noted(library)
    (note,) = library.notes.of(id_)
    with library.database.write() as conn:
        row = headlines.row_of(conn, id_)
        assert not marks.note(conn, row, Note(note.key, "others"), 0).is_something
    assert library.notes.of(id_) == (note,)


def test_the_key_of_another_article_s_note_keeps_none_from_being_added(library: Library) -> None:
    """Of an export that was copied and changed by hand, say: each article has its note, and has it once."""
    id_ = noted(library)
    deliver(library, build_entry("n2", title="Another"))
    other = next(h for h in all_of(library) if h.headline == "Another")
    (note,) = library.notes.of(id_)
    with library.database.write() as conn:
        for _time in range(2):
            marks.restore_marks(
                conn, other.row, saved_at=None, read=False, tags=(), position=0.0, now=0, noted=[note]
            )
    assert [one.words for one in library.notes.of(other.id)] == [note.words]
    assert library.notes.of(id_) == (note,)


def test_a_wrong_count_is_found_and_put_right(library: Library) -> None:
    id_ = noted(library)
    with library.database.write() as conn:
        conn.execute("UPDATE status SET noted = 4")
        conn.execute("UPDATE counts SET n = 9 WHERE name = 'noted'")
    assert library.look_after(lambda _done, _total: True)
    check_counts(library)
    assert len(library.notes.of(id_)) == 1
    assert len(all_of(library, SAVED)) == 1


def test_a_damaged_file_gives_its_notes_back(library: Library) -> None:
    """With the story, and where even that is lost: a note is kept whatever else is not."""
    id_ = noted(library)
    deliver(library, *many(200))
    lost = next(h for h in all_of(library) if h.id != id_)
    library.notes.add(lost.id, "of a story that is lost")
    library.close()
    damage(lost.row)
    mended = Library.open(user_paths())
    assert any("damaged" in notice for notice in mended.notices)
    assert [note.words for note in mended.notes.of(id_)] == ["check the number"]
    assert marked(mended.article(id_)) == [SHIPS]
    words = {note.words for story in mended.notes.stories() for note in story.notes}
    assert words == {"check the number", "of a story that is lost"}
    mended.look_after(lambda _done, _total: True)
    check_counts(mended)


def test_words_written_since_the_backup_are_those_that_stay(library: Library, clock: Clock) -> None:
    """The backup has the note, and the damaged file what became of it."""
    id_ = noted(library)
    library.notes.add(id_, "to all of it")
    whole, ships = library.notes.of(id_)
    library.backup()
    clock.tick(hours=1)
    library.notes.change(ships.key, "it was twelve")
    library.notes.add(id_, "written since")
    library.close()
    headless(user_paths().database)
    mended = open_library(clock)
    assert {note.words for note in mended.notes.of(id_)} == {"to all of it", "it was twelve", "written since"}
    assert whole.key in {note.key for note in mended.notes.of(id_)}
    check_counts(mended)


def damage(row: int) -> None:
    """Take a story's lines out of the file behind everybody's back, and its first page with them."""
    path = user_paths().database
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("PRAGMA secure_delete = ON")
        for (trigger,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f"DROP TRIGGER {trigger}")
        for table, key in (("articles", "row"), ("bodies", "article"), ("status", "article")):
            conn.execute(f"DELETE FROM {table} WHERE {key} = ?", (row,))
        conn.commit()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    headless(path)


def test_a_library_that_is_opened_again_has_them(library: Library, clock: Clock) -> None:
    id_ = noted(library)
    library.close()
    again = open_library(clock)
    assert marked(again.article(id_)) == [SHIPS]
