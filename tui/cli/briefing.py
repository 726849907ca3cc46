"""The briefing on the command line: the news in a line a story, for a terminal, a script or a book."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tui.cli.namepages import iso_moment
from tui.cli.opening import opened_library
from tui.cli.output import emit, emit_behind, emit_bytes, emit_json, room_for_words, say
from tui.cli.preparing import name_now
from tui.system.files import replaced_file
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.model.blocksjson import JsonObject
    from tui.model.threads import Briefing, BriefingLine

if TYPE_CHECKING:
    from tui.cli import shapes
    from tui.exports import briefing as documents
else:  # loaded when first used: whoever starts should not wait for them
    documents = Lazy("tui.exports.briefing")
    shapes = Lazy("tui.cli.shapes")

_MARGIN: Final = "    "


def run_briefing(arguments: Namespace) -> int:
    """Tell the news, and note that it was told: only after everything was printed or written."""
    with opened_library() as library:
        name_now(library)
        briefing = library.briefing.make(arguments.since, arguments.lines)
        _tell(library, briefing, arguments)
        sys.stdout.flush()
        if briefing.lines and not arguments.peek and arguments.since is None:
            library.briefing.told(briefing)
    return 0


def _tell(library: Library, briefing: Briefing, arguments: Namespace) -> None:
    if arguments.json:
        emit_json(_briefing_json(briefing))
    elif arguments.markdown:
        emit_bytes([documents.briefing_markdown(briefing).encode()])
    elif arguments.epub and briefing.lines:
        _write_book(library, briefing, Path(arguments.epub))
    else:
        _print(briefing, room_for_words(arguments))


def _print(briefing: Briefing, width: int | None) -> None:
    say(documents.since_words(briefing))
    for line in briefing.lines:
        front, known = f"{line.told.headline.id}  ", documents.facts(line)
        if width is None:
            emit(f"{front}{line.told.text} ({known})")
        else:
            emit_behind(front, line.told.text, width=width)
            emit_behind(_MARGIN, known, width=width)


def _write_book(library: Library, briefing: Briefing, path: Path) -> None:
    articles = (library.article(line.told.headline.id) for line in briefing.lines)
    with replaced_file(path) as file:
        count = documents.briefing_epub(briefing, articles, file)
    say(f"{path}: {documents.since_words(briefing)} {count} {'story' if count == 1 else 'stories'} in it.")


def _briefing_json(briefing: Briefing) -> JsonObject:
    return {
        "since": iso_moment(int(briefing.since.timestamp())),
        "until": iso_moment(int(briefing.until.timestamp())),
        "articles": briefing.articles,
        "threads": briefing.threads,
        "lines": [_line_json(line) for line in briefing.lines],
    }


def _line_json(line: BriefingLine) -> JsonObject:
    at = line.told.at
    return {
        "text": line.told.text,
        "at": {"section": at.section, "leaf": at.leaf, "start": at.start, "end": at.end},
        "article": shapes.headline_json(line.told.headline),
        "thread": {"articles": line.thread.members, "sources": line.thread.sources},
        "new": line.new,
        "known": line.is_known,
        "sources": list(line.sources),
        "places": list(line.places),
        "follows": list(line.followed),
    }
