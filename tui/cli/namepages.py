"""A name across all stories: who and where with what is known, and timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from heapq import merge
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from tui.calendar.times import iso_utc_or_none
from tui.cli.articles import listed
from tui.cli.opening import opened_library
from tui.cli.output import (
    emit,
    emit_behind,
    emit_json,
    emit_json_array,
    is_terminal,
    room_for_words,
    say,
    set_behind,
)
from tui.cli.preparing import name_now
from tui.cli.rows import show_headlines
from tui.errors import Ambiguous, NotFound
from tui.library.follows import one_of
from tui.model.kinds import KINDS, by_prefix
from tui.model.scopes import Scope
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.calendar.periods import Period
    from tui.library.frontdesk import Library
    from tui.model.articles import Headline, NamedEntity
    from tui.model.blocksjson import JsonObject
    from tui.model.kinds import EntityKind
    from tui.model.namefacts import Chapter, NamePage, Series, Stated
    from tui.model.quotations import Saying

if TYPE_CHECKING:
    from tui.calendar import periods
    from tui.cli import shapes
    from tui.drawing import charts, namewords
    from tui.text import cells
else:  # loaded when first used: whoever starts should not wait for them
    cells = Lazy("tui.text.cells")
    charts = Lazy("tui.drawing.charts")
    namewords = Lazy("tui.drawing.namewords")
    periods = Lazy("tui.calendar.periods")
    shapes = Lazy("tui.cli.shapes")

_CANDIDATES = 5
_COMPANIONS = 8


# ── who and where ─────────────────────────────────────────────────────────────────────────────


def run_name(arguments: Namespace) -> int:
    """Print what is known of a name, and the articles that name it: `who` and `where`."""
    asked = by_prefix(arguments.command)
    assert asked is not None
    kind = asked.name
    name = " ".join(arguments.name)
    with opened_library() as library:
        name_now(library)
        found = library.names.find(kind, name)
        if arguments.about:
            _show_page(library, _one(library, name, kind), arguments)
            return 0
        if arguments.quotes:
            _show_sayings(library, _one(library, name, kind), arguments)
            return 0
        if found and not arguments.json and (arguments.plain or is_terminal()):
            _show_known(library, found, name, arguments)
        stories = islice(_stories(library, found), arguments.limit or None)
        none = f"No stored article names {name}."
        show_headlines(stories, as_json=arguments.json, plain=arguments.plain, none=none)
    return 0


def _one(library: Library, name: str, kind: EntityKind | None) -> NamedEntity:
    """Return the one person or place of the stories that was typed. Raises NotFound, and Ambiguous."""
    kinds = KINDS if kind is None else (kind,)
    meant = one_of([entity for each in kinds for entity in library.names.find(each, name)], name)
    if meant is None:
        raise NotFound(f"No stored article names {name}.")
    return meant


def _show_known(library: Library, found: Sequence[NamedEntity], name: str, arguments: Namespace) -> None:
    """Print the page of the one that is meant; where that is uncertain, say who it may be."""
    try:
        meant = _one(library, name, found[0].kind)
    except Ambiguous as error:
        say(f"{error} The stories of all:")
        return
    _show_page(library, meant, arguments)
    others = [entity.name for entity in found if entity.key != meant.key]
    if others:
        more = ", …" if len(others) > _CANDIDATES else ""
        emit(f"The stories are those of {', '.join(others[:_CANDIDATES])}{more} too.")
    emit("")


def _stories(library: Library, found: Sequence[NamedEntity]) -> Iterator[Headline]:
    """Yield the articles of every person or place that answers to a name, newest first, each once."""
    scopes = [Scope("entity", entity_kind=entity.kind, name=entity.key) for entity in found]
    lists = (listed(library, scope, 0) for scope in scopes)
    merged = merge(*lists, key=lambda story: (-story.listed_at, -story.row))
    # A story that names two of them comes from two lists, and stands twice side by side.
    yield from (next(same) for _, same in groupby(merged, key=lambda story: story.row))


def _show_page(library: Library, entity: NamedEntity, arguments: Namespace) -> None:
    page = library.names.page(entity.kind, entity.key)
    if arguments.json:
        emit_json(page_json(page))
        return
    for line in page_lines(page, room_for_words(arguments)):
        emit(line)


def page_lines(page: NamePage, width: int | None) -> Iterator[str]:
    """Yield a page's lines: with bars for a terminal of some width, else in words alone."""
    yield from set_behind("", f"{page.entity.name}{'  » followed' if page.followed else ''}", width)
    for line in namewords.fact_lines(page):
        yield from set_behind("", "".join(text for text, _ in line), width, hang=2)
    if page.companions:
        named = (f"{companion.name} {companion.together}" for companion in page.companions[:_COMPANIONS])
        yield from set_behind("", f"in the same stories {', '.join(named)}", width, hang=2)
    if page.series is None:
        return
    if width is None:
        yield namewords.busiest(page.series)
    else:
        for line in namewords.chart_lines(page.series, "", width, 3):
            yield cells.fit("".join(text for text, _ in line), width).rstrip()


