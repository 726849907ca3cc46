"""The article comes off its page whole, and nothing else does: in several layouts, languages and scripts."""

from __future__ import annotations

import pytest

from tests.fulltext.webpages import (
    ENGLISH,
    GERMAN,
    LAYOUTS,
    RUSSIAN,
    STORIES,
    Layout,
    Story,
    document,
    links,
    newspaper,
    paragraphs,
)
from tui.fulltext.choosing import choose_plainly, chosen_lines
from tui.fulltext.extract import LARGEST_PAGE, read_article
from tui.fulltext.pieces import read_pieces
from tui.model.prose import ListBlock, Quote, block_leaves
from tui.model.webpages import SiteRules
from tui.prose.html import sections_from_html

URL = "https://courier.example/harbour/quay.html"


def text_of(page: str) -> str:
    """Return the words of a page's article as the reader sees them, a line a leaf."""
    sections = sections_from_html(read_article(page.encode(), URL).markup, URL)
    lines = [section.heading.plain for section in sections if section.heading]
    lines += [leaf.plain for section in sections for block in section.blocks for leaf in block_leaves(block)]
    return "\n".join(lines)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.language)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_story_is_there_once_in_order_and_nothing_else(layout: Layout, story: Story) -> None:
    text = text_of(layout(story))
    places = [text.find(paragraph) for paragraph in story.paragraphs]
    assert places == sorted(places)
    assert [text.count(paragraph) for paragraph in story.paragraphs] == [1] * len(story.paragraphs)
    assert [other for other in story.furniture if other in text] == []


def test_headings_lists_and_quotes_keep_their_place() -> None:
    """What a text is made of beside paragraphs comes with it, in order."""
    one, two, three, *rest = ENGLISH.paragraphs
    items = ("Six bollards of cast iron, from the old yard", "Two hundred metres of granite edge", "A crane")
    body = (
        f"<p>{one}</p><p>{two}</p><h2>What it is to have</h2><p>{three}</p>"
        f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul><blockquote><p>{rest[0]}</p></blockquote>"
        f"<p>{rest[1]}</p>"
    )
    page = newspaper(ENGLISH).replace(f"<p>{rest[1]}</p>", "").replace(f"<p>{rest[0]}</p>", "")
    page = page.replace(f"<p>{one}</p><p>{two}</p><p>{three}</p>", body)
    article = read_article(page.encode(), URL)
    kinds = [block for section in sections_from_html(article.markup, URL) for block in section.blocks]
    assert [type(block) for block in kinds].count(Quote) == 1
    (found,) = (block for block in kinds if isinstance(block, ListBlock))
    assert len(found.items) == len(items)
    assert "<h2>What it is to have</h2>" in article.markup
    wanted = (one, two, three, *items, *rest)
    places = [article.markup.find(text) for text in wanted]
    assert places == sorted(places)
    assert min(places) >= 0


def test_notes_of_a_live_page_come_all_in_the_pages_order() -> None:
    """A page that is written on through the day: a heading of an hour over each note."""
    notes = "".join(
        f'<div class="live-post"><h3>{20 - n}:15 Note {n}</h3><p>{text}</p></div>'
        for n, text in enumerate(ENGLISH.paragraphs * 2)
    )
    page = document(
        ENGLISH,
        f"""<nav><ul>{links(ENGLISH.menu)}</ul></nav><main><article><h1>Live: the board meets</h1>
<div class="live-blog">{notes}</div></article></main>
<aside><ul>{links(ENGLISH.related)}</ul></aside><footer>{ENGLISH.footer}</footer>""",
    )
    text = text_of(page)
    assert [text.count(paragraph) for paragraph in ENGLISH.paragraphs] == [2] * len(ENGLISH.paragraphs)
    assert not [other for other in (*ENGLISH.menu, *ENGLISH.related, ENGLISH.footer) if other in text]


def test_beginnings_of_other_articles_are_none_of_it() -> None:
    """The page's own article stands first and whole; of others there is a headline and a sentence."""
    teasers = "".join(
        f'<article class="card"><h3><a href="/{n}.html">{headline}</a></h3>'
        f"<p>{GERMAN.paragraphs[n][:90]}…</p>"
        f'<a href="/{n}.html">Read on</a></article>'
        for n, headline in enumerate(ENGLISH.related)
    )
    page = newspaper(ENGLISH).replace(
        "<section class=", f'<div class="cards">{teasers}</div><section class=', 1
    )
    text = text_of(page)
    assert all(paragraph in text for paragraph in ENGLISH.paragraphs)
    assert not [n for n in range(3) if GERMAN.paragraphs[n][:80] in text or ENGLISH.related[n] in text]


