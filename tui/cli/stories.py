"""Threads: `stories` lists those that several articles tell, `story` prints one or changes it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from tui.calendar.ages import age, stamp
from tui.calendar.times import iso_utc_or_none
from tui.cli.opening import opened_library, resolve_all
from tui.cli.output import emit, emit_json, emit_json_array, room_for_words, say
from tui.cli.preparing import name_now
from tui.library.wording import change_in_words
from tui.model.articles import ThreadMark
from tui.model.ids import ThreadId
from tui.model.scopes import ALL
from tui.system.lazily import Lazy
from tui.text.cells import fit

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from tui.library.frontdesk import Library
    from tui.model.articles import Headline
    from tui.model.blocksjson import JsonObject
    from tui.model.ids import ArticleId
    from tui.model.threads import NewsThread, ThreadMember, ThreadPage, ThreadSource, ToldSentence

if TYPE_CHECKING:
    from tui.cli import shapes
    from tui.exports import threadpage
else:  # loaded when first used: whoever starts should not wait for them
    shapes = Lazy("tui.cli.shapes")
    threadpage = Lazy("tui.exports.threadpage")


_USUAL: Final = timedelta(weeks=1)
_PAGE: Final = 200
_AGE_CELLS: Final = 9
_COUNT_CELLS: Final = 10


def run_stories(arguments: Namespace) -> int:
    """Print the threads of a time, those that most articles tell first."""
    from tui.library.frontdesk import utc_now

    with opened_library() as library:
        name_now(library)
        since = arguments.since or utc_now() - _USUAL
        found = _most_told(library, since, arguments.limit or None)
    if arguments.json:
        emit_json_array(thread_json(thread) for thread in found)
        return 0
    if not found:
        say("No story is told by more than one article there.")
    width = room_for_words(arguments)
    for thread in found:
        emit(_plain_line(thread) if width is None else _narrow_line(thread, width, time.time()))
    return 0


def _plain_line(thread: NewsThread) -> str:
    story = thread.headline
    counts = f"{thread.members:>4} by {thread.sources:<3} {thread.unread:>4} unread"
    return f"{story.id}  {stamp(int(thread.last_at.timestamp()))}  {counts}  {story.headline}"


def _narrow_line(thread: NewsThread, width: int, now_s: float) -> str:
    """Return a thread in so many cells: ID, age, `●` where some of it is unread, articles by sources."""
    when = fit(age(int(thread.last_at.timestamp()), now_s), _AGE_CELLS, right=True)
    counts = fit(f"{thread.members} by {thread.sources}", _COUNT_CELLS)
    mark = "●" if thread.unread else " "
    return fit(f"{thread.headline.id}  {when}  {mark} {counts}  {thread.headline.headline}", width).rstrip()


def _most_told(library: Library, since: datetime, limit: int | None) -> list[NewsThread]:
    """Return the threads of a time, those of most sources first, of equals the one told last."""
    listing, first = library.threads.listing(ALL), 0
    told: list[Headline] = []
    while page := listing.window(first, _PAGE):
        recent = [row for row in page if row.listed_at >= since.timestamp()]
        told += (row for row in recent if row.thread is not None and row.thread.members > 1)
        first += len(page)
        if len(recent) < len(page):
            break
    told.sort(key=_telling)
    found = (library.threads.of(row.id) for row in told[:limit])
    return [thread for thread in found if thread is not None]


def _telling(row: Headline) -> tuple[int, int, int]:
    mark = row.thread or ThreadMark(ThreadId(0))
    return -mark.sources, -mark.members, -row.listed_at


def run_story(arguments: Namespace) -> int:
    """Print the threads of articles; or take articles out of theirs, or put them into another's."""
    with opened_library() as library:
        name_now(library)
        ids = resolve_all(library, arguments.ids)
        if arguments.split:
            say(f"{change_in_words(library.threads.split(ids))}.")
        elif arguments.join is not None:
            into = library.resolve(arguments.join)
            say(f"{change_in_words(library.threads.join(ids, into))}.")
        else:
            _show(library, ids, arguments)
    return 0


def _show(library: Library, ids: Sequence[ArticleId], arguments: Namespace) -> None:
    pages = [library.threads.page(id_) for id_ in ids]
    if arguments.json:
        told = [page_json(page) for page in pages]
        emit_json(told[0] if len(told) == 1 else told)
        return
    width = room_for_words(arguments)
    for number, page in enumerate(pages):
        if number:
            emit("")
        emit(threadpage.thread_markdown(page) if arguments.markdown else threadpage.thread_text(page, width))


# ── as JSON: keys are only ever added ─────────────────────────────────────────────────────────


def thread_json(thread: NewsThread) -> JsonObject:
    """Return a thread in a line; any ID of its articles names it."""
    return {
        "id": thread.headline.id,
        "title": thread.headline.headline,
        "articles": thread.members,
        "sources": thread.sources,
        "unread": thread.unread,
        "date_first": _moment(thread.first_at),
        "date_last": _moment(thread.last_at),
    }


def page_json(page: ThreadPage) -> JsonObject:
    """Return all that is told of a thread."""
    return {
        **thread_json(page.thread),
        "timeline": [
            {"value": entry.value, **_told(entry.told), "sources": entry.sources} for entry in page.timeline
        ],
        **shapes.names_json(page.names),
        "quotes": [
            {**shapes.saying_json(one), "article": shapes.told_in_json(one.headline)} for one in page.sayings
        ],
        "told_by": [_source(source) for source in page.sources],
        "members": [_member(member) for member in page.members],
    }


def _told(told: ToldSentence) -> JsonObject:
    return {"text": told.text, "article": shapes.told_in_json(told.headline)}


def _source(source: ThreadSource) -> JsonObject:
    return {
        "name": source.name,
        "articles": source.articles,
        "copies": source.copies,
        "first": shapes.told_in_json(source.first),
        "last": shapes.told_in_json(source.last),
    }


def _member(member: ThreadMember) -> JsonObject:
    return {
        **shapes.headline_json(member.headline),
        "reason": member.reason or None,
        "copy_of": member.copy_of,
        "by_hand": member.by_hand,
    }


def _moment(at: datetime) -> str | None:
    return iso_utc_or_none(at)
