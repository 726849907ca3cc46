"""Threads' pages, the briefing and who said what: as lines, and as a list with a cursor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from tests.screen.builders import alone, drawn, marked, resized
from tests.screen.thread_samples import AGREED, BRIEFING, COPY, HAMBURG, LINDQVIST, NOON, PAGE, PLAN, RISES
from tui.calendar.periods import written
from tui.drawing.briefingpage import briefing_lines, briefing_words
from tui.drawing.leads import LeadPage, look_of
from tui.drawing.looks import LOOKS
from tui.drawing.saidlines import article_lines, name_sayings
from tui.drawing.threadpage import ALONE, name_lines, thread_lines
from tui.model.kinds import KINDS
from tui.text.cells import cell_width
from tui.widgets.lead_list import LeadList


def counted(width: int) -> LeadPage:
    return name_lines(PAGE, width, {LINDQVIST: 3}, {HAMBURG})


PAGES: Sequence[Callable[[int], LeadPage]] = (
    lambda width: thread_lines(PAGE, width),
    counted,
    lambda width: briefing_lines(BRIEFING, width),
    lambda width: article_lines(PAGE.sayings, width),
    lambda width: name_sayings(PAGE.sayings, width),
)


def texts(page: LeadPage) -> list[str]:
    return ["".join(text for text, _ in line.cells).rstrip() for line in page.lines]


def lines_of(page: LeadPage, stop: int) -> list[str]:
    return [text for text, line in zip(texts(page), page.lines, strict=True) if line.stop == stop]


@pytest.mark.parametrize("layout", PAGES)
def test_at_every_width_the_same_leads_stand_in_lines_that_fit(layout: Callable[[int], LeadPage]) -> None:
    """Wide signs too; each lead has a line, and none stands in two places."""
    leads = layout(80).leads
    for width in (20, 26, 38, 39, 60, 110, 160):
        page = layout(width)
        assert page.leads == leads
        assert all(cell_width(text) <= width for text in texts(page))
        stops = [line.stop for line in page.lines if line.stop >= 0]
        assert list(dict.fromkeys(stops)) == sorted(set(stops)) == list(range(len(leads)))


@pytest.mark.parametrize("layout", PAGES)
def test_every_look_is_one_with_the_cursor_on_it_and_without(layout: Callable[[int], LeadPage]) -> None:
    roles = {role for line in layout(60).lines for _, role in line.cells}
    assert all(look_of(role, cursor) in LOOKS for role in roles for cursor in ("", "cursor", "blur"))
    assert roles & {"text", "unread", *KINDS}


def test_what_happened_stands_by_its_day_each_sentence_whole() -> None:
    """As the text has it, under the date it tells, with who tells it; a day is said once."""
    page = thread_lines(PAGE, 100)
    said = "\n".join(texts(page))
    assert "2023        The quay was last mended in 2023." in said
    assert said.count("12 May 2025 The river") == 1
    assert "\n             Nobody was hurt on Monday.".replace("\n ", "\n") in said
    second = next(lead for lead in page.leads if lead.words == "Nobody was hurt on Monday.")
    assert second.headline == PLAN
    assert second.at == PAGE.timeline[2].told.at
    assert "told by 2 sources" in said
    assert texts(page)[0] == AGREED.headline


def test_a_thread_says_who_tells_it_and_why_each_article_is_there() -> None:
    """The first and the last of each source; copies, and what the reader put there."""
    said = texts(thread_lines(PAGE, 100))
    at = said.index("Sources  3")
    assert said[at + 1].startswith("Harbour Post ")
    assert said[at + 1].endswith(" 2 articles")
    assert said[at + 2].split("2025  ") == ["  first 12 May ", RISES.headline]
    assert said[at + 3].split("2025   ") == ["  last 15 May ", AGREED.headline]
    assert "only 13 May 2025" in said[at + 5]
    assert any("here for Hamburg, Anna Lindqvist, 2 days" in line for line in said)
    assert any("a copy of Le Courrier du Port’s" in line and COPY.feed in line for line in said)
    assert any("put here by you" in line for line in said)


def test_a_thread_of_one_article_says_so() -> None:
    page = replace(PAGE, thread=replace(PAGE.thread, members=1, sources=1), timeline=(), sayings=())
    said = texts(thread_lines(page, 60))
    assert ALONE in said
    assert " These texts name no dates." in said
    assert "Who said what" not in said


def test_what_is_not_sure_is_said_otherwise() -> None:
    """And of whom nobody knows comes last; the chosen name's words come first."""
    other = replace(PAGE.sayings[1], speaker="Joost van der Meer", kind="person")
    page = article_lines((*PAGE.sayings, other), 60)
    said = texts(page)
    assert any(line.startswith(" perhaps “We shall need years.”") for line in said)
    assert [line.split("  ")[0] for line in said if line and not line.startswith(" ")] == [
        "Anna Lindqvist",
        "Joost van der Meer",
        "Not said by whom",
    ]
    first = article_lines((other, *PAGE.sayings), 60, LINDQVIST)
    assert first.leads[0].speaker == "Anna Lindqvist"
    assert lines_of(name_sayings(PAGE.sayings[:1], 90), 0)[1].startswith(
        "   Harbour Post · 15 May 2025 · Rott"
    )


