"""The reader's marks: save, unsave, mark, tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.opening import opened_library, resolve_all
from tui.cli.output import emit, emit_json, say
from tui.errors import DatelineError
from tui.library.wording import change_in_words
from tui.text.tagnames import tag_names

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library


def run_save(arguments: Namespace) -> int:
    """Bookmark articles, or take bookmarks away: `save` and `unsave`."""
    with opened_library() as library:
        change = library.save(resolve_all(library, arguments.ids), arguments.command == "save")
        say(change_in_words(change))
    return 0


def run_mark(arguments: Namespace) -> int:
    """Mark articles read, or unread again."""
    with opened_library() as library:
        change = library.mark_read(resolve_all(library, arguments.ids), arguments.read)
        say(change_in_words(change))
    return 0


def run_tag(arguments: Namespace) -> int:
    """Tag articles, take a tag off, or list the tags."""
    with opened_library() as library:
        if arguments.tag is None:
            _show_tags(library, arguments.json)
        elif not arguments.ids:
            raise DatelineError(f"Which articles? Give their IDs: dateline tag {arguments.tag} ID…")
        else:
            ids = resolve_all(library, arguments.ids)
            for name in _meant(library, arguments.tag, arguments.remove):
                say(change_in_words(library.tag(ids, name, not arguments.remove)))
    return 0


def _meant(library: Library, typed: str, removing: bool) -> tuple[str, ...]:
    """Return the tags that were typed; one to take off may be an imported one that has commas in it."""
    if removing and typed in dict(library.tags()):
        return (typed,)
    return tag_names(typed)


def _show_tags(library: Library, as_json: bool) -> None:
    tags = library.tags()
    if as_json:
        emit_json([{"tag": tag, "articles": count} for tag, count in tags])
    elif not tags:
        say("There are no tags.")
    for tag, count in () if as_json else tags:
        emit(f"{count:6}  {tag}")
