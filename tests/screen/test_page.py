"""Pages: lines by address, copies, finds and looks laid over them, whatever stands side by side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import NOON, build_article, build_headline, build_sections
from tui.changes.compare import Changed, Edit, TextChange, Unchanged, Version, change
from tui.drawing.looks import LOOKS
from tui.drawing.page import FURNITURE, DisplayText, Overlay, Page, PageLine, PageSegment, styled
from tui.drawing.typeset import build_changes, build_page, dateline_place, local_time, reading_time, time_line
from tui.model.articles import Article
from tui.model.entries import Enclosure
from tui.model.names import Names, Place
from tui.model.prose import Dateline, Image, InlineSpan, Paragraph, Section, Text
from tui.text.cells import cell_width

WORDS = st.text("abc é北-\n", max_size=80)


def lines_of(page: Page) -> list[str]:
    return ["".join(segment.text for segment in line.segments) for line in page.lines]


# ── leaves ────────────────────────────────────────────────────────────────────────────────────


@st.composite
def leaves(draw: st.DrawFn) -> tuple[str, DisplayText]:
    """Draw a plain text, and the leaf that shows it with things put in."""
    plain = draw(st.text("abcd ", max_size=30))
    at = sorted(draw(st.lists(st.integers(0, len(plain)), max_size=4)))
    inserts = tuple((offset, draw(st.sampled_from(["[1]", "~~", " [12]"]))) for offset in at)
    parts, last = list[str](), 0
    for offset, words in inserts:
        parts += [plain[last:offset], words]
        last = offset
    return plain, DisplayText("".join([*parts, plain[last:]]), inserts)


@given(leaves(), st.data())
def test_what_was_put_into_a_text_is_never_copied_and_any_stretch_of_it_comes_back(
    made: tuple[str, DisplayText], data: st.DataObject
) -> None:
    """Link numbers are ours; what one copies is the author's."""
    plain, leaf = made
    assert leaf.plain == plain
    start = data.draw(st.integers(0, len(plain)))
    end = data.draw(st.integers(start, len(plain)))
    left, right = leaf.to_display(start), leaf.to_display(end, end=True)
    if start < end:
        assert leaf.copied(left, right) == plain[start:end]
    middle = data.draw(st.integers(0, len(leaf.display)))
    assert leaf.copied(0, middle) + leaf.copied(middle, len(leaf.display)) == plain or any(
        offset for offset, _ in leaf.inserts
    )


@given(leaves())
def test_an_end_stays_before_what_was_put_in_there_and_a_beginning_comes_behind(
    made: tuple[str, DisplayText],
) -> None:
    """So that what is lit is the words, and not the number behind or before them."""
    plain, leaf = made
    for offset in range(len(plain)):
        assert leaf.display[leaf.to_display(offset)] == plain[offset]
        assert leaf.display[leaf.to_display(offset + 1, end=True) - 1] == plain[offset]


# ── looks laid over ───────────────────────────────────────────────────────────────────────────

OVERLAYS = st.lists(
    st.builds(lambda a, b, look: Overlay(min(a, b), max(a, b), look), st.integers(0, 40), st.integers(0, 40),
              st.sampled_from(["link", "person", "find", "strong"])),
    max_size=5,
)  # fmt: skip


@given(OVERLAYS, OVERLAYS, st.integers(0, 20), st.integers(1, 20))
def test_every_character_has_the_looks_that_are_laid_over_it_in_their_order(
    own: list[Overlay], lit: list[Overlay], start: int, length: int
) -> None:
    """What is lit comes last, over the text's own: and no character is lost or doubled."""
    text = "abcdefghijklmnopqrstuvwxyz" * 2
    leaf = DisplayText(text, (), tuple(own))
    line = PageLine(
        (PageSegment("> ", "marker"), PageSegment(text[start : start + length], "text", 0, start))
    )
    page = Page(60, (line,), (leaf,), {}, (), ())
    cells = styled(page, 0, {0: lit})
    assert cells[0] == ("> ", ("marker",))
    assert "".join(part for part, _ in cells[1:]) == text[start : start + length]
    at = start
    for part, looks in cells[1:]:
        for _ in part:
            over = [one.look for one in (*own, *lit) if one.start <= at < one.end]
            assert looks == ("text", *over)
            at += 1


