"""The reading pane by itself: where one is in a text, what is lit in it, and what a click meets."""

from __future__ import annotations

import random
import re
from dataclasses import replace

import pytest
from textual.geometry import Offset
from textual.selection import Selection

from tests.builders import build_article, build_sections
from tests.screen.builders import alone, drawn, resized
from tui.changes.compare import TextChange, Version, change
from tui.drawing.frame import ScopeCounts
from tui.drawing.looks import ANSI, DARK, LIGHT, MONO, Palette
from tui.model.articles import Article
from tui.model.ids import ArticleId
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Dateline, InlineSpan, Paragraph, Section, Text
from tui.text.cells import cell_width
from tui.widgets.reading_pane import ReadingPane

WORDS = "The harbour opened again after years of repairs, and ships came in from every side. "
ANN = Person("Ann Reed", (Mention(0, 1, 0, 8), Mention(2, 1, 0, 8)))


def build_long(sections: int = 3) -> Article:
    """Return an article of several headed sections, a screen or more each."""
    block = Paragraph(Text("Ann Reed spoke. " + WORDS * 8))
    parts = tuple(Section(Text(f"Part {n}"), (block,)) for n in range(sections))
    return build_article(sections=parts, names=Names((ANN,)))


def text_at(pane: ReadingPane) -> str:
    """Return what stands in the first line of the view."""
    return drawn(pane)[0].strip()


def lit(pane: ReadingPane, *looks: str) -> list[str]:
    """Return what stands in view in looks that are laid over the text."""
    drawn(pane)
    style = pane.inks.style(("text", *looks))
    return [
        segment.text
        for y in range(pane.size.height)
        for segment in pane.draw(y, pane.room)
        if segment.style == style
    ]


# ── where one is ──────────────────────────────────────────────────────────────────────────────


async def test_how_far_one_has_read_grows_to_a_hundred_and_the_end_is_known() -> None:
    """Space goes on to the next story where the end is in view, and not one line before."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        seen = [pane.percent]
        while not pane.at_end:
            pane.move(1)
            seen.append(pane.percent)
        assert seen == sorted(seen)
        assert seen[0] < 50
        assert seen[-1] == 100
        assert seen[-2] < 100
        assert pane.place == 1.0
        pane.move(-1)
        assert not pane.at_end
        assert pane.place < 1.0


async def test_a_story_that_fits_is_read_as_soon_as_it_is_shown() -> None:
    """But one that was only opened is not left at its end: there is nothing to come back to."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 30)):
        pane.show(build_article("Short."))
        assert (pane.percent, pane.at_end, pane.place) == (100, True, 0.0)


async def test_a_page_leaves_two_lines_for_the_eye() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        before = drawn(pane)
        pane.page(1)
        assert pane.top == 10
        assert [line[:-1] for line in drawn(pane)[:2]] == [line[:-1] for line in before[10:]]
        pane.page(-0.5)
        assert pane.top == 5


