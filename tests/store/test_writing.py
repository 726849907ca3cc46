"""Entries on their way in: what is new, what changed, what is the same under another name."""

from __future__ import annotations

import random
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.store.stories import (
    NOW,
    POST,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    found,
    many,
    only,
    sync,
    titles,
)
from tui.library.frontdesk import Library
from tui.model.ids import SEED_FEED_URL
from tui.model.prose import plain_text
from tui.store.deliveries import _first_below_s
from tui.store.queries import first_page


def test_a_batch_delivered_twice_is_stored_once(library: Library) -> None:
    """Most of what a sync brings is known already."""
    assert deliver(library, *many(5)).new == 5
    again = deliver(library, *many(5))
    assert (again.new, again.changed, again.same, again.rows) == (0, 0, 5, ())
    assert library.counts().total == 5


def test_rows_rise_with_the_date_whatever_the_order_of_the_feed(library: Library) -> None:
    """Newest by row is the cheap order of searches; it has to follow the dates."""
    deliver(library, *reversed(many(6)))
    listed = all_of(library)
    assert [headline.row for headline in listed] == sorted((h.row for h in listed), reverse=True)
    assert titles(listed) == [f"Story {i}" for i in range(6)]


def test_of_entries_without_dates_the_first_in_the_feed_is_the_newest(library: Library) -> None:
    deliver(library, *(build_entry(f"g{i}", title=f"Story {i}", published_at=None) for i in range(4)))
    assert titles(all_of(library)) == [f"Story {i}" for i in range(4)]


def test_entries_without_dates_are_spread_and_never_all_of_now(library: Library) -> None:
    """A new feed that states no dates would fill the first page, and the next sync's too."""
    deliver(library, *(build_entry(f"g{i}", title=f"Old {i}", published_at=None) for i in range(30)))
    listed = [headline.listed_at for headline in all_of(library)]
    assert listed[0] == int(NOW.timestamp())
    assert all(one - next_ >= 600 for one, next_ in pairwise(listed))
    deliver(library, build_entry("dated", title="Dated", published_at=NOW - timedelta(minutes=30)))
    assert titles(all_of(library))[:3] == ["Old 0", "Dated", "Old 1"]


def test_a_flood_without_dates_leaves_the_lists_to_the_news_of_others(library: Library) -> None:
    """Three hundred at once, and a feed of one story in two hours: in no view do most rows say `undated`."""
    deliver(library, *(build_entry(f"u{i}", title=f"Old {i}", published_at=None) for i in range(300)))
    news = (build_entry(f"n{i}", published_at=NOW - timedelta(hours=2 * i)) for i in range(150))
    deliver(library, *news, feed="https://inland.example/feed")
    listed = all_of(library)[:150]
    assert [headline.dated for headline in listed[:10]].count(False) <= 5
    for first in range(5, 140):
        assert [headline.dated for headline in listed[first : first + 10]].count(False) <= 4
    in_feed = library.listing(feed_scope(library)).window(0, 400)
    assert titles(in_feed) == [f"Old {i}" for i in range(300)]


@given(st.integers(1, 6000))
@settings(max_examples=40)
def test_a_first_document_is_spread_in_order_within_a_year(entries: int) -> None:
    places = [_first_below_s(place, entries) for place in range(entries)]
    assert places[0] == 0
    assert all(above < below for above, below in pairwise(places))
    assert places[-1] <= 365 * 86_400


def test_what_nothing_dates_has_no_age_but_the_newest_have_about_one(library: Library) -> None:
    """An age that was made up would be taken for one."""
    deliver(library, *(build_entry(f"u{i}", published_at=None) for i in range(30)), build_entry("dated"))
    undated = [headline for headline in all_of(library) if not headline.dated]
    assert [headline.ageless for headline in undated] == [False] * 7 + [True] * 23
    with library.database.read() as conn:
        sql = first_page("all", ("row", "ageless"))
        stated = dict(conn.execute(sql, {"count": 100}).fetchall())
    assert stated == {headline.row: headline.ageless for headline in all_of(library)}


@pytest.mark.parametrize(("away", "apart"), [(1800, 60), (86_400, 2880), (30 * 86_400, 3600)])
def test_what_came_while_one_was_away_is_spread_over_that_time(
    library: Library, away: int, apart: int
) -> None:
    """What has no date and was not there at the last answer came since: not all of it now."""
    deliver(library, *(build_entry(f"u{i}", title=f"Old {i}", published_at=None) for i in range(3)))
    last = int(NOW.timestamp()) - away
    with library.database.write() as conn:
        conn.execute("UPDATE feeds SET last_success_at = ?", (last,))
    later = [build_entry(f"n{i}", title=f"New {i}", published_at=None) for i in range(30)]
    later.insert(4, build_entry("dated", title="Dated", published_at=NOW - timedelta(minutes=3)))
    sync(library, *later)
    new = [h for h in all_of(library) if h.headline.startswith("New")]
    assert titles(new) == [f"New {i}" for i in range(30)]
    gaps = {above.listed_at - below.listed_at for above, below in pairwise(new)}
    assert min(gaps) == apart
    (dated,) = [headline for headline in all_of(library) if headline.headline == "Dated"]
    assert dated.listed_at == int((NOW - timedelta(minutes=3)).timestamp())


