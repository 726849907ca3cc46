"""What stands before the text becomes a field, and leaves the text only then."""

from __future__ import annotations

import pytest

from tui.model.entries import RawEntry
from tui.model.prose import InlineSpan, Paragraph, Section, Text
from tui.prose import build_prose
from tui.prose.front import (
    byline_of,
    headline_of,
    joined_names,
    shortened,
    without_repeated_headline,
)


def raw_text(content: str, *, title: str = "Talks open", authors: tuple[str, ...] = ()) -> RawEntry:
    return RawEntry("1", None, title, content, "text", authors=authors)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ann Reed", "Ann Reed"),
        ("by Ann Reed and Ben Olsen", "Ann Reed and Ben Olsen"),
        ("BY ANN REED", "ANN REED"),
        ("By: Ludwig van der Berg, Chief of the Desk", "Ludwig van der Berg, Chief of the Desk"),
        ("By Ann Reed | Harbour Post", "Ann Reed | Harbour Post"),
        ("By the time it ended, all was lost", None),
        ("By Monday Morning", None),
        ("By land and sea", None),
        ("By Ann Reed.", None),
        ("By Ann", None),
        ("Bye Bye", None),
        ("Stand By Me", None),
    ],
)
def test_a_byline_names_people_and_no_more(line: str, names: str | None) -> None:
    """A sentence that begins with "By" is a sentence."""
    assert byline_of(line) == names


def test_a_stated_byline_leaves_the_text() -> None:
    """It would stand there twice."""
    prose = build_prose(raw_text("By Ann Reed\n\nLONDON -- The talks began."))
    assert (prose.byline, prose.dateline and prose.dateline.place) == ("Ann Reed", "London")
    assert prose.sections == (Section(None, (Paragraph(Text("The talks began.")),)),)


def test_a_stated_byline_may_say_more_than_the_author_field() -> None:
    """The fuller form is shown, once."""
    prose = build_prose(raw_text("By Ann Reed, Harbour Post\n\nThe talks began.", authors=("Ann Reed",)))
    assert prose.byline == "Ann Reed, Harbour Post"
    assert prose.words == 3


def test_a_stated_byline_of_somebody_else_stays() -> None:
    """The words of the text are not thrown away for a field that says otherwise."""
    prose = build_prose(raw_text("By Ann Reed\n\nThe talks began.", authors=("Ben Olsen",)))
    assert prose.byline == "Ben Olsen"
    assert prose.words == 6


@pytest.mark.parametrize(
    ("authors", "line"),
    [
        ((), None),
        (("", " "), None),
        (("By Ann Reed",), "Ann Reed"),
        (("Ann", "Ann", "Ben"), "Ann and Ben"),
        (("Ann", "Ben", "Cem"), "Ann, Ben and Cem"),
    ],
)
def test_authors_are_joined_as_a_person_would(authors: tuple[str, ...], line: str | None) -> None:
    """No stand-in where nobody is named."""
    assert joined_names(authors) == line


def test_a_first_heading_that_says_the_headline_again_is_dropped() -> None:
    """Many feeds open the text with its title; its blocks stay."""
    lede, rest = Paragraph(Text("Lede.")), Section(Text("More"), (Paragraph(Text("Rest.")),))
    sections = (Section(Text("talks  OPEN"), (lede,)), rest)
    assert without_repeated_headline(sections, "Talks open") == (Section(None, (lede,)), rest)
    assert without_repeated_headline((Section(Text("Talks open"), ()), rest), "Talks open") == (rest,)


def test_a_heading_that_says_more_than_the_headline_stays() -> None:
    """Only an exact repetition says nothing new; and only the first heading is looked at."""
    sections = (Section(Text("Talks open again"), ()), Section(Text("Talks open"), ()))
    assert without_repeated_headline(sections, "Talks open") == sections


def test_a_headline_is_never_empty() -> None:
    """A list row needs a word to click on."""
    sections = (Section(None, (Paragraph(Text("word " * 40)),)),)
    assert headline_of("  A\n title ", sections) == "A title"
    assert headline_of("", sections).endswith("word…")
    assert len(headline_of("", sections)) <= 80
    assert headline_of("", ()) == "Untitled"


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        ("one two", 7, "one two"),
        ("one two three", 8, "one two…"),
        ("one two, three", 9, "one two…"),
        ("onetwothree", 6, "onetw…"),
        ("東京" * 10, 8, "東京東京東京東…"),
        ("a " + "b" * 30, 10, "a bbbbbbb…"),
    ],
)
def test_a_shortened_line_ends_between_words_where_it_can(text: str, limit: int, short: str) -> None:
    """And is never longer than asked for."""
    assert shortened(text, limit) == short
    assert len(short) <= limit


def test_a_dateline_in_bold_type_is_one_all_the_same() -> None:
    """Feeds mark it up; the link after it keeps its words."""
    markup = '<p><strong>LONDON</strong> (AP) — The <a href="https://example.org/">talks</a> began.</p>'
    prose = build_prose(RawEntry("1", None, "Talks", markup))
    assert prose.dateline is not None
    assert (prose.dateline.place, prose.dateline.agency) == ("London", "AP")
    (paragraph,) = prose.sections[0].blocks
    assert paragraph == Paragraph(
        Text("The talks began.", (InlineSpan(4, 9, "link", "https://example.org/"),))
    )
