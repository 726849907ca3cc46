"""Parts that ask: muting, correcting, links, lists; what each asks, and what comes of the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.screen.builders import Listed, Table
from tests.screen.test_walking import Lists, Pane
from tests.store.stories import Clock, all_of
from tui.drawing.page import Link
from tui.errors import StoreBusy
from tui.library.frontdesk import Library
from tui.library.searching import SearchListing
from tui.model.articles import Article
from tui.model.names import NO_NAMES, Entity
from tui.model.scopes import ALL, SAVED, UNREAD, Scope
from tui.screens.reader.correcting import CorrectingPart
from tui.screens.reader.desk import Desk, Shown
from tui.screens.reader.links import LinksPart
from tui.screens.reader.lists import ListsPart
from tui.screens.reader.muting import MutingPart
from tui.system.paths import Paths

FEED = "https://post.example/feed"


@pytest.fixture
def table(seeded: Paths) -> Table:
    return Table(Library.open(seeded))


class Panel:
    """The sidebar: whom it lists, and who is lit."""

    def __init__(self, entities: tuple[Entity, ...] = ()) -> None:
        self.entities = entities
        self.picked: Entity | None = None


def opened(table: Table) -> Article:
    """Have the story with the most names open, and the keys in it."""
    articles = [table.library.article(story.id) for story in all_of(table.library)]
    article = max(articles, key=lambda one: len(one.names.people))
    table.article, table.subject, table.pane = article, article.headline, "reader"
    return article


# ── muting ────────────────────────────────────────────────────────────────────────────────────


def muting(table: Table, panel: Panel | None = None) -> tuple[MutingPart, Listed, list[str]]:
    lists, ruled = Listed(), list[str]()
    part = MutingPart(
        cast("Desk", table), lists, cast("Any", panel or Panel()), lambda: ruled.append("ruled")
    )
    return part, lists, ruled


@pytest.mark.parametrize(
    ("how_long", "lasts"),
    [
        (["Until I lift it"], None),
        (["For a week"], timedelta(weeks=1)),
        (["Until …", "12h"], timedelta(hours=12)),
        (["Until …", " 3w "], timedelta(weeks=3)),
    ],
)
async def test_words_are_muted_for_as_long_as_is_said(
    table: Table, how_long: list[str], lasts: timedelta | None
) -> None:
    """Stories are hidden behind the screen; then the lists are shown anew."""
    part, lists, ruled = muting(table)
    table.answers = ["Words …", " istanbul ", *how_long]
    await part.mute()
    await table.done()
    (mute,) = table.library.rules.mutes()
    assert mute.name == "istanbul"
    assert mute.hides > 0
    if lasts is None:
        assert mute.until is None
    else:
        assert mute.until is not None
        assert abs(mute.until - datetime.now(UTC) - lasts) < timedelta(minutes=5)
    assert (lists.refreshed, ruled) == (1, ["ruled"])
    assert len(table.told) == 1


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([None], []),
        (["Words …", None], []),
        (["Words …", "  "], []),
        (["Words …", "oslo", None], []),
        (["Words …", "oslo", "Until …", None], []),
        (["Words …", "oslo", "Until …", "soon"], ["!soon is no date and no span: 2026-12-31, 12h, 7d, 3w."]),
    ],
)
async def test_whoever_thinks_better_of_it_mutes_nothing(
    table: Table, answers: list[str | None], told: list[str]
) -> None:
    """At any of the questions; what is no date is told, not taken for ever."""
    part, lists, ruled = muting(table)
    table.answers = list(answers)
    await part.mute()
    assert (table.work, table.told, lists.refreshed, ruled) == ([], told, 0, [])


async def test_a_date_mutes_to_the_end_of_that_day(table: Table) -> None:
    """The reader's own day, whole."""
    part, _, _ = muting(table)
    table.answers = ["Words …", "istanbul", "Until …", "2090-12-31"]
    await part.mute()
    await table.done()
    (mute,) = table.library.rules.mutes()
    assert mute.until is not None
    assert mute.until.astimezone().replace(tzinfo=None) == datetime(2091, 1, 1)


