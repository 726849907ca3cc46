"""What rises: more than is usual, by more than chance, never because one story is sent again and again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.store.stories import NOW, TIMES, Clock, build_entry, deliver
from tui.drawing.namewords import trends_words
from tui.library.frontdesk import Library
from tui.library.trends import rise
from tui.model.entries import RawEntry
from tui.model.namefacts import Trends
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Prose, plain_text

AT = (Mention(0, 1, 0, 1),)
PLACES = {"Paris": "geonames:2988507", "Kyiv": "geonames:703448"}


@pytest.fixture(autouse=True)
def _finder(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text is a list of names."""

    def find(prose: Prose, **_: object) -> Names:
        names = [name.strip() for name in plain_text(prose.sections).split(",")]
        people = tuple(Person(name, AT, salience=0.5) for name in names if " " in name)
        return Names(people, tuple(Place(n, AT, place_id=PLACES[n]) for n in names if n in PLACES))

    monkeypatch.setattr("tui.entities.extract_names", find)


def story(number: int, text: str, days_ago: float, headline: str = "") -> RawEntry:
    return build_entry(
        f"{number}-{days_ago}-{text}",
        title=headline or f"{text} {number}",
        content=f"<p>{text}</p>",
        published_at=NOW - timedelta(days=days_ago),
    )


def fill(library: Library, *entries: RawEntry, feed: str = "https://post.example/feed") -> None:
    deliver(library, *entries, feed=feed)
    library.prepare()


def usual_days(count: int = 60, a_day: int = 2) -> list[RawEntry]:
    """Stories about Ann Reed and Paris, day by day."""
    return [story(n, "Ann Reed, Paris", day + 0.5) for day in range(count) for n in range(a_day)]


def names(trends: Trends) -> list[str]:
    return [trend.name for trend in trends.rising]


def test_a_name_in_more_stories_than_is_usual_rises_and_one_that_is_always_there_does_not(
    library: Library,
) -> None:
    """News is what is different from yesterday."""
    fill(library, *usual_days(), *(story(n, "Bob Stone, Kyiv", 0.4) for n in range(5)))
    trends = library.names.trends("day")
    assert names(trends) == ["Bob Stone", "Kyiv"]
    stone = trends.rising[0]
    assert (stone.stories, stone.usual, stone.over_time[-1], sum(stone.over_time)) == (5, 0.0, 5, 5)
    assert stone.story.headline.startswith("Bob Stone, Kyiv")
    assert (trends.stories, trends.before, trends.is_current) == (7, 56, True)
    assert names(library.names.trends("week")) == ["Bob Stone", "Kyiv"]
    assert [t.name for t in library.names.trends("day", "place").rising] == ["Kyiv"]
    assert trends_words(trends) == "In 7 stories of the last day, against 56 of the 28 days before."


def test_of_very_many_stories_the_share_of_different_ones_is_taken_for_that_of_all(library: Library) -> None:
    """Not all are read to tell: every story here is sent by two feeds."""
    for feed in ("https://one.example/feed", "https://two.example/feed"):
        many = (story(n, "Bob Stone", 0.001 * n, headline=f"Stone, {n} times") for n in range(120))
        fill(library, *many, feed=feed)
    (stone,) = library.names.trends("day").most_named
    assert stone.stories == 120


def test_twice_as_many_stories_of_everything_make_nobody_rise(library: Library) -> None:
    """Ten new feeds are not ten new presidents."""
    fill(library, *usual_days(), *(story(100 + n, "Ann Reed, Paris", 0.4) for n in range(10)))
    trends = library.names.trends("day")
    assert names(trends) == []
    assert [trend.name for trend in trends.most_named] == ["Ann Reed", "Paris"]
    assert "Nobody, no place and no organisation rises" in trends_words(trends)


def test_one_story_sent_again_and_again_is_one(library: Library) -> None:
    """Under new guids, in whatever case, by whichever feed."""
    headlines = ("LIVE: the case of  Bob Stone", "Live: The case of Bob Stone")
    again = [story(n, "Bob Stone", 0.4, headlines[n % 2]) for n in range(9)]
    fill(library, *usual_days(), *again)
    fill(
        library,
        *(story(20 + n, "Bob Stone", 0.3, "Live: the case of Bob Stone") for n in range(4)),
        feed=TIMES,
    )
    assert names(library.names.trends("day")) == []
    fill(library, *(story(40 + n, "Bob Stone", 0.2) for n in range(3)))
    (stone,) = library.names.trends("day").rising
    assert stone.stories == 4


def test_what_is_hidden_does_not_rise(library: Library) -> None:
    fill(library, *usual_days())
    fill(library, *(story(n, "Bob Stone", 0.4) for n in range(5)), feed=TIMES)
    assert names(library.names.trends("day")) == ["Bob Stone"]
    feed = next(feed.id for feed in library.feeds() if feed.url == TIMES)
    library.unsubscribe(feed)
    assert names(library.names.trends("day")) == []


