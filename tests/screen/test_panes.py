"""Panes by themselves: the cursor is always in sight, every cell is drawn, and moves come back."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, cast

import pytest

from tests.atlas.builders import NEWSY, on_map
from tests.builders import build_article, build_headline
from tests.screen.builders import Heard, alone, drawn, marked, resized
from tui.keys.commands import COMMANDS
from tui.model.articles import Headline
from tui.model.names import Mention, Names, Person, Place, Thing
from tui.screens.chooser import Choices
from tui.screens.help import HelpText
from tui.screens.replies import Choice
from tui.text.cells import cell_width
from tui.text.spans import Spans
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.name_list import NameList, NameRow
from tui.widgets.pane import Pane
from tui.widgets.place_list import PlaceList

SIZES = [(20, 4), (40, 12), (90, 33)]


@dataclass
class Stories:
    """A listing in memory that writes down what it is asked for."""

    count: int
    asked: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    unhad: range = range(0)
    """Rows that cannot be had."""

    @property
    def total(self) -> int:
        return self.count

    def window(self, first: int, count: int) -> Sequence[Headline]:
        self.asked.append((first, count))
        wanted = range(first, min(first + count, self.count))
        return [] if set(wanted) & set(self.unhad) else [build_headline(f"Story {n}", row=n) for n in wanted]

    def spans(self, row: int) -> Spans:
        return ((0, 5),)

    def excerpt(self, row: int) -> tuple[str, Spans]:
        return f"the harbour of story {row}", ((4, 11),)


class Moving(Protocol):
    """A pane with a cursor."""

    cursor: int

    def move(self, steps: int) -> None: ...
    def page(self, pages: float) -> None: ...


def people(count: int) -> Names:
    mentions = (Mention(0, 1, 0, 1),)
    return Names(
        tuple(Person(f"Ann Reed the {n}th", mentions * (n + 1), role="Nurse") for n in range(count)),
        (Place("Oslo", mentions, country="NO"), Place("Rome", mentions)),
    )


def with_stories(pane: ArticleList) -> None:
    pane.show(Stories(60), "all")


def with_names(pane: EntityPanel) -> None:
    pane.show(build_article(names=people(40)))


def with_rows(pane: NameList) -> None:
    pane.show([NameRow(f"Name {n}", "3", "person", "k") for n in range(60)])


CURSORS: list[tuple[Callable[[], Pane], Callable[[Any], None], int]] = [
    (lambda: ArticleList(lines=1), with_stories, 60),
    (lambda: ArticleList(lines=2), with_stories, 60),
    (lambda: NameList(), with_rows, 60),
    (lambda: PlaceList(), lambda pane: pane.show(NEWSY * 8, 0), 48),
    (lambda: EntityPanel(), with_names, 42),
    (lambda: Choices(()), lambda pane: pane.show([Choice(f"Choice {n}", n) for n in range(60)]), 60),
]  # fmt: skip
NAMES = ["list of one line", "list of two lines", "names", "places", "sidebar", "choices"]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("make", "fill", "count"), CURSORS, ids=NAMES)
async def test_wherever_the_cursor_goes_it_is_in_sight_and_a_row_alone_bears_it(
    make: Callable[[], Pane], fill: Callable[[Any], None], count: int, size: tuple[int, int]
) -> None:
    """By lines, by pages, past both ends; and all of its row where there is room for it."""
    pane = make()
    chance = random.Random(7)
    async with alone(pane, size=size):
        fill(pane)
        moving = cast("Moving", pane)
        for _ in range(60):
            if chance.random() < 0.6:
                moving.move(chance.choice([1, -1, 2, 7, -9, 100, -100]))
            else:
                moving.page(chance.choice([1, -1, 0.5, -0.5]))
            assert 0 <= moving.cursor < count
            lines = drawn(pane)
            assert {cell_width(line) for line in lines} == {size[0]}
            on = marked(lines)
            assert on
            assert on == list(range(on[0], on[-1] + 1))
            if isinstance(pane, ArticleList):
                assert len(on) == min(pane.tall, size[1])


@pytest.mark.parametrize(("make", "fill", "count"), CURSORS, ids=NAMES)
async def test_what_a_key_moved_its_counterpart_moves_back(
    make: Callable[[], Pane], fill: Callable[[Any], None], count: int
) -> None:
    """One learns where things are by coming back to them."""
    pane = make()
    async with alone(pane, size=(40, 12)):
        fill(pane)
        moving = cast("Moving", pane)
        for steps in (1, 3, 10):
            moving.move(count // 2 - moving.cursor)
            at = moving.cursor
            moving.move(steps)
            assert moving.cursor == at + steps
            moving.move(-steps)
            assert moving.cursor == at
        for pages in (1, 0.5):
            at = moving.cursor
            moving.page(pages)
            assert moving.cursor > at
            moving.page(-pages)
            assert moving.cursor == at


@pytest.mark.parametrize(("make", "fill", "count"), CURSORS, ids=NAMES)
async def test_the_ends_hold(make: Callable[[], Pane], fill: Callable[[Any], None], count: int) -> None:
    """Beyond the first and the last row there is nothing to be on."""
    pane = make()
    async with alone(pane, size=(40, 12)):
        fill(pane)
        moving = cast("Moving", pane)
        for _ in range(2):
            moving.move(10**9)
            assert moving.cursor == count - 1
        for _ in range(2):
            moving.move(-(10**9))
            assert moving.cursor == 0
        moving.page(-1)
        assert moving.cursor == 0


@pytest.mark.parametrize(("make", "fill", "count"), CURSORS, ids=NAMES)
async def test_every_cell_of_a_line_is_drawn_at_any_width(
    make: Callable[[], Pane], fill: Callable[[Any], None], count: int
) -> None:
    """One too few leaves what stood there before; one too many pushes the pane beside it."""
    pane = make()
    pane.edged = False
    async with alone(pane, size=(60, 12)):
        fill(pane)
        for width in range(20, 251, 3):
            assert {cell_width(line) for line in drawn(pane, width)} == {width}


@pytest.mark.parametrize("make", [make for make, _, _ in CURSORS], ids=NAMES)
async def test_an_empty_pane_says_so_and_no_key_troubles_it(make: Callable[[], Pane]) -> None:
    pane = make()
    if isinstance(pane, NameList):
        pane.empty = ["No names yet."]
    async with alone(pane, size=(30, 6)) as heard:
        for steps in (1, -1, 10**9):
            cast("Moving", pane).move(steps)
            cast("Moving", pane).page(steps)
        lines = drawn(pane)
        assert {cell_width(line) for line in lines} == {30}
        await heard.pilot.click(pane, offset=(2, 0))
        assert marked(lines) == []
        if not isinstance(pane, PlaceList):
            assert any(words in "".join(lines) for words in ("No ", "Nothing ", "stand here"))


# ── what all panes have ───────────────────────────────────────────────────────────────────────


async def test_the_edge_is_a_scroll_mark_where_there_is_more_and_a_line_where_there_is_not() -> None:
    """And where a pane has no neighbour it has no edge, and one cell more for its words."""
    pane = Choices([Choice("A long name of a choice that goes on", n) for n in range(24)])
    async with alone(pane, size=(20, 6)):
        assert [line[-1] for line in drawn(pane)] == ["┃", *"│││││"]
        pane.move(10**9)
        assert [line[-1] for line in drawn(pane)] == [*"│││││", "┃"]
        assert pane.room == 19
        pane.show(pane.choices[:6])
        assert {line[-1] for line in drawn(pane)} == {"│"}
        pane.edged = False
        assert pane.room == 20
        assert not any("│" in line for line in drawn(pane))


async def test_a_pane_that_grows_shorter_shows_its_end_and_not_what_is_below() -> None:
    """What was scrolled to may be gone; an empty view would look as if all were."""
    pane = NameList()
    rows = [NameRow(f"Name {n}", "1", "person", "k") for n in range(40)]
    async with alone(pane, size=(30, 6)):
        pane.show(rows)
        pane.move(39)
        assert pane.top == 34
        pane.rows = tuple(rows[:10])
        pane.set_height(10)
        assert pane.top == 4
        pane.set_height(10)
        assert pane.top == 4


async def test_a_view_scrolls_just_so_far_that_what_is_wanted_is_in_it() -> None:
    """Nothing moves that need not: the eye keeps its place."""
    pane = Choices([Choice(f"Choice {n}", n) for n in range(40)])
    async with alone(pane, size=(30, 8)):
        pane.go(0)
        pane.show_span(5, 3)
        assert pane.top == 0
        pane.show_span(6, 3)
        assert pane.top == 1
        pane.show_span(20, 1, margin=2)
        assert pane.top == 15
        pane.show_span(17, 1, margin=2)
        assert pane.top == 15
        pane.show_span(16, 1, margin=2)
        assert pane.top == 14
        pane.show_span(0, 1, margin=2)
        assert pane.top == 0
        pane.show_line(10**6)
        assert pane.top == 32


# ── the list of stories ───────────────────────────────────────────────────────────────────────


async def test_a_list_asks_for_no_more_rows_than_some_views() -> None:
    """A listing of two million rows is looked through in windows; it stays small in memory too."""
    stories, pane = Stories(100_000), ArticleList()
    async with alone(pane, size=(40, 12)):
        pane.show(stories, "all")
        for index in range(0, 100_000, 1_000):
            pane.go(index)
            assert f"Story {index} " in "".join(drawn(pane))
        pane.go(99_999)
        assert "Story 99999 " in "".join(drawn(pane))
        assert max(count for _, count in stories.asked) <= 40
        before = len(stories.asked)
        drawn(pane)
        pane.move(-1)
        pane.move(1)
        assert len(stories.asked) == before


async def test_rows_that_cannot_be_had_are_blank_and_the_others_stand() -> None:
    """The database may fail between two windows."""
    pane = ArticleList(lines=1)
    async with alone(pane, size=(40, 6)):
        pane.show(Stories(100, unhad=range(50, 51)), "all", cursor=40)
        assert "Story 40" in "".join(drawn(pane))
        pane.go(52)
        assert pane.current is None
        assert all(not line[:-1].strip() for line in drawn(pane))
        pane.open()


async def test_a_list_with_other_marks_draws_the_row_anew_and_asks_for_none() -> None:
    stories, pane = Stories(20), ArticleList()
    async with alone(pane, size=(40, 12)):
        pane.show(stories, "all")
        before = drawn(pane)
        asked = len(stories.asked)
        pane.put(replace(build_headline("Story 2", row=2), saved=True, read=True))
        after = drawn(pane)
        assert "●" in before[4]
        assert "●" not in after[4]
        assert "★" in after[5]
        assert before[:4] == after[:4]
        assert before[6:] == after[6:]
        pane.put(replace(build_headline("Elsewhere", row=900), saved=True))
        assert drawn(pane) == after
        assert len(stories.asked) == asked


async def test_ages_are_drawn_anew_when_one_in_view_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    """And only then: a row that says the same is not drawn again every half minute."""
    now = float(build_headline().listed_at + 600)
    monkeypatch.setattr("tui.widgets.article_list.time.time", lambda: now)
    pane, stories = ArticleList(), Stories(5)
    async with alone(pane, size=(40, 12)):
        pane.show(stories, "all")
        assert "10m" in drawn(pane)[1]
        asked = len(stories.asked)
        now += 59
        pane.tick()
        assert len(stories.asked) == asked
        now += 1
        pane.tick()
        assert "11m" in drawn(pane)[1]
        assert len(stories.asked) > asked


async def test_a_list_that_searches_shows_what_matched_in_headline_and_text() -> None:
    """In rows of one line there is room for the headline alone."""
    for lines in (1, 2):
        pane = ArticleList(lines=lines)
        async with alone(pane, size=(40, 6)):
            pane.show(Stories(3), "all", searching=True)
            text = "\n".join(drawn(pane))
            assert ("the harbour of story 0" in text) is (lines == 2)
            lit = [segment.style for segment in pane.draw(lines, 39) if segment.text == "Story"]
            assert lit == [pane.inks.style("row.match")]


async def test_in_view_are_the_rows_that_stand_on_the_screen_even_in_part() -> None:
    """Marking all read must not pass over the row whose second line is cut off."""
    pane = ArticleList()
    async with alone(pane, size=(40, 7)):
        pane.show(Stories(20), "all")
        drawn(pane)
        assert [story.headline for story in pane.in_view()] == [f"Story {n}" for n in range(4)]
        pane.show_line(3)
        drawn(pane)
        assert [story.headline for story in pane.in_view()] == [f"Story {n}" for n in range(1, 5)]


async def test_a_page_of_the_list_leaves_a_row_for_the_eye_and_is_never_nothing() -> None:
    pane = ArticleList()
    async with alone(pane, size=(40, 12)) as heard:
        pane.show(Stories(60), "all")
        pane.page(1)
        assert pane.cursor == 5
        pane.page(-0.5)
        assert pane.cursor == 3
        await resized(heard.pilot, 40, 2)
        pane.page(0.5)
        assert pane.cursor == 4
        pane.page(-0.5)
        assert pane.cursor == 3


async def test_resizing_keeps_the_row_under_the_cursor_in_sight() -> None:
    pane = ArticleList()
    async with alone(pane, size=(40, 30)) as heard:
        pane.show(Stories(60), "all")
        pane.go(14)
        assert pane.top == 0
        await resized(heard.pilot, 60, 10)
        lines = drawn(pane)
        assert {cell_width(line) for line in lines} == {60}
        assert "Story 14 " in lines[marked(lines)[0]]


@pytest.mark.parametrize(("lines", "height"), [(2, 22), (2, 13), (3, 22), (3, 5)])
async def test_a_list_begins_with_a_whole_row(lines: int, height: int) -> None:
    """Also where rows take a line more from one moment to the next, as beside a first story."""
    pane = ArticleList(lines=lines)
    async with alone(pane, size=(120, height)):
        pane.show(Stories(60), "all")
        for cursor in (0, height, 7, 40, 39, 21):
            pane.take_room(120)
            pane.go(cursor)
            assert pane.tall == lines - 1
            pane.take_room(39)
            assert pane.tall == lines
            assert pane.top % pane.tall == 0
            assert pane.top <= cursor * pane.tall <= pane.top + height - pane.tall


# ── the mouse ─────────────────────────────────────────────────────────────────────────────────


async def click(heard: Heard, pane: Pane, x: int, y: int, button: int = 1) -> None:
    await heard.pilot.click(pane, offset=(x, y), button=button)


async def test_a_click_opens_the_row_under_the_mouse_and_the_edge_scrolls() -> None:
    """Either line of a row is the row; below the last there is none."""
    pane = ArticleList()
    async with alone(pane, size=(40, 10)) as heard:
        pane.show(Stories(50), "all")
        for y, story in ((0, "Story 0"), (3, "Story 1")):
            await click(heard, pane, 4, y)
            assert [one.headline.headline for one in await heard.of(ArticleList.Opened)] == [story]
        pane.show_line(21)
        await click(heard, pane, 4, 0)
        assert [one.headline.headline for one in await heard.of(ArticleList.Opened)] == ["Story 10"]
        await click(heard, pane, 39, 5)
        assert await heard.of(ArticleList.Opened) == []
        assert pane.top == 50
        pane.show(Stories(2), "all")
        await click(heard, pane, 4, 6)
        assert await heard.of(ArticleList.Opened) == []


async def test_names_and_places_are_chosen_by_a_click_and_headings_are_not() -> None:
    names, places = NameList(), PlaceList()
    async with alone(names, places, size=(30, 24)) as heard:
        names.show([NameRow("People", heading=True), NameRow("Ann Reed", "3", "person", "k")])
        await click(heard, names, 2, 0)
        assert await heard.of(NameList.Chosen) == []
        await click(heard, names, 2, 1)
        assert [one.row.name for one in await heard.of(NameList.Chosen)] == ["Ann Reed"]
        places.show(NEWSY)
        await click(heard, places, 2, 0)
        await click(heard, places, 2, 4)
        assert [one.place for one in await heard.of(PlaceList.Moved)] == [1]
        await click(heard, places, 2, 3)
        assert [one.place for one in await heard.of(PlaceList.Opened)] == [1]


async def test_the_sidebar_opens_a_name_then_its_details_and_the_right_button_doubts_it() -> None:
    pane = EntityPanel()
    async with alone(pane, size=(30, 20)) as heard:
        with_names(pane)
        await click(heard, pane, 2, 0)
        assert await heard.of(EntityPanel.Picked) == []
        await click(heard, pane, 2, 2)
        (picked,) = await heard.of(EntityPanel.Picked)
        assert picked.entity.name == "Ann Reed the 0th"
        pane.choose(picked.entity)
        before = pane.virtual_size.height
        await click(heard, pane, 2, 3)
        assert await heard.of(EntityPanel.Picked) == []
        assert pane.virtual_size.height > before
        await click(heard, pane, 2, 2, button=3)
        assert len(await heard.of(EntityPanel.Doubted)) == 1
        assert await heard.of(EntityPanel.Picked) == []


# ── the sidebar ───────────────────────────────────────────────────────────────────────────────


async def test_names_that_were_corrected_leave_the_cursor_where_it_was() -> None:
    """Where its name is gone, it goes to the one named for it; else it stays at its number."""
    first, second, third = (Person(name, (Mention(0, 1, 0, 1),)) for name in ("Ann", "Bob", "Cy"))
    pane = EntityPanel()
    async with alone(pane, size=(30, 20)):
        pane.show(build_article(names=Names((first, second, third))))
        pane.go(2)
        pane.choose(third)
        pane.update(build_article(names=Names((third, first))))
        assert (pane.current, pane.picked) == (third, third)
        pane.update(build_article(names=Names((first, second))), current="Bob")
        assert (pane.current, pane.picked) == (second, second)
        pane.go(0)
        pane.update(build_article(names=Names((third, second))))
        assert (pane.current, pane.picked) == (third, second)
        pane.go(1)
        pane.update(build_article(names=Names((third,))))
        assert (pane.current, pane.picked) == (third, None)
        pane.update(build_article())
        assert (pane.current, pane.picked) == (None, None)


async def test_the_sidebar_says_kinds_counts_follows_and_what_each_is() -> None:
    """A place that nothing but the dateline names has no count."""
    nurse = Person("Ann Reed", (Mention(0, 1, 0, 1),) * 3, role="Nurse")
    oslo, rome = Place("Oslo", (Mention(0, 1, 0, 1),), kind="city", country="NO"), Place("Rome", ())
    pane = EntityPanel()
    async with alone(pane, size=(30, 20)):
        pane.show(build_article(names=Names((nurse,), (oslo, rome))))
        pane.mark_followed(frozenset({oslo}))
        pane.choose(nurse)
        pane.move(1)
        text = [line.rstrip(" │") for line in drawn(pane)]
        assert text[:9] == [
            "",
            " People  1",
            "◆Ann Reed                  3",
            "  Nurse",
            "",
            " Places  2",
            "▌Oslo                    » 1",
            "▌ city, Norway",
            " Rome               dateline",
        ]


async def test_long_names_and_roles_are_cut_with_an_ellipsis_where_the_sidebar_is_narrow() -> None:
    long = Person("Maximilian " * 9, (Mention(0, 1, 0, 1),), role="Deputy minister of " * 9)
    pane = EntityPanel()
    async with alone(pane, size=(24, 20)):
        pane.show(build_article(names=Names((long,))))
        lines = [line[:-1].rstrip() for line in drawn(pane)][2:6]
        assert lines[0].startswith("▌Maximilian")
        assert [line.endswith("…") for line in lines] == [False, True, False, True]


def with_organisations(count: int) -> Names:
    once = (Mention(0, 1, 0, 1),)
    things = tuple(Thing("organisation", f"Kestrel {n}", once) for n in range(count))
    return Names((Person("Ann Reed", once),), (), things)


@pytest.mark.parametrize(
    ("height", "last"),
    [
        (20, "Organisations  6|Kestrel 0|Kestrel 1|Kestrel 2|Kestrel 3|Kestrel 4|Kestrel 5"),
        (11, "Organisations  6|Kestrel 0|Kestrel 1|Kestrel 2|Kestrel 3|Kestrel 4|Kestrel 5"),
        (10, "Organisations  6|Kestrel 0|Kestrel 1|Kestrel 2|Kestrel 3|▸ 2 more"),
        (7, "Organisations  6|Kestrel 0|▸ 5 more"),
        (6, "▸ Organisations  6"),
    ],
)
async def test_organisations_stand_in_the_sidebar_as_far_as_there_is_room(height: int, last: str) -> None:
    """What is left is a line that says how many more there are."""
    pane = EntityPanel()
    async with alone(pane, size=(30, height)):
        pane.show(build_article(names=with_organisations(6)))
        lines = [line.strip(" │▌").removesuffix("1").rstrip() for line in drawn(pane)]
        assert "|".join(line for line in lines[4:] if line) == last
        assert pane.virtual_size.height <= height


async def test_the_line_of_more_organisations_opens_them_and_puts_them_away() -> None:
    """By the key that opens a name; one that is lit in the story is shown whatever the room."""
    pane = EntityPanel()
    names = with_organisations(6)
    async with alone(pane, size=(30, 7)) as heard:
        pane.show(build_article(names=names))
        pane.move(9)
        assert pane.current is None
        pane.open()
        assert await heard.of(EntityPanel.Picked) == []
        assert pane.current == names.things[1]
        pane.move(9)
        assert "▴ fewer" in "".join(drawn(pane))
        pane.open()
        assert (pane.cursor, pane.current) == (2, None)
        pane.unfold()
        assert pane.current == names.things[1]
        pane.show(build_article(names=names))
        pane.choose(names.things[5])
        assert (pane.current, pane.picked) == (names.things[5], names.things[5])


@pytest.mark.parametrize(("height", "shown", "has_map"), [(22, 6, True), (21, 4, True), (20, 6, False)])
async def test_the_small_map_leaves_room_for_four_organisations_or_goes(
    height: int, shown: int, has_map: bool
) -> None:
    oslo = Place("Oslo", (Mention(0, 1, 0, 1),), lat=59.9, lon=10.7)
    pane = EntityPanel()
    async with alone(pane, size=(30, height)):
        pane.show(build_article(names=replace(with_organisations(6), places=(oslo,))))
        assert sum("Kestrel" in line for line in drawn(pane)) == shown
        assert bool(pane.map_lines) == has_map


async def test_the_details_of_an_organisation_do_not_push_it_out_of_sight() -> None:
    pane = EntityPanel()
    names = with_organisations(2)
    async with alone(pane, size=(30, 7)):
        pane.show(build_article(names=names))
        pane.go(1)
        pane.unfold()
        assert pane.current == names.things[0]
        assert "Named in one form" in "".join(drawn(pane))


# ── lists of names and places ─────────────────────────────────────────────────────────────────


async def test_the_cursor_of_a_list_of_names_passes_over_what_cannot_be_chosen() -> None:
    """Both ways, and at the ends it stays on what can."""
    rows = [
        NameRow("People", heading=True),
        NameRow("Ann", "1", "person", "a"),
        NameRow("", heading=True),
        NameRow("Places", heading=True),
        NameRow("Oslo", "1", "place", "o"),
        NameRow("The end", heading=True),
    ]
    pane = NameList()
    async with alone(pane, size=(30, 8)) as heard:
        pane.show(rows)
        assert pane.cursor == 1
        pane.move(1)
        assert pane.cursor == 4
        pane.move(1)
        assert pane.cursor == 4
        pane.move(-1)
        assert pane.cursor == 1
        pane.move(-1)
        assert pane.cursor == 1
        pane.page(1)
        pane.open()
        assert [one.row.name for one in await heard.of(NameList.Chosen)] == ["Oslo"]
        pane.show(rows[:1])
        pane.open()
        assert await heard.of(NameList.Chosen) == []


async def test_places_stand_in_two_groups_each_with_its_count() -> None:
    """What is nowhere certain is in the list all the same, under a heading that says so."""
    pane = PlaceList()
    pane.edged = False
    async with alone(pane, size=(40, 18)):
        pane.show(NEWSY)
        lines = [line.rstrip() for line in drawn(pane)]
        assert lines[0] == " Places  5"
        assert lines[11:14] == ["", " Not on the map  1", " Nowhere                              1"]
        assert lines[1].split() == ["Istanbul", "6"]
        assert marked(lines) == []
        pane.put(5)
        assert marked(drawn(pane)) == [13, 14]
        pane.show([on_map("Nowhere", None, None)])
        assert drawn(pane)[0].strip() == "Not on the map  1"
        pane.show([replace(NEWSY[0], stories=12), NEWSY[1]])
        assert [line.split()[-1] for line in drawn(pane)[1:4:2]] == ["12", "1"]
        pane.show([replace(NEWSY[0], place=replace(NEWSY[0].place, country="TR"))])
        assert [drawn(pane, cells)[2].split(" · ")[0].strip() for cells in (47, 48)] == [
            "city, TR",
            "city, Türkiye",
        ]


# ── choices and help ──────────────────────────────────────────────────────────────────────────


async def test_a_choice_has_half_the_width_for_its_detail_at_most() -> None:
    """A long address must not leave its link without words."""
    pane = Choices([Choice("The words of a link", 1, "https://example.org/" + "x" * 80)])
    pane.edged = False
    async with alone(pane, size=(40, 3)):
        line = drawn(pane)[0]
        assert line.startswith("▌The words of a l… ")
        assert line.endswith("https://example.org… ")


async def test_a_click_on_a_choice_chooses_it_and_below_the_last_none() -> None:
    pane = Choices([Choice("One", 1), Choice("Two", 2)])
    async with alone(pane, size=(40, 6)) as heard:
        await click(heard, pane, 3, 1)
        assert len(await heard.of(Choices.Chosen)) == 1
        assert pane.current == Choice("Two", 2)
        await click(heard, pane, 3, 2)
        assert await heard.of(Choices.Chosen) == []


async def test_the_help_can_be_scrolled_to_its_last_line_at_any_width() -> None:
    pane = HelpText({})
    async with alone(pane, size=(60, 10)) as heard:
        assert COMMANDS[0].help in "\n".join(drawn(pane))
        for width in (30, 120):
            await resized(heard.pilot, width, 10)
            pane.move(10**6)
            lines = drawn(pane)
            assert {cell_width(line) for line in lines} == {width}
            assert "agency" in "\n".join(lines)
            pane.page(-1)
            assert pane.top == pane.virtual_size.height - 20
            pane.move(-(10**6))
            assert drawn(pane)[0].startswith("Moving")
