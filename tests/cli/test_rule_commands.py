"""Saved searches, mutes and retention from the command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.run import Ran, Shell
from tests.store.stories import build_entry, deliver
from tui.library.frontdesk import Library
from tui.system.paths import user_paths

POST = "https://post.example/feed"


def opened() -> Library:
    return Library.open(user_paths())


@pytest.fixture
def old(shell: Shell) -> Shell:
    """Ten read stories of one feed, a hundred days old, and one that is saved."""
    library = opened()
    at = datetime.now(UTC) - timedelta(days=100)
    entries = [
        build_entry(f"g{i}", title=f"Story {i}", published_at=at - timedelta(hours=i)) for i in range(11)
    ]
    deliver(library, *entries, feed=POST, now=at)
    ids = [headline.id for headline in library.listing().window(0, 99)]
    library.mark_read(ids)
    library.save(ids[:1])
    library.close()
    return shell


def titles_of(ran: Ran) -> list[str]:
    return [article["title"] for article in ran.json()]


# ── saved searches ────────────────────────────────────────────────────────────────────────────


def test_a_search_is_saved_listed_read_and_exported(stories: Shell) -> None:
    """From a search to a list of its own."""
    assert "Saved the search “Grain”." in stories("search", "--save", "Grain", "grain").err
    assert stories("searches", "--json").json() == [
        {"name": "Grain", "query": "grain", "unread": 1, "total": 1}
    ]
    assert stories("searches").out.split() == ["1", "of", "1", "Grain", "grain"]
    assert titles_of(stories("list", "--search", "gr", "--json")) == ["Talks open in Istanbul"]
    assert "Talks open" in stories("export", "--search", "Grain").out


def test_searches_are_renamed_moved_and_dropped(stories: Shell) -> None:
    """What the reader's screen can do, a script can do too."""
    for name in ("Grain", "Lula"):
        stories("search", "--save", name, name)
    assert "Grain is now Ports" in stories("searches", "--rename", "Grain", "Ports").err
    assert "Lula, Ports" in stories("searches", "--up", "Lula").err
    assert stories("searches", "--drop", "Lula").code == 0
    assert [one["name"] for one in stories("searches", "--json").json()] == ["Ports"]
    assert stories("searches", "--drop", "Lula").err == "dateline: There is no saved search 'Lula'.\n"
    assert stories("list", "--search", "nothing").code == 1


def test_no_searches_is_said_in_words(shell: Shell) -> None:
    """An empty list is no error."""
    ran = shell("searches")
    assert (ran.code, ran.out) == (0, "")
    assert "no saved searches" in ran.err
    assert shell("searches", "--json").json() == []


# ── mutes ─────────────────────────────────────────────────────────────────────────────────────


def test_words_are_muted_listed_and_lifted(stories: Shell) -> None:
    """Hidden from every list, found where it is asked for, and back again."""
    assert stories("mute", "grain").err == "Muted “grain”: 1 article hidden.\n"
    assert titles_of(stories("list", "--json")) == ["Lula wins in Brazil"]
    assert titles_of(stories("search", "istanbul", "--json")) == []
    assert titles_of(stories("list", "--muted", "--json")) == ["Talks open in Istanbul"]
    assert titles_of(stories("search", "is:muted", "istanbul", "--json")) == ["Talks open in Istanbul"]
    (mute,) = stories("mutes", "--json").json()
    assert (mute["kind"], mute["value"], mute["until"], mute["hides"]) == ("words", "grain", None, 1)
    assert "for ever" in stories("mutes").out
    assert stories("unmute", "GRAIN").code == 0
    assert stories("mutes").err == "Nothing is muted.\n"
    assert len(titles_of(stories("list", "--json"))) == 2


def test_a_name_and_a_feed_are_muted(stories: Shell) -> None:
    """By the words by which one knows them."""
    assert "Volodymyr Zelenskyy" in stories("mute", "--who", "zelenskyy").err
    assert "Documents" in stories("mute", "--feed", "documents").err
    kinds = [mute["kind"] for mute in stories("mutes", "--json").json()]
    assert kinds == ["feed", "person"]
    assert titles_of(stories("list", "--json")) == []
    assert stories("unmute", "2").code == 0
    assert titles_of(stories("list", "--json")) == ["Lula wins in Brazil"]
    assert stories("mute", "--who", "nobody").code == 1


