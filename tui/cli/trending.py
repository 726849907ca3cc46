"""Trends: which people and places rise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.cli.kinds import column
from tui.cli.namepages import iso_moment
from tui.cli.opening import opened_library
from tui.cli.output import emit, emit_json, room_for_words, say
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
_LEAST_NAME_CELLS = 10
_LEAST_HEADLINE_CELLS = 12


def run_trends(arguments: Namespace) -> int:
    """Print who rises, or where nothing does, who is named most."""
    with opened_library() as library:
        name_now(library)
        trends = library.names.trends(arguments.period, arguments.kind)
    if arguments.json:
        emit_json(_trends_json(trends))
        return 0
    say(namewords.trends_words(trends))
    width = room_for_words(arguments)
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
            bars = charts.sparkline(trend.over_time)
            # Rather a name that is cut, or no headline, than bars of which the last are missing.
            room = width - len(counts) - len(bars) - 4
            name = cells.fit(trend.name, min(_NAME_CELLS, max(_LEAST_NAME_CELLS, room)))
            line = f"{counts}  {name}  {bars}"
            is_wide = cells.cell_width(line) + _LEAST_HEADLINE_CELLS <= width
            yield cells.fit(f"{line}  {trend.story.headline}", width).rstrip() if is_wide else line


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
