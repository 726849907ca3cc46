"""Cookies of one chain of redirects: to whom they go back, along which paths, how many and how long."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources.address import Origin
from tui.sources.cookies import ChainCookies

HOME = Origin("https", "a.example", 443)
PLAIN = Origin("http", "a.example", 80)
STATED = st.lists(st.text("ab=;, Pathsecureмx-age0\x00\x1b", max_size=30) | st.text(max_size=20), max_size=5)


def header(
    stated: Sequence[str], path: str = "/", origin: Origin = HOME, asked: str = "/", own: str = ""
) -> str:
    """Return what goes to an address after one answer to `asked` has set some cookies."""
    cookies = ChainCookies()
    cookies.take(HOME, asked, stated)
    return cookies.header(origin, path, own)


@given(STATED, st.text("a=; b", max_size=20))
def test_whatever_a_server_says_what_goes_back_is_one_line(stated: list[str], own: str) -> None:
    """A line end in it would let the server write headers of ours."""
    sent = header(stated, own=own)
    assert not set(sent.replace(own, "")) & set("\r\n\0\x1b")
    assert all(pair == pair.strip() and pair for pair in sent.split("; ")) or not sent or sent == own.strip()


@pytest.mark.parametrize(
    ("stated", "sent"),
    [
        ("a=1", "a=1"),
        (" a = 1 ; Path=/", "a=1"),
        ("a=", "a="),
        ("a=b=c", "a=b=c"),
        ('a="1 2"', 'a="1 2"'),
        ("a", ""),
        ("=1", ""),
        ("; Path=/", ""),
        ("a=1\x07", ""),
        ("a=\udce9", ""),
        ("a=é", "a=é"),
        (f"a={'x' * 4_095}", f"a={'x' * 4_095}"),
        (f"a={'x' * 4_096}", ""),
    ],
)
def test_a_cookie_is_a_name_and_a_value(stated: str, sent: str) -> None:
    """Without a name, too long, or with what HTTP cannot carry it is none (RFC 6265 §5.2, §6.1)."""
    assert header([stated]) == sent


@pytest.mark.parametrize(
    ("asked", "stated", "path", "goes"),
    [
        ("/feed", "", "/", True),
        ("/feed", "", "/anything", True),
        ("/a/feed", "", "/a/b", True),
        ("/a/feed", "", "/a/feed", True),
        ("/a/feed", "", "/b", False),
        ("/a/feed", "", "/ab", False),
        ("/a/feed", "; Path=/", "/b", True),
        ("/", "; path = /a", "/a", True),
        ("/", "; Path=/a", "/a/b", True),
        ("/", "; Path=/a", "/ab", False),
        ("/", "; Path = /a ", "/a/b", True),
        ("/", "; Path=/a/", "/a/b", True),
        ("/", "; Path=/a/", "/a", False),
        ("/a/feed", "; Path=b", "/a/c", True),
        ("/a/feed", "; Path=/x; Path=/", "/b", True),
    ],
)
def test_a_cookie_goes_along_its_path(asked: str, stated: str, path: str, goes: bool) -> None:
    """As stated, else below the folder of what was asked (RFC 6265 §5.1.4); of two paths the last counts."""
    assert header([f"a=1{stated}"], path, asked=asked) == ("a=1" if goes else "")


@pytest.mark.parametrize(
    "origin",
    [
        PLAIN,
        Origin("https", "b.example", 443),
        Origin("https", "www.a.example", 443),
        Origin("https", "a.example", 8443),
    ],
)
def test_a_cookie_goes_back_to_whom_it_came_from_alone(origin: Origin) -> None:
    """Not to the same host on another port or without encryption, nor where it says it belongs."""
    assert header(["a=1; Domain=example"], origin=origin) == ""


def test_what_is_for_encrypted_ways_is_not_taken_from_another() -> None:
    """Whoever listens on the way could set it (RFC 6265bis)."""
    cookies = ChainCookies()
    cookies.take(PLAIN, "/", ["a=1; Secure", "b=2"])
    assert cookies.header(PLAIN, "/") == "b=2"
    assert header(["a=1; SECURE"]) == "a=1"


@pytest.mark.parametrize(
    ("stated", "is_over"),
    [
        ("Max-Age=0", True),
        ("max-age=-1", True),
        ("Max-Age=00", True),
        ("Max-Age=1", False),
        ("Max-Age=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", False),
        ("Max-Age=soon; Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("Max-Age=", False),
        ("Expires=Thu, 01 Jan 1970 00:00:00 GMT", True),
        ("Expires=Thu, 01-Jan-70 00:00:00 GMT", True),
        ("Expires=Fri, 31 Dec 2999 23:59:59 GMT", False),
        ("Expires=Thu, 01 Jan 1970 00:00:00", True),
        ("Expires=0", False),
        ("Expires=", False),
    ],
)
def test_a_cookie_whose_time_is_over_is_taken_back(stated: str, is_over: bool) -> None:
    """Seconds count more than a date (RFC 6265 §5.3); what is neither says nothing."""
    assert header(["a=1", f"a=2; {stated}"]) == ("" if is_over else "a=2")


def test_the_newest_stay_where_there_are_too_many() -> None:
    """What is set anew counts as new."""
    stated = [f"c{number}=x" for number in range(50)]
    assert header(stated).count("=") == 50
    assert header([*stated, "c0=y", "new=1"]).split("; ") == [*stated[2:], "c0=y", "new=1"]


def test_a_header_has_a_length_that_servers_take() -> None:
    """Some refuse more than 16 kB, and the feed with it."""
    sent = header([f"c{number}={'x' * 4_000}" for number in range(6)])
    assert sent.count("=") == 4
    assert len(sent) <= 16_384


@pytest.mark.parametrize(
    ("own", "sent"),
    [
        ("", "a=1"),
        ("b=2", "b=2; a=1"),
        ("a=9; b=2;", "b=2; a=1"),
        (" a = 9 ", "a=1"),
        ("b", "b; a=1"),
    ],
)
def test_what_a_server_has_set_anew_counts_more_than_what_the_reader_set(own: str, sent: str) -> None:
    """Else a login that was renewed on the way would be shown the old cookie, for ever."""
    assert header(["a=1"], own=own) == sent


def test_where_no_cookie_was_set_the_readers_own_goes_as_it_is() -> None:
    assert ChainCookies().header(HOME, "/", " a=1; b ") == "a=1; b"
