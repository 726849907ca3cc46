"""Notes and highlights by keys and mouse: what is kept, what is seen, and what `u` brings back."""

from __future__ import annotations

import pytest
from textual.geometry import Offset
from textual.selection import Selection
from textual.widgets import Input

from tests.screen.builders import resized
from tests.screen.test_reader_screen import NARROW, WIDE, Reader, reading
from tests.store.stories import all_of
from tui.changes.passages import running_text
from tui.model.articles import Article
from tui.model.notes import Note, Quotation
from tui.model.scopes import NOTED
from tui.screens.chooser import Choices, Chooser
from tui.screens.feedlines import FeedLines
from tui.system.paths import Paths
from tui.widgets.reading_pane import ReadingPane


def article(reader: Reader) -> Article:
    opened = reader.screen.article
    assert opened is not None
    return opened


def pane(reader: Reader) -> ReadingPane:
    return reader.screen.query_one(ReadingPane)


def stored(reader: Reader) -> tuple[Note, ...]:
    return reader.app.library.notes.of(article(reader).id)


def text_of(reader: Reader) -> str:
    return running_text(article(reader).prose).text


def shown(reader: Reader) -> str:
    """All lines of the story, as they are drawn."""
    page = pane(reader).page_shown
    assert page is not None
    return "\n".join("".join(segment.text for segment in line.segments) for line in page.lines)


def marked(reader: Reader) -> str:
    passage = pane(reader).passage
    assert passage is not None
    return passage.text


async def settled(reader: Reader) -> None:
    await reader.ended("marks", "notes", "conversation")
    await reader.pilot.pause()


async def type_line(reader: Reader, words: str) -> None:
    await reader.press(*("space" if letter == " " else letter for letter in words), "enter")
    await settled(reader)


async def test_a_passage_is_marked_by_words_and_highlighted(seeded: Paths) -> None:
    """From the first word in view; the other end moves after `o`; `enter` keeps it, and saves the story."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "V")
        words = text_of(reader).split()
        assert marked(reader) == words[0]
        assert "enter" in [key for key, _ in reader.screen.bar.hints]
        await reader.press("w", "w", "w")
        assert marked(reader) == " ".join(words[:4]).rstrip(".,")
        await reader.press("b", "o", "w")
        assert marked(reader) == " ".join(words[1:3])
        await reader.press("enter")
        await settled(reader)
        (note,) = stored(reader)
        assert note.quotation is not None
        assert (note.words, note.quotation.exact) == ("", " ".join(words[1:3]))
        assert pane(reader).passage is None
        assert "†" in shown(reader)
        assert article(reader).headline.saved
        await reader.press("u")
        await settled(reader)
        assert stored(reader) == ()
        assert "†" not in shown(reader)
        assert not article(reader).headline.saved


async def test_every_key_of_a_passage_moves_as_it_says(seeded: Paths) -> None:
    """Letters, lines, sentences and paragraphs; words stay whole, and no command acts meanwhile."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "V")
        first = marked(reader)
        await reader.press("l", "h", "right", "left")
        assert marked(reader) == first
        title = article(reader).prose.headline
        await reader.press("right_curly_bracket")
        assert marked(reader) == title
        await reader.press("right_parenthesis")
        assert marked(reader).startswith(title)
        assert marked(reader) != title
        await reader.press("left_parenthesis")
        assert marked(reader) == title
        await reader.press("j")
        assert len(marked(reader)) > len(title)
        await reader.press("k", "V")
        begun = marked(reader)
        assert " " not in begun
        await reader.press("dollar_sign", "0", "s", "m", "J", "t", "question_mark", "tab")
        assert pane(reader).passage is not None
        assert article(reader).prose.headline == title
        assert not article(reader).headline.saved
        await reader.press("escape")
        assert pane(reader).passage is None
        assert stored(reader) == ()


