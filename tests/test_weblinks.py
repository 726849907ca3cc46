"""The gate for addresses: what passes is absolute and harmless; what told where one came from is gone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tui.text.safe import clean_line
from tui.text.weblinks import (
    MAX_LENGTH,
    link_to_words,
    magnet_link,
    terminal_link,
    web_link,
    without_tracking,
)

PAGE = "https://harbour.example/news/today?page=2"
HASH = "urn:btih:0123456789abcdef"

USUAL = st.from_regex(
    r"https?://[a-z0-9]{1,8}(-[a-z]{1,3})?\.[a-z]{2,4}(/[A-Za-z0-9._~!$&'()*+,;=:@%-]{0,12}){0,3}"
    r"(\?[a-z0-9=&]{1,9})?(#[a-z0-9/?]{1,9})?",
    fullmatch=True,
)
"""Addresses as nearly all are written, for which there is a short cut."""


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://a.example/x", "https://a.example/x"),
        ("HTTP://A.example/X", "http://A.example/X"),
        (" \t\x00https://a.example/\r\n", "https://a.example/"),
        ("ht\ntps://a.ex\tample/b\rc", "https://a.example/bc"),
        ("//b.example/x", "https://b.example/x"),
        ("/x", "https://harbour.example/x"),
        ("x", "https://harbour.example/news/x"),
        ("../x", "https://harbour.example/x"),
        ("?page=3", "https://harbour.example/news/today?page=3"),
        ("#top", "https://harbour.example/news/today?page=2#top"),
        ("https://a.example:65535/", "https://a.example:65535/"),
        ("https://[2001:db8::1]:8080/x", "https://[2001:db8::1]:8080/x"),
        ("https://bücher.example/größe/東京", "https://bücher.example/größe/東京"),
    ],
)
def test_what_leads_to_the_web_is_an_absolute_address(href: str, address: str) -> None:
    """Blanks around it and line ends within go, as in a browser."""
    assert web_link(href, PAGE) == address


@pytest.mark.parametrize(
    "href",
    [
        "",
        " \n",
        "mailto:ann@a.example",
        "javascript:location='https://a.example/'",
        "java\nscript:alert(1)",
        "data:text/html,<p>",
        "file:///etc/passwd",
        "ftp://a.example/",
        "https:",
        "https://",
        "https:///path",
        "https://ann@/",
        "https://:80/",
        "https://a.example:0/",
        "https://a.example:65536/",
        "https://a.example:x/",
        "https://[::1/",
        "https://[harbour]/",
    ],
)
def test_what_leads_elsewhere_is_no_link(href: str) -> None:
    """Whatever page it stands on: what has a scheme of its own is never taken for a path."""
    assert web_link(href, PAGE) is None


@pytest.mark.parametrize("href", ["/x", "x", "?page=3", "#top", "..", "www.a.example"])
def test_a_path_without_a_page_leads_nowhere(href: str) -> None:
    assert web_link(href) is None


def test_two_strokes_need_no_page() -> None:
    """Old pages leave the scheme to whoever shows them; today that is https, unless the page says http."""
    assert web_link("//b.example/x") == "https://b.example/x"
    assert web_link("//b.example/x", "http://a.example/") == "http://b.example/x"


@pytest.mark.parametrize(
    "user", ["ann@", "ann:s3cret@", ":s3cret@", "ann:s3cret@b.example@", "ann%40b.example:s3cret@"]
)
def test_an_address_keeps_no_user_and_no_password(user: str) -> None:
    """`https://bank.example@a.example/` leads to the host behind the last @, and shows no other."""
    assert web_link(f"https://{user}a.example:8080/x") == "https://a.example:8080/x"


@pytest.mark.parametrize(
    ("char", "written"),
    [
        (" ", "%20"),
        ('"', "%22"),
        ("<", "%3C"),
        (">", "%3E"),
        ("\\", "%5C"),
        ("^", "%5E"),
        ("`", "%60"),
        ("{", "%7B"),
        ("|", "%7C"),
        ("}", "%7D"),
        ("\x1b", "%1B"),
        ("\x7f", "%7F"),
        ("\x9b", "%C2%9B"),
        ("\u00a0", "%C2%A0"),
        ("\u00ad", "%C2%AD"),
        ("\u202e", "%E2%80%AE"),
        ("\u2066", "%E2%81%A6"),
        ("\ufeff", "%EF%BB%BF"),
        ("\ud800", "%3F"),
    ],
)
def test_what_a_terminal_or_a_shell_might_read_is_encoded(char: str, written: str) -> None:
    """In path, query and fragment alike; one that turns the writing round would show another host."""
    assert web_link(f"https://a.example/b{char}c") == f"https://a.example/b{written}c"
    assert web_link(f"https://a.example/?b{char}c#d{char}e") == f"https://a.example/?b{written}c#d{written}e"


def test_an_address_has_a_length() -> None:
    """At the last character, for usual addresses and for others."""
    for head in ("https://a.example/", "https://A.example/"):
        longest = head + "x" * (MAX_LENGTH - len(head))
        assert web_link(f" {longest}\n") == longest
        assert web_link(longest + "x") is None


@given(USUAL)
def test_a_usual_address_is_the_same_by_the_short_cut(address: str) -> None:
    """A line end within sends it the long way; it comes out as it went in."""
    assert web_link(address) == address
    assert web_link(address[:9] + "\n" + address[9:]) == address


@given(st.text() | st.text(st.sampled_from("htps:/.@a#?[]%é\x1b\u202e \\")).map("https://a.example/".__add__))
@example("\U000e01f0")
@example("\U0001d173")
def test_an_address_that_has_passed_passes_unchanged(href: str) -> None:
    """It is harmless, too: the gate for texts finds nothing in it."""
    address = web_link(href, PAGE)
    if address is not None and len(address) <= MAX_LENGTH:
        assert address.startswith(("http://", "https://"))
        assert web_link(address) == address
        assert clean_line(address) == address


# ── magnets ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (f"magnet:?xt={HASH}", f"magnet:?xt={HASH}"),
        (f" MAGNET:?dn=x&xt.1={HASH}\n", f"magnet:?dn=x&xt.1={HASH}"),
        (f"magnet:?xt={HASH}&dn=a b\x1b]8", f"magnet:?xt={HASH}&dn=a%20b%1B]8"),
        ("magnet:?dn=x", None),
        ("magnet:xt=urn:x", None),
        ("https://a.example/?magnet:?xt=urn:x", None),
        (f"magnet:?xt={HASH}&dn={'x' * MAX_LENGTH}", None),
    ],
)
def test_a_magnet_is_one_that_names_a_file(href: str, address: str | None) -> None:
    assert magnet_link(href) == address


# ── what only tells where one came from ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example/?utm_source=rss&utm_medium=feed", "https://a.example/"),
        ("https://a.example/?id=3&utm_source=rss&page=2", "https://a.example/?id=3&page=2"),
        ("https://a.example/?UTM_Source=rss&id=3", "https://a.example/?id=3"),
        ("https://a.example/?fbclid#part", "https://a.example/#part"),
        ("https://a.example/?at_medium=RSS&at_campaign=x", "https://a.example/"),
        ("https://a.example/?oly_enc_id=1&wt.mc_id=2&_ga=3&ns_fee=0", "https://a.example/"),
        ("https://a.example/?my_utm_source=1&gclidx=2&at_home=3", None),
        ("https://a.example/?q=utm_source&q=a=b&&x", None),
        ("https://a.example/utm_source=1", None),
        ("https://a.example/?", "https://a.example/"),
    ],
)
def test_parameters_that_only_track_are_left_out(url: str, kept: str | None) -> None:
    """By their whole names: what only looks alike may decide which page is shown."""
    assert without_tracking(url) == (url if kept is None else kept)


@given(
    st.lists(st.sampled_from(["id=3", "q=%20", "a", "", "b=c=d", "utm_term=x", "gclid=1", "mc_eid"])),
    st.sampled_from(["", "#", "#part", "#a?utm_source=x"]),
)
def test_the_other_parameters_keep_their_order_and_spelling(query: list[str], fragment: str) -> None:
    kept = [one for one in query if one.partition("=")[0] not in ("utm_term", "gclid", "mc_eid")]
    made = without_tracking(f"https://a.example/?{'&'.join(query)}{fragment}")
    mark = "?" if any(kept) or len(kept) > 1 else ""
    assert made == f"https://a.example/{mark}{'&'.join(kept)}{fragment}"
    assert without_tracking(made) == made


# ── for the terminal ──────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("href", "link"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://müller.example/größe", "https://xn--mller-kva.example/gr%C3%B6%C3%9Fe"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("mailto:ann@example.org?subject=Re: it", "mailto:ann@example.org?subject=Re:%20it"),
        ("MailTo:ann@example.org", "mailto:ann@example.org"),
        ("https://user:word@example.org/", "https://example.org/"),
        ("https://example.org/\x1b]8;;file:///x\x07y", "https://example.org/%1B]8;;file:///x%07y"),
        ("mailto:a\x1b\\b\x9c@example.org", "mailto:a%1B%5Cb%C2%9C@example.org"),
        ("javascript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("ssh://example.org", None),
        ("/relative", None),
        ("", None),
        ("https://example.org/" + "a" * 2100, None),
        ("https://" + "ü" * 80 + ".example/", None),
    ],
)
def test_a_terminal_is_given_visible_ascii_of_three_schemes(href: str, link: str | None) -> None:
    """Rule 7 of docs/safety.md: what it runs for another scheme is not ours to know."""
    assert terminal_link(href) == link


@given(st.text(max_size=60), st.sampled_from(["", "https://example.org/", "mailto:", "http://"]))
def test_nothing_that_a_terminal_could_obey_gets_into_a_link(text: str, begin: str) -> None:
    link = terminal_link(begin + text)
    assert link is None or re.fullmatch("(https?://|mailto:)[!-~]*", link)


@pytest.mark.parametrize(
    ("words", "fragment"),
    [
        ("A truce", "A%20truce"),
        ("well-known, “odd” & più", "well%2Dknown%2C%20%E2%80%9Codd%E2%80%9D%20%26%20pi%C3%B9"),
        ("a b c d e f g h i j", "a%20b%20c%20d%20e%20f%20g%20h%20i%20j"),
        ("a b c d e f g h i j k", "a%20b%20c%20d%20e,g%20h%20i%20j%20k"),
        ("Five Years\nA crane stood.", "Five%20Years,A%20crane%20stood."),
    ],
)
def test_a_link_to_words_names_their_beginning_and_their_end(words: str, fragment: str) -> None:
    """Signs that mean something in a text fragment are escaped; the address and its own fragment stay."""
    assert link_to_words("https://a.example/1", words) == f"https://a.example/1#:~:text={fragment}"
    assert link_to_words("https://a.example/1#top", words) == f"https://a.example/1#top:~:text={fragment}"


@given(st.text())
def test_a_link_to_any_words_is_visible_ascii_and_an_address(words: str) -> None:
    made = link_to_words("https://a.example/1", words)
    assert re.fullmatch(r"https://a\.example/1(#:~:text=[\w.~%,]+)?", made, re.ASCII)
    assert len(made) > MAX_LENGTH or web_link(made) == made
