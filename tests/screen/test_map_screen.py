"""The map as a reader uses it: from a story, from a list, by keys and by mouse, and back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import cast

import pytest
from textual import events

from tests.screen.builders import resized
from tests.screen.test_reader_screen import Reader, reading
from tui.atlas.places import Gathered
from tui.atlas.small import small_map
from tui.errors import StoreBusy
from tui.model.names import NO_NAMES, Place
from tui.screens.help import HelpText
from tui.screens.map import MapScreen
from tui.screens.name import NameScreen
from tui.system.paths import Paths
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.place_list import PlaceList
from tui.widgets.reading_pane import ReadingPane
from tui.widgets.world_map import WorldMap

NARROW, WIDE = (80, 24), (130, 40)


class Map:
    """The map that stands over the reader, and what a person sees of it."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.screen = cast("MapScreen", reader.app.screen)
        self.world = self.screen.query_one(WorldMap)
        self.list = self.screen.query_one(PlaceList)

    @property
    def chosen(self) -> str:
        """The name of the chosen place; empty where there is none."""
        number = self.world.chosen
        return "" if number is None else self.world.places[number].place.name

    @property
    def text(self) -> str:
        """The whole screen as text."""
        lines = []
        for widget in (
            *self.screen.query("ColumnTitles"),
            self.world,
            self.list,
            *self.screen.query("StatusBar"),
        ):
            if widget.display:
                lines += [widget.render_line(y).text for y in range(widget.size.height)]
        return "\n".join(lines)

    @property
    def lit(self) -> str:
        """What is lit on the map."""
        lines = self.world.drawing.lines
        return "".join(text for line in lines for text, look in line if look == "map.chosen")


@asynccontextmanager
async def mapped(paths: Paths, *keys: str, size: tuple[int, int] = WIDE) -> AsyncIterator[Map]:
    """A reader with a map open, after some keys."""
    async with reading(paths, size) as reader:
        await reader.press(*keys)
        assert isinstance(reader.app.screen, MapScreen)
        await reader.ended("map")
        await reader.pilot.pause()
        yield Map(reader)


async def test_a_storys_map_shows_its_places_and_lists_the_same(seeded: Paths) -> None:
    """Beside each other where there is room."""
    async with mapped(seeded, "enter", "M") as map_:
        assert "Istanbul Waits" in map_.text
        assert "● Moscow" in map_.text
        assert "city, TR · 41.0°N 28.9°E" in map_.text
        assert map_.chosen == ""


async def test_n_walks_the_places_lit_on_the_map_and_in_the_list(seeded: Paths) -> None:
    """And p goes back, round the end."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.press("n", "n")
        assert map_.chosen == "Istanbul"
        assert "Istanbul" in map_.lit
        assert map_.list.cursor == map_.world.chosen
        assert "Istanbul · city, TR" in map_.text.splitlines()[-1]
        await map_.reader.press("p", "p")
        assert map_.world.chosen == len(map_.world.places) - 1


async def test_what_is_chosen_on_the_map_is_lit_in_the_story_on_the_way_back(seeded: Paths) -> None:
    """One choice, wherever it was made."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.press("n", "n", "escape")
        reader = map_.reader
        assert reader.screen.query_one(ReadingPane).words == "Istanbul"
        picked = reader.screen.query_one(EntityPanel).picked
        assert picked is not None
        assert picked.name == "Istanbul"


async def test_what_is_lit_in_the_story_is_chosen_on_the_map(seeded: Paths) -> None:
    """The other way round: from the sidebar."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "tab")
        panel = reader.screen.query_one(EntityPanel)
        panel.go(next(i for i, e in enumerate(panel.entities) if isinstance(e, Place) and e.name == "Kyiv"))
        await reader.press("M")
        assert Map(reader).chosen == "Kyiv"


async def test_leaving_without_a_choice_changes_nothing(seeded: Paths) -> None:
    """Looking is not choosing."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.press("escape")
        assert map_.reader.screen.query_one(ReadingPane).words == ""
        assert map_.reader.screen.pane == "reader"


async def test_enter_opens_the_page_of_the_place(seeded: Paths) -> None:
    """As * does."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "M", "n", "n", "enter")
        page = reader.app.screen
        assert isinstance(page, NameScreen)
        assert page.known_name == "Istanbul"


async def test_a_names_page_has_a_map_of_its_stories(seeded: Paths) -> None:
    """M there; enter on a place opens that one's page over it, esc comes back."""
    async with mapped(seeded, "enter", "tab", "asterisk", "M") as map_:
        name = cast("NameScreen", map_.reader.app.screen_stack[-2]).known_name
        assert f"{name}: " in map_.text
        await map_.reader.press("n", "enter")
        page = map_.reader.app.screen
        assert isinstance(page, NameScreen)
        assert page.kind == "place"
        await map_.reader.press("escape")
        assert cast("NameScreen", map_.reader.app.screen).known_name == name


async def test_enter_without_a_choice_says_what_to_do(seeded: Paths) -> None:
    """The map stays."""
    async with mapped(seeded, "enter", "M", "enter") as map_:
        assert isinstance(map_.reader.app.screen, MapScreen)


