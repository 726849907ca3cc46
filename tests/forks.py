"""A process that has loaded the program already, and makes a copy of itself for each command it is given.

Python and the program take a tenth of a second and more to load, most commands a hundredth to do. A copy is
a process of its own in all but that: with its own environment, limits, streams and end. Whether the program
loads as it should is for tests that start it as a shell does.
"""

from __future__ import annotations

import atexit
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from io import BufferedReader, BufferedWriter, FileIO, TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

COMMAND = "import sys\nfrom tui.__main__ import main\nsys.exit(main())"
"""What `python -m tui` does."""
_ROOT = Path(__file__).resolve().parent.parent
_SCREENS = ("tui.screens", "tui.widgets", "tui.terminal", "tui.__main__")


class Forks:
    """The process to be copied. Use it as a context: leaving ends it."""

    def __init__(
        self, prepare: Callable[[], object] | None = None, env: Mapping[str, str] | None = None
    ) -> None:
        """`prepare` is called in it before it begins: what that does to it holds for each copy."""
        self._channel, theirs = socket.socketpair()
        self._process = subprocess.Popen(
            [sys.executable, "-c", "from tests.forks import serve; serve()", str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            cwd=_ROOT,
            env={**os.environ, **(env or {})},
            preexec_fn=prepare,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._answers = self._channel.makefile("r", encoding="ascii")

    def __enter__(self) -> Forks:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._channel.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:  # a copy has not ended
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def run(
        self,
        arguments: Sequence[str],
        *,
        code: str = COMMAND,
        env: Mapping[str, str] | None = None,
        input: str = "",
        largest_file: int | None = None,
        timeout_s: float = 60,
    ) -> subprocess.CompletedProcess[str]:
        """Run code with these arguments in a copy, where no file may grow larger than is said."""
        with tempfile.TemporaryDirectory(prefix="dateline-tests-") as name:
            streams = [Path(name) / stream for stream in ("in", "out", "err")]
            streams[0].write_text(input, encoding="utf-8")
            mask = os.umask(0)
            os.umask(mask)
            wish = {
                "arguments": ["dateline", *arguments],
                "code": code,
                "env": dict(os.environ if env is None else env),
                "folder": str(Path.cwd()),
                "mask": mask,
                "largest_file": largest_file,
                "streams": [str(path) for path in streams],
            }
            self._channel.settimeout(timeout_s)
            self._channel.sendall(json.dumps(wish).encode("ascii") + b"\n")
            ended = int(self._answers.readline())
            out, err = (path.read_text(encoding="utf-8") for path in streams[1:])
            return subprocess.CompletedProcess(list(arguments), ended, out, err)


def serve() -> None:
    """Load the program, then make a copy for each wish, until nobody has any more."""
    import tui

    for module in pkgutil.walk_packages(tui.__path__, "tui."):
        if not module.name.startswith(_SCREENS):
            importlib.import_module(module.name)
    gc.collect()
    gc.freeze()
    with socket.socket(fileno=int(sys.argv[1])) as channel, channel.makefile("r", encoding="ascii") as wishes:
        for line in wishes:
            copy = os.fork()
            if not copy:
                _do(json.loads(line))
            _, status = os.waitpid(copy, 0)
            channel.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode("ascii"))


def _do(wish: dict[str, Any]) -> NoReturn:
    """Be the process that was wished for, from its beginning to its end."""
    _become(wish)
    code = 0
    try:
        exec(compile(wish["code"], "<a copy>", "exec"), {"__name__": "__main__"})
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:
        traceback.print_exc()
        code = 1
    _end(code)


def _end(code: int) -> NoReturn:
    """End as Python does, but take nothing apart that was loaded: that is longer than all the rest."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _become(wish: dict[str, Any]) -> None:
    """Be the process that was wished for, as if it had been started so."""
    for number, path in enumerate(wish["streams"]):
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = TextIOWrapper(BufferedReader(FileIO(0)), "utf-8")
    sys.stdout = TextIOWrapper(BufferedWriter(FileIO(1, "w")), "utf-8")
    sys.stderr = TextIOWrapper(
        BufferedWriter(FileIO(2, "w")), "utf-8", "backslashreplace", line_buffering=True
    )
    sys.argv = wish["arguments"]
    os.environ.clear()
    os.environ.update(wish["env"])
    os.chdir(wish["folder"])
    os.umask(wish["mask"])
    if wish["largest_file"] is not None:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (wish["largest_file"],) * 2)
