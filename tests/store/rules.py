"""What must hold whatever the reader's rules are."""

from __future__ import annotations

from tests.store.stories import EVERYTHING, all_of
from tui.library.frontdesk import Library
from tui.library.rules import mute_scope
from tui.model.scopes import ALL, MUTED, NOTED, SAVED, UNREAD, Scope


def rows_of(library: Library, scope: Scope) -> set[int]:
    return {headline.row for headline in all_of(library, scope)}


def check_counts(library: Library) -> None:
    """Every count is the number of rows shown, every list is whole, and the doctor finds nothing."""
    counts = library.counts()
    assert counts.total == len(rows_of(library, ALL))
    assert counts.unread == len(rows_of(library, UNREAD))
    assert counts.saved == len(rows_of(library, SAVED))
    assert counts.noted == len(rows_of(library, NOTED))
    for feed in library.feeds():
        shown = all_of(library, Scope("feed", feed_id=feed.id))
        assert (feed.total, feed.unread) == (len(shown), sum(not h.read for h in shown)), feed.title
    for tag, count in library.tags():
        assert count == len(rows_of(library, Scope("tag", name=tag)))
    for mute in library.rules.mutes():
        assert mute.hides == len(rows_of(library, mute_scope(mute))), mute
    for search in library.rules.searches():
        listed = all_of(library, Scope("search", name=search.query))
        counted = library.rules.count(search)
        assert (counted.total, counted.unread) == (len(listed), sum(not h.read for h in listed)), search
    hidden = {row for mute in library.rules.mutes() for row in rows_of(library, mute_scope(mute))}
    assert rows_of(library, MUTED) == hidden
    assert counts.muted == len(hidden)
    assert not rows_of(library, ALL) & hidden
    assert [check for check in library.doctor() if not check.ok and check.name != "disk"] == []


def searched(library: Library, query: str) -> set[str]:
    return {hit.headline.headline for hit in library.search(query, order="date", limit=EVERYTHING)}
