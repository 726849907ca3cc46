"""Followed names: follow, unfollow, follows, and watch, which tells what is new of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.calendar.ages import stamp
from tui.calendar.times import iso_utc_or_none
from tui.cli.kinds import column
from tui.cli.opening import opened_library
from tui.cli.output import emit, emit_json, emit_json_array, room_for_words, say
from tui.cli.preparing import name_now
from tui.library.wording import change_in_words
from tui.system.lazily import Lazy
from tui.text.cells import fit

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.model.blocksjson import JsonObject
    from tui.model.namefacts import Follow, News

if TYPE_CHECKING:
    from tui.cli import shapes
else:  # loaded when first used: whoever starts should not wait for them
    shapes = Lazy("tui.cli.shapes")

NOTHING_NEW: Final = 3
"""What `watch` ends with where it has nothing to tell."""
_PREPARED_FIRST: Final = 600
"""Pieces of work done before names are looked for; the rest waits, and is told of another time."""


def run_follow(arguments: Namespace) -> int:
    """Follow a person or a place."""
    with opened_library() as library:
        name_now(library)
        meant = library.follows.meant(" ".join(arguments.name), arguments.kind)
        change = library.follows.follow(meant.kind, meant.key, meant.name)
        library.prepare(limit=_PREPARED_FIRST)
        follow = next(one for one in library.follows.all() if (one.kind, one.key) == (meant.kind, meant.key))
        said = change_in_words(change) if change else f"{follow.name} is followed already"
        say(f"{said}: {_counted(follow)}.")
    return 0


def run_unfollow(arguments: Namespace) -> int:
    """Follow a name no more."""
    with opened_library() as library:
        follow = library.follows.followed(" ".join(arguments.name))
        change = library.follows.unfollow(follow.kind, follow.key)
        say(f"{change_in_words(change)}." if change else f"{follow.name} was let go already.")
    return 0


def run_follows(arguments: Namespace) -> int:
    """List the followed names."""
    with opened_library() as library:
        follows = library.follows.all()
    if arguments.json:
        emit_json([_follow_json(follow) for follow in follows])
    elif not follows:
        say("No name is followed: dateline follow NAME.")
    for follow in () if arguments.json else follows:
        emit(f"{follow.unread:6} of {follow.total:6}  {column(follow.kind)}  {follow.name}")
    return 0


def run_watch(arguments: Namespace) -> int:
    """Print what is new of followed names since the last time, and note that it was; 3 where nothing is.

    It is noted only after everything was printed and passed on: who is interrupted is told again.
    """
    with opened_library() as library:
        library.prepare(limit=_PREPARED_FIRST)
        of = _chosen(library, arguments.names)
        news = library.follows.news(of, arguments.since)
        _show(news, arguments)
        # Only what has left this process was told.
        sys.stdout.flush()
        if news and not arguments.peek and arguments.since is None:
            library.follows.note_told(news)
    return 0 if news else NOTHING_NEW


def _chosen(library: Library, names: Sequence[str]) -> tuple[Follow, ...]:
    """Return the followed names that were typed, all where none was. Raises NotFound, and Ambiguous."""
    if names:
        return tuple(library.follows.followed(name) for name in names)
    follows = library.follows.all()
    if not follows:
        say("No name is followed: dateline follow NAME.")
    return follows


def _show(news: Sequence[News], arguments: Namespace) -> None:
    if arguments.json:
        emit_json_array(
            {**shapes.headline_json(one.story), "follows": [_follow_json(follow) for follow in one.follows]}
            for one in news
        )
        return
    width = room_for_words(arguments)
    for one in news:
        names = ", ".join(follow.name for follow in one.follows)
        line = (
            f"{one.story.id}  {stamp(one.story.listed_at)}  {names}: {one.story.headline} ({one.story.feed})"
        )
        emit(line if width is None else fit(line, width).rstrip())


def _follow_json(follow: Follow) -> JsonObject:
    return {
        "kind": follow.kind,
        "key": follow.key,
        "name": follow.name,
        "unread": follow.unread,
        "total": follow.total,
        "date_followed": iso_utc_or_none(follow.followed_at),
    }


def _counted(follow: Follow) -> str:
    if not follow.total:
        return "no story names that yet"
    return f"{follow.unread} unread of {follow.total} {'story' if follow.total == 1 else 'stories'}"
