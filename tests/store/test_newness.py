"""What is new to who opened others of a thread: found where it stands, counted for lists, never guessed."""

from __future__ import annotations

import pytest

from tests.store.stories import all_of, build_entry, deliver
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.model.prose import section_leaves
from tui.preparing import newness
from tui.preparing.queue import run_queue

FIRST = (
    "<p>Pilots in Port Aldine stopped work on Monday. The harbour has been closed since noon.</p>"
    "<p>Talks with the owners begin on Thursday, said Ada Brock of the union.</p>"
)
LATER = (
    "<h2>Aldine</h2><p>The harbour of Port Aldine has been closed since Monday noon. A tanker with forty tons"
    " of ammonia drifts outside the breakwater. Read more.</p><blockquote><p>Nobody on board was hurt when"
    " its engine caught fire, the coastguard reported.</p></blockquote>"
)


@pytest.fixture
def of(library: Library) -> dict[str, ArticleId]:
    """Three articles of one thread, and one that stands alone."""
    texts = {"first": FIRST, "later": LATER, "copy": FIRST, "other": LATER}
    deliver(library, *(build_entry(name, title=name, content=text) for name, text in texts.items()))
    # Two have one text, and would be found to be copies.
    run_queue(library.database, joins=lambda _url: False)
    ids = {one.headline: one.id for one in all_of(library)}
    library.threads.join([ids["later"], ids["copy"]], ids["first"])
    return ids


def count(library: Library, id: ArticleId) -> int | None:
    mark = library.headline(id).thread
    return mark.new if mark else None


def test_new_sentences_are_told_verbatim_where_they_stand(library: Library, of: dict[str, ArticleId]) -> None:
    """Not headings, and not words that tell nothing by themselves."""
    assert library.threads.new_in(of["later"]) is None
    library.note_opened(of["first"])
    found = library.threads.new_in(of["later"])
    assert found is not None
    assert [one.text.split()[:2] for one in found] == [["A", "tanker"], ["Nobody", "on"]]
    prose = library.article(of["later"]).prose
    for one in found:
        leaf = section_leaves(prose.sections[one.at.section])[one.at.leaf].plain
        assert leaf[one.at.start : one.at.end] == one.text
    assert library.threads.new_in(of["copy"]) == ()
    assert library.threads.new_in(of["other"]) is None
    # That it was opened itself makes nothing of it known.
    library.note_opened(of["later"])
    again = library.threads.new_in(of["later"])
    assert again is not None
    assert [one.at for one in again] == [one.at for one in found]
    assert library.threads.new_in(of["first"]) is not None


def test_lists_say_how_much_is_new_once_one_was_opened(library: Library, of: dict[str, ArticleId]) -> None:
    """Of the unread ones alone; and only what changed is told."""
    assert not [step() for step in library.threads.count_new_around(of["other"])]
    library.note_opened(of["first"])
    changed = [step() for step in library.threads.count_new_around(of["first"])]
    assert {one.headline for one in changed if one} == {"later", "copy"}
    assert [count(library, of[name]) for name in ("later", "copy", "first", "other")] == [2, 0, None, None]
    assert [step() for step in library.threads.count_new_around(of["first"])] == [None, None]
    library.mark_read([of["copy"]])
    assert len(library.threads.count_new_around(of["first"])) == 1


def test_what_joins_a_thread_later_is_counted_as_it_comes(library: Library, of: dict[str, ArticleId]) -> None:
    """Where another of the thread was opened; else nobody looks."""
    rows = [library.headline(of[name]).row for name in ("later", "copy", "other")]
    newness.count_arrived(library.database, rows)
    assert [count(library, of[name]) for name in ("later", "copy", "other")] == [None, None, None]
    library.note_opened(of["first"])
    newness.count_arrived(library.database, rows)
    assert [count(library, of[name]) for name in ("later", "copy", "other")] == [2, 0, None]
