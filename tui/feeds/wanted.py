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
    from tui.settings.config import Config

_FIRST_OF_A_FEED: Final = 30
"""Stories of a feed whose pages are fetched when its rule is new: the newest that are unread."""
_MOST_OF_A_FEED: Final = 200
"""Stories of a feed whose pages are fetched of those that came since: the newest, in some minutes."""
_SIBLINGS: Final = 30


def queue_wanted(database: Database, config: Config, now: int) -> None:
    """Put on the queue what the rules want of what has arrived, or was saved, since this was done last."""
    with database.read() as conn:
        feeds = fulltexts.feed_addresses(conn)
    rules = {feed: config.for_feed(url).fulltext for feed, url in feeds.items()}
    ruled = {feed: rule for feed, rule in rules.items() if rule and rule != "never"}
    with database.write() as conn:
        fulltexts.give_up_unsubscribed(conn)
        saved = fulltexts.newly_saved(conn)
        arrived = fulltexts.newly_arrived(conn, list(ruled), _FIRST_OF_A_FEED, _MOST_OF_A_FEED)
        saved_by_rule = {row: config.rule_for_saved(fulltexts.feed_of(conn, row)) for row in saved}
        # Written down before they are judged: what is cut off here is asked for as if it were short.
        wanted = [row for row, rule in saved_by_rule.items() if rule != "never"]
        fulltexts.want(conn, wanted, "saved", now)
        for rows in arrived.values():
            fulltexts.want(conn, rows, "rule", now)
    by_feed = [(ruled[feed], rows, feed) for feed, rows in arrived.items()]
    for rule, rows, feed in by_feed:
        if rule == "short":
            with database.read() as conn:
                usual = fulltexts.usual_words(conn, feed, _SIBLINGS)
            _drop_whole(database, rows, usual)
    _drop_whole(database, [row for row in wanted if saved_by_rule[row] == "short"], ())


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
