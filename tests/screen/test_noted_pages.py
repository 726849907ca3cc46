"""Notes on the page, and a passage moved by keys: pure, at any width and in any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import build_article, build_sections
from tests.exports.strategies import PATIENT, articles
from tui.changes.passages import placed, quote, running_text
from tui.drawing.frame import NOTED
from tui.drawing.looks import ANSI, DARK, LIGHT, LOOKS, MONO, OWN_PALETTES, Palette, attributes
from tui.drawing.page import styled
from tui.drawing.passage import MarkedPassage, at_display, begun, first_word, selected
from tui.drawing.typeset import build_page
from tui.model.articles import Article
from tui.model.notes import Note, Quotation
from tui.widgets.inks import Inks

STORY = build_article(
    "The grain deal was signed. Ships will leave Odesa within a week.",
    "Prices fell at once. In Chicago wheat lost six per cent.",
    headline="Envoys meet",
)
MOVES = (
    *("h", "l", "j", "k", "w", "b", "right_parenthesis", "left_parenthesis", "right_curly_bracket"),
    *("left_curly_bracket", "0", "dollar_sign", "o", "V", "n", "p"),
)


def with_notes(article: Article, *said: tuple[str, str]) -> Article:
    """Return an article with notes to passages, each with its words; to an empty one: to all of it."""
    text = running_text(article.prose).text
    notes: list[Note] = []
    for number, (exact, words) in enumerate(said):
        start = text.find(exact)
        quoted = quote(text, start, start + len(exact)) if start >= 0 and exact else None
        notes.append(Note(f"key-{number:05}", words, quoted or (Quotation(exact) if exact else None)))
    return replace(article, notes=placed(notes, article.prose))


def lines(article: Article, width: int = 60) -> list[str]:
    return ["".join(s.text for s in line.segments).rstrip() for line in build_page(article, width).lines]


def test_a_highlight_has_a_look_a_sign_and_its_words_below_its_paragraph() -> None:
    article = with_notes(STORY, ("leave Odesa", "ask\ntwice"), ("Prices fell", ""), ("", "to all"))
    page, shown = build_page(article, 60), lines(article)
    at = shown.index(f"  {NOTED}¹ ask")
    assert shown[at + 1] == "     twice"
    assert f"leave Odesa{NOTED}¹ within" in shown[at - 1] + shown[at - 2]
    assert f"Prices fell{NOTED} at once." in "\n".join(shown)
    assert shown.index(f"  {NOTED} to all") < at
    looked = [
        (text, looks) for y in range(len(page.lines)) for text, looks in styled(page, y) if "noted" in looks
    ]
    assert "".join(text for text, _ in looked) == "leave OdesaPrices fell"


def test_only_signs_that_lead_to_words_are_numbered() -> None:
    shown = lines(with_notes(STORY, ("leave Odesa", ""), ("Prices fell", "really?")))
    assert f"Prices fell{NOTED}¹ at once." in "\n".join(shown)
    assert f"  {NOTED}¹ really?" in shown


def test_what_an_earlier_version_had_stands_at_the_foot() -> None:
    shown = lines(with_notes(STORY, ("it was all about wine, they said over dinner", "whose?")))
    at = shown.index("Noted to an earlier version")
    assert shown[at + 2] == f"  {NOTED} “it was all about wine, they said over dinner”"
    assert shown[at + 3] == "    whose?"


def test_copied_text_has_no_sign_in_it() -> None:
    article = with_notes(STORY, ("leave Odesa", "x"))
    page = build_page(article, 200)
    row = next(y for y, line in enumerate(page.lines) if any("Odesa" in s.text for s in line.segments))
    assert (
        page.copied((row, 0), (row, 200))
        == "The grain deal was signed. Ships will leave Odesa within a week."
    )


@PATIENT
@given(articles(), st.data())
def test_notes_change_no_word_and_fit_any_width(article: Article, data: st.DataObject) -> None:
    """Whatever is highlighted in whatever text: leaves say what they said, and no line is too long."""
    text = running_text(article.prose).text
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    width = data.draw(st.integers(8, 90))
    bare = replace(article, notes=())
    exact = text[start:end].strip()
    noted = with_notes(bare, (exact, "some words\nof two lines"))
    page, before = build_page(noted, width), build_page(bare, width)
    assert [leaf.plain for leaf in page.leaves] == [leaf.plain for leaf in before.leaves]
    assert page.addresses == before.addresses
    assert len(page.sections) == len(before.sections)


@PATIENT
@given(articles(), st.lists(st.sampled_from(MOVES), max_size=30), st.integers(8, 90))
def test_any_keys_mark_some_of_the_text(article: Article, keys: list[str], width: int) -> None:
    """Both ends stay within it, what is marked can be drawn, and is found where it was marked."""
    page = build_page(article, width)
    first = first_word(article, page, None, 0, len(page.lines))
    if first is None:
        return
    passage: MarkedPassage | None = begun(article, page, first)
    assert passage is not None
    text = running_text(article.prose).text
    for key in keys:
        passage = passage.moved(key)
        assert passage is not None
        start, end = passage.stretch
        assert 0 <= start < end <= len(text)
        assert 0 <= passage.line < len(page.lines)
        passage.overlays()
    assert passage.on(build_page(article, width + 20)).stretch == passage.stretch


@pytest.mark.parametrize(
    ("keys", "marked"),
    [
        ("", "Envoys"),
        ("w", "Envoys meet"),
        ("wwww", "Envoys meet\nThe grain deal"),
        ("wwb", "Envoys meet"),
        ("b", "Envoys"),
        (")", "Envoys meet"),
        ("))", "Envoys meet\nThe grain deal was signed."),
        ("))))(", "Envoys meet\nThe grain deal was signed. Ships will leave Odesa within a week."),
        ("wwVw", "The grain"),
        ("wwwowo", "meet\nThe grain"),
        ("wwVwob", "meet\nThe grain"),
        ("lhl", "Envoys"),
        ("}}", "Envoys meet\nThe grain deal was signed. Ships will leave Odesa within a week."),
        ("wwV$", "The grain deal was signed. Ships will leave Odesa"),
        ("wwVwbbb", "Envoys meet\nThe"),
    ],
)
def test_each_key_marks_what_it_says(keys: str, marked: str) -> None:
    names = {
        ")": "right_parenthesis",
        "(": "left_parenthesis",
        "}": "right_curly_bracket",
        "$": "dollar_sign",
    }
    page = build_page(STORY, 50)
    first = first_word(STORY, page, None, 0, 50)
    assert first is not None
    passage: MarkedPassage | None = begun(STORY, page, first)
    for key in keys:
        assert passage is not None
        passage = passage.moved(names.get(key, key))
    assert passage is not None
    assert passage.text == marked


def test_lines_are_gone_down_and_up_in_one_column() -> None:
    """Past lines that show no text, to the word that stands there."""
    page = build_page(STORY, 40)
    text = running_text(STORY.prose).text
    start = text.index("deal")
    passage = begun(STORY, page, (start, start + 4))
    down = passage.moved("j")
    assert down is not None
    assert down.text.startswith("deal was signed. Ships will")
    assert down.line == passage.line + 1
    back = down.moved("k")
    assert back is not None
    assert back.stretch == passage.stretch
    assert passage.moved("z") is None


def test_what_the_mouse_selects_is_the_same_stretch() -> None:
    """From a cell to a cell, margins and furniture left out."""
    page, running = build_page(STORY, 40), running_text(STORY.prose)
    row = next(y for y, line in enumerate(page.lines) if any("grain" in s.text for s in line.segments))
    found = selected(running, page, (row, 4), (row + 1, 5))
    assert found is not None
    assert running.text[slice(*found)].startswith("grain deal was signed.")
    assert selected(running, page, (0, 0), (0, 40)) is None
    leaf = next(s.leaf for s in page.lines[row].segments if "grain" in s.text)
    assert at_display(running, page, leaf, 4) == running.text.index("grain")


@pytest.mark.parametrize("palette", [DARK, LIGHT, ANSI, MONO], ids=["dark", "light", "ansi", "mono"])
def test_highlight_passage_and_text_are_told_apart_in_every_palette(palette: Palette) -> None:
    inks = Inks(palette)
    styles = [inks.style(("text", *looks)) for looks in ((), ("noted",), ("marking",), ("noted", "marking"))]
    assert len({str(style) for style in styles[:3]}) == 3
    assert str(styles[3]) != str(styles[1])


@pytest.mark.parametrize("theme", OWN_PALETTES)
def test_names_and_links_can_be_read_on_a_highlight(theme: str) -> None:
    from tui.drawing.legible import contrast

    palette = OWN_PALETTES[theme]
    for role in ("text", "person", "place", "link", "accent", "heading", "good"):
        assert contrast(palette[role], palette["noted"]) >= 4.5, role
    assert attributes(LOOKS["noted"], MONO)


def test_a_passage_in_a_list_and_a_heading_is_noted_below_its_block() -> None:
    article = build_article(sections=build_sections("First.", "Second one.", heading="A heading here"))
    shown = lines(with_notes(article, ("heading", "to the heading"), ("Second", "to the second")))
    assert shown[shown.index(f"A heading{NOTED}¹ here") + 1] == f"  {NOTED}¹ to the heading"
    assert shown[shown.index(f"Second{NOTED}² one.") + 1] == f"  {NOTED}² to the second"
