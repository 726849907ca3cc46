"""Which addresses are the reader's own network's, however they are written, and where redirects lead."""

from __future__ import annotations

import ipaddress
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.errors import FetchError
from tui.sources.address import (
    Credentials,
    as_ip,
    document_feed,
    feed_address,
    is_private_host,
    is_private_ip,
    redirected,
    shown,
    split_credentials,
    told_file,
    usual_spelling,
)
from tui.text.safe import clean_line

V4 = st.ip_addresses(v=4)


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.16.0.1", True),
        ("172.32.0.1", False),
        ("192.168.1.1", True),
        ("169.254.1.1", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("255.255.255.255", True),
        ("224.0.0.1", True),
        ("239.1.1.1", True),
        ("8.8.8.8", False),
        ("::1", True),
        ("::", True),
        ("fe80::1", True),
        ("fc00::1", True),
        ("ff02::1", True),
        ("2606:4700:4700::1111", False),
        ("2001:db8::1", True),
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", True),
    ],
)
def test_what_is_not_of_the_public_internet_is_private(address: str, private: bool) -> None:
    """Multicast and Teredo too: no publisher serves a feed there."""
    assert is_private_ip(ipaddress.ip_address(address)) is private
    assert is_private_host(address) is private


@given(V4, st.sampled_from(["::ffff:{}", "64:ff9b::{}", "::{}", "2002:{hex}::1"]))
def test_an_address_within_another_is_judged_by_itself(inner: ipaddress.IPv4Address, form: str) -> None:
    """NAT64, 6to4 and mapped addresses lead where the one in them does."""
    digits = f"{int(inner):08x}"
    written = form.format(inner, hex=f"{digits[:4]}:{digits[4:]}")
    if int(ipaddress.ip_address(written)) > 1:  # `::` and `::1` are themselves
        assert is_private_ip(ipaddress.ip_address(written)) == is_private_ip(inner)


@given(V4)
def test_each_spelling_of_an_address_is_told_in_the_usual_one(address: ipaddress.IPv4Address) -> None:
    """As a number, in hexadecimal or octal digits, in fewer parts, and with full-width ones."""
    number = int(address)
    a, b, c, d = address.packed
    spellings = [
        str(number) if number > 255 else f"0.{number}",
        hex(number),
        f"{a}.{number & 0xFFFFFF}",
        f"{a}.{b}.{c * 256 + d}",
        f"0{a:o}.0x{b:X}.{c}.0{d:o}",
        f"{hex(a)}.{b}.{c}.{d}.",
    ]
    for spelling in spellings:
        if as_ip(spelling) is None:
            assert usual_spelling(spelling) == str(address)
    assert usual_spelling(str(address)) is None


@pytest.mark.parametrize(
    ("host", "usual"),
    [
        ("127.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("①②⑦.1", "127.0.0.1"),
        ("127。0。0。1", "127.0.0.1"),
        ("0x", "0.0.0.0"),
        ("256.1", ""),
        ("1.256.1", ""),
        ("1.2.3.256", ""),
        ("1.16777216", ""),
        ("4294967296", ""),
        ("1.2.3.4.5", ""),
        ("a.1", ""),
        ("08.1", ""),
        ("1.2.3.0x1g", None),
        ("a.example", None),
        ("1.example", None),
        ("0x7f.example", None),
        ("example.0x7", ""),
        ("", None),
    ],
)
def test_a_host_that_ends_in_a_number_is_an_address_or_nothing(host: str, usual: str | None) -> None:
    """WHATWG URL §3.5: so browsers and C libraries read it."""
    assert usual_spelling(host) == usual


@given(st.text(max_size=30) | st.text("0x1.a７。①", max_size=20))
def test_any_host_is_looked_at(host: str) -> None:
    usual = usual_spelling(host)
    assert not usual or ipaddress.IPv4Address(usual)
    assert isinstance(is_private_host(host), bool)


@pytest.mark.parametrize(
    ("host", "private"),
    [
        ("router", True),
        ("nas.local", True),
        ("nas.lan", True),
        ("x.home.arpa", True),
        ("x.internal", True),
        ("a.localhost", True),
        ("local.example", False),
        ("mylocal", True),
        ("my.notlocal", False),
        ("fe80::1%eth0", True),
    ],
)
def test_names_of_home_networks_are_private(host: str, private: bool) -> None:
    assert is_private_host(host) is private


# ── redirects and what is typed ───────────────────────────────────────────────────────────────

FEED = "https://a.example/x/feed?q=1"


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/y", "https://a.example/y"),
        ("y#part", "https://a.example/x/y"),
        ("?q=2", "https://a.example/x/feed?q=2"),
        ("//b.example", "https://b.example"),
        ("http://ann:s3cret@b.example/", "http://b.example/"),
        ("\\\\b.example\\y?a\\b", "https://b.example/y?a%5Cb"),
        ("feed:https://b.example/", "https://b.example/"),
        ("mailto:x", None),
        ("http://[", None),
        ("file:///etc/passwd", None),
        (" /y ", "https://a.example/y"),
    ],
)
def test_a_redirect_leads_to_the_web_or_nowhere(location: str, target: str | None) -> None:
    """A backslash is a slash, as in browsers, but not behind the question mark."""
    assert redirected(FEED, location) == target


@given(st.text("aé%:/@", max_size=8), st.text("aé%:/@ ", max_size=8))
def test_a_user_and_a_password_come_out_of_an_address_as_they_went_in(user: str, password: str) -> None:
    address = f"https://{quote(user, safe='')}:{quote(password, safe='')}@a.example:8080/x?q@y"
    assert split_credentials(address) == ("https://a.example:8080/x?q@y", Credentials(user, password))
    assert split_credentials("https://a.example/x@y") == ("https://a.example/x@y", None)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_an_address_or_refused_in_a_line(typed: str) -> None:
    """Short and harmless, for it is shown."""
    told = ""
    try:
        address = feed_address(typed)
    except FetchError as error:
        told = str(error)
    else:
        assert address.startswith(("http://", "https://"))
    assert told == clean_line(told)
    assert len(told) < 600


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("https://ann:s3cret@a.example/x", "https://a.example/x"),
        ("ann:s3/cret@a.example", "ann:s3/cret@a.example"),
        ("https://ann:s3/cret@a.example", "https://a.example"),
        ("a\x1bb\nc", "a\ufffdb c"),
        ("x" * 300, "x" * 200),
    ],
)
def test_what_was_typed_is_repeated_short_and_harmless(typed: str, told: str) -> None:
    assert shown(typed) == told


@pytest.mark.parametrize(
    ("typed", "command"),
    [
        ("./a b.opml", "'./a b.opml'"),
        ("file:///home/ann/x.opml", "/home/ann/x.opml"),
        ("~/a b.opml", "~/'a b.opml'"),
        ("/tmp/$(rm).opml", "'/tmp/$(rm).opml'"),
    ],
)
def test_a_file_is_sent_to_a_command_that_can_be_pasted(typed: str, command: str) -> None:
    """A shell reads no `~` within quotes, and everything else outside of them."""
    assert f"`dateline import {command}` reads it." in told_file(typed)


@pytest.mark.parametrize(
    ("stated", "feed"),
    [("https://a.example/", "https://a.example/"), ("mailto:x", None), ("", None), ("/x", None)],
)
def test_a_document_is_of_a_feed_of_the_web(stated: str, feed: str | None) -> None:
    assert document_feed(stated) == feed
