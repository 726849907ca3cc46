"""How work in the main thread is told to end: by ctrl+c, or by whoever started it."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def signals(stop: Callable[[int], None]) -> Generator[None]:
    """Have SIGINT and SIGTERM call `stop` for a block, in the main thread; elsewhere they are not ours."""
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGINT, signal.SIGTERM)
    if threading.current_thread() is not threading.main_thread() or sys.platform == "win32":
        yield
        return
    for number in numbers:
        loop.add_signal_handler(number, stop, number)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)


def raise_for(number: int | None) -> None:
    """Raise what a signal that ended something stands for: KeyboardInterrupt, SystemExit; None: nothing."""
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    if number is not None:
        raise SystemExit(128 + number)
