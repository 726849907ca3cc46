"""Plain text: what a pager, a mail or a screen reader gets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.exports.strategies import BLOCKS, PATIENT, build_article, texts
from tui.exports.plain import render_plain, write_plain
from tui.model.articles import Article
from tui.model.notes import Note, Quotation
from tui.model.prose import (
    Block,
    Paragraph,
    Prose,
    Quote,
    Section,
    Table,
    Text,
    block_leaves,
    blocks_within,
)
from tui.prose.leaves import with_texts
from tui.text.cells import cell_width

EXPECTED = """\
Talks open in Istanbul
A first meeting in years
Harbour Post · By Ann Reed · 15 May 2025, 12:00 UTC
Dateline: Istanbul (AP)

The talks [1] opened on Thursday.


What is on the table

> We are here.
>
> We will stay.

• grain
  • wheat

2. ports
3. ships

    x = 1

    y = 2

[Image: The palace] [2]

Year  Tonnes
2022  1,5

* * *

https://example.org/1
[1] https://example.org/talks
[2] https://example.org/palace.jpg
"""


def test_an_article_reads_from_top_to_bottom() -> None:
    """Nothing has to be seen beside something else."""
    assert render_plain(build_article()) == EXPECTED


def test_notes_stand_below_the_text() -> None:
    """Passages as quotations, words indented; the links after them."""
    notes = (Note("whole-key", "for later"), Note("some-key", "one\n\ntwo", Quotation("We are here.")))
    shown = render_plain(replace(build_article(), notes=notes))
    below = "\n\n\nNotes\n\n  for later\n\n> We are here.\n  one\n\n  two\n\nhttps://example.org/1\n"
    assert below in shown


@PATIENT
@given(st.lists(BLOCKS, max_size=2), st.integers(30, 120) | st.none())
def test_every_word_is_shown_in_order(blocks: list[Block], width: int | None) -> None:
    """Wrapping breaks lines, never the text."""
    article = build_article()
    unlinked = [with_texts((Section(None, (block,)),), lambda text: Text(text.plain))[0] for block in blocks]
    shown = render_plain(replace(article, prose=Prose("H", tuple(unlinked))), width)
    expected = "".join("".join(leaf.plain.split()) for b in blocks for leaf in block_leaves(b))
    if any(isinstance(inner, Table) for block in blocks for inner in blocks_within(block)):
        assert not Counter(expected) - Counter(shown)  # its cells stand side by side
        return
    found = 0
    for character in expected:
        found = shown.index(character, found) + 1


@PATIENT
@given(st.lists(texts(), max_size=3), st.integers(30, 120))
def test_no_line_of_text_is_wider_than_asked(paragraphs: list[Text], width: int) -> None:
    """Measured in cells: a wide character takes two."""
    article = Article(
        build_article().headline, Prose("H", (Section(None, (Quote(tuple(map(Paragraph, paragraphs))),)),))
    )
    body = render_plain(article, width).split("\n\n", 1)[1]
    assert all(cell_width(line) <= width for line in body.split("\n") if "http" not in line)


def test_several_articles_are_told_apart() -> None:
    """By a line that a screen reader says as one word."""
    text = "".join(write_plain([build_article(1), build_article(2)]))
    assert text == f"{EXPECTED}\n--------\n\n{EXPECTED}"
