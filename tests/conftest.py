"""What every test stands on: folders of its own, and no network beyond this machine."""

from __future__ import annotations

import compileall
import gc
import ipaddress
import os
import shutil
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

import tui
from tests.forks import Forks
from tui.library.frontdesk import Library
from tui.system.paths import Paths, user_paths

# Nobody reads news without compiled modules. Where the machine forbids them, as many containers do, each of
# the hundreds of processes that the tests start would compile the program anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A deadline would assert the speed of whatever else the machine is doing.
settings.register_profile("dateline", deadline=None)
settings.load_profile("dateline")


def pytest_configure(config: pytest.Config) -> None:
    """Have the program compiled before the first test, so that no process does so while it is looked at."""
    if not hasattr(config, "workerinput"):  # once, not in each of several workers
        compileall.compile_dir(Path(tui.__file__).parent, quiet=2)


def pytest_collection_finish() -> None:
    """Let no search for garbage go through what stands for the whole run: four thousand tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def seeded_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the bundled articles: made once, copied by those who want one.

    They are prepared and looked after: a reader who opens it starts no process behind the screen.
    """
    root = tmp_path_factory.mktemp("seeded")
    paths = Paths(root / "config", root / "data", root / "cache", root / "logs")
    library = Library.open(paths)
    library.read_seeds()
    library.prepare()
    library.look_after(lambda _done, _total: True)
    assert not library.is_checkup_due()
    library.close()
    return paths.data_dir


@pytest.fixture
def seeded(seeded_data: Path) -> Paths:
    """The test's own reader folders, with the bundled articles in them."""
    paths = user_paths()
    shutil.copytree(seeded_data, paths.data_dir)
    return paths


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    """A process that has loaded the program, for tests that run many commands."""
    with Forks() as loaded:
        yield loaded


@pytest.fixture
def set_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """What makes a zone of time the reader's, until the test ends."""

    def set_to(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield set_to
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test ever touches the files of whoever runs it, nor goes by the colours of their terminal."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture(autouse=True)
def _nothing_stays_open(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Close what a test has opened and left, as the end of a process does: a worker runs two thousand."""
    opened: list[Library] = []
    begin = Library.__init__

    def noted(self: Library, *arguments: Any, **named: Any) -> None:
        begin(self, *arguments, **named)
        opened.append(self)

    monkeypatch.setattr(Library, "__init__", noted)
    yield
    for library in opened:
        library.close()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections leave for loopback addresses only, whatever the code under test wants."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and isinstance(address, tuple):
            host = str(address[0])
            assert host == "localhost" or ipaddress.ip_address(host).is_loopback, f"a test called {host}"
        connect(self, address)  # type: ignore[arg-type]

    socket.socket.connect = guarded  # type: ignore[method-assign,assignment]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]
