"""Briefings: the news since a moment, a line a story, in the words of a stored text."""

from __future__ import annotations

from datetime import timedelta

from tests.store.stories import NOW, POST, TIMES, Clock, all_of, build_entry, deliver
from tui.library.frontdesk import Library
from tui.model.prose import FRONT, section_leaves
from tui.model.threads import Briefing, ToldSentence
from tui.preparing.queue import run_queue
from tui.store import settings, threads
from tui.store.threads import PlacedArticle

HERALD = "https://herald.example/feed"
FIRE = ("Fire destroys mill in Leeds", "Mill in Leeds burns down", "Leeds mill fire")
OWLS = ("Owls return to the park", "Park counts its owls")
QUAKE = ("Quake shakes villages",)


def bring(
    library: Library, clock: Clock, *titles: str, body: str = "<p>It did.</p>", first: str = ""
) -> None:
    """Store an article of each feed that tells a story, in the thread of the first one."""
    for number, title in enumerate(titles):
        entry = build_entry(title, title=title, content=body, published_at=clock.now - timedelta(minutes=9))
        deliver(library, entry, feed=(POST, TIMES, HERALD)[number % 3], now=clock.now)
    # The test says what belongs together.
    run_queue(library.database, joins=lambda _url: False)
    rows = {story.headline: story.row for story in all_of(library)}
    began = rows[first or titles[0]]
    with library.database.write() as conn:
        for title in titles:
            threads.place(conn, PlacedArticle(rows[title]))
            if rows[title] != began:
                threads.move(conn, rows[title], began, "together")


def lines(briefing: Briefing) -> list[str]:
    return [line.told.text for line in briefing.lines]


def stands_there(library: Library, told: ToldSentence) -> bool:
    """Whether a line stands in its article, letter by letter, where it says it does."""
    prose, at = library.article(told.headline.id).prose, told.at
    leaf = (
        prose.headline if at.section == FRONT else section_leaves(prose.sections[at.section])[at.leaf].plain
    )
    return leaf[at.start : at.end] == told.text != ""


def test_the_most_told_story_comes_first_with_who_tells_it(library: Library, clock: Clock) -> None:
    for told in (QUAKE, OWLS, FIRE):
        bring(library, clock, *told)
    briefing = library.briefing.make()
    assert [line.new for line in briefing.lines] == [3, 2, 1]
    first = briefing.lines[0]
    assert first.told.text in FIRE
    assert first.thread.members == len(first.sources) == 3
    assert (briefing.articles, briefing.threads, briefing.until) == (6, 3, NOW)
    assert all(stands_there(library, line.told) for line in briefing.lines)
    assert lines(library.briefing.make(lines=1)) == [first.told.text]


def test_parts_of_one_story_take_one_line(library: Library, clock: Clock) -> None:
    bring(library, clock, *FIRE[:2])
    bring(library, clock, FIRE[2])
    bring(library, clock, *OWLS)
    briefing = library.briefing.make()
    assert [line.new for line in briefing.lines] == [3, 2]
    assert briefing.threads == 3


def test_an_empty_morning_is_short(library: Library, clock: Clock) -> None:
    assert library.briefing.make().lines == ()
    bring(library, clock, *FIRE)
    library.briefing.told(library.briefing.make())
    clock.tick(hours=8)
    briefing = library.briefing.make()
    assert (briefing.lines, briefing.articles, briefing.since) == ((), 0, NOW)
    # What is asked for is told again.
    assert library.briefing.make(NOW - timedelta(days=1)).articles == 3


def test_what_comes_late_is_told_and_what_is_old_is_not(library: Library, clock: Clock) -> None:
    """By arrival, not by date: a feed that was added meanwhile brings last month's articles."""
    library.briefing.told(library.briefing.make())
    clock.tick(hours=1)
    for title, hours in (("Dated before the last briefing", 5), ("Long ago", 400)):
        published = clock.now - timedelta(hours=hours)
        deliver(library, build_entry(title, title=title, published_at=published), now=clock.now)
    assert lines(library.briefing.make()) == ["Dated before the last briefing"]


def test_a_story_that_was_told_is_told_again_where_something_is_new(library: Library, clock: Clock) -> None:
    bring(library, clock, *FIRE)
    bring(library, clock, *OWLS)
    library.briefing.told(library.briefing.make())
    clock.tick(hours=2)
    bring(library, clock, "Leeds mill: fire", "Police arrest owner over solvent drums", first=FIRE[0])
    bring(library, clock, *QUAKE)
    briefing = library.briefing.make()
    assert [(line.told.text, line.is_known, line.new) for line in briefing.lines] == [
        ("Police arrest owner over solvent drums", True, 2),
        (QUAKE[0], False, 1),
    ]


