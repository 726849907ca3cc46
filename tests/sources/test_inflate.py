"""Unpacking and telling what came whole, without a server: each rule by itself, and the cap to the byte."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.sources import inflate
from tui.sources.inflate import TooLarge, UnknownEncoding, came_whole, unpacked

gz = partial(gzip.compress, mtime=0)
FEED = b"<rss version='2.0'><channel><title>Harbour Post</title></channel></rss>"


def bare(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@given(st.binary(max_size=200), st.lists(st.sampled_from(["gzip", "deflate"]), max_size=3))
def test_what_is_packed_as_said_is_unpacked(body: bytes, layers: list[str]) -> None:
    """The last packing that is named is the outermost; what no longer is packed is left alone."""
    document = b"<rss>" + body + b"</rss>"
    data = document
    for layer in layers:
        data = gz(data) if layer == "gzip" else zlib.compress(data)
    assert unpacked(data, ", ".join(layers)) == document


@given(st.binary(max_size=300), st.sampled_from([None, "", "gzip", "deflate", "br", "utf-8", "gzip, gzip"]))
def test_any_bytes_are_unpacked_or_refused(body: bytes, said: str | None) -> None:
    """In one of two ways, and never with more than the cap."""
    try:
        assert len(unpacked(body, said)) <= inflate.LARGEST_BODY
    except (TooLarge, UnknownEncoding):
        assert not came_whole(body, said)


@pytest.mark.parametrize("pack", [gz, zlib.compress, bare, lambda body: body])
def test_the_cap_holds_to_the_byte_in_every_layer(
    pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inflate, "LARGEST_BODY", 1_000)
    said = None if pack(b"<") == b"<" else "deflate"
    assert len(unpacked(pack(b"<" * 1_000), said)) == 1_000
    with pytest.raises(TooLarge):
        unpacked(pack(b"<" * 1_001), said)


def test_the_cap_holds_over_all_members(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inflate, "LARGEST_BODY", 1_000)
    assert unpacked(gz(b"<" * 500) + gz(b"<" * 500), "gzip") == b"<" * 1_000
    with pytest.raises(TooLarge):
        unpacked(gz(b"<" * 500) + gz(b"<" * 501), "gzip")


def test_a_fourth_layer_is_not_unpacked() -> None:
    """Three are more than any server has been seen to make."""
    data = gz(gz(gz(gz(FEED))))
    assert unpacked(data, None) == gz(FEED)


@pytest.mark.parametrize("said", ["br", "zstd", "gzip, br", "compress", "BR"])
def test_a_packing_that_we_do_not_ask_for_is_refused_unless_it_is_none(said: str) -> None:
    assert unpacked(FEED, said) == FEED
    for body in (b"\x0b\x02\x80", gz(FEED)):
        with pytest.raises(UnknownEncoding):
            unpacked(body, said)


def test_what_is_no_packing_is_refused_where_one_is_said() -> None:
    """Nor is what breaks off before its feed has ended."""
    assert unpacked(b"", "gzip") == b""
    for body in (b"no gzip", gz(FEED[:-1])[:-8], gz(FEED)[:-30], zlib.compress(FEED[:-1])[:-4]):
        with pytest.raises(UnknownEncoding):
            unpacked(body, "gzip")


def test_a_later_member_that_is_broken_is_passed_over_where_the_feed_is_whole() -> None:
    assert unpacked(gz(FEED) + b"\x1f\x8b rubbish", "gzip") == FEED
    for first in (FEED[:-1], b""):
        with pytest.raises(UnknownEncoding):
            unpacked(gz(first) + b"\x1f\x8b rubbish", "gzip")
    assert unpacked(gz(FEED[:-1]) + b"\0\0 rubbish", "gzip") == FEED[:-1]
    assert unpacked(zlib.compress(FEED[:-1]) + gz(b"more"), "deflate") == FEED[:-1]


WHOLE = [
    FEED,
    FEED + b" \r\n\0",
    FEED + b"\n<!-- served in 3 ms -->\n",
    FEED + b"\n<!-- serv",
    FEED + b"<?end?>",
    b"\xef\xbb\xbf<feed><entry/></FEED >",
    b"<atom:feed xmlns:atom='x'></atom:feed>",
    b"<rdf:RDF></rdf:RDF>",
    b"<opml></opml>",
    b"<rss><item><![CDATA[<b>words</b>]]></item></rss>",
    b"<rss><item><![CDATA[one]]></item><item><![CDATA[</rss>]]></item></rss>",
    FEED.decode().encode("utf-16"),
    b'{"items": []}',
    b' {"items": [{"a": "}"}]} \n',
]
NOT_WHOLE = [
    b"",
    FEED[:-1],
    FEED + b"<item>",
    FEED + b"words",
    b"<feed><content><![CDATA[</feed>",
    b"<feed><content><![CDATA[<rss></rss> ]]></content>",
    b"<feed><content><![CDATA[</feed><!-- ]]></content>",
    b"<html><body></rss>",
    b"</rss>",
    b"<html></html>",
    b'{"items": [}',
    b'{"items": ["}"',
    b"{" * 100_000 + b"}",
    b'{"a": 1} x',
]


@pytest.mark.parametrize("body", WHOLE, ids=range(len(WHOLE)))
def test_a_document_whose_root_is_closed_is_whole(body: bytes) -> None:
    assert came_whole(body, None)
    assert came_whole(gz(body), "gzip")
    assert came_whole(gz(body)[:-8], "gzip")


@pytest.mark.parametrize("body", NOT_WHOLE, ids=range(len(NOT_WHOLE)))
def test_a_document_that_breaks_off_is_not(body: bytes) -> None:
    """An end tag in a story about feeds is not the feed's."""
    assert not came_whole(body, None)
    assert not came_whole(gz(body), "gzip")


def test_the_root_may_stand_far_from_its_end() -> None:
    assert came_whole(b"<rss>" + b"<item/>" * 50_000 + b"</rss>", None)
    assert not came_whole(b"<item/>" * 50_000 + b"</rss>", None)


CHUNKED = b"%x\r\n%b\r\n%X\r\n%b\r\n0\r\n\r\n" % (31, FEED[:31], len(FEED) - 31, FEED[31:])


@pytest.mark.parametrize("end", [0, 2, 4, 5, 7])
def test_chunks_within_a_body_are_put_together(end: int) -> None:
    """Also where the last of them has not come."""
    assert unpacked(CHUNKED[: len(CHUNKED) - end], None) == FEED
    assert unpacked(gz(CHUNKED), "gzip") == FEED


@pytest.mark.parametrize(
    "body", [b"12\r\nwords", b"<rss>\r\n12\r\n", b"12 <rss>", b"xyz\r\n<rss>", b"123456789\r\n<rss>"]
)
def test_what_only_begins_like_a_chunk_is_none(body: bytes) -> None:
    assert unpacked(body, None) == body
