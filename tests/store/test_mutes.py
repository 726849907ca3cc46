"""Muting: what is hidden, for how long, and that counts stay equal to the rows shown."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.rules import check_counts, rows_of, searched
from tests.store.steps import take
from tests.store.stories import (
    NOW,
    POST,
    TIMES,
    Clock,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    many,
    open_library,
    titles,
    words_of,
)
from tui.errors import DatelineError, NotFound
from tui.library.frontdesk import Library
from tui.library.rules import mute_scope
from tui.model.ids import FeedId
from tui.model.scopes import ALL, MUTED, SAVED, Scope
from tui.store import schema

KYIV = "<p>Volodymyr Zelenskyy waits in Kyiv.</p>"


def feed_id(library: Library, url: str = POST) -> FeedId:
    found = feed_scope(library, url).feed_id
    assert found is not None
    return found


@pytest.fixture
def stocked(library: Library) -> Library:
    """Five stories in two feeds, one of them in both, prepared."""
    shared = build_entry("s", title="Shared harvest", content="<p>Barley.</p>", url="https://x.example/s")
    deliver(
        library,
        build_entry("1", title="Grain talks open", summary="Envoys meet."),
        build_entry("2", title="A quiet day", content=KYIV),
        build_entry("3", title="Ports", content="<p>Grain waits in the ports.</p>"),
        shared,
    )
    deliver(library, build_entry("4", title="Times of grain", content="<p>None.</p>"), shared, feed=TIMES)
    library.prepare()
    return library


# ── what is hidden ────────────────────────────────────────────────────────────────────────────


def test_words_hide_by_headline_summary_and_text(stocked: Library) -> None:
    """A mute by words is a search: whatever has them leaves the lists."""
    change = stocked.rules.mute_words("grain")
    assert words_of(change) == "Muted “grain”: 3 articles hidden"
    assert set(titles(all_of(stocked))) == {"A quiet day", "Shared harvest"}
    check_counts(stocked)


@pytest.mark.parametrize(
    ("words", "hidden"),
    [
        ('"grain talks"', {"Grain talks open"}),
        ("grain -ports", {"Grain talks open", "Times of grain"}),
        ("grain feed:times", {"Times of grain"}),
        ("envoys OR barley", {"Grain talks open", "Shared harvest"}),
        ("gra", set()),
        ("gra*", {"Grain talks open", "Ports", "Times of grain"}),
        ("quiet who:zelenskyy", {"A quiet day"}),
    ],
)
def test_words_are_a_search_of_whole_words(stocked: Library, words: str, hidden: set[str]) -> None:
    """`car` must not hide what is about carbon; all else is as in a search."""
    stocked.rules.mute_words(words)
    assert set(titles(all_of(stocked, MUTED))) == hidden
    check_counts(stocked)


@pytest.mark.parametrize("words", ["", "  ", '"', "is:unread", "grain is:read", "grain after:7d", "tag:x a"])
def test_words_that_would_come_and_go_are_refused(stocked: Library, words: str) -> None:
    """A mute by what the reader does or what the clock says would never be settled."""
    with pytest.raises(DatelineError):
        stocked.rules.mute_words(words)
    assert stocked.rules.mutes() == ()


def test_a_name_hides_its_stories(stocked: Library) -> None:
    """By the key across stories, so that a namesake is left alone."""
    (found,) = stocked.names.find("person", "zelenskyy")
    stocked.rules.mute_name(found.kind, found.key, found.name)
    assert titles(all_of(stocked, MUTED)) == ["A quiet day"]
    check_counts(stocked)


def test_a_feed_hides_what_no_other_feed_has(stocked: Library) -> None:
    """A story that two feeds have goes when both are muted, and comes back with either."""
    stocked.rules.mute_feed(feed_id(stocked))
    assert set(titles(all_of(stocked))) == {"Shared harvest", "Times of grain"}
    stocked.rules.mute_feed(feed_id(stocked, TIMES))
    assert all_of(stocked) == ()
    check_counts(stocked)
    stocked.undo()
    assert set(titles(all_of(stocked))) == {"Shared harvest", "Times of grain"}
    check_counts(stocked)


def test_unsubscribing_counts_for_what_two_feeds_have(stocked: Library) -> None:
    """Of a muted feed and one given up nothing is left to be shown; undoing brings it back."""
    stocked.rules.mute_feed(feed_id(stocked))
    stocked.unsubscribe(feed_id(stocked, TIMES))
    assert all_of(stocked) == ()
    check_counts(stocked)
    stocked.undo()
    assert set(titles(all_of(stocked))) == {"Shared harvest", "Times of grain"}
    check_counts(stocked)


def test_bookmarks_and_tags_stay_in_their_lists(stocked: Library) -> None:
    """No mute takes a bookmark out of Saved."""
    wanted = next(h.id for h in all_of(stocked) if h.headline == "Ports")
    stocked.tag([wanted], "later")
    stocked.rules.mute_words("grain")
    assert titles(all_of(stocked, SAVED)) == titles(all_of(stocked, Scope("tag", name="later"))) == ["Ports"]
    assert searched(stocked, "is:saved") == searched(stocked, "tag:later grain") == {"Ports"}
    assert "Ports" not in titles(all_of(stocked))
    check_counts(stocked)


def test_a_search_finds_what_is_muted_only_where_asked(stocked: Library) -> None:
    """`is:muted`, with and without words."""
    stocked.rules.mute_words("grain")
    assert searched(stocked, "grain") == searched(stocked, "feed:times -barley") == set()
    assert searched(stocked, "is:muted") == {"Grain talks open", "Ports", "Times of grain"}
    assert searched(stocked, "is:muted ports") == {"Ports"}
    assert searched(stocked, "is:muted feed:times") == {"Times of grain"}
    assert searched(stocked, "-is:muted day") == {"A quiet day"}


def test_a_mute_is_a_list(stocked: Library) -> None:
    """What it hides can be read, and searched."""
    stocked.rules.mute_words("grain")
    stocked.rules.mute_words("quiet")
    (_, grain) = stocked.rules.mutes()
    listing = stocked.search_listing("ports", scope=mute_scope(grain))
    assert titles(listing.window(0, 9)) == ["Ports"]
    assert len(rows_of(stocked, mute_scope(grain))) == 3


# ── as they come in ───────────────────────────────────────────────────────────────────────────


def test_new_articles_are_muted_as_they_arrive(stocked: Library) -> None:
    """By headline and summary in the transaction that stores them: never listed, not for a moment."""
    stocked.rules.mute_words("storm")
    deliver(stocked, build_entry("9", title="Storm"), build_entry("8", title="x", summary="A storm."))
    assert set(titles(all_of(stocked, MUTED))) == {"Storm", "x"}
    check_counts(stocked)


def test_what_a_muted_feed_brings_is_muted_and_what_others_bring_is_not(stocked: Library) -> None:
    """In the transaction that stores it, and still once it is read."""
    stocked.rules.mute_feed(feed_id(stocked, TIMES))
    deliver(stocked, build_entry("9", title="Of the Times"), feed=TIMES)
    deliver(stocked, build_entry("9", title="Of the Post", url="https://post.example/9"))
    for _ in range(2):
        muted = titles(all_of(stocked, MUTED))
        assert "Of the Times" in muted
        assert "Of the Post" not in muted
        check_counts(stocked)
        stocked.prepare()


def test_the_text_and_the_names_mute_when_they_are_known(stocked: Library) -> None:
    """Body words and names are there once an article is prepared."""
    stocked.rules.mute_words("storm")
    stocked.rules.mute_name("place", "geonames:703448", "Kyiv")
    deliver(
        stocked,
        build_entry("9", title="x", summary="y", content="<p>A storm.</p>"),
        build_entry("8", content=KYIV),
    )
    assert titles(all_of(stocked, MUTED)) == ["A quiet day"]
    stocked.prepare()
    assert len(all_of(stocked, MUTED)) == 3
    check_counts(stocked)


def test_what_the_text_excludes_is_shown_once_it_is_known(stocked: Library) -> None:
    """A headline alone may promise too much."""
    stocked.rules.mute_words("storm -glass")
    deliver(stocked, build_entry("9", title="Storm", summary="x", content="<p>In a water glass.</p>"))
    assert titles(all_of(stocked, MUTED)) == ["Storm"]
    stocked.prepare()
    assert all_of(stocked, MUTED) == ()
    check_counts(stocked)


def test_changed_words_are_looked_at_again(stocked: Library) -> None:
    """A correction may take a story out of a mute, or into one; hidden it stays until all is known."""
    stocked.rules.mute_words("grain")
    deliver(stocked, build_entry("3", title="Ports", content="<p>Ships wait in the ports.</p>"))
    deliver(stocked, build_entry("2", title="A loud day", content="<p>Grain rots.</p>"))
    stocked.prepare()
    assert set(titles(all_of(stocked, MUTED))) == {"Grain talks open", "Times of grain", "A loud day"}
    check_counts(stocked)


def test_a_second_feed_brings_a_muted_feeds_story_back(stocked: Library) -> None:
    """It is listed where it is not muted."""
    stocked.rules.mute_feed(feed_id(stocked))
    deliver(stocked, build_entry("2", title="A quiet day", content=KYIV, url="https://x.example/2"))
    deliver(
        stocked, build_entry("2b", title="A quiet day", content=KYIV, url="https://x.example/2"), feed=TIMES
    )
    assert "A quiet day" in titles(all_of(stocked, feed_scope(stocked, TIMES)))
    check_counts(stocked)


# ── for how long ──────────────────────────────────────────────────────────────────────────────


def test_a_mute_lifts_by_itself(stocked: Library) -> None:
    """Once its time is over, and there is nothing to be undone about it then."""
    clock = Clock()
    library = open_library(clock)
    library.rules.mute_words("grain", NOW + timedelta(days=7))
    clock.tick(days=6)
    assert library.rules.settle() == 0
    assert len(library.rules.mutes()) == 1
    clock.tick(days=2)
    assert library.rules.mutes() == ()
    assert library.rules.settle() == 3
    assert len(all_of(library)) == 5
    assert library.undo() is None
    check_counts(library)
    library.close()


def test_a_mute_ends_in_the_future(stocked: Library) -> None:
    """A date that is past is a mistake, and said to be one."""
    with pytest.raises(DatelineError, match="future"):
        stocked.rules.mute_words("grain", NOW - timedelta(days=1))


def test_muting_again_only_moves_the_end(stocked: Library) -> None:
    """The same words are one mute."""
    stocked.rules.mute_words("grain")
    stocked.rules.mute_words("grain", NOW + timedelta(days=3))
    (mute,) = stocked.rules.mutes()
    assert mute.until == NOW + timedelta(days=3)
    stocked.undo()
    assert stocked.rules.mutes() == ()


def test_lifting_and_undoing(stocked: Library) -> None:
    """Each step can be taken back, the last one first."""
    stocked.rules.mute_words("grain")
    (mute,) = stocked.rules.mutes()
    assert words_of(stocked.rules.unmute(mute.number)) == "“grain” is muted no more"
    assert len(all_of(stocked)) == 5
    assert words_of(stocked.undo()) == "Muted “grain” again"
    assert len(all_of(stocked)) == 2
    assert words_of(stocked.undo()) == "“grain” is muted no more"
    assert len(all_of(stocked)) == 5
    assert stocked.undo() is None
    with pytest.raises(NotFound):
        stocked.rules.unmute(mute.number)
    check_counts(stocked)


def test_what_two_mutes_hide_stays_hidden_when_one_is_lifted(stocked: Library) -> None:
    """Each counts its own."""
    stocked.rules.mute_words("grain")
    stocked.rules.mute_words("ports")
    (ports, grain) = stocked.rules.mutes()
    assert (ports.hides, grain.hides) == (1, 3)
    stocked.rules.unmute(grain.number)
    assert titles(all_of(stocked, MUTED)) == ["Ports"]
    check_counts(stocked)


def test_what_was_cut_off_goes_on(stocked: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mute that could not be settled is in force all the same, and settled the next time."""
    with monkeypatch.context() as patch:
        patch.setattr("tui.store.muting.write_in_parts", _break)
        with pytest.raises(KeyboardInterrupt):
            stocked.rules.mute_words("grain")
    assert len(all_of(stocked)) == 5
    deliver(stocked, build_entry("9", title="More grain"))
    assert titles(all_of(stocked, MUTED)) == ["More grain"]
    assert stocked.rules.settle() == 3
    check_counts(stocked)


