"""A damaged database is mended: what can still be read of it is in the new one, and the reader is told."""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from tests.store.rules import check_counts
from tests.store.stories import (
    NOW,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    made_once,
    many,
    open_library,
    titles,
)
from tui.errors import StoreDamaged
from tui.library.frontdesk import Library
from tui.model.scopes import MUTED, SAVED, Scope
from tui.store.legible import gather
from tui.store.pages import Pages
from tui.store.rescue import AS_THEY_ARE, CARRIED, MADE_ANEW
from tui.store.schema import PAGE_BYTES
from tui.system.paths import user_paths

TAGGED = Scope("tag", name="later")
LONG = "<p>" + " ".join(f"Sentence {n} of a long story goes on." for n in range(2_000)) + "</p>"
"""Longer than a page when it is packed, so that it lies in a chain of pages."""
KYIV = "<p>Kyiv is quiet.</p>"


def database_file() -> Path:
    return user_paths().database


def noise(pages: range | list[int], seed: int = 0) -> None:
    """Overwrite pages of the database, counted from 0, with what means nothing."""
    rng = random.Random(seed)
    with database_file().open("r+b") as file:
        for number in pages:
            file.seek(number * PAGE_BYTES)
            file.write(rng.randbytes(PAGE_BYTES))


def page_count() -> int:
    return database_file().stat().st_size // PAGE_BYTES


def stock() -> None:
    library = open_library()
    deliver(
        library, *many(40), build_entry("long", title="The long one", content=LONG + KYIV, published_at=NOW)
    )
    deliver(library, *(build_entry(f"t{n}", title=f"Times {n}") for n in range(10)), feed=TIMES)
    library.prepare()
    deliver(library, *(build_entry(f"w{n}", title=f"Waits {n}") for n in range(9)))
    ids = [headline.id for headline in all_of(library)]
    library.save([*ids[::3], next(h.id for h in all_of(library) if h.headline == "The long one")])
    library.tag(ids[:2], "later")
    library.mark_read(ids[5:25])
    library.rename_feed(library.feeds()[0].id, "My own name")
    library.follows.follow("place", "geonames:703448", "Kyiv")
    library.close()


@pytest.fixture
def stocked(clock: Clock) -> Iterator[Library]:
    """Sixty stories in two feeds, most prepared; some saved, tagged and read; one saved one is long."""
    made_once("mending", stock)
    library = open_library(clock)
    library.close()
    yield library
    library.close()


def state(library: Library) -> dict[str, tuple[object, ...]]:
    """Return what the reader has made of each article, and its words."""
    return {
        headline.id: (
            headline.headline,
            headline.feed,
            headline.listed_at,
            headline.read,
            headline.saved,
            headline.tags,
            library.article(headline.id).prose.sections,
        )
        for headline in all_of(library)
    }


def mended(clock: Clock | None = None) -> tuple[Library, str]:
    """Open the database; it has been mended, and is sound."""
    library = open_library(clock)
    if not library.notices:  # met only when it is used
        with pytest.raises(StoreDamaged, match="started next"):
            state(library)
        library.close()
        library = open_library(clock)
    (notice,) = library.notices
    assert [check for check in library.doctor() if not check.ok] == []
    return library, notice


def test_where_only_the_first_page_is_lost_everything_is_there(stocked: Library) -> None:
    """It holds the schema, without which SQLite reads nothing; every story, mark, tag and name is back."""
    before = state(stocked)
    stocked.close()
    noise([0])
    library, notice = mended()
    assert state(library) == before
    assert re.search(
        r"what could still be read of it \(there was no backup\): \d+ bookmarks, 60 articles", notice
    )
    assert "My own name" in [feed.title for feed in library.feeds()]
    assert {headline.headline for headline in all_of(library, TAGGED)} == {"The long one", "Story 0"}
    assert library.search("sentence", limit=5)[0].headline.headline == "The long one"
    library.close()
    assert open_library().notices == ()


