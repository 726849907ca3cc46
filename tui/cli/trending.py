"""Trends: which people and places rise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.cli.kinds import column
from tui.cli.namepages import iso_moment
from tui.cli.opening import opened_library
from tui.cli.output import emit, emit_json, is_terminal, say, terminal_width
from tui.cli.preparing import name_now
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.model.blocksjson import JsonObject
    from tui.model.namefacts import Trend, Trends

if TYPE_CHECKING:
    from tui.cli import shapes
    from tui.drawing import charts, namewords
    from tui.text import cells
else:  # loaded when first used: whoever starts should not wait for them
    cells = Lazy("tui.text.cells")
    charts = Lazy("tui.drawing.charts")
    namewords = Lazy("tui.drawing.namewords")
    shapes = Lazy("tui.cli.shapes")

_NAME_CELLS = 26


def run_trends(arguments: Namespace) -> int:
    """Print who rises, or where nothing does, who is named most."""
    with opened_library() as library:
        name_now(library)
        trends = library.names.trends(arguments.period, arguments.kind)
    if arguments.json:
        emit_json(_trends_json(trends))
        return 0
    say(namewords.trends_words(trends))
    width = terminal_width() if is_terminal() and not arguments.plain else None
    for line in _lines(trends, width):
        emit(line)
    return 0


def _lines(trends: Trends, width: int | None) -> Iterator[str]:
    for trend in trends.rising or trends.most_named:
        counts = f"{trend.stories:>6}"
        if trends.rising:
            counts += f"  usually {namewords.usual(trend):<5}"
        if width is None:
            story = trend.story
            name = f"{column(trend.kind)}  {cells.fit(trend.name, _NAME_CELLS)}"
            yield f"{counts}  {name}  {story.id}  {story.headline}"
        else:
            drawn = f"{cells.fit(trend.name, _NAME_CELLS)}  {charts.sparkline(trend.over_time)}"
            yield cells.fit(f"{counts}  {drawn}  {trend.story.headline}", width).rstrip()


def _trends_json(trends: Trends) -> JsonObject:
    return {
        "per": trends.unit,
        "until": iso_moment(trends.until),
        "current": trends.is_current,
        "stories": trends.stories,
        "before": trends.before,
        "days_before": trends.days_before,
        "rising": bool(trends.rising),
        "counted_in": trends.counted_in,
        "names": [_trend_json(trend) for trend in trends.rising or trends.most_named],
    }


def _trend_json(trend: Trend) -> JsonObject:
    return {
        "kind": trend.kind,
        "key": trend.key,
        "name": trend.name,
        "stories": trend.stories,
        "usual": round(trend.usual, 2),
        "over_time": list(trend.over_time),
        "followed": trend.followed,
        "article": shapes.headline_json(trend.story),
    }
