"""Pictures, captions, players, lists, tables and headings of web pages, from the page to the sections."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tui.fulltext.choosing import chosen_lines
from tui.fulltext.extract import read_article
from tui.fulltext.keeping import markup_of
from tui.fulltext.pieces import read_pieces
from tui.model.prose import Block, Heading, Image, ListBlock, Section, Table, blocks_within
from tui.prose.html import sections_from_html

ADDRESS = "https://post.example/news/quay"
FIRST = "The harbour board met on Monday and put off the vote on the new quay until the autumn session."
SECOND = "Its chairwoman said that the tenders had come in far above what the town had set aside for it."
THIRD = "Fishermen who land their catch at the old wall fear that another winter of storms will break it."
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def sections(inner: str, head: str = "") -> tuple[Section, ...]:
    page = f"""<html><head><title>Quay delayed</title>{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
    <main><article><h1>Quay delayed</h1>{inner}</article></main>
    <footer><p>© Harbour Post</p><img src="/logo.png" alt="Harbour Post"></footer></body></html>"""
    return sections_from_html(read_article(page.encode(), ADDRESS, "text/html").markup, ADDRESS)


def around(inner: str) -> str:
    """What stands between paragraphs of an article."""
    return f"<p>{FIRST}</p><p>{SECOND}</p>{inner}<p>{THIRD}</p><p>{FIRST[::-1]}</p>"


def blocks(found: tuple[Section, ...]) -> Iterator[Block]:
    for section in found:
        for block in section.blocks:
            yield from blocks_within(block)


def pictures(inner: str, head: str = "") -> list[tuple[str | None, str]]:
    return [(b.url, b.caption.plain) for b in blocks(sections(inner, head)) if isinstance(b, Image)]


# ── pictures ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (f'<img src="{PIXEL}" data-src="/p/quay.jpg">', "quay.jpg"),
        (
            f'<img src="{PIXEL}" data-lazy-srcset="/p/quay-300.jpg 300w, /p/quay-900.jpg 900w">',
            "quay-900.jpg",
        ),
        ('<img src="/p/quay-300.jpg" srcset="/p/quay-300.jpg 300w, /p/quay-900.jpg 900w">', "quay-900.jpg"),
        (f'<img src="{PIXEL}"><noscript><img src="/p/quay.jpg"></noscript>', "quay.jpg"),
        ('<img data-src="/p/quay.jpg"><noscript><img src="/p/quay.jpg?w=9"></noscript>', "quay.jpg"),
        (f'<picture><source srcset="/p/quay.webp 1x"><img src="{PIXEL}"></picture>', "quay.webp"),
        ('<amp-img src="/p/quay.jpg" width="800" height="600"></amp-img>', "quay.jpg"),
        ('<img src="/img/placeholder.gif" data-big-picture="/p/quay.jpg">', "quay.jpg"),
        ('<a href="/p/quay.jpg"><img src="/p/quay-150x150.jpg"></a>', "quay.jpg"),
        ('<a href="/wiki/File:Quay.jpg"><img src="/p/quay.jpg"></a>', "quay.jpg"),
        ('<img style="width:0;height:0;min-width:100%" src="/p/quay.jpg">', "quay.jpg"),
        ('<img src="/p/quay-flags-and-stars.jpg" width="800" height="600">', "quay-flags-and-stars.jpg"),
    ],
)
def test_a_picture_is_found_once_however_its_page_loads_it(markup: str, name: str) -> None:
    (found,) = pictures(around(f"<div>{markup}</div>"))
    assert found[0] == f"https://post.example/{'p/' if name else ''}{name}"


def test_a_picture_above_the_text_is_the_articles_where_the_page_names_it() -> None:
    named = '<meta property="og:image" content="https://cdn.example/1200/quay-at-dawn.jpg">'
    lead = (
        '<div class="hero"><img src="https://cdn.example/640/quay-at-dawn.jpg"></div>'
        '<p>By Ada Quill</p><ul><li><a href="/share">Share</a></li></ul>'
    )
    assert pictures(lead + around(""), named) == [("https://cdn.example/640/quay-at-dawn.jpg", "")]


def test_what_is_no_picture_of_the_article_is_left_out() -> None:
    """Icons, an author's portrait, an advertisement, the pictures of other stories."""
    others = "".join(
        f'<li><a href="/news/{n}"><img src="/p/other-{n}.jpg">Another story about something else {n}</a></li>'
        for n in range(4)
    )
    markup = around(
        '<div class="author-box"><img class="avatar" src="/authors/quill.jpg" width="80" height="80"></div>'
        '<img src="/i/print.gif" width="16" height="16"><img src="https://ads.example/banner.gif" width="1">'
    )
    assert pictures(f'{markup}<div class="related"><ul>{others}</ul></div>') == []


@pytest.mark.parametrize(
    "markup",
    [
        "<figure>{}<figcaption><p>The old wall.</p><span>Photo: A. Quill</span></figcaption></figure>",
        '<div class="image">{}<p class="caption">The old wall. Photo: A. Quill</p></div>',
        "<figure>{}<span>Image</span><figcaption>The old wall. <i>Photo: A. Quill</i></figcaption></figure>",
        '<div class="wp-caption">{}<p class="wp-caption-text">The old wall. Photo: A. Quill</p></div>',
    ],
)
def test_a_caption_and_who_took_the_picture_are_one_line_with_it(markup: str) -> None:
    found = sections(around(markup.format('<img src="/p/wall.jpg">')))
    shown = [block for block in blocks(found) if isinstance(block, Image)]
    assert [image.caption.plain for image in shown] == ["The old wall. Photo: A. Quill"]
    assert sum("old wall." in str(block) for block in blocks(found)) == 1


def test_a_player_becomes_a_link() -> None:
    for stated in ("src", 'src="about:blank" data-lazy-src'):
        found = sections(around(f'<iframe {stated}="https://www.youtube.com/embed/abc"></iframe>'))
        assert "https://www.youtube.com/embed/abc" in str(found)
    assert "ads.example" not in str(sections(around('<iframe src="https://ads.example/frame"></iframe>')))


# ── lists, tables, headings ───────────────────────────────────────────────────────────────────────


def test_lists_within_lists_keep_their_depth_and_paragraphs() -> None:
    (found,) = (
        block
        for section in sections(
            around(
                f"<ul><li><p>{FIRST}</p><p>{SECOND}</p></li>"
                f"<li>Costs that nobody had thought of:<ul><li>{THIRD}</li><li>Sand</li></ul></li></ul>"
            )
        )
        for block in section.blocks
        if isinstance(block, ListBlock)
    )
    assert [len(item.blocks) for item in found.items] == [2, 2]
    inner = found.items[1].blocks[1]
    assert isinstance(inner, ListBlock)
    assert len(inner.items) == 2


def test_a_table_of_data_comes_whole_with_its_header_and_long_cells() -> None:
    rows = "".join(f"<tr><th>Year {n}</th><td>{n * 3}</td><td>{SECOND * n}</td></tr>" for n in range(1, 7))
    found = sections(around(f"<table><tr><th>Year</th><th>Boats</th><th>Said</th></tr>{rows}</table>"))
    (table,) = (block for block in blocks(found) if isinstance(block, Table))
    assert (len(table.rows), table.has_header) == (7, True)
    assert all(len(row) == 3 for row in table.rows)


def test_a_table_that_lays_out_the_page_is_none() -> None:
    found = sections(f"<table><tr><td><h2>Harbour</h2>{around('')}</td><td><p>{SECOND}</p></td></tr></table>")
    assert not any(isinstance(block, Table) for block in blocks(found))


def test_a_heading_stays_over_a_text_and_not_over_nothing() -> None:
    found = sections(
        f"<p>{FIRST}</p><h2><a href='#cost'>What it costs</a></h2><p>{SECOND}</p><h2>More</h2>"
        "<h3>From the archive</h3>"
    )
    names = [section.heading.plain for section in found if section.heading]
    assert names == ["What it costs"]
    assert not any(isinstance(block, Heading) for block in blocks(found))


def test_code_and_a_list_within_a_list_stay_with_what_is_around_them() -> None:
    """By themselves they are unlike an article: few words, and no sentences."""
    code = "<pre><code>for m in range(9):\n    w(m)\n</code></pre>"
    inner = "<ul><li>with a light</li><li>with a crane</li></ul>"
    items = f"<ul><li>A pier to the north</li><li>A pier to the south{inner}</li><li>A quay</li></ul>"
    page = read_pieces(around(f"{items}<p>{THIRD}</p>{code}") + code)
    unlike = ("for m", "with a")
    scores = {
        number: 0.3 if piece.text.startswith(unlike) else 0.9
        for number, piece in enumerate(page.pieces)
        if piece.kind == "text"
    }
    assert set(scores) - chosen_lines(page, scores) == {max(scores)}, "code below the article is none of it"


def test_the_title_does_not_stand_over_the_text_once_more() -> None:
    page = f"""<title>Harbour board delays the quay - Harbour Post</title><article>
    <h2>Harbour board delays the quay</h2>{around("<h2>Harbour board</h2>")}</article>"""
    found = sections_from_html(read_article(page.encode(), ADDRESS).markup, ADDRESS)
    assert [section.heading.plain for section in found if section.heading] == ["Harbour board"]


def test_the_contents_of_an_article_belong_to_it_where_they_name_its_headings() -> None:
    parts = "".join(f'<h2 id="p{n}">Part {n}</h2><p>{SECOND}</p><p>{THIRD}</p>' for n in (1, 2, 3))
    listed = "".join(f'<li><a href="#p{n}">{n}. Part {n}</a></li>' for n in (1, 2, 3))
    tabs = "".join(f'<li><a href="#tab{n}">Tab {n}</a></li>' for n in (1, 2, 3))
    found = sections(f"<p>{FIRST}</p><ul>{listed}</ul><ul class='menu'>{tabs}</ul>{parts}")
    assert [section.heading.plain for section in found if section.heading] == ["Part 1", "Part 2", "Part 3"]
    (contents,) = (block for block in found[0].blocks if isinstance(block, ListBlock))
    assert len(contents.items) == 3
    assert "Tab 1" not in str(found)


# ── what is written ───────────────────────────────────────────────────────────────────────────────

TAGS = [
    "p",
    "div",
    "li",
    "ul",
    "table",
    "tr",
    "td",
    "th",
    "blockquote",
    "figure",
    "figcaption",
    "h2",
    "b",
    "a",
    "pre",
]
TOKENS = st.one_of(
    st.sampled_from(
        [*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), "<br><br>", '<img src="a.jpg">']
    ),
    st.integers(1, 999).map(lambda number: f" w{number} & more "),
)
VOID = ("br", "hr", "img", "source")


