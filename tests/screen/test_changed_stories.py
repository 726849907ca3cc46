"""What changed in a story, shown where it is read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.screen.test_reader_screen import Reader, reading
from tests.store.stories import build_entry, deliver
from tui.library.frontdesk import Library
from tui.system.paths import Paths

TEXTS = (
    ("Bridge closes", "<p>It takes three weeks.</p><p>Buses run.</p>"),
    ("Bridge closes", "<p>It takes five weeks.</p><p>Buses run.</p>"),
    ("Bridge opens", "<p>It took five weeks.</p>"),
)
NOW = datetime.now(UTC) - timedelta(hours=1)


@pytest.fixture
def changed(seeded: Paths) -> Paths:
    """A reader who has read a story that changed twice since."""
    library = Library.open(seeded)
    for number, (title, text) in enumerate(TEXTS):
        entry = build_entry("bridge", title=title, content=text, published_at=NOW)
        deliver(library, entry, now=NOW + timedelta(minutes=number))
        library.prepare()
        if not number:
            library.article(library.listing().window(0, 1)[0].id, mark=True)
    library.close()
    return seeded


def page(reader: Reader) -> str:
    return reader.lines("reader")


async def test_a_changed_story_says_so_in_the_list_and_in_its_header(changed: Paths) -> None:
    """The mark goes when it is opened; that it changed stays known."""
    async with reading(changed) as reader:
        assert "✎" in reader.lines("list")
        await reader.press("enter")
        assert "✎" not in reader.lines("list")
        assert "✎ changed" in page(reader)
        await reader.press("J")
        assert "✎ changed" not in page(reader)


async def test_v_shows_what_changed_and_n_and_p_walk_the_changes(changed: Paths) -> None:
    """The newest first; then all together; v or esc leads back to the place in the story."""
    async with reading(changed) as reader:
        await reader.press("enter", "v")
        assert "Change 2 of 2" in page(reader)
        assert "~ Bridge closes opens" in page(reader)
        assert "- Buses run." in page(reader)
        await reader.press("p")
        assert "Change 1 of 2" in page(reader)
        assert "~ It takes three five weeks." in page(reader)
        await reader.press("p")
        assert "Change 1 of 2" in page(reader)
        await reader.press("n", "n")
        assert "All 2 changes" in page(reader)
        assert "~ It takes three took five weeks." in page(reader)
        await reader.press("escape")
        assert reader.screen.pane == "reader"
        assert "It took five weeks." in page(reader)
        await reader.press("v", "v")
        assert "✎ changed" in page(reader)


async def test_v_in_the_list_opens_the_story_on_its_changes(changed: Paths) -> None:
    async with reading(changed) as reader:
        await reader.press("v")
        assert "Change 2 of 2" in page(reader)
        assert reader.screen.pane == "reader"
        assert "✎" not in reader.lines("list")


async def test_a_story_that_never_changed_says_so(changed: Paths) -> None:
    async with reading(changed) as reader:
        await reader.press("j", "enter", "v")
        assert any("has not changed" in note.message for note in reader.app._notifications)
        assert "Change" not in page(reader)


async def test_another_story_is_shown_whole_after_changes(changed: Paths) -> None:
    """J, a name, a find: none is stuck on the page of changes."""
    async with reading(changed) as reader:
        await reader.press("enter", "v", "J")
        assert "Change 2 of 2" not in page(reader)
        await reader.press("tab", "enter")
        assert reader.screen.reading.is_lit


@pytest.mark.parametrize("size", [(160, 50), (80, 24), (60, 20), (40, 10)])
async def test_changes_are_told_without_colour(changed: Paths, size: tuple[int, int]) -> None:
    """Underlined or struck through as well, and by a sign at the margin."""
    async with reading(changed, size) as reader:
        await reader.press("enter", "v", "n")
        page = reader.screen.reading.page_shown
        assert page is not None
        looks = {overlay.look for leaf in page.leaves for overlay in leaf.overlays}
        assert looks == {"added", "removed"}
        style = reader.app.inks.style
        assert style(("text", "added")).underline
        assert style(("text", "removed")).strike
