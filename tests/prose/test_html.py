"""HTML to sections: nothing visible is lost, nothing hidden is shown, nothing hurts."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.effort import costly, grows_in_proportion
from tui.model.prose import (
    DEEPEST,
    Block,
    Code,
    Heading,
    Image,
    InlineSpan,
    ListBlock,
    ListItem,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    plain_text,
    section_leaves,
)
from tui.prose.html import MAX_CHARACTERS, sections_from_html
from tui.prose.htmlpage import PageReader
from tui.text.safe import clean

BASE = "https://news.example/2025/story?id=1"


def blocks_of(markup: str, base: str | None = BASE) -> tuple[Block, ...]:
    """Return the blocks of a page without headings."""
    sections = sections_from_html(markup, base)
    assert all(section.heading is None for section in sections)
    return sections[0].blocks if sections else ()


def only_text(markup: str, base: str | None = BASE) -> Text:
    """Return the text of a page that is one paragraph."""
    (block,) = blocks_of(markup, base)
    assert isinstance(block, Paragraph)
    return block.text


def words_of(sections: tuple[Section, ...]) -> list[str]:
    return plain_text(sections).split()


def spanned(text: Text) -> list[tuple[str, str]]:
    """Return what each span covers, with its kind."""
    return [(span.kind, text.plain[span.start : span.end]) for span in text.spans]


# ── no word is lost ───────────────────────────────────────────────────────────────────────────

word = st.integers(0, 9999).map(lambda number: f"w{number}")
INLINE = ("b", "i", "em", "span", "code", "u", "font", "a href='/x'", "unknown")
BLOCK = (
    "p",
    "div",
    "blockquote",
    "ul",
    "ol",
    "li",
    "section",
    "h2",
    "h3",
    "article",
    "td",
    "dl",
    "dd",
    "figure",
)


@st.composite
def tag_soup(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw markup with any nesting, closed or not, and the words in it in their order."""
    pieces: list[str] = []
    words: list[str] = []
    for kind in draw(st.lists(st.sampled_from("wwwoocbk"), max_size=40)):
        tag = draw(st.sampled_from(INLINE + BLOCK))
        if kind == "w":
            words.append(draw(word))
            pieces.append(f" {words[-1]} ")
        elif kind == "o":
            pieces.append(f"<{tag}>")
        elif kind == "c":
            pieces.append(f"</{tag.split()[0]}>")
        elif kind == "b":
            pieces.append("<br/>")
        else:
            pieces.append("<!-- hidden --><script>hidden</script><span hidden>hidden</span>")
    return "".join(pieces), words


@given(tag_soup())
@settings(max_examples=300, deadline=None)
def test_the_words_of_the_page_are_the_words_of_the_blocks(soup: tuple[str, list[str]]) -> None:
    """A reader who misses a sentence never learns of it, so no tag soup may lose one."""
    markup, words = soup
    assert words_of(sections_from_html(markup, BASE)) == words


TAGS = tuple(f"<{end}{tag}>" for tag in ("p", *BLOCK, *INLINE, "sup", "a href='#n'") for end in ("", "/"))


