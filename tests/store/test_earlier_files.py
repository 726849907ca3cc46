"""Databases as earlier commits left them: opened by today's code, with everything the reader made of them.

`tests/data/earlier/version-NN-COMMIT.db.xz` was written by that commit: eight stories of a feed imported and
prepared, the first three saved, two tagged, the last three read, one read half.
"""

from __future__ import annotations

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.rules import check_counts
from tests.store.stories import Clock, all_of, open_library
from tui.model.articles import Headline
from tui.model.prose import plain_text
from tui.model.scopes import SAVED, Scope
from tui.store.migrations import MIGRATIONS
from tui.system.paths import user_paths

FILES = sorted((Path(__file__).parents[1] / "data" / "earlier").glob("*.db.xz"))


def number(headline: Headline) -> int:
    return int(headline.headline.split()[1])


@pytest.mark.parametrize("packed", FILES, ids=lambda path: path.name.removesuffix(".db.xz"))
def test_a_file_of_an_earlier_commit_is_whole(packed: Path, clock: Clock) -> None:
    """Bookmarks, tags, read marks, texts, names and search are what they were; a backup was made before."""
    database = user_paths().database
    database.parent.mkdir(parents=True)
    database.write_bytes(lzma.decompress(packed.read_bytes()))
    with closing(sqlite3.connect(database)) as conn:
        (version,) = conn.execute("PRAGMA user_version").fetchone()
    assert version == int(packed.name[8:10])
    library = open_library(clock)
    assert library.notices == ()
    library.catch_up(lambda _: True)
    told = library.look_after(lambda _done, _total: True)
    assert all("status_added_saved" in words for words in told), "the first two versions lack that trigger"
    assert bool(told) == (version < 3)
    stories = all_of(library)
    assert sorted(map(number, stories)) == list(range(8))
    assert {number(story) for story in all_of(library, SAVED)} >= {0, 1, 2}
    assert {number(story) for story in all_of(library, Scope("tag", name="grain"))} == {1, 4}
    assert {number(story) for story in stories if story.read} == {5, 6, 7}
    assert library.article(next(s.id for s in stories if number(s) == 0)).position == 0.5
    for story in stories:
        assert f"marker{number(story)}" in plain_text(library.article(story.id).prose.sections)
        assert [hit.listing.id for hit in library.search(f"marker{number(story)}")] == [story.id]
    assert len(library.search("envoys", limit=20)) == 8
    check_counts(library)
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []
    backups = list(user_paths().backup_dir.glob(f"*version-{version}.db"))
    assert len(backups) == (version < len(MIGRATIONS))
    assert library.undo() is not None
    library.close()
