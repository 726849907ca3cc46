"""No list, search, count or mark walks or sorts a whole table, however the planner's statistics are.

To add a verb, add a line to `VERBS`. Its statements are overheard and each one's plan is looked at;
see `tests.store.plans` for what is wrong with a plan. `allowed` names a fault that is meant, with its reason.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.store.plans import Overheard, bad_steps, overhearing, plan_of, pretend_many
from tests.store.stories import (
    NOW,
    TIMES,
    all_of,
    build_entry,
    deliver,
    feed_scope,
    find_known_names,
    many,
    open_library,
)
from tui.calendar.periods import DAY
from tui.feeds.wanted import queue_wanted
from tui.library.frontdesk import Library, utc_now
from tui.library.lists import ListView, Order
from tui.library.notifying import NotifyingDesk
from tui.library.rules import mute_scope
from tui.model.scopes import ALL, HISTORY, MUTED, NOTED, SAVED, UNREAD, Scope
from tui.settings.config import ArticlesConfig, Config
from tui.store import fulltexts
from tui.store.migrations import make_schema
from tui.store.times import to_seconds
from tui.system.paths import user_paths

BODY = "<p>PARIS (AP) — The government of Volodymyr Zelenskyy sent Marco Rubio to Kyiv.</p>"
LATER = Scope("tag", name="later")
GOVERNMENT = Scope("search", name="government")
NEWS, EUROPE = Scope("folder", name="News"), Scope("folder", name="News/Europe")
ORDERS: tuple[Order, ...] = ("oldest", "feed", "names")
KYIV = Scope("entity", entity_kind="place", name="geonames:703448")


def fill(library: Library) -> None:
    """Store some of everything: two feeds that share stories, tags, bookmarks, names, changes, a queue."""
    shared = [build_entry(f"s{i}", title=f"Shared {i}", url=f"https://x.example/{i}") for i in range(3)]
    deliver(library, *many(20, content=BODY), *shared)
    deliver(library, build_entry("t1", title="Times", authors=("Ann Reed",)), *shared, feed=TIMES)
    library.prepare()
    deliver(library, *(build_entry(f"w{i}", title=f"Waits {i}") for i in range(4)))
    deliver(library, build_entry("g1", title="Story 1", content="<p>Other words.</p>"))
    ids = [headline.id for headline in all_of(library)]
    library.mark_read(ids[::3])
    library.save(ids[::4])
    for number in ids[::2]:
        library.note_opened(number, read=False)
    library.tag(ids[::7], "later")
    for number in ids[::5]:
        library.notes.add(number, "a note")
    for feed in library.feeds():
        library.move_feed(feed.id, "News/Europe" if feed.url == TIMES else "News")
    library.rules.keep_search("Government", "government")
    library.rules.mute_words("times")
    library.rules.mute_words("waits")


@dataclass(frozen=True)
class Verb:
    """One thing that a reader may ask of a store with a million articles."""

    name: str
    ask: Callable[[Library], object]
    allowed: tuple[str, ...] = ()
    """What its plans may say all the same."""


def look_about(scope: Scope | Callable[[Library], Scope], library: Library) -> None:
    """Do with a list what a screen does: draw its top, middle and end, find rows, walk the unread."""
    wanted = scope if isinstance(scope, Scope) else scope(library)
    listing = library.listing(wanted)
    top = listing.window(0, 3)
    for first in (listing.total // 2, listing.total - 2):
        listing.window(first, 2)
    listing.index_of(top[-1])
    for step in (-1, 1):
        library.neighbour(top[1], wanted, step)
        library.next_unread(top[1], wanted, backwards=step < 0)
    library.next_unread(None, wanted)
    library.mark_read([top[0].id])
    listing.refresh()
    listing.window(0, 3)


def look_otherwise(scope: Scope, view: ListView, library: Library) -> None:
    """Do with a list in another order what a screen does with one, and mark what stands above and below."""
    listing = library.listing(scope, view)
    top = listing.window(0, 3)
    listing.window(listing.total // 2, 2)
    listing.index_of(top[-1])
    for backwards in (False, True):
        listing.next_unread(top[1], backwards=backwards)
        listing.next_unread(None, backwards=backwards)
    library.mark_read([top[0].id])
    listing.refresh()
    for before in (True, False):
        library.mark_all_read(*listing.part(1, before=before))
    listing.refresh()


def search(query: str, library: Library, scope: Scope = ALL) -> None:
    """Search as the list does and as the command does, with a second page."""
    listing = library.search_listing(query, scope=scope)
    for headline in listing.window(0, 3)[:1]:
        listing.index_of(headline)
        listing.excerpt(0)
    hits = library.search(query, order="date", limit=2, scope=scope)
    if hits:
        library.search(query, order="date", limit=2, before_row=hits[-1].headline.row, scope=scope)
    library.search(query, limit=2, scope=scope)


def read_one(library: Library) -> None:
    first = all_of(library)[0].id
    library.resolve(first[:6])
    library.article(first, mark=True)
    library.is_prepared(first)
    library.versions(first)
    library.remember_position(first, 0.5)


def mark_some(library: Library) -> None:
    ids = [headline.id for headline in all_of(library)[:3]]
    library.mark_read(ids, read=False)
    library.save(ids)
    library.tag(ids, "then")
    library.tag(ids, "then", on=False)
    library.save(ids, saved=False)
    library.undo()


def note_some(library: Library) -> None:
    first = all_of(library)[0].id
    library.notes.add(first, "then")
    library.article(first)
    key = library.notes.of(first)[-1].key
    library.notes.change(key, "later")
    library.notes.remove(key)
    library.undo()
    next(library.notes.stories())
    library.listing(NOTED).excerpt(0)


def take_in(library: Library) -> None:
    """Deliver what is known, what has changed, and what another feed has too."""
    deliver(library, *many(5, content=BODY), build_entry("g1", title="Story 1", content="<p>Again.</p>"))
    deliver(library, build_entry("x", title="Shared 1", url="https://x.example/1"), feed=TIMES)


def correct(library: Library) -> None:
    """Correct a name in one story and in all, look at that, take it back, and let the queue come to it."""
    desk = library.corrections
    article = library.article(all_of(library)[0].id)
    (who, *_), (where, *_) = article.names.people, article.names.places
    desk.rename(article.id, who, "Somebody Else")
    desk.hide(None, where)
    desk.merge(None, who, library.names.find("person", "rubio")[0])
    desk.alike(who)
    desk.holding_in(article.id)
    desk.lift(desk.all()[0].id)
    library.undo()
    library.prepare(limit=3)


def turn_follows(library: Library) -> None:
    """Follow names, see what is new of them, let one go; of these there are as many as one follows."""
    library.follows.follow("place", "geonames:703448", "Kyiv")
    library.follows.follow("person", "ada lovelace", "Ada Lovelace")
    of = library.follows.all()
    library.follows.note_told(library.follows.news(of, timedelta(days=900)))
    library.follows.news(of)
    library.follows.unfollow("place", "geonames:703448")
    library.undo()


def mute_some(library: Library) -> None:
    """Mute and lift by words, by a name and by a feed."""
    library.rules.mute_words("story -shared")
    library.rules.mute_name("person", "volodymyr zelenskyy", "Volodymyr Zelenskyy")
    library.rules.mute_feed(library.feeds()[0].id)
    for mute in library.rules.mutes():
        library.rules.unmute(mute.number)
    library.undo()


def prune(library: Library) -> None:
    library.rules.prune(library.rules.prune_plan(Config(), days=1, articles=1))


SHORT_LIST = "USE TEMP B-TREE FOR ORDER BY"  # of a list that was gathered because it is short
QUERIES = (
    "government", "gov", '"the government"', "story -times", "-story", "story OR times", "is:unread",
    "is:saved story", "is:read", "tag:later", "tag:later story", "who:zelenskyy", "who:zel story",
    "where:kyiv", "said:zelenskyy", "said:zel story", "-said:rubio", "dateline:paris",
    "agency:ap", "-agency:ap story", "feed:times", "feed:times story", "feed:post story", "-feed:times",
    "folder:news", "folder:europe story", "author:reed", "author:ann story", "-author:reed", "is:opened",
    "is:opened story",
    "after:2025-05-01 before:2025-05-19", "story after:2025-05-01", "-tag:later story", "-who:rubio story",
    "nothingsuch", "is:muted", "is:muted story", "is:saved -story", "is:noted", "is:noted story",
    "note:then", "-note:then story", "AT&T", "C++ story", "東京都",
    "円", "-C#",
)  # fmt: skip


def notify(library: Library) -> None:
    """Tell of what came behind the first row, however much that is."""
    library.set_setting("notified", "1")
    library.rules.keep_search("Government", "government")
    assert NotifyingDesk(library.database, utc_now).news(names=True, of_searches=("Government",)) == ()


WAITING_PAGES = "SCAN full_texts USING"
"""The index that has what waits to be fetched and nothing else."""


def want_pages(library: Library) -> None:
    """Put on the queue what a sync's end does, and see what is due."""
    config = Config(articles=ArticlesConfig("short"))
    for _ in range(2):
        queue_wanted(library.database, config, to_seconds(NOW))
    with library.database.read() as conn:
        fulltexts.due(conn, to_seconds(NOW))


