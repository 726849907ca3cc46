"""Addresses of feeds: what a reader typed, whose server it is, and whether that is a private one."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from tui.errors import FetchError
from tui.model.ids import OWN_FEEDS
from tui.sources.schemes import other_address
from tui.text.safe import clean_line
from tui.text.weblinks import web_link

_LOCAL: Final = re.compile(r"file:(?://)?|(?=~|\.{1,2}[/\\]|/(?!/)|[A-Za-z]:\\)", re.IGNORECASE)
"""How the name of a file begins."""
_IN_A_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
"""The last part of a host that is meant for an IPv4 address, whatever stands before it."""
_USER_INFO: Final = re.compile(r"//(?:[^/?#\s]*|[^/@:\s]*:[^@\s]*)@")
"""A user name and password, with a slash in it perhaps."""
# What looks like a scheme is a host where a port follows: `localhost:8080/feed`.
_PORT: Final = r"\d+(?:[/?#]|$)"
FEED_SCHEME: Final = re.compile(rf"\Afeed:(?:(?://)?(?=https?:)|(?!{_PORT}))", re.IGNORECASE)
"""What wraps an address, so that a program for feeds opens it; `feed:8080/` is a host of that name."""
_SCHEME: Final = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?!{_PORT})")
_PORTS: Final = {"http": 80, "https": 443}
# Names that the public DNS never answers for (RFC 6761, RFC 6762, RFC 8375, RFC 9476).
_PRIVATE_SUFFIXES: Final = (".localhost", ".local", ".lan", ".home", ".internal", ".intranet", ".home.arpa")

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class Credentials(NamedTuple):
    """A user name and a password."""

    user: str
    password: str


class Origin(NamedTuple):
    """Who a server is: what one origin is told, another must not learn."""

    scheme: str
    host: str
    port: int


def feed_address(typed: str) -> str:
    """Return the http or https address that a reader means.

    Where neither is said it is https, and http for a host of the reader's own network: certificates
    are rare there. `feed:` addresses, as some pages offer them, are unwrapped; a user name and
    password stay. Raises FetchError, naming what was typed, for what is no web address.
    """
    if _LOCAL.match(typed.strip()):
        raise FetchError(told_file(typed.strip()))
    text = FEED_SCHEME.sub("", typed.strip())
    if not _SCHEME.match(text):
        text = _with_usual_scheme("//" + text.removeprefix("//"))
    address = web_link(text)
    # A blank inside would be percent-encoded and asked for: what has one is a sentence, and no address.
    if address is None or "." not in (host_of(address) + ".") or " " in typed.strip():
        raise FetchError(f"“{shown(typed)}” is not the address of a web page or feed.")
    odd = told_spelling(address)
    if odd is not None:
        raise FetchError(odd)
    return _with_user_info(address, text)


def _with_usual_scheme(text: str) -> str:
    address = web_link("https:" + text)
    is_own = address is not None and is_private_host(host_of(address))
    return f"{'http' if is_own else 'https'}:{text}"


def told_file(typed: str) -> str:
    """Return the sentence that sends the reader of a file to the command for files."""
    from shlex import quote

    name = shown(_LOCAL.sub("", typed, count=1))
    home, tilde, rest = name.rpartition("~/")
    name = tilde + quote(rest) if tilde and not home else quote(name)  # a shell reads no ~ within quotes
    return (
        f"“{shown(typed)}” is not the address of a web page or feed, but a file's name:"
        f" `dateline import {name}` reads it."
    )


def shown(typed: str) -> str:
    """Return what was typed as it may be repeated: short, clean, without a password."""
    return clean_line(_USER_INFO.sub("//", typed))[:200]


def plain_address(typed: str) -> str:
    """Return the address that a reader means, as it may be kept and shown: without a password.

    Raises FetchError for what is no address of a feed, and for one of the web with a user name in it.
    """
    if (other := other_address(typed)) is not None:
        return other
    address, credentials = split_credentials(feed_address(typed))
    if credentials is not None:
        raise FetchError(
            f"A password is not kept in an address: set user and password_command for {address} in the"
            " configuration, see `dateline config`."
        )
    return address


def possible_addresses(typed: str) -> tuple[str, ...]:
    """Return what a reader may mean, the likeliest first: both http and https where neither is said.

    Raises as `plain_address` does.
    """
    address = plain_address(typed)
    if _SCHEME.match(FEED_SCHEME.sub("", typed.strip())):
        return (address,)
    scheme, _, rest = address.partition(":")
    return address, f"{'http' if scheme == 'https' else 'https'}:{rest}"


def split_credentials(address: str) -> tuple[str, Credentials | None]:
    """Return the address without a user name and password, and these."""
    parts = urlsplit(address)
    user_info, at, host = parts.netloc.rpartition("@")
    if not at:
        return address, None
    user, _, password = user_info.partition(":")
    return urlunsplit(parts._replace(netloc=host)), Credentials(unquote(user), unquote(password))


def origin_of(address: str) -> Origin:
    """Return the origin of a sound http or https address."""
    parts = urlsplit(address)
    return Origin(parts.scheme, host_of(address), parts.port or _PORTS.get(parts.scheme, 0))


@lru_cache(maxsize=2048)
def host_of(address: str) -> str:
    """Return the host in lower case, without the brackets of IPv6; empty where there is none."""
    return (urlsplit(address).hostname or "").rstrip(".")


def told_of(address: str, what: str) -> str:
    """Return a short, clean sentence of what an address's host does."""
    return f"{clean_line(host_of(address))[:100]} {what}."