def _break(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_many_are_hidden_a_few_at_a_time(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is let go again and again, and progress told."""
    monkeypatch.setattr("tui.store.parts._LOCK_HELD_S", 0.0)
    deliver(library, *many(120))
    told: list[tuple[int, int]] = []
    library.rules.mute_words("story", tell=lambda done, total: told.append((done, total)))
    assert told == [(done, 120) for done in range(10, 121, 10)]
    assert library.counts().total == 0
    check_counts(library)


# ── whatever happens ──────────────────────────────────────────────────────────────────────────

WORDS = ("grain", "storm", "kyiv", "peace")
STEPS = st.one_of(
    st.tuples(
        st.just("deliver"), st.integers(0, 7), st.lists(st.sampled_from(WORDS), max_size=2), st.booleans()
    ),
    st.tuples(st.just("words"), st.sampled_from(WORDS), st.sampled_from([None, 2, 5])),
    st.tuples(st.just("name"), st.just(None)),
    st.tuples(st.just("feed"), st.booleans(), st.sampled_from([None, 3])),
    st.tuples(st.sampled_from(["lift", "save", "unsave", "read", "tag", "unsubscribe"]), st.integers(0, 5)),
    st.tuples(st.sampled_from(["undo", "prepare", "day", "prune"]), st.just(None)),
)


@settings(max_examples=costly(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=14))
def test_counts_equal_the_rows_shown_whatever_happens(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, steps: list[tuple[object, ...]]
) -> None:
    """Any order of mutes, ends of mutes, marks, deliveries, preparing, pruning and unsubscribing."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
    clock = Clock()
    library = open_library(clock)
    deliver(library, build_entry("0", title="First"), build_entry("1", title="Grain", content=KYIV))
    deliver(library, build_entry("t", title="Times of peace"), feed=TIMES)
    for step in steps:
        _do(library, clock, step)
        library.rules.settle()
        check_counts(library)
    library.prepare()
    check_counts(library)
    for mute in library.rules.mutes():
        if mute.kind == "words":
            assert rows_of(library, mute_scope(mute)) == _matching(library, mute.value)
    library.close()


def _matching(library: Library, word: str) -> set[int]:
    sql = (
        "SELECT search.rowid FROM search JOIN status ON article = search.rowid"
        " WHERE search MATCH ? AND hidden & 2 = 0"
    )
    with library.database.read() as conn:
        return {row for (row,) in conn.execute(sql, (word,))}


def _do(library: Library, clock: Clock, step: tuple[object, ...]) -> None:
    """Do one thing, as a reader or a sync would; what cannot be done just now is passed over."""
    stories = all_of(library) + all_of(library, MUTED)
    match step:
        case ("deliver", int() as guid, list() as words, bool() as in_times):
            text = " ".join(words)
            entry = build_entry(
                str(guid),
                title=f"Story {guid}",
                content=f"<p>{text} {'Volodymyr Zelenskyy' if guid % 2 else ''}</p>",
                summary=text or None,
                url=f"https://x.example/{guid}",
            )
            deliver(library, entry, feed=TIMES if in_times else POST, now=clock.now)
        case ("words", str() as word, days):
            library.rules.mute_words(word, _later(clock, days))
        case ("name", _):
            for found in library.names.find("person", "zelenskyy"):
                library.rules.mute_name(found.kind, found.key, found.name)
        case ("feed", bool() as in_times, days):
            found_feed = [f for f in library.feeds() if f.url == (TIMES if in_times else POST)]
            for feed in found_feed:
                library.rules.mute_feed(feed.id, _later(clock, days))
        case ("lift", int() as at):
            for mute in library.rules.mutes()[at : at + 1]:
                library.rules.unmute(mute.number)
        case ("unsubscribe", int() as at):
            for feed in library.feeds()[at : at + 1]:
                library.unsubscribe(feed.id)
        case ("save" | "unsave", int() as at):
            library.save([h.id for h in stories[at : at + 1]], step[0] == "save")
        case ("read", int() as at):
            library.mark_read([h.id for h in stories[at : at + 1]])
        case ("tag", int() as at):
            library.tag([h.id for h in stories[at : at + 1]], "later")
        case ("undo", _):
            library.undo()
        case ("prepare", _):
            library.prepare()
        case ("day", _):
            clock.tick(days=1)
        case _:
            _prune(library)


def _prune(library: Library) -> None:
    from tui.settings.config import Config

    library.rules.prune(library.rules.prune_plan(Config(), days=2))


def _later(clock: Clock, days: object) -> datetime | None:
    return clock.now + timedelta(days=days) if isinstance(days, int) else None


def test_an_empty_store_can_be_muted(library: Library) -> None:
    """Nothing there yet is no reason not to."""
    assert library.rules.mute_words("grain").count == 0
    deliver(library, build_entry("1", title="Grain"))
    assert titles(all_of(library, ALL)) == []
    check_counts(library)


def test_an_older_file_learns_to_mute(library: Library) -> None:
    """Made before there were mutes: its articles are there, and can be muted."""
    deliver(library, *many(3))
    library.close()
    with closing(sqlite3.connect(library.database.path)) as conn:
        made = re.findall(r"CREATE (?:UNIQUE )?(TABLE|INDEX|TRIGGER) (\w+)", schema.step("05"))
        for kind, name in reversed(made):
            conn.execute(f"DROP {kind} IF EXISTS {name}")
        conn.execute("DELETE FROM counts WHERE name = 'muted'")
        take(conn, 5)
        conn.commit()
    opened = open_library()
    opened.rules.mute_words('"story 1"')
    assert titles(all_of(opened, MUTED)) == ["Story 1"]
    check_counts(opened)
    opened.close()


def test_what_an_earlier_version_wrote_down_is_told_without_its_quotes_twice(stocked: Library) -> None:
    """The name of a mute stood in quotes in the journal, as it was shown."""
    stocked.rules.mute_words("grain")
    with stocked.database.write() as conn:
        conn.execute(
            "UPDATE changes SET value = json_set(json_remove(value, '$.name'), '$.title', '“grain”')"
        )
    assert words_of(stocked.undo()) == "“grain” is muted no more"