async def test_sections_are_gone_through_one_by_one_to_both_ends() -> None:
    """The first stop on the way back is where the current section began, the last the headline."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        stops = list[str]()
        for _ in range(3):
            pane.go_section(1)
            stops.append(text_at(pane).rstrip(" │┃"))
        assert stops == ["Part 0", "Part 1", "Part 2"]
        pane.go_section(1)
        assert pane.at_end
        pane.go_section(-1)
        assert text_at(pane).startswith("Part 2")
        pane.move(2)
        pane.go_section(-1)
        assert text_at(pane).startswith("Part 2")
        for _ in range(4):
            pane.go_section(-1)
        assert pane.top == 0


@pytest.mark.parametrize("place", [0.0, 0.25, 0.5, 0.8])
async def test_a_place_that_was_kept_is_shown_again_and_holds_while_the_pane_changes_its_width(
    place: float,
) -> None:
    """The same words stay at the top, however they are broken into lines."""
    pane = ReadingPane()
    async with alone(pane, size=(70, 10)) as heard:
        pane.show(build_long(8), place)
        assert pane.place == pytest.approx(place, abs=0.02)
        for width in (44, 120, 70):
            await resized(heard.pilot, width, 10)
            assert pane.place == pytest.approx(place, abs=0.05)


async def test_the_line_one_reads_comes_back_with_the_width_however_often_it_changes() -> None:
    """Each time it would be the words that begin the new line; those are others, and further up."""
    chance = random.Random(5)
    pane = ReadingPane()
    async with alone(pane, size=(70, 10)) as heard:
        pane.show(build_long(8))
        for top in (0, 1, 37, 10**6):
            pane.show_line(top)
            before = text_at(pane), pane.top
            for _ in range(6):
                if chance.random() < 0.5:
                    pane.set_width(chance.randrange(20, 90))
                else:
                    await resized(heard.pilot, chance.randrange(24, 120), 10)
                words = before[0].split()[0] if before[0] else ""
                assert words in text_at(pane) or pane.at_end
                assert pane.at_end == (top > 100)
            pane.set_width(72)
            await resized(heard.pilot, 70, 10)
            assert (text_at(pane), pane.top) == before


async def test_what_one_reads_stays_at_the_top_of_a_higher_and_narrower_pane() -> None:
    """Though the end of the page, as it was set before, would have come into view."""
    pane = ReadingPane()
    async with alone(pane, size=(70, 10)) as heard:
        pane.show(build_long(8))
        pane.show_line(70)
        words = text_at(pane).split(" │")[0].split()[:2]
        assert not pane.at_end
        assert pane.top + 55 > pane.virtual_size.height
        await resized(heard.pilot, 24, 55)
        assert words[0] in text_at(pane)


async def test_what_is_read_aloud_is_marked_in_its_own_story_whatever_else_is_read() -> None:
    """From the headline on with the first section; another story, or what changed, has no mark and stays."""
    pane, own = ReadingPane(), build_long()
    other = replace(own, headline=replace(own.headline, id=ArticleId("other")))

    def bars() -> list[str]:
        return [line.strip(" │┃")[2:] for line in drawn(pane) if line.lstrip().startswith("▌")]

    async with alone(pane, size=(60, 40)):
        pane.show(own)
        pane.mark_spoken((own.id, 0))
        assert bars()[0] == own.prose.headline
        assert "Part 1" not in bars()
        pane.show(other)
        pane.move(3)
        pane.mark_spoken((own.id, 1))
        assert (bars(), pane.top) == ([], 3)
        pane.show(own)
        assert bars()[0] == "Part 1"
        pane.show_change(build_change())
        pane.mark_spoken((own.id, 2))
        assert bars() == []
        pane.leave_change()
        assert bars()[0] == "Part 2"
        pane.mark_spoken(None)
        assert bars() == []


async def test_the_text_has_a_column_of_its_own_in_the_middle_of_the_pane() -> None:
    """No wider than the reader wants it, two cells of margin where it is narrow, and eight at least."""
    pane = ReadingPane(width_cells=50)
    async with alone(pane, size=(101, 10)) as heard:
        pane.show(build_long())
        assert pane.column == (25, 50)
        await resized(heard.pilot, 41, 10)
        assert pane.column == (2, 36)
        await resized(heard.pilot, 9, 10)
        assert pane.column == (0, 8)
        for width in range(20, 251, 23):
            await resized(heard.pilot, width, 10)
            assert {cell_width(line) for line in drawn(pane)} == {width}


@pytest.mark.parametrize("palette", [LIGHT, ANSI, MONO], ids=["light", "ansi", "mono"])
async def test_a_page_has_the_same_words_in_any_theme(palette: Palette) -> None:
    """Colours say nothing that the words do not."""
    texts = list[list[str]]()
    for used in (DARK, palette):
        pane = ReadingPane()
        async with alone(pane, size=(60, 30), palette=used):
            pane.show(build_long())
            texts.append(drawn(pane))
    assert texts[0] == texts[1]


# ── what is lit ───────────────────────────────────────────────────────────────────────────────


async def test_found_words_are_walked_from_here_on_and_round_the_end() -> None:
    """The first is the next one below, not the first of the story."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)) as heard:
        pane.show(build_long())
        pane.go_section(1)
        pane.go_section(1)
        pane.find("ann reed")
        assert pane.hit == (2, 3)
        assert lit(pane, "person", "hit") == ["Ann Reed"]
        for at in (3, 1, 2):
            pane.step_hit(1)
            assert pane.hit == (at, 3)
            assert lit(pane, "person", "hit") == ["Ann Reed"]
        pane.step_hit(-1)
        pane.step_hit(-1)
        assert pane.hit == (3, 3)
        assert len(await heard.of(ReadingPane.Lit)) > 5
        pane.move(10**6)
        pane.find("ann reed")
        assert pane.hit == (1, 3)


async def test_what_is_not_found_is_told_and_puts_out_what_was_lit_before() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        pane.find("harbour")
        assert pane.is_lit
        pane.find("nowhere to be found")
        assert (pane.is_lit, pane.hit, pane.words) == (False, (0, 0), "nowhere to be found")
        assert lit(pane, "find") == lit(pane, "hit") == []
        pane.step_hit(1)
        assert pane.let_go()
        assert not pane.let_go()


