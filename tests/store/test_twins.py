"""Old stories under new names, and one story in two feeds: nothing comes back unread, nothing new is lost."""

from __future__ import annotations

from datetime import timedelta

from tests.store.stories import NOW, POST, TIMES, all_of, build_entry, deliver, feed_scope, only, titles
from tui.library.frontdesk import Library
from tui.model.entries import RawEntry

LONG = "<p>" + "Envoys from two countries met in the old palace by the water. " * 4 + "</p>"


def entry(number: int, guid: str, *, days: int = 0, text: str = LONG, host: str = "post.example") -> RawEntry:
    """Return a story of its own text; `days` later than it was first published."""
    return build_entry(
        guid,
        title=f"Story {number}",
        content=f"{text} {number}",
        url=f"https://{host}/{number}",
        published_at=NOW - timedelta(days=10 + number) + timedelta(days=days),
    )


def read_all(library: Library) -> None:
    library.mark_read([headline.id for headline in all_of(library)])


def test_new_guids_bring_nothing_back_unread(library: Library) -> None:
    """A feed that moves to another system keeps its links and its dates."""
    deliver(library, *(entry(n, f"old{n}") for n in range(5)))
    read_all(library)
    again = deliver(library, entry(9, "new9"), *(entry(n, f"new{n}") for n in range(5)))
    assert again.new == 1
    assert library.counts().unread == 1
    assert deliver(library, *(entry(n, f"new{n}") for n in range(5))).same == 5


def test_a_new_guid_with_corrected_words_is_a_change(library: Library) -> None:
    """The same link, headline and date."""
    deliver(library, entry(1, "old"))
    assert deliver(library, entry(1, "new", text="<p>Corrected.</p>")).changed == 1
    assert library.counts().total == 1


def test_a_feed_that_moves_house_and_resends_everything_is_caught(library: Library) -> None:
    """New guids, new links, new dates: the words are the same."""
    deliver(library, *(entry(n, f"old{n}") for n in range(6)))
    read_all(library)
    moved = [entry(n, f"new{n}", days=9, host="new.example") for n in range(6)]
    assert deliver(library, *moved).new == 0
    assert library.counts().unread == 0


def test_the_same_bulletin_at_the_same_place_is_another_one_each_day(library: Library) -> None:
    """A weather page: one link, one headline, a guid and a date a day, and often the same words."""
    for day in range(5):
        bulletin = build_entry(
            f"w{day}",
            title="Weather",
            content=LONG,
            url="https://post.example/weather",
            published_at=NOW - timedelta(days=9 - day),
        )
        assert deliver(library, bulletin).new == 1


def test_a_backlog_of_bulletins_is_no_resending(library: Library) -> None:
    """Whoever was away for a week finds seven of them."""

    def bulletins(first: int) -> list[RawEntry]:
        return [
            build_entry(
                f"w{day}",
                title="Weather",
                content=LONG,
                url="https://post.example/weather",
                published_at=NOW - timedelta(days=30 - day),
            )
            for day in range(first, first + 7)
        ]

    deliver(library, *bulletins(0))
    assert deliver(library, *bulletins(7)).new == 7


def test_two_entries_of_one_document_are_never_one(library: Library) -> None:
    """As long as both stand there, the feed means both."""
    pair = (entry(1, "a"), entry(1, "b"))
    assert deliver(library, *pair).new == 2
    assert deliver(library, entry(1, "c"), *pair).new == 1


def test_an_entry_without_a_date_is_told_by_link_headline_and_words(library: Library) -> None:
    dateless = build_entry("a", content=LONG, url="https://post.example/x", published_at=None)
    deliver(library, dateless)
    renamed = build_entry("b", content=LONG, url="http://post.example/x?utm_source=rss", published_at=None)
    assert deliver(library, renamed).new == 0
    assert deliver(library, build_entry("c", url="https://post.example/x", published_at=None)).new == 1


def test_a_story_in_two_feeds_is_one_though_one_of_them_shortens_it(library: Library) -> None:
    """The same link and headline; each feed lists it, and reading it in one is reading it in both."""
    deliver(library, entry(1, "a"), entry(2, "b"))
    deliver(library, entry(1, "other", text="<p>Short.</p>"), feed=TIMES)
    assert library.counts().total == 2
    assert titles(all_of(library, feed_scope(library, TIMES))) == ["Story 1"]
    assert all(check.ok for check in library.doctor())


def test_a_guid_that_is_an_address_or_a_tag_tells_a_story_in_another_feed(library: Library) -> None:
    """Feeds that are passed through a proxy have other links."""
    for number, guid in enumerate(
        (
            "https://post.example/?p=7",
            "tag:post.example,2025:7",
            "urn:uuid:12345678-1234-1234-1234-123456789abc",
        )
    ):
        first = build_entry(guid, title=f"Story {number}", url=f"https://post.example/{number}")
        second = build_entry(guid, title=f"Story {number}", url=f"https://proxy.example/{number}", content="")
        assert deliver(library, first).new == 1
        assert deliver(library, second, feed=TIMES).new == 0


def test_a_number_as_guid_tells_nothing_of_other_feeds(library: Library) -> None:
    deliver(library, build_entry("7", url="https://post.example/7"))
    assert deliver(library, build_entry("7", url="https://times.example/7"), feed=TIMES).new == 1


def test_one_headline_years_apart_in_two_feeds_is_two_stories(library: Library) -> None:
    """A page that is written anew every year."""
    deliver(library, build_entry("a", url="https://post.example/x"))
    later = build_entry("b", url="https://post.example/x", published_at=NOW - timedelta(days=400))
    assert deliver(library, later, feed=TIMES).new == 1


def test_the_article_keeps_its_id_and_its_marks_under_a_new_name(library: Library) -> None:
    deliver(library, entry(1, "old"))
    before = only(library)
    library.save([before.id])
    deliver(library, entry(1, "new"))
    assert only(library).id == before.id
    assert only(library).saved
    assert library.feeds()[0].url == POST
