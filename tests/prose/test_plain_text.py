"""Plain text to sections: every word comes out once, in order, and headings are headings."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.model.nesting import rows_of
from tui.model.prose import ListBlock, Paragraph, Rule, Section, Table, Text, block_leaves, section_leaves
from tui.prose.plain import sections_from_text
from tui.text.safe import clean
from tui.text.weblinks import web_link

LINES = st.sampled_from(
    [
        "A Heading of the Text",
        "What happens next?",
        "A sentence that ends in a stop.",
        "It goes on without one and is longer than a line that somebody would have wrapped by hand, " * 2,
        "- an item",
        "  - an item below",
        "  and its second line",
        "1. first",
        "2) second",
        "| a | b \\| c |",
        "|---|:-:|",
        "* * *",
        "By Ann Reed",
        "see https://example.org/a, please",
        "in lower case",
        "",
        "",
    ]
)


def words(sections: tuple[Section, ...]) -> list[str]:
    """All words that are shown, markers of lists included, in order."""
    shown: list[str] = []
    for section in sections:
        for block in (Paragraph(section.heading or Text("")), *section.blocks):
            if isinstance(block, ListBlock):
                shown += [f"{row.marker} {row.text.plain}" for row in rows_of(block)]
            else:
                shown += [leaf.plain for leaf in section_leaves(Section(None, (block,)))]
    return letters(" ".join(shown))


def letters(text: str) -> list[str]:
    """The words without their marks: table bars, bullets and the brackets of numbers are no words."""
    stripped = ("".join(char for char in word if char.isalnum()) for word in text.replace("|", " ").split())
    return [word for word in stripped if word]


@given(st.lists(LINES, max_size=16).map("\n".join))
def test_no_word_is_lost_doubled_or_moved(text: str) -> None:
    """Whatever stands beside what, the text reads on."""
    assert words(sections_from_text(text)) == letters(text)


@given(st.text())
def test_any_text_keeps_its_words(text: str) -> None:
    """Entries of any feed come this way."""
    text = clean(text)
    assert words(sections_from_text(text)) == letters(text)


@given(st.text(alphabet="ab:/.ht ps()\n-|*1", max_size=80))
def test_spans_lie_within_their_text_and_name_it(text: str) -> None:
    """What is a link reads as its address."""
    for section in sections_from_text(text):
        for leaf in section_leaves(section):
            for span in leaf.spans:
                assert span.href == web_link(leaf.plain[span.start : span.end])


def test_headings_begin_sections_and_text_before_them_has_none() -> None:
    """The lede stands above the first heading."""
    sections = sections_from_text("The lede.\n\nFirst Part\n\nOne.\n\nTwo.\n\nSecond Part?\n\nThree.")
    assert [section.heading and section.heading.plain for section in sections] == [
        None,
        "First Part",
        "Second Part?",
    ]
    assert [len(section.blocks) for section in sections] == [1, 2, 1]


@pytest.mark.parametrize(
    "line",
    [
        "A full sentence.",
        "He went to the U.S.",
        "in lower case",
        "Key points:",
        "这是一个句子。",
        "https://example.org/a",
        "12",
        "A line that goes on and on, with more words than any heading that was ever set would have",
    ],
)
def test_what_only_looks_like_a_heading_is_text(line: str) -> None:
    """A stop, a colon, small letters, many words."""
    (section,) = sections_from_text(f"{line}\n\nText follows here.")
    assert section.heading is None


@pytest.mark.parametrize(
    "line", ["The Role of the U.S.", "Conclusion", "What Comes Next?", "第一部分", "1. Background"]
)
def test_a_short_line_of_its_own_is_a_heading(line: str) -> None:
    """With initials at its end, as a question, in another script, numbered."""
    (section,) = sections_from_text(f"{line}\n\nText follows here.")
    assert section.heading == Text(line)


def test_short_lines_in_a_row_are_no_headings() -> None:
    """Verse, an address, a signature; and a last line heads nothing."""
    sections = sections_from_text("Dear all,\n\nBest wishes\n\nAnn Reed\n\nHarbour Post")
    assert [section.heading for section in sections] == [None]


def test_a_heading_may_stand_under_another() -> None:
    """A part and its first chapter."""
    sections = sections_from_text("Part One\n\nThe Beginning\n\nText.")
    assert [section.heading for section in sections] == [Text("Part One"), Text("The Beginning")]


def test_lists_keep_their_numbers_and_depths() -> None:
    """Also where their items stand apart, and where an item goes on below."""
    (section,) = sections_from_text(
        "Three things:\n- one\n  - one below\n- two,\n  going on\n\n1. first\n\n2. second"
    )
    paragraph, items = section.blocks
    assert paragraph == Paragraph(Text("Three things:"))
    assert isinstance(items, ListBlock)
    assert [(row.depth, row.marker, row.text.plain) for row in rows_of(items)] == [
        (0, "•", "one"),
        (1, "•", "one below"),
        (0, "•", "two, going on"),
        (0, "1.", "first"),
        (0, "2.", "second"),
    ]


def test_rows_between_bars_are_a_table() -> None:
    """A ruling under the first row makes it the header."""
    (section,) = sections_from_text("| a | b |\n|---|---|\n| 1 | 2 \\| 3 |\n\n* * *\n\n| x |\n| y |")
    table, rule, bare = section.blocks
    assert table == Table(((Text("a"), Text("b")), (Text("1"), Text("2 | 3"))), has_header=True)
    assert rule == Rule()
    assert bare == Table(((Text("x"),), (Text("y"),)), has_header=False)


def test_lines_wrapped_by_hand_are_joined_and_short_lines_are_not() -> None:
    """A paragraph of a mailing list, and a verse."""
    (section,) = sections_from_text(
        f"{'word ' * 12}\n{'word ' * 12}\nend.\n\nroses are red\nviolets are blue."
    )
    first, second = (block.text.plain for block in section.blocks if isinstance(block, Paragraph))
    assert "\n" not in first
    assert second == "roses are red\nviolets are blue."


def test_long_lines_are_paragraphs_of_their_own() -> None:
    """Some texts have no blank lines between paragraphs."""
    (first, second) = sections_from_text(f"{'One. ' * 40}\nA Heading\n{'Two. ' * 40}")
    assert (first.heading, second.heading) == (None, Text("A Heading"))


def test_an_address_ends_where_the_sentence_does() -> None:
    """Its stop and the bracket around it are no part of it."""
    (section,) = sections_from_text("See (https://example.org/a_(b)), or https://example.org/c.")
    (paragraph,) = section.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.href for span in paragraph.text.spans] == [
        "https://example.org/a_(b)",
        "https://example.org/c",
    ]


def test_empty_text_has_no_sections() -> None:
    """Nothing, and nothing but blanks."""
    assert sections_from_text("") == sections_from_text(" \n\u00a0\n") == ()


@pytest.mark.parametrize(
    "unit", ["- ", "| ", "|-", "1. ", "* ", "a\n\n", "https://a)", "\\|", "  - a\n", "A.B.", "\t"]
)
def test_time_grows_with_the_length_alone(unit: str) -> None:
    """A text made to be slow is not: 100,000 characters, where a quadratic rule takes minutes."""
    started = time.process_time()
    sections_from_text(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 8


LONG = "word " * 25
"""A line that nobody wraps by hand."""


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("- a\n  more\n- b", [["a more", "b"]]),
        ("- a\nmore", [["a"], "more"]),
        ("text\n  more", ["text\nmore"]),
        ("- a\n\n- b", [["a", "b"]]),
        ("1. a\n\n2. b", [["a", "b"]]),
        ("1. Lone", ["1. Lone"]),
        ("- a\n\nText.\n\n- b", [["a"], "Text.", ["b"]]),
        (f"{LONG}\n{LONG}", [LONG.strip(), LONG.strip()]),
        (f"{'x' * 120}\n{'y' * 120}", [f"{'x' * 120} {'y' * 120}"]),
        (f"{'x' * 121}\n{'y' * 10}", ["x" * 121, "y" * 10]),
        (f"{'x' * 45}\nend", [f"{'x' * 45} end"]),
        (f"{'x' * 44}\nend", [f"{'x' * 44}\nend"]),
        ("* * *", ["-"]),
        ("----", ["-"]),
        ("a\n\n\n \t\nb", ["a", "b"]),
    ],
)
def test_lines_are_put_together_by_their_kind_and_length(text: str, blocks: list[object]) -> None:
    """At the very lengths from which on a line is wrapped, or a paragraph of its own."""
    found: list[object] = []
    for block in (block for section in sections_from_text(text) for block in section.blocks):
        if isinstance(block, ListBlock):
            found.append([leaf.plain for leaf in block_leaves(block)])
        else:
            found.append("".join(leaf.plain for leaf in block_leaves(block)) or "-")
    assert found == blocks


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("x" * 100, False),
        ("X" * 100, True),
        ("X" * 101, False),
        ("A " * 15, True),
        ("A " * 16, False),
        ("What next?", True),
        ("It ended.", False),
        ("It ended.”", False),
        ("Made in the U.S.", True),
        ("He is in the U.S.", True),
        ("He lives within the U.S.", False),
        ("2025", False),
        ("2025: A year", True),
        ("https://a.example/", False),
        ("By Jane Doe", False),
    ],
)
def test_a_heading_is_short_begins_large_and_does_not_end_a_sentence(line: str, is_heading: bool) -> None:
    sections = sections_from_text(f"{line.strip()}\n\nThe text goes on below it.")
    assert (sections[0].heading is not None) is is_heading


def test_a_table_has_a_header_where_a_ruling_says_so() -> None:
    """Of a bar that is no end of a cell a backslash tells."""
    (section,) = sections_from_text("| a | b\\|c |\n|---|:-:|\n| 1 | 2 |")
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert [[cell.plain for cell in row] for row in table.rows] == [["a", "b|c"], ["1", "2"]]
    assert table.has_header
    (section,) = sections_from_text("| a |\n| 1 |\n|---|")
    (table,) = section.blocks
    assert isinstance(table, Table)
    assert (len(table.rows), table.has_header) == (2, False)