@given(st.lists(st.sampled_from((*TAGS, "<img src='/i.png'>", "<p>One  two</p>", "<p> </p>", "three", " "))))
@settings(max_examples=400, deadline=None)
def test_a_paragraph_of_text_alone_is_read_as_tag_by_tag(parts: list[str]) -> None:
    """The short way for what is commonest gives what the long way gives, whatever is open around it."""
    soup = "".join(parts) + "<p>last</p>"
    short = sections_from_html(soup, BASE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(PageReader, "paragraph", lambda *_: False)
        assert sections_from_html(soup, BASE) == short


@given(
    st.lists(st.lists(st.lists(word, min_size=1, max_size=3), min_size=2, max_size=4), min_size=2, max_size=4)
)
@settings(deadline=None)
def test_a_table_keeps_every_cell_in_its_row(rows: list[list[list[str]]]) -> None:
    """Figures belong to the name in their row."""
    markup = "".join("<tr>" + "".join(f"<td>{' '.join(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    (table,) = blocks_of(f"<table>{markup}</table>")
    assert isinstance(table, Table)
    assert [[cell.plain.split() for cell in row] for row in table.rows] == rows


ENTITIES = ("&amp;", "&eacute;", "&#8217;", "&hellip;", "&copy", "&nosuch;", "AT&T", "&lt;b&gt;")
HIDDEN = (
    "<script>hidden()</script>",
    "<style>hidden { }</style>",
    "<!-- hidden -->",
    "<p hidden>hidden <b>hidden</b></p>",
    "<div style='display: none'>hidden<div>hidden</div></div>",
    "<template><p>hidden</p></template>",
    "<svg><text>hidden</text></svg>",
    "<select><option>hidden</option></select>",
)


@st.composite
def article(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw sound markup of all that articles are made of, nested, and the words in it in their order."""
    words: list[str] = []

    def running(most: int = 4) -> str:
        pieces: list[str] = []
        for kind in draw(
            st.lists(st.sampled_from(["word"] * 5 + ["tag", "entity", "hidden", "break"]), max_size=most)
        ):
            words.append(f"w{len(words)}")
            match kind:
                case "tag":
                    tag = draw(
                        st.sampled_from(
                            ("b", "em", "span", "x-unknown", "u", "a href='/x'", "font color=red")
                        )
                    )
                    pieces.append(f"<{tag}>{words[-1]}</{tag.split()[0]}>")
                case "entity":
                    entity = draw(st.sampled_from(ENTITIES))
                    pieces.append(f"{words[-1]} {entity}")
                    words.append(html.unescape(entity))
                case "hidden":
                    pieces.append(f"{words[-1]} {draw(st.sampled_from(HIDDEN[:3]))}")
                case "break":
                    pieces.append(f"{words[-1]}<br>")
                case _:
                    pieces.append(words[-1])
        return " ".join(pieces)

    def items(depth: int) -> str:
        return "".join(f"<li>{running()}{block(depth + 1)}</li>" for _ in range(draw(st.integers(1, 3))))

    def rows(cell: str) -> str:
        return "".join(
            f"<tr>{''.join(f'<{cell}>{running()}</{cell}>' for _ in range(2))}</tr>" for _ in range(2)
        )

    def block(depth: int) -> str:
        kinds = (
            "p",
            "ul",
            "ol",
            "dl",
            "table",
            "quote",
            "pre",
            "figure",
            "section",
            "hidden",
            "none",
            "bare",
            "note",
        )
        kind = draw(st.sampled_from(kinds)) if depth < 4 else "none"
        match kind:
            case "p":
                return f"<p>{running()}</p>"
            case "ul" | "ol":
                return f"<{kind}>{items(depth)}</{kind}>"
            case "dl":
                return f"<dl><dt>{running()}</dt><dd>{running()}</dd><dd>{block(depth + 1)}</dd></dl>"
            case "table":
                return f"<table><caption>{running()}</caption><thead>{rows('th')}</thead>{rows('td')}</table>"
            case "quote":
                return (
                    f"<blockquote>{block(depth + 1)}<p>{running()}</p><cite>{running()}</cite></blockquote>"
                )
            case "pre":
                return f"<pre><code>{running()}\n  {running()}</code></pre>"
            case "figure":
                return f"<figure><img src='/{len(words)}.jpg'><figcaption>{running()}</figcaption></figure>"
            case "section":
                return f"<section><h2>{running()}</h2>{block(depth + 1)}{block(depth + 1)}</section>"
            case "hidden":
                return draw(st.sampled_from(HIDDEN))
            case "bare":
                return f" {running()} "
            case "note":
                return f"<aside class='footnotes'><ol><li id='fn1'>{running()}</li></ol></aside>"
            case _:
                return ""

    return "".join(block(0) for _ in range(draw(st.integers(1, 5)))), words


@given(article())
@settings(max_examples=costly(200), deadline=None)
def test_the_words_of_an_article_are_the_words_of_its_blocks(drawn: tuple[str, list[str]]) -> None:
    """In their order, none lost, none twice, and nothing of what the page hides."""
    markup, words = drawn
    assert words_of(sections_from_html(markup, BASE)) == [part for word in words for part in word.split()]


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_at_all_gives_clean_text_and_spans_that_fit(markup: str) -> None:
    """Spans are sliced by every renderer, and control characters are obeyed by terminals."""
    soup = "<a href='/x'><b>" + markup.replace(";", "<i>") + "</b></a>"
    for section in sections_from_html(soup, BASE):
        for leaf in section_leaves(section):
            assert clean(leaf.plain) == leaf.plain
            assert all(0 <= span.start < span.end <= len(leaf.plain) for span in leaf.spans)


@given(st.text(alphabet="<>/!-abp&; \n\"'=", max_size=200))
@settings(max_examples=300, deadline=None)
def test_broken_markup_never_raises(markup: str) -> None:
    """Feeds cut their texts in the middle of a tag."""
    sections_from_html(markup, None)


# ── what becomes what ─────────────────────────────────────────────────────────────────────────


def test_headings_begin_sections_with_their_level() -> None:
    """The reader jumps from section to section."""
    first, second, third = sections_from_html("<p>lede<h2>One</h2><p>a<h3>Two <a href='#t'>¶</a></h3>b", BASE)
    assert (first.heading, [leaf.plain for leaf in section_leaves(first)]) == (None, ["", "lede"])
    assert (second.heading, second.level) == (Text("One"), 2)
    assert (third.heading, third.level) == (Text("Two"), 3)


def test_a_heading_that_never_ends_keeps_its_text_to_itself() -> None:
    """One missing end tag must not make a heading of the whole article."""
    (section,) = sections_from_html("<h2>Talks resume<p>They met.<p>They left.", BASE)
    assert section.heading == Text("Talks resume")
    assert len(section.blocks) == 2


def test_a_heading_of_many_words_is_a_paragraph() -> None:
    """Newsletters set whole paragraphs as headings for the size of the letters."""
    (block,) = blocks_of(f"<h1>{'word ' * 200}</h1>")
    assert isinstance(block, Paragraph)


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


def listed(*items: tuple[str, *tuple[str | Block, ...]]) -> ListBlock:
    """Return a list of items: the marker, then what is in it."""
    return ListBlock(
        tuple(
            ListItem(tuple(para(one) if isinstance(one, str) else one for one in held), marker)
            for marker, *held in items
        )
    )


def test_lists_nest_and_number_as_the_page_does() -> None:
    """A step that says "see 4." must find its 4."""
    markup = "<ul><li>a<ol start=3><li>b<li value=7>c<li>d</ol>e<li><p>f<p>g</ul>"
    assert blocks_of(markup) == (
        listed(("•", "a", listed(("3.", "b"), ("7.", "c"), ("8.", "d")), "e"), ("•", "f", "g")),
    )


def test_an_item_keeps_what_is_in_it() -> None:
    """Tutorials put a command under each step, forums quote in their lists; the numbers go on."""
    markup = (
        "<ol><li>run<pre>ls</pre>and see<li><blockquote><p>q</p></blockquote>"
        "<li>x<br><br>y<li><h3>Head</h3>text<li><table><tr><th>a<th>b<tr><td>1<td>2</table>"
        "<li><img src=/p.png></ol>"
    )
    table = Table(((Text("a"), Text("b")), (Text("1"), Text("2"))), has_header=True)
    assert blocks_of(markup) == (
        listed(
            ("1.", "run", Code(Text("ls")), "and see"),
            ("2.", Quote((para("q"),))),
            ("3.", "x", "y"),
            ("4.", Heading(Text("Head"), 3), "text"),
            ("5.", table),
            ("6.", Image(Text(""), "https://news.example/p.png")),
        ),
    )


def test_a_list_that_stands_in_a_list_belongs_to_the_item_before() -> None:
    """Nobody may write it so, and very many do."""
    assert blocks_of("<ul><li>a</li><ul><li>b</ul><li>c</ul>") == (
        listed(("•", "a", listed(("•", "b"))), ("•", "c")),
    )
    assert blocks_of("<ul>x<li>a</ul>") == (listed(("", "x"), ("•", "a")),)


@pytest.mark.parametrize(
    ("attributes", "markers"),
    [
        ("reversed", ["3.", "2.", "1."]),
        ("reversed start=10", ["10.", "9.", "8."]),
        ("type=a", ["a.", "b.", "c."]),
        ("type=I start=3", ["III.", "IV.", "V."]),
        ("style='list-style-type: lower-roman'", ["i.", "ii.", "iii."]),
        ("style='margin:0;list-style:upper-alpha inside'", ["A.", "B.", "C."]),
        ("start=-1", ["-1.", "0.", "1."]),
        ("type=A start=26", ["Z.", "27.", "28."]),
        ("style='list-style: none'", ["•", "•", "•"]),
    ],
)
def test_an_ordered_list_counts_as_its_page_says(attributes: str, markers: list[str]) -> None:
    """A countdown ends with one; clauses are cited by their letters."""
    (block,) = blocks_of(f"<ol {attributes}><li>a<ul><li>within</ul><li>b<li>c</ol>")
    assert isinstance(block, ListBlock)
    assert [item.marker for item in block.items] == markers


def test_a_term_has_no_marker_and_what_it_means_follows_it() -> None:
    """A glossary is no list of bullets."""
    assert blocks_of(
        "<dl><dt>RSS</dt><dd>a form</dd><dd><p>of feeds</p></dd><dt>Atom</dt><dd>another</dl>"
    ) == (listed(("", "RSS", "a form", "of feeds"), ("", "Atom", "another")),)


def test_a_quotation_keeps_what_is_in_it() -> None:
    """What somebody said must not read as what the paper says, nor his list as one sentence."""
    markup = (
        "<blockquote><p>One.<blockquote><p>Inner.</blockquote><p>Two.<ul><li>Three</ul><h4>Head</h4><pre>code</pre>"
        "<table><tr><th>a<th>b<tr><td>1<td>2</table><hr></blockquote>After"
    )
    table = Table(((Text("a"), Text("b")), (Text("1"), Text("2"))), has_header=True)
    assert blocks_of(markup) == (
        Quote(
            (
                para("One."),
                Quote((para("Inner."),)),
                para("Two."),
                listed(("•", "Three")),
                Heading(Text("Head"), 4),
                Code(Text("code")),
                table,
                Rule(),
            )
        ),
        para("After"),
    )


def depth_of(block: Block) -> int:
    match block:
        case Quote(blocks):
            return 1 + max(map(depth_of, blocks))
        case ListBlock(items):
            return 1 + max(depth_of(inner) for item in items for inner in item.blocks)
        case _:
            return 0


@given(
    st.lists(st.sampled_from(("<blockquote>", "<ul><li>", "<ol>", "<dl><dd>", "x", "</ul>", "</blockquote>")))
)
@settings(deadline=None)
def test_nesting_has_an_end(tags: list[str]) -> None:
    """Whoever walks blocks may recur."""
    for section in sections_from_html("".join(tags * 4), BASE):
        assert max(map(depth_of, section.blocks), default=0) <= DEEPEST


def test_what_nests_too_deep_stands_in_the_last_that_does_not() -> None:
    """No word is lost by it, and an item stays an item."""
    (block,) = blocks_of("".join(f"<ul><li>w{n}" for n in range(12)))
    for n in range(DEEPEST - 1):
        assert isinstance(block, ListBlock)
        (item,) = block.items
        text, block = item.blocks
        assert text == para(f"w{n}")
    assert block == listed(*(("•", f"w{n}") for n in range(DEEPEST - 1, 12)))


def test_preformatted_text_keeps_its_lines_and_its_language() -> None:
    """Blanks are meaning there."""
    (code,) = blocks_of("<pre>\n\n<code class='language-Python'>if x:\n    <b>y</b>\n\n</code></pre>")
    assert isinstance(code, Code)
    assert (code.text.plain, code.language) == ("if x:\n    y", "python")
    assert spanned(code.text) == [("strong", "y")]


def test_a_figure_is_its_picture_with_its_caption() -> None:
    """The caption says who is in the picture."""
    (image,) = blocks_of(
        "<figure><img src='/p.jpg' alt='alt'><figcaption>Kahn in <i>Oslo</i></figcaption></figure>"
    )
    assert isinstance(image, Image)
    assert image == Image(image.caption, "https://news.example/p.jpg", alt=Text("alt"))
    assert spanned(image.caption) == [("emphasis", "Oslo")]
    assert image.caption.plain == "Kahn in Oslo"


def test_a_caption_of_wordpress_is_a_caption() -> None:
    """A great many feeds come from there."""
    (image,) = blocks_of("<div class='wp-caption x'><img src=p.jpg><p class='wp-caption-text'>Who</p></div>")
    assert isinstance(image, Image)
    assert image.caption.plain == "Who"


def test_a_picture_in_a_sentence_follows_it() -> None:
    """A sentence is not cut in two by the picture that floats beside it."""
    text, image = blocks_of("<p>one <img src=p.jpg alt='A port'> two</p>")
    assert isinstance(text, Paragraph)
    assert text.text.plain == "one two"
    assert isinstance(image, Image)
    assert image.caption.plain == "A port"


def test_a_picture_that_loads_late_is_shown_once() -> None:
    """Pages hold it twice: for browsers with scripts and for those without."""
    markup = "<img src='data:image/gif;base64,R0' data-src='/p.jpg'><noscript><img src='/p.jpg'></noscript>"
    assert blocks_of(markup) == (Image(Text(""), "https://news.example/p.jpg"),)


@pytest.mark.parametrize(
    ("markup", "address"),
    [
        ("<img srcset='/s.jpg 300w, /l.jpg 1200w, /m.jpg 600w'>", "/l.jpg"),
        ("<img src='data:image/gif;base64,R0' data-srcset='/s.jpg 1x,/l.jpg 2x'>", "/l.jpg"),
        ("<picture><source srcset='/a.webp'><img src='/a.jpg'></picture>", "/a.jpg"),
        ("<img srcset='/only.jpg'>", "/only.jpg"),
        ("<img src='/blank.gif' data-src='/real.jpg'>", "/real.jpg"),
        ("<a href='/whole.jpg?w=1'><img src='/small.jpg'></a>", "/whole.jpg?w=1"),
        ("<a href='/story'><img src='/small.jpg'></a>", "/small.jpg"),
    ],
)
def test_a_picture_is_the_one_that_the_page_would_show_large(markup: str, address: str) -> None:
    """It is opened in a browser, not shown in a list."""
    assert blocks_of(markup) == (Image(Text(""), f"https://news.example{address}"),)


def test_what_a_picture_says_when_pointed_at_is_kept_where_it_is_not_said_already() -> None:
    """The joke of a comic is there."""
    (comic,) = blocks_of("<img src=/c.png alt='Comic name' title='Hover joke.'>")
    assert comic == Image(Text("Comic name"), "https://news.example/c.png", title=Text("Hover joke."))
    (again,) = blocks_of("<img src=/c.png alt='A port at dusk' title='a port'>")
    assert again == Image(Text("A port at dusk"), "https://news.example/c.png")
    (figure,) = blocks_of(
        "<figure><img src=/c.png alt=Alt title=Joke><figcaption>Alt text</figcaption></figure>"
    )
    assert figure == Image(Text("Alt text"), "https://news.example/c.png", title=Text("Joke"))


@pytest.mark.parametrize(
    "pixel",
    [
        "<img src='https://t.example/p.gif' width=1 height=1>",
        "<img src='https://t.example/p.gif' alt='' height='1px'>",
        "<img src='https://t.example/p.gif' style='width: 1px'>",
        "<iframe src='https://t.example/' width=0 height=0></iframe>",
        "<img src='https://t.example/p.gif' hidden>",
        "<img src='data:image/png;base64,AA'>",
        "<img src='https://t.example/star.gif' width='16px' height=16 alt=''>",
    ],
)
def test_what_only_counts_readers_leaves_nothing(pixel: str) -> None:
    """It is no picture, and listing its address would invite a visit."""
    assert blocks_of(f"<p>x{pixel}</p>") == (Paragraph(Text("x")),)


def test_an_emoji_shown_as_a_picture_stays_in_its_sentence() -> None:
    """WordPress swaps emoji for pictures."""
    assert only_text("Well done <img src='/e.png' alt='🎉'>!").plain == "Well done 🎉!"


def test_a_table_of_data_has_its_header_and_aligns_wide_cells() -> None:
    """Columns that slip put a number under the wrong name."""
    rows = ("<th>Name<th>2020<th>2024", "<td>A<td colspan=2>none", "<td>B<td>1<td>2")
    caption, table = blocks_of(
        "<table><caption>Votes</caption>" + "".join(f"<tr>{row}" for row in rows) + "</table>"
    )
    assert caption == Paragraph(Text("Votes"))
    assert isinstance(table, Table)
    assert table.has_header
    assert [len(row) for row in table.rows] == [3, 3, 3]


def test_a_cell_that_reaches_down_leaves_its_place_empty_below() -> None:
    """Columns that slip put a number under the wrong name here as well."""
    (table,) = blocks_of("<table><tr><td rowspan=2>A<td>1<td>2<tr><td colspan=2 rowspan=9>3<tr><td>B</table>")
    assert isinstance(table, Table)
    assert [[cell.plain for cell in row] for row in table.rows] == [
        ["A", "1", "2"],
        ["", "3", ""],
        ["B", "", ""],
    ]


def test_a_column_of_pictures_alone_takes_no_room() -> None:
    """Its pictures stand beside the table, and the figures get the width."""
    *_, table = blocks_of("<table><tr><td><img src=a.png><td>A<td>1<tr><td><td>B<td>2</table>")
    assert isinstance(table, Table)
    assert [[cell.plain for cell in row] for row in table.rows] == [["A", "1"], ["B", "2"]]


@pytest.mark.parametrize(
    "rows",
    ["<tr><td><img src=a.png><td>Text", "<tr><td><img src=a.png><td>Text<tr><td><img src=b.png><td>more"],
)
def test_a_picture_beside_a_text_is_no_table(rows: str) -> None:
    """Many sites lay out a story so."""
    blocks = blocks_of(f"<table>{rows}</table>")
    assert {type(block) for block in blocks} == {Image, Paragraph}
    assert Paragraph(Text("Text")) in blocks


def test_a_table_may_begin_with_a_short_row() -> None:
    """A title over the columns, without saying how many it spans."""
    (table,) = blocks_of("<table><tr><td>Votes<tr><td>A<td>1<tr><td>B<td>2</table>")
    assert isinstance(table, Table)
    assert [[cell.plain for cell in row] for row in table.rows] == [["Votes"], ["A", "1"], ["B", "2"]]


def test_a_table_with_a_page_in_a_cell_is_read_as_the_page() -> None:
    """A column of text is no figure to be aligned."""
    first, second = blocks_of(f"<table><tr><td>Aside<td>{'word ' * 90}</table>")
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)


def test_a_table_that_lays_out_a_page_is_read_as_the_page() -> None:
    """Newsletters are tables within tables; their paragraphs are paragraphs."""
    markup = "<table><tr><td><table><tr><td><h2>News</h2><p>One.<p>Two.</td><td>Aside</table></table>"
    (section,) = sections_from_html(markup, BASE)
    assert section.heading == Text("News")
    assert [leaf.plain for leaf in section_leaves(section)] == ["News", "One.", "Two.", "Aside"]


def test_two_line_breaks_part_paragraphs_and_one_parts_lines() -> None:
    """Old feeds know no paragraph tag."""
    blocks = blocks_of("one<br>two<br>\n<br>three")
    assert blocks == (Paragraph(Text("one\ntwo")), Paragraph(Text("three")))


def test_text_without_tags_is_parted_at_blank_lines() -> None:
    """Some feeds send plain text in the field for HTML."""
    assert blocks_of("one\ntwo &amp; more\r\n\r\nthree") == (
        Paragraph(Text("one two & more")),
        Paragraph(Text("three")),
    )


def test_a_rule_parts_and_a_player_leaves_its_address() -> None:
    """A film is named, never fetched."""
    first, rule, player = blocks_of("a<hr><iframe title='Debate' src='//v.example/1'></iframe>")
    assert first == Paragraph(Text("a"))
    assert rule == Rule()
    assert isinstance(player, Paragraph)
    assert player.text.spans[0].href == "https://v.example/1"
    assert player.text.plain == "Debate"


def test_a_player_is_named_by_its_first_source() -> None:
    """Where the address stands in a tag of its own."""
    markup = "<video><source src='/a.webm'><source src='/a.mp4'>No</video><audio src=/b.mp3></audio>x"
    assert [block.text.plain for block in blocks_of(markup) if isinstance(block, Paragraph)] == [
        "https://news.example/a.webm",
        "https://news.example/b.mp3",
        "x",
    ]


def test_the_same_picture_in_two_sizes_is_shown_once() -> None:
    """Some feeds put a small one before the article's own."""
    markup = "<img src=s.jpg alt='A port'><img src=l.jpg alt='A port'><p>x<img src=m.jpg alt='A port'>"
    assert sum(isinstance(block, Image) for block in blocks_of(markup)) == 2


@pytest.mark.parametrize("attribute", ["class='language-go'", "data-lang=go", "data-language='Go'"])
def test_the_language_of_code_is_found_where_sites_state_it(attribute: str) -> None:
    """Exports and colours go by it."""
    (code,) = blocks_of(f"<pre {attribute}>x := 1</pre>")
    assert isinstance(code, Code)
    assert code.language == "go"


# ── links ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/a/b", "https://news.example/a/b"),
        ("//cdn.example/x", "https://cdn.example/x"),
        ("http://o.example/?utm_source=rss&id=4&fbclid=x#part", "http://o.example/?id=4#part"),
        ("http://o.example/?utm_source=rss", "http://o.example/"),
        ("  ht\ntp://o.example/a b\x1b ", "http://o.example/a%20b"),
        ("https://user:secret@o.example/", "https://o.example/"),
        ("https://o.example/\u202egpj", "https://o.example/%E2%80%AEgpj"),
        ("https://пример.example/ж", "https://пример.example/ж"),
    ],
)
def test_a_link_is_absolute_clean_and_tells_nobody_where_one_came_from(href: str, expected: str) -> None:
    """The address goes to the browser and to the screen."""
    (span,) = only_text(f'<a href="{href}">here</a>').spans
    assert span.href == expected


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "mailto:a@b.example",
        "file:///etc/passwd",
        "data:text/html,x",
        "#top",
        "http://[",
        "http://a:b",
    ],
)
def test_what_is_no_web_address_leaves_its_text_only(href: str) -> None:
    """Only http and https reach the opener."""
    assert only_text(f'see <a href="{href}">here</a>') == Text("see here")


