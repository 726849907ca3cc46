"""What is known of a name, in words and bars: for its page, the trends, and the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import build_headline
from tests.screen.builders import alone, drawn
from tui.calendar.periods import DAY, MONTH, WEEK, YEAR, Period, edges, name
from tui.drawing.frame import StyledLine
from tui.drawing.looks import LOOKS
from tui.drawing.namewords import (
    axis,
    busiest,
    chart_lines,
    counted,
    fact_lines,
    trends_words,
    usual,
    what,
)
from tui.model.articles import Headline, NamedEntity
from tui.model.namefacts import Chapter, Companion, NamePage, Series, Stated, Trend, Trends
from tui.screens.name import company
from tui.screens.trends import rows
from tui.text.cells import cell_width
from tui.widgets.name_facts import facts
from tui.widgets.name_list import NameList, NameRow, name_line
from tui.widgets.timeline import Timeline


def day(number: int, month: int = 5, year: int = 2025) -> int:
    """Return noon of a day of the reader's own calendar, in UTC seconds."""
    return int(datetime(year, month, number, 12).timestamp())


def story(number: int = 15, month: int = 5, headline: str = "Talks open") -> Headline:
    return build_headline(headline, listed_at=day(number, month))


@cache
def some_edges(period: Period) -> tuple[int, ...]:
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[period.unit]
    return edges(day(1), day(1) + 81 * days * 86_400, period)


def build_series(counts: tuple[int, ...], period: Period = DAY) -> Series:
    return Series(period, some_edges(period)[: len(counts) + 1], counts, counts)


def build_name_page(
    kind: str = "person", *, stories: int = 12, mentions: int = 30, asked: int = 12, **more: object
) -> NamePage:
    entity = NamedEntity(kind, "key", "Ann Reed", stories, mentions, country="NO")  # type: ignore[arg-type]
    return NamePage(entity, asked=asked, **more)  # type: ignore[arg-type]


def text_of(line: StyledLine) -> str:
    return "".join(text for text, _ in line)


def texts(page: NamePage) -> list[str]:
    return [text_of(line) for line in fact_lines(page)]


# ── facts ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (build_name_page(), "Person"),
        (build_name_page(roles=(Stated("nurse", 3, story()),)), "nurse"),
        (
            build_name_page(roles=tuple(Stated(role, 3, story()) for role in ("nurse", "mayor", "judge"))),
            "nurse · also mayor",
        ),
        (build_name_page("place"), "Place in Norway"),
        (build_name_page("place", place_kind="city", country_name="Norway"), "City in Norway"),
        (build_name_page("place", place_kind="country"), "Country"),
        (build_name_page("place", place_kind="country", country_name="Norway"), "Country in Norway"),
    ],
)
def test_a_page_begins_with_what_the_stories_say_it_is(page: NamePage, said: str) -> None:
    """A country is not said to be in the one whose code it has."""
    assert what(page) == said


@pytest.mark.parametrize(
    ("stories", "asked", "so", "said"),
    [
        (12, 12, 1, "called so in 1 story of 15 May 2025: Talks open"),
        (1_200, 1_200, 1_150, "called so in 1,150 stories, lastly of 15 May 2025: Talks open"),
        (5_000, 1_000, 1, "called so in 1 of the newest 1,000 stories, lastly of 15 May 2025: Talks open"),
    ],
)
def test_a_role_comes_with_how_many_stories_state_it(stories: int, asked: int, so: int, said: str) -> None:
    """Of a name of many stories only the newest were asked: that is said, or the number would be a lie."""
    page = build_name_page(stories=stories, asked=asked, roles=(Stated("nurse", so, story()),))
    assert texts(page)[1] == said


def test_facts_are_where_it_is_what_else_it_is_called_and_when_it_was_seen() -> None:
    """What is not known takes no line."""
    bare = build_name_page(stories=0, mentions=0)
    assert texts(bare) == ["Person", "No stories yet"]
    page = build_name_page("place", also=("Kristiania", "OSLO"), lat=-59.91, lon=10.75)
    assert texts(page) == [
        "Place in Norway  59.9°S 10.8°E",
        "also Kristiania, OSLO",
        "12 stories, 30 mentions",
    ]
    seen = replace(page, first=story(3), last=story(15), lat=59.91, lon=-10.75)
    assert texts(seen)[0].endswith("59.9°N 10.8°W")
    assert texts(seen)[-1] == "12 stories, 30 mentions  first 3 May 2025, last 15 May 2025"
    assert texts(replace(seen, first=story(15)))[-1] == "12 stories, 30 mentions  on 15 May 2025"
    assert counted(build_name_page(stories=1, mentions=1)) == "1 story, 1 mention"


