"""Feeds from the command line: add, feeds, sync, and what the reader decides about each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.run import Shell
from tests.feedserver import FeedServer
from tests.sync.site import item, rss, stories
from tests.sync.site import site as serve_site

KEYS = [
    *("id", "url", "title", "site_url", "folder", "unread", "total", "paused", "last_success_at"),
    *("last_error", "own_title", "gone", "due_at"),
]


@pytest.fixture
def site() -> Iterator[FeedServer]:
    with serve_site() as feeds:
        yield feeds


def page(*links: str) -> bytes:
    found = "".join(
        f'<link rel="alternate" type="application/rss+xml" title="T" href="{link}">' for link in links
    )
    return f"<html><head>{found}</head><body>Hello</body></html>".encode()


# ── add ───────────────────────────────────────────────────────────────────────────────────────


def test_adding_a_feed_stores_its_articles_at_once(shell: Shell, site: FeedServer) -> None:
    ran = shell("add", site.replies("/feed", stories("a", "b")), "--folder", "News/Europe", "--json")
    assert ran.code == 0
    feed = ran.json()
    assert list(feed) == [*KEYS, "is_new"]
    assert (feed["title"], feed["total"], feed["folder"]) == ("Harbour Post", 2, "News/Europe")
    assert [story["title"] for story in shell("list", "--json").json()] == ["Story a", "Story b"]
    assert len(site.heard) == 1


@pytest.mark.parametrize("before", ["", "feed:", "feed://", "//", "feed:http://"])
def test_an_address_without_a_scheme_leads_to_the_feed(shell: Shell, site: FeedServer, before: str) -> None:
    """As one copies it from a terminal that has just started a server."""
    url = site.replies("/feed", stories("a"))
    assert shell("add", url.replace("http://", before), "--json").json()["url"] == url


def test_adding_a_feed_again_changes_nothing(shell: Shell, site: FeedServer) -> None:
    url = site.replies("/feed", stories("a"))
    assert shell("add", url, "--title", "Mine").code == 0
    again = shell("add", url)
    assert (again.code, "Subscribed already to Mine" in again.err) == (0, True)
    assert [feed["title"] for feed in shell("feeds", "--json").json()] == ["Mine"]


def test_a_page_with_one_feed_leads_to_it(shell: Shell, site: FeedServer) -> None:
    site.replies("/news/feed.xml", stories("a"))
    assert (
        shell("add", site.replies("/news/", page("feed.xml")), "--json")
        .json()["url"]
        .endswith("/news/feed.xml")
    )


def test_a_page_that_announces_none_is_searched_in_the_usual_places(shell: Shell, site: FeedServer) -> None:
    site.replies("/rss.xml", stories("a"))
    assert shell("add", site.replies("/about", page()), "--json").json()["url"] == site.url("/rss.xml")


def test_a_page_that_only_links_to_its_feeds_offers_those_that_are_some(
    shell: Shell, site: FeedServer
) -> None:
    """A link that looks like a feed and is none is no offer."""
    site.replies("/news.rss", stories("a"))
    site.replies("/all/feed.xml", stories("b"))
    body = b"<p><a href=/news.rss>RSS</a> <a href=/gone.rss>x</a> <a href=all/feed.xml>all</a>"
    ran = shell("add", site.replies("/", body), "--json")
    assert ran.code == 1
    assert [choice["url"] for choice in ran.json()["choices"]] == [
        site.url("/news.rss"),
        site.url("/all/feed.xml"),
    ]


def test_a_page_with_several_feeds_has_them_named_and_adds_none(shell: Shell, site: FeedServer) -> None:
    site.replies("/one", rss([item("a")], "One"))
    site.replies("/two", rss([item("b")], "Two"))
    url = site.replies("/", page("/one", "/two"))
    ran = shell("add", url, "--json")
    assert ran.code == 1
    assert [choice["url"] for choice in ran.json()["choices"]] == [site.url("/one"), site.url("/two")]
    plain = shell("add", url)
    assert (plain.code, plain.out.count("\n")) == (1, 2)
    assert "--all" in plain.err
    assert shell("feeds", "--json").json() == []
    assert [feed["title"] for feed in shell("add", url, "--all", "--json").json()] == ["One", "Two"]


@pytest.mark.parametrize("path", ["/missing", "/page"])
def test_what_has_no_feed_is_answered_in_one_line(shell: Shell, site: FeedServer, path: str) -> None:
    site.replies("/page", page())
    ran = shell("add", site.url(path))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("dateline: ")
    assert ran.err.count("\n") == 1
    assert shell("feeds", "--json").json() == []


# ── sync ──────────────────────────────────────────────────────────────────────────────────────


def test_a_sync_says_what_came_of_it_and_fails_where_a_feed_did(shell: Shell, site: FeedServer) -> None:
    shell("add", site.replies("/feed", stories("a")))
    assert shell("sync") == (0, "", "Asked 1 feed: 0 new articles.\n")
    site.replies("/feed", stories("b", "a"))
    assert shell("sync").err == "Asked 1 feed: 1 new article.\n"
    site.replies("/feed", status="500 Internal Server Error")
    ran = shell("sync")
    assert ran == (
        1,
        "",
        (
            "Harbour Post: 127.0.0.1 answers 500 (internal server error).\n"
            "Asked 1 feed: 0 new articles, 1 feed failed.\n"
        ),
    )
    assert "answers 500" in shell("feeds").out


def test_what_a_sync_brings_is_prepared(shell: Shell, site: FeedServer) -> None:
    """A search after it finds the text."""
    shell("add", site.replies("/feed", stories("a")))
    site.replies("/feed", rss([item("b", text="About marlowite.")]))
    shell("sync")
    assert [story["words"] for story in shell("search", "marlowite", "--json").json()] == [2]


def test_events_are_json_lines(shell: Shell, site: FeedServer) -> None:
    shell("add", site.replies("/feed", stories("a")))
    site.replies("/feed", stories("b", "a"))
    ran = shell("sync", "--events", "json")
    assert (ran.code, ran.err) == (0, "")
    events = [json.loads(line) for line in ran.out.splitlines()]
    assert [event["kind"] for event in events] == ["started", "feed", "finished"]
    assert events[1] == {
        "kind": "feed", "feed_id": 1, "feed": "Harbour Post", "new": 1, "changed": 0, "done": 1, "total": 1,
    }  # fmt: skip


def test_only_feeds_that_are_due_are_asked_when_that_is_wished(shell: Shell, site: FeedServer) -> None:
    shell("add", site.replies("/feed", stories("a")))
    assert shell("sync", "--due").err == "There is no feed to ask.\n"
    assert len(site.heard) == 1


def test_feeds_are_named_by_number_address_or_title(shell: Shell, site: FeedServer) -> None:
    one = site.replies("/one", rss([item("a")], "Harbour Post"))
    shell("add", one)
    shell("add", site.replies("/two", rss([item("b")], "Hill Post")))
    for typed in ("1", one, "harbour"):
        assert shell("sync", typed).err.startswith("Asked 1 feed")
    ran = shell("sync", "post")
    assert (ran.code, ran.err) == (1, "dateline: 2 feeds answer to 'post': Harbour Post, Hill Post.\n")


# ── decisions ─────────────────────────────────────────────────────────────────────────────────


def test_a_feed_is_paused_renamed_moved_and_given_up(shell: Shell, site: FeedServer) -> None:
    url = site.replies("/feed", stories("a"))
    shell("add", url)
    assert shell("rename", "harbour", "The Post").err == "Harbour Post is now The Post.\n"
    assert shell("move", "the post", "A/B").err == "The Post is now in A/B.\n"
    assert shell("pause", "1").err == "Paused The Post.\n"
    assert shell("sync").err == "There is no feed to ask.\n"
    assert "paused" in shell("feeds").out
    assert shell("unpause", url).err == "The Post is asked again.\n"
    assert shell("unsubscribe", "The Post").err == "Unsubscribed from The Post.\n"
    assert shell("list", "--json").json() == shell("feeds", "--json").json() == []
    assert shell("rename", "The Post", "x").code == 1


def test_lists_of_feeds_go_out_and_come_in(shell: Shell, site: FeedServer, tmp_path: Path) -> None:
    shell("add", site.replies("/feed", stories("a")), "--folder", "News")
    listed = tmp_path / "feeds.opml"
    assert shell("export", "--opml", "-o", listed).code == 0
    out = shell("export", "--opml").out
    assert out.encode() == listed.read_bytes()
    assert 'text="Harbour Post"' in out
    listed.write_text(out.replace("</body>", '<outline type="rss" text="Bad" xmlUrl="file:///x"/></body>'))
    shell("unsubscribe", "1")
    ran = shell("import", listed)
    assert (ran.code, ran.out) == (1, "")
    assert "Bad: not subscribed: it would read a file of this computer" in ran.err
    assert "Imported: 1 new feed, 1 feed refused." in ran.err
    assert shell("feeds", "--json").json()[0]["folder"] == "News"


def test_newsboats_list_of_feeds_comes_in(shell: Shell, tmp_path: Path) -> None:
    """A second time nothing is new, and what cannot be taken is told again."""
    listed = tmp_path / "urls"
    listed.write_text('http://a.example/feed "~Own" news\nhttp://b.example/feed\n"query:New:age < 1"\n')
    for told in ("2 new feeds, 1 feed refused", "2 feeds known already, 1 feed refused"):
        ran = shell("import", listed)
        assert (ran.code, ran.out) == (1, "")
        assert "query:New:age < 1: not subscribed: it is a search of another reader" in ran.err
        assert f"Imported: {told}." in ran.err
    shown = [(feed["title"], feed["folder"]) for feed in shell("feeds", "--json").json()]
    assert shown == [("http://b.example/feed", None), ("Own", "news")]


# ── settings ──────────────────────────────────────────────────────────────────────────────────


def test_settings_of_a_feed_are_set_shown_and_taken_out(shell: Shell, site: FeedServer) -> None:
    """In the reader's own file; what is wrong is one line, and nothing is written."""
    url = site.replies("/feed", stories("a"))
    shell("add", url)
    assert shell("feeds", "show", "Harbour") == (0, "", "")
    ran = shell("feeds", "set", "Harbour", "interval_minutes=240", "headers=X-Key: s3cret", "latest=20")
    assert (ran.code, ran.out) == (0, "interval_minutes=240\nlatest=20\nheaders=X-Key: …\n")
    assert shell("feeds", "show", url, "--json").json()["settings"]["latest"] == "20"
    file = shell.home / "config" / "config.toml"
    before = file.read_text()
    wrong = shell("feeds", "set", "Harbour", "latest=many", "interval_minutes=1")
    assert (wrong.code, wrong.out, wrong.err.count("\n")) == (1, "", 1)
    assert file.read_text() == before
    for usage in (
        ("set", "Harbour"),
        ("set",),
        ("show", "Harbour", "latest=1"),
        ("set", "Harbour", "latest"),
    ):
        assert shell("feeds", *usage).code == 2
    shell("sync")
    assert "x-key" in site.heard[-1].headers
    assert shell("feeds", "set", "Harbour", "latest=", "headers=", "interval_minutes=").out == ""
    assert "s3cret" not in shell("feeds", "--json").out + shell("export", "--opml").out