@pytest.mark.parametrize(
    "body",
    [
        "<ul>" + links(tuple(f"{one}, part {n}" for n in range(20) for one in ENGLISH.related)) + "</ul>",
        "",
    ],
    ids=["links", "nothing"],
)
def test_a_page_without_an_article_has_none(body: str) -> None:
    """A list of links: better nothing than that."""
    article = read_article(document(ENGLISH, body).encode(), URL)
    assert (article.level, article.markup, article.words) == ("none", "", 0)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<svg><path d='M0 0'>", ""),
        ("<select><option>Choose", ""),
        ("<b><i>", "</b></i>"),
        ("<table><tr><td>", ""),
        ("</div></span></p>", "</article>"),
        ("<center><font><a name='top'></a>", "</font></center>"),
    ],
    ids=["svg", "select", "crossed", "table", "ends of nothing", "old"],
)
def test_a_text_survives_tags_that_were_left_open_or_crossed(before: str, after: str) -> None:
    page = document(
        ENGLISH,
        f"""<div class="nav"><ul>{links(ENGLISH.menu)}</ul></div>
<div class="story">{before}<h1>{ENGLISH.title}</h1>{paragraphs(ENGLISH)}{after}</div>""",
    )
    text = text_of(page)
    assert all(text.count(paragraph) == 1 for paragraph in ENGLISH.paragraphs)
    assert not [other for other in ENGLISH.menu if other in text]


# ── levels ────────────────────────────────────────────────────────────────────────────────────

BODY = "\\n".join(paragraph.replace('"', "'") for paragraph in ENGLISH.paragraphs)
STATED = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{BODY}"}}</script>'


def test_what_a_page_states_for_search_engines_stands_in_for_a_text_it_lacks() -> None:
    """Where scripts put the text onto the page, it is in its JSON-LD alone."""
    article = read_article(document(ENGLISH, "<div id=app></div>", STATED).encode(), URL)
    assert article.level == "json-ld"
    assert article.markup.count("<p>") == len(ENGLISH.paragraphs)
    assert ENGLISH.paragraphs[1] in article.markup


def test_what_a_page_shows_goes_before_what_it_states() -> None:
    """The stated text has no headings, no lists and no links."""
    article = read_article(newspaper(GERMAN).replace("</head>", f"{STATED}</head>").encode(), URL)
    assert article.level == "classifier"
    assert ENGLISH.paragraphs[1] not in article.markup


def test_what_a_site_says_is_the_article_stands_whatever_the_page_states() -> None:
    """Who set a rule of a few words wanted these."""
    page = document(ENGLISH, "<div id=app><p>Few words</p></div>", STATED).encode()
    article = read_article(page, URL, rules=SiteRules(keep="#app"))
    assert (article.level, article.markup) == ("rule", "<p>Few words</p>")


def test_of_a_page_five_megabytes_are_read() -> None:
    page = newspaper(ENGLISH).encode()
    padded = page.replace(b"</head>", b"<!--" + b" " * (LARGEST_PAGE - len(page) // 2) + b"--></head>")
    assert read_article(page, URL).words > read_article(padded, URL).words


def test_a_page_that_is_hardly_more_than_a_text_is_read_where_nothing_looks_like_an_article() -> None:
    """The last but one resort, whatever the classifier thinks: most running text in one place."""
    page = read_pieces(document(ENGLISH, f"<div>{paragraphs(ENGLISH)}</div>"))
    assert chosen_lines(page, dict.fromkeys(range(len(page.pieces)), 0.0)) == frozenset()
    chosen = choose_plainly(page)
    assert [page.pieces[n].text for n in sorted(chosen)] == list(ENGLISH.paragraphs)
    others = "".join(f"<section>{paragraphs(other)}</section>" for other in (GERMAN, RUSSIAN))
    page = read_pieces(document(ENGLISH, f"<div>{paragraphs(ENGLISH)}</div>{others}"))
    assert choose_plainly(page) == frozenset()


def test_the_elements_are_asked_where_the_classifier_sees_no_article() -> None:
    found = read_article(b"<p>" + b"Text, text. " * 50 + b"</p>", URL)
    assert (found.level, found.words) == ("structure", 100)
