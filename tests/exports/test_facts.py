"""What stands around a text in every export: the line of facts, and changes as `wdiff` writes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.builders import build_article, build_headline
from tui.changes.compare import QUOTE_BAR, Changed, Edit, TextChange, Unchanged
from tui.exports.changes import render_changes
from tui.exports.facts import dateline_line, facts
from tui.exports.plain import render_plain
from tui.exports.xhtml import render_block, render_xhtml, xml_text
from tui.model.articles import Headline
from tui.model.entries import Enclosure
from tui.model.prose import (
    Block,
    Code,
    Dateline,
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
)

FIFTH = datetime(2025, 5, 5, 9, 7, tzinfo=UTC)


def words(text: str) -> Paragraph:
    return Paragraph(Text(text))


# ── facts ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("listing", "byline", "told"),
    [
        (
            build_headline(published_at=FIFTH),
            "Ann Reed",
            ("Harbour Post", "By Ann Reed", "5 May 2025, 09:07 UTC"),
        ),
        (
            build_headline(published_at=None, published_stated="last week"),
            None,
            ("Harbour Post", "last week"),
        ),
        (
            build_headline(published_at=FIFTH, published_stated="5.5."),
            None,
            ("Harbour Post", "5 May 2025, 09:07 UTC"),
        ),
        (build_headline(published_at=None, feed=""), None, ()),
    ],
)
def test_what_is_not_known_leaves_no_gap(
    listing: Headline, byline: str | None, told: tuple[str, ...]
) -> None:
    """A date that is known is told by the clock, another as its source wrote it."""
    article = build_article(listed=listing)
    assert facts(replace(article, prose=replace(article.prose, byline=byline))) == told


def test_a_dateline_names_its_agency_where_it_has_one() -> None:
    assert dateline_line(Dateline("Istanbul", "AP")) == "Istanbul (AP)"
    assert dateline_line(Dateline("Istanbul", None)) == "Istanbul"


# ── changes ───────────────────────────────────────────────────────────────────────────────────


def change(
    *parts: Changed | Unchanged, number: int = 1, count: int = 1, at: datetime | None = None
) -> TextChange:
    return TextChange(number=number, count=count, at=at, added=2, removed=1, parts=tuple(parts))


def test_changes_are_marked_as_wdiff_marks_them() -> None:
    """Whole paragraphs by their margin, words by brackets; the oldest change first."""
    edits = (Edit("same", "The "), Edit("removed", "old"), Edit("added", "new"), Edit("same", " text"))
    parts = (
        Unchanged(1),
        Changed("text", edits),
        Changed("text", (Edit("added", "It came."),)),
        Changed("text", (Edit("removed", "It went."),)),
        Changed("text", (Edit("same", "It stayed."),)),
        Unchanged(3),
    )
    assert render_changes("Headline", [change(*parts, at=FIFTH), change(number=2, count=2)], None) == (
        "Headline\n\n"
        "Change 1 of 1, seen 2025-05-05 09:07 UTC: +2 -1 words\n\n"
        "  ... 1 paragraph as before ...\n\n"
        "~ The [-old-]{+new+} text\n\n"
        "+ It came.\n\n"
        "- It went.\n\n"
        "  It stayed.\n\n"
        "  ... 3 paragraphs as before ...\n\n"
        "Change 2 of 2: +2 -1 words\n"
    )


@pytest.mark.parametrize("width", [10, 20, 40])
def test_each_line_of_a_change_has_its_margin_and_keeps_to_the_width(width: int) -> None:
    """Also a quotation's, whose bar a pager may not have."""
    part = Changed("text", (Edit("added", "one two three four five six seven"),), edge=QUOTE_BAR)
    _, _, _, _, *lines = render_changes("H", [change(part)], width).splitlines()
    assert len(lines) > 1 or width == 40
    assert all(line.startswith("+ ") and len(line) <= max(12, width) for line in lines)
    assert " ".join(line[2:] for line in lines) == "> one two three four five six seven"


def test_a_change_cannot_act_on_the_terminal() -> None:
    part = Changed("text", (Edit("added", "\x1b[2J"),))
    assert "\x1b" not in render_changes("\x1b]0;x\x07", [change(part)], None)


