"""The page: every character of the article is on it, and addresses find their cells."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import build_article, build_sections
from tests.exports.strategies import holding
from tui.drawing.page import FURNITURE, Overlay, styled
from tui.drawing.typeset import build_page, reading_time
from tui.model.entries import Enclosure
from tui.model.names import Mention, Names, Person, Place
from tui.model.pictures import Hanging
from tui.model.prose import (
    FRONT,
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
    section_leaves,
)
from tui.text.cells import cell_width

TEXT = st.builds(Text, st.text("abc é北 -", min_size=1, max_size=60))
LINKED = st.builds(
    lambda words: Text(words, (InlineSpan(0, max(1, len(words) // 2), "link", "https://example.org/"),)),
    st.text("abc ", min_size=2, max_size=40),
)
LEAF_BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, TEXT | LINKED),
    st.builds(Code, TEXT),
    st.builds(
        Table,
        st.lists(st.lists(TEXT, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
        st.booleans(),
    ),
    st.builds(Image, TEXT | st.just(Text("")), st.none() | st.just("https://example.org/a.png"), TEXT, TEXT),
    st.just(Rule()),
)
BLOCKS = LEAF_BLOCKS | holding(st.recursive(LEAF_BLOCKS | st.builds(Heading, TEXT), holding, max_leaves=3))
SECTIONS = st.lists(
    st.builds(Section, st.none() | TEXT, st.lists(BLOCKS, max_size=3).map(tuple)), max_size=3
).map(tuple)


def letters(text: str) -> list[str]:
    return [char for char in text if not char.isspace()]


@settings(max_examples=60, deadline=None)
@given(SECTIONS, st.integers(8, 90))
def test_a_page_shows_every_character_once(sections: tuple[Section, ...], width: int) -> None:
    """No text is lost or doubled between blocks and lines, at any width."""
    page = build_page(build_article(sections=sections), width)
    for index, leaf in enumerate(page.leaves):
        segments = [segment for line in page.lines for segment in line.segments if segment.leaf == index]
        shown = "".join(segment.text for segment in segments)
        assert letters(shown) == letters(leaf.display)
        assert all(leaf.display[p.start : p.start + len(p.text)] == p.text for p in segments)


@settings(max_examples=60, deadline=None)
@given(SECTIONS, st.integers(12, 90))
def test_leaves_of_the_page_are_those_of_the_model(sections: tuple[Section, ...], width: int) -> None:
    """Mentions are addressed by the model's leaves; one off and every mark is wrong."""
    page = build_page(build_article(sections=sections), width)
    for number, section in enumerate(sections):
        for at, leaf in enumerate(section_leaves(section)):
            assert page.leaves[page.addresses[number, at]].plain == leaf.plain


@settings(max_examples=40, deadline=None)
@given(SECTIONS, st.integers(12, 90), st.integers(12, 90))
def test_a_place_in_the_text_holds_at_another_width(
    sections: tuple[Section, ...], one: int, other: int
) -> None:
    """Resizing must not lose one's place: the same text stays in sight."""
    first, second = (build_page(build_article(sections=sections), width) for width in (one, other))
    for line in range(len(first.lines)):
        place = first.place_of(line)
        if place < 1:  # below the last text there is nothing to hold on to
            assert first.place_of(first.line_at(place)) == place
        assert 0 <= second.line_at(first.place_of(line)) < len(second.lines)


def test_find_is_blind_to_case_and_accents_and_sees_through_links() -> None:
    """Who types Erdogan means Erdoğan; a link's number in the text is not the text's."""
    linked = Text("See the papers of Erdoğan.", (InlineSpan(4, 14, "link", "https://example.org/"),))
    page = build_page(build_article(sections=(Section(None, (Paragraph(linked),)),)), 60)
    assert len(page.find("erdogan")) == 1
    (hit,) = page.find("papers of")
    assert page.leaves[hit.leaf].display[hit.start : hit.end] == "papers[1] of"
    assert page.find("") == page.find("   ") == ()


