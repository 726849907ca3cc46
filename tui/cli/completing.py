"""What may be typed where a command wants a feed, a folder, a tag, a search or a name: `words`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tui.cli.opening import opened_library
from tui.cli.output import emit
from tui.library.folders import folders
from tui.model.kinds import KINDS
from tui.text.folding import fold

if TYPE_CHECKING:
    from argparse import Action, Namespace
    from collections.abc import Callable, Iterable

    from tui.library.frontdesk import Library

_OF_NAMES: Final = {"name", "names", "merge", *(kind.prefix for kind in KINDS.values())}
"""Where NAME is that of somebody or some place."""
_MOST_NAMES: Final = 40
"""Of each kind: more are no help to who chooses with a key."""


def run_words(arguments: Namespace) -> int:
    """Print the words of one sort that begin as was typed."""
    typed = unquoted(arguments.beginning)
    with opened_library() as library:
        for word in dict.fromkeys(_WORDS[arguments.what](library, typed)):
            emit(word)
    return 0


def words_for(command: str, action: Action) -> str | None:
    """Return what `words` prints for one argument of a command; None where it knows nothing of that."""
    match action.metavar:
        case "FEED":
            return "feeds"
        case "FOLDER":
            return "folders"
        case "TAG":
            return "tags"
        case "NAME" if action.dest in _OF_NAMES:
            return "follows" if command in ("unfollow", "watch") else "names"
        case "NAME" | ("NAME", "NEW") if command == "searches" or action.dest == "search":
            return "searches"
        case _:
            return None


def unquoted(typed: str) -> str:
    """Return a word that is being typed into a shell without the quotes and backslashes it has so far."""
    quote = typed[:1] if typed[:1] in ("'", '"') else ""
    if quote:
        return typed[1:].removesuffix(quote)
    return "".join(_without_backslashes(typed))


def _without_backslashes(typed: str) -> Iterable[str]:
    signs = iter(typed)
    for sign in signs:
        yield next(signs, "") if sign == "\\" else sign


def _beginning(words: Iterable[str], typed: str) -> list[str]:
    begins = fold(typed)
    return [word for word in words if fold(word).startswith(begins)]


def _feeds(library: Library, typed: str) -> list[str]:
    return _beginning((feed.title for feed in library.feeds()), typed)


def _folders(library: Library, typed: str) -> list[str]:
    """Return the folders, those above them too: what stands in A/B stands in A."""
    return _beginning(sorted((folder.path for folder in folders(library.feeds())), key=fold), typed)


def _tags(library: Library, typed: str) -> list[str]:
    """Return the tags; behind a comma those that may follow it."""
    *before, last = typed.split(",")
    head = "".join(f"{part}," for part in before)
    given = {fold(part) for part in before}
    return [
        head + tag for tag in _beginning((tag for tag, _ in library.tags()), last) if fold(tag) not in given
    ]


def _searches(library: Library, typed: str) -> list[str]:
    return _beginning((search.name for search in library.rules.searches()), typed)


def _names(library: Library, typed: str) -> list[str]:
    """Return the names that a typed one may mean; before anything is typed, those that are followed."""
    if not typed.strip():
        return _follows(library, typed)
    return [found.name for kind in KINDS for found in library.names.find(kind, typed, _MOST_NAMES)]


def _follows(library: Library, typed: str) -> list[str]:
    return _beginning((follow.name for follow in library.follows.all()), typed)


_WORDS: Final[dict[str, Callable[[Library, str], list[str]]]] = {
    "feeds": _feeds,
    "folders": _folders,
    "tags": _tags,
    "searches": _searches,
    "names": _names,
    "follows": _follows,
}
