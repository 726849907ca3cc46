"""The desk of the reader's rules: searches that are kept, what is muted, and what is kept of what was read.

Reached as `Library.rules`. Its verbs raise children of DatelineError only, and may be called from
several threads.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.errors import Ambiguous, NotFound
from tui.model.answers import Change, Mute, MuteKind, ProgressCallback, SavedSearch, SearchCounts
from tui.model.articles import Feed
from tui.model.ids import FeedId
from tui.model.kinds import EntityKind
from tui.model.scopes import Scope
from tui.store import feeds, marks, mutes, savedsearches
from tui.store.connection import Database
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.library.pruning import Pruning
    from tui.settings.config import Config
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.library import searching
    from tui.settings import file
    from tui.store import muting, retention
else:  # loaded when first used: whoever starts should not wait for them
    file = Lazy("tui.settings.file")
    muting = Lazy("tui.store.muting")
    retention = Lazy("tui.store.retention")
    searching = Lazy("tui.library.searching")

COUNTED: Final = 10_000
"""So many hits of a saved search the reader counts at most."""


def _silent(_done: int, _total: int) -> None:
    """Tell nobody."""


class RulesDesk:
    """The rules of one reader."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock
        self._counted: dict[str, tuple[tuple[int, ...], SearchCounts]] = {}
        """By query, what was counted, and how the store stood then."""
        # Two threads of ours would go through the same articles side by side.
        self._settling = threading.Lock()

    # ── saved searches ────────────────────────────────────────────────────────────────────────

    def searches(self) -> tuple[SavedSearch, ...]:
        """Return the saved searches in the reader's order."""
        with self._database.read() as conn:
            return savedsearches.searches(conn)

    def find_search(self, typed: str) -> SavedSearch:
        """Return the saved search of that name, else the one whose name begins so.

        Raises NotFound, and Ambiguous naming up to five.
        """
        kept, wanted = self.searches(), typed.strip().casefold()
        for found in (
            [one for one in kept if one.name.casefold() == wanted],
            [one for one in kept if wanted and one.name.casefold().startswith(wanted)],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                named = ", ".join(one.name for one in found[:5])
                raise Ambiguous(f"{len(found)} saved searches begin with {typed!r}: {named}.")
        raise NotFound(f"There is no saved search {typed!r}.")

    def keep_search(self, name: str, query: str) -> Change:
        """Keep a search under a name, in the place of one of that name.

        Raises DatelineError where either is empty.
        """
        with self._database.write(durable=True) as conn:
            return marks.keep_search(conn, name, query, self._now())

    def rename_search(self, number: int, name: str) -> SavedSearch:
        """Give a saved search another name. Raises NotFound; DatelineError where it is taken, or empty."""
        with self._database.write(durable=True) as conn:
            return savedsearches.rename(conn, number, name)

    def move_search(self, number: int, steps: int) -> None:
        """Put a saved search so many places further down, or up. Raises NotFound."""
        with self._database.write(durable=True) as conn:
            savedsearches.move(conn, number, steps)

    def drop_search(self, number: int) -> Change:
        """Keep a search no longer; `undo` brings it back. Raises NotFound."""
        with self._database.write(durable=True) as conn:
            return marks.drop_search(conn, number, self._now())

    def count(self, search: SavedSearch, most: int | None = None) -> SearchCounts:
        """Count what a saved search finds, and what of it is unread: of the newest `most`, or of all."""
        return searching.count_hits(self._database, search_scope(search), self._clock(), most)

    def known_count(self, search: SavedSearch) -> SearchCounts | None:
        """Return what was counted last, if nothing can have changed it since."""
        stamp, counts = self._counted.get(search.query, ((), None))
        return counts if stamp and stamp == self._database.stamp() else None

    def last_count(self, search: SavedSearch) -> SearchCounts | None:
        """Return what was counted last, however long ago; None where nothing was."""
        return self._counted.get(search.query, ((), None))[1]

    def count_anew(self, search: SavedSearch) -> SearchCounts:
        """Count for the reader, up to `COUNTED`, and keep that. For a thread of its own."""
        # Looked at before: what is written while it is counted makes the count an old one.
        stamp = self._database.stamp()
        counts = self.count(search, COUNTED)
        self._counted[search.query] = (stamp, counts)
        return counts

    # ── mutes ─────────────────────────────────────────────────────────────────────────────────

    def mutes(self) -> tuple[Mute, ...]:
        """Return the mutes in force, the newest first."""
        with self._database.read() as conn:
            return tuple(mute for mute in mutes.in_force(conn) if not _is_over(mute, self._clock()))

    def mute_words(
        self, words: str, until: datetime | None = None, tell: ProgressCallback = _silent
    ) -> Change:
        """Mute what has these words in headline, summary or text: a search, of whole words.

        Raises DatelineError where there is no word in it, or a condition that changes by itself (`is:`).
        """
        return self._mute("words", words.strip(), words, until, tell)

    def mute_name(
        self,
        kind: EntityKind,
        key: str,
        name: str,
        until: datetime | None = None,
        tell: ProgressCallback = _silent,
    ) -> Change:
        """Mute what names a person or a place, by its key across stories."""
        return self._mute(kind, key, name, until, tell)

    def mute_feed(
        self, feed: FeedId, until: datetime | None = None, tell: ProgressCallback = _silent
    ) -> Change:
        """Mute what a feed delivers and no other does. Raises NotFound."""
        with self._database.read() as conn:
            title = feeds.feed(conn, feed).title
        return self._mute("feed", str(feed), title, until, tell)

    def unmute(self, number: int, tell: ProgressCallback = _silent) -> Change:
        """Lift a mute; what it alone hid is listed again. Raises NotFound."""
        with self._database.write(durable=True) as conn:
            change = marks.unmute(conn, number, self._now())
        return replace(change, count=self.settle(tell))

    def settle(self, tell: ProgressCallback = _silent) -> int:
        """Lift the mutes whose time is over, and finish what was cut off; returns how many articles changed.

        Quick where there is nothing to be done. Else it may take seconds, in small transactions.
        """
        if not self.is_due():
            return 0
        with self._settling:
            return muting.settle(self._database, self._now(), tell)

    def is_due(self) -> bool:
        """Tell whether a mute is over, or not settled yet."""
        with self._database.read() as conn:
            return mutes.is_due(conn, self._now())

    def _mute(
        self, kind: MuteKind, value: str, name: str, until: datetime | None, tell: ProgressCallback
    ) -> Change:
        with self._database.write(durable=True) as conn:
            number, change = marks.mute(conn, kind, value, name, to_seconds(until), self._now())
        # The mute stands already: what is cut off from here on goes on when mutes are settled next.
        self.settle(tell)
        with self._database.read() as conn:
            hides = mutes.mute(conn, number).hides
        return replace(change, count=hides)

    # ── retention ─────────────────────────────────────────────────────────────────────────────

    def prune_plan(
        self,
        config: Config,
        *,
        days: int | None = None,
        articles: int | None = None,
        only: Sequence[Feed] = (),
        unread: bool = False,
    ) -> Pruning:
        """Work out what retention removes now; nothing is removed.

        `days` and `articles` stand in for what the configuration says of each feed, `only` chooses
        feeds. Documents are passed by unless their feed is chosen.
        """
        from tui.library.pruning import plan

        return plan(
            self._database, config, self._now(), days=days, articles=articles, only=only, unread=unread
        )

    def prune(self, pruning: Pruning, tell: ProgressCallback = _silent) -> int:
        """Remove what was worked out, and return how many articles that were; it cannot be undone.

        What was saved, tagged, opened or marked unread meanwhile stays.
        """
        from tui.library.pruning import carry_out

        return carry_out(self._database, pruning, self._now(), tell)

    def tidy(self, paths: Paths) -> int:
        """Do what is due after a sync: lift mutes that are over, and prune where retention is configured.

        Returns how many articles were removed. Raises ConfigError.
        """
        from tui.library.pruning import has_rules

        self.settle()
        config = file.load_config(paths)
        return self.prune(self.prune_plan(config)) if has_rules(config) else 0

    def compact(self) -> int:
        """Give what is free in the database back to the disk; returns how many bytes. Rewrites it whole."""
        return retention.compact(self._database)

    def free_bytes(self) -> int:
        """Return how much of the database holds nothing, and is used before it grows again."""
        with self._database.read() as conn:
            return retention.free_bytes(conn)

    def _now(self) -> int:
        return to_seconds(self._clock())


def search_scope(search: SavedSearch) -> Scope:
    """Return the list of a saved search."""
    return Scope("search", name=search.query)


def mute_scope(mute: Mute) -> Scope:
    """Return the list of what a mute hides."""
    return Scope("mute", name=str(mute.number))


def _is_over(mute: Mute, now: datetime) -> bool:
    return mute.until is not None and mute.until <= now
