"""From the stored entry to text, index and names: behind the reading, or at once for the one opened."""

from __future__ import annotations

import sqlite3
import time
from contextlib import ExitStack

import pytest

from tests.store.stories import Clock, all_of, build_entry, deliver, found, many, only, open_library, titles
from tui import entities, prose
from tui.errors import StoreUnwritable
from tui.library.frontdesk import Library
from tui.model.entries import RawEntry
from tui.model.names import Names
from tui.model.prose import Prose, plain_text
from tui.preparing import batches
from tui.preparing.queue import run_queue
from tui.sources import workers
from tui.system.locks import SYNC, is_taken, only_one


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


def test_who_watches_hears_what_is_done_and_may_end_it(library: Library) -> None:
    """Nothing that was begun is lost, and nothing more is begun."""
    deliver(library, *many(12))
    told: list[int] = []

    def go_on(done: int) -> bool:
        told.append(done)
        return done < 8

    assert library.prepare(go_on=go_on) == 8
    assert told == [0, 8]
    assert library.prepare() == 16


def test_many_texts_are_read_by_several_processes(library: Library) -> None:
    """The newest first, all of them, and as one process would."""
    deliver(library, *many(450, content="<p>Barley rose <b>sharply</b>.</p>"))
    told: list[int] = []

    def go_on(done: int) -> bool:
        told.append(done)
        return True

    assert library.prepare(names=False, go_on=go_on) == 450
    assert told[-1] == 450
    assert sorted(told) == told
    assert library.counts().queue == 450, "the names are next"
    assert len(found(library, "barley ")) == 450
    article = library.article(all_of(library)[-1].id)
    assert plain_text(article.prose.sections) == "Barley rose sharply."
    with library.database.read() as conn:
        (pieces,) = conn.execute("SELECT count(DISTINCT segid) FROM search_idx").fetchone()
        (crisis,) = conn.execute("SELECT v FROM search_config WHERE k = 'crisismerge'").fetchone()
    assert pieces < 8, "the index is merged as it grows, though no commit does that"
    assert crisis > 16, "not even where it has fallen behind"


def test_where_many_texts_cannot_be_written_nobody_reads_on(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full: that is told at once, though more is read than there is room for, and all is left."""

    def refuse(*_: object) -> None:
        raise StoreUnwritable("The disk is full.")

    monkeypatch.setattr(batches, "_CHUNK", 4)
    monkeypatch.setattr(batches, "write_texts", refuse)
    deliver(library, *many(60))
    until = time.monotonic() + 20
    with pytest.raises(StoreUnwritable, match="disk is full"):
        batches.prepare_texts(library.database, lambda _: time.monotonic() < until)
    assert time.monotonic() < until
    assert library.counts().queue == 60


def test_while_a_sync_runs_one_process_reads_texts_and_names_wait(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sync wants the processors, and memory has an end."""
    deliver(library, *many(250))
    with monkeypatch.context() as patch, only_one(library.database.path, SYNC, ""):
        patch.setattr(batches, "prepare_texts", None)

        def look(done: int) -> bool:
            return library.waiting_texts(1) > 0

        assert library.prepare(go_on=look) == 250
    assert library.counts().queue == 250
    assert library.prepare() == 250
    assert library.counts().queue == 0


def test_when_a_sync_begins_other_processes_are_let_go(library: Library) -> None:
    """What several were at, one goes on with."""
    deliver(library, *many(2_000))
    with ExitStack() as stack:

        def look(done: int) -> bool:
            if done and not is_taken(library.database.path, SYNC):
                stack.enter_context(only_one(library.database.path, SYNC, ""))
            return library.waiting_texts(1) > 0

        assert library.prepare(go_on=look) > 0
    assert all(headline.words > 0 for headline in all_of(library))


def test_many_texts_can_be_left_and_taken_up_again(library: Library) -> None:
    """Whoever stops it finds what was done, and the rest on the queue."""
    deliver(library, *many(2_000))
    done = library.prepare(names=False, go_on=lambda done: done == 0)
    assert 0 < done < 2_000
    assert sum(headline.words > 0 for headline in all_of(library)) >= done
    library.prepare(names=False)
    assert all(headline.words > 0 for headline in all_of(library))


def test_a_text_that_brings_down_its_reader_costs_itself_only(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps its headline and summary, and the queue goes on."""
    deliver(
        library, *many(250), build_entry("bad", title="Bad", content="<p>Dynamite.</p>", summary="In short.")
    )
    fragile = (
        "import tui.prose, os; build = tui.prose.build_prose; "
        "tui.prose.build_prose = lambda entry: os._exit(1) if 'Dynamite' in entry.content else build(entry)"
    )
    monkeypatch.setattr(workers, "_RUN", f"{workers._RUN.replace('main(', fragile + chr(10) + 'main(', 1)}")
    library.prepare(names=False)
    bad = next(headline for headline in all_of(library) if headline.headline == "Bad")
    assert plain_text(library.article(bad.id).prose.sections) == "In short."
    assert all(headline.words > 0 for headline in all_of(library))


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