async def test_what_can_be_muted_is_the_chosen_name_first_then_others_the_feed_and_words(
    table: Table,
) -> None:
    """Six names at most; in the list, where one looks at a story from outside, none."""
    article = opened(table)
    panel = Panel(article.names.entities)
    part, _, _ = muting(table, panel)
    table.answers = [None]
    await part.mute()
    offered = table.asked[0].partition(": ")[2].partition(": ")[2].split(", ")
    assert offered[-1] == "Words …"
    assert offered[-2].startswith("The feed ")
    assert 1 <= len(offered) - 2 <= 6
    last = min(article.names.people, key=lambda one: one.salience)
    known = table.library.names.known_as(last)
    panel.picked = table.chosen_name = last
    table.answers = [None]
    await part.mute()
    names = table.asked[1].partition(": ")[2].partition(": ")[2].split(", ")
    assert known is None or names[0] == known.name
    table.pane, table.answers = "list", [None]
    await part.mute()
    assert table.asked[2].endswith(f": {offered[-2]}, Words …")


async def test_a_mute_that_is_over_is_lifted_and_without_one_nothing_is_done(seeded: Paths) -> None:
    clock = Clock()
    table = Table(Library.open(seeded, clock=clock))
    part, lists, _ = muting(table)
    part.settle_if_due()
    table.library.rules.mute_words("istanbul", clock.now + timedelta(hours=1))
    part.settle_if_due()
    assert table.work == []
    clock.tick(hours=2)
    part.settle_if_due()
    await table.done()
    assert table.library.rules.mutes() == ()
    assert lists.refreshed == 1


# ── correcting ────────────────────────────────────────────────────────────────────────────────


def correcting(table: Table, article: Article) -> CorrectingPart:
    return CorrectingPart(
        cast("Desk", table), cast("Any", Pane()), cast("Any", Panel(article.names.entities))
    )


async def test_a_name_is_hidden_here_or_everywhere_and_that_can_be_taken_back(table: Table) -> None:
    article = opened(table)
    table.chosen_name = person = article.names.people[0]
    part = correcting(table, article)
    table.answers = ["Not a name: hide it", "In this story"]
    await part.correct()
    assert table.asked[1] == "Where does this hold?: In this story, In all stories"
    assert person.name not in [one.name for one in table.library.article(article.id).names.people]
    (made,) = table.library.corrections.all()
    assert made.article == article.id
    table.chosen_name = None
    table.asked.clear()
    table.answers = [None]
    await part.corrections()
    (choice,) = table.asked[0].partition(": ")[2].split(", ")[:1]
    table.answers = [table.asked[0].removeprefix("Corrected names: ")]
    assert choice.startswith("Take back")
    await part.corrections()
    assert table.library.corrections.all() == ()
    assert person.name in [one.name for one in table.library.article(article.id).names.people]


@pytest.mark.parametrize(
    "answers",
    [
        [None],
        ["Rename …", None],
        ["Rename …", "  "],
        ["Rename …", "Ann Reed", None],
        ["Merge into …", None],
        ["Merge into …", "Another name …", None],
        ["Merge into …", "Another name …", ""],
        ["It is a place after all", None],
    ],
)
async def test_whoever_leaves_a_question_corrects_nothing(table: Table, answers: list[str | None]) -> None:
    article = opened(table)
    table.chosen_name = article.names.people[0]
    table.answers = list(answers)
    await correcting(table, article).correct()
    assert table.answers == []
    assert table.library.corrections.all() == ()


async def test_a_person_is_renamed_and_a_name_nobody_has_is_said_to_be_none(table: Table) -> None:
    article = opened(table)
    table.chosen_name = article.names.people[0]
    part = correcting(table, article)
    table.answers = ["Merge into …", "Another name …", "Nobody Atall"]
    await part.correct()
    name = table.chosen_name.name
    assert table.told == [f"No story names “Nobody Atall”. Rename gives {name} that name."]
    table.answers = ["Rename …", " Ann Reed ", "In all stories"]
    await part.correct()
    (made,) = table.library.corrections.all()
    assert (made.verb, made.form, made.article) == ("rename", "Ann Reed", None)