@pytest.mark.parametrize(
    ("words", "text", "lit"),
    [
        ("strasse", "Straße und STRASSE", ["Straße", "STRASSE"]),
        ("елка", "Ёлка, елка", ["Ёлка", "елка"]),
        ("don't", "They don’t, don't", ["don’t", "don't"]),
        ("민국", "대한민국에서", ["민국"]),
        ("민", "만문민", ["민"]),
        ("か", "がか", ["か"]),
        ("sse", "Straßen", ["ße"]),
        ("اخبار", "أخبار", ["أخبار"]),
        ("bundestag", "Bundes\u00adtag", ["Bundes\u00adtag"]),
        ("co-op", "co‑op", ["co‑op"]),
    ],
)
def test_find_sees_what_a_search_finds(words: str, text: str, lit: list[str]) -> None:
    """Written as it may be, and lit where it stands."""
    page = build_page(build_article(sections=(Section(None, (Paragraph(Text(text)),)),)), 60)
    body = [page.leaves[hit.leaf].display[hit.start : hit.end] for hit in page.find(words)]
    assert body == lit


def test_copy_joins_soft_breaks_and_keeps_hard_ones() -> None:
    """What is pasted is the author's paragraph, not our lines, and without our link numbers."""
    words = "one two three four five six seven eight"
    linked = Text(words, (InlineSpan(4, 7, "link", "https://example.org/"),))
    page = build_page(
        build_article(
            sections=(
                Section(
                    None,
                    (Paragraph(linked), Paragraph(Text("Next one."))),
                ),
            )
        ),
        16,
    )
    first = next(
        i for i, line in enumerate(page.lines) if any(p.text.startswith("one two") for p in line.segments)
    )
    copied = page.copied((first, 0), (len(page.lines) - 1, 1000))
    assert copied.strip().split("\n") == [words, "", "Next one."]


def test_links_are_numbered_once_per_address() -> None:
    """`3` opens the third link, wherever it is named again."""
    text = Text(
        "a b a",
        (
            InlineSpan(0, 1, "link", "https://a.example/"),
            InlineSpan(2, 3, "link", "https://b.example/"),
            InlineSpan(4, 5, "link", "https://a.example/"),
        ),
    )
    page = build_page(build_article(sections=(Section(None, (Paragraph(text),)),)), 60)
    assert [(link.number, link.href) for link in page.links] == [
        (1, "https://a.example/"),
        (2, "https://b.example/"),
    ]
    assert any("a[1] b[2] a[1]" in "".join(p.text for p in line.segments) for line in page.lines)


def test_mentions_are_marked_by_kind_and_lit_over_that() -> None:
    """A person and a place look different, and a chosen one is lit, all in the right characters."""
    sections = build_sections("Putin left Istanbul.")
    names = Names(
        (Person("Putin", (Mention(0, 1, 0, 5),)),),
        (Place("Istanbul", (Mention(0, 1, 11, 19), Mention(FRONT, 0, 14, 22))),),
    )
    article = build_article(sections=sections, names=names)
    page = build_page(article, 60)
    line = next(i for i in range(len(page.lines)) if any("Putin" in p.text for p in page.lines[i].segments))
    cells = dict(styled(page, line))
    assert cells["Putin"] == ("text", "person")
    assert cells["Istanbul"] == ("text", "place")
    hits = page.mentions(names.places[0])
    assert len(hits) == 2
    lit = {hit.leaf: [Overlay(hit.start, hit.end, "hit")] for hit in hits}
    assert ("Istanbul", ("text", "place", "hit")) in styled(page, line, lit)


def test_a_blank_line_keeps_the_source_clear_of_the_bar_above_it() -> None:
    """The bar has the headline too: one on the other they would look like two titles."""
    page = build_page(build_article("One."), 60)
    first, second, third = ("".join(segment.text for segment in line.segments) for line in page.lines[:3])
    assert (first, second, third) == ("", "Harbour Post", "Talks open in Istanbul")


def test_an_article_without_text_says_so() -> None:
    """A headline alone is no broken page."""
    page = build_page(build_article(sections=()), 60)
    assert any("no text of its own" in segment.text for line in page.lines for segment in line.segments)


def test_reading_time_is_at_least_a_minute() -> None:
    """Nobody reads in no time."""
    assert reading_time(3).startswith("1 min")
    assert reading_time(1000) == "5 min, 1,000 words"
    assert reading_time(0) == "no text"


def test_furniture_is_never_taken_for_the_text() -> None:
    """Markers and rules are not copied into a search."""
    page = build_page(build_article(sections=(Section(None, (Rule(),)),)), 40)
    assert all(segment.leaf == FURNITURE for line in page.lines[-3:] for segment in line.segments)


