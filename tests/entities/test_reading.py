"""An article laid out for the extractor: which texts, where they stand, and what is blanked in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.entities.builders import build_prose
from tui.entities.reading import read_leaves
from tui.model.prose import FRONT, Code, Paragraph, Prose, Section, Text


def words_of(text: str) -> list[str]:
    """Return the words that are left of a text."""
    leaves = read_leaves(build_prose(text))
    return [word for leaf in leaves for word in leaf.tokens.words if word.isalpha()]


@pytest.mark.parametrize(
    "text",
    [
        "photo: Ann Lee",
        "photo by Ann Lee",
        "image / Ann Lee",
        "file photo: Ann Lee",
        "source: Ann Lee",
        "Photo: Ann Lee",
        "Ann Lee / Reuters.",
        "Ann Lee/Getty Images",
        "Image courtesy: Ann Lee",
        "CreditAnn Lee for Orme",
        "CreditCreditAnn Lee/Orme",
        "story by Ann Lee",
        "By Ann Lee",
        "By Ann Lee and",
        "Additional reporting by Ann Lee",
        "(Reporting by Ann Lee; editing by Bob Ray)",
        "Contributing: Ann Lee and Bob Ray, TODAY.",
        "© 2026 Ann Lee",
        "Ann Lee, all rights reserved",
        "(c) 2026 Ann Lee",
        "https://ann.example/Lee",
        "www.annlee.example",
        "Ann.Lee@Ann.example",
    ],
)
def test_who_made_an_article_is_not_in_it(text):
    """Credits, bylines, notices and addresses: names in them are not the story's."""
    left = words_of(text)
    assert ("Lee" in left) == (text == "By Ann Lee and")


def test_a_byline_may_be_one_word_that_is_written_like_two():
    """Blanks are lost on the way, and lines may be empty before it."""
    assert words_of("By AnnLee\n \n  By AnnLee\nslept") == ["slept"]
    assert words_of("By Annlee") == ["By", "Annlee"]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("HAVANA (AP) -- Ann Lee left.", ["HAVANA", "Ann", "Lee", "left"]),
        ("OSLO, August 21 (Xinhua) — Ann Lee left.", ["OSLO", "August", "Ann", "Lee", "left"]),
        ("BUFFALO, N.Y. (AP) _ Ann Lee left.", ["BUFFALO", "Ann", "Lee", "left"]),
        ("Ann Lee (Kestrel) - left.", ["Ann", "Lee", "Kestrel", "left"]),
        ("The Associated Press (AP) left.", ["The", "Associated", "Press", "AP", "left"]),
    ],
)
def test_the_agency_of_a_dateline_is_not_in_its_story(text, left):
    assert words_of(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "By the river Ann Lee sat.",
        "The photo by the door was of Ann Lee.",
        "Ann Lee looked at the image.",
        "The source, Ann Lee, left.",
        "They were led by Ann Lee",
    ],
)
def test_a_sentence_that_only_sounds_like_a_credit_is_read(text):
    """What stands at its beginning, and how it goes on, tell."""
    assert "Lee" in words_of(text)


def test_what_stands_around_a_credit_keeps_its_place():
    """Blanked, not cut: offsets are those of the text as it is shown."""
    text = "Ann Lee left (AP Photo/Bob Ray). Reporting by Eve Fox"
    leaves = read_leaves(build_prose(text))
    assert leaves[0].tokens.words == ["Ann", "Lee", "left", "."]
    assert [text[start] for start in leaves[0].tokens.starts] == ["A", "L", "l", "."]
    assert leaves[0].text == text


def test_texts_come_in_reading_order_with_their_places():
    """Headline, dek, heading, paragraphs; a text without words is left out, and counts all the same."""
    prose = Prose(
        "Up",
        (
            Section(None, (Paragraph(Text("One two")), Paragraph(Text("  ")), Paragraph(Text("Three")))),
            Section(Text("Head"), (Code(Text("CODE Ann Lee")), Paragraph(Text("FOUR")))),
        ),
        dek="Below",
    )
    found = [(leaf.section, leaf.index, leaf.text, leaf.title, leaf.caps) for leaf in read_leaves(prose)]
    assert found == [
        (FRONT, 0, "Up", True, False),
        (FRONT, 1, "Below", False, False),
        (0, 1, "One two", False, False),
        (0, 3, "Three", False, False),
        (1, 0, "Head", True, False),
        (1, 2, "FOUR", False, True),
    ]


@given(st.lists(st.text("Ann by.\n ", max_size=20), max_size=5), st.text("Up ", max_size=5))
def test_tokens_are_counted_through_the_whole_article(paragraphs, headline):
    """Early and late are measured by them."""
    leaves = read_leaves(build_prose(*paragraphs, headline=headline))
    count = 0
    for leaf in leaves:
        assert leaf.offset == count
        assert leaf.tokens.words
        count += len(leaf.tokens.words)