async def test_a_name_is_lit_in_its_own_colour_and_the_place_in_the_text_can_be_kept() -> None:
    """After a correction nothing moves; chosen by the reader, the first mention from here on is gone to."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        pane.move(20)
        pane.light_entity(ANN, stay=True)
        assert pane.top == 20
        assert pane.hit == (2, 2)
        pane.light_entity(ANN)
        assert pane.top > 20
        assert lit(pane, "person") == []
        assert lit(pane, "person", "hit") == ["Ann Reed"]


async def test_what_is_lit_stays_lit_at_another_width_and_with_other_marks() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 30)) as heard:
        article = build_long()
        pane.show(article)
        pane.find("repairs")
        count = pane.hit[1]
        await resized(heard.pilot, 44, 30)
        assert pane.hit == (1, count)
        assert lit(pane, "hit") == ["repairs"]
        pane.update(replace(article, headline=replace(article.headline, saved=True)))
        assert lit(pane, "hit") == ["repairs"]
        pane.show(article)
        assert not pane.is_lit


async def test_matches_of_a_search_are_lit_by_text_and_without_any_nothing_is() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 30)):
        pane.show(build_article("One harbour.", "Two harbours."))
        assert pane.page_shown is not None
        leaves = [leaf.plain for leaf in pane.page_shown.leaves]
        spans = [[found.span() for found in re.finditer("harbour", text)] for text in leaves]
        pane.light_spans([[] for _ in leaves], "boats")
        assert not pane.is_lit
        assert pane.words == ""
        pane.light_spans(spans, "harbour", stay=True)
        assert pane.hit == (1, 2)
        assert (lit(pane, "hit"), lit(pane, "find")) == (["harbour"], ["harbour"])


# ── changes ───────────────────────────────────────────────────────────────────────────────────


def build_change() -> TextChange:
    before, after = (build_sections(*(f"Paragraph {n} {WORDS}{end}" for n in range(9))) for end in "ab")
    return change((Version("Talks open", before), Version("Talks open", after)), 1)


async def test_changes_stand_in_the_storys_place_and_lead_back_to_where_one_was() -> None:
    """What is kept as the place in the story is the story's, whatever stands there."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        pane.move(25)
        at, place = text_at(pane), pane.place
        pane.show_change(build_change())
        assert pane.top == 0
        pane.move(3)
        assert pane.place == place
        pane.show_change(build_change())
        assert pane.place == place
        pane.leave_change()
        assert pane.change is None
        assert text_at(pane) == at


async def test_a_name_that_is_chosen_while_changes_are_shown_is_lit_in_the_story() -> None:
    """Changes have no names: there would be nothing to see."""
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.show(build_long())
        pane.show_change(build_change())
        pane.light_entity(ANN)
        assert pane.change is None
        assert pane.is_lit


# ── at rest ───────────────────────────────────────────────────────────────────────────────────


async def test_without_a_story_it_says_how_many_there_are_or_why_there_is_none() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 12)):
        pane.rest(ScopeCounts(1_200, 3, 0))
        assert "1,200 stories, 3 unread" in "".join(drawn(pane))
        pane.show(build_long())
        pane.rest(ScopeCounts(1, 1, 0))
        assert "1 story" not in "".join(drawn(pane))
        pane.move(20)
        pane.find("harbour")
        pane.say("This story cannot be shown.", "", "no such file")
        text = "".join(drawn(pane))
        assert "This story cannot be shown." in text
        assert "no such file" in text
        assert (pane.top, pane.place, pane.links, pane.is_lit) == (0, 0.0, (), False)
        pane.go_section(1)
        pane.find("harbour")
        pane.light_entity(ANN)
        pane.light_spans([[(0, 1)]], "x")


# ── the mouse ─────────────────────────────────────────────────────────────────────────────────

LINKED = Text(
    "Ann Reed left Oslo, papers say. More here.",
    (
        InlineSpan(0, 8, "link", "https://example.org/ann"),
        InlineSpan(20, 30, "link", "https://example.org/papers"),
        InlineSpan(37, 41, "link", "https://example.org/more"),
    ),
)


