"""How far it has come: a bar on standard error where that is a terminal, and else nothing; or events."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.model.events import SyncEvent

Show = Callable[[int, int, str], None]
"""Shows how much is done, of how much, and a few words."""
_SHOWN_EVERY_S: Final = 0.05


@contextmanager
def bar() -> Generator[Show]:
    """Yield what draws a bar for a block; it leaves nothing behind."""
    if not sys.stderr.isatty():
        yield lambda done, total, words: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as drawn:
        task = drawn.add_task("", visible=False)

        def show(done: int, total: int, words: str) -> None:
            drawn.update(task, total=total, completed=done, description=clean_line(words), visible=True)

        yield show


@contextmanager
def progress() -> Generator[Callable[[SyncEvent], None]]:
    """Yield what hears a sync's events and shows them: a bar that moves from feed to feed."""
    with bar() as show:
        new = 0

        def tell(event: SyncEvent) -> None:
            nonlocal new
            new += event.new if event.kind == "feed" else 0
            show(event.done, event.total, f"{new} new  {event.feed or ''}")

        yield tell


@contextmanager
def counting(what: str) -> Generator[Callable[[int, int], None]]:
    """Yield what hears how many are done, and of how many."""
    with bar() as show:
        yield lambda done, total: show(done, total, what)


@contextmanager
def counting_down(left: Callable[[], int], what: str) -> Generator[Callable[[int], bool]]:
    """Yield what a library asks whether to go on, and shows meanwhile how much is `left`."""
    with bar() as show:
        total, shown_at = left(), 0.0

        def go_on(_done: int) -> bool:
            nonlocal total, shown_at
            if time.monotonic() >= shown_at + _SHOWN_EVERY_S:
                shown_at, still = time.monotonic(), left()
                # More may come in meanwhile: then there is more to do, and not less done.
                total = max(total, still)
                if total:
                    show(total - still, total, what)
            return True

        yield go_on


def print_event(event: SyncEvent) -> None:
    """Print an event as one JSON line; what says nothing is left out."""
    names = event.__dataclass_fields__
    values = {name: value for name in names if (value := getattr(event, name)) not in (None, ())}
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()
