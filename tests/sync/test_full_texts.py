"""Stories' pages: when they are wanted, what is asked for, what is shown of it, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.feedserver import FeedServer
from tests.store.rules import check_counts
from tests.store.stories import all_of
from tests.sync.site import item, rss
from tui.feeds.fulltext import run_texts
from tui.library.frontdesk import Library
from tui.model.articles import Article
from tui.model.events import SyncEvent
from tui.model.fulltext import FullText
from tui.model.ids import ArticleId
from tui.model.prose import plain_text
from tui.settings.config import Config
from tui.store.headlines import rows_of

EXCERPT = "The harbour was closed at dawn, and ships waited outside the wall until…"
BODY = (
    "The harbour was closed at dawn, and ships waited outside the wall until the storm had passed over it.",
    "Fishermen in the old quarter said that they had not seen such waves for thirty years, or went out.",
    "The mayor promised that the wall would be raised by two metres before the next winter comes around.",
)
HEADLINE = "Storm closes the harbour"


def page(*paragraphs: str, head: str = "", around: str = "") -> bytes:
    """Return a page with an article on it."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{HEADLINE}</title>{head}</head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{HEADLINE}</h1>{text}</article>{around}</body></html>"
    ).encode()


WHOLE = page(*BODY)


def story(name: str, site: FeedServer, text: str = EXCERPT) -> str:
    return item(name, title=HEADLINE, link=site.url(f"/{name}"), text=text)


def fetch(
    library: Library,
    *ids: ArticleId,
    config: Config | None = None,
    heard: list[SyncEvent] | None = None,
) -> SyncEvent:
    """Fetch what is wanted, without pauses."""
    events: list[SyncEvent] = []
    rows = None
    if ids:
        library.full_texts.ask(ids)
        with library.database.read() as conn:
            rows = rows_of(conn, ids)
    ended = run_texts(
        library.database, config or Config(), library._clock, events.append, rows=rows, pause_s=0.0
    )
    if heard is not None:
        heard.extend(events)
    return ended


@pytest.fixture
def one(library: Library, site: FeedServer) -> Callable[..., ArticleId]:
    """A feed of one story, synced; returns its id."""

    def subscribed(text: str = EXCERPT) -> ArticleId:
        library.subscribe(site.replies("/feed", rss([story("a", site, text)])))
        library.sync(lambda _: None)
        return all_of(library)[0].id

    return subscribed


def text_of(article: Article) -> str:
    return plain_text(article.prose.sections)


def known(library: Library, id: ArticleId) -> FullText:
    found = library.full_texts.of(id)
    assert found is not None
    return found


def test_a_key_brings_the_whole_story_and_gives_the_feeds_own_back(
    library: Library, site: FeedServer, one: Callable[..., ArticleId]
) -> None:
    """Searchable and named as any text; no mark of change; both texts stay, and `v` shows them."""
    id = one()
    site.replies("/a", WHOLE, Content_Type="text/html")
    assert EXCERPT[:-1] in text_of(library.article(id, mark=True))
    assert library.full_texts.turn(id) == FullText("wanted", waits=True)
    assert library.full_texts.waiting() == 1
    heard: list[SyncEvent] = []
    fetch(library, heard=heard)
    assert [(event.kind, event.article, event.error) for event in heard] == [
        ("text", id, None),
        ("texts", None, None),
    ]
    shown = library.article(id)
    assert BODY[2] in text_of(shown)
    assert shown.full_text is not None
    assert (shown.full_text.state, shown.full_text.url) == ("shown", site.url("/a"))
    assert shown.full_text.words == shown.headline.words > 50
    assert not shown.headline.changed
    assert [hit.headline.id for hit in library.search("fishermen")] == [id]
    own, now = library.versions(id)
    assert EXCERPT[:-1] in plain_text(own.sections)
    assert BODY[2] in plain_text(now.sections)
    assert library.full_texts.turn(id).state == "kept"
    back = library.article(id)
    assert text_of(back) == EXCERPT
    assert (library.search("fishermen"), back.headline.changed) == ((), False)
    assert library.full_texts.turn(id).state == "shown"
    assert BODY[2] in text_of(library.article(id))
    assert len([heard for heard in site.heard if heard.path == "/a"]) == 1
    check_counts(library)