async def test_keys_zoom_pan_and_go_back_to_the_world(seeded: Paths) -> None:
    """Closer to the chosen place; arrows and letters move the map."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.press("0")
        world = map_.world.view
        await map_.reader.press("n", "plus", "plus", "plus", "plus")
        assert map_.world.view.zoom == pytest.approx(1.5**4)
        assert "Moscow" in map_.lit
        near = map_.world.view
        await map_.reader.press("right", "down")
        assert map_.world.view.lon > near.lon
        assert map_.world.view.lat < near.lat
        await map_.reader.press("h", "k")
        assert map_.world.view.lon == pytest.approx(near.lon)
        await map_.reader.press("minus")
        assert map_.world.view.zoom == pytest.approx(1.5**3)
        await map_.reader.press("0")
        assert map_.world.view == world


async def test_a_place_out_of_sight_comes_into_the_middle(seeded: Paths) -> None:
    """Where only a part of the world is shown."""
    async with mapped(seeded, "enter", "M", "0", *["plus"] * 6) as map_:
        await map_.reader.press("n")
        sheet, place = map_.world.sheet, map_.world.places[0]
        assert place.point is not None
        cell = sheet.cell(place.point)
        assert cell is not None
        assert abs(cell[0] - sheet.width // 2) <= 1


async def test_a_narrow_terminal_has_the_map_or_the_list(seeded: Paths) -> None:
    """tab turns from one to the other; esc in the list goes to the map first."""
    async with mapped(seeded, "enter", "M", size=NARROW) as map_:
        assert map_.world.display
        assert not map_.list.display
        await map_.reader.press("tab", "j")
        assert map_.list.display
        assert not map_.world.display
        assert map_.list.has_focus
        assert map_.chosen == "Istanbul"
        await map_.reader.press("escape")
        assert map_.world.display
        assert "Istanbul" in map_.lit
        await map_.reader.press("escape")
        assert not isinstance(map_.reader.app.screen, MapScreen)


async def test_a_list_has_a_map_that_says_what_it_covers(seeded: Paths) -> None:
    """All its stories, or the newest of many; counted by stories."""
    async with mapped(seeded, "M") as map_:
        assert "All stories: 12 stories" in map_.text
        first = map_.world.places[0]
        assert first.stories > 1


async def test_a_searchs_map_is_of_what_it_found(seeded: Paths) -> None:
    """The list that is shown, whatever it is."""
    async with mapped(seeded, "slash", *"lula", "enter", "M") as map_:
        assert "/lula" in map_.text
        assert any(place.place.name == "Brazil" for place in map_.world.places)


async def test_a_list_of_many_stories_is_mapped_in_part_and_says_so(seeded: Paths) -> None:
    """A million articles are not read for a map."""
    async with reading(seeded, WIDE) as reader:
        listing = reader.app.library.listing()
        gathered = reader.app.library.names.places(listing, 3)
        assert (gathered.stories, gathered.is_all) == (3, False)
        reader.app.push_screen(MapScreen("All stories", gather=lambda: gathered))
        await reader.pilot.pause()
        await reader.ended("map")
        await reader.pilot.pause()
        assert "All stories: the first 3 stories" in Map(reader).text


async def test_a_list_whose_places_cannot_be_had_says_why(seeded: Paths) -> None:
    """The map stands there, with the reason in its middle."""

    def fail() -> Gathered:
        raise StoreBusy("The database is busy.")

    async with reading(seeded, WIDE) as reader:
        reader.app.push_screen(MapScreen("All stories", gather=fail))
        await reader.pilot.pause()
        await reader.ended("map")
        await reader.pilot.pause()
        assert "The database is busy." in Map(reader).text


async def test_places_that_are_nowhere_certain_are_listed_at_once(seeded: Paths) -> None:
    """A world without a single marker helps nobody."""
    from tests.atlas.builders import on_map

    async with reading(seeded, NARROW) as reader:
        reader.app.push_screen(MapScreen("A story", [on_map("Vikram", None, None)]))
        await reader.pilot.pause()
        map_ = Map(reader)
        assert "Not on the map  1" in map_.text
        assert "where is not certain" in map_.text
        await reader.press("escape")
        assert not isinstance(reader.app.screen, MapScreen)


async def test_no_places_are_said_calmly(seeded: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a story in a toast, of a list in the middle of its map."""
    monkeypatch.setattr("tui.store.texts.stored_names", lambda conn, row: (NO_NAMES, []))
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "M")
        assert not isinstance(reader.app.screen, MapScreen)
        await reader.press("escape", "M")
        await reader.ended("map")
        await reader.pilot.pause()
        assert "No places are named here." in Map(reader).text


# ── the mouse ─────────────────────────────────────────────────────────────────────────────────


