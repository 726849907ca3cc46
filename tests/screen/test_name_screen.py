"""The page of a name, as its keys drive it, on the bundled articles."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Static

from tests.screen.builders import resized
from tests.screen.test_reader_screen import MIDDLE, NARROW, WIDE, Reader, reading, unread_titles
from tui.library.frontdesk import Library
from tui.screens.feeds import FeedsScreen
from tui.screens.help import HelpText
from tui.screens.name import NameScreen
from tui.screens.reader.screen import ReaderScreen
from tui.screens.trends import TrendsScreen
from tui.system.paths import Paths, user_paths
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import ColumnTitles
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.name_facts import NameFacts
from tui.widgets.name_list import NameList
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.timeline import Timeline


def page(reader: Reader) -> NameScreen:
    screen = reader.app.screen
    assert isinstance(screen, NameScreen)
    return screen


def text(reader: Reader, pane: type[NameFacts | ArticleList | NameList]) -> str:
    widget = page(reader).query_one("#name-company" if pane is NameList else pane.__name__, pane)
    widget.render_lines(widget.region)
    return "\n".join(widget.render_line(y).text for y in range(widget.size.height))


async def open_page(reader: Reader, name: str = "Volodymyr Zelenskyy") -> NameScreen:
    """Open the first story, choose a name in it, and open its page."""
    await reader.press("enter", "tab")
    panel = reader.screen.query_one(EntityPanel)
    panel.choose(next(entity for entity in panel.entities if entity.name == name))
    await reader.press("asterisk")
    return page(reader)


@pytest.mark.parametrize("size", [WIDE, MIDDLE, (80, 24), NARROW, (40, 10)])
async def test_a_page_says_what_a_name_is_and_shows_its_stories(seeded: Paths, size: tuple[int, int]) -> None:
    """At every size: who it is, how often, and the list."""
    async with reading(seeded, size) as reader:
        screen = await open_page(reader)
        assert screen.page is not None
        assert "Ukrainian President" in text(reader, NameFacts)
        assert "2 stories" in text(reader, NameFacts)
        assert screen.query_one(ArticleList).total == 2
        assert screen.query_one(ArticleList).size.height >= 2


async def test_a_place_says_its_kind_and_country(seeded: Paths) -> None:
    """A city in a country, with where it is."""
    async with reading(seeded) as reader:
        await open_page(reader, "Paris")
        facts = text(reader, NameFacts)
        assert "City in France" in facts
        assert "48.9°N 2.4°E" in facts or "48.9°N 2.3°E" in facts
        assert "Mentions" in facts
        assert "2015" in facts


async def test_enter_opens_a_story_with_the_name_lit(seeded: Paths) -> None:
    """And the list behind it is the name's, so that J and K walk its stories."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("j", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline.startswith("Notre-Dame")
        pane = reader.screen.query_one(ReadingPane)
        assert pane.words == "Volodymyr Zelenskyy"
        assert pane.hit[0] == 1
        assert "‹ Volodymyr Zelenskyy  2" in reader.title
        await reader.press("K")
        assert reader.screen.article.prose.headline.startswith("Istanbul")


async def test_the_names_beside_it_lead_to_their_pages_and_back_returns(seeded: Paths) -> None:
    """From a person to another and home again, a step at a time."""
    async with reading(seeded) as reader:
        first = await open_page(reader)
        await reader.press("tab", "j")
        row = first.query_one("#name-company", NameList).current
        assert row is not None
        await reader.press("enter")
        second = page(reader)
        assert (second is first, second.known_name) == (False, row.name)
        assert "2 stories" in text(reader, NameFacts)
        await reader.press("escape")
        assert page(reader) is first
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.pane == "sidebar"


async def test_a_wish_of_a_second_page_closes_both(seeded: Paths) -> None:
    """A story opened three names away is simply open."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("tab", "j", "enter", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.article is not None
        assert reader.screen.pane == "reader"


async def test_the_first_line_beside_the_stories_shows_them_in_the_list(seeded: Paths) -> None:
    """What * does there too."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("tab", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert "‹ Volodymyr Zelenskyy  2" in reader.title


async def test_the_columns_share_a_narrow_screen(seeded: Paths) -> None:
    """One at a time, and the one in use is in sight."""
    async with reading(seeded, (80, 24)) as reader:
        screen = await open_page(reader)
        stories, names = screen.query_one(ArticleList), screen.query_one("#name-company", NameList)
        assert (stories.display, names.display) == (True, False)
        await reader.press("tab")
        assert (stories.display, names.display) == (False, True)
        assert "Donald Trump" in text(reader, NameList)
        await resized(reader.pilot, 160, 50)
        await reader.pilot.pause()
        assert (stories.display, names.display) == (True, True)


