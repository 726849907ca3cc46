"""The process behind the screen: reads seed files, and prepares what waits (texts, search lines, names).

Started by the reader when something waits, at low priority, and gone when nothing does. Each line it
writes to standard output is a JSON object: `{"seeds": n, "failures": […]}` when seed files were read,
`{"prepared": n, "waiting": n}` after every little while, `{"ready": id}` when an article that was
asked for is done. Each line it reads from standard input is the id of an article that somebody has
opened: that one comes first. The end of its input ends it.
"""

from __future__ import annotations

import json
import os
import select
import sys
import time
from contextlib import suppress

from tui.errors import DatelineError, NotFound
from tui.library import Library
from tui.model import ArticleId
from tui.paths import user_paths

_NICENESS = 10
_SLICE_S = 0.1
"""How long the queue is worked on before what was asked for is looked at again, in seconds."""


def main() -> int:
    """Prepare until nothing waits or nobody listens; returns the exit code."""
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    try:
        library = Library.open(user_paths())
        _read_seeds(library)
        _work(library)
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 1
    except (BrokenPipeError, KeyboardInterrupt):
        return 0  # The reader is gone; the queue is where it was.
    library.close()
    return 0


def _read_seeds(library: Library) -> None:
    report = library.read_seeds()
    failures = [why if name in why else f"{name}: {why}" for name, why in report.failures]
    if report.new or report.changed or failures:
        _say(seeds=report.new + report.changed, failures=failures)


def _work(library: Library) -> None:
    requests = _Requests()
    waiting = True
    while waiting:
        for wanted in requests.new():
            with suppress(NotFound):
                library.article(wanted)
            _say(ready=wanted)
        if requests.ended:
            return
        done = library.prepare(deadline_s=time.monotonic() + _SLICE_S)
        left = library.counts().queue
        _say(prepared=done, waiting=left)
        waiting = bool(done and left)


class _Requests:
    """The articles asked for on standard input, read without ever waiting for one."""

    def __init__(self) -> None:
        self.ended = False
        self._rest = b""

    def new(self) -> list[ArticleId]:
        """Return those asked for since."""
        while not self.ended and select.select([0], [], [], 0)[0]:
            data = os.read(0, 4096)
            self.ended = not data
            self._rest += data
        *lines, self._rest = self._rest.split(b"\n")
        return [ArticleId(line.decode(errors="replace").strip()) for line in lines]


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    sys.exit(main())