def test_a_password_is_in_nothing_that_is_printed_or_kept(
    shell: Shell, site: FeedServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Not when it is right, not when it is refused, and not in what another process could see."""
    monkeypatch.setenv("NEWS_PASSWORD", "s3cret")
    url = site.replies("/feed", b"", "401 Unauthorized")
    shell("import", write_opml(tmp_path, url))
    shell("feeds", "set", url, "user=ann", "password_env=NEWS_PASSWORD")
    refused = shell("sync")
    assert (refused.code, "401" in refused.err) == (1, True)
    assert b"Basic YW5uOnMzY3JldA==" in site.heard[-1].raw
    told = "".join(
        part
        for command in (
            ("feeds", "--json"),
            ("feeds", "show", url),
            ("export", "--opml"),
            ("doctor",),
            ("sync", "--events", "json"),
        )
        for part in shell(*command)[1:]
    )
    kept = b"".join(path.read_bytes() for path in shell.home.rglob("*") if path.is_file())
    for secret in ("s3cret", "YW5uOnMzY3JldA"):
        assert secret not in told + refused.out + refused.err
        assert secret.encode() not in kept


def write_opml(folder: Path, url: str) -> Path:
    path = folder / "list.opml"
    path.write_text(f'<opml version="2.0"><body><outline text="Post" xmlUrl="{url}"/></body></opml>')
    return path


def test_a_folder_is_listed_mapped_and_exported(shell: Shell, site: FeedServer) -> None:
    """In whatever letters its path is typed; one that is not there is said."""
    for name, folder in (("a", ("--folder", "News/Europe")), ("b", ("--folder", "News")), ("c", ())):
        assert shell("add", site.replies(f"/{name}", stories(name)), *folder).code == 0
    everything = {article["title"] for article in shell("list", "--json").json()}
    europe = {article["title"] for article in shell("list", "--folder", "news/EUROPE", "--json").json()}
    news = {article["title"] for article in shell("list", "--folder", "News", "--json").json()}
    assert (len(europe), len(news), len(everything)) == (1, 2, 3)
    assert europe < news < everything
    exported = shell("export", "--folder", "News", "--format", "json").json()
    assert {item["title"] for item in exported["items"]} == news
    assert shell("map", "--folder", "News").code == 0
    lost = shell("list", "--folder", "Nowhere")
    assert lost.code == 1
    assert "There is no folder 'Nowhere'" in lost.err
