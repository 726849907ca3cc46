"""Fetching over HTTP, with manners and with care: who may be asked, how much, for how long.

Its rules are 4 and 5 of docs/safety.md; the choice of aiohttp is docs/decisions/0022-transport.md.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
import sys
import time
from collections import defaultdict
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote, urlsplit

import truststore
import yarl

from tui import __version__
from tui.errors import FetchError
from tui.sources.address import (
    Credentials,
    Origin,
    host_of,
    is_private_host,
    origin_of,
    redirected,
    split_credentials,
    told_of,
    told_spelling,
)
from tui.sources.cookies import ChainCookies
from tui.sources.dates import parse_date
from tui.sources.inflate import LARGEST_BODY, NotUnpacked, TooLarge, came_whole, unpacked
from tui.sources.proxies import DIRECT, Proxies, cannot_be_used
from tui.sources.quickload import aiohttp
from tui.sources.resolver import PrivateAddress, Resolver, public_socket
from tui.sources.turns import AT_ONCE, AT_ONCE_A_HOST
from tui.system.lazily import Lazy
from tui.text.safe import clean_line

if TYPE_CHECKING:
    from tui.sources import patience
else:  # loaded when first used: whoever starts should not wait for them
    patience = Lazy("tui.sources.patience")

MOST_REDIRECTS: Final = 10
CONNECT_S: Final = 10.0
TOTAL_S: Final = 20.0
"""Seconds that one fetch may take, redirects and all; waiting for one's turn not counted."""
USER_AGENT: Final = f"dateline/{__version__} (+news reader)"

_SHORTEST_WAIT_S: Final = 60
_LONGEST_WAIT_S: Final = 7 * 86_400
_MOVED: Final = frozenset({300, 301, 302, 303, 307, 308})
_MOVED_FOR_GOOD: Final = frozenset({301, 308})
_LONGEST_VALIDATOR: Final = 2_000
_LONGEST_FIELD: Final = 65_536
"""Bytes of one header; policies of content and cookies are longer than the 8 kB that are usual."""
_LONGEST_HEADER: Final = 8_000
_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_ACCEPT: Final = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1"
)


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """What is asked of a server."""

    url: str
    """An http or https address; a user name and password in it are used as `credentials`."""
    etag: str | None = None
    last_modified: str | None = None
    """Validators of the last answer, sent back as they came."""
    credentials: Credentials | None = None
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Further headers; like the credentials, they go to this address's origin only."""
    user_agent: str = USER_AGENT
    proxies: Proxies = DIRECT
    allow_private: bool | None = None
    """Whether private addresses may be asked; None: if the host in `url` is by its name a private one."""
    accept: str = _ACCEPT
    """The kinds of documents that are wanted."""
    largest: int = LARGEST_BODY
    """The most bytes of body that are taken, packed or unpacked."""


@dataclass(frozen=True, slots=True)
class FetchResponse:
    """What a server answered; a refusal (404, 500 …) is an answer too, with no body."""

    status: int
    final_url: str
    """The address that answered, after redirects."""
    body: bytes = b""
    """Only of answers with a status of 200 to 299."""
    packed: str | None = None
    """How the body is packed, where it was asked for as it comes: for `inflate.unpacked`."""
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    permanent_url: str | None = None
    """The address the feed has moved to for good; None unless each redirect on the way said so."""
    links: str = ""
    """Its `Link` headers, which may announce feeds; empty where there are none, or too long ones."""
    refresh: str | None = None
    """Its `Refresh` header, which some have in the place of a redirect."""
    retry_after_s: int | None = None
    """Seconds to wait as the server asks, between a minute and seven days; None where it does not ask."""


@dataclass(frozen=True, slots=True)
class _Hop:
    """One request on the way to an answer."""

    url: str
    request: FetchRequest
    home: Origin
    """The origin of the address that the reader gave; it alone may see credentials."""
    cookies: ChainCookies
    """What servers have set on the way to this hop."""
    private: bool
    """Whether private addresses may still be asked."""
    seconds: float
    """How long it may take: what earlier hops left."""
    unpack: bool

    @property
    def origin(self) -> Origin:
        """Whose server is asked."""
        return origin_of(self.url)

    @property
    def proxy(self) -> str | None:
        """The proxy that is asked in the server's place."""
        return self.request.proxies.for_url(self.url)

    @property
    def path(self) -> str:
        """The path that is asked for, by which cookies go."""
        return urlsplit(self.url).path or "/"

    def onwards(self, location: str) -> _Hop:
        """Return the hop that a redirect leads to; raises FetchError where it must not be followed."""
        target = redirected(self.url, location)
        if target is None:
            raise _refusal(self.url, "sends us to an address that is not on the web")
        # Once the way leads over the public net, it must not lead back into the reader's own.
        return replace(self, url=target, private=self.private and is_private_host(host_of(target)))