def test_a_page_may_state_its_own_base_once() -> None:
    """Whole pages stand in some feeds."""
    markup = "<base href='/deep/er/'><base href='/wrong/'><base href='javascript:x'><a href=x>here</a>"
    (span,) = only_text(markup).spans
    assert span.href == "https://news.example/deep/er/x"


def test_relative_links_without_a_base_leave_their_text_only() -> None:
    """A guess would lead somewhere else."""
    assert only_text("<a href='/x'>here</a>", None) == Text("here")


def test_spans_cover_their_words_and_no_blank_around_them() -> None:
    """An underlined blank looks like a mistake."""
    text = only_text("a<b> bold <i>both</i> </b>z <a href=/x> link </a> <em></em>end")
    assert text.plain == "a bold both z link end"
    assert spanned(text) == [("strong", "bold both"), ("emphasis", "both"), ("link", "link")]


def test_a_link_around_blocks_covers_each_of_them() -> None:
    """Cards are links around a heading and a text."""
    (section,) = sections_from_html("<a href=/x><h2>Head</h2><p>Text</a>", BASE)
    assert [spanned(leaf) for leaf in section_leaves(section)] == [[("link", "Head")], [("link", "Text")]]


def test_marks_of_footnotes_stand_apart_from_the_word() -> None:
    """`Zelenskyy1` is nobody's name."""
    text = only_text(
        "Kahn<sup><a href='#fn1'>1</a></sup> and Roe<a href='#n'><sup>[2]</sup></a> <a href='#r'>↩</a>"
    )
    assert text.plain == "Kahn[1] and Roe[2]"


