"""Which schemes of addresses feeds may have, and who asks such feeds."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from tui.text.safe import clean_line

TRANSPORTS: Final = {
    "http": "tui.feeds.web:WebTransport",
    "https": "tui.feeds.web:WebTransport",
}
"""Scheme → `module:class` of what asks feeds with such an address (`tui.feeds.transport.Transport`)."""
_WEB: Final = ("http", "https")


def transport_of(address: str) -> str | None:
    """Return what asks a feed, as it is registered; None where nothing does."""
    return TRANSPORTS.get(_scheme(address))


def other_address(typed: str) -> str | None:
    """Return the address of a feed that is not the web's, as it is kept; None for all else.

    Its transport alone knows how such an address is built.
    """
    address = typed.strip()
    scheme = _scheme(address)
    return clean_line(address) if scheme in TRANSPORTS and scheme not in _WEB else None


def _scheme(address: str) -> str:
    try:
        return urlsplit(address).scheme
    except ValueError:
        return ""
