"""Pictures that are kept: those of saved stories stay, of the others as much as there is room for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.store.stories import all_of
from tui.library.album import Album, AlbumTally
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.system.paths import Paths

URL = "https://post.example/one.png"


@pytest.fixture
def library(seeded: Paths) -> Library:
    return Library.open(seeded)


def ids(library: Library) -> list[ArticleId]:
    return [headline.id for headline in all_of(library)]


def album(library: Library, room: int = 1_000) -> Album:
    return Album(library.paths.picture_dir, library.database, room)


def looked_at(library: Library, article: str, when: int) -> None:
    os.utime(library.paths.picture_dir / article, (when, when))


def test_what_is_kept_is_found_by_its_story_and_address(library: Library) -> None:
    first, second, *_ = ids(library)
    kept = album(library)
    assert kept.find(first, URL) is None
    kept.keep(first, URL, b"one")
    assert kept.find(first, URL) == b"one"
    assert kept.find(second, URL) is None
    assert kept.find(first, URL + "?") is None
    kept.drop(first, URL)
    assert kept.find(first, URL) is None
    kept.drop(first, URL)


def test_those_longest_ago_looked_at_go_first_and_saved_ones_stay(library: Library) -> None:
    """Whatever room there is: a saved story keeps its pictures, though nobody looked at them for years."""
    saved, *others = ids(library)[:4]
    library.save([saved])
    kept = album(library, 250)
    for when, article in enumerate((saved, *others), 1):
        kept.keep(article, URL, bytes(100))
        looked_at(library, article, 1_000 * when)
    assert kept.tidy() == 1
    assert [bool(kept.find(article, URL)) for article in (saved, *others)] == [True, False, True, True]
    assert kept.tally() == AlbumTally(100, 1, 200, 2)
    library.save([saved], saved=False)
    looked_at(library, saved, 1)
    assert kept.tidy() == 1
    assert kept.find(saved, URL) is None


def test_looking_at_a_picture_keeps_it(library: Library) -> None:
    one, two, *_ = ids(library)
    kept = album(library, 100)
    for article in (one, two):
        kept.keep(article, URL, bytes(100))
    looked_at(library, one, 1_000)
    looked_at(library, two, 2_000)
    assert kept.find(one, URL)
    assert kept.tidy() == 1
    assert kept.find(one, URL)
    assert kept.find(two, URL) is None


@pytest.mark.parametrize(
    "article", ["", "..", "../../x", "a/b", "ABCDEFGHIJKL", "x" * 12 + "/", "aaaaaaaaaaaa\n"]
)
def test_no_name_from_outside_becomes_a_path(library: Library, article: str) -> None:
    kept = album(library)
    kept.keep(article, URL, b"x")
    assert kept.find(article, URL) is None
    assert not library.paths.picture_dir.exists()


def test_what_is_not_ours_in_the_folder_is_left_alone(library: Library, tmp_path: Path) -> None:
    """A file of somebody else's, a link to another folder, a folder of another name."""
    folder = library.paths.picture_dir
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "dear.png").write_bytes(bytes(5_000))
    (folder / "holiday").mkdir(parents=True)
    (folder / "holiday" / "dear.png").write_bytes(bytes(5_000))
    (folder / "note.txt").write_bytes(bytes(5_000))
    (folder / "aaaaaaaaaaaa").symlink_to(outside)
    assert album(library, 0).tidy() == 0
    assert (outside / "dear.png").exists()
    assert (folder / "holiday" / "dear.png").exists()
    assert (folder / "note.txt").exists()


def test_a_folder_that_cannot_be_made_costs_nothing_but_itself(library: Library) -> None:
    """A full disk, a file in its place: pictures are shown all the same, and fetched again."""
    library.paths.picture_dir.write_bytes(b"a file")
    kept = album(library)
    kept.keep(ids(library)[0], URL, b"x")
    assert kept.find(ids(library)[0], URL) is None
    assert kept.tidy() == 0
    assert kept.tally() == AlbumTally(0, 0, 0, 0)


def test_doctor_says_how_much_is_kept(library: Library) -> None:
    saved, other, *_ = ids(library)
    library.save([saved])
    kept = album(library)
    kept.keep(saved, URL, bytes(2_000_000))
    kept.keep(other, URL, bytes(1_000_000))
    (told,) = [check for check in library.doctor() if check.name == "pictures"]
    assert told.ok
    assert "2 MB of 1 saved story" in told.detail
    assert "1 of 100 MB" in told.detail
