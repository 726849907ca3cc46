"""On and back with the same few keys: what each does where one is, and that escape takes back one thing."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, cast

import pytest

from tests.builders import build_article
from tests.screen.builders import Table
from tests.store.stories import all_of
from tui.changes.compare import TextChange
from tui.drawing.frame import Panes, panes
from tui.errors import StoreBusy
from tui.library.frontdesk import Library
from tui.model.articles import Article, Headline
from tui.model.scopes import SAVED, Scope
from tui.screens.reader.changes import ChangesPart
from tui.screens.reader.desk import Desk, Shown
from tui.screens.reader.opening import OpeningPart
from tui.screens.reader.sidebar import Sidebar
from tui.screens.reader.walking import WalkingPart
from tui.system.paths import Paths


@dataclass
class Pane:
    """Any pane, and the reading pane above all: what it was asked for, in order."""

    did: list[str] = field(default_factory=list[str])
    lit: bool = False
    at_end: bool = False
    change: TextChange | None = None
    place: float = 0.25
    page_shown: None = None

    @property
    def is_lit(self) -> bool:
        return self.lit

    def let_go(self) -> bool:
        was, self.lit = self.lit, False
        return was

    def leave_change(self) -> None:
        self.change = None
        self.did.append("story again")

    def show_change(self, change: TextChange) -> None:
        self.change = change

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *given, **_how: self.did.append(" ".join([name, *map(str, given)]))


@dataclass
class Lists:
    """The list: rows in memory with a cursor."""

    stories: tuple[Headline, ...] = ()
    cursor: int = 0
    did: list[str] = field(default_factory=list[str])
    listing: None = None
    library: Library | None = None

    def next_unread(self, after: Headline | None, *, backwards: bool) -> Headline | None:
        return self.library.next_unread(after, backwards=backwards) if self.library else None

    @property
    def rows(self) -> Lists:
        return self

    @property
    def current(self) -> Headline | None:
        return self.row(self.cursor)

    def row(self, index: int) -> Headline | None:
        return self.stories[index] if 0 <= index < len(self.stories) else None

    def go(self, index: int) -> None:
        self.cursor = index

    def open(self) -> None:
        self.did.append("open")

    def search(self, query: str) -> None:
        self.did.append(f"search {query!r}")

    def leave(self) -> None:
        self.did.append("leave")

    def still_there(self, headline: Headline) -> Headline | None:
        return next((story for story in self.stories if story.id == headline.id), None)


@dataclass
class News:
    """Whether a feed is being looked for."""

    is_adding: bool = False

    def stop_adding(self) -> bool:
        was, self.is_adding = self.is_adding, False
        return was


@dataclass
class Grid:
    """The panes, as far as one walks through them."""

    focused_pane: Pane
    sidebar: Sidebar
    is_zen: bool = False
    placed: Panes | None = None

    def turn_zen(self) -> None:
        self.is_zen = not self.is_zen


class House:
    """The parts that walk, at one desk."""

    def __init__(self, table: Table) -> None:
        stories = tuple(all_of(table.library))
        self.table, self.pane, self.panel, self.news = table, Pane(), Pane(), News()
        self.lists, self.grid = (
            Lists(stories, library=table.library),
            Grid(self.pane, Sidebar(cast("Any", self.panel), lambda: None)),
        )
        desk, lists, pane, panel = (
            cast("Desk", table),
            cast("Any", self.lists),
            cast("Any", self.pane),
            cast("Any", self.panel),
        )
        marking = cast("Any", Pane())
        self.opening = OpeningPart(desk, lists, marking, pane, panel, ())
        self.changes = ChangesPart(desk, self.opening, pane, panel)
        self.walking = WalkingPart(
            desk,
            cast("Any", self.grid),
            lists,
            self.opening,
            self.changes,
            cast("Any", self.news),
            pane,
            panel,
        )

    def read(self, number: int) -> Article:
        """Have a story open, and the keys in it."""
        self.table.article = replace(build_article(), headline=self.lists.stories[number])
        self.table.pane = "reader"
        return self.table.article


@pytest.fixture
def house(seeded: Paths) -> House:
    return House(Table(Library.open(seeded)))


# ── escape and q ──────────────────────────────────────────────────────────────────────────────


def test_escape_takes_back_one_thing_after_the_other(house: House) -> None:
    """The newest first; then to the list, to what it was searched in, to all stories, and never out."""
    table, pane, lists = house.table, house.pane, house.lists
    table.pane = "sidebar"
    table.shown = Shown(Scope("tag", name="war"), "war", query="oslo")
    house.news.is_adding, pane.lit = True, True
    pane.change = TextChange(None, 1, 2, (), 0, 0)
    back = house.walking.back
    back()
    assert not house.news.is_adding
    assert pane.lit
    back()
    assert not pane.lit
    assert house.panel.did == ["choose None"]
    back()
    assert table.pane == "reader"
    back()
    assert (pane.change, table.pane) == (None, "reader")
    back()
    assert table.pane == "list"
    house.grid.placed, table.has_story = panes(100), True
    back()
    assert (pane.did[-1], table.has_story, lists.did) == ("say", False, [])
    house.grid.placed = panes(100, story=False)
    back()
    assert lists.did == ["search ''"]
    table.shown = replace(table.shown, query="")
    back()
    assert lists.did[1:] == ["leave"]
    table.shown = Shown()
    back()
    assert lists.did[2:] == []


def test_from_one_of_the_standing_lists_escape_leads_nowhere(house: House) -> None:
    """They are all equal: one comes from none of them."""
    house.table.shown = Shown(SAVED)
    house.walking.back()
    assert house.lists.did == []


def test_q_leads_out_step_by_step_and_says_when_there_is_none_left(house: House) -> None:
    """And puts out what was lit on its way to the list."""
    house.read(0)
    house.grid.is_zen, house.pane.lit = True, True
    assert house.walking.out()
    assert not house.grid.is_zen
    assert house.table.pane == "reader"
    assert house.walking.out()
    assert (house.table.pane, house.pane.lit) == ("list", False)
    assert not house.walking.out()


# ── moving ────────────────────────────────────────────────────────────────────────────────────


def test_moves_go_to_the_pane_that_has_the_keys(house: House) -> None:
    other = house.grid.focused_pane = Pane()
    house.walking.move(3)
    house.walking.page(-0.5)
    house.walking.end(1)
    house.walking.end(-1)
    assert other.did == ["move 3", "page -0.5", "move 1000000000", "move -1000000000"]
    assert house.pane.did == []


@pytest.mark.parametrize(
    ("pane", "at_end", "goes_on"),
    [("reader", True, True), ("reader", False, False), ("list", True, False), ("sidebar", True, False)],
)
def test_space_goes_on_to_the_next_story_at_the_end_of_one_that_is_being_read(
    house: House, pane: str, at_end: bool, goes_on: bool
) -> None:
    """In the list it is a page of the list, wherever the story beside it stands."""
    house.read(0)
    house.table.pane, house.pane.at_end = pane, at_end
    house.walking.page_on()
    assert bool(house.table.work) is goes_on
    assert house.pane.did == ([] if goes_on else ["page 1"])
    for work in house.table.work:
        work.close()


def test_enter_opens_what_is_under_the_cursor_of_the_pane(house: House) -> None:
    for pane in ("list", "sidebar", "reader"):
        house.table.pane = pane
        house.walking.open()
    assert (house.lists.did, house.panel.did, house.pane.did) == (["open"], ["open"], [])


def test_n_walks_what_is_lit_then_changes_then_stories(house: House) -> None:
    """In the list it is for stories, whatever is lit in the text beside it."""
    house.read(0)
    house.pane.lit = True
    house.pane.change = TextChange(None, 1, 1, (), 0, 0)
    house.walking.step(1)
    assert house.pane.did == ["step_hit 1"]
    house.pane.lit = False
    house.walking.step(-1)
    assert house.table.told == ["There is no change before this one."]
    assert house.table.work == []
    house.pane.change = None
    house.walking.step(1)
    assert len(house.table.work) == 1
    house.table.pane, house.pane.lit = "list", True
    house.walking.step(1)
    assert len(house.table.work) == 2
    for work in house.table.work:
        work.close()


async def test_a_find_that_is_left_lets_go_and_one_that_is_entered_stays(house: House) -> None:
    for answer, is_lit in (("oslo", True), (None, False)):
        house.pane.lit, house.table.answers = True, [answer]
        await house.walking.find()
        assert house.pane.lit is is_lit


# ── stories ───────────────────────────────────────────────────────────────────────────────────


def test_the_next_story_of_the_list_is_opened_read_or_not_and_the_ends_are_told(house: House) -> None:
    house.lists.cursor = len(house.lists.stories) - 2
    house.opening.step(1)
    house.opening.step(1)
    assert house.lists.cursor == len(house.lists.stories) - 1
    assert house.table.told == ["That was the last story."]
    house.lists.cursor = 0
    house.opening.step(-1)
    assert house.lists.cursor == 0
    assert house.table.told[1:] == ["This is the first story."]
    assert len(house.table.work) == 1
    house.table.work[0].close()


async def test_the_next_unread_story_is_after_the_one_that_is_read_and_not_after_the_cursor(
    house: House,
) -> None:
    """The cursor may stand elsewhere: one reads on from where one reads."""
    stories = house.lists.stories
    house.table.library.mark_read([story.id for story in stories if story not in (stories[1], stories[4])])
    house.read(2)
    house.lists.cursor = 0
    house.opening.step_unread()
    await house.table.done()
    assert house.table.article is not None
    assert house.table.article.id == stories[4].id
    house.opening.step_unread()
    assert house.table.told == ["Nothing unread after this."]
    house.opening.step_unread(backwards=True)
    await house.table.done()
    assert house.table.article.id == stories[1].id
    house.opening.step_unread(backwards=True)
    assert house.table.told[1:] == ["Nothing unread before this."]


async def test_at_the_start_the_first_unread_story_is_the_one_under_the_cursor(house: House) -> None:
    """Nothing was opened yet: stepping over it would lose it."""
    house.opening.step_unread()
    await house.table.done()
    assert house.table.article is not None
    assert house.table.article.id == house.lists.stories[0].id
    assert house.table.pane == "reader"
    assert all(hold.is_done for hold in house.table.holds)


async def test_leaving_a_story_keeps_its_place_and_one_that_was_read_to_its_end_begins_again(
    house: House,
) -> None:
    stories = house.lists.stories
    for place, begins in ((0.5, 0.5), (1.0, 0.0)):
        house.opening.open(stories[0])
        await house.table.done()
        house.pane.place = place
        house.opening.open(stories[1])
        await house.table.done()
        house.pane.did.clear()
        house.pane.place = place
        house.table.article = None
        house.opening.open(stories[0])
        await house.table.done()
        (shown,) = [words for words in house.pane.did if words.startswith("show ")]
        assert shown.endswith(f" {begins}")


async def test_a_story_that_cannot_be_had_is_said_where_it_would_stand(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And keys wait for it no longer."""
    house.read(0)

    def busy(_article: object) -> Article:
        raise StoreBusy("The database is busy.")

    monkeypatch.setattr(house.table.library, "article", busy)
    house.opening.open(house.lists.stories[1])
    await house.table.done()
    assert house.table.article is None
    assert house.pane.did[-1] == "say This story cannot be shown.  The database is busy."
    assert house.table.holds[-1].is_done