# ── XHTML, form by form ───────────────────────────────────────────────────────────────────────


def items(*markers: str) -> tuple[ListItem, ...]:
    return tuple(ListItem((words(f"w{number}"),), marker) for number, marker in enumerate(markers))


@pytest.mark.parametrize(
    ("block", "markup"),
    [
        (words("a < b\nc"), "<p>a &lt; b<br/>c</p>"),
        (Heading(Text("H"), 9), "<h6>H</h6>"),
        (Heading(Text("H"), 0), "<h1>H</h1>"),
        (Quote((words("a"), words("b"))), "<blockquote><p>a</p><p>b</p></blockquote>"),
        (Code(Text("a\n  b")), "<pre><code>a\n  b</code></pre>"),
        (Code(Text("a"), 'x"y'), '<pre><code class="language-x&quot;y">a</code></pre>'),
        (ListBlock(items("•", "•")), "<ul><li>w0</li><li>w1</li></ul>"),
        (ListBlock(items("3.", "4.")), '<ol><li value="3">w0</li><li value="4">w1</li></ol>'),
        (ListBlock(items("b.")), '<ol type="a"><li value="2">w0</li></ol>'),
        (ListBlock(items("IV.")), '<ol type="I"><li value="4">w0</li></ol>'),
        (ListBlock(items("•", "1.")), '<ul><li>w0</li></ul><ol><li value="1">w1</li></ol>'),
        (ListBlock((ListItem((words("t"), words("m")), ""),)), "<dl><dt>t</dt><dd>m</dd></dl>"),
        (ListBlock((ListItem((Rule(),), ""),)), "<dl><dd><hr/></dd></dl>"),
        (
            ListBlock((ListItem((words("a"), ListBlock(items("•"))), "•"),)),
            "<ul><li>a<ul><li>w0</li></ul></li></ul>",
        ),
        (ListBlock((ListItem((words("a"), words("b")), "•"),)), "<ul><li><p>a</p><p>b</p></li></ul>"),
        (
            Table(((Text("a"),), (Text("b"), Text("c"))), has_header=True),
            "<table><tr><th>a</th><th></th></tr><tr><td>b</td><td>c</td></tr></table>",
        ),
        (Table(((Text("a"),),), has_header=False), "<table><tr><td>a</td></tr></table>"),
        (Table((), has_header=True), ""),
        (
            Image(Text("seen"), "https://a.example/x"),
            '<figure><figcaption>seen<br/><a href="https://a.example/x">https://a.example/x</a></figcaption></figure>',
        ),
        (Image(Text("seen"), None), "<figure><figcaption>seen</figcaption></figure>"),
    ],
)
def test_each_block_has_its_form_in_xhtml(block: Block, markup: str) -> None:
    """Lists count as they counted; short rows are filled up; no picture is fetched."""
    assert render_xhtml([Section(None, (block,))]) == markup


@pytest.mark.parametrize(
    ("image", "markup"),
    [
        (
            Image(Text("seen"), "https://a.example/?a&b", Text('"a"'), Text("t")),
            (
                '<figure><img src="https://a.example/?a&amp;b" alt="&quot;a&quot;" title="t"/>'
                "<figcaption>seen</figcaption></figure>"
            ),
        ),
        (
            Image(Text("seen"), "https://a.example/x"),
            '<figure><img src="https://a.example/x"/><figcaption>seen</figcaption></figure>',
        ),
        (Image(Text("seen"), None), "<figure><figcaption>seen</figcaption></figure>"),
    ],
)
def test_a_picture_is_shown_where_a_block_stands_for_itself(image: Image, markup: str) -> None:
    """In Markdown, whose own form has no place for all that is said; without an address there is none."""
    assert render_block(image) == markup


def test_headings_of_a_document_begin_below_its_own() -> None:
    sections = [Section(Text("A"), (), 1), Section(Text("B"), (), 3)]
    assert render_xhtml(sections) == "<h2>A</h2>\n<h3>B</h3>"
    assert render_xhtml(sections, top=4) == "<h4>A</h4>\n<h4>B</h4>"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a&b<c>\"d'", "a&amp;b&lt;c&gt;&quot;d&#x27;"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("\x1b\u200bx", "\ufffdx"),
    ],
)
def test_what_xml_cannot_carry_is_seen_to_have_been_there(text: str, shown: str) -> None:
    assert xml_text(text) == shown