@pytest.mark.parametrize(
    ("word", "at", "told"),
    [
        ("papers", 0, "https://example.org/papers"),
        ("[2]", 1, "https://example.org/papers"),
        ("here", 3, "https://example.org/more"),
        ("Ann", 0, "Ann Reed"),
        ("Oslo", 3, "Oslo"),
        ("left", 0, None),
        ("More", 0, None),
        ("Talks", 0, None),
    ],
)
async def test_a_click_follows_the_link_or_chooses_the_name_under_the_mouse(
    word: str, at: int, told: str | None
) -> None:
    """A name within a link is the name: the link has its number too."""
    names = Names((Person("Ann Reed", (Mention(0, 1, 0, 8),)),), (Place("Oslo", (Mention(0, 1, 14, 18),)),))
    article = build_article(sections=(Section(None, (Paragraph(LINKED),)),), names=names)
    pane = ReadingPane()
    async with alone(pane, size=(70, 16)) as heard:
        pane.show(article)
        lines = drawn(pane)
        y = next(y for y, line in enumerate(lines) if word in line)
        await heard.pilot.click(pane, offset=(lines[y].index(word) + at, y))
        heard_of = await heard.of(ReadingPane.LinkPicked, ReadingPane.NamePicked)
        met = [one.href for one in heard_of if isinstance(one, ReadingPane.LinkPicked)]
        met += [one.entity.name for one in heard_of if isinstance(one, ReadingPane.NamePicked)]
        assert met == ([told] if told else [])


async def test_a_click_beside_the_text_or_below_it_meets_nothing() -> None:
    article = build_article(sections=(Section(None, (Paragraph(LINKED),)),))
    pane = ReadingPane()
    async with alone(pane, size=(90, 24)) as heard:
        pane.show(article)
        y = next(y for y, line in enumerate(drawn(pane)) if "Ann" in line)
        for offset in ((pane.column[0] - 1, y), (80, y), (pane.column[0] + 2, 22)):
            await heard.pilot.click(pane, offset=offset)
        assert await heard.of(ReadingPane.LinkPicked) == []


async def test_a_click_on_a_wide_letter_meets_the_name_it_belongs_to() -> None:
    """Two cells, one letter: what stands behind Chinese must not be off by one for each."""
    text = "北京 and 東京 met."
    names = Names((), (Place("東京", (Mention(0, 1, 7, 9),)),))
    pane = ReadingPane()
    async with alone(pane, size=(60, 16)) as heard:
        pane.show(build_article(text, names=names))
        y = next(y for y, line in enumerate(drawn(pane)) if "京" in line)
        left = pane.column[0]
        met = list[bool]()
        for x in (8, 9, 12, 13):
            await heard.pilot.click(pane, offset=(left + x, y))
            met.append(bool(await heard.of(ReadingPane.NamePicked)))
        assert met == [False, True, True, False]


async def test_a_click_on_the_edge_goes_as_far_into_the_story_as_it_is_down_the_pane() -> None:
    pane = ReadingPane()
    async with alone(pane, size=(60, 10)) as heard:
        pane.show(build_long())
        lines = pane.virtual_size.height
        await heard.pilot.click(pane, offset=(59, 5))
        assert pane.top == lines // 2
        pane.edged = False
        await heard.pilot.click(pane, offset=(59, 1))
        assert pane.top == lines // 2


async def test_the_place_of_a_dateline_is_a_name_to_click_on_and_its_agency_is_not() -> None:
    istanbul = Place("Istanbul", (Mention(0, 1, 0, 8),))
    article = build_article("Istanbul waits.", names=Names((), (istanbul,)))
    dateline = Dateline("Istanbul", "AP")
    article = replace(article, prose=replace(article.prose, dateline=dateline))
    pane = ReadingPane()
    async with alone(pane, size=(60, 16)) as heard:
        pane.show(article)
        y = next(y for y, line in enumerate(drawn(pane)) if "(AP)" in line)
        line = drawn(pane)[y]
        await heard.pilot.click(pane, offset=(line.index("(AP"), y))
        assert await heard.of(ReadingPane.NamePicked) == []
        await heard.pilot.click(pane, offset=(line.index("Istanbul") + 7, y))
        assert [one.entity for one in await heard.of(ReadingPane.NamePicked)] == [istanbul]


async def test_what_is_selected_is_copied_as_the_author_wrote_it() -> None:
    """Over soft breaks as one line, over paragraphs as two; the whole page where there are no ends."""
    pane = ReadingPane(width_cells=24)
    async with alone(pane, size=(40, 30)):
        pane.show(build_article("one two three four five six seven", "Next one."))
        assert pane.page_shown is not None
        texts = ["".join(segment.text for segment in line.segments) for line in pane.page_shown.lines]
        first = next(y for y, text in enumerate(texts) if text.startswith("one"))
        last = texts.index("Next one.")
        found = pane.get_selection(Selection(Offset(4, first), Offset(4, last)))
        assert found == ("two three four five six seven\n\nNext", "\n")
        whole = pane.get_selection(Selection(None, None))
        assert whole is not None
        assert whole[0].startswith("Harbour Post\nTalks open")
        assert whole[0].rstrip().endswith("Next one.")
        pane.say("Nothing.")
        assert pane.get_selection(Selection(None, None)) is None