# ── bars ──────────────────────────────────────────────────────────────────────────────────────

COUNTS = st.lists(st.integers(0, 500), min_size=1, max_size=80).map(tuple)


@given(COUNTS, st.integers(4, 250), st.integers(0, 6), st.sampled_from([DAY, WEEK, MONTH, YEAR]))
def test_a_chart_fits_its_room_or_is_none(
    counts: tuple[int, ...], width: int, height: int, period: Period
) -> None:
    """One bar says nothing, bars that do not all fit would be some of them: then there is no chart."""
    lines = list(chart_lines(build_series(counts, period), "chart.person", width, height))
    highest = f"{max(counts):,}"
    if len(counts) < 2 or width - len(highest) - 4 < max(len(counts), 12) or not height:
        assert lines == []
        return
    assert len(lines) == height + 3
    bars, ground, labels = lines[1:-2], text_of(lines[-2]), text_of(lines[-1])
    assert {cell_width(text_of(line)) for line in (*bars, lines[-2])} == {width - 2}
    assert cell_width(labels) <= width - 2
    # The scale: the highest number at the top, nothing at the foot.
    assert text_of(bars[0]).startswith(f"{highest} ┤")
    assert ground.lstrip().startswith("0 └─")
    assert {text_of(line).index("│") for line in bars[1:]} <= {len(highest) + 1}


@given(st.integers(2, 60), st.integers(8, 120), st.sampled_from([DAY, WEEK, MONTH, YEAR]))
def test_labels_under_a_chart_begin_and_end_with_its_periods(count: int, width: int, period: Period) -> None:
    """The first at the left, the last at the right edge; both with a dash where they would run together."""
    series = build_series((1,) * count, period)
    first, last = (name(series.edges[at], period) for at in (0, count - 1))
    label = axis(series, width)
    assert cell_width(label) <= width
    if cell_width(first) + cell_width(last) + 2 <= width:
        assert label.startswith(first)
        assert label.endswith(last)
        assert cell_width(label) == width
    else:
        assert f"{first} – {last}".startswith(label)


def test_a_wide_chart_of_many_periods_has_a_label_in_the_middle() -> None:
    """Four or fewer are told by their ends."""
    label = axis(build_series((1,) * 9), 80)
    assert label.split("  ")[0] == "1 May 2025"
    assert label[40:50] == "5 May 2025"
    assert "3 May" not in axis(build_series((1,) * 4), 80)
    assert "5 May" not in axis(build_series((1,) * 9), 30)


def test_the_busiest_period_is_said_in_words_too() -> None:
    """The first of several: what a chart shows at a glance, for those who do not see it."""
    assert busiest(build_series((2, 7, 7, 1))) == "most mentions a day 7, 2 May 2025"
    assert busiest(build_series((1, 2_000), MONTH)) == "most mentions a month 2,000, Jun 2025"


# ── what rises ────────────────────────────────────────────────────────────────────────────────


def build_trend(called: str = "Ann Reed", **more: object) -> Trend:
    values: dict[str, object] = {"stories": 9, "usual": 1.5, "over_time": (0, 1, 9), "story": story()} | more
    return Trend("person", "key", called, **values)  # type: ignore[arg-type]


TRENDS = Trends("week", day(15), True, 40, 900, 56, 86_400, 40, (build_trend(),), ())


NEWEST = "The newest story is of 15 May 2025."
AGAINST = "against 900 of the 56 days before."


@pytest.mark.parametrize(
    ("trends", "said"),
    [
        (TRENDS, f"In 40 stories of the last week, {AGAINST}"),
        (replace(TRENDS, is_current=False, stories=1), f"{NEWEST} In 1 story of the week to then, {AGAINST}"),
        (replace(TRENDS, counted_in=0, rising=()), "No stories yet."),
        (
            replace(TRENDS, rising=(), is_current=False, counted_in=1),
            f"{NEWEST} These are named most in the newest 1 story.",
        ),
    ],
)
def test_trends_say_what_they_were_counted_in(trends: Trends, said: str) -> None:
    """An old file has no last week: what is named in it may not look like news."""
    assert trends_words(trends) == said