# ── addresses ─────────────────────────────────────────────────────────────────────────────────


@given(st.lists(WORDS, min_size=1, max_size=4), st.integers(8, 60))
def test_the_line_of_a_character_shows_it(texts: list[str], width: int) -> None:
    """A hit that is gone to must be in the line that is brought into view."""
    page = build_page(build_article(sections=build_sections(*texts)), width)
    for index, leaf in enumerate(page.leaves):
        for offset, char in enumerate(leaf.display):
            if char.isspace():
                continue
            segments = [
                segment
                for segment in page.lines[page.line_of(index, offset)].segments
                if segment.leaf == index
            ]
            assert any(segment.start <= offset < segment.start + len(segment.text) for segment in segments)


@given(st.lists(st.text("abc ", min_size=1, max_size=60), min_size=1, max_size=5), st.integers(12, 60))
def test_places_grow_down_the_page_from_nothing_to_all(texts: list[str], width: int) -> None:
    """Progress never goes back while one reads on."""
    page = build_page(build_article(sections=build_sections(*texts)), width)
    places = [page.place_of(line) for line in range(len(page.lines) + 3)]
    assert places == sorted(places)
    assert 0 <= places[0] <= places[-1] <= 1
    assert page.line_at(0.0) == 0
    assert page.place_of(-5) == places[0]
    assert 0 <= page.line_at(1.0) < len(page.lines)


def test_a_page_without_text_has_no_places() -> None:
    page = Page(40, (PageLine((PageSegment("─", "line"),)),), (), {}, (), ())
    assert (page.place_of(0), page.line_at(0.5), page.find("a"), page.links) == (0.0, 0, (), ())


# ── finds and copies ──────────────────────────────────────────────────────────────────────────


@given(st.text("ab ", max_size=30), st.text("ab", min_size=1, max_size=3))
def test_a_find_lights_each_place_once_and_none_over_another(text: str, sought: str) -> None:
    """As one counts them by eye, from the left."""
    page = build_page(build_article(sections=build_sections(text)), 60)
    (address,) = (index for (section, leaf), index in page.addresses.items() if (section, leaf) == (0, 1))
    hits = [hit for hit in page.find(sought) if hit.leaf == address]
    assert len(hits) == text.count(sought)
    assert all(page.leaves[address].display[hit.start : hit.end] == sought for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(hits))


@given(st.lists(st.text("abc de", min_size=1, max_size=60), min_size=1, max_size=4), st.integers(10, 40))
def test_a_copy_of_all_has_the_words_of_all_paragraphs_each_in_one_line(texts: list[str], width: int) -> None:
    """However narrow it was set: soft breaks are ours, paragraphs the author's."""
    page = build_page(build_article(sections=build_sections(*texts)), width)
    copied = page.copied((0, 0), (len(page.lines) - 1, 10**6)).split("\n")
    rule = next(at for at, line in enumerate(copied) if line.startswith("─"))
    body = [" ".join(line.split()) for line in copied[rule + 1 :] if line.strip()]
    assert body == [" ".join(text.split()) for text in texts if text.strip()]


def test_a_copy_begins_and_ends_within_lines_and_beyond_the_last_there_is_nothing() -> None:
    page = build_page(build_article("one two three"), 60)
    at = lines_of(page).index("one two three")
    assert page.copied((at, 4), (at, 7)) == "two"
    assert page.copied((at, 4), (10**6, 0)).startswith("two three")
    assert page.copied((at, 7), (at, 4)) == ""


# ── the header ────────────────────────────────────────────────────────────────────────────────


def test_a_header_says_only_what_is_known() -> None:
    """No line for a byline that there is none of, and the facts in one line."""
    bare = lines_of(build_page(build_article("A text."), 60))[1:]
    assert bare[:4] == ["Harbour Post", "Talks open in Istanbul", "", bare[3]]
    assert bare[4] == "─" * 60
    article = build_article("A text.", dek="What it is about.")
    told = replace(article.prose, byline="Ann Reed", dateline=Dateline("Oslo", "AP"))
    lines = lines_of(build_page(replace(article, prose=told, changed_at=NOON), 60))[1:]
    assert lines[2] == "What it is about."
    assert lines[4] == "By Ann Reed · Oslo (AP)"
    assert lines[6].startswith("✎ changed ")
    assert lines[6].endswith(" · v shows what")
    narrow = lines_of(build_page(replace(article, prose=told, changed_at=NOON), 34))[1:]
    assert narrow[6:9] == ["1 min, 2 words", "✎ changed Thu 15 May 2025, 12:00", narrow[8]]


