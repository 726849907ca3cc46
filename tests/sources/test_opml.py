"""OPML: what others exported is read, what we export is read the same, and nothing in it is run."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tui.errors import ParseError
from tui.sources.opml import OpmlDocument, OpmlFeed, Refused, build_opml, parse_opml

SHARED = os.environ.get("DATELINE_SHARED")


def opml(*outlines: str) -> bytes:
    head = "<opml version='2.0'><head><title>Mine</title></head>"
    return f"{head}<body>{''.join(outlines)}</body></opml>".encode()


def test_a_list_is_read_with_its_folders_and_all_it_says() -> None:
    """Own titles, and what other readers keep in it, come along."""
    document = parse_opml(
        opml(
            "<outline text='World'><outline title='Europe'>"
            "<outline type='rss' text='Mine' title='Theirs' xmlUrl='https://a.example/feed' htmlUrl='https://a.example/'"
            " category='/x' frequency='2'/></outline><outline xmlurl='b.example/feed'/></outline>",
            "<outline TEXT='Last' XMLURL='feed://c.example/rss'/>",
        )
    )
    assert document.title == "Mine"
    assert document.feeds == (
        OpmlFeed(
            "https://a.example/feed",
            "Mine",
            ("World", "Europe"),
            "https://a.example/",
            (("category", "/x"), ("frequency", "2")),
        ),
        OpmlFeed("https://b.example/feed", "", ("World",)),
        OpmlFeed("https://c.example/rss", "Last"),
    )
    assert document.refused == ()


@pytest.mark.parametrize(
    ("outline", "reason"),
    [
        ("<outline text='x' xmlUrl='exec:rm -rf /'/>", "run a program"),
        ("<outline text='x' xmlUrl='&quot;exec:ls&quot;'/>", "run a program"),
        ("<outline text='x' xmlUrl='filter:a:http://b.example/'/>", "run a program"),
        ("<outline text='x' xmlUrl='file:///etc/passwd'/>", "file of this computer"),
        ("<outline text='x' xmlUrl='javascript:alert(1)'/>", "run a program"),
        ("<outline text='x' xmlUrl='query:a:unread = &quot;yes&quot;'/>", "search of another reader"),
        ("<outline text='x' xmlUrl='gopher://a.example/'/>", "not one of the web"),
        ("<outline text='x' xmlUrl='http://['/>", "not one of the web"),
        ("<outline text='x' type='include' url='https://a.example/list.opml'/>", "another list"),
        ("<outline text='x' type='LINK' url='https://a.example/list.opml'/>", "another list"),
        ("<outline text='x' type='link' url='https://a.example/talk.mp3'/>", "no feed"),
        ("<outline text='x' xmlUrl='http://127.1/feed'/>", "127.1 is 127.0.0.1 in another spelling"),
        ("<outline text='x' type='rss'/>", "no address"),
    ],
)
def test_what_is_not_taken_is_listed_with_its_reason(outline: str, reason: str) -> None:
    """A list from a stranger is data; and the reader learns what is missing."""
    document = parse_opml(opml(outline, "<outline xmlUrl='https://a.example/'/>"))
    (refused,) = document.refused
    assert refused.name == "x"
    assert reason in refused.reason
    assert len(document.feeds) == 1


def test_a_folder_may_say_that_it_is_a_feed() -> None:
    """Some readers give every outline a type; what holds outlines and has no address is a folder."""
    document = parse_opml(
        opml(
            "<outline type='rss' title='tech'><outline type='rss' title='MIT' xmlUrl='https://a.example/'/>"
            "<outline type='atom' text='deep'><outline xmlUrl='https://b.example/'/></outline></outline>",
            "<outline type='rss' title='empty'></outline><outline xmlUrl='https://c.example/'/>",
        )
    )
    assert [(feed.url, feed.folder) for feed in document.feeds] == [
        ("https://a.example/", ("tech",)),
        ("https://b.example/", ("tech", "deep")),
        ("https://c.example/", ()),
    ]
    assert document.refused == (Refused("empty", "it has no address"),)


def test_a_feed_that_never_ends_says_that_it_has_no_address() -> None:
    """Also in a list that is cut off."""
    (refused,) = parse_opml(b"<opml><body><outline type='rss' text='x'>").refused
    assert refused.name == "x"


def test_a_feed_is_taken_without_the_password_in_its_address() -> None:
    """Whatever else of its outline repeats it; what to set is said, to be copied as it stands."""
    secret = "https://ann:s3cret@a.example/feed?x=1&amp;y=2"
    document = parse_opml(
        opml(f"<outline text='{secret}' xmlUrl='{secret}' htmlUrl='{secret}' more='see {secret}'/>")
    )
    plain = "https://a.example/feed?x=1&y=2"
    assert document.feeds == (OpmlFeed(plain, plain, (), plain, (("more", f"see {plain}"),)),)
    (note,) = document.notes
    assert note.name == plain
    assert f"dateline feeds set '{plain}' user=… password_command=…" in note.words
    assert "s3cret" not in repr(document)
    assert "ann" not in repr(document)


@pytest.mark.parametrize(
    "outline",
    [
        "<outline text='x' xmlUrl='https://a.example/' htmlUrl='https://ann:s3cret@a.example/'/>",
        "<outline text='x' xmlUrl='https://a.example/' more='https://s3cret@a.example/'/>",
        "<outline xmlUrl='https://ann:s3c/s3cret@a.example/feed'/>",
        "<outline xmlUrl='ftp://ann:s3cret@a.example/feed'/>",
        "<outline type='link' url='https://ann:s3cret@a.example/list.opml'/>",
        "<outline xmlUrl='s3cret@a.example/feed'/>",
    ],
)
def test_no_password_of_a_list_is_kept_or_repeated(outline: str) -> None:
    """What is refused is printed, also into the logs of whoever runs it by cron."""
    assert "s3cret" not in repr(parse_opml(opml(outline)))


def test_blanks_in_an_address_are_encoded() -> None:
    """Many lists have them, and servers answer."""
    (feed,) = parse_opml(opml("<outline xmlUrl='https://a.example/feed?q=two words'/>")).feeds
    assert feed.url == "https://a.example/feed?q=two%20words"


def test_a_feed_in_two_folders_is_taken_once() -> None:
    """It stands where it stands first, and learns what the second knows."""
    twice = opml(
        "<outline text='A'><outline xmlUrl='https://a.example/'/></outline>",
        "<outline text='B'>"
        "<outline text='Title' xmlUrl='https://a.example/' htmlUrl='https://site.example/' x='1'/></outline>",
    )
    assert parse_opml(twice).feeds == (
        OpmlFeed("https://a.example/", "Title", ("A",), "https://site.example/", (("x", "1"),)),
    )


@pytest.mark.parametrize("body", [b"", b"<html>", b"{}", b"\0" * 99, b"<rss/>", b"<opmlx/>", b"<!DOCTYPE x>"])
def test_what_is_no_list_is_said_to_be_none(body: bytes) -> None:
    """Nobody wants to learn later that nothing was imported."""
    with pytest.raises(ParseError, match="OPML"):
        parse_opml(body)


@pytest.mark.parametrize(
    "broken",
    [
        "<opml><body><outline text='caf&eacute; & co' xmlUrl='https://a.example/?a=1&b=2'/></body></opml>",
        "<opml><body><outline text='caf\u00e9 &amp; co' xmlUrl='https://a.example/?a=1&amp;b=2'/>",
        "<opml><body><outline text='caf\u00e9 & co' xmlUrl='https://a.example/?a=1&b=2'></foo></outline></body></opml>",
    ],
)
def test_a_list_with_small_mistakes_is_read(broken: str) -> None:
    """Many readers write `&` where `&amp;` belongs."""
    (feed,) = parse_opml(broken.encode()).feeds
    assert (feed.title, feed.url) == ("café & co", "https://a.example/?a=1&b=2")


def test_hostile_lists_do_no_harm() -> None:
    """Bombs, depth, and control characters that a terminal would obey."""
    bomb = b'<!DOCTYPE o [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    bomb += b'<opml><body><outline text="&b;"/></body></opml>'
    assert parse_opml(bomb).feeds == ()
    deep = opml(
        "<outline text='f'>" * 10_000 + "<outline xmlUrl='https://a.example/'/>" + "</outline>" * 10_000
    )
    assert len(parse_opml(deep).feeds[0].folder) == 10
    (feed,) = parse_opml(opml("<outline text='a&#x9b;31m\u202eb' xmlUrl='https://a.example/'/>")).feeds
    assert feed.title == "a\ufffd31mb"


# ── round trips ───────────────────────────────────────────────────────────────────────────────

texts = st.text(max_size=20)
names = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,10}", fullmatch=True).filter(
    lambda name: name.lower() not in {"text", "title", "type", "xmlurl", "htmlurl"}
)
feeds = st.builds(
    OpmlFeed,
    url=st.from_regex(r"https?://[a-z]{1,8}\.example/[A-Za-z0-9/?&=%;]{0,20}", fullmatch=True),
    title=texts,
    folder=st.lists(texts, max_size=3).map(tuple),
    site_url=st.none() | st.just("https://site.example/?a=1&b=2"),
    attributes=st.dictionaries(names, texts, max_size=3).map(lambda pairs: tuple(pairs.items())),
)


@settings(max_examples=costly(100))
@given(st.builds(OpmlDocument, feeds=st.lists(feeds, max_size=6).map(tuple), title=texts))
@example(OpmlDocument((), " "))
def test_what_we_export_comes_back_byte_for_byte(document: OpmlDocument) -> None:
    """Export, import and export again: nothing creeps."""
    exported = build_opml(document)
    read = parse_opml(exported)
    assert read.refused == ()
    if len({feed.url for feed in document.feeds}) == len(document.feeds):
        assert build_opml(read) == exported
    assert {feed.url for feed in read.feeds} == {feed.url for feed in document.feeds}


@pytest.mark.skipif(SHARED is None, reason="needs DATELINE_SHARED")
def test_lists_of_other_programs_are_read() -> None:
    """As many feeds as another parser finds, but for those that stand in a list twice."""
    root = Path(SHARED or "") / "feeds"
    for line in (root / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        expected = json.loads(line)
        if (
            expected["kind"] != "opml"
            or "duplication" in expected["path"]
            or "concatenated" in expected["path"]
        ):
            continue
        document = parse_opml((root / expected["path"]).read_bytes())
        assert len(document.feeds) == expected["entries"], expected["path"]
        exported = build_opml(document)
        assert build_opml(parse_opml(exported)) == exported


@pytest.mark.parametrize(
    ("outline", "feeds", "refused"),
    [
        ("<outline text=' A&#10;b ' xmlUrl=' https://a.example/ '/>", [("https://a.example/", "A b")], []),
        (
            "<outline text='' title=' A&#9;b' xmlUrl='https://a.example/'/>",
            [("https://a.example/", "A b")],
            [],
        ),
        ("<outline text='x' type=' RSS ' xmlUrl=''/>", [], [("x", "it has no address")]),
        ("<outline text='x' type='rss'><outline/></outline>", [], []),
        ("<outline text='x' type='folder'/>", [], []),
        (
            "<outline type='include' url=' https://a.example/x '/>",
            [],
            [("https://a.example/x", "it points to another list, which is not fetched")],
        ),
        (
            "<outline text='x' type='link' url='https://a.example/X.OPML?y'/>",
            [],
            [("x", "it points to another list, which is not fetched")],
        ),
        (
            "<outline text='x' type=' Link ' url='https://a.example/x'/>",
            [],
            [("x", "it is a link, and no feed")],
        ),
        ("<outline text='x' type='link' url=' '/>", [], []),
        ("<outline text='x' xmlUrl='exec:rm'/>", [], [("x", "it would run a program")]),
        ("<outline text='x' xmlUrl='\"FILE:///etc'/>", [], [("x", "it would read a file of this computer")]),
        ("<outline text='x' xmlUrl='ftp://a.example/'/>", [], [("x", "its address is not one of the web")]),
        (f"<outline text='{'x' * 300}\x7f' xmlUrl='data:x'/>", [], [("x" * 200, "it holds its own content")]),
        ("</outline><outline text='a' xmlUrl='https://a.example/'/>", [("https://a.example/", "a")], []),
    ],
)
def test_an_outline_is_a_feed_a_folder_or_refused_with_its_reason(
    outline: str, feeds: list[tuple[str, str]], refused: list[tuple[str, str]]
) -> None:
    """Blanks and line ends within attributes are nobody's wish."""
    document = parse_opml(opml(outline))
    assert [(feed.url, feed.title) for feed in document.feeds] == feeds
    assert [(one.name, one.reason) for one in document.refused] == refused