def test_names_stand_with_how_many_articles_name_them() -> None:
    said = texts(counted(40))
    assert said[0] == "People  1"
    assert said[1].split() == ["Anna", "Lindqvist", "3"]
    assert said[2] == " Mayor of Hamburg"
    assert said[-1].split() == ["Hamburg", "»"]


def test_a_briefing_marks_what_no_briefing_told_of() -> None:
    """A line each, with who tells it and where; of what was told before, how much is new."""
    known, new = (lines_of(briefing_lines(BRIEFING, 90), stop) for stop in (0, 1))
    assert known[0] == f"+ {AGREED.headline}"
    assert known[1] == "  » Anna Lindqvist · 3 sources: Harbour Post, Le Courrier du Port, 北港新聞 · 2 new"
    assert known[2] == "  Hamburg, Rotterdam, Antwerp …"
    assert new[0].startswith("● Ferries stay")
    assert new[1] == "  Harbour Post · Stavanger"
    assert briefing_words(BRIEFING).startswith("11 articles in 5 threads since 2025-05-14 ")
    assert briefing_words(BRIEFING).endswith("; the 2 most told.")
    empty = replace(BRIEFING, lines=(), since=NOON)
    assert briefing_words(empty).startswith("Nothing new since 2025-05-15 ")
    assert briefing_lines(empty, 60) == LeadPage()


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2025-05-15", "15 May 2025"),
        ("2025-12", "Dec 2025"),
        ("1987", "1987"),
        ("2025-13", "2025-13"),
        ("soon", "soon"),
    ],
)
def test_a_date_of_a_text_is_read_as_dates_are(value: str, read: str) -> None:
    assert written(value) == read


# ── the list of them ──────────────────────────────────────────────────────────────────────────


async def test_the_cursor_goes_from_lead_to_lead_and_part_to_part() -> None:
    """Whatever a lead's height; at the end it stops, and what stands over the first is seen again."""
    pane = LeadList()
    async with alone(pane, size=(100, 12)) as heard:
        pane.focus()
        pane.show(lambda width: thread_lines(PAGE, width))
        assert marked(drawn(pane)) == [0]
        pane.move(2)
        assert pane.current == pane.page_shown.leads[2]
        assert len(marked(drawn(pane))) == 2
        pane.go_part(1)
        assert pane.current is not None
        assert pane.current.speaker == "Anna Lindqvist"
        assert marked(drawn(pane)) == [2, 3]
        assert drawn(pane)[0].startswith(" Who said what")
        pane.go_part(-1)
        pane.go_part(-1)
        assert pane.cursor == 0
        for _ in range(9):
            pane.page(1)
        assert pane.cursor == len(pane.page_shown.leads) - 1
        assert drawn(pane)[-1].strip()
        pane.page(-40)
        assert drawn(pane)[0].startswith("▌Rotterdam")
        pane.open()
        (chosen,) = await heard.of(LeadList.Chosen)
        assert chosen.lead.headline == AGREED


async def test_the_cursor_stays_on_its_lead_at_another_width_and_a_click_chooses() -> None:
    pane = LeadList()
    async with alone(pane, size=(60, 30)) as heard:
        pane.show(lambda width: thread_lines(PAGE, width), cursor=3)
        before = pane.current
        await resized(heard.pilot, 40, 10)
        assert pane.current == before
        assert marked(drawn(pane))
        await resized(heard.pilot, 60, 30)
        y = next(y for y, line in enumerate(drawn(pane)) if "Brussels will answer" in line)
        await heard.pilot.click(LeadList, offset=(20, y))
        (chosen,) = await heard.of(LeadList.Chosen)
        assert chosen.lead.words == "Brussels will answer in May."


async def test_nothing_to_show_is_a_calm_line() -> None:
    pane = LeadList()
    pane.edged = False
    pane.empty = ("Nobody is quoted in this story.",)
    async with alone(pane, size=(24, 6)):
        pane.show(lambda width: LeadPage())
        pane.move(1)
        pane.page(1)
        pane.open()
        assert "".join(line.strip() + " " for line in drawn(pane)).strip().startswith("Nobody is quoted")
