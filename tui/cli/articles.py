"""Finding and reading: list, search, who, where, read, and the headlines when there is no terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tui.cli.opening import chosen_scope, is_address, opened_library, stored_articles, with_stdin
from tui.cli.output import emit, emit_json, emit_json_array, is_terminal, say, terminal_width
from tui.cli.preparing import prepare_now, ready_to_choose
from tui.cli.rows import show_headlines
from tui.library.wording import change_in_words
from tui.model.scopes import ALL, Scope
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.library.lists import Order
    from tui.model.articles import Article, Headline
    from tui.model.ids import ArticleId

if TYPE_CHECKING:
    from tui.changes import compare
    from tui.cli import shapes
    from tui.settings import file
    from tui.system import paths
else:  # loaded when first used: whoever starts should not wait for them
    compare = Lazy("tui.changes.compare")
    file = Lazy("tui.settings.file")
    paths = Lazy("tui.system.paths")
    shapes = Lazy("tui.cli.shapes")

_PAGE = 200


def run_headlines(arguments: Namespace) -> int:
    """Print the newest headlines: `dateline` where there is no terminal to read in."""
    from tui.cli.arguments import USUAL_LIMIT

    with opened_library() as library:
        newest = listed(library, ALL, USUAL_LIMIT)
        show_headlines(newest, as_json=False, plain=arguments.plain, none="There are no articles yet.")
    return 0


def run_list(arguments: Namespace) -> int:
    """Print a list."""
    with opened_library() as library:
        ready_to_choose(library, arguments)
        scope = chosen_scope(library, arguments)
        show_headlines(
            listed(library, scope, arguments.limit),
            as_json=arguments.json,
            plain=arguments.plain,
            none="No articles there.",
            opened=scope.kind == "history",
        )
    return 0


def run_search(arguments: Namespace) -> int:
    """Print what a search finds."""
    with opened_library() as library:
        prepare_now(library)
        query = " ".join(arguments.query)
        if arguments.save is not None:
            say(f"{change_in_words(library.rules.keep_search(arguments.save, query))}.")
        found = islice(_found(library, query, arguments.order), arguments.limit or None)
        first = next(found, None)
        hits = () if first is None else chain((first,), found)
        none = f"Nothing found for {query}."
        show_headlines(hits, as_json=arguments.json, plain=arguments.plain, none=none)
        if first is None and (proposal := library.search_listing(query).proposal()):
            say(f"Did you mean {proposal}?")
    return 0


def run_read(arguments: Namespace) -> int:
    """Print articles whole."""
    with opened_library() as library:
        if arguments.changes:
            _show_changes(library, stored_articles(library, arguments.ids), arguments)
            return 0
        typed = _articles_and_pages(library, arguments.ids)
        articles = (
            _page(library, one.url)
            if isinstance(one, _TypedPage)
            else library.article(one, mark=arguments.mark)
            for one in typed
        )
        if arguments.json:
            _show_json(library, articles, one=len(typed) == 1)
        else:
            _show_text(articles, arguments.plain)
    return 0


class _TypedPage(NamedTuple):
    """The address of a page in an article's place."""

    url: str


def _articles_and_pages(library: Library, typed: Sequence[str]) -> list[ArticleId | _TypedPage]:
    """Return what was typed, each once: all IDs are known before the first page is asked for."""
    found = (_TypedPage(text) if is_address(text) else library.resolve(text) for text in with_stdin(typed))
    return list(dict.fromkeys(found))


def _page(library: Library, url: str) -> Article:
    """Return a page's article, and say what of it is missing."""
    article, problem = library.pages.read(url)
    if problem:
        say(f"dateline: {problem}")
    return article


def listed(library: Library, scope: Scope, limit: int) -> Iterator[Headline]:
    """Yield a scope's articles, newest first, a page at a time; a limit of 0 is none."""
    listing = library.listing(scope)
    first = 0
    while page := listing.window(first, min(_PAGE, limit - first) if limit else _PAGE):
        yield from page
        first += len(page)
        if first == limit:
            return


def _found(library: Library, query: str, order: Order) -> Iterator[Headline]:
    """Yield what a search finds: all of it by date, the best of the newest by relevance."""
    hits = library.search(query, order=order, limit=_PAGE)
    yield from (hit.headline for hit in hits)
    # Relevance ranks the newest among themselves: there is nothing after them to go on with.
    while order == "date" and len(hits) == _PAGE:
        hits = library.search(query, order=order, limit=_PAGE, before_row=hits[-1].headline.row)
        yield from (hit.headline for hit in hits)


def _show_json(library: Library, articles: Iterator[Article], *, one: bool) -> None:
    """One article is an object, several are an array of them."""
    desk = library.quotes
    shown = (
        shapes.article_json(article, desk.sayings_in(article), desk.dates_in(article)) for article in articles
    )
    if one:
        emit_json(next(shown))
    else:
        emit_json_array(shown)


def _show_changes(library: Library, ids: Sequence[ArticleId], arguments: Namespace) -> None:
    """Print what changed in articles, each change by itself, the oldest first."""
    from tui.exports.changes import render_changes

    shown: list[dict[str, Any]] = []
    for id_ in ids:
        headline = library.headline(id_).headline
        texts = library.versions(id_)
        changes = [compare.change(texts, number) for number in range(1, len(texts))]
        if arguments.json:
            shown.append(shapes.changes_json(id_, headline, changes))
        elif changes:
            emit(render_changes(headline, changes, _text_width(arguments.plain)))
        else:
            say(f"{headline}: has not changed since it came.")
    if arguments.json:
        emit_json(shown[0] if len(ids) == 1 else shown)


def _show_text(articles: Iterator[Article], plain: bool) -> None:
    """On a terminal lines are broken to fit; elsewhere a paragraph is a line."""
    from tui.exports.plain import write_plain

    for piece in write_plain(articles, _text_width(plain)):
        emit(piece)


def _text_width(plain: bool) -> int | None:
    """Return the width to break lines at; None where a paragraph stays on one line."""
    if plain or not is_terminal():
        return None
    return min(terminal_width(), file.load_config(paths.user_paths()).reading.width)