async def test_a_name_may_be_merged_with_those_of_its_kind_alone_and_not_with_itself(table: Table) -> None:
    article = opened(table)
    table.chosen_name = article.names.people[0]
    table.answers = ["Merge into …", None]
    await correcting(table, article).correct()
    offered = table.asked[1].split(": ", 1)[1].split(", ")
    assert offered[-1] == "Another name …"
    assert article.names.people[0].name not in offered
    assert {one.name for one in article.names.people[1:]} <= set(offered)
    assert not {one.name for one in article.names.places} & set(offered)


async def test_without_a_story_a_name_or_a_correction_the_reader_is_told_what_to_do(table: Table) -> None:
    article = opened(table)
    part = correcting(table, article)
    table.article = None
    await part.correct()
    await part.corrections()
    assert table.told == ["Open a story first.", "No name was corrected: c, on a name, does that."]
    table.article = article
    await part.correct()
    table.article = replace(article, names=NO_NAMES)
    await part.correct()
    assert table.told[2].startswith("No name is chosen")
    assert table.told[3].startswith("This story names ")
    assert table.asked == []


# ── links ─────────────────────────────────────────────────────────────────────────────────────

LINKS = (Link(1, "papers", "https://example.org/papers"), Link(2, "talks", "https://example.org/talks"))


class Linked(Pane):
    links: tuple[Link, ...] = LINKS


async def test_links_are_opened_by_number_or_chosen_and_one_that_is_none_is_told(table: Table) -> None:
    pane = Linked()
    part = LinksPart(cast("Desk", table), cast("Any", pane))
    part.open_link(2)
    part.open_link(3)
    assert table.opened == ["https://example.org/talks"]
    assert table.told == ["This story has 2 links. For the list: esc, then 3."]
    table.answers = [" 1  papers", None]
    await part.choose()
    await part.choose()
    assert table.opened[1:] == ["https://example.org/papers"]
    pane.links = ()
    await part.choose()
    assert table.told[1:] == ["This story has no links."]


