"""Lists in other orders, without what is read, and marked above and below: from the keys."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.screen.test_reader_screen import Reader, heard, reading, store_stories, unread_titles
from tui.library.frontdesk import Library
from tui.library.lists import ListView
from tui.model.scopes import ALL
from tui.system.paths import Paths

NEW = datetime(2026, 1, 1, tzinfo=UTC)
FRUIT = ("Quinces", "Pears", "Plums", "Figs")


@pytest.fixture
def fruit(seeded: Paths) -> Paths:
    """Four stories of two feeds, newer than the seeds, the newest first."""
    store_stories(
        seeded, *((("harbour", "hill")[n % 2], name, NEW - timedelta(days=n)) for n, name in enumerate(FRUIT))
    )
    return seeded


def rows(reader: Reader) -> list[str]:
    return [headline.headline for headline in reader.screen.list.in_view() if headline.headline in FRUIT]


async def test_a_list_is_put_in_another_order_and_keeps_it(fruit: Paths) -> None:
    """O turns, the title says which one it is; the cursor stays on its story, also the next time."""
    async with reading(fruit) as reader:
        await reader.press("1", "j", "O")
        assert "All  16 · the oldest first" in reader.title
        current = reader.screen.list.current
        assert current is not None
        assert current.headline == "Pears"
        assert rows(reader) == [*FRUIT[::-1]]
        await reader.press("2")
        assert "oldest" not in reader.title
        await reader.press("1", "O")
        assert "by feed" in reader.title
        assert rows(reader) == ["Quinces", "Plums", "Pears", "Figs"]
        await reader.until(lambda: reader.app.library.views.of(ALL) == ListView("feed"))
    async with reading(fruit) as reader:
        assert "by feed" in reader.title
        await reader.press("O")
        assert "those that name most first" in reader.title
        await reader.press("O")
        assert "All 16" in reader.title


async def test_n_follows_the_order_of_the_list(fruit: Paths) -> None:
    async with reading(fruit) as reader:
        told = heard(reader)
        await reader.press("1", "O", "G", "k")
        opened = []
        for _ in range(3):
            await reader.press("n")
            article = reader.screen.article
            opened.append(article.headline.headline if article else "")
        assert opened == ["Pears", "Quinces", "Quinces"]
        assert "Nothing unread after" in told[-1]


async def test_what_is_read_is_left_out_of_any_list(fruit: Paths) -> None:
    """U; what is read meanwhile stays until one comes back, and the title tells."""
    async with reading(fruit) as reader:
        told = heard(reader)
        await reader.press("f", "slash", *"harbour", "enter")
        await reader.press("m", "U")
        assert "‹ harbour.example/feed  1 · unread only" in reader.title
        assert rows(reader) == ["Plums"]
        await reader.press("m")
        assert rows(reader) == ["Plums"]
        await reader.press("1", "f", "slash", *"harbour", "enter")
        assert rows(reader) == []
        await reader.press("U")
        assert rows(reader) == ["Quinces", "Plums"]
        await reader.press("2", "U")
        assert "left out here already" in told[-1]


async def test_a_search_in_an_order_of_its_own(fruit: Paths) -> None:
    """Newest, best, oldest; one for all searches, and the list behind it keeps its own."""
    async with reading(fruit) as reader:
        await reader.press("slash", *"feed:h", "enter", "O")
        assert "the best first" in reader.title
        await reader.press("O")
        assert "the oldest first" in reader.title
        assert rows(reader) == [*FRUIT[::-1]]
        await reader.press("escape")
        assert "All 16" in reader.title
        await reader.press("slash", *"feed:hill", "enter")
        assert "the oldest first" in reader.title


async def test_above_and_below_are_marked_read_each_with_one_undo(fruit: Paths) -> None:
    async with reading(fruit) as reader:
        told = heard(reader)
        await reader.press("1", "j", "circumflex_accent")
        assert unread_titles(fruit) & {*FRUIT} == {"Pears", "Plums", "Figs"}
        await reader.press("u")
        await reader.press("dollar_sign")
        assert unread_titles(fruit) == {"Quinces", "Pears"}
        await reader.press("u", "O", "circumflex_accent")
        assert unread_titles(fruit) == {"Quinces", "Pears"}
        await reader.press("circumflex_accent")
        assert "All above was read already." in told[-1]


async def test_all_that_a_search_found_is_marked_read(fruit: Paths) -> None:
    """A in a search: those that are not on the screen too, and nothing else."""
    async with reading(fruit) as reader:
        await reader.press("slash", *"feed:hill", "enter", "A")
        assert unread_titles(fruit) & {*FRUIT} == {"Quinces", "Plums"}
        await reader.press("u")
        assert unread_titles(fruit) >= {*FRUIT}


async def test_a_list_that_opens_in_another_order_is_not_foretold(fruit: Paths) -> None:
    """The first paint knows the usual order alone: it would show another page than the list does."""
    from tui.terminal.firstpaint import LOOK_SETTING

    async with reading(fruit) as reader:
        await reader.press("1", "O")
        await reader.until(lambda: "all oldest" in (reader.app.library.setting(LOOK_SETTING) or ""))
        await reader.press("O", "O", "O")
        await reader.until(lambda: '"all"' in (reader.app.library.setting(LOOK_SETTING) or ""))


async def test_an_order_lasts_in_another_reader(fruit: Paths) -> None:
    library = Library.open(fruit)
    library.views.keep(ALL, ListView("oldest", unread=True))
    library.close()
    async with reading(fruit) as reader:
        assert "All  16 · the oldest first · unread only" in reader.title


def ages_shown(reader: Reader) -> list[str]:
    """What the rows say of their times, each in the line of its feed."""
    lines = reader.lines("list").splitlines()
    return [line.rstrip("│ ").rpartition("  ")[2].strip() for line in lines[1::2] if line.strip("│ ")]


async def test_what_was_opened_is_one_key_away(fruit: Paths) -> None:
    """H: the last first, each with when it was opened; opening one again does not throw one to the top.

    Empty, it says what it is for. What a search finds in it goes by the stories' own dates.
    """
    async with reading(fruit) as reader:
        await reader.press("H")
        assert "Nothing opened yet." in reader.lines("list")
        await reader.press("1", "j", "enter", "h", "j", "enter", "H")
        assert "‹ opened, and when  2" in reader.title
        assert ages_shown(reader) == ["now", "now"]
        assert set(rows(reader)) == {"Pears", "Plums"}
        last = rows(reader)[-1]
        await reader.press("j", "enter", "h")
        assert rows(reader)[-1] == last
        assert reader.screen.list.cursor == 1
        await reader.press("slash", *"is:opened", "enter")
        assert ages_shown(reader) == ["Dec 2025", "Dec 2025"]