def brief(library: Library) -> None:
    """Make a briefing, of a day and since the one before, and note that it was told."""
    library.briefing.told(library.briefing.make())
    library.briefing.make()


VERBS = (
    Verb("all", partial(look_about, ALL)),
    Verb("unread", partial(look_about, UNREAD)),
    Verb("saved", partial(look_about, SAVED)),
    Verb("feed", partial(look_about, feed_scope)),
    Verb("feed with shared stories", partial(look_about, lambda library: feed_scope(library, TIMES))),
    Verb("folder", partial(look_about, NEWS)),
    Verb("folder with shared stories", partial(look_about, EUROPE)),
    Verb("mark a folder read", lambda library: library.mark_all_read(library.listing(NEWS).listed)),
    *(
        Verb(
            f"{scope.kind} {order} unread",
            partial(look_otherwise, scope, ListView(order, unread=True)),
            # What is saved is counted anew: no more than a reader saves. For the other see below.
            allowed=("SCAN s USING INDEX status_saved", SHORT_LIST),
        )
        for scope in (ALL, UNREAD, NEWS, EUROPE, SAVED, LATER, KYIV)
        for order in ORDERS
    ),
    *(
        # At the end of a folder's feeds stand the few stories that feeds outside of it have too.
        Verb(f"{scope.kind} {order}", partial(look_otherwise, scope, ListView(order)), allowed=(SHORT_LIST,))
        for scope in (ALL, NEWS, EUROPE, SAVED)
        for order in ORDERS
    ),
    # What one thread has become: a step or two.
    Verb("briefing", brief, allowed=("SCAN w: WITH RECURSIVE way", "SCAN way: WITH")),
    Verb("history", partial(look_about, HISTORY)),
    *(Verb(f"history {order}", partial(look_otherwise, HISTORY, ListView(order))) for order in ORDERS),
    Verb("noted", partial(look_about, NOTED)),
    Verb("tag", partial(look_about, LATER)),
    Verb("name", partial(look_about, KYIV)),
    Verb("saved search", partial(look_about, GOVERNMENT)),
    Verb("saved search without words", partial(look_about, Scope("search", name="-times"))),
    Verb("what is muted", partial(look_about, MUTED)),
    Verb("what a mute hides", partial(look_about, lambda library: mute_scope(library.rules.mutes()[0]))),
    Verb("count a saved search", lambda library: library.rules.count_anew(library.rules.searches()[0])),
    Verb("the reader's rules", lambda library: (library.rules.mutes(), library.rules.settle())),
    Verb("mute", mute_some),
    # Now and then, in a process that nobody waits for: what may go of one feed is put in order.
    Verb("prune", prune, allowed=(SHORT_LIST, "USE TEMP B-TREE FOR GROUP BY")),
    Verb(
        "mark a saved search read", lambda library: library.mark_all_read(library.listing(GOVERNMENT).listed)
    ),
    Verb("counts", lambda library: (library.counts(), library.feeds(), library.tags())),
    Verb("what is due", Library.has_due_feeds),
    Verb("read", read_one),
    Verb("mark", mark_some),
    Verb("note", note_some),
    Verb("mark all read", lambda library: library.mark_all_read(library.listing(feed_scope(library)).listed)),
    Verb("take in", take_in),
    Verb("notify", notify),
    # Once, after much was prepared, it is counted how much still waits: the keys alone.
    Verb("prepare", lambda library: library.prepare(limit=3), allowed=("SCAN queue: SELECT count(*)",)),
    # All stories that a correction concerns are gathered: by index, those that one has changed before too.
    Verb(
        "correct",
        correct,
        allowed=(
            SHORT_LIST,
            "SCAN queue: SELECT count(*)",
            "SCAN article_names USING INDEX article_names_found",
        ),
    ),
    Verb("export", lambda library: next(library.articles_to_export(ALL))),
    # Of those that a typed name may mean, the ones of most stories: as many as share a word of a name.
    Verb("names", lambda library: library.names.find("person", "zel"), allowed=(SHORT_LIST,)),
    Verb("follow and let go", turn_follows, allowed=(SHORT_LIST,)),
    # What rises is counted in a time: its stories and its names, along their indexes.
    Verb("trends", lambda library: [library.names.trends(unit) for unit in ("day", "week", "month")]),
    # The threads of a time are put together and ranked: no more than that time has.
    Verb(
        "rising threads",
        lambda library: [library.threads.rising(unit) for unit in ("day", "week", "month")],
        allowed=("USE TEMP B-TREE FOR GROUP BY", "USE TEMP B-TREE FOR count(DISTINCT)", SHORT_LIST),
    ),
    Verb("a name's page", lambda library: library.names.page("place", "geonames:703448")),
    Verb("a name's timeline", lambda library: library.names.timeline("place", "geonames:703448", DAY)),
    Verb("pages that wait", lambda library: library.full_texts.waiting(), allowed=(WAITING_PAGES,)),
    Verb("ask for pages", lambda library: library.full_texts.ask([one.id for one in all_of(library)[:3]])),
    Verb("turn to the other text", lambda library: library.full_texts.turn(all_of(library)[0].id)),
    Verb("what rules want", want_pages, allowed=(WAITING_PAGES,)),
    Verb("what is said", lambda library: library.quotes.of_article(all_of(library)[0].id)),
    Verb("what a name says", lambda library: library.quotes.of_name("person", "volodymyr zelenskyy")),
    Verb("stories of a name", lambda library: library.names.stories("place", "geonames:703448")),
    *(Verb(f"search {query}", partial(search, query), allowed=(SHORT_LIST,)) for query in QUERIES),
    # Asked for what is never true: SQLite sees that before it looks at a row.
    Verb("search for nothing", partial(search, ""), allowed=("SCAN s", SHORT_LIST)),
    *(
        Verb(f"search in {scope.kind}", partial(search, "story", scope=scope), allowed=(SHORT_LIST,))
        for scope in (UNREAD, SAVED, NOTED, LATER, KYIV, NEWS, HISTORY)
    ),
)