def test_raised_and_lowered_digits_stay_so() -> None:
    """10 to the 3rd is not 103."""
    text = only_text("10<sup>3</sup> m<sup>2</sup> H<sub>2</sub>O 1<sup>st</sup>")
    assert text.plain == "10³ m² H₂O 1st"
    assert unicodedata.normalize("NFKC", text.plain) == "103 m2 H2O 1st"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("x<sup>i+1</sup>y", "x^(i+1)y"),
        ("x<sub>i</sub> V<sub>max</sub> a<sub>i,j</sub>", "x_i V_max a_(i,j)"),
        ("e<sup>x</sup> e<sup>iπ</sup> 2<sup>64</sup>", "e^x e^(iπ) 2⁶⁴"),
        (
            "1<sup>st</sup> XX<sup>e</sup> M<sup>me</sup> N<sup>o</sup> 1<sup>a</sup> Foo<sup>TM</sup>",
            "1st XXe Mme No 1a FooTM",
        ),
        ("word<sup>[1]</sup> other<sup>*</sup> <sup>note</sup>", "word[1] other* note"),
        ("word<sup><a href='https://o.example/'>a</a></sup>", "worda"),
        ("x<sup>2<p>next", "x²\nnext"),
    ],
)
def test_what_is_raised_or_lowered_is_told_from_what_is_not(markup: str, expected: str) -> None:
    """x to the i is not xi; but 1st is 1st."""
    assert plain_text(sections_from_html(markup, BASE)) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<ruby>漢字<rt>かんじ</rt></ruby>と", "漢字（かんじ）と"),
        (
            "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp>字<rp>(</rp><rt>ji</rt><rp>)</rp></ruby>",
            "漢（kan）字（ji）",
        ),
        ("<ruby>漢<rt>kan字<rt>ji</ruby>.", "漢（kan字）（ji）."),
        ("<ruby>\n 漢 \n<rt> kan </rt>\n</ruby>は", "漢（kan） は"),
        ("<ruby>東<rt></rt></ruby>京", "東京"),
        ("<ruby>WWW<rt>World Wide Web</rt></ruby>.", "WWW (World Wide Web)."),
        ("<ruby>東<rt>とう<p>京", "東（とう）\n京"),
    ],
)
def test_a_reading_stands_in_brackets_after_its_signs(markup: str, expected: str) -> None:
    """漢字かんじ is no word."""
    assert plain_text(sections_from_html(markup, BASE)) == expected


