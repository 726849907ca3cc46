"""Pages from the command line: read, kept, explained, and fetched for the stories that they belong to."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from tests.cli.run import Shell
from tests.feedserver import FeedServer
from tests.sync.site import item, rss
from tests.sync.site import site as serve_site

EXCERPT = "The harbour was closed at dawn, and ships waited outside the wall until…"
BODY = (
    "The harbour was closed at dawn, and ships waited outside the wall until the storm had passed over it.",
    "In Lisbon, Ukrainian President Volodymyr Zelenskyy said that he had not seen such waves for years.",
    "The mayor promised that the wall would be raised by two metres before the next winter comes around.",
)


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with serve_site() as feeds:
        yield feeds


def page(*paragraphs: str) -> bytes:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or BODY)
    return (
        f"<html><head><title>Storm closes the harbour</title></head><body><nav><a href='/'>Home</a>"
        f"<a href='/a'>A</a><a href='/b'>B</a></nav><div class='story'>{text}<aside class='promo'><p>Buy a "
        "boat</p></aside></div></body></html>"
    ).encode()


def texts(article: object) -> str:
    return json.dumps(article)


# ── read ──────────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_printed_as_an_article_and_not_stored(shell: Shell, site: FeedServer) -> None:
    url = site.replies("/storm", page())
    ran = shell("read", url, "--json")
    article = ran.json()
    assert (ran.code, ran.err, article["id"], article["url"]) == (0, "", None, url)
    assert [person["name"] for person in article["people"]] == ["Volodymyr Zelenskyy"]
    assert all(paragraph in texts(article) for paragraph in BODY)
    assert shell("list", "--json").json() == []


def test_ids_and_pages_are_read_side_by_side(stories: Shell, site: FeedServer) -> None:
    """And an ID that is wrong is told before anything is asked for."""
    id_ = stories("list", "--json").json()[0]["id"]
    url = site.replies("/storm", page())
    plain = stories("read", id_, url, "--plain")
    assert plain.out.index("Zelenskyy will") < plain.out.index(BODY[2])
    before = len(site.heard)
    assert stories("read", url, "nosuch").code == 1
    assert len(site.heard) == before


@pytest.mark.parametrize("command", ["read", "save"])
def test_a_page_without_an_article_fails_in_a_line(shell: Shell, site: FeedServer, command: str) -> None:
    for url, why in (
        (site.replies("/app", b'<html><body><div id="root"></div></body></html>'), "JavaScript"),
        (site.url("/gone"), "404"),
        (site.replies("/a.pdf", b"%PDF-1.7 x", content_type="application/pdf"), "a PDF document"),
    ):
        ran = shell(command, url)
        assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
        assert why in ran.err
    assert shell("list", "--json").json() == []


# ── save ──────────────────────────────────────────────────────────────────────────────────────


def test_a_page_is_kept_as_a_saved_story(shell: Shell, site: FeedServer) -> None:
    """The same page again is the same story, with what has changed on it."""
    url = site.replies("/storm", page())
    site.replies("/storm?utm_source=mail", page())
    (first,) = shell("save", f"{url}?utm_source=mail", "--json").json()
    assert (first["saved"], first["url"]) == (True, url)
    site.replies("/storm", page(*BODY, "It was over at noon."))
    (again,) = shell("add", "--page", url, "--json").json()
    assert again["id"] == first["id"]
    assert "It was over at noon." in texts(shell("read", first["id"], "--json").json())
    assert [feed["url"] for feed in shell("feeds", "--json").json()] == ["dateline:pages"]
    assert shell("unsave", url).code == 0
    assert shell("list", "--saved", "--json").json() == []


def test_a_page_of_a_feeds_story_saves_that_story_and_fetches_its_text(
    shell: Shell, site: FeedServer
) -> None:
    url = site.replies("/storm", page())
    shell(
        "add",
        site.replies("/feed", rss([item("s", title="Storm closes the harbour", link=url, text=EXCERPT)])),
    )
    (story,) = shell("list", "--json").json()
    (kept,) = shell("save", url, "--json").json()
    assert (kept["id"], kept["saved"], kept["feed"]) == (story["id"], True, "Harbour Post")
    assert BODY[2] in texts(shell("read", story["id"], "--json").json())
    assert len(shell("list", "--json").json()) == 1


def test_a_page_without_a_feed_says_how_to_keep_it(shell: Shell, site: FeedServer) -> None:
    url = site.replies("/storm", page())
    ran = shell("add", url)
    assert (ran.code, "`dateline save`" in ran.err) == (1, True)
    assert shell("feeds", "--json").json() == []


# ── fulltext ──────────────────────────────────────────────────────────────────────────────────


def test_texts_are_fetched_by_id_or_what_waits(shell: Shell, site: FeedServer) -> None:
    """A page that gives nothing is named with the reason, and is the exit code."""
    good, bad = site.replies("/good", page()), site.url("/bad")
    entries = [
        item("g", title="Storm closes the harbour", link=good, text=EXCERPT),
        item("b", title="Ships go out", link=bad, text="They went out…"),
    ]
    shell("add", site.replies("/feed", rss(entries)))
    ids = {story["title"]: story["id"] for story in shell("list", "--json").json()}
    assert shell("fulltext").err == "No page was asked for: none waits.\n"
    ran = shell("fulltext", ids["Storm closes the harbour"], "--json")
    assert (ran.code, ran.json()["pages"][0]["fetched"], ran.json()["waiting"]) == (0, True, 0)
    assert BODY[1] in texts(shell("read", ids["Storm closes the harbour"], "--json").json())
    failed = shell("fulltext", bad)
    assert failed.code == 1
    assert "Ships go out: " in failed.err
    assert "404" in failed.err
    assert "Asked for 1 page: 0 fetched, 1 gave no text." in failed.err
    site.replies("/bad", status="429 Too Many Requests", Retry_After="600")
    assert "0 fetched, 1 gave no text." in shell("fulltext", bad).err
    assert shell("fulltext").err == "No page was asked for: 1 waits for later.\n"
    events = shell("fulltext", good, "--events", "json")
    assert [json.loads(line)["kind"] for line in events.out.splitlines()] == ["text", "texts"]
    assert shell("fulltext", site.url("/unknown")).code == 1


def test_a_page_is_explained_and_selectors_are_tried_on_it(shell: Shell, site: FeedServer) -> None:
    url = site.replies("/storm", page())
    ran = shell("fulltext", url, "--keep", ".story", "--drop", ".promo", "--json")
    found = ran.json()
    assert (ran.code, found["level"], found["url"]) == (0, "rule", url)
    assert [(piece["kept"], piece["reason"]) for piece in found["pieces"]] == [
        *[(False, "not in keep")] * (len(found["pieces"]) - 4),
        *[(True, "keep")] * 3,
        (False, "drop"),
    ]
    assert found["pieces"][-1]["element"].endswith("aside.promo > p")
    plain = shell("fulltext", url, "--explain").out
    assert plain.startswith(f"{url}\n")
    assert "\x1b" not in plain
    wrong = shell("fulltext", url, "--keep", "p:hover")
    assert "p:hover" in wrong.err
    assert shell("fulltext", "--explain").code == 1


def test_the_selectors_of_a_feed_hold_for_the_pages_of_its_site(shell: Shell, site: FeedServer) -> None:
    """Typed or fetched, a page is read in one way."""
    url = site.replies("/storm", page())
    feed = site.replies("/feed", rss([item("s", link=url, text=EXCERPT)]))
    shell("add", feed)
    assert shell("feeds", "set", "1", "fulltext_keep=.promo").code == 0
    assert shell("fulltext", url, "--explain", "--json").json()["words"] == 3
    assert "Buy a boat" in texts(shell("read", url, "--json").json())
    assert BODY[0] not in texts(shell("read", url, "--json").json())


def test_a_sync_fetches_what_was_saved_and_can_be_searched_for_it(shell: Shell, site: FeedServer) -> None:
    """Saving is quick, and asks for nothing; what is not short, or not saved, is nobody's business."""
    entries = [item(n, title=n, link=site.url(f"/{n}"), text=EXCERPT) for n in ("storm", "other")]
    site.replies("/storm", page())
    shell("add", site.replies("/feed", rss(entries)))
    first = shell("sync")
    assert "page" not in first.err
    (id_,) = (story["id"] for story in shell("list", "--json").json() if story["title"] == "storm")
    shell("save", id_)
    assert {heard.path for heard in site.heard} == {"/feed"}
    ran = shell("sync")
    assert (ran.code, "Asked for 1 page: 1 fetched." in ran.err) == (0, True)
    assert [story["id"] for story in shell("search", "mayor", "--json").json()] == [id_]
