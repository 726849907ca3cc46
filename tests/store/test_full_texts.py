"""Two texts of a story: both survive damage, and files that knew no pages."""

from __future__ import annotations

import lzma
import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.rules import check_counts
from tests.store.stories import NOW, Clock, all_of, build_entry, deliver, open_library
from tui.library.frontdesk import Library
from tui.model.prose import plain_text
from tui.store import fulltexts
from tui.store.fulltexts import FetchedPage
from tui.store.headlines import row_of
from tui.store.schema import PAGE_BYTES
from tui.store.times import to_seconds
from tui.system.paths import user_paths

PAGE = "<p>Envoys from two countries met in the old palace, and stayed until the morning.</p>"
EARLIER = Path(__file__).parents[1] / "data" / "earlier"


@pytest.fixture
def shown(clock: Clock) -> Library:
    """A story whose page's text is shown, prepared."""
    library = open_library(clock)
    deliver(library, build_entry("a", url="https://post.example/a"))
    (headline,) = all_of(library)
    with library.database.write() as conn:
        row = row_of(conn, headline.id)
        fulltexts.want(conn, [row], "key", to_seconds(NOW))
        own = fulltexts.own_text(conn, row)
        assert own is not None
        page = FetchedPage(
            row, replace(own.entry, content=PAGE), own.shown_from, "https://post.example/a", 14
        )
        assert fulltexts.write_page(conn, page, to_seconds(NOW))
    library.prepare()
    return library


def texts(library: Library) -> list[str]:
    """Return the texts of the only story, that of now last."""
    (headline,) = all_of(library)
    return [plain_text(version.sections).partition(",")[0] for version in library.versions(headline.id)]


OWN, OF_PAGE = (
    "Envoys from two countries met in the old palace.",
    "Envoys from two countries met in the old palace",
)


def test_what_is_made_anew_of_a_damaged_file_has_both_texts(shown: Library) -> None:
    database = shown.database.path
    before = texts(shown)
    assert before == [OWN, OF_PAGE]
    shown.close()
    with database.open("r+b") as file:
        file.write(random.Random(0).randbytes(PAGE_BYTES))
    library = open_library()
    assert library.notices
    assert texts(library) == before
    assert library.full_texts.turn(all_of(library)[0].id).state == "kept"
    assert texts(library) == before[::-1]
    library.close()


@pytest.mark.parametrize(
    ("damage", "left"),
    [
        ("UPDATE full_texts SET other = x'00'", [OF_PAGE]),
        ("UPDATE bodies SET data = x'00'", [OWN]),
    ],
)
def test_where_one_text_is_damaged_the_other_stands(shown: Library, damage: str, left: list[str]) -> None:
    """And it is looked for: SQLite sees no damage in the middle of a packed text."""
    with closing(sqlite3.connect(shown.database.path)) as conn:
        conn.execute(damage)
        conn.commit()
    assert len(shown.look_after(lambda _done, _total: True)) == 1
    assert texts(shown) == left
    check_counts(shown)
    assert shown.look_after(lambda _done, _total: True) == ()


def test_what_was_saved_before_there_were_pages_is_not_asked_for(clock: Clock) -> None:
    """An older file has bookmarks by the hundred, of which the reader has thought otherwise."""
    database = user_paths().database
    database.parent.mkdir(parents=True)
    (packed,) = EARLIER.glob("version-19-*.db.xz")
    database.write_bytes(lzma.decompress(packed.read_bytes()))
    library = open_library(clock)
    assert library.full_texts.waiting() == 0
    (other, *_) = (one for one in all_of(library) if not one.saved)
    library.save([other.id])
    assert library.full_texts.waiting() == 1
    library.close()


def test_what_has_failed_before_comes_behind_what_has_not(clock: Clock) -> None:
    """A page that is refused each time would keep all others of its host from their turn."""
    library = open_library(clock)
    deliver(library, *(build_entry(name, url=f"https://post.example/{name}") for name in "abc"))
    now = to_seconds(NOW)
    ids = [headline.id for headline in all_of(library)]
    with library.database.write() as conn:
        rows = sorted(row_of(conn, id_) for id_ in ids)
        fulltexts.want(conn, rows, "rule", now)
        fulltexts.write_failure(conn, rows[-1], "429", now, now + 60)
        assert (fulltexts.later(conn, now), fulltexts.later(conn, now + 60)) == (1, 0)
        assert [page.row for page in fulltexts.due(conn, now + 60)] == [rows[1], rows[0], rows[2]]


@pytest.mark.parametrize("turns", [1, 2])
def test_undoing_what_is_the_readers_leaves_both_texts(shown: Library, turns: int) -> None:
    """Turning a story over is no change of the reader's to be undone; saving it is."""
    (headline,) = all_of(shown)
    shown.save([headline.id])
    for _ in range(turns):
        shown.full_texts.turn(headline.id)
    change = shown.undo()
    assert change is not None
    assert (change.verb, shown.headline(headline.id).saved) == ("save", False)
    assert sorted(texts(shown)) == sorted([OWN, OF_PAGE])


def test_both_texts_keep_what_they_say_however_often_they_change_places(shown: Library) -> None:
    """From sections to an entry and back again nothing is lost: links, lists, datelines, bylines."""
    rich = (
        "<p>By Ann Reed</p><p>PARIS (AP) — "
        "<a href='https://x.example/'>Envoys</a> from two countries met.</p>"
        "<h2>What <em>now</em></h2><ul><li>one<ul><li>two</li></ul></li></ul>"
        "<blockquote><p>Yes.</p></blockquote>"
        "<table><tr><th>a</th><td>b</td></tr></table><pre>x = 1</pre>"
        "<img src='https://x.example/p.png' alt='p'>"
    )
    deliver(shown, build_entry("b", title="Rich", url="https://post.example/b", content=rich))
    id = next(one.id for one in all_of(shown) if one.headline == "Rich")
    with shown.database.write() as conn:
        row = row_of(conn, id)
    before = shown.article(id)
    for content in (PAGE, PAGE * 2):
        with shown.database.write() as conn:
            fulltexts.want(conn, [row], "key", to_seconds(NOW))
            own = fulltexts.own_text(conn, row)
            assert own is not None
            page = FetchedPage(
                row, replace(own.entry, content=content, content_form="html"), own.shown_from, "u", 9
            )
            assert fulltexts.write_page(conn, page, to_seconds(NOW))
        shown.prepare()
    assert shown.article(id).prose.byline == "Ann Reed"
    for _ in range(3):
        shown.full_texts.turn(id)
        shown.prepare()
    after = shown.article(id)
    assert (after.prose, after.names) == (before.prose, before.names)
    check_counts(shown)
