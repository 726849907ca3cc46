"""The reader's marks: save, unsave, mark, tag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cli.opening import is_address, opened_library, resolve_all, stored_articles, with_stdin
from tui.cli.output import emit, emit_json, say
from tui.cli.rows import show_headlines
from tui.errors import DatelineError
from tui.library.wording import change_in_words
from tui.system.lazily import Lazy
from tui.text.tagnames import tag_names

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from tui.library.frontdesk import Library
    from tui.model.ids import ArticleId

if TYPE_CHECKING:
    from tui.cli import fulltexts
else:  # loaded when first used: whoever starts should not wait for them
    fulltexts = Lazy("tui.cli.fulltexts")


def run_save(arguments: Namespace) -> int:
    """Bookmark articles, or take bookmarks away: `save` and `unsave`. A page by its address is kept."""
    with opened_library() as library:
        if arguments.command == "unsave":
            say(change_in_words(library.save(stored_articles(library, arguments.ids), False)))
            return 0
        typed = list(with_stdin(arguments.ids))
        pages = [text for text in typed if is_address(text)]
        ids = resolve_all(library, [text for text in typed if not is_address(text)])
        return _save(library, ids, pages, arguments.json)


def _save(library: Library, ids: Sequence[ArticleId], pages: Sequence[str], as_json: bool) -> int:
    """Bookmark articles, and pages by their addresses; return 1 where one of the pages could not be kept."""
    if ids or not pages:
        say(change_in_words(library.save(ids)))
    kept = fulltexts.keep_pages(library, pages) if pages else []
    if pages or as_json:
        show_headlines(map(library.headline, [*ids, *kept]), as_json=as_json, plain=False, none="")
    return int(len(kept) < len(pages))


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