def test_mutes_and_saved_searches_are_kept_and_settled_anew(stocked: Library) -> None:
    """What was muted stays so, and counts are right; nothing is left hidden for no reason."""
    stocked.rules.mute_words("waits")
    stocked.rules.mute_feed(stocked.feeds()[1].id)
    stocked.rules.keep_search("Long", "sentence")
    hidden = len(all_of(stocked, MUTED))
    stocked.close()
    noise([0])
    library, _ = mended()
    library.prepare()
    library.rules.settle()
    assert len(library.rules.mutes()) == 2
    assert len(all_of(library, MUTED)) == hidden > 10
    assert [search.query for search in library.rules.searches()] == ["sentence"]
    check_counts(library)
    library.close()


def test_nothing_that_is_known_comes_again_after_a_rescue(stocked: Library) -> None:
    """Else a sync would bring every old story back as unread."""
    stocked.close()
    noise([0])
    library, _ = mended()
    again = deliver(
        library, *many(40), build_entry("long", title="The long one", content=LONG + KYIV, published_at=NOW)
    )
    assert (again.new, again.same) == (0, 41)
    library.close()


@pytest.mark.parametrize("seed", range(12))
def test_noise_anywhere_costs_what_lay_there_and_no_more(stocked: Library, seed: int) -> None:
    """Whatever pages are lost: the rest is as it was, nothing is made up, and the file is sound."""
    before = state(stocked)
    stocked.close()
    rng = random.Random(seed)
    lost = rng.sample(range(page_count()), rng.randint(1, 4))
    noise(lost, seed)
    library = open_library()
    if not library.notices and not all(check.ok for check in library.doctor()):
        library.close()  # what the doctor finds is mended next time
        library, _ = mended()
    assert all(check.ok for check in library.doctor())
    after = state(library)
    made_up = [id_ for id_ in after if id_ not in before]
    assert all(after[id_][4] for id_ in made_up), "a story without its line is kept for its bookmark alone"
    assert len(after) >= 10
    library.close()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_of_a_file_that_breaks_off_the_beginning_is_read(stocked: Library, share: float) -> None:
    """A copy that did not finish, a disk that ended."""
    stocked.close()
    os.truncate(database_file(), int(page_count() * share) * PAGE_BYTES + 100)
    library, _ = mended()
    library.close()


def test_bookmarks_made_since_the_backup_are_rescued_into_it(stocked: Library, clock: Clock) -> None:
    """The backup is of yesterday, the bookmarks are of today."""
    stocked.backup()
    before_ids = {headline.id for headline in all_of(stocked)}
    deliver(stocked, build_entry("today", title="Today", published_at=NOW))
    unsaved = [headline.id for headline in all_of(stocked) if not headline.saved]
    stocked.save(unsaved)
    wanted = state(stocked)
    stocked.close()
    noise([0, 1, 2])
    library, notice = mended(clock)
    assert "the backup dateline-" in notice
    assert "with what could still be read of it" in notice
    found = state(library)
    assert before_ids <= set(found)
    saved = {id_ for id_, told in found.items() if told[4]}
    assert len(saved) >= len(wanted) - 1
    assert "Today" in titles(all_of(library))
    library.close()


def test_what_stands_in_the_log_alone_is_rescued_too(stocked: Library, tmp_path: Path) -> None:
    """A bookmark of the last minute is often not in the main file yet."""
    kept = open_library()
    (first, *_) = [headline for headline in all_of(kept) if not headline.saved]
    with kept.database.read() as conn:
        conn.execute("PRAGMA wal_autocheckpoint = 0")
    kept.save([first.id])
    for ending in ("", "-wal"):
        source = database_file().with_name(database_file().name + ending)
        shutil.copyfile(source, tmp_path / source.name)
    kept.close()
    for ending in ("", "-wal"):
        target = database_file().with_name(database_file().name + ending)
        shutil.copyfile(tmp_path / target.name, target)
    noise([0])
    # With its newest pages in the log SQLite may not even notice; what we read must be the same.
    with Pages(database_file()) as pages:
        assert pages.count >= page_count()
    with closing(sqlite3.connect(":memory:")) as conn:
        conn.execute("ATTACH '' AS old")
        gather(database_file(), conn, CARRIED)
        assert conn.execute(
            "SELECT s.saved_at IS NOT NULL FROM old.status AS s JOIN old.articles AS a ON a.row = s.article"
            " WHERE a.id = ?",
            (first.id,),
        ).fetchone() == (1,)


