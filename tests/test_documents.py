"""Documents into the store: bundled, dropped in, given by name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.stories import all_of, open_library, titles, write_document
from tui.errors import DatelineError
from tui.feeds.seedfolders import documents_in, parted_by_links
from tui.library.frontdesk import Library
from tui.model.ids import SEED_FEED_URL
from tui.model.prose import plain_text
from tui.system.paths import shipped_dir, user_paths

STORY = """\
Harbour Opens

5/15/2025

LISBON -- The harbour opened on Thursday.

What Is Next

Ships will come.
"""


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    """A library whose bundled seeds are a folder of the test's own."""
    bundled = tmp_path / "bundled"
    write_document(bundled, "harbour.txt", STORY)
    monkeypatch.setattr("tui.feeds.seedfolders.shipped_dir", lambda _name: bundled)
    opened = open_library()
    yield opened
    opened.close()


def test_the_bundled_articles_are_there_at_the_first_start(monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library()
    report = library.read_seeds()
    assert report.new == len(list(shipped_dir("seeds").glob("*.txt"))) >= 12
    assert report.failures == ()
    library.close()


def test_seeds_are_read_once(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every start looks; only what changed is opened."""
    assert library.read_seeds().new == 1
    monkeypatch.setattr(Path, "open", None)
    assert library.read_seeds().new == 0


def test_a_dropped_document_is_read_and_a_broken_one_named(library: Library) -> None:
    folder = user_paths().seed_dir
    write_document(folder, "boats.md", "# Boats\n\nMany boats.")
    write_document(folder, "broken.json", '{"version": "https://jsonfeed.org/version/1.1", "items": ')
    (folder / "noise.txt").write_bytes(b"")
    report = library.read_seeds()
    assert report.new == 2
    assert sorted(Path(name).name for name, _ in report.failures) == ["broken.json", "noise.txt"]
    assert set(titles(all_of(library))) == {"Boats", "Harbour Opens"}


def test_a_seed_that_was_mended_is_read_again(library: Library) -> None:
    path = write_document(user_paths().seed_dir, "boats.md", "# Boats\n\nMany boats.")
    library.read_seeds()
    write_document(user_paths().seed_dir, "boats.md", "# Boats\n\nFew boats, and a ship.")
    os.utime(path, (1, 1))
    assert library.read_seeds().changed == 1
    (boats,) = [headline for headline in all_of(library) if headline.headline == "Boats"]
    assert "ship" in plain_text(library.article(boats.id).prose.sections)


def test_a_document_stays_when_its_file_goes(library: Library) -> None:
    """Saved works with the seed file gone."""
    library.read_seeds()
    library.save([headline.id for headline in all_of(library)])
    (Path(user_paths().data_dir).parent.parent / "bundled" / "harbour.txt").unlink()
    assert library.read_seeds().failures == ()
    (headline,) = all_of(library)
    assert "Ships will come." in plain_text(library.article(headline.id).prose.sections)


def test_files_folders_and_standard_input_are_imported(library: Library, tmp_path: Path) -> None:
    write_document(tmp_path / "docs" / "deep", "a.md", "# A\n\nWords of a.")
    write_document(tmp_path / "docs", ".hidden.md", "# Hidden\n\nWords.")
    single = write_document(tmp_path, "b.md", "# B\n\nWords of b.")
    told: list[tuple[int, int]] = []
    report = library.import_files(
        [tmp_path / "docs", single, tmp_path / "missing.txt"],
        stdin=b"# C\n\nWords of c.",
        progress=lambda done, of: told.append((done, of)),
    )
    assert report.new == 3
    assert titles([library.headline(id_) for id_ in report.ids])[1:] == ["A", "B"]
    ((name, why),) = report.failures
    assert name.endswith("missing.txt")
    assert "cannot be read" in why
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_what_was_imported_is_there_before_all_is(library: Library, tmp_path: Path) -> None:
    """Of years of stories: who reads meanwhile finds them, and who is cut off has lost little."""
    items = [{"id": str(number), "title": f"Story {number}", "content_text": "W."} for number in range(250)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Old", "items": items}
    large = write_document(tmp_path, "large.json", json.dumps(feed))
    small = write_document(tmp_path, "small.md", "# Small\n\nWords.")
    there: list[int] = []
    library.import_files([large, small], progress=lambda *_: there.append(library.counts().total))
    assert there[0] == 250
    assert library.counts().total == 251


def test_a_folder_is_not_left_by_its_links(library: Library, tmp_path: Path) -> None:
    """A folder that somebody else made may hold a link to a key; what it links within itself is its own."""
    secret = write_document(tmp_path / "home", "key.txt", STORY)
    write_document(tmp_path / "docs", "a.md", "# A\n\nWords of a.")
    write_document(tmp_path / "docs" / ".git", "b.md", "# B\n\nWords of b.")
    (tmp_path / "docs" / "key.txt").symlink_to(secret)
    (tmp_path / "docs" / "all").symlink_to(tmp_path / "home")
    (tmp_path / "docs" / "again.md").symlink_to("a.md")
    (tmp_path / "shelf").symlink_to(tmp_path / "docs")
    report = library.import_files([tmp_path / "shelf"])
    assert titles(all_of(library)) == ["A"]
    ((name, why),) = report.failures
    assert Path(name).name == "key.txt"
    assert "link out of the folder" in why
    assert library.import_files([tmp_path / "docs" / "key.txt"]).new == 1, "who names it means it"


@pytest.mark.parametrize(
    "url", ["file:///not-a-feed", "javascript:x", "exec:ls", "/etc/passwd", "dateline:other"]
)
def test_a_document_is_of_no_feed_that_is_not_of_the_web(library: Library, tmp_path: Path, url: str) -> None:
    """Its words are taken, and stand with the other documents under the name it gives."""
    markdown = f'---\ntitle: "A note"\nfeed: "Notes"\nfeed_url: "{url}"\n---\nWords.'
    extended = {
        "id": "x",
        "title": "B",
        "content_text": "w",
        "_dateline": {"feed": {"url": url, "title": "Notes"}},
    }
    exported = {"version": "https://jsonfeed.org/version/1.1", "items": [extended]}
    library.import_files(
        [write_document(tmp_path, "a.md", markdown), write_document(tmp_path, "b.json", json.dumps(exported))]
    )
    assert {feed.url for feed in library.feeds()} == {SEED_FEED_URL}
    assert sorted(titles(all_of(library))) == ["A note", "B"]


def test_the_feed_of_a_document_loses_its_password(library: Library, tmp_path: Path) -> None:
    text = '---\ntitle: "A note"\nfeed_url: "https://ann:s3cret@a.example/feed"\n---\nWords.'
    library.import_files([write_document(tmp_path, "a.md", text)])
    (headline,) = all_of(library)
    assert library.article(headline.id).feed_url == "https://a.example/feed"


def test_what_should_be_known_of_a_list_is_reported(library: Library, tmp_path: Path) -> None:
    report = library.import_files(
        [write_document(tmp_path, "urls", "https://ann:s3cret@a.example/feed one two\n")]
    )
    assert (report.feeds, report.failures) == (1, ())
    names = [Path(name).name for name, _ in report.notes]
    assert names == ["feed", "urls"]
    assert "s3cret" not in repr(report)


def test_an_imported_article_reads_as_it_was_written(library: Library, tmp_path: Path) -> None:
    library.import_files([write_document(tmp_path, "harbour.txt", STORY)])
    (headline,) = all_of(library)
    article = library.article(headline.id)
    assert article.prose.headline == "Harbour Opens"
    assert article.prose.dateline is not None
    assert article.prose.dateline.place == "Lisbon"
    assert [s.heading.plain for s in article.prose.sections if s.heading] == ["What Is Next"]


def test_the_real_document_reads_right() -> None:
    """The seed form as it is met outside: nothing lost, nothing doubled, the furniture left out."""
    shared = os.environ.get("DATELINE_SHARED")
    if not shared:
        pytest.skip("DATELINE_SHARED names no folder with the real document")
    library = open_library()
    (document,) = (Path(shared) / "seeds").glob("000_*.txt")
    library.import_files([document])
    (headline,) = all_of(library)
    prose = library.article(headline.id).prose
    assert headline.feed == "BREAKINGON"
    assert prose.dateline is not None
    assert prose.dateline.place == "London"
    headed = [section.heading.plain for section in prose.sections if section.heading]
    assert len(headed) == 8
    assert headed[-1] == "Conclusion"
    library.close()


def test_settings_are_kept(library: Library) -> None:
    assert library.setting("scope") is None
    assert library.setting("scope", "all") == "all"
    library.set_setting("scope", "unread")
    library.set_setting("scope", "saved")
    assert library.setting("scope", "all") == "saved"


def test_threads_share_a_library(library: Library) -> None:
    """Workers of the screen read and write at the same time."""
    from concurrent.futures import ThreadPoolExecutor

    library.read_seeds()
    (headline,) = all_of(library)

    def work(number: int) -> int:
        library.mark_read([headline.id], bool(number % 2))
        return len(library.listing().window(0, 10))

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(40))) == {1}
    with pytest.raises(DatelineError):
        library.resolve("!")


def test_documents_are_found_below_a_folder_but_for_hidden_ones(tmp_path: Path) -> None:
    """By name, so that a folder is always read in one order; it may itself be hidden."""
    folder = tmp_path / ".local" / "seeds"
    for name in ("b.txt", "a/c.txt", "a/.d.txt", ".git/e.txt", "a/.f/g.txt", "h"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    assert [str(path.relative_to(folder)) for path in documents_in(folder)] == ["a/c.txt", "b.txt", "h"]
    assert documents_in(folder / "b.txt") == documents_in(folder / "none") == []


def test_links_out_of_a_folder_are_told_from_those_within(tmp_path: Path) -> None:
    """Also where the folder is reached by a link itself, and where a link leads nowhere."""
    folder = tmp_path / "real"
    folder.mkdir()
    (tmp_path / "secret").touch()
    (folder / "a").touch()
    (folder / "inner").symlink_to(folder / "a")
    (folder / "outer").symlink_to(tmp_path / "secret")
    (folder / "nowhere").symlink_to(tmp_path / "none")
    (tmp_path / "link").symlink_to(folder)
    home = tmp_path / "link"
    inside, outside = parted_by_links(home, [home / name for name in ("a", "inner", "outer", "nowhere")])
    assert [path.name for path in inside] == ["a", "inner"]
    assert [path.name for path in outside] == ["outer", "nowhere"]