def test_a_date_in_the_future_sorts_by_arrival_and_is_shown_as_stated(library: Library) -> None:
    """A feed with a wrong clock must not sit on top for ever."""
    future = NOW + timedelta(days=400)
    deliver(library, build_entry("a", title="From tomorrow", published_at=future))
    later = NOW + timedelta(minutes=1)
    deliver(library, build_entry("b", title="Of now", published_at=later), now=later)
    assert titles(all_of(library)) == ["Of now", "From tomorrow"]
    assert all_of(library)[1].published_at == future


def test_a_date_that_could_not_be_read_is_kept_as_it_was_written(library: Library) -> None:
    deliver(library, build_entry(published_at=None, published_stated="yesterday-ish"))
    assert only(library).published_stated == "yesterday-ish"
    assert only(library).listed_at == int(NOW.timestamp())


def test_changed_words_keep_read_state_bookmark_and_place(library: Library, clock: Clock) -> None:
    """A correction by the newspaper must not cost the reader a bookmark."""
    deliver(library, build_entry())
    before = only(library)
    library.article(before.id, mark=True)
    library.save([before.id])
    changed = deliver(library, build_entry(title="Talks end in Istanbul", content="<p>They parted.</p>"))
    assert (changed.new, changed.changed, changed.same) == (0, 1, 0)
    library.prepare()
    after = only(library)
    assert (after.id, after.row, after.listed_at) == (before.id, before.row, before.listed_at)
    assert (after.read, after.saved, after.changed) == (True, True, True)
    assert after.headline == "Talks end in Istanbul"


def test_a_change_that_was_never_opened_is_not_announced(library: Library) -> None:
    deliver(library, build_entry())
    deliver(library, build_entry(content="<p>Other.</p>"))
    library.prepare()
    assert not only(library).changed


def test_opening_a_changed_article_clears_its_mark(library: Library) -> None:
    deliver(library, build_entry())
    library.article(only(library).id, mark=True)
    deliver(library, build_entry(content="<p>Other.</p>"))
    library.article(only(library).id, mark=True)
    assert not only(library).changed


def test_earlier_texts_are_kept_oldest_first(library: Library, clock: Clock) -> None:
    """`what changed` is shown from these; some were prepared, some never opened."""
    deliver(library, build_entry(content="<p>First words.</p>"))
    library.article(only(library).id)
    deliver(library, build_entry(content="<p>Second words.</p>"))
    deliver(library, build_entry(content="<p>Third words.</p>"))
    *earlier, now = library.versions(only(library).id)
    assert [plain_text(text.sections) for text in earlier] == ["First words.", "Second words."]
    assert len({text.until for text in earlier}) == 2
    assert (plain_text(now.sections), now.until) == ("Third words.", None)


def test_the_first_and_the_newest_of_many_earlier_texts_are_kept(library: Library) -> None:
    """A live blog changes all day; how it began and what came last is what one asks for."""
    for i in range(30):
        deliver(library, build_entry(content=f"<p>Version {i}.</p>"))
    *earlier, _ = library.versions(only(library).id)
    assert [plain_text(text.sections) for text in earlier] == [f"Version {i}." for i in (0, *range(10, 29))]


def test_earlier_texts_together_have_a_bound(library: Library) -> None:
    """A hostile feed that rewrites half a megabyte every hour must not fill the disk."""
    noise = random.Random(1)
    for _ in range(8):
        words = noise.randbytes(400_000).hex()
        deliver(library, build_entry(content=f"<p>{words}</p>"))
    with library.database.read() as conn:
        (count, packed) = conn.execute("SELECT count(*), sum(length(data)) FROM revisions").fetchone()
    assert 2 <= count < 8
    assert packed < 2_000_000


def test_other_markup_is_no_change_and_leaves_no_trace(library: Library) -> None:
    """Some feeds number their links and pixels anew at each look; the words are what a reader reads."""
    text = '<p class="{n}">Envoys met. <a href="https://post.example/?utm_source={n}">More</a></p>'
    deliver(library, build_entry(content=text.format(n=1)))
    library.article(only(library).id, mark=True)
    for n in range(2, 6):
        deliver(library, build_entry(content=text.format(n=n), updated_at=NOW))
        if n % 2:
            library.prepare()
    assert not only(library).changed
    assert len(library.versions(only(library).id)) == 1
    assert library.article(only(library).id).changed_at is None