async def test_the_cursor_passes_headings_over_and_stops_at_the_ends(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        screen = await open_page(reader)
        names = screen.query_one("#name-company", NameList)
        await reader.press("tab")
        for keys in (["j"] * 40, ["G"], ["b", "b"], ["k"] * 40, ["g"], ["space"], ["ctrl+u"]):
            for key in keys:
                await reader.pilot.press(key)
                assert names.current is not None
                assert not names.current.heading
        await reader.press("g")
        assert names.current is not None
        assert names.current.key == ""
        await reader.press("G")
        assert names.current.kind == "place"


# ── following ─────────────────────────────────────────────────────────────────────────────────


async def test_w_in_the_sidebar_follows_a_name_and_u_takes_it_back(seeded: Paths) -> None:
    """Marked in the list, in the sidebar, and counted among the feeds."""
    async with reading(seeded) as reader:
        await reader.press("enter", "tab")
        assert "»" not in reader.lines("list") + reader.lines("sidebar")
        await reader.press("w")
        name = reader.app.library.follows.all()[0].name
        assert "» THE DATELINE SAMPLER" in reader.lines("list")
        line = next(line for line in reader.lines("sidebar").splitlines() if name in line)
        assert "» " in line
        await reader.press("u")
        assert reader.app.library.follows.all() == ()
        assert "»" not in reader.lines("list") + reader.lines("sidebar")
        await reader.press("w", "w")
        assert reader.app.library.follows.all() == ()


async def test_a_followed_name_is_a_line_among_the_feeds(seeded: Paths) -> None:
    """With its counts; chosen, it is a list as any other."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("w")
        assert "» followed" in page(reader).query_one(ColumnTitles).render_line(0).text
        await reader.press("escape", "f", "slash", *"zelen", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert "‹ Volodymyr Zelenskyy  2" in reader.title
        await reader.press("n")
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline.startswith("Notre-Dame")
        await reader.press("escape", "w")
        assert reader.app.library.follows.all() == ()


async def test_the_feeds_screen_lets_a_followed_name_go_and_opens_its_page(seeded: Paths) -> None:
    """w and *, on its line; elsewhere they say what they are for."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("w", "escape", "f", "w")
        assert reader.app.library.follows.all()
        screen = reader.app.screen
        assert isinstance(screen, FeedsScreen)
        screen.lines.go(next(i for i, c in enumerate(screen.lines.choices) if "» " in c.label))
        await reader.press("asterisk")
        assert page(reader).known_name == "Volodymyr Zelenskyy"
        await reader.press("escape")
        assert isinstance(reader.app.screen, FeedsScreen)
        await reader.press("w")
        assert reader.app.library.follows.all() == ()
        assert not any("» " in choice.label for choice in screen.lines.choices)
        await reader.press("u")
        assert any("» " in choice.label for choice in screen.lines.choices)


# ── over time ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("size", [WIDE, (80, 24), NARROW])
async def test_t_tells_the_stories_by_period(seeded: Paths, size: tuple[int, int]) -> None:
    """Months first, then days or weeks; enter opens the story of a period; t brings the list back."""
    async with reading(seeded, size) as reader:
        screen = await open_page(reader, "Paris")
        await reader.press("t")
        months = [line[1:9] for line in text(reader, Timeline).splitlines()[:3]]
        assert months == ["May 2025", "Dec 2024", "Dec 2015"]
        assert "Istanbul Waits" in text(reader, Timeline)
        await reader.press("1")
        assert "12 Dec 2015" in text(reader, Timeline)
        await reader.press("2", "t")
        assert screen.query_one(ArticleList).display
        await reader.press("t", "j", "enter")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline.startswith("Notre-Dame")


async def test_trends_of_the_bundled_stories_are_what_is_named_most(seeded: Paths) -> None:
    """T says calmly that they are old; the names lead to their pages."""
    async with reading(seeded) as reader:
        await reader.press("T")
        screen = reader.app.screen
        assert isinstance(screen, TrendsScreen)
        said = str(screen.query_one(".trends--said", Static).render())
        assert said == "The newest story is of 15 May 2025. These are named most in the newest 12 stories."
        names = screen.query_one(NameList)
        assert names.rows[0].name == "United States"
        await reader.press("tab")
        assert {row.kind for row in names.rows} == {"person"}
        await reader.press("tab", "3")
        assert {row.kind for row in names.rows} == {"place"}
        await reader.press("j", "w")
        assert names.cursor == 1
        row = names.current
        assert row is not None
        assert row.followed
        await reader.press("enter")
        assert page(reader).known_name == row.name
        await reader.press("escape")
        assert isinstance(reader.app.screen, TrendsScreen)
        await reader.press("enter", "asterisk")
        assert isinstance(reader.app.screen, ReaderScreen)
        assert f"‹ {row.name}" in reader.title


@pytest.mark.parametrize("size", [(80, 24), NARROW, (40, 10)])
async def test_trends_fit_small_screens(seeded: Paths, size: tuple[int, int]) -> None:
    async with reading(seeded, size) as reader:
        await reader.press("T")
        names = reader.app.screen.query_one(NameList)
        assert "United States" in names.render_line(0).text
        await reader.press("escape")
        assert isinstance(reader.app.screen, ReaderScreen)


async def test_trends_of_an_empty_store_are_calm(tmp_path: Path) -> None:
    """Nothing stored, nothing asked, nothing broken."""
    paths = user_paths()
    Library.open(paths).close()
    async with reading(paths) as reader:
        await reader.press("T", "1", "3", "w", "enter", "tab")
        names = reader.app.screen.query_one(NameList)
        await reader.until(lambda: names.empty == ["No names yet."])
        names.render_lines(names.region)
        assert any("No names yet." in names.render_line(y).text for y in range(names.size.height))


@pytest.mark.parametrize("keys", [("enter", "tab", "asterisk"), ("T",)])
async def test_both_screens_show_their_own_keys_first(seeded: Paths, keys: tuple[str, ...]) -> None:
    """? where one is."""
    async with reading(seeded) as reader:
        await reader.press(*keys, "question_mark")
        sheet = reader.app.screen.query_one(HelpText)
        first = sheet.render_line(0).text
        assert "On a name's page" in first or "In the trends" in first
        await reader.press("escape", "escape")
        assert isinstance(reader.app.screen, ReaderScreen)


async def test_all_stories_of_a_name_are_marked_read_from_its_page(seeded: Paths) -> None:
    """And in the list of its stories; no others."""
    async with reading(seeded) as reader:
        await open_page(reader)
        await reader.press("A")
        assert len(unread_titles(seeded)) == 10
        await reader.press("u", "asterisk")
        assert len(unread_titles(seeded)) == 11
        await reader.press("A")
        assert len(unread_titles(seeded)) == 10
