"""Entries told by their bytes: what is cut out of a feed changes nothing of what the rest says."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.preparing.worker import read_feed
from tui.sources.chunks import Sent, find_chunks
from tui.store.deliveries import ReadFeed

URL = "https://n.example/feed"
HEAD = b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>'
TAIL = b"</channel></rss>"


def item(number: int, words: str, *, guid: str | None = None) -> bytes:
    guid = f"g{number}" if guid is None else guid
    stated = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    return (
        f"<item>{stated}<title>Story {number}</title><link>https://n.example/{number}</link>"
        f"<description>{words}</description></item>"
    ).encode()


def rss(items: Sequence[bytes], head: bytes = HEAD) -> bytes:
    return head + b"\n".join(items) + TAIL


def read(body: bytes, before: ReadFeed | None = None, *, url: str = URL, by_bytes: bool = True) -> ReadFeed:
    known = {} if before is None else dict(zip(before.document.keys, before.document.words, strict=True))
    remembered = before.remembered if before is not None and by_bytes else b""
    return read_feed(body, url, "text/xml", 0, known, remembered)


WORDS = st.sampled_from(
    [
        "one two",
        "three &amp; four",
        "<![CDATA[<b>five</b> ]]>",
        "<![CDATA[ </item> <item> ]]>",
        "<![CDATA[ <!-- ]]>",
        "<!-- </item> -->six",
        "<!-- <item> -->",
        "]]&gt;",
        "é",
    ]
)
ITEMS = st.lists(
    st.builds(
        item,
        st.integers(0, 5),
        WORDS,
        guid=st.sampled_from([None, None, "same", ""]),
    ),
    max_size=8,
)


@given(ITEMS, ITEMS, st.booleans())
def test_what_is_cut_out_changes_nothing_of_the_news(old: list[bytes], new: list[bytes], keeps: bool) -> None:
    """The same news and the same keys, whether entries are passed over by their bytes or by their words."""
    before = read(rss(old))
    body = rss([*new, *old] if keeps else new)
    quick, slow = read(body, before), read(body, before, by_bytes=False)
    assert quick.document == slow.document
    assert (quick.title, quick.remembered) == (slow.title, slow.remembered)


@pytest.mark.parametrize("root", ["news", "rss"])
def test_a_feed_that_its_entries_alone_make_one_is_read_whole(root: str) -> None:
    """Without them, as when none is new, it would be refused as no feed."""
    body = f"<{root}>".encode() + item(1, "one") + item(2, "two") + f"</{root}>".encode()
    before = read(body)
    again = read(body, before)
    assert again.document == read(body, before, by_bytes=False).document
    assert (len(again.document.same), again.document.news) == (2, ())


def test_only_what_is_new_is_parsed() -> None:
    """That is what it is for."""
    items = [item(n, f"words {n}") for n in range(20)]
    before = read(rss(items))
    body = rss([item(20, "new"), *items])
    chunks = find_chunks(body, f"{URL}\ntext/xml")
    assert chunks is not None
    known = dict(zip(before.document.keys, before.document.words, strict=True))
    sent = chunks.sent_before(before.remembered, known)
    assert set(sent) == set(range(1, 21))
    assert chunks.without(sent) == rss([item(20, "new"), *[b""] * 20])


@pytest.mark.parametrize(
    "head",
    [
        HEAD.replace(b"<rss ", b'<rss xml:base="https://m.example/" '),
        HEAD.replace(b'"1.0"?', b'"1.0" encoding="iso-8859-1"?'),
        HEAD.replace(b"<channel>", b'<channel xml:lang="fr">'),
    ],
    ids=["base", "encoding", "language"],
)
def test_an_entry_in_other_circumstances_is_read_again(head: bytes) -> None:
    """The same bytes say something else under another base or encoding."""
    before = read(rss([item(1, "one")]))
    chunks = find_chunks(rss([item(1, "one")], head), f"{URL}\ntext/xml")
    assert chunks is not None
    assert not chunks.sent_before(before.remembered, dict(zip(*_known(before), strict=True)))


def _known(feed: ReadFeed) -> tuple[tuple[int, ...], tuple[int, ...]]:
    return feed.document.keys, feed.document.words


def test_an_entry_whose_words_are_no_longer_known_is_read_again() -> None:
    """What was lost with a damaged database comes back with the next body."""
    body = rss([item(1, "one"), item(2, "two")])
    before = read(body)
    again = read_feed(body, URL, "text/xml", 0, {}, before.remembered)
    assert again.document.news == before.document.news


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}",
        b'{"items": ["<item></item>"]}',
        b"<rss><channel><item>",
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss><channel><item>&a;</item></channel></rss>",
        rss([b"<item>"]),
        rss([b"<item><item></item></item>"]),
        rss([b"<item><![CDATA[</item>]]></item>"]),
        rss([b"<item>]]><![CDATA[</item>"]),
        rss([b"<item></item>"] * 2_001),
        rss([item(1, "one")]).decode().encode("utf-16"),
    ],
    ids=lambda body: repr(body[:24]),
)
def test_where_bytes_do_not_tell_there_are_no_chunks(body: bytes) -> None:
    assert find_chunks(body, "") is None


@given(st.binary(max_size=100))
def test_whatever_was_remembered_it_is_read(remembered: bytes) -> None:
    """Another version's, or a damaged one, costs a whole reading and no more."""
    chunks = find_chunks(rss([item(1, "one")]), "")
    assert chunks is not None
    assert chunks.sent_before(remembered, {}) == {}


def test_what_is_remembered_comes_back() -> None:
    chunks = find_chunks(rss([item(1, "one"), item(2, "two")]), "")
    assert chunks is not None
    remembered = chunks.remembered([Sent(-(2**63), 5), Sent(7, 2**63 - 1)])
    assert chunks.sent_before(remembered, {-(2**63): 5, 7: 1}) == {0: Sent(-(2**63), 5)}