def test_a_bookmark_whose_headline_is_lost_keeps_its_text(stocked: Library) -> None:
    """The line of a list can be lost while mark and text are whole: that is still a story that was saved."""
    stocked.close()
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("PRAGMA foreign_keys = OFF")
        (lost,) = conn.execute("SELECT row FROM articles WHERE headline = 'The long one'").fetchone()
        conn.execute("DELETE FROM articles WHERE row = ?", (lost,))
        conn.commit()
    noise([0])
    library, _ = mended()
    (found,) = [headline for headline in all_of(library, SAVED) if headline.headline.startswith("Sentence 0")]
    assert "Sentence 1999" in str(library.article(found.id).prose.sections)
    library.close()


@pytest.mark.parametrize(
    "content", [b"", b"x" * 600, b"\0" * 100_000, b"SQLite format 3\0" + b"\xff" * 99_999]
)
def test_where_nothing_can_be_read_a_new_one_is_begun_and_that_is_said(
    library: Library, content: bytes
) -> None:
    """And the old file is kept: somebody may know more than we do."""
    library.close()
    database_file().write_bytes(content)
    opened = open_library()
    assert opened.counts().total == 0
    if content:
        assert "nothing of it could be read" in opened.notices[0]
        (kept,) = database_file().parent.glob("*damaged*.db")
        assert kept.read_bytes() == content
    opened.close()


def test_damage_to_the_search_index_alone_is_mended_too(stocked: Library) -> None:
    """SQLite finds nothing wrong with it, and every search would fail for ever."""
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("UPDATE search_data SET block = x'00ff' WHERE id > 10")
        conn.commit()
    library = open_library()
    with pytest.raises(StoreDamaged):
        library.search("sentence")
    library.close()
    library, _ = mended()
    assert library.search("sentence")
    library.close()


def test_followed_names_stay_followed(stocked: Library) -> None:
    """They are the reader's own; and their old stories, whose names are found anew, are no news."""
    with closing(sqlite3.connect(database_file())) as conn:
        conn.execute("UPDATE search_data SET block = x'00ff' WHERE id > 10")
        conn.commit()
    library, _ = mended(Clock(NOW + timedelta(days=1)))
    library.prepare()
    (follow,) = library.follows.all()
    assert (follow.name, follow.total) == ("Kyiv", 1)
    assert library.follows.news([follow]) == ()
    library.close()


def test_every_table_is_carried_over_or_made_anew(library: Library) -> None:
    """A table that is added has to be put into one of these lists."""
    with library.database.read() as conn:
        tables = {name for (name,) in conn.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    ours = {name for name in tables if not name.startswith(("sqlite_", "search_"))}
    assert ours == {*CARRIED, *AS_THEY_ARE, *MADE_ANEW}


def test_a_restored_backup_is_written_to_beside_its_readers(stocked: Library) -> None:
    """A backup is one file; in the database's place it is one that a sync and the reader share."""
    copy = stocked.backup()
    stocked.restore(copy)
    with stocked.database.read() as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def spoil_text(library: Library, id_: str) -> None:
    """Let a text be one that SQLite hands out and nobody can unpack."""
    with library.database.write() as conn:
        sql = "UPDATE bodies SET data = x'01ff00' WHERE article = (SELECT row FROM articles WHERE id = ?)"
        conn.execute(sql, (id_,))


@pytest.mark.parametrize("prepared", [True, False])
def test_a_damaged_text_costs_itself_only(library: Library, prepared: bool) -> None:
    """No reading, no preparing, no search and no sync stops at it; the summary is shown in its place."""
    deliver(library, *many(9), build_entry("a", title="Spoilt", summary="What it was about."))
    if prepared:
        library.prepare()
    (spoilt,) = [headline for headline in all_of(library) if headline.headline == "Spoilt"]
    library.save([spoilt.id])
    spoil_text(library, spoilt.id)
    if prepared:
        library.search("story", limit=20)
        deliver(library, build_entry("a", title="Spoilt", content="<p>Words that came again.</p>"))
        assert "came again" in str(library.article(spoilt.id).prose.sections)
        spoil_text(library, spoilt.id)
    assert library.article(spoilt.id).prose.headline == "Spoilt"
    library.prepare()
    assert library.counts().queue == 0
    assert library.headline(spoilt.id).saved
    assert all_of(library, SAVED)
