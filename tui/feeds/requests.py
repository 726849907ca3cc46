"""What a feed's server is asked, with the settings that the reader made for it.

A password comes from a command, the system's keyring or the environment; it is in no file of ours and is
never shown.
"""

from __future__ import annotations

import asyncio
import os
import selectors
import signal
import subprocess
import threading
import time
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tui.errors import FetchError
from tui.sources.address import Credentials
from tui.sources.fetch import USER_AGENT, FetchRequest
from tui.sources.proxies import choose_proxies

if TYPE_CHECKING:
    from tui.settings.config import Config, FeedConfig

COMMAND_S: Final = 15.0
"""How long a command may take to print a password: somebody may have to unlock a key first."""

MOST_PRINTED: Final = 4_096
"""Bytes; what prints more is no command for passwords."""
_LOOK_EVERY_S: Final = 0.05


async def build_request(
    url: str, config: Config, etag: str | None = None, last_modified: str | None = None
) -> FetchRequest:
    """Return the request for a feed.

    Raises FetchError where its password cannot be had, or the configuration does not say clearly how to ask.
    """
    if why := config.refusal(url):
        raise FetchError(f"It is not asked before it is clear how: {why}")
    settings = config.for_feed(url)
    return FetchRequest(
        url,
        etag=etag,
        last_modified=last_modified,
        credentials=await read_credentials(settings),
        headers=settings.headers or {},
        user_agent=settings.user_agent or USER_AGENT,
        proxies=choose_proxies(settings.proxy, config.sync.proxy, os.environ),
    )


async def read_credentials(settings: FeedConfig) -> Credentials | None:
    """Return the user name and password set for a feed; None where no user name is set.

    Raises FetchError, without the password in it, where it cannot be had.
    """
    if settings.user is None:
        return None
    if settings.password_command:
        return Credentials(settings.user, await _printed(settings.password_command))
    if settings.password_keyring is not None:
        kept = asyncio.to_thread(_kept, settings.password_keyring, settings.user)
        return Credentials(settings.user, await kept)
    if settings.password_env is None:
        return Credentials(settings.user, "")
    password = os.environ.get(settings.password_env)
    if password is None:
        raise FetchError(f"The password is not there: the variable {settings.password_env} is not set.")
    return Credentials(settings.user, password)


def _kept(service: str, user: str) -> str:
    """Return the password that the system's keyring has for a user of a service."""
    try:
        keyring = import_module("keyring")
    except ImportError:
        raise FetchError(
            "The keyring is not there: it needs dateline's extra `secrets` (pip install 'dateline[secrets]')."
        ) from None
    try:
        password = keyring.get_password(service, user)
    except Exception as error:  # each keyring has errors of its own, and some are no KeyringError
        # Its words are left out: nobody knows what they repeat.
        raise FetchError(f"The keyring gave no password: {type(error).__name__}.") from None
    if password is None:
        raise FetchError(
            f"The keyring has no password for {user}: `keyring set {service} {user}` puts one there."
        )
    return str(password)


async def _printed(command: tuple[str, ...]) -> str:
    """Return the first line that a command prints; no shell is asked.

    It and whatever it has started end with this. Raises FetchError, without what was printed.
    """
    stop = threading.Event()
    try:
        return await asyncio.to_thread(_first_line, command, stop)
    finally:
        stop.set()  # a sync that is stopped does not wait for it


def _first_line(command: tuple[str, ...], stop: threading.Event) -> str:
    name = f"The password command {os.path.basename(command[0])}"
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        told = error.strerror if isinstance(error, OSError) else None
        raise FetchError(f"{name} cannot be run: {told or error}.") from error
    try:
        printed, code = _output(process, stop)
    finally:
        _end(process)
    if len(printed) > MOST_PRINTED:
        raise FetchError(f"{name} prints more than {MOST_PRINTED} bytes.")
    if code is None:
        raise FetchError(f"{name} takes longer than {COMMAND_S:g} seconds.")
    line, _, _ = printed.decode(errors="replace").partition("\n")
    if code != 0 or not line.strip():
        raise FetchError(f"{name} gave no password.")
    # Only the line end goes: a password may end in a blank.
    return line.removesuffix("\r")


def _output(process: subprocess.Popen[bytes], stop: threading.Event) -> tuple[bytes, int | None]:
    """Return what a command prints, and its exit code: None where it takes too long.

    Of more than MOST_PRINTED bytes a little more is returned; what its own children may still print does
    not count.
    """
    assert process.stdout is not None
    # Read as it comes: a command that prints without end would fill the pipe and hang.
    printed, until = b"", time.monotonic() + COMMAND_S
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while len(printed) <= MOST_PRINTED and not stop.is_set() and time.monotonic() < until:
            if not selector.select(_LOOK_EVERY_S):
                # It has ended, but a child of its own (an agent for keys) keeps the pipe open.
                if process.poll() is not None:
                    return printed, process.returncode
            elif piece := os.read(process.stdout.fileno(), MOST_PRINTED):
                printed += piece
            else:
                with suppress(subprocess.TimeoutExpired):
                    return printed, process.wait(max(0.0, until - time.monotonic()))
    return printed, None


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a command and all that it has started and not sent away."""
    with suppress(OSError):
        if hasattr(os, "killpg"):
            # The whole group, which it leads since it was started in a session of its own.
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    if process.stdout is not None:
        process.stdout.close()