@pytest.mark.parametrize(
    "markup",
    [
        "Price <del>10</del> 8",
        "Price <s>10</s> 8",
        "Price <strike>10</strike> <ins>8</ins>",
        "Price <span style='color:red;text-decoration: line-through'>10</span> 8",
        "Price <p style='text-decoration-line:line-through'>10</p>8",
        "Price <b style='text-decoration:underline line-through'>1<b>0</b></b> 8",
    ],
)
def test_struck_text_is_told_from_text_that_holds(markup: str) -> None:
    """However the page strikes it."""
    texts = [leaf for section in sections_from_html(markup, BASE) for leaf in section_leaves(section)]
    assert " ".join(text.plain for text in texts).split() == ["Price", "10", "8"]
    assert [words for text in texts for kind, words in spanned(text) if kind == "struck"] == ["10"]


def test_lines_and_indents_that_count_are_kept() -> None:
    """A poem is its lines."""
    poem = "  Roses are red,\n    violets  are <b>blue,\n\nsugar</b> is sweet\n"
    first, second = blocks_of(f"<div style='color: red; white-space:pre-wrap'>{poem}</div>")
    assert first == Paragraph(
        Text("\xa0\xa0Roses are red,\n\xa0\xa0\xa0\xa0violets\xa0 are blue,", (InlineSpan(34, 39, "strong"),))
    )
    assert second == Paragraph(Text("sugar is sweet", (InlineSpan(0, 5, "strong"),)))
    assert only_text("<p style='white-space: pre-line'>a\n b   c</p>").plain == "a\nb c"
    assert only_text("<p style='white-space: pre'>a   b\tc  \nd</p>").plain == "a\xa0\xa0 b\xa0\xa0\xa0 c\nd"
    assert only_text(
        "a\nb <span style='white-space: break-spaces'>c\nd<span>e\nf</span></span> g\nh"
    ).plain == ("a b c\nde\nf g h")
    assert (
        only_text("<div style='white-space: pre'><p style='white-space: normal'>a\nb</p></div>").plain
        == "a b"
    )


