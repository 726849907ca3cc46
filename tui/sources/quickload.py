"""aiohttp, loaded without the certificates that it reads when it is imported.

It makes two TLS contexts of its own then and reads all that the system trusts into each, a tenth of what
an uneventful sync takes. We bring a context of ours (`fetch.Fetcher`); those two are left trusting nobody.
"""

from __future__ import annotations

import ssl
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def _no_certificates() -> Generator[None]:
    """Let no TLS context read certificates for a block."""
    ssl.SSLContext.set_default_verify_paths = lambda self: None  # type: ignore[method-assign]
    try:
        yield
    finally:
        # What C's class has comes to the fore again.
        del ssl.SSLContext.set_default_verify_paths


with _no_certificates():
    import aiohttp

__all__ = ["aiohttp"]
