"""What makes two entries one article."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import POST, TIMES, build_entry
from tui.store.identity import article_id, content_hash, entry_keys, guid_hash, normalised_link


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


def test_a_title_is_no_identity() -> None:
    """Headlines are rewritten all day long."""
    one, other = build_entry("g", title="Talks open"), build_entry("g", title="Talks close")
    assert entry_keys([one]) == entry_keys([other])


def test_a_change_of_scheme_is_no_change_of_article() -> None:
    """Sites move to https with all their old entries."""
    for old, new in (
        ("http://a.example/1", "https://a.example/1"),
        ("HTTP://a.example/1", "https://a.example/1"),
    ):
        assert entry_keys([build_entry(old)]) == entry_keys([build_entry(new)])
        assert entry_keys([build_entry(None, url=old)]) == entry_keys([build_entry(None, url=new)])


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


def test_a_guid_that_entries_with_different_links_share_identifies_none() -> None:
    """Some feeds write the same guid everywhere; every entry must be kept."""
    entries = [build_entry("0", url=f"https://a.example/{i}") for i in range(3)]
    assert len(set(entry_keys(entries))) == 3


def test_an_entry_without_guid_and_link_is_known_by_its_words() -> None:
    one, other = build_entry(None, content="One."), build_entry(None, content="Other.")
    assert entry_keys([one]) != entry_keys([other])
    assert entry_keys([one]) == entry_keys([build_entry(None, content="One. ", published_at=None)])


def test_dates_and_white_space_are_no_change_of_words() -> None:
    """A feed that stamps every entry anew has changed nothing."""
    assert content_hash(build_entry(content="a  b")) == content_hash(
        build_entry(content=" a\nb", published_at=None)
    )
    assert content_hash(build_entry(content="ab")) != content_hash(build_entry(content="a b"))
