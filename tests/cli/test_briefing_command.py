"""briefing: the news in a line a story, told once, and handed on as JSON, Markdown or a book."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.cli.run import Shell
from tests.store.stories import NOW, POST, TIMES, Clock, build_entry, deliver, find_known_names, open_library
from tui.library import frontdesk
from tui.preparing.queue import run_queue
from tui.store import threads
from tui.store.threads import PlacedArticle

FIRE = ("Fire destroys [old] mill", "Mill [old] burns")


@pytest.fixture
def shell(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A home at the moment of the stories: two sources tell of a fire, one of Rubio."""
    monkeypatch.setattr("tui.entities.extract_names", find_known_names)
    opened = frontdesk.Library.open
    monkeypatch.setattr(
        frontdesk.Library, "open", lambda paths, **named: opened(paths, **{"clock": lambda: NOW, **named})
    )
    monkeypatch.setattr(frontdesk, "utc_now", lambda: NOW)
    library = open_library(Clock())
    for number, title in enumerate((*FIRE, "Rubio speaks")):
        deliver(
            library,
            build_entry(
                title,
                title=title,
                url=f"https://x.example/{number}",
                content="<p>Marco Rubio spoke in Paris.</p>" if number == 2 else "<p>It burnt.</p>",
                published_at=NOW - timedelta(hours=30 if number == 2 else 3),
            ),
            feed=(POST, TIMES)[number % 2],
        )
    # The test says what belongs together.
    run_queue(library.database, joins=lambda _url: False)
    with library.database.write() as conn:
        for row in (1, 2, 3):
            threads.place(conn, PlacedArticle(row))
        threads.move(conn, 2, 1, "together")
    library.close()
    return shell


def test_what_was_told_is_told_once(shell: Shell) -> None:
    assert shell("briefing", "--peek").out == shell("briefing", "--since", "1d").out
    ran = shell("briefing")
    assert ran.err.startswith("2 articles in 1 thread since ")
    (line,) = ran.out.splitlines()
    assert line.split("  ", 1)[1].startswith(FIRE)
    assert "(2 sources: " in line
    again = shell("briefing")
    assert (again.code, again.out) == (0, "")
    assert again.err.startswith("Nothing new since ")


def test_in_json_each_line_says_where_it_stands(shell: Shell) -> None:
    told = shell("briefing", "--since", "2d", "--json").json()
    assert [line["new"] for line in told["lines"]] == [2, 1]
    assert (told["articles"], told["threads"]) == (3, 2)
    first, second = told["lines"]
    assert first["at"] == {"section": -1, "leaf": 0, "start": 0, "end": len(first["text"])}
    assert first["article"]["title"] == first["text"]
    assert first["thread"] == {"articles": 2, "sources": 2}
    assert (second["places"], second["known"], second["follows"]) == (["Paris"], False, [])
    assert len(shell("briefing", "--since", "2d", "--lines", "1", "--json").json()["lines"]) == 1


def test_as_markdown_it_is_a_list_of_links(shell: Shell) -> None:
    """Words from outside are no markup."""
    written = shell("briefing", "--since", (NOW - timedelta(days=3)).date().isoformat(), "--markdown").out
    assert written.startswith("# Briefing, ")
    assert r"\[old\]" in written.splitlines()[4]
    assert "(<https://x.example/" in written.splitlines()[4]
    assert "2. [Rubio speaks](<https://x.example/2>)" in written


def test_as_a_book_its_lines_lead_to_the_stories(shell: Shell, tmp_path: Path) -> None:
    book = tmp_path / "morning.epub"
    assert shell("briefing", "--since", "2d", "--epub", str(book)).code == 0
    with zipfile.ZipFile(book) as opened:
        pages = {name: opened.read(name).decode() for name in opened.namelist() if name.endswith("html")}
    for page in pages.values():
        ElementTree.fromstring(page)
    assert 'href="story-00002.xhtml">Rubio speaks</a>' in pages["EPUB/front.xhtml"]
    assert "Marco Rubio spoke in Paris." in pages["EPUB/story-00002.xhtml"]
    assert 'href="front.xhtml"' in pages["EPUB/nav.xhtml"]


@pytest.mark.parametrize("typed", ["", "yesterday", "0h", "9999y", "2026-13-01"])
def test_a_moment_that_is_none_is_typed_wrong(shell: Shell, typed: str) -> None:
    assert shell("briefing", "--since", typed).code == 2


def test_nothing_new_makes_no_book(shell: Shell, tmp_path: Path) -> None:
    shell("briefing")
    assert shell("briefing", "--epub", str(tmp_path / "none.epub")).code == 0
    assert not (tmp_path / "none.epub").exists()
