"""The process behind the screen: reads seed files, and prepares what waits (texts, search lines, names).

Started by the reader when something waits, at low priority, and gone when nothing does. Each line it
writes to standard output is a JSON object: `{"seeds": n, "failures": […]}` when seed files were read,
`{"prepared": n, "waiting": n}` after every little while, `{"ready": id}` when an article that was
asked for is done. Each line it reads from standard input is the id of an article that somebody has
opened: that one comes first. The end of its input ends it.

With `--alone` nobody reads or writes: a command has left more to prepare than one likes to wait for.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from contextlib import suppress
from typing import Final

from tui.errors import DatelineError, NotFound
from tui.library import Library
from tui.model import ArticleId
from tui.paths import user_paths

ALONE: Final = "--alone"
_NICENESS: Final = 10
_TOLD_EVERY_S: Final = 0.25


def main() -> int:
    """Prepare until nothing waits or nobody listens; returns the exit code."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        library = Library.open(user_paths())
        if ALONE in sys.argv[1:]:
            library.catch_up(lambda _: True)
        else:
            screen = _Screen(library)
            screen.read_seeds()
            library.catch_up(screen.look)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    except (BrokenPipeError, KeyboardInterrupt):
        return 0  # The reader is gone; the queue is where it was.
    library.close()
    return 0


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
