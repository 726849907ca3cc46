"""Retention: exactly what the rule says, nothing of it left, nothing taken in again."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.rules import check_counts, rows_of
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
)
from tui.library.frontdesk import Library
from tui.library.pruning import has_rules
from tui.model.entries import RawEntry
from tui.model.ids import SEED_FEED_URL
from tui.model.scopes import MUTED, SAVED, Scope
from tui.settings.config import Config, FeedConfig, RetentionConfig

KYIV = "<p>Volodymyr Zelenskyy waits in Kyiv.</p>"


def stories(count: int, day: int = 1, prefix: str = "g") -> list[RawEntry]:
    """Entries a day apart, the newest `day` days old."""
    return [
        build_entry(
            f"{prefix}{i}", title=f"{prefix} {i}", content=KYIV, published_at=NOW - timedelta(days=day + i)
        )
        for i in range(count)
    ]


def read_all(library: Library) -> None:
    """Mark everything read, as A does; opening protects for a day."""
    library.mark_read([headline.id for headline in all_of(library)])


def prune(library: Library, config: Config | None = None, **options: object) -> int:
    plan = library.rules.prune_plan(config or Config(), **options)  # type: ignore[arg-type]
    return library.rules.prune(plan)


@pytest.fixture
def stocked(library: Library) -> Library:
    """Ten read stories, arrived ten days ago, a day apart in date."""
    deliver(library, *stories(10, day=11), now=NOW - timedelta(days=10))
    library.prepare()
    read_all(library)
    return library


def test_by_default_nothing_is_ever_removed(stocked: Library) -> None:
    """Who has said nothing keeps everything."""
    plan = stocked.rules.prune_plan(Config())
    assert (plan.rows, plan.feeds, plan.has_rules) == ((), (), False)
    assert not has_rules(Config())


def test_what_would_go_is_told_and_then_goes(stocked: Library) -> None:
    """How many of each feed, from when to when, how much; and exactly that."""
    config = Config(retention=RetentionConfig(keep_articles=4))
    plan = stocked.rules.prune_plan(config)
    (share,) = plan.feeds
    assert (share.feed.url, share.articles, share.unread) == (POST, 6, 0)
    assert (share.oldest, share.newest) == (NOW - timedelta(days=20), NOW - timedelta(days=15))
    assert plan.bytes_freed > 6 * 700
    assert len(all_of(stocked)) == 10
    assert stocked.rules.prune(plan) == 6
    assert titles(all_of(stocked)) == ["g 0", "g 1", "g 2", "g 3"]
    assert stocked.search("kyiv", limit=50).__len__() == 4
    assert stocked.names.find("place", "kyiv")[0].stories == 4
    check_counts(stocked)


def test_what_was_removed_is_not_taken_in_again(stocked: Library) -> None:
    """The next sync still carries it, perhaps with other words."""
    prune(stocked, articles=2)
    result = deliver(stocked, *stories(10, day=11))
    assert (result.new, len(all_of(stocked))) == (0, 2)
    deliver(stocked, build_entry("g9", title="Other words", published_at=NOW - timedelta(days=20)))
    assert len(all_of(stocked)) == 2
    check_counts(stocked)


def test_a_row_is_never_given_twice(stocked: Library) -> None:
    """Else the memory of what was removed, and the journal, would point at somebody else."""
    highest = max(headline.row for headline in all_of(stocked))
    prune(stocked, days=1)
    assert all_of(stocked) == ()
    deliver(stocked, build_entry("new", title="New"))
    assert all_of(stocked)[0].row == highest + 1
    deliver(stocked, *stories(10, day=11))
    assert titles(all_of(stocked)) == ["New"]


def test_bookmarks_tags_unread_and_what_was_just_opened_stay(stocked: Library) -> None:
    """Whatever the rule."""
    listed = all_of(stocked)
    stocked.save([listed[9].id])
    stocked.tag([listed[8].id], "later")
    stocked.save([listed[8].id], saved=False)
    stocked.mark_read([listed[7].id], read=False)
    stocked.note_opened(listed[6].id)
    assert prune(stocked, days=1) == 6
    assert titles(all_of(stocked)) == ["g 6", "g 7", "g 8", "g 9"]
    assert prune(stocked, days=1, unread=True) == 1
    assert titles(all_of(stocked)) == ["g 6", "g 8", "g 9"]
    check_counts(stocked)


def test_what_was_saved_after_the_plan_was_made_stays(stocked: Library) -> None:
    """The rows are fixed first; the reader's marks count until the last moment."""
    plan = stocked.rules.prune_plan(Config(), days=1)
    stocked.save([all_of(stocked)[0].id])
    stocked.note_opened(all_of(stocked)[1].id)
    assert stocked.rules.prune(plan) == 8
    assert titles(all_of(stocked)) == ["g 0", "g 1"]