async def test_a_storys_link_is_copied_and_the_story_written_where_one_stands(
    table: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    part = LinksPart(cast("Desk", table), cast("Any", Linked()))
    part.copy()
    part.export()
    assert table.told == ["This story has no page of its own."]
    story = replace(all_of(table.library)[0], url="https://post.example/1")
    table.subject = story
    part.copy()
    assert table.copied == [story.url]
    part.export()
    await table.done()
    (written,) = (path for path in tmp_path.iterdir() if path.is_file())
    assert table.told[1:] == ["Copied the link.", f"Written to {written}"]
    assert story.headline in written.read_text(encoding="utf-8")


# ── lists ─────────────────────────────────────────────────────────────────────────────────────


class Rows(Lists):
    """The pane of the list, which shows what it is given."""

    start = started_at = None

    def show(self, listing: Any, scope: Any = "", **how: Any) -> None:
        self.stories = tuple(listing.window(0, 1_000))
        self.cursor = how["cursor"]
        self.did.append(f"{scope}{' searching' if how['searching'] else ''}")

    @property
    def total(self) -> int:
        return len(self.stories)

    def say(self, words: list[str]) -> None:
        self.did.append(words[0] if "Did you mean" not in words[1] else words[1])

    def redraw(self) -> None:
        self.did.append("redraw")

    def put(self, headline: Any) -> None:
        self.did.append(f"put {headline.id}")

    def tick(self) -> None:
        self.did.append("tick")


def lists(table: Table) -> tuple[ListsPart, Rows]:
    rows = Rows()
    part = ListsPart(cast("Desk", table), cast("Any", rows))
    part.show(ALL)
    return part, rows


def test_a_list_is_shown_with_the_cursor_on_the_story_that_was_under_it(table: Table) -> None:
    """Only the standing ones are remembered for the next start."""
    part, rows = lists(table)
    story = rows.stories[3]
    part.rows.go(3)
    part.show_standing("unread")
    assert rows.current == story
    assert (table.shown.scope, table.shown.total) == (UNREAD, len(rows.stories))
    part.go(Scope("feed", feed_id=story.feed_id), story.feed)
    assert table.pane == "list"
    assert table.shown.words == story.feed
    assert table.remembered == ["all", "unread"]
    assert table.counts is not None


async def test_a_search_stays_in_its_list_and_nothing_typed_brings_the_list_back(table: Table) -> None:
    part, rows = lists(table)
    everything = rows.stories
    table.answers = ["istanbul", None]
    await part.ask_search()
    assert table.shown.query == "istanbul"
    assert rows.did[-1] == "all searching"
    assert 0 < len(rows.stories) < len(everything)
    for _ in range(3):
        part.turn_order()
    assert table.told == ["The best first.", "The oldest first.", "The newest first."]
    await part.ask_search()
    assert (table.shown.query, rows.stories) == ("", everything)
    part.turn_order()
    assert table.told[3] == "The oldest first."
    before = len(rows.did)
    part.search("  ")
    assert len(rows.did) == before


def test_brackets_go_round_what_has_unread_stories_and_pass_over_what_has_none(table: Table) -> None:
    """Searches come first, as in the list of feeds; from elsewhere it begins at an end."""
    library = table.library
    library.subscribe(FEED, "Empty")
    library.rules.keep_search("Ports", "istanbul")
    library.rules.keep_search("Nothing", "xyzzy")
    seeds = next(feed for feed in library.feeds() if feed.unread)
    part, _ = lists(table)
    went = list[str]()
    for step in (1, 1, 1, -1, -1):
        part.step_feed(step)
        went.append(table.shown.words)
    assert went == ["Ports", seeds.title, "Ports", seeds.title, "Ports"]
    part.show(SAVED)
    part.step_feed(-1)
    assert table.shown.words == seeds.title
    library.mark_read([story.id for story in all_of(library)])
    part.step_feed(1)
    assert table.told == ["No feed has unread stories."]


def test_marks_of_a_row_redraw_the_list_only_where_it_has_lost_or_won_one(table: Table) -> None:
    part, rows = lists(table)
    story = rows.stories[0]
    table.library.save([story.id], True)
    part.put([table.library.headline(story.id)])
    assert rows.did[-1] == f"put {story.id}"
    assert table.counts is not None
    assert table.counts.saved == 1
    part.show(SAVED)
    table.library.save([story.id], False)
    part.put([table.library.headline(story.id)])
    assert rows.did[-1] == "redraw"
    assert table.shown.total == 0


async def test_what_a_search_may_have_meant_is_said_only_while_it_is_shown(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes from a thread: one may search for something else by then. What was said once comes at once."""
    part, rows = lists(table)
    part.search("istambul")
    part.search("Notre")
    await table.done()
    assert "Did you mean istanbul?" not in rows.did
    rows.did.clear()
    part.search("istambul")
    assert rows.did == ["all searching", "Nothing found for “istambul”.", "Did you mean istanbul?"]
    part.open()
    assert table.shown.query == "istanbul"

    def fail(_found: SearchListing) -> str | None:
        raise StoreBusy("Another program writes.")

    monkeypatch.setattr(SearchListing, "proposal", fail)
    part.search("notrx dame ")
    await table.done()
    assert table.told == ["lost: Another program writes."]


async def test_another_file_is_shown_by_titles_and_names_and_not_by_numbers(table: Table) -> None:
    """A feed of that title may have another number there; a list that is not there gives way to all."""
    part, _ = lists(table)
    feed = table.library.subscribe(FEED, "Post")
    table.shown = Shown(Scope("feed", feed_id=cast("Any", 999)), "Post")
    part.begin_anew()
    assert table.shown.scope == Scope("feed", feed_id=feed.id)
    table.shown = Shown(Scope("feed", feed_id=feed.id), "Another")
    part.begin_anew()
    assert (table.shown.scope, table.shown.words) == (ALL, "")
    table.shown = Shown(SAVED, query="istanbul")
    part.begin_anew()
    assert (table.shown.scope, table.shown.query) == (SAVED, "istanbul")
    await table.done()
