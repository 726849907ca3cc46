"""Items that share a link, an id or have none: each is an article of its own, and stays the one it is."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.steps import take
from tests.store.stories import (
    NOW,
    POST,
    TIMES,
    all_of,
    build_entry,
    feed_scope,
    open_library,
    sync,
    write_document,
)
from tui.library.frontdesk import Library
from tui.model.articles import Headline
from tui.model.entries import Marks, RawEntry, SourceFeed
from tui.model.ids import ArticleId
from tui.prose import plain_summary
from tui.store import feeds
from tui.store.articles import deliveries, write_batch
from tui.store.identity import article_id
from tui.store.retention import remove
from tui.store.times import from_seconds, to_seconds

HOME = "https://s.example/"
PAGE = "https://notes.example/news.html"
OLD = NOW - timedelta(days=90, minutes=7)
LONG = "Votes are counted until the evening, and what comes of it stands here tomorrow morning. " * 2


def poll(
    name: str,
    day: int = 0,
    text: str | None = None,
    *,
    guid: str | None = None,
    url: str | None = HOME,
    at: datetime | None = OLD,
) -> RawEntry:
    """Return an item of a feed whose items all lead to its front page; `day` counts from the first one."""
    published_at = None if at is None else at + timedelta(days=day)
    content = f"Text of {name}." if text is None else text
    return build_entry(guid, title=f"Poll {name}", content=content, url=url, published_at=published_at)


def by_title(library: Library) -> dict[str, Headline]:
    return {headline.headline: headline for headline in all_of(library)}


SHARING = pytest.mark.parametrize(
    ("guid", "url"),
    [
        (None, HOME),
        (None, PAGE),
        (None, None),
        (HOME, HOME),
        (PAGE, PAGE),
        (HOME, PAGE),
        ("0", PAGE),
        ("0", None),
    ],
    ids=["front page", "page", "nothing", "id front page", "id page", "both", "id", "id alone"],
)


# ── one document ──────────────────────────────────────────────────────────────────────────────


@SHARING
def test_items_of_one_document_that_differ_are_different(
    library: Library, guid: str | None, url: str | None
) -> None:
    items = [poll(name, day, guid=guid, url=url) for day, name in enumerate("ABC")]
    assert sync(library, *items).new == 3
    assert sync(library, *items) == replace(sync(library, *items), new=0, changed=0, same=3)
    library.mark_read([headline.id for headline in all_of(library)])
    assert sync(library, poll("D", 3, guid=guid, url=url), *items).new == 1
    assert [headline.read for headline in all_of(library)] == [False, True, True, True]


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Poll B"},
        {"content": "Other words."},
        {"published_at": NOW - timedelta(days=5)},
        {"published_at": None},
        {"summary": "More."},
    ],
    ids=str,
)
def test_one_difference_is_enough(library: Library, other: dict[str, object]) -> None:
    one = poll("A")
    assert sync(library, one, replace(one, **other)).new == 2  # type: ignore[arg-type]
    assert sync(library, replace(one, **other), one).new == 0  # type: ignore[arg-type]
    assert library.counts().total == 2


def test_what_is_the_same_in_all_is_one(library: Library) -> None:
    assert sync(library, poll("A"), poll("A"), replace(poll("A"), content=" Text  of A.")).new == 1


def test_an_id_for_all_and_links_of_their_own(library: Library) -> None:
    """The link stays when all else is edited."""
    items = [poll(name, day, guid="0", url=f"https://s.example/{name}") for day, name in enumerate("ABC")]
    assert sync(library, *items).new == 3
    edited = replace(items[1], title="Anew", content="Anew.", published_at=NOW)
    assert (sync(library, items[2], edited).changed, library.counts().total) == (1, 3)
    assert sync(library, poll("D", 3, guid="0", url="https://s.example/D")).new == 1


# ── days ──────────────────────────────────────────────────────────────────────────────────────


@SHARING
def test_a_link_that_is_shared_on_some_days_only(library: Library, guid: str | None, url: str | None) -> None:
    """One; it and another; only the other; only a third."""
    a, b, c = (poll(name, day, guid=guid, url=url) for day, name in enumerate("ABC"))
    assert sync(library, a).new == 1
    first = all_of(library)[0]
    library.mark_read([first.id])
    library.save([first.id])
    assert sync(library, b, a).new == 1
    assert sync(library, b).new == 0
    assert sync(library, c).new == 1
    listed = by_title(library)
    assert listed["Poll A"].id == first.id
    assert [(h.read, h.saved) for h in all_of(library)] == [(False, False), (False, False), (True, True)]
    assert sync(library, c, b, a).new == sync(library, a, c, b).changed == 0


@pytest.mark.parametrize(
    ("guid", "url"), [(None, HOME), (None, PAGE), (HOME, HOME), (PAGE, PAGE), (None, None)]
)
def test_a_feed_of_one_item_a_day(library: Library, guid: str | None, url: str | None) -> None:
    """A weather page: another headline and another date are another item."""
    for day, name in enumerate(("Rain", "Sun", "Snow")):
        assert sync(library, poll(name, day, guid=guid, url=url)).new == 1
        library.mark_read([headline.id for headline in all_of(library)])
    assert len(by_title(library)) == 3


@pytest.mark.parametrize(("guid", "url"), [(None, HOME), (None, PAGE), (HOME, HOME), (None, None)])
def test_an_undated_feed_of_one_item_a_day(library: Library, guid: str | None, url: str | None) -> None:
    """Another headline and another text are another item; where the headline stays, it was edited."""
    for name in ("Rain", "Sun", "Snow"):
        assert sync(library, poll(name, guid=guid, url=url, at=None)).new == 1
        library.mark_read([headline.id for headline in all_of(library)])
    if url == PAGE:
        assert sync(library, poll("Snow", text="More of it.", url=url, at=None)).new == 0
    assert library.counts().total == 3


def test_the_same_headline_over_the_front_page_is_another_item_the_next_day(library: Library) -> None:
    for day in range(3):
        assert sync(library, poll("Forecast", day, f"Forecast for day {day}.")).new == 1


def test_one_item_that_is_only_stamped_anew_stays_one(library: Library) -> None:
    """Many feeds date everything by the moment they are asked."""
    sync(library, poll("A", 0), poll("B", 0, at=NOW - timedelta(days=3)))
    for day in range(1, 4):
        assert sync(library, poll("A", day), poll("B", day)).new == 0
    assert sync(library, poll("C", 4), poll("A", 4), poll("B", 4)).new == 1


def test_an_edit_in_a_feed_that_stamps_everything_anew_is_an_edit(library: Library) -> None:
    sync(library, poll("A"), poll("B"), poll("C"))
    told = sync(library, poll("D", 5), poll("A", 5, "Edited."), poll("B", 5), poll("C", 5))
    assert (told.new, told.changed) == (1, 1)


def test_the_same_words_again_are_new_where_the_others_keep_their_dates(library: Library) -> None:
    """`No warnings in force`, every day."""
    days = [poll("None", day, "No warnings are in force.") for day in range(5)]
    for day in range(4):
        assert sync(library, days[day + 1], days[day]).new == (2 if day == 0 else 1)


def test_an_article_of_a_page_of_its_own_is_rewritten(library: Library) -> None:
    """No id, but a link that no other item has: of headline and date one has to stay."""
    story = poll("A", url=PAGE)
    sync(library, story)
    assert sync(library, replace(story, title="Anew", content="Anew.")).changed == 1
    assert sync(library, replace(story, title="Anew", content="Later.", published_at=NOW)).changed == 1
    assert library.counts().total == 1


@pytest.mark.parametrize("days", [0.5, 400])
def test_an_id_is_trusted(library: Library, days: float) -> None:
    """Live pages: headline, words and date change; the id and the link say that it is one."""
    sync(library, poll("A", guid="post-1", url=PAGE))
    later = poll("B", guid="post-1", url=PAGE, at=OLD + timedelta(days=days))
    assert sync(library, later).changed == 1
    address = "https://s.example/a"
    sync(library, poll("A", guid=address, url=address))
    near = poll("B", guid=address, url=address, at=OLD + timedelta(hours=9))
    assert sync(library, near).changed == 1


# ── edits ─────────────────────────────────────────────────────────────────────────────────────

EDITS = {
    "text": {"content": "Edited."},
    "headline": {"title": "Edited"},
    "date": {"published_at": NOW - timedelta(days=2)},
    "headline and text": {"title": "Edited", "content": "Edited."},
    "date by hours, and text": {"published_at": NOW - timedelta(days=90, hours=3), "content": "Edited."},
    "summary": {"summary": "Edited."},
}


@SHARING
@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_stays_the_same_article_while_a_new_one_arrives(
    library: Library, guid: str | None, url: str | None, edit: str
) -> None:
    a, b, c, d = (poll(name, day, guid=guid, url=url) for day, name in enumerate("ABCD"))
    sync(library, c, b, a)
    before = by_title(library)
    library.mark_read([headline.id for headline in before.values()])
    edited = replace(a, **EDITS[edit])  # type: ignore[arg-type]
    told = sync(library, d, b, edited)
    assert (told.new, told.changed) == (1, 0 if edit == "date" else 1)
    after = by_title(library)
    assert after[edited.title].id == before["Poll A"].id
    assert [headline.headline for headline in after.values() if not headline.read] == ["Poll D"]
    assert sync(library, d, b, edited) == replace(told, new=0, changed=0, same=3, rows=())


def test_a_date_that_moves_with_every_change_tells_nothing(library: Library) -> None:
    """Atom's `updated`, where nothing says when it was published."""

    def changed(name: str, day: int, text: str) -> RawEntry:
        return replace(poll(name, day, text), updated_at=OLD + timedelta(days=day))

    sync(library, changed("A", 0, "One."), changed("B", 1, "Two."))
    told = sync(library, changed("A", 30, "Edited."), changed("C", 2, "Three."), changed("B", 1, "Two."))
    assert (told.new, told.changed) == (1, 1)