async def test_a_note_to_a_passage_is_asked_for_and_changed(seeded: Paths) -> None:
    """`V`, to the highlight with `n`: then `enter` changes its words, which stand there selected."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "V", "w", "C")
        await type_line(reader, "ask them")
        assert [note.words for note in stored(reader)] == ["ask them"]
        assert "†¹ ask them" in shown(reader)
        await reader.press("V", "w", "w", "w", "n", "enter")
        line = reader.screen.query_one(Input)
        assert (line.value, line.selected_text) == ("ask them", "ask them")
        await type_line(reader, "asked")
        assert [note.words for note in stored(reader)] == ["asked"]
        await reader.press("V", "n", "d")
        await settled(reader)
        assert stored(reader) == ()
        await reader.press("u")
        await settled(reader)
        assert "†¹ asked" in shown(reader)
        await reader.press("u")
        await settled(reader)
        assert "†¹ ask them" in shown(reader)


async def test_a_note_to_the_whole_story_from_the_list_and_in_it(seeded: Paths) -> None:
    """Without opening it; once more it is there to be changed; emptied it goes, and `u` brings it back."""
    async with reading(seeded, WIDE) as reader:
        story = all_of(reader.app.library)[0]
        await reader.press("C")
        await type_line(reader, "later")
        assert [note.words for note in reader.app.library.notes.of(story.id)] == ["later"]
        await reader.press("enter")
        assert "  † later" in shown(reader)
        await reader.press("C")
        line = reader.screen.query_one(Input)
        assert line.selected_text == "later"
        await reader.press("backspace", "enter")
        await settled(reader)
        assert stored(reader) == ()
        assert "† later" not in shown(reader)
        await reader.press("u")
        await settled(reader)
        assert "† later" in shown(reader)
        await reader.press("C", "escape")
        await settled(reader)
        assert [note.words for note in stored(reader)] == ["later"]


async def test_a_note_is_written_in_the_editor(seeded: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of several lines; `C` on such a note opens the editor too: a line would lose the others."""
    handed: list[str] = []

    async with reading(seeded, WIDE) as reader:

        def edit(text: str) -> str | None:
            handed.append(text)
            return None if len(handed) > 2 else f"{text}one\ntwo\n"

        monkeypatch.setattr(reader.app, "edit", edit)
        await reader.press("enter", "E")
        await settled(reader)
        assert [note.words for note in stored(reader)] == ["one\ntwo"]
        await reader.press("C")
        await settled(reader)
        assert handed == ["", "one\ntwo"]
        await reader.press("E")
        await settled(reader)
        assert [note.words for note in stored(reader)] == ["one\ntwoone\ntwo"]


async def test_what_the_mouse_selects_is_highlighted_and_noted(seeded: Paths) -> None:
    """`V` at once, `C` with words; the click on a highlight goes to it."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter")
        page = pane(reader).page_shown
        assert page is not None
        row = next(
            number
            for number, line in enumerate(page.lines)
            if any(segment.leaf > 0 and len(segment.text) > 30 for segment in line.segments)
        )
        words = "".join(segment.text for segment in page.lines[row].segments)[3:17]
        selection = Selection(Offset(3, row), Offset(17, row))
        reader.screen.selections = {pane(reader): selection}
        await reader.pilot.pause()
        await reader.press("V")
        await settled(reader)
        (note,) = stored(reader)
        assert note.quotation is not None
        assert note.quotation.exact == words.strip()
        reader.screen.clear_selection()
        await reader.pilot.pause()
        offset = (pane(reader).column[0] + 5, row - pane(reader).top)
        await reader.pilot.click(ReadingPane, offset=offset)
        await reader.pilot.pause()
        assert marked(reader) == words.strip()


async def test_the_noted_stories_are_a_line_in_the_feeds_and_a_list(seeded: Paths) -> None:
    """With what was noted in the place of the feed's name."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("C")
        await type_line(reader, "for the port piece")
        await reader.press("f")
        lines = reader.app.screen.query_one(FeedLines)
        found = next(choice.value for choice in lines.choices if choice.label == "Noted")
        assert (found.total, found.scope) == (1, NOTED)
        await reader.press("escape")
        reader.screen.action_command("noted")
        await reader.pilot.pause()
        assert reader.screen.shown.words == "noted"
        assert reader.screen.list.total == 1
        drawn = "".join(reader.screen.list.render_line(y).text for y in range(3))
        assert "for the port piece" in drawn