def test_where_nothing_rises_that_is_said_and_what_stands_there_instead() -> None:
    """Nothing rises against nothing; without older stories the reader is told that there are none."""
    named = "These are named most in the newest 40 stories."
    words = trends_words(replace(TRENDS, rising=()))
    assert words.endswith(f" rises in 40 stories of the last week, {AGAINST} {named}")
    assert words.startswith("Nobody")
    assert trends_words(replace(TRENDS, rising=(), before=0)) == (
        f"Nothing older is stored to compare the last week with. {named}"
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(0.0, "none"), (0.04, "0"), (0.4, "0.4"), (3.0, "3"), (3.14, "3.1"), (9.96, "10"), (10.4, "10")],
)
def test_what_is_usual_is_a_short_word(number: float, said: str) -> None:
    """To a tenth where that matters."""
    assert usual(build_trend(usual=number)) == said


def test_lines_of_trends_are_those_that_rise_or_else_those_named_most() -> None:
    """Only what rises is compared with what is usual."""
    (rising,) = rows(TRENDS)
    assert rising.right.split() == ["9,", "usually", "1.5"]
    assert rising.spark == "·▁▇"
    (named,) = rows(replace(TRENDS, rising=(), most_named=(build_trend("Bob"),)))
    assert (named.name, named.right.split()) == ("Bob", ["9"])


# ── the company of a name ─────────────────────────────────────────────────────────────────────


def test_beside_its_stories_stand_the_way_to_all_of_them_and_names_by_kind() -> None:
    """A heading only over what there is."""
    page = build_name_page(
        companions=(
            Companion("place", "p", "Oslo", 1_200),
            Companion("person", "a", "Bob", 3, followed=True),
            Companion("place", "q", "Rome", 2),
        )
    )
    found = list(company(page))
    assert [row.name for row in found] == [
        "All 12 stories in the list", "", "People", "Bob", "", "Places", "Oslo", "Rome",
    ]  # fmt: skip
    assert [row.right for row in found if row.key] == ["3", "1,200", "2"]
    assert [row.followed for row in found if row.key] == [True, False, False]
    assert [row.heading for row in found] == [False, True, True, False, True, True, False, False]
    assert list(company(build_name_page(stories=0))) == []


# ── as lines of a list ────────────────────────────────────────────────────────────────────────


def some_rows() -> Iterator[NameRow]:
    for called in ("Ann", "Ursula von der Leyen of the European Commission and more", "北京" * 20, "é"):
        for spark in ("", "▁▂▃▄▅▆▇█" * 4):
            for note in ("", "A headline that goes on and on " * 6):
                for followed in (True, False):
                    yield NameRow(called, "1,200, usually 3.4 ", "place", "k", spark, followed, note)
    yield NameRow("People", heading=True)
    yield NameRow("All stories in the list", "*")


@pytest.mark.parametrize("kind", ["", "cursor", "blur"])
@pytest.mark.parametrize("row", list(some_rows()))
def test_a_line_of_a_name_is_as_wide_as_its_list_in_looks_there_are(row: NameRow, kind: str) -> None:
    """At any width that shows its numbers; these are whole, and a headline is there where it is roomy."""
    for width in range(32, 251, 7):
        line = name_line(row, width, kind)
        assert cell_width(text_of(line)) == width
        assert {look for _, look in line} <= set(LOOKS)
        if not row.heading:
            assert row.right in text_of(line)
            assert (row.note[:9] in text_of(line) and bool(row.note)) is (bool(row.note) and width >= 96)
            assert ("» " in text_of(line)) is row.followed


def test_a_line_without_a_key_looks_like_words_and_not_like_a_name() -> None:
    words, called = NameRow("All stories", "*"), NameRow("Oslo", "3", "place", "k")
    assert [name_line(words, 40, kind)[1][1] for kind in ("", "cursor")] == ["text", "cursor.read"]
    assert [name_line(called, 40, kind)[1][1] for kind in ("", "blur")] == ["side.place", "side.blur.place"]


