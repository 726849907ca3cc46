"""Feeds: add, feeds, sync, and what the reader decides about each."""

from __future__ import annotations

import time
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from tui.calendar.times import iso_utc_or_none
from tui.cli.opening import find_feed, opened_library
from tui.cli.output import complain, emit, emit_behind, emit_json, room_for_words, say
from tui.cli.preparing import prepare_waiting
from tui.cli.progress import print_event, progress
from tui.cli.rows import show_headlines
from tui.errors import DatelineError
from tui.library.wording import change_in_words
from tui.model.ids import OWN_FEEDS
from tui.system.lazily import Lazy
from tui.text.cells import cell_width

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.feeds.adding import Offer
    from tui.library.frontdesk import Library
    from tui.model.articles import Feed
    from tui.model.events import SyncEvent, Which
    from tui.model.ids import FeedId

if TYPE_CHECKING:
    from tui.cli import fulltexts, notifying
    from tui.library import frontdesk
    from tui.system import paths
else:  # loaded when first used: whoever starts should not wait for them
    frontdesk = Lazy("tui.library.frontdesk")
    fulltexts = Lazy("tui.cli.fulltexts")
    notifying = Lazy("tui.cli.notifying")
    paths = Lazy("tui.system.paths")

_LOOKED_S: Final = 0.4
"""How long a sync looks whether the database is sound: thousands of articles."""


# ── add ───────────────────────────────────────────────────────────────────────────────────────


def run_add(arguments: Namespace) -> int:
    """Subscribe to a feed, or to what a page offers; where that is several, name them and fail."""
    with opened_library() as library:
        if arguments.page:
            return _keep_page(library, arguments)
        offers = library.find_feeds(arguments.url)
        if len(offers) > 1 and not arguments.all:
            _show_choices(offers, arguments)
            return 1
        known = {feed.id for feed in library.feeds()}
        added = [library.add_feed(offer, arguments.title, arguments.folder) for offer in offers]
        prepare_waiting(library)
        feeds = {feed.id: feed for feed in library.feeds()}
        _show_added([feeds[feed.id] for feed in added], known, arguments)
    return 0


def _keep_page(library: Library, arguments: Namespace) -> int:
    """Keep the page itself, as `save` does."""
    kept = fulltexts.keep_pages(library, [arguments.url])
    show_headlines(map(library.headline, kept), as_json=arguments.json, plain=False, none="")
    return int(not kept)


def _show_choices(offers: tuple[Offer, ...], arguments: Namespace) -> None:
    if arguments.json:
        choices = [{"url": offer.url, "title": offer.title, "kind": offer.kind} for offer in offers]
        emit_json({"choices": choices})
    else:
        for offer in offers:
            emit(f"{offer.url}  {offer.kind}  {offer.title}".rstrip())
    say(f"dateline: {arguments.url} offers {len(offers)} feeds; add one of them by its address, or --all.")


def _show_added(feeds: list[Feed], known: set[FeedId], arguments: Namespace) -> None:
    if arguments.json:
        shown = [{**feed_json(feed), "is_new": feed.id not in known} for feed in feeds]
        emit_json(shown[0] if len(shown) == 1 else shown)
        return
    for feed in feeds:
        emit(f"{feed.id}  {feed.title}  {feed.url}")
        done = "Subscribed already" if feed.id in known else "Subscribed"
        say(f"{done} to {feed.title}: {_articles(feed.total)}.")


# ── feeds ─────────────────────────────────────────────────────────────────────────────────────


def run_feeds(arguments: Namespace) -> int:
    """List the feeds; show or change the settings of one."""
    with opened_library() as library:
        if arguments.action is not None:
            return _settings(library, arguments)
        feeds = library.feeds()
    if arguments.json:
        emit_json([feed_json(feed) for feed in feeds])
        return 0
    width = room_for_words(arguments)
    for feed in feeds:
        folder, counts = f"{feed.folder}/" if feed.folder else "", f"{feed.unread:6} of {feed.total:6}"
        front = f"{feed.id:4}  {counts}  {_state(feed):7}  "
        line = f"{front}{folder}{feed.title}  {feed.url}"
        if width is None or cell_width(line) <= width:
            emit(line)
        else:
            emit_behind(front, f"{folder}{feed.title}", width=width)
            emit_behind(" " * len(front), feed.url, width=width)
        if feed.last_error:
            emit_behind(" " * len(front), feed.last_error, width=width)
    return 0


def _settings(library: Library, arguments: Namespace) -> int:
    """Change what KEY=VALUE say, and print what is set then: never a password, of headers the names alone."""
    from tui.settings.feeds import told, typed

    pairs = [text.partition("=") for text in arguments.settings]
    is_show = arguments.action == "show"
    if arguments.feed is None or bool(pairs) is is_show or not all(sign for _, sign, _ in pairs):
        complain("usage: dateline feeds show FEED, dateline feeds set FEED KEY=VALUE ...")
        return 2
    feed = find_feed(library, arguments.feed)
    if pairs:
        changes = {key: typed(key, value) for key, _, value in pairs}
        say(f"{change_in_words(library.set_feed(feed.id, changes))}.")
    settings = told(library.feed_settings(feed.id))
    if arguments.json:
        emit_json({"id": feed.id, "title": feed.title, "url": feed.url, "settings": settings})
    else:
        for key, text in settings.items():
            emit(f"{key}={text}")
    return 0