def document_feed(stated: str) -> str | None:
    """Return the feed that a document says it is of: one of the web, or one of ours; else None."""
    return stated if stated in OWN_FEEDS else web_link(stated)


def redirected(address: str, location: str) -> str | None:
    """Return where a redirect leads, without fragment and user name; None for other than http and https."""
    # Some send one on to `feed:https://…`, which is meant for the program that opens it.
    path, mark, query = FEED_SCHEME.sub("", location.strip()).partition("?")
    try:
        # Browsers take a backslash for a slash.
        target = web_link(urljoin(address, path.replace("\\", "/") + mark + query))
    except ValueError:
        return None
    return target.partition("#")[0] if target else None


def is_private_host(host: str) -> bool:
    """Whether a host is, by its name alone, one of the reader's own network.

    True for private addresses, `localhost`, names of one label, and the suffixes of home networks.
    """
    address = as_ip(host)
    if address is not None:
        return is_private_ip(address)
    # A name of one label is looked up in the local network; the public net has no such hosts.
    return "." not in host or host.endswith(_PRIVATE_SUFFIXES)


def may_lead_home(source: str, target: str) -> bool:
    """Whether what one address names at another may be asked for in the reader's own network.

    Only where both hosts are, by their names, of that network: a bridge there passes on what the public net
    names, and that must not lead back, by a redirect or by its name's address.
    """
    hosts = host_of(source), host_of(target)
    return all(host and is_private_host(host) for host in hosts)


@lru_cache(maxsize=2048)
def as_ip(host: str) -> IpAddress | None:
    """Return the IP address that a host is written as; None for a name."""
    try:
        # The zone of a link-local address (`fe80::1%eth0`, RFC 4007) says nothing of what it is.
        return ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return None


def usual_spelling(host: str) -> str | None:
    """Return the IPv4 address that a host means which is written as few write it; None for all other hosts.

    `127.1`, `2130706433`, `0x7f.1` and `0177.0.0.1` are 127.0.0.1 to C libraries and browsers (WHATWG URL
    §3.5), names to others: such a host can be checked as one thing and asked as another, so it is not
    asked at all. Empty for what ends in a number and is no address.
    """
    if host.isascii() and host[-1:].isalpha() and "0x" not in host.lower():
        return None  # nearly all
    # As it is asked for in the end: `①⓪.⓪.⓪.①` is 10.0.0.1 to IDNA, and 。 is a dot.
    labels = normalize("NFKC", host).replace("。", ".").removesuffix(".").lower().split(".")
    if as_ip(host) is not None or not _IN_A_NUMBER.fullmatch(labels[-1]):
        return None
    try:
        return str(ipaddress.IPv4Address(_ipv4(labels)))
    except ValueError:
        return ""


def _ipv4(labels: Sequence[str]) -> int:
    """Return the address that up to four numbers make, the last of which fills all that is left.

    Raises ValueError where one is no number, or too large for its place.
    """
    *heads, last = map(_number, labels)
    if len(heads) > 3 or any(head > 255 for head in heads) or last >= 256 ** (4 - len(heads)):
        raise ValueError(labels)
    return sum(head << (24 - 8 * place) for place, head in enumerate(heads)) + last


def _number(label: str) -> int:
    """Return the number that a part of an IPv4 address is: base 16, 8 or 10. Raises ValueError."""
    if label.startswith("0x"):
        return int(label[2:18] or "0", 16)
    return int(label[:20], 8 if label.startswith("0") else 10)


def told_spelling(address: str) -> str | None:
    """Return the sentence for an address whose host `usual_spelling` knows; None for all others."""
    host = urlsplit(address).hostname or ""
    usual = usual_spelling(host)
    if usual is None:
        return None
    shown_host = clean_line(host)[:100]
    if not usual:
        return f"{shown_host} is no address: it ends in a number and is none of the internet's."
    return f"{shown_host} is {usual} in another spelling, which is not asked: write {usual}."


def is_private_ip(address: IpAddress) -> bool:
    """Whether an address is none of the public internet's: private, loopback, link-local and the like.

    An IPv6 address that stands for an IPv4 one is judged by that.
    """
    if isinstance(address, ipaddress.IPv6Address):
        # An IPv4 address in IPv6 clothes leads where the inner one does.
        inner = address.ipv4_mapped or address.sixtofour or _within(address)
        if inner is not None:
            return is_private_ip(inner)
        # Teredo tunnels to whichever IPv4 host is written in it: none of it is a publisher's.
        if address.teredo is not None:
            return True
    # Python calls some multicast addresses global, and no feed is served from one.
    return not address.is_global or address.is_multicast


_WRAPPED: Final = (ipaddress.IPv6Network("64:ff9b::/96"), ipaddress.IPv6Network("::/96"))
"""Networks whose addresses end in one of IPv4: of NAT64, and of a form that is given up but understood."""


def _within(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if not any(address in network for network in _WRAPPED):
        return None
    return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)


def _with_user_info(address: str, typed: str) -> str:
    """Put a user name and password that were typed back where `web_link` took them out."""
    user_info, at, _ = urlsplit(typed).netloc.rpartition("@")
    if not at:
        return address
    parts = urlsplit(address)
    return urlunsplit(parts._replace(netloc=user_info + at + parts.netloc))
