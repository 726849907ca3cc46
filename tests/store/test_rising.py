"""Which threads rise: more told of by several sources than in the time before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from tests.store.stories import NOW, all_of, build_entry, deliver
from tui.library.frontdesk import Library


def tell(library: Library, name: str, hours: Sequence[float], sources: int) -> None:
    """Deliver articles so many hours ago, in turn by so many sources, and put them into one thread."""
    for number, ago in enumerate(hours):
        entry = build_entry(
            f"{name}{number}", title=f"{name} {number}", published_at=NOW - timedelta(hours=ago)
        )
        deliver(library, entry, feed=f"https://{name}{number % sources}.example/feed")
    ids = [one.id for one in all_of(library) if one.headline.startswith(name)]
    library.threads.join(ids[1:], ids[0])


def test_what_more_sources_tell_more_of_than_before_rises(library: Library) -> None:
    """The most sources first; not one feed's own notes, nor what falls, nor what is too little."""
    tell(library, "storm", [1, 2, 3, 30], 3)
    tell(library, "vote", [1, 2, 3, 4, 5, 26, 27], 2)
    tell(library, "diary", [1, 2, 3, 4], 1)
    tell(library, "falls", [1, 2, 3, 25, 26, 27, 28], 3)
    tell(library, "few", [1, 2], 2)
    rising = library.threads.rising("day")
    assert [(one.thread.headline.headline, one.now, one.before) for one in rising] == [
        ("storm 0", 3, 1),
        ("vote 0", 5, 2),
    ]
    assert rising[0].over_time == (0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3)
    assert [one.thread.headline.headline for one in library.threads.rising("week")][:2] == [
        "falls 0",
        "storm 0",
    ]


def test_of_old_stories_the_time_that_ends_with_the_newest_is_looked_at(library: Library) -> None:
    """And of an empty store there is nothing to be told."""
    assert library.threads.rising("day") == ()
    tell(library, "storm", [1000, 1001, 1002], 3)
    assert [one.now for one in library.threads.rising("day")] == [3]
    assert sum(library.threads.rising("month")[0].over_time) == 3