def feed_json(feed: Feed) -> dict[str, Any]:
    """Return a feed as `feeds --json` shows it: keys are only ever added."""
    return {
        **asdict(feed),
        "last_success_at": iso_utc_or_none(feed.last_success_at),
        "due_at": iso_utc_or_none(feed.due_at),
    }


def _state(feed: Feed) -> str:
    if feed.url in OWN_FEEDS:
        return "-"
    return "paused" if feed.paused else "gone" if feed.gone else "failing" if feed.last_error else "well"


# ── sync ──────────────────────────────────────────────────────────────────────────────────────


def run_sync(arguments: Namespace) -> int:
    """Ask feeds for what is new; fails where one of them gave nothing."""
    library = frontdesk.Library.open(paths.user_paths())
    try:
        ended = (_sync_as_events if arguments.events else _sync_as_asked)(library, arguments)
    finally:
        library.close()
    return 1 if ended.failures or ended.error else 0


def _sync_as_events(library: Library, arguments: Namespace) -> SyncEvent:
    """Sync for another program: all that is said is events, and an end of it by an error is one too."""
    from tui.model.events import SyncEvent

    try:
        feeds = _named(library, arguments.feeds)
        ended = library.sync(print_event, feeds=feeds, which=_which(arguments))
        library.rules.tidy(library.paths)
    except DatelineError as error:
        print_event(SyncEvent("finished", error=str(error)))
        raise
    return ended


def _sync_as_asked(library: Library, arguments: Namespace) -> SyncEvent:
    """Sync for a person, and do what else is due."""
    for notice in library.notices:
        say(f"dateline: {notice}")
    feeds = _named(library, arguments.feeds)
    if arguments.notify:
        notifying.begin_notifying(library)
    ended = _sync_in_words(library, feeds, _which(arguments))
    fulltexts.fetch_wanted(library)
    if ended.new or ended.changed or library.waiting_texts(1):
        prepare_waiting(library)
    if arguments.notify:
        notifying.tell_of_news(library)
    _tidy(library)
    _look_after(library)
    return ended


def _which(arguments: Namespace) -> Which:
    if arguments.all:
        return "all"
    return "due" if arguments.due else "open"


def _tidy(library: Library) -> None:
    """Lift mutes that are over, and remove what the reader's retention says; without one, nothing ever."""
    removed = library.rules.tidy(library.paths)
    if removed:
        say(f"Removed {_articles(removed)} that [retention] no longer keeps.")


def _look_after(library: Library) -> None:
    """Look for a moment whether the database is sound: it is where nobody ever opens the reader, too."""
    if library.is_checkup_due():
        until = time.monotonic() + _LOOKED_S
        for words in library.look_after(lambda _done, _total: time.monotonic() < until):
            say(f"dateline: {words}")


def _named(library: Library, typed: list[str]) -> list[FeedId] | None:
    return [find_feed(library, text).id for text in typed] or None


def _sync_in_words(library: Library, feeds: list[FeedId] | None, which: Which) -> SyncEvent:
    heard: list[SyncEvent] = []
    try:
        with progress() as show:

            def tell(event: SyncEvent) -> None:
                show(event)
                heard[:] = [event]

            library.sync(tell, feeds=feeds, which=which)
    finally:  # also where it was stopped: what had come by then is kept, and told
        for ended in heard:
            for title, why in ended.failures:
                say(f"{title}: {why}")
            if ended.kind == "finished":
                say(f"{ended.error or ''} {_told(ended)}".strip())
    return heard[-1]


def _told(ended: SyncEvent) -> str:
    """Say what a sync came to, in one sentence."""
    if not ended.total:
        return "There is no feed to ask."
    counts = [_articles(ended.new, "new ")]
    if ended.changed:
        counts.append(f"{ended.changed} changed")
    if ended.failures:
        counts.append(f"{len(ended.failures)} {'feed' if len(ended.failures) == 1 else 'feeds'} failed")
    asked = f"{ended.done} of {ended.total} feeds" if ended.done < ended.total else _feeds(ended.total)
    return f"Asked {asked}: {', '.join(counts)}."


def _articles(count: int, kind: str = "") -> str:
    return f"{count} {kind}{'article' if count == 1 else 'articles'}"


def _feeds(count: int) -> str:
    return f"{count} {'feed' if count == 1 else 'feeds'}"


# ── the reader's decisions ────────────────────────────────────────────────────────────────────


def run_decision(arguments: Namespace) -> int:
    """Unsubscribe from a feed, pause it, ask it again, rename it or put it into a folder."""
    with opened_library() as library:
        feed = find_feed(library, arguments.feed).id
        match arguments.command:
            case "unsubscribe":
                change = library.unsubscribe(feed)
            case "rename":
                change = library.rename_feed(feed, arguments.title)
            case "move":
                change = library.move_feed(feed, arguments.folder)
            case _:
                change = library.pause(feed, arguments.command == "pause")
    say(f"{change_in_words(change)}.")
    return 0
