"""What is known of a name, in words and as bars: for its page and for the command line. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tui.calendar import periods
from tui.drawing import charts
from tui.drawing.countries import country_name
from tui.drawing.frame import StyledLine, number
from tui.model.articles import Headline
from tui.model.kinds import KINDS, none_of_any
from tui.model.namefacts import NamePage, Series, Stated, Trend, Trends
from tui.text.cells import cell_width, cut, fit

if TYPE_CHECKING:
    from tui.calendar.periods import Unit
    from tui.model.threads import RisingThread


def fact_lines(page: NamePage) -> Iterator[StyledLine]:
    """Yield what is known of a name, a fact or two a line; to be cut where the room ends."""
    yield _what(page)
    # The other roles stand in the first line; where they are from would take a line each.
    for stated in page.roles[:1]:
        yield [(f"called so in {_said_in(page, stated)}: ", "facts"), (stated.source.headline, "text")]
    if page.also:
        yield [("also ", "facts"), (", ".join(page.also), "text")]
    yield [(counted(page), "text"), *_seen(page)]


def _said_in(page: NamePage, stated: Stated) -> str:
    """Return in how many stories a role is stated, and of what day the newest of them is."""
    day, count = _day(stated.source), number(stated.stories)
    # Of a name of many stories only the newest were asked: without that the number would be a lie.
    if page.asked < page.entity.stories:
        return f"{count} of the newest {number(page.asked)} stories, lastly of {day}"
    return (
        f"1 story of {day}" if stated.stories == 1 else f"{number(stated.stories)} stories, lastly of {day}"
    )


def counted(page: NamePage) -> str:
    """Return how often a name is named: `2 stories, 8 mentions`."""
    if not page.entity.stories:
        return "No stories yet"
    stories = many(page.entity.stories, "story", "stories")
    return f"{stories}, {many(page.entity.mentions, 'mention', 'mentions')}"


def many(count: int, one: str, more: str) -> str:
    """Return a number of things: `1 story`, `1,200 stories`."""
    return f"{number(count)} {one if count == 1 else more}"


def what(page: NamePage) -> str:
    """Return who or what a name stands for, as far as the stories say."""
    if page.roles:
        return " · also ".join(role.text for role in page.roles[:2])
    kind = (page.place_kind or page.entity.kind).capitalize()
    if not KINDS[page.entity.kind].has_point:
        return kind
    # A country's own code would say that it is in itself.
    code = page.entity.country if page.place_kind != "country" else None
    where = page.country_name or (country_name(code) if code else None)
    return f"{kind} in {where}" if where else kind


def _what(page: NamePage) -> StyledLine:
    at = []
    if page.lat is not None and page.lon is not None:
        at = [(f"  {_degrees(page.lat, 'NS')} {_degrees(page.lon, 'EW')}", "facts")]
    return [(what(page), "heading"), *at]


def _degrees(degrees: float, signs: str) -> str:
    return f"{abs(degrees):.1f}°{signs[degrees < 0]}"


def _seen(page: NamePage) -> StyledLine:
    if page.first is None or page.last is None:
        return []
    first, last = _day(page.first), _day(page.last)
    return [(f"  on {first}" if first == last else f"  first {first}, last {last}", "facts")]


def _day(story: Headline) -> str:
    return periods.date(story.listed_at)


# ── over time ─────────────────────────────────────────────────────────────────────────────────


def chart_lines(series: Series, look: str, width: int, height: int) -> Iterator[StyledLine]:
    """Yield a name's mentions over time: what is counted, bars beside their scale, the first and last day.

    They take the whole width; nothing where all is within one period, or there is no room for a bar each.
    """
    count, most = len(series.mentions), max(series.mentions, default=0)
    scale = len(number(most)) + 2
    room = width - scale - 2
    if count < 2 or room < max(count, 12) or not height:
        return
    yield [(f"Mentions {periods.each(series.period)}", "facts")]
    for at, line in enumerate(charts.bars(series.mentions, height, room)):
        mark = f"{number(most)} ┤" if not at else "│"
        yield [(f"{mark:>{scale}}", "facts"), (line, look)]
    yield [(f"{'0 └':>{scale}}", "facts"), ("─" * room, "line")]
    yield [(" " * scale + axis(series, room), "facts")]


def busiest(series: Series) -> str:
    """Return in words when a name was named most: what a chart shows at a glance."""
    most = max(series.mentions)
    when = periods.name(series.edges[series.mentions.index(most)], series.period)
    return f"most mentions {periods.each(series.period)} {number(most)}, {when}"


def axis(series: Series, width: int) -> str:
    """Return the labels under a chart: the first period at the left, the last at the right, one between."""
    names = [periods.name(start, series.period) for start in series.edges[:-1]]
    first, last = names[0], names[-1]
    if cell_width(first) + cell_width(last) + 2 > width:
        return cut(f"{first} – {last}", width)
    middle = names[len(names) // 2]
    left = width // 2
    gap = left - cell_width(first)
    # Of four periods the middle one is plain from the ends; and labels that touch read as one.
    if len(names) > 4 and gap > 3 and width - left - cell_width(middle) - cell_width(last) > 3:
        first = f"{fit(first, left)}{middle}"
    return first + fit(last, width - cell_width(first), right=True)


# ── what rises ────────────────────────────────────────────────────────────────────────────────


def trends_words(trends: Trends) -> str:
    """Return what a list of trends is made of, in a sentence or two."""
    if not trends.counted_in:
        return "No stories yet."
    stories = many(trends.stories, "story", "stories")
    before = f"against {number(trends.before)} of the {trends.days_before} days before"
    old = "" if trends.is_current else f"The newest story is of {periods.date(trends.until)}. "
    if trends.rising:
        time = f"the last {trends.unit}" if trends.is_current else f"the {trends.unit} to then"
        return f"{old}In {stories} of {time}, {before}."
    named = f"named most in the newest {many(trends.counted_in, 'story', 'stories')}"
    if old:
        return f"{old}These are {named}."
    # Against nothing everything would rise.
    if not trends.before:
        return f"Nothing older is stored to compare the last {trends.unit} with. These are {named}."
    none = none_of_any()
    return (
        f"{none[0].upper()}{none[1:]} rises in {stories} of the last {trends.unit}, {before}."
        f" These are {named}."
    )


def rising_words(threads: Sequence[RisingThread], unit: Unit) -> str:
    """Return what a list of rising threads is made of, in a sentence."""
    if not threads:
        return f"No thread has more articles in the last {unit} than before."
    one = len(threads) == 1
    return (
        f"{many(len(threads), 'thread', 'threads')} of which more is told in the last {unit} than before"
        f"{'' if one else ', those of the most sources first'}."
    )


def usual(trend: Trend) -> str:
    """Return what is usual for a name, as a word in a sentence: `3`, `0.4`, `none`."""
    if not trend.usual:
        return "none"
    # A tenth of a story matters where there are few.
    return f"{trend.usual:.0f}" if trend.usual >= 10 else f"{trend.usual:.1f}".removesuffix(".0")