@pytest.mark.parametrize(
    ("listing", "said"),
    [
        (build_headline(published_at=datetime(2025, 5, 15, tzinfo=UTC)), "Thu 15 May 2025"),
        (build_headline(published_at=None, published_stated="soon"), "dated “soon”"),
        (replace(build_headline(published_at=None), arrived_at=None), "undated"),
    ],
)
def test_the_time_of_an_article_is_as_exact_as_its_source_was(listing: object, said: str) -> None:
    """A date that could not be read is quoted; midnight to the second is a date without a time."""
    assert time_line(listing) == said  # type: ignore[arg-type]


def test_an_article_that_came_undated_says_when_it_came() -> None:
    assert time_line(build_headline(published_at=None)).startswith("undated; arrived Thu 15 May 2025, ")


@pytest.mark.parametrize(
    ("moment", "has_time"),
    [
        (datetime(2025, 5, 15, 0, 0, 0, tzinfo=UTC), False),
        (datetime(2025, 5, 15, 0, 0, 1, tzinfo=UTC), True),
        (datetime(2025, 5, 15, 0, 1, 0, tzinfo=UTC), True),
        (datetime(2025, 5, 15, 1, 0, 0, tzinfo=UTC), True),
        (datetime(2025, 5, 15, 0, 0, 0, tzinfo=timezone(timedelta(hours=2))), True),
        (datetime(9999, 12, 31, 23, 59, tzinfo=UTC), True),
        (datetime(1, 1, 1, 0, 1, tzinfo=UTC), True),
    ],
)
def test_a_date_stays_that_date_in_any_zone_and_no_moment_is_beyond_words(
    moment: datetime, has_time: bool
) -> None:
    assert (":" in local_time(moment)) is has_time


@pytest.mark.parametrize(
    ("words", "said"), [(1, "1 min, 1 words"), (238, "1 min, 238 words"), (239, "2 min, 239 words")]
)
def test_the_time_to_read_is_rounded_up(words: int, said: str) -> None:
    assert reading_time(words) == said


# ── what belongs to it ────────────────────────────────────────────────────────────────────────


def test_a_picture_that_stands_in_the_text_is_not_attached_again() -> None:
    """But what is no picture is, and a picture that stands nowhere."""
    url = "https://p.example/a.png"
    image = Image(Text("A port"), url)
    article = build_article(sections=(Section(None, (image,)),))
    files = (
        Enclosure(url, "image/png"),
        Enclosure("https://p.example/b.png", "IMAGE/PNG"),
        Enclosure(url, "text/html"),
    )
    lines = lines_of(build_page(replace(article, enclosures=files[:1]), 60))
    assert "Attached" not in lines
    lines = lines_of(build_page(replace(article, enclosures=files), 60))
    assert lines[lines.index("Attached") + 1 : -1] == [
        "[2] https://p.example/b.png (IMAGE/PNG)",
        "[1] https://p.example/a.png (text/html)",
    ]


# ── datelines ─────────────────────────────────────────────────────────────────────────────────

PARIS, TEXAS = Place("Paris", (), country="FR"), Place("Paris", (), country="US")


@pytest.mark.parametrize(
    ("places", "name", "found"),
    [
        ((PARIS,), "PARIS", PARIS),
        ((PARIS,), "Paris, France", PARIS),
        ((PARIS, TEXAS), "Paris", None),
        ((replace(PARIS, name="City of Light", aliases=("Paris",)),), "Paris", "City of Light"),
        ((PARIS,), "Parisot", None),
        ((), "Paris", None),
    ],
)
def test_a_dateline_names_a_place_of_the_story_if_only_one_is_called_so(
    places: tuple[Place, ...], name: str, found: object
) -> None:
    place = dateline_place(Names((), places), name)
    assert (place.name if isinstance(found, str) and place else place) == found


# ── what changed ──────────────────────────────────────────────────────────────────────────────


