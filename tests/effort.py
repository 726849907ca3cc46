"""Whether work grows with what it is given, and no faster: what no text of any feed may break."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_MUCH = 1_000


def grows_in_proportion(work: Callable[[int], object]) -> bool:
    """Do work of one size and of four times that: it must not take sixteen times the processor's time.

    `work` is given a size of some hundreds. What is quadratic is so at each of three tries; what is not may
    be disturbed at one by whatever else the machine does.
    """
    work(_MUCH // 16)  # what is loaded once is not counted
    return any(_seconds(work, _MUCH) < 6 * _seconds(work, _MUCH // 4) + 0.05 for _ in range(3))


def _seconds(work: Callable[[int], object], size: int) -> float:
    gc.disable()  # going through all that other tests have left is no part of the work
    try:
        began = time.process_time()
        work(size)
        return time.process_time() - began
    finally:
        gc.enable()
