"""Whose text a story shows, said in its header; and the passage one reads found again in the other text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import build_article, build_headline
from tui.drawing.pagetexts import page_facts, same_line
from tui.drawing.typeset import build_page
from tui.model.articles import Article
from tui.model.fulltext import FullText
from tui.model.ids import PAGES_FEED_URL, SEED_FEED_URL

FEED = "https://post.example/feed"
LONG = " ".join(f"word{number}" for number in range(100))
URL = "https://www.post.example/a"


def story(text: str, known: FullText | None = None, feed_url: str = FEED) -> Article:
    return replace(build_article(text), full_text=known, feed_url=feed_url)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (FullText("shown", url=URL, words=500), "Whole text from post.example · F the feed's own"),
        (
            FullText("shown", "It is shown in part to whom has not paid.", URL),
            "Text from post.example: It is shown in part to whom has not paid · F the feed's own",
        ),
        (
            FullText("shown", url=URL, waits=True),
            "Whole text from post.example · its feed has changed it: fetched anew · F the feed's own",
        ),
        (FullText("kept", url=URL), "The feed's own text · F whole text"),
        (FullText("wanted", waits=True), "Waiting for its page"),
        (
            FullText("wanted", "No answer.", waits=True),
            "Waiting for its page · last time: No answer · F tries now",
        ),
        (FullText("failed", "Gone: 404."), "The page could not be read: Gone: 404 · F tries again"),
    ],
)
def test_the_header_says_whose_text_it_is_and_what_f_does(known: FullText, said: str) -> None:
    article = story(LONG, known)
    assert " · ".join(page_facts(article)) == said
    page = build_page(article, 100)
    assert any(said in "".join(one.text for one in line.segments) for line in page.lines)


@pytest.mark.parametrize(
    ("text", "feed", "is_said"),
    [
        ("Ships waited outside.", FEED, True),
        (f"{LONG} until…", FEED, True),
        (f"{LONG} until it ended.", FEED, False),
        ("Ships waited outside.", SEED_FEED_URL, False),
        ("Ships waited outside.", PAGES_FEED_URL, False),
    ],
)
def test_that_there_is_more_is_said_only_where_it_is_likely(text: str, feed: str, is_said: bool) -> None:
    """Of a text that is cut off, or hardly one; never of documents, whose text is whole, nor without page."""
    assert bool(page_facts(story(text, feed_url=feed))) is is_said
    without = replace(story(text, feed_url=feed), headline=build_headline(url=None))
    assert page_facts(without) == ()


def test_a_passage_stays_at_the_top_where_both_texts_have_it() -> None:
    """At any width; what the page alone has above it moves it down; what is nowhere leads to the top."""
    own = ("Ships waited outside the wall until the storm had passed.", "The mayor spoke of two metres…")
    before = build_article(*own, LONG)
    whole = (
        "A standfirst that only the page has.",
        own[0],
        *("Something else between." for _ in range(9)),
        "The mayor spoke of two metres more before winter.",
        LONG,
    )
    after = build_article(*whole)
    for width in (30, 70):
        page, other = build_page(before, width), build_page(after, width)
        for words in ("outside the wall", "The mayor spoke", "word60"):
            (hit,), (there,) = page.find(words), other.find(words)
            top = page.line_of(hit.leaf, hit.start)
            line = same_line(before, page, top, after, other)
            assert abs(other.line_of(there.leaf, there.start) - line) <= 1, words
            assert same_line(after, other, line, before, page) == top
        assert same_line(before, page, 0, after, other) == 0
        elsewhere = build_article("Quarterly figures pleased nobody.")
        assert same_line(before, page, 9, elsewhere, build_page(elsewhere, width)) == 0