async def test_a_narrow_terminal_and_another_width_keep_passage_and_notes(seeded: Paths) -> None:
    async with reading(seeded, NARROW) as reader:
        await reader.press("enter", "V", "right_parenthesis")
        before = marked(reader)
        await resized(reader.pilot, 100, 30)
        await reader.pilot.pause()
        assert marked(reader) == before
        passage = pane(reader).passage
        assert passage is not None
        assert passage.page is pane(reader).page_shown
        await reader.press("C")
        await type_line(reader, "a note that is longer than a narrow line can be")
        await resized(reader.pilot, 40, 10)
        await reader.pilot.pause()
        assert "†¹ a note that is longer" in shown(reader)
        assert all(len(line) <= 40 for line in shown(reader).splitlines())


async def test_a_story_without_text_in_view_and_another_story_end_the_marking(seeded: Paths) -> None:
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "V")
        assert pane(reader).passage is not None
        second = all_of(reader.app.library)[1]
        reader.screen.opening.open(second)
        await reader.ended("article")
        await reader.pilot.pause()
        assert pane(reader).passage is None


async def choose(reader: Reader, words: str) -> None:
    """Take the line of the chooser in front that holds some words."""
    lines = reader.app.screen.query_one(Choices)
    lines.go(next(i for i, choice in enumerate(lines.choices) if words in choice.label))
    await reader.press("enter")
    await reader.pilot.pause()


async def test_a_note_to_an_earlier_version_is_chosen_and_taken_away(seeded: Paths) -> None:
    """No key can go to what is not there: the palette lists all notes of a story."""
    async with reading(seeded, WIDE) as reader:
        story = all_of(reader.app.library)[0]
        library = reader.app.library
        library.notes.add(story.id, "whose?", Quotation("words that this story never had, not one of them"))
        await reader.press("enter")
        assert "Noted to an earlier version" in shown(reader)
        reader.screen.action_command("notes")
        await reader.until(lambda: isinstance(reader.app.screen, Chooser))
        await choose(reader, "whose?")
        offered = [choice.label for choice in reader.app.screen.query_one(Choices).choices]
        assert offered == ["Change its words", "Change its words in the editor", "Take it away"]
        await choose(reader, "Change its words")
        await type_line(reader, "mine")
        assert [note.words for note in stored(reader)] == ["mine"]
        reader.screen.action_command("notes")
        await reader.until(lambda: isinstance(reader.app.screen, Chooser))
        await choose(reader, "mine")
        await choose(reader, "Take it away")
        await settled(reader)
        assert stored(reader) == ()
        assert "Noted to an earlier version" not in shown(reader)


async def test_marking_begins_where_a_find_is_lit(seeded: Paths) -> None:
    """The reader's eye is there already."""
    async with reading(seeded, WIDE) as reader:
        await reader.press("enter", "slash", *"delegation", "enter", "n", "V")
        at = pane(reader).hit
        assert at[0] == 2
        passage = pane(reader).passage
        assert passage is not None
        text = text_of(reader).lower()
        assert passage.begin == text.index("delegation", text.index("delegation") + 1)


async def test_a_note_above_moves_nothing_that_is_being_read(seeded: Paths) -> None:
    """What stands at the top of the view stands there still, and when it is taken back."""
    async with reading(seeded, (100, 20)) as reader:
        await reader.press("enter", "space", "space", "j")
        top = pane(reader).render_line(0).text
        await reader.press("C")
        await type_line(reader, "to all of it")
        assert "  † to all of it" in shown(reader)
        assert pane(reader).render_line(0).text == top
        await reader.press("u")
        await settled(reader)
        assert pane(reader).render_line(0).text == top
