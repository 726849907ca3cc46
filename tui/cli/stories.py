"""Threads: `story` prints all that is told of one, or changes what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui.calendar.times import iso_utc_or_none
from tui.cli.opening import opened_library, resolve_all
from tui.cli.output import emit, emit_json, room_for_words, say
from tui.cli.preparing import name_now
from tui.library.wording import change_in_words
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace
    from datetime import datetime

    from tui.library.frontdesk import Library
    from tui.model.blocksjson import JsonObject
    from tui.model.ids import ArticleId
    from tui.model.threads import NewsThread, ThreadMember, ThreadPage, ThreadSource, ToldSentence

if TYPE_CHECKING:
    from tui.cli import shapes
    from tui.exports import threadpage
else:  # loaded when first used: whoever starts should not wait for them
    shapes = Lazy("tui.cli.shapes")
    threadpage = Lazy("tui.exports.threadpage")


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
