"""The progress of what takes long, on a terminal alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tui.safetext import clean_line

if TYPE_CHECKING:
    from tui.model import SyncEvent


@contextmanager
def progress() -> Generator[Callable[[SyncEvent], None]]:
    """Yield what hears a sync's events: a bar on standard error where that is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.text import Text

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        new = 0

        def tell(event: SyncEvent) -> None:
            nonlocal new
            new += event.new if event.kind == "feed" else 0
            described = Text(clean_line(f"{new} new  {event.feed or ''}")).plain
            bar.update(task, total=event.total, completed=event.done, description=described)

        yield tell


@contextmanager
def counting(what: str) -> Generator[Callable[[int, int], None]]:
    """Yield what hears how many are done, and of how many: a bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, total=total, completed=done)
