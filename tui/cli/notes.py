"""Notes on the command line: what was noted, story by story."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.calendar.times import iso_utc_or_none
from tui.cli.opening import opened_library
from tui.cli.output import emit, emit_json_array, has_colour, is_terminal, say, terminal_width
from tui.model.notesjson import note_to_json
from tui.text.wrap import wrap

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from tui.library.notes import NotedStory

_ANY_WIDTH = 1_000_000
_BOLD, _USUAL = "\x1b[1m", "\x1b[0m"


def run_notes(arguments: Namespace) -> int:
    """List the noted stories, newest first, with what was noted to each."""
    words = " ".join(arguments.words)
    with opened_library() as library:
        stories = library.notes.stories(words)
        if arguments.json:
            emit_json_array(map(_story_json, stories))
            return 0
        width = terminal_width() if is_terminal() and not arguments.plain else _ANY_WIDTH
        before, after = (_BOLD, _USUAL) if has_colour(arguments.plain) else ("", "")
        is_empty = True
        for story in stories:
            if not is_empty:
                emit("")
            emit(f"{story.headline.id}  {story.headline.headline}", before=before, after=after)
            for line in _lines(story, width):
                emit(line)
            is_empty = False
    if is_empty:
        say(f"Nothing noted says {words}." if words else "Nothing is noted.")
    return 0


def _lines(story: NotedStory, width: int) -> Iterator[str]:
    """Yield what was noted to a story: a passage after `>`, words after `†`."""
    for note in story.notes:
        if note.quotation is not None:
            yield from _wrapped(note.quotation.exact, "  > ", "  > ", width)
        if note.words:
            yield from _wrapped(note.words, "  † ", "    ", width)


def _wrapped(text: str, first: str, rest: str, width: int) -> Iterator[str]:
    edge = first
    for line in text.split("\n"):
        for start, end in wrap(line, max(8, width - len(first))) or [(0, 0)]:
            yield f"{edge}{line[start:end]}".rstrip()
            edge = rest


def _story_json(story: NotedStory) -> dict[str, Any]:
    headline = story.headline
    return {
        "id": headline.id,
        "title": headline.headline,
        "feed": headline.feed,
        "url": headline.url,
        "date_published": iso_utc_or_none(headline.published_at),
        "notes": [note_to_json(note) for note in story.notes],
    }
