"""The outline of a story: what it lists, how its lines stand in any width, and the way to a section."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import build_article
from tests.screen.builders import marked, resized
from tests.screen.test_reader_screen import Reader, hear, reading
from tui.changes.compare import Version, change
from tui.drawing.outline import OutlineEntry, entry_at, outline, outline_line
from tui.library.frontdesk import Library
from tui.model.names import Mention, Names, Person, Place
from tui.model.prose import Paragraph, Section, Text
from tui.screens.outline import OutlineLines, OutlineScreen
from tui.system.paths import Paths, user_paths
from tui.text.cells import cell_width
from tui.widgets.reading_pane import ReadingPane


def section(heading: str, text: str = "", level: int = 2) -> Section:
    return Section(Text(heading) if heading else None, (Paragraph(Text(text)),) if text else (), level)


def test_headings_stand_under_those_above_them_each_with_its_place_and_names() -> None:
    """By the levels that stand above and not by their numbers: a page may begin with its third."""
    parts = (
        section("", "It began\nat noon. " + "x" * 83),
        section("One", "y" * 97, level=3),
        section("Inner", "z" * 95, level=5),
        section("", "", level=4),
        section("Beside", "z" * 94, level=5),
        section("Two", "y" * 97, level=3),
        section("Three", "y", level=1),
    )
    ann = Person("Ann Reed", (Mention(1, 1, 0, 3), Mention(2, 1, 0, 3), Mention(2, 1, 9, 12)))
    paris = Place("Paris", (Mention(1, 1, 4, 6), Mention(1, 1, 8, 9)))
    entries = outline(build_article(sections=parts, names=Names((ann,), (paris,))))
    assert [(one.number, one.heading[:15], one.depth, one.percent) for one in entries] == [
        (0, "It began at noo", 0, 0),
        (1, "One", 0, 19),
        (2, "Inner", 1, 39),
        (4, "Beside", 1, 59),
        (5, "Two", 0, 78),
        (6, "Three", 0, 98),
    ]
    assert [one.is_headed for one in entries] == [False, *[True] * 5]
    assert [[name.name for name in one.names] for one in entries[1:3]] == [
        ["Paris", "Ann Reed"],
        ["Ann Reed"],
    ]
    assert [entry_at(entries, at) for at in (0, 2, 3, 4, 6)] == [0, 2, 2, 3, 5]
    assert outline(build_article("No heading.")) == ()


WORDS = st.lists(st.sampled_from(["a", "b ", "é", "漢", "👩‍👧"]), min_size=1, max_size=60).map("".join)


@given(
    WORDS,
    st.integers(0, 6),
    st.lists(WORDS, max_size=4),
    st.integers(8, 130),
    st.booleans(),
)
@settings(max_examples=60)
def test_a_line_fills_its_width_with_whole_names(
    heading: str, depth: int, names: list[str], width: int, under: bool
) -> None:
    """Only the first name may be cut; where there is little room, none stands there."""
    people = tuple(Person(name, (Mention(0, 0, 0, 1),)) for name in names)
    entry = OutlineEntry(3, heading, True, depth, 100, people)
    cells = outline_line(entry, width, under=under)
    assert sum(cell_width(text) for text, _ in cells) == width
    shown = [text for text, look in cells if look.endswith(".person")]
    assert shown[1:] == names[1 : len(shown)]


# ── in the reader ─────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def long(tmp_path: Path) -> Paths:
    """A library with a story of a hundred headings, and one with none."""
    more = "of the long story of the harbour and its ships "
    body = "".join(
        f"<h{2 + n % 3}>Chapter {n} {more * (n % 4)}</h{2 + n % 3}>"
        f"<p>President Ann Reed went to {('Paris', 'Istanbul', 'Nairobi')[n % 3]} again. {'Words. ' * 30}</p>"
        for n in range(100)
    )
    items = [
        {"id": "1", "title": "Long", "date_published": "2026-01-02T00:00:00Z", "content_html": body},
        {"id": "2", "title": "Short", "date_published": "2026-01-01T00:00:00Z", "content_html": "<p>Short."},
    ]
    document = tmp_path / "feed.json"
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "The Post", "items": items}
    document.write_text(json.dumps(feed))
    paths = user_paths()
    library = Library.open(paths)
    library.import_files([document])
    library.catch_up(lambda _: True)
    library.close()
    return paths


def current(reader: Reader) -> str:
    """The line under the cursor, as it is drawn: there is just one."""
    lines = reader.app.screen.query_one(OutlineLines)
    drawn = [lines.render_line(y).text for y in range(lines.size.height)]
    (at,) = marked(drawn)
    return drawn[at]


@pytest.mark.parametrize("size", [(80, 24), (160, 50), (46, 12)])
async def test_the_outline_leads_to_a_section_and_begins_where_one_is(
    long: Paths, size: tuple[int, int]
) -> None:
    async with reading(long, size) as reader:
        pane = reader.screen.query_one(ReadingPane)
        await reader.press("enter", *["right_curly_bracket"] * 3, "I")
        assert isinstance(reader.app.screen, OutlineScreen)
        assert current(reader).startswith("▌")
        assert "Chapter 2" in current(reader)
        if size[0] > 46:
            assert "Nairobi" in current(reader)
        dialog, hint = (reader.app.screen.query_one(name) for name in (".dialog", ".dialog--hint"))
        assert reader.app.screen.region.contains_region(dialog.region)
        assert dialog.region.contains_region(hint.region)
        await reader.press("j", "j", "G", "k")
        assert "Chapter 98" in current(reader)
        await resized(reader.pilot, size[0], size[1] + 7)
        assert "Chapter 98" in current(reader)
        await reader.press("enter")
        assert "Chapter 98" in reader.lines("reader")
        assert reader.screen.pane == "reader"
        top = pane.top
        await reader.press("I")
        await reader.press("g", "escape")
        assert pane.top == top
        await reader.press("I", "g", "enter")
        assert "Chapter 0" in reader.lines("reader").splitlines()[0]
        await reader.press("I", "slash", *"nairobi 7", "enter")
        assert "Chapter 17 " in reader.lines("reader").splitlines()[0]
        await reader.press("I", "slash", *"chapter 50", "escape")
        assert "Chapter 50 " in current(reader)
        await reader.press("I")
        assert len(reader.app.screen_stack) == 1


async def test_a_story_without_headings_says_so(long: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    async with reading(long) as reader:
        told = hear(reader, monkeypatch)
        await reader.press("j", "enter", "I")
        assert reader.app.screen is reader.screen
        assert told == ["This story has no sections: no heading stands in it."]


async def test_from_what_changed_the_outline_leads_back_into_the_story(long: Paths) -> None:
    async with reading(long) as reader:
        pane = reader.screen.query_one(ReadingPane)
        await reader.press("enter")
        assert pane.article is not None
        versions = [Version("Long", pane.article.prose.sections[first:]) for first in (1, 0)]
        pane.show_change(change(versions, 0))
        await reader.press("I", "j", "enter")
        assert pane.change is None
        assert "Chapter 1 " in reader.lines("reader").splitlines()[0]
