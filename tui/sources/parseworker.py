"""What a parsing process does: take a feed's bytes, answer with what is made of them, until its input ends.

It holds itself to its limits: memory by the operating system's, time by an alarm that ends it even
inside C code and even if the process that asked is gone. Run by `sources.workers`, not by hand.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import msgspec

from tui.errors import ParseError
from tui.sources.parsemessages import LENGTH, WorkResult
from tui.system import log

_FAT_BYTES: Final = 64 * 1024 * 1024
"""A process that is larger than this after an answer ends itself, and gives its memory back."""


def main(
    work: Callable[..., object], memory_mb: int, deadline_s: float, log_level: str, what: str, niceness: int
) -> None:
    """Answer questions from standard input on standard output until the input ends; `what` is read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that started us
    log.begin("worker", lambda: log_level)
    if hasattr(os, "nice"):
        os.nice(niceness)
    _limit_memory(memory_mb)
    gc.disable()  # parsing makes no cycles worth finding; a fat process is replaced
    read, write = sys.stdin.buffer, sys.stdout.buffer
    arguments = msgspec.msgpack.Decoder(list[Any])
    encoder = msgspec.msgpack.Encoder()
    while head := read.read(LENGTH.size):
        _set_alarm(deadline_s)
        answer = _answer(work, arguments.decode(read.read(LENGTH.unpack(head)[0])), encoder, what)
        packed = encoder.encode(answer)
        # The answer is written without an alarm: half of one would be worth nothing.
        _set_alarm(0)
        write.write(LENGTH.pack(len(packed)))
        write.write(packed)
        write.flush()
        if answer.last:
            return


def _answer(
    work: Callable[..., object], arguments: list[Any], encoder: msgspec.msgpack.Encoder, what: str
) -> WorkResult:
    try:
        value = msgspec.Raw(encoder.encode(work(*arguments)))
        return WorkResult(value=value, last=_is_fat())
    except ParseError as error:
        return WorkResult(error=str(error), last=_is_fat())
    except (MemoryError, RecursionError):
        return WorkResult(error=f"{what} takes more memory to read than it may.", last=True)
    except Exception as fault:  # of ours, in one feed: it must not cost the others
        log.error("what a feed has sent could not be read", fault)
        return WorkResult(error=f"{what} cannot be read.", last=True)


def _set_alarm(seconds: float) -> None:
    """Let the process be ended in so many seconds; 0: not any more. Windows has no such alarm."""
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def _limit_memory(memory_mb: int) -> None:
    """Ask the operating system to refuse us more memory; macOS and Windows do not know how."""
    if sys.platform == "win32":
        return
    import resource

    limit = memory_mb * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        # A crash is expected here; a core file of 400 MB for each is not.
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ValueError, OSError):
        return


def _is_fat() -> bool:
    """Whether much memory is held. Linux's own figure for the peak counts what our parent held."""
    if not sys.platform.startswith("linux"):
        return False
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") > _FAT_BYTES