async def test_a_marker_can_be_clicked_the_map_dragged_and_the_wheel_turned(seeded: Paths) -> None:
    """Everything works with the mouse too."""
    async with mapped(seeded, "enter", "M") as map_:
        pilot, world = map_.reader.pilot, map_.world
        marker = next(m for m in world.drawing.markers if len(m.places) == 1)
        await pilot.click(world, offset=(marker.column, marker.row))
        assert world.chosen == marker.places[0]
        before = world.view
        await pilot.mouse_down(world, offset=(40, 10))
        await pilot.hover(world, offset=(50, 14))
        await pilot.mouse_up(world, offset=(50, 14))
        assert world.view.lon < before.lon
        assert world.chosen == marker.places[0]
        zoom = world.view.zoom
        world.post_message(events.MouseScrollUp(world, 20, 20, 0, 0, 0, False, False, False, 20, 20))
        await pilot.pause()
        assert world.view.zoom == pytest.approx(zoom * 1.5)


async def test_a_marker_of_several_gives_each_in_turn(seeded: Paths) -> None:
    """Clicked again, it goes on to the next."""
    async with mapped(seeded, "enter", "M", "0") as map_:
        pilot, world = map_.reader.pilot, map_.world
        marker = next(m for m in world.drawing.markers if len(m.places) > 1)
        found = set()
        for _ in marker.places:
            await pilot.click(world, offset=(marker.column, marker.row))
            found.add(world.chosen)
        assert found == set(marker.places)


async def test_a_place_in_the_list_can_be_clicked(seeded: Paths) -> None:
    """Once to choose it, once more for its stories."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.pilot.click(map_.list, offset=(4, 3))
        assert map_.chosen == "Istanbul"
        await map_.reader.pilot.click(map_.list, offset=(4, 3))
        await map_.reader.pilot.pause()
        assert isinstance(map_.reader.app.screen, NameScreen)


@pytest.mark.parametrize("size", [(1, 1), (20, 5), (40, 10), (60, 20), (99, 30), (100, 30), (300, 60)])
async def test_a_map_can_be_had_at_any_size(seeded: Paths, size: tuple[int, int]) -> None:
    """And turned to any other while it is open."""
    async with mapped(seeded, "enter", "M", size=WIDE) as map_:
        await resized(map_.reader.pilot, *size)
        await map_.reader.press("n", "plus", "tab", "j")
        await resized(map_.reader.pilot, *WIDE)
        await map_.reader.press("n")
        assert "Istanbul Waits" in map_.text


async def test_another_theme_draws_the_map_anew(seeded: Paths) -> None:
    """And what stands below it."""
    async with mapped(seeded, "enter", "M", "n") as map_:
        before = map_.world.render_line(10)
        map_.reader.app.theme = "dateline-light"
        await map_.reader.pilot.pause()
        assert map_.world.render_line(10).text == before.text
        assert map_.world.render_line(10) != before


async def test_the_help_knows_the_maps_keys(seeded: Paths) -> None:
    """From the map, those come first."""
    async with mapped(seeded, "enter", "M") as map_:
        await map_.reader.press("question_mark")
        sheet = map_.reader.app.screen.query_one(HelpText)
        assert "On the map (M)" in sheet.render_line(0).text
        await map_.reader.press("escape")
        assert isinstance(map_.reader.app.screen, MapScreen)


# ── the small map ─────────────────────────────────────────────────────────────────────────────


async def test_the_sidebar_has_a_small_map_where_there_is_room(seeded: Paths) -> None:
    """Below the names, never instead of one; the chosen place is lit on it."""
    async with reading(seeded, (130, 110)) as reader:
        await reader.press("enter")
        panel = reader.screen.query_one(EntityPanel)
        assert panel.map_lines > 5
        lines = reader.lines("sidebar").splitlines()
        assert any("\u2801" <= char <= "\u28ff" for char in "".join(lines[-panel.map_lines :]))
        panel.go(next(i for i, e in enumerate(panel.entities) if isinstance(e, Place) and e.name == "Moscow"))
        await reader.press("tab")
        assert "Moscow" in "".join(reader.lines("sidebar").splitlines()[-panel.map_lines :])
        await resized(reader.pilot, 130, 40)
        await reader.pilot.pause()
        assert panel.map_lines == 0


async def test_a_marker_on_the_small_map_can_be_clicked(seeded: Paths) -> None:
    """It lights up its mentions like the name above."""
    async with reading(seeded, (130, 110)) as reader:
        await reader.press("enter")
        panel = reader.screen.query_one(EntityPanel)
        assert panel.names is not None
        marker = small_map(panel.names, None, panel.room, panel.map_lines).drawing.markers[0]
        top = panel.size.height - panel.map_lines
        await reader.pilot.click(panel, offset=(marker.column, top + marker.row))
        await reader.pilot.pause()
        assert reader.screen.query_one(ReadingPane).is_lit


def test_the_map_is_not_loaded_before_it_is_asked_for() -> None:
    """A start draws no map, so it pays for none."""
    from tests.test_rooms import loaded_by

    loaded = loaded_by("import tui.screens.app, tui.screens.reader.screen")
    assert not {name for name in loaded if name.startswith("tui.atlas") or name == "tui.screens.map"}
