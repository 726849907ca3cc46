"""From the stored entry to text, index and names: behind the reading, or at once for the one opened."""

from __future__ import annotations

import sqlite3
import time

import pytest

from tests.store.stories import Clock, all_of, build_entry, deliver, found, many, only, open_library, titles
from tui import entities, prose
from tui.library import Library
from tui.model import Names, Prose, RawEntry, plain_text
from tui.prepare import run_queue


def test_the_newest_articles_are_prepared_first(library: Library) -> None:
    """They are what is read."""
    deliver(library, *many(10))
    assert library.prepare(limit=4) == 4
    assert [headline.words > 0 for headline in all_of(library)] == [True] * 4 + [False] * 6


def test_all_texts_come_before_all_names(library: Library) -> None:
    """A text makes an article searchable; names only adorn it."""
    deliver(library, *many(3, content="<p>Marco Rubio spoke of barley.</p>"))
    library.prepare(limit=3)
    assert len(found(library, "barley ")) == 3
    assert library.names.find("person", "rubio") == ()
    assert library.counts().queue == 3
    library.prepare()
    assert library.names.find("person", "rubio")[0].stories == 3
    assert library.counts().queue == 0


def test_an_article_that_waits_is_prepared_when_it_is_opened(library: Library) -> None:
    deliver(library, *many(3, content="<p>Marco Rubio spoke of barley.</p>", summary="In short."))
    headline = all_of(library)[2]
    article = library.article(headline.id)
    assert plain_text(article.prose.sections) == "Marco Rubio spoke of barley."
    assert [person.name for person in article.names.people] == ["Marco Rubio"]
    assert library.article(headline.id).names == article.names
    assert library.counts().queue == 2
    assert found(library, "barley ") == {headline.headline}


def test_a_prepared_article_is_not_done_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    deliver(library, build_entry())
    library.prepare()
    monkeypatch.setattr(prose, "build_prose", None)
    monkeypatch.setattr(entities, "extract_names", None)
    assert library.prepare() == 0
    library.article(only(library).id)


def test_an_entry_that_cannot_be_read_costs_itself_only(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A mistake in our reader must not stop the queue at one article for ever."""
    build = prose.build_prose

    def fail_on_content(entry: RawEntry) -> Prose:
        if "dynamite" in entry.content:
            raise RecursionError("too deep")
        return build(entry)

    monkeypatch.setattr(prose, "build_prose", fail_on_content)
    deliver(library, *many(2), build_entry("bad", title="Bad", content="dynamite", summary="In short."))
    library.prepare()
    assert library.counts().queue == 0
    bad = next(headline for headline in all_of(library) if headline.headline == "Bad")
    assert plain_text(library.article(bad.id).prose.sections) == "In short."


def test_names_that_cannot_be_found_are_none(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_prose: Prose, **_: object) -> Names:
        raise ValueError("a mistake of ours")

    monkeypatch.setattr(entities, "extract_names", fail)
    deliver(library, build_entry())
    assert library.article(only(library).id).names == Names()
    assert library.counts().queue == 0


def test_a_newer_extractor_does_all_names_again(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once, in the background, and the texts stay."""
    deliver(library, *many(3, content="<p>Marco Rubio spoke.</p>"))
    library.prepare()
    monkeypatch.setattr(entities, "EXTRACTOR_VERSION", entities.EXTRACTOR_VERSION + 1)
    monkeypatch.setattr(entities, "extract_names", lambda _, known: Names())
    assert library.prepare() == 3
    assert library.names.find("person", "rubio") == ()
    assert library.prepare() == 0


def test_work_that_is_cut_off_is_still_on_the_queue(
    library: Library, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(library, *many(5))

    def stop(_prose: Prose, **_: object) -> Names:
        raise KeyboardInterrupt

    monkeypatch.setattr(entities, "extract_names", stop)
    with pytest.raises(KeyboardInterrupt):
        library.prepare()
    library.close()
    again = open_library(clock)
    assert again.counts().queue == 5
    monkeypatch.undo()
    again.prepare()
    assert again.counts().queue == 0
    assert all(check.ok for check in again.doctor())
    again.close()


def test_after_its_deadline_no_more_is_begun(library: Library) -> None:
    deliver(library, *many(5))
    assert run_queue(library.database, deadline_s=time.monotonic()) == 0


def test_progress_tells_what_is_done_and_what_waits(library: Library) -> None:
    deliver(library, *many(5))
    told: list[tuple[int, int]] = []
    run_queue(library.database, on_progress=lambda done, waiting: told.append((done, waiting)))
    assert told == [(5, 5), (10, 0)]


def test_an_article_can_be_read_while_another_program_writes(library: Library) -> None:
    """It is shown though it cannot be stored, and waits on."""
    deliver(library, build_entry(content="<p>Marco Rubio spoke.</p>"))
    id_ = only(library).id
    with library.database.read() as conn:
        conn.execute("PRAGMA busy_timeout = 20")
    other = sqlite3.connect(library.database.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    article = library.article(id_)
    other.close()
    assert plain_text(article.prose.sections) == "Marco Rubio spoke."
    assert [person.name for person in article.names.people] == ["Marco Rubio"]
    assert library.counts().queue == 1


def test_the_write_lock_is_held_for_a_few_articles_at_a_time(library: Library) -> None:
    """The reader's marks get in between two batches."""
    deliver(library, *many(30))
    held: list[int] = []
    run_queue(library.database, limit=24, on_progress=lambda done, _: held.append(done))
    assert max(b - a for a, b in zip([0, *held], held, strict=False)) <= 8


def test_a_change_while_an_article_is_being_prepared_is_not_lost(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A sync may bring new words just then; what was read from the old ones must not stand over them."""
    deliver(library, build_entry(content="<p>Old words.</p>"))
    build = prose.build_prose

    def build_while_syncing(entry: RawEntry) -> Prose:
        monkeypatch.setattr(prose, "build_prose", build)
        deliver(library, build_entry(content="<p>New words.</p>"))
        return build(entry)

    monkeypatch.setattr(prose, "build_prose", build_while_syncing)
    library.prepare()
    assert plain_text(library.article(only(library).id).prose.sections) == "New words."
    assert found(library, "new ") == {"Talks open in Istanbul"}
    assert found(library, "old ") == set()
    assert titles(all_of(library)) == ["Talks open in Istanbul"]