def test_a_change_is_told_once_though_markup_changes_after_it(library: Library) -> None:
    """Between two preparations the words changed and then the markup; and once more when it was seen."""
    deliver(library, build_entry(content="<p>One.</p>"))
    library.article(only(library).id, mark=True)
    deliver(library, build_entry(content="<p>Two.</p>"))
    deliver(library, build_entry(content="<p><b>Two.</b></p>"))
    library.prepare()
    assert only(library).changed
    assert len(library.versions(only(library).id)) == 2
    library.article(only(library).id, mark=True)
    deliver(library, build_entry(content="<p><i>Two.</i></p>"))
    library.prepare()
    assert not only(library).changed
    assert len(library.versions(only(library).id)) == 2


def test_searching_finds_the_new_words_and_not_the_old(library: Library) -> None:
    """The index holds no text: an old line is taken out by exactly the words that were put in."""
    for prepares in (False, True):
        deliver(library, build_entry(title="Harvest", content="<p>About barley.</p>"))
        if prepares:
            library.prepare()
        deliver(library, build_entry(title="Drought", content="<p>About rivers.</p>"))
        library.prepare()
        assert found(library, "barley ") == found(library, "harvest ") == set()
        assert found(library, "rivers ") == found(library, "drought ") == {"Drought"}
    assert all(check.ok for check in library.doctor())


def test_a_text_under_another_guid_with_its_link_is_the_same_article(library: Library) -> None:
    """Feeds rebuild their guids; nothing may come back unread."""
    deliver(library, *many(3, url=None))
    renamed = [build_entry(f"new{i}", title=f"Story {i}", url=f"https://post.example/{i}") for i in range(3)]
    deliver(library, *renamed)
    assert library.counts().total == 6  # without links there is no telling
    again = [
        build_entry(f"newer{i}", title=f"Story {i}", url=f"http://POST.example/{i}?utm_source=x")
        for i in range(3)
    ]
    assert deliver(library, *again).new == 0


def test_entries_of_the_same_words_with_other_links_stay_apart(library: Library) -> None:
    """A daily "Weather" with nothing in it is another one each day."""
    entries = [
        build_entry(f"w{i}", title="Weather", content="", url=f"https://a.example/{i}") for i in range(3)
    ]
    assert deliver(library, *entries).new == 3


def test_a_document_of_the_same_words_is_the_same_article(library: Library) -> None:
    """A seed dropped in again under another name must not be doubled."""
    deliver(library, build_entry("one"), feed=SEED_FEED_URL)
    assert deliver(library, build_entry("other"), feed=SEED_FEED_URL).same == 1
    assert library.counts().total == 1


def test_an_entry_that_two_feeds_deliver_is_one_article_in_both(library: Library) -> None:
    """It is listed under each, counted once in all, and read in both at once."""
    entry = build_entry(url="https://post.example/talks")
    deliver(library, entry)
    deliver(library, entry, build_entry("own", title="Only in the Times"), feed=TIMES)
    assert library.counts().total == 2
    assert titles(all_of(library, feed_scope(library, TIMES))).count("Talks open in Istanbul") == 1
    shared = all_of(library, feed_scope(library, POST))[0]
    library.mark_read([shared.id])
    assert [(feed.total, feed.unread) for feed in library.feeds()] == [(1, 0), (2, 1)]
    assert all(check.ok for check in library.doctor())


def test_words_that_only_the_second_feed_changes_stay_as_they_are(library: Library) -> None:
    """Two feeds with small differences would else change the text to and fro at every sync."""
    entry = build_entry(url="https://post.example/talks")
    deliver(library, entry)
    deliver(library, entry, feed=TIMES)
    result = deliver(library, build_entry(url="https://post.example/talks", title="Elsewhere"), feed=TIMES)
    assert result.changed == 0
    assert only(library).headline == "Talks open in Istanbul"


def test_a_list_row_is_never_blank(library: Library) -> None:
    """Title-only and text-only entries are real."""
    deliver(
        library,
        build_entry("a", title="", content="<p>Some words without a title.</p>", published_at=None),
        build_entry("b", title="", content="", url="https://a.example/x", published_at=None),
        build_entry("c", title=" \n", content="", published_at=None),
    )
    assert [bool(title) for title in titles(all_of(library))] == [True] * 3
    assert "https://a.example/x" in titles(all_of(library))


def test_what_could_act_on_a_terminal_does_not_get_in(library: Library) -> None:
    """Design §7, rule 1: the gate stands before the database."""
    nasty = "a\x1b]52;c;x\x07\u202eb"
    deliver(
        library,
        build_entry(
            nasty, title=nasty, content=nasty, summary=nasty, authors=(nasty,), dek=nasty, masthead=nasty
        ),
    )
    article = library.article(only(library).id)
    assert not {"\x1b", "\x07", "\u202e"} & set(repr(article).encode().decode("unicode_escape", "replace"))