def test_in_another_file_the_open_story_keeps_its_place_or_is_said_to_be_gone(house: House) -> None:
    article = house.read(0)
    house.lists.stories = (replace(article.headline, saved=True), *house.lists.stories[1:])
    house.opening.begin_anew()
    assert house.table.article is not None
    assert house.table.article.headline.saved
    house.lists.stories = house.lists.stories[1:]
    house.opening.begin_anew()
    assert house.table.article is None
    assert house.table.pane == "list"
    assert house.pane.did == ["say This story is not in the database any more."]
    assert house.panel.did == ["show None"]
    house.opening.begin_anew()


# ── changes ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "count", "step", "leads_to"),
    [
        (1, 3, 1, 2),
        (3, 3, 1, 0),
        (0, 3, -1, 3),
        (2, 3, -1, 1),
        (1, 3, -1, None),
        (0, 3, 1, None),
        (1, 1, 1, None),
    ],
)
async def test_changes_are_walked_from_the_first_to_all_together(
    house: House, number: int, count: int, step: int, leads_to: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind the last come all of them in one; of a single change that would be the same again."""
    asked = list[int | None]()
    monkeypatch.setattr(house.changes, "_find", lambda _article, wanted: asked.append(wanted))
    house.read(0)
    house.pane.change = TextChange(None, number, count, (), 0, 0)
    house.changes.step(step)
    await house.table.done()
    assert asked == ([] if leads_to is None else [leads_to])
    assert bool(house.table.told) is (leads_to is None) or house.table.told == [
        "This story has not changed since it came."
    ]


async def test_v_opens_the_storys_changes_and_leads_back(house: House) -> None:
    """In the list it opens the story first; one that never changed says so."""
    house.table.subject = house.lists.stories[0]
    house.changes.turn()
    await house.table.done()
    await house.table.done()
    assert house.table.told == ["This story has not changed since it came."]
    assert house.table.article is not None
    house.pane.change = TextChange(None, 1, 1, (), 0, 0)
    house.table.pane = "reader"
    house.changes.turn()
    assert house.pane.change is None
    assert not house.changes.leave()
    house.table.subject = None
    house.changes.turn()
    assert house.table.work == []
