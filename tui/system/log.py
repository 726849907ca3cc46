"""The log: what failed, of which feed and article, in one file that all our processes write to.

A line a record: time (UTC), level, process with its number, words, and then `feed=` and `article=`; the
way to a fault of ours stands below it, indented. Text of articles never gets in, nor what may be a
secret: of an address only its host, of an error of Python's its words only where they hold none of the
reader's. Each record is one write to the end of the file, so that processes do not mix theirs up; whoever
finds the file too large puts a new one in its place.

Nothing here raises: where there is no log to be written, nothing is written. The standard library's
`logging` is not loaded for it, which every command would pay for; what other libraries say by it comes
here too, where `capture` was called.
"""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final, NamedTuple

from tui.errors import DatelineError
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from pathlib import Path

    from tui.system.paths import Paths

FILE: Final = "dateline.log"
DEBUG: Final = "DATELINE_DEBUG"
"""The environment variable that has everything logged, and faults of ours shown on the terminal too."""
LARGEST: Final = 256 * 1024
"""Bytes; a file that is larger is put aside."""
KEPT: Final = 2
"""So many files that were put aside are kept."""
_LEVELS: Final = {"error": 40, "warning": 30, "info": 20, "debug": 10}
_LONGEST: Final = 400
_DEEPEST: Final = 25
"""Steps that are shown of the way to a fault."""
_ALIKE: Final = 20
"""Records of the same words that a process writes within a while."""
_WHILE_S: Final = 600.0

_ADDRESS: Final = re.compile(r"""([a-z][a-z0-9+.-]*://)(?:[^\s/?#"'<>]*@)?([^\s/?#"'<>@]*)[^\s"'<>]*""", re.I)
_TELLING: Final = (
    AttributeError,
    DatelineError,
    ImportError,
    IndexError,
    MemoryError,
    NameError,
    OSError,
    RecursionError,
    TypeError,
    ZeroDivisionError,
)
"""Errors whose words tell of the program or the machine, and not of what was read."""
_HEAD: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ) (ERROR|WARNING|INFO|DEBUG) ")

_process = "dateline"
_threshold = 0
"""The least level that is written; 0: not known yet."""
_configured: Callable[[], str] | None = None
"""The reader's own level; this module is below the configuration and does not know it."""
_written: dict[str, tuple[float, int]] = {}
"""By words: since when how many records of them were written."""


def begin(process: str, level: Callable[[], str] | None = None) -> None:
    """Name this process in the log; costs nothing. `level` is asked when something is first to be written."""
    global _process, _threshold, _configured
    _process, _threshold, _configured = process, 0, level
    _written.clear()


def error(words: str, fault: BaseException | None = None, **about: object) -> None:
    """Log a fault of ours."""
    _log("error", words, fault, about)


def warning(words: str, fault: BaseException | None = None, **about: object) -> None:
    """Log something that failed and is nobody's mistake here."""
    _log("warning", words, fault, about)


def info(words: str, **about: object) -> None:
    """Log what was done."""
    _log("info", words, None, about)


def debug(words: str, **about: object) -> None:
    """Log what helps to find a fault."""
    _log("debug", words, None, about)


def file_in(paths: Paths) -> Path:
    """Return the log."""
    return paths.log_dir / FILE


def is_debugging() -> bool:
    """Tell whether whoever started us looks for a fault."""
    return bool(os.environ.get(DEBUG))


def way_to(fault: BaseException) -> list[str]:
    """Return what a fault is and how it came to be, the innermost step last: files, lines, functions."""
    import traceback

    lines: list[str] = []
    seen: set[int] = set()
    link: BaseException | None = fault
    # Causes may go in a circle.
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        steps = traceback.extract_tb(link.__traceback__)
        lines += [f"{_short(step.filename)}:{step.lineno} in {step.name}" for step in steps[-_DEEPEST:]]
        lines.append(named(link))
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return lines


def where(fault: BaseException) -> str:
    """Return what a fault is and its innermost step, in one line."""
    *_, step, what = ["", *way_to(fault)]
    return f"{what} ({step})" if step else what


def named(fault: BaseException) -> str:
    """Return a fault's kind, with its words where they tell nothing of what was read."""
    words = (
        harmless(str(fault)) if isinstance(fault, _TELLING) and not isinstance(fault, UnicodeError) else ""
    )
    return f"{type(fault).__name__}: {words}" if words else type(fault).__name__


def harmless(words: str) -> str:
    """Return words as one line of bounded length, without the parts of addresses that may be secret."""
    line = clean_line(words[: 4 * _LONGEST])
    return _ADDRESS.sub(r"\1\2/…", line)[:_LONGEST]


# ── writing ───────────────────────────────────────────────────────────────────────────────────