# ── blocks ────────────────────────────────────────────────────────────────────────────────────


def para(words: str) -> Paragraph:
    return Paragraph(Text(words))


def set_in(width: int, *blocks: Block) -> list[str]:
    """Return the lines of a page below its header, blanks at their ends cut."""
    page = build_page(build_article(sections=(Section(None, blocks),)), width)
    lines = ["".join(segment.text for segment in line.segments).rstrip() for line in page.lines]
    return lines[lines.index("─" * page.width) + 1 :]


def test_quotations_and_lists_keep_what_is_in_them() -> None:
    """Each level has its bar, each item its indent, and what belongs to it stands behind that."""
    inner = ListBlock(
        (ListItem((para("one"), ListBlock((ListItem((para("deeper"),)),)))), ListItem((para("two"),)))
    )
    quote = Quote(
        (para("Outer words."), Quote((para("Inner words."),)), Heading(Text("Head")), inner, Code(Text("x")))
    )
    steps = ListBlock(
        (
            ListItem((para("Step with words"), Code(Text("ls")), Quote((para("said"), para("more")))), "9."),
            ListItem((para("Next"),), "10."),
        )
    )
    terms = ListBlock(
        (ListItem((para("RSS"), para("a form")), ""), ListItem((para("Atom"), para("another")), ""))
    )
    assert set_in(24, quote, steps, terms) == [
        "",
        "▎ Outer words.",
        "▎",
        "▎ ▎ Inner words.",
        "▎",
        "▎ Head",
        "▎",
        "▎ • one",
        "▎   • deeper",
        "▎ • two",
        "▎",
        "▎  x",
        "",
        " 9. Step with words",
        "",
        "     ls",
        "",
        "    ▎ said",
        "    ▎",
        "    ▎ more",
        "",
        "10. Next",
        "",
        "RSS",
        "  a form",
        "Atom",
        "  another",
        "",
    ]


def test_struck_text_says_so_without_a_look() -> None:
    """Where a terminal cannot strike, 10 and 8 are not one price."""
    text = Text("Price 10 8.", (InlineSpan(6, 8, "struck"),))
    assert "Price ~~10~~ 8." in set_in(40, Paragraph(text))
    page = build_page(build_article(sections=(Section(None, (Paragraph(text),)),)), 40)
    line = next(n for n, line in enumerate(page.lines) if any("Price" in s.text for s in line.segments))
    assert ("10", ("text", "struck")) in styled(page, line)
    assert page.copied((line, 0), (line, 99)) == "Price 10 8."
    assert len(page.find("price 10 8")) == 1


def test_a_picture_can_be_opened_and_says_all_that_is_said_of_it() -> None:
    """The joke of a comic is in what it says when one points at it."""
    image = Image(Text("A port"), "https://p.example/a.png", Text("Cranes at dusk"), Text("Why so late?"))
    page = build_page(build_article(sections=(Section(None, (image,)),)), 40)
    assert set_in(40, image)[1:4] == ["▣ A port [1]", "  shows: Cranes at dusk", "  Why so late?"]
    assert [(link.number, link.words, link.href) for link in page.links] == [
        (1, "A port", "https://p.example/a.png")
    ]
    bare = Image(Text(""), "https://p.example/b.png")
    assert set_in(40, bare)[1] == "▣ a picture [1]"
    linked = Image(
        Text("Big", (InlineSpan(0, 3, "link", "https://p.example/c.png"),)), "https://p.example/c.png"
    )
    assert set_in(40, linked)[1] == "▣ Big[1]"


TABLE = Table(
    (
        (Text("Team"), Text("Goals for"), Text("Remarks")),
        (Text("Reds"), Text("12"), Text("unbeaten")),
        (Text("Blues"), Text(""), Text("relegated")),
    ),
    has_header=True,
)


def test_a_table_without_room_is_a_list_of_its_rows() -> None:
    """Each value with the name of its column; no word in scraps."""
    assert set_in(40, TABLE)[1] == "Team   Goals for  Remarks"
    assert set_in(20, TABLE)[1:-1] == [
        "• Team: Reds",
        "  Goals for: 12",
        "  Remarks: unbeaten",
        "• Team: Blues",
        "  Remarks: relegated",
    ]


