"""Correcting names with the keys: what the sidebar, the text and the lists say afterwards, and undo."""

from __future__ import annotations

from textual.widgets import Input

from tests.screen.test_reader_screen import NARROW, WIDE, Reader, reading
from tui.model.articles import Article
from tui.screens.chooser import Choices, Chooser
from tui.system.paths import Paths
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.reading_pane import ReadingPane


def panel(reader: Reader) -> EntityPanel:
    return reader.screen.query_one(EntityPanel)


def article(reader: Reader) -> Article:
    opened = reader.screen.article
    assert opened is not None
    return opened


def names(reader: Reader) -> list[str]:
    return [entity.name for entity in article(reader).names.entities]


def offered(reader: Reader) -> list[str]:
    """Return what the chooser in front offers."""
    assert isinstance(reader.app.screen, Chooser)
    return [choice.label for choice in reader.app.screen.query_one(Choices).choices]


async def choose(reader: Reader, words: str) -> None:
    """Narrow the chooser in front to the first line with these words, and take it."""
    lines = reader.app.screen.query_one(Choices)
    lines.go(next(i for i, choice in enumerate(lines.choices) if words in choice.label))
    await reader.press("enter")
    await reader.ended("marks", "names")
    await reader.pilot.pause()


async def open_on(reader: Reader, name: str) -> None:
    """Open the first story and put the sidebar's cursor on a name."""
    await reader.press("enter", "tab")
    found = next(entity for entity in panel(reader).entities if entity.name == name)
    panel(reader).go(panel(reader).entities.index(found))


async def settled(reader: Reader) -> None:
    await reader.ended("marks", "names")
    await reader.pilot.pause()


async def test_a_person_is_merged_with_another_and_the_place_in_the_text_stays(seeded: Paths) -> None:
    """The cursor follows the name; the reader's eye loses nothing; u brings all back."""
    async with reading(seeded, (120, 30)) as reader:
        await open_on(reader, "Marco Rubio")
        before, rubio = article(reader).names, panel(reader).current
        assert rubio is not None
        pane = reader.screen.query_one(ReadingPane)
        pane.show_line(7)
        await reader.press("c")
        assert offered(reader)[0] == "Merge into …"
        await choose(reader, "Merge into")
        await choose(reader, "Volodymyr Zelenskyy")
        await choose(reader, "In this story")
        await settled(reader)
        assert "Marco Rubio" not in names(reader)
        merged = panel(reader).current
        assert merged is not None
        assert merged.name == "Volodymyr Zelenskyy"
        assert set(rubio.mentions) <= set(merged.mentions)
        assert pane.top == 7
        assert panel(reader).names == article(reader).names
        await reader.press("u")
        await settled(reader)
        assert article(reader).names == before
        assert pane.top == 7


async def test_a_form_is_split_off_and_is_in_the_list_of_corrections(seeded: Paths) -> None:
    """From the palette's list it can be taken back long after."""
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        before = names(reader)
        await reader.press("c")
        await choose(reader, "Split off “Rubio”")
        await choose(reader, "In this story")
        await settled(reader)
        assert "Rubio" in names(reader)
        reader.screen.action_command("corrections")
        await reader.until(lambda: reader.app.is_settled)
        await reader.pilot.pause()
        assert offered(reader) == ["Take back: “Rubio” is not Marco Rubio"]
        await choose(reader, "Take back")
        await settled(reader)
        assert names(reader) == before
        reader.screen.action_command("corrections")
        await reader.until(lambda: reader.app.is_settled)
        await reader.pilot.pause()
        assert not isinstance(reader.app.screen, Chooser)


