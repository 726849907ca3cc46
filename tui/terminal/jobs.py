"""The shell's job control: stopping for the shell, and knowing whose turn it is.

Needed only by whoever stops: nothing at the start loads this.
"""

from __future__ import annotations

import os
import signal

from tui.terminal import protocol


def has_shell() -> bool:
    """Tell whether a shell with job control started this, which could start it again.

    Such a shell gives every job a group of processes of its own. Alone in a terminal's window, or the first
    process of a container, one would stop for ever.
    """
    return os.getpgrp() != os.getsid(0)


def is_ours(fileno: int) -> bool:
    """Tell whether the terminal is for this job, and not for another that has been put before it."""
    try:
        return os.tcgetpgrp(fileno) == os.getpgrp()
    except OSError:
        # Gone: what is read or written next says so.
        return True


def stop(fileno: int) -> None:
    """Stop, until the terminal is this job's again. The terminal must have been given back.

    Whoever is told to end meanwhile ends at once: there is nothing to be given back any more.
    """
    former = {number: signal.signal(number, _end) for number in protocol.ENDING_SIGNALS}
    try:
        # Once more where the shell lets it go on behind another: it could not show anything.
        while True:
            # With whatever it was started through: the shell waits until the whole job has stopped.
            os.kill(0 if has_shell() else os.getpid(), signal.SIGSTOP)
            if is_ours(fileno):
                return
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def _end(number: int, _frame: object) -> None:
    os._exit(128 + number)
