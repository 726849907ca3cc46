"""The reader's rules: saved searches, mutes, and what is kept of what was read."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from tui.calendar.times import iso_utc_or_none
from tui.cli.kinds import column, named_by_option, options
from tui.cli.opening import find_feed, opened_library
from tui.cli.output import complain, emit, emit_behind, emit_json, is_terminal, room_for_words, say
from tui.cli.preparing import prepare_waiting
from tui.errors import Ambiguous, NotFound
from tui.library.wording import change_in_words
from tui.model.kinds import listed
from tui.system.lazily import Lazy
from tui.text.cells import fit

if TYPE_CHECKING:
    from argparse import Namespace

    from tui.library.frontdesk import Library
    from tui.library.pruning import FeedPruning, Pruning
    from tui.model.answers import Change, Mute, SavedSearch

if TYPE_CHECKING:
    from tui.cli import progress
    from tui.settings import file
else:  # loaded when first used: whoever starts should not wait for them
    file = Lazy("tui.settings.file")
    progress = Lazy("tui.cli.progress")

_NAME_CELLS: Final = 24
_FEED_CELLS: Final = 30
_UNITS: Final = ("B", "kB", "MB", "GB")


# ── saved searches ────────────────────────────────────────────────────────────────────────────


def run_searches(arguments: Namespace) -> int:
    """List the saved searches with their counts, or rename, drop or move one."""
    with opened_library() as library:
        rules = library.rules
        if arguments.rename:
            old, new = arguments.rename
            kept = rules.rename_search(rules.find_search(old).number, new)
            say(f"{old} is now {kept.name}.")
        elif arguments.drop:
            say(f"{change_in_words(rules.drop_search(rules.find_search(arguments.drop).number))}.")
        elif moved := arguments.up or arguments.down:
            rules.move_search(rules.find_search(moved).number, -1 if arguments.up else 1)
            say(f"The order is now: {', '.join(one.name for one in rules.searches())}.")
        else:
            _show_searches(library, arguments)
    return 0


def _show_searches(library: Library, arguments: Namespace) -> None:
    kept, width = library.rules.searches(), room_for_words(arguments)
    if arguments.json:
        emit_json([_search_json(library, one) for one in kept])
        return
    for one in kept:
        counts = library.rules.count(one)
        front = f"{counts.unread:6} of {counts.total:6}  {fit(one.name, _NAME_CELLS)}  "
        emit_behind(front, one.query, width=width)
    if not kept:
        say("There are no saved searches: dateline search --save NAME WORD… makes one.")


def _search_json(library: Library, search: SavedSearch) -> dict[str, Any]:
    counts = library.rules.count(search)
    return {"name": search.name, "query": search.query, "unread": counts.unread, "total": counts.total}


# ── mutes ─────────────────────────────────────────────────────────────────────────────────────


def run_mute(arguments: Namespace) -> int:
    """Mute words, a name or a feed."""
    is_chosen = named_by_option(arguments) is not None or arguments.feed is not None
    if bool(arguments.words) is is_chosen:
        complain(f"mute words, or one of {listed((*options(), '--feed'))}: dateline mute football")
        return 2
    until = arguments.until or arguments.span
    with opened_library() as library:
        prepare_waiting(library)
        with progress.counting("muting") as tell:
            change = _mute(library, arguments, until, tell)
        say(f"{change_in_words(change)}{_until_words(until)}.")
    return 0


def _mute(library: Library, arguments: Namespace, until: datetime | None, tell: Any) -> Change:
    if arguments.feed is not None:
        return library.rules.mute_feed(find_feed(library, arguments.feed).id, until, tell)
    if arguments.words:
        return library.rules.mute_words(" ".join(arguments.words), until, tell)
    asked = named_by_option(arguments)
    assert asked is not None
    kind, typed = asked
    found = library.names.find(kind, typed)
    if not found:
        raise NotFound(f"No stored article names {typed}.")
    first, *others = found
    if others and first.name.casefold() != typed.strip().casefold():
        named = ", ".join(one.name for one in found[:5])
        raise Ambiguous(f"{len(found)} names answer to {typed!r}: {named}. Give one in full.")
    return library.rules.mute_name(kind, first.key, first.name, until, tell)


def _until_words(until: datetime | None) -> str:
    return "" if until is None else f", until {until.astimezone():%Y-%m-%d %H:%M}"


def run_unmute(arguments: Namespace) -> int:
    """Lift a mute, by its number or by what is muted."""
    with opened_library() as library:
        mute = _find_mute(library, " ".join(arguments.mute))
        with progress.counting("lifting") as tell:
            change = library.rules.unmute(mute.number, tell)
        say(f"{change_in_words(change)}.")
    return 0


def _find_mute(library: Library, typed: str) -> Mute:
    mutes, wanted = library.rules.mutes(), typed.casefold()
    for found in (
        # The number first: what is muted may be a number too.
        [mute for mute in mutes if str(mute.number) == typed],
        [mute for mute in mutes if mute.name.casefold() == wanted],
    ):
        if len(found) > 1:
            numbers = ", ".join(str(mute.number) for mute in found)
            raise Ambiguous(f"{len(found)} mutes are called {typed!r}: give one of their numbers, {numbers}.")
        if found:
            return found[0]
    raise NotFound(f"Nothing is muted as {typed!r}; dateline mutes lists what is.")


def run_mutes(arguments: Namespace) -> int:
    """List what is muted."""
    with opened_library() as library:
        mutes = library.rules.mutes()
    if arguments.json:
        emit_json([_mute_json(mute) for mute in mutes])
        return 0
    for mute in mutes:
        until = "for ever" if mute.until is None else f"until {mute.until.astimezone():%Y-%m-%d %H:%M}"
        front = f"{mute.number:4}  {mute.hides:6} hidden  {fit(until, 22)}  {column(mute.kind)}  "
        emit_behind(front, mute.name, width=room_for_words(arguments))
    if not mutes:
        say("Nothing is muted.")
    return 0


def _mute_json(mute: Mute) -> dict[str, Any]:
    return {
        "number": mute.number,
        "kind": mute.kind,
        "value": mute.value,
        "name": mute.name,
        "muted_at": iso_utc_or_none(mute.muted_at),
        "until": iso_utc_or_none(mute.until),
        "hides": mute.hides,
    }


# ── retention ─────────────────────────────────────────────────────────────────────────────────


def run_prune(arguments: Namespace) -> int:
    """Say what retention removes, and remove it unless only that was asked."""
    with opened_library() as library:
        only = [find_feed(library, typed) for typed in arguments.feed]
        pruning = library.rules.prune_plan(
            file.load_config(library.paths),
            days=arguments.keep_days,
            articles=arguments.keep_articles,
            only=only,
            unread=arguments.unread,
        )
        if not arguments.json:
            _show_pruning(pruning, is_plain=arguments.plain or not is_terminal())
        removed = 0
        if not arguments.dry_run:
            with progress.counting("removing") as tell:
                removed = library.rules.prune(pruning, tell)
        freed = library.rules.compact() if arguments.compact and not arguments.dry_run else 0
        if arguments.json:
            emit_json(_pruning_json(pruning, removed, dry_run=arguments.dry_run))
        say(_pruning_words(library, pruning, removed, freed, arguments))
    return 0


def _show_pruning(pruning: Pruning, *, is_plain: bool) -> None:
    for share in pruning.feeds:
        emit(_plain_share(share) if is_plain else _short_share(share))


def _plain_share(share: FeedPruning) -> str:
    days = f"{_day(share.oldest)} {_day(share.newest)}"
    return (
        f"{share.articles:7}  {share.unread:7} unread  {days}  {share.bytes_freed:12}  "
        f"{fit(share.feed.title, _FEED_CELLS)}  {share.feed.url}"
    )


def _short_share(share: FeedPruning) -> str:
    unread = f", {share.unread} unread" if share.unread else ""
    return (
        f"{share.articles:7}  {fit(share.feed.title, _FEED_CELLS)}  {_day(share.oldest)} to"
        f" {_day(share.newest)}  about {_size(share.bytes_freed)}{unread}"
    )


def _day(moment: datetime | None) -> str:
    return f"{'?':10}" if moment is None else f"{moment.astimezone():%Y-%m-%d}"


def _size(count: int) -> str:
    """Return bytes as a reader reads them: `12 MB`."""
    size, unit = float(count), 0
    while size >= 1_000 and unit < len(_UNITS) - 1:
        size, unit = size / 1_000, unit + 1
    return f"{size:.0f} {_UNITS[unit]}" if unit == 0 or size >= 10 else f"{size:.1f} {_UNITS[unit]}"


def _pruning_json(pruning: Pruning, removed: int, *, dry_run: bool) -> dict[str, Any]:
    return {
        "dry_run": dry_run,
        "articles": len(pruning.rows),
        "unread": sum(share.unread for share in pruning.feeds),
        "bytes": pruning.bytes_freed,
        "removed": removed,
        "feeds": [
            {
                "id": share.feed.id,
                "title": share.feed.title,
                "url": share.feed.url,
                "articles": share.articles,
                "unread": share.unread,
                "oldest": iso_utc_or_none(share.oldest),
                "newest": iso_utc_or_none(share.newest),
                "bytes": share.bytes_freed,
            }
            for share in pruning.feeds
        ],
    }


def _pruning_words(library: Library, pruning: Pruning, removed: int, freed: int, arguments: Namespace) -> str:
    if not pruning.has_rules:
        return (
            "Everything is kept: nothing is set under [retention], and neither --keep-days nor"
            " --keep-articles is given."
        )
    size = f"about {_size(pruning.bytes_freed)}"
    if arguments.dry_run:
        return f"{_articles(len(pruning.rows))} would be removed, {size}. Nothing was changed."
    if freed:
        return f"Removed {_articles(removed)}; {_size(freed)} were given back to the disk."
    free = library.rules.free_bytes()
    kept = f" {_size(free)} are free in the database for new ones; --compact gives them back." if free else ""
    return f"Removed {_articles(removed)}.{kept}"


def _articles(count: int) -> str:
    return f"{count} {'article' if count == 1 else 'articles'}"