def test_what_belongs_to_a_form_is_no_text() -> None:
    """Nobody wrote "EmailSubscribe now"."""
    markup = (
        "<p>a</p><form><label>Email</label><input><button>Subscribe now</button></form><button>Share</button>"
        "<p>b<button><div>Like</div></button>c <label for=x>Name</label>"
        " <label><input type=radio> Yes</label></p>"
    )
    assert words_of(sections_from_html(markup, BASE)) == ["a", "b", "c"]


def test_a_form_around_an_article_hides_nothing_of_it() -> None:
    """Some systems put one around every page; a button that never ends is none."""
    long = "word " * 60
    markup = f"<form><h2>Head</h2><p>text <b>bold</b></p><label>{long}</label></form><button>open<p>rest"
    assert words_of(sections_from_html(markup, BASE)) == [
        "Head",
        "text",
        "bold",
        *long.split(),
        "open",
        "rest",
    ]
    assert words_of(sections_from_html("<label>A caption</label>", BASE)) == ["A", "caption"]


# ── what is not shown, and what would hurt ────────────────────────────────────────────────────


def test_what_a_page_hides_is_not_shown() -> None:
    """Spam and tracking hide there."""
    markup = (
        "<title>t</title><style>s</style><script>if (a<b) x</script><p hidden>h"
        "<p style='color:red; display : none'>d<p>seen <span style='visibility:hidden'>v<span>v</span></span>"
        "<template>t</template><svg><text>s</text></svg>too"
        "<video src=/v.mp4>no player</video><textarea>t</textarea><select><option>o</select>"
    )
    assert words_of(sections_from_html(markup, None)) == ["seen", "too"]


