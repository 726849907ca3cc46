"""A process of ours that works for the screen, at low priority, and tells it in JSON lines how it goes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

NICENESS: Final = 10
"""The screen comes first, whatever is fetched and read behind it."""


def our_python(module: str, *arguments: str) -> list[str]:
    """Return the command that runs `main` of one of our modules.

    Not `-m`, for which Python puts the folder that the reader stands in before its own library: a file
    `json.py` there would be run.
    """
    folder = str(Path(__file__).resolve().parents[2])
    code = f"import sys; sys.path.insert(0, {folder!r}); from {module} import main; sys.exit(main())"
    return [sys.executable, "-P", "-c", code, *arguments]


class Child:
    """One such process. It ends when its input is closed, and so with the reader whatever happens."""

    def __init__(self, command: Sequence[str], *, niceness: int = NICENESS) -> None:
        """Start a command: see `our_python`. Raises OSError."""
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            encoding="utf-8",
            errors="replace",
            env={**os.environ, "PYTHONIOENCODING": "utf-8"},
            start_new_session=True,  # ctrl+c in the terminal is meant for the reader
        )
        if niceness and sys.platform != "win32":
            with suppress(OSError):  # it has ended already
                os.setpriority(os.PRIO_PROCESS, self._process.pid, niceness)

    @property
    def is_running(self) -> bool:
        """Whether it is still at work."""
        return self._process.poll() is None

    def events(self) -> Iterator[Mapping[str, Any]]:
        """Yield what it tells, line by line, until it ends. For a thread of its own."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with suppress(ValueError):
                event = json.loads(line)
                if isinstance(event, dict):
                    yield event
        self._process.wait()

    def tell(self, line: str) -> bool:
        """Write it a line; returns whether it could be told."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError):
            return False
        return True

    def stop(self) -> None:
        """Ask it to end, now."""
        with suppress(OSError):
            self._process.terminate()


class Preparation(Child):
    """The process behind the screen (`tui.backstage`), and who waits for one of its articles."""

    def __init__(self) -> None:
        super().__init__(our_python("tui.backstage"))
        self._ready: dict[str, threading.Event] = {}

    def follow(
        self,
        told: Callable[[int], None],
        seeds_read: Callable[[int, Sequence[str]], None],
        noticed: Callable[[str], None],
    ) -> None:
        """Hand on what it tells until it ends: `told` hears how many articles wait, 0 at the end;
        `seeds_read` how many seed articles are new, and which files could not be read; `noticed` what was
        wrong with the database, and put right.
        """
        for event in self.events():
            if "seeds" in event:
                seeds_read(int(event["seeds"]), [str(words) for words in event.get("failures", ())])
            elif "notice" in event:
                noticed(str(event["notice"]))
            elif "ready" in event:
                self._ready.setdefault(str(event["ready"]), threading.Event()).set()
            elif "waiting" in event:
                told(int(event["waiting"]))
        # It has ended: nobody waits for what will not come.
        for waited in list(self._ready.values()):
            waited.set()
        told(0)

    def wait_for(self, article_id: str, timeout_s: float) -> None:
        """Have an article done next, and wait for that; gives up in the end, since one can do it oneself."""
        ready = self._ready.setdefault(article_id, threading.Event())
        if self.is_running and self.tell(article_id):
            ready.wait(timeout_s)
