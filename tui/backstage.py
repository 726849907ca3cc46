"""The process behind the screen: reads seed files, and prepares what waits (texts, search lines, names).

Started by the reader when something waits, at low priority, and gone when nothing does; once a day it looks,
before it goes, whether the database is sound (`store.checkup`). Each line it
writes to standard output is a JSON object: `{"seeds": n, "failures": […]}` when seed files were read,
`{"prepared": n, "waiting": n}` after every little while, `{"ready": id}` when an article that was
asked for is done, `{"notice": words}` when the database was damaged and mended. Each line it reads from
standard input is the id of an article that somebody has opened: that one comes first. The end of its
input ends it.

With `--alone` nobody reads or writes: a command has left more to prepare than one likes to wait for.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

from tui.errors import DatelineError, NotFound, StoreReplaced
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.settings.file import log_level
from tui.system import log
from tui.system.paths import user_paths

ALONE: Final = "--alone"
_NICENESS: Final = 10
_TOLD_EVERY_S: Final = 0.25


def main() -> int:
    """Prepare until nothing waits or nobody listens; returns the exit code."""
    if hasattr(os, "nice"):
        # What somebody waits for comes first: the screen, and a sync.
        os.nice(_NICENESS)
    log.begin("backstage", log_level)
    log.capture()
    try:
        library = Library.open(user_paths())
        if ALONE in sys.argv[1:]:
            _work(library, lambda _: True, lambda _: None)
        else:
            screen = _Screen(library)
            for notice in library.notices:
                screen.notice(notice)
            # Before the queue: what they bring is worked off in the same go.
            screen.read_seeds()
            _work(library, screen.look, screen.notice)
    except DatelineError as error:
        log.warning("what waits could not be prepared", error)
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    except (BrokenPipeError, KeyboardInterrupt):
        return 0  # The reader is gone; the queue is where it was.
    except Exception as fault:
        log.error("a fault of ours ended it", fault)
        return 1
    library.close()
    return 0


def _work(library: Library, look: Callable[[int], bool], tell: Callable[[str], None]) -> None:
    """Prepare what waits; then look, once a day, whether the database is sound, unless something comes."""
    library.catch_up(look)
    listens = True

    def go_on(_done: int, _total: int) -> bool:
        nonlocal listens
        listens = look(0)
        # Who reads waits for texts; damage is looked for in idle time.
        return listens and not library.counts().queue

    while listens and library.is_checkup_due():
        try:
            for words in library.look_after(go_on, pause=True):
                tell(words)
        except StoreReplaced:
            library.renew()
        # What came meanwhile ended the looking.
        library.catch_up(look)


class _Screen:
    """The reader's process: told how it goes, and asked what was opened, without ever waiting for it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._rest = b""
        self._told_at = 0.0

    def read_seeds(self) -> None:
        """Read the seed files that have changed, and tell what came of it."""
        report = self._library.read_seeds()
        failures = [why if name in why else f"{name}: {why}" for name, why in report.failures]
        if report.new or report.changed or failures:
            _say(seeds=report.new + report.changed, failures=failures)

    def notice(self, words: str) -> None:
        """Tell what was found wrong with the database, and put right."""
        _say(notice=words)

    def look(self, done: int) -> bool:
        """Prepare what was opened, tell how far it has come, and return whether anybody listens still."""
        listens = True
        while listens and select.select([0], [], [], 0)[0]:
            data = os.read(0, 4096)
            listens = bool(data)
            *lines, self._rest = (self._rest + data).split(b"\n")
            for line in lines:
                self._prepare(line.decode(errors="replace").strip())
        if time.monotonic() - self._told_at >= _TOLD_EVERY_S:
            _say(prepared=done, waiting=self._library.counts().queue)
            self._told_at = time.monotonic()
        return listens

    def _prepare(self, wanted: str) -> None:
        with suppress(NotFound):
            self._library.article(ArticleId(wanted))
        _say(ready=wanted)


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
