"""How much work a test is: how often a costly property is tried, and whether work grows as its text does."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable

_MUCH = 1_000


def costly(examples: int) -> int:
    """Return how many of so many examples to try: a third, and all with `EXAMPLES=all` in the environment.

    For properties whose every example takes ten milliseconds or more. They are drawn anew each time.
    """
    return examples if os.environ.get("EXAMPLES") == "all" else max(8, examples // 3)


def grows_in_proportion(work: Callable[[int], object]) -> bool:
    """Tell whether work grows with what it is given, and no faster: what no text of any feed may break.

    It is done at one size and at four times that, and must not take sixteen times the processor's time.
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
