"""Who said what, as its key shows it: beside a story, and on the page of a name."""

from __future__ import annotations

import re

import pytest

from tests.screen.builders import drawn
from tests.screen.test_reader_screen import NARROW, WIDE, Reader, hear, reading
from tests.store.stories import NOW, build_entry, deliver, made_once
from tui.library.frontdesk import Library
from tui.screens.name import NameScreen
from tui.system.paths import Paths, user_paths
from tui.widgets.lead_list import LeadList

TEXT = (
    "<p>ATHENS, Greece -- The ferry to the island waited for a third day, and the harbour filled.</p>"
    "<p>“The ferry will sail again on Friday,” Maria Papadakis said in Athens.</p>"
    "<p>Maria Papadakis is mayor of the island. “We have waited long enough,” Maria Papadakis said.</p>"
    "<p>“Nobody told the drivers,” said Nikos Samaras, who has driven lorries for thirty years.</p>"
)
LATER = "<p>“I was wrong about Friday,” Maria Papadakis said in Athens on Monday.</p>"
SILENT = "<p>PARIS, France -- The museum counted its visitors again, and found nothing to speak of.</p>"


def fill() -> None:
    library = Library.open(user_paths())
    deliver(
        library,
        build_entry("ferry", title="Ferry waits for a third day", content=TEXT),
        build_entry("later", title="No ferry on Friday either", content=LATER, published_at=NOW),
        build_entry("museum", title="Museum counts", content=SILENT),
    )
    library.prepare()
    library.close()


@pytest.fixture
def spoken() -> Paths:
    made_once("spoken", fill)
    return user_paths()


def said(reader: Reader) -> LeadList:
    return reader.screen.query_one("#said", LeadList)


async def open_ferry(reader: Reader) -> None:
    rows = reader.screen.list
    rows.go(next(at for at in range(3) if "third" in getattr(rows.row(at), "headline", "")))
    await reader.press("enter")


@pytest.mark.parametrize("size", [WIDE, (100, 30), (80, 24), NARROW, (40, 10)])
async def test_q_shows_who_said_what_and_enter_goes_to_the_words(
    spoken: Paths, size: tuple[int, int]
) -> None:
    """In the names' place, under their speakers; the words are lit, and n does not leave them."""
    async with reading(spoken, size) as reader:
        await open_ferry(reader)
        await reader.press("Q")
        assert reader.screen.pane == "sidebar"
        assert reader.app.focused is said(reader)
        assert not reader.screen.panel.display
        lines = [line.strip() for line in drawn(said(reader))]
        assert lines[0].split() == ["Maria", "Papadakis", "2"]
        assert "Said" in reader.title
        await reader.press("j", "enter")
        assert reader.screen.pane == "reader"
        pane = reader.screen.reading
        assert (pane.words, pane.hit) == ("Maria Papadakis", (1, 1))
        assert "We have waited long enough" in " ".join(re.sub("[│┃]", "", reader.lines("reader")).split())
        await reader.press("escape")
        assert not pane.is_lit
        await reader.press("Q", "Q")
        assert reader.screen.panel.display
        assert not said(reader).display
        assert "Said" not in reader.title


async def test_the_chosen_names_words_come_first_and_keys_for_names_mean_the_speaker(spoken: Paths) -> None:
    """Chosen in the sidebar; `*` on a quotation opens the page of who said it, where Q shows all of it."""
    async with reading(spoken) as reader:
        await open_ferry(reader)
        await reader.press("tab")
        panel = reader.screen.panel
        panel.choose(next(one for one in panel.entities if one.name == "Nikos Samaras"))
        await reader.press("Q")
        assert drawn(said(reader))[0].split() == ["Nikos", "Samaras", "1"]
        await reader.press("j", "asterisk")
        screen = reader.app.screen
        assert isinstance(screen, NameScreen)
        assert screen.known_name == "Maria Papadakis"
        await reader.press("Q")
        lines = "\n".join(drawn(screen.query_one("#name-said", LeadList)))
        assert lines.index("I was wrong") < lines.index("will sail again") < lines.index("long enough")
        assert "No ferry on Friday either" in lines
        await reader.press("enter")
        assert reader.screen.article is not None
        assert reader.screen.article.prose.headline == "No ferry on Friday either"
        assert reader.screen.reading.hit == (1, 1)
        assert "‹ Maria Papadakis  2" in reader.title


async def test_another_story_shows_its_own_quotations_and_silence_is_said(
    spoken: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While they stand there; a mark on the same story leaves the cursor where it is."""
    async with reading(spoken) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("Q")
        assert told == ["Open a story first."]
        await open_ferry(reader)
        await reader.press("Q", "j", "m")
        assert said(reader).cursor == 1
        for _ in range(3):
            await reader.press("escape")
        rows = reader.screen.list
        rows.go(next(at for at in range(3) if getattr(rows.row(at), "headline", "") == "Museum counts"))
        await reader.press("enter")
        assert "Nobody is quoted" in "\n".join(drawn(said(reader)))
        await reader.press("Q", "enter", "asterisk")
        assert told[-1].startswith("No name is chosen")
