"""Stories' pages: when they are wanted, what is shown of them, and that nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

import pytest

from tests.feedserver import FeedServer
from tests.store.rules import check_counts
from tests.store.stories import Clock, all_of, build_entry, deliver, open_library
from tests.sync.site import NOW, item, rss
from tests.sync.wholestories import BODY, EXCERPT, HEADLINE, WHOLE, fetch, known, page, states, story, text_of
from tui.exports.jsonfeed import write_json_feed
from tui.feeds.comparing import with_page
from tui.feeds.fulltext import AT_ONCE_A_HOST
from tui.library.frontdesk import Library
from tui.model.events import SyncEvent
from tui.model.fulltext import FullText
from tui.model.fulltext import FullTextRule as Rule
from tui.model.ids import SEED_FEED_URL, ArticleId
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle
from tui.settings.config import ArticlesConfig, Config, FeedConfig
from tui.store import fulltexts
from tui.store.fulltexts import FetchedPage
from tui.store.headlines import row_of, rows_of
from tui.store.retention import remove
from tui.store.times import to_seconds


def test_a_key_brings_the_whole_story_and_gives_the_feeds_own_back(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    """Searchable and named as any text; no mark of change; both texts stay, and `v` shows them."""
    id = cut_story()
    site.replies("/a", WHOLE, Content_Type="text/html")
    assert EXCERPT[:-1] in text_of(library.article(id, mark=True))
    assert library.full_texts.turn(id) == FullText("wanted", waits=True)
    assert library.full_texts.waiting() == 1
    library.remember_position(id, 1.0)
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
    assert 0.1 < shown.position < 0.5, "who has read the beginning stands behind it"
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


def test_a_page_that_is_asked_for_anew_leaves_what_it_said(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    """Also while the feed's own text is shown: three texts there are then."""
    id = cut_story()
    site.replies("/a", WHOLE)
    fetch(library, id)
    library.full_texts.turn(id)
    site.replies("/a", page(*BODY, "Then the gates were opened, and the ships came in one by one."))
    fetch(library, id)
    texts = [plain_text(version.sections) for version in library.versions(id)]
    assert [[mark for mark in MARKS if mark in text][-1] for text in texts] == [MARKS[1], MARKS[0], MARKS[3]]


# ── what is shown ─────────────────────────────────────────────────────────────────────────────


def test_what_the_feed_said_stays_and_the_page_fills_what_it_left_out(
    library: Library, site: FeedServer
) -> None:
    """Headline, summary, date and byline are the feed's; what it has no word of comes from the page."""
    entry = story("a", site).replace(
        "<description>", "<author>ann@post.example (Ann Reed)</author><description>"
    )
    library.subscribe(site.replies("/feed", rss([entry, item("b", title="Another", link=site.url("/b"))])))
    library.sync(lambda _: None)
    first, second = (one.id for one in sorted(all_of(library), key=lambda one: one.headline, reverse=True))
    stated = {"byline": "Ben Olsen", "published_at": NOW - timedelta(days=9), "dek": "What the page says."}
    for path in ("/a", "/b"):
        site.replies(path, WHOLE)
    library.prepare()
    before = library.headline(first)
    show(library, first, stated)
    show(library, second, stated)
    library.prepare()
    after, other = library.headline(first), library.headline(second)
    assert (after.headline, after.byline, after.published_at, after.listed_at) == (
        before.headline,
        "Ann Reed",
        before.published_at,
        before.listed_at,
    )
    assert (after.dek, other.byline) == ("What the page says.", "Ben Olsen")


def show(library: Library, id: ArticleId, stated: dict[str, object]) -> None:
    """Show a page's text as a pass does, of a page that states some things."""
    with library.database.write() as conn:
        row = row_of(conn, id)
        fulltexts.want(conn, [row], "key", to_seconds(NOW))
        own = fulltexts.own_text(conn, row)
        assert own is not None
        authors = (str(stated["byline"]),)
        found = PageArticle(
            "https://post.example/a",
            "".join(f"<p>{text}</p>" for text in BODY),
            authors=authors,
            published_at=cast(datetime, stated["published_at"]),
            dek=str(stated["dek"]),
        )
        page = FetchedPage(row, with_page(own.entry, found), own.shown_from, found.url, 50)
        assert fulltexts.write_page(conn, page, to_seconds(NOW))


