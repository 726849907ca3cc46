"""Muting and saved searches from the keyboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from textual.widgets import Input

from tests.screen.test_reader_screen import NARROW, Reader, reading
from tui.screens.chooser import Choices, Chooser
from tui.screens.feedlines import FeedLine, FeedLines
from tui.screens.feeds import FeedsScreen
from tui.system.paths import Paths


def offered(reader: Reader) -> list[str]:
    """Return what the chooser in front offers."""
    assert isinstance(reader.app.screen, Chooser)
    return [choice.label for choice in reader.app.screen.query_one(Choices).choices]


async def choose(reader: Reader, words: str) -> None:
    """Take the first line with these words."""
    lines = reader.app.screen.query_one(Choices)
    lines.go(next(i for i, choice in enumerate(lines.choices) if words in choice.label))
    await reader.press("enter")


async def type_in(reader: Reader, text: str) -> None:
    """Type into the line at the bottom, in the place of what stands there."""
    box = reader.app.screen.query_one("Prompt Input", Input)
    box.value = text
    await reader.press("enter")


async def mute_words(reader: Reader, words: str, span: str = "Until I lift it") -> None:
    await reader.press("x")
    await choose(reader, "Words")
    await type_in(reader, words)
    await choose(reader, span)


def feed_line(reader: Reader, label: str) -> FeedLine:
    """Return a line of the feeds, the cursor put on it."""
    screen = reader.app.screen
    assert isinstance(screen, FeedsScreen)
    lines = screen.query_one(FeedLines)
    index = next(i for i, c in enumerate(lines.choices) if isinstance(c.value, FeedLine) and c.label == label)
    lines.go(index)
    line = lines.choices[index].value
    assert isinstance(line, FeedLine)
    return line


def told(reader: Reader) -> str:
    return "\n".join(note.message for note in reader.app._notifications)


# ── muting ────────────────────────────────────────────────────────────────────────────────────


async def test_words_are_muted_and_u_brings_them_back(seeded: Paths) -> None:
    """x, words, how long: the stories leave the list and the counts; nothing is lost."""
    async with reading(seeded) as reader:
        await mute_words(reader, "Istanbul")
        assert "Istanbul Waits" not in reader.lines("list")
        assert "Muted “Istanbul”: " in told(reader)
        hidden = reader.app.library.counts().muted
        assert hidden > 0
        assert f"All {12 - hidden}" in reader.title
        await reader.press("u")
        assert "All 12" in reader.title
        assert "Istanbul Waits" in reader.lines("list")


async def test_a_feed_is_muted_from_the_list_for_a_week(seeded: Paths) -> None:
    """The feed of the story under the cursor; it lifts by itself."""
    async with reading(seeded) as reader:
        await reader.press("x")
        await choose(reader, "The feed")
        await choose(reader, "For a week")
        (mute,) = reader.app.library.rules.mutes()
        assert mute.kind == "feed"
        assert mute.until is not None
        assert timedelta(days=6) < mute.until - datetime.now(UTC) < timedelta(days=8)
        assert "No stories here." in reader.lines("list")


async def test_a_name_is_muted_from_the_sidebar(seeded: Paths) -> None:
    """The chosen name comes first; the open story stays open."""
    async with reading(seeded) as reader:
        await reader.press("enter", "tab")
        chosen = reader.screen.chosen_name
        assert chosen is not None
        await reader.press("x")
        assert offered(reader)[0].startswith(chosen.name.split()[0])
        await reader.press("enter")
        await choose(reader, "Until I lift it")
        (mute,) = reader.app.library.rules.mutes()
        assert mute.kind == "person"
        assert mute.hides == reader.app.library.counts().muted > 0
        assert reader.screen.article is not None
        assert "Istanbul" in reader.lines("reader")


async def test_a_date_may_be_typed(seeded: Paths) -> None:
    """A date or a span; anything else is said to be neither."""
    async with reading(seeded) as reader:
        await mute_words(reader, "moon", "Until …")
        await type_in(reader, "some day")
        assert "no date and no span" in told(reader)
        await mute_words(reader, "moon", "Until …")
        await type_in(reader, "2124-12-31")
        (mute,) = reader.app.library.rules.mutes()
        assert mute.until is not None
        assert mute.until.year in (2124, 2125)


async def test_what_cannot_be_muted_is_told(seeded: Paths) -> None:
    """And nothing is."""
    async with reading(seeded) as reader:
        await mute_words(reader, "is:unread")
        assert "cannot go by is:" in told(reader)
        assert reader.app.library.rules.mutes() == ()


async def test_mutes_stand_among_the_feeds_and_are_lifted_there(seeded: Paths) -> None:
    """Each with what it hides, which can be read; d lifts it, u mutes it again."""
    async with reading(seeded) as reader:
        await mute_words(reader, "Istanbul")
        hidden = reader.app.library.counts().muted
        await reader.press("f")
        assert feed_line(reader, "Istanbul").total == hidden
        await reader.press("enter")
        assert "‹ muted: Istanbul" in reader.title
        assert "Istanbul Waits" in reader.lines("list")
        await reader.press("f")
        feed_line(reader, "Istanbul")
        await reader.press("d")
        assert reader.app.library.counts().total == 12
        await reader.press("u")
        assert reader.app.library.counts().muted == hidden
        assert feed_line(reader, "All that is muted").total == hidden


async def test_what_is_muted_is_asked_for_from_the_palette(seeded: Paths) -> None:
    """Without a mute the key for one is told."""
    async with reading(seeded) as reader:
        reader.screen.action_command("mutes")
        await reader.pilot.pause()
        assert "x mutes" in told(reader)
        await mute_words(reader, "Istanbul")
        reader.screen.action_command("mutes")
        await reader.pilot.pause()
        line = reader.app.screen.query_one(FeedLines).current
        assert line is not None
        assert line.label == "All that is muted"


async def test_a_feed_is_muted_from_the_feeds(seeded: Paths) -> None:
    """x there is for the feed under the cursor."""
    async with reading(seeded) as reader:
        await reader.press("f")
        feed_line(reader, "Documents")
        await reader.press("x")
        await choose(reader, "For a month")
        assert [mute.name for mute in reader.app.library.rules.mutes()] == ["Documents"]
        assert feed_line(reader, "Documents").total == 0
        assert feed_line(reader, "All that is muted").total == 12


async def test_a_mute_that_is_over_is_lifted_while_the_reader_is_open(seeded: Paths) -> None:
    """At the start, and at every look at the clock."""
    async with reading(seeded) as reader:
        reader.app.library.rules.mute_words("Istanbul", datetime.now(UTC) + timedelta(days=1))
        with reader.app.library.database.write() as conn:
            conn.execute("UPDATE mutes SET until = 1")
        reader.screen._tick()
        await reader.until(lambda: reader.app.library.counts().total == 12)
        await reader.until(lambda: "Istanbul Waits" in reader.lines("list"))


async def test_a_bookmark_stays_in_saved(seeded: Paths) -> None:
    """Whatever is muted."""
    async with reading(seeded) as reader:
        await reader.press("s")
        await mute_words(reader, "Istanbul")
        await reader.press("3")
        assert "Istanbul Waits" in reader.lines("list")


async def test_muting_fits_a_narrow_screen(seeded: Paths) -> None:
    """One pane at a time, long words and wide ones."""
    async with reading(seeded, NARROW) as reader:
        await mute_words(reader, "新聞 " * 40)
        await reader.press("f")
        label = reader.app.library.rules.mutes()[0].name
        assert feed_line(reader, label).total == 0


# ── saved searches ────────────────────────────────────────────────────────────────────────────


async def keep(reader: Reader, query: str, name: str) -> None:
    """Search, and keep the search."""
    await reader.press("g", "slash")
    await type_in(reader, query)
    await reader.press("S")
    await type_in(reader, name)


async def test_a_search_is_kept_and_stands_among_the_feeds_with_its_count(seeded: Paths) -> None:
    """/, words, enter, S, a name: a feed of its own."""
    async with reading(seeded) as reader:
        await keep(reader, "istanbul", "The talks")
        await reader.press("escape", "f")
        line = feed_line(reader, "The talks")
        found = len(reader.app.library.search("istanbul", limit=99))
        assert (line.unread, line.total) == (found, found)
        await reader.press("enter")
        assert f"‹ The talks  {found}" in reader.title


async def test_the_keys_of_a_list_work_in_a_saved_search(seeded: Paths) -> None:
    """n, J, K, A, u and the way back."""
    async with reading(seeded) as reader:
        await keep(reader, "the", "Most")
        await reader.press("escape", "f")
        feed_line(reader, "Most")
        await reader.press("enter", "enter")
        first = reader.screen.article
        assert first is not None
        await reader.press("J")
        second = reader.screen.article
        assert second is not None
        assert second.id != first.id
        await reader.press("K")
        assert reader.screen.article is not None
        assert reader.screen.article.id == first.id
        await reader.press("n")
        assert reader.screen.article is not None
        assert reader.screen.article.id not in (first.id, second.id)
        await reader.press("q")
        unread = reader.app.library.counts().unread
        await reader.press("A")
        assert reader.app.library.counts().unread < unread
        await reader.press("u")
        assert reader.app.library.counts().unread == unread
        await reader.press("escape", "escape")
        assert "All 12" in reader.title


async def test_brackets_go_round_searches_and_feeds(seeded: Paths) -> None:
    """In the order in which they stand in f; what has nothing unread is passed by."""
    async with reading(seeded) as reader:
        await keep(reader, "istanbul", "The talks")
        await keep(reader, "nothingatall", "Empty")
        await reader.press("escape", "1", "right_square_bracket")
        assert "‹ The talks" in reader.title
        await reader.press("right_square_bracket")
        assert "‹ Documents" in reader.title
        await reader.press("left_square_bracket")
        assert "‹ The talks" in reader.title


async def test_searches_are_renamed_moved_and_dropped_in_the_feeds(seeded: Paths) -> None:
    """e, J, K and d; u brings a dropped one back."""
    async with reading(seeded) as reader:
        rules = reader.app.library.rules
        rules.keep_search("One", "one")
        rules.keep_search("Two", "two")
        await reader.press("f")
        feed_line(reader, "One")
        await reader.press("J")
        assert [search.name for search in rules.searches()] == ["Two", "One"]
        await reader.press("K", "e")
        await type_in(reader, "First")
        assert [search.name for search in rules.searches()] == ["First", "Two"]
        feed_line(reader, "Two")
        await reader.press("d")
        assert [search.name for search in rules.searches()] == ["First"]
        await reader.press("u")
        assert [search.name for search in rules.searches()] == ["First", "Two"]


async def test_a_search_within_a_list_is_kept_with_that_list(seeded: Paths) -> None:
    """What was seen is what is kept."""
    async with reading(seeded) as reader:
        await reader.press("2")
        await keep(reader, "istanbul", "New talks")
        assert reader.app.library.rules.searches()[0].query == "is:unread istanbul"


async def test_without_a_search_the_way_to_one_is_told(seeded: Paths) -> None:
    """S alone keeps nothing."""
    async with reading(seeded) as reader:
        await reader.press("S")
        assert "Search first" in told(reader)


async def test_a_story_that_is_gone_does_not_trouble_its_reader(seeded: Paths) -> None:
    """Retention may remove what somebody has open: it stays on the screen, and leaving it is quiet."""
    async with reading(seeded) as reader:
        await reader.press("enter")
        assert reader.screen.article is not None
        row = reader.screen.article.headline.row
        from tui.store import retention

        with reader.app.library.database.write() as conn:
            conn.execute("UPDATE status SET opened_at = 1 WHERE article = ?", (row,))
        assert retention.remove(reader.app.library.database, [row], 10**10) == 1
        reader.screen._tick()
        assert "Istanbul" in reader.lines("reader")
        await reader.press("J", "q")
        assert told(reader) == ""
        assert "All 11" in reader.title
