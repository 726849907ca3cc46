"""A thread's page: put together from what its articles tell, copies once, of a thread of one too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.store.stories import NOW, POST, TIMES, all_of, build_entry, deliver
from tui.errors import NotFound
from tui.library.frontdesk import Library
from tui.model.ids import ArticleId
from tui.preparing.queue import run_queue
from tui.store import threads
from tui.store.threads import PlacedArticle

OPENING = (
    "<p>Talks opened in Kyiv on 12 May 2025 after a year of silence between the two neighbours.</p>"
    "<p>“We will not sign this week,” Marco Rubio said in Kyiv on 14 May 2025.</p>"
)
REPORT = (
    "<p>Marco Rubio flew to Kyiv, where talks of the neighbours opened on 12 May 2025 in an old palace.</p>"
)


@pytest.fixture
def opened(library: Library, _known_names: None) -> dict[str, ArticleId]:
    """A thread: an article, another source's report, and a copy of the first; and a story of its own."""
    entries = (
        ("first", OPENING, POST),
        ("report", REPORT, TIMES),
        ("copy", OPENING, TIMES),
        ("else", REPORT, POST),
    )
    for hours, (name, content, feed) in enumerate(entries):
        entry = build_entry(name, title=name, content=content, published_at=NOW - timedelta(hours=9 - hours))
        deliver(library, entry, feed=feed)
    # The test says what belongs together.
    run_queue(library.database, joins=lambda _url: False)
    rows = {one.headline: one.row for one in all_of(library)}
    with library.database.write() as conn:
        for name, of, copy in (
            ("first", "first", None),
            ("report", "first", None),
            ("copy", "first", "first"),
        ):
            copied = rows[copy] if copy else None
            threads.place(conn, PlacedArticle(rows[name], rows[of], copied, "Kyiv", b"t", ((7, 1),)))
    return {one.headline: one.id for one in all_of(library)}


def test_a_page_tells_what_its_articles_tell_and_copies_once(
    library: Library, opened: dict[str, ArticleId]
) -> None:
    """The timeline, who said what, the names over all articles, and the sources, first and last."""
    page = library.threads.page(opened["report"])
    assert [member.headline.headline for member in page.members] == ["copy", "report", "first"]
    assert [(entry.value, entry.sources) for entry in page.timeline] == [("2025-05-12", 2)]
    for entry in page.timeline:
        assert entry.told.text in (OPENING + REPORT)
    assert [(said.text, said.headline.headline) for said in page.sayings] == [
        ("We will not sign this week,", "first")
    ]
    assert [one.name for one in page.names.people] == ["Marco Rubio"]
    assert [one.name for one in page.names.places] == ["Kyiv"]
    assert {count for _, count in page.named_in} == {2}
    assert [(one.articles, one.copies, one.first.headline) for one in page.sources] == [
        (1, 0, "first"),
        (2, 1, "report"),
    ]


def test_an_article_that_stands_alone_has_a_page_too(library: Library, opened: dict[str, ArticleId]) -> None:
    page = library.threads.page(opened["else"])
    assert [member.headline.headline for member in page.members] == ["else"]
    assert page.thread.members == 1
    assert [entry.value for entry in page.timeline] == ["2025-05-12"]
    with pytest.raises(NotFound):
        library.threads.page(ArticleId("nowhere"))