def build_change(number: int = 1) -> TextChange:
    words = (Edit("same", "It was "), Edit("removed", "ten"), Edit("added", "eight"), Edit("same", " of us."))
    parts = (
        Unchanged(1),
        Changed("heading", (Edit("same", "A heading"),)),
        Changed("text", words),
        Changed("item", (Edit("added", "A new item that goes on over the end of its line"),), "▎ • "),
        Changed("quote", (Edit("removed", "A quotation that went"),), "▎ "),
        Unchanged(12),
    )  # fmt: skip
    return TextChange(NOON, number, 3, parts, 1_200, 9)


def test_changes_are_told_by_marks_at_the_margin_and_by_words() -> None:
    """Whoever sees no colours sees what came, went and changed; a list's mark stands there once."""
    lines = lines_of(build_changes(build_change(), "Harbour Post", 40))[1:]
    assert lines[0] == "Harbour Post"
    assert lines[1] == "Change 1 of 3"
    assert lines[2].startswith("seen Thu 15 May 2025")
    assert lines[3:5] == ["+1,200 -9 words", "p n other changes · v back to the story"]
    body = [line.rstrip() for line in lines[lines.index("─" * 40) + 1 :]]
    assert body == [
        "~ changed   + what came   - what went", "",
        "  ··· 1 paragraph as before ···", "",
        "  A heading", "",
        "~ It was teneight of us.", "",
        "+ ▎ • A new item that goes on over the",
        "+ ▎   end of its line", "",
        "- ▎ A quotation that went", "",
        "  ··· 12 paragraphs as before ···", "",
    ]  # fmt: skip
    assert lines_of(build_changes(build_change(0), "Post", 90))[2].startswith("All 3 changes · ")


def test_a_heading_that_stayed_can_be_gone_to_among_changes() -> None:
    page = build_changes(build_change(), "Harbour Post", 40)
    assert [lines_of(page)[at].strip() for at in page.sections] == ["A heading"]
    looks = {look for number in range(len(page.lines)) for _, over in styled(page, number) for look in over}
    assert {"added", "removed", "heading", "quote"} <= looks <= set(LOOKS)


PARAGRAPHS = st.lists(st.text("ab c", min_size=1, max_size=30), max_size=5)


@given(PARAGRAPHS, PARAGRAPHS, st.integers(40, 120))
def test_a_page_of_changes_is_never_wider_than_it_may_be(
    before: list[str], after: list[str], width: int
) -> None:
    """And what is not marked in it stands in the newer text."""
    versions = (Version("Talks", build_sections(*before)), Version("Talks", build_sections(*after)))
    page = build_changes(change(versions, 1), "Post", width)
    body = page.lines[6:]
    assert all(cell_width("".join(segment.text for segment in line.segments)) <= width for line in body)
    for line in page.lines:
        for segment in line.segments:
            if segment.leaf != FURNITURE:
                assert page.leaves[segment.leaf].display[segment.start :].startswith(segment.text)


# ── any article ───────────────────────────────────────────────────────────────────────────────


def build_any(texts: list[str], names: list[str]) -> Article:
    spans = (InlineSpan(0, 3, "link", "https://example.org/"), InlineSpan(1, 4, "struck"))
    blocks = tuple(Paragraph(Text(text, spans if len(text) > 4 else ())) for text in texts)
    article = build_article(sections=(Section(Text("Head"), blocks),), dek="A dek " * 9)
    byline = " and ".join(names) or None
    return replace(article, prose=replace(article.prose, byline=byline))


@given(
    st.lists(st.text("ab é北 -", min_size=1, max_size=50), max_size=3),
    st.lists(st.sampled_from(["Ann Reed", "Maximilian von und zu Hohenstein", "北京"]), max_size=3),
    st.integers(20, 250),
)
def test_no_line_of_a_page_is_wider_than_the_page(texts: list[str], names: list[str], width: int) -> None:
    page = build_page(build_any(texts, names), width)
    assert page.width == width
    assert all(cell_width(line) <= width for line in lines_of(page))
    assert {segment.look for line in page.lines for segment in line.segments} <= set(LOOKS)
    assert len(page.starts) == len(page.lines)
    blank = [not line.strip() for line in lines_of(page)]
    assert not any(one and other for one, other in pairwise(blank)) or any(not text.strip() for text in texts)
