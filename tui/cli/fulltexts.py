"""The whole text of stories: fetching it, and keeping web pages by their address."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from tui.cli.opening import opened_library, stored_articles
from tui.cli.output import complain, emit_json, say
from tui.cli.preparing import prepare_waiting
from tui.cli.progress import bar, print_event
from tui.cli.rows import show_headlines
from tui.errors import AlreadyRunning, DatelineError
from tui.library.frontdesk import Library
from tui.model.events import SyncEvent
from tui.system.lazily import Lazy
from tui.system.paths import user_paths

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from tui.model.ids import ArticleId

if TYPE_CHECKING:
    from tui.cli import explaining
else:  # loaded when first used: whoever starts should not wait for them
    explaining = Lazy("tui.cli.explaining")


def run_fulltext(arguments: Namespace) -> int:
    """Fetch the pages that wait, or those of some articles; or explain one page."""
    if arguments.explain or arguments.keep is not None or arguments.drop is not None:
        return explaining.explain(arguments)
    if arguments.events:
        return _fetch_as_events(arguments)
    with opened_library() as library:
        ids = stored_articles(library, arguments.ids)
        heard: list[SyncEvent] = []
        ended = _fetch(library, ids or None, heard)
        prepare_waiting(library)
        _show_fetched(library, heard, ended, ids, arguments)
    return 1 if ended.failures or ended.error else 0


def fetch_wanted(library: Library) -> None:
    """Fetch what rules and bookmarks want, at a sync's end; why a page brings nothing its story tells."""
    if not library.full_texts.waiting():
        return
    with suppress(AlreadyRunning):  # that one fetches the same
        say(_told(_fetch(library, None, []), library.full_texts.later()))


def _fetch(library: Library, ids: Sequence[ArticleId] | None, heard: list[SyncEvent]) -> SyncEvent:
    with bar() as show:

        def tell(event: SyncEvent) -> None:
            heard.append(event)
            show(event.done, event.total, event.feed or "")

        return library.full_texts.fetch(tell, ids)


def _fetch_as_events(arguments: Namespace) -> int:
    """Fetch for another program: all that is said is events, and an end by an error is one too."""
    library = Library.open(user_paths())
    try:
        ids = stored_articles(library, arguments.ids)
        ended = library.full_texts.fetch(print_event, ids or None)
    except DatelineError as error:
        print_event(SyncEvent("texts", error=str(error)))
        raise
    finally:
        library.close()
    return 1 if ended.failures or ended.error else 0


def _show_fetched(
    library: Library,
    heard: Sequence[SyncEvent],
    ended: SyncEvent,
    ids: Sequence[ArticleId],
    arguments: Namespace,
) -> None:
    pages = [event for event in heard if event.kind == "text" and event.article]
    _show_pages(library, pages, arguments)
    _say_failures(ended)
    _say_unasked(library, ids, pages)
    say(_told(ended, 0 if ids else library.full_texts.later()))


def _show_pages(library: Library, pages: Sequence[SyncEvent], arguments: Namespace) -> None:
    """Print which stories have their page's text now; as JSON also those whose page brought nothing."""
    if arguments.json:
        emit_json({"pages": [_page_json(event) for event in pages], "waiting": library.full_texts.waiting()})
    else:
        fetched = [event.article for event in pages if event.article and not event.error]
        show_headlines(map(library.headline, fetched), as_json=False, plain=arguments.plain, none="")


def _say_failures(ended: SyncEvent) -> None:
    for title, why in ended.failures:
        say(f"{title}: {why}")
    if ended.error:
        complain(ended.error)


def _say_unasked(library: Library, ids: Sequence[ArticleId], pages: Sequence[SyncEvent]) -> None:
    """Say of each story that was named, and whose page was not asked for, why that is."""
    asked = {event.article for event in pages}
    for id_ in ids:
        if id_ not in asked:
            say(f"{library.headline(id_).headline}: {_unasked(library, id_)}")


def _page_json(event: SyncEvent) -> dict[str, Any]:
    return {"id": event.article, "feed": event.feed, "fetched": event.error is None, "reason": event.error}


def _unasked(library: Library, id_: ArticleId) -> str:
    known = library.full_texts.of(id_)
    if known is not None and known.reason:
        return known.reason
    return "its page was not asked for: documents and saved pages have their whole text."


def _told(ended: SyncEvent, later: int) -> str:
    """Say what came of it, and how many pages are left for another time."""
    if not ended.done:
        waits = "1 waits" if later == 1 else f"{later} wait"
        return f"No page was asked for: {waits} for later." if later else "No page was asked for: none waits."
    what = "page" if ended.done == 1 else "pages"
    left = f", {later} to be tried later" if later else ""
    failed = f", {len(ended.failures)} gave no text" if ended.failures else ""
    return f"Asked for {ended.done} {what}: {ended.new} fetched{failed}{left}."


# ── pages by their address ────────────────────────────────────────────────────────────────────


def keep_pages(library: Library, urls: Sequence[str]) -> list[ArticleId]:
    """Keep web pages as stories, saved, and return which they are; one without an article is named."""
    kept: list[ArticleId] = []
    for url in urls:
        try:
            page = library.pages.keep(url)
        except DatelineError as error:
            complain(str(error))
            continue
        library.save([page.id])
        kept.append(page.id)
        if page.is_story:
            _fetch_saved(library, page.id)
        elif page.problem:
            say(f"dateline: {page.problem}")
    prepare_waiting(library)
    return kept


def _fetch_saved(library: Library, id_: ArticleId) -> None:
    """Fetch the whole text of a feed's story that was saved by its address."""
    say("It is a story of a feed, and saved there.")
    for _, why in _fetch(library, [id_], []).failures:
        say(f"dateline: {why}")
