"""Sentences that are new to the reader: bars at the margin, and the way from one to the next."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import build_article
from tests.screen.builders import alone, drawn, resized
from tests.screen.test_reading_pane import lit
from tui.drawing.looks import DARK, MONO, Palette
from tui.model.articles import Article
from tui.model.names import Mention
from tui.model.prose import ListBlock, ListItem, Paragraph, Quote, Section, Text
from tui.widgets.reading_pane import ReadingPane

KNOWN = "The pilots of Port Aldine met on Monday. "
FRESH = "An offer came overnight, and they vote on it by noon."
BLOCK = Paragraph(Text(KNOWN * 6 + FRESH + " " + KNOWN * 6))
AT = len(KNOWN) * 6


def build_long() -> Article:
    """Return an article of five sections, a new sentence within the second and the fourth."""
    return build_article(sections=tuple(Section(Text(f"Part {n}"), (BLOCK,)) for n in range(5)))


def new_in(*sections: int) -> tuple[Mention, ...]:
    return tuple(Mention(number, 1, AT, AT + len(FRESH)) for number in sections)


def barred(pane: ReadingPane) -> str:
    """What stands in the lines that have a bar, of those in view."""
    return " ".join(
        line.split("▎", 1)[1].strip(" │┃") for line in drawn(pane) if line.strip().startswith("▎")
    )


def go(pane: ReadingPane, step: int) -> bool:
    return pane.fresh.go(step, pane.top, pane.size.height)


@pytest.mark.parametrize("palette", [DARK, MONO], ids=["dark", "mono"])
@pytest.mark.parametrize("width", [30, 44, 60, 90])
async def test_lines_of_new_sentences_have_a_bar_at_any_width(palette: Palette, width: int) -> None:
    """Without colours too; and the text stands where it stood without bars."""
    pane = ReadingPane()
    async with alone(pane, size=(width, 80), palette=palette) as heard:
        pane.show(build_long())
        before = drawn(pane)
        assert pane.fresh.count is None
        pane.fresh.show(new_in(1))
        assert pane.fresh.count == (0, 1)
        assert FRESH in barred(pane)
        # The lines at both ends hold words of the sentences beside it.
        assert len(barred(pane)) < len(FRESH) + 2 * pane.column[1]
        assert [line.replace("▎", " ") for line in drawn(pane)] == before
        await resized(heard.pilot, width + 7, 80)
        assert FRESH in barred(pane)


async def test_the_keys_go_from_one_to_the_next_and_stop_at_the_ends() -> None:
    """Whoever has scrolled away goes on from what is in view; the one that one is at is underlined."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        pane.fresh.show(new_in(1, 3))
        assert go(pane, 1)
        assert pane.fresh.count == (1, 2)
        assert " ".join(lit(pane, "new.here")) == FRESH
        first = pane.top
        assert go(pane, 1)
        assert pane.top > first
        assert not go(pane, 1)
        assert pane.fresh.count == (2, 2)
        assert go(pane, -1)
        assert pane.fresh.count == (1, 2)
        assert not go(pane, -1)
        pane.show_line(10**6)
        assert not go(pane, 1)
        assert go(pane, -1)
        assert pane.fresh.count == (2, 2)
        pane.let_go()
        assert not lit(pane, "new.here")


async def test_bars_stay_with_their_sentences_and_go_with_their_story() -> None:
    """A mark leaves them; another text, or another story, has none until it is known."""
    pane = ReadingPane()
    article = build_long()
    async with alone(pane, size=(60, 80)):
        pane.show(article)
        pane.fresh.show(new_in(1))
        pane.update(replace(article, headline=replace(article.headline, saved=True)))
        assert FRESH in barred(pane)
        pane.update(replace(article, prose=replace(article.prose, sections=article.prose.sections[:1])))
        assert (barred(pane), pane.fresh.count) == ("", None)
        pane.fresh.show(())
        assert (barred(pane), pane.fresh.count) == ("", (0, 0))
        pane.show(article)
        assert pane.fresh.count is None


async def test_sentences_that_the_page_does_not_have_are_left_out() -> None:
    """What is known of a text may be of another version of it."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 30)):
        pane.show(build_article(sections=(Section(None, (Paragraph(Text("Short.")),)),)))
        pane.fresh.show((Mention(0, 1, 0, 6), Mention(0, 1, 3, 700), Mention(7, 3, 0, 5)))
        assert pane.fresh.count == (0, 1)


async def test_quotations_and_lists_have_the_bar_at_the_pages_margin() -> None:
    """Before their own bars and markers."""
    blocks = (Quote((BLOCK,)), ListBlock((ListItem((Paragraph(Text(FRESH)),), "1."),)))
    pane = ReadingPane()
    async with alone(pane, size=(60, 40)):
        pane.show(build_article(sections=(Section(None, blocks),)))
        pane.fresh.show((Mention(0, 1, AT, AT + len(FRESH)), Mention(0, 2, 0, len(FRESH))))
        lines = [line for line in drawn(pane) if line.strip().startswith("▎")]
        assert any(line.strip().startswith("▎ ▎ ") for line in lines)
        assert any(line.strip().startswith("▎ 1. An offer") for line in lines)
