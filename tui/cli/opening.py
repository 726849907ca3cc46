"""The library as a command opens it, and the articles and feeds that were typed."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from tui.cli.kinds import named_by_option
from tui.cli.output import say
from tui.errors import Ambiguous, NotFound, StoreBusy, StoreUnwritable
from tui.library.frontdesk import Library
from tui.model.kinds import KINDS
from tui.system.lazily import Lazy
from tui.system.paths import user_paths

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Generator

    from tui.model.articles import Feed
    from tui.model.ids import ArticleId
    from tui.model.kinds import EntityKind

if TYPE_CHECKING:
    from tui.library import folders, follows, rules
    from tui.model import scopes
else:  # loaded when first used: whoever starts should not wait for them
    folders = Lazy("tui.library.folders")
    follows = Lazy("tui.library.follows")
    rules = Lazy("tui.library.rules")
    scopes = Lazy("tui.model.scopes")


ONE_OF_BOTH: Final = "Give IDs, or an option that chooses a list (--saved, --feed and the like), not both."


@contextmanager
def opened_library() -> Generator[Library]:
    """Open the reader's library with the seeds read; what there is to tell about that goes to stderr."""
    library = Library.open(user_paths())
    try:
        for notice in library.notices:
            say(f"dateline: {notice}")
        if not library.database.readonly:
            for _, why in library.read_seeds().failures:
                say(f"dateline: {why}")
            # Nobody asked for this just now: it is done by the next command.
            with suppress(StoreBusy, StoreUnwritable):
                library.rules.settle()
        yield library
    finally:
        library.close()


def resolve_all(library: Library, typed: Sequence[str]) -> list[ArticleId]:
    """Return the articles that were typed, each once, in that order; raises NotFound and Ambiguous."""
    return list(dict.fromkeys(library.resolve(text) for text in with_stdin(typed)))


def with_stdin(typed: Sequence[str]) -> Iterator[str]:
    """Yield what was typed, and for `-` the words of standard input."""
    for text in typed:
        if text == "-":
            yield from sys.stdin.read().split()
        else:
            yield text


def stored_articles(library: Library, typed: Sequence[str]) -> list[ArticleId]:
    """Return the articles that were typed, by ID or by the address of their page, each once, in that order.

    Asks no network. Raises NotFound and Ambiguous.
    """
    return list(dict.fromkeys(_stored_article(library, text) for text in with_stdin(typed)))


def _stored_article(library: Library, typed: str) -> ArticleId:
    if not is_address(typed):
        return library.resolve(typed)
    found = library.pages.find(typed)
    if found is None:
        raise NotFound(
            f"No stored article has the address {typed}: `dateline save` keeps the page,"
            " `dateline read` prints it."
        )
    return found


def is_address(typed: str) -> bool:
    """Whether what was typed for an article is the address of a page: no ID has a sign in it."""
    return any(sign in typed for sign in ".:/")


def find_feed(library: Library, typed: str) -> Feed:
    """Return the feed with that number, address or title, else the one with that in its title.

    Raises NotFound, and Ambiguous naming up to five.
    """
    found = next(filter(None, _answering(library.feeds(), typed)), None)
    if found is None:
        raise NotFound(f"No feed answers to {typed!r}.")
    if len(found) == 1:
        return found[0]
    named = ", ".join(feed.title for feed in found[:5])
    raise Ambiguous(f"{len(found)} feeds answer to {typed!r}: {named}.")


def _answering(feeds: Sequence[Feed], typed: str) -> Iterator[list[Feed]]:
    """Yield the feeds that have what was typed as number, address and title, and those with it in theirs."""
    wanted = typed.casefold()
    # From what names one feed to what may name many: a title may be another's number.
    yield [feed for feed in feeds if str(feed.id) == typed]
    yield [feed for feed in feeds if feed.url == typed]
    yield [feed for feed in feeds if feed.title.casefold() == wanted]
    yield [feed for feed in feeds if wanted in feed.title.casefold()]


def is_list_chosen(arguments: Namespace) -> bool:
    """Tell whether one of the options was given that choose a list."""
    from tui.cli.arguments import LISTS

    names = (*LISTS, *(kind.prefix for kind in KINDS.values()))
    return any(getattr(arguments, name) not in (None, False) for name in names)


def chosen_scope(library: Library, arguments: Namespace) -> scopes.Scope:
    """Return the scope that a command's options choose; without any, everything.

    Raises NotFound, and Ambiguous where a feed or a name may be one of several.
    """
    if asked := named_by_option(arguments):
        return _named_scope(library, *asked)
    if arguments.feed is not None:
        return scopes.Scope("feed", feed_id=find_feed(library, arguments.feed).id)
    if arguments.folder is not None:
        return folders.find_folder(library.feeds(), arguments.folder).scope
    if arguments.tag is not None:
        return scopes.Scope("tag", name=arguments.tag)
    if arguments.search is not None:
        return rules.search_scope(library.rules.find_search(arguments.search))
    if arguments.find is not None:
        return scopes.Scope("search", name=arguments.find)
    standing = (scopes.HISTORY, scopes.MUTED, scopes.NOTED, scopes.UNREAD, scopes.SAVED)
    return next((scope for scope in standing if getattr(arguments, scope.kind)), scopes.ALL)


def _named_scope(library: Library, kind: EntityKind, name: str) -> scopes.Scope:
    meant = follows.one_of(library.names.find(kind, name), name)
    if meant is None:
        raise NotFound(f"No stored article names {name}.")
    return scopes.Scope("entity", entity_kind=meant.kind, name=meant.key)