@pytest.mark.parametrize(
    ("width", "shown"),
    [
        (20, ""),
        (28, ""),
        (29, "▁▂▃▄▅▆▇█"),
        (42, "▁▂▃▄▅▆▇█"),
        (43, "▁ ▂ ▃ ▄ ▅ ▆ ▇ █"),
        (60, "▁ ▂ ▃ ▄ ▅ ▆ ▇ █"),
    ],
)
def test_counts_over_time_give_way_to_the_name(width: int, shown: str) -> None:
    """Eight of them from 29 cells on, and where there is room for that with blanks between them."""
    line = text_of(name_line(NameRow("Ann", "3", "person", "k", "▁▂▃▄▅▆▇█"), width))
    assert "".join(re.findall("[▁-█].*[▁-█]", line)) == shown


# ── the head of a page, and its timeline ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("height", "extra"), [(16, 0), (17, 0), (18, 4), (23, 4), (24, 6), (30, 8), (60, 11)]
)
def test_the_head_has_bars_as_high_as_the_screen_can_spare(height: int, extra: int) -> None:
    """None on a low one: its stories come first. Air around them only where there is plenty."""
    page = build_name_page(series=build_series((1, 2, 3, 4)))
    plain = facts(replace(page, series=None), 90, height)
    assert len(facts(page, 90, height)) - len(plain) == extra


@given(st.integers(36, 200), st.integers(10, 60))
def test_no_fact_is_wider_than_the_head(width: int, height: int) -> None:
    """What is cut off ends in an ellipsis."""
    page = build_name_page(
        roles=(Stated("Deputy minister of foreign affairs " * 3, 3, story(headline="北京 " * 40)),),
        also=tuple(f"Form {n}" for n in range(30)),
        series=build_series((1, 2, 3)),
    )
    lines = facts(page, width, height)
    assert max(cell_width(text_of(line)) for line in lines) <= width
    assert text_of(lines[3]).endswith("…") or width > 180


CHAPTERS = [
    Chapter(day(1, month), count, build_headline(f"Story of {month}"))
    for month, count in ((12, 1), (9, 1_200), (5, 600))
]


async def test_a_timeline_says_when_how_many_and_one_story_of_each_period() -> None:
    """The longest bar is the most; where it is narrow the number alone says so."""
    pane = Timeline()
    async with alone(pane, size=(80, 6)):
        pane.tell(CHAPTERS, MONTH)
        lines = [line[:-1].split() for line in drawn(pane)][:3]
        assert [" ".join(line[:2]).removeprefix("▌") for line in lines] == [
            "Dec 2025",
            "Sep 2025",
            "May 2025",
        ]
        assert [line[2] for line in lines] == ["1", "1,200", "600"]
        assert [len(line[3]) for line in lines] == [1, 12, 6]
        assert [" ".join(line[4:]) for line in lines] == ["Story of 12", "Story of 9", "Story of 5"]
        assert "▆" not in "".join(drawn(pane, 63))
        assert "▆" in "".join(drawn(pane, 64))
        for width in range(20, 251, 11):
            assert {cell_width(line) for line in drawn(pane, width)} == {width}
        assert pane.chapter == CHAPTERS[0]
        pane.move(2)
        assert pane.chapter == CHAPTERS[2]
        pane.tell([], MONTH)
        assert pane.chapter is None


async def test_names_beside_one_another_are_drawn_as_their_lines() -> None:
    """In the pane as by itself: the cursor's line in its looks, others in theirs."""
    pane = NameList()
    pane.edged = False
    async with alone(pane, size=(60, 4)) as heard:
        pane.show([NameRow("Ann", "3", "person", "a"), NameRow("Bob", "2", "person", "b")])
        lines = drawn(pane)
        assert lines[0] == text_of(name_line(pane.rows[0], 60, "cursor"))
        assert lines[1] == text_of(name_line(pane.rows[1], 60))
        styles = {segment.style for segment in pane.draw(0, 60)}
        assert pane.inks.style("side.cursor.person") in styles
        pane.screen.set_focus(None)
        await heard.pilot.pause()
        assert pane.inks.style("side.blur.person") in {segment.style for segment in pane.draw(0, 60)}
