"""Whose pages are wanted: by the rules of their feeds, and since they were saved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from tui.model.prose import plain_text
from tui.preparing.worker import read_entry
from tui.store import fulltexts
from tui.store.connection import Database
from tui.text.shortness import is_part

if TYPE_CHECKING:
    import sqlite3

    from tui.model.ids import FeedId
    from tui.settings.config import Config

_FIRST_OF_A_FEED: Final = 30
"""Stories of a feed whose pages are fetched when its rule is new: the newest that are unread."""
_MOST_OF_A_FEED: Final = 200
"""Stories of a feed whose pages are fetched of those that came since: the newest, in some minutes."""
_SIBLINGS: Final = 30


def queue_wanted(database: Database, config: Config, now: int) -> None:
    """Put on the queue what the rules want of what has arrived, or was saved, since this was done last."""
    rules = _rules_by_feed(database, config)
    with database.write() as conn:
        fulltexts.give_up_unsubscribed(conn)
        saved = _saved_by_rule(conn, config)
        arrived = fulltexts.newly_arrived(conn, list(rules), _FIRST_OF_A_FEED, _MOST_OF_A_FEED)
        # Written down before they are judged: what is cut off here is asked for as if it were short.
        fulltexts.want(conn, list(saved), "saved", now)
        for rows in arrived.values():
            fulltexts.want(conn, rows, "rule", now)
    for feed, rows in arrived.items():
        if rules[feed] == "short":
            _drop_whole(database, rows, _usual_words(database, feed))
    _drop_whole(database, [row for row, rule in saved.items() if rule == "short"], ())


def _rules_by_feed(database: Database, config: Config) -> dict[FeedId, str]:
    """Return the rules of the feeds that have one by which pages are fetched."""
    with database.read() as conn:
        feeds = fulltexts.feed_addresses(conn)
    rules = {feed: config.for_feed(url).fulltext for feed, url in feeds.items()}
    return {feed: rule for feed, rule in rules.items() if rule and rule != "never"}


def _saved_by_rule(conn: sqlite3.Connection, config: Config) -> dict[int, str]:
    """Return what was saved since this was done last and is wanted, each with the rule that wants it."""
    saved = fulltexts.newly_saved(conn)
    rules = {row: config.rule_for_saved(fulltexts.feed_of(conn, row)) for row in saved}
    return {row: rule for row, rule in rules.items() if rule != "never"}


def _usual_words(database: Database, feed: FeedId) -> Sequence[int]:
    with database.read() as conn:
        return fulltexts.usual_words(conn, feed, _SIBLINGS)


def _drop_whole(database: Database, rows: Sequence[int], usual: Sequence[int]) -> None:
    """Take off the queue what its feed has given whole."""
    whole: list[int] = []
    for row in rows:
        with database.read() as conn:
            found = fulltexts.entries_of(conn, [row])
        whole += [row for row, entry in found if not is_part(plain_text(read_entry(entry).sections), usual)]
    if whole:
        with database.write() as conn:
            fulltexts.drop(conn, whole)
