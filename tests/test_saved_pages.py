"""Web pages that were saved as files, read in as stories."""

from __future__ import annotations

import quopri
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.stories import all_of, open_library, write_document
from tui.feeds.savedpages import own_address, read_saved_page
from tui.library.frontdesk import Library
from tui.model.ids import PAGES_FEED_URL
from tui.model.prose import plain_text
from tui.model.webpages import PageArticle
from tui.settings.feeds import save_settings

WORDS = "The harbour board met on Monday and put off the vote on the new quay until the autumn session."


def page(head: str = "", comment: str = "", words: str = WORDS) -> str:
    return (
        f'<!DOCTYPE html>\n{comment}<html lang="en"><head><title>Quay delayed</title>{head}</head><body>'
        f'<nav><a href="/">Home</a></nav><div><p>{words}</p><p>{words} <a href="more">More</a></p></div>'
        "</body></html>"
    )


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Library]:
    monkeypatch.setattr("tui.feeds.seedfolders.shipped_dir", lambda _name: tmp_path / "none")
    opened = open_library()
    yield opened
    opened.close()


def address_of(name: str, text: str) -> str | None:
    (entry,) = read_saved_page(name, text.encode()).entries
    return entry.url


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0030)https://post.example/a?x=1&amp;utm_source=rss -->\n",
        "<!--\n Page saved with SingleFile \n url: https://post.example/a?x=1 \n saved date: Mon -->",
        '<html data-scrapbook-source="https://post.example/a?x=1" data-scrapbook-create="1">',
    ],
)
def test_a_page_is_known_by_the_address_that_it_was_saved_from(comment: str) -> None:
    assert address_of("a.html", page(comment=comment)) == "https://post.example/a?x=1"


def test_a_page_without_an_address_is_known_by_its_files_name() -> None:
    for name, guid in (("old/quay.html", "quay"), ("old/quay/index.html", "quay/index")):
        (entry,) = read_saved_page(name, page().encode()).entries
        assert (entry.guid, entry.url) == (guid, None)


@pytest.mark.parametrize(
    ("stated", "had_from", "own"),
    [
        ("https://post.example/quay", "https://www.post.example/quay?from=x", "https://post.example/quay"),
        ("/quay", "https://m.post.example/quay.amp", "https://m.post.example/quay"),
        ("https://bank.example/", "https://evil.example/x", "https://evil.example/x"),
        ("https://bank.example/quay", "https://evil.example/x", "https://evil.example/x"),
        ("https://post.example/", "https://post.example/quay", "https://post.example/quay"),
        ("https://post.example/quay?utm_medium=x", None, "https://post.example/quay"),
        ("javascript:alert(1)", "https://post.example/quay", "https://post.example/quay"),
        (None, None, None),
    ],
)
def test_a_page_speaks_for_its_own_host_alone(
    stated: str | None, had_from: str | None, own: str | None
) -> None:
    """Else one page could stand under another's address."""
    assert own_address(PageArticle("", canonical=stated), had_from) == own


def test_a_folder_of_saved_pages_is_read_without_what_belongs_to_them(
    library: Library, tmp_path: Path
) -> None:
    """What holds no article is named, the others load; the same again is known already."""
    folder = tmp_path / "saved"
    comment = "<!-- saved from url=(0022)https://post.example/a -->"
    write_document(folder, "a.html", page(comment=comment))
    write_document(folder / "a_files", "frame.html", page(words="A frame that nobody meant. " * 9))
    write_document(folder / "my_files", "b.htm", page(words=f"Another page. {WORDS}"))
    write_document(folder, "empty.html", "<html><body><script>render()</script></body></html>")
    report = library.import_files([folder])
    assert (report.new, [Path(name).name for name, _ in report.failures]) == (2, ["empty.html"])
    assert "article" in report.failures[0][1]
    assert {feed.url for feed in library.feeds()} == {PAGES_FEED_URL}
    assert {story.url for story in all_of(library)} == {"https://post.example/a", None}
    again = library.import_files([folder])
    assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_a_saved_story_has_the_article_and_its_links(library: Library, tmp_path: Path) -> None:
    comment = "<!-- saved from url=(0022)https://post.example/a/b -->"
    library.import_files([write_document(tmp_path, "a.html", page(comment=comment))])
    article = library.article(all_of(library)[0].id)
    text = plain_text(article.prose.sections)
    assert WORDS in text
    assert "Home" not in text
    assert "https://post.example/a/more" in str(article.prose.sections)


def test_an_archive_is_opened(library: Library, tmp_path: Path) -> None:
    """Chrome and Edge save a page with all that belongs to it so (RFC 2557)."""
    html = quopri.encodestring(page(words=f"Café. {WORDS}").encode("latin-1")).replace(b"\n", b"\r\n")
    archive = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/cafe\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x--1----"\r\n\r\n\r\n'
        b"------x--1----\r\nContent-Type: text/html; charset=iso-8859-1\r\n"
        b"Content-Transfer-Encoding: quoted-printable\r\nContent-Location: https://post.example/cafe\r\n\r\n"
        + html
        + b"\r\n------x--1----\r\nContent-Type: image/png\r\n"
        b"Content-Transfer-Encoding: base64\r\n\r\nAAAA\r\n"
        b"------x--1------\r\n"
    )
    path = tmp_path / "a.mhtml"
    path.write_bytes(archive)
    broken = write_document(tmp_path, "b.mhtml", "From: me\n\nnothing")
    report = library.import_files([path, broken])
    assert [why for _, why in report.failures] == [f"{broken}: There is no page in this archive."]
    (story,) = all_of(library)
    assert story.url == "https://post.example/cafe"
    assert "Café." in plain_text(library.article(story.id).prose.sections)


def test_what_is_embedded_in_a_page_takes_no_room() -> None:
    """SingleFile puts pictures and fonts into the page: the article may stand behind megabytes of them."""
    data = "data:image/png;base64," + "A" * 3_000_000
    text = page(head=f"<style>a{{background:url({data})}}</style>", words=f'<img src="{data}">{WORDS}')
    (entry,) = read_saved_page("a.html", text.encode()).entries
    assert WORDS in entry.content
    assert len(entry.content) < 2_000


def test_a_feed_that_was_saved_as_a_page_is_a_feed(library: Library, tmp_path: Path) -> None:
    feed = "<rss><channel><title>Post</title><item><title>A</title><link>https://a.example/</link></item></channel></rss>"
    library.import_files([write_document(tmp_path, "feed.html", feed)])
    assert PAGES_FEED_URL not in {one.url for one in library.feeds()}


def test_the_selectors_of_a_feed_hold_for_saved_pages_of_its_site(library: Library, tmp_path: Path) -> None:
    save_settings(library.paths, "https://www.post.example/feed", {"fulltext_drop": "p:first-child"})
    for name, host in (("a.html", "post.example"), ("b.html", "other.example")):
        comment = f"<!-- saved from url=(0022)https://{host}/a -->"
        library.import_files([write_document(tmp_path, name, page(comment=comment))])
    words = {str(story.url): library.article(story.id).prose.words for story in all_of(library)}
    assert words["https://post.example/a"] * 2 < words["https://other.example/a"] + 4