def test_of_a_story_with_no_new_headline_a_new_sentence_is_told(library: Library, clock: Clock) -> None:
    bring(library, clock, *FIRE, body="<p>A fire destroyed the mill in Leeds on Monday.</p>")
    library.briefing.told(library.briefing.make())
    clock.tick(hours=2)
    rights = "This text may not be published or printed by others."
    told = "A fire destroyed the mill in Leeds on Monday."
    new = "Inspectors closed three other warehouses in Leeds and fined Paul Roe."
    bring(
        library,
        clock,
        "Fire: Leeds mill",
        body=f"<h2>Fire</h2><p>{told} {rights} He is 40 years old, and has not been seen since. {new}</p>",
        first=FIRE[0],
    )
    (line,) = library.briefing.make().lines
    assert line.told.text == new
    assert stands_there(library, line.told)


def test_what_says_nothing_new_is_not_told_again(library: Library, clock: Clock) -> None:
    """But counted where all of a time is asked for."""
    bring(library, clock, *FIRE)
    library.briefing.told(library.briefing.make())
    clock.tick(hours=2)
    bring(library, clock, "Fire: mill in Leeds", "Leeds: mill burns", first=FIRE[0])
    bring(library, clock, *QUAKE)
    assert lines(library.briefing.make()) == list(QUAKE)
    assert [line.new for line in library.briefing.make(NOW - timedelta(hours=1)).lines] == [5, 1]


def test_parts_of_a_story_that_was_told_are_known(library: Library, clock: Clock) -> None:
    """They had no line of their own, and share the next one."""
    bring(library, clock, *FIRE[:2])
    bring(library, clock, FIRE[2])
    library.briefing.told(library.briefing.make())
    clock.tick(hours=2)
    bring(library, clock, "Leeds mill: a fire", first=FIRE[2])
    assert library.briefing.make().lines == ()


def test_what_was_not_prepared_yet_is_looked_at_again(library: Library, clock: Clock) -> None:
    """It may have joined a story since; what was prepared is not told twice."""
    library.briefing.told(library.briefing.make())
    clock.tick(hours=1)
    published = clock.now - timedelta(minutes=9)
    deliver(library, build_entry("waits", title="Owls return", published_at=published), now=clock.now)
    deliver(library, build_entry("first", title="Fire in Leeds", published_at=published), now=clock.now)
    library.prepare(limit=3)
    assert library.counts().queue == 1
    library.briefing.told(library.briefing.make())
    clock.tick(hours=1)
    library.prepare()
    assert library.briefing.make().articles == 1
    library.briefing.told(library.briefing.make())
    assert library.briefing.make().articles == 0


def test_followed_names_come_first_and_muted_ones_stay_out(library: Library, clock: Clock) -> None:
    bring(library, clock, *FIRE)
    bring(library, clock, "Marco Rubio visits Kyiv", body="<p>Marco Rubio went to Kyiv and Paris.</p>")
    bring(library, clock, "Angela Merkel speaks", body="<p>Angela Merkel spoke.</p>")
    followed, muted = (library.follows.meant(name) for name in ("Marco Rubio", "Angela Merkel"))
    library.follows.follow(followed.kind, followed.key, followed.name)
    library.rules.mute_name(muted.kind, muted.key, muted.name)
    first, second = library.briefing.make().lines
    assert (first.told.text, first.followed) == ("Marco Rubio visits Kyiv", ("Marco Rubio",))
    assert set(first.places) == {"Kyiv", "Paris"}
    assert second.told.text in FIRE


def test_what_is_remembered_and_cannot_be_read_is_nothing(library: Library, clock: Clock) -> None:
    bring(library, clock, *FIRE)
    for odd in ("", "[]", "[1, 2]", '{"a": 1}', '["x", 1, []]', "[1, 2, 3, 4]"):
        with library.database.write() as conn:
            settings.set_setting(conn, "briefing", odd)
        assert len(library.briefing.make().lines) == 1


def test_a_column_is_no_story(library: Library, clock: Clock) -> None:
    bring(library, clock, "Photos of the day", "Horoscope", "Fire in Leeds")
    bring(library, clock, "Weather forecast")
    assert lines(library.briefing.make()) == ["Fire in Leeds"]
