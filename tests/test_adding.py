"""What one types without a scheme leads to the feed, over whichever of https and http answers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.feedserver import serving
from tests.sync.site import stories
from tui import adding
from tui.config import Config
from tui.errors import FetchError

REFUSED = "400 Bad Request"


async def found(*urls: str) -> tuple[str, ...]:
    return tuple(offer.url for offer in await adding.find_at(urls, Config()))


async def test_a_server_without_encryption_is_found_where_https_was_the_likelier() -> None:
    async with serving() as site:
        url = site.replies("/feed", stories("a"))
        assert await found(url.replace("http:", "https:"), url) == (url,)


async def test_a_server_that_keeps_silent_when_greeted_in_tls_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To many small servers the greeting is a line that does not end yet."""
    monkeypatch.setattr(adding, "_PATIENCE_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        async with serving() as site:
            url = site.replies("/feed", stories("a"))
            assert await found(f"https://127.0.0.1:{silent.getsockname()[1]}/feed", url) == (url,)


async def test_a_server_of_https_that_refuses_http_is_asked_again() -> None:
    """On the reader's own network http comes first."""
    async with serving() as plain, serving() as other:
        url = other.replies("/feed", stories("a"))
        assert await found(plain.replies("/feed", status=REFUSED), url) == (url,)


async def test_where_nothing_answers_the_likelier_address_tells_why() -> None:
    async with serving() as plain:
        with pytest.raises(FetchError, match="answers 400"):
            await found(plain.replies("/feed", status=REFUSED), f"https://127.0.0.1:{plain.port}/feed")


async def test_a_certificate_that_does_not_hold_is_not_got_round_by_doing_without() -> None:
    """Whoever stands in between would like that."""
    async with serving(encrypted=True) as forged, serving() as plain:
        with pytest.raises(FetchError, match="certificate"):
            await found(forged.replies("/feed", stories("a")), plain.replies("/feed", stories("a")))
        assert plain.heard == []


@pytest.mark.parametrize("status", ["404 Not Found", "429 Too Many Requests"])
async def test_what_a_server_of_https_refuses_is_not_asked_for_over_http(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is the one that was meant."""
    settles = adding._settles
    monkeypatch.setattr(adding, "_settles", lambda url, error: settles(url.replace("http:", "https:"), error))
    async with serving() as secure, serving() as plain:
        with pytest.raises(FetchError, match=status[:3]):
            await found(secure.replies("/feed", status=status), plain.replies("/feed", stories("a")))
        assert plain.heard == []


def test_the_name_of_a_file_that_is_there_is_no_host(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`feeds.opml` looks like one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "feeds.opml").write_bytes(b"<opml/>")
    with pytest.raises(FetchError, match=r"`dateline import feeds\.opml` reads it"):
        adding.find_offers("feeds.opml", Config())