# ── plain text, form by form ──────────────────────────────────────────────────────────────────


def plain(*blocks: Block, width: int | None = 40) -> str:
    """Return the text of an article below its head."""
    article = build_article(sections=[Section(None, blocks)])
    return render_plain(article, width).partition("UTC\n\n")[2]


LINK = Text("see this", (InlineSpan(4, 8, "link", "https://b.example/"),))


@pytest.mark.parametrize(
    ("block", "shown"),
    [
        (Paragraph(LINK), "see this [1]"),
        (Paragraph(Text("no more", (InlineSpan(0, 2, "struck"),))), "~~no~~ more"),
        (Quote((words("a"), words("b"))), "> a\n>\n> b"),
        (Code(Text("a\n\n  b")), "    a\n\n      b"),
        (Rule(), "* * *"),
        (ListBlock(items("9.", "10.")), "9. w0\n10. w1"),
        (
            ListBlock((ListItem((words("a"), words("b")), "•"), ListItem((words("c"),), "•"))),
            "• a\n\n  b\n\n• c",
        ),
        (ListBlock((ListItem((words("a"), ListBlock(items("-"))), "•"),)), "• a\n  - w0"),
        (ListBlock((ListItem((words("term"), words("meaning")), ""),)), "term\n  meaning"),
        (Image(Text(""), None), "[Image]"),
        (Image(Text("a ship"), "https://b.example/"), "[Image: a ship] [1]"),
        (
            Table(((Text("City"), Text("No")), (Text("Oslo"), Text("1"))), has_header=True),
            "City  No\nOslo  1",
        ),
    ],
)
def test_each_block_has_its_form_in_plain_text(block: Block, shown: str) -> None:
    """Margins tell what belongs together; what is struck out does not read as if it held."""
    assert plain(block).partition("\n\nhttps://example.org/1")[0] == shown


def test_a_table_without_room_is_a_list_of_its_rows() -> None:
    """Named by the header; a column that is empty is named the first time and not again."""
    head = tuple(map(Text, ("Name", "Remark", "Source")))
    rows = (tuple(map(Text, ("x" * 20, "y" * 18, ""))), tuple(map(Text, ("z" * 20, "", "s" * 18))))
    named = [f"• Name: {'x' * 20}", f"  Remark: {'y' * 18}", "  Source:"]
    named += [f"• Name: {'z' * 20}", f"  Source: {'s' * 18}"]
    assert plain(Table((head, *rows), has_header=True), width=30).split("\n\n")[0].split("\n") == named
    unnamed = [f"• {'x' * 20}", f"  {'y' * 18}", f"• {'z' * 20}", f"  {'s' * 18}"]
    assert plain(Table(rows, has_header=False), width=30).split("\n\n")[0].split("\n") == unnamed
    alone = [f"• {'x' * 20}", f"  {'y' * 18}"]
    assert plain(Table(rows[:1], has_header=True), width=26).split("\n\n")[0].split("\n") == alone


def test_links_are_numbered_once_and_listed_with_what_belongs_to_the_story() -> None:
    """The story's own address first; a file that the text links to is not listed twice."""
    other = Text(
        "a b",
        (InlineSpan(0, 1, "link", "https://c.example/"), InlineSpan(2, 3, "link", "https://b.example/")),
    )
    article = replace(
        build_article(sections=[Section(None, (Paragraph(LINK), Paragraph(other)))]),
        enclosures=(
            Enclosure("https://c.example/"),
            Enclosure("https://d.example/", relation="via"),
            Enclosure("https://e.example/x.mp3", "audio/mpeg"),
        ),
    )
    assert render_plain(article).endswith(
        "see this [1]\n\na [2] b [1]\n\n"
        "https://example.org/1\n[1] https://b.example/\n[2] https://c.example/\n"
        "https://d.example/ (via)\nhttps://e.example/x.mp3\n"
    )