async def test_a_renamed_person_is_lit_still_and_found_by_the_old_name(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        await reader.press("enter", "c")
        await choose(reader, "Rename")
        reader.app.screen.query_one(Input).value = "Marco Antonio Rubio"
        await reader.press("enter")
        await choose(reader, "In all stories")
        await settled(reader)
        pane = reader.screen.query_one(ReadingPane)
        picked = panel(reader).picked
        assert picked is not None
        assert (picked.name, panel(reader).current) == ("Marco Antonio Rubio", picked)
        assert pane.hit[1] == len(picked.mentions) > 1
        assert pane.words == "Marco Antonio Rubio"
        assert "Marco Antonio Rubio" in reader.lines("sidebar")
        assert len(reader.app.library.search('who:"marco rubio"')) == 1


async def test_what_is_no_name_loses_its_mark_in_the_text(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        mention = next(e for e in article(reader).names.people if e.name == "Marco Rubio").mentions[0]
        await reader.press("enter", "c")
        await choose(reader, "Not a name")
        await choose(reader, "In this story")
        await settled(reader)
        assert "Marco Rubio" not in names(reader)
        pane = reader.screen.query_one(ReadingPane)
        assert not pane.is_lit
        page = pane.page_shown
        assert page is not None
        leaf = page.addresses[mention.section, mention.leaf]
        start = page.highlight(leaf, mention.start, mention.end).start
        looks = {o.look for o in page.leaves[leaf].overlays if o.start <= start < o.end}
        assert "person" not in looks


async def test_a_person_becomes_a_place(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        await reader.press("c")
        await choose(reader, "It is a place")
        await choose(reader, "In this story")
        await settled(reader)
        assert "Marco Rubio" in [place.name for place in article(reader).names.places]
        await reader.press("c")
        assert "Take back: “Marco Rubio” is a place" in offered(reader)


async def test_a_name_of_other_stories_can_be_typed(seeded: Paths) -> None:
    """The store is too large to be listed whole."""
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        await reader.press("c")
        await choose(reader, "Merge into")
        await choose(reader, "Another name")
        reader.app.screen.query_one(Input).value = "nobody of that name"
        await reader.press("enter")
        assert not isinstance(reader.app.screen, Chooser)
        await reader.press("c")
        await choose(reader, "Merge into")
        await choose(reader, "Another name")
        reader.app.screen.query_one(Input).value = "Luiz Inácio Lula da Silva"
        await reader.press("enter")
        await choose(reader, "In this story")
        await settled(reader)
        assert "Luiz Inácio Lula da Silva" in names(reader)


async def test_leaving_a_chooser_corrects_nothing(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        before = article(reader).names
        for steps in (["Merge"], ["Merge", "Volodymyr"], ["Not a name"], ["Rename"]):
            await reader.press("c")
            for words in steps:
                await choose(reader, words)
            await reader.press("escape")
        assert article(reader).names == before
        assert reader.app.library.corrections.all() == ()


async def test_details_are_shown_on_demand_and_put_away(seeded: Paths) -> None:
    """The sentence that states the role, and why each form is the same person."""
    async with reading(seeded, WIDE) as reader:
        await open_on(reader, "Marco Rubio")
        assert "surname" not in reader.lines("sidebar")
        await reader.press("d")
        shown = " ".join(reader.lines("sidebar").split())
        assert "├ Rubio: surname of" in shown
        assert "├ “" in shown
        await reader.press("d")
        assert "surname" not in reader.lines("sidebar")


async def test_names_can_be_corrected_where_the_sidebar_is_a_page_of_its_own(seeded: Paths) -> None:
    async with reading(seeded, NARROW) as reader:
        await reader.press("enter", "i", "c")
        await choose(reader, "Not a name")
        await choose(reader, "In this story")
        await settled(reader)
        assert reader.screen.pane == "sidebar"
        assert len(reader.app.library.corrections.all()) == 1


async def test_without_a_story_there_is_nothing_to_correct(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await reader.screen.run_action("correct")
        assert not isinstance(reader.app.screen, Chooser)


async def test_from_its_page_a_name_is_corrected_in_all_stories(seeded: Paths) -> None:
    """The page knows of no one story."""
    async with reading(seeded) as reader:
        await open_on(reader, "Volodymyr Zelenskyy")
        assert len(reader.app.library.search("who:zelenskyy")) == 2
        await reader.press("asterisk")
        await reader.pilot.pause()
        await reader.until(lambda: getattr(reader.app.screen, "page", None) is not None)
        await reader.press("c")
        assert "Merge into …" in offered(reader)
        await choose(reader, "Not a name")
        await settled(reader)
        (correction,) = reader.app.library.corrections.all()
        assert correction.article is None
        assert "Volodymyr Zelenskyy" not in names(reader)
        reader.app.library.prepare()
        assert reader.app.library.search("who:zelenskyy ") == ()


async def test_the_mouse_does_all_of_it_too(seeded: Paths) -> None:
    """A click lights up, another unfolds, the right button corrects."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        await reader.pilot.click("#sidebar", offset=(4, 2))
        picked = panel(reader).picked
        assert picked is not None
        assert picked == panel(reader).entities[0]
        await reader.pilot.click("#sidebar", offset=(4, 2))
        assert panel(reader).unfolded == {picked.name}
        await reader.pilot.click("#sidebar", offset=(4, 2), button=3)
        await reader.pilot.pause()
        assert offered(reader)[0] == "Merge into …"


async def test_the_text_is_laid_out_for_the_edge_it_gets(seeded: Paths) -> None:
    """From beside the list to beside the sidebar: as many cells as before, but the last is the edge."""
    async with reading(seeded, (80, 24)) as reader:
        await reader.press("enter", "i")
        pane = reader.screen.query_one(ReadingPane)
        assert pane.edged
        assert pane.page_shown is not None
        assert pane.page_shown.width == pane.column[1]
        assert all(line[-1] in "│┃" for line in reader.lines("reader").splitlines())


async def test_a_followed_name_that_is_called_otherwise_is_marked_as_followed(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await open_on(reader, "Marco Rubio")
        await reader.press("w")
        await settled(reader)
        assert [entity.name for entity in panel(reader).followed] == ["Marco Rubio"]
        await reader.press("c")
        await choose(reader, "Rename")
        reader.app.screen.query_one(Input).value = "Marco Antonio Rubio"
        await reader.press("enter")
        await choose(reader, "In all stories")
        await settled(reader)
        assert [entity.name for entity in panel(reader).followed] == ["Marco Antonio Rubio"]
