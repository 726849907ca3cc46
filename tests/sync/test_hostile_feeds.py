"""Every hostile feed at once, through a real server and real processes, twice."""

from __future__ import annotations

from collections.abc import Iterator

from tests.feedserver import FeedServer
from tests.sources.feeds import HOSTILE, SOUND
from tests.store.stories import all_of
from tests.sync.site import item, rss
from tui.library.frontdesk import Library
from tui.model.events import SyncEvent
from tui.text.safe import clean


def texts(library: Library) -> Iterator[tuple[str, str]]:
    """Yield every text that any list, bar or page may show, with where it stands."""
    with library.database.read() as conn:
        for table in ("articles", "feeds", "entities", "tags"):
            found = conn.execute(f"SELECT * FROM {table}")
            names = [name for name, *_ in found.description]
            for row in found.fetchall():
                shown = zip(names, row, strict=True)
                yield from ((f"{table}.{name}", text) for name, text in shown if isinstance(text, str))
    for headline in all_of(library):
        article = library.article(headline.id)
        yield from (("sections", text) for text in str(article.prose.sections).split("\\n"))
        yield from (
            (name, text or "")
            for name in ("dek", "byline", "summary")
            if (text := getattr(article.prose, name))
        )


def test_all_hostile_feeds_together_hurt_nobody(library: Library, site: FeedServer) -> None:
    """Each is answered for by name, the sound ones are whole, and a second sync doubles nothing."""
    bodies = {name: make() for name, make in HOSTILE.items()} | {
        f"sound {name}": body for name, body in SOUND.items()
    }
    urls = {
        library.subscribe(site.replies(f"/{n}", body)).id: name
        for n, (name, body) in enumerate(bodies.items())
    }
    events: list[SyncEvent] = []
    ended = library.sync(events.append, which="all")
    assert (ended.done, ended.total) == (len(bodies), len(bodies))
    for event in events:
        if event.kind == "failed":
            assert event.error
            assert event.error.isprintable()
            assert event.feed_id in urls
    failed = {urls[event.feed_id] for event in events if event.kind == "failed" and event.feed_id is not None}
    assert not any(name.startswith("sound ") for name in failed)
    assert failed <= {
        "a path", "a url", "nothing", "blanks", "nul", "html", "gif", "json", "json bomb",
        "json deep in an item",
    }  # fmt: skip
    before = [headline.id for headline in all_of(library)]
    for place, text in texts(library):
        assert clean(text) == text, place
    for number, body in enumerate(bodies.values()):
        site.replies(f"/{number}", body + b"\n")  # the same again, but for its hash
    again = library.sync(lambda _: None, which="all")
    assert (again.done, again.new, again.changed) == (len(bodies), 0, 0)
    assert [headline.id for headline in all_of(library)] == before
    library.prepare()
    assert all(check.ok for check in library.doctor())


def test_nothing_is_asked_for_but_the_feed(library: Library, site: FeedServer) -> None:
    """No picture, style sheet, DTD, entity, enclosure or page that a feed names (docs/safety.md, rule 10)."""
    there = site.url("/elsewhere")
    markup = (
        f"<img src='{there}/img'><iframe src='{there}/frame'></iframe><object data='{there}/o'></object>"
        f"<video src='{there}/film' autoplay></video><link rel=stylesheet href='{there}/css'>"
        f"<script src='{there}/js'></script><style>@import url({there}/import)</style>"
        f"<meta http-equiv=refresh content='0; url={there}/refresh'>"
    )
    body = rss(
        [item("a", text=markup.replace("<", "&lt;"), link=f"{there}/page")],
        extra=f"<image><url>{there}/logo</url></image><cloud domain='{there}' path='/cloud' port='80'/>",
    ).decode()
    doctype = f'<?xml-stylesheet href="{there}/xsl"?><!DOCTYPE rss [<!ENTITY % e SYSTEM "{there}/dtd"> %e;]>'
    enclosed = f'<enclosure url="{there}/sound" type="audio/mpeg" length="1"/></item>'
    body = body.replace("?>", f"?>{doctype}", 1).replace("</item>", enclosed)
    library.subscribe(site.replies("/feed", body.encode()))
    assert library.sync(lambda _: None, which="all").new == 1
    library.prepare()
    assert library.article(all_of(library)[0].id).enclosures
    assert [heard.path for heard in site.heard] == ["/feed"]
