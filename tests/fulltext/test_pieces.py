"""A page in pieces: where lines begin and end, what they say of themselves, what is left out."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.fulltext import pieces
from tui.fulltext.extract import read_article
from tui.fulltext.pieces import PagePiece, WebPage, hides, read_pieces


def lines(markup: str) -> list[PagePiece]:
    return [piece for piece in read_pieces(markup).pieces if piece.kind == "text"]


def texts(markup: str) -> list[str]:
    return [piece.text for piece in lines(markup)]


def path(page: WebPage, piece: PagePiece) -> str:
    """Return the names of the elements around a piece, outermost first."""
    container, names = page.around(piece), []
    while container.place:
        names.append(container.name)
        container = page.containers[container.parent]
    return " ".join(reversed(names))


def paths(markup: str) -> list[tuple[str, str]]:
    page = read_pieces(markup)
    return [(path(page, piece), piece.text or piece.kind) for piece in page.pieces]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>One  <b>two</b>\n three</p><p>four</p>", ["One two three", "four"]),
        ("before<div>in</div>behind", ["before", "in", "behind"]),
        ("<p>one<br>two</p>", ["one two"]),
        ("<p>one<br><br>two<br> <br/>three</p>", ["one", "two", "three"]),
        ("<p>one</br></br>two</p>", ["one", "two"]),
        ("one</p>two", ["one", "two"]),
        ("<p>one<hr>two", ["one", "two"]),
        ("<p>one <img src=a.png> two</p>", ["one two"]),
        ("<p>wo<wbr>rd and wo<i>rd</i></p>", ["word and word"]),
        ("<p> \n </p><p>&nbsp;</p><p>x</p>", ["x"]),
        ("<span>a <div>b</div> c</span>", ["a", "b", "c"]),
        ("<noscript><p>shown</p></noscript>", ["shown"]),
        ("<title>name</title><p>text</p>", ["name", "text"]),
    ],
)
def test_lines_are_what_a_browser_would_lay_out_apart(markup: str, found: list[str]) -> None:
    assert texts(markup) == found


@pytest.mark.parametrize(
    "inside",
    [
        "<script>var a = '<p>code</p>';</script>",
        "<style>p { color: red }</style>",
        "<svg><text>drawn</text><svg></svg><text>more</text></svg>",
        "<select><option>Monday<option>Tuesday</select>",
        "<template><p>later</p></template>",
        "<textarea>typed</textarea>",
        "<datalist><option>x</option></datalist>",
    ],
)
def test_code_drawings_and_fields_are_no_text_of_the_page(inside: str) -> None:
    """And where they stood is known, so that they are left out of the line that was around them."""
    page = read_pieces(f"<p>before {inside} behind</p>")
    (line,) = (piece for piece in page.pieces if piece.kind == "text")
    assert line.text == "before behind"
    ((start, end),) = page.dropped
    assert page.events[start][0] == "start"
    assert page.events[end - 1][0] == "end"
    assert [page.dropped_until(at) for at in (start - 1, start, end - 1, end)] == [None, end, end, None]


@pytest.mark.parametrize("opened", ["<svg>", "<select><option>", "<canvas>", "<template>"])
def test_what_never_ends_hides_nothing(opened: str) -> None:
    """One forgotten end tag would else swallow the article."""
    assert texts(f"<div>{opened}<p>text</p><p>more</p></div>")[-2:] == ["text", "more"]


def test_one_that_ends_twice_ends_once() -> None:
    assert texts("<svg>a</svg>b</svg>c<p>d") == ["bc", "d"]


@pytest.mark.parametrize(
    "markup",
    [
        "<svg class=icon /><p>text</p><svg><path/></svg><p>more</p>",
        "<svg><path><p>text</p><svg></svg><p>more</p>",
        "<div><svg><g></div><p>text</p><p>more <svg></svg></p>",
        "<p>text <select><option>Monday<select></select></p><p>more</p>",
    ],
)
def test_one_left_open_takes_nothing_with_it_to_the_end_of_another(markup: str) -> None:
    """An icon whose end was forgotten would else hide the article with the last icon of the page."""
    assert texts(markup) == ["text", "more"]


def test_what_html_a_drawing_holds_goes_with_it() -> None:
    page = "<p>a<svg><foreignObject><div>b</div><p>c</p></foreignObject><text>d</text></svg></p><p>e</p>"
    assert texts(page) == ["a", "e"]


def test_links_and_emphasis_are_weighed_in_characters() -> None:
    (line,) = lines("<p>abc <a href=x>defgh</a> <b><a href=y>ij</a></b> <em>k</em></p>")
    assert (line.text, line.linked, line.links, line.strong) == ("abc defgh ij k", 7, 2, 3)
    (whole,) = lines("<a href=x><div>one</div></a>")
    assert (whole.linked, whole.links) == (3, 1)


def test_a_link_in_a_link_ends_the_outer_one() -> None:
    """Else all that follows would count as linked."""
    (line,) = lines("<p><a href=x>ab<a href=y>cd</a> efgh</p>")
    assert (line.linked, line.links) == (4, 2)


def test_a_link_that_was_left_open_goes_on_over_the_lines_it_is_around() -> None:
    first, second, third = lines("<div><a href=x><p>ab</p><p>cd</p></a><p>ef</p></div>")
    assert [line.linked for line in (first, second, third)] == [2, 2, 0]
    assert [line.links for line in (first, second, third)] == [1, 1, 0]


def test_breaks_by_hand_are_counted_but_those_at_the_end() -> None:
    (line,) = lines("<p>one<br>two<br>three<br></p>")
    assert (line.text, line.breaks) == ("one two three", 2)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>a<p>b<div>c", "p a|p b|div c"),
        ("<ul><li>a<li>b<ul><li>c</ul>d</ul>e", "ul li a|ul li b|ul li ul li c|ul li d|e"),
        ("<dl><dt>a<dd>b<dt>c</dl>", "dl dt a|dl dd b|dl dt c"),
        ("<table><tr><td>a<td>b<tr><th>c</table>d", "table tr td a|table tr td b|table tr th c|d"),
        (
            "<table><tr><td>a<table><tr><td>b</table>c<td>d</table>",
            "table tr td a|table tr td table tr td b|table tr td c|table tr td d",
        ),
        ("<h2>a<h3>b</h3><p>c", "h2 a|h3 b|p c"),
        ("<div><p>a</div>b", "div p a|b"),
        ("<div><table><tr><td>a</div>b</table>c</div>d", "div table tr td ab|div c|d"),
        ("<section><b>a</section>b</b>c", "section a|bc"),
        ("<p><b>a<div>b</b>c</div>d", "p a|div bc|d"),
        ("<section><b>a<div>b</b>c</div>d</section>e", "section a|section div bc|section d|e"),
        ("<div>a<img src=x>b<iframe src=y></iframe>c</div>", "div picture|div ab|div iframe embed|div c"),
        ("a<hr>b", "a|rule|b"),
        ("<figure><picture><img src=x></picture><figcaption>a</figure>b",
         "figure picture picture|figure figcaption a|b"),
    ],
)  # fmt: skip
def test_elements_end_where_the_standard_ends_them(markup: str, found: str) -> None:
    """Tags that may be left out, and end tags of what is not open, or not within this cell."""
    shown = "|".join(f"{around} {text}".strip() for around, text in paths(markup))
    assert shown == found


def test_containers_know_their_parents_depth_and_ends() -> None:
    page = read_pieces("<b>w</b><div id=a><p><i>x</i></p><ul><li>y</ul></div><p>z")
    assert [(c.name, c.parent, c.depth) for c in page.containers[1:]] == [
        ("div", 0, 1),
        ("p", 1, 2),
        ("ul", 1, 2),
        ("li", 3, 3),
        ("p", 0, 1),
    ]
    inside = {
        container.place: "".join(
            piece.text for piece in page.pieces if container.event <= piece.start < container.end
        )
        for container in page.containers
    }
    assert inside == {0: "wxyz", 1: "xy", 2: "x", 3: "y", 4: "y", 5: "z"}
    assert page.containers[1].attributes == {"id": "a"}


def test_what_a_page_hides_is_known() -> None:
    marks = ("hidden", "style='display: none'", "aria-hidden=true", "class=x", "aria-hidden=false")
    page = read_pieces("".join(f"<div {mark}>x</div>" for mark in marks))
    assert [hides(container) for container in page.containers[1:]] == [True, True, True, False, False]


# ── whatever the page ─────────────────────────────────────────────────────────────────────────

NAMES = (
    "div",
    "p",
    "b",
    "a",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "h2",
    "svg",
    "select",
    "br",
    "hr",
    "img",
    "script",
)
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{name}>" for name in NAMES] + [f"</{name}>" for name in NAMES]),
        st.text(max_size=6),
        st.sampled_from(["<", "<!--", "-->", "&amp;", "</", "<p class='x", "<![CDATA[", "\0", "\ud800"]),
    ),
    max_size=40,
).map("".join)


@given(SOUP)
def test_any_markup_is_cut_into_rising_pieces_within_their_containers(markup: str) -> None:
    page = read_pieces(markup)
    texts_alone = [piece for piece in page.pieces if piece.kind == "text"]
    assert all(before.end <= after.start for before, after in pairwise(texts_alone))
    for piece in page.pieces:
        assert 0 <= piece.start < piece.end <= len(page.events)
        assert page.containers[0].end == len(page.events)
        around = page.around(piece)
        assert around.event <= piece.start
        assert piece.end <= around.end
        assert 0 <= piece.linked <= len(piece.text)
        assert 0 <= piece.strong <= len(piece.text)
    for container in page.containers[1:]:
        parent = page.containers[container.parent]
        assert parent.place < container.place
        assert container.depth == parent.depth + 1
        assert parent.event <= container.event < container.end <= parent.end
    assert all(one[0] < one[1] <= other[0] for one, other in pairwise(page.dropped))


@given(SOUP)
def test_any_page_is_read(markup: str) -> None:
    """Nothing that a server sends can break the reading of it."""
    article = read_article(markup.encode("utf-8", "surrogatepass"), "https://courier.example/x")
    assert (article.words > 0) == bool(article.markup) or article.level == "rule"


WORDS = st.integers(0, 10**6).map(lambda number: f"w{number}")
TREES = st.recursive(
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    lambda inner: st.tuples(
        st.sampled_from(("div", "section", "b", "a", "span", "li", "blockquote", "td")),
        st.lists(inner, min_size=1, max_size=4),
    ).map(lambda one: f"<{one[0]}>{' '.join(one[1])}</{one[0]}>"),
    max_leaves=12,
)


@given(TREES)
def test_every_word_of_a_well_formed_page_is_in_one_piece(markup: str) -> None:
    """In the page's order: nothing is lost and nothing is said twice."""
    seen = [word for text in texts(markup) for word in text.split()]
    assert seen == [word for word in markup.replace(">", "> ").replace("<", " <").split() if word[0] == "w"]


def test_of_a_page_without_end_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """Time and memory go by its tags, of which few bytes may hold very many; and the reader is told."""
    line = "<p>The harbour board met on Monday and put off the vote on the new quay until the autumn.</p>"
    body = f"<article>{line * 60}</article>".encode()
    assert read_article(body, "").problem is None
    monkeypatch.setattr(pieces, "MOST_EVENTS", 100)
    article = read_article(body, "")
    assert article.words == 33 * 18
    assert article.problem == "It is longer than what is read of a page."


def test_a_place_to_lead_to_that_never_ends_makes_no_link_of_what_follows() -> None:
    page = read_pieces('<p><a name=top>One <a href="/x">two</a> three</p><p>Four</a> five</p>')
    assert [(piece.text, piece.linked) for piece in page.pieces] == [("One two three", 3), ("Four five", 0)]