def test_a_list_has_one_title_in_one_line() -> None:
    """The first that says anything; without one none is written."""
    head = "<opml><title> </title><head><title> My\nfeeds </title></head><title>x</title></opml>"
    assert parse_opml(head.encode()).title == "My feeds"
    assert b"<title>" not in build_opml(OpmlDocument((), " \n"))
    assert b"    <title>a &lt; b</title>\n" in build_opml(OpmlDocument((), "a < b"))


def test_folders_stand_in_the_order_in_which_they_first_appear() -> None:
    """Ten deep at most; what is deeper stands in the tenth, read and written alike."""
    deep = tuple(map(str, range(14)))
    feeds = [
        OpmlFeed("https://a.example/", "a", ("x",)),
        OpmlFeed("https://b.example/", "b"),
        OpmlFeed("https://c.example/", "c", ("x", " ", "y")),
        OpmlFeed("https://d.example/", "d", deep),
    ]
    document = parse_opml(build_opml(OpmlDocument(tuple(feeds))))
    assert [(feed.title, feed.folder) for feed in document.feeds] == [
        ("a", ("x",)),
        ("c", ("x", "y")),
        ("b", ()),
        ("d", deep[:10]),
    ]
    nested = "".join(f"<outline text='{name}'>" for name in deep)
    (feed,) = parse_opml(opml(f"{nested}<outline xmlUrl='https://d.example/'/>")).feeds
    assert feed.folder == deep[:10]
