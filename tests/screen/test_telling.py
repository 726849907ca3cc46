"""What is told stands in the bottom line, covers nothing that is read, and is never lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.widgets._toast import Toast

from tests.screen.builders import drawn
from tests.screen.test_reader_screen import Reader
from tui.screens.app import build_app
from tui.screens.chooser import Choices
from tui.screens.help import HelpText
from tui.system.paths import Paths

LONG = "The database could not be written to, " * 8


@asynccontextmanager
async def reading(paths: Paths) -> AsyncIterator[Reader]:
    """A reader who is told things, as Textual's tests are not by themselves."""
    app = build_app(paths)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        yield Reader(app, pilot)


def told(reader: Reader) -> list[Toast]:
    """Return what is seen of what was told."""
    return [toast for toast in reader.app.screen.query(Toast) if toast.region]


async def test_a_message_stands_in_the_bottom_line_at_80x24(seeded: Paths) -> None:
    """Over the keys, which stand in the help as well; the last of several."""
    async with reading(seeded) as reader:
        for words in ("One.", "Two.", "Three."):
            reader.app.tell(words)
        await reader.until(lambda: len(told(reader)) == 1)
        (toast,) = told(reader)
        assert str(toast.render()) == "Three."
        assert (toast.region.y, toast.region.height, toast.region.width) == (23, 1, 80)


async def test_a_message_leaves_dialogs_and_what_is_typed_alone(seeded: Paths) -> None:
    """Above the prompt; below a dialog."""
    async with reading(seeded) as reader:
        await reader.press("slash")
        reader.app.tell("One.")
        await reader.until(lambda: len(told(reader)) == 1)
        assert told(reader)[0].region.bottom == 23
        await reader.press("escape", "colon")
        reader.app.tell("Two.")
        await reader.until(lambda: len(told(reader)) == 1)
        dialog = reader.app.screen.query(".dialog").first()
        assert not dialog.region.overlaps(told(reader)[0].region)


async def test_what_failed_stands_until_a_key_and_all_are_among_the_messages(seeded: Paths) -> None:
    """However long: the list of messages has it, the last first."""
    async with reading(seeded) as reader:
        reader.app.tell("One.")
        reader.app.tell(LONG, failed=True)
        await reader.until(lambda: len(told(reader)) == 1)
        assert told(reader)[0].region.height > 1
        (failed,) = [one for one in reader.app._notifications if one.severity == "error"]
        failed.raised_at -= 60
        await reader.press("j")
        await reader.until(lambda: failed not in reader.app._notifications)
        reader.app.screen.action_command("messages")  # type: ignore[attr-defined]
        await reader.until(lambda: bool(reader.app.screen.query(Choices)))
        labels = [choice.label for choice in reader.app.screen.query_one(Choices).choices]
        assert labels == [LONG, "One."]


async def test_a_message_that_goes_is_painted_over_after_a_scroll_too(
    seeded: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual compares where all stood; after a scroll it took where all stands now for that."""
    async with reading(seeded) as reader:
        reader.app.tell("One.")
        await reader.until(lambda: len(told(reader)) == 1)
        compositor = reader.screen._compositor
        reflow, painted = compositor.reflow, set[int]()

        def noted(*where: Any) -> Any:
            found = reflow(*where)
            painted.update(y for region in compositor._dirty_regions for y in region.line_range)
            return found

        monkeypatch.setattr(compositor, "reflow", noted)
        (toast,) = told(reader)
        compositor._full_map_invalidated = True  # as a scroll leaves it
        toast._expire()
        await reader.until(lambda: 23 in painted)


async def test_what_was_told_goes_with_the_next_key_once_it_could_be_read(seeded: Paths) -> None:
    """What a key leads to has its own keys in the bottom line."""
    async with reading(seeded) as reader:
        reader.app.tell("One.")
        await reader.until(lambda: len(told(reader)) == 1)
        (message,) = reader.app._notifications
        await reader.press("j")
        assert message in reader.app._notifications
        message.raised_at -= 2
        await reader.press("j")
        assert message not in reader.app._notifications
        await reader.until(lambda: not told(reader))


async def test_what_is_prefilled_gives_way_to_what_is_typed_and_stays_with_a_cursor_key(
    seeded: Paths,
) -> None:
    """As in every other program's lines."""
    async with reading(seeded) as reader:
        await reader.press("slash", *"kyiv", "enter")
        await reader.until(lambda: reader.screen.shown.query == "kyiv")
        await reader.press("slash", *"rio", "enter")
        await reader.until(lambda: reader.screen.shown.query == "rio")
        await reader.press("slash", "end", "x", "enter")
        await reader.until(lambda: reader.screen.shown.query == "riox")


async def test_the_palette_opens_with_what_was_used_last_and_fits_here(seeded: Paths) -> None:
    """Not with moves; what is for another place says so when it is chosen."""
    async with reading(seeded) as reader:
        await reader.press("colon", *"mark everything", "enter")
        await reader.until(lambda: not reader.app.screen.query(Choices))
        await reader.press("colon")
        labels = [choice.label for choice in reader.app.screen.query_one(Choices).choices]
        assert labels[0].startswith("Mark everything in this list")
        assert "Down a row or a line" not in labels[:20]
        await reader.press(*"to the next section", "enter")
        await reader.until(lambda: "That is for a story" in reader.app.messages[-1][1])


async def test_the_help_begins_with_the_place_one_is_in_and_can_be_searched(seeded: Paths) -> None:
    """Escape takes the search back, then leaves."""
    async with reading(seeded) as reader:
        await reader.press("enter", "question_mark")
        sheet = reader.app.screen.query_one(HelpText)
        assert "In a story" in drawn(sheet)[0]
        await reader.press("slash", *"passage highlight", "enter")
        assert [line for line in drawn(sheet) if "Mark a passage" in line]
        assert "In a story" in drawn(sheet)[0]
        assert not [line for line in drawn(sheet) if "half" in line]
        await reader.press("slash", *"xyzzy")
        assert drawn(sheet)[0].startswith("Nothing like that.")
        await reader.press("escape")
        assert "page" in "\n".join(drawn(sheet))
        await reader.press("escape")
        await reader.until(lambda: reader.app.screen is reader.screen)


async def test_a_digit_without_a_link_says_what_to_press(seeded: Paths) -> None:
    """It shows a list in the list."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.screen.article is not None)
        count = len(reader.screen.reading.links)
        reader.screen.links.open_link(2 if count < 2 else 99)
        said = reader.app.messages[-1][1]
        assert said.startswith(f"This story has {count or 'no'} link")
        assert count >= 2 or said.endswith("For the list: esc, then 2.")
        await reader.press("number_sign", *"99", "enter")
        await reader.until(lambda: "This story has" in reader.app.messages[-1][1])
