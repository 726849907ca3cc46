"""Parts of the reader's screen by themselves, at a desk that writes down what they ask for."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from typing import Any, cast

import pytest

from tests.screen.builders import Listed, Table
from tests.store.stories import all_of
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.model.scopes import ALL, SAVED, Scope
from tui.screens.reader.desk import Desk, Shown
from tui.screens.reader.links import LinksPart
from tui.screens.reader.marking import MarkingPart
from tui.screens.reader.searches import SearchesPart, scope_query
from tui.system.paths import Paths


@pytest.fixture
def table(seeded: Paths) -> Table:
    return Table(Library.open(seeded))


def marking(table: Table) -> MarkingPart:
    return MarkingPart(cast("Desk", table), Listed(), lambda _: None)


async def test_marks_are_written_in_the_order_of_the_keys(table: Table) -> None:
    """Ten keys in one go: the last one counts, and each can be undone."""
    part, story = marking(table), all_of(table.library)[0]
    for number in range(10):
        table.subject = replace(story, saved=bool(number % 2))
        part.save()
    await table.done()
    assert not table.library.headline(story.id).saved
    for is_saved in (True, False, True):
        part.undo()
        await table.done()
        assert table.library.headline(story.id).saved is is_saved


async def test_a_mark_that_fails_is_told_and_the_next_is_written(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = marking(table)
    table.subject = all_of(table.library)[0]
    monkeypatch.setattr(table.library, "mark_read", lambda *_: table.library.headline(ArticleId("nobody")))
    part.toggle_read()
    part.save()
    await table.done()
    assert [words[0] for words in table.told] == ["!", "S"]
    assert table.library.headline(table.subject.id).saved


def nothing_after(event: threading.Event) -> None:
    assert event.wait(20)


async def test_a_mark_that_takes_long_is_seen_to_be_under_way(table: Table) -> None:
    """And nothing is said of one that is done at once."""
    part, go_on = marking(table), threading.Event()
    part.mark(lambda: None)
    await table.done()
    assert set(table.status) == {""}
    part.mark(lambda: nothing_after(go_on))
    under_way = asyncio.create_task(table.done())
    while "marking …" not in table.status:
        await asyncio.sleep(0.01)
    go_on.set()
    await under_way
    assert table.status[-1] == ""


@pytest.mark.parametrize(
    ("typed", "before", "after"),
    [("war", (), ("war",)), ("WAR", ("war",), ()), ("  ", ("war",), ("war",)), (None, (), ())],
)
async def test_a_tag_that_a_story_has_is_taken_off(
    table: Table, typed: str | None, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    """Whatever its case; nothing typed is no tag."""
    story = all_of(table.library)[0]
    for tag in before:
        table.library.tag([story.id], tag, True)
    table.subject, table.answers = table.library.headline(story.id), [typed]
    part = marking(table)
    await part.tag()
    await table.done()
    assert table.library.headline(story.id).tags == after
    assert table.asked == [f"tag (has {', '.join(before)})" if before else "tag"]


@pytest.mark.parametrize(
    ("scope", "words", "query"),
    [
        (ALL, "", ""),
        (SAVED, "", "is:saved"),
        (Scope("feed", feed_id=None), "The Post", 'feed:"The Post"'),
        (Scope("tag", name="war"), "war", 'tag:"war"'),
        (Scope("entity", entity_kind="person", name="k"), "Ann Lee", 'who:"Ann Lee"'),
        (Scope("entity", entity_kind="place", name="k"), "Oslo", 'where:"Oslo"'),
        (Scope("search", name="is:unread oslo"), "Mine", "is:unread oslo"),
    ],
)
def test_a_search_within_a_list_is_kept_with_the_list(scope: Scope, words: str, query: str) -> None:
    """Kept, it finds what was shown, wherever one is then."""
    assert scope_query(Shown(scope, words)) == query


async def test_a_search_is_kept_under_the_name_that_is_typed(table: Table) -> None:
    table.shown, table.answers = Shown(SAVED, query="oslo"), ["Mine", " "]
    part = SearchesPart(cast("Desk", table), Listed())
    await part.keep()
    assert [(search.name, search.query) for search in table.library.rules.searches()] == [
        ("Mine", "is:saved oslo")
    ]
    await part.keep()
    table.shown = Shown(SAVED)
    await part.keep()
    assert len(table.library.rules.searches()) == 1
    assert table.told == ["Search first (/): then S keeps the search among the feeds."]


async def test_stories_from_here_ask_only_where_there_is_a_choice(table: Table) -> None:
    lists = Listed()
    part = SearchesPart(cast("Desk", table), lists)
    datelined = [story for story in all_of(table.library) if story.dateline]
    single = next(
        s for s in datelined if s.dateline and len(s.dateline.places) + bool(s.dateline.agency) == 1
    )
    table.subject = single
    await part.from_here()
    assert single.dateline is not None
    assert lists.searched == [f'dateline:"{single.dateline.places[0]}"']
    assert table.asked == []
    table.subject = replace(single, dateline=replace(single.dateline, agency='The "Wire"'))
    table.answers = ['By The "Wire"', "esc"]
    await part.from_here()
    await part.from_here()
    assert lists.searched[1:] == ['agency:"The  Wire "']
    table.subject = None
    await part.from_here()
    assert table.told == ["This story has no dateline."]


def test_a_story_without_a_page_opens_none(table: Table) -> None:
    part = LinksPart(cast("Desk", table), cast("Any", None))
    story = all_of(table.library)[0]
    table.subject = replace(story, url=None)
    part.open_browser()
    table.subject = replace(story, url="https://post.example/1")
    part.open_browser()
    assert table.told == ["This story has no page of its own."]
    assert table.opened == ["https://post.example/1"]