def test_an_unclosed_drawing_does_not_swallow_the_article() -> None:
    """A browser leaves it at the next paragraph, and so do we."""
    assert words_of(sections_from_html("<svg><path><p>seen", None)) == ["seen"]


def test_entities_and_control_characters_come_out_harmless() -> None:
    """`&#27;` is an escape sequence in disguise."""
    assert (
        only_text("caf&eacute; &amp;lt; &#27;[31m&#x202e;\0&nbsp;x&shy;y").plain
        == "café &lt; \ufffd[31m\ufffd xy"
    )


BAIT: dict[str, Callable[[int], str]] = {
    "deep": lambda n: "<div>" * 10 * n + "x",
    "deep formatting": lambda n: "<b>" * 3 * n + "<p>x" * 3 * n + "</b>" * 3 * n,
    "distinct formatting": lambda n: "".join(f"<b x={i}>" for i in range(3 * n)) + "<p>x" * 6 * n,
    "adoption": lambda n: "<b>" + "<div>" * 4 * n + "</b>" * 4 * n + "x",
    "lists": lambda n: "<ul><li>x" * 3 * n,
    "tables": lambda n: "<table><tr><td>x" * 3 * n,
    "cells that reach down": lambda n: "<table><tr>" + "<td rowspan=9999>x" * 2 * n + "<tr><td>x" * 2 * n,
    "quotes": lambda n: "<blockquote>x" * 3 * n,
    "less than": lambda n: "<" * 50 * n,
    "comments": lambda n: "<!---->" * 10 * n + "x",
    "attributes": lambda n: "<a " + "x=y " * 25 * n + ">x",
    "ends": lambda n: "<div>" * 5 * n + "</section>" * 5 * n + "x",
    "hidden": lambda n: "<span hidden>" * 8 * n,
    "nul": lambda n: "\0" * (MAX_CHARACTERS // 1_000) * n,
    "entities": lambda n: "&notit;" * 18 * n,
    "formulas": lambda n: "<math>" * 15 * n + "x" + "</math>" * 5 * n,
    "deep formula": lambda n: "<math>" + "<mrow>" * 15 * n + "x" + "</mrow>" * 5 * n + "</math>",
    "formula of brackets": lambda n: "<math>" + "<mfrac><mo>(</mo>" * 5 * n + "</math>",
    "empty elements": lambda n: "<math>" + "<mi " * 25 * n,
    "buttons": lambda n: "<button>x" * 12 * n,
    "labels": lambda n: "<form>" * 3 * n + "<label>x" * 10 * n,
    "raised": lambda n: "x<sup>" * 15 * n,
    "sources": lambda n: "<img srcset='" + "a 1w " * 22 * n + "'>" + "<img srcset='" + "," * 15 * n + "'>",
    "readings": lambda n: "<ruby>漢<rt>x" * 10 * n,
    "styled": lambda n: "<span style='white-space:pre'>x\n" * 4 * n,
    "nested lists and quotes": lambda n: "<blockquote><ul><li>x" * 5 * n,
    "items": lambda n: "<ol reversed>" + "<li>x" * 22 * n,
}
"""Some thousand times one thing, given a thousand."""


@pytest.mark.parametrize("bait", BAIT.values(), ids=BAIT)
def test_bait_takes_linear_time(bait: Callable[[int], str]) -> None:
    """One entry must not hold up the others."""
    assert grows_in_proportion(lambda n: sections_from_html(bait(n), BASE))


def test_what_lies_beyond_the_cap_is_cut() -> None:
    """An entry is news, not a library."""
    sections = sections_from_html("x " * MAX_CHARACTERS, None)
    assert len(words_of(sections)) == MAX_CHARACTERS // 2