def test_two_stories_are_no_trend(library: Library) -> None:
    fill(library, *usual_days(), *(story(n, "Bob Stone", 0.4) for n in range(2)))
    assert names(library.names.trends("day")) == []


def test_where_all_is_old_it_is_told_how_it_was_then(library: Library, clock: Clock) -> None:
    """Somebody comes back after a year."""
    fill(library, *usual_days(), *(story(n, "Bob Stone", 0.4) for n in range(5)))
    clock.tick(days=365)
    trends = library.names.trends("week")
    assert (names(trends), trends.is_current) == (["Bob Stone"], False)
    assert trends_words(trends).startswith("The newest story is of 20 May 2025. In ")
    assert trends.rising[0].over_time[-1] == 5


def test_a_handful_of_stories_are_told_as_what_is_named_most(library: Library) -> None:
    """As on the first day, with nothing but the bundled stories."""
    fill(
        library, story(1, "Ann Reed, Paris", 900), story(2, "Ann Reed, Kyiv", 400), story(3, "Bob Stone", 100)
    )
    trends = library.names.trends("day")
    assert names(trends) == []
    assert (trends.most_named[0].name, trends.most_named[0].stories) == ("Ann Reed", 2)
    assert all(sum(trend.over_time) == trend.stories for trend in trends.most_named)
    assert trends.counted_in == 3
    assert "named most in the newest 3 stories" in trends_words(trends)


def test_what_is_named_most_is_counted_in_so_many_of_the_newest(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As many as the words say, neither more nor fewer."""
    monkeypatch.setattr("tui.library.trends._NEWEST", 3)
    fill(library, *(story(n, "Ann Reed" if n else "Bob Stone", 100 * n + 1) for n in range(5)))
    trends = library.names.trends("day")
    assert {trend.name: trend.stories for trend in trends.most_named} == {"Ann Reed": 2, "Bob Stone": 1}
    assert trends.counted_in == 3


def test_an_empty_store_has_no_trends(library: Library) -> None:
    trends = library.names.trends("month")
    assert (trends.rising, trends.most_named, trends_words(trends)) == ((), (), "No stories yet.")


def test_followed_names_are_marked(library: Library) -> None:
    fill(library, *usual_days(), *(story(n, "Bob Stone", 0.4) for n in range(5)))
    library.follows.follow("person", "bob stone", "Bob Stone")
    assert [trend.followed for trend in library.names.trends("day").rising] == [True]


COUNT = st.integers(0, 10_000)


@given(COUNT, COUNT, COUNT, COUNT)
def test_the_measure_has_the_sign_of_the_change_and_none_where_there_is_none(
    stories: int, others: int, before: int, others_before: int
) -> None:
    """G² is not negative; the sign says whether the share rose."""
    of, of_before = stories + others, before + others_before
    score = rise(stories, of, before, of_before)
    if not of or not of_before or not stories + before:
        assert score == 0
    elif stories * of_before > before * of:
        assert score > -1e-9
    elif stories * of_before < before * of:
        assert score < 1e-9
    else:
        assert abs(score) < 1e-6


def test_the_measure_is_the_one_that_is_cited() -> None:
    """By hand: 2 (30 ln(30/15) + 270 ln(270/285)), where a tenth of the stories are of now."""
    assert rise(30, 200, 270, 3_800) == pytest.approx(12.39, abs=0.01)
    assert rise(15, 200, 285, 3_800) == pytest.approx(0)


COUNTS = st.integers(0, 60)
ALL = st.integers(60, 4_000)


@given(COUNTS, ALL, COUNTS, ALL, st.integers(2, 5))
def test_so_many_times_as_many_stories_are_so_many_times_as_remarkable(
    stories: int, of: int, before: int, of_before: int, times: int
) -> None:
    """The measure adds up evidence: it is no ratio, which would not tell one story from a hundred."""
    once = rise(stories, of, before, of_before)
    assert rise(times * stories, times * of, times * before, times * of_before) == pytest.approx(
        times * once, abs=1e-6
    )


@given(COUNTS, ALL, COUNTS, ALL)
def test_what_rises_one_way_falls_the_other(stories: int, of: int, before: int, of_before: int) -> None:
    """With the two times exchanged it is as remarkable, and the sign the other one."""
    here, there = rise(stories, of, before, of_before), rise(before, of_before, stories, of)
    assert abs(here) == pytest.approx(abs(there), abs=1e-6)
    assert here * there <= 1e-6


@given(st.integers(1, 30), ALL, COUNTS, ALL)
def test_one_more_story_now_is_never_less_of_a_rise(
    stories: int, of: int, before: int, of_before: int
) -> None:
    assert rise(stories + 1, of, before, of_before) >= rise(stories, of, before, of_before) - 1e-6


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (3, 0, 3, 9), (3, 9, 3, 0), (0, 9, 0, 9)])
def test_where_there_is_nothing_to_compare_nothing_rises(counts: tuple[int, int, int, int]) -> None:
    assert rise(*counts) == 0