class Fetcher:
    """Fetches many addresses at once; an asynchronous context manager.

    At most 256 requests are under way, and 4 to one host; cookies live for one fetch (`cookies.py`).
    """

    def __init__(
        self, *, at_once: int = AT_ONCE, total_s: float = TOTAL_S, connect_s: float = CONNECT_S
    ) -> None:
        self._total_s = total_s
        self._timeout = aiohttp.ClientTimeout(total=None, sock_connect=connect_s)
        self._at_once = at_once
        self._turns = asyncio.Semaphore(at_once)
        self._host_turns: dict[str, asyncio.Semaphore] = defaultdict(
            lambda: asyncio.Semaphore(AT_ONCE_A_HOST)
        )
        self._sessions: dict[tuple[bool, bool], aiohttp.ClientSession] = {}
        """By whether private addresses may be asked, and with patience; apart: no connection is shared."""
        self._tls: ssl.SSLContext | None = None

    async def __aenter__(self) -> Self:
        """Open nothing yet: sessions are made when they are needed."""
        _allow_files(2 * self._at_once)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        for session in self._sessions.values():
            await session.close()
        self._sessions.clear()

    async def fetch(self, request: FetchRequest, *, unpack: bool = True) -> FetchResponse:
        """Ask for an address, following at most ten redirects; `unpack` the body, or leave it as it comes.

        Raises FetchError, in a sentence that names the host, where no answer comes: no such name,
        refused, no connection within 10 seconds, not done within 20, a certificate that does not
        hold, over the most that may come (15 MB), too many redirects, a redirect to where none may lead.
        """
        hop = self._first_hop(request, unpack)
        url = hop.url
        permanent = True
        asked: set[tuple[str, str]] = set()
        for _ in range(MOST_REDIRECTS + 1):
            # With the cookies: some hosts set one and send us back to where we were, which is no circle.
            question = (hop.url, hop.cookies.header(hop.origin, hop.path))
            if question in asked:
                raise _refusal(url, "sends us round in a circle")
            asked.add(question)
            # One's turn first with the host, and then among all.
            async with self._host_turns[host_of(hop.url)], self._turns:
                began = time.monotonic()
                outcome = await self._ask(hop)
            if isinstance(outcome, FetchResponse):
                moved = permanent and hop.url != url
                return replace(outcome, permanent_url=hop.url) if moved else outcome
            status, location = outcome
            onwards = replace(hop.onwards(location), seconds=hop.seconds - (time.monotonic() - began))
            # One step that is for the moment makes the whole way one; nobody may take encryption away.
            permanent = permanent and status in _MOVED_FOR_GOOD and _is_as_safe(hop.url, onwards.url)
            hop = onwards
        raise _refusal(url, f"sends us on more than {MOST_REDIRECTS} times")

    def _first_hop(self, request: FetchRequest, unpack: bool) -> _Hop:
        """Return what is asked first: credentials in the address go by a header, a private host is known."""
        url, credentials = split_credentials(request.url)
        if credentials is not None and request.credentials is None:
            request = replace(request, credentials=credentials)
        private = is_private_host(host_of(url)) if request.allow_private is None else request.allow_private
        return _Hop(url, request, origin_of(url), ChainCookies(), private, self._total_s, unpack)

    async def _ask(self, hop: _Hop) -> FetchResponse | tuple[int, str]:
        """Send one request; return the answer, or the status and target of a redirect."""
        _check(hop)
        until = asyncio.get_running_loop().time() + max(hop.seconds, 0.1)
        try:
            async with asyncio.timeout_at(until):
                response = await self._response(hop)
            async with response:
                location = _location(response)
                if response.status in _MOVED and location:
                    hop.cookies.take(hop.origin, hop.path, response.headers.getall("Set-Cookie", ()))
                    return response.status, location
                return await _answer(response, hop, until)
        except (aiohttp.ClientError, OSError, ValueError, NotUnpacked) as error:
            raise _refusal(hop.url, _in_words(error, hop, self._total_s)) from error

    async def _response(self, hop: _Hop) -> aiohttp.ClientResponse:
        """Return the head of an answer; what is hardly HTTP is asked for again, and read with patience."""
        try:
            return await self._send(hop)
        except aiohttp.ClientHttpProxyError:
            # The proxy refused, not the server: asking with patience would be refused as well.
            raise
        except aiohttp.ClientResponseError:
            return await self._send(hop, patient=True)

    def _send(self, hop: _Hop, *, patient: bool = False) -> Awaitable[aiohttp.ClientResponse]:
        # What is already encoded stays byte for byte: a signed address must not be tidied.
        url = yarl.URL(hop.url, encoded=hop.url.isascii())
        proxy = hop.proxy
        # A proxy may stand wherever the reader wants it; what a name leads to, it alone knows.
        session = self._session(private=hop.private or proxy is not None, patient=patient)
        return session.get(
            url,
            headers=_headers(hop) | ({"Connection": "close"} if patient else {}),
            allow_redirects=False,
            proxy=proxy,
            ssl=self._trusted() if _is_encrypted(hop.url, proxy) else True,
        )

    def _trusted(self) -> ssl.SSLContext:
        """Return what checks certificates as the system does; made when needed, for that takes long."""
        if self._tls is None:
            self._tls = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        return self._tls

    def _session(self, *, private: bool, patient: bool) -> aiohttp.ClientSession:
        if (private, patient) not in self._sessions:
            connector = aiohttp.TCPConnector(
                limit=self._at_once,
                # What was checked is what is connected to; an answer that is kept may be of another check.
                use_dns_cache=False,
                resolver=Resolver(public_only=not private),
                socket_factory=None if private else public_socket,
                force_close=patient,
            )
            if patient:
                patience.with_patience(connector)
            self._sessions[private, patient] = aiohttp.ClientSession(
                connector=connector,
                # Cookies live for one chain of redirects (`ChainCookies`), and never among feeds.
                cookie_jar=aiohttp.DummyCookieJar(),
                timeout=self._timeout,
                # aiohttp would unpack a bomb to its end; `inflate` stops at the cap.
                auto_decompress=False,
                # Which proxy is asked is decided hop by hop (`proxies`); .netrc is nobody's wish here.
                trust_env=False,
                max_field_size=_LONGEST_FIELD,
            )
        return self._sessions[private, patient]


