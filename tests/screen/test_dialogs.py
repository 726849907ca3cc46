"""What opens over the reader shows all that it has to say, in small terminals and without colours too."""

from __future__ import annotations

import pytest
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from tests.screen.test_reader_screen import Reader, reading
from tui.screens.chooser import Choices, Chooser
from tui.screens.feedlines import FeedLines
from tui.screens.feedsettings import FeedSettingsScreen
from tui.settings.file import set_value
from tui.system.paths import Paths
from tui.widgets.bars import StatusBar


def is_whole(reader: Reader, widget: Widget) -> bool:
    """Whether all lines of a widget stand within the dialog around it."""
    dialog = reader.app.screen.query_one(".dialog")
    return widget.size.height > 0 and dialog.content_region.contains_region(widget.region)


@pytest.mark.parametrize("size", [(80, 24), (50, 15), (40, 12), (160, 50)])
async def test_a_list_to_choose_from_says_how_at_its_foot(seeded: Paths, size: tuple[int, int]) -> None:
    """However many lines there are."""
    async with reading(seeded, size) as reader:
        await reader.press("colon")
        assert is_whole(reader, reader.app.screen.query_one(".dialog--hint", Static))
        assert reader.app.screen.query_one(Choices).size.height > 0


async def test_themes_are_shown_from_the_one_in_use_on(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that enter changes nothing."""
    monkeypatch.setenv("COLORTERM", "truecolor")
    set_value(seeded, "theme", "tokyo-night")
    async with reading(seeded, (80, 24)) as reader:
        await reader.press("colon", *"theme", "enter")
        await reader.until(lambda: isinstance(reader.app.screen, Chooser))
        await reader.pilot.pause()
        current = reader.app.screen.query_one(Choices).current
        assert current is not None
        assert (current.label, current.detail) == ("tokyo-night", "in use")


@pytest.mark.parametrize("size", [(80, 28), (80, 24), (50, 15)])
async def test_all_settings_of_a_feed_stand_on_28_lines(seeded: Paths, size: tuple[int, int]) -> None:
    """On fewer they are to be scrolled; what is meant by the line one is in is below them."""
    async with reading(seeded, size) as reader:
        feed = reader.app.library.subscribe("https://post.example/feed")
        reader.app.push_screen(FeedSettingsScreen(reader.app.library, feed))
        await reader.pilot.pause()
        form = reader.app.screen.query_one(VerticalScroll)
        assert form.show_vertical_scrollbar is (size[1] < 28)
        assert is_whole(reader, reader.app.screen.query_one(".settings--meaning"))
        assert is_whole(reader, reader.app.screen.query_one(".dialog--hint"))


@pytest.mark.parametrize(("size", "least"), [((80, 24), 10), ((50, 15), 4), ((40, 12), 2)])
async def test_feeds_have_lines_left_in_small_terminals(
    seeded: Paths, size: tuple[int, int], least: int
) -> None:
    """What is known of one stands below, and takes less of few lines."""
    async with reading(seeded, size) as reader:
        await reader.press("f")
        assert reader.app.screen.query_one(FeedLines).size.height >= least
        assert is_whole(reader, reader.app.screen.query_one(".dialog--hint"))


async def test_what_is_typed_stands_in_the_place_of_the_keys(seeded: Paths) -> None:
    """They mean letters meanwhile; and no line of the list goes."""
    async with reading(seeded, (80, 24)) as reader:
        height = reader.screen.list.size.height
        await reader.press("slash")
        assert not reader.screen.query_one(StatusBar).display
        assert reader.screen.query_one("Prompt").region.y == 23
        assert reader.screen.list.size.height == height
        await reader.press("escape")
        assert reader.screen.query_one(StatusBar).display


async def test_where_one_types_is_seen_without_colours(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cursor of colours alone would be none."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading(seeded, (80, 24)) as reader:
        await reader.press("slash", "a")
        line = reader.screen.query_one("Prompt Input").render_line(0)
        assert [segment.text for segment in line if segment.style and segment.style.reverse] == [" "]
