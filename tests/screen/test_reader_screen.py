"""The reader as its keys drive it, on the real store with the bundled articles."""

from __future__ import annotations

import random
import re
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.screen.builders import resized
from tests.store.stories import deliver, many
from tui.changes.compare import Version
from tui.library.frontdesk import Library
from tui.model.articles import Article
from tui.model.ids import ArticleId
from tui.model.prose import Paragraph, Section, Text, plain_text
from tui.model.scopes import ALL, UNREAD
from tui.screens.app import DatelineApp, build_app
from tui.screens.reader.screen import ReaderScreen, verbs
from tui.system.paths import Paths
from tui.text.cells import count_vowel_signs
from tui.widgets.article_list import ArticleList
from tui.widgets.bars import TitleBar
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.reading_pane import ReadingPane

READ_SO_FAR = re.compile(r" \d+%  ")
WAITED_FOR = (
    "article",
    "changes",
    "marks",
    "names",
    "export",
    "name",
    "rules",
    "counts",
    "proposal",
    "texts",
)
WIDE, MIDDLE, NARROW = (160, 32), (100, 30), (60, 20)


class Reader:
    """A running reader and what a person sees of it."""

    def __init__(self, app: DatelineApp, pilot: Pilot[int]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ReaderScreen:
        return self.app.main_screen

    async def press(self, *keys: str) -> None:
        """Press keys and wait until everything they began has ended."""
        for key in keys:
            await self.pilot.press(key)
            await self.until(lambda: self.app.is_settled)
            await self.ended(*WAITED_FOR)
            await self.pilot.pause()

    async def ended(self, *groups: str) -> None:
        """Wait for the work of some kinds that is under way."""
        began = [worker for worker in self.app.workers if worker.group in groups]
        if began:  # without any it would wait for all, those that wait for the reader among them
            await self.app.workers.wait_for_complete(began)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, a thousand turns of the loop at the most."""
        for _ in range(1000):
            if holds():
                return
            await self.pilot.pause(0.01)
        raise AssertionError("it never came to hold")

    def lines(self, pane: str) -> str:
        widget = self.screen.query_one(f"#{pane}")
        return "\n".join(widget.render_line(y).text for y in range(widget.size.height))

    @property
    def title(self) -> str:
        bar = self.screen.query_one(TitleBar)
        return bar.render_line(0).text


def hear(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is told from now on; with ! what failed."""
    told: list[str] = []
    tell: Callable[..., None] = reader.app.tell

    def hear_and_tell(words: str, *, failed: bool = False) -> None:
        told.append(f"! {words}" if failed else words)
        tell(words, failed=failed)

    monkeypatch.setattr(reader.app, "tell", hear_and_tell)
    return told


@asynccontextmanager
async def reading(paths: Paths, size: tuple[int, int] = WIDE) -> AsyncIterator[Reader]:
    app = build_app(paths)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Reader(app, pilot)


async def test_it_opens_on_the_list_with_the_newest_first(seeded: Paths) -> None:
    """No configuration, no network, and there is something to read."""
    async with reading(seeded) as reader:
        lines = reader.lines("list")
        assert lines.index("Istanbul Waits") < lines.index("Notre-Dame") < lines.index("Nearly 200 Nations")
        assert "All 12" in reader.title
        assert "Unread 12" in reader.title


async def test_enter_opens_an_article_with_its_names_and_marks_it_read(seeded: Paths) -> None:
    """The main walk: list, article, people and places."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        assert reader.screen.pane == "reader"
        assert "Istanbul" in reader.lines("reader")
        assert "Volodymyr Zelenskyy" in reader.lines("sidebar")
        assert "Unread 11" in reader.title


@pytest.mark.parametrize("size", [WIDE, MIDDLE, NARROW])
async def test_the_pane_with_the_keys_is_always_shown(seeded: Paths, size: tuple[int, int]) -> None:
    """One, two or three panes: what one works in is in sight."""
    async with reading(seeded, size) as reader:
        for keys, pane in (
            (["enter"], "reader"),
            (["tab"], "sidebar"),
            (["tab"], "list"),
            (["shift+tab"], "sidebar"),
        ):
            await reader.press(*keys)
            assert reader.screen.pane == pane
            assert reader.screen.query_one(f"#{pane}").region.width > 0
            assert reader.screen.focused is reader.screen.query_one(f"#{pane}")


async def test_the_bar_says_how_much_has_been_in_view_at_any_size(seeded: Paths) -> None:
    """Whatever changed the view: a key, a line asked for at the bottom that comes or goes, another size."""
    chance = random.Random(3)
    async with reading(seeded, (80, 24)) as reader:
        pane = reader.screen.query_one(ReadingPane)
        await reader.press("j", "enter")
        asking = False
        for _ in range(30):
            key = (
                "escape" if asking else chance.choice(["j", "space", "G", "slash", "z", "i", "J", "", "", ""])
            )
            asking = key == "slash"
            if key:
                await reader.press(key)
            else:
                await resized(reader.pilot, chance.randint(42, 170), chance.randint(12, 50))
            if reader.screen.placed and reader.screen.placed.reader:
                seen, lines = pane.top + pane.size.height, pane.virtual_size.height
                assert f" {100 if seen >= lines else min(99, round(100 * seen / lines))}%" in reader.title


async def test_the_text_is_set_narrower_and_wider_and_so_the_next_time(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From what one sees: where the pane has no more room, a key says so and changes nothing."""
    async with reading(seeded, (80, 24)) as reader:
        pane = reader.screen.query_one(ReadingPane)
        told = hear(reader, monkeypatch)
        await reader.press("j", "enter", "greater_than_sign")
        whole = pane.column[1]
        assert told == [f"The text has all of the pane: {whole} cells."]
        await reader.press("less_than_sign")
        assert pane.column[1] == whole - 4
        await reader.press(*["less_than_sign"] * 5)
        assert pane.column[1] == 32
        assert told[-2:] == ["The text is 32 cells wide."] * 2
        await reader.press("z", *["greater_than_sign"] * 14)
        assert (pane.column[1], told[-1]) == (76, "The text has all of the pane: 76 cells.")
        await reader.press("less_than_sign", "less_than_sign")
    for width, expected in ((None, 68), (60, 60)):
        if width:
            seeded.config_dir.mkdir(parents=True, exist_ok=True)
            seeded.config_file.write_text(f"[reading]\nwidth = {width}\n", encoding="utf-8")
        async with reading(seeded) as reader:
            assert reader.screen.query_one(ReadingPane).width_cells == expected


async def test_a_story_that_is_open_is_set_anew_where_the_terminal_counts_letters_otherwise(
    seeded: Paths,
) -> None:
    """What it answers may come when a story was opened already; the line one reads stays."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        pane = reader.screen.query_one(ReadingPane)
        assert pane.article is not None
        signs = Section(None, tuple(Paragraph(Text("कि की कु " * 60)) for _ in range(9)))
        pane.show(replace(pane.article, prose=replace(pane.article.prose, sections=(signs,))))
        pane.move(20)
        assert pane.page_shown is not None
        before, top = pane.page_shown.lines, pane.page_shown.held(pane.top)
        count_vowel_signs(0)
        try:
            reader.app.measure_anew()
            page = pane.page_shown
            assert len(page.lines) < len(before)
            assert pane.top == page.line_held(top)
        finally:
            count_vowel_signs(1)


def widths(reader: Reader) -> dict[str, int]:
    """How wide each pane stands on the screen; 0 where it does not."""
    panes = {pane: reader.screen.query_one(f"#{pane}") for pane in ("list", "reader", "sidebar")}
    return {pane: widget.region.width if widget.display else 0 for pane, widget in panes.items()}


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (160, 50)])
async def test_the_list_has_the_whole_width_until_a_story_is_opened(
    seeded: Paths, size: tuple[int, int]
) -> None:
    """And again once it is put away; the way back to the list alone keeps the story where it is."""
    columns = size[0]
    async with reading(seeded, size) as reader:
        whole = {"list": columns, "reader": 0, "sidebar": 0}
        assert widths(reader) == whole
        await reader.press("j", "enter")
        split = widths(reader)
        assert 0 < split["list"] < split["reader"]
        assert sum(split.values()) == columns
        assert "Notre-Dame Opens" in reader.lines("reader")
        await reader.press("escape")
        assert (reader.screen.pane, widths(reader)) == ("list", split)
        await reader.press("j", "escape")
        assert widths(reader) == whole
        assert reader.screen.article is None
        assert "India Lands" in reader.lines("list").splitlines()[2]
        assert reader.screen.list.current == reader.screen.list.row(2)
        await reader.press("escape")
        assert reader.app.is_running
        await reader.press("n")
        assert widths(reader) == split
        await reader.press("q")
        assert widths(reader) == split


@pytest.mark.parametrize("key", ["tab", "shift+tab", "i", "z"])
async def test_there_is_no_pane_to_go_to_before_a_story(seeded: Paths, key: str) -> None:
    """The key says what to do instead of showing an empty pane."""
    async with reading(seeded) as reader:
        await reader.press(key)
        assert reader.screen.pane == "list"
        assert "Open a story first." in [toast.message for toast in reader.app._notifications]


async def test_a_story_opened_over_the_whole_list_begins_where_one_stopped(seeded: Paths) -> None:
    """The pane it stands in is laid out only when it is there already."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("enter", "space", "space")
        top = reader.screen.reading.top
        assert top
        await reader.press("escape", "escape", "enter")
        assert reader.screen.reading.top == top


async def test_a_story_opened_over_the_whole_list_shows_what_was_found_in_it(seeded: Paths) -> None:
    """However far down its first match stands."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("slash", *"instructions", "enter", "enter")
        assert reader.screen.reading.is_lit
        assert reader.screen.reading.top
        assert "instructions" in reader.lines("reader")


async def test_the_first_row_in_view_names_its_feed_and_the_next_of_another(seeded: Paths) -> None:
    """Wherever one has scrolled to, one sees whose stories these are, and each name once."""
    library = Library.open(seeded)
    deliver(library, *many(90))
    title = next(feed.title for feed in library.feeds() if feed.total == 90)
    library.close()
    async with reading(seeded, MIDDLE) as reader:
        for keys in (("space",), ("space", "j", "j"), ("b", "b", "k")):
            await reader.press(*keys)
            named = [y for y, line in enumerate(reader.lines("list").splitlines()) if title[:14] in line]
            assert named == [0]
        await reader.press("G", *"kkkkkkkkkkkk")
        named = [y for y, line in enumerate(reader.lines("list").splitlines()) if "THE DATELINE" in line]
        assert len(named) == 1
        await reader.press("g", "right_square_bracket")
        assert "SAMPLER" not in reader.lines("list")
        assert title[:14] not in reader.lines("list")


async def test_the_row_under_the_cursor_stays_where_the_eye_is(seeded: Paths) -> None:
    """Rows become higher as the list makes room; its view moves so that the cursor's row does not."""
    library = Library.open(seeded)
    deliver(library, *many(90))
    library.prepare()
    library.close()
    async with reading(seeded, MIDDLE) as reader:
        rows = reader.screen.list
        for keys in (("G",), ("k", "k", "k"), ("g", "j", "j"), ("space", "space", "space", "k")):
            await reader.press(*keys)
            before = rows.cursor - rows.top
            await reader.press("enter", "escape")
            assert rows.tall == 2
            after = rows.cursor * 2 - rows.top
            assert after == before or rows.top in (0, rows.max_scroll_y) or before == rows.size.height - 1
            assert 0 <= after <= rows.size.height - 2
            await reader.press("escape")
            assert rows.tall == 1
            assert rows.current is not None
            assert rows.current.headline[:40] in reader.lines("list").splitlines()[rows.cursor - rows.top]


async def test_a_name_lights_up_its_mentions_and_n_walks_them(seeded: Paths) -> None:
    """Choose a person; every naming is lit, n and N go round, esc lets go."""
    async with reading(seeded) as reader:
        await reader.press("enter", "tab", "enter")
        pane = reader.screen.query_one(ReadingPane)
        article = reader.screen.article
        assert article is not None
        person = article.names.people[0]
        count = len(person.mentions)
        assert pane.hit == (1, count)
        await reader.press("n")
        assert pane.hit[0] == (2 if count > 1 else 1)
        await reader.press("N", "N")
        assert pane.hit[0] == count
        await reader.press("escape")
        assert not pane.is_lit
        assert reader.screen.pane == "sidebar"


async def test_the_sidebar_belongs_to_the_article_that_is_open(seeded: Paths) -> None:
    """Never to the one before, even when keys come fast."""
    async with reading(seeded) as reader:
        await reader.pilot.press("enter", "J", "J", "J")
        await reader.press()
        article, fourth = reader.screen.article, reader.app.library.listing(ALL).window(3, 1)[0]
        assert article is not None
        assert article.id == fourth.id
        assert reader.screen.query_one(EntityPanel).names == article.names
        shown = reader.screen.query_one(ReadingPane).article
        assert shown is not None
        assert shown.id == article.id


async def test_save_shows_under_saved_and_undo_takes_it_back(seeded: Paths) -> None:
    """A bookmark is one key, found with one more, and undone with a third."""
    async with reading(seeded) as reader:
        await reader.press("j", "s")
        assert "★" in reader.lines("list")
        assert "Saved 1" in reader.title
        await reader.press("3")
        assert "Notre-Dame" in reader.lines("list")
        assert "Istanbul" not in reader.lines("list")
        await reader.press("1", "u")
        assert "Saved 0" in reader.title
        assert "★" not in reader.lines("list")


async def test_marks_in_quick_succession_all_happen_in_order(seeded: Paths) -> None:
    """Keys are faster than disks; none is lost or overtaken."""
    async with reading(seeded) as reader:
        await reader.pilot.press("s", "j", "s", "j", "s", "u")
        await reader.press()
        await reader.until(lambda: "Saved 2" in reader.title)


async def test_mark_all_read_can_be_undone(seeded: Paths) -> None:
    """The way back that readers of other programs miss."""
    async with reading(seeded) as reader:
        await reader.press("A")
        assert "Unread 0" in reader.title
        await reader.press("u")
        assert "Unread 12" in reader.title


async def test_an_article_read_in_the_unread_list_keeps_its_row(seeded: Paths) -> None:
    """A list that shifts under the cursor loses one's place."""
    async with reading(seeded) as reader:
        await reader.press("2", "enter", "escape")
        assert "Istanbul Waits" in reader.lines("list")
        await reader.press("1", "2")
        assert "Istanbul Waits" not in reader.lines("list")


async def test_the_empty_list_says_so_calmly(seeded: Paths) -> None:
    """No blank pane, no error."""
    async with reading(seeded) as reader:
        await reader.press("3")
        assert "Nothing saved yet." in reader.lines("list")
        await reader.press("enter", "j", "s", "m", "G", "space")
        assert reader.screen.article is None


def empty_words(reader: Reader) -> list[str]:
    """What an empty list says."""
    lines = (line.strip(" │") for line in reader.lines("list").splitlines())
    return [line for line in lines if line]


async def test_a_search_that_finds_nothing_proposes_one_that_does_and_enter_takes_it(seeded: Paths) -> None:
    """While it is typed too; and where nothing is like it, it says so and no more."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("slash", *"istambul")
        await reader.until(lambda: "Did you mean istanbul?" in empty_words(reader))
        assert empty_words(reader) == [
            "Nothing found for “istambul”.",
            "Did you mean istanbul?",
            "enter twice takes it · esc goes back.",
        ]
        await reader.press("enter")
        assert empty_words(reader)[1:] == ["Did you mean istanbul?", "enter takes it · esc goes back."]
        await reader.press("enter")
        assert "/istanbul" in reader.title
        assert "Istanbul Waits" in reader.lines("list")
        await reader.press("enter")
        assert reader.screen.article is not None
        # What is lit, the story, the pane.
        await reader.press("escape", "escape", "escape", "slash", *"qqqqqq", "enter")
        assert empty_words(reader) == ["Nothing found for “qqqqqq”.", "esc goes back to the list."]
        await reader.press("enter", "escape")
        assert "Istanbul Waits" in reader.lines("list")


async def test_what_is_proposed_is_found_where_what_is_read_is_left_out(seeded: Paths) -> None:
    """What was added for that is not shown; a phrase keeps its quotes; a click takes it as well."""
    async with reading(seeded, (40, 20)) as reader:
        await reader.press("U", "slash", *'"istambul waits"', "enter")
        assert empty_words(reader) == [
            'Nothing found for "istambul waits".',
            'Did you mean "istanbul waits"?',
            "enter takes it · esc goes back.",
        ]
        await reader.pilot.click("#list")
        await reader.pilot.pause()
        assert '/"istanbul waits"  1 found' in reader.title
        await reader.press("slash", *"president zelensky istambul", "enter")
        assert empty_words(reader)[2:4] == ["Did you mean president zelenskyy", "istanbul?"]


async def test_space_reads_through_and_goes_on_to_the_next_unread(seeded: Paths) -> None:
    """One key reads the news."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("enter")
        first = reader.screen.article
        for _ in range(30):
            await reader.press("space")
            if reader.screen.article is not first:
                break
        article = reader.screen.article
        assert article is not None
        assert first is not None
        assert "Notre-Dame" in article.prose.headline


async def test_sections_are_jumped_and_the_place_is_kept(seeded: Paths) -> None:
    """Leave an article and come back: the same text is in view."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("enter", "right_curly_bracket", "right_curly_bracket")
        pane = reader.screen.query_one(ReadingPane)
        assert pane.top > 0
        seen = reader.lines("reader").splitlines()[:3]
        await reader.press("J", "K")
        assert reader.lines("reader").splitlines()[:3] == seen


async def test_find_in_the_article_lights_up_while_typing(seeded: Paths) -> None:
    """`/` in the reading pane searches the text, esc takes it back."""
    async with reading(seeded) as reader:
        await reader.press("enter", "slash", *"kyiv")
        pane = reader.screen.query_one(ReadingPane)
        assert pane.is_lit
        await reader.press("enter")
        assert reader.screen.pane == "reader"
        at = pane.hit[0]
        await reader.press("n")
        assert pane.hit[0] == at % pane.hit[1] + 1
        await reader.press("slash", *"zz", "escape")
        assert not pane.is_lit


@pytest.mark.parametrize("words", ["Kremlin", "zzzz"])
async def test_what_was_let_go_is_not_spoken_of_any_more(seeded: Paths, words: str) -> None:
    """The title says again how far one has read: after a find, found or not, and after a name."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        assert READ_SO_FAR.search(reader.title)
        for keys, spoken_of in (
            (("slash", *words), words),
            (("tab", "enter"), "Volodymyr Zelenskyy 1/"),
        ):
            await reader.press(*keys)
            assert f" {spoken_of}" in reader.title
            assert not READ_SO_FAR.search(reader.title)
            await reader.press("escape")
            assert f" {spoken_of}" not in reader.title
            assert READ_SO_FAR.search(reader.title)


async def test_typing_in_an_input_fires_no_command(seeded: Paths) -> None:
    """q, s, A and the digits are letters while one types."""
    async with reading(seeded) as reader:
        await reader.press("slash", *"qsAmu123")
        counts = reader.app.library.counts()
        assert (counts.unread, counts.saved) == (12, 0)
        assert reader.app.is_running
        await reader.press("escape")
        assert reader.screen.pane == "list"


async def test_escape_never_quits(seeded: Paths) -> None:
    """However often it is pressed."""
    async with reading(seeded) as reader:
        await reader.press("enter", "tab", *["escape"] * 6)
        assert reader.app.is_running
        assert reader.screen.pane == "list"


async def test_search_finds_while_typing_and_escape_returns(seeded: Paths) -> None:
    """First hits with the first letters; the old list comes back."""
    async with reading(seeded) as reader:
        await reader.press("slash", *"notre-dame")
        assert "Notre-Dame" in reader.lines("list")
        assert "Ever Given" not in reader.lines("list")
        assert "found" in reader.title
        await reader.press("enter", "enter")
        assert reader.screen.article is not None
        assert reader.screen.query_one(ReadingPane).is_lit
        await reader.press("escape", "escape", "escape", "escape")
        assert "Ever Given" in reader.lines("list")


async def test_a_word_that_was_entered_stands_for_itself(seeded: Paths) -> None:
    """While it is typed it is the beginning of one; one that no story has stays that."""
    async with reading(seeded) as reader:
        await reader.press("slash", *"car")
        listed = reader.screen.query_one(ArticleList)
        begun = listed.total
        await reader.press("enter")
        assert 0 < listed.total < begun
        await reader.press("escape", "slash", *"notre-da")
        begun = listed.total
        await reader.press("enter")
        assert listed.total == begun > 0


@pytest.mark.parametrize("typed", ['"', "-", "a OR", "(", "feed:", "who:", "é北", "is:unread -x", '""""'])
async def test_whatever_is_typed_is_a_search(seeded: Paths, typed: str) -> None:
    """No error text, no crash, for half a query either."""
    async with reading(seeded) as reader:
        await reader.press("slash")
        for char in typed:
            await reader.pilot.press("space" if char == " " else char)
        await reader.press()
        assert reader.app.is_running


async def test_star_twice_lists_every_story_with_a_name(seeded: Paths) -> None:
    """Follow a person through the store."""
    async with reading(seeded) as reader:
        await reader.press("enter", "tab")
        panel = reader.screen.query_one(EntityPanel)
        stories = reader.app.library.names.known_as
        shared = [e for e in panel.entities if (found := stories(e)) and found.stories in (2, 3, 4)]
        assert shared
        panel.choose(shared[0])
        await reader.press("asterisk", "asterisk")
        assert reader.screen.pane == "list"
        assert shared[0].name in reader.title
        assert "Istanbul Waits" in reader.lines("list")
        assert reader.screen.query_one(ArticleList).total in (2, 3, 4)
        await reader.press("escape", "escape")
        assert "All 12" in reader.title


async def test_tagging_saves_and_the_tag_can_be_chosen(seeded: Paths) -> None:
    """Tags are for saved articles; a tag is a list of its own."""
    async with reading(seeded) as reader:
        await reader.press("t", *"peace", "enter")
        assert "Saved 1" in reader.title
        await reader.press("f", "slash", *"peace", "enter")
        assert "# peace" in reader.title
        assert "Istanbul" in reader.lines("list")


async def test_zen_shows_the_story_alone(seeded: Paths) -> None:
    """z and back."""
    async with reading(seeded) as reader:
        await reader.press("enter", "z")
        assert reader.screen.query_one("#reader").region.width == WIDE[0]
        await reader.press("z")
        assert reader.screen.query_one("#list").region.width > 0


async def test_the_sidebar_can_be_hidden(seeded: Paths) -> None:
    """i hides it, i brings it back."""
    async with reading(seeded) as reader:
        await reader.press("enter", "i")
        assert reader.screen.query_one("#sidebar").region.width == 0
        await reader.press("i")
        assert reader.screen.query_one("#sidebar").region.width > 0


async def test_help_lists_every_command_with_a_key(seeded: Paths) -> None:
    """The help comes from the one declaration."""
    from tui.keys.commands import COMMANDS
    from tui.screens.help import help_lines

    text = "\n".join("".join(piece for piece, _ in line) for line in help_lines({}, 200))
    for command in COMMANDS:
        if command.keys:
            assert command.help in text
    async with reading(seeded) as reader:
        await reader.press("question_mark")
        assert len(reader.app.screen_stack) == 2
        await reader.press("q")
        assert len(reader.app.screen_stack) == 1


async def test_every_command_has_its_action_and_the_palette_runs_it(seeded: Paths) -> None:
    """A command in the palette that does nothing would be a lie."""
    from tui.keys.commands import COMMANDS

    async with reading(seeded) as reader:
        assert set(verbs(reader.screen)) == {command.id for command in COMMANDS}
        await reader.press("colon", *"unread stories", "enter")
        await reader.until(lambda: len(reader.app.screen_stack) == 1)


@pytest.mark.parametrize(
    "size", [(1, 1), (10, 3), (39, 9), (40, 10), (79, 24), (80, 24), (119, 40), (500, 60)]
)
async def test_no_size_breaks_it(seeded: Paths, size: tuple[int, int]) -> None:
    """From one cell to a wall of them, with an article open."""
    async with reading(seeded, size) as reader:
        await reader.press("enter", "tab", "j", "z", "z", "escape", "i")
        assert reader.app.is_running


async def test_resizing_keeps_the_place(seeded: Paths) -> None:
    """Another width, the same text at the top."""
    async with reading(seeded) as reader:
        await reader.press("enter", "space")
        pane = reader.screen.query_one(ReadingPane)
        place = pane.place
        await resized(reader.pilot, 100, 30)
        await reader.pilot.pause()
        assert abs(pane.place - place) < 0.1
        assert pane.top > 0


async def test_own_keys_take_the_place_of_the_usual_ones(seeded: Paths) -> None:
    """A remapped command answers to its new key, and no longer to the old one."""
    seeded.config_dir.mkdir(parents=True)
    seeded.config_file.write_text('[keys]\nsave = "Z"\n')
    async with reading(seeded) as reader:
        await reader.press("s")
        assert "Saved 0" in reader.title
        await reader.press("Z")
        assert "Saved 1" in reader.title


async def test_theme_is_kept(seeded: Paths) -> None:
    """A chosen theme is there the next time, and comments in the configuration stay."""
    seeded.config_dir.mkdir(parents=True)
    seeded.config_file.write_text("# mine\nmouse = true\n")
    async with reading(seeded) as reader:
        reader.screen.converse(reader.app.choose_theme())
        await reader.until(lambda: reader.app.screen is not reader.screen and reader.app.is_settled)
        await reader.press(*"dateline-light", "enter")
        await reader.until(lambda: reader.app.theme == "dateline-light")
    assert "# mine" in seeded.config_file.read_text()
    async with reading(seeded) as reader:
        assert reader.app.theme == "dateline-light"


@pytest.mark.parametrize("theme", ["nord", "gruvbox", "textual-light", "ansi-dark", "dateline-light"])
async def test_other_themes_draw(seeded: Paths, theme: str) -> None:
    """Textual's own themes fit as well as ours."""
    async with reading(seeded) as reader:
        reader.app.theme = theme
        await reader.press("enter", "tab", "enter")
        assert "Volodymyr Zelenskyy" in reader.lines("sidebar")


def write_document(folder: Path, name: str, title: str) -> Path:
    """Write a small Markdown document dated now, so that it stands on top of the list."""
    file = folder / f"{name}.md"
    now = datetime.now(UTC).isoformat()
    file.write_text(f"---\ntitle: {title}\ndate: {now}\n---\n\nA text about Paris.\n", encoding="utf-8")
    return file


async def test_new_articles_move_neither_the_cursor_nor_the_open_article(
    seeded: Paths, tmp_path: Path
) -> None:
    """What arrives shows above; one's place is kept by article, not by row."""
    async with reading(seeded) as reader:
        await reader.press("j", "j", "enter", "space")
        here = reader.screen.query_one(ArticleList).current
        open_article, top = reader.screen.article, reader.screen.query_one(ReadingPane).top
        other = Library.open(seeded)
        other.import_files([write_document(tmp_path, f"new{i}", f"New story {i}") for i in range(5)])
        other.close()
        reader.screen._tick()
        await reader.press()
        now = reader.screen.query_one(ArticleList).current
        assert now is not None
        assert here is not None
        assert now.id == here.id
        assert "New story" in reader.lines("list")
        assert "All 17" in reader.title
        assert reader.screen.article is open_article
        assert reader.screen.query_one(ReadingPane).top == top


async def test_a_locked_database_costs_the_mark_and_says_so(seeded: Paths) -> None:
    """Another program that does not let go: one clear line, nothing lost, nothing frozen."""
    async with reading(seeded) as reader:
        reader.app.library.database._busy_timeout_ms = 50
        reader.app.library.database.close()
        other = sqlite3.connect(seeded.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await reader.press("s")
        said = [n.message for n in reader.app._notifications]
        other.execute("ROLLBACK")
        other.close()
        assert any("writing" in words for words in said), said
        assert "Saved 0" in reader.title
        await reader.press("s")
        assert "Saved 1" in reader.title


async def test_clicks_open_rows_choose_scopes_and_names(seeded: Paths) -> None:
    """Everything works with the mouse."""
    async with reading(seeded) as reader:
        await reader.pilot.click("#list", offset=(10, 2))
        await reader.until(lambda: "India" in reader.lines("reader"))
        assert reader.screen.article is not None
        assert "India" in reader.screen.article.prose.headline
        await reader.pilot.click("#sidebar", offset=(4, 2))
        await reader.until(lambda: reader.screen.query_one(ReadingPane).is_lit)
        await reader.pilot.click("TitleBar", offset=(10, 0))
        await reader.until(lambda: reader.screen.shown.scope.kind == "unread")


async def test_a_mention_that_is_clicked_is_chosen(seeded: Paths) -> None:
    """The text and the sidebar are one thing."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        pane = reader.screen.query_one(ReadingPane)
        page = pane.page_shown
        assert page is not None
        y, x = next(
            (y, line.index("Zelenskyy"))
            for y, line in enumerate(reader.lines("reader").splitlines())
            if "Zelenskyy" in line
        )
        await reader.pilot.click("#reader", offset=(x + 2, y))
        await reader.until(lambda: reader.screen.query_one(EntityPanel).picked is not None)
        picked = reader.screen.query_one(EntityPanel).picked
        assert picked is not None
        assert "Zelenskyy" in picked.name


async def test_selected_text_is_copied_without_our_line_breaks(seeded: Paths) -> None:
    """Drag over two lines of a paragraph: what is copied is the author's."""
    async with reading(seeded, MIDDLE) as reader:
        await reader.press("enter")
        lines = reader.lines("reader").splitlines()
        y = next(i for i, line in enumerate(lines) if line.strip().startswith("Ukraine and Russia"))
        left = len(lines[y]) - len(lines[y].lstrip())
        await reader.pilot.hover("#reader", offset=(left, y))
        await reader.pilot.pause()
        await reader.pilot.mouse_down("#reader", offset=(left, y))
        await reader.pilot.hover("#reader", offset=(left + 5, y + 1))
        await reader.pilot.mouse_up("#reader", offset=(left + 5, y + 1))
        await reader.press()
        text = reader.screen.get_selected_text()
        assert text is not None
        assert text.startswith("Ukraine and Russia")
        assert "\n" not in text
        assert "  " not in text


async def test_a_selection_that_ends_behind_the_words_or_in_an_empty_line_ends_there(seeded: Paths) -> None:
    """However quickly the mouse came there: what follows is not taken."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter")
        lines = reader.lines("reader").splitlines()
        y = next(i for i, line in enumerate(lines) if line.strip().startswith("Ukraine and Russia"))
        left = len(lines[y]) - len(lines[y].lstrip())
        last = next(i for i in range(y, len(lines)) if not lines[i].strip(" │┃")) - 1
        right = len(lines[last].rstrip(" │┃")) + 1
        await reader.pilot.hover("#reader", offset=(left, y))
        await reader.pilot.pause()
        for offset in ((left + 9, last + 1), (right, last)):
            await reader.pilot.mouse_down("#reader", offset=(left, y))
            await reader.pilot.hover("#reader", offset=offset)
            await reader.pilot.mouse_up("#reader", offset=offset)
            await reader.press("ctrl+c")
            assert reader.app.clipboard.startswith("Ukraine and Russia")
            assert reader.app.clipboard.rstrip().endswith(lines[last].split()[-2])
            assert "\n" not in reader.app.clipboard.rstrip()


async def test_what_is_selected_across_panes_is_the_storys_text_alone(seeded: Paths) -> None:
    """Dragged beyond the border into the names: neither border nor names are copied; and it is told."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter")
        lines = reader.lines("reader").splitlines()
        y = next(i for i, line in enumerate(lines) if line.strip().startswith("Ukraine and Russia"))
        left = len(lines[y]) - len(lines[y].lstrip())
        panel = reader.screen.query_one(EntityPanel)
        await reader.pilot.hover("#reader", offset=(left, y))
        await reader.pilot.pause()
        await reader.pilot.mouse_down("#reader", offset=(left, y))
        await reader.pilot.hover("#reader", offset=(left + 20, y + 1))
        await reader.pilot.hover(panel, offset=(5, y + 2))
        await reader.pilot.mouse_up(panel, offset=(5, y + 2))
        await reader.press("ctrl+c")
        copied = reader.app.clipboard
        assert copied.startswith("Ukraine and Russia")
        assert not set("│┃") & set(copied)
        assert "  " not in copied
        article = reader.screen.query_one(ReadingPane).article
        assert article is not None
        assert "".join(copied.split()) in "".join(plain_text(article.prose.sections).split())
        assert f"Copied {len(copied):,} characters." in [note.message for note in reader.app._notifications]


async def test_the_story_is_copied_where_nothing_is_selected(seeded: Paths) -> None:
    """Its headline and its text as they were written, without our line breaks."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "Y")
        copied = reader.app.clipboard
        article = reader.screen.query_one(ReadingPane).article
        assert article is not None
        assert article.headline.headline in copied
        assert all(
            str(section.heading.plain) in copied for section in article.prose.sections if section.heading
        )
        assert any("Copied the story" in note.message for note in reader.app._notifications)


async def test_views_and_searches_never_take_a_bookmark(seeded: Paths) -> None:
    """Whatever one looks at, what was saved stays saved."""
    async with reading(seeded) as reader:
        await reader.press("s", "j", "s")
        await reader.press(
            "3", "m", "m", "A", "2", "1", "slash", *"paris", "enter", "m", "escape", "f", "escape"
        )
        assert reader.app.library.counts().saved == 2


async def test_export_writes_a_file_where_one_is(
    seeded: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """e: Markdown in the current folder."""
    monkeypatch.chdir(tmp_path)
    async with reading(seeded) as reader:
        await reader.press("e")
        (file,) = tmp_path.glob("*.md")
        assert "Istanbul" in file.read_text(encoding="utf-8")


def store_stories(paths: Paths, *stories: tuple[str, str, datetime]) -> None:
    """Store stories as another program would: feed, title, when it was published."""
    from tests.store.stories import build_entry, deliver

    library = Library.open(paths)
    for feed, title, at in stories:
        entry = build_entry(title, title=title, content=f"<p>Words of {title}.</p>", published_at=at)
        deliver(library, entry, feed=f"https://{feed}.example/feed", now=datetime.now(UTC))
    library.close()


OLD, NEW = datetime(2009, 1, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)


def unread_titles(paths: Paths) -> set[str]:
    library = Library.open(paths, readonly=True)
    found = {headline.headline for headline in library.listing(UNREAD).window(0, 1_000)}
    library.close()
    return found


async def test_mark_all_read_means_the_list_and_nothing_that_came_after(seeded: Paths) -> None:
    """Whatever its date: an old feed subscribed to last stands at the end of the list."""
    store_stories(seeded, ("young", "Young", NEW), ("old", "Old", OLD))
    async with reading(seeded) as reader:
        store_stories(seeded, ("young", "Just come", NEW), ("old", "Old come", OLD))
        await reader.press("A")
        assert unread_titles(seeded) == {"Just come", "Old come"}
        assert "Unread 2" in reader.title
        assert "Just come" in reader.lines("list")
        await reader.press("A")
        assert "Unread 0" in reader.title
        await reader.press("u", "u")
        assert "Unread 16" in reader.title


async def test_mark_all_read_marks_what_a_search_found(seeded: Paths) -> None:
    """It is a list as others are; what it did not find stays as it was."""
    store_stories(seeded, ("young", "Quinces", NEW), ("old", "Quinces of old", OLD), ("old", "Pears", OLD))
    async with reading(seeded) as reader:
        await reader.press("slash", *"quince", "enter", "A")
        assert len(unread_titles(seeded)) == 13
        assert not {title for title in unread_titles(seeded) if "Quinces" in title}
        await reader.press("A", "u")
        assert len(unread_titles(seeded)) == 15


async def test_mark_all_read_says_when_there_was_nothing(seeded: Paths) -> None:
    """And shows what has come meanwhile, instead of claiming that all is read."""
    async with reading(seeded) as reader:
        told = heard(reader)
        await reader.press("A")
        store_stories(seeded, ("young", "Just come", NEW))
        await reader.press("A")
        assert unread_titles(seeded) == {"Just come"}
        assert "Just come" in reader.lines("list")
        assert "read already" in told[-1]


async def test_only_web_pages_are_opened_and_other_addresses_copied(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A `magnet:` address is for another program, which nothing from a feed ever starts."""
    opened: list[str] = []
    monkeypatch.setattr("tui.system.browser.open_page", lambda url, own=(): opened.append(url))
    async with reading(seeded) as reader:
        reader.app.open_link("magnet:?xt=urn:btih:c12f&dn=-x")
        reader.app.open_link("https://example.org/1")
        await reader.ended("browser")
        assert opened == ["https://example.org/1"]
        assert reader.app.clipboard == "magnet:?xt=urn:btih:c12f&dn=-x"


def heard(reader: Reader) -> list[str]:
    """Return all that will be said in toasts, which go after a few seconds."""
    told, tell = list[str](), reader.app.tell

    def listen(words: str, *, failed: bool = False) -> None:
        told.append(words)
        tell(words, failed=failed)

    reader.app.tell = listen  # type: ignore[method-assign]
    return told


async def test_an_answer_to_another_question_is_dropped(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Articles, names and changes are looked up behind the screen: what comes late is for nobody any more."""
    async with reading(seeded) as reader:
        library, screen = reader.app.library, reader.screen
        first, second = library.listing(ALL).window(0, 2)
        late = Late(library)
        monkeypatch.setattr(library, "article", late.article)
        monkeypatch.setattr(library, "versions", late.versions)
        for asks in (
            lambda: screen.opening.open(second),
            lambda: screen.correcting.show_corrected(),
            lambda: screen.changes.turn(),
        ):
            screen.opening.open(second)
            late.go(second.id)
            await reader.until(lambda: screen.article is not None and screen.article.id == second.id)
            late.asked.clear()
            asks()
            await reader.until(lambda: late.asked == [second.id])
            screen.opening.open(first)
            await reader.until(lambda: first.id in late.asked)
            late.go(first.id)
            await reader.until(lambda: screen.article is not None and screen.article.id == first.id)
            late.go(second.id)
            await reader.until(lambda: not late.waiting)
            await reader.press("j")
            assert screen.article is not None
            assert screen.article.id == first.id
            assert first.headline[:20] in reader.title
            assert "Volodymyr Zelenskyy" in reader.lines("sidebar")
            assert screen.reading.change is None
            assert not reader.app._notifications


class Late:
    """Answers for a library, each when it is let go."""

    def __init__(self, library: Library) -> None:
        self._article, self._versions = library.article, library.versions
        self._gates: dict[ArticleId, threading.Semaphore] = {}
        self.asked: list[ArticleId] = []
        self.waiting = 0

    def _wait(self, article_id: ArticleId) -> None:
        self.waiting += 1
        self.asked.append(article_id)
        assert self._gates.setdefault(article_id, threading.Semaphore(0)).acquire(timeout=20)
        self.waiting -= 1

    def article(self, article_id: ArticleId) -> Article:
        self._wait(article_id)
        return self._article(article_id)

    def versions(self, article_id: ArticleId) -> tuple[Version, ...]:
        self._wait(article_id)
        return self._versions(article_id)

    def go(self, article_id: ArticleId) -> None:
        """Let the one who asked for an article have it."""
        self._gates.setdefault(article_id, threading.Semaphore(0)).release()
