"""What makes two entries one article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import POST, TIMES, build_entry
from tui.model.entries import RawEntry
from tui.store.identity import article_id, content_hash, entry_key, guid_hash, normalised_link


@given(st.text(), st.text())
def test_an_id_is_short_lower_case_and_the_same_everywhere(url: str, key: str) -> None:
    """It is typed by hand, and must name the same article on another machine."""
    assert article_id(url, key) == article_id(url, key)
    assert len(article_id(url, key)) == 12
    assert article_id(url, key).isalnum()
    assert article_id(url, key).islower() or article_id(url, key).isdigit()


def test_an_id_never_changes_between_versions() -> None:
    """Bookmarks elsewhere and scripts hold ids: this one is written down."""
    assert article_id("https://post.example/feed", "talks") == "exib6s7kkgyw"


def test_the_same_guid_in_two_feeds_is_two_articles() -> None:
    assert article_id(POST, "1") != article_id(TIMES, "1")


@given(st.text())
def test_a_guid_hash_fits_an_integer_of_sqlite(key: str) -> None:
    assert -(2**63) <= guid_hash(key) < 2**63


def key_of(entry: RawEntry) -> str:
    key, _ = entry_key(entry.guid, normalised_link(entry.url or ""))
    return key


def test_a_title_is_no_identity() -> None:
    """Headlines are rewritten all day long."""
    one, other = build_entry("g", title="Talks open"), build_entry("g", title="Talks close")
    assert key_of(one) == key_of(other)


def test_a_change_of_scheme_is_no_change_of_article() -> None:
    """Sites move to https with all their old entries."""
    for old, new in (
        ("http://a.example/1", "https://a.example/1"),
        ("HTTP://a.example/1", "https://a.example/1"),
    ):
        assert key_of(build_entry(old)) == key_of(build_entry(new))
        assert key_of(build_entry(None, url=old)) == key_of(build_entry(None, url=new))


@pytest.mark.parametrize(
    ("link", "normalised"),
    [
        ("http://A.example/x?utm_source=rss&id=3&fbclid=9", "https://a.example/x?id=3"),
        ("https://a.example:443", "https://a.example/"),
        ("https://a.example/log#v2", "https://a.example/log#v2"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("https://[broken", "https://[broken"),
    ],
)
def test_a_link_keeps_what_decides_where_it_leads(link: str, normalised: str) -> None:
    assert normalised_link(link) == normalised


@given(st.text())
def test_normalising_a_link_twice_changes_nothing_more(link: str) -> None:
    assert normalised_link(normalised_link(link)) == normalised_link(link)


@pytest.mark.parametrize(
    ("guid", "url", "kind"),
    [
        ("7", "https://a.example/7", "guid"),
        ("https://a.example/7", "http://A.example/7?utm_source=rss", "permalink"),
        (None, "https://a.example/7", "link"),
        (" ", "https://a.example/7", "link"),
        (None, "https://a.example", "home"),
        ("http://a.example/", "https://a.example/7", "home"),
        (None, "https://a.example/blog/", "home"),
        (None, "https://a.example/?p=7", "link"),
        (None, None, "none"),
    ],
)
def test_a_key_is_worth_what_it_says_of_the_entry_alone(guid: str | None, url: str | None, kind: str) -> None:
    """An id of its own says most, the front page nothing."""
    assert entry_key(guid, normalised_link(url or ""), {"https://a.example/blog/"})[1] == kind


def test_dates_and_white_space_are_no_change_of_words() -> None:
    """A feed that stamps every entry anew has changed nothing."""
    assert content_hash(build_entry(content="a  b")) == content_hash(
        build_entry(content=" a\nb", published_at=None)
    )
    assert content_hash(build_entry(content="ab")) != content_hash(build_entry(content="a b"))
