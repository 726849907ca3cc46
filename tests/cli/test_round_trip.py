"""What was exported comes back: articles, bookmarks and tags, to the byte."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cli.run import Shell
from tests.effort import costly
from tests.exports.strategies import ADDRESSES, LINES, SECTIONS
from tui.calendar.times import iso_utc_or_none
from tui.changes.passages import quote, running_text
from tui.cli import main
from tui.library.frontdesk import Library
from tui.model.blocksjson import sections_to_json
from tui.model.ids import ArticleId
from tui.model.notes import Note, Quotation
from tui.model.notesjson import note_to_json
from tui.system.paths import Paths

NOW = datetime.now(UTC)
PAST = st.datetimes(datetime(1990, 1, 1), datetime(2025, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
FEEDS = st.sampled_from(
    [
        {"url": "https://example.org/feed.xml", "title": "Harbour Post"},
        {"url": "https://example.org/two.xml", "title": "Évening Mail"},
        {"url": "dateline:seeds", "title": "BREAKINGON"},
        {"url": "dateline:seeds", "title": "THE PAPER"},
        {"url": "dateline:seeds", "title": "Documents"},
        {"url": "dateline:pages", "title": "THE PAPER"},
        {"url": "dateline:pages", "title": "Saved pages"},
    ]
)
WORDED = LINES.filter(lambda line: any(char.isalnum() for char in line))


NOTES = st.lists(
    st.tuples(st.none() | WORDED, WORDED, PAST).map(
        lambda drawn: Note("", drawn[1], Quotation(drawn[0]) if drawn[0] else None, drawn[2], drawn[2])
    ),
    max_size=3,
)


@st.composite
def items(draw: st.DrawFn, number: int) -> dict[str, Any]:
    """An item of an export, as another dateline may have written it."""
    saved_at = draw(st.none() | PAST)
    published = draw(st.none() | PAST | st.just(NOW + timedelta(days=400)))
    known = {
        "id": f"abcdefghijk{'abcd'[number]}",
        "url": draw(st.none() | ADDRESSES),
        "title": draw(WORDED),
        "summary": draw(st.none() | WORDED),
        "date_published": iso_utc_or_none(published),
        "authors": draw(st.none() | WORDED.map(lambda name: [{"name": name}])),
        "tags": draw(st.lists(WORDED, max_size=3, unique_by=str.casefold)) if saved_at else None,
        "language": draw(st.sampled_from([None, "en", "tr"])),
    }
    extension = {
        "guid": draw(st.sampled_from([f"guid-{number}", "shared", None])),
        "feed": draw(FEEDS),
        "date_arrived": iso_utc_or_none(draw(PAST)),
        "date_stated": None if published else draw(st.none() | WORDED),
        "dek": draw(st.none() | WORDED),
        "dateline": draw(st.none() | WORDED.map(lambda place: {"place": place, "agency": None})),
        "read": draw(st.booleans()),
        "saved_at": iso_utc_or_none(saved_at),
        "position": draw(st.sampled_from([0.0, 0.25, 1.0])),
        "notes": [note_to_json(note) for note in draw(NOTES)],
        "sections": sections_to_json(draw(st.lists(SECTIONS, max_size=2))),
    }
    return {**{key: value for key, value in known.items() if value is not None}, "_dateline": extension}


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    count = draw(st.integers(0, 4))
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "dateline",
        "items": [draw(items(number)) for number in range(count)],
    }
    return json.dumps(feed).encode()


def run(home: Path, *arguments: str | Path) -> bytes:
    """Run a command that must do well in a home; returns its standard output."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.setenv("DATELINE_HOME", str(home))
        code = main([str(argument) for argument in arguments])
    assert code == 0, err.getvalue()
    out.flush()
    return out.buffer.getvalue()