def test_a_page_with_less_than_the_feed_gave_is_not_shown(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    id = cut_story("".join(f"<p>{text}</p>" for text in (*BODY, EXCERPT)).replace("<", "&lt;"))
    before = text_of(library.article(id))
    site.replies("/a", page(BODY[0], BODY[1]))
    ended = fetch(library, id)
    assert (ended.done, len(ended.failures)) == (1, 1)
    reason = known(library, id).reason
    assert (known(library, id).state, known(library, id).waits) == ("failed", False)
    assert reason is not None
    assert "words, and its feed gives" in reason
    assert text_of(library.article(id)) == before
    assert len(library.versions(id)) == 1


def test_a_page_about_something_else_is_not_shown(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    """A front page in the story's place, a wall, a soft 404: it has more words, and none of the story's."""
    id = cut_story()
    other = tuple(
        "Quarterly figures from several factories pleased investors beyond all their expectations."
        for _ in BODY
    )
    site.replies("/a", page(*other).replace(HEADLINE.encode(), b"Markets today"))
    fetch(library, id)
    assert known(library, id).reason == "What stands on its page is not this story."
    assert text_of(library.article(id)) == EXCERPT


def test_a_feed_that_changes_while_its_page_is_shown_loses_nothing(
    library: Library, site: FeedServer, clock: Clock, cut_story: Callable[..., ArticleId]
) -> None:
    """What it says now is what a key gives back; what it said stays; the page is wanted anew; no mark."""
    id = cut_story()
    site.replies("/a", WHOLE)
    fetch(library, id)
    library.article(id, mark=True)
    changed = story("a", site, "The harbour is open again, the harbour master said this morning, and…")
    site.replies("/feed", rss([changed.replace(HEADLINE, "Storm over")]))
    library.sync(lambda _: None)
    now = library.article(id)
    assert (now.headline.headline, now.headline.changed) == ("Storm over", False)
    assert BODY[2] in text_of(now)
    assert [hit.headline.id for hit in library.search("fishermen over")] == [id]
    assert known(library, id).state == "shown"
    assert known(library, id).waits
    site.replies("/a", page(*BODY, "Then the gates were opened, and the ships came in one by one."))
    clock.tick(seconds=3_600)
    fetch(library)
    assert "one by one" in text_of(library.article(id))
    texts = [plain_text(version.sections) for version in library.versions(id)]
    assert [[mark for mark in MARKS if mark in text][-1] for text in texts] == list(MARKS)
    assert library.full_texts.turn(id).state == "kept"
    assert "open again" in text_of(library.article(id))
    assert not library.headline(id).changed
    check_counts(library)
    assert [check for check in library.doctor(full=True) if not check.ok and check.name != "disk"] == []


MARKS = ("outside the wall until…", "next winter", "open again", "one by one")
"""By which the texts of that story are told apart, the oldest first; the last is shown."""


def test_a_page_that_came_to_less_than_its_feed_gives_now_makes_way(
    library: Library, site: FeedServer, clock: Clock, cut_story: Callable[..., ArticleId]
) -> None:
    """A feed that begins to give stories whole is believed, once its page has fewer words."""
    id = cut_story()
    site.replies("/a", WHOLE)
    fetch(library, id)
    whole = " ".join((*BODY, *BODY, "And that is all there is to be said."))
    site.replies("/feed", rss([story("a", site, whole)]))
    library.sync(lambda _: None)
    clock.tick(seconds=3_600)
    fetch(library)
    assert known(library, id).state == "failed"
    assert "all there is to be said" in text_of(library.article(id))
    assert BODY[2] in plain_text(library.versions(id)[-2].sections)


def test_a_page_whose_feed_changes_with_each_sync_is_asked_for_ever_more_seldom(
    library: Library, site: FeedServer, clock: Clock, cut_story: Callable[..., ArticleId]
) -> None:
    """Its link too: what a feed calls itself each time costs its host no page each time."""
    id = cut_story()
    site.replies("/a", WHOLE)
    fetch(library, id)
    for number in range(30):
        text = EXCERPT.replace("ships", f"{number} ships")
        link = site.url(f"/a?{number}")
        site.replies(f"/a?{number}", WHOLE)
        site.replies("/feed", rss([item("a", title=HEADLINE, link=link, text=text)]))
        clock.tick(seconds=1_800)
        library.sync(lambda _: None)
        fetch(library)
    asked = [heard for heard in site.heard if heard.path.startswith("/a")]
    assert 4 <= len(asked) <= 7
    assert known(library, id).state == "shown"


# ── when it is wanted ─────────────────────────────────────────────────────────────────────────


LONG = " ".join(BODY * 3)


@pytest.mark.parametrize(
    ("own", "common", "wanted"),
    [
        (None, "never", set()),
        ("short", "never", {"Cut"}),
        (None, "short", {"Cut"}),
        ("always", "never", {"Cut", "Whole"}),
        ("never", "always", set()),
    ],
)
def test_the_rule_of_a_feed_says_whose_pages_are_fetched(
    library: Library,
    site: FeedServer,
    monkeypatch: pytest.MonkeyPatch,
    own: Rule | None,
    common: Rule,
    wanted: set[str],
) -> None:
    """By default nobody's. What comes later is asked about once, also while it is unread."""
    entries = [item("a", title="Cut", link=site.url("/a"), text=EXCERPT), item("b", title="Whole", text=LONG)]
    url = library.subscribe(site.replies("/feed", rss(entries))).url
    config = Config(articles=ArticlesConfig(common), feeds={url: FeedConfig(fulltext=own)} if own else {})
    monkeypatch.setattr("tui.settings.file.load_config", lambda _: config)
    library.sync(lambda _: None)
    assert set(states(library)) == wanted
    assert library.full_texts.waiting() == len(wanted)
    entries.append(item("c", title="Later", link=site.url("/c"), text=EXCERPT))
    site.replies("/feed", rss(entries))
    library.sync(lambda _: None)
    assert set(states(library)) == wanted | ({"Later"} if wanted else set())


def test_a_feed_that_gives_thousands_of_stories_asks_for_some_of_their_pages(
    library: Library, site: FeedServer, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The newest: a sync would come to no end. Where their host is tired, no other host's waits for it."""
    config = Config(articles=ArticlesConfig("short"))
    monkeypatch.setattr("tui.settings.file.load_config", lambda _: config)
    monkeypatch.setattr("tui.store.fulltexts._MOST_DUE", 50)
    url = site.url("/feed", host="localhost")
    site.replies("/feed", rss([item("first", text=EXCERPT, link=site.url("/first"))]))
    library.subscribe(url)
    library.sync(lambda _: None)
    many = [item(f"s{n}", text=EXCERPT, link=site.url(f"/tired/{n}")) for n in range(400)]
    other = item("other", title=HEADLINE, text=EXCERPT, link=site.url("/a", host="localhost"))
    site.replies("/feed", rss([*many[:150], other, *many[150:]]))
    site.replies("/a", WHOLE)
    clock.tick(seconds=3_600)
    for n in range(400):
        site.replies(f"/tired/{n}", status="429 Too Many Requests", Retry_After="600")
    library.sync(lambda _: None)
    assert library.full_texts.waiting() == 201, "and the one of before"
    ended = fetch(library, config=config)
    assert (ended.new, ended.done <= 1 + AT_ONCE_A_HOST) == (1, True)


def test_stories_that_are_saved_are_fetched_if_they_are_short(library: Library, site: FeedServer) -> None:
    """Saved, tagged or noted, whoever saved them; not what is whole, and nothing twice."""
    entries = [item("a", title="Cut", link=site.url("/a"), text=EXCERPT), item("b", title="Whole", text=LONG)]
    entries.append(item("c", title="Tagged", link=site.url("/c"), text=EXCERPT))
    library.subscribe(site.replies("/feed", rss([*entries, item("d", title="Not saved")])))
    library.sync(lambda _: None)
    site.replies("/a", WHOLE)
    ids = {one.headline: one.id for one in all_of(library)}
    library.save([ids["Cut"], ids["Whole"]])
    library.tag([ids["Tagged"]], "sea")
    assert library.full_texts.waiting() == 2
    ended = fetch(library)
    assert states(library) == {"Cut": "shown", "Tagged": "failed"}
    assert (ended.done, ended.new, library.full_texts.waiting()) == (2, 1, 0)
    library.save([ids["Cut"]], saved=False)
    library.save([ids["Cut"]])
    fetch(library)
    assert len([heard for heard in site.heard if heard.path == "/a"]) == 1
    check_counts(library)


def test_documents_and_stories_without_a_link_have_no_page(library: Library) -> None:
    deliver(library, build_entry("x", url="https://post.example/x"), feed=SEED_FEED_URL)
    deliver(library, build_entry("y", title="No link", url=None))
    ids = [one.id for one in all_of(library)]
    assert library.full_texts.ask(ids) == 0
    assert [library.full_texts.turn(id).state for id in ids] == ["failed", "failed"]
    assert library.full_texts.waiting() == 0


def test_a_story_that_is_pruned_or_unsubscribed_is_not_asked_for(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId]
) -> None:
    id = cut_story()
    library.full_texts.ask([id, id])
    assert library.full_texts.waiting() == 1
    library.unsubscribe(all_of(library)[0].feed_id)
    assert fetch(library).done == 0
    assert library.full_texts.of(id) is None
    assert not [heard for heard in site.heard if heard.path == "/a"]


def test_retention_keeps_what_is_saved_and_takes_the_page_of_what_goes(
    library: Library, site: FeedServer
) -> None:
    """Both texts of a story go with it, and both of a saved one stay."""
    entries = [item(name, title=name, link=site.url(f"/{name}"), text=EXCERPT) for name in ("kept", "gone")]
    library.subscribe(site.replies("/feed", rss(entries)))
    library.sync(lambda _: None)
    ids = {one.headline: one.id for one in all_of(library)}
    for name in ids:
        site.replies(f"/{name}", WHOLE)
    fetch(library, *ids.values())
    library.save([ids["kept"]])
    library.mark_read(list(ids.values()))
    with library.database.read() as conn:
        rows = rows_of(conn, list(ids.values()))
    assert remove(library.database, rows, to_seconds(NOW + timedelta(days=3))) == 1
    assert states(library) == {"kept": "shown"}
    with library.database.read() as conn:
        assert conn.execute("SELECT count(*) FROM full_texts").fetchone() == (1,)
    check_counts(library)


def test_an_export_says_whose_text_it_is_and_its_feed_does_not_shorten_it_again(
    library: Library, site: FeedServer, cut_story: Callable[..., ArticleId], tmp_path: Path
) -> None:
    """Read back elsewhere, the page's text stays when the feed comes with its own, which is kept beside."""
    id = cut_story()
    site.replies("/a", WHOLE)
    fetch(library, id)
    written = tmp_path / "export.json"
    written.write_text("".join(write_json_feed([library.article(id)])), encoding="utf-8")
    library.close()
    library.database.path.unlink()
    other = open_library(Clock(NOW))
    other.import_files([written])
    (headline,) = all_of(other)
    assert known(other, headline.id) == FullText("shown", None, site.url("/a"), NOW, NOW)
    other.subscribe(site.url("/feed"))
    other.sync(lambda _: None)
    assert BODY[2] in text_of(other.article(headline.id))
    assert other.full_texts.turn(headline.id).state == "kept"
    assert text_of(other.article(headline.id)) == EXCERPT
    other.close()
