"""The dateline as a way to other stories: by key, and by a click on its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.builders import build_article, build_headline
from tests.screen.test_reader_screen import NARROW, WIDE, Reader, reading
from tui.drawing.typeset import build_page, dateline_place
from tui.model.names import Mention, Names, Place
from tui.model.prose import Dateline
from tui.screens.chooser import Choices, Chooser
from tui.system.paths import Paths
from tui.widgets.article_list import ArticleList
from tui.widgets.entity_panel import EntityPanel
from tui.widgets.reading_pane import ReadingPane

STORY = """\
---
title: {title}
guid: {title}
date: 2026-05-15
dateline: {dateline}
---

The talks in Istanbul began. Then others came.
"""


def add(reader: Reader, folder: Path, title: str, dateline: str) -> None:
    path = folder / f"{title}.md"
    path.write_text(STORY.format(title=title, dateline=dateline), encoding="utf-8")
    reader.app.library.import_files([path])
    reader.app.library.prepare()
    reader.screen.lists.refresh()


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_stories_from_the_same_place_are_listed(seeded: Paths, size: tuple[int, int]) -> None:
    """At once where there is one place and no agency; esc goes back to the whole list."""
    async with reading(seeded, size) as reader:
        await reader.press("D")
        stories = reader.screen.query_one(ArticleList)
        assert 0 < stories.total < 12
        assert reader.screen.pane == "list"
        assert 'dateline:"Istanbul"' in reader.title
        await reader.press("escape")
        assert stories.total == 12


async def test_of_several_places_and_an_agency_one_is_chosen(seeded: Paths, tmp_path: Path) -> None:
    async with reading(seeded) as reader:
        add(reader, tmp_path, "First", "Kyiv, Ukraine/Warsaw (Reuters)")
        add(reader, tmp_path, "Second", "Oslo (Reuters)")
        reader.screen.query_one(ArticleList).go(1)
        await reader.press("enter", "D")
        assert isinstance(reader.app.screen, Chooser)
        offered = [choice.label for choice in reader.app.screen.query_one(Choices).choices]
        assert offered in (["From Kyiv, Ukraine", "From Warsaw", "By Reuters"], ["From Oslo", "By Reuters"])
        await reader.press("end", *["down"] * len(offered), "enter")
        assert reader.screen.query_one(ArticleList).total == 2


async def test_a_story_without_a_dateline_says_so(seeded: Paths, tmp_path: Path) -> None:
    async with reading(seeded) as reader:
        path = tmp_path / "none.md"
        path.write_text("---\ntitle: None\ndate: 2026-05-16\n---\n\nNothing.\n", encoding="utf-8")
        reader.app.library.import_files([path])
        reader.app.library.prepare()
        reader.screen.lists.refresh()
        reader.screen.query_one(ArticleList).go(0)
        await reader.press("D")
        assert not reader.screen.shown.query


async def test_a_click_on_the_place_of_the_dateline_lights_it_up(seeded: Paths) -> None:
    async with reading(seeded) as reader:
        await reader.press("enter")
        pane = reader.screen.query_one(ReadingPane)
        page = pane.page_shown
        assert page is not None
        (spot,) = page.spots
        assert spot.entity.name == "Istanbul"
        await reader.pilot.click("#reader", offset=(pane.column[0] + spot.start + 1, spot.line - pane.top))
        await reader.pilot.pause()
        picked = reader.screen.query_one(EntityPanel).picked
        assert picked is not None
        assert picked.name == "Istanbul"
        assert pane.hit[1] == len(picked.mentions)


# ── the page ──────────────────────────────────────────────────────────────────────────────────

KYIV = Place("Kyiv", (Mention(0, 1, 0, 1),), ("Kiev",))
WARSAW = Place("Warsaw", ())


def test_each_certain_place_of_a_dateline_is_a_spot_at_any_width() -> None:
    """Wrapped or not, the spots are the names."""
    from dataclasses import replace

    article = build_article(names=Names((), (KYIV, WARSAW)), listed=build_headline())
    prose = replace(article.prose, byline="Kyiv Warsaw", dateline=Dateline("Kiev, Ukraine/Oslo/Warsaw", "AP"))
    article = replace(article, prose=prose)
    for width in (12, 20, 72):
        page = build_page(article, width)
        texts = ["".join(segment.text for segment in line.segments) for line in page.lines]
        assert [(texts[s.line][s.start : s.end], s.entity) for s in page.spots] == [
            ("Kiev", KYIV),
            ("Warsaw", WARSAW),
        ]


def test_a_place_that_two_go_by_is_not_certain() -> None:
    twin = Place("Paris", (), ("Kyiv",))
    assert dateline_place(Names((), (KYIV,)), "Kiev, Ukraine") == KYIV
    assert dateline_place(Names((), (KYIV, twin)), "Kyiv") is None
    assert dateline_place(Names(), "Kyiv") is None