def test_age_counts_from_arrival(library: Library) -> None:
    """An old story that came yesterday is new to the reader."""
    deliver(library, *stories(3, day=400), now=NOW - timedelta(days=1))
    read_all(library)
    assert prune(library, days=30) == 0


def test_each_feed_has_its_own_rule(stocked: Library) -> None:
    """What is set for a feed goes before what is set for all, zero too."""
    deliver(stocked, *stories(5, day=11, prefix="t"), feed=TIMES, now=NOW - timedelta(days=10))
    read_all(stocked)
    config = Config(
        retention=RetentionConfig(keep_days=1),
        feeds={POST: FeedConfig(keep_days=0), TIMES: FeedConfig(keep_articles=3, keep_days=0)},
    )
    assert has_rules(config)
    assert prune(stocked, config) == 2
    assert (len(all_of(stocked)), len(all_of(stocked, feed_scope(stocked, TIMES)))) == (13, 3)
    check_counts(stocked)


def test_what_two_feeds_have_goes_when_both_say_so(library: Library) -> None:
    """Nobody loses a story to another feed's rule."""
    shared = build_entry("s", title="Shared", url="https://x.example/s", content=KYIV)
    for feed in (POST, TIMES):
        deliver(library, shared, feed=feed, now=NOW - timedelta(days=10))
    read_all(library)
    assert prune(library, Config(feeds={POST: FeedConfig(keep_days=1)})) == 0
    assert prune(library, days=1) == 1
    check_counts(library)


def test_documents_stay_unless_their_feed_is_chosen(library: Library) -> None:
    """Nobody could fetch them again."""
    deliver(library, build_entry("d"), feed=SEED_FEED_URL, now=NOW - timedelta(days=100))
    read_all(library)
    assert prune(library, days=1) == 0
    assert prune(library, days=1, only=library.feeds()) == 1


def test_what_is_muted_or_unsubscribed_goes_by_the_same_rule(stocked: Library) -> None:
    """Hidden is not kept for ever."""
    stocked.rules.mute_words("zelenskyy")
    assert len(all_of(stocked, MUTED)) == 10
    assert prune(stocked, articles=7) == 3
    assert stocked.rules.mutes()[0].hides == 7
    stocked.unsubscribe(stocked.feeds()[0].id)
    assert prune(stocked, articles=5) == 2
    check_counts(stocked)


def test_undo_passes_by_what_is_gone(stocked: Library) -> None:
    """A journal that is older than a removal still works for the rest."""
    prune(stocked, articles=4)
    change = stocked.undo()
    assert change is not None
    assert (change.verb, change.count, stocked.counts().unread) == ("read", 4, 4)
    check_counts(stocked)


def test_everything_of_an_article_goes(library: Library) -> None:
    """Its text, earlier texts, names, place on the queue, line in the index."""
    at = NOW - timedelta(days=10)
    told = f"{KYIV}<p>“It is late,” Volodymyr Zelenskyy said on 12 May 2025.</p>"
    deliver(library, build_entry("a", content=told, published_at=at), now=at)
    library.prepare()
    deliver(library, build_entry("a", content="<p>Other words.</p>", published_at=at), now=at)
    read_all(library)
    assert prune(library, days=1) == 1
    with library.database.read() as conn:
        for table in (
            "articles",
            "status",
            "bodies",
            "revisions",
            "queue",
            "article_names",
            "entity_articles",
            "told",
            "quoted",
        ):
            assert conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
        assert conn.execute("SELECT count(*) FROM deliveries").fetchone() == (1,)
    assert library.counts().queue == 0
    check_counts(library)


def test_space_is_given_back(stocked: Library) -> None:
    """On demand, since it rewrites the file."""
    deliver(stocked, *many(300, summary="x" * 5_000), now=NOW - timedelta(days=30))
    read_all(stocked)
    prune(stocked, days=1)
    assert stocked.rules.compact() > 0
    check_counts(stocked)


# ── whatever the store, whatever the rule ─────────────────────────────────────────────────────