def _allow_files(count: int) -> None:
    """Ask the operating system for room for so many open files; macOS gives 256 unasked."""
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    # Below nought stands for no limit.
    if 0 <= soft < count:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (count if hard < 0 else min(count, hard), hard))


def _is_encrypted(url: str, proxy: str | None) -> bool:
    """Whether a certificate will be shown, by the server or by a proxy."""
    return any(address.lower().startswith("https:") for address in (url, proxy or ""))


def _check(hop: _Hop) -> None:
    """See that a hop may be asked; raises FetchError, naming its host, where not.

    Through a proxy too: by name and by address no public feed leads into the reader's own network.
    """
    if not hop.private and _leads_home(hop.url):
        told = _refusal(hop.url, "leads into a private network, where a public feed may not")
        raise told from PrivateAddress(host_of(hop.url))
    odd = told_spelling(hop.url)
    if odd is not None:
        raise FetchError(odd)
    proxy = hop.proxy
    unusable = cannot_be_used(proxy) if proxy is not None else None
    if unusable is not None:
        raise _refusal(hop.url, f"cannot be asked: {unusable}")


def _location(response: aiohttp.ClientResponse) -> str:
    """Return where a redirect leads; bytes that are no UTF-8 are percent-encoded as they came."""
    stated = response.headers.get("Location", "").strip()
    sent = stated.encode("utf-8", "surrogateescape")
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        return quote(sent, safe=_ASCII)


async def _answer(response: aiohttp.ClientResponse, hop: _Hop, until: float) -> FetchResponse:
    headers = response.headers
    body, packed = b"", headers.get("Content-Encoding")
    if 200 <= response.status < 300:
        largest = hop.request.largest
        body = await _body(response, packed, until, largest)
        if hop.unpack:
            body, packed = unpacked(body, packed, largest), None
    return FetchResponse(
        status=response.status,
        final_url=hop.url,
        body=body,
        packed=packed,
        content_type=headers.get("Content-Type"),
        etag=_validator(headers.get("ETag")),
        last_modified=_validator(headers.get("Last-Modified")),
        links=_short(", ".join(headers.getall("Link", ()))),
        refresh=_short(headers.get("Refresh", "")) or None,
        retry_after_s=retry_after_s(headers.get("Retry-After"), datetime.now(UTC)),
    )


async def _body(response: aiohttp.ClientResponse, packed: str | None, until: float, largest: int) -> bytes:
    """Return a body as it comes, up to the cap; one that breaks off behind the end of its feed is whole.

    Servers that state a wrong length, or forget to end, are many.
    """
    body = bytearray()
    try:
        async with asyncio.timeout_at(until):
            async for piece in response.content.iter_any():
                body += piece
                # Counted as it comes: a stated length is not believed, and may be missing.
                if len(body) > largest:
                    raise TooLarge(largest)
    except (aiohttp.ClientError, OSError):
        body += _left_behind(response.content)
        if not came_whole(bytes(body), packed):
            raise
    return bytes(body)


