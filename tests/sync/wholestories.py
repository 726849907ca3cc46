"""Stories whose feeds give a part, and the pages that have the whole."""

from __future__ import annotations

from tests.feedserver import FeedServer
from tests.store.stories import all_of
from tests.sync.site import item
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


def text_of(article: Article) -> str:
    return plain_text(article.prose.sections)


def known(library: Library, id: ArticleId) -> FullText:
    found = library.full_texts.of(id)
    assert found is not None
    return found


def states(library: Library) -> dict[str, str]:
    """Return by headline which stories have a page on the queue, or shown."""
    stories = {one.headline: library.full_texts.of(one.id) for one in all_of(library)}
    return {headline: found.state for headline, found in stories.items() if found is not None}