def page_json(page: NamePage) -> JsonObject:
    """Return a page as one object: keys are only ever added."""
    entity, first, last = page.entity, page.first, page.last
    return {
        "kind": entity.kind,
        "key": entity.key,
        "name": entity.name,
        "also": list(page.also),
        "roles": [_stated_json(stated) for stated in page.roles],
        "place_kind": page.place_kind,
        "country": entity.country,
        "lat": page.lat,
        "lon": page.lon,
        "followed": page.followed,
        "stories": entity.stories,
        "mentions": entity.mentions,
        "first": None if first is None else _story_json(first),
        "last": None if last is None else _story_json(last),
        "over_time": None if page.series is None else _series_json(page.series),
        "in_the_same_stories": [
            {"kind": one.kind, "key": one.key, "name": one.name, "stories": one.together}
            for one in page.companions
        ],
        "looked_at": page.looked_at,
        "asked": page.asked,
    }


def _stated_json(stated: Stated) -> JsonObject:
    return {"text": stated.text, "stories": stated.stories, "article": _story_json(stated.source)}


def _story_json(story: Headline) -> JsonObject:
    return {"id": story.id, "title": story.headline, "date": iso_moment(story.listed_at)}


def _series_json(series: Series) -> JsonObject:
    return {
        "per": periods.each(series.period).removeprefix("a ").removeprefix("in "),
        "starts": [iso_moment(edge) for edge in series.edges[:-1]],
        "ends": iso_moment(series.edges[-1]),
        "stories": list(series.stories),
        "mentions": list(series.mentions),
    }


def iso_moment(moment_s: int) -> str | None:
    """Return a moment in UTC seconds as ISO 8601; None where no calendar holds it."""
    try:
        return iso_utc_or_none(datetime.fromtimestamp(moment_s, UTC))
    except (OverflowError, ValueError, OSError):
        return None


def _day(moment_s: int) -> str:
    return (iso_moment(moment_s) or "")[:10]


# ── what they said ────────────────────────────────────────────────────────────────────────────


def _show_sayings(library: Library, entity: NamedEntity, arguments: Namespace) -> None:
    """Print what somebody is quoted with, the newest first; a `?` says that it is only likely."""
    found = islice(_sayings(library, entity), arguments.limit or None)
    if arguments.json:
        emit_json_array(
            {**shapes.saying_json(one), "article": shapes.headline_json(one.headline)} for one in found
        )
        return
    first = next(found, None)
    if first is None:
        say(f"No stored article quotes {entity.name}.")
        return
    width = room_for_words(arguments)
    for one in chain((first,), found):
        emit_behind("" if one.sure else "? ", f"“{one.text}”", width=width, hang=2)
        story = one.headline
        emit_behind(f"    {story.id}  {_day(story.listed_at)}  ", story.headline, width=width)


def _sayings(library: Library, entity: NamedEntity) -> Iterator[Saying]:
    before = None
    while found := library.quotes.of_name(entity.kind, entity.key, before=before):
        yield from found
        before = found[-1].headline.row


# ── timeline ──────────────────────────────────────────────────────────────────────────────────


def run_timeline(arguments: Namespace) -> int:
    """Print a name's stories by day, week or month, each period with the story most about the name."""
    period = periods.Period(arguments.period)
    with opened_library() as library:
        name_now(library)
        entity = _one(library, " ".join(arguments.name), arguments.kind)
        chapters = library.names.timeline(entity.kind, entity.key, period)
    if arguments.json:
        emit_json(_timeline_json(entity, period.unit, chapters))
        return 0
    width = room_for_words(arguments)
    for line in _timeline_lines(chapters, period, width):
        emit(line)
    return 0


def _timeline_lines(chapters: Sequence[Chapter], period: Period, width: int | None) -> Iterator[str]:
    names = [periods.name(chapter.starts_at, period) for chapter in chapters]
    longest = max(map(len, names), default=0)
    most = max((chapter.stories for chapter in chapters), default=0)
    for called, chapter in zip(names, chapters, strict=True):
        front = f"{called:<{longest}}  {chapter.stories:>6}"
        if width is None:
            yield f"{front}  {chapter.headline.id}  {chapter.headline.headline}"
        else:
            drawn = cells.fit(charts.bar(chapter.stories, most, 12), 12)
            yield cells.fit(f"{front}  {drawn}  {chapter.headline.headline}", width).rstrip()


def _timeline_json(entity: NamedEntity, unit: str, chapters: Sequence[Chapter]) -> JsonObject:
    return {
        "kind": entity.kind,
        "key": entity.key,
        "name": entity.name,
        "per": unit,
        "periods": [
            {
                "start": iso_moment(chapter.starts_at),
                "stories": chapter.stories,
                "article": shapes.headline_json(chapter.headline),
            }
            for chapter in chapters
        ],
    }
