"""The desk of full texts: stories' pages, which are fetched where feeds give only a part.

Reached as `Library.full_texts`. Its verbs raise children of DatelineError only, and may be called from
several threads. None but `fetch` asks the network, and that in a process that waits for nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from tui.model.ids import ArticleId
from tui.store import headlines
from tui.store.times import to_seconds
from tui.system.lazily import Lazy

if TYPE_CHECKING:
    from tui.model.events import SyncEvent
    from tui.model.fulltext import FullTextWish
    from tui.store.connection import Database
    from tui.system.paths import Paths

if TYPE_CHECKING:
    from tui.model import fulltext
    from tui.settings import file
    from tui.store import fulltexts
else:  # loaded when first used: whoever starts should not wait for them
    file = Lazy("tui.settings.file")
    fulltext = Lazy("tui.model.fulltext")
    fulltexts = Lazy("tui.store.fulltexts")

NO_PAGE: Final = "There is no page of it on the web, or that is here whole."


class FullTextsDesk:
    """The pages of one reader's stories."""

    def __init__(self, database: Database, paths: Paths, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._paths = paths
        self._clock = clock

    def of(self, id: ArticleId) -> fulltext.FullText | None:
        """Return what is known of a story's page; None where nobody wanted it. Raises NotFound."""
        with self._database.read() as conn:
            return fulltexts.full_text(conn, headlines.row_of(conn, id))

    def ask(self, ids: Sequence[ArticleId], why: FullTextWish = "key") -> int:
        """Put stories' pages on the queue; return how many were not there already. Raises NotFound.

        What has no page on the web is passed over. Who saves need not ask: `fetch` sees what was saved.
        """
        with self._database.write(durable=True) as conn:
            return fulltexts.want(conn, headlines.rows_of(conn, ids), why, self._now())

    def turn(self, id: ArticleId) -> fulltext.FullText:
        """Show a story's other text, the page's or its feed's own; return how it stands then.

        Where there is no other its page is wanted, first in line: `waits` says so, and somebody has to
        `fetch`. What has no page is `failed`, with the reason. Raises NotFound.
        """
        with self._database.write(durable=True) as conn:
            turned = fulltexts.turn(conn, headlines.row_of(conn, id), self._now())
        return turned or fulltext.FullText("failed", NO_PAGE)

    def waiting(self) -> int:
        """Return how many pages wait to be fetched, with stories that were saved and may want it: about."""
        with self._database.read() as conn:
            return fulltexts.waiting(conn, self._now())

    def later(self) -> int:
        """Return how many pages are to be asked for, not yet: they failed, or their host asked for rest."""
        with self._database.read() as conn:
            return fulltexts.later(conn, self._now())

    def fetch(self, tell: Callable[[SyncEvent], None], ids: Sequence[ArticleId] | None = None) -> SyncEvent:
        """Fetch the pages that are wanted, or those of some stories; return the event that ends it.

        `tell` hears a `text` for each page, and `texts` at the end if there was any. Stories that are named
        are asked for as by key. Raises AlreadyRunning, NotFound, ConfigError, StoreBusy.
        """
        from tui.feeds.fulltext import run_texts

        rows = None
        if ids is not None:
            self.ask(ids)
            with self._database.read() as conn:
                rows = headlines.rows_of(conn, ids)
        return run_texts(self._database, file.load_config(self._paths), self._clock, tell, rows=rows)

    def _now(self) -> int:
        return to_seconds(self._clock())