def test_headline_and_date_edited_at_once_over_a_long_text(library: Library) -> None:
    a, b = poll("A", text=LONG), poll("B", 1)
    sync(library, a, b)
    edited = replace(a, title="Poll of the evening", published_at=OLD + timedelta(hours=2))
    assert sync(library, b, edited).changed == 1
    assert library.counts().total == 2


def test_a_standing_text_makes_no_items_the_same(library: Library) -> None:
    """The same long words under every headline."""
    for day, name in enumerate("ABCD"):
        assert sync(library, poll(name, day, LONG)).new == 1


def test_dates_of_days_do_not_tell_items_apart(library: Library) -> None:
    """One of a day falls out as another of that day comes: that is no edit."""
    midnight = NOW.replace(hour=0) - timedelta(days=9)
    a, b, c = (poll(name, at=midnight) for name in "ABC")
    sync(library, b, a, poll("D", 3, at=midnight))
    assert sync(library, c, b).new == 1
    assert sync(library, poll("E", 3, at=midnight), c).new == 1


def test_a_few_words_under_every_headline_make_no_items_the_same(library: Library) -> None:
    """Without dates there is nothing else."""
    for name in "ABC":
        assert sync(library, poll(name, text="Read on.", at=None)).new == 1


@pytest.mark.parametrize("turn", ["starts", "stops"])
def test_a_feed_that_starts_or_stops_to_send_ids_brings_nothing_back(library: Library, turn: str) -> None:
    without = [poll(name, day) for day, name in enumerate("ABCD")]
    with_ids = [replace(item, guid=f"id{number}") for number, item in enumerate(without)]
    before, after = (without, with_ids) if turn == "starts" else (with_ids, without)
    sync(library, *before)
    ids = {h.headline: h.id for h in all_of(library)}
    library.mark_read(list(ids.values()))
    edited = replace(after[1], content="Edited.")
    told = sync(library, after[0], edited, *after[2:])
    assert (told.new, told.changed) == (0, 1)
    assert {h.headline: h.id for h in all_of(library) if h.read} == ids
    assert sync(library, poll("E", 9, guid="id9" if turn == "starts" else None), *after[2:]).new == 1


