"""Hits of words come in the order of dates, whatever the order in which they arrived."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.effort import costly
from tests.store.steps import take
from tests.store.stories import NOW, all_of, build_entry, deliver, many, titles
from tui.library.frontdesk import Library
from tui.store import search, walks
from tui.store.lists import Key
from tui.store.migrations import make_schema
from tui.store.query import parse_query

Line = tuple[int, bool, bool]
"""When an article is dated, whether it has the word, whether it is unread."""

LINES = st.lists(st.tuples(st.integers(-3, 40), st.booleans(), st.booleans()), max_size=80)
STEADY = LINES.map(sorted)
"""The usual case: what comes later is dated later."""
FIRST_SYNC_THEN_STEADY = st.tuples(LINES, LINES.map(sorted)).map(
    lambda parts: [*parts[0], *((date + 30, word, unread) for date, word, unread in parts[1])]
)
LIMITS = st.sampled_from([(4, 4), (4, 10_000), (10_000, 4), (10_000, 10_000)])
"""Hits read by arrival and keys walked by date, at most: each way to find the order."""
QUERIES = st.sampled_from(["grain ", "gra", "grain is:unread ", "grain after:1970-01-02 ", "grain -rust "])


def filled(lines: Sequence[Line], block: int = 1) -> sqlite3.Connection:
    """Return a database with an article a line; rows stand so far apart that they fill `block`s of rows."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    make_schema(conn)
    conn.execute("INSERT INTO feeds (id, url, added_at) VALUES (1, 'https://x.example/', 0)")
    for number, (date, has_word, unread) in enumerate(lines, 1):
        row, listed_at = number * block, date * 3_600
        conn.execute(
            "INSERT INTO articles (row, id, feed, headline, arrived_at) VALUES (?, ?, 1, '', 0)",
            (row, f"a{row}"),
        )
        conn.execute(
            "INSERT INTO status (article, feed, listed_at, unread) VALUES (?, 1, ?, ?)",
            (row, listed_at, int(unread)),
        )
        words = "grain prices" if has_word else "gravel"
        conn.execute("INSERT INTO search (rowid, headline) VALUES (?, ?)", (row, words))
    return conn


def expected(conn: sqlite3.Connection, query: str) -> list[Key]:
    """Return what a search finds, without any of its ways to find it."""
    first = 24 * 3_600 if "after" in query else -(2**40)
    unread = "unread = 1" if "unread" in query else "1"
    match = '"gra" *' if query == "gra" else '"grain"'
    return conn.execute(
        f"SELECT listed_at, article FROM status WHERE listed_at >= {first} AND {unread} AND article IN"
        f" (SELECT rowid FROM search WHERE search MATCH '{match}') ORDER BY listed_at DESC, article DESC"
    ).fetchall()


@pytest.mark.parametrize("dated", [LINES, STEADY, FIRST_SYNC_THEN_STEADY], ids=["any", "steady", "both"])
def test_hits_are_those_of_a_sort_by_date(dated: st.SearchStrategy[list[Line]]) -> None:
    """Page after page, none left out and none twice; from any hit to the next and to the one before."""

    @settings(
        max_examples=costly(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(dated, LIMITS, QUERIES, st.integers(1, 9), st.sampled_from([1, 100, 300]))
    def holds(lines: list[Line], limits: tuple[int, int], query: str, page: int, block: int) -> None:
        with closing(filled(lines, block)) as conn, limited(*limits):
            planned = search.plan_search(conn, parse_query(query, NOW))
            right = expected(conn, query)
            walk = planned.walk()
            assert paged(partial(walk.keys, conn), page) == right
            assert sorted(planned.rows(conn)) == sorted(row for _, row in right)
            for upper, lower in pairwise([None, *right, None]):
                assert planned.keys(conn, upper, 1) == ([lower] if lower else [])
                assert planned.keys(conn, lower, 1, downwards=False) == ([upper] if upper else [])

    holds()


@contextmanager
def limited(read: int, walked: int) -> Iterator[None]:
    """Let hits be read and keys be walked only so far, within the block."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walks, "_LOOK_EVERY", 2)
        patch.setattr(walks, "_LEAST_STRETCH", 3)
        patch.setattr(walks, "_WALKED_AT_MOST", walked)
        patch.setattr(walks, "_FEW", walked)
        patch.setattr(search, "READ_AT_MOST", read)
        patch.setattr(search, "_READ_FIRST", read)
        yield


def paged(ask: Callable[[int], list[Key]], page: int) -> list[Key]:
    def pages() -> Iterator[Key]:
        while found := ask(page):
            yield from found

    return list(pages())


def test_what_could_still_come_is_known_however_rows_come_in() -> None:
    """Rows that are put in out of their order, as a rescue may, or dated anew, still count."""

    @settings(max_examples=costly(80), deadline=None)
    @given(st.permutations(range(1, 9)), st.lists(st.integers(0, 9), min_size=8, max_size=8))
    def holds(order: list[int], dates: list[int]) -> None:
        with closing(filled([])) as conn:
            for row in order:
                conn.execute(
                    "INSERT INTO status (article, feed, listed_at) VALUES (?, 1, ?)",
                    (row * 64, dates[row - 1]),
                )
            conn.execute("UPDATE status SET listed_at = 11 WHERE article = ?", (order[0] * 64,))
            listed = dict(conn.execute("SELECT article, listed_at FROM status"))
            for row in range(1, 9):
                late = max(at for article, at in listed.items() if article <= row * 64)
                assert walks._latest_before(conn, row * 64 + 1) == late  # pyright: ignore[reportPrivateUsage]

    holds()


def test_an_old_feed_that_is_added_does_not_stand_on_top(library: Library) -> None:
    deliver(library, *many(60, content="<p>Barley.</p>"))
    deliver(
        library,
        *(
            build_entry(f"o{i}", title=f"Old story {i}", published_at=NOW.replace(year=2019))
            for i in range(60)
        ),
        feed="https://old.example/feed",
    )
    newest = titles(all_of(library))[:60]
    assert titles(library.search_listing("story ").window(0, 60)) == newest
    assert [hit.headline.headline for hit in library.search("story ", order="date", limit=60)] == newest


def test_an_older_file_learns_how_late_its_dates_are() -> None:
    """Hits of what was stored before are in order too."""
    lines = [(date, True, True) for date in (5, 9, 2, 30, 1, 30, 31, 7)]
    with closing(filled(lines, 300)) as conn:
        kept = conn.execute("SELECT * FROM arrivals").fetchall()
        for kind, name in (
            ("TRIGGER", "status_later"),
            ("TRIGGER", "status_dated_later"),
            ("TABLE", "arrivals"),
        ):
            conn.execute(f"DROP {kind} {name}")
        take(conn, 11)
        assert conn.execute("SELECT * FROM arrivals").fetchall() == kept
        assert len(kept) == 4