def _log(level: str, words: str, fault: BaseException | None, about: dict[str, object]) -> None:
    with suppress(Exception):  # a log that fails must not be what fails
        if _LEVELS[level] < _least() or not _is_news(f"{level} {words}"):
            return
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        said = " ".join(f"{name}={harmless(str(value))}" for name, value in about.items())
        lines = [f"{stamp} {level.upper()} {_process}[{os.getpid()}] {harmless(words)} {said}".rstrip()]
        if fault is not None:
            lines += [f"    {line}" for line in way_to(fault)]
        _append("\n".join(lines) + "\n")


def _least() -> int:
    """Return the least level that is to be written, as configured."""
    global _threshold
    if not _threshold:
        _threshold = _LEVELS["warning"]  # whatever reading the configuration has to say is below us
        if is_debugging():
            _threshold = _LEVELS["debug"]
        elif _configured is not None:
            _threshold = _LEVELS[_configured()]
    return _threshold


def level() -> str:
    """Return the least level that is written, for a process that this one starts."""
    return next(name for name, number in _LEVELS.items() if number == _least())


def _is_news(key: str) -> bool:
    """Tell whether the same was not written too often just now: a fault in every article fills no disk."""
    now = time.monotonic()
    since, count = _written.get(key, (now, 0))
    if now - since > _WHILE_S:
        since, count = now, 0
    # Counted on, though no more is written: the while begins anew only when it is over.
    _written[key] = since, count + 1
    return count < _ALIKE


def _append(record: str) -> None:
    from tui.system.paths import user_paths

    path = file_in(user_paths())
    file = _opened(path)
    try:
        if os.fstat(file).st_size > LARGEST and _put_aside(path):
            os.close(file)
            file = _opened(path)
        # One write in append mode: the system puts records of several processes one behind the other.
        os.write(file, record.encode("utf-8", "replace"))
    finally:
        os.close(file)


def _opened(path: Path) -> int:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
    try:
        return os.open(path, flags, 0o600)
    except FileNotFoundError:
        from tui.system.files import make_private_folder

        make_private_folder(path.parent)
        return os.open(path, flags, 0o600)


def _put_aside(path: Path) -> bool:
    """Put a log that is too large aside; only one process does so."""
    try:
        import fcntl
    except ImportError:  # Windows: two that do so at once lose an older log
        fcntl = None  # type: ignore[assignment]
    lock = os.open(path.with_name(f"{FILE}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        if path.stat().st_size > LARGEST:  # else another has done it meanwhile
            # The oldest first, or one would overwrite the next.
            for number in range(KEPT, 0, -1):
                older = path if number == 1 else _aside(path, number - 1)
                if older.exists():
                    os.replace(older, _aside(path, number))
        return True
    except OSError:
        return False
    finally:
        os.close(lock)


def _aside(path: Path, number: int) -> Path:
    return path.with_name(f"{path.name}.{number}")


def _short(filename: str) -> str:
    """Return a source file without the folders that it was installed in."""
    for folder in sys.path:
        if folder and filename.startswith(folder + os.sep):
            return filename[len(folder) + 1 :]
    return filename


# ── other libraries ───────────────────────────────────────────────────────────────────────────


def capture() -> None:
    """Have what other libraries log, and threads that end by a fault, come to this log.

    For processes that have loaded `logging` anyway: without it asyncio and others write to the terminal.
    """
    import logging
    import threading

    class Here(logging.Handler):
        """Hands a record on, without its arguments: they may be anything."""

        def emit(self, record: logging.LogRecord) -> None:
            fault = record.exc_info[1] if record.exc_info else None
            level = "error" if record.levelno >= logging.ERROR else "warning"
            first, *_ = [*str(record.msg)[:_LONGEST].splitlines(), ""]
            _log(level, f"{record.name}: {first}", fault, {})

    root = logging.getLogger()
    if not any(type(handler).__name__ == Here.__name__ for handler in root.handlers):
        root.addHandler(Here(logging.WARNING))

    def ended(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            error("a thread ended by a fault", arguments.exc_value)

    threading.excepthook = ended


# ── reading ───────────────────────────────────────────────────────────────────────────────────


class Tally(NamedTuple):
    """What a log holds of some last days."""

    errors: int
    warnings: int
    last: str
    """When the last of them was written, as in the log; empty where there is none."""


def tally(paths: Paths, since: float) -> Tally:
    """Count the errors and warnings since a moment of `time.time`. Raises OSError."""
    after = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(since))
    errors = warnings = 0
    last = ""
    for stamp, level in _heads(file_in(paths)):
        if stamp >= after and level in ("ERROR", "WARNING"):
            errors += level == "ERROR"
            warnings += level == "WARNING"
            last = max(last, stamp)
    return Tally(errors, warnings, last)


def _heads(path: Path) -> Iterator[tuple[str, str]]:
    for file in (path, *(_aside(path, number) for number in range(1, KEPT + 1))):
        if file.exists():
            with file.open(encoding="utf-8", errors="replace") as lines:
                for line in lines:
                    if head := _HEAD.match(line):
                        yield head[1], head[2]