def test_what_retention_removed_is_not_taken_in_again(library: Library) -> None:
    a, b, c = (poll(name, day) for day, name in enumerate("ABC"))
    sync(library, a, b)
    rows = [headline.row for headline in all_of(library)]
    library.mark_read([headline.id for headline in all_of(library)])
    assert remove(library.database, rows, to_seconds(NOW) + 10 * 86_400) == 2
    assert sync(library, b, a).new == sync(library, replace(a, content="Edited."), b).new == 0
    assert sync(library, c, replace(a, title="Edited"), b).new == 1
    assert set(by_title(library)) == {"Poll C"}


def test_two_feeds_of_the_same_items_share_each_of_them(library: Library) -> None:
    items = [poll(name, day, f"Text {day}.") for day, name in enumerate(("Wind", "Wind", "Rain"))]
    sync(library, *items)
    assert sync(library, *reversed(items), feed=TIMES).new == 0
    assert len(all_of(library, feed_scope(library, TIMES))) == 3
    assert sync(library, poll("Wind", 3, "Text 3."), *items, feed=TIMES).new == 1


def test_a_story_of_another_feed_is_only_one_of_several(library: Library) -> None:
    """The same headline over the same page a day later is none of its."""
    today, tomorrow = poll("Wind", 0, "Text 0."), poll("Wind", 1, "Text 1.")
    sync(library, today)
    assert sync(library, tomorrow, today, feed=TIMES).new == 1
    assert len(all_of(library, feed_scope(library, TIMES))) == 2


