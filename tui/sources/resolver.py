"""Names to addresses, with the private ones held back where a public feed must not lead there."""

from __future__ import annotations

import asyncio
import socket
import threading

from aiohttp.abc import AbstractResolver, ResolveResult

from tui.sources.address import as_ip, is_private_ip


class PrivateAddress(OSError):
    """Raised where a name of the public net leads to an address that is not public."""


class Resolver(AbstractResolver):
    """Looks names up in threads of its own, so that dead names hold up neither one another nor the end.

    What is connected to is what was checked: aiohttp connects to the addresses returned and to no
    others, so a name that changes its answer in between (DNS rebinding) gains nothing.
    """

    def __init__(self, *, public_only: bool) -> None:
        self._public_only = public_only

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the addresses of a host; raises OSError where there is none, or none that is allowed."""
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[list[ResolveResult]] = loop.create_future()
        # A daemon: getaddrinfo cannot be stopped, and must not keep the program from ending.
        name = "localhost" if host == "localhost." else host  # not all systems know it with its dot
        threading.Thread(target=_look_up, args=(loop, answer, name, port, family), daemon=True).start()
        found = await answer
        allowed = [result for result in found if not (self._public_only and _is_private(result["host"]))]
        # One public address is enough: the others are not connected to.
        if found and not allowed:
            raise PrivateAddress(host)
        return allowed

    async def close(self) -> None:
        """Nothing is kept open."""


def public_socket(
    address: tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]],
) -> socket.socket:
    """Open a socket for an address, unless it is a private one; raises PrivateAddress then.

    The last gate: whatever way a host was written in, this is the address that is connected to.
    """
    family, kind, protocol, _, place = address
    host = str(place[0])
    if _is_private(host):
        raise PrivateAddress(host)
    return socket.socket(family, kind, protocol)


def _look_up(
    loop: asyncio.AbstractEventLoop,
    answer: asyncio.Future[list[ResolveResult]],
    host: str,
    port: int,
    family: socket.AddressFamily,
) -> None:
    try:
        infos = socket.getaddrinfo(
            host, port, family=family, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG
        )
        outcome: list[ResolveResult] | OSError = [_result(host, info) for info in infos]
    except (OSError, UnicodeError) as error:
        outcome = error if isinstance(error, OSError) else OSError(str(error))
    try:
        loop.call_soon_threadsafe(_settle, answer, outcome)
    except RuntimeError:
        return  # the loop has closed: nobody waits any more


def _settle(answer: asyncio.Future[list[ResolveResult]], outcome: list[ResolveResult] | OSError) -> None:
    # Whoever asked may have given up while the name was looked up.
    if answer.done():
        return
    if isinstance(outcome, OSError):
        answer.set_exception(outcome)
    else:
        answer.set_result(outcome)


def _result(
    host: str,
    info: tuple[int, int, int, str, tuple[str, int] | tuple[str, int, int, int] | tuple[int, bytes]],
) -> ResolveResult:
    family, _, protocol, _, address = info
    return ResolveResult(
        hostname=host,
        host=str(address[0]),
        port=int(address[1]),
        family=family,
        proto=protocol,
        flags=socket.AI_NUMERICHOST,
    )


def _is_private(address: str) -> bool:
    ip = as_ip(address)
    return ip is None or is_private_ip(ip)
