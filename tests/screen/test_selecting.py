"""Several stories at once: selected one by one or as a range, then marked together."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.screen.test_orders import FRUIT, NEW
from tests.screen.test_reader_screen import Reader, heard, reading, store_stories, unread_titles
from tui.library.frontdesk import Library
from tui.model.scopes import SAVED, Scope
from tui.screens.chooser import Choices
from tui.system.paths import Paths


@pytest.fixture
def fruit(seeded: Paths) -> Paths:
    """Four stories of two feeds, newer than the seeds, the newest first."""
    feeds = ("harbour", "hill")
    store_stories(seeded, *((feeds[n % 2], name, NEW - timedelta(days=n)) for n, name in enumerate(FRUIT)))
    return seeded


def selected(reader: Reader) -> list[str]:
    return [headline.headline for headline in reader.screen.list.selected]


def of(paths: Paths, scope: Scope) -> set[str]:
    library = Library.open(paths)
    try:
        return {headline.headline for headline in library.listing(scope).window(0, 99)}
    finally:
        library.close()


async def test_single_rows_are_selected_and_marked_with_one_undo(fruit: Paths) -> None:
    """. goes on to the next row; the status line counts; what was done lets go of them."""
    async with reading(fruit) as reader:
        await reader.press("full_stop", "j", "full_stop")
        assert selected(reader) == ["Quinces", "Plums"]
        assert "2 selected · esc lets go" in reader.screen.status
        lines = reader.lines("list").splitlines()
        assert ["┃" in next(line for line in lines if name in line) for name in FRUIT] == [
            True,
            False,
            True,
            False,
        ]
        await reader.press("m")
        assert unread_titles(fruit) & {*FRUIT} == {"Pears", "Figs"}
        assert selected(reader) == []
        assert reader.screen.status == ""
        await reader.press("u")
        assert unread_titles(fruit) >= {*FRUIT}


async def test_a_range_grows_and_shrinks_with_the_cursor(fruit: Paths) -> None:
    """V begins it, upwards too; V again keeps it, and another may begin."""
    async with reading(fruit) as reader:
        await reader.press("j", "V", "j", "j")
        assert selected(reader) == ["Pears", "Plums", "Figs"]
        assert "3 selected" in reader.screen.status
        await reader.press("k", "k", "k")
        assert selected(reader) == ["Quinces", "Pears"]
        await reader.press("V", "j", "j", "j")
        assert selected(reader) == ["Quinces", "Pears"]
        await reader.press("V", "full_stop")
        assert set(selected(reader)) >= {"Quinces", "Pears", "Figs"}
        await reader.press("escape")
        assert selected(reader) == []
        assert "1" not in reader.screen.status


async def test_saving_and_tagging_are_for_all_that_are_selected(fruit: Paths) -> None:
    """One that is not saved has all saved; a tag that all have comes off all."""
    async with reading(fruit) as reader:
        await reader.press("s", "V", "j", "j", "s")
        assert of(fruit, SAVED) == {"Quinces", "Pears", "Plums"}
        await reader.press("u")
        assert of(fruit, SAVED) == {"Quinces"}
        await reader.press("k", "full_stop", "full_stop", "t", *"pie", "enter")
        await reader.until(lambda: of(fruit, Scope("tag", name="pie")) == {"Pears", "Plums"})
        assert selected(reader) == []
        await reader.press("u")
        await reader.until(lambda: not of(fruit, Scope("tag", name="pie")))
        await reader.press("g", "t", *"pie", "enter", "V", "j", "t", *"pie", "enter")
        await reader.until(lambda: of(fruit, Scope("tag", name="pie")) == {"Quinces", "Pears"})
        await reader.press("g", "V", "j", "t", *"pie", "enter")
        await reader.until(lambda: not of(fruit, Scope("tag", name="pie")))


async def test_each_selected_story_is_exported(
    fruit: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = set(tmp_path.glob("*.md"))
    async with reading(fruit) as reader:
        told = heard(reader)
        await reader.press("V", "j", "e")
        await reader.until(lambda: any("2 files" in words for words in told))
        assert len(set(tmp_path.glob("*.md")) - before) == 2


async def test_pages_of_all_are_opened_but_not_of_a_hundred(
    fruit: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip must not fill a browser."""
    async with reading(fruit) as reader:
        opened: list[str] = []
        monkeypatch.setattr(reader.app, "open_link", opened.append)
        with reader.app.library.database.write() as conn:
            conn.execute("UPDATE articles SET url = 'https://x.example/' || row")
        reader.screen.lists.refresh()
        await reader.press("G", "V", "k", "k", "o")
        assert len(opened) == 3
        monkeypatch.setattr("tui.screens.reader.links._PAGES_AT_ONCE", 2)
        told = heard(reader)
        await reader.press("V", "k", "k", "o")
        assert len(opened) == 3
        assert "too many" in told[-1]


async def test_a_mute_offers_the_feeds_of_all(fruit: Paths) -> None:
    async with reading(fruit) as reader:
        await reader.press("V", "j", "x")
        labels = [choice.label for choice in reader.app.screen.query_one(Choices).choices]
        assert [label for label in labels if label.startswith("The feed")] == [
            "The feed harbour.example/feed",
            "The feed hill.example/feed",
        ]


async def test_what_is_selected_stays_so_while_news_arrive(fruit: Paths) -> None:
    """By the story and not by the row."""
    async with reading(fruit) as reader:
        await reader.press("full_stop", "V", "j")
        assert selected(reader) == ["Pears", "Plums", "Quinces"]
        store_stories(fruit, ("hill", "Late", NEW + timedelta(days=1)))
        reader.screen._tick()
        assert selected(reader) == ["Pears", "Plums", "Quinces"]


async def test_another_list_begins_without_any_selected(fruit: Paths) -> None:
    async with reading(fruit) as reader:
        await reader.press("V", "j", "2")
        assert selected(reader) == []
        assert reader.screen.status == ""
        await reader.press("enter", "full_stop", "V")
        assert selected(reader) == []