@contextmanager
def homes(root: Path) -> Iterator[tuple[Path, Path]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.feeds.seedfolders.shipped_dir", _no_folder)
        yield root / "one", root / "two"


def _no_folder(name: str) -> Path:
    raise FileNotFoundError(name)


@settings(max_examples=costly(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_an_exported_library_comes_back_to_the_byte(
    tmp_path_factory: pytest.TempPathFactory, document: bytes
) -> None:
    """Nobody loses a bookmark by moving to another machine."""
    root = tmp_path_factory.mktemp("trip")
    with homes(root) as (one, two):
        (root / "first.json").write_bytes(document)
        run(one, "import", root / "first.json")
        exported = run(one, "export", "--all", "--format", "json")
        (root / "exported.json").write_bytes(exported)
        run(two, "import", root / "exported.json")
        assert run(two, "export", "--all", "--format", "json") == exported
        assert json.loads(run(two, "list", "--json", "--limit", "0")) == json.loads(
            run(one, "list", "--json", "--limit", "0")
        )


def test_markdown_comes_back_with_bookmark_and_tags(stories: Shell, tmp_path: Path) -> None:
    """A folder of Markdown is a library too."""
    id_ = stories("list", "--json").json()[0]["id"]
    stories("tag", "grain", id_)
    before = stories("read", id_, "--json").json()
    assert stories("export", "-o", f"{tmp_path}/out/").code == 0
    with homes(tmp_path) as (one, _):
        run(one, "import", tmp_path / "out")
        after = json.loads(run(one, "read", id_, "--json"))
    del before["date_arrived"], after["date_arrived"]
    assert after == before
    assert after["saved"]
    assert after["tags"] == ["grain"]


def test_importing_an_export_again_changes_nothing(stories: Shell, tmp_path: Path) -> None:
    """One may do it twice, to be sure."""
    stories("save", stories("list", "--json").json()[0]["id"])
    stories("export", "--all", "-o", tmp_path / "all.json")
    again = stories("import", tmp_path / "all.json")
    assert (again.code, again.out) == (0, "")
    assert "2 known already" in again.err
    assert stories("export", "--all", "--format", "json").out == (tmp_path / "all.json").read_text()


def test_notes_come_back_once_and_take_nothing_away(stories: Shell, tmp_path: Path) -> None:
    """From JSON and from Markdown; what was noted since stays, and what was changed here stays changed."""
    id_ = stories("list", "--json").json()[0]["id"]
    with reader_of(stories.home) as library:
        article = library.article(ArticleId(id_))
        text = running_text(article.prose).text
        start = text.index("Zelenskyy will")
        library.notes.add(article.id, "ask *him*\ntwice", quote(text, start, start + 14))
        library.notes.add(article.id, "to all of it")
    before = stories("read", id_, "--json").json()["notes"]
    assert [note["text"] for note in before] == ["to all of it", "ask *him*\ntwice"]
    assert before[1]["selector"]["exact"] == "Zelenskyy will"
    stories("export", "--noted", "-o", f"{tmp_path}/out/")
    stories("export", "--noted", "-o", tmp_path / "out.json")
    for exported in (tmp_path / "out", tmp_path / "out.json"):
        with homes(tmp_path / f"for-{exported.name}") as (one, _):
            for _time in range(2):
                run(one, "import", exported)
                assert json.loads(run(one, "read", id_, "--json"))["notes"] == before
            with reader_of(one) as library:
                first, second = library.notes.of(ArticleId(id_))
                library.notes.change(first.key, "other words")
                library.notes.remove(second.key)
                library.notes.add(ArticleId(id_), "a third")
            run(one, "import", exported)
            noted = [note["text"] for note in json.loads(run(one, "read", id_, "--json"))["notes"]]
            assert sorted(noted) == ["a third", "ask *him*\ntwice", "other words"]


@contextmanager
def reader_of(home: Path) -> Iterator[Library]:
    """Open a home's library as the reader does."""
    library = Library.open(Paths(*(home / name for name in ("config", "data", "cache", "logs"))))
    try:
        yield library
    finally:
        library.close()