STORY = st.fixed_dictionaries(
    {
        "feed": st.sampled_from([POST, TIMES]),
        "shared": st.booleans(),
        "published": st.integers(0, 12),
        "arrived": st.integers(0, 12),
        "mark": st.sampled_from(["unread", "read", "read", "saved", "tagged", "opened", "opened long ago"]),
    }
)
RULE = st.tuples(st.integers(0, 8), st.integers(0, 4))


@settings(max_examples=costly(50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STORY, max_size=9), RULE, RULE, st.booleans())
def test_the_survivors_are_exactly_those_the_rule_says(
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    made: list[dict[str, object]],
    post: tuple[int, int],
    times: tuple[int, int],
    unread: bool,
) -> None:
    """Told once more, and slowly: which may go, which are too old, which too many, which two feeds share."""
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("home")))
    clock = Clock()
    library = open_library(clock)
    for number, story in enumerate(made):
        _make(library, clock, number, story)
    clock.now = NOW
    rules = {POST: post, TIMES: times}
    config = Config(
        feeds={url: FeedConfig(keep_days=rule[0], keep_articles=rule[1]) for url, rule in rules.items()}
    )
    expected = _survivors(library, rules, unread)
    plan = library.rules.prune_plan(config, unread=unread)
    assert library.rules.prune(plan) == len(plan.rows)
    assert _titles_of_all(library) == expected
    check_counts(library)
    assert all(
        not deliver(library, _entry(number, story), feed=str(story["feed"])).new
        for number, story in enumerate(made)
    )
    assert _titles_of_all(library) == expected
    library.close()


def _entry(number: int, story: dict[str, object]) -> RawEntry:
    return build_entry(
        f"g{number}",
        title=f"Story {number}",
        url=f"https://x.example/{number}",
        published_at=NOW - timedelta(days=int(str(story["published"])), minutes=number),
    )


def _make(library: Library, clock: Clock, number: int, story: dict[str, object]) -> None:
    arrived = NOW - timedelta(days=int(str(story["arrived"])), hours=1)
    feeds = (POST, TIMES) if story["shared"] else (str(story["feed"]),)
    for feed in feeds:
        deliver(library, _entry(number, story), feed=feed, now=arrived)
    (id_,) = [headline.id for headline in all_of(library) if headline.headline == f"Story {number}"]
    clock.now = NOW - timedelta(days=6) if story["mark"] == "opened long ago" else NOW - timedelta(hours=2)
    match story["mark"]:
        case "read":
            library.mark_read([id_])
        case "saved" | "tagged":
            library.mark_read([id_])
            library.save([id_]) if story["mark"] == "saved" else library.tag([id_], "later")
        case "opened" | "opened long ago":
            library.note_opened(id_)
        case _:
            pass


def _titles_of_all(library: Library) -> set[str]:
    return set(titles(all_of(library)))


def _survivors(library: Library, rules: dict[str, tuple[int, int]], unread: bool) -> set[str]:
    """Say by hand what stays."""
    with library.database.read() as conn:
        opened = dict(conn.execute("SELECT article, coalesce(opened_at, 0) FROM status").fetchall())
    doomed: dict[str, set[int]] = {}
    listed = {url: all_of(library, feed_scope(library, url)) for url in rules if _has(library, url)}
    for url, stories in listed.items():
        days, keep = rules[url]
        day_ago = (NOW - timedelta(days=1)).timestamp()
        free = [
            h
            for h in stories
            if (h.read or unread) and not h.saved and not h.tags and opened[h.row] <= day_ago
        ]
        before = (NOW - timedelta(days=days)).timestamp()
        old = {
            h.row for h in free if days and max(_seconds(h.arrived_at), h.listed_at, opened[h.row]) < before
        }
        many_ = {h.row for h in free[keep:]} if keep else set()
        doomed[url] = old | many_
    gone = {
        h.row
        for stories in listed.values()
        for h in stories
        if all(h.row in doomed[url] for url, others in listed.items() if h.row in {o.row for o in others})
    }
    return {h.headline for stories in listed.values() for h in stories if h.row not in gone}


def _has(library: Library, url: str) -> bool:
    return any(feed.url == url for feed in library.feeds())


def _seconds(moment: datetime | None) -> float:
    assert moment is not None
    return moment.timestamp()


def test_saved_is_whole_after_pruning(stocked: Library) -> None:
    """The list of bookmarks is the same before and after."""
    stocked.save([headline.id for headline in all_of(stocked)[::2]])
    before = rows_of(stocked, SAVED)
    prune(stocked, days=1, articles=1)
    assert rows_of(stocked, SAVED) == before == rows_of(stocked, Scope())
