"""What makes two entries one article."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import NOW, POST, TIMES, build_entry
from tui.model.entries import RawEntry
from tui.store.identity import (
    NO_TRAITS,
    Traits,
    article_id,
    content_hash,
    entry_key,
    exact_key,
    guid_hash,
    likenesses,
    link_trait,
    normalised_link,
    own_key,
    traits,
    unpack_traits,
    world_guid,
)


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
        (" http://a.example ", "https://a.example/"),
        ("http://a.example:80/x", "https://a.example/x"),
        ("http://a.example:8080/x", "https://a.example:8080/x"),
        ("https://a.example/X?ID=3", "https://a.example/X?ID=3"),
        ("https://a.example/x?utm_=1&utm_id=2&gclid", "https://a.example/x?utm_=1"),
        ("https://a.example/x?ref=rss&mc_cid=1", "https://a.example/x?ref=rss"),
        ("https://a.example?utm_source=rss", "https://a.example/"),
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


@pytest.mark.parametrize(
    ("guid", "url", "key"),
    [
        ("7", "https://a.example/7", "7"),
        (" 7 ", None, "7"),
        ("http://a.example/7?utm_source=x", None, "https://a.example/7?utm_source=x"),
        ("", "http://A.example/7?utm_source=x", "https://a.example/7"),
        (None, None, ""),
    ],
)
def test_an_id_is_taken_as_it_is_and_a_link_by_where_it_leads(
    guid: str | None, url: str | None, key: str
) -> None:
    assert own_key(guid, url) == key


@pytest.mark.parametrize(
    ("guid", "world"),
    [
        ("7", None),
        (None, None),
        ("post-7", None),
        ("http://A.example/7?utm_source=x", "https://a.example/7"),
        ("tag:a.example,2025:7", "tag:a.example,2025:7"),
        ("TAG:a.example,2025:B", "tag:a.example,2025:b"),
        (" 0a1b2c3d-0000-4000-8000-0123456789AB ", "0a1b2c3d-0000-4000-8000-0123456789ab"),
        ("urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab", "urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab"),
        ("0a1b2c3d-0000-4000-8000-0123456789abc", None),
    ],
)
def test_only_an_id_of_the_whole_world_tells_a_story_in_another_feed(
    guid: str | None, world: str | None
) -> None:
    """Every second feed has an entry 7."""
    assert world_guid(guid) == world


def test_a_story_is_alike_another_by_its_headline_and_one_of_its_places() -> None:
    """Either its link or its id; blanks and case of the headline aside."""
    link, tag = "https://a.example/1", "tag:a.example,2025:1"
    both = set(likenesses(build_entry(tag, title="Talks Open", url=link)))
    assert len(both) == 2
    assert both == {
        *likenesses(build_entry(tag, title=" talks  open ")),
        *likenesses(build_entry("7", title="TALKS OPEN", url="http://a.example/1?utm_source=x")),
    }
    assert both.isdisjoint(likenesses(build_entry(tag, title="Talks close", url=link)))
    assert likenesses(build_entry(link, url=link)) == likenesses(build_entry("7", url=link))
    for nothing in (build_entry("7"), build_entry(tag, title=" "), build_entry(None)):
        assert likenesses(nothing) == ()


NUMBERS = st.integers(-(2**63), 2**63 - 1)
MOMENTS = st.none() | st.integers(-(2**62), 2**62)


@given(NUMBERS, MOMENTS, NUMBERS, NUMBERS)
def test_traits_come_back_as_they_were_stored(title: int, date: int | None, text: int, link: int) -> None:
    """Dates before 1970 and none at all too: by them an entry is told from its namesakes for years."""
    made = Traits(title, date, text, link)
    assert unpack_traits(made.packed()) == made
    assert unpack_traits(made.packed()[:-1]) is None
    assert unpack_traits(made.packed() + b"x") is None


def test_what_an_entry_does_not_say_of_itself_is_no_trait() -> None:
    """Nothing is told apart by a headline that was made up for it, or by a link that is its key."""
    link = "https://a.example/1"
    said = traits(build_entry(None, url=link), "base", "Talks open in Istanbul")
    assert 0 not in said
    assert said.date == int((NOW - timedelta(days=1)).timestamp())
    silent = build_entry(None, title=" ", content=" ", published_at=None, url=link)
    assert traits(silent, link, "Made of its text") == NO_TRAITS
    other = traits(build_entry(None, title="Another", url=link), "base", "Another")
    assert (other.title != said.title, other[1:]) == (True, said[1:])


@pytest.mark.parametrize(
    ("link", "key", "says_more"),
    [
        ("", "7", False),
        ("https://a.example/1", "https://a.example/1", False),
        ("https://a.example/1", "https://A.example/1?utm_source=x", False),
        ("https://a.example/1", "https://a.example/2", True),
        ("https://a.example/1", "7", True),
    ],
)
def test_a_link_that_the_key_says_already_is_no_trait(link: str, key: str, says_more: bool) -> None:
    assert bool(link_trait(link, key)) == says_more


def test_each_of_what_an_entry_is_known_by_makes_another_key() -> None:
    keys = [
        exact_key(base, words, date, link)
        for base, words, date, link in (
            (1, 2, 3, 4), (9, 2, 3, 4), (1, 9, 3, 4), (1, 2, 9, 4), (1, 2, None, 4), (1, 2, 3, 9),
            (2, 1, 3, 4),
        )
    ]  # fmt: skip
    assert len(set(keys)) == len(keys)


def test_what_an_entry_says_moves_from_one_field_to_another_only_as_a_change() -> None:
    """A summary that becomes the text is another text: the two are not read as one."""
    assert content_hash(build_entry(content="a", summary="b")) != content_hash(
        build_entry(content="b", summary="a")
    )
    assert content_hash(build_entry(content="a b", summary="")) != content_hash(
        build_entry(content="a", summary="b")
    )
    assert content_hash(build_entry(content="a\t\n\r\x0b\x0c  b")) == content_hash(build_entry(content="a b"))