def test_weekdays_for_headlines_are_not_sent_again(library: Library) -> None:
    """The second Monday is not the first one under another date."""
    week = [poll(name, day, f"Text {day}.") for day, name in enumerate(("Mon", "Tue", "Wed", "Thu"))]
    sync(library, *week)
    again = [
        replace(item, content=f"New {item.content}", published_at=NOW - timedelta(days=20 + n))
        for n, item in enumerate(week)
    ]
    assert sync(library, *again).new == 4


def test_exports_of_articles_that_share_a_link_come_back_as_they_were(library: Library) -> None:
    """Each in a file of its own, as `export` writes them, with other words than the feed's."""
    sync(library, *(poll(name, day) for day, name in enumerate("ABC")))
    marks = Marks(read=True, saved_at=NOW)
    exported = [
        replace(
            poll(headline.headline.removeprefix("Poll ")),
            title=headline.headline,
            published_at=from_seconds(headline.listed_at),
            content="As it was prepared.",
            marks=marks,
            origin=SourceFeed(POST, "Post", article_id=headline.id),
        )
        for headline in all_of(library)
    ]
    with library.database.write() as conn:
        feed = feeds.ensure_feed(conn, POST, "Post", 0)
        batch = [one for entry in exported for one in deliveries([entry], plain_summary)]
        assert write_batch(conn, feed, POST, batch, to_seconds(NOW)).new == 0
    assert all(headline.saved for headline in all_of(library))
    with library.database.write() as conn:
        feed = feeds.ensure_feed(conn, TIMES, "Times", 0)
        stated = [replace(one, stated_id=ArticleId(f"{one.stated_id}"[::-1]), likenesses=()) for one in batch]
        write_batch(conn, feed, TIMES, [*stated, *stated], to_seconds(NOW))
    assert {h.id for h in all_of(library, feed_scope(library, TIMES))} == {one.stated_id for one in stated}


def test_documents_of_one_name_in_two_folders_are_two(library: Library, tmp_path: Path) -> None:
    """Their stem is their id; and what several documents have no id for is told by its words alone."""
    folder = tmp_path / "documents"
    write_document(folder / "a", "boats.md", "# Boats\n\nMany boats.")
    write_document(folder / "b", "boats.md", "# Ships\n\nFew ships.")
    report = library.import_files([folder])
    assert (report.new, report.failures) == (2, ())
    assert library.import_files([folder]).same == 2


def test_the_same_article_twice_in_one_import_keeps_both_marks(library: Library) -> None:
    entry = replace(poll("A"), origin=SourceFeed(POST, "Post", article_id=ArticleId("abcdefghijkl")))
    with library.database.write() as conn:
        feed = feeds.ensure_feed(conn, POST, "Post", 0)
        batch = [
            one
            for marks in (Marks(read=True), Marks(saved_at=NOW))
            for one in deliveries([replace(entry, marks=marks)], plain_summary)
        ]
        assert write_batch(conn, feed, POST, batch, to_seconds(NOW)).new == 1
    (headline,) = all_of(library)
    assert (headline.id, headline.saved) == ("abcdefghijkl", True)


# ── older files ───────────────────────────────────────────────────────────────────────────────


def test_articles_of_an_older_file_keep_their_ids_and_what_was_lost_comes(library: Library) -> None:
    """Made when items that share a link were one: the last of them is there, with its bookmark."""
    a, b, c = (poll(name, day, guid=None, url=PAGE) for day, name in enumerate("ABC"))
    sync(library, b)
    (before,) = all_of(library)
    library.save([before.id])
    assert before.id == article_id(POST, PAGE)
    _age(library)
    opened = open_library()
    told = sync(opened, a, replace(b, content="Edited."), c)
    assert (told.new, told.changed) == (2, 1)
    listed = by_title(opened)
    assert len(listed) == 3
    assert (listed["Poll B"].id, listed["Poll B"].saved) == (before.id, True)
    opened.close()


