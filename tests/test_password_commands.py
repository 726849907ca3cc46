"""A command that prints a password: its first line counts, and neither it nor its children outlast it."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

import pytest

from tui.errors import FetchError
from tui.feeds import requests
from tui.settings.config import FeedConfig

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell of Unix")


def asked(*command: str) -> str:
    """Return the password that a command gives, or what is said instead."""
    settings = FeedConfig(user="ann", password_command=command)
    try:
        credentials = asyncio.run(requests.read_credentials(settings))
    except FetchError as error:
        return str(error)
    assert credentials is not None
    return credentials.password


@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("printf 's3cret\\nmore\\n'", "s3cret"),
        ("printf 's3cret\\r\\n'", "s3cret"),
        ("printf ' two words '", " two words "),
        ("printf '\\ns3cret\\n'", "The password command sh gave no password."),
        ("printf ' \\n'", "The password command sh gave no password."),
        ("true", "The password command sh gave no password."),
        ("echo s3cret; exit 3", "The password command sh gave no password."),
        ("echo s3cr; kill -9 $$", "The password command sh gave no password."),
        ("head -c 5000 /dev/zero | tr '\\0' x", "The password command sh prints more than 4096 bytes."),
        ("echo s3cret; yes", "The password command sh prints more than 4096 bytes."),
        ("echo s3cret; exec 2>&1; sleep 60 & exit 0", "s3cret"),
    ],
)
def test_the_first_line_is_the_password(script: str, told: str) -> None:
    """Also where a child of the command holds on to its output."""
    begun = time.monotonic()
    assert asked("sh", "-c", script) == told
    assert time.monotonic() - begun < 10


def test_a_command_that_is_none_is_said() -> None:
    assert "cannot be run" in asked("/no/such/command")
    assert "cannot be run" in asked("a\0b")


def is_running(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    try:
        return b" Z " not in Path(f"/proc/{pid}/stat").read_bytes()
    except OSError:
        return False


@pytest.mark.skipif(not os.path.exists("/proc/self/stat"), reason="needs /proc")
@pytest.mark.parametrize("ending", ["sleep 60", "echo s3cret; exit 0"])
def test_its_children_end_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str) -> None:
    """A command that takes too long is ended with all that it has started."""
    monkeypatch.setattr(requests, "COMMAND_S", 1.0)
    noted = tmp_path / "child"
    asked("sh", "-c", f"sleep 60 & echo $! > {noted}; {ending}")
    child = int(noted.read_text())
    until = time.monotonic() + 10
    while is_running(child):
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_sync_that_is_stopped_does_not_wait_for_it() -> None:
    """Ctrl+C while a command asks for a passphrase."""

    async def stopped() -> None:
        settings = FeedConfig(user="ann", password_command=("sleep", "60"))
        task = asyncio.create_task(requests.read_credentials(settings))
        await asyncio.sleep(0.3)
        task.cancel()

    begun = time.monotonic()
    asyncio.run(stopped())
    assert time.monotonic() - begun < 10
