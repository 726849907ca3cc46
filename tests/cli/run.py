"""Running the command line as a shell does: in this process for speed, in its own where that matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tui.cli import main


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    def json(self) -> Any:
        """Standard output as the JSON document it must be."""
        assert self.out.isascii()
        return json.loads(self.out)


class Shell:
    """Runs `dateline` with a home of its own."""

    def __init__(self, capsys: pytest.CaptureFixture[str], home: Path) -> None:
        self._capsys = capsys
        self.home = home

    def __call__(self, *arguments: str | Path) -> Ran:
        """Run one command in this process."""
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return Ran(code, out, err)


def run_process(
    arguments: Sequence[str], home: Path, *, stdin: bytes = b"", env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run one command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        input=stdin,
        capture_output=True,
        env={**os.environ, "DATELINE_HOME": str(home), **(env or {})},
        check=False,
        timeout=60,
    )