STATISTICS = ("no statistics", "statistics of thousands", "statistics of a million")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The data folder of a filled store, once for each kind of statistics."""
    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tui.entities.extract_names", find_known_names)
        patch.setenv("DATELINE_HOME", str(tmp_path_factory.mktemp("filled")))
        paths = user_paths()
        library = open_library()
        fill(library)
        for statistics in STATISTICS:
            if statistics == "no statistics":
                with library.database.write() as conn:
                    conn.execute("DROP TABLE IF EXISTS sqlite_stat1")
            else:
                pretend_many(library, 100 if "thousands" in statistics else 20_000)
            library.close()  # what is in the log goes into the file
            folders[statistics] = tmp_path_factory.mktemp("data") / "data"
            shutil.copytree(paths.data_dir, folders[statistics])
    return folders


@pytest.fixture(params=STATISTICS)
def heard(
    request: pytest.FixtureRequest, filled: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Library, Overheard]]:
    """A filled store, opened so that what it is asked is overheard."""
    shutil.copytree(filled[request.param], user_paths().data_dir)
    with overhearing(monkeypatch) as overheard:
        opened = open_library()
        overheard.clear()
        yield opened, overheard
        opened.close()


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_nothing_is_walked_or_sorted_as_a_whole(verb: Verb, heard: tuple[Library, Overheard]) -> None:
    """In a new store, with statistics or with none, as in one of a million articles; also while it grows."""
    library, overheard = heard
    verb.ask(library)
    asked = Overheard(overheard)
    assert asked, "nothing was overheard"
    with library.database.read() as conn:
        faults = asked.faults(conn)
    assert [fault for fault in faults if not fault.startswith(verb.allowed or ("\0",))] == []


def test_a_small_store_has_no_statistics(library: Library) -> None:
    """By those of a dozen articles SQLite would walk whole tables while the first sync brings thousands."""
    fill(library)
    with library.database.read() as conn:
        assert not conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'").fetchone()


def test_the_first_paint_asks_for_one_page(library: Library) -> None:
    """These run before anything else is loaded, on a connection of their own."""
    from tui.drawing import listrows
    from tui.store import queries

    fill(library)
    pretend_many(library)
    library.close()
    with open_library().database.read() as conn:
        for scope in ("all", "unread", "saved"):
            whole = queries.first_page(scope, listrows.ListRow._fields).replace(":count", "40")
            assert bad_steps(whole, plan_of(conn, whole)) == []


@pytest.mark.parametrize(
    ("sql", "is_bad"),
    [
        ("SELECT * FROM articles WHERE words > 3", True),
        ("SELECT count(*) FROM status WHERE unread = 1", True),
        ("SELECT article FROM status AS s ORDER BY position LIMIT 3", True),
        ("SELECT b.data FROM bodies AS b WHERE b.prepared = 0", True),
        ("SELECT rowid FROM search", True),
        ("SELECT rowid FROM search WHERE search MATCH 'a'", False),
        ("SELECT row FROM articles ORDER BY row DESC LIMIT 3", False),
        ("SELECT title FROM feeds", False),
        ("SELECT n FROM counts", False),
    ],
)
def test_a_bad_plan_is_seen(sql: str, is_bad: bool) -> None:
    """Else everything above would pass for the wrong reason."""
    conn = sqlite3.connect(":memory:")
    make_schema(conn)
    assert bool(bad_steps(sql, plan_of(conn, sql))) is is_bad
    conn.close()
