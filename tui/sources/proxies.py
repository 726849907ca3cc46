"""Which proxy an address is asked through: the feed's own, the one set for all, or the environment's.

The variables are those that curl, Go and Python know: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`,
in lower case or, if that is not set, in upper case. What they leave open is decided in
docs/decisions/0034-proxies.md.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from tui.sources.address import IpAddress, Origin, as_ip, origin_of
from tui.text.safe import clean_line

NO_PROXY: Final = "direct"
"""What is written in the place of a proxy to use none, whatever the environment says."""
_SCHEMES: Final = ("http", "https")
_BETWEEN: Final = re.compile(r"[\s,]+")
_WITH_PORT: Final = re.compile(r"(\[[^]]*\]|[^:]*):(\d{1,5})")


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that hold for one request, at each of its hops."""

    http: str | None = None
    https: str | None = None
    exempt: tuple[str, ...] = ()
    """The hosts that are asked directly, as `no_proxy` writes them."""
    is_own: bool = False
    """Whether the reader chose it for this very feed: then even loopback is asked through it."""

    def for_url(self, url: str) -> str | None:
        """Return the proxy that an address is asked through; None for none.

        It may be one that cannot be used: `cannot_be_used` says so.
        """
        if self.http is None and self.https is None:
            return None  # as for nearly all: the address need not be taken apart
        origin = origin_of(url)
        proxy = self.https if origin.scheme == "https" else self.http
        # A proxy elsewhere would look for loopback on its own machine; who set one for this very feed knows.
        if proxy is None or self.is_own:
            return proxy
        return None if _is_loopback(origin.host) or self._exempts(origin) else proxy

    def _exempts(self, origin: Origin) -> bool:
        address = _plain_ip(origin.host)
        return any(_names(entry, origin, address) for entry in self.exempt)


DIRECT: Final = Proxies()


def choose_proxies(own: str | None, common: str, environ: Mapping[str, str]) -> Proxies:
    """Return the proxies for a feed: its `own`, else the `common` one, else those of the environment.

    `no_proxy` counts for all but a feed's own.
    """
    if own:
        return DIRECT if own == NO_PROXY else Proxies(own, own, is_own=True)
    if common == NO_PROXY:
        return DIRECT
    exempt = tuple(entry for entry in _BETWEEN.split(_said(environ, "no_proxy").lower()) if entry)
    if common:
        return Proxies(common, common, exempt)
    for_all = _said(environ, "all_proxy")
    return Proxies(
        _as_address(_said(environ, "http_proxy") or for_all),
        _as_address(_said(environ, "https_proxy") or for_all),
        exempt,
    )


def cannot_be_used(proxy: str) -> str | None:
    """Return why a proxy cannot be used, without its password; None for one that can.

    One that cannot is not passed by: who set it may not want to be seen at all.
    """
    scheme = proxy.partition("://")[0].lower()
    if scheme not in _SCHEMES:
        spoken = clean_line(scheme)[:20] or "nothing"
        return f"its proxy speaks {spoken}, and only http and https proxies can be used"
    try:
        parts = urlsplit(proxy)
        is_sound = bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_sound = False
    return None if is_sound else "the address of its proxy is not sound"


def _said(environ: Mapping[str, str], name: str) -> str:
    """Return a variable's value: in lower case if it is there, however empty, else in upper case."""
    if name in environ:
        return environ[name].strip()
    if name == "http_proxy" and "REQUEST_METHOD" in environ:
        return ""  # under CGI a request's header `Proxy:` sets it (CVE-2016-5385, "httpoxy")
    return environ.get(name.upper(), "").strip()


def _as_address(stated: str) -> str | None:
    """Return a proxy with its scheme, which is http where none is stated."""
    if not stated:
        return None
    return stated if "://" in stated else f"http://{stated}"


def _is_loopback(host: str) -> bool:
    address = _plain_ip(host)
    return address.is_loopback if address else host == "localhost" or host.endswith(".localhost")


def _plain_ip(host: str) -> IpAddress | None:
    address = as_ip(host)
    # `[::ffff:10.0.0.1]` is reached as 10.0.0.1, and exempted as it.
    return getattr(address, "ipv4_mapped", None) or address


def _names(entry: str, origin: Origin, address: IpAddress | None) -> bool:
    """Whether an entry of `no_proxy` means this origin; `address` is its host, if that is no name."""
    if entry == "*":
        return True
    port = _WITH_PORT.fullmatch(entry)
    if port is not None:
        if int(port[2]) != origin.port:
            return False
        entry = port[1]
    entry = entry.removeprefix("[").removesuffix("]")
    if address is not None:
        return _holds(entry, address)
    # `*.lan`, `.lan` and `lan` are written for the same, with or without a dot at the end.
    name = entry.removeprefix("*").strip(".")
    return bool(name) and (origin.host == name or origin.host.endswith("." + name))


def _holds(entry: str, address: IpAddress) -> bool:
    """Whether an entry is this IP address, or a network that has it: `10.0.0.0/8`."""
    try:
        # Not strict: `10.0.0.1/8` is what many write for the network.
        return address in ipaddress.ip_network(entry, strict=False)
    except (ValueError, TypeError):
        return False