def _left_behind(stream: aiohttp.StreamReader) -> bytes:
    """Return what had come before a connection broke and was not read: aiohttp gives but the error then."""
    pieces: list[bytes] = list(getattr(stream, "_buffer", ()))
    if pieces:
        pieces[0] = pieces[0][getattr(stream, "_buffer_offset", 0) :]
    return b"".join(pieces)


def retry_after_s(stated: str | None, now: datetime) -> int | None:
    """Return the seconds that a Retry-After header asks for, between a minute and seven days.

    It may be a number or a date (RFC 9110 §10.2.3). None where it is missing or neither.
    """
    text = (stated or "").strip()
    # Other digits are digits to Python and none to HTTP.
    if text.isascii() and text.lstrip("-").isdigit():
        seconds = float(text[:20])
    elif (moment := parse_date(text) or _http_date(text)) is not None:
        seconds = (moment - now).total_seconds()
    else:
        return None
    return int(min(max(seconds, _SHORTEST_WAIT_S), _LONGEST_WAIT_S))


def _http_date(text: str) -> datetime | None:
    """Read a date of any year: one that no article has is still a long wait."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)


def _headers(hop: _Hop) -> dict[str, str]:
    request = hop.request
    headers = {"User-Agent": request.user_agent, "Accept": request.accept, "Accept-Encoding": "gzip, deflate"}
    if request.etag:
        headers["If-None-Match"] = request.etag
    if request.last_modified:
        headers["If-Modified-Since"] = request.last_modified
    own_cookie = ""
    # Own headers and the password are for the server that the reader named, wherever it sends us.
    if hop.origin == hop.home:
        for name, value in request.headers.items():
            if name.lower() == "cookie":
                own_cookie = value
            else:
                headers[name] = value
        if request.credentials is not None:
            pair = ":".join(request.credentials).encode()
            headers["Authorization"] = "Basic " + base64.b64encode(pair).decode("ascii")
    if cookie := hop.cookies.header(hop.origin, hop.path, own_cookie):
        headers["Cookie"] = cookie
    return headers


def _short(stated: str) -> str:
    """Return a header of a sensible length; empty for another."""
    return stated if len(stated) <= _LONGEST_HEADER else ""


def _validator(stated: str | None) -> str | None:
    """Return a validator that can be stored and sent back exactly; None where it cannot."""
    if not stated or len(stated) > _LONGEST_VALIDATOR or not stated.isprintable():
        return None
    return stated


def _leads_home(url: str) -> bool:
    """Whether a host is by its name a private one: as it is written, and as it is asked for (`①⓪.⓪.⓪.①`)."""
    try:
        # What aiohttp will ask for, after IDNA has made plain letters of odd ones.
        asked = yarl.URL(url).host or ""
    except ValueError:
        asked = ""
    return is_private_host(host_of(url)) or is_private_host(asked)


def _is_as_safe(url: str, target: str) -> bool:
    """Whether a move keeps what encryption there was."""
    return not (url.startswith("https:") and target.startswith("http:"))


# ── failures in words ─────────────────────────────────────────────────────────────────────────


def _refusal(url: str, what: str) -> FetchError:
    return FetchError(told_of(url, what))


def _stems_from(error: BaseException, kind: type[BaseException]) -> bool:
    """Whether an error is of a kind, or one that led to it is."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, kind):
            return True
        cause = cause.__cause__ or cause.__context__
    return False


def _in_words(error: Exception, hop: _Hop, total_s: float) -> str:
    """Say what went wrong, to follow the host's name."""
    if _stems_from(error, PrivateAddress):
        return "leads into a private network, where a public feed may not"
    match error:
        case NotUnpacked():
            return error.told
        case aiohttp.ServerTimeoutError():
            return "cannot be reached: no connection in time"
        case TimeoutError():
            return f"did not finish its answer within {total_s:g} seconds"
        case aiohttp.ClientHttpProxyError():
            return f"cannot be reached: the proxy answers {error.status}"
        case aiohttp.ClientConnectorError() if hop.proxy is not None:
            return f"cannot be reached: the proxy {clean_line(error.host)[:100]} does not answer"
        case aiohttp.ClientConnectorCertificateError() | ssl.CertificateError():
            return "shows a certificate that does not hold"
        case aiohttp.ClientSSLError() | ssl.SSLError():
            return "offers no encrypted connection that can be trusted"
        case aiohttp.ClientConnectorDNSError():
            return "is not known: there is no such host, or no network"
        case aiohttp.ClientConnectorError() if isinstance(error.os_error, ConnectionRefusedError):
            return "refuses the connection"
        case aiohttp.ClientConnectorError():
            return "cannot be reached"
        case aiohttp.ServerDisconnectedError() | ConnectionError() | aiohttp.ClientPayloadError():
            return "broke off its answer"
        case _:
            return "does not answer as a web server does"