@settings(deadline=None)
@given(st.lists(TOKENS, max_size=40), st.data())
def test_whatever_is_kept_is_balanced_and_each_line_stands_once_in_order(
    tokens: list[str], data: st.DataObject
) -> None:
    page = read_pieces("".join(tokens))
    numbers = list(range(len(page.pieces)))
    kept = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    markup = markup_of(page, kept)
    opened: list[str] = []
    for end, name in re.findall(r"<(/?)(\w+)[^>]*>", markup):
        if end:
            assert opened.pop() == name
        elif name not in VOID:
            opened.append(name)
    assert opened == []
    lines = [page.pieces[number].text for number in sorted(kept) if page.pieces[number].kind == "text"]
    assert re.sub(r"<[^>]*>|\s", "", markup).replace("&amp;", "&") == re.sub(r"\s", "", "".join(lines))


def test_a_short_last_paragraph_and_a_faint_heading_stay_with_what_surrounds_them() -> None:
    """However little they look like an article by themselves: nearly all beside them is one."""
    page = read_pieces(
        f"<body><div><p>{FIRST}</p><p>{SECOND}</p><h2>Or so</h2><p>{THIRD}</p><p>No vote yet.</p></div>"
        "<div><p>Menu</p><p>No vote yet.</p></div></body>"
    )
    first, second, heading, third, last, menu, other = range(7)
    scores = {first: 0.9, second: 0.9, heading: 0.1, third: 0.9, last: 0.1, menu: 0.1, other: 0.1}
    assert chosen_lines(page, scores) == {first, second, heading, third, last}
    assert chosen_lines(page, scores | {last: 0.0, heading: 0.0}) == {first, second, third}


def test_a_table_between_kept_lines_is_the_articles_however_its_cells_look() -> None:
    cells = "".join(f"<tr><td>{n}</td><td>{n * n}</td></tr>" for n in range(4))
    page = read_pieces(
        f"<body><p>{FIRST}</p><table>{cells}</table><p>{SECOND}</p><table>{cells}</table></body>"
    )
    scores = {number: 0.9 if len(piece.text) > 50 else 0.0 for number, piece in enumerate(page.pieces)}
    kept = chosen_lines(page, scores)
    assert [page.pieces[n].text for n in sorted(kept)] == [
        FIRST,
        "0",
        "0",
        "1",
        "1",
        "2",
        "4",
        "3",
        "9",
        SECOND,
    ]
