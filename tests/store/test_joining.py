"""Articles join threads as they are prepared: from an entry to who tells the same, and why."""

from __future__ import annotations

import pytest

from tests.store.stories import POST, TIMES, all_of, build_entry, deliver
from tui.library.frontdesk import Library
from tui.preparing.queue import run_queue
from tui.system.paths import user_paths

FERRY = (
    "<p>The ferry Alcyone ran aground off the island of Paxos early on Monday with 214 people aboard, the"
    " coast guard said. Fishing boats brought the passengers to the harbour of Gaios.</p><p>The captain told"
    " investigators that the steering had failed in a gale.</p>"
)
FERRY_AGAIN = (
    "<p>Investigators boarded the ferry Alcyone, which ran aground off Paxos, and took away its logbook, the"
    " coast guard said. All 214 people aboard had been brought to Gaios by fishing boats.</p><p>The"
    " steering was repaired in March, its owner said.</p>"
)
BUDGET = (
    "<p>Lawmakers in Oslo passed a budget that raises the tax on electric cars, after a night of talks"
    " between the Labour party and the Centre party.</p><p>The finance ministry expects 4 billion kroner.</p>"
)


def tell(library: Library, title: str, content: str, feed: str = POST) -> None:
    deliver(library, build_entry(title, title=title, content=content), feed=feed)


def together(library: Library) -> set[frozenset[str]]:
    """Return the headlines that stand in one thread, those alone by themselves."""
    groups: dict[int, set[str]] = {}
    for headline in all_of(library):
        thread = headline.thread.thread if headline.thread else -headline.row
        groups.setdefault(thread, set()).add(headline.headline)
    return {frozenset(group) for group in groups.values()}


PARTED = {frozenset({"Ferry aground", "Alcyone logbook seized"}), frozenset({"Budget passed"})}
ALONE = {frozenset({name}) for group in PARTED for name in group}


@pytest.fixture
def told(library: Library) -> Library:
    """Two sources that tell of a ferry, and one that tells of a budget."""
    tell(library, "Ferry aground", FERRY)
    tell(library, "Budget passed", BUDGET)
    tell(library, "Alcyone logbook seized", FERRY_AGAIN, TIMES)
    return library


def test_what_two_sources_tell_is_one_thread_with_its_reason(told: Library) -> None:
    told.prepare()
    assert together(told) == PARTED
    (later,) = [one for one in all_of(told) if one.headline == "Alcyone logbook seized"]
    thread = told.threads.of(later.id)
    assert thread is not None
    assert (thread.members, thread.sources) == (2, 2)
    (reason,) = {member.reason for member in told.threads.members(thread.id)} - {""}
    assert "alcyone" in reason.lower()


def test_an_article_that_is_opened_before_its_turn_joins_at_once(told: Library) -> None:
    for headline in all_of(told):
        told.article(headline.id)
    assert together(told) == PARTED


def test_a_printing_of_the_same_text_is_told_as_one(library: Library) -> None:
    tell(library, "Ferry aground", FERRY)
    tell(library, "Ferry with 214 aboard runs aground", FERRY, TIMES)
    library.prepare()
    copies = {one.headline: one.thread.is_copy for one in all_of(library) if one.thread}
    assert copies == {"Ferry aground": False, "Ferry with 214 aboard runs aground": True}


def test_a_feed_stays_out_of_threads_and_is_let_in_again(told: Library) -> None:
    """Also with what it brought meanwhile, which then joins without being prepared anew."""
    config = user_paths().config_file
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f'[feeds."{TIMES}"]\nthreads = false\n', encoding="utf-8")
    told.prepare()
    assert together(told) == ALONE
    config.unlink()
    told.prepare()
    assert together(told) == PARTED


def test_what_was_prepared_before_there_were_threads_joins_later(told: Library) -> None:
    run_queue(told.database, joins=lambda _url: False)
    with told.database.write() as conn:
        conn.execute("DELETE FROM settings WHERE name LIKE 'threads_%'")
    assert told.has_older_rows()
    told.catch_up(lambda _done: True)
    assert together(told) == PARTED
    assert not told.has_older_rows()


def test_a_damaged_text_keeps_no_other_from_its_thread(told: Library) -> None:
    run_queue(told.database, joins=lambda _url: False)
    (budget,) = [one for one in all_of(told) if one.headline == "Budget passed"]
    with told.database.write() as conn:
        conn.execute("DELETE FROM settings WHERE name LIKE 'threads_%'")
        conn.execute("UPDATE bodies SET data = x'00' WHERE article = ?", (budget.row,))
    told.catch_up(lambda _done: True)
    assert together(told) == PARTED
    assert not told.has_older_rows()


def test_where_the_reader_has_put_an_article_nothing_moves_it(told: Library) -> None:
    """However often it is prepared, and whatever joins."""
    told.prepare()
    of = {one.headline: one.id for one in all_of(told)}
    told.threads.split([of["Ferry aground"]])
    told.threads.join([of["Ferry aground"]], of["Budget passed"])
    tell(
        told,
        "Third on the Alcyone",
        FERRY_AGAIN.replace("took away", "carried off"),
        "https://third.example/f",
    )
    rows = [headline.row for headline in all_of(told)]
    with told.database.write() as conn:
        for row in rows:
            conn.execute("REPLACE INTO queue VALUES (?, 2)", (row,))
    told.prepare()
    assert frozenset({"Ferry aground", "Budget passed"}) in together(told)


def test_one_that_cannot_be_placed_stands_alone(told: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("tui.threads.joining.place", fail)
    told.prepare()
    assert together(told) == ALONE