def test_a_name_in_a_table_is_found_on_its_line() -> None:
    """Cells stand side by side or below one another: walking the mentions must scroll to the right line."""
    names = Names((Person("Kahn", (Mention(0, 6, 0, 4),)),))
    rows = ((Text("a " * 20), Text("b " * 20), Text("c")), (Text("d"), Text("e " * 20), Text("Kahn " * 9)))
    article = build_article(sections=(Section(None, (Table(rows),)),), names=names)
    for width in (14, 40):
        page = build_page(article, width)
        (hit,) = page.mentions(names.people[0])
        line = page.lines[page.line_of(hit.leaf, hit.start)]
        assert any(
            "Kahn" in segment.text and segment.leaf == hit.leaf and segment.start == 0
            for segment in line.segments
        )


def test_files_and_pages_beside_a_story_are_numbered_links() -> None:
    """What can be reached by its number stands there with it, and says what it is."""
    article = replace(
        build_article(),
        enclosures=(
            Enclosure("magnet:?xt=urn:btih:c12f", "application/x-bittorrent"),
            Enclosure("https://example.org/1/talk", relation="comments"),
        ),
    )
    page = build_page(article, 80)
    lines = ["".join(segment.text for segment in line.segments).strip() for line in page.lines]
    assert lines[-6:-1] == [
        "Attached",
        "[1] magnet:?xt=urn:btih:c12f (application/x-bittorrent)",
        "",
        "See also",
        "[2] https://example.org/1/talk (comments)",
    ]
    assert [(link.number, link.href) for link in page.links] == [
        (1, "magnet:?xt=urn:btih:c12f"),
        (2, "https://example.org/1/talk"),
    ]


@settings(max_examples=60)
@given(SECTIONS, st.integers(20, 90), st.integers(0, 90), st.integers(1, 12))
def test_the_words_at_the_top_stay_there_when_pictures_come_and_go(
    sections: tuple[Section, ...], width: int, top: int, rows: int
) -> None:
    """From a line to what holds it, to the page with pictures, and back."""
    article = build_article(sections=sections)
    bare = build_page(article, width)
    hanging = {nail.url: Hanging(nail.room, rows) for nail in bare.nails}
    full = build_page(article, width, hanging)
    line = min(top, len(bare.lines) - 1)
    held = bare.held(line)
    there = full.line_held(held)
    assert full.line_held(full.held(there)) == there
    if held[0] < len(bare.leaves) and not held[2]:
        assert full.lines[there] == bare.lines[line]
        assert bare.line_held(full.held(there)) == line


def test_a_picture_that_stands_twice_fits_both_places() -> None:
    """In a list there is less room than under it, and a picture is fitted once."""
    picture = Image(Text(""), "https://example.org/a.png", Text("a"), Text("a"))
    within = ListBlock((ListItem((picture,), "•"),))
    page = build_page(build_article(sections=(Section(None, (picture, within, picture)),)), 40)
    assert [nail.room for nail in page.nails] == [38, 36, 38]
    assert page.pictures() == {picture.url: 36}


@settings(max_examples=60)
@given(SECTIONS, st.integers(12, 90), st.integers(1, 12))
def test_each_picture_has_its_room_below_what_is_said_of_it(
    sections: tuple[Section, ...], width: int, rows: int
) -> None:
    """Within the margins of what it stands in, and in no other picture's place; the text is the same."""
    article = build_article(sections=sections)
    bare = build_page(article, width)
    hanging = {url: Hanging(room, rows, "it moves") for url, room in bare.pictures().items()}
    page = build_page(article, width, hanging)
    assert [nail.url for nail in page.nails] == [nail.url for nail in bare.nails]
    taken = [line for nail in page.nails for line in range(nail.line, nail.line + nail.rows)]
    assert len(set(taken)) == len(taken) == rows * len(bare.nails)
    for nail in page.nails:
        for line in page.lines[nail.line : nail.line + nail.rows]:
            assert line.segments[-1].text == " " * nail.columns
            assert all(segment.leaf == FURNITURE for segment in line.segments)
            assert sum(cell_width(segment.text) for segment in line.segments) <= max(width, 20)
    assert [leaf.display for leaf in page.leaves] == [leaf.display for leaf in bare.leaves]