def test_a_mute_ends_when_it_is_said_to(stories: Shell) -> None:
    """A date is meant to its end; a span counts from now."""
    stories("mute", "grain", "--until", "2124-12-31")
    stories("mute", "lula", "--for", "7d")
    soon, far = (datetime.fromisoformat(m["until"]) for m in stories("mutes", "--json").json())
    assert timedelta(days=6.9) < soon - datetime.now(UTC) < timedelta(days=7.1)
    assert far.astimezone().strftime("%Y-%m-%d %H:%M") == "2125-01-01 00:00"


@pytest.mark.parametrize(
    "arguments",
    [
        ("mute",),
        ("mute", "grain", "--feed", "x"),
        ("mute", "grain", "--until", "tomorrow"),
        ("mute", "grain", "--for", "ever"),
        ("mute", "grain", "--for", "7d", "--until", "2124-12-31"),
        ("list", "--muted", "--unread"),
        ("prune", "--keep-days", "-1"),
    ],
)
def test_wrong_usage_is_told_from_failure(shell: Shell, arguments: tuple[str, ...]) -> None:
    """Exit code 2, and nothing is done."""
    assert shell(*arguments).code == 2
    assert shell("mutes", "--json").json() == []


@pytest.mark.parametrize(
    "arguments", [("mute", "is:unread"), ("mute", "x", "--until", "2020-01-01"), ("unmute", "9")]
)
def test_what_cannot_be_muted_is_said_in_one_line(stories: Shell, arguments: tuple[str, ...]) -> None:
    """Exit code 1."""
    ran = stories(*arguments)
    assert (ran.code, ran.err.count("\n")) == (1, 1)


# ── retention ─────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_removed_unless_it_is_configured(old: Shell) -> None:
    """The default keeps everything for ever; a sync removes nothing either."""
    ran = old("prune")
    assert (ran.code, ran.out) == (0, "")
    assert "Everything is kept" in ran.err
    old("sync")
    assert len(titles_of(old("list", "--json"))) == 11


def test_a_dry_run_says_what_would_go(old: Shell) -> None:
    """How many of each feed, oldest and newest, about how much: for a person and for a script."""
    ran = old("prune", "--dry-run", "--keep-days", "30", "--json")
    told = ran.json()
    assert (told["dry_run"], told["articles"], told["removed"], told["unread"]) == (True, 10, 0, 0)
    (feed,) = told["feeds"]
    assert (feed["url"], feed["articles"]) == (POST, 10)
    assert feed["oldest"] < feed["newest"]
    assert told["bytes"] == feed["bytes"] > 1_000
    assert "would be removed" in ran.err
    plain = old("prune", "--dry-run", "--keep-days", "30", "--plain")
    assert plain.out.split()[:3] == ["10", "0", "unread"]
    assert plain.out.rstrip().endswith(POST)
    assert len(titles_of(old("list", "--json"))) == 11


def test_pruning_removes_what_was_said_and_keeps_bookmarks(old: Shell) -> None:
    """And what it removed does not come again."""
    assert "Removed 6 articles" in old("prune", "--keep-articles", "4").err
    assert titles_of(old("list", "--json")) == [f"Story {i}" for i in range(5)]
    assert old("prune", "--keep-days", "30", "--compact", "--json").json()["removed"] == 4
    assert titles_of(old("list", "--json")) == titles_of(old("list", "--saved", "--json")) == ["Story 0"]
    assert old("doctor").code == 0


def test_one_feed_can_be_chosen(old: Shell) -> None:
    """By whatever one types for it elsewhere."""
    told = old("prune", "--keep-days", "30", "--feed", "post", "--dry-run", "--json").json()
    assert told["articles"] == 10
    assert old("prune", "--feed", "nowhere").code == 1


def test_a_sync_prunes_where_retention_is_configured(old: Shell, tmp_path: Path) -> None:
    """By itself, once the reader has said so, and it says what it did."""
    path = user_paths().config_file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("[retention]\nkeep_days = 30\n")
    old("pause", "1")
    assert "Removed 10 articles" in old("sync").err
    assert titles_of(old("list", "--json")) == ["Story 0"]