def test_an_id_for_all_was_told_by_links_in_older_files(library: Library) -> None:
    """Those articles go by id and link, and still do, also where one was removed."""
    items = [poll(name, day, guid="0", url=f"https://s.example/{name}") for day, name in enumerate("ABC")]
    sync(library, *items)
    ids = {h.headline: h.id for h in all_of(library)}
    assert ids["Poll A"] == article_id(POST, "0 https://s.example/A")
    library.mark_read(list(ids.values()))
    remove(library.database, [by_title(library)["Poll C"].row], to_seconds(NOW) + 10 * 86_400)
    _age(library)
    opened = open_library()
    edited = [replace(item, content="Edited.") for item in items]
    assert sync(opened, *edited).new == 0
    assert {h.headline: h.id for h in all_of(opened)} == {name: ids[name] for name in ("Poll A", "Poll B")}
    opened.close()


def _age(library: Library) -> None:
    """Make a file what it was before keys could be shared."""
    library.close()
    with closing(sqlite3.connect(library.database.path)) as conn:
        conn.execute("DROP INDEX deliveries_base")
        for column in ("base", "traits"):
            conn.execute(f"ALTER TABLE deliveries DROP COLUMN {column}")
        take(conn, 12)
        conn.commit()


# ── all of it ─────────────────────────────────────────────────────────────────────────────────


@dataclass
class _World:
    """A feed's stories as they are: what a careful reader would count."""

    number: int
    guid: str | None
    url: str | None
    is_dated: bool
    stories: list[RawEntry]

    def add(self) -> None:
        n = len(self.stories)
        at = NOW - timedelta(days=300) + timedelta(days=n, minutes=n) if self.is_dated else None
        self.stories.append(
            build_entry(
                self.guid,
                title=f"T{self.number} {n}",
                content=f"W{self.number} {n}",
                url=self.url,
                published_at=at,
            )
        )

    def edit(self, number: int, turn: int, what: str) -> None:
        story = self.stories[number]
        if "t" in what:
            story = replace(story, title=f"{story.title}'")
        if "w" in what:
            story = replace(story, content=f"{story.content} {turn}")
        if "d" in what and story.published_at is not None:
            story = replace(story, published_at=story.published_at + timedelta(minutes=3))
        self.stories[number] = story


_numbers = itertools.count()
_DAY = st.tuples(
    st.integers(0, 2),  # how many stories are new
    st.integers(1, 6),  # how many the document holds
    st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["w", "t", "tw", "dw", "d"])), max_size=2),
    st.randoms(use_true_random=False),
)


@given(
    st.lists(_DAY, min_size=1, max_size=6), st.sampled_from(["front", "page", "id", "none"]), st.booleans()
)
@settings(max_examples=costly(40), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_a_feed_does_each_story_is_one_article(
    library: Library,
    days: Sequence[tuple[int, int, list[tuple[int, str]], object]],
    kind: str,
    is_dated: bool,
) -> None:
    """New ones, edits, resends in any order, more or fewer at a time: nothing is lost and nothing doubled."""
    number = next(_numbers)
    host = f"https://s{number}.example/"
    guid, url = {
        "front": (None, host),
        "page": (None, f"{host}page"),
        "id": (f"{host}page", f"{host}page"),
        "none": (None, None),
    }[kind]
    world = _World(number, guid, url, is_dated, [])
    world.add()
    world.add()
    feed = f"{host}feed"
    ids: dict[int, str] = {}
    for turn, (new, size, edits, order) in enumerate(days):
        for _ in range(new):
            world.add()
        shown = list(range(len(world.stories)))[-(size + new + 1) :]
        changed: set[int] = set()
        for place, what in edits:
            story = shown[place % len(shown)]
            if story in ids and story not in changed:
                changed.add(story)
                world.edit(story, turn, what if is_dated else "w")
        order.shuffle(shown)  # type: ignore[attr-defined]
        fresh = [story for story in shown if story not in ids]
        told = sync(library, *(world.stories[story] for story in shown), feed=feed)
        assert told.new == len(fresh)
        by_name = {h.headline: h.id for h in all_of(library, feed_scope(library, feed))}
        assert len(by_name) == len(ids) + len(fresh)
        for story in shown:
            id_ = by_name[world.stories[story].title]
            assert ids.setdefault(story, id_) == id_
