"""What a feed's server is asked, with the settings that the reader made for it.

A password comes from a command, the system's keyring or the environment; it is in no file of ours and is
never shown.
"""

from __future__ import annotations

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

from tui.errors import FetchError
from tui.sources.address import Credentials
from tui.sources.fetch import USER_AGENT, FetchRequest
from tui.sources.proxies import choose_proxies

if TYPE_CHECKING:
    from tui.config import Config, FeedConfig

COMMAND_S: Final = 15.0
"""How long a command may take to print a password: somebody may have to unlock a key first."""


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
        raise FetchError(f"The keyring gave no password: {type(error).__name__}.") from None
    if password is None:
        raise FetchError(
            f"The keyring has no password for {user}: `keyring set {service} {user}` puts one there."
        )
    return str(password)


async def _printed(command: tuple[str, ...]) -> str:
    """Return the first line that a command prints; no shell is asked."""
    name = os.path.basename(command[0])
    try:
        process = await asyncio.create_subprocess_exec(*command, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL)
    except OSError as error:
        raise FetchError(f"The password command {name} cannot be run: {error.strerror or error}.") from error
    try:
        async with asyncio.timeout(COMMAND_S):
            printed, _ = await process.communicate()
    except TimeoutError:
        raise FetchError(f"The password command {name} takes longer than {COMMAND_S:g} seconds.") from None
    finally:
        with suppress(ProcessLookupError):
            process.kill()
    if process.returncode != 0 or not printed:
        raise FetchError(f"The password command {name} gave no password.")
    return printed.decode(errors="replace").splitlines()[0]
